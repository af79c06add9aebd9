//! What is at the top level of a record in, the values of its wanted keys out.

use crate::keys::{Found, Key, Keys, first_eight};
use crate::layout::{Odd, Shape};
use crate::pass::BLOCK;
use crate::records::{Span, Values};

/// The quotes at which keys of the record may begin, the brackets that end containers, and where it begins itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Room for those that are, and for a block's more than that.
    positions: Vec<u32>,
    len: usize,
    /// Which of them begin as a wanted key does, by their index. It has the length of `positions`.
    hits: Vec<u32>,
}

impl Marks {
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds those of a block.
    #[inline(always)]
    pub(crate) fn note(&mut self, at: usize, mut bits: u64) {
        if self.positions.len() < self.len + BLOCK {
            self.grow();
        }
        let Some(room) = self.positions.get_mut(self.len..).and_then(<[u32]>::first_chunk_mut::<BLOCK>) else { return };
        self.len += bits.count_ones() as usize;
        // Two, whether there are so many or not: that costs less than asking.
        let (likely, others) = room.split_at_mut(2);
        for position in likely {
            *position = (at as u32).wrapping_add(bits.trailing_zeros());
            bits &= bits.wrapping_sub(1);
        }
        for position in others {
            if bits == 0 {
                break;
            }
            *position = at as u32 + bits.trailing_zeros();
            bits &= bits - 1;
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let len = (self.len + BLOCK) * 2;
        self.positions.resize(len, 0);
        self.hits.resize(len, 0);
    }

    /// Puts the values of the wanted keys together. `false` if a key is nearly one of them.
    #[inline(always)]
    pub(crate) fn read<const LONG: bool>(
        &mut self,
        bytes: &[u8],
        shape: Shape,
        keys: &Keys,
        values: &mut Values,
        end: usize,
    ) -> Result<bool, Odd> {
        let marks = self.positions.get(..self.len).unwrap_or_default();
        let mut regular = true;
        let heads = keys.heads();
        for (index, &mark) in marks.iter().enumerate() {
            let mark = mark as usize;
            if !heads.may_be::<LONG>(first_eight(bytes, mark + 1)) || bytes.get(mark) != Some(&b'"') {
                continue;
            }
            match keys.find(bytes, mark + 1) {
                Found::Value(Key::Wanted(key), value) => {
                    let container = matches!(bytes.get(value), Some(b'{' | b'['));
                    // The next mark is where it ends.
                    let next = marks.get(index + 1).map_or(end, |&next| next as usize + 1);
                    values.set(key, Span { start: value as u32, end: if container { next as u32 } else { 0 } });
                }
                Found::OtherCase(Key::Wanted(_)) => regular = false,
                Found::Value(Key::Records, _) | Found::OtherCase(Key::Records) if shape != Shape::Holder => {
                    return Err(Odd { at: mark });
                }
                _ => {}
            }
        }
        Ok(regular)
    }
}

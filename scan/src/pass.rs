//! The pass: 64 bytes at a time, as bit masks.
//!
//! Of each block it is found which bytes are within strings (the parity of the quotes before them) and which brackets are
//! not. Blocks without such brackets, which are most, stay at one depth: if that is more than 1, nothing of them is of
//! interest. At the top level of a record *marks* are noted: the quotes at which keys may begin, and the brackets that end
//! containers. When the record ends, its marks are held against the wanted keys.

use crate::exact::{Suspicion, is_escape};
use crate::keys::{Found, Key, Keys, first_eight};
use crate::layout::{Odd, Shape};
use crate::records::{Records, Span, Values};
use crate::simd::Simd;

/// How deep a record may nest: a bit each tells square brackets from curly ones.
const DEEPEST: u32 = u64::BITS;

const BLOCK: usize = 64;

const EVEN: u64 = 0x5555_5555_5555_5555;

/// A file to read.
pub(crate) struct Task<'a> {
    pub(crate) bytes: &'a [u8],
    /// Where its records begin.
    pub(crate) start: usize,
    pub(crate) shape: Shape,
    pub(crate) keys: &'a Keys,
    pub(crate) records: &'a mut Records,
}

/// What a block is looked at for only if it has backslashes, control characters or bytes from 0x80 on.
struct Unusual {
    /// All of them.
    backslashes: u64,
    /// Characters that a backslash escapes, but for backslashes.
    escaped: u64,
    /// Whether the next block's first character is escaped too, as a bit.
    carry: u64,
    controls: u64,
    suspicion: Suspicion,
}

impl Task<'_> {
    #[inline(always)]
    pub(crate) fn run<S: Simd>(self, simd: S) -> Result<(), Odd> {
        let Task { bytes, start, shape, keys, records } = self;
        let mut marks = Marks { positions: std::mem::take(&mut records.marks), len: 0 };
        let mut values = Values::new();

        // All ones within a string that goes on, as is `escape` its lowest bit after a backslash.
        let mut string = 0_u64;
        let mut escape = 0_u64;
        let mut depth = 0_u32;
        // The lowest bit is the innermost bracket's: whether it is a square one.
        let mut kinds = 0_u64;
        let mut record = start;
        // Past the last record.
        let mut end = start;
        let mut suspicion = Suspicion::NONE;

        let mut at = start;
        let mut last = [b' '; BLOCK];
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            let block = match rest.first_chunk() {
                Some(block) => block,
                None => {
                    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                    &last
                }
            };
            let block = simd.load(block);

            let mut quotes = simd.equal(block, b'"');
            let mut backslashes = 0;
            let mut here = Suspicion::NONE;
            let unusual = simd.is_unusual(block) || escape != 0;
            let mut controls = 0;
            if unusual {
                let found = look(simd, block, bytes, at, quotes, escape);
                quotes &= !found.escaped;
                escape = found.carry;
                backslashes = found.backslashes;
                controls = found.controls;
                here = found.suspicion;
                suspicion = suspicion.or(here);
            }
            let strings = simd.prefix_xor(quotes) ^ string;
            string = (strings.cast_signed() >> 63).cast_unsigned();
            if unusual {
                // A backslash outside of strings, or a control character inside.
                let wrong = backslashes & !strings | controls & strings;
                if wrong != 0 {
                    return Err(Odd { at: at + wrong.trailing_zeros() as usize });
                }
            }

            let brackets = simd.bracket_like(block) & !strings;
            // Which bytes are at the top level of a record.
            let mut top = if depth == 1 { !0 } else { 0 };
            if brackets == 0 && top == 0 {
                at += BLOCK;
                continue;
            }
            // What directly follows a colon is a value.
            let keys_begin = quotes & strings & !(simd.equal(block, b':') << 1);
            // Where containers of the top level end.
            let mut containers_end = 0;
            if brackets != 0 {
                let open = simd.equal_folded(block, b'{');
                let close = simd.equal_folded(block, b'}');
                let square = simd.equal(block, b'[') | simd.equal(block, b']');
                let other = brackets & !(open | close);
                if other != 0 {
                    return Err(Odd { at: at + other.trailing_zeros() as usize });
                }
                let mut left = brackets;
                while left != 0 {
                    let bit = left & left.wrapping_neg();
                    let above = !(bit | (bit - 1));
                    let position = at + left.trailing_zeros() as usize;
                    let kind = u64::from(square & bit != 0);
                    left ^= bit;
                    if open & bit != 0 {
                        if depth == 0 {
                            if kind != 0 {
                                return Err(Odd { at: position });
                            }
                            shape.gap(bytes, end, position, records.is_empty())?;
                            record = position;
                            top = above;
                        } else if depth == 1 {
                            top &= !above;
                        } else if depth == DEEPEST {
                            return Err(Odd { at: position });
                        }
                        depth += 1;
                        kinds = kinds << 1 | kind;
                        continue;
                    }
                    if depth == 0 {
                        // The end of an array, if the shape has one.
                        records.marks = marks.positions;
                        return if shape == Shape::Objects {
                            Err(Odd { at: position })
                        } else {
                            shape.close(bytes, end)
                        };
                    }
                    if kinds & 1 != kind {
                        return Err(Odd { at: position });
                    }
                    depth -= 1;
                    kinds >>= 1;
                    if depth == 1 {
                        top |= above;
                        containers_end |= bit;
                    } else if depth == 0 {
                        let own = top & (bit - 1);
                        marks.note(at, keys_begin & own | containers_end);
                        if backslashes & own != 0 {
                            suspicion = suspicion.or(Suspicion::ESCAPED);
                        }
                        end = position + 1;
                        let mut regular = marks.collect(bytes, shape, keys, &mut values, end)?;
                        if suspicion != Suspicion::NONE {
                            let finding = suspicion.confirm(bytes.get(record..end).unwrap_or_default());
                            if finding.records && shape != Shape::Holder {
                                return Err(Odd { at: record });
                            }
                            regular &= !finding.irregular;
                        }
                        records.push(record as u32, end as u32, regular, &values);
                        marks.len = 0;
                        values.clear();
                        // The rest of the block may be the next record's.
                        suspicion = here;
                        top = 0;
                        containers_end = 0;
                    }
                }
            }
            marks.note(at, keys_begin & top | containers_end);
            if backslashes & top != 0 {
                suspicion = suspicion.or(Suspicion::ESCAPED);
            }
            at += BLOCK;
        }

        records.marks = marks.positions;
        if string != 0 || depth != 0 || shape != Shape::Objects {
            Err(Odd { at: bytes.len() })
        } else {
            shape.close(bytes, end)
        }
    }
}

/// Looks closer at a block that has backslashes, control characters or bytes from 0x80 on, or follows a backslash.
#[inline(always)]
fn look<S: Simd>(simd: S, block: S::Block, bytes: &[u8], at: usize, quotes: u64, escape: u64) -> Unusual {
    let mut suspicion = Suspicion::NONE;
    if simd.non_ascii(block) != 0 {
        suspicion = suspicion.or(Suspicion::NON_ASCII);
    }
    let controls = simd.control(block);
    if controls != 0 {
        let white = simd.equal(block, b'\n') | simd.equal(block, b'\r') | simd.equal(block, b'\t');
        if controls & !white != 0 {
            suspicion = suspicion.or(Suspicion::WRONG);
        }
    }
    let backslashes = simd.equal(block, b'\\');
    // One that is escaped itself escapes nothing.
    let runs = backslashes & !escape;
    let starts = runs & !(runs << 1);
    // What follows a run of an odd length is escaped. A sum carries from where a run starts to where it ends.
    let (even, _) = runs.overflowing_add(starts & EVEN);
    let (odd, carry) = runs.overflowing_add(starts & !EVEN);
    let escaped = (even & !EVEN | odd & EVEN) & !runs | escape & !backslashes;
    let mut others = escaped & !quotes;
    while others != 0 {
        let position = at + others.trailing_zeros() as usize;
        others &= others - 1;
        let known =
            bytes.get(position..).and_then(<[u8]>::split_first).is_some_and(|(&byte, rest)| is_escape(byte, rest));
        if !known {
            suspicion = suspicion.or(Suspicion::WRONG);
        }
    }
    Unusual { backslashes, escaped, carry: carry.into(), controls, suspicion }
}

/// The marks of the record that is being read.
struct Marks {
    /// Room for those that are, and for a block's more than that.
    positions: Vec<u32>,
    len: usize,
}

impl Marks {
    /// Notes those of a block.
    #[inline(always)]
    fn note(&mut self, at: usize, mut bits: u64) {
        if self.positions.len() < self.len + BLOCK {
            self.grow();
        }
        let Some(room) = self.positions.get_mut(self.len..).and_then(<[u32]>::first_chunk_mut::<BLOCK>) else { return };
        let count = bits.count_ones() as usize;
        // Four, whether there are so many or not: that costs less than asking.
        for position in &mut room[..4] {
            *position = at as u32 + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
        for position in &mut room[4..] {
            if bits == 0 {
                break;
            }
            *position = at as u32 + bits.trailing_zeros();
            bits &= bits - 1;
        }
        self.len += count;
    }

    #[cold]
    fn grow(&mut self) {
        self.positions.resize((self.len + BLOCK) * 2, 0);
    }

    /// Puts the values of the wanted keys together. `false` if a key is nearly one of them.
    #[inline(always)]
    fn collect(&self, bytes: &[u8], shape: Shape, keys: &Keys, values: &mut Values, end: usize) -> Result<bool, Odd> {
        let marks = self.positions.get(..self.len).unwrap_or_default();
        let mut regular = true;
        for (index, &mark) in marks.iter().enumerate() {
            let at = mark as usize + 1;
            if !keys.may_be(first_eight(bytes, at)) || bytes.get(mark as usize) != Some(&b'"') {
                continue;
            }
            let (key, value) = match keys.find(bytes, at) {
                Found::Value(key, value) => (key, Some(value)),
                Found::OtherCase(key) => (key, None),
                Found::Other => continue,
            };
            match (key, value) {
                (Key::Records, _) if shape != Shape::Holder => return Err(Odd { at }),
                (Key::Records, _) => {}
                (Key::Wanted(_), None) => regular = false,
                (Key::Wanted(key), Some(value)) => {
                    let container = matches!(bytes.get(value), Some(b'{' | b'['));
                    // The next mark is where it ends.
                    let next = marks.get(index + 1).map_or(end, |&next| next as usize + 1);
                    values.set(key, Span { start: value as u32, end: if container { next as u32 } else { 0 } });
                }
            }
        }
        Ok(regular)
    }
}

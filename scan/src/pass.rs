//! The pass: 64 bytes at a time, as bit masks.
//!
//! Of each block it is found which bytes are within strings (the parity of the quotes before them) and which brackets are
//! not. Blocks without such brackets, which are most, stay at one depth: if that is more than 1, nothing of them is of
//! interest. At the top level of a record *marks* are noted: the quotes at which keys may begin, and the brackets that end
//! containers. When the record ends, its marks are held against the wanted keys.

use std::hint::cold_path;

use crate::exact::{Suspicion, is_escape};
use crate::keys::Keys;
use crate::layout::{Odd, Shape};
use crate::marks::Marks;
use crate::records::{Sink, Values};
use crate::simd::{CASE, Kernel, Simd};

/// Bytes of a block: a mask has a bit for each.
pub(crate) const BLOCK: usize = 64;

/// How deep a record may nest: each level has a bit.
const DEEPEST: u32 = u64::BITS;

const EVEN: u64 = 0x5555_5555_5555_5555;

/// A file to read.
pub(crate) struct Task<'a> {
    pub(crate) bytes: &'a [u8],
    /// Where its records begin.
    pub(crate) start: usize,
    pub(crate) shape: Shape,
    pub(crate) keys: &'a Keys,
    /// Memory that has been used before.
    pub(crate) marks: &'a mut Marks,
    pub(crate) sink: &'a mut dyn Sink,
}

impl Kernel for Task<'_> {
    type Output = Result<(), Odd>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Result<(), Odd> {
        let Task { bytes, start, shape, keys, marks: memory, sink } = self;
        let mut marks = std::mem::take(memory);
        marks.clear();
        let (values, is_empty) = (Values::new(), true);
        let mut file = File { bytes, shape, keys, sink, values, is_empty, record: start, end: start };

        // All ones within a string that goes on.
        let mut string = 0_u64;
        // A bit if the next character is escaped.
        let mut escape = 0_u64;
        let mut depth = 0_u32;
        // A bit for each bracket that is open, the lowest for the innermost: whether it is a square one.
        let mut square = 0_u64;
        let mut suspicion = Suspicion::NONE;

        let (blocks, rest) = bytes.get(start..).unwrap_or_default().as_chunks::<BLOCK>();
        let mut last = [b' '; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let mut blocks = blocks.iter();
        let mut at = start;
        loop {
            let (text, is_last) = match blocks.next() {
                Some(text) => (text, false),
                None => (&last, true),
            };
            let block = simd.load(text);
            let mut quotes = simd.equal(block, b'"');
            let mut backslashes = 0;
            let mut here = Suspicion::NONE;
            if simd.is_unusual(block) || escape != 0 {
                cold_path();
                let unusual = simd.vectorize(Look { text, bytes, at, string, escape });
                if unusual.wrong != 0 {
                    return Err(Odd { at: at + unusual.wrong.trailing_zeros() as usize });
                }
                quotes &= !unusual.escaped;
                escape = unusual.carry;
                backslashes = unusual.backslashes;
                here = unusual.suspicion;
                suspicion = suspicion.or(here);
            }
            let strings = simd.prefix_xor(quotes) ^ string;
            string = (strings.cast_signed() >> 63).cast_unsigned();

            let mut brackets = simd.bracket_like(block) & !strings;
            if brackets != 0 || depth == 1 {
                // What directly follows a colon is a value.
                let candidates = quotes & strings & !(simd.equal(block, b':') << 1);
                // Which bytes are at the top level of a record, and have not been noted yet.
                let mut top = if depth == 1 { !0 } else { 0 };
                // Where containers of the top level end.
                let mut ends = 0_u64;
                // Nothing below is free of branches: records are alike, and what a processor predicts it need not wait for.
                while brackets != 0 {
                    let offset = brackets.trailing_zeros();
                    let position = at + offset as usize;
                    let bit = brackets & brackets.wrapping_neg();
                    brackets ^= bit;
                    let above = !(bit | (bit - 1));
                    let bracket = text[offset as usize % BLOCK];
                    if bracket & OPENS != 0 {
                        if bracket | CASE != b'{' || depth == DEEPEST {
                            return Err(Odd { at: position });
                        }
                        square = square << 1 | u64::from(bracket == b'[');
                        if depth == 0 {
                            file.begin(position)?;
                            top = above;
                        } else if depth == 1 {
                            top &= !above;
                        }
                        depth += 1;
                    } else {
                        if depth == 0 {
                            // The end of an array, if the shape has one.
                            *memory = marks;
                            return if shape == Shape::Objects {
                                Err(Odd { at: position })
                            } else {
                                shape.close(bytes, file.end)
                            };
                        }
                        if bracket != if square & 1 != 0 { b']' } else { b'}' } {
                            return Err(Odd { at: position });
                        }
                        square >>= 1;
                        depth -= 1;
                        if depth == 1 {
                            top |= above;
                            ends |= bit;
                        } else if depth == 0 {
                            let own = top & (bit - 1);
                            marks.note(at, candidates & own | ends);
                            if backslashes & own != 0 {
                                suspicion = suspicion.or(Suspicion::ESCAPED);
                            }
                            file.finish(&mut marks, position + 1, suspicion)?;
                            // The rest of the block may be the next record's.
                            suspicion = here;
                            top = 0;
                            ends = 0;
                        }
                    }
                }
                marks.note(at, candidates & top | ends);
                if backslashes & top != 0 {
                    suspicion = suspicion.or(Suspicion::ESCAPED);
                }
            }
            if is_last {
                break;
            }
            at += BLOCK;
        }

        let end = file.end;
        *memory = marks;
        let is_end = string == 0 && depth == 0 && shape == Shape::Objects;
        if is_end { shape.close(bytes, end) } else { Err(Odd { at: bytes.len() }) }
    }
}

/// The bit that opening brackets have, and closing ones do not.
const OPENS: u8 = 2;

/// What is needed where a record begins or ends.
struct File<'a> {
    bytes: &'a [u8],
    shape: Shape,
    keys: &'a Keys,
    sink: &'a mut dyn Sink,
    values: Values,
    /// No record has ended yet.
    is_empty: bool,
    /// Where the last record has begun.
    record: usize,
    /// Where the last record has ended.
    end: usize,
}

impl File<'_> {
    #[inline(always)]
    fn begin(&mut self, position: usize) -> Result<(), Odd> {
        if self.bytes.get(position) != Some(&b'{') {
            return Err(Odd { at: position });
        }
        self.shape.gap(self.bytes, self.end, position, self.is_empty)?;
        self.record = position;
        Ok(())
    }

    #[inline(never)]
    fn finish(&mut self, marks: &mut Marks, end: usize, suspicion: Suspicion) -> Result<(), Odd> {
        let File { bytes, shape, keys, .. } = *self;
        let mut regular = if keys.are_long() {
            marks.read::<true>(bytes, shape, keys, &mut self.values, end)?
        } else {
            marks.read::<false>(bytes, shape, keys, &mut self.values, end)?
        };
        if suspicion != Suspicion::NONE {
            let finding = suspicion.confirm(self.bytes.get(self.record..end).unwrap_or_default());
            if finding.records && self.shape != Shape::Holder {
                return Err(Odd { at: self.record });
            }
            regular &= !finding.irregular;
        }
        self.sink.record(self.record as u32, end as u32, regular, &self.values);
        self.is_empty = false;
        self.values.clear();
        marks.clear();
        self.end = end;
        Ok(())
    }
}

/// What a block is looked at for only if it has backslashes, control characters or bytes from 0x80 on.
struct Unusual {
    /// All of them.
    backslashes: u64,
    /// Characters that a backslash escapes, but for backslashes.
    escaped: u64,
    /// Whether the next block's first character is escaped too, as a bit.
    carry: u64,
    /// Backslashes outside of strings, control characters inside.
    wrong: u64,
    suspicion: Suspicion,
}

/// Looks closer at a block.
struct Look<'a> {
    text: &'a [u8; BLOCK],
    /// The whole file, of which the block is at byte `at`.
    bytes: &'a [u8],
    at: usize,
    /// All ones if the block begins within a string.
    string: u64,
    /// Whether its first character is escaped, as a bit.
    escape: u64,
}

impl Kernel for Look<'_> {
    type Output = Unusual;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Unusual {
        let Look { text, bytes, at, string, escape } = self;
        let block = simd.load(text);
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
        let quotes = simd.equal(block, b'"');
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
        let strings = simd.prefix_xor(quotes & !escaped) ^ string;
        let wrong = backslashes & !strings | controls & strings;
        Unusual { backslashes, escaped, carry: carry.into(), wrong, suspicion }
    }
}

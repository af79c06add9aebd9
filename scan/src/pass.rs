//! The pass: 64 bytes at a time, as bit masks.
//!
//! Of each block it is found which quotes begin strings and which end them, and which brackets are outside of strings: of some
//! blocks at once, in a loop without a branch. Then the brackets are gone through, one after the other. What lies between two of
//! them at the top level of a record is looked through for wanted keys; the rest is of no interest.

use std::hint::cold_path;

use crate::exact::{Suspicion, is_escape, white_space};
use crate::keys::{Found, Key, Keys, first_eight};
use crate::layout::{Odd, Shape};
use crate::marks::{Block, Marks};
use crate::records::{Sink, Span, Values};
use crate::simd::{Kernel, Simd};

/// Bytes of a block: a mask has a bit for each.
pub(crate) const BLOCK: usize = 64;

/// Blocks that are looked at before their brackets are gone through.
const WINDOW: usize = 32;

/// How deep a record may nest.
const DEEPEST: usize = 64;

const EVEN: u64 = 0x5555_5555_5555_5555;

/// The bit that opening brackets have, and closing ones do not.
pub(crate) const OPENS: u8 = 2;

/// From an opening bracket to the one that closes it.
const CLOSING: u8 = b'}' - b'{';

/// A file to read.
pub(crate) struct Task<'a> {
    pub(crate) bytes: &'a [u8],
    /// Where its records begin.
    pub(crate) start: usize,
    pub(crate) shape: Shape,
    /// No record stands before `start`.
    pub(crate) is_empty: bool,
    /// The file ends where `bytes` do.
    pub(crate) is_last: bool,
    pub(crate) keys: &'a Keys,
    /// Memory that has been used before.
    pub(crate) marks: &'a mut Marks,
    pub(crate) sink: &'a mut dyn Sink,
}

/// How far a task got.
#[derive(Clone, Copy)]
pub(crate) struct Done {
    /// Past the last record, or past all where the file ends.
    pub(crate) end: usize,
    /// No record has ended yet.
    pub(crate) is_empty: bool,
}

impl Kernel for Task<'_> {
    type Output = Result<Done, Odd>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Result<Done, Odd> {
        if self.keys.are_long() { self.go::<S, true>(simd) } else { self.go::<S, false>(simd) }
    }
}

impl Task<'_> {
    #[inline(always)]
    fn go<S: Simd, const LONG: bool>(self, simd: S) -> Result<Done, Odd> {
        let Task { bytes, start, shape, is_empty, is_last, keys, marks, sink } = self;
        marks.begin(start);
        let mut strings = Strings { bytes, at: start, string: 0, escape: 0 };
        let mut walk = Walk::<LONG> {
            bytes,
            shape,
            is_last,
            keys,
            sink,
            values: Values::new(),
            is_empty,
            record: start,
            end: start,
            depth: 0,
            open: [0; DEEPEST],
            container: None,
            regular: true,
            suspicion: Suspicion::NONE,
        };
        let (mut blocks, rest) = bytes.get(start..).unwrap_or_default().as_chunks::<BLOCK>();
        let mut last = [b' '; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let mut looks = [Look::USUAL; WINDOW];
        loop {
            let is_rest = blocks.is_empty();
            let (window, after) = blocks.split_at(blocks.len().min(WINDOW));
            blocks = after;
            let window = if is_rest { std::slice::from_ref(&last) } else { window };
            // Where nothing is open, nothing of what was before is of interest.
            marks.forget(if walk.depth == 0 { strings.at } else { walk.record });
            let at = strings.at;
            let mut is_usual = true;
            for (text, (room, look)) in window.iter().zip(marks.room(window.len()).iter_mut().zip(&mut looks)) {
                if let Some(unusual) = strings.next(simd, text, room)? {
                    cold_path();
                    *look = unusual;
                    is_usual = false;
                }
            }
            let is_array_over = if is_usual {
                walk.window::<true>(marks, at, window, &looks)?
            } else {
                cold_path();
                let is_over = walk.window::<false>(marks, at, window, &looks)?;
                looks = [Look::USUAL; WINDOW];
                is_over
            };
            if is_array_over || is_rest {
                let is_end = is_array_over || strings.string == 0 && walk.depth == 0 && shape == Shape::Objects;
                return walk.done(is_end);
            }
        }
    }
}

/// What was found by looking closer at a block.
#[derive(Clone, Copy)]
struct Look {
    backslashes: u64,
    suspicion: Suspicion,
}

impl Look {
    /// Nothing.
    const USUAL: Look = Look { backslashes: 0, suspicion: Suspicion::NONE };
}

/// Finds the strings, one block after the other.
struct Strings<'a> {
    bytes: &'a [u8],
    /// Where the next block is.
    at: usize,
    /// All ones within a string that goes on.
    string: u64,
    /// A bit if the next character is escaped.
    escape: u64,
}

impl Strings<'_> {
    /// Says what is where in the block, and what is unusual of it, if anything is.
    #[inline(always)]
    fn next<S: Simd>(&mut self, simd: S, text: &[u8; BLOCK], found: &mut Block) -> Result<Option<Look>, Odd> {
        let block = simd.load(text);
        let mut quotes = simd.equal(block, b'"');
        let mut look = None;
        if u64::from(simd.is_unusual(block)) | self.escape != 0 {
            cold_path();
            let Strings { bytes, at, string, escape } = *self;
            let inspected = simd.vectorize(Inspect { text, bytes, at, string, escape });
            if inspected.wrong != 0 {
                return Err(Odd { at: at + inspected.wrong.trailing_zeros() as usize });
            }
            quotes &= !inspected.escaped;
            self.escape = inspected.carry;
            look = Some(inspected.look);
        }
        let strings = simd.prefix_xor(quotes) ^ self.string;
        self.string = (strings.cast_signed() >> 63).cast_unsigned();
        self.at += BLOCK;
        let brackets = simd.bracket_like(block) & !strings;
        *found = Block { begins: quotes & strings, ends: quotes & !strings, brackets };
        Ok(look)
    }
}

/// Goes from bracket to bracket.
struct Walk<'a, const LONG: bool> {
    bytes: &'a [u8],
    shape: Shape,
    /// The file ends where `bytes` do.
    is_last: bool,
    keys: &'a Keys,
    sink: &'a mut dyn Sink,
    values: Values,
    /// No record has ended yet.
    is_empty: bool,
    /// Where the last record has begun.
    record: usize,
    /// Where the last record has ended.
    end: usize,
    depth: usize,
    /// The brackets that are open, the innermost last.
    open: [u8; DEEPEST],
    /// The wanted key whose value is the container that is open at the record's top level, and where that begins.
    container: Option<(u8, u32)>,
    /// No key of the record is nearly a wanted one.
    regular: bool,
    suspicion: Suspicion,
}

impl<const LONG: bool> Walk<'_, LONG> {
    /// What came of it. `is_end`: nothing is open.
    fn done(&self, is_end: bool) -> Result<Done, Odd> {
        let Walk { bytes, end, is_empty, is_last, .. } = *self;
        let closed = if is_end { self.shape.close(bytes, end) } else { Err(Odd { at: bytes.len() }) };
        match closed {
            Ok(()) if is_last => Ok(Done { end: bytes.len(), is_empty }),
            // What goes on, or closes the file, is left to the part that ends it.
            Ok(()) => Ok(Done { end, is_empty }),
            Err(Odd { at }) if !is_last && white_space(bytes, at) == bytes.len() => Ok(Done { end, is_empty }),
            Err(odd) => Err(odd),
        }
    }

    /// Whether a part goes on far enough behind an element of an array to say that it ends there.
    fn is_over(&self, end: usize) -> Result<bool, Odd> {
        let next = white_space(self.bytes, end);
        match self.bytes.get(next) {
            _ if self.is_last || self.shape == Shape::Objects => Ok(true),
            Some(b',' | b']') => Ok(true),
            Some(_) => Err(Odd { at: next }),
            None => Ok(false),
        }
    }

    /// Goes through the blocks at byte `at`. Whether the array has ended in them.
    #[inline(always)]
    fn window<const USUAL: bool>(
        &mut self,
        marks: &Marks,
        mut at: usize,
        window: &[[u8; BLOCK]],
        looks: &[Look; WINDOW],
    ) -> Result<bool, Odd> {
        for (text, (block, look)) in window.iter().zip(marks.newest(window.len()).iter().zip(looks)) {
            let look = if USUAL { Look::USUAL } else { *look };
            self.suspicion = self.suspicion.or(look.suspicion);
            if (block.brackets != 0 || self.depth == 1) && self.block(marks, at, text, *block, look)? {
                return Ok(true);
            }
            at += BLOCK;
        }
        Ok(false)
    }

    /// Goes through the block at byte `at`. Whether the array has ended in it.
    ///
    /// Nothing here is free of branches: records are alike, and what a processor predicts it need not wait for.
    #[inline(always)]
    fn block(&mut self, marks: &Marks, at: usize, text: &[u8; BLOCK], block: Block, look: Look) -> Result<bool, Odd> {
        let mut brackets = block.brackets;
        // Which bytes are at the top level of a record, and have not been looked through yet.
        let mut top = if self.depth == 1 { !0 } else { 0 };
        while brackets != 0 {
            let offset = brackets.trailing_zeros();
            let position = at + offset as usize;
            let below = (1 << offset) - 1;
            brackets &= brackets - 1;
            let bracket = text[offset as usize % BLOCK];
            if bracket & OPENS != 0 {
                match self.depth {
                    0 => {
                        self.begin(position, bracket)?;
                        self.suspicion = look.suspicion;
                        top = !0 << offset;
                    }
                    1 => self.keys(at, block.begins & top & below, look.backslashes & top & below)?,
                    _ => {}
                }
                if self.depth > 0 && !self.is_value(position) {
                    return Err(Odd { at: position });
                }
                let Some(room) = self.open.get_mut(self.depth) else { return Err(Odd { at: position }) };
                *room = bracket;
                self.depth += 1;
            } else {
                let Some(depth) = self.depth.checked_sub(1) else {
                    // The end of an array, if the shape has one.
                    return if self.shape == Shape::Objects { Err(Odd { at: position }) } else { Ok(true) };
                };
                // What only looks like a bracket has no counterpart.
                if self.open.get(depth).is_none_or(|open| open.wrapping_add(CLOSING) != bracket) {
                    return Err(Odd { at: position });
                }
                self.depth = depth;
                match depth {
                    0 => {
                        self.keys(at, block.begins & top & below, look.backslashes & top & below)?;
                        self.finish(marks, position + 1)?;
                    }
                    1 => {
                        if let Some((key, start)) = self.container.take() {
                            self.values.set(key, Span { start, end: position as u32 + 1 });
                        }
                        top = !0 << offset;
                    }
                    _ => {}
                }
            }
        }
        if self.depth == 1 {
            self.keys(at, block.begins & top, look.backslashes & top)?;
        }
        Ok(false)
    }

    /// Whether a value may begin at `position`, inside a record. Where a brace is missing from a record, the next one would be
    /// taken for a part of it else.
    #[inline(always)]
    fn is_value(&self, position: usize) -> bool {
        let before = match self.bytes.get(position.wrapping_sub(1)) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => {
                cold_path();
                let before = self.bytes.get(..position).unwrap_or_default();
                let space = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
                before.iter().rev().find(|byte| !space(byte))
            }
            before => before,
        };
        match before {
            Some(b':' | b'[') => true,
            // Behind a comma an object has a name.
            Some(b',') => self.open.get(self.depth.wrapping_sub(1)) == Some(&b'['),
            _ => false,
        }
    }

    #[inline(always)]
    fn begin(&mut self, position: usize, bracket: u8) -> Result<(), Odd> {
        if bracket != b'{' {
            return Err(Odd { at: position });
        }
        self.shape.gap(self.bytes, self.end, position, self.is_empty)?;
        self.record = position;
        Ok(())
    }

    /// Looks for wanted keys among strings of the record's top level, by their first quotes.
    #[inline(always)]
    fn keys(&mut self, at: usize, mut begins: u64, backslashes: u64) -> Result<(), Odd> {
        if backslashes != 0 {
            cold_path();
            self.suspicion = self.suspicion.or(Suspicion::ESCAPED);
        }
        while begins != 0 {
            let quote = at + begins.trailing_zeros() as usize;
            begins &= begins - 1;
            // What directly follows a colon is a value.
            if self.bytes.get(quote.wrapping_sub(1)) == Some(&b':') {
                continue;
            }
            let eight = first_eight(self.bytes, quote + 1);
            if let Some(slot) = self.keys.heads().slot::<LONG>(eight) {
                self.key(slot, quote)?;
            }
        }
        Ok(())
    }

    /// A string that begins as a wanted key does.
    #[inline(never)]
    fn key(&mut self, slot: usize, quote: usize) -> Result<(), Odd> {
        match self.keys.find(slot, self.bytes, quote + 1) {
            Found::Value(Key::Wanted(key), value) => {
                let start = value as u32;
                self.values.set(key, Span { start, end: 0 });
                if let Some(b'{' | b'[') = self.bytes.get(value) {
                    self.container = Some((key, start));
                }
            }
            Found::OtherCase(Key::Wanted(_)) => self.regular = false,
            Found::Value(Key::Records, _) | Found::OtherCase(Key::Records) if self.shape != Shape::Holder => {
                return Err(Odd { at: quote });
            }
            _ => {}
        }
        Ok(())
    }

    #[inline(never)]
    fn finish(&mut self, marks: &Marks, end: usize) -> Result<(), Odd> {
        if !self.is_over(end)? {
            // It is found again in the next part. Here nothing comes behind it.
            return Ok(());
        }
        if self.suspicion.asks_for_a_look() {
            let finding = self.suspicion.confirm(self.bytes.get(self.record..end).unwrap_or_default());
            if finding.records && self.shape != Shape::Holder {
                return Err(Odd { at: self.record });
            }
            self.regular &= !finding.irregular;
        }
        self.values.regular = self.regular;
        self.values.is_plain = !self.suspicion.has(Suspicion::BACKSLASH.or(Suspicion::NON_ASCII));
        self.sink.record(self.record, end, &self.values, marks);
        self.values.clear();
        self.is_empty = false;
        self.end = end;
        self.container = None;
        self.regular = true;
        Ok(())
    }
}

/// What a block is looked at for only if it has backslashes, control characters or bytes from 0x80 on.
struct Inspected {
    look: Look,
    /// Characters that a backslash escapes, but for backslashes.
    escaped: u64,
    /// Whether the next block's first character is escaped too, as a bit.
    carry: u64,
    /// Backslashes outside of strings, control characters inside.
    wrong: u64,
}

/// Looks closer at a block.
struct Inspect<'a> {
    text: &'a [u8; BLOCK],
    /// The whole file, of which the block is at byte `at`.
    bytes: &'a [u8],
    at: usize,
    /// All ones if the block begins within a string.
    string: u64,
    /// Whether its first character is escaped, as a bit.
    escape: u64,
}

impl Kernel for Inspect<'_> {
    type Output = Inspected;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Inspected {
        let Inspect { text, bytes, at, string, escape } = self;
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
        if backslashes != 0 {
            suspicion = suspicion.or(Suspicion::BACKSLASH);
        }
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
        Inspected { look: Look { backslashes, suspicion }, escaped, carry: carry.into(), wrong }
    }
}

//! Decoded bytes in, the texts of records out, whatever holds them: `{"Records": [...]}`, a top-level array, one
//! object, one object a line, objects one after another; pretty-printed or not.
//!
//! The bytes come in pieces of any size, and at most one record is held. Only brackets and strings are followed here,
//! and whether a record is JSON is left to [`event::json::validate`]: so a record that is broken inside, but closes,
//! costs only itself. Where the brackets themselves are broken, reading goes on at the next line that looks as the
//! broken record's first line did; what lies between is reported. Commas that are doubled or missing between records
//! lose nothing and are not reported.

mod brackets;
mod head;
mod resume;
mod resync;
mod scan;

use brackets::Brackets;
pub use head::HEAD;
use head::Head;
pub(crate) use resume::Between;

/// How far back a decision may look. What is dropped from the buffer leaves at least as much.
pub(crate) const LOOK_BACK: usize = 64;

/// What may be read a second time on top of what was read once, before reading on takes the shorter way.
const FREE_RESCAN: u64 = 1 << 20;

/// What was found next.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'b> {
    /// The text of one record, or of what stands in a record's place.
    Record {
        /// Of its first byte, in the decoded stream.
        offset: u64,
        bytes: &'b [u8],
    },
    /// Bytes that no record could be made of.
    Broken {
        /// Of the first of them, in the decoded stream.
        offset: u64,
        /// How many.
        length: u64,
        reason: Reason,
        /// The first of them, at most [`HEAD`].
        head: &'b [u8],
    },
}

/// Why bytes could not be split into records.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Reason {
    #[error("the record is larger than {limit} bytes")]
    Oversized { limit: usize },
    #[error("the input ends inside a record")]
    EndsInRecord,
    #[error("the input ends before the array of records is closed")]
    EndsInArray,
    #[error("the input ends before the object that holds the records is closed")]
    EndsInHolder,
    #[error("a closing bracket at byte {at} closes nothing")]
    Mismatch { at: u64 },
    #[error("a string has a line break in it at byte {at}")]
    LineBreakInString { at: u64 },
    #[error("the record is not closed before another begins at byte {at}")]
    NotClosed { at: u64 },
}

/// The machine. [`Splitter::feed`] it, take pieces until there is none, feed again; [`Splitter::finish`] it at the end
/// and take the last ones.
#[derive(Debug)]
pub struct Splitter {
    buffer: Vec<u8>,
    /// The offset of the buffer's first byte.
    base: u64,
    /// The next byte to look at, as an index into the buffer.
    at: usize,
    ended: bool,
    limit: usize,
    /// The arrays of records that are open, outermost first; at the top level there is none. At most two.
    arrays: Vec<Array>,
    line: Line,
    state: State,
    /// Bytes that were looked at again after a break.
    rescanned: u64,
    /// The input is text: a line that begins with anything but `{` is taken as it is.
    lines: bool,
    /// Of what is being given up.
    head: Head,
}

/// An open array whose elements are records.
#[derive(Clone, Copy, Debug)]
struct Array {
    /// Whether it is the value of `Records`, so that the object around it goes on behind it.
    held: bool,
    /// How far the line is indented on which it, or the object around it, begins.
    indent: u64,
}

/// The line that reading is on, as far as it matters to records that begin on it.
#[derive(Clone, Copy, Debug)]
struct Line {
    indent: u64,
    /// Nothing but white space so far.
    blank: bool,
}

impl Line {
    const BEGINNING: Line = Line { indent: 0, blank: true };

    /// Goes on over white space and commas.
    fn pass(&mut self, byte: u8) {
        match byte {
            b'\n' => *self = Line::BEGINNING,
            b' ' | b'\t' => self.indent += u64::from(self.blank),
            _ => {}
        }
    }
}

#[derive(Debug)]
enum State {
    /// Where a record may begin.
    Between,
    /// Inside a record, or inside an object that may turn out to hold records.
    Record(Open),
    /// Inside the object that holds records, behind them.
    Holder(Open),
    /// Inside a line that is no JSON, or a scalar. `start` is an offset.
    Junk { start: u64 },
    /// Looking for a line to go on at.
    Resync { from: u64, reason: Reason, indent: u64, inside_holder: bool },
    /// Everything was said.
    End,
}

/// What is known of a record that has begun.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// The offset of its first byte.
    start: u64,
    brackets: Brackets,
    in_string: bool,
    escaped: bool,
    /// The offset of the last string's opening quote.
    last_string: u64,
    /// Every bracket that was opened is closed again: in an array the element is complete.
    complete: bool,
    /// How the line was indented on which it begins, and whether nothing stands before it.
    line: Line,
    /// Whether a `Records` array in it makes it the holder of records.
    may_hold: bool,
}

/// A piece by its offsets; the bytes are taken from the buffer when it is handed out.
enum Found {
    Record { start: u64, end: u64 },
    Broken { offset: u64, length: u64, reason: Reason },
}

impl Splitter {
    /// A splitter that reports records of more than `limit` bytes as unreadable instead of holding them.
    pub fn new(limit: usize) -> Splitter {
        Splitter {
            buffer: Vec::new(),
            base: 0,
            at: 0,
            ended: false,
            limit,
            arrays: Vec::new(),
            line: Line::BEGINNING,
            state: State::Between,
            rescanned: 0,
            lines: false,
            head: Head::default(),
        }
    }

    /// One of bytes that stand at `offset` in the decoded stream.
    pub fn at(offset: u64, limit: usize) -> Splitter {
        Splitter { base: offset, ..Splitter::new(limit) }
    }

    /// Gives it the next bytes. Every piece of the earlier ones should have been taken.
    pub fn feed(&mut self, chunk: &[u8]) {
        self.drop_seen();
        self.buffer.extend_from_slice(chunk);
    }

    /// Says that the input is lines of text, as one that came out has shown: from here on they keep the spaces before them,
    /// and no bracket but `{` begins anything.
    pub fn keep_lines(&mut self) {
        self.lines = true;
    }

    /// The next lines of an input that is lines, down to the last one that has ended, and the offset of the first; `None` where
    /// something else has begun. [`Splitter::pass_lines`] goes on behind what was taken of them.
    pub(crate) fn lines(&mut self) -> Option<(u64, &[u8])> {
        if !self.lines || !self.arrays.is_empty() || !matches!(self.state, State::Between) {
            return None;
        }
        if self.byte(self.at) == Some(b'\n') {
            self.at += 1;
            self.line = Line::BEGINNING;
        }
        let rest = self.buffer.get(self.at..).filter(|_| self.line.blank && self.line.indent == 0)?;
        let end = memchr::memrchr(b'\n', rest)? + 1;
        Some((self.offset(self.at), rest.get(..end)?))
    }

    /// Goes on behind whole lines of so many bytes.
    pub(crate) fn pass_lines(&mut self, length: usize) {
        self.at += length;
    }

    /// Says that nothing more comes.
    pub fn finish(&mut self) {
        self.ended = true;
    }

    /// The next piece; `None` where more bytes are needed, and after the last one.
    pub fn next_piece(&mut self) -> Option<Piece<'_>> {
        let found = self.find()?;
        Some(match found {
            Found::Record { start, end } if end - start > self.limit as u64 => {
                let (reason, length) = (Reason::Oversized { limit: self.limit }, end - start);
                Piece::Broken { offset: start, length, reason, head: self.head(start, length) }
            }
            Found::Record { start, end } => {
                let bytes = self.buffer.get(self.index(start)..self.index(end)).unwrap_or_default();
                let bytes = bytes.trim_ascii_end();
                Piece::Record { offset: start, bytes }
            }
            Found::Broken { offset, length, reason } => {
                Piece::Broken { offset, length, reason, head: self.head(offset, length) }
            }
        })
    }

    fn find(&mut self) -> Option<Found> {
        loop {
            // None: the state was left, or bytes are missing; which of the two, `self.at` and `self.state` tell.
            let step = match self.state {
                State::Between => self.between(),
                State::Record(open) => self.record(open),
                State::Holder(open) => self.holder(open),
                State::Junk { start } => self.junk(start),
                State::Resync { from, reason, indent, inside_holder } => {
                    self.resync(from, reason, indent, inside_holder)
                }
                State::End => return None,
            };
            match step {
                Step::Found(found) => return Some(found),
                Step::Again => {}
                Step::NeedMore => return None,
            }
        }
    }

    /// Forgets the bytes that nothing can ask for any more.
    fn drop_seen(&mut self) {
        let behind = self.at.saturating_sub(LOOK_BACK);
        let keep = match &self.state {
            State::Record(Open { start, .. }) | State::Junk { start } => {
                let start = self.index(*start);
                if self.at - start > self.limit { behind } else { behind.min(start) }
            }
            _ => behind,
        };
        self.keep_head(keep);
        self.buffer.drain(..keep);
        self.base += keep as u64;
        self.at -= keep;
    }

    fn offset(&self, index: usize) -> u64 {
        self.base + index as u64
    }

    /// The index of `offset`; 0 where it was dropped.
    fn index(&self, offset: u64) -> usize {
        usize::try_from(offset.saturating_sub(self.base)).unwrap_or(usize::MAX)
    }

    fn byte(&self, index: usize) -> Option<u8> {
        self.buffer.get(index).copied()
    }

    /// The last byte before `index` that is no white space, as far as it is looked for, and whether a line ends after it.
    fn significant_before(&self, index: usize) -> Option<u8> {
        let from = index.saturating_sub(LOOK_BACK);
        self.buffer.get(from..index)?.iter().rev().find(|b| !is_space(**b)).copied()
    }
}

/// What one state's work came to.
enum Step {
    Found(Found),
    /// Look again: the state has changed.
    Again,
    NeedMore,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests;

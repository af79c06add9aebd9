//! The first bytes of what is being given up, for who keeps it: they are gone from the buffer when its end is found.

use super::{Splitter, State};

/// The most first bytes of a broken stretch that are handed out: one more than is ever kept whole.
pub const HEAD: usize = (64 << 10) + 1;

/// Bytes that were dropped from the buffer.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The offset of the first of them.
    start: u64,
    bytes: Vec<u8>,
}

impl Splitter {
    /// Called before the buffer's first `dropped` bytes are.
    pub(super) fn keep_head(&mut self, dropped: usize) {
        let start = match &self.state {
            State::Resync { from, .. } => *from,
            // Larger than it may be: it will be given up.
            State::Record(open) if open.start < self.offset(dropped) => open.start,
            State::Junk { start } if *start < self.offset(dropped) => *start,
            _ => return,
        };
        self.add_to_head(start, self.offset(dropped));
    }

    /// The first bytes of the stretch of `length` bytes at `start`, as many as are left of it.
    pub(super) fn head(&mut self, start: u64, length: u64) -> &[u8] {
        self.add_to_head(start, start.saturating_add(length));
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(self.head.bytes.len());
        self.head.bytes.get(..length).unwrap_or_default()
    }

    /// Goes on with the head of what begins at `start`, up to the offset `end`.
    fn add_to_head(&mut self, start: u64, end: u64) {
        if self.head.start != start {
            self.head.bytes.clear();
            self.head.start = start;
        }
        let begin = start + self.head.bytes.len() as u64;
        let end = end.min(start.saturating_add(HEAD as u64));
        // What lies before the buffer is lost, and so is all behind it.
        if begin >= self.base && begin < end {
            let bytes = self.buffer.get(self.index(begin)..self.index(end).min(self.buffer.len()));
            self.head.bytes.extend_from_slice(bytes.unwrap_or_default());
        }
    }
}

//! What a worker keeps of one source: so much that a hostile source takes neither memory nor time, and a count of the rest.

use super::{FIRST, Form, Kept, Refused, Settled, Stretch, WHOLE, kind};
use crate::classify::Refusal;

/// Stretches of one source that are kept; the others are counted.
const MOST: usize = 1000;

/// Past so many bytes of one source only the first of each stretch are kept.
const BYTES: usize = 16 << 20;

/// Reasons of one source that are counted each by itself.
const KINDS: usize = 64;

/// What the others are counted as.
const OTHER: &str = "other reasons";

/// What objects of no log type are counted as once there are many: to look for the type that each comes nearest to would cost
/// more than all else about them.
const MORE_UNTYPED: &str = "an object of no log type, among many";

/// A header that is longer is no vendor's.
const HEADER: usize = 8 << 10;

/// What is refused of one source.
#[derive(Debug)]
pub(crate) struct Gather {
    refused: Refused,
    stretches: usize,
    bytes: usize,
    /// All reasons so far.
    kinds: Vec<String>,
}

impl Gather {
    /// For the source of that name.
    pub(crate) fn new(source: String, is_retry: bool) -> Gather {
        let refused = Refused { source, begins: !is_retry, is_retry, ..Refused::default() };
        Gather { refused, stretches: 0, bytes: 0, kinds: Vec::new() }
    }

    /// Adds a stretch, and says how many bytes that takes. `header` is asked for where it is kept.
    pub(crate) fn add(
        &mut self,
        stretch: Stretch<'_>,
        refusal: &Refusal,
        header: impl FnOnce() -> Option<String>,
    ) -> usize {
        let kind = self.count(refusal);
        if self.is_full() {
            return 0;
        }
        self.stretches += 1;
        let Stretch { offset, length, form, bytes } = stretch;
        let is_all = bytes.len() as u64 == length || form == Form::Row;
        let fits = length <= WHOLE as u64 && bytes.len() <= WHOLE && is_all && self.bytes + bytes.len() <= BYTES;
        // Of a rest there is always more to come, and a row is nothing without its table.
        let is_cut = matches!(form, Form::Rest | Form::Row) || !fits;
        let bytes = if fits { bytes } else { bytes.get(..FIRST).unwrap_or(bytes) };
        self.bytes += bytes.len();
        self.refused.kept.push(Kept {
            offset,
            length,
            form,
            refusal: refusal.clone(),
            bytes: bytes.to_vec(),
            is_cut,
            header: header().filter(|header| header.len() <= HEADER),
            kind,
        });
        bytes.len() + 256
    }

    /// What it is counted as.
    fn count(&mut self, refusal: &Refusal) -> String {
        self.count_as(kind(refusal))
    }

    /// Whether what is added is counted and no more.
    pub(crate) fn is_full(&self) -> bool {
        self.stretches >= MOST
    }

    /// Counts a stretch whose reason nobody asks for any more.
    pub(crate) fn count_more(&mut self) {
        self.count_as(MORE_UNTYPED.to_owned());
    }

    fn count_as(&mut self, mut kind: String) -> String {
        if !self.kinds.contains(&kind) {
            if self.kinds.len() < KINDS {
                self.kinds.push(kind.clone());
            } else {
                OTHER.clone_into(&mut kind);
            }
        }
        match self.refused.counts.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, count)) => *count += 1,
            None => self.refused.counts.push((kind.clone(), 1)),
        }
        kind
    }

    /// Says what was tried again.
    pub(crate) fn settle(&mut self, settled: Vec<Settled>) {
        self.refused.settled = settled;
    }

    /// What was added since this was asked before, if anything was.
    pub(crate) fn take(&mut self) -> Option<Refused> {
        let Refused { counts, settled, .. } = &self.refused;
        if counts.is_empty() && settled.is_empty() {
            return None;
        }
        let (source, is_retry) = (self.refused.source.clone(), self.refused.is_retry);
        let next = Refused { source, is_retry, ..Refused::default() };
        Some(std::mem::replace(&mut self.refused, next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(reason: &str) -> Refusal {
        Refusal { nearest: None, reason: reason.to_owned() }
    }

    fn add(gather: &mut Gather, bytes: &[u8], length: u64) -> usize {
        let stretch = Stretch { offset: 0, length, form: Form::Piece, bytes };
        gather.add(stretch, &refusal("r 1"), || Some("h".repeat(HEADER + 1)))
    }

    #[test]
    fn what_is_large_is_cut_and_what_is_much_is_counted() {
        let mut gather = Gather::new("f".into(), false);
        assert!(gather.take().is_none());
        let long = vec![b'x'; WHOLE + 1];
        add(&mut gather, &long, long.len() as u64);
        add(&mut gather, &long[1..], WHOLE as u64);
        // Its first bytes are all that there is of it.
        add(&mut gather, b"ab", 3);
        let refused = gather.take().expect("something was added");
        let sizes: Vec<(usize, bool)> = refused.kept.iter().map(|kept| (kept.bytes.len(), kept.is_cut)).collect();
        assert_eq!(sizes, [(FIRST, true), (WHOLE, false), (2, true)]);
        assert!(refused.begins && refused.kept.iter().all(|kept| kept.header.is_none()));
        for _ in 0..2 * MOST {
            add(&mut gather, &long[1..], WHOLE as u64);
        }
        let refused = gather.take().expect("something was added");
        assert!(!refused.begins);
        assert_eq!(refused.kept.len(), MOST - 3);
        assert_eq!(refused.counts, [("r #".to_owned(), 2 * MOST as u64)]);
        let bytes: usize = refused.kept.iter().map(|kept| kept.bytes.len()).sum();
        assert!(bytes <= BYTES + MOST * FIRST, "{bytes} bytes");
    }

    #[test]
    fn reasons_are_bounded() {
        let mut gather = Gather::new("f".into(), false);
        let name = |n: u8| char::from(b'a' + n % 26).to_string().repeat(usize::from(n) / 26 + 1);
        for n in 0..200 {
            let stretch = Stretch { offset: 0, length: 0, form: Form::Broken, bytes: b"" };
            gather.add(stretch, &refusal(&name(n)), || None);
        }
        let counts = gather.take().expect("something was added").counts;
        assert_eq!(counts.len(), KINDS + 1);
        assert_eq!(counts.last(), Some(&(OTHER.to_owned(), 200 - KINDS as u64)));
    }
}

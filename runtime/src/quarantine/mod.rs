//! What no parser takes, kept where a person can look at it and have it tried again ([`crate::pipeline::retry`]).
//!
//! A stretch of a source that could not be read is kept in the state database, in the transaction that counts what came of
//! the rest of its batch: read again, a source adds nothing twice. What there is of it is bounded ([`Bounds`]), the oldest
//! goes first; how many were refused, by source and reason, is counted all the same.

mod gather;
mod message;
mod retry;
mod shown;
mod store;
mod table;

use crate::classify::Refusal;

pub(crate) use gather::Gather;
pub use message::keep_message;
pub(crate) use retry::{Again, Found, Settled, Wanted, each};
pub use retry::{Opener, Retried, Retry, local};
pub use shown::shown;
pub use table::{Entry, SCHEMA, Selection, Source, Totals};

/// A stretch is kept whole up to this size; of a longer one its first [`FIRST`] bytes are.
pub const WHOLE: usize = 64 << 10;

/// Bytes that are kept of a stretch that is not kept whole.
pub const FIRST: usize = 4 << 10;

/// How much is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Entries of all sources.
    pub entries: u64,
    /// Bytes that they take, all together.
    pub bytes: u64,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { entries: 100_000, bytes: 256 << 20 }
    }
}

/// What a stretch is, which says how it is tried again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A line, or what stands in a record's place.
    Piece,
    /// A row of a table: its offset is its number, and its bytes are its values.
    Row,
    /// An object of no log type. Rules that name no log type were run over it.
    Untyped,
    /// What the splitter could make no records of.
    Broken,
    /// All that follows, which could not be had: the source ends early, or cannot be decoded.
    Rest,
}

impl Form {
    const ALL: [(Form, &'static str); 5] = [
        (Form::Piece, "piece"),
        (Form::Row, "row"),
        (Form::Untyped, "untyped"),
        (Form::Broken, "broken"),
        (Form::Rest, "rest"),
    ];

    /// As it is stored and printed.
    pub fn name(self) -> &'static str {
        Form::ALL.iter().find(|(form, _)| *form == self).map_or("", |(_, name)| name)
    }

    fn of(name: &str) -> Form {
        Form::ALL.iter().find(|(_, other)| *other == name).map_or(Form::Broken, |(form, _)| *form)
    }
}

/// A stretch that is refused, as whoever refuses it has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<'b> {
    /// Of its first byte, in the decoded source.
    pub offset: u64,
    pub length: u64,
    pub form: Form,
    /// Its bytes, or the first of them.
    pub bytes: &'b [u8],
}

/// A stretch that is to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Kept {
    pub offset: u64,
    pub length: u64,
    pub form: Form,
    pub refusal: Refusal,
    pub bytes: Vec<u8>,
    pub is_cut: bool,
    /// The line that names the columns of the file's lines.
    pub header: Option<String>,
    /// What it is counted as.
    pub kind: String,
}

/// What was refused of a source since its batch before.
#[derive(Debug, Default)]
pub(crate) struct Refused {
    pub source: String,
    /// Nothing of this reading came before: what an earlier one counted does not count any more.
    pub begins: bool,
    /// It is what was in the quarantine, tried again.
    pub is_retry: bool,
    pub kept: Vec<Kept>,
    /// How many, by kind of reason.
    pub counts: Vec<(String, u64)>,
    /// What was tried again: entries that were not refused again go.
    pub settled: Vec<Settled>,
}

/// A reason without what differs from stretch to stretch, to be counted by.
fn kind(refusal: &Refusal) -> String {
    let mut out = refusal.nearest.map_or(String::new(), |nearest| format!("nearest to {nearest}, but "));
    for c in refusal.reason.chars().take(160) {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// The bucket and the key of `s3://bucket/key`.
pub fn bucket_and_key(source: &str) -> Option<(&str, &str)> {
    source.strip_prefix("s3://")?.split_once('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_of_a_kind_are_one() {
        let of = |nearest, reason: &str| kind(&Refusal { nearest, reason: reason.to_owned() });
        assert_eq!(of(None, "expected a value at byte 1234"), "expected a value at byte #");
        assert_eq!(of(Some("AWS.ALB"), "it has 13 fields"), "nearest to AWS.ALB, but it has # fields");
        assert_eq!(of(None, &"x".repeat(1000)).len(), 160);
    }

    #[test]
    fn buckets_and_keys() {
        assert_eq!(bucket_and_key("s3://b/a/b.gz"), Some(("b", "a/b.gz")));
        assert_eq!(bucket_and_key("s3://b"), None);
        assert_eq!(bucket_and_key("logs/s3://b/c"), None);
    }

    #[test]
    fn forms_are_names_and_back() {
        assert!(Form::ALL.iter().all(|(form, name)| form.name() == *name && Form::of(name) == *form));
    }
}

//! What an alert says of every event, whatever its log type.

use std::borrow::Cow;

use event::py::dict::Dict;
use jiff::Timestamp;

use super::{fields, time};

/// Who did what, when, from where, and how it ended, as far as the record says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found<'a> {
    pub time: Option<Timestamp>,
    /// The ARN, address or name of who acted.
    pub actor: Option<Cow<'a, str>>,
    /// As the record has it: a few vendors write names there too, or a port behind it.
    pub source_ip: Option<Cow<'a, str>>,
    pub action: Option<Cow<'a, str>>,
    pub outcome: Option<Outcome>,
    /// The vendor's own word for the outcome: an error code, an HTTP status, `SUCCESS`.
    pub status: Option<Cow<'a, str>>,
}

/// Whether what was attempted came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Success,
    Failure,
}

impl Outcome {
    /// As it is printed: the words of the Elastic Common Schema.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Success => "success",
            Outcome::Failure => "failure",
        }
    }

    /// Failure where `failed`.
    pub(super) fn unless(failed: bool) -> Option<Outcome> {
        Some(if failed { Outcome::Failure } else { Outcome::Success })
    }

    /// What an HTTP status says: from 400 on it failed.
    pub(super) fn of_http(status: Option<i64>) -> Option<Outcome> {
        Outcome::unless(status.filter(|status| *status >= 100)? >= 400)
    }

    /// By the vendor's word for it, whatever its case.
    pub(super) fn of_word(word: Option<&str>, success: &[&str], failure: &[&str]) -> Option<Outcome> {
        let is = |words: &[&str]| words.iter().any(|one| word.is_some_and(|word| word.eq_ignore_ascii_case(one)));
        if is(success) {
            return Some(Outcome::Success);
        }
        is(failure).then_some(Outcome::Failure)
    }
}

/// The first of `paths` at which there is a time.
pub(super) fn time_at(record: &Dict<'_>, paths: &[&[&str]]) -> Option<Timestamp> {
    paths.iter().find_map(|path| time::of(fields::at(record, path)?))
}

//! What is wrong with a body, in words for whoever looks at the dead-letter queue.

use std::fmt::Write as _;

/// Why a body, or one record of it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the message is empty: expected {expected}")]
    Empty { expected: &'static str },
    #[error("not JSON ({reason}): `{begins}`: expected {expected}")]
    NotJson { begins: String, reason: String, expected: &'static str },
    #[error("{found}: expected {expected}")]
    Unexpected { found: String, expected: &'static str },
    #[error("`{field}` {problem} in {of}")]
    Field { of: &'static str, field: &'static str, problem: String },
    #[error("wrapped more than {most} times")]
    Wrapped { most: usize },
    #[error("names {found} records: no more than {most} are taken from one message")]
    Many { found: usize, most: usize },
}

impl Error {
    pub(crate) fn not_json(body: &str, error: &serde_json::Error, expected: &'static str) -> Error {
        match error.is_data() {
            true => Error::Unexpected { found: format!("no JSON object: `{}`", excerpt(body)), expected },
            false => Error::NotJson { begins: excerpt(body), reason: error.to_string(), expected },
        }
    }

    pub(crate) fn missing(of: &'static str, field: &'static str) -> Error {
        Error::Field { of, field, problem: "is missing, or no text,".to_owned() }
    }
}

/// The beginning of text that a stranger wrote, fit for a line of a log.
pub(crate) fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    let mut begin = String::new();
    let mut chars = text.trim_start().chars();
    for c in chars.by_ref().take(MOST) {
        // Quotes stay: text is shown between backticks.
        if c == '"' || c == '\'' {
            begin.push(c);
        } else {
            let _ = write!(begin, "{}", c.escape_debug());
        }
    }
    if chars.next().is_some() {
        begin.push('…');
    }
    begin
}

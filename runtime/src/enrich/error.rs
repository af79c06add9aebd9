//! What is wrong with a file, where, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::progress::shown;

/// Why a file cannot be used.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    /// From 1.
    line: Option<u64>,
    what: String,
    help: &'static str,
}

impl std::error::Error for Error {}

/// What is wrong, before it is known in which file.
#[derive(Debug)]
pub(super) struct Wrong {
    pub line: Option<u64>,
    pub what: String,
    pub help: &'static str,
}

impl Wrong {
    pub(super) fn new(what: impl Into<String>, help: &'static str) -> Wrong {
        Wrong { line: None, what: what.into(), help }
    }

    pub(super) fn at(self, line: u64) -> Wrong {
        Wrong { line: Some(line), ..self }
    }

    pub(super) fn of(self, path: &Path) -> Error {
        let Wrong { line, what, help } = self;
        Error { path: path.to_owned(), line, what, help }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.path.to_string_lossy()))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)?;
        if !self.help.is_empty() {
            write!(f, "; {}", self.help)?;
        }
        Ok(())
    }
}

/// A key or a name of a file, in a message.
pub(super) fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    format!("`{}`", shown(&short))
}

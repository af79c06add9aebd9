//! Secrets: read from the environment or from files, and never shown.

use std::fmt;
use std::path::{Path, PathBuf};

/// What stands in a secret's place.
pub const MASK: &str = "***";

/// Shorter ones would be found in any text.
const SHORTEST: usize = 6;

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Makes a secret of `text`.
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    /// The text itself, for the service that it is meant for.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// Where a secret is found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    Environment(String),
    File(PathBuf),
    /// It is none: an address that stands in the configuration.
    Plain(String),
}

/// Why a secret is not there.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    #[error("the environment variable `{0}` is not set")]
    Variable(String),
    #[error("`{path}` cannot be read: {source}", path = .path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{0} is empty")]
    Empty(Origin),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Environment(name) => write!(f, "${name}"),
            Origin::File(path) => path.display().fmt(f),
            Origin::Plain(text) => f.write_str(text),
        }
    }
}

impl Origin {
    /// Reads it. White space around it is not part of it: files end with a line break.
    ///
    /// # Errors
    /// Where there is none.
    pub fn read(&self) -> Result<Secret, Missing> {
        let text = match self {
            Origin::Environment(name) => std::env::var(name).map_err(|_| Missing::Variable(name.clone()))?,
            Origin::File(path) => file(path)?,
            Origin::Plain(text) => text.clone(),
        };
        let text = text.trim();
        if text.is_empty() { Err(Missing::Empty(self.clone())) } else { Ok(Secret::new(text)) }
    }
}

fn file(path: &Path) -> Result<String, Missing> {
    std::fs::read_to_string(path).map_err(|source| Missing::File { path: path.to_owned(), source })
}

/// `text` without any of `secrets`: what a service or a library says may repeat them.
pub fn scrubbed(text: &str, secrets: &[Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| secret.0.len() >= SHORTEST) {
        text = text.replace(&secret.0, MASK);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        let secret = Secret::new("hunter2hunter2");
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "*** *** Some(***)");
        assert_eq!(scrubbed("it said hunter2hunter2, twice: hunter2hunter2", &[secret]), "it said ***, twice: ***");
        assert_eq!(scrubbed("a b c", &[Secret::new("b")]), "a b c");
    }

    #[test]
    fn files_end_with_a_line_break() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("token");
        std::fs::write(&path, "abc\n").expect("a file");
        assert_eq!(Origin::File(path.clone()).read().expect("a secret").reveal(), "abc");
        std::fs::write(&path, "\n").expect("a file");
        assert!(matches!(Origin::File(path).read(), Err(Missing::Empty(_))));
        let missing = Origin::Environment("IOTA_NO_SUCH_VARIABLE".into()).read().expect_err("it is not set");
        assert_eq!(missing.to_string(), "the environment variable `IOTA_NO_SUCH_VARIABLE` is not set");
    }
}

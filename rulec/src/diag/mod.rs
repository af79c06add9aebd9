//! What is wrong with a rule, and where: found by every stage, collected, rendered once.

pub mod codes;
pub mod render;

use std::ops::Range;
use std::path::{Path, PathBuf};

pub use codes::Code;

/// A source that was read, with its lines.
#[derive(Debug)]
pub struct Source {
    /// As people are shown it.
    pub path: PathBuf,
    /// Its text; empty where it could not be read.
    pub text: String,
    /// The byte at which each line begins.
    lines: Vec<u32>,
}

/// One of the [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(usize);

/// Every source of a compilation.
#[derive(Default, Debug)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a source.
    pub fn add(&mut self, path: PathBuf, text: String) -> SourceId {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i as u32 + 1));
        let lines = starts.collect();
        self.0.push(Source { path, text, lines });
        SourceId(self.0.len() - 1)
    }

    /// The source.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0]
    }

    /// Every source, in the order of their reading.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }
}

impl Source {
    /// The line and the column, both 1-based and in characters, of a byte.
    pub fn position(&self, at: u32) -> (u32, u32) {
        let line = self.line(at);
        let start = self.lines[line as usize - 1] as usize;
        let end = (at as usize).clamp(start, self.text.len());
        let column = self.text.get(start..end).map_or(0, |before| before.chars().count());
        (line, column as u32 + 1)
    }

    /// The line, 1-based, of a byte.
    pub fn line(&self, at: u32) -> u32 {
        self.lines.partition_point(|start| *start <= at) as u32
    }
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    Warning,
    Error,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub code: Code,
    pub level: Level,
    pub source: SourceId,
    /// The bytes of the source that it is about.
    pub span: Range<u32>,
    /// What is wrong, lowercase, the user's text in backticks.
    pub message: String,
    /// What stands beside the underlined span; may be empty.
    pub label: String,
    /// What to do, one line.
    pub help: String,
}

impl Diagnostic {
    /// An error.
    pub fn error(
        code: Code,
        source: SourceId,
        span: Range<u32>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            level: Level::Error,
            source,
            span,
            message: message.into(),
            label: String::new(),
            help: help.into(),
        }
    }

    /// Where it is, for sorting: by path, then by place.
    pub fn key<'s>(&self, sources: &'s Sources) -> (&'s Path, u32, Code) {
        (&sources.get(self.source).path, self.span.start, self.code)
    }
}

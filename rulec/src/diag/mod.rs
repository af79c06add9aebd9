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

impl SourceId {
    /// Different for each source of a compilation.
    pub fn number(self) -> usize {
        self.0
    }
}

/// Every source of a compilation.
#[derive(Default, Debug)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a source.
    pub fn add(&mut self, path: PathBuf, text: String) -> SourceId {
        // As CPython counts them: a lone carriage return ends a line too.
        let ends = text.match_indices(['\n', '\r']).filter(|(i, end)| *end == "\n" || !text[i + 1..].starts_with('\n'));
        let lines = std::iter::once(0).chain(ends.map(|(i, _)| i as u32 + 1)).collect();
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

    /// The span as people are shown it: inside of the text, and what is missing at the end of a file right behind its
    /// last word, not below its last newline.
    pub fn shown(&self, span: &Range<u32>) -> Range<u32> {
        let end = self.text.trim_end().len() as u32;
        let start = span.start.min(end);
        start..span.end.clamp(start, self.text.len() as u32)
    }

    /// The line, 1-based, of a span's last character. The newline that ends a span is no line of its own.
    pub fn last_line(&self, span: &Range<u32>) -> u32 {
        self.line(span.end.max(span.start + 1) - 1)
    }

    /// The byte at which a line, 1-based, begins; behind the last line, the end of the text.
    fn line_start(&self, line: u32) -> usize {
        self.lines.get(line as usize - 1).map_or(self.text.len(), |start| *start as usize)
    }

    /// A line, 1-based, without what ends it.
    fn line_text(&self, line: u32) -> &str {
        let text = self.text.get(self.line_start(line)..self.line_start(line + 1)).unwrap_or_default();
        text.trim_end_matches(['\r', '\n'])
    }
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    Warning,
    /// The rule is compiled, and does there what CPython does, which nobody can have meant: `rulec check` fails for it.
    Mistake,
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

/// Whether what they are said of is compiled.
pub fn compiles(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|diagnostic| diagnostic.level < Level::Error)
}

/// Codes whose message names one thing: what is said of it once need not be said of its every use.
const NAMING: [Code; 8] =
    [Code::E007, Code::E008, Code::E009, Code::E010, Code::E015, Code::E016, Code::E019, Code::E024];

/// So many lines are named in a label.
const NAMED: usize = 5;

/// Keeps of what is said several times of one name of a file the first, whose label then says where else it stands: a
/// helper module that is not found is one mistake, however often it is called. The list is sorted by place.
pub fn gather(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    let mut kept: Vec<(Diagnostic, Vec<u32>)> = Vec::new();
    for diagnostic in diagnostics.drain(..) {
        let same = |d: &Diagnostic| {
            NAMING.contains(&d.code)
                && d.code == diagnostic.code
                && d.source == diagnostic.source
                && d.message == diagnostic.message
        };
        match kept.iter_mut().find(|(first, _)| same(first)) {
            Some((first, lines)) => {
                let line = sources.get(first.source).line(diagnostic.span.start);
                if line != sources.get(first.source).line(first.span.start) && !lines.contains(&line) {
                    lines.push(line);
                }
            }
            None => kept.push((diagnostic, Vec::new())),
        }
    }
    diagnostics.extend(kept.into_iter().map(|(mut diagnostic, lines)| {
        if !lines.is_empty() && diagnostic.label.is_empty() {
            diagnostic.label = also(&lines);
        }
        diagnostic
    }));
}

/// `also on lines 4, 7 and 9`.
fn also(lines: &[u32]) -> String {
    let mut named: Vec<String> = lines.iter().take(NAMED).map(u32::to_string).collect();
    if lines.len() > NAMED {
        named.push(format!("{} more", lines.len() - NAMED));
    }
    let last = named.pop().unwrap_or_default();
    match named.as_slice() {
        [] => format!("also on line {last}"),
        _ => format!("also on lines {} and {last}", named.join(", ")),
    }
}

//! CPython 3.11's `re` for `str`, over Rust's engines.
//!
//! A pattern is parsed as `re._parser` parses it, with its errors; flags, case and categories are applied as
//! `re._compiler` does, from tables of CPython's own Unicode; and what remains is written out for the engine behind
//! the crate `regex`, which is linear, or for `fancy-regex` where something looks around, refers back or is atomic.
//! What these engines would run otherwise than CPython is [`RegexError::Unsupported`], and [`Pattern::check`] says so
//! before any text is seen. Nothing here knows of rule values.
//!
//! Positions are bytes inside and characters where Python shows them. A lone surrogate is a private character, as
//! everywhere in this crate.

mod ast;
mod cache;
mod charset;
mod engine;
mod error;
mod escape;
mod flags;
mod parse;
mod ranges;
mod scan;
mod set;
mod source;
mod tables;
mod template;
mod text;
mod translate;
mod tree;

pub use cache::cached;
pub use error::RegexError;
pub use flags::{ASCII, DEBUG, DOTALL, IGNORECASE, LOCALE, MULTILINE, TEMPLATE, UNICODE, VERBOSE};
pub use scan::{Caps, Scan};
pub use template::Template;

use engine::{Engines, Mode};
use text::byte_of;

/// What of a piece of a split stands where: the text between two matches, or a group of a match (None: it did not
/// take part). Bytes.
pub type Piece = Option<(usize, usize)>;

/// A compiled pattern (`re.Pattern`).
pub struct Pattern {
    pattern: String,
    flags: u32,
    names: Vec<(String, u32)>,
    /// The groups in the order in which their parentheses close.
    closing: Vec<u32>,
    groups: usize,
    groups_in_look: bool,
    engines: Engines,
}

impl Pattern {
    /// `re.compile(pattern, flags)`.
    ///
    /// # Errors
    /// What CPython raises, or `Unsupported`.
    pub fn new(pattern: &str, flags: u32) -> Result<Pattern, RegexError> {
        let parsed = parse::parse(pattern, flags)?;
        let tree = tree::lower(&parsed.body, parsed.state.flags)?;
        let groups = parsed.state.groups() as usize;
        Ok(Pattern {
            pattern: pattern.to_owned(),
            flags: parsed.state.flags,
            names: parsed.state.names,
            closing: parsed.state.closing,
            groups: groups - 1,
            groups_in_look: tree.any(&|part| matches!(part, tree::Tree::Look { body, .. } if body.has_group())),
            engines: Engines::new(tree, groups),
        })
    }

    /// Builds all programs the pattern may need, for the compiler: after this no match is `Unsupported`, but for
    /// `match` with a start behind the end.
    ///
    /// # Errors
    /// `Unsupported`.
    pub fn check(&self) -> Result<(), RegexError> {
        self.engines.build_all()
    }

    /// `Pattern.pattern`
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// `Pattern.flags`
    pub fn flags(&self) -> u32 {
        self.flags
    }

    /// `Pattern.groups`: the whole match is not counted.
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// `Pattern.groupindex`, in order.
    pub fn groupindex(&self) -> &[(String, u32)] {
        &self.names
    }

    /// `repr(Pattern)`
    pub fn repr(&self) -> String {
        const NAMES: [(u32, &str); 9] = [
            (TEMPLATE, "re.TEMPLATE"),
            (IGNORECASE, "re.IGNORECASE"),
            (LOCALE, "re.LOCALE"),
            (MULTILINE, "re.MULTILINE"),
            (DOTALL, "re.DOTALL"),
            (UNICODE, "re.UNICODE"),
            (VERBOSE, "re.VERBOSE"),
            (DEBUG, "re.DEBUG"),
            (ASCII, "re.ASCII"),
        ];
        let pattern: String = text::repr(&self.pattern).chars().take(200).collect();
        let mut left = self.flags;
        if left & (ASCII | LOCALE | UNICODE) == UNICODE {
            left &= !UNICODE;
        }
        let mut names = Vec::new();
        for (flag, name) in NAMES {
            if left & flag != 0 {
                names.push(name.to_owned());
                left &= !flag;
            }
        }
        if left != 0 {
            names.push(format!("{left:#x}"));
        }
        if names.is_empty() {
            format!("re.compile({pattern})")
        } else {
            format!("re.compile({pattern}, {})", names.join("|"))
        }
    }

    fn find(&self, mode: Mode, text: &str, pos: usize, endpos: usize) -> Result<Option<Caps>, RegexError> {
        let (from, end) = (byte_of(text, pos), byte_of(text, endpos));
        if from > end {
            // CPython still tries to match there, and can take nothing; what it then finds follows from how it is built.
            if mode == Mode::Match && self.engines.nullable() {
                return Err(RegexError::Unsupported("a match that begins behind its end".into()));
            }
            return Ok(None);
        }
        let text = text.get(..end).unwrap_or(text);
        Ok(self.engines.find(mode, text, from, self.engines.texts(text))?.map(Caps))
    }

    /// `Pattern.search(text, pos, endpos)`; positions in characters, beyond the text taken as its end.
    ///
    /// # Errors
    /// `StepLimit` if the pattern backtracks too much; `Unsupported` if [`Pattern::check`] would say so.
    pub fn search(&self, text: &str, pos: usize, endpos: usize) -> Result<Option<Caps>, RegexError> {
        self.find(Mode::Search, text, pos, endpos)
    }

    /// `Pattern.match(text, pos, endpos)`.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn match_(&self, text: &str, pos: usize, endpos: usize) -> Result<Option<Caps>, RegexError> {
        self.find(Mode::Match, text, pos, endpos)
    }

    /// `Pattern.fullmatch(text, pos, endpos)`.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn fullmatch(&self, text: &str, pos: usize, endpos: usize) -> Result<Option<Caps>, RegexError> {
        self.find(Mode::Full, text, pos, endpos)
    }

    /// Whether `Pattern.search(text)` is a match: faster than the match itself.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn is_found_in(&self, text: &str) -> Result<bool, RegexError> {
        self.engines.is_match(Mode::Search, text, self.engines.texts(text))
    }

    /// Whether `Pattern.match(text)` is a match.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn is_match(&self, text: &str) -> Result<bool, RegexError> {
        self.engines.is_match(Mode::Match, text, self.engines.texts(text))
    }

    /// Whether `Pattern.fullmatch(text)` is a match.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn is_fullmatch(&self, text: &str) -> Result<bool, RegexError> {
        self.engines.is_match(Mode::Full, text, self.engines.texts(text))
    }

    /// Begins a walk over the matches in `text`, as `Pattern.finditer(text, pos, endpos)` does. Each step must be
    /// given the same text.
    pub fn scan(&self, text: &str, pos: usize, endpos: usize) -> Scan {
        let (from, end) = (byte_of(text, pos), byte_of(text, endpos));
        Scan::new(from, end, self.engines.texts(text.get(..end).unwrap_or(text)))
    }

    /// All matches, for `Pattern.findall(text, pos, endpos)`: it shows group 1 if there is one group, a tuple of all
    /// if there are more (what did not take part is ''), and the whole match otherwise.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn findall(&self, text: &str, pos: usize, endpos: usize) -> Result<Vec<Caps>, RegexError> {
        let mut scan = self.scan(text, pos, endpos);
        let mut all = Vec::new();
        while let Some(caps) = scan.next(self, text)? {
            all.push(caps);
        }
        Ok(all)
    }

    /// `Pattern.subn(template, text, count)`. A count of 0 is all, a negative one none.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn subn(&self, template: &Template, text: &str, count: i64) -> Result<(String, usize), RegexError> {
        self.subn_with(text, count, |caps, out| {
            template.expand(caps, text, out);
            Ok(())
        })
    }

    /// `Pattern.subn(function, text, count)`: `replace` appends what stands for a match.
    ///
    /// # Errors
    /// Those of `replace`, and as [`Pattern::search`].
    pub fn subn_with<E: From<RegexError>>(
        &self,
        text: &str,
        count: i64,
        mut replace: impl FnMut(&Caps, &mut String) -> Result<(), E>,
    ) -> Result<(String, usize), E> {
        let mut scan = self.scan(text, 0, usize::MAX);
        let (mut out, mut last, mut done) = (String::with_capacity(text.len()), 0, 0usize);
        while count == 0 || i64::try_from(done).is_ok_and(|done| done < count) {
            let Some(caps) = scan.next(self, text)? else { break };
            let (start, end) = caps.whole();
            out.push_str(text.get(last..start).unwrap_or_default());
            replace(&caps, &mut out)?;
            last = end;
            done += 1;
        }
        out.push_str(text.get(last..).unwrap_or_default());
        Ok((out, done))
    }

    /// `Pattern.split(text, maxsplit)`. A limit of 0 is none, a negative one lets nothing be split.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn split(&self, text: &str, maxsplit: i64) -> Result<Vec<Piece>, RegexError> {
        let mut scan = self.scan(text, 0, usize::MAX);
        let (mut pieces, mut last, mut done) = (Vec::new(), 0, 0i64);
        while maxsplit == 0 || done < maxsplit {
            let Some(caps) = scan.next(self, text)? else { break };
            let (start, end) = caps.whole();
            pieces.push(Some((last, start)));
            pieces.extend((1..caps.len()).map(|group| caps.span(group)));
            last = end;
            done += 1;
        }
        pieces.push(Some((last, text.len())));
        Ok(pieces)
    }

    /// `Match.lastindex`: the group that closed last.
    ///
    /// # Errors
    /// `Unsupported` if groups stand inside of assertions, since their spans do not tell when they closed.
    pub fn lastindex(&self, caps: &Caps) -> Result<Option<usize>, RegexError> {
        if self.groups_in_look {
            return Err(RegexError::Unsupported("lastindex with groups inside of assertions".into()));
        }
        let ends = self.closing.iter().filter_map(|&group| {
            let group = group as usize;
            caps.span(group).map(|(_, end)| (end, group))
        });
        // Of those that end at the same place, the one whose parenthesis closes last.
        Ok(ends.max_by_key(|&(end, _)| end).map(|(_, group)| group))
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.repr())
    }
}

/// `re.escape(text)`
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

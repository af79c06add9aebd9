//! The programs of one pattern, each built when first needed, and one search with one of them.
//!
//! What a text holds decides which program runs: over ASCII a pattern needs no Unicode tables, `$` needs no
//! look-ahead over a text that ends with no newline, and `\b` is Rust's where Rust and Python agree on the letters.

use std::sync::{LazyLock, OnceLock};

use regex_automata::meta;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Class, HirKind};

use super::error::RegexError;
use super::ranges::Ranges;
use super::tables;
use super::translate::{Alphabet, Texts, translate};
use super::tree::{Place, Tree};

/// The memory a program may take, in bytes.
const SIZE_LIMIT: usize = 32 << 20;
/// The instructions a backtracking program may have.
const PROGRAM_LIMIT: usize = 1 << 20;
/// How often a search may backtrack before it is given up.
const STEP_LIMIT: usize = 1_000_000;

/// The spans of the groups, in bytes, the whole match first.
pub(super) type Spans = Box<[Option<(usize, usize)>]>;

/// What a match must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It may begin at or after the place given.
    Search,
    /// It begins at the place given.
    Match,
    /// It begins at the place given and takes the rest of the text.
    Full,
    /// It begins at the place given, where an empty match was found, and takes something.
    NonEmpty,
}

enum Engine {
    Linear(meta::Regex),
    Backtracking(Box<fancy_regex::Regex>),
    /// Nothing can ever match.
    Never,
}

struct Built {
    engine: Engine,
    groups: Vec<Option<usize>>,
}

/// The programs of a pattern.
pub(super) struct Engines {
    tree: Tree,
    groups: usize,
    nullable: bool,
    unicode_boundary: bool,
    no_boundary: bool,
    last_line_end: bool,
    slots: [OnceLock<Result<Built, RegexError>>; 21],
}

/// Where Rust's `\w` is not Python's.
static DISAGREEING: LazyLock<Ranges> = LazyLock::new(|| {
    let python = Ranges::new(tables::WORD.to_vec());
    let rust = regex_syntax::parse(r"\w").map(|hir| match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            Ranges::new(class.iter().map(|range| (range.start() as u32, range.end() as u32)).collect())
        }
        _ => Ranges::default(),
    });
    let rust = rust.unwrap_or_default();
    let mut either = python.intersect(rust.complement().as_slice()).as_slice().to_vec();
    either.extend(rust.intersect(python.complement().as_slice()).as_slice());
    Ranges::new(either)
});

impl Engines {
    pub(super) fn new(tree: Tree, groups: usize) -> Engines {
        Engines {
            groups,
            nullable: tree.is_nullable(),
            unicode_boundary: tree.has_place(|place| matches!(place, Place::Boundary { ascii: false, .. })),
            no_boundary: tree.has_place(|place| matches!(place, Place::Boundary { negated: true, .. })),
            last_line_end: tree.has_place(|place| place == Place::LastLineEnd),
            slots: [const { OnceLock::new() }; 21],
            tree,
        }
    }

    /// What there is to know of a text.
    pub(super) fn texts(&self, text: &str) -> Texts {
        let alphabet = if text.is_ascii() {
            Alphabet::Ascii
        } else if self.unicode_boundary && text.chars().any(|c| DISAGREEING.contains(c as u32)) {
            Alphabet::Any
        } else {
            Alphabet::Agreeing
        };
        Texts {
            alphabet,
            newline: self.last_line_end && text.ends_with('\n'),
            empty: self.no_boundary && text.is_empty(),
        }
    }

    /// Builds every program there can be.
    ///
    /// # Errors
    /// `Unsupported` if one is too large, or more than the engines can do.
    pub(super) fn build_all(&self) -> Result<(), RegexError> {
        let mut alphabets = vec![Alphabet::Ascii, Alphabet::Agreeing];
        if self.unicode_boundary {
            alphabets.push(Alphabet::Any);
        }
        for mode in [Mode::Search, Mode::Full, Mode::NonEmpty] {
            if mode == Mode::NonEmpty && !self.nullable {
                continue;
            }
            for &alphabet in &alphabets {
                for newline in [false, self.last_line_end] {
                    self.built(mode, Texts { alphabet, newline, empty: false })?;
                }
            }
            if self.no_boundary {
                self.built(mode, Texts { alphabet: Alphabet::Ascii, newline: false, empty: true })?;
            }
        }
        Ok(())
    }

    /// Whether a match may take nothing.
    pub(super) fn nullable(&self) -> bool {
        self.nullable
    }

    fn built(&self, mode: Mode, texts: Texts) -> Result<&Built, RegexError> {
        let place = match texts {
            Texts { empty: true, .. } => 6,
            Texts { alphabet, newline, .. } => {
                let row = match alphabet {
                    Alphabet::Ascii => 0,
                    Alphabet::Agreeing => 1,
                    Alphabet::Any => 2,
                };
                row * 2 + usize::from(newline)
            }
        };
        let plane = match mode {
            Mode::Search | Mode::Match => 0,
            Mode::Full => 1,
            Mode::NonEmpty => 2,
        };
        let Some(slot) = self.slots.get(plane * 7 + place) else {
            return Err(RegexError::Unsupported("this text".into()));
        };
        slot.get_or_init(|| self.build(mode, texts)).as_ref().map_err(Clone::clone)
    }

    fn build(&self, mode: Mode, texts: Texts) -> Result<Built, RegexError> {
        if mode == Mode::NonEmpty && self.tree.takes_nothing_last() {
            // It is only asked for where an empty match was found, and so nothing else was there.
            return Ok(Built { engine: Engine::Never, groups: Vec::new() });
        }
        let exact = matches!(mode, Mode::Full | Mode::NonEmpty);
        let program = translate(&self.tree, self.groups, texts, exact, mode == Mode::NonEmpty)?;
        let pattern = if mode == Mode::Full { format!(r"(?:{})\z", program.pattern) } else { program.pattern };
        let engine = if program.hard || mode == Mode::NonEmpty {
            let built = fancy_regex::RegexBuilder::new(&pattern)
                .backtrack_limit(STEP_LIMIT)
                .delegate_size_limit(SIZE_LIMIT)
                .max_prog_size(PROGRAM_LIMIT)
                .find_not_empty(mode == Mode::NonEmpty)
                .build();
            match built {
                Ok(regex) => Engine::Backtracking(Box::new(regex)),
                Err(fancy_regex::Error::CompileError(error))
                    if matches!(*error, fancy_regex::CompileError::PatternCanNeverMatch) =>
                {
                    Engine::Never
                }
                Err(error) => return Err(RegexError::Unsupported(format!("a pattern of this shape ({error})"))),
            }
        } else {
            let config = meta::Config::new().nfa_size_limit(Some(SIZE_LIMIT));
            let syntax = regex_automata::util::syntax::Config::new().nest_limit(1000);
            match meta::Builder::new().configure(config).syntax(syntax).build(&pattern) {
                Ok(regex) => Engine::Linear(regex),
                Err(error) if error.size_limit().is_some() => {
                    return Err(RegexError::Unsupported("a pattern this large".into()));
                }
                Err(error) => return Err(RegexError::Unsupported(format!("a pattern of this shape ({error})"))),
            }
        };
        Ok(Built { engine, groups: program.groups })
    }

    /// The first match at or after byte `from` of a text of which `texts` says what is to know.
    ///
    /// # Errors
    /// `StepLimit`; `Unsupported` as [`Engines::build_all`].
    pub(super) fn find(&self, mode: Mode, text: &str, from: usize, texts: Texts) -> Result<Option<Spans>, RegexError> {
        let built = self.built(mode, texts)?;
        let anchored = mode != Mode::Search;
        let one = self.groups == 1 && built.groups.first() == Some(&Some(0));
        match &built.engine {
            Engine::Never => Ok(None),
            Engine::Linear(regex) => {
                let anchor = if anchored { Anchored::Yes } else { Anchored::No };
                let input = Input::new(text).range(from..).anchored(anchor);
                if one {
                    return Ok(regex.search(&input).map(|found| Box::from([Some((found.start(), found.end()))])));
                }
                let mut found = regex.create_captures();
                regex.search_captures(&input, &mut found);
                if !found.is_match() {
                    return Ok(None);
                }
                let span = |group: &Option<usize>| found.get_group((*group)?).map(|span| (span.start, span.end));
                Ok(Some(built.groups.iter().map(span).collect()))
            }
            Engine::Backtracking(regex) => {
                let input = fancy_regex::RegexInput::new(text).from_pos(from).anchored(anchored);
                match regex.captures_input(input) {
                    Ok(None) => Ok(None),
                    Ok(Some(found)) => {
                        let span = |group: &Option<usize>| found.get((*group)?).map(|m| (m.start(), m.end()));
                        Ok(Some(built.groups.iter().map(span).collect()))
                    }
                    Err(_) => Err(RegexError::StepLimit),
                }
            }
        }
    }

    /// Whether there is a match, as [`Engines::find`] would find it.
    pub(super) fn is_match(&self, mode: Mode, text: &str, texts: Texts) -> Result<bool, RegexError> {
        if let Engine::Linear(regex) = &self.built(mode, texts)?.engine {
            let anchor = if mode == Mode::Search { Anchored::No } else { Anchored::Yes };
            return Ok(regex.is_match(Input::new(text).anchored(anchor)));
        }
        Ok(self.find(mode, text, 0, texts)?.is_some())
    }
}

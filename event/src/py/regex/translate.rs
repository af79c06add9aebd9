//! A tree in, the text of a pattern for the Rust engines out.
//!
//! Every character is written as a set of code points or escaped, and no flag is used but the one for lines, so that
//! nothing is left to the meaning the engines would give to it.

use std::fmt::Write;

use super::ast::{Category, Greed, MAX_REPEAT};
use super::charset;
use super::error::RegexError;
use super::flags::ASCII;
use super::ranges::Ranges;
use super::tree::{Place, Tree};

/// Which characters the texts that a program is for may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    Ascii,
    /// Characters that are part of a word for Python if they are for Rust.
    Agreeing,
    Any,
}

/// What is known of the texts that a program is for. The less they hold, the faster a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) alphabet: Alphabet,
    /// They end with a newline.
    pub(super) newline: bool,
    /// They are empty.
    pub(super) empty: bool,
}

/// A pattern for the Rust engines.
pub(super) struct Program {
    pub(super) pattern: String,
    /// Where each of Python's groups is found among the program's; None: it can never match.
    pub(super) groups: Vec<Option<usize>>,
    /// Only the engine that backtracks can run it.
    pub(super) hard: bool,
}

/// Writes the program of `tree`, which has `groups` groups, the whole match among them. If the match must be `exact`,
/// it takes nothing beyond itself.
///
/// # Errors
/// `Unsupported` for a condition on a group that comes later.
pub(super) fn translate(
    tree: &Tree,
    groups: usize,
    texts: Texts,
    exact: bool,
    backtracking: bool,
) -> Result<Program, RegexError> {
    let mut writer = Writer {
        out: String::new(),
        groups: vec![None; groups],
        closed: vec![false; groups],
        next: 1,
        texts,
        hard: false,
        backtracking,
    };
    if let Some(slot) = writer.groups.first_mut() {
        *slot = Some(0);
    }
    match tree {
        // `$` at the very end, the only one: the match is a group before it, and no look-ahead is needed.
        Tree::All(items) if texts.newline && !exact => match items.split_last() {
            Some((Tree::Place(Place::LastLineEnd), body))
                if !body.iter().any(|part| part.has_place(|place| place == Place::LastLineEnd)) =>
            {
                if let Some(slot) = writer.groups.first_mut() {
                    *slot = Some(1);
                }
                writer.next = 2;
                writer.out.push('(');
                body.iter().try_for_each(|part| writer.enclosed_if_any(part))?;
                writer.out.push_str(r")(?:\z|\x{a}\z)");
            }
            _ => writer.write(tree)?,
        },
        _ => writer.write(tree)?,
    }
    if writer.hard && !backtracking {
        return translate(tree, groups, texts, exact, true);
    }
    Ok(Program { pattern: writer.out, groups: writer.groups, hard: writer.hard })
}

struct Writer {
    out: String,
    groups: Vec<Option<usize>>,
    /// Which groups were written to their end.
    closed: Vec<bool>,
    next: usize,
    texts: Texts,
    hard: bool,
    /// It is for the engine that backtracks.
    backtracking: bool,
}

/// Matches no character.
const NOTHING: &str = r"[^\x{0}-\x{10ffff}]";

fn write_class(out: &mut String, ranges: &Ranges) {
    match ranges.as_slice() {
        [] => out.push_str(NOTHING),
        &[(low, high)] if low == high => match char::from_u32(low) {
            Some(c) if c.is_ascii_alphanumeric() => out.push(c),
            _ => push(out, format_args!("\\x{{{low:x}}}")),
        },
        ranges => {
            out.push('[');
            for &(low, high) in ranges {
                push(out, format_args!("\\x{{{low:x}}}"));
                if high > low {
                    push(out, format_args!("-\\x{{{high:x}}}"));
                }
            }
            out.push(']');
        }
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

impl Writer {
    fn write(&mut self, tree: &Tree) -> Result<(), RegexError> {
        match tree {
            Tree::Class(ranges) if self.texts.alphabet == Alphabet::Ascii => {
                write_class(&mut self.out, &ranges.intersect(&[(0, 0x7f)]));
            }
            Tree::Class(ranges) => write_class(&mut self.out, ranges),
            Tree::Place(place) => self.place(*place),
            Tree::All(items) => items.iter().try_for_each(|item| self.enclosed_if_any(item))?,
            Tree::Any(items) => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.out.push('|');
                    }
                    self.enclosed_if_any(item)?;
                }
            }
            Tree::Group(index, body) => {
                if let Some(slot) = self.groups.get_mut(*index as usize) {
                    *slot = Some(self.next);
                }
                self.next += 1;
                self.enclosed("(", body)?;
                if let Some(slot) = self.closed.get_mut(*index as usize) {
                    *slot = true;
                }
            }
            Tree::Atomic(body) => {
                self.hard = true;
                self.enclosed("(?>", body)?;
            }
            Tree::Repeat { greed, min, max, body } => self.repeat(*greed, *min, *max, body)?,
            Tree::Look { ahead, negated, body } => {
                self.hard = true;
                self.enclosed(
                    match (ahead, negated) {
                        (true, false) => "(?=",
                        (true, true) => "(?!",
                        (false, false) => "(?<=",
                        (false, true) => "(?<!",
                    },
                    body,
                )?;
            }
            Tree::GroupRef(group) => match self.groups.get(*group as usize).copied().flatten() {
                Some(at) => {
                    self.hard = true;
                    // Enclosed, so that no digit after it is taken for a part of the number.
                    push(&mut self.out, format_args!("(?:\\{at})"));
                }
                None => self.out.push_str(NOTHING),
            },
            Tree::Conditional { group, yes, no } => {
                if self.closed.get(*group as usize) != Some(&true) {
                    return Err(RegexError::Unsupported("a condition on a later or an open group".into()));
                }
                let Some(Some(at)) = self.groups.get(*group as usize).copied() else { return Ok(()) };
                self.hard = true;
                // `fancy-regex` loses track of atomic groups after it took a condition's second branch: so each
                // condition that is asked has a first branch only.
                push(&mut self.out, format_args!("(?:(?({at})|(?!))"));
                self.enclosed("(?:", yes)?;
                push(&mut self.out, format_args!("|(?!(?({at})|(?!)))"));
                self.enclosed("(?:", no)?;
                self.out.push(')');
            }
        }
        Ok(())
    }

    fn enclosed(&mut self, open: &str, body: &Tree) -> Result<(), RegexError> {
        self.out.push_str(open);
        self.write(body)?;
        self.out.push(')');
        Ok(())
    }

    fn enclosed_if_any(&mut self, tree: &Tree) -> Result<(), RegexError> {
        if matches!(tree, Tree::Any(_)) { self.enclosed("(?:", tree) } else { self.write(tree) }
    }

    fn repeat(&mut self, greed: Greed, min: u32, max: u32, body: &Tree) -> Result<(), RegexError> {
        if max == 0 || matches!(body, Tree::All(items) if items.is_empty()) {
            return Ok(());
        }
        if greed == Greed::Possessive {
            self.hard = true;
            self.out.push_str("(?>");
        }
        // `fancy-regex` rewrites `a+b?a+` to what also matches `a`: it knows an option by its lower bound.
        if min == 0 && (self.backtracking || max == 1 && body.is_nullable()) {
            self.out.push_str(if greed == Greed::Lazy { "(?:|" } else { "(?:" });
            self.rounds(greed, 1, max, body)?;
            self.out.push_str(if greed == Greed::Lazy { ")" } else { "|)" });
        } else {
            self.rounds(greed, min, max, body)?;
        }
        if greed == Greed::Possessive {
            self.out.push(')');
        }
        Ok(())
    }

    fn rounds(&mut self, greed: Greed, min: u32, max: u32, body: &Tree) -> Result<(), RegexError> {
        match (min, max) {
            (1, 1) => self.enclosed("(?:", body)?,
            _ => {
                match (matches!(body, Tree::Class(_)), greed) {
                    (true, _) => self.write(body)?,
                    // No round of a possessive loop is tried again.
                    (false, Greed::Possessive) => self.enclosed("(?>", body)?,
                    (false, _) => self.enclosed("(?:", body)?,
                }
                match (min, max) {
                    (0, MAX_REPEAT) => self.out.push('*'),
                    (1, MAX_REPEAT) => self.out.push('+'),
                    (0, 1) => self.out.push('?'),
                    (_, MAX_REPEAT) => push(&mut self.out, format_args!("{{{min},}}")),
                    _ if min == max => push(&mut self.out, format_args!("{{{min}}}")),
                    _ => push(&mut self.out, format_args!("{{{min},{max}}}")),
                }
                if greed == Greed::Lazy {
                    self.out.push('?');
                }
            }
        }
        Ok(())
    }

    fn place(&mut self, place: Place) {
        match place {
            Place::TextStart => self.out.push_str(r"\A"),
            Place::TextEnd => self.out.push_str(r"\z"),
            Place::LineStart => self.out.push_str("(?m:^)"),
            Place::LineEnd => self.out.push_str("(?m:$)"),
            Place::LastLineEnd if self.texts.newline => {
                self.hard = true;
                self.out.push_str(r"(?=\x{a}?\z)");
            }
            Place::LastLineEnd => self.out.push_str(r"\z"),
            // In an empty text `_sre` finds no boundary and no absence of one.
            Place::Boundary { .. } if self.texts.empty => self.out.push_str(NOTHING),
            Place::Boundary { ascii, negated } => {
                let native = match self.texts.alphabet {
                    Alphabet::Ascii => true,
                    Alphabet::Agreeing => !ascii,
                    Alphabet::Any => false,
                };
                if native {
                    self.out.push_str(if negated { r"\B" } else { r"\b" });
                    return;
                }
                self.hard = true;
                let mut word = String::new();
                write_class(&mut word, &charset::category(Category::Word, if ascii { ASCII } else { 0 }));
                let out = &mut self.out;
                if negated {
                    push(out, format_args!("(?:(?<={word})(?={word})|(?<!{word})(?!{word}))"));
                } else {
                    push(out, format_args!("(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"));
                }
            }
        }
    }
}

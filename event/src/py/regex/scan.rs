//! One match, and the walk from match to match that `finditer`, `sub` and `split` share.

use super::Pattern;
use super::engine::{Mode, Spans};
use super::error::RegexError;
use super::text::char_of;
use super::translate::Texts;

/// The spans of one match. It does not hold the text: every question takes it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caps(pub(super) Spans);

impl Caps {
    /// The match of these spans, which a match had.
    pub fn from_spans(spans: &[Option<(usize, usize)>]) -> Caps {
        Caps(spans.into())
    }

    /// The span of each group in bytes, the whole match first.
    pub fn spans(&self) -> &[Option<(usize, usize)>] {
        &self.0
    }

    /// How many groups there are, the whole match among them.
    #[expect(clippy::len_without_is_empty, reason = "the whole match is always there")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A group's span in bytes. None: it did not take part, or there is no such group.
    pub fn span(&self, group: usize) -> Option<(usize, usize)> {
        self.0.get(group).copied().flatten()
    }

    /// The whole match's span in bytes.
    pub fn whole(&self) -> (usize, usize) {
        self.span(0).unwrap_or_default()
    }

    /// A group's span in characters, as `Match.span` gives it; Python's (-1, -1) is None.
    pub fn char_span(&self, text: &str, group: usize) -> Option<(usize, usize)> {
        let (start, end) = self.span(group)?;
        if text.is_ascii() {
            return Some((start, end));
        }
        Some((char_of(text, start), char_of(text, end)))
    }

    /// What a group matched.
    pub fn text<'t>(&self, text: &'t str, group: usize) -> Option<&'t str> {
        let (start, end) = self.span(group)?;
        text.get(start..end)
    }
}

/// Where a walk over the matches in a text stands (`_sre`'s scanner): a match may be empty, and then the next one may
/// begin at the same place, but not be empty there.
#[derive(Clone, Debug)]
pub struct Scan {
    from: usize,
    end: usize,
    advance: bool,
    done: bool,
    texts: Texts,
}

impl Scan {
    pub(super) fn new(from: usize, end: usize, texts: Texts) -> Scan {
        Scan { from, end, advance: false, done: from > end, texts }
    }

    /// The next match in the text that the walk was begun with.
    ///
    /// # Errors
    /// As [`Pattern::search`].
    pub fn next(&mut self, pattern: &Pattern, text: &str) -> Result<Option<Caps>, RegexError> {
        if self.done {
            return Ok(None);
        }
        let text = text.get(..self.end).unwrap_or(text);
        let found = self.find(pattern, text)?;
        match &found {
            None => self.done = true,
            Some(caps) => {
                let (start, end) = caps.whole();
                self.advance = start == end;
                self.from = end;
            }
        }
        Ok(found)
    }

    fn find(&self, pattern: &Pattern, text: &str) -> Result<Option<Caps>, RegexError> {
        let engines = &pattern.engines;
        if !self.advance {
            return Ok(engines.find(Mode::Search, text, self.from, self.texts)?.map(Caps));
        }
        // The match before was empty, hence a match can be.
        let found = engines.find(Mode::NonEmpty, text, self.from, self.texts)?;
        if found.is_some() {
            return Ok(found.map(Caps));
        }
        match text.get(self.from..).and_then(|rest| rest.chars().next()) {
            None => Ok(None),
            Some(c) => Ok(engines.find(Mode::Search, text, self.from + c.len_utf8(), self.texts)?.map(Caps)),
        }
    }
}

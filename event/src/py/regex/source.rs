//! The characters of a pattern or of a template, one token at a time (`re._parser.Tokenizer`).
//!
//! A token is a character, or a backslash with the character after it. One token is read ahead, and a backslash at
//! the very end is an error as soon as it is read ahead: the order of errors follows from that.

use super::error::{self, RegexError};
use super::text::repr;
use crate::py::chars;

/// A character, or a backslash and what it escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Char(char),
    Escape(char),
}

impl Token {
    pub(super) fn len(self) -> usize {
        match self {
            Token::Char(_) => 1,
            Token::Escape(_) => 2,
        }
    }

    pub(super) fn text(self) -> String {
        match self {
            Token::Char(c) => c.to_string(),
            Token::Escape(c) => format!("\\{c}"),
        }
    }
}

pub(super) struct Source {
    chars: Vec<char>,
    index: usize,
    next: Option<Token>,
}

impl Source {
    pub(super) fn new(text: &str) -> Result<Source, RegexError> {
        let mut source = Source { chars: text.chars().collect(), index: 0, next: None };
        source.advance()?;
        Ok(source)
    }

    fn advance(&mut self) -> Result<(), RegexError> {
        self.next = match self.chars.get(self.index) {
            None => None,
            Some('\\') => match self.chars.get(self.index + 1) {
                None => return Err(self.error_at("bad escape (end of pattern)", self.chars.len() - 1)),
                Some(&c) => Some(Token::Escape(c)),
            },
            Some(&c) => Some(Token::Char(c)),
        };
        self.index += self.next.map_or(0, Token::len);
        Ok(())
    }

    pub(super) fn next(&self) -> Option<Token> {
        self.next
    }

    /// The next token, if it is a plain character.
    pub(super) fn next_char(&self) -> Option<char> {
        match self.next {
            Some(Token::Char(c)) => Some(c),
            _ => None,
        }
    }

    pub(super) fn get(&mut self) -> Result<Option<Token>, RegexError> {
        let this = self.next;
        self.advance()?;
        Ok(this)
    }

    /// Takes the next token if it is `c`.
    pub(super) fn accept(&mut self, c: char) -> Result<bool, RegexError> {
        let found = self.next == Some(Token::Char(c));
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    /// At most `limit` characters of which `wanted` holds.
    pub(super) fn take_while(&mut self, limit: usize, wanted: fn(char) -> bool) -> Result<String, RegexError> {
        let mut result = String::new();
        for _ in 0..limit {
            match self.next_char() {
                Some(c) if wanted(c) => result.push(c),
                _ => break,
            }
            self.advance()?;
        }
        Ok(result)
    }

    /// Everything before `terminator`, which is taken too.
    pub(super) fn take_until(&mut self, terminator: char, name: &str) -> Result<String, RegexError> {
        let mut result = String::new();
        let mut length = 0;
        loop {
            let this = self.next;
            self.advance()?;
            match this {
                None if length == 0 => return Err(self.error(&format!("missing {name}"), 0)),
                None => return Err(self.error(&format!("missing {terminator}, unterminated name"), length)),
                Some(Token::Char(c)) if c == terminator => {
                    if length == 0 {
                        return Err(self.error(&format!("missing {name}"), 1));
                    }
                    return Ok(result);
                }
                Some(token) => {
                    result.push_str(&token.text());
                    length += token.len();
                }
            }
        }
    }

    /// How many characters were taken.
    pub(super) fn tell(&self) -> usize {
        self.index - self.next.map_or(0, Token::len)
    }

    pub(super) fn seek(&mut self, index: usize) -> Result<(), RegexError> {
        self.index = index;
        self.advance()
    }

    /// The error `offset` characters before where the source stands.
    pub(super) fn error(&self, message: &str, offset: usize) -> RegexError {
        self.error_at(message, self.tell().saturating_sub(offset))
    }

    pub(super) fn error_at(&self, message: &str, position: usize) -> RegexError {
        error::syntax(message, &self.chars, position)
    }

    /// Refuses what is no identifier.
    pub(super) fn check_group_name(&self, name: &str, offset: usize) -> Result<(), RegexError> {
        if is_identifier(name) {
            return Ok(());
        }
        Err(self.bad_group_name(name, offset))
    }

    pub(super) fn bad_group_name(&self, name: &str, offset: usize) -> RegexError {
        self.error(&format!("bad character in group name {}", repr(name)), name.chars().count() + offset)
    }

    /// A group's number as `int(name)` reads it. None: it is no number, or a negative one.
    pub(super) fn group_number(name: &str) -> Option<u64> {
        let trimmed = name.trim_matches(chars::is_space);
        // -0 is a number too.
        let negative = trimmed.starts_with('-');
        let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
        let shaped = !digits.is_empty()
            && !digits.starts_with('_')
            && !digits.ends_with('_')
            && !digits.contains("__")
            && digits.chars().all(|c| chars::is_decimal(c) || c == '_');
        if !shaped {
            return None;
        }
        let number = digits
            .chars()
            .filter_map(chars::decimal_value)
            .fold(0u64, |n, digit| n.saturating_mul(10).saturating_add(u64::from(digit)));
        (number == 0 || !negative).then_some(number)
    }
}

/// `str.isidentifier`.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(chars::is_identifier_start) && letters.all(chars::is_identifier_continue)
}

//! Reading a record: JSON text in, a lazily read value out, with the meaning that Python's `json.loads` gives it.
//!
//! The text is validated once as a whole; after that each object and array is read only when a rule looks into it, one
//! level at a time, and strings without escapes stay where they are. Of doubled keys the last wins, `\ud800` alone is a
//! character, integers have no limit but CPython's 4300 digits, `-0` is the int 0: all as in `Lib/json` of CPython
//! 3.11, which is why this is not left to a library, none of which reads lazily with these meanings. `NaN` and
//! `Infinity`, which Python takes and JSON does not have, are refused.

use bumpalo::collections::Vec;
use num_bigint::BigInt;

use crate::heap::{Py, RECURSION_LIMIT};
use crate::py::dict::Dict;
use crate::py::list::List;
use crate::value::Value;

/// CPython's `sys.get_int_max_str_digits()`.
const MAX_INT_DIGITS: usize = 4300;

/// Why a text is not a JSON document, and where.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message} at byte {offset}")]
pub struct Error {
    /// In bytes from the start of the text.
    pub offset: usize,
    /// What was expected.
    pub message: &'static str,
}

/// Where the quotes and brackets of a text are, for who has found them already.
///
/// For texts of printable ASCII without a backslash alone: there every quote begins or ends a string, and strings are what stands
/// between them.
#[derive(Clone, Copy, Debug)]
pub struct Structure<'s> {
    /// Of each 64 bytes the quotes, and what is outside of strings and may be a bracket, a bit for each, the first byte's the
    /// lowest.
    pub blocks: &'s [[u64; 2]],
    /// Nothing but tokens is outside of strings, no space.
    pub is_compact: bool,
}

impl Structure<'_> {
    /// The first quote from byte `from` on.
    #[inline]
    fn quote(self, from: usize) -> Option<usize> {
        let here = self.blocks.get(from / 64)?[0] >> (from % 64);
        if here != 0 {
            return Some(from + here.trailing_zeros() as usize);
        }
        let after = from / 64 + 1;
        let blocks = self.blocks.get(after..)?.iter().map(|[quotes, _]| *quotes);
        let (number, quotes) = (after..).zip(blocks).find(|(_, quotes)| *quotes != 0)?;
        Some(number * 64 + quotes.trailing_zeros() as usize)
    }

    /// Past the container of `text` whose opening bracket is at byte `at`.
    fn end(self, text: &[u8], at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for bracket in self.brackets(at) {
            match text.get(bracket)? {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return Some(bracket + 1);
            }
        }
        None
    }

    /// What may be a bracket from byte `from` on.
    #[inline(always)]
    fn brackets(self, from: usize) -> impl Iterator<Item = usize> {
        let mut number = from / 64;
        let mut bits = self.blocks.get(number).map_or(0, |[_, brackets]| brackets & (!0 << (from % 64)));
        std::iter::from_fn(move || {
            while bits == 0 {
                number += 1;
                bits = self.blocks.get(number)?[1];
            }
            let bit = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            Some(number * 64 + bit)
        })
    }
}

/// A text whose structure is known.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    text: &'a str,
    structure: Structure<'a>,
}

/// The text of a container that is not read yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw<'a> {
    text: &'a str,
    /// What it is a part of.
    document: Option<&'a Document<'a>>,
}

impl Raw<'_> {
    /// About how many members it has.
    pub(crate) fn guess(self) -> usize {
        (self.text.len() / 32).clamp(4, 32)
    }
}

/// The value of the JSON document `text`.
///
/// # Errors
/// As [`validate`].
pub fn read<'a>(py: Py<'a>, text: &'a str) -> Result<Value<'a>, Error> {
    validate(text)?;
    Ok(read_validated(py, text))
}

/// The value of a text that [`validate`] has accepted; of any other text some value, and no panic.
pub fn read_validated<'a>(py: Py<'a>, text: &'a str) -> Value<'a> {
    read_structured(py, text, None)
}

/// The same, sooner where the text's structure is known.
pub fn read_structured<'a>(py: Py<'a>, text: &'a str, structure: Option<Structure<'_>>) -> Value<'a> {
    let document = structure.map(|Structure { blocks, is_compact }| {
        let structure = Structure { blocks: py.alloc_slice(blocks), is_compact };
        py.alloc(Document { text, structure })
    });
    let text = text.trim_ascii();
    let raw = Raw { text, document };
    // What it is all of ends where it does.
    match text.as_bytes() {
        [b'{', .., b'}'] => Value::Dict(py.alloc(Dict::lazy(py, raw))),
        [b'[', .., b']'] => Value::List(py.alloc(List::lazy(py, raw))),
        _ => Scan { text, at: 0, document: None }.value(py).unwrap_or(Value::None),
    }
}

/// Whether `text` is one JSON document that Python's `json.loads` would read.
///
/// # Errors
/// Where it is not: a syntax error, a control character in a string, nesting deeper than a Python program could read,
/// an integer of more than 4300 digits.
pub fn validate(text: &str) -> Result<(), Error> {
    validate_structured(text, None)
}

/// The same, sooner where the text's structure is known.
///
/// # Errors
/// As [`validate`].
pub fn validate_structured(text: &str, structure: Option<Structure<'_>>) -> Result<(), Error> {
    Check { bytes: text.as_bytes(), at: 0, open: std::vec::Vec::new(), structure }.document()
}

struct Check<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The containers that are open, innermost last: true for an object.
    open: std::vec::Vec<bool>,
    structure: Option<Structure<'t>>,
}

impl Check<'_> {
    fn document(&mut self) -> Result<(), Error> {
        self.space();
        loop {
            // A value begins here.
            let opened = match self.peek() {
                Some(b'{') => self.open(true, b'}')?,
                Some(b'[') => self.open(false, b']')?,
                Some(b'"') => self.string().map(|()| false)?,
                Some(b't') => self.word(b"true")?,
                Some(b'f') => self.word(b"false")?,
                Some(b'n') => self.word(b"null")?,
                Some(b'-' | b'0'..=b'9') => self.number().map(|()| false)?,
                _ => return self.fail("expected a value"),
            };
            if opened {
                continue;
            }
            // A value has ended here: close what closes, or go to the next member.
            loop {
                self.space();
                let Some(&object) = self.open.last() else {
                    return if self.at == self.bytes.len() { Ok(()) } else { self.fail("expected the end") };
                };
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if object {
                            self.key()?;
                        }
                        break;
                    }
                    Some(b'}') if object => self.close(),
                    Some(b']') if !object => self.close(),
                    _ => return self.fail("expected `,` or the closing bracket"),
                }
            }
        }
    }

    /// Whether a value begins next; not so for an empty container.
    fn open(&mut self, object: bool, closing: u8) -> Result<bool, Error> {
        if self.open.len() >= RECURSION_LIMIT as usize {
            return self.fail("nested too deeply");
        }
        self.at += 1;
        self.space();
        if self.peek() == Some(closing) {
            self.at += 1;
            return Ok(false);
        }
        self.open.push(object);
        if object {
            self.key()?;
        }
        Ok(true)
    }

    fn close(&mut self) {
        self.at += 1;
        self.open.pop();
    }

    fn key(&mut self) -> Result<(), Error> {
        if self.peek() != Some(b'"') {
            return self.fail("expected a key in double quotes");
        }
        self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return self.fail("expected `:`");
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    #[inline]
    fn string(&mut self) -> Result<(), Error> {
        self.at += 1;
        let Some(structure) = self.structure else { return self.characters() };
        let quote = structure.quote(self.at);
        self.at = quote.map_or(self.bytes.len(), |quote| quote + 1);
        if quote.is_some() { Ok(()) } else { self.fail("unterminated string") }
    }

    /// What a string holds, and its end.
    fn characters(&mut self) -> Result<(), Error> {
        loop {
            self.plain();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
                        Some(b'u') => {
                            self.at += 1;
                            for _ in 0..4 {
                                if !self.peek().is_some_and(|b| b.is_ascii_hexdigit()) {
                                    return self.fail("expected four hexadecimal digits");
                                }
                                self.at += 1;
                            }
                        }
                        _ => return self.fail("unknown escape in a string"),
                    }
                }
                Some(0..=0x1f) => return self.fail("control character in a string"),
                Some(_) => self.at += 1,
                None => return self.fail("unterminated string"),
            }
        }
    }

    /// Passes over what a string holds as it is, eight bytes at a time: up to a quote, a backslash or a control character.
    fn plain(&mut self) {
        while let Some(eight) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk) {
            let word = u64::from_le_bytes(*eight);
            let found = equal(word, b'"') | equal(word, b'\\') | below(word, 0x20);
            if found != 0 {
                self.at += found.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
    }

    fn number(&mut self) -> Result<(), Error> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let start = self.at;
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.fail("expected a digit"),
        }
        let digits = self.at - start;
        let mut integer = true;
        if self.peek() == Some(b'.') {
            integer = false;
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            integer = false;
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        if integer && digits > MAX_INT_DIGITS {
            return self.fail("integer of more than 4300 digits");
        }
        Ok(())
    }

    fn some_digits(&mut self) -> Result<(), Error> {
        if !self.peek().is_some_and(|b| b.is_ascii_digit()) {
            return self.fail("expected a digit");
        }
        self.digits();
        Ok(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &[u8]) -> Result<bool, Error> {
        if !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return self.fail("expected a value");
        }
        self.at += word.len();
        Ok(false)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fail<T>(&self, message: &'static str) -> Result<T, Error> {
        Err(Error { offset: self.at, message })
    }
}

const ONES: u64 = u64::MAX / 0xff;
const HIGH: u64 = ONES * 0x80;

/// Which of eight bytes are `byte`: the lowest bit that is set is at the first of them; higher ones may be wrong.
#[inline(always)]
fn equal(eight: u64, byte: u8) -> u64 {
    below(eight ^ (ONES * u64::from(byte)), 1)
}

/// Which of eight bytes are below a limit of at most 0x80, in the same way.
#[inline(always)]
fn below(eight: u64, limit: u64) -> u64 {
    eight.wrapping_sub(ONES * limit) & !eight & HIGH
}

/// Reads one level of the validated object `raw`; doubled keys come as often as they stand there.
pub(crate) fn read_object<'a>(py: Py<'a>, raw: Raw<'a>, mut put: impl FnMut(&'a str, Value<'a>)) {
    let mut scan = Scan::inside(raw);
    while scan.next_member(b'}') {
        let Some(key) = scan.string(py) else { return };
        scan.space();
        scan.at += 1; // the colon
        scan.space();
        let Some(value) = scan.value(py) else { return };
        put(key, value);
    }
}

/// Reads one level of the validated array `raw`.
pub(crate) fn read_array<'a>(py: Py<'a>, raw: Raw<'a>, items: &mut Vec<'a, Value<'a>>) {
    let mut scan = Scan::inside(raw);
    while scan.next_member(b']') {
        let Some(value) = scan.value(py) else { return };
        items.push(value);
    }
}

/// A position in validated JSON. It asks for nothing that validation has not established, and ends early if it was not.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// What `text` is all of, if its structure is known.
    document: Option<&'a Document<'a>>,
}

impl<'a> Scan<'a> {
    /// At the first member of a container.
    fn inside(raw: Raw<'a>) -> Scan<'a> {
        let Raw { text, document } = raw;
        let place = |document: &Document<'_>| text.as_ptr().addr().checked_sub(document.text.as_ptr().addr());
        match document.and_then(|document| Some((document, place(document)?))) {
            Some((document, at)) => Scan { text: document.text, at: at + 1, document: Some(document) },
            None => Scan { text, at: 1, document: None },
        }
    }

    fn raw(&self, start: usize) -> Option<Raw<'a>> {
        Some(Raw { text: self.text.get(start..self.at)?, document: self.document })
    }

    fn value(&mut self, py: Py<'a>) -> Option<Value<'a>> {
        self.space();
        let start = self.at;
        Some(match self.peek()? {
            b'"' => Value::Str(self.string(py)?),
            b'{' => {
                self.skip_container();
                Value::Dict(py.alloc(Dict::lazy(py, self.raw(start)?)))
            }
            b'[' => {
                self.skip_container();
                Value::List(py.alloc(List::lazy(py, self.raw(start)?)))
            }
            b't' => self.word(4, Value::Bool(true)),
            b'f' => self.word(5, Value::Bool(false)),
            b'n' => self.word(4, Value::None),
            _ => self.number(py)?,
        })
    }

    /// Moves to the next member's first byte; false at the closing bracket.
    fn next_member(&mut self, closing: u8) -> bool {
        self.space();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.space();
        }
        self.peek().is_some_and(|b| b != closing)
    }

    fn word(&mut self, len: usize, value: Value<'a>) -> Value<'a> {
        self.at += len;
        value
    }

    fn number(&mut self, py: Py<'a>) -> Option<Value<'a>> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let len = bytes
            .iter()
            .position(|b| !matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))
            .unwrap_or(bytes.len());
        let text = self.text.get(self.at..self.at + len)?;
        self.at += len;
        if text.contains(['.', 'e', 'E']) {
            return text.parse().ok().map(Value::Float);
        }
        match text.parse() {
            Ok(small) => Some(Value::Int(small)),
            Err(_) => text.parse::<BigInt>().ok().map(|big| py.int(&big)),
        }
    }

    #[inline]
    fn string(&mut self, py: Py<'a>) -> Option<&'a str> {
        let Some(document) = self.document else { return self.any_string(py) };
        let start = self.at + 1;
        let end = document.structure.quote(start)?;
        self.at = end + 1;
        self.text.get(start..end)
    }

    fn any_string(&mut self, py: Py<'a>) -> Option<&'a str> {
        let start = self.at + 1;
        self.skip_string();
        let raw = self.text.get(start..self.at.checked_sub(1)?)?;
        if memchr::memchr(b'\\', raw.as_bytes()).is_none() {
            return Some(raw);
        }
        Some(unescape(py, raw))
    }

    /// Moves past the string's closing quote, eight bytes at a time: most strings are short.
    fn skip_string(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        loop {
            if let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
                let word = u64::from_le_bytes(*eight);
                match equal(word, b'"') | equal(word, b'\\') {
                    0 => {
                        at += 8;
                        continue;
                    }
                    found => at += found.trailing_zeros() as usize / 8,
                }
            }
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
                None => {
                    self.at = bytes.len();
                    return;
                }
            }
        }
        self.at = at + 1;
    }

    fn skip_container(&mut self) {
        if let Some(document) = self.document {
            self.at = document.structure.end(self.text.as_bytes(), self.at).unwrap_or(self.text.len());
            return;
        }
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// The text of a JSON string's inside. A surrogate that is not half of a pair is held 0x100000 higher.
fn unescape<'a>(py: Py<'a>, raw: &str) -> &'a str {
    let mut text = bumpalo::collections::String::with_capacity_in(raw.len(), py.bump());
    let mut rest = raw;
    while let Some(i) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (plain, escaped) = rest.split_at(i);
        text.push_str(plain);
        let mut chars = escaped.chars();
        chars.next();
        let c = match chars.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (c, tail) = code_unit(chars.as_str());
                rest = tail;
                text.push(c);
                continue;
            }
            Some(c) => c,
            None => break,
        };
        text.push(c);
        rest = chars.as_str();
    }
    text.push_str(rest);
    text.into_bump_str()
}

/// The character of the hexadecimal digits that `rest` begins with, and of a second escape where both are a pair.
fn code_unit(rest: &str) -> (char, &str) {
    let (high, tail) = hex(rest);
    if (0xd800..0xdc00).contains(&high)
        && let Some(second) = tail.strip_prefix("\\u")
    {
        let (low, tail) = hex(second);
        if (0xdc00..0xe000).contains(&low) {
            let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            return (char::from_u32(code).unwrap_or('\u{fffd}'), tail);
        }
    }
    (hold(high), tail)
}

/// The character that stands for `code`, be it a lone surrogate.
pub fn hold(code: u32) -> char {
    char::from_u32(code).or_else(|| char::from_u32(code + 0x10_0000)).unwrap_or('\u{fffd}')
}

fn hex(text: &str) -> (u32, &str) {
    let (digits, tail) = text.split_at_checked(4).unwrap_or((text, ""));
    (u32::from_str_radix(digits, 16).unwrap_or(0xfffd), tail)
}

#[cfg(test)]
mod tests {
    use super::validate;

    #[test]
    fn a_string_ends_where_it_ends_at_every_length() {
        for length in 0..40 {
            for at in 0..length {
                for (special, valid) in [
                    ("\\n", true),
                    ("\\q", false),
                    ("\u{1f}", false),
                    (" ", true),
                    ("\u{7f}", true),
                    ("é", true),
                    ("\u{80}", true),
                ] {
                    let text: String = (0..length).map(|i| if i == at { special } else { "~" }).collect();
                    assert_eq!(validate(&format!("[\"{text}\", 1]")).is_ok(), valid, "{special:?} at {at} of {length}");
                    let cut = format!("[\"{text}");
                    assert!(validate(&cut).is_err(), "an open string of {length}");
                    let early = format!("[\"{text}\"x\"]");
                    assert!(validate(&early).is_err(), "a quote inside");
                }
            }
        }
    }
}

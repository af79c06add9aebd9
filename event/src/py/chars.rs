//! What a character is and what its other case is, by Unicode 14 as CPython 3.11's `str` has it
//! (`Objects/unicodectype.c`); Rust's own tables are of a later Unicode.
//!
//! A lone surrogate arrives here as the private character that holds it; nothing is true of either.

use crate::py::chars_tables as tables;

#[inline]
fn within(bounds: &[u32], c: char) -> bool {
    let c = u32::from(c);
    bounds.partition_point(|bound| *bound <= c) % 2 == 1
}

/// `c.isalpha()`.
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(&tables::ALPHA, c) }
}

/// `c.isdecimal()`.
pub fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(&tables::DECIMAL, c) }
}

/// The value of a decimal digit of any script: `unicodedata.decimal(c)`.
pub fn decimal_value(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let c = u32::from(c);
    let at = tables::DECIMAL.partition_point(|bound| *bound <= c);
    if at % 2 == 0 {
        return None;
    }
    tables::DECIMAL.get(at - 1).map(|zero| (c - zero) % 10)
}

/// `c.isdigit()`.
pub fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(&tables::DIGIT, c) }
}

/// `c.isnumeric()`.
pub fn is_numeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(&tables::NUMERIC, c) }
}

/// `c.isalnum()`.
pub fn is_alnum(c: char) -> bool {
    // Decimals and digits are numeric.
    is_alpha(c) || is_numeric(c)
}

/// `c.isprintable()`.
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() { matches!(c, ' '..='~') } else { within(&tables::PRINTABLE, c) }
}

/// `c.isspace()`: what `str.split()` and `str.strip()` take for white space.
pub fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\x1c'..='\x1f' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Where `str.splitlines` ends a line; `\r\n` is one end.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `c.islower()`.
pub fn is_lower(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_lowercase() } else { within(&tables::LOWER, c) }
}

/// `c.isupper()`.
pub fn is_upper(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { within(&tables::UPPER, c) }
}

/// Whether it is a titlecase letter, such as the one character `Dž`.
pub fn is_title(c: char) -> bool {
    !c.is_ascii() && within(&tables::TITLE, c)
}

/// Whether `str.title` goes on in lower case after it.
pub fn is_cased(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(&tables::CASED, c) }
}

/// Whether the rule of the final sigma looks past it.
pub fn is_case_ignorable(c: char) -> bool {
    within(&tables::CASE_IGNORABLE, c)
}

/// Whether an identifier can begin with it.
pub fn is_identifier_start(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() || c == '_' } else { within(&tables::IDENTIFIER_START, c) }
}

/// Whether an identifier can go on with it.
pub fn is_identifier_continue(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { within(&tables::IDENTIFIER_CONTINUE, c) }
}

/// One mapping's result: a character or several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mapped {
    One(char),
    Many(&'static str),
}

impl Mapped {
    /// Appends it.
    #[inline]
    pub fn push_to(self, out: &mut String) {
        match self {
            Mapped::One(c) => out.push(c),
            Mapped::Many(s) => out.push_str(s),
        }
    }
}

type Runs = [(u32, u32, u32, i32)];

fn map(runs: &Runs, many: &[(u32, &'static str)], c: char) -> Option<Mapped> {
    let code = u32::from(c);
    if let Ok(at) = many.binary_search_by_key(&code, |(from, _)| *from) {
        return many.get(at).map(|(_, to)| Mapped::Many(to));
    }
    // Runs of step 2 interleave (upper, lower, upper, ...), so the one before may be the one that has it.
    let after = runs.partition_point(|(first, ..)| *first <= code);
    runs.get(after.saturating_sub(2)..after)?.iter().rev().find_map(|(first, last, step, delta)| {
        let has = code <= *last && (code - first) % step == 0;
        has.then(|| char::from_u32(code.wrapping_add_signed(*delta)).map(Mapped::One)).flatten()
    })
}

/// Its lower case, but for the final sigma, which depends on what is around it.
pub fn to_lower(c: char) -> Mapped {
    if c.is_ascii() {
        return Mapped::One(c.to_ascii_lowercase());
    }
    map(&tables::TO_LOWER, &tables::TO_LOWER_MANY, c).unwrap_or(Mapped::One(c))
}

/// Its upper case.
pub fn to_upper(c: char) -> Mapped {
    if c.is_ascii() {
        return Mapped::One(c.to_ascii_uppercase());
    }
    map(&tables::TO_UPPER, &tables::TO_UPPER_MANY, c).unwrap_or(Mapped::One(c))
}

/// Its title case.
pub fn to_title(c: char) -> Mapped {
    if c.is_ascii() {
        return Mapped::One(c.to_ascii_uppercase());
    }
    map(&tables::TO_TITLE, &tables::TO_TITLE_MANY, c).unwrap_or_else(|| to_upper(c))
}

/// What `str.casefold` makes of it.
pub fn to_folded(c: char) -> Mapped {
    if c.is_ascii() {
        return Mapped::One(c.to_ascii_lowercase());
    }
    map(&tables::TO_FOLDED, &tables::TO_FOLDED_MANY, c).unwrap_or_else(|| to_lower(c))
}

/// The code point that a character stands for: a held lone surrogate is itself again.
pub use crate::py::hash::code_point;

/// The character that stands for a code point of Python's, surrogates included; `None` above U+10FFFF.
pub fn from_code_point(code: u32) -> Option<char> {
    match code {
        0xd800..=0xdfff => char::from_u32(code + 0x10_0000),
        _ => char::from_u32(code),
    }
}

//! Strings as Python prints and counts them, as far as patterns need it.

use std::cmp::Ordering;

use super::tables;

/// How far a lone surrogate is moved to be a Rust `char`.
pub(super) const SURROGATE_SHIFT: u32 = 0x10_0000;

/// Whether a code point is in a sorted table of inclusive ranges.
pub(super) fn in_ranges(table: &[(u32, u32)], point: u32) -> bool {
    table
        .binary_search_by(|&(low, high)| {
            if high < point {
                Ordering::Less
            } else if low > point {
                Ordering::Greater
            } else {
                Ordering::Equal
            }
        })
        .is_ok()
}

/// The code point Python sees: a lone surrogate is held as a private character.
pub(super) fn python_point(c: char) -> u32 {
    match c as u32 {
        moved @ 0x10_d800..=0x10_dfff => moved - SURROGATE_SHIFT,
        point => point,
    }
}

/// `repr(str)`.
pub(super) fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        let point = python_point(c);
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if point == c as u32 && in_ranges(&tables::PRINTABLE, point) => out.push(c),
            _ if point <= 0xff => out.push_str(&format!("\\x{point:02x}")),
            _ if point <= 0xffff => out.push_str(&format!("\\u{point:04x}")),
            _ => out.push_str(&format!("\\U{point:08x}")),
        }
    }
    out.push(quote);
    out
}

/// The byte at which the `chars`-th character begins, or the text's length.
pub(super) fn byte_of(text: &str, chars: usize) -> usize {
    if chars >= text.len() || text.is_ascii() {
        return chars.min(text.len());
    }
    text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte)
}

/// How many characters come before a byte.
pub(super) fn char_of(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
    // A character's first byte is the one that continues none.
    before.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

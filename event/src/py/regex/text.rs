//! Strings as Python prints and counts them, as far as patterns need it.

use std::cmp::Ordering;

use crate::py::text::quote;

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
    let mut out = String::with_capacity(text.len() + 2);
    quote(&mut out, text);
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

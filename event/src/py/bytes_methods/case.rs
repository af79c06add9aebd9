//! `capitalize`, `title`, `swapcase`, `istitle`: of ASCII letters alone, whatever the bytes mean.

use crate::heap::Py;

/// `b.capitalize()`.
pub fn capitalize<'a>(py: Py<'a>, b: &[u8]) -> &'a [u8] {
    each(py, b, |first, byte| if first { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() })
}

/// `b.title()`.
pub fn title<'a>(py: Py<'a>, b: &[u8]) -> &'a [u8] {
    let mut after_a_letter = false;
    each(py, b, |_, byte| {
        let mapped = if after_a_letter { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        after_a_letter = byte.is_ascii_alphabetic();
        mapped
    })
}

/// `b.swapcase()`.
pub fn swapcase<'a>(py: Py<'a>, b: &[u8]) -> &'a [u8] {
    each(py, b, |_, byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte })
}

/// `b.istitle()`.
pub fn is_title(b: &[u8]) -> bool {
    let mut cased = false;
    let mut after_a_letter = false;
    for byte in b {
        if byte.is_ascii_uppercase() == after_a_letter && byte.is_ascii_alphabetic() {
            return false;
        }
        after_a_letter = byte.is_ascii_alphabetic();
        cased |= after_a_letter;
    }
    cased
}

fn each<'a>(py: Py<'a>, b: &[u8], mut map: impl FnMut(bool, u8) -> u8) -> &'a [u8] {
    let mapped: Vec<u8> = b.iter().enumerate().map(|(at, byte)| map(at == 0, *byte)).collect();
    py.alloc_slice(&mapped)
}

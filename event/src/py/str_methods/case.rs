//! `lower`, `upper`, `title` and their like, with the full mappings: `ß` becomes `SS`.

use bumpalo::collections::String as BumpString;

use crate::heap::Py;
use crate::py::chars::{self, Mapped};

/// `s.lower()`.
pub fn lower<'a>(py: Py<'a>, s: &'a str) -> &'a str {
    if s.is_ascii() {
        if !s.bytes().any(|b| b.is_ascii_uppercase()) {
            return s;
        }
        let mut out = BumpString::from_str_in(s, py.bump());
        out.make_ascii_lowercase();
        return out.into_bump_str();
    }
    each(py, s, lower_at)
}

/// `s.upper()`.
pub fn upper<'a>(py: Py<'a>, s: &'a str) -> &'a str {
    if s.is_ascii() {
        if !s.bytes().any(|b| b.is_ascii_lowercase()) {
            return s;
        }
        let mut out = BumpString::from_str_in(s, py.bump());
        out.make_ascii_uppercase();
        return out.into_bump_str();
    }
    each(py, s, |_, _, c| chars::to_upper(c))
}

/// `s.casefold()`.
pub fn casefold<'a>(py: Py<'a>, s: &'a str) -> &'a str {
    if s.is_ascii() {
        return lower(py, s);
    }
    each(py, s, |_, _, c| chars::to_folded(c))
}

/// `s.title()`.
pub fn title<'a>(py: Py<'a>, s: &'a str) -> &'a str {
    let mut previous_is_cased = false;
    each(py, s, |s, at, c| {
        let mapped = if previous_is_cased { lower_at(s, at, c) } else { chars::to_title(c) };
        previous_is_cased = chars::is_cased(c);
        mapped
    })
}

/// `s.capitalize()`.
pub fn capitalize<'a>(py: Py<'a>, s: &'a str) -> &'a str {
    each(py, s, |s, at, c| if at == 0 { chars::to_title(c) } else { lower_at(s, at, c) })
}

/// `s.swapcase()`.
pub fn swapcase<'a>(py: Py<'a>, s: &'a str) -> &'a str {
    each(py, s, |s, at, c| {
        if chars::is_upper(c) {
            lower_at(s, at, c)
        } else if chars::is_lower(c) {
            chars::to_upper(c)
        } else {
            Mapped::One(c)
        }
    })
}

fn each<'a>(py: Py<'a>, s: &'a str, mut map: impl FnMut(&str, usize, char) -> Mapped) -> &'a str {
    let mut out = BumpString::with_capacity_in(s.len(), py.bump());
    for (at, c) in s.char_indices() {
        match map(s, at, c) {
            Mapped::One(c) => out.push(c),
            Mapped::Many(text) => out.push_str(text),
        }
    }
    out.into_bump_str()
}

/// The lower case of `c`, which is at byte `at`: a capital sigma that ends a word becomes `ς`.
fn lower_at(s: &str, at: usize, c: char) -> Mapped {
    if c != 'Σ' {
        return chars::to_lower(c);
    }
    let (before, after) = s.split_at_checked(at).unwrap_or((s, ""));
    let seen = |c: &char| !chars::is_case_ignorable(*c);
    let after_letter = before.chars().rev().find(seen).is_some_and(chars::is_cased);
    let before_letter = after.chars().skip(1).find(seen).is_some_and(chars::is_cased);
    Mapped::One(if after_letter && !before_letter { 'ς' } else { 'σ' })
}

//! `isalpha` and its like: what all characters of a text are. Of the empty text only `isprintable` and `isascii` hold.

use crate::py::chars;

/// `s.isalnum()`.
pub fn alnum(s: &str) -> bool {
    all(s, chars::is_alnum)
}

/// `s.isalpha()`.
pub fn alpha(s: &str) -> bool {
    all(s, chars::is_alpha)
}

/// `s.isdecimal()`.
pub fn decimal(s: &str) -> bool {
    all(s, chars::is_decimal)
}

/// `s.isdigit()`.
pub fn digit(s: &str) -> bool {
    all(s, chars::is_digit)
}

/// `s.isnumeric()`.
pub fn numeric(s: &str) -> bool {
    all(s, chars::is_numeric)
}

/// `s.isspace()`.
pub fn space(s: &str) -> bool {
    all(s, chars::is_space)
}

/// `s.isprintable()`.
pub fn printable(s: &str) -> bool {
    s.chars().all(chars::is_printable)
}

/// `s.isidentifier()`; keywords are identifiers too.
pub fn identifier(s: &str) -> bool {
    let mut rest = s.chars();
    rest.next().is_some_and(chars::is_identifier_start) && rest.all(chars::is_identifier_continue)
}

/// `s.islower()`: a lower-case letter, and none of another case.
pub fn lower(s: &str) -> bool {
    !s.chars().any(|c| chars::is_upper(c) || chars::is_title(c)) && s.chars().any(chars::is_lower)
}

/// `s.isupper()`: an upper-case letter, and none of another case.
pub fn upper(s: &str) -> bool {
    !s.chars().any(|c| chars::is_lower(c) || chars::is_title(c)) && s.chars().any(chars::is_upper)
}

/// `s.istitle()`: capitals at the beginnings of words and nowhere else.
pub fn title(s: &str) -> bool {
    let (mut any, mut in_word) = (false, false);
    for c in s.chars() {
        let capital = chars::is_upper(c) || chars::is_title(c);
        let small = !capital && chars::is_lower(c);
        if capital && in_word || small && !in_word {
            return false;
        }
        in_word = capital || small;
        any |= in_word;
    }
    any
}

fn all(s: &str, is: fn(char) -> bool) -> bool {
    !s.is_empty() && s.chars().all(is)
}

//! The words that `dateutil.parser` knows in English: `parserinfo`.

use crate::heap::Py;
use crate::py::str_methods::case::lower;

const JUMP: &[&str] =
    &[" ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th"];

/// Names whose first three letters stand for them too.
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What stands between parts of a date without a meaning.
pub fn is_jump<'a>(py: Py<'a>, word: &'a str) -> bool {
    JUMP.contains(&lower(py, word))
}

fn named<'a>(py: Py<'a>, names: &[&str], word: &'a str) -> Option<i128> {
    let word = lower(py, word);
    let place = names.iter().position(|name| *name == word || name.get(..3) == Some(word))?;
    i128::try_from(place).ok()
}

/// Monday is 0.
pub fn weekday<'a>(py: Py<'a>, word: &'a str) -> Option<i128> {
    named(py, WEEKDAYS, word)
}

/// From 1.
pub fn month<'a>(py: Py<'a>, word: &'a str) -> Option<i128> {
    if lower(py, word) == "sept" {
        return Some(9);
    }
    named(py, MONTHS, word).map(|place| place + 1)
}

/// 0 for hours, 1 for minutes, 2 for seconds.
pub fn unit<'a>(py: Py<'a>, word: &'a str) -> Option<i128> {
    match lower(py, word) {
        "h" | "hour" | "hours" => Some(0),
        "m" | "minute" | "minutes" => Some(1),
        "s" | "second" | "seconds" => Some(2),
        _ => None,
    }
}

/// 0 for the morning, 1 for the afternoon.
pub fn half_day<'a>(py: Py<'a>, word: &'a str) -> Option<i128> {
    match lower(py, word) {
        "a" | "am" => Some(0),
        "p" | "pm" => Some(1),
        _ => None,
    }
}

/// `Jan of 01`.
pub fn pertains<'a>(py: Py<'a>, word: &'a str) -> bool {
    lower(py, word) == "of"
}

/// A name of UTC.
pub fn is_utc<'a>(py: Py<'a>, word: &'a str) -> bool {
    matches!(lower(py, word), "utc" | "gmt" | "z")
}

/// Whether the word may name a zone.
pub fn is_zone_like(word: &str) -> bool {
    word.chars().count() <= 5 && word.chars().all(|c| c.is_ascii_uppercase()) || word == "z"
}

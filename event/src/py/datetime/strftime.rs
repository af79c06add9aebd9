//! `strftime`: the directives of glibc 2.36 in the C locale, and what Python's wrapper does with `%z`, `%Z` and `%f`
//! (`wrap_strftime` of `Modules/_datetimemodule.c`, `time_strftime` of `Modules/timemodule.c`).

use super::args::{Params, text};
use super::days::ordinal_of;
use super::time_of_day::Clockface;
use super::zone::{self, Zone, offset_text};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::str_methods::encode;
use crate::value::Value;

/// Monday first, as everywhere in Python.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The first three letters of the `i`th name.
pub fn short(names: &'static [&'static str], i: i64) -> &'static str {
    usize::try_from(i).ok().and_then(|i| names.get(i)).and_then(|name| name.get(..3)).unwrap_or("?")
}

/// C's `struct tm`.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'t> {
    pub year: i64,
    /// From 1.
    pub month: i64,
    pub day: i64,
    /// Sunday is 0.
    pub weekday: i64,
    /// From 0.
    pub day_of_year: i64,
    pub face: Clockface,
    pub dst: i64,
    pub zone_name: Option<&'t str>,
    /// Seconds east of UTC.
    pub offset: i64,
}

/// The one argument of a method `strftime`.
///
/// # Errors
/// `TypeError` where it is no `str`, or is not there.
pub fn argument<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a str> {
    let mut format = "";
    let params = Params { function: Some("strftime"), names: &["format"], required: 1, positional: 1 };
    params.parse(py, args, |_, value| {
        format = text(py, value, "strftime", 1)?;
        Ok(())
    })?;
    Ok(format)
}

/// `strftime` of a date, time or datetime: `micros` is what `%f` writes, `zone` is asked for `%z` and `%Z`.
///
/// # Errors
/// What the zone raises; `UnicodeEncodeError` for half a surrogate pair.
pub fn of_object<'a>(
    py: Py<'a>,
    format: &'a str,
    moment: &Moment<'_>,
    micros: Option<i32>,
    zone: Option<Zone<'a>>,
) -> Ret<'a> {
    encode::encode(py, format, Args::pos(&[]))?;
    // The wrapper is C code that ends at a null byte.
    let format = format.split('\0').next().unwrap_or_default();
    let mut expanded = String::with_capacity(format.len() + 16);
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            expanded.push(c);
            continue;
        }
        match chars.next() {
            Some('z') => {
                if let Some(offset) = zone::offset_of(py, zone)? {
                    expanded.push_str(&offset_text(offset, ""));
                }
            }
            Some('Z') => {
                if let Some(zone) = zone
                    && let Value::Str(name) = zone.tzname(py)?
                {
                    expanded.push_str(&name.replace('%', "%%"));
                }
            }
            Some('f') => expanded.push_str(&format!("{:06}", micros.unwrap_or(0))),
            Some(other) => {
                expanded.push('%');
                expanded.push(other);
            }
            None => expanded.push('%'),
        }
    }
    Ok(py.str(&formatted(&expanded, moment)))
}

/// `time.strftime`: the buffer grows to 256 characters for each of the format's; what is longer is lost.
pub fn formatted(format: &str, moment: &Moment<'_>) -> String {
    let length = format.chars().count();
    let mut room = 1024;
    while room < 256 * length {
        room *= 2;
    }
    let mut out = Output { text: String::new(), length: 0, room };
    match out.write(format, moment) {
        Some(()) => out.text,
        None => String::new(),
    }
}

struct Output {
    text: String,
    length: usize,
    room: usize,
}

/// How one directive is written.
#[derive(Clone, Copy, Default)]
struct How {
    /// `_`, `-` or `0`.
    pad: Option<char>,
    upper: bool,
    swap: bool,
    lower: bool,
    width: usize,
    /// `E` or `O`.
    modifier: Option<char>,
}

impl Output {
    /// `None` where the room is too small.
    fn write(&mut self, format: &str, tm: &Moment<'_>) -> Option<()> {
        let mut rest = format;
        while let Some(c) = rest.chars().next() {
            if c != '%' {
                self.add(&How::default(), c.encode_utf8(&mut [0; 4]))?;
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                continue;
            }
            let (mut how, directive) = flags(rest);
            let length = rest.len() - directive.len();
            let Some(c) = directive.chars().next() else {
                self.add(&how, rest)?;
                return Some(());
            };
            let whole = rest.get(..length + c.len_utf8()).unwrap_or_default();
            rest = directive.get(c.len_utf8()..).unwrap_or_default();
            self.directive(&mut how, c, whole, tm)?;
        }
        Some(())
    }

    fn directive(&mut self, how: &mut How, c: char, whole: &str, tm: &Moment<'_>) -> Option<()> {
        let refused = match c {
            'a' | 'A' | 'D' | 'F' => how.modifier.is_some(),
            'b' | 'h' | 'B' | 'd' | 'e' | 'H' | 'I' | 'k' | 'l' | 'j' | 'M' | 'm' | 'S' | 'U' | 'V' | 'g' | 'G'
            | 'W' | 'w' => how.modifier == Some('E'),
            'c' | 'x' | 'X' | 'Y' => how.modifier == Some('O'),
            _ => false,
        };
        if refused {
            return self.add(how, whole);
        }
        let hour12 = match tm.face.hour % 12 {
            0 => 12,
            hour => i64::from(hour),
        };
        let sunday_first = |day: i64| (day + 6) % 7;
        let name = |names: &'static [&'static str], i: i64| {
            usize::try_from(i).ok().and_then(|i| names.get(i)).copied().unwrap_or("?")
        };
        match c {
            '%' => self.add(how, "%"),
            'n' => self.add(how, "\n"),
            't' => self.add(how, "\t"),
            'a' | 'A' | 'b' | 'h' | 'B' => {
                how.upper |= how.swap;
                let text = match c {
                    'a' => short(&WEEKDAYS, sunday_first(tm.weekday)),
                    'A' => name(&WEEKDAYS, sunday_first(tm.weekday)),
                    'B' => name(&MONTHS, tm.month - 1),
                    _ => short(&MONTHS, tm.month - 1),
                };
                self.add(how, text)
            }
            'p' | 'P' => {
                if c == 'P' {
                    how.lower = true;
                }
                if how.swap {
                    how.upper = false;
                    how.lower = true;
                }
                self.add(how, if tm.face.hour > 11 { "PM" } else { "AM" })
            }
            'c' => self.parts(how, "%a %b %e %H:%M:%S %Y", tm),
            'x' | 'D' => self.parts(how, "%m/%d/%y", tm),
            'X' | 'T' => self.parts(how, "%H:%M:%S", tm),
            'F' => self.parts(how, "%Y-%m-%d", tm),
            'R' => self.parts(how, "%H:%M", tm),
            'r' => self.parts(how, "%I:%M:%S %p", tm),
            'C' => self.number(how, 1, tm.year.div_euclid(100)),
            'Y' => self.number(how, 1, tm.year),
            'y' => self.number(how, 2, tm.year.rem_euclid(100)),
            'm' => self.number(how, 2, tm.month),
            'd' => self.number(how, 2, tm.day),
            'e' => self.spaced(how, tm.day),
            'H' => self.number(how, 2, i64::from(tm.face.hour)),
            'k' => self.spaced(how, i64::from(tm.face.hour)),
            'I' => self.number(how, 2, hour12),
            'l' => self.spaced(how, hour12),
            'j' => self.number(how, 3, tm.day_of_year + 1),
            'M' => self.number(how, 2, i64::from(tm.face.minute)),
            'S' => self.number(how, 2, i64::from(tm.face.second)),
            's' => {
                how.pad = how.pad.filter(|pad| *pad == '0');
                self.add(how, &epoch(tm).to_string())
            }
            'u' => self.number(how, 1, (tm.weekday + 6) % 7 + 1),
            'w' => self.number(how, 1, tm.weekday),
            'U' => self.number(how, 2, (tm.day_of_year - tm.weekday + 7) / 7),
            'W' => self.number(how, 2, (tm.day_of_year - (tm.weekday + 6) % 7 + 7) / 7),
            'V' => self.number(how, 2, iso_week(tm).1),
            'G' => self.number(how, 1, iso_week(tm).0),
            'g' => self.number(how, 2, iso_week(tm).0.rem_euclid(100)),
            'Z' => {
                if how.swap {
                    how.upper = false;
                    how.lower = true;
                }
                let zone = tm.zone_name.filter(|name| !name.is_empty());
                self.add(how, zone.unwrap_or(if tm.dst >= 0 { "UTC" } else { "" }))
            }
            'z' if tm.dst < 0 => Some(()),
            'z' => {
                let minutes = tm.offset.abs() / 60;
                self.add(how, if tm.offset < 0 { "-" } else { "+" })?;
                self.number(how, 4, minutes / 60 * 100 + minutes % 60)
            }
            _ => self.add(how, whole),
        }
    }

    /// Several directives as one, which is padded as a whole.
    fn parts(&mut self, how: &How, format: &str, tm: &Moment<'_>) -> Option<()> {
        let mut inner = Output { text: String::new(), length: 0, room: usize::MAX };
        inner.write(format, tm)?;
        self.add(&How { lower: false, ..*how }, &inner.text)
    }

    fn spaced(&mut self, how: &mut How, value: i64) -> Option<()> {
        how.pad = how.pad.or(Some('_'));
        self.number(how, 2, value)
    }

    fn number(&mut self, how: &How, digits: usize, value: i64) -> Option<()> {
        let sign = if value < 0 { "-" } else { "" };
        let digits = digits.max(how.width).saturating_sub(sign.len());
        let plain = value.unsigned_abs().to_string();
        let missing = digits.saturating_sub(plain.len());
        if missing >= self.room {
            return None;
        }
        let text = match how.pad {
            Some('-') => format!("{sign}{plain}"),
            Some('_') => format!("{}{sign}{plain}", " ".repeat(missing)),
            _ => format!("{sign}{}{plain}", "0".repeat(missing)),
        };
        self.add(how, &text)
    }

    fn add(&mut self, how: &How, text: &str) -> Option<()> {
        let length = text.chars().count();
        let padding = how.width.saturating_sub(length);
        self.length = self.length.checked_add(length)?.checked_add(padding)?;
        if self.length >= self.room {
            return None;
        }
        let pad = if how.pad == Some('0') { "0" } else { " " };
        self.text.push_str(&pad.repeat(padding));
        if how.lower {
            self.text.push_str(&text.to_ascii_lowercase());
        } else if how.upper {
            self.text.push_str(&text.to_ascii_uppercase());
        } else {
            self.text.push_str(text);
        }
        Some(())
    }
}

/// The flags, width and modifier of what begins with `%`, and what is behind them.
fn flags(text: &str) -> (How, &str) {
    let mut how = How::default();
    let mut rest = text.get(1..).unwrap_or_default();
    let next = |rest: &mut &str| -> Option<char> {
        let c = rest.chars().next()?;
        *rest = rest.get(c.len_utf8()..).unwrap_or_default();
        Some(c)
    };
    loop {
        let before = rest;
        match next(&mut rest) {
            Some(pad @ ('_' | '-' | '0')) => how.pad = Some(pad),
            Some('^') => how.upper = true,
            Some('#') => how.swap = true,
            _ => {
                rest = before;
                break;
            }
        }
    }
    while let Some(digit) = rest.chars().next().and_then(|c| c.to_digit(10)) {
        how.width = how.width.saturating_mul(10).saturating_add(digit as usize).min(i32::MAX as usize);
        rest = rest.get(1..).unwrap_or_default();
    }
    if let Some(modifier @ ('E' | 'O')) = rest.chars().next() {
        how.modifier = Some(modifier);
        rest = rest.get(1..).unwrap_or_default();
    }
    (how, rest)
}

/// The year and week of ISO 8601, from the day of the year and of the week alone.
fn iso_week(tm: &Moment<'_>) -> (i64, i64) {
    let length = |year: i64| if super::days::is_leap(year) { 366 } else { 365 };
    let days = |day_of_year: i64| {
        // How far the day is from the Monday of the year's first week.
        let big_enough = 3 * 7;
        day_of_year - (day_of_year - tm.weekday + 4 + big_enough) % 7 + 4 - 1
    };
    let this = days(tm.day_of_year);
    if this < 0 {
        return (tm.year - 1, days(tm.day_of_year + length(tm.year - 1)) / 7 + 1);
    }
    let next = days(tm.day_of_year - length(tm.year));
    if next >= 0 { (tm.year + 1, next / 7 + 1) } else { (tm.year, this / 7 + 1) }
}

/// Seconds since 1970, of a moment in UTC.
fn epoch(tm: &Moment<'_>) -> i64 {
    (ordinal_of(tm.year, tm.month, tm.day) - super::days::EPOCH_ORDINAL) * 86_400 + tm.face.seconds()
}

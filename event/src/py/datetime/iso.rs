//! ISO 8601: `isoformat`, and the grammar of 3.11's `fromisoformat`.

use super::args::text;
use super::days::{self, Day};
use super::delta::Delta;
use super::time_of_day::Clockface;
use super::zone::{Zone, offset_text};
use crate::exception::R;
use crate::heap::Py;
use crate::value::Value;

/// The argument `timespec` of `isoformat`, the `at`th.
///
/// # Errors
/// `TypeError` for what is no `str`, `ValueError` for one with a null character.
pub fn timespec_argument<'a>(py: Py<'a>, value: Value<'a>, at: usize) -> R<'a, &'a str> {
    let text = text(py, value, "isoformat", at)?;
    if text.contains('\0') {
        return Err(py.value_error(format_args!("embedded null character")));
    }
    Ok(text)
}

/// `HH:MM:SS.ffffff`, as far as `timespec` asks for it.
///
/// # Errors
/// `ValueError` for an unknown `timespec`.
pub fn time_text<'a>(py: Py<'a>, face: Clockface, timespec: &str) -> R<'a, String> {
    let Clockface { hour, minute, second, micro } = face;
    let timespec = match timespec {
        "auto" if micro == 0 => "seconds",
        "auto" => "microseconds",
        given => given,
    };
    Ok(match timespec {
        "hours" => format!("{hour:02}"),
        "minutes" => format!("{hour:02}:{minute:02}"),
        "seconds" => format!("{hour:02}:{minute:02}:{second:02}"),
        "milliseconds" => format!("{hour:02}:{minute:02}:{second:02}.{:03}", micro / 1000),
        "microseconds" => format!("{hour:02}:{minute:02}:{second:02}.{micro:06}"),
        _ => return Err(py.value_error(format_args!("Unknown timespec value"))),
    })
}

/// The zone's offset as `isoformat` adds it: nothing without one.
///
/// # Errors
/// What the zone raises.
pub fn zone_text<'a>(py: Py<'a>, zone: Option<Zone<'a>>) -> R<'a, String> {
    Ok(super::zone::offset_of(py, zone)?.map_or_else(String::new, |offset| offset_text(offset, ":")))
}

/// `YYYY-MM-DD`.
pub fn date_text(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// A text that is read byte by byte as C reads it: behind its end are null bytes.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Cursor<'_> {
    fn byte(self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Takes `count` digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let mut value = 0;
        for _ in 0..count {
            let digit = self.byte().checked_sub(b'0').filter(|digit| *digit < 10)?;
            value = value * 10 + i64::from(digit);
            self.at += 1;
        }
        Some(value)
    }
}

fn is_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// What a time of day was read as; its parts are not checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parsed {
    pub face: Clockface,
    /// Seconds and microseconds from UTC, where the text says.
    pub offset: Option<(i64, i64)>,
}

impl Parsed {
    /// The zone that the offset stands for.
    ///
    /// # Errors
    /// `ValueError` for an offset of a day or more.
    pub fn zone<'a>(self, py: Py<'a>) -> R<'a, Option<Zone<'a>>> {
        match self.offset {
            None => Ok(None),
            Some((0, _)) => Ok(Some(Zone::Utc)),
            Some((seconds, micros)) => Zone::checked(py, Delta::new(py, 0, seconds, micros)?, None).map(Some),
        }
    }
}

/// Year, month and day; `None` where the text is none of the forms. Only week dates are checked to be dates.
pub fn parse_date(bytes: &[u8]) -> Option<(i64, i64, i64)> {
    let mut p = Cursor { bytes, at: 0 };
    let year = p.digits(4)?;
    let separated = p.byte() == b'-';
    p.at += usize::from(separated);
    if p.byte() == b'W' {
        p.at += 1;
        let week = p.digits(2)?;
        let mut weekday = 1;
        if p.at < bytes.len() {
            if separated {
                if p.byte() != b'-' {
                    return None;
                }
                p.at += 1;
            }
            weekday = p.digits(1)?;
        }
        let day = days::from_iso(year, week, weekday);
        return match day {
            Ok(day) => Some((i64::from(day.year), i64::from(day.month), i64::from(day.day))),
            // The day after the last is refused as a year is.
            Err(days::NotIso::Range) => Some((10_000, 1, 1)),
            Err(_) => None,
        };
    }
    let month = p.digits(2)?;
    if separated {
        if p.byte() != b'-' {
            return None;
        }
        p.at += 1;
    }
    // Of ten bytes without separators the last two are not looked at.
    Some((year, month, p.digits(2)?))
}

/// Hours, minutes, seconds and their fraction of `bytes` up to `end`; the flag says that something is left over.
fn parse_clock(bytes: &[u8], start: usize, end: usize) -> Option<(Clockface, bool)> {
    let mut p = Cursor { bytes, at: start };
    let mut parts = [0_i64; 3];
    let mut separated = true;
    let mut face = Clockface::default();
    for (i, part) in parts.iter_mut().enumerate() {
        *part = p.digits(2)?;
        let next = p.byte();
        p.at += 1;
        if i == 0 {
            separated = next == b':';
        }
        if p.at >= end {
            let [hour, minute, second] = parts;
            face.hour = hour as i32;
            face.minute = minute as i32;
            face.second = second as i32;
            return Some((face, next != 0));
        } else if separated && next == b':' {
            continue;
        } else if next == b'.' || next == b',' {
            break;
        } else if !separated {
            p.at -= 1;
        } else {
            return None;
        }
    }
    let [hour, minute, second] = parts;
    let count = end.saturating_sub(p.at).min(6);
    let fraction = p.digits(count)?;
    let scale = 10_i64.pow(6 - count as u32);
    while p.byte().is_ascii_digit() {
        p.at += 1;
    }
    face.hour = hour as i32;
    face.minute = minute as i32;
    face.second = second as i32;
    face.micro = (fraction * scale) as i32;
    Some((face, p.byte() != 0))
}

/// A time of day with its offset; `None` where the text is none of the forms.
pub fn parse_time(bytes: &[u8]) -> Option<Parsed> {
    let sign = bytes.iter().position(|byte| matches!(byte, b'+' | b'-' | b'Z'));
    let (face, rest) = parse_clock(bytes, 0, sign.unwrap_or(bytes.len()))?;
    let Some(sign) = sign else {
        return (!rest).then_some(Parsed { face, offset: None });
    };
    match bytes.get(sign) {
        Some(b'Z') => (bytes.len() == sign + 1).then_some(Parsed { face, offset: Some((0, 0)) }),
        byte => {
            let (offset, rest) = parse_clock(bytes, sign + 1, bytes.len())?;
            let sign = if byte == Some(&b'-') { -1 } else { 1 };
            let offset = (sign * offset.seconds(), sign * i64::from(offset.micro));
            (!rest).then_some(Parsed { face, offset: Some(offset) })
        }
    }
}

/// Where the time may begin behind the date: which of the forms it is shows in its first characters.
fn separator(bytes: &[u8]) -> usize {
    let len = bytes.len();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    if len == 7 {
        return 7;
    }
    if byte(4) != b'-' {
        if byte(4) != b'W' {
            return 8;
        }
        let digits = (7..len).find(|at| !is_digit(bytes, *at)).unwrap_or(len.max(7));
        return match digits {
            ..9 => digits,
            even if even % 2 == 0 => 7,
            _ => 8,
        };
    }
    if byte(5) != b'W' {
        return 10;
    }
    if len > 8 && byte(8) == b'-' {
        return if len > 10 && is_digit(bytes, 10) { 8 } else { 10 };
    }
    8
}

/// A date, and a time behind any one character; `None` where the text is none of the forms.
pub fn parse_both(text: &str) -> Option<((i64, i64, i64), Parsed)> {
    let bytes = text.as_bytes();
    let at = separator(bytes).min(bytes.len());
    let date = parse_date(bytes.get(..at)?)?;
    let rest = bytes.get(at..).unwrap_or_default();
    let width = match rest {
        [] => return Some((date, Parsed::default())),
        [_] => return None,
        [..0x80, ..] => 1,
        [first, ..] if first & 0xf0 == 0xe0 => 3,
        [first, ..] if first & 0xf0 == 0xf0 => 4,
        _ => 2,
    };
    Some((date, parse_time(rest.get(width..).unwrap_or_default())?))
}

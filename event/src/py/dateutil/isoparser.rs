//! `dateutil.parser.isoparse`: ISO 8601, stricter than `parse` and with week and ordinal dates.

use super::offset_zone;
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::datetime::days::{Day, days_in_month, ordinal_of};
use crate::py::datetime::zone::Zone;
use crate::py::datetime::{date, stamp};
use crate::py::modules::signature;
use crate::py::{arithmetic, construct, integer};
use crate::value::{Type, Value};

use num_traits::ToPrimitive;

/// `isoparse(dt_str)`.
///
/// # Errors
/// `ValueError` for what is of none of the forms; `TypeError` for what is no text.
pub fn isoparse<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let own: Vec<Value<'a>> = std::iter::once(Value::None).chain(args.pos.iter().copied()).collect();
    // What wraps it takes any keyword, and misses its own argument first.
    let kw = if own.len() == 1 && args.kw.iter().all(|(name, _)| *name != "str_in") { &[][..] } else { args.kw };
    let [_, value] = signature("isoparser.isoparse", &["self", "str_in"], py, Args { pos: &own, kw }, &[None, None])?;
    let text = match value {
        Value::Str(text) if !text.is_ascii() => {
            return Err(py.value_error(format_args!("ISO-8601 strings should contain only ASCII characters")));
        }
        Value::Str(text) => text.as_bytes(),
        Value::Bytes(bytes) => bytes,
        other => return Err(py.type_error(format_args!("object of type '{}' has no len()", other.type_name()))),
    };
    let p = Reader { py, bytes: text };
    let (day, at) = match p.common() {
        Err(e) if e.kind().is_subclass(crate::exception::Kind::ValueError) => p.uncommon()?,
        common => common?,
    };
    let mut parts = day.to_vec();
    let mut zone = Value::None;
    if text.len() > at {
        let (time, found) = Reader { py, bytes: text.get(at + 1..).unwrap_or_default() }.time()?;
        parts.extend(time);
        zone = found;
    } else {
        parts.extend([0; 4]);
    }
    let next_day = parts.get(3) == Some(&24);
    if next_day && let Some(hour) = parts.get_mut(3) {
        *hour = 0;
    }
    let mut args: Vec<Value<'a>> = parts.into_iter().map(Value::Int).collect();
    args.push(zone);
    let made = stamp::construct(py, Args::pos(&args))?;
    if next_day {
        let day = crate::py::datetime::delta::Delta { days: 1, seconds: 0, micros: 0 };
        return arithmetic::add(py, made, day.value(py));
    }
    Ok(made)
}

struct Reader<'a> {
    py: Py<'a>,
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn part(&self, from: usize, to: usize) -> &'a [u8] {
        let end = to.min(self.bytes.len());
        self.bytes.get(from.min(end)..end).unwrap_or_default()
    }

    /// `int(bytes)`: it may have a sign and white space.
    fn int(&self, from: usize, to: usize) -> R<'a, i64> {
        let value = construct::construct(self.py, Type::Int, Args::pos(&[Value::Bytes(self.part(from, to))]))?;
        Ok(integer::to_bigint(value).and_then(|int| int.to_i64()).unwrap_or(0))
    }

    fn error<T>(&self, message: &str) -> R<'a, T> {
        Err(self.py.value_error(format_args!("{message}")))
    }

    /// `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `YYYYMMDD`; the parts are not checked.
    fn common(&self) -> R<'a, ([i64; 3], usize)> {
        let length = self.bytes.len();
        if length < 4 {
            return self.error("ISO string too short");
        }
        let year = self.int(0, 4)?;
        if length == 4 {
            return Ok(([year, 1, 1], 4));
        }
        let separated = self.part(4, 5) == b"-";
        let mut at = 4 + usize::from(separated);
        if length < at + 2 {
            return self.error("Invalid common month");
        }
        let month = self.int(at, at + 2)?;
        at += 2;
        if at >= length {
            return if separated { Ok(([year, month, 1], at)) } else { self.error("Invalid ISO format") };
        }
        if separated {
            if self.part(at, at + 1) != b"-" {
                return self.error("Invalid separator in ISO string");
            }
            at += 1;
        }
        if length < at + 2 {
            return self.error("Invalid common day");
        }
        Ok(([year, month, self.int(at, at + 2)?], at + 2))
    }

    /// `YYYY-Www-D` and `YYYY-DDD`, with and without dashes.
    fn uncommon(&self) -> R<'a, ([i64; 3], usize)> {
        let py = self.py;
        if self.bytes.len() < 4 {
            return self.error("ISO string too short");
        }
        let year = self.int(0, 4)?;
        let separated = self.part(4, 5) == b"-";
        let mut at = 4 + usize::from(separated);
        let ordinal = if self.part(at, at + 1) == b"W" {
            let week = self.int(at + 1, at + 3)?;
            at += 3;
            let mut weekday = 1;
            if self.bytes.len() > at {
                if (self.part(at, at + 1) == b"-") != separated {
                    return self.error("Inconsistent use of dash separator");
                }
                at += usize::from(separated);
                weekday = self.int(at, at + 1)?;
                at += 1;
            }
            if !(1..54).contains(&week) {
                return self.error(&format!("Invalid week: {week}"));
            }
            if !(1..8).contains(&weekday) {
                return self.error(&format!("Invalid weekday: {weekday}"));
            }
            // The fourth of January is in the first week.
            let fourth = date::check(py, year, 1, 4)?;
            let monday = fourth.plus(py, -fourth.weekday())?;
            monday.plus(py, (week - 1) * 7 + weekday - 1)?.ordinal()
        } else {
            if self.bytes.len() < at + 3 {
                return self.error("Invalid ordinal day");
            }
            let of_year = self.int(at, at + 3)?;
            at += 3;
            if of_year < 1 || of_year > 337 + days_in_month(year, 2) {
                return self.error(&format!("Invalid ordinal day {of_year} for year {year}"));
            }
            date::check(py, year, 1, 1)?;
            ordinal_of(year, 1, 1) + of_year - 1
        };
        let day = Day::from_ordinal(ordinal).unwrap_or(Day::MAX);
        Ok(([day.year, day.month, day.day].map(i64::from), at))
    }

    /// Hours, minutes, seconds and microseconds, and the zone.
    fn time(&self) -> R<'a, ([i64; 4], Value<'a>)> {
        let length = self.bytes.len();
        if length < 2 {
            return self.error("ISO time too short");
        }
        let mut parts = [0; 4];
        let mut zone = Value::None;
        let mut at = 0;
        let mut separated = false;
        let mut place = 0;
        while at < length && place < 6 {
            let here = self.part(at, at + 1);
            if matches!(here, b"-" | b"+" | b"Z" | b"z") {
                zone = Reader { py: self.py, bytes: self.part(at, length) }.zone()?;
                at = length;
                break;
            }
            if place == 1 && here == b":" {
                separated = true;
                at += 1;
            } else if place == 2 && separated {
                if here != b":" {
                    return self.error("Inconsistent use of colon separator");
                }
                at += 1;
            }
            match (place, parts.get_mut(place)) {
                (0..3, Some(part)) => {
                    *part = self.int(at, at + 2)?;
                    at += 2;
                }
                (3, Some(part)) => {
                    let digits = self.fraction(at);
                    if !digits.is_empty() {
                        let cut = digits.get(..6).unwrap_or(digits);
                        let from = at + 1;
                        *part = self.int(from, from + cut.len())? * 10_i64.pow(6 - cut.len() as u32);
                        at += 1 + digits.len();
                    }
                }
                _ => {}
            }
            place += 1;
        }
        if at < length {
            return self.error("Unused components in ISO string");
        }
        if let [24, rest @ ..] = parts
            && rest != [0, 0, 0]
        {
            return self.error("Hour may only be 24 at 24:00:00.000");
        }
        Ok((parts, zone))
    }

    /// The digits behind a decimal point or comma at `at`.
    fn fraction(&self, at: usize) -> &'a [u8] {
        if !matches!(self.part(at, at + 1), b"." | b",") {
            return &[];
        }
        let rest = self.part(at + 1, self.bytes.len());
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest.get(..length).unwrap_or_default()
    }

    /// `Z`, `+HH`, `+HHMM`, `+HH:MM`.
    fn zone(&self) -> Ret<'a> {
        let length = self.bytes.len();
        if matches!(self.bytes, b"Z" | b"z") {
            return Ok(Zone::TzUtc.value(self.py));
        }
        if !matches!(length, 3 | 5 | 6) {
            return self.error("Time zone offset must be 1, 3, 5 or 6 characters");
        }
        let sign = match self.part(0, 1) {
            b"-" => -1,
            b"+" => 1,
            _ => return self.error("Time zone offset requires sign"),
        };
        let hours = self.int(1, 3)?;
        let minutes = match (length, self.part(3, 4)) {
            (3, _) => 0,
            (_, b":") => self.int(4, length)?,
            _ => self.int(3, length)?,
        };
        if hours == 0 && minutes == 0 {
            return Ok(Zone::TzUtc.value(self.py));
        }
        if minutes > 59 {
            return self.error("Invalid minutes in time zone offset");
        }
        if hours > 23 {
            return self.error("Invalid hours in time zone offset");
        }
        offset_zone(self.py, Value::None, Value::Int(sign * (hours * 60 + minutes) * 60))
    }
}

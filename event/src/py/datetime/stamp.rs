//! `datetime.datetime`.

use num_traits::ToPrimitive;

use super::args::{self, Params, int, zone};
use super::date::{self, Of, out_of_range};
use super::days::{Day, EPOCH_ORDINAL, MAX_ORDINAL};
use super::delta::Delta;
use super::time_of_day::{Clockface, Time};
use super::zone::{self as zones, Zone};
use super::{iso, strftime, strptime};
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::Op;
use crate::py::arity::Method;
use crate::py::clinic::Signature;
use crate::py::compare::Order;
use crate::py::native::Native;
use crate::py::{hash, integer, text};
use crate::value::Value;

const MICROS: i64 = 1_000_000;
const DAY_SECONDS: i64 = 86_400;

/// `datetime.datetime`.
#[derive(Clone, Copy, Debug)]
pub struct DateTime<'a> {
    pub day: Day,
    pub face: Clockface,
    pub zone: Option<Zone<'a>>,
    pub fold: bool,
}

/// The methods that `datetime` has besides those of `date`.
pub const METHODS: &[&str] = &[
    "astimezone",
    "ctime",
    "date",
    "dst",
    "isocalendar",
    "isoformat",
    "isoweekday",
    "replace",
    "strftime",
    "time",
    "timestamp",
    "timetuple",
    "timetz",
    "toordinal",
    "tzname",
    "utcoffset",
    "utctimetuple",
    "weekday",
];

/// The methods of the class `datetime` itself.
pub const CLASS_METHODS: &[&str] = &[
    "combine",
    "fromisocalendar",
    "fromisoformat",
    "fromordinal",
    "fromtimestamp",
    "now",
    "strptime",
    "today",
    "utcfromtimestamp",
    "utcnow",
];

/// What was given to `datetime` or its `replace`, not checked yet.
struct Given<'a> {
    parts: [i32; 7],
    zone: Value<'a>,
    fold: i32,
}

impl<'a> Given<'a> {
    fn parse(&mut self, py: Py<'a>, args: Args<'a, '_>, function: Option<&str>, required: usize) -> R<'a, ()> {
        let names = &["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"];
        Params { function, names, required, positional: 8 }.parse(py, args, |i, value| {
            match (self.parts.get_mut(i), i) {
                (Some(part), _) => *part = int(py, value)?,
                (None, 7) => self.zone = value,
                _ => self.fold = int(py, value)?,
            }
            Ok(())
        })
    }

    fn check(&self, py: Py<'a>) -> R<'a, DateTime<'a>> {
        let [year, month, day, hour, minute, second, micro] = self.parts;
        let day = date::check(py, i64::from(year), i64::from(month), i64::from(day))?;
        let face = Clockface { hour, minute, second, micro }.check(py, self.fold)?;
        Ok(DateTime { day, face, zone: zone(py, self.zone)?, fold: self.fold == 1 })
    }
}

/// `datetime(*args)`.
///
/// # Errors
/// `TypeError`, `ValueError`, `OverflowError`.
pub fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    super::not_pickled(py, args)?;
    let mut given = Given { parts: [0; 7], zone: Value::None, fold: 0 };
    given.parse(py, args, None, 3)?;
    Ok(given.check(py)?.value(py))
}

/// A timestamp as whole seconds and `per_second` parts of them, rounded by `round`: `_PyTime_ObjectToDenominator`.
///
/// # Errors
/// `TypeError` for what is no number; `ValueError` for NaN; `OverflowError` beyond 64 bits.
pub fn timestamp<'a>(py: Py<'a>, value: Value<'a>, round: fn(f64) -> f64, per_second: i64) -> R<'a, (i64, i64)> {
    let overflow = || py.raise(Kind::OverflowError, "timestamp out of range for platform time_t");
    let Value::Float(number) = value else {
        return match integer::to_bigint(value) {
            Some(seconds) => Ok((seconds.to_i64().ok_or_else(overflow)?, 0)),
            None => {
                Err(py.type_error(format_args!("'{}' object cannot be interpreted as an integer", value.type_name())))
            }
        };
    };
    if number.is_nan() {
        return Err(py.value_error(format_args!("Invalid value NaN (not a number)")));
    }
    let (mut whole, mut part) = if per_second == 0 {
        (round(number), 0.0)
    } else {
        let whole = number.trunc();
        let part = if number.is_infinite() { 0.0 } else { number - whole };
        (whole, round(part * per_second as f64))
    };
    if part >= per_second as f64 && per_second > 0 {
        part -= per_second as f64;
        whole += 1.0;
    } else if part < 0.0 {
        part += per_second as f64;
        whole -= 1.0;
    }
    let limit = -(i64::MIN as f64);
    if !(-limit <= whole && whole < limit) {
        return Err(overflow());
    }
    Ok((whole as i64, part as i64))
}

/// The microseconds of `micros` as a float of seconds gives them back.
pub fn through_float(micros: i64) -> i64 {
    let seconds = micros as f64 / MICROS as f64;
    let whole = seconds.trunc();
    whole as i64 * MICROS + f64::round_ties_even((seconds - whole) * MICROS as f64) as i64
}

/// `gmtime`: the day and time of so many seconds since 1970.
///
/// # Errors
/// `ValueError` for a year out of the calendar; `OSError` for one beyond C's.
pub fn gmtime<'a>(py: Py<'a>, seconds: i64) -> R<'a, DateTime<'a>> {
    match DateTime::from_micros_wide(i128::from(seconds) * i128::from(MICROS)) {
        Some(stamp) => Ok(stamp),
        None => {
            let year = year_of(seconds);
            if i32::try_from(year - 1900).is_err() {
                return Err(too_large(py));
            }
            // C adds 1900 as an `int`.
            Err(py.value_error(format_args!("year {} is out of range", year as i32)))
        }
    }
}

/// What `gmtime` and `localtime` of C refuse.
#[cold]
pub fn too_large<'a>(py: Py<'a>) -> Exc<'a> {
    Exc::new(py, Kind::OSError, &[Value::Int(75), Value::Str("Value too large for defined data type")])
}

/// The year, of any calendar, of so many seconds since 1970.
pub fn year_of(seconds: i64) -> i64 {
    // In 400 years, which are always as long.
    let days = seconds.div_euclid(DAY_SECONDS) + EPOCH_ORDINAL - 1;
    let (cycles, rest) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    Day::from_ordinal(rest + 1).map_or(0, |day| i64::from(day.year)) + cycles * 400
}

impl<'a> DateTime<'a> {
    /// `datetime.min`.
    pub const MIN: DateTime<'a> = DateTime {
        day: Day::MIN,
        face: Clockface { hour: 0, minute: 0, second: 0, micro: 0 },
        zone: None,
        fold: false,
    };
    /// `datetime.max`.
    pub const MAX: DateTime<'a> = DateTime { day: Day::MAX, face: Clockface::MAX, zone: None, fold: false };

    /// As a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::DateTime(self)))
    }

    /// Without a zone, so many microseconds since 1970; `None` out of the calendar.
    pub fn from_micros(micros: i64) -> Option<DateTime<'a>> {
        DateTime::from_micros_wide(i128::from(micros))
    }

    fn from_micros_wide(micros: i128) -> Option<DateTime<'a>> {
        let seconds = micros.div_euclid(i128::from(MICROS)).to_i64()?;
        let day = Day::from_ordinal(seconds.div_euclid(DAY_SECONDS).checked_add(EPOCH_ORDINAL)?)?;
        let micros = micros.rem_euclid(i128::from(MICROS)).to_i64()?;
        let face = Clockface::from_seconds(seconds.rem_euclid(DAY_SECONDS), micros);
        Some(DateTime { day, face, zone: None, fold: false })
    }

    /// Seconds since 1970, were its zone UTC.
    pub fn seconds(self) -> i64 {
        (self.day.ordinal() - EPOCH_ORDINAL) * DAY_SECONDS + self.face.seconds()
    }

    /// How far its zone is from UTC, where it has one.
    ///
    /// # Errors
    /// What the zone raises.
    pub fn offset(self, py: Py<'a>) -> R<'a, Option<Delta>> {
        zones::offset_of(py, self.zone)
    }

    /// `self + delta`: by the clock on its wall.
    ///
    /// # Errors
    /// `OverflowError` out of the calendar.
    pub fn plus(self, py: Py<'a>, delta: Delta) -> R<'a, DateTime<'a>> {
        let micros = i64::from(self.face.micro) + delta.micros;
        let seconds = self.face.seconds() + delta.seconds + micros.div_euclid(MICROS);
        let ordinal = self.day.ordinal() + delta.days + seconds.div_euclid(DAY_SECONDS);
        let day = Day::from_ordinal(ordinal).ok_or_else(|| out_of_range(py))?;
        let face = Clockface::from_seconds(seconds.rem_euclid(DAY_SECONDS), micros.rem_euclid(MICROS));
        Ok(DateTime { day, face, zone: self.zone, fold: false })
    }

    fn minus(self, py: Py<'a>, delta: Delta) -> R<'a, DateTime<'a>> {
        // Not by adding its negative, which may be none.
        self.plus(py, Delta::normal(-delta.days, -delta.seconds, -delta.micros))
    }

    /// `self.name`, methods aside.
    pub fn getattr(self, py: Py<'a>, name: &str) -> Option<Value<'a>> {
        Some(match name {
            "tzinfo" => self.zone.map_or(Value::None, |zone| zone.value(py)),
            "fold" => Value::Int(i64::from(self.fold)),
            _ => return self.day.getattr(name).or_else(|| self.face.getattr(name)),
        })
    }

    /// `self.name(*args)`; `None` where there is no such method.
    pub fn call(self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let none = || Method { class: "datetime", name }.none(py, args);
        let optional = |delta: Option<Delta>| delta.map_or(Value::None, |delta| delta.value(py));
        Some(match name {
            "date" => none().map(|()| self.day.value(py)),
            "time" => none().map(|()| Time { face: self.face, zone: None, fold: self.fold }.value(py)),
            "timetz" => none().map(|()| Time { face: self.face, zone: self.zone, fold: self.fold }.value(py)),
            "ctime" => none().map(|()| py.str(&date::ctime(self.day, self.face))),
            "timetuple" => none().and_then(|()| self.time_tuple(py)),
            "utctimetuple" => none().and_then(|()| self.utc_time_tuple(py)),
            "timestamp" => none().and_then(|()| self.timestamp(py)),
            "utcoffset" => none().and_then(|()| self.offset(py).map(optional)),
            "dst" => none().and_then(|()| self.zone.map_or(Ok(None), |zone| zone.dst(py)).map(optional)),
            "tzname" => none().and_then(|()| self.zone.map_or(Ok(Value::None), |zone| zone.tzname(py))),
            "isoformat" => self.isoformat(py, args),
            "replace" => self.replace(py, args),
            "astimezone" => self.astimezone(py, args),
            "strftime" => strftime::argument(py, args).and_then(|format| self.strftime(py, format)),
            _ => return self.day.call_of_both(py, name, args),
        })
    }

    fn dst_flag(self, py: Py<'a>) -> R<'a, i64> {
        let dst = self.zone.map_or(Ok(None), |zone| zone.dst(py))?;
        Ok(dst.map_or(-1, |dst| i64::from(dst != Delta::ZERO)))
    }

    fn time_tuple(self, py: Py<'a>) -> Ret<'a> {
        Ok(date::struct_time(py, self.day, self.face, self.dst_flag(py)?))
    }

    fn utc_time_tuple(self, py: Py<'a>) -> Ret<'a> {
        let utc = match self.offset(py)? {
            Some(offset) => self.minus(py, offset)?,
            None => self,
        };
        Ok(date::struct_time(py, utc.day, utc.face, 0))
    }

    /// `self.strftime(format)`.
    ///
    /// # Errors
    /// What the zone raises; `UnicodeEncodeError`.
    pub fn strftime(self, py: Py<'a>, format: &'a str) -> Ret<'a> {
        let moment = strftime::Moment { dst: self.dst_flag(py)?, ..self.day.moment(self.face) };
        strftime::of_object(py, format, &moment, Some(self.face.micro), self.zone)
    }

    /// `self.timestamp()`; without a zone it is the machine's, which is UTC.
    ///
    /// # Errors
    /// `ValueError` within a day of the calendar's ends; what the zone raises.
    pub fn timestamp(self, py: Py<'a>) -> Ret<'a> {
        match self.offset(py)? {
            Some(offset) => {
                let since = Delta::new(py, 0, self.seconds(), i64::from(self.face.micro))?.sub(py, offset)?;
                since.total_seconds(py)
            }
            None => {
                self.probe(py)?;
                Ok(Value::Float(self.seconds() as f64 + f64::from(self.face.micro) / MICROS as f64))
            }
        }
    }

    /// The day before, or with a fold the day after, is looked at for a change of the machine's clocks.
    fn probe(self, py: Py<'a>) -> R<'a, ()> {
        let ordinal = self.day.ordinal();
        match (self.fold, ordinal) {
            (false, 1) => Err(py.value_error(format_args!("year 0 is out of range"))),
            (true, MAX_ORDINAL) => Err(py.value_error(format_args!("year 10000 is out of range"))),
            _ => Ok(()),
        }
    }

    fn isoformat(self, py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
        let (mut separator, mut timespec) = ("T", "auto");
        let params = Params { function: Some("isoformat"), names: &["sep", "timespec"], required: 0, positional: 2 };
        params.parse(py, args, |i, value| {
            match (i, value) {
                (0, Value::Str(text)) if text.chars().count() == 1 => separator = text,
                (0, other) => {
                    let found = if other.is_none() { "None" } else { other.type_name() };
                    return Err(
                        py.type_error(format_args!("isoformat() argument 1 must be a unicode character, not {found}"))
                    );
                }
                _ => timespec = iso::timespec_argument(py, value, 2)?,
            }
            Ok(())
        })?;
        self.iso_text(py, separator, timespec).map(|text| py.str(&text))
    }

    /// `self.isoformat(separator, timespec)`.
    ///
    /// # Errors
    /// `ValueError` for an unknown `timespec`; what the zone raises.
    pub fn iso_text(self, py: Py<'a>, separator: &str, timespec: &str) -> R<'a, String> {
        let time = iso::time_text(py, self.face, timespec)?;
        Ok(format!("{}{separator}{time}{}", iso::date_text(self.day), iso::zone_text(py, self.zone)?))
    }

    fn replace(self, py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
        let (day, face) = (self.day, self.face);
        let parts = [day.year, day.month, day.day, face.hour, face.minute, face.second, face.micro];
        let zone_value = self.zone.map_or(Value::None, |zone| zone.value(py));
        let mut given = Given { parts, zone: zone_value, fold: i32::from(self.fold) };
        given.parse(py, args, Some("replace"), 0)?;
        // The fold is looked at before all else.
        Clockface::default().check(py, given.fold)?;
        Ok(given.check(py)?.value(py))
    }

    fn astimezone(self, py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
        let mut to = None;
        let params = Params { function: Some("astimezone"), names: &["tz"], required: 0, positional: 1 };
        params.parse(py, args, |_, value| {
            to = Some(value);
            Ok(())
        })?;
        let to = to.map_or(Ok(None), |to| zone(py, to))?;
        let (offset, from) = match self.zone {
            Some(from) => (from.utcoffset(py)?, Some(from)),
            None => {
                self.probe(py)?;
                (Delta::ZERO, None)
            }
        };
        if let (Some(from), Some(to)) = (from, to)
            && from.is(to)
        {
            return Ok(self.value(py));
        }
        let utc = self.minus(py, offset)?;
        let to = to.unwrap_or_else(|| zones::local(py));
        let moved = DateTime { zone: Some(to), ..utc };
        Ok(moved.plus(py, to.from_utc(py)?)?.value(py))
    }

    /// `self op other`, or reflected; `None` is `NotImplemented`.
    pub fn binary(self, py: Py<'a>, op: Op, other: Value<'a>, reflected: bool) -> Option<Ret<'a>> {
        match (op, other) {
            (Op::Add, Value::Native(Native::Delta(delta))) => Some(self.plus(py, *delta).map(|sum| sum.value(py))),
            (Op::Sub, Value::Native(Native::Delta(delta))) if !reflected => {
                Some(self.minus(py, *delta).map(|difference| difference.value(py)))
            }
            (Op::Sub, Value::Native(Native::DateTime(other))) if !reflected => {
                Some(self.since(py, *other).map(|delta| delta.value(py)))
            }
            _ => None,
        }
    }

    /// `self - other`.
    ///
    /// # Errors
    /// `TypeError` where one of them has an offset from UTC and the other has not; what a zone raises.
    pub fn since(self, py: Py<'a>, other: DateTime<'a>) -> R<'a, Delta> {
        let offsets = if self.same_zone(other) { (None, None) } else { (self.offset(py)?, other.offset(py)?) };
        let delta = Delta::normal(
            self.day.ordinal() - other.day.ordinal(),
            self.face.seconds() - other.face.seconds(),
            i64::from(self.face.micro) - i64::from(other.face.micro),
        );
        match offsets {
            (None, None) => Ok(delta),
            (Some(a), Some(b)) => delta.sub(py, a.sub(py, b)?),
            _ => Err(py.type_error(format_args!("can't subtract offset-naive and offset-aware datetimes"))),
        }
    }

    fn same_zone(self, other: DateTime<'a>) -> bool {
        match (self.zone, other.zone) {
            (None, None) => true,
            (Some(a), Some(b)) => a.is(b),
            _ => false,
        }
    }

    fn compare(self, py: Py<'a>, other: DateTime<'a>) -> R<'a, Option<std::cmp::Ordering>> {
        let plain = || (self.day, self.face).cmp(&(other.day, other.face));
        if self.same_zone(other) {
            return Ok(Some(plain()));
        }
        Ok(match (self.offset(py)?, other.offset(py)?) {
            (Some(a), Some(b)) if a != b => Some(self.since(py, other)?.cmp(&Delta::ZERO)),
            (Some(_), Some(_)) | (None, None) => Some(plain()),
            _ => None,
        })
    }

    /// `self == other`.
    ///
    /// # Errors
    /// What a zone raises.
    pub fn equals(self, py: Py<'a>, other: DateTime<'a>) -> R<'a, bool> {
        Ok(self.compare(py, other)? == Some(std::cmp::Ordering::Equal))
    }

    /// `self op other`.
    ///
    /// # Errors
    /// `TypeError` where one of them has an offset from UTC and the other has not; what a zone raises.
    pub fn order(self, py: Py<'a>, op: Order, other: DateTime<'a>) -> R<'a, bool> {
        match self.compare(py, other)? {
            Some(ordering) => Ok(op.holds(ordering)),
            None => Err(py.type_error(format_args!("can't compare offset-naive and offset-aware datetimes"))),
        }
    }

    /// `hash(self)`.
    ///
    /// # Errors
    /// What the zone raises.
    pub fn hash(self, py: Py<'a>) -> R<'a, i64> {
        match self.offset(py)? {
            None => Ok(hash::of_bytes(&[&self.day.bytes()[..], &self.face.bytes()[..]].concat())),
            Some(offset) => {
                let since = Delta::new(py, self.day.ordinal(), self.face.seconds(), i64::from(self.face.micro))?;
                since.sub(py, offset)?.hash(py)
            }
        }
    }

    /// `repr(self)`.
    ///
    /// # Errors
    /// What the repr of the zone raises.
    pub fn repr(self, py: Py<'a>) -> R<'a, String> {
        let (Day { year, month, day }, Clockface { hour, minute, second, micro }) = (self.day, self.face);
        let mut parts: Vec<String> = [year, month, day, hour, minute].iter().map(ToString::to_string).collect();
        if second != 0 || micro != 0 {
            parts.push(second.to_string());
        }
        if micro != 0 {
            parts.push(micro.to_string());
        }
        if self.fold {
            parts.push("fold=1".to_owned());
        }
        if let Some(zone) = self.zone {
            parts.push(format!("tzinfo={}", text::repr(py, zone.value(py))?));
        }
        Ok(format!("datetime.datetime({})", parts.join(", ")))
    }
}

/// A method of the class `datetime` itself.
pub fn class_call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let method = Method { class: "datetime", name };
    let now = || DateTime::from_micros(py.now()).ok_or_else(|| out_of_range(py));
    Some(match name {
        "utcnow" => method.none(py, args).and_then(|()| Ok(now()?.value(py))),
        "now" => {
            Signature { function: "now", names: ["tz"], required: 0, positional: 1 }.bind(py, args).and_then(|[tz]| {
                let zone = zone(py, tz.unwrap_or(Value::None))?;
                in_zone(py, now()?, zone)
            })
        }
        "fromtimestamp" => from_timestamp(py, args),
        "utcfromtimestamp" => args::tuple(py, args, "utcfromtimestamp", 1, 1)
            .and_then(|args| Ok(stamp_of(py, args.first().copied().unwrap_or(Value::None))?.value(py))),
        "combine" => combine(py, args),
        "fromisoformat" => method.one(py, args).and_then(|value| from_iso_format(py, value)),
        "strptime" => args::tuple(py, args, "strptime", 2, 2).and_then(|args| match args {
            [text, format] => {
                let text = super::args::text(py, *text, "strptime", 1)?;
                let format = super::args::text(py, *format, "strptime", 2)?;
                strptime::datetime(py, text, format)
            }
            _ => Ok(Value::None),
        }),
        _ => return date::class_call(py, Of::DateTime, name, args),
    })
}

fn stamp_of<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, DateTime<'a>> {
    let (seconds, micros) = timestamp(py, value, f64::round_ties_even, MICROS)?;
    let stamp = gmtime(py, seconds)?;
    Ok(DateTime { face: Clockface { micro: micros as i32, ..stamp.face }, ..stamp })
}

/// What is read in UTC, in its zone.
fn in_zone<'a>(py: Py<'a>, utc: DateTime<'a>, zone: Option<Zone<'a>>) -> Ret<'a> {
    match zone {
        None => Ok(utc.value(py)),
        Some(zone) => Ok(DateTime { zone: Some(zone), ..utc }.plus(py, zone.from_utc(py)?)?.value(py)),
    }
}

fn from_timestamp<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let (mut value, mut tz) = (Value::None, Value::None);
    let params = Params { function: Some("fromtimestamp"), names: &["timestamp", "tz"], required: 1, positional: 2 };
    params.parse(py, args, |i, given| {
        if i == 0 {
            value = given;
        } else {
            tz = given;
        }
        Ok(())
    })?;
    let zone = zone(py, tz)?;
    let stamp = stamp_of(py, value)?;
    if zone.is_none() {
        stamp.probe(py)?;
    }
    in_zone(py, stamp, zone)
}

fn combine<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let (mut day, mut time, mut tz): (_, Time<'a>, _) = (Day::MIN, Time::MIN, None);
    let params = Params { function: Some("combine"), names: &["date", "time", "tzinfo"], required: 2, positional: 3 };
    params.parse(py, args, |i, value| {
        match (i, value) {
            (0, Value::Native(Native::Date(given))) => day = *given,
            (0, Value::Native(Native::DateTime(given))) => day = given.day,
            (1, Value::Native(Native::Time(given))) => time = *given,
            (0 | 1, other) => {
                let wanted = if i == 0 { "date" } else { "time" };
                let found = if other.is_none() { "None" } else { other.type_name() };
                return Err(
                    py.type_error(format_args!("combine() argument {} must be datetime.{wanted}, not {found}", i + 1))
                );
            }
            _ => tz = Some(value),
        }
        Ok(())
    })?;
    let zone = match tz {
        Some(tz) => zone(py, tz)?,
        None => time.zone,
    };
    Ok(DateTime { day, face: time.face, zone, fold: time.fold }.value(py))
}

fn from_iso_format<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    let Value::Str(text) = value else {
        return Err(py.type_error(format_args!("fromisoformat: argument must be str")));
    };
    let Some(((year, month, day), parsed)) = iso::parse_both(text) else {
        return Err(date::not_iso(py, value));
    };
    let zone = parsed.zone(py)?;
    let day = date::check(py, year, month, day)?;
    Ok(DateTime { day, face: parsed.face.check(py, 0)?, zone, fold: false }.value(py))
}

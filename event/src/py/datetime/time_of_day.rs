//! `datetime.time`, and the hours and minutes of a `datetime`.

use super::args::{Params, int, zone};
use super::delta::Delta;
use super::zone::Zone;
use super::{iso, strftime, zone as zones};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::compare::Order;
use crate::py::native::Native;
use crate::py::{hash, text};
use crate::value::Value;

/// Hours, minutes, seconds and microseconds of a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Clockface {
    pub hour: i32,
    pub minute: i32,
    pub second: i32,
    pub micro: i32,
}

/// `datetime.time`.
#[derive(Clone, Copy, Debug)]
pub struct Time<'a> {
    pub face: Clockface,
    pub zone: Option<Zone<'a>>,
    pub fold: bool,
}

/// The methods of `time`.
pub const METHODS: &[&str] = &["dst", "isoformat", "replace", "strftime", "tzname", "utcoffset"];

impl Clockface {
    /// The last microsecond of a day.
    pub const MAX: Clockface = Clockface { hour: 23, minute: 59, second: 59, micro: 999_999 };

    /// Checks that there is such a time.
    ///
    /// # Errors
    /// `ValueError` for the first that is out of range.
    pub fn check<'a>(self, py: Py<'a>, fold: i32) -> R<'a, Clockface> {
        let refused = if !(0..24).contains(&self.hour) {
            "hour must be in 0..23"
        } else if !(0..60).contains(&self.minute) {
            "minute must be in 0..59"
        } else if !(0..60).contains(&self.second) {
            "second must be in 0..59"
        } else if !(0..1_000_000).contains(&self.micro) {
            "microsecond must be in 0..999999"
        } else if !(0..2).contains(&fold) {
            "fold must be either 0 or 1"
        } else {
            return Ok(self);
        };
        Err(py.value_error(format_args!("{refused}")))
    }

    /// Since midnight.
    pub fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// So long after midnight, less than a day.
    pub fn from_seconds(seconds: i64, micros: i64) -> Clockface {
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Clockface { hour: hour as i32, minute: minute as i32, second: second as i32, micro: micros as i32 }
    }

    /// The bytes that CPython keeps, and hashes.
    pub fn bytes(self) -> [u8; 6] {
        let [_, high, middle, low] = self.micro.to_be_bytes();
        [self.hour as u8, self.minute as u8, self.second as u8, high, middle, low]
    }
}

/// What was given to `time` or to its `replace`, not checked yet.
struct Given<'a> {
    face: Clockface,
    zone: Value<'a>,
    fold: i32,
}

fn parse<'a>(py: Py<'a>, args: Args<'a, '_>, function: Option<&str>, mut given: Given<'a>) -> R<'a, Given<'a>> {
    let names = &["hour", "minute", "second", "microsecond", "tzinfo", "fold"];
    Params { function, names, required: 0, positional: 5 }.parse(py, args, |i, value| {
        match i {
            0 => given.face.hour = int(py, value)?,
            1 => given.face.minute = int(py, value)?,
            2 => given.face.second = int(py, value)?,
            3 => given.face.micro = int(py, value)?,
            4 => given.zone = value,
            _ => given.fold = int(py, value)?,
        }
        Ok(())
    })?;
    Ok(given)
}

/// `time(*args)`.
///
/// # Errors
/// `TypeError`, `ValueError`, `OverflowError`.
pub fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let given = parse(py, args, None, Given { face: Clockface::default(), zone: Value::None, fold: 0 })?;
    let face = given.face.check(py, given.fold)?;
    Ok(Time { face, zone: zone(py, given.zone)?, fold: given.fold == 1 }.value(py))
}

impl<'a> Time<'a> {
    /// `time.min`.
    pub const MIN: Time<'a> =
        Time { face: Clockface { hour: 0, minute: 0, second: 0, micro: 0 }, zone: None, fold: false };
    /// `time.max`.
    pub const MAX: Time<'a> = Time { face: Clockface::MAX, zone: None, fold: false };

    /// As a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Time(self)))
    }

    /// `self.name`, methods aside.
    pub fn getattr(self, py: Py<'a>, name: &str) -> Option<Value<'a>> {
        Some(match name {
            "tzinfo" => self.zone.map_or(Value::None, |zone| zone.value(py)),
            "fold" => Value::Int(i64::from(self.fold)),
            _ => return self.face.getattr(name),
        })
    }

    /// `self.name(*args)`; `None` where there is no such method.
    pub fn call(self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let method = Method { class: "time", name };
        Some(match name {
            "utcoffset" => method
                .none(py, args)
                .and_then(|()| Ok(zones::offset_of(py, self.zone)?.map_or(Value::None, |offset| offset.value(py)))),
            "dst" => method.none(py, args).and_then(|()| {
                let dst = self.zone.map_or(Ok(None), |zone| zone.dst(py))?;
                Ok(dst.map_or(Value::None, |dst| dst.value(py)))
            }),
            "tzname" => method.none(py, args).and_then(|()| self.zone.map_or(Ok(Value::None), |zone| zone.tzname(py))),
            "isoformat" => self.isoformat(py, args),
            "replace" => self.replace(py, args),
            "strftime" => strftime::argument(py, args).and_then(|format| self.strftime(py, format)),
            _ => return None,
        })
    }

    fn isoformat(self, py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
        let mut timespec = "auto";
        let params = Params { function: Some("isoformat"), names: &["timespec"], required: 0, positional: 1 };
        params.parse(py, args, |_, value| {
            timespec = iso::timespec_argument(py, value, 1)?;
            Ok(())
        })?;
        let text = iso::time_text(py, self.face, timespec)?;
        Ok(py.str(&(text + &iso::zone_text(py, self.zone)?)))
    }

    /// `str(self)`.
    ///
    /// # Errors
    /// What the zone raises.
    pub fn text(self, py: Py<'a>) -> R<'a, String> {
        Ok(iso::time_text(py, self.face, "auto")? + &iso::zone_text(py, self.zone)?)
    }

    fn replace(self, py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
        let zone_value = self.zone.map_or(Value::None, |zone| zone.value(py));
        let from = Given { face: self.face, zone: zone_value, fold: i32::from(self.fold) };
        let given = parse(py, args, Some("replace"), from)?;
        // The fold is looked at before all else.
        Clockface::default().check(py, given.fold)?;
        let face = given.face.check(py, given.fold)?;
        Ok(Time { face, zone: zone(py, given.zone)?, fold: given.fold == 1 }.value(py))
    }

    /// `self.strftime(format)`: the day is 1900-01-01.
    ///
    /// # Errors
    /// What the zone raises.
    pub fn strftime(self, py: Py<'a>, format: &'a str) -> Ret<'a> {
        let moment = strftime::Moment {
            year: 1900,
            month: 1,
            day: 1,
            weekday: 1,
            day_of_year: 0,
            face: self.face,
            dst: -1,
            zone_name: None,
            offset: 0,
        };
        strftime::of_object(py, format, &moment, Some(self.face.micro), self.zone)
    }

    /// `self == other`.
    ///
    /// # Errors
    /// What a zone raises.
    pub fn equals(self, py: Py<'a>, other: Time<'a>) -> R<'a, bool> {
        Ok(self.compare(py, other)? == Some(std::cmp::Ordering::Equal))
    }

    /// `self op other`.
    ///
    /// # Errors
    /// `TypeError` where one of them has an offset from UTC and the other has not; what a zone raises.
    pub fn order(self, py: Py<'a>, op: Order, other: Time<'a>) -> R<'a, bool> {
        match self.compare(py, other)? {
            Some(ordering) => Ok(op.holds(ordering)),
            None => Err(py.type_error(format_args!("can't compare offset-naive and offset-aware times"))),
        }
    }

    fn compare(self, py: Py<'a>, other: Time<'a>) -> R<'a, Option<std::cmp::Ordering>> {
        let same_zone = match (self.zone, other.zone) {
            (None, None) => true,
            (Some(a), Some(b)) => a.is(b),
            _ => false,
        };
        if same_zone {
            return Ok(Some(self.face.cmp(&other.face)));
        }
        let (a, b) = (zones::offset_of(py, self.zone)?, zones::offset_of(py, other.zone)?);
        Ok(match (a, b) {
            (Some(a), Some(b)) if a != b => {
                let utc = |face: Clockface, offset: Delta| (face.seconds() - offset.whole_seconds(), face.micro);
                Some(utc(self.face, a).cmp(&utc(other.face, b)))
            }
            (Some(_), Some(_)) | (None, None) => Some(self.face.cmp(&other.face)),
            _ => None,
        })
    }

    /// `hash(self)`.
    ///
    /// # Errors
    /// What the zone raises.
    pub fn hash(self, py: Py<'a>) -> R<'a, i64> {
        match zones::offset_of(py, self.zone)? {
            None => Ok(hash::of_bytes(&self.face.bytes())),
            Some(offset) => Delta::normal(0, self.face.seconds(), i64::from(self.face.micro)).sub(py, offset)?.hash(py),
        }
    }

    /// `repr(self)`.
    ///
    /// # Errors
    /// What the repr of the zone raises.
    pub fn repr(self, py: Py<'a>) -> R<'a, String> {
        let Clockface { hour, minute, second, micro } = self.face;
        let mut parts = vec![hour.to_string(), minute.to_string()];
        if second != 0 || micro != 0 {
            parts.push(second.to_string());
        }
        if micro != 0 {
            parts.push(micro.to_string());
        }
        if let Some(zone) = self.zone {
            parts.push(format!("tzinfo={}", text::repr(py, zone.value(py))?));
        }
        if self.fold {
            parts.push("fold=1".to_owned());
        }
        Ok(format!("datetime.time({})", parts.join(", ")))
    }
}

impl Clockface {
    /// `hour`, `minute`, `second`, `microsecond`.
    pub fn getattr<'a>(self, name: &str) -> Option<Value<'a>> {
        let field = match name {
            "hour" => self.hour,
            "minute" => self.minute,
            "second" => self.second,
            "microsecond" => self.micro,
            _ => return None,
        };
        Some(Value::Int(i64::from(field)))
    }
}

//! `datetime.tzinfo`, `datetime.timezone`, and the zones of other modules that are always so far from UTC.

use super::args::{Params, text};
use super::delta::Delta;
use super::stamp::DateTime;
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::native::Native;
use crate::py::text as python_text;
use crate::value::Value;

/// An instance of a subclass of `tzinfo`.
#[derive(Clone, Copy, Debug)]
pub enum Zone<'a> {
    /// `timezone.utc`: one object.
    Utc,
    /// Any other `timezone`.
    Fixed(&'a Fixed<'a>),
    /// `tzinfo()` itself, which knows nothing.
    Bare(&'a Bare),
    /// `zoneinfo.ZoneInfo(key)` of a name of UTC; one object for each key.
    Info(&'a str),
    /// `dateutil.tz.tzutc()`: one object.
    TzUtc,
    /// `dateutil.tz.tzlocal()`, where the machine's time is UTC.
    TzLocal(&'a Bare),
    /// `dateutil.tz.tzoffset(name, offset)`: equal ones are one object.
    TzOffset(&'a TzOffset<'a>),
}

/// An object without fields; it has an address.
#[derive(Debug)]
pub struct Bare(pub u8);

/// `timezone(offset, name)`.
#[derive(Debug, PartialEq)]
pub struct Fixed<'a> {
    pub offset: Delta,
    pub name: Option<&'a str>,
    /// Whether it is `timezone.min` or `timezone.max`: one object each.
    pub constant: bool,
}

/// `dateutil.tz.tzoffset(name, offset)`; the name may be any object.
#[derive(Debug)]
pub struct TzOffset<'a> {
    pub name: Value<'a>,
    pub offset: Delta,
}

/// The first offset that is too far west.
const WHOLE_DAY_BACK: Delta = Delta { days: -1, seconds: 0, micros: 0 };

/// The methods that every zone has.
pub const METHODS: &[&str] = &["utcoffset", "dst", "tzname", "fromutc"];

impl<'a> Zone<'a> {
    /// `self is other`.
    pub fn is(self, other: Zone<'a>) -> bool {
        match (self, other) {
            (Zone::Utc, Zone::Utc) | (Zone::TzUtc, Zone::TzUtc) => true,
            (Zone::Fixed(a), Zone::Fixed(b)) => std::ptr::eq(a, b) || a.constant && a == b,
            (Zone::Bare(a), Zone::Bare(b)) | (Zone::TzLocal(a), Zone::TzLocal(b)) => std::ptr::eq(a, b),
            (Zone::Info(a), Zone::Info(b)) => a == b,
            (Zone::TzOffset(a), Zone::TzOffset(b)) => {
                a.offset == b.offset
                    && match (a.name, b.name) {
                        (Value::Str(a), Value::Str(b)) => a == b,
                        (a, b) => crate::py::compare::is(a, b),
                    }
            }
            _ => false,
        }
    }

    /// A `timezone` of this offset, as C code makes it: without a name, and none from UTC, it is `timezone.utc`.
    pub fn fixed(py: Py<'a>, offset: Delta, name: Option<&'a str>) -> Zone<'a> {
        match name {
            None if offset == Delta::ZERO => Zone::Utc,
            _ => Zone::Fixed(py.alloc(Fixed { offset, name, constant: false })),
        }
    }

    /// The same, of an offset that is not checked yet.
    ///
    /// # Errors
    /// `ValueError` for a day or more.
    pub fn checked(py: Py<'a>, offset: Delta, name: Option<&'a str>) -> R<'a, Zone<'a>> {
        let whole_day = Delta { days: 1, seconds: 0, micros: 0 };
        if offset >= whole_day || offset <= (Delta { days: -1, ..whole_day }) {
            let shown = offset.repr();
            return Err(py.value_error(format_args!(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}."
            )));
        }
        Ok(Zone::fixed(py, offset, name))
    }

    /// As a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Zone(self)))
    }

    /// `self.utcoffset(...)`, which does not depend on the time for any zone there is.
    ///
    /// # Errors
    /// `NotImplementedError` of a bare `tzinfo`.
    pub fn utcoffset(self, py: Py<'a>) -> R<'a, Delta> {
        match self {
            Zone::Utc | Zone::Info(_) | Zone::TzUtc | Zone::TzLocal(_) => Ok(Delta::ZERO),
            Zone::Fixed(fixed) => Ok(fixed.offset),
            // What a `tzinfo` of Python answers is checked when it is asked.
            Zone::TzOffset(fixed)
                if fixed.offset.days < -1 || fixed.offset.days > 0 || fixed.offset == WHOLE_DAY_BACK =>
            {
                Err(py.value_error(format_args!(
                    "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)."
                )))
            }
            Zone::TzOffset(fixed) => Ok(fixed.offset),
            Zone::Bare(_) => Err(unimplemented(py, "utcoffset")),
        }
    }

    /// What `fromutc` adds: the offset as it is.
    ///
    /// # Errors
    /// As [`Zone::utcoffset`], but that dateutil's zones may be any time away.
    pub fn from_utc(self, py: Py<'a>) -> R<'a, Delta> {
        match self {
            Zone::TzOffset(fixed) => Ok(fixed.offset),
            other => other.utcoffset(py),
        }
    }

    /// `self.dst(...)`.
    ///
    /// # Errors
    /// As [`Zone::utcoffset`].
    pub fn dst(self, py: Py<'a>) -> R<'a, Option<Delta>> {
        match self {
            Zone::Utc | Zone::Fixed(_) => Ok(None),
            Zone::Info(_) | Zone::TzUtc | Zone::TzLocal(_) | Zone::TzOffset(_) => Ok(Some(Delta::ZERO)),
            Zone::Bare(_) => Err(unimplemented(py, "dst")),
        }
    }

    /// `self.tzname(...)`.
    ///
    /// # Errors
    /// As [`Zone::utcoffset`].
    pub fn tzname(self, py: Py<'a>) -> Ret<'a> {
        match self {
            Zone::Utc | Zone::Info(_) | Zone::TzUtc | Zone::TzLocal(_) => Ok(Value::Str("UTC")),
            Zone::Fixed(fixed) => Ok(py.str(&fixed.text())),
            Zone::TzOffset(fixed) => match fixed.name {
                // What a `tzinfo` answers here must be a text.
                name @ (Value::Str(_) | Value::None) => Ok(name),
                other => Err(py.type_error(format_args!(
                    "tzinfo.tzname() must return None or a string, not '{}'",
                    other.type_name()
                ))),
            },
            Zone::Bare(_) => Err(unimplemented(py, "tzname")),
        }
    }

    /// `hash(self)`.
    ///
    /// # Errors
    /// `TypeError` for the zones of `dateutil`.
    pub fn hash(self, py: Py<'a>) -> R<'a, i64> {
        match self {
            Zone::Utc => Delta::ZERO.hash(py),
            Zone::Fixed(fixed) => fixed.offset.hash(py),
            Zone::Info(key) => Ok((key.as_ptr().addr() >> 4) as i64),
            Zone::Bare(bare) => Ok((std::ptr::from_ref(bare).addr() >> 4) as i64),
            Zone::TzUtc | Zone::TzLocal(_) | Zone::TzOffset(_) => {
                Err(py.type_error(format_args!("unhashable type: '{}'", self.class())))
            }
        }
    }

    /// `self == other`; `None` is `NotImplemented`.
    pub fn equals(self, other: Zone<'a>) -> Option<bool> {
        let offset = |zone: Zone<'a>| match zone {
            Zone::Utc | Zone::TzUtc | Zone::TzLocal(_) => Delta::ZERO,
            Zone::Fixed(fixed) => fixed.offset,
            Zone::TzOffset(fixed) => fixed.offset,
            Zone::Info(_) | Zone::Bare(_) => Delta::ZERO,
        };
        match (self, other) {
            (Zone::Utc | Zone::Fixed(_), Zone::Utc | Zone::Fixed(_))
            | (
                Zone::TzUtc | Zone::TzOffset(_) | Zone::TzLocal(_),
                Zone::TzUtc | Zone::TzOffset(_) | Zone::TzLocal(_),
            ) => {
                Some(match (self, other) {
                    // A local zone is compared with an offset by name too.
                    (Zone::TzLocal(_), Zone::TzOffset(fixed)) | (Zone::TzOffset(fixed), Zone::TzLocal(_)) => {
                        fixed.offset == Delta::ZERO && matches!(fixed.name, Value::Str("UTC"))
                    }
                    _ => offset(self) == offset(other),
                })
            }
            _ => None,
        }
    }

    /// `type(self).__name__`.
    pub fn class(self) -> &'static str {
        match self {
            Zone::Utc | Zone::Fixed(_) => "timezone",
            Zone::Bare(_) => "tzinfo",
            Zone::Info(_) => "ZoneInfo",
            Zone::TzUtc => "tzutc",
            Zone::TzLocal(_) => "tzlocal",
            Zone::TzOffset(_) => "tzoffset",
        }
    }

    /// `repr(self)`.
    ///
    /// # Errors
    /// What the repr of a name raises.
    pub fn repr(self, py: Py<'a>) -> R<'a, String> {
        Ok(match self {
            Zone::Utc => "datetime.timezone.utc".to_owned(),
            Zone::Fixed(fixed) => match fixed.name {
                None => format!("datetime.timezone({})", fixed.offset.repr()),
                Some(name) => {
                    let name = python_text::repr(py, Value::Str(name))?;
                    format!("datetime.timezone({}, {name})", fixed.offset.repr())
                }
            },
            Zone::Bare(bare) => format!("<datetime.tzinfo object at {:#x}>", std::ptr::from_ref(bare).addr()),
            Zone::Info(key) => format!("zoneinfo.ZoneInfo(key={})", python_text::repr(py, Value::Str(key))?),
            Zone::TzUtc => "tzutc()".to_owned(),
            Zone::TzLocal(_) => "tzlocal()".to_owned(),
            Zone::TzOffset(fixed) => {
                let name = python_text::repr(py, fixed.name)?;
                // int() of the seconds cuts towards zero.
                let seconds = fixed.offset.total_micros() / 1_000_000;
                format!("tzoffset({name}, {seconds})")
            }
        })
    }

    /// `str(self)`.
    ///
    /// # Errors
    /// As [`Zone::repr`].
    pub fn text(self, py: Py<'a>) -> R<'a, String> {
        Ok(match self {
            Zone::Utc => "UTC".to_owned(),
            Zone::Fixed(fixed) => fixed.text(),
            Zone::Info(key) => key.to_owned(),
            _ => self.repr(py)?,
        })
    }

    /// `self.name(*args)`; `None` where there is no such method.
    pub fn call(self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        if !METHODS.contains(&name) {
            return None;
        }
        let in_c = matches!(self, Zone::Utc | Zone::Fixed(_) | Zone::Bare(_) | Zone::Info(_));
        let class = if matches!(self, Zone::Bare(_)) { "tzinfo" } else { self.class() };
        let one = if in_c { Method { class, name }.one(py, args) } else { args.one(py, name) };
        Some(one.and_then(|value| self.answer(py, name, value)))
    }

    fn answer(self, py: Py<'a>, name: &str, value: Value<'a>) -> Ret<'a> {
        let timezone = matches!(self, Zone::Utc | Zone::Fixed(_));
        let stamp = match value {
            Value::Native(Native::DateTime(stamp)) => Some(*stamp),
            _ => None,
        };
        if name == "fromutc" {
            let of_dateutil = matches!(self, Zone::TzUtc | Zone::TzLocal(_) | Zone::TzOffset(_));
            let Some(stamp) = stamp else {
                if of_dateutil {
                    return Err(py.type_error(format_args!("fromutc() requires a datetime argument")));
                }
                return Err(py.type_error(format_args!("fromutc: argument must be a datetime")));
            };
            if !stamp.zone.is_some_and(|zone| zone.is(self)) {
                let place = if of_dateutil { "" } else { "fromutc: " };
                return Err(py.value_error(format_args!("{place}dt.tzinfo is not self")));
            }
            return Ok(stamp.plus(py, self.from_utc(py)?)?.value(py));
        }
        if timezone && stamp.is_none() && !value.is_none() {
            return Err(py.type_error(format_args!(
                "{name}(dt) argument must be a datetime instance or None, not {}",
                value.type_name()
            )));
        }
        match name {
            "utcoffset" if let Zone::TzOffset(fixed) = self => Ok(fixed.offset.value(py)),
            "utcoffset" => self.utcoffset(py).map(|offset| offset.value(py)),
            "dst" => Ok(self.dst(py)?.map_or(Value::None, |dst| dst.value(py))),
            _ => match self {
                Zone::TzOffset(fixed) => Ok(fixed.name),
                _ => self.tzname(py),
            },
        }
    }
}

impl Fixed<'_> {
    /// `str(self)`: its name, or `UTC+01:00`.
    fn text(&self) -> String {
        match self.name {
            Some(name) => name.to_owned(),
            None if self.offset == Delta::ZERO => "UTC".to_owned(),
            None => format!("UTC{}", offset_text(self.offset, ":")),
        }
    }
}

/// `+HH:MM`, with seconds and microseconds where there are any.
pub fn offset_text(offset: Delta, separator: &str) -> String {
    let (sign, offset) = if offset.days < 0 {
        ('-', Delta::normal(-offset.days, -offset.seconds, -offset.micros))
    } else {
        ('+', offset)
    };
    let (minutes, seconds) = (offset.seconds / 60, offset.seconds % 60);
    let mut text = format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60);
    if seconds != 0 || offset.micros != 0 {
        text.push_str(&format!("{separator}{seconds:02}"));
    }
    if offset.micros != 0 {
        text.push_str(&format!(".{:06}", offset.micros));
    }
    text
}

#[cold]
fn unimplemented<'a>(py: Py<'a>, method: &str) -> crate::exception::Exc<'a> {
    py.raise(Kind::NotImplementedError, &format!("a tzinfo subclass must implement {method}()"))
}

/// `timezone(offset, name)`.
///
/// # Errors
/// `TypeError`; `ValueError` for an offset of a day or more.
pub fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let params = Params { function: Some("timezone"), names: &["offset", "name"], required: 1, positional: 2 };
    let (mut offset, mut name) = (Delta::ZERO, None);
    params.parse(py, args, |i, value| {
        match (i, value) {
            (0, Value::Native(Native::Delta(delta))) => offset = *delta,
            (0, other) => {
                let found = if other.is_none() { "None" } else { other.type_name() };
                return Err(
                    py.type_error(format_args!("timezone() argument 1 must be datetime.timedelta, not {found}"))
                );
            }
            _ => name = Some(text(py, value, "timezone", 2)?),
        }
        Ok(())
    })?;
    Ok(Zone::checked(py, offset, name)?.value(py))
}

/// The offset and the name of the zone, where there is a zone; they are asked for at `stamp`.
pub fn offset_of<'a>(py: Py<'a>, zone: Option<Zone<'a>>) -> R<'a, Option<Delta>> {
    zone.map(|zone| zone.utcoffset(py)).transpose()
}

/// The machine's zone, as `astimezone()` makes it: UTC, by name.
pub fn local<'a>(py: Py<'a>) -> Zone<'a> {
    Zone::fixed(py, Delta::ZERO, Some("UTC"))
}

/// What `stamp` is where its zone is the machine's.
pub fn as_local<'a>(py: Py<'a>, stamp: DateTime<'a>) -> DateTime<'a> {
    DateTime { zone: Some(local(py)), ..stamp }
}

//! `datetime.date`, and what `datetime.datetime` has of it.

use super::args::{self, Params, int, text};
use super::days::{self, Day, MAX_YEAR, MIN_YEAR, NotIso};
use super::delta::Delta;
use super::iso;
use super::stamp::DateTime;
use super::strftime::{self, MONTHS, WEEKDAYS, short};
use super::time_of_day::Clockface;
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::Op;
use crate::py::arity::Method;
use crate::py::native::Native;
use crate::py::structseq::{ISO_CALENDAR, Record, STRUCT_TIME};
use crate::py::{hash, text as python_text};
use crate::value::Value;

/// The methods of `date`.
pub const METHODS: &[&str] =
    &["ctime", "isocalendar", "isoformat", "isoweekday", "replace", "strftime", "timetuple", "toordinal", "weekday"];

/// The methods of the class `date` itself.
pub const CLASS_METHODS: &[&str] = &["fromisocalendar", "fromisoformat", "fromordinal", "fromtimestamp", "today"];

/// Which class a method that both have is called on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    Date,
    DateTime,
}

impl Of {
    /// An instance of the class at midnight of `day`.
    pub fn make<'a>(self, py: Py<'a>, day: Day) -> Value<'a> {
        match self {
            Of::Date => day.value(py),
            Of::DateTime => DateTime { day, face: Clockface::default(), zone: None, fold: false }.value(py),
        }
    }

    /// The class's name.
    pub fn name(self) -> &'static str {
        match self {
            Of::Date => "date",
            Of::DateTime => "datetime",
        }
    }
}

/// Checks that there is such a day.
///
/// # Errors
/// `ValueError` for the first part that is out of range.
pub fn check<'a>(py: Py<'a>, year: i64, month: i64, day: i64) -> R<'a, Day> {
    if !(i64::from(MIN_YEAR)..=i64::from(MAX_YEAR)).contains(&year) {
        return Err(py.value_error(format_args!("year {year} is out of range")));
    }
    if !(1..=12).contains(&month) {
        return Err(py.value_error(format_args!("month must be in 1..12")));
    }
    if day < 1 || day > days::days_in_month(year, month) {
        return Err(py.value_error(format_args!("day is out of range for month")));
    }
    Ok(Day { year: year as i32, month: month as i32, day: day as i32 })
}

/// `OverflowError` of sums that leave the calendar.
#[cold]
pub fn out_of_range<'a>(py: Py<'a>) -> crate::exception::Exc<'a> {
    py.raise(Kind::OverflowError, "date value out of range")
}

/// `date(*args)`.
///
/// # Errors
/// `TypeError`, `ValueError`, `OverflowError`.
pub fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    super::not_pickled(py, args)?;
    Ok(parse(py, args, None, [0; 3], 3)?.value(py))
}

fn parse<'a>(
    py: Py<'a>,
    args: Args<'a, '_>,
    function: Option<&str>,
    mut parts: [i32; 3],
    required: usize,
) -> R<'a, Day> {
    let names = &["year", "month", "day"];
    Params { function, names, required, positional: 3 }.parse(py, args, |i, value| {
        if let Some(part) = parts.get_mut(i) {
            *part = int(py, value)?;
        }
        Ok(())
    })?;
    let [year, month, day] = parts.map(i64::from);
    check(py, year, month, day)
}

/// A method of the classes `date` and `datetime` themselves.
pub fn class_call<'a>(py: Py<'a>, of: Of, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let method = Method { class: of.name(), name };
    Some(match name {
        "today" => method.none(py, args).map(|()| match of {
            Of::Date => DateTime::from_micros(py.now()).map_or(Value::None, |now| now.day.value(py)),
            // It goes by way of a float of seconds, as CPython's does.
            Of::DateTime => {
                DateTime::from_micros(super::stamp::through_float(py.now())).map_or(Value::None, |now| now.value(py))
            }
        }),
        "fromtimestamp" => method.one(py, args).and_then(|value| {
            let (seconds, _) = super::stamp::timestamp(py, value, f64::floor, 0)?;
            super::stamp::gmtime(py, seconds).map(|stamp| stamp.day.value(py))
        }),
        "fromordinal" => from_ordinal(py, of, args),
        "fromisoformat" => method.one(py, args).and_then(|value| {
            let Value::Str(text) = value else {
                return Err(py.type_error(format_args!("fromisoformat: argument must be str")));
            };
            let parsed = if matches!(text.len(), 7 | 8 | 10) { iso::parse_date(text.as_bytes()) } else { None };
            let (year, month, day) = parsed.map_or_else(|| Err(not_iso(py, value)), Ok)?;
            check(py, year, month, day).map(|day| day.value(py))
        }),
        "fromisocalendar" => from_iso_calendar(py, of, args),
        _ => return None,
    })
}

fn from_ordinal<'a>(py: Py<'a>, of: Of, args: Args<'a, '_>) -> Ret<'a> {
    let ordinal = match args::tuple(py, args, "fromordinal", 1, 1)? {
        [one] => i64::from(int(py, *one)?),
        _ => 0,
    };
    if ordinal < 1 {
        return Err(py.value_error(format_args!("ordinal must be >= 1")));
    }
    match Day::from_ordinal(ordinal) {
        Some(day) => Ok(of.make(py, day)),
        None => {
            let mut year = ordinal * 400 / 146_097 + 1;
            while days::ordinal_of(year, 1, 1) > ordinal {
                year -= 1;
            }
            while days::ordinal_of(year + 1, 1, 1) <= ordinal {
                year += 1;
            }
            Err(py.value_error(format_args!("year {year} is out of range")))
        }
    }
}

fn from_iso_calendar<'a>(py: Py<'a>, of: Of, args: Args<'a, '_>) -> Ret<'a> {
    let mut parts = [0; 3];
    let params =
        Params { function: Some("fromisocalendar"), names: &["year", "week", "day"], required: 3, positional: 3 };
    let parsed = params.parse(py, args, |i, value| {
        if let Some(part) = parts.get_mut(i) {
            *part = int(py, value)?;
        }
        Ok(())
    });
    if let Err(e) = parsed {
        return Err(match e.kind() {
            Kind::OverflowError => py.value_error(format_args!("ISO calendar component out of range")),
            _ => e,
        });
    }
    let [year, week, day] = parts.map(i64::from);
    match days::from_iso(year, week, day) {
        Ok(day) => Ok(of.make(py, day)),
        Err(NotIso::Year) => Err(py.value_error(format_args!("Year is out of range: {year}"))),
        Err(NotIso::Week) => Err(py.value_error(format_args!("Invalid week: {week}"))),
        Err(NotIso::Day) => Err(py.value_error(format_args!("Invalid day: {day} (range is [1, 7])"))),
        Err(NotIso::Range) => Err(py.value_error(format_args!("year 10000 is out of range"))),
    }
}

/// `ValueError` of `fromisoformat`.
#[cold]
pub fn not_iso<'a>(py: Py<'a>, value: Value<'a>) -> crate::exception::Exc<'a> {
    match python_text::repr(py, value) {
        Ok(shown) => py.value_error(format_args!("Invalid isoformat string: {shown}")),
        Err(e) => e,
    }
}

impl Day {
    /// As a value.
    pub fn value<'a>(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Date(self)))
    }

    /// `year`, `month`, `day`.
    pub fn getattr<'a>(self, name: &str) -> Option<Value<'a>> {
        let field = match name {
            "year" => self.year,
            "month" => self.month,
            "day" => self.day,
            _ => return None,
        };
        Some(Value::Int(i64::from(field)))
    }

    /// `self.name(*args)`; `None` where there is no such method.
    pub fn call<'a>(self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let none = || Method { class: "date", name }.none(py, args);
        Some(match name {
            "isoformat" => none().map(|()| py.str(&iso::date_text(self))),
            "ctime" => none().map(|()| py.str(&ctime(self, Clockface::default()))),
            "timetuple" => none().map(|()| struct_time(py, self, Clockface::default(), -1)),
            "replace" => {
                parse(py, args, Some("replace"), [self.year, self.month, self.day], 0).map(|day| day.value(py))
            }
            "strftime" => strftime::argument(py, args).and_then(|format| self.strftime(py, format)),
            _ => return self.call_of_both(py, name, args),
        })
    }

    /// The methods that a `datetime` inherits as they are.
    pub fn call_of_both<'a>(self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let none = || Method { class: "date", name }.none(py, args);
        Some(match name {
            "weekday" => none().map(|()| Value::Int(self.weekday())),
            "isoweekday" => none().map(|()| Value::Int(self.weekday() + 1)),
            "toordinal" => none().map(|()| Value::Int(self.ordinal())),
            "isocalendar" => none().map(|()| {
                let (year, week, weekday) = self.iso();
                let items = py.alloc_slice(&[Value::Int(year), Value::Int(week), Value::Int(weekday)]);
                Record { shape: &ISO_CALENDAR, items, hidden: &[] }.value(py)
            }),
            _ => return None,
        })
    }

    /// `self.strftime(format)`.
    ///
    /// # Errors
    /// `UnicodeEncodeError`.
    pub fn strftime<'a>(self, py: Py<'a>, format: &'a str) -> Ret<'a> {
        strftime::of_object(py, format, &self.moment(Clockface::default()), None, None)
    }

    /// What `strftime` reads of it.
    pub fn moment(self, face: Clockface) -> strftime::Moment<'static> {
        strftime::Moment {
            year: i64::from(self.year),
            month: i64::from(self.month),
            day: i64::from(self.day),
            weekday: (self.weekday() + 1) % 7,
            day_of_year: self.of_year() - 1,
            face,
            dst: -1,
            zone_name: None,
            offset: 0,
        }
    }

    /// So many days later.
    ///
    /// # Errors
    /// `OverflowError` out of the calendar.
    pub fn plus<'a>(self, py: Py<'a>, days: i64) -> R<'a, Day> {
        Day::from_ordinal(self.ordinal() + days).ok_or_else(|| out_of_range(py))
    }

    /// `self op other`, or reflected; `None` is `NotImplemented`.
    pub fn binary<'a>(self, py: Py<'a>, op: Op, other: Value<'a>, reflected: bool) -> Option<Ret<'a>> {
        match (op, other) {
            (Op::Add, Value::Native(Native::Delta(delta))) => Some(self.plus(py, delta.days).map(|day| day.value(py))),
            (Op::Sub, Value::Native(Native::Delta(delta))) if !reflected => {
                Some(self.plus(py, -delta.days).map(|day| day.value(py)))
            }
            (Op::Sub, Value::Native(Native::Date(other))) if !reflected => {
                let days = self.ordinal() - other.ordinal();
                Some(Ok(Delta { days, seconds: 0, micros: 0 }.value(py)))
            }
            _ => None,
        }
    }

    /// The bytes that CPython keeps.
    pub fn bytes(self) -> [u8; 4] {
        let [_, _, high, low] = self.year.to_be_bytes();
        [high, low, self.month as u8, self.day as u8]
    }

    /// `hash(self)`.
    pub fn hash(self) -> i64 {
        hash::of_bytes(&self.bytes())
    }

    /// `repr(self)`.
    pub fn repr(self) -> String {
        format!("datetime.date({}, {}, {})", self.year, self.month, self.day)
    }
}

/// `ctime()`.
pub fn ctime(day: Day, face: Clockface) -> String {
    format!(
        "{} {} {:>2} {:02}:{:02}:{:02} {:04}",
        short(&WEEKDAYS, day.weekday()),
        short(&MONTHS, i64::from(day.month) - 1),
        day.day,
        face.hour,
        face.minute,
        face.second,
        day.year
    )
}

/// `timetuple()`.
pub fn struct_time<'a>(py: Py<'a>, day: Day, face: Clockface, dst: i64) -> Value<'a> {
    let parts = [day.year, day.month, day.day, face.hour, face.minute, face.second].map(i64::from);
    let [year, month, of_month, hour, minute, second] = parts;
    let items = [year, month, of_month, hour, minute, second, day.weekday(), day.of_year(), dst].map(Value::Int);
    let hidden = [Value::None, Value::None];
    Record { shape: &STRUCT_TIME, items: py.alloc_slice(&items), hidden: py.alloc_slice(&hidden) }.value(py)
}

/// The argument of `__format__`.
///
/// # Errors
/// `TypeError` for what is no `str`.
pub fn format_argument<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a str> {
    match args.pos {
        [one] => text(py, *one, "__format__", 1),
        _ => Err(py.type_error(format_args!("__format__() takes exactly 1 argument ({} given)", args.pos.len()))),
    }
}

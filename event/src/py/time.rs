//! Python's module `time` (`Modules/timemodule.c`), where the machine's zone is UTC, and `calendar.timegm`.
//!
//! The time is that of the [`Heap`](crate::Heap)'s clock.

use std::sync::OnceLock;
use std::time::Instant;

use crate::clock::Clock;
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::datetime::args::{int, text as text_argument, tuple};
use crate::py::datetime::date::construct as construct_date;
use crate::py::datetime::days::{Day, EPOCH_ORDINAL, days_before_month, ordinal_of};
use crate::py::datetime::stamp::{timestamp, too_large};
use crate::py::datetime::strftime::{MONTHS, Moment, WEEKDAYS, formatted, short};
use crate::py::datetime::strptime;
use crate::py::datetime::time_of_day::Clockface;
use crate::py::iter::Iter;
use crate::py::modules::{Module, signature};
use crate::py::native::Native;
use crate::py::structseq::{Record, STRUCT_TIME};
use crate::py::{arithmetic, method, subscript, text, unpack};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "time",
    functions: &[
        "asctime",
        "ctime",
        "gmtime",
        "localtime",
        "mktime",
        "monotonic",
        "monotonic_ns",
        "perf_counter",
        "perf_counter_ns",
        "strftime",
        "strptime",
        "time",
        "time_ns",
    ],
    constants: &["altzone", "daylight", "struct_time", "timezone", "tzname"],
    in_c: true,
    call,
    constant,
};

/// The module `calendar`, of which there is one function.
pub const CALENDAR: Module = Module {
    name: "calendar",
    functions: &["timegm"],
    constants: &[],
    in_c: false,
    call: |py, name, args| (name == "timegm").then(|| timegm(py, args)),
    constant: |_, _| None,
};

fn constant<'a>(py: Py<'a>, name: &str) -> Option<Value<'a>> {
    Some(match name {
        "altzone" | "daylight" | "timezone" => Value::Int(0),
        "tzname" => py.tuple(&[Value::Str("UTC"), Value::Str("UTC")]),
        "struct_time" => Value::Type(Type::Native("struct_time")),
        _ => return None,
    })
}

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let none = || Method { class: "time", name }.none(py, args);
    let seconds = |nanos: i128| Value::Float(nanos as f64 / 1e9);
    Some(match name {
        "time" => none().map(|()| Value::Float(py.now() as f64 / 1e6)),
        "time_ns" => none().map(|()| py.wide_int(i128::from(py.now()) * 1000)),
        "monotonic" | "perf_counter" => none().map(|()| seconds(running(py))),
        "monotonic_ns" | "perf_counter_ns" => none().map(|()| py.wide_int(running(py))),
        "gmtime" => moment_argument(py, name, args).and_then(|seconds| broken_down(py, seconds, "GMT")),
        "localtime" => moment_argument(py, name, args).and_then(|seconds| broken_down(py, seconds, "UTC")),
        "ctime" => moment_argument(py, name, args).and_then(|seconds| {
            let [year, month, day, hour, minute, second, weekday, ..] = fields(py, seconds)?;
            // C adds 1900 to the year as an `int`.
            Ok(py.str(&plain_text(year as i32, month, day, [hour, minute, second], weekday)))
        }),
        "asctime" => Method { class: "time", name }.between(py, args, 0, 1).and_then(|args| match args {
            [moment] => asctime(py, *moment),
            _ => {
                let now = broken_down(py, py.now().div_euclid(1_000_000), "UTC")?;
                asctime(py, now)
            }
        }),
        "mktime" => Method { class: "time", name }.one(py, args).and_then(|moment| mktime(py, moment)),
        "strftime" => strftime(py, args),
        "strptime" => strptime(py, args),
        _ => return None,
    })
}

/// Nanoseconds of a clock that never goes back. One that stands still shows the time itself.
fn running(py: Py<'_>) -> i128 {
    static START: OnceLock<Instant> = OnceLock::new();
    match py.clock() {
        Clock::Frozen(micros) => i128::from(micros) * 1000,
        Clock::System => START.get_or_init(Instant::now).elapsed().as_nanos().try_into().unwrap_or(i128::MAX),
    }
}

/// The optional argument of `gmtime` and the like, in whole seconds since 1970.
fn moment_argument<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, i64> {
    match tuple(py, args, name, 0, 1)? {
        [] | [Value::None] => Ok(py.now().div_euclid(1_000_000)),
        [value, ..] => Ok(timestamp(py, *value, f64::floor, 0)?.0),
    }
}

/// The nine fields of a `struct_time` of so many seconds since 1970; its year may be any that C's `int` holds.
fn fields<'a>(py: Py<'a>, seconds: i64) -> R<'a, [i64; 9]> {
    let days = seconds.div_euclid(86_400) + EPOCH_ORDINAL - 1;
    // Every 400 years are alike.
    let (cycles, rest) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let Some(day) = Day::from_ordinal(rest + 1) else { return Err(too_large(py)) };
    let year = i64::from(day.year) + cycles * 400;
    if i32::try_from(year - 1900).is_err() {
        return Err(too_large(py));
    }
    let face = Clockface::from_seconds(seconds.rem_euclid(86_400), 0);
    let [month, of_month, hour, minute, second] =
        [day.month, day.day, face.hour, face.minute, face.second].map(i64::from);
    Ok([year, month, of_month, hour, minute, second, day.weekday(), day.of_year(), 0])
}

fn broken_down<'a>(py: Py<'a>, seconds: i64, zone: &'static str) -> Ret<'a> {
    let items = fields(py, seconds)?.map(Value::Int);
    let hidden = [Value::Str(zone), Value::Int(0)];
    Ok(Record { shape: &STRUCT_TIME, items: py.alloc_slice(&items), hidden: py.alloc_slice(&hidden) }.value(py))
}

/// `time.struct_time(sequence, dict={})`.
///
/// # Errors
/// `TypeError` for what is no sequence of 9 to 11.
pub fn struct_time<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let sequence = match (args.pos, args.kw) {
        ([one], []) | ([], [("sequence", one)]) => *one,
        ([_, ..], _) | (_, [_, ..]) => {
            return Err(py.raise(Kind::SystemError, "`struct_time` of more than a sequence is outside the subset"));
        }
        ([], []) => {
            return Err(py.type_error(format_args!("structseq() missing required argument 'sequence' (pos 1)")));
        }
    };
    let all = Iter::of(py, sequence)
        .map_err(|_| py.type_error(format_args!("constructor requires a sequence")))?
        .collect(py)?;
    let (limit, words) = match all.len() {
        ..9 => (9, "at least"),
        9..=11 => {
            let mut all = all;
            all.resize(11, Value::None);
            let (items, hidden) = all.split_at(9);
            let record = Record { shape: &STRUCT_TIME, items: py.alloc_slice(items), hidden: py.alloc_slice(hidden) };
            return Ok(record.value(py));
        }
        _ => (11, "at most"),
    };
    let given = all.len();
    Err(py.type_error(format_args!("time.struct_time() takes an {words} {limit}-sequence ({given}-sequence given)")))
}

/// C's `struct tm` of a tuple of nine; the month counts from 0 and may be out of range, as all else.
fn moment_of<'a>(py: Py<'a>, value: Value<'a>, function: &str) -> R<'a, Moment<'a>> {
    let Some(parts) = value.as_tuple() else {
        return Err(py.type_error(format_args!("Tuple or struct_time argument required")));
    };
    let [year, month, day, hour, minute, second, weekday, of_year, dst] = parts else {
        return Err(py.type_error(format_args!("{function}(): illegal time tuple argument")));
    };
    let year = int(py, *year)?;
    let (month, day) = (int(py, *month)?, int(py, *day)?);
    let (hour, minute, second) = (int(py, *hour)?, int(py, *minute)?, int(py, *second)?);
    let (weekday, of_year, dst) = (int(py, *weekday)?, int(py, *of_year)?, int(py, *dst)?);
    if i64::from(year) < i64::from(i32::MIN) + 1900 {
        return Err(py.raise(Kind::OverflowError, "year out of range"));
    }
    let (mut zone_name, mut offset) = (None, 0);
    if let Value::Native(Native::Record(Record { hidden: [zone, east], .. })) = value {
        zone_name = zone.as_str();
        if zone_name.is_none() && !zone.is_none() {
            return Err(py.type_error(format_args!("bad argument type for built-in operation")));
        }
        if let Value::Int(east) = east {
            offset = *east;
        }
    }
    Ok(Moment {
        year: i64::from(year),
        month: i64::from(month) - 1,
        day: i64::from(day),
        weekday: i64::from(weekday.wrapping_add(1)) % 7,
        day_of_year: i64::from(of_year) - 1,
        face: Clockface { hour, minute, second, micro: 0 },
        dst: i64::from(dst).clamp(-1, 1),
        zone_name,
        offset,
    })
}

/// Checks what `strftime` and `asctime` are given, and counts the month from 1.
fn checked<'a>(py: Py<'a>, mut moment: Moment<'a>) -> R<'a, Moment<'a>> {
    let refuse = |what: &str| Err(py.value_error(format_args!("{what} out of range")));
    match moment.month {
        -1 => moment.month = 0,
        0..12 => {}
        _ => return refuse("month"),
    }
    match moment.day {
        0 => moment.day = 1,
        1..32 => {}
        _ => return refuse("day of month"),
    }
    let Clockface { hour, minute, second, .. } = moment.face;
    if !(0..24).contains(&hour) {
        return refuse("hour");
    }
    if !(0..60).contains(&minute) {
        return refuse("minute");
    }
    if !(0..62).contains(&second) {
        return refuse("seconds");
    }
    if moment.weekday < 0 {
        return refuse("day of week");
    }
    match moment.day_of_year {
        -1 => moment.day_of_year = 0,
        0..366 => {}
        _ => return refuse("day of year"),
    }
    moment.month += 1;
    Ok(moment)
}

fn asctime<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    let moment = checked(py, moment_of(py, value, "asctime")?)?;
    let Clockface { hour, minute, second, .. } = moment.face;
    let time = [hour, minute, second].map(i64::from);
    let weekday = (moment.weekday + 6) % 7;
    Ok(py.str(&plain_text(moment.year as i32, moment.month, moment.day, time, weekday)))
}

/// `Sun Jun 20 23:21:05 1993`.
fn plain_text(year: i32, month: i64, day: i64, [hour, minute, second]: [i64; 3], weekday: i64) -> String {
    let (weekday, month) = (short(&WEEKDAYS, weekday), short(&MONTHS, month - 1));
    format!("{weekday} {month}{day:>3} {hour:02}:{minute:02}:{second:02} {year}")
}

/// `time.mktime(tuple)`: what is out of range is carried over.
fn mktime<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    let moment = moment_of(py, value, "mktime")?;
    let year = moment.year + moment.month.div_euclid(12);
    let first = ordinal_of(year, 1, 1) + days_before_month(year, moment.month.rem_euclid(12) + 1);
    let days = first - EPOCH_ORDINAL + moment.day - 1;
    // The result as C's `struct tm` must have a year that fits.
    let seconds = days * 86_400 + moment.face.seconds();
    // The zone has no summer time: who says that it is gets an hour less.
    let seconds = if moment.dst > 0 { seconds - 3600 } else { seconds };
    if i32::try_from(crate::py::datetime::stamp::year_of(seconds) - 1900).is_err() {
        return Err(py.raise(Kind::OverflowError, "mktime argument out of range"));
    }
    Ok(Value::Float(seconds as f64))
}

fn strftime<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let args = tuple(py, args, "strftime", 1, 2)?;
    let format = text_argument(py, args.first().copied().unwrap_or(Value::None), "strftime", 1)?;
    let moment = match args.get(1) {
        Some(given) => *given,
        None => broken_down(py, py.now().div_euclid(1_000_000), "UTC")?,
    };
    let moment = checked(py, moment_of(py, moment, "strftime")?)?;
    if format.contains('\0') {
        return Err(py.value_error(format_args!("embedded null character")));
    }
    Ok(py.str(&formatted(format, &moment)))
}

fn strptime<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    if !args.kw.is_empty() {
        return Err(py.type_error(format_args!("strptime() takes no keyword arguments")));
    }
    let default = Some(Value::Str("%a %b %d %H:%M:%S %Y"));
    let [data, format] = signature("_strptime_time", &["data_string", "format"], py, args, &[None, default])?;
    for (i, value) in [data, format].into_iter().enumerate() {
        if value.as_str().is_none() {
            let class = text::repr(py, Value::Type(value.class()))?;
            return Err(py.type_error(format_args!("strptime() argument {i} must be str, not {class}")));
        }
    }
    strptime::struct_time(py, data.as_str().unwrap_or_default(), format.as_str().unwrap_or_default())
}

/// `calendar.timegm(tuple)`, step by step, for its numbers may be of any type.
fn timegm<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [moment] = signature("timegm", &["tuple"], py, args, &[None])?;
    let parts = subscript::slice(py, moment, Value::None, Value::Int(6), Value::None)?;
    let [year, month, day, hour, minute, second] = unpack::unpack(py, parts)?;
    let first = construct_date(py, Args::pos(&[year, month, Value::Int(1)]))?;
    let ordinal = method::call(py, first, "toordinal", Args::pos(&[]))?;
    let days = arithmetic::sub(py, ordinal, Value::Int(EPOCH_ORDINAL))?;
    let days = arithmetic::sub(py, arithmetic::add(py, days, day)?, Value::Int(1))?;
    let hours = arithmetic::add(py, arithmetic::mul(py, days, Value::Int(24))?, hour)?;
    let minutes = arithmetic::add(py, arithmetic::mul(py, hours, Value::Int(60))?, minute)?;
    arithmetic::add(py, arithmetic::mul(py, minutes, Value::Int(60))?, second)
}

//! The package `python-dateutil`, 2.9.0: its parser of dates as people and logs write them, its parser of ISO 8601, and
//! the zones that both give. The words are English; the machine's zone is UTC.

mod isoparser;
mod lexer;
pub mod parse;
mod words;
mod ymd;

use parse::{Fail, Found, Options};

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::datetime::delta::{self, Delta};
use crate::py::datetime::stamp::DateTime;
use crate::py::datetime::zone::{Bare, TzOffset, Zone};
use crate::py::modules::{Module, signature};
use crate::py::native::Native;
use crate::py::{arithmetic, bytes_methods, compare, function, method, text};
use crate::value::{Type, Value};

/// `dateutil.parser`.
pub const PARSER: Module = Module {
    name: "dateutil.parser",
    functions: &["isoparse", "parse"],
    constants: &["ParserError"],
    in_c: false,
    call: |py, name, args| match name {
        "parse" => Some(parse_call(py, args)),
        "isoparse" => Some(isoparser::isoparse(py, args)),
        _ => None,
    },
    constant: |_, name| (name == "ParserError").then_some(Value::Type(Type::Exception(Kind::ParserError))),
};

/// `dateutil.tz`. What it reads from a machine's files is left out.
pub const TZ: Module = Module {
    name: "dateutil.tz",
    functions: &[],
    constants: &["UTC", "tzlocal", "tzoffset", "tzutc"],
    in_c: false,
    call: |_, _, _| None,
    constant: |py, name| {
        Some(match name {
            "UTC" => Zone::TzUtc.value(py),
            "tzlocal" | "tzoffset" | "tzutc" => Value::Type(Type::Native(ZONES.iter().find(|known| **known == name)?)),
            _ => return None,
        })
    },
};

/// The classes of zones.
pub const ZONES: &[&str] = &["tzlocal", "tzoffset", "tzutc"];

/// `tzutc()`, `tzlocal()`, `tzoffset(name, offset)`.
pub fn zone<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    Some(match class {
        "tzutc" => bound(py, "_TzSingleton.__call__", args).map(|()| Zone::TzUtc.value(py)),
        "tzlocal" => bound(py, "tzlocal.__init__", args).map(|()| Zone::TzLocal(py.alloc(Bare(0))).value(py)),
        "tzoffset" => signature(
            "_TzOffsetFactory.__call__",
            &["cls", "name", "offset"],
            py,
            with_self(args).as_args(),
            &[None, None, None],
        )
        .and_then(|[_, name, offset]| offset_zone(py, name, offset)),
        _ => return None,
    })
}

/// Positional arguments with the class before them, as messages count them.
struct WithSelf<'a> {
    pos: Vec<Value<'a>>,
    kw: Vec<(&'a str, Value<'a>)>,
}

impl<'a> WithSelf<'a> {
    fn as_args(&self) -> Args<'a, '_> {
        Args { pos: &self.pos, kw: &self.kw }
    }
}

fn with_self<'a>(args: Args<'a, '_>) -> WithSelf<'a> {
    let pos = std::iter::once(Value::None).chain(args.pos.iter().copied()).collect();
    WithSelf { pos, kw: args.kw.to_vec() }
}

/// A function that takes its class alone.
fn bound<'a>(py: Py<'a>, name: &'static str, args: Args<'a, '_>) -> R<'a, ()> {
    signature(name, &["self"], py, with_self(args).as_args(), &[None]).map(|[_]: [Value<'a>; 1]| ())
}

fn offset_zone<'a>(py: Py<'a>, name: Value<'a>, offset: Value<'a>) -> Ret<'a> {
    let offset = match offset {
        Value::Native(Native::Delta(delta)) => delta.total_seconds(py)?,
        other => other,
    };
    match delta::construct(py, Args { pos: &[], kw: &[("seconds", offset)] })? {
        Value::Native(Native::Delta(offset)) => Ok(tz_offset(py, name, *offset)),
        _ => Ok(Value::None),
    }
}

fn tz_offset<'a>(py: Py<'a>, name: Value<'a>, offset: Delta) -> Value<'a> {
    Zone::TzOffset(py.alloc(TzOffset { name, offset })).value(py)
}

/// `dateutil.parser.parse(timestr, parserinfo=None, **kwargs)`.
fn parse_call<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    // Its own two parameters; the others go on to the parser's method, whose errors name it.
    let is_own = |name: &str| matches!(name, "timestr" | "parserinfo");
    let own: Vec<_> = args.kw.iter().copied().filter(|(name, _)| is_own(name)).collect();
    let [timestr, info] = signature(
        "parse",
        &["timestr", "parserinfo"],
        py,
        Args { pos: args.pos, kw: &own },
        &[None, Some(Value::None)],
    )?;
    if info.truth() {
        return Err(outside(py, "a `parserinfo` of one's own"));
    }
    let given = |name: &str| args.kw.iter().find(|(keyword, _)| *keyword == name).map(|(_, value)| *value);
    let truth = |name: &str| given(name).is_some_and(Value::truth);
    let default = match given("default") {
        None | Some(Value::None) => {
            let now = DateTime::from_micros(py.now()).map_or(Value::None, |now| now.value(py));
            let midnight = ["hour", "minute", "second", "microsecond"].map(|name| (name, Value::Int(0)));
            method::call(py, now, "replace", Args { pos: &[], kw: &midnight })?
        }
        Some(default) => default,
    };
    const KNOWN: &[&str] = &["default", "ignoretz", "tzinfos", "dayfirst", "yearfirst", "fuzzy", "fuzzy_with_tokens"];
    if let Some((name, _)) = args.kw.iter().find(|(name, _)| !is_own(name) && !KNOWN.contains(name)) {
        return Err(py.type_error(format_args!("parser._parse() got an unexpected keyword argument '{name}'")));
    }
    let with_tokens = truth("fuzzy_with_tokens");
    let options =
        Options { dayfirst: truth("dayfirst"), yearfirst: truth("yearfirst"), fuzzy: truth("fuzzy") || with_tokens };
    let source = match timestr {
        Value::Str(text) => text,
        Value::Bytes(_) => match bytes_methods::call(py, timestr, "decode", Args::pos(&[])) {
            Some(decoded) => decoded?.as_str().unwrap_or_default(),
            None => "",
        },
        other => {
            let found = other.class().name();
            return Err(py.type_error(format_args!("Parser must be a string or character stream, not {found}")));
        }
    };
    let found = match parse::parse(py, source, options) {
        Ok(found) => found,
        Err(Fail::Unknown) => return Err(parser_error(py, "Unknown string format: %s", timestr)),
        Err(Fail::Raised(e)) => return Err(e),
    };
    if found.is_empty() {
        return Err(parser_error(py, "String does not contain a date: %s", timestr));
    }
    let naive = match naive(py, &found, default) {
        Err(e) if e.kind().is_subclass(Kind::ValueError) => {
            return Err(parser_error(py, &format!("{}: %s", e.message(py)), timestr));
        }
        naive => naive?,
    };
    let stamp =
        if truth("ignoretz") { naive } else { aware(py, &found, naive, given("tzinfos").unwrap_or(Value::None))? };
    if !with_tokens {
        return Ok(stamp);
    }
    let skipped: Vec<Value<'a>> = found.skipped.iter().map(|run| py.str(run)).collect();
    Ok(py.tuple(&[stamp, py.tuple(&skipped)]))
}

#[cold]
fn parser_error<'a>(py: Py<'a>, message: &str, text: Value<'a>) -> Exc<'a> {
    Exc::new(py, Kind::ParserError, &[py.str(message), text])
}

#[cold]
fn outside<'a>(py: Py<'a>, what: &str) -> Exc<'a> {
    py.raise(Kind::SystemError, &format!("{what} is outside the subset"))
}

/// `default` with what was found put in its place.
fn naive<'a>(py: Py<'a>, found: &Found<'a>, default: Value<'a>) -> Ret<'a> {
    let fields = [
        ("year", found.year),
        ("month", found.month),
        ("day", found.day),
        ("hour", found.hour),
        ("minute", found.minute),
        ("second", found.second),
        ("microsecond", found.micro),
    ];
    let mut replaced: Vec<(&'a str, Value<'a>)> =
        fields.iter().filter_map(|(name, value)| Some((*name, parse::int(py, (*value)?)))).collect();
    if found.day.is_none() {
        let field = |name: &str, given: Option<i128>| -> R<'a, i128> {
            match (given, method::attribute(py, default, name)?) {
                (Some(given), _) => Ok(given),
                (None, Value::Int(own)) => Ok(i128::from(own)),
                (None, _) => Ok(0),
            }
        };
        let (year, month) = (field("year", found.year)?, field("month", found.month)?);
        let day = field("day", None)?;
        if !(1..=12).contains(&month) {
            return Err(py.value_error(format_args!("bad month number {month}; must be 1-12")));
        }
        // Leap years are alike every 400 years.
        let last = crate::py::datetime::days::days_in_month(year.rem_euclid(400) as i64 + 2000, month as i64);
        if day > i128::from(last) {
            replaced.push(("day", Value::Int(last)));
        }
    }
    let moment = method::call(py, default, "replace", Args { pos: &[], kw: &replaced })?;
    match found.weekday {
        Some(weekday) if found.day.unwrap_or(0) == 0 => {
            // The next such day, this one included.
            let today = match method::call(py, moment, "weekday", Args::pos(&[]))? {
                Value::Int(today) => today,
                _ => 0,
            };
            let days = (7 - today + weekday as i64) % 7;
            arithmetic::add(py, moment, Delta { days, seconds: 0, micros: 0 }.value(py))
        }
        _ => Ok(moment),
    }
}

/// The moment with its zone, where one was found.
fn aware<'a>(py: Py<'a>, found: &Found<'a>, naive: Value<'a>, zones: Value<'a>) -> Ret<'a> {
    let with = |zone: Value<'a>| method::call(py, naive, "replace", Args { pos: &[], kw: &[("tzinfo", zone)] });
    let name = found.zone.map_or(Value::None, Value::Str);
    let offset = found.offset.map_or(Value::None, |offset| parse::int(py, offset));
    if matches!(zones, Value::Func(_) | Value::Type(_)) {
        let zone = function::call(py, zones, Args::pos(&[name, offset]))?;
        return with(given_zone(py, name, zone)?);
    }
    if zones.truth() && compare::contains(py, zones, name)? {
        let zone = method::call(py, zones, "get", Args::pos(&[name]))?;
        return with(given_zone(py, name, zone)?);
    }
    match (found.zone, found.offset) {
        // The machine's own zone.
        (Some("UTC"), _) => with(Zone::TzLocal(py.alloc(Bare(0))).value(py)),
        (_, Some(0)) => with(Zone::TzUtc.value(py)),
        (_, Some(_)) => with(offset_zone(py, name, offset)?),
        // A name that nobody knows is passed over, with a warning.
        (_, None) => Ok(naive),
    }
}

/// What `tzinfos` says of a zone.
fn given_zone<'a>(py: Py<'a>, name: Value<'a>, given: Value<'a>) -> Ret<'a> {
    match given {
        Value::None | Value::Native(Native::Zone(_)) => Ok(given),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => offset_zone(py, name, given),
        Value::Str(_) => Err(outside(py, "a zone by its rules")),
        _ => Err(py.type_error(format_args!("Offset must be tzinfo subclass, tz string, or int offset."))),
    }
}

/// `str()` of a `ParserError`: its first argument with the others put into it.
///
/// # Errors
/// What `%` raises, but for what a `ParserError` takes as the reason to print itself plainly.
pub fn error_text<'a>(py: Py<'a>, args: &'a [Value<'a>]) -> R<'a, Option<&'a str>> {
    let Some((Value::Str(message), rest)) = args.split_first() else { return Ok(None) };
    match crate::py::format::percent(py, message, Value::Tuple(rest)) {
        Ok(text) => Ok(text.as_str()),
        Err(e) if matches!(e.kind(), Kind::TypeError | Kind::IndexError) => Ok(None),
        Err(e) => Err(e),
    }
}

/// `repr()` of a `ParserError`: its arguments in quotes as they print.
///
/// # Errors
/// What printing them raises.
pub fn error_repr<'a>(py: Py<'a>, args: &[Value<'a>]) -> R<'a, String> {
    let mut parts = Vec::new();
    for arg in args {
        // `'%s' % arg`: a tuple is more than one argument.
        if let Value::Tuple(_) = arg {
            return Err(outside(py, "the repr of a `ParserError` of a tuple"));
        }
        parts.push(format!("'{}'", text::str_of(py, *arg)?));
    }
    Ok(format!("ParserError({})", parts.join(", ")))
}

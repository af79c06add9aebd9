//! Python's module `datetime`, as `Modules/_datetimemodule.c` of CPython 3.11 has it; the machine's zone is UTC.

pub(crate) mod args;
pub mod date;
pub mod days;
pub mod delta;
pub mod iso;
pub mod stamp;
pub mod strftime;
pub mod strptime;
pub mod time_of_day;
pub mod zone;

use date::Of;
use days::Day;
use delta::Delta;
use stamp::DateTime;
use time_of_day::Time;
use zone::{Bare, Fixed, Zone};

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{Op, Unary};
use crate::py::arity::Method;
use crate::py::compare::Order;
use crate::py::dateutil;
use crate::py::function::Func;
use crate::py::method;
use crate::py::modules::Module;
use crate::py::native::{Formatted, Native, Slots, no_attribute};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "datetime",
    functions: &[],
    constants: &["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MAXYEAR", "MINYEAR", "UTC"],
    in_c: true,
    call: |_, _, _| None,
    constant,
};

fn constant<'a>(py: Py<'a>, name: &str) -> Option<Value<'a>> {
    Some(match name {
        "MINYEAR" => Value::Int(i64::from(days::MIN_YEAR)),
        "MAXYEAR" => Value::Int(i64::from(days::MAX_YEAR)),
        "UTC" => Zone::Utc.value(py),
        _ => Value::Type(Type::Native(CLASSES.iter().find(|class| **class == name)?)),
    })
}

/// The module `zoneinfo`, of which there is UTC.
pub const ZONEINFO: Module = Module {
    name: "zoneinfo",
    functions: &[],
    constants: &["ZoneInfo"],
    in_c: false,
    call: |_, _, _| None,
    constant: |_, name| (name == "ZoneInfo").then_some(Value::Type(Type::Native("ZoneInfo"))),
};

/// `ZoneInfo(key)`: other zones than UTC are read from the machine's files, which differ.
fn zone_info<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    const UTC: &[&str] = &["UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "UCT", "Etc/UCT", "Universal", "Etc/Universal"];
    let mut key = Value::None;
    args::Params { function: None, names: &["key"], required: 1, positional: 1 }.parse(py, args, |_, value| {
        key = value;
        Ok(())
    })?;
    match key {
        Value::Str(key) if UTC.contains(&key) => Ok(Zone::Info(key).value(py)),
        _ => Err(py.raise(Kind::SystemError, "a `ZoneInfo` of another zone than UTC is outside the subset")),
    }
}

const CLASSES: &[&str] =
    &["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "ZoneInfo", "tzlocal", "tzoffset", "tzutc"];

/// Classes are made anew from `bytes` by `pickle` alone.
pub(crate) fn not_pickled<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, ()> {
    match args.pos {
        [Value::Bytes(bytes), ..] if matches!(bytes.len(), 4 | 6 | 10) => {
            Err(py.raise(Kind::SystemError, "a date or time made of its pickled bytes is outside the subset"))
        }
        _ => Ok(()),
    }
}

/// What the classes of the module do, and zones of other modules.
pub(crate) struct Classes;

impl Slots for Classes {
    fn classes(&self) -> &'static [&'static str] {
        CLASSES
    }

    fn qualified(&self, class: &'static str) -> &'static str {
        match class {
            "date" => "datetime.date",
            "datetime" => "datetime.datetime",
            "time" => "datetime.time",
            "timedelta" => "datetime.timedelta",
            "timezone" => "datetime.timezone",
            "tzinfo" => "datetime.tzinfo",
            "ZoneInfo" => "zoneinfo.ZoneInfo",
            other => other,
        }
    }

    fn is_subclass(&self, class: &'static str, of: &'static str) -> bool {
        match of {
            "date" => class == "datetime",
            "tzinfo" => matches!(class, "timezone" | "ZoneInfo" | "tzutc" | "tzlocal" | "tzoffset"),
            _ => false,
        }
    }

    fn construct<'a>(&self, py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        Some(match class {
            "date" => date::construct(py, args),
            "datetime" => stamp::construct(py, args),
            "time" => not_pickled(py, args).and_then(|()| time_of_day::construct(py, args)),
            "timedelta" => delta::construct(py, args),
            "timezone" => zone::construct(py, args),
            // It takes anything, and looks at nothing.
            "tzinfo" => Ok(Zone::Bare(py.alloc(Bare(0))).value(py)),
            "ZoneInfo" => zone_info(py, args),
            _ => return dateutil::zone(py, class, args),
        })
    }

    fn of_class<'a>(&self, py: Py<'a>, class: &'static str, name: &str) -> R<'a, Option<Value<'a>>> {
        if let Some(constant) = class_constant(py, class, name) {
            return Ok(Some(constant));
        }
        let (own, classes): (_, &[&str]) = match class {
            "date" => (date::METHODS, date::CLASS_METHODS),
            "datetime" => (stamp::METHODS, stamp::CLASS_METHODS),
            "time" => (time_of_day::METHODS, &["fromisoformat"]),
            "timedelta" => (&["total_seconds"] as &[&str], &[]),
            "timezone" | "tzinfo" | "ZoneInfo" | "tzlocal" | "tzoffset" | "tzutc" => (zone::METHODS, &[]),
            _ => return Ok(None),
        };
        if let Some(name) = classes.iter().find(|method| **method == name) {
            return Ok(Some(Func::builtin(py, name, move |py, args| {
                class_call(py, class, name, args).unwrap_or(Ok(Value::None))
            })));
        }
        if let Some(name) = own.iter().find(|method| **method == name) {
            return Ok(Some(unbound(py, class, name)));
        }
        let fields: &[&str] = match class {
            "date" => &["year", "month", "day"],
            "datetime" => &["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"],
            "time" => &["hour", "minute", "second", "microsecond", "tzinfo", "fold"],
            "timedelta" => &["days", "seconds", "microseconds"],
            _ => &[],
        };
        if fields.contains(&name) {
            let message = format!("`{class}.{name}` without an instance is outside the subset");
            return Err(py.raise(Kind::SystemError, &message));
        }
        Ok(None)
    }

    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(match this {
            Native::Date(_) => "date",
            Native::DateTime(_) => "datetime",
            Native::Time(_) => "time",
            Native::Delta(_) => "timedelta",
            Native::Zone(zone) => zone.class(),
            _ => return Type::Object,
        })
    }

    fn methods(&self, this: &Native<'_>) -> &'static [&'static str] {
        match this {
            Native::Date(_) => date::METHODS,
            Native::DateTime(_) => stamp::METHODS,
            Native::Time(_) => time_of_day::METHODS,
            Native::Delta(_) => &["total_seconds"],
            Native::Zone(_) => zone::METHODS,
            _ => &[],
        }
    }

    fn truth(&self, this: &Native<'_>) -> bool {
        !matches!(this, Native::Delta(Delta::ZERO))
    }

    fn equals<'a>(&self, py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        let Value::Native(other) = other else { return Ok(None) };
        Ok(match (this, other) {
            (Native::Date(a), Native::Date(b)) => Some(a == b),
            (Native::DateTime(a), Native::DateTime(b)) => Some(a.equals(py, *b)?),
            (Native::Date(_), Native::DateTime(_)) | (Native::DateTime(_), Native::Date(_)) => Some(false),
            (Native::Time(a), Native::Time(b)) => Some(a.equals(py, *b)?),
            (Native::Delta(a), Native::Delta(b)) => Some(a == b),
            (Native::Zone(a), Native::Zone(b)) => a.equals(*b),
            _ => None,
        })
    }

    fn order<'a>(&self, py: Py<'a>, op: Order, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        let Value::Native(other) = other else { return Ok(None) };
        Ok(match (this, other) {
            (Native::Date(a), Native::Date(b)) => Some(op.holds(a.cmp(b))),
            (Native::DateTime(a), Native::DateTime(b)) => Some(a.order(py, op, *b)?),
            (Native::Date(_), Native::DateTime(_)) | (Native::DateTime(_), Native::Date(_)) => {
                return Err(py.type_error(format_args!("can't compare datetime.datetime to datetime.date")));
            }
            (Native::Time(a), Native::Time(b)) => Some(a.order(py, op, *b)?),
            (Native::Delta(a), Native::Delta(b)) => Some(op.holds(a.cmp(b))),
            _ => None,
        })
    }

    fn binary<'a>(
        &self,
        py: Py<'a>,
        op: Op,
        this: &'a Native<'a>,
        other: Value<'a>,
        reflected: bool,
    ) -> Option<Ret<'a>> {
        match this {
            Native::Date(day) => day.binary(py, op, other, reflected),
            Native::DateTime(stamp) => stamp.binary(py, op, other, reflected),
            Native::Delta(delta) => delta::binary(py, op, *delta, other, reflected),
            _ => None,
        }
    }

    fn unary<'a>(&self, py: Py<'a>, op: Unary, this: &'a Native<'a>) -> Option<Ret<'a>> {
        let Native::Delta(delta) = this else { return None };
        Some(match op {
            Unary::Pos => Ok(delta.value(py)),
            Unary::Abs if delta.days >= 0 => Ok(delta.value(py)),
            Unary::Neg | Unary::Abs => delta.neg(py).map(|delta| delta.value(py)),
            Unary::Invert => return None,
        })
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        match this {
            Native::Date(day) => Ok(day.hash()),
            Native::DateTime(stamp) => stamp.hash(py),
            Native::Time(time) => time.hash(py),
            Native::Delta(delta) => delta.hash(py),
            Native::Zone(zone) => zone.hash(py),
            _ => Ok(0),
        }
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let field = match this {
            Native::Date(day) => day.getattr(name),
            Native::DateTime(stamp) => stamp.getattr(py, name),
            Native::Time(time) => time.getattr(py, name),
            Native::Delta(delta) => match name {
                "days" => Some(Value::Int(delta.days)),
                "seconds" => Some(Value::Int(delta.seconds)),
                "microseconds" => Some(Value::Int(delta.micros)),
                _ => None,
            },
            Native::Zone(Zone::Info(key)) if name == "key" => Some(Value::Str(key)),
            _ => None,
        };
        if field.is_some() || self.methods(this).contains(&name) {
            return Ok(field);
        }
        match self.class(this) {
            Type::Native(class) => self.of_class(py, class, name),
            _ => Ok(None),
        }
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        match this {
            Native::Date(day) => day.call(py, name, args),
            Native::DateTime(stamp) => stamp.call(py, name, args),
            Native::Time(time) => time.call(py, name, args),
            Native::Delta(delta) if name == "total_seconds" => {
                Some(Method { class: "timedelta", name }.none(py, args).and_then(|()| delta.total_seconds(py)))
            }
            Native::Zone(zone) => zone.call(py, name, args),
            _ => None,
        }
    }

    fn format<'a>(&self, py: Py<'a>, this: &'a Native<'a>, spec: &str) -> R<'a, Formatted<'a>> {
        let spec = py.alloc_str(spec);
        let text = match this {
            Native::Date(day) => day.strftime(py, spec)?,
            Native::DateTime(stamp) => stamp.strftime(py, spec)?,
            Native::Time(time) => time.strftime(py, spec)?,
            _ => {
                let class = self.type_name(this);
                return Err(py.type_error(format_args!("unsupported format string passed to {class}.__format__")));
            }
        };
        Ok(Formatted::Done(text.as_str().unwrap_or_default()))
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let text = match this {
            Native::Date(day) => day.repr(),
            Native::DateTime(stamp) => stamp.repr(py)?,
            Native::Time(time) => time.repr(py)?,
            Native::Delta(delta) => delta.repr(),
            Native::Zone(zone) => zone.repr(py)?,
            _ => String::new(),
        };
        Ok(py.alloc_str(&text))
    }

    fn str<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let text = match this {
            Native::Date(day) => iso::date_text(*day),
            Native::DateTime(stamp) => stamp.iso_text(py, " ", "auto")?,
            Native::Time(time) => time.text(py)?,
            Native::Delta(delta) => delta.text(),
            Native::Zone(zone) => zone.text(py)?,
            _ => String::new(),
        };
        Ok(py.alloc_str(&text))
    }
}

fn class_constant<'a>(py: Py<'a>, class: &str, name: &str) -> Option<Value<'a>> {
    let stamp = |stamp: DateTime<'a>| stamp.value(py);
    let time = |time: Time<'a>| time.value(py);
    // A minute less than a day.
    let most = Delta { days: 0, seconds: 86_340, micros: 0 };
    let fixed = |offset| Zone::Fixed(py.alloc(Fixed { offset, name: None, constant: true })).value(py);
    Some(match (class, name) {
        ("date", "min") => Day::MIN.value(py),
        ("date", "max") => Day::MAX.value(py),
        ("date", "resolution") => Delta { days: 1, seconds: 0, micros: 0 }.value(py),
        ("datetime", "min") => stamp(DateTime::MIN),
        ("datetime", "max") => stamp(DateTime::MAX),
        ("time", "min") => time(Time::MIN),
        ("time", "max") => time(Time::MAX),
        ("timedelta", "min") => Delta::MIN.value(py),
        ("timedelta", "max") => Delta::MAX.value(py),
        ("datetime" | "time" | "timedelta", "resolution") => Delta::RESOLUTION.value(py),
        ("timezone", "utc") => Zone::Utc.value(py),
        ("timezone", "min") => fixed(Delta::normal(0, -most.seconds, 0)),
        ("timezone", "max") => fixed(most),
        _ => return None,
    })
}

fn class_call<'a>(py: Py<'a>, class: &str, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    match class {
        "date" => date::class_call(py, Of::Date, name, args),
        "datetime" => stamp::class_call(py, name, args),
        "time" => Some(Method { class: "time", name }.one(py, args).and_then(|value| time_from_iso(py, value))),
        _ => None,
    }
}

/// `time.fromisoformat(text)`.
fn time_from_iso<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    let Value::Str(text) = value else {
        return Err(py.type_error(format_args!("fromisoformat: argument must be str")));
    };
    let bytes = text.strip_prefix('T').unwrap_or(text).as_bytes();
    let Some(parsed) = iso::parse_time(bytes) else { return Err(date::not_iso(py, value)) };
    let zone = parsed.zone(py)?;
    Ok(Time { face: parsed.face.check(py, 0)?, zone, fold: false }.value(py))
}

/// `datetime.isoformat`: a method as the class has it, to be called with its instance.
fn unbound<'a>(py: Py<'a>, class: &'static str, name: &'static str) -> Value<'a> {
    // A datetime has some of its methods from date.
    let inherited =
        class == "datetime" && matches!(name, "weekday" | "isoweekday" | "toordinal" | "isocalendar" | "strftime");
    let owner = if inherited { "date" } else { class };
    Func::builtin(py, name, move |py, args| {
        let Some((receiver, rest)) = args.pos.split_first() else {
            return Err(py.type_error(format_args!("unbound method {owner}.{name}() needs an argument")));
        };
        if !receiver.class().is_subclass(Type::Native(owner)) {
            return Err(py.type_error(format_args!(
                "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
                Classes.qualified(owner),
                receiver.type_name()
            )));
        }
        match *receiver {
            // `date.isoformat(a_datetime)` is the date's own method.
            Value::Native(Native::DateTime(stamp))
                if owner == "date" && matches!(name, "ctime" | "isoformat" | "replace" | "timetuple") =>
            {
                let args = Args { pos: rest, kw: args.kw };
                match stamp.day.call(py, name, args).unwrap_or_else(|| Err(no_attribute(py, *receiver, name)))? {
                    Value::Native(Native::Date(day)) => Ok(Of::DateTime.make(py, *day)),
                    other => Ok(other),
                }
            }
            receiver => method::call(py, receiver, name, Args { pos: rest, kw: args.kw }),
        }
    })
}

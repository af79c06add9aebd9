//! `logging`, by `Lib/logging/__init__.py`: a rule has no output, so that what is logged goes nowhere; what it raises on the
//! way, it raises here too. Whether a logger is enabled is asked of the levels that this evaluation has set.

use std::cell::Cell;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::compare;
use crate::py::dict::Dict;
use crate::py::locals::Signature;
use crate::py::modules::{Module, signature};
use crate::py::native::{Native, Slots};
use crate::py::text;
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "logging",
    functions: &[
        "basicConfig",
        "critical",
        "debug",
        "error",
        "exception",
        "fatal",
        "getLevelName",
        "getLogger",
        "info",
        "log",
        "warn",
        "warning",
    ],
    constants: &["CRITICAL", "DEBUG", "ERROR", "FATAL", "INFO", "NOTSET", "WARN", "WARNING"],
    in_c: false,
    call,
    constant: |_, name| LEVELS.iter().find(|(known, _)| *known == name).map(|(_, level)| Value::Int(*level)),
};

/// The first name of a number is the one it is shown by.
const LEVELS: &[(&str, i64)] = &[
    ("CRITICAL", 50),
    ("ERROR", 40),
    ("WARNING", 30),
    ("INFO", 20),
    ("DEBUG", 10),
    ("NOTSET", 0),
    ("FATAL", 50),
    ("WARN", 30),
];

/// Where the loggers of an evaluation are kept: no module of a rule has this number.
const LOGGERS: u32 = u32::MAX;

/// A logger: its level, and the one whose level it takes where it has none.
#[derive(Debug)]
pub struct Logger<'a> {
    root: bool,
    name: &'a str,
    level: Cell<i64>,
}

/// `logging.getLogger(name)`.
fn logger<'a>(py: Py<'a>, name: &'a str) -> R<'a, &'a Logger<'a>> {
    let slot = py.module(LOGGERS, 1).first();
    let known = match slot.and_then(Cell::get) {
        Some(Value::Dict(known)) => known,
        _ => {
            let known = py.alloc(Dict::new(py));
            if let Some(slot) = slot {
                slot.set(Some(Value::Dict(known)));
            }
            known
        }
    };
    let root = name.is_empty() || name == "root";
    let name = if root { "root" } else { name };
    if let Some(Value::Native(Native::Logger(logger))) = known.get_str(name) {
        return Ok(logger);
    }
    let level = Cell::new(if root { 30 } else { 0 });
    let made: &'a Native<'a> = py.alloc(Native::Logger(Logger { root, name, level }));
    known.insert(py, Value::Str(name), Value::Native(made))?;
    match made {
        Native::Logger(logger) => Ok(logger),
        _ => logger_is_missing(py),
    }
}

#[cold]
fn logger_is_missing<'a>(py: Py<'a>) -> R<'a, &'a Logger<'a>> {
    Err(py.raise(Kind::SystemError, "a logger is none"))
}

impl<'a> Logger<'a> {
    /// Its own level, or that of the nearest above it that has one.
    fn effective(&self, py: Py<'a>) -> R<'a, i64> {
        let (mut level, mut name) = (self.level.get(), self.name);
        while level == 0 && name != "root" {
            name = name.rsplit_once('.').map_or("root", |(above, _)| above);
            level = logger(py, name)?.level.get();
        }
        Ok(level)
    }
}

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    Some(match name {
        "getLogger" => {
            signature("getLogger", &["name"], py, args, &[Some(Value::None)]).and_then(|[name]| match name {
                Value::Str(name) => found(py, name),
                name if !name.truth() => found(py, "root"),
                _ => Err(py.type_error(format_args!("A logger name must be a string"))),
            })
        }
        "getLevelName" => signature("getLevelName", &["level"], py, args, &[None]).and_then(|[level]| {
            for (name, number) in LEVELS {
                if compare::eq(py, level, Value::Int(*number))? {
                    return Ok(Value::Str(name));
                }
            }
            crate::py::hash::python(py, level)?;
            match LEVELS.iter().find(|(name, _)| level.as_str() == Some(name)) {
                Some((_, number)) => Ok(Value::Int(*number)),
                None => Ok(py.str(&format!("Level {}", text::str_of(py, level)?))),
            }
        }),
        "basicConfig" => basic_config(py, args),
        _ => {
            let signature = message_of(name, false)?;
            logger(py, "root").and_then(|root| log(py, root, name, signature, args))
        }
    })
}

fn found<'a>(py: Py<'a>, name: &'a str) -> Ret<'a> {
    logger(py, name)?;
    let known = py.module(LOGGERS, 1).first().and_then(Cell::get);
    match known {
        Some(Value::Dict(known)) => {
            Ok(known.get_str(if name.is_empty() { "root" } else { name }).unwrap_or(Value::None))
        }
        _ => Ok(Value::None),
    }
}

/// What a function or method that logs takes.
fn message_of(name: &str, method: bool) -> Option<Signature> {
    macro_rules! named {
        ($($name:literal),*) => {
            match (name, method) {
                $(($name, false) => $name, ($name, true) => concat!("Logger.", $name),)*
                _ => return None,
            }
        };
    }
    let full = named!("critical", "debug", "error", "exception", "fatal", "info", "log", "warn", "warning");
    let positional: &'static [&'static str] = match (name, method) {
        ("log", false) => &["level", "msg"],
        ("log", true) => &["self", "level", "msg"],
        (_, false) => &["msg"],
        (_, true) => &["self", "msg"],
    };
    Some(Signature { name: full, positional, positional_only: 0, vararg: true, keyword_only: &[], kwarg: true })
}

/// Logs to nowhere, as far as that can raise.
fn log<'a>(py: Py<'a>, logger: &Logger<'a>, name: &str, takes: Signature, args: Args<'a, '_>) -> Ret<'a> {
    // The message, what it is made of, and the keywords; before them where it is a method the logger.
    let bound: [Value<'a>; 5] = takes.bind(py, args, &[None; 3])?;
    let keywords = bound.get(takes.positional.len() + 1).copied().unwrap_or(Value::None);
    let level = match name {
        "debug" => 10,
        "info" => 20,
        "warn" | "warning" => 30,
        "error" | "exception" => 40,
        "critical" | "fatal" => 50,
        _ => match bound.get(takes.positional.len().saturating_sub(2)).copied().unwrap_or(Value::None) {
            Value::Int(level) => level,
            Value::Bool(level) => i64::from(level),
            Value::Big(big) if big.is_negative() => i64::MIN,
            Value::Big(_) => i64::MAX,
            _ => return Err(py.type_error(format_args!("level must be an integer"))),
        },
    };
    if level < logger.effective(py)? {
        return Ok(Value::None);
    }
    let Value::Dict(keywords) = keywords else { return Ok(Value::None) };
    for (keyword, value) in keywords.pairs() {
        match keyword.as_str().unwrap_or_default() {
            "exc_info" | "stack_info" => {}
            "stacklevel" => {
                compare::gt(py, *value, Value::Int(0))?;
            }
            "extra" => extra(py, *value)?,
            other => {
                return Err(py.type_error(format_args!("Logger._log() got an unexpected keyword argument '{other}'")));
            }
        }
    }
    Ok(Value::None)
}

/// What a record has, which `extra` may not name.
const RECORD: &[&str] = &[
    "args",
    "asctime",
    "created",
    "exc_info",
    "exc_text",
    "filename",
    "funcName",
    "levelname",
    "levelno",
    "lineno",
    "message",
    "module",
    "msecs",
    "msg",
    "name",
    "pathname",
    "process",
    "processName",
    "relativeCreated",
    "stack_info",
    "thread",
    "threadName",
];

fn extra<'a>(py: Py<'a>, extra: Value<'a>) -> R<'a, ()> {
    if extra.is_none() {
        return Ok(());
    }
    let Value::Dict(extra) = extra else {
        return Err(py.raise(Kind::SystemError, "an `extra` that is no dict is outside the subset"));
    };
    for (key, _) in extra.pairs() {
        if key.as_str().is_some_and(|key| RECORD.contains(&key)) {
            let key = text::repr(py, *key)?;
            return Err(py.raise(Kind::KeyError, &format!("Attempt to overwrite {key} in LogRecord")));
        }
    }
    Ok(())
}

/// `_checkLevel`.
fn level_of<'a>(py: Py<'a>, level: Value<'a>) -> R<'a, i64> {
    match level {
        Value::Int(level) => Ok(level),
        Value::Bool(level) => Ok(i64::from(level)),
        Value::Str(name) => match LEVELS.iter().find(|(known, _)| *known == name) {
            Some((_, level)) => Ok(*level),
            None => Err(py.value_error(format_args!("Unknown level: {}", text::repr(py, level)?))),
        },
        _ => {
            let level = text::repr(py, level)?;
            Err(py.type_error(format_args!("Level not an integer or a valid string: {level}")))
        }
    }
}

/// `basicConfig(**keywords)`: of what it sets, the level alone can be told.
fn basic_config<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    if !args.pos.is_empty() {
        let given = args.pos.len();
        let were = if given == 1 { "was" } else { "were" };
        return Err(py.type_error(format_args!("basicConfig() takes 0 positional arguments but {given} {were} given")));
    }
    for (name, value) in args.kw {
        match *name {
            "level" if value.is_none() => {}
            "level" => logger(py, "root")?.level.set(level_of(py, *value)?),
            "format" | "datefmt" | "force" => {}
            other => {
                let message = format!("`{other}` of `logging.basicConfig` is outside the subset");
                return Err(py.raise(Kind::SystemError, &message));
            }
        }
    }
    Ok(Value::None)
}

const METHODS: &[&str] =
    &["critical", "debug", "error", "exception", "fatal", "info", "log", "setLevel", "warn", "warning"];

/// What CPython's loggers have besides; most of it depends on what else runs in the process.
const OUTSIDE: &[&str] = &[
    "addFilter",
    "addHandler",
    "callHandlers",
    "disabled",
    "filter",
    "filters",
    "findCaller",
    "getChild",
    "getEffectiveLevel",
    "handle",
    "handlers",
    "hasHandlers",
    "isEnabledFor",
    "level",
    "makeRecord",
    "manager",
    "name",
    "parent",
    "propagate",
    "removeFilter",
    "removeHandler",
    "root",
];

/// What loggers do where Python's syntax asks.
pub(crate) struct Classes;

#[cold]
fn outside<'a>(py: Py<'a>, name: &str) -> Exc<'a> {
    py.raise(Kind::SystemError, &format!("`{name}` of a logger is outside the subset"))
}

impl Slots for Classes {
    fn class(&self, this: &Native<'_>) -> Type {
        let root = matches!(this, Native::Logger(logger) if logger.root);
        Type::Native(if root { "RootLogger" } else { "Logger" })
    }

    fn methods(&self, _this: &Native<'_>) -> &'static [&'static str] {
        METHODS
    }

    fn getattr<'a>(&self, py: Py<'a>, _this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        if OUTSIDE.contains(&name) {
            return Err(outside(py, name));
        }
        Ok(None)
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let Native::Logger(logger) = this else { return None };
        let mut all = vec![Value::Native(this)];
        all.extend_from_slice(args.pos);
        let whole = Args { pos: &all, kw: args.kw };
        if name == "setLevel" {
            let bound = signature("Logger.setLevel", &["self", "level"], py, whole, &[None, None]);
            return Some(bound.and_then(|[_, level]| {
                logger.level.set(level_of(py, level)?);
                Ok(Value::None)
            }));
        }
        Some(log(py, logger, name, message_of(name, true)?, whole))
    }

    fn repr<'a>(&self, py: Py<'a>, _this: &'a Native<'a>) -> R<'a, &'a str> {
        Err(outside(py, "repr()"))
    }
}

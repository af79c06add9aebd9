//! Python's `re` on values: `Lib/re` of CPython 3.11 above [`crate::py::regex`].
//!
//! Flags are plain `int`s here, `re.I` prints `2`. Patterns for `bytes` are refused with a `SystemError`, as is a match
//! that takes too many steps: CPython would go on, for minutes or for years.

mod matched;
mod pattern;

pub use matched::{METHODS as MATCH_METHODS, Match};
pub use pattern::{METHODS as PATTERN_METHODS, Method};
pub(crate) use pattern::{call, equals, getattr};

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::modules::{Module, signature};
use crate::py::native::{Native, Slots};
use crate::py::regex::{self, Pattern, RegexError};
use crate::py::{hash, integer};
use crate::value::{Type, Value};

/// The functions of the module.
pub const FUNCTIONS: &[&str] =
    &["search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split", "compile", "escape", "purge"];

/// The module.
pub const MODULE: Module = Module {
    name: "re",
    functions: FUNCTIONS,
    constants: &[
        "NOFLAG",
        "T",
        "TEMPLATE",
        "I",
        "IGNORECASE",
        "L",
        "LOCALE",
        "M",
        "MULTILINE",
        "S",
        "DOTALL",
        "U",
        "UNICODE",
        "X",
        "VERBOSE",
        "DEBUG",
        "A",
        "ASCII",
        "error",
        "Pattern",
        "Match",
    ],
    in_c: false,
    call: function,
    constant,
};

fn constant<'a>(_py: Py<'a>, name: &str) -> Option<Value<'a>> {
    Some(match name {
        "error" => Value::Type(Type::Exception(Kind::RegexError)),
        "Pattern" => Value::Type(Type::Native("Pattern")),
        "Match" => Value::Type(Type::Native("Match")),
        _ => Value::Int(i64::from(CONSTANTS.iter().find(|(known, _)| *known == name)?.1)),
    })
}

/// The flags of the module.
pub const CONSTANTS: &[(&str, u32)] = &[
    ("NOFLAG", 0),
    ("T", regex::TEMPLATE),
    ("TEMPLATE", regex::TEMPLATE),
    ("I", regex::IGNORECASE),
    ("IGNORECASE", regex::IGNORECASE),
    ("L", regex::LOCALE),
    ("LOCALE", regex::LOCALE),
    ("M", regex::MULTILINE),
    ("MULTILINE", regex::MULTILINE),
    ("S", regex::DOTALL),
    ("DOTALL", regex::DOTALL),
    ("U", regex::UNICODE),
    ("UNICODE", regex::UNICODE),
    ("X", regex::VERBOSE),
    ("VERBOSE", regex::VERBOSE),
    ("DEBUG", regex::DEBUG),
    ("A", regex::ASCII),
    ("ASCII", regex::ASCII),
];

/// `re.name(*args)`; `None` where there is no such function.
pub fn function<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let zero = Some(Value::Int(0));
    Some(match name {
        "compile" => signature("compile", &["pattern", "flags"], py, args, &[None, zero])
            .and_then(|[pattern, flags]| compiled(py, pattern, flags).map(|pattern| value(py, pattern))),
        "escape" => signature("escape", &["pattern"], py, args, &[None]).and_then(|[text]| escape(py, text)),
        "purge" => signature::<0>("purge", &[], py, args, &[]).map(|[]| Value::None),
        "sub" | "subn" => {
            let (method, name) = if name == "sub" { (Method::Sub, "sub") } else { (Method::Subn, "subn") };
            let names = &["pattern", "repl", "string", "count", "flags"];
            signature(name, names, py, args, &[None, None, None, zero, zero]).and_then(
                |[pattern, repl, string, count, flags]| {
                    compiled(py, pattern, flags)
                        .and_then(|pattern| pattern::run(py, pattern, method, &[repl, string, count]))
                },
            )
        }
        "split" => signature("split", &["pattern", "string", "maxsplit", "flags"], py, args, &[None, None, zero, zero])
            .and_then(|[pattern, string, most, flags]| {
                compiled(py, pattern, flags)
                    .and_then(|pattern| pattern::run(py, pattern, Method::Split, &[string, most]))
            }),
        _ => {
            let (name, method) = pattern::SEARCHES.iter().find(|(known, _)| *known == name)?;
            signature(name, &["pattern", "string", "flags"], py, args, &[None, None, zero]).and_then(
                |[pattern, string, flags]| {
                    compiled(py, pattern, flags).and_then(|pattern| pattern::run(py, pattern, *method, &[string]))
                },
            )
        }
    })
}

/// What patterns and matches do.
pub(crate) struct Classes;

impl Slots for Classes {
    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(if matches!(this, Native::Match(_)) { "Match" } else { "Pattern" })
    }

    fn type_name(&self, this: &Native<'_>) -> &'static str {
        if matches!(this, Native::Match(_)) { "re.Match" } else { "re.Pattern" }
    }

    fn methods(&self, this: &Native<'_>) -> &'static [&'static str] {
        if matches!(this, Native::Match(_)) { MATCH_METHODS } else { PATTERN_METHODS }
    }

    fn equals<'a>(&self, _py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        Ok(match (this, other) {
            (Native::Pattern(a), Value::Native(Native::Pattern(b))) => Some(equals(a, b)),
            _ => None,
        })
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        match this {
            Native::Pattern(pattern) => {
                Ok(hash::python(py, Value::Str(pattern.pattern()))? ^ i64::from(pattern.flags()))
            }
            _ => Ok((std::ptr::from_ref(this).addr() >> 4) as i64),
        }
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        match this {
            Native::Pattern(pattern) => getattr(py, pattern, name),
            Native::Match(found) => found.getattr(py, name),
            _ => Ok(None),
        }
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        match this {
            Native::Pattern(pattern) => call(py, pattern, name, args),
            Native::Match(found) => found.call(py, name, args),
            _ => None,
        }
    }

    fn subscript<'a>(&self, py: Py<'a>, this: &'a Native<'a>, index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        match this {
            Native::Match(found) => found.subscript(py, index).map(Some),
            _ => Ok(None),
        }
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        match this {
            Native::Match(found) => found.repr(py),
            Native::Pattern(pattern) => Ok(py.alloc_str(&pattern.repr())),
            _ => Ok(""),
        }
    }
}

/// The value of a pattern.
pub fn value<'a>(py: Py<'a>, pattern: &'a Pattern) -> Value<'a> {
    Value::Native(py.alloc(Native::Pattern(pattern)))
}

/// `re._compile(pattern, flags)`.
///
/// # Errors
/// `re.error` for a pattern that is none; `TypeError`, `ValueError`.
pub fn compiled<'a>(py: Py<'a>, pattern: Value<'a>, flags: Value<'a>) -> R<'a, &'a Pattern> {
    match pattern {
        Value::Str(text) => {
            let Some(flags) = integer::to_bigint(flags) else {
                hash::python(py, flags)?;
                let class = flags.type_name();
                return Err(py.type_error(format_args!("unsupported operand type(s) for &: '{class}' and 'RegexFlag'")));
            };
            // A flag that is negative has all bits set that are looked at.
            let low = flags.iter_u32_digits().next().unwrap_or(0);
            let bits = if flags.sign() == num_bigint::Sign::Minus { low.wrapping_neg() } else { low };
            let pattern = regex::cached(text, bits).map_err(|e| raise(py, &e))?;
            if i32::try_from(&flags).is_err() {
                return Err(py.raise(Kind::OverflowError, "Python int too large to convert to C int"));
            }
            Ok(py.keep(pattern))
        }
        Value::Native(Native::Pattern(pattern)) => {
            hash::python(py, flags)?;
            if flags.truth() {
                return Err(py.value_error(format_args!("cannot process flags argument with a compiled pattern")));
            }
            Ok(pattern)
        }
        Value::Bytes(_) => Err(py.raise(Kind::SystemError, "patterns of bytes are not supported")),
        _ => {
            hash::python(py, pattern)?;
            Err(py.type_error(format_args!("first argument must be string or compiled pattern")))
        }
    }
}

/// The exception that CPython raises for it.
#[cold]
pub fn raise<'a>(py: Py<'a>, e: &RegexError) -> Exc<'a> {
    let kind = match e {
        RegexError::Syntax(_) => Kind::RegexError,
        RegexError::Value(_) => Kind::ValueError,
        RegexError::Overflow(_) => Kind::OverflowError,
        RegexError::Index(_) => Kind::IndexError,
        RegexError::Unsupported(_) | RegexError::StepLimit => Kind::SystemError,
    };
    py.raise(kind, &e.to_string())
}

/// `re.escape(pattern)`.
fn escape<'a>(py: Py<'a>, text: Value<'a>) -> Ret<'a> {
    match text {
        Value::Str(text) => Ok(py.str(&regex::escape(text))),
        Value::Bytes(bytes) => {
            let mut escaped = Vec::with_capacity(bytes.len());
            for byte in bytes {
                if b"()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c".contains(byte) {
                    escaped.push(b'\\');
                }
                escaped.push(*byte);
            }
            Ok(Value::Bytes(py.alloc_slice(&escaped)))
        }
        _ => Err(py.type_error(format_args!("decoding to str: need a bytes-like object, {} found", text.type_name()))),
    }
}

/// The text that a pattern for `str` can look at.
///
/// # Errors
/// `TypeError` for anything else.
pub fn subject<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    match value {
        Value::Str(text) => Ok(text),
        Value::Bytes(_) => Err(py.type_error(format_args!("cannot use a string pattern on a bytes-like object"))),
        _ => Err(py.type_error(format_args!("expected string or bytes-like object, got '{}'", value.type_name()))),
    }
}

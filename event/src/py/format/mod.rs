//! `format(x, spec)`, f-strings, `str.format` and `%` (`Python/formatter_unicode.c`, `Objects/stringlib/unicode_format.h`,
//! `PyUnicode_Format`).

pub mod fields;
mod number;
pub mod percent;
mod spec;

use crate::exception::R;
use crate::heap::Py;
use crate::py::native::Formatted;
use crate::py::{special, str_methods, text};
use crate::value::Value;
use spec::Spec;

pub use percent::percent;

/// `format(value, spec)`.
///
/// # Errors
/// `ValueError` for a spec that is none, or not one of this type's; `TypeError` for a type that takes none;
/// `MemoryError` for a width past the heap's limit.
pub fn format<'a>(py: Py<'a>, value: Value<'a>, spec: &str) -> R<'a, &'a str> {
    if special::class_of(value).is_some() {
        return special::format(py, value, spec);
    }
    if spec.is_empty() {
        py.check_memory()?;
        return text::str_of(py, value);
    }
    match value {
        Value::Str(s) => {
            let spec = Spec::parse(py, spec, "str", 's', '<')?;
            string(py, s, &spec)
        }
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => {
            let spec = Spec::parse(py, spec, value.type_name(), 'd', '>')?;
            number::int(py, value, &spec)
        }
        Value::Float(x) => {
            let spec = Spec::parse(py, spec, "float", '\0', '>')?;
            number::float(py, x, &spec)
        }
        Value::Native(native) => match native.format(py, spec)? {
            Formatted::Done(text) => Ok(text),
            Formatted::AsText => format(py, Value::Str(native.str(py)?), spec),
        },
        other => {
            Err(py.type_error(format_args!("unsupported format string passed to {}.__format__", other.type_name())))
        }
    }
}

/// What an f-string's `{v!conversion:spec}` writes; a conversion is `r`, `s` or `a`.
///
/// # Errors
/// As [`format()`].
pub fn format_value<'a>(py: Py<'a>, value: Value<'a>, conversion: Option<char>, spec: &str) -> R<'a, &'a str> {
    let value = match conversion {
        None => value,
        Some('r') => Value::Str(text::repr(py, value)?),
        Some('a') => Value::Str(text::ascii(py, value)?),
        Some(_) => Value::Str(text::str_of(py, value)?),
    };
    format(py, value, spec)
}

/// The parts of an f-string as one `str`. What was formatted has been held against the heap's limit already.
pub fn concat<'a>(py: Py<'a>, parts: &[&str]) -> Value<'a> {
    Value::Str(joined(py, parts))
}

/// As [`concat`], the text alone: a format specification that is itself an f-string.
pub fn joined<'a>(py: Py<'a>, parts: &[&str]) -> &'a str {
    let size = parts.iter().map(|part| part.len()).sum();
    let mut out = bumpalo::collections::String::with_capacity_in(size, py.bump());
    for part in parts {
        out.push_str(part);
    }
    out.into_bump_str()
}

fn string<'a>(py: Py<'a>, s: &'a str, spec: &Spec) -> R<'a, &'a str> {
    let refused = match spec {
        Spec { sign: Some(' '), .. } => Some("Space not allowed in string format specifier"),
        Spec { sign: Some(_), .. } => Some("Sign not allowed in string format specifier"),
        Spec { no_negative_zero: true, .. } => {
            Some("Negative zero coercion (z) not allowed in string format specifier")
        }
        Spec { alternate: true, .. } => Some("Alternate form (#) not allowed in string format specifier"),
        Spec { align: '=', .. } => Some("'=' alignment not allowed in string format specifier"),
        _ => None,
    };
    if spec.kind != 's' {
        return Err(spec.unknown_code(py));
    }
    if let Some(message) = refused {
        return Err(py.value_error(format_args!("{message}")));
    }
    let s = match spec.precision {
        Some(precision) => s.get(..str_methods::offset(s, precision)).unwrap_or(s),
        None => s,
    };
    let (left, right) = spec.padding(str_methods::len(s));
    if left + right == 0 {
        return Ok(s);
    }
    str_methods::pad::padded(py, s, spec.fill, left, right)
}

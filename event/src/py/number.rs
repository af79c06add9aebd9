//! `int(x)`, `float(x)`, `bool(x)`; and an `int` where Python wants one.

use num_bigint::BigInt;

use crate::exception::{Exc, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::{float_ops, integer, number_text, text};
use crate::value::Value;

/// `operator.index(value)`.
///
/// # Errors
/// `TypeError` for what is no int.
pub fn index<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, BigInt> {
    integer::to_bigint(value).ok_or_else(|| not_an_int(py, value))
}

/// `operator.index(value)`, cut to 64 bits as `PyNumber_AsSsize_t(value, NULL)` cuts it.
///
/// # Errors
/// `TypeError` for what is no int.
pub fn clipped_index<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i64> {
    match value {
        Value::Int(i) => Ok(i),
        Value::Bool(b) => Ok(i64::from(b)),
        Value::Big(big) => Ok(if big.is_negative() { i64::MIN } else { i64::MAX }),
        _ => Err(not_an_int(py, value)),
    }
}

#[cold]
pub(crate) fn not_an_int<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    py.type_error(format_args!("'{}' object cannot be interpreted as an integer", value.type_name()))
}

/// `int(x=0, /, base=10)`, as `long_new` takes its arguments.
///
/// # Errors
/// `ValueError` for text that is no int, or of over 4300 digits; `TypeError`; `OverflowError` for an infinity.
pub fn construct_int<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let given = args.pos.len() + args.kw.len();
    if given > 2 {
        return Err(py.type_error(format_args!("int() takes at most 2 arguments ({given} given)")));
    }
    let mut base = args.pos.get(1).copied();
    for (name, value) in args.kw {
        if *name != "base" {
            return Err(py.type_error(format_args!("'{name}' is an invalid keyword argument for int()")));
        }
        if base.is_some() {
            return Err(py.type_error(format_args!("argument for int() given by name ('base') and position (2)")));
        }
        base = Some(*value);
    }
    match (args.pos.first(), base) {
        (None, None) => Ok(Value::Int(0)),
        (None, Some(_)) => Err(py.type_error(format_args!("int() missing string argument"))),
        (Some(x), None) => int(py, *x),
        (Some(x), Some(base)) => {
            let base = clipped_index(py, base)?;
            let base = match u32::try_from(base) {
                Ok(base @ (0 | 2..=36)) => base,
                _ => return Err(py.value_error(format_args!("int() base must be >= 2 and <= 36, or 0"))),
            };
            match x {
                Value::Str(_) | Value::Bytes(_) => int_of_text(py, *x, base),
                _ => Err(py.type_error(format_args!("int() can't convert non-string with explicit base"))),
            }
        }
    }
}

/// `int(x)`.
///
/// # Errors
/// As [`construct_int`].
pub fn int<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    match x {
        Value::Int(_) | Value::Big(_) => Ok(x),
        Value::Bool(b) => Ok(Value::Int(i64::from(b))),
        Value::Float(x) => float_ops::truncate(py, x),
        Value::Str(_) | Value::Bytes(_) => int_of_text(py, x, 10),
        Value::Native(native) => match native.to_int(py) {
            Some(result) => result,
            None => Err(not_convertible(py, x)),
        },
        _ => Err(not_convertible(py, x)),
    }
}

#[cold]
fn not_convertible<'a>(py: Py<'a>, x: Value<'a>) -> Exc<'a> {
    let class = x.type_name();
    py.type_error(format_args!("int() argument must be a string, a bytes-like object or a real number, not '{class}'"))
}

fn int_of_text<'a>(py: Py<'a>, x: Value<'a>, base: u32) -> Ret<'a> {
    let parsed = match x {
        Value::Str(s) => number_text::int(py, &number_text::ascii(s), base)?,
        Value::Bytes(bytes) => number_text::int(py, bytes, base)?,
        _ => None,
    };
    if let Some(value) = parsed {
        return Ok(py.int(&value));
    }
    // CPython prints 200 characters of the repr.
    let repr: String = text::repr(py, x)?.chars().take(200).collect();
    Err(py.value_error(format_args!("invalid literal for int() with base {base}: {repr}")))
}

/// `float(x=0, /)`.
///
/// # Errors
/// `ValueError` for text that is no number; `TypeError`; `OverflowError` for an int beyond the largest float.
pub fn construct_float<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    args.no_keywords(py, "float")?;
    match args.pos {
        [] => Ok(Value::Float(0.0)),
        [x] => float(py, *x),
        _ => Err(at_most_one(py, "float", args.pos.len())),
    }
}

/// `float(x)`.
///
/// # Errors
/// As [`construct_float`].
pub fn float<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    if let Some(x) = float_ops::of_number(py, x)? {
        return Ok(Value::Float(x));
    }
    let parsed = match x {
        Value::Str(s) => number_text::float(&number_text::ascii(s)),
        Value::Bytes(bytes) => number_text::float(bytes),
        _ => {
            let class = x.type_name();
            return Err(
                py.type_error(format_args!("float() argument must be a string or a real number, not '{class}'"))
            );
        }
    };
    match parsed {
        Some(x) => Ok(Value::Float(x)),
        None => {
            let repr = text::repr(py, x)?;
            Err(py.value_error(format_args!("could not convert string to float: {repr}")))
        }
    }
}

/// `bool(x=False, /)`.
///
/// # Errors
/// `TypeError` for more than one argument.
pub fn construct_bool<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    args.no_keywords(py, "bool")?;
    match args.pos {
        [] => Ok(Value::Bool(false)),
        [x] => crate::py::special::truth(py, *x).map(Value::Bool),
        _ => Err(at_most_one(py, "bool", args.pos.len())),
    }
}

#[cold]
fn at_most_one<'a>(py: Py<'a>, class: &str, given: usize) -> Exc<'a> {
    py.type_error(format_args!("{class} expected at most 1 argument, got {given}"))
}

/// The decimal text of an `int` or a `bool`'s number; of anything else, nothing.
///
/// # Errors
/// `ValueError` over 4300 digits, CPython's guard against quadratic time.
pub fn int_str<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    Ok(py.alloc_str(&text::int_text(py, value)?))
}

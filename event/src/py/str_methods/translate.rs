//! `maketrans` and `translate`.

use super::{expect, len, str_argument};
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::{chars, subscript};
use crate::value::Value;

fn ordinal<'a>(c: char) -> Value<'a> {
    Value::Int(i64::from(chars::code_point(c)))
}

/// `str.maketrans(x)`, `str.maketrans(x, y)`, `str.maketrans(x, y, z)`.
///
/// # Errors
/// `TypeError` and `ValueError` for what makes no table.
pub fn maketrans<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let args = expect(py, "str", "maketrans", args, 1, 3)?;
    let from = args.first().copied().unwrap_or(Value::None);
    let table = Dict::new(py);
    let Some(to) = args.get(1) else {
        let Value::Dict(pairs) = from else {
            return Err(py.type_error(format_args!("if you give only one argument to maketrans it must be a dict")));
        };
        for (key, value) in pairs.pairs() {
            table.insert(py, table_key(py, *key)?, *value)?;
        }
        return Ok(Value::Dict(py.alloc(table)));
    };
    let to = str_argument(py, "maketrans", 2, *to)?;
    let deleted = match args.get(2) {
        Some(deleted) => str_argument(py, "maketrans", 3, *deleted)?,
        None => "",
    };
    let Value::Str(from) = from else {
        return Err(
            py.type_error(format_args!("first maketrans argument must be a string if there is a second argument"))
        );
    };
    if len(from) != len(to) {
        return Err(py.value_error(format_args!("the first two maketrans arguments must have equal length")));
    }
    for (from, to) in from.chars().zip(to.chars()) {
        table.insert(py, ordinal(from), ordinal(to))?;
    }
    for c in deleted.chars() {
        table.insert(py, ordinal(c), Value::None)?;
    }
    Ok(Value::Dict(py.alloc(table)))
}

fn table_key<'a>(py: Py<'a>, key: Value<'a>) -> R<'a, Value<'a>> {
    match key {
        Value::Str(text) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(ordinal(c)),
                _ => Err(py.value_error(format_args!("string keys in translate table must be of length 1"))),
            }
        }
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => Ok(key),
        _ => Err(py.type_error(format_args!("keys in translate table must be strings or integers"))),
    }
}

/// `s.translate(table)`.
///
/// # Errors
/// `TypeError` for what is no table; `ValueError` for a number that is no code point.
pub fn translate<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let table = args.one(py, "str.translate")?;
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        py.room(out.len())?;
        match subscript::getitem(py, table, ordinal(c)) {
            Err(e) if e.kind().is_subclass(Kind::LookupError) => out.push(c),
            Err(e) => return Err(e),
            Ok(Value::None) => {}
            Ok(Value::Str(text)) => out.push_str(text),
            Ok(Value::Int(code)) => out.push(code_point(py, code)?),
            Ok(Value::Bool(code)) => out.push(code_point(py, i64::from(code))?),
            Ok(Value::Big(_)) => return Err(out_of_range(py)),
            Ok(_) => {
                return Err(py.type_error(format_args!("character mapping must return integer, None or str")));
            }
        }
    }
    py.room(out.len())?;
    Ok(py.str(&out))
}

fn code_point<'a>(py: Py<'a>, code: i64) -> R<'a, char> {
    u32::try_from(code).ok().and_then(chars::from_code_point).ok_or_else(|| out_of_range(py))
}

#[cold]
fn out_of_range<'a>(py: Py<'a>) -> crate::exception::Exc<'a> {
    py.value_error(format_args!("character mapping must be in range(0x110000)"))
}

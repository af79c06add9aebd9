//! The methods of `tuple` and `range`, after `Objects/tupleobject.c` and `Objects/rangeobject.c`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::iter::Iter;
use crate::py::list_methods::search_bounds;
use crate::py::{compare, text};
use crate::value::{Range, Value};

/// What a `tuple` has, and a `range`.
pub const NAMES: &[&str] = &["count", "index"];

/// `receiver.name(*args)` for a tuple or a range; `None` where it has no such method.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let method = Method { class: receiver.type_name(), name };
    match (receiver, name) {
        (Value::Tuple(items), "count") => Some(method.one(py, args).and_then(|item| count(py, items, item))),
        (Value::Tuple(items), "index") => Some(method.between(py, args, 1, 3).and_then(|args| index(py, items, args))),
        (Value::Range(_), "count") => {
            Some(method.one(py, args).and_then(|item| range_count(py, receiver, item)).map(Value::Int))
        }
        (Value::Range(range), "index") => {
            Some(method.one(py, args).and_then(|item| range_index(py, *range, receiver, item)))
        }
        _ => None,
    }
}

fn count<'a>(py: Py<'a>, items: &[Value<'a>], wanted: Value<'a>) -> Ret<'a> {
    let mut count = 0;
    for item in items {
        count += i64::from(compare::same(py, *item, wanted)?);
    }
    Ok(Value::Int(count))
}

fn index<'a>(py: Py<'a>, items: &[Value<'a>], args: &[Value<'a>]) -> Ret<'a> {
    let [wanted, bounds @ ..] = args else { return Ok(Value::None) };
    let (start, stop) = search_bounds(py, bounds, items.len())?;
    for (at, item) in items.iter().enumerate().take(stop).skip(start) {
        if compare::same(py, *item, *wanted)? {
            return Ok(Value::Int(at as i64));
        }
    }
    Err(py.raise(Kind::ValueError, "tuple.index(x): x not in tuple"))
}

fn is_int(value: Value<'_>) -> bool {
    matches!(value, Value::Int(_) | Value::Bool(_) | Value::Big(_))
}

fn range_count<'a>(py: Py<'a>, range: Value<'a>, wanted: Value<'a>) -> R<'a, i64> {
    if is_int(wanted) {
        return compare::contains(py, range, wanted).map(i64::from);
    }
    let numbers = Iter::of(py, range)?;
    let mut count = 0;
    while let Some(number) = numbers.next(py)? {
        count += i64::from(compare::same(py, number, wanted)?);
    }
    Ok(count)
}

fn range_index<'a>(py: Py<'a>, range: Range, value: Value<'a>, wanted: Value<'a>) -> Ret<'a> {
    let int = match wanted {
        Value::Int(i) => Some(i),
        Value::Bool(b) => Some(i64::from(b)),
        _ => None,
    };
    if let Some(int) = int
        && compare::contains(py, value, wanted)?
    {
        let offset = (i128::from(int) - range.start) / range.step;
        return Ok(Value::Int(i64::try_from(offset).unwrap_or(i64::MAX)));
    }
    if is_int(wanted) {
        return Err(py.value_error(format_args!("{} is not in range", text::repr(py, wanted)?)));
    }
    let numbers = Iter::of(py, value)?;
    let mut at = 0;
    while let Some(number) = numbers.next(py)? {
        if compare::same(py, number, wanted)? {
            return Ok(Value::Int(at));
        }
        at += 1;
    }
    Err(py.raise(Kind::ValueError, "sequence.index(x): x not in sequence"))
}

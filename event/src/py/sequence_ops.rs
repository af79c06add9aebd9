//! `+` and `*` of `str`, `bytes`, `list` and `tuple`.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::value::Value;

/// `a + b` where `a` is a sequence that can be joined; `None` where it is none.
///
/// # Errors
/// `TypeError` where `b` is of another type; `MemoryError`.
pub fn concat<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> Option<Ret<'a>> {
    Some(match (a, b) {
        (Value::Str(x), Value::Str(y)) => concat_str(py, x, y),
        (Value::Bytes(x), Value::Bytes(y)) => joined(py, x, y).map(Value::Bytes),
        (Value::Tuple(x), Value::Tuple([])) => Ok(Value::Tuple(x)),
        (Value::Tuple([]), Value::Tuple(y)) => Ok(Value::Tuple(y)),
        (Value::Tuple(x), Value::Tuple(y)) => joined(py, x, y).map(Value::Tuple),
        (Value::List(x), Value::List(y)) => {
            let (x, y) = (x.snapshot(), y.snapshot());
            joined(py, x, y).map(|items| py.list(items))
        }
        (Value::Str(_) | Value::Tuple(_) | Value::List(_), _) => {
            let name = a.type_name();
            Err(py.type_error(format_args!("can only concatenate {name} (not \"{}\") to {name}", b.type_name())))
        }
        (Value::Bytes(_), _) => Err(py.type_error(format_args!("can't concat {} to bytes", b.type_name()))),
        _ => return None,
    })
}

/// `a + b` of two `str`.
///
/// # Errors
/// `MemoryError`.
pub fn concat_str<'a>(py: Py<'a>, a: &'a str, b: &'a str) -> Ret<'a> {
    if a.is_empty() {
        return Ok(Value::Str(b));
    }
    if b.is_empty() {
        return Ok(Value::Str(a));
    }
    py.room(a.len() + b.len())?;
    let mut text = bumpalo::collections::String::with_capacity_in(a.len() + b.len(), py.bump());
    text.push_str(a);
    text.push_str(b);
    Ok(Value::Str(text.into_bump_str()))
}

fn joined<'a, T: Copy>(py: Py<'a>, a: &[T], b: &[T]) -> R<'a, &'a [T]> {
    py.room((a.len() + b.len()).saturating_mul(size_of::<T>()))?;
    let mut items = bumpalo::collections::Vec::with_capacity_in(a.len() + b.len(), py.bump());
    items.extend_from_slice_copy(a);
    items.extend_from_slice_copy(b);
    Ok(items.into_bump_slice())
}

/// Whether the type can be repeated by `*`.
pub fn is_repeatable(value: Value<'_>) -> bool {
    matches!(value, Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) | Value::List(_))
}

/// How often `by` says, as `sequence_repeat` takes it: 0 for what is negative.
///
/// # Errors
/// `TypeError` where it is no int; `OverflowError` where it does not fit 64 bits.
pub fn times<'a>(py: Py<'a>, by: Value<'a>) -> R<'a, usize> {
    match by {
        Value::Int(n) => Ok(usize::try_from(n).unwrap_or(0)),
        Value::Bool(b) => Ok(usize::from(b)),
        Value::Big(_) => Err(py.raise(Kind::OverflowError, "cannot fit 'int' into an index-sized integer")),
        _ => Err(py.type_error(format_args!("can't multiply sequence by non-int of type '{}'", by.type_name()))),
    }
}

/// `sequence * by`.
///
/// # Errors
/// `TypeError`, `OverflowError` for lengths beyond 64 bits, `MemoryError`.
pub fn repeat<'a>(py: Py<'a>, sequence: Value<'a>, by: Value<'a>) -> Ret<'a> {
    let n = times(py, by)?;
    match sequence {
        Value::Str(text) => {
            if n == 1 || text.is_empty() {
                return Ok(sequence);
            }
            // CPython counts characters; the room is for bytes.
            if too_long(text.chars().count(), n) {
                return Err(py.raise(Kind::OverflowError, "repeated string is too long"));
            }
            py.room(text.len().saturating_mul(n))?;
            let mut repeated = bumpalo::collections::String::with_capacity_in(text.len() * n, py.bump());
            for _ in 0..n {
                repeated.push_str(text);
            }
            Ok(Value::Str(repeated.into_bump_str()))
        }
        Value::Bytes(bytes) => {
            if too_long(bytes.len(), n) {
                return Err(py.raise(Kind::OverflowError, "repeated bytes are too long"));
            }
            repeated(py, bytes, n).map(Value::Bytes)
        }
        Value::Tuple(items) => {
            if n == 1 {
                return Ok(sequence);
            }
            repeated(py, items, n).map(Value::Tuple)
        }
        Value::List(list) => repeated(py, list.snapshot(), n).map(|items| py.list(items)),
        _ => Err(not_repeatable(py, sequence)),
    }
}

#[cold]
fn not_repeatable<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    py.type_error(format_args!("'{}' object can't be repeated", value.type_name()))
}

fn too_long(len: usize, n: usize) -> bool {
    len.checked_mul(n).is_none_or(|total| total > isize::MAX as usize)
}

/// `items`, `n` times over.
///
/// # Errors
/// `MemoryError`.
pub fn repeated<'a, T: Copy>(py: Py<'a>, items: &[T], n: usize) -> R<'a, &'a [T]> {
    if items.is_empty() || n == 0 {
        return Ok(&[]);
    }
    py.room(items.len().saturating_mul(n).saturating_mul(size_of::<T>()))?;
    let mut out = bumpalo::collections::Vec::with_capacity_in(items.len() * n, py.bump());
    for _ in 0..n {
        out.extend_from_slice_copy(items);
    }
    Ok(out.into_bump_slice())
}

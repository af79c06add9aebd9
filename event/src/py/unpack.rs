//! `a, b = value` and `a, *b, c = value`: `UNPACK_SEQUENCE` and `UNPACK_EX` of `Python/ceval.c`.

use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::iter::Iter;
use crate::value::Value;

/// The `N` items of `value`.
///
/// # Errors
/// `ValueError` for more or fewer; `TypeError` for what cannot be walked.
pub fn unpack<'a, const N: usize>(py: Py<'a>, value: Value<'a>) -> R<'a, [Value<'a>; N]> {
    let exact = match value {
        Value::Tuple(items) => <[Value<'a>; N]>::try_from(items).ok(),
        Value::List(list) => <[Value<'a>; N]>::try_from(&list.items()[..]).ok(),
        _ => None,
    };
    if let Some(exact) = exact {
        return Ok(exact);
    }
    let items = walk(py, value)?;
    let mut unpacked = [Value::None; N];
    for (got, slot) in unpacked.iter_mut().enumerate() {
        *slot = items
            .next(py)?
            .ok_or_else(|| py.value_error(format_args!("not enough values to unpack (expected {N}, got {got})")))?;
    }
    match items.next(py)? {
        None => Ok(unpacked),
        Some(_) => Err(py.value_error(format_args!("too many values to unpack (expected {N})"))),
    }
}

/// The items of `value` for targets of which the one after `before` is starred and followed by `after` more: as many
/// values, the starred one's a list.
///
/// # Errors
/// `ValueError` for fewer than `before + after`; `TypeError` for what cannot be walked.
pub fn unpack_star<'a>(py: Py<'a>, value: Value<'a>, before: usize, after: usize) -> R<'a, Vec<Value<'a>>> {
    let items = walk(py, value)?;
    let too_few = |got: usize| {
        let expected = before + after;
        py.value_error(format_args!("not enough values to unpack (expected at least {expected}, got {got})"))
    };
    let mut unpacked = Vec::with_capacity(before + after + 1);
    while unpacked.len() < before {
        let item = items.next(py)?.ok_or_else(|| too_few(unpacked.len()))?;
        unpacked.push(item);
    }
    let rest = items.collect(py)?;
    let middle = rest.len().checked_sub(after).ok_or_else(|| too_few(before + rest.len()))?;
    let (starred, last) = rest.split_at(middle);
    unpacked.push(py.list(starred));
    unpacked.extend_from_slice(last);
    Ok(unpacked)
}

fn walk<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a Iter<'a>> {
    Iter::of(py, value).map_err(|e| {
        if e.kind() == Kind::TypeError {
            return py.type_error(format_args!("cannot unpack non-iterable {} object", value.type_name()));
        }
        e
    })
}

/// The values of [`unpack_star`] for the `N` targets that it was asked for.
pub fn exactly<'a, const N: usize>(values: Vec<Value<'a>>) -> [Value<'a>; N] {
    let mut targets = [Value::None; N];
    for (target, value) in targets.iter_mut().zip(values) {
        *target = value;
    }
    targets
}

//! `x[i]`, `x[i:j:k]`, assignment to them and `del`.
//!
//! A native object takes part through its attributes `__getitem__`, `__setitem__` and `__delitem__`, and for slices
//! `__getslice__(start, stop, step)`, for no value of ours is a slice.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::list::List;
use crate::py::native::Native;
use crate::py::slice::Slice;
use crate::py::{collections, dict, function, slice, special};
use crate::value::{Range, Type, Value};

/// `obj[index]`.
///
/// # Errors
/// `TypeError` for what has no items or an index of the wrong type; `IndexError`; `KeyError`.
pub fn getitem<'a>(py: Py<'a>, obj: Value<'a>, index: Value<'a>) -> Ret<'a> {
    match obj {
        Value::Dict(dict) => match dict.get(py, index)? {
            Some(found) => Ok(found),
            None => collections::missing(py, dict, index),
        },
        Value::List(list) => {
            let at = position(py, index, list.len(), "list")?;
            at.and_then(|at| list.get(at)).ok_or_else(|| py.raise(Kind::IndexError, "list index out of range"))
        }
        Value::Tuple(items) => {
            let at = position(py, index, items.len(), "tuple")?;
            at.and_then(|at| items.get(at).copied())
                .ok_or_else(|| py.raise(Kind::IndexError, "tuple index out of range"))
        }
        Value::Str(text) => {
            let Some(at) = as_index(py, index)? else {
                return Err(py.type_error(format_args!("string indices must be integers, not '{}'", index.type_name())));
            };
            character(text, at).map(Value::Str).ok_or_else(|| py.raise(Kind::IndexError, "string index out of range"))
        }
        Value::Bytes(bytes) => {
            let at = position(py, index, bytes.len(), "byte")?;
            at.and_then(|at| bytes.get(at))
                .map(|byte| Value::Int(i64::from(*byte)))
                .ok_or_else(|| py.raise(Kind::IndexError, "index out of range"))
        }
        Value::Range(range) => {
            let at = match index {
                Value::Big(_) => None,
                _ => match as_index(py, index)? {
                    Some(at) => from_end(at, i64::try_from(range.len()).unwrap_or(i64::MAX)),
                    None => return Err(wrong_index(py, "range", index)),
                },
            };
            at.map(|at| py.wide_int(range.at(at)))
                .ok_or_else(|| py.raise(Kind::IndexError, "range object index out of range"))
        }
        Value::Native(native) => match native.subscript(py, index)? {
            Some(item) => Ok(item),
            None => Err(not_subscriptable(py, obj)),
        },
        _ => match special::call(py, obj, "__getitem__", Args::pos(&[index]))? {
            Some(item) => Ok(item),
            None => Err(not_subscriptable(py, obj)),
        },
    }
}

/// `obj["key"]` with a literal key: what rules write most.
///
/// # Errors
/// As [`getitem`].
#[inline]
pub fn getitem_str<'a>(py: Py<'a>, obj: Value<'a>, key: &'static str) -> Ret<'a> {
    match obj {
        Value::Dict(dict) => match dict.get_str(key) {
            Some(found) => Ok(found),
            None => collections::missing(py, dict, Value::Str(key)),
        },
        _ => getitem(py, obj, Value::Str(key)),
    }
}

/// `obj[start:stop:step]`; `None` is a bound that was not given.
///
/// # Errors
/// `TypeError` for what has no items or a bound that is no integer; `ValueError` for a step of zero.
pub fn slice<'a>(py: Py<'a>, obj: Value<'a>, start: Value<'a>, stop: Value<'a>, step: Value<'a>) -> Ret<'a> {
    let slice = || Slice::new(py, start, stop, step);
    match obj {
        Value::Str(text) => slice().map(|slice| slice::of_str(py, text, slice)),
        Value::List(list) => slice().map(|slice| py.list(&slice.pick(&list.items()))),
        Value::Tuple(items) => slice().map(|slice| match slice.contiguous(items.len()) {
            Some(bounds) => Value::Tuple(items.get(bounds).unwrap_or_default()),
            None => py.tuple(&slice.pick(items)),
        }),
        Value::Bytes(bytes) => slice().map(|slice| match slice.contiguous(bytes.len()) {
            Some(bounds) => Value::Bytes(bytes.get(bounds).unwrap_or_default()),
            None => Value::Bytes(py.alloc_slice(&slice.pick(bytes))),
        }),
        Value::Range(range) => slice_range(py, *range, slice()?),
        Value::Dict(_) => Err(unhashable_slice(py)),
        Value::Native(native) => match native.getattr(py, "__getslice__")? {
            Some(getslice) => function::call(py, getslice, Args::pos(&[start, stop, step])),
            None if native.getattr(py, "__getitem__")?.is_some() => Err(unhashable_slice(py)),
            None => Err(not_subscriptable(py, obj)),
        },
        _ if special::has(py, obj, "__getitem__") => Err(special::outside(py, "a slice of a rule's own object")),
        _ => Err(not_subscriptable(py, obj)),
    }
}

/// `compute_slice`: a range of a range.
fn slice_range<'a>(py: Py<'a>, range: Range<'a>, slice: Slice) -> Ret<'a> {
    let (start, stop, _) = slice.bounds(i64::try_from(range.len()).unwrap_or(i64::MAX));
    let number = |index: i64| i128::from(index).checked_mul(range.step).and_then(|n| n.checked_add(range.start));
    match (number(start), number(stop), range.step.checked_mul(i128::from(slice.step))) {
        (Some(start), Some(stop), Some(step)) if range.written.is_none() => {
            Ok(Value::Range(py.alloc(Range { start, stop, step, written: None })))
        }
        _ => Err(py.raise(Kind::OverflowError, "Python int too large to convert to C ssize_t")),
    }
}

/// `obj[index] = value`.
///
/// # Errors
/// `TypeError` for what cannot be changed or an index of the wrong type; `IndexError`.
pub fn setitem<'a>(py: Py<'a>, obj: Value<'a>, index: Value<'a>, value: Value<'a>) -> R<'a, ()> {
    match obj {
        Value::Dict(dict) => dict.insert(py, index, value),
        Value::List(list) => {
            let at = position(py, index, list.len(), "list")?;
            match at.and_then(|at| list.items_mut().get_mut(at).map(|item| *item = value)) {
                Some(()) => Ok(()),
                None => Err(py.raise(Kind::IndexError, "list assignment index out of range")),
            }
        }
        Value::Native(native) => match native.getattr(py, "__setitem__")? {
            Some(setitem) => function::call(py, setitem, Args::pos(&[index, value])).map(|_| ()),
            None => Err(no_assignment(py, obj, Some(index))),
        },
        _ => match special::call(py, obj, "__setitem__", Args::pos(&[index, value]))? {
            Some(_) => Ok(()),
            None => Err(no_assignment(py, obj, Some(index))),
        },
    }
}

/// `del obj[index]`.
///
/// # Errors
/// As [`setitem`], and `KeyError`.
pub fn delitem<'a>(py: Py<'a>, obj: Value<'a>, index: Value<'a>) -> R<'a, ()> {
    match obj {
        Value::Dict(dict) => match dict.remove(py, index)? {
            Some(_) => Ok(()),
            // A counter does not mind.
            None if matches!(dict.kind(), dict::Kind::Counter) => Ok(()),
            None => Err(Exc::new(py, Kind::KeyError, &[index])),
        },
        Value::List(list) => match position(py, index, list.len(), "list")? {
            Some(at) => {
                list.items_mut().remove(at);
                Ok(())
            }
            None => Err(py.raise(Kind::IndexError, "list assignment index out of range")),
        },
        Value::Native(native) => match native.getattr(py, "__delitem__")? {
            Some(delitem) => function::call(py, delitem, Args::pos(&[index])).map(|_| ()),
            None => Err(no_deletion(py, obj, Some(index))),
        },
        _ => match special::call(py, obj, "__delitem__", Args::pos(&[index]))? {
            Some(_) => Ok(()),
            None => Err(no_deletion(py, obj, Some(index))),
        },
    }
}

/// `obj[start:stop:step] = value`.
///
/// # Errors
/// `TypeError` for what is no list, or a value that cannot be walked; `ValueError` where a slice with a step gets
/// another number of items than it has.
pub fn set_slice<'a>(
    py: Py<'a>,
    obj: Value<'a>,
    start: Value<'a>,
    stop: Value<'a>,
    step: Value<'a>,
    value: Value<'a>,
) -> R<'a, ()> {
    match obj {
        Value::List(list) => slice::assign(py, list, Slice::new(py, start, stop, step)?, value),
        Value::Dict(_) => Err(unhashable_slice(py)),
        _ if special::has(py, obj, "__setitem__") => Err(special::outside(py, "a slice of a rule's own object")),
        _ => Err(no_assignment(py, obj, None)),
    }
}

/// `del obj[start:stop:step]`.
///
/// # Errors
/// `TypeError` for what is no list.
pub fn del_slice<'a>(py: Py<'a>, obj: Value<'a>, start: Value<'a>, stop: Value<'a>, step: Value<'a>) -> R<'a, ()> {
    match obj {
        Value::List(list) => {
            delete(list, Slice::new(py, start, stop, step)?);
            Ok(())
        }
        Value::Dict(_) => Err(unhashable_slice(py)),
        _ if special::has(py, obj, "__delitem__") => Err(special::outside(py, "a slice of a rule's own object")),
        _ => Err(no_deletion(py, obj, None)),
    }
}

fn delete(list: &List<'_>, slice: Slice) {
    let mut items = list.items_mut();
    let mut gone = vec![false; items.len()];
    for at in slice.places(items.len()) {
        if let Some(gone) = gone.get_mut(at) {
            *gone = true;
        }
    }
    let mut gone = gone.into_iter();
    items.retain(|_| !gone.next().unwrap_or(false));
}

/// An integer as an index; `None` for what is none.
///
/// # Errors
/// `IndexError` for an integer beyond 64 bits.
fn as_index<'a>(py: Py<'a>, index: Value<'a>) -> R<'a, Option<i64>> {
    match index {
        Value::Int(i) => Ok(Some(i)),
        Value::Bool(b) => Ok(Some(i64::from(b))),
        Value::Big(_) => Err(py.raise(Kind::IndexError, "cannot fit 'int' into an index-sized integer")),
        _ => Ok(None),
    }
}

/// Where `index` points in a sequence of `len`, if it does.
fn position<'a>(py: Py<'a>, index: Value<'a>, len: usize, sequence: &str) -> R<'a, Option<usize>> {
    match as_index(py, index)? {
        Some(at) => Ok(from_end(at, len as i64).and_then(|at| usize::try_from(at).ok())),
        None => Err(wrong_index(py, sequence, index)),
    }
}

fn from_end(index: i64, len: i64) -> Option<u64> {
    let at = if index < 0 { index + len } else { index };
    if at < len { u64::try_from(at).ok() } else { None }
}

/// The code point at `index`, which counts from the end if negative.
fn character(text: &str, index: i64) -> Option<&str> {
    if text.is_ascii() {
        let at = usize::try_from(from_end(index, text.len() as i64)?).ok()?;
        return text.get(at..at + 1);
    }
    let (at, c) = if index < 0 {
        text.char_indices().nth_back(usize::try_from(-(index + 1)).ok()?)?
    } else {
        text.char_indices().nth(usize::try_from(index).ok()?)?
    };
    text.get(at..at + c.len_utf8())
}

#[cold]
fn wrong_index<'a>(py: Py<'a>, sequence: &str, index: Value<'a>) -> Exc<'a> {
    py.type_error(format_args!("{sequence} indices must be integers or slices, not {}", index.type_name()))
}

/// The classes that may be given types: what CPython makes of `list[int]` is no class, and nothing that rules have a use for.
const GENERIC: [&str; 16] = [
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "type",
    "enumerate",
    "chain",
    "partial",
    "deque",
    "defaultdict",
    "OrderedDict",
    "Counter",
    "ChainMap",
    "Pattern",
    "Match",
];

#[cold]
fn not_subscriptable<'a>(py: Py<'a>, obj: Value<'a>) -> Exc<'a> {
    match obj {
        Value::Type(Type::User(class)) => py.type_error(format_args!("type '{}' is not subscriptable", class.name())),
        Value::Type(class) if GENERIC.contains(&class.name()) => {
            special::outside(py, "a class with arguments in brackets")
        }
        Value::Type(class) => py.type_error(format_args!("type '{}' is not subscriptable", class.name())),
        _ => py.type_error(format_args!("'{}' object is not subscriptable", obj.type_name())),
    }
}

/// Whether it has some item protocol of sequences, though not this one: an integer is then made an index first.
fn is_sequence(obj: Value<'_>) -> bool {
    match obj {
        Value::Str(_)
        | Value::Tuple(_)
        | Value::Bytes(_)
        | Value::Range(_)
        | Value::Set(_)
        | Value::View(_)
        | Value::Instance(_) => true,
        // All classes but the oldest ones of C have both protocols.
        Value::Native(native) => !matches!(
            native,
            Native::Date(_) | Native::DateTime(_) | Native::Time(_) | Native::Delta(_) | Native::Zone(_)
        ),
        _ => false,
    }
}

#[cold]
fn no_assignment<'a>(py: Py<'a>, obj: Value<'a>, index: Option<Value<'a>>) -> Exc<'a> {
    if let Some(Err(e)) = index.filter(|_| is_sequence(obj)).map(|index| as_index(py, index)) {
        return e;
    }
    py.type_error(format_args!("'{}' object does not support item assignment", obj.type_name()))
}

/// A sequence is told so of an integer in other words than what is none.
#[cold]
fn no_deletion<'a>(py: Py<'a>, obj: Value<'a>, index: Option<Value<'a>>) -> Exc<'a> {
    let not = match index.filter(|_| is_sequence(obj)).map(|index| as_index(py, index)) {
        Some(Err(e)) => return e,
        Some(Ok(Some(_))) => "doesn't",
        _ => "does not",
    };
    py.type_error(format_args!("'{}' object {not} support item deletion", obj.type_name()))
}

#[cold]
fn unhashable_slice<'a>(py: Py<'a>) -> Exc<'a> {
    py.raise(Kind::TypeError, "unhashable type: 'slice'")
}

/// `PyNumber_AsSsize_t(value, OverflowError)`: an argument that must be an integer.
///
/// # Errors
/// `TypeError` for what is none; `OverflowError` beyond 64 bits.
pub fn index_i64<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i64> {
    match value {
        Value::Int(i) => Ok(i),
        Value::Bool(b) => Ok(i64::from(b)),
        Value::Big(_) => Err(py.raise(Kind::OverflowError, "Python int too large to convert to C ssize_t")),
        _ => Err(py.type_error(format_args!("'{}' object cannot be interpreted as an integer", value.type_name()))),
    }
}

/// An integer as a slice's bound: beyond 64 bits it is the last one within; `None` for what is no integer.
pub fn slice_bound(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Int(i) => Some(i),
        Value::Bool(b) => Some(i64::from(b)),
        Value::Big(big) => Some(if big.is_negative() { i64::MIN } else { i64::MAX }),
        _ => None,
    }
}

/// The items of a value that is assigned to a slice.
pub(crate) fn items_of<'a>(py: Py<'a>, value: Value<'a>, message: &str) -> R<'a, Vec<Value<'a>>> {
    match Iter::of(py, value) {
        Ok(items) => items.collect(py),
        Err(e) if e.kind().is_subclass(Kind::TypeError) => Err(py.raise(Kind::TypeError, message)),
        Err(e) => Err(e),
    }
}

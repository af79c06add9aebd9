//! The methods of `dict`, after `Objects/dictobject.c`.

use crate::exception::{self, Exc, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::dict::{Dict, Kind, View};
use crate::py::iter::Iter;
use crate::py::native::Native;
use crate::py::{collections, function, subscript};
use crate::value::Value;

/// What a `dict` has.
pub const NAMES: &[&str] =
    &["clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"];

/// `receiver.name(*args)` for a dict; `None` where it has no such method.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let Value::Dict(dict) = receiver else { return None };
    if !matches!(dict.kind(), Kind::Plain)
        && let Some(called) = collections::call(py, dict, name, args)
    {
        return Some(called);
    }
    NAMES.contains(&name).then(|| known(py, dict, name, args))
}

fn known<'a>(py: Py<'a>, dict: &'a Dict<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let method = Method { class: "dict", name };
    match name {
        "get" => match method.between(py, args, 1, 2)? {
            [key, rest @ ..] => get(py, dict, *key, rest.first().copied().unwrap_or(Value::None)),
            [] => Ok(Value::None),
        },
        "items" => method.none(py, args).map(|()| Value::View(View::Items(dict))),
        "keys" => method.none(py, args).map(|()| Value::View(View::Keys(dict))),
        "values" => method.none(py, args).map(|()| Value::View(View::Values(dict))),
        "copy" => method.none(py, args).and_then(|()| copy(py, dict)).map(Value::Dict),
        "clear" => {
            method.none(py, args)?;
            dict.clear();
            Ok(Value::None)
        }
        "setdefault" => match method.between(py, args, 1, 2)? {
            [key, rest @ ..] => {
                if let Some(found) = dict.get(py, *key)? {
                    return Ok(found);
                }
                let default = rest.first().copied().unwrap_or(Value::None);
                dict.insert(py, *key, default)?;
                Ok(default)
            }
            [] => Ok(Value::None),
        },
        "pop" => match method.between(py, args, 1, 2)? {
            [key, rest @ ..] => pop(py, dict, *key, rest.first().copied()),
            [] => Ok(Value::None),
        },
        "popitem" => {
            method.none(py, args)?;
            match dict.pop_last() {
                Some((key, value)) => Ok(py.tuple(&[key, value])),
                None => Err(py.raise(exception::Kind::KeyError, "popitem(): dictionary is empty")),
            }
        }
        "update" => {
            method.count(py, args, 0, 1)?;
            fill(py, dict, args)?;
            Ok(Value::None)
        }
        _ => fromkeys(py, args),
    }
}

/// `dict.get(key, default)`.
///
/// # Errors
/// `TypeError` for a key that cannot be hashed.
#[inline]
pub fn get<'a>(py: Py<'a>, dict: &Dict<'a>, key: Value<'a>, default: Value<'a>) -> Ret<'a> {
    Ok(dict.get(py, key)?.unwrap_or(default))
}

fn pop<'a>(py: Py<'a>, dict: &Dict<'a>, key: Value<'a>, default: Option<Value<'a>>) -> Ret<'a> {
    // Of an empty dict the key is not even hashed.
    let found = if dict.is_empty() { None } else { dict.remove(py, key)? };
    found.or(default).ok_or_else(|| Exc::new(py, exception::Kind::KeyError, &[key]))
}

/// `dict.copy()`.
///
/// # Errors
/// None of its own: every key was hashed before.
pub fn copy<'a>(py: Py<'a>, dict: &Dict<'a>) -> R<'a, &'a Dict<'a>> {
    let copied = Dict::new(py);
    for (key, value) in dict.pairs() {
        copied.insert(py, *key, *value)?;
    }
    Ok(py.alloc(copied))
}

/// `dict.fromkeys(keys, value=None)`.
///
/// # Errors
/// `TypeError` where `keys` cannot be walked or a key cannot be hashed.
pub fn fromkeys<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let method = Method { class: "dict", name: "fromkeys" };
    let dict = Dict::new(py);
    if let [keys, rest @ ..] = method.between(py, args, 1, 2)? {
        let value = rest.first().copied().unwrap_or(Value::None);
        let keys = Iter::of(py, *keys)?;
        while let Some(key) = keys.next(py)? {
            dict.insert(py, key, value)?;
        }
    }
    Ok(Value::Dict(py.alloc(dict)))
}

/// `dict_update_common`: at most one mapping or series of pairs, then the keywords. It is `dict(...)` too.
///
/// # Errors
/// As [`update`].
pub(crate) fn fill<'a>(py: Py<'a>, dict: &Dict<'a>, args: Args<'a, '_>) -> R<'a, ()> {
    if let Some(other) = args.pos.first() {
        update(py, dict, *other)?;
    }
    for (name, value) in args.kw {
        dict.insert(py, Value::Str(name), *value)?;
    }
    Ok(())
}

/// `dict.update(other)` and `dict |= other`: a mapping, or what gives pairs. What was read before an exception stays.
///
/// # Errors
/// `TypeError` for what is neither, or a key that cannot be hashed; `ValueError` for a pair that is none.
pub fn update<'a>(py: Py<'a>, dict: &Dict<'a>, other: Value<'a>) -> R<'a, ()> {
    match other {
        Value::Dict(other) => {
            for (key, value) in other.pairs() {
                dict.insert(py, *key, *value)?;
            }
            Ok(())
        }
        Value::Native(native) => match native.getattr(py, "keys")? {
            Some(keys) => update_from_mapping(py, dict, native, keys),
            None => update_from_pairs(py, dict, other),
        },
        _ => update_from_pairs(py, dict, other),
    }
}

fn update_from_mapping<'a>(py: Py<'a>, dict: &Dict<'a>, native: &'a Native<'a>, keys: Value<'a>) -> R<'a, ()> {
    let keys = Iter::of(py, function::call(py, keys, Args::pos(&[]))?)?;
    while let Some(key) = keys.next(py)? {
        dict.insert(py, key, subscript::getitem(py, Value::Native(native), key)?)?;
    }
    Ok(())
}

/// `PyDict_MergeFromSeq2`.
fn update_from_pairs<'a>(py: Py<'a>, dict: &Dict<'a>, pairs: Value<'a>) -> R<'a, ()> {
    let pairs = Iter::of(py, pairs)?;
    let mut at = 0;
    while let Some(pair) = pairs.next(py)? {
        let items = match Iter::of(py, pair) {
            Ok(items) => items.collect(py)?,
            Err(e) if e.kind().is_subclass(exception::Kind::TypeError) => {
                return Err(py.type_error(format_args!(
                    "cannot convert dictionary update sequence element #{at} to a sequence"
                )));
            }
            Err(e) => return Err(e),
        };
        let [key, value] = items[..] else {
            return Err(py.value_error(format_args!(
                "dictionary update sequence element #{at} has length {}; 2 is required",
                items.len()
            )));
        };
        dict.insert(py, key, value)?;
        at += 1;
    }
    Ok(())
}

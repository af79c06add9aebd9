//! `OrderedDict`: a dict whose order counts.

use std::cell::Cell;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::abc;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::clinic::Signature;
use crate::py::compare;
use crate::py::dict::{self, Dict, View};
use crate::py::iter::Iter;
use crate::value::Value;

/// The methods of its objects.
pub(super) const NAMES: &[&str] = &[
    "clear",
    "copy",
    "fromkeys",
    "get",
    "items",
    "keys",
    "move_to_end",
    "pop",
    "popitem",
    "setdefault",
    "update",
    "values",
];

/// `OrderedDict(*args, **keywords)`.
pub(super) fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    if args.pos.len() > 1 {
        return Err(py.type_error(format_args!("expected at most 1 arguments, got {}", args.pos.len())));
    }
    let dict = empty(py);
    update(py, dict, args)?;
    Ok(Value::Dict(dict))
}

fn empty<'a>(py: Py<'a>) -> &'a Dict<'a> {
    py.alloc(Dict::of_kind(py, dict::Kind::Ordered(py.alloc(Cell::new(0)))))
}

/// `OrderedDict.fromkeys(iterable, value=None)`.
pub(super) fn fromkeys<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let signature = Signature { function: "fromkeys", names: ["iterable", "value"], required: 1, positional: 2 };
    let [keys, value] = signature.bind(py, args)?;
    let dict = empty(py);
    let keys = Iter::of(py, keys.unwrap_or(Value::None))?;
    while let Some(key) = keys.next(py)? {
        dict.insert(py, key, value.unwrap_or(Value::None))?;
    }
    Ok(Value::Dict(dict))
}

/// `mutablemapping_update`, which words its errors otherwise than `dict` does.
fn update<'a>(py: Py<'a>, dict: &Dict<'a>, args: Args<'a, '_>) -> R<'a, ()> {
    match args.pos {
        [] => {}
        [items] if abc::is_mapping(*items) => {
            crate::py::dict_methods::fill(py, dict, Args::pos(args.pos))?;
        }
        [pairs] => {
            let pairs = Iter::of(py, *pairs)?;
            while let Some(pair) = pairs.next(py)? {
                let items = Iter::of(py, pair)?.collect(py)?;
                match items[..] {
                    [key, value] => dict.insert(py, key, value)?,
                    [] => return Err(py.value_error(format_args!("need more than 0 values to unpack"))),
                    [_] => return Err(py.value_error(format_args!("need more than 1 value to unpack"))),
                    _ => return Err(py.value_error(format_args!("too many values to unpack (expected 2)"))),
                }
            }
        }
        pos => {
            return Err(
                py.type_error(format_args!("update() takes at most 1 positional argument ({} given)", pos.len()))
            );
        }
    }
    for (name, value) in args.kw {
        dict.insert(py, Value::Str(name), *value)?;
    }
    Ok(())
}

/// What it does otherwise than `dict`.
pub(super) fn call<'a>(py: Py<'a>, dict: &'a Dict<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let bind = |names: [&'static str; 2], required| {
        Signature { function: name, names, required, positional: 2 }.bind(py, args)
    };
    Some(match name {
        "copy" => {
            Method { class: "OrderedDict", name }.none(py, args).and_then(|()| super::copy(py, dict)).map(Value::Dict)
        }
        "fromkeys" => fromkeys(py, args),
        "update" => update(py, dict, args).map(|()| Value::None),
        "setdefault" => bind(["key", "default"], 1).and_then(|[key, default]| {
            let key = key.unwrap_or(Value::None);
            if let Some(found) = dict.get(py, key)? {
                return Ok(found);
            }
            let default = default.unwrap_or(Value::None);
            dict.insert(py, key, default)?;
            Ok(default)
        }),
        "pop" => bind(["key", "default"], 1).and_then(|[key, default]| {
            let key = key.unwrap_or(Value::None);
            dict.remove(py, key)?.or(default).ok_or_else(|| Exc::new(py, Kind::KeyError, &[key]))
        }),
        "popitem" => Signature { function: name, names: ["last"], required: 0, positional: 1 }.bind(py, args).and_then(
            |[last]| {
                let pair = if last.is_none_or(Value::truth) { dict.pop_last() } else { pop_first(py, dict)? };
                match pair {
                    Some((key, value)) => Ok(py.tuple(&[key, value])),
                    None => Err(py.raise(Kind::KeyError, "dictionary is empty")),
                }
            },
        ),
        "move_to_end" => bind(["key", "last"], 1)
            .and_then(|[key, last]| move_to_end(py, dict, key.unwrap_or(Value::None), last.is_none_or(Value::truth))),
        _ => return None,
    })
}

fn pop_first<'a>(py: Py<'a>, dict: &Dict<'a>) -> R<'a, Option<(Value<'a>, Value<'a>)>> {
    let Some((_, key, _)) = dict.next_from(0) else { return Ok(None) };
    Ok(dict.remove(py, key)?.map(|value| (key, value)))
}

fn move_to_end<'a>(py: Py<'a>, dict: &Dict<'a>, key: Value<'a>, last: bool) -> Ret<'a> {
    let pairs = dict.pairs();
    let Some(value) = dict.remove(py, key)? else { return Err(Exc::new(py, Kind::KeyError, &[key])) };
    // The key that was there stays, not the equal one that was given.
    let mut kept = key;
    for (known, _) in pairs {
        if compare::same(py, *known, key)? {
            kept = *known;
        }
    }
    if last {
        dict.insert(py, kept, value)?;
        return Ok(Value::None);
    }
    let rest = dict.pairs();
    dict.clear();
    dict.insert(py, kept, value)?;
    for (key, value) in rest {
        dict.insert(py, *key, *value)?;
    }
    Ok(Value::None)
}

/// Whether two with equal pairs have them in the same order.
///
/// # Errors
/// As [`compare::eq`].
pub fn same_order<'a>(py: Py<'a>, a: &Dict<'a>, b: &Dict<'a>) -> R<'a, bool> {
    for ((a, _), (b, _)) in a.pairs().iter().zip(b.pairs()) {
        if !compare::same(py, *a, *b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `iter(dict.view())`: what changes it meanwhile ends it, but at its end.
pub fn walk<'a>(py: Py<'a>, view: View<'a>) -> &'a Iter<'a> {
    let dict = view.dict();
    let (state, len) = (dict.state(), dict.len());
    let mut from = 0;
    let mut more = !dict.is_empty();
    Iter::from_step(py, "odict_iterator", move |py| {
        if !more {
            return Ok(None);
        }
        if dict.state() != state {
            more = false;
            return Err(py.raise(Kind::RuntimeError, "OrderedDict mutated during iteration"));
        }
        if dict.len() != len {
            more = false;
            return Err(py.raise(Kind::RuntimeError, "OrderedDict changed size during iteration"));
        }
        let Some((next, key, value)) = dict.next_from(from) else { return Ok(None) };
        from = next;
        more = dict.next_from(from).is_some();
        Ok(Some(view.pick(py, key, value)))
    })
}

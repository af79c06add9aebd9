//! `copy`, by `Lib/copy.py`.

use rustc_hash::FxHashMap;

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::datetime::zone::Zone;
use crate::py::dict::{self, Dict};
use crate::py::list::List;
use crate::py::modules::{Module, signature};
use crate::py::native::Native;
use crate::py::set::Set;
use crate::py::{collections, compare, method, panther};
use crate::value::Value;

/// The module.
pub const MODULE: Module =
    Module {
        name: "copy",
        functions: &["copy", "deepcopy"],
        constants: &[],
        in_c: false,
        call: |py, name, args| match name {
            "copy" => Some(signature("copy", &["x"], py, args, &[None]).and_then(|[x]| copy(py, x))),
            "deepcopy" => Some(signature("deepcopy", &["x", "memo"], py, args, &[None, Some(Value::None)]).and_then(
                |[x, memo]| match memo {
                    Value::None => deep(py, x),
                    _ => Err(py.raise(Kind::SystemError, "a `memo` for `copy.deepcopy` is outside the subset")),
                },
            )),
            _ => None,
        },
        constant: |_, _| None,
    };

/// What was copied, by where it stands and how long it is: a part of a tuple begins where the tuple does.
type Memo<'a> = FxHashMap<(usize, usize), Value<'a>>;

/// What is the same object after either copy: what cannot change, functions and classes.
fn is_atomic(value: Value<'_>) -> bool {
    matches!(
        value,
        Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Big(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Range(_)
            | Value::Func(_)
            | Value::Type(_)
            | Value::Ellipsis
            | Value::NotImplemented
            | Value::Native(Native::Pattern(_) | Native::Match(_))
    )
}

/// `copy(x)`.
fn copy<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    match x {
        Value::Tuple(_) => Ok(x),
        Value::Set(set) if set.is_frozen() => Ok(x),
        Value::List(_) | Value::Set(_) | Value::Native(Native::Deque(_)) => method::call(py, x, "copy", Args::pos(&[])),
        Value::Dict(dict) => collections::copy(py, dict).map(Value::Dict),
        Value::Native(Native::Panther(object)) => {
            panther::copied(py, object, Ok).unwrap_or_else(|| Err(outside(py, x)))
        }
        _ if is_atomic(x) => Ok(x),
        _ => moment(py, x).ok_or_else(|| outside(py, x)),
    }
}

/// A copy of a date, a time or a span of time: another object of the same value, but for `timezone.utc`.
fn moment<'a>(py: Py<'a>, x: Value<'a>) -> Option<Value<'a>> {
    let Value::Native(native) = x else { return None };
    let copied = match native {
        Native::Date(day) => Native::Date(*day),
        Native::DateTime(moment) => Native::DateTime(*moment),
        Native::Time(time) => Native::Time(*time),
        Native::Delta(delta) => Native::Delta(*delta),
        Native::Zone(Zone::Utc) => return Some(x),
        _ => return None,
    };
    Some(Value::Native(py.alloc(copied)))
}

#[cold]
fn outside<'a>(py: Py<'a>, x: Value<'a>) -> crate::exception::Exc<'a> {
    let class = x.type_name();
    match x {
        Value::View(_) => py.type_error(format_args!("cannot pickle '{class}' object")),
        _ => py.raise(Kind::SystemError, &format!("a copy of a `{class}` is outside the subset")),
    }
}

/// Where a container stands, by which it is known when it is met again.
fn place(x: Value<'_>) -> Option<(usize, usize)> {
    match x {
        Value::List(list) => Some((std::ptr::from_ref(list).addr(), 0)),
        Value::Dict(dict) => Some((std::ptr::from_ref(dict).addr(), 0)),
        Value::Set(set) => Some((std::ptr::from_ref(set).addr(), 0)),
        Value::Tuple(items) if !items.is_empty() => Some((items.as_ptr().addr(), items.len())),
        Value::Native(native) => Some((std::ptr::from_ref(native).addr(), 0)),
        _ => None,
    }
}

/// `deepcopy(x)`.
///
/// # Errors
/// `TypeError` for what Python cannot copy, `SystemError` for what is not copied here.
pub(crate) fn deep<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    deepcopy(py, x, &mut Memo::default())
}

/// `deepcopy(x, memo)`: two frames of Python for each level, as CPython counts them.
fn deepcopy<'a>(py: Py<'a>, x: Value<'a>, memo: &mut Memo<'a>) -> Ret<'a> {
    let _depth = py.call_depth()?;
    if is_atomic(x) {
        return Ok(x);
    }
    let place = place(x);
    if let Some(copied) = place.and_then(|place| memo.get(&place)) {
        return Ok(*copied);
    }
    let _inner = py.call_depth()?;
    let keep = |memo: &mut Memo<'a>, copied: Value<'a>| {
        if let Some(place) = place {
            memo.insert(place, copied);
        }
    };
    match x {
        Value::List(list) => {
            let copied = py.alloc(List::from_slice(py, &[]));
            keep(memo, Value::List(copied));
            let mut at = 0;
            while let Some(item) = list.get(at) {
                let item = deepcopy(py, item, memo)?;
                copied.items_mut().push(item);
                at += 1;
            }
            Ok(Value::List(copied))
        }
        Value::Tuple(items) => {
            let _comprehension = py.call_depth()?;
            let copied: R<'a, Vec<_>> = items.iter().map(|item| deepcopy(py, *item, memo)).collect();
            let copied = copied?;
            if let Some(met) = place.and_then(|place| memo.get(&place)) {
                return Ok(*met);
            }
            if items.iter().zip(&copied).all(|(item, copied)| compare::is(*item, *copied)) {
                return Ok(x);
            }
            let copied = py.tuple(&copied);
            keep(memo, copied);
            Ok(copied)
        }
        Value::Dict(dict) => {
            let copied = py.alloc(Dict::of_kind(py, dict.kind().renewed(py)));
            if let dict::Kind::Default(factory) = dict.kind()
                && !is_atomic(factory.get())
                && !factory.get().is_none()
            {
                return Err(outside(py, factory.get()));
            }
            keep(memo, Value::Dict(copied));
            for (key, value) in dict.pairs() {
                let key = deepcopy(py, *key, memo)?;
                copied.insert(py, key, deepcopy(py, *value, memo)?)?;
            }
            Ok(Value::Dict(copied))
        }
        Value::Set(set) => {
            let mut items = Vec::new();
            let mut from = 0;
            while let Some((next, item)) = set.next_from(from) {
                items.push(deepcopy(py, item, memo)?);
                from = next;
            }
            let copied = Value::Set(py.alloc(Set::of_items(py, set.is_frozen(), &items)?));
            keep(memo, copied);
            Ok(copied)
        }
        Value::Native(Native::Panther(object)) => {
            // By way of its `__dict__`.
            let _state = (py.call_depth()?, py.call_depth()?);
            let copied = panther::copied(py, object, |wrapped| deepcopy(py, wrapped, memo));
            let copied = copied.unwrap_or_else(|| Err(outside(py, x)))?;
            keep(memo, copied);
            Ok(copied)
        }
        _ => {
            let copied = moment(py, x).ok_or_else(|| outside(py, x))?;
            keep(memo, copied);
            Ok(copied)
        }
    }
}

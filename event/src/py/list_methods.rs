//! The methods of `list`, after `Objects/listobject.c`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::c_int;
use crate::py::arity::Method;
use crate::py::iter::Iter;
use crate::py::list::List;
use crate::py::subscript::{index_i64, slice_bound};
use crate::py::{compare, sort, special, text};
use crate::value::Value;

/// What a `list` has.
pub const NAMES: &[&str] =
    &["append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort"];

/// `receiver.name(*args)` for a list; `None` where it has no such method.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let Value::List(list) = receiver else { return None };
    NAMES.contains(&name).then(|| known(py, list, name, args))
}

fn known<'a>(py: Py<'a>, list: &'a List<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let method = Method { class: "list", name };
    match name {
        "append" => {
            let item = method.one(py, args)?;
            list.items_mut().push(item);
        }
        "extend" => extend(py, list, method.one(py, args)?)?,
        "clear" => {
            method.none(py, args)?;
            list.items_mut().clear();
        }
        "copy" => {
            method.none(py, args)?;
            return Ok(py.list(&list.items()));
        }
        "count" => {
            let wanted = method.one(py, args)?;
            let mut count = 0;
            for item in walk(list) {
                count += i64::from(compare::same(py, item, wanted)?);
            }
            return Ok(Value::Int(count));
        }
        "index" => return index(py, list, method.between(py, args, 1, 3)?),
        "insert" => {
            if let [at, item] = method.between(py, args, 2, 2)? {
                let at = place(py, *at, list.len())?;
                list.items_mut().insert(at, *item);
            }
        }
        "pop" => return pop(py, list, method.between(py, args, 0, 1)?),
        "remove" => {
            let wanted = method.one(py, args)?;
            for (at, item) in walk(list).enumerate() {
                if compare::same(py, item, wanted)? {
                    list.items_mut().remove(at);
                    return Ok(Value::None);
                }
            }
            return Err(py.raise(Kind::ValueError, "list.remove(x): x not in list"));
        }
        "reverse" => {
            method.none(py, args)?;
            list.items_mut().reverse();
        }
        _ => {
            if !args.pos.is_empty() {
                return Err(py.type_error(format_args!("sort() takes no positional arguments")));
            }
            let (key, reverse) = sort_arguments(py, args)?;
            sort::sort_list(py, list, key, reverse)?;
        }
    }
    Ok(Value::None)
}

/// The items by index, so that what happens to the list between two of them is seen.
fn walk<'a>(list: &'a List<'a>) -> impl Iterator<Item = Value<'a>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += 1;
        list.get(at - 1)
    })
}

/// `list.extend(other)` and `list += other`: what was read before an exception stays.
///
/// # Errors
/// `TypeError` where `other` cannot be walked; what walking it raises.
pub fn extend<'a>(py: Py<'a>, list: &List<'a>, other: Value<'a>) -> R<'a, ()> {
    match other {
        Value::List(other) => {
            let items = other.snapshot();
            list.items_mut().extend_from_slice(items);
        }
        Value::Tuple(items) => list.items_mut().extend_from_slice(items),
        _ => {
            let items = Iter::of(py, other)?;
            special::length_hint(py, other)?;
            while let Some(item) = items.next(py)? {
                list.items_mut().push(item);
            }
        }
    }
    Ok(())
}

fn index<'a>(py: Py<'a>, list: &'a List<'a>, args: &[Value<'a>]) -> Ret<'a> {
    let [wanted, bounds @ ..] = args else { return Ok(Value::None) };
    let (start, stop) = search_bounds(py, bounds, list.len())?;
    for at in start..stop {
        let Some(item) = list.get(at) else { break };
        if compare::same(py, item, *wanted)? {
            return Ok(Value::Int(at as i64));
        }
    }
    Err(py.value_error(format_args!("{} is not in list", text::repr(py, *wanted)?)))
}

/// The optional `start` and `stop` of `index`, within `0..=len`.
///
/// # Errors
/// `TypeError` for what is no integer.
pub(crate) fn search_bounds<'a>(py: Py<'a>, bounds: &[Value<'a>], len: usize) -> R<'a, (usize, usize)> {
    let bound = |at: usize, default: usize| match bounds.get(at) {
        Some(value) => {
            let Some(i) = slice_bound(*value) else {
                let message = "slice indices must be integers or have an __index__ method";
                return Err(py.type_error(format_args!("{message}")));
            };
            Ok(from_end(i, len))
        }
        None => Ok(default),
    };
    Ok((bound(0, 0)?, bound(1, len)?))
}

/// A negative index counts from the end; beyond either end it is that end.
fn from_end(index: i64, len: usize) -> usize {
    let index = if index < 0 { index.saturating_add(len as i64).max(0) } else { index };
    usize::try_from(index).unwrap_or(usize::MAX).min(len)
}

fn place<'a>(py: Py<'a>, index: Value<'a>, len: usize) -> R<'a, usize> {
    Ok(from_end(index_i64(py, index)?, len))
}

fn pop<'a>(py: Py<'a>, list: &List<'a>, args: &[Value<'a>]) -> Ret<'a> {
    let index = match args {
        [index] => index_i64(py, *index)?,
        _ => -1,
    };
    let mut items = list.items_mut();
    let len = items.len() as i64;
    if len == 0 {
        return Err(py.raise(Kind::IndexError, "pop from empty list"));
    }
    let at = if index < 0 { index.saturating_add(len) } else { index };
    if (0..len).contains(&at) {
        return Ok(items.remove(at as usize));
    }
    Err(py.raise(Kind::IndexError, "pop index out of range"))
}

/// `key=` and `reverse=`, as `sorted` and `list.sort` take them.
///
/// # Errors
/// `TypeError` for other keywords, and for a `reverse` that is no integer.
pub(crate) fn sort_arguments<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, (Option<Value<'a>>, bool)> {
    let (mut key, mut reverse) = (None, false);
    for (name, value) in args.kw {
        match *name {
            "key" => key = (!value.is_none()).then_some(*value),
            "reverse" => reverse = c_int(py, *value)? != 0,
            other => {
                return Err(py.type_error(format_args!("'{other}' is an invalid keyword argument for sort()")));
            }
        }
    }
    Ok((key, reverse))
}

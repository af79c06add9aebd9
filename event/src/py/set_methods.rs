//! The methods of `set` and `frozenset`.

use crate::exception::{Exc, Kind, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::set::Set;
use crate::py::set_algebra as algebra;
use crate::value::Value;

/// What a `set` has; a `frozenset` has those of [`FROZEN_NAMES`].
pub const NAMES: &[&str] = &[
    "add",
    "clear",
    "copy",
    "difference",
    "difference_update",
    "discard",
    "intersection",
    "intersection_update",
    "isdisjoint",
    "issubset",
    "issuperset",
    "pop",
    "remove",
    "symmetric_difference",
    "symmetric_difference_update",
    "union",
    "update",
];

/// The methods of a `frozenset`.
pub const FROZEN_NAMES: &[&str] =
    &["copy", "difference", "intersection", "isdisjoint", "issubset", "issuperset", "symmetric_difference", "union"];

/// `receiver.name(*args)` for a set; `None` where it has no such method.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let Value::Set(set) = receiver else { return None };
    if set.is_frozen() {
        return FROZEN_NAMES.contains(&name).then(|| common(py, set, name, args));
    }
    NAMES
        .contains(&name)
        .then(|| if FROZEN_NAMES.contains(&name) { common(py, set, name, args) } else { change(py, set, name, args) })
}

fn common<'a>(py: Py<'a>, set: &'a Set<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let method = method_of(set, name);
    let any = |py| method.between(py, args, 0, usize::MAX);
    match name {
        "copy" => {
            method.none(py, args)?;
            if set.is_frozen() { Ok(Value::Set(set)) } else { algebra::copy(py, set).map(Value::Set) }
        }
        "union" => algebra::union(py, set, any(py)?).map(Value::Set),
        "intersection" => algebra::intersection_all(py, set, any(py)?).map(Value::Set),
        "difference" => algebra::difference_all(py, set, any(py)?).map(Value::Set),
        "symmetric_difference" => algebra::symmetric_difference(py, set, method.one(py, args)?).map(Value::Set),
        "isdisjoint" => algebra::is_disjoint(py, set, method.one(py, args)?).map(Value::Bool),
        "issubset" => algebra::is_subset(py, set, method.one(py, args)?).map(Value::Bool),
        _ => algebra::is_superset(py, set, method.one(py, args)?).map(Value::Bool),
    }
}

fn change<'a>(py: Py<'a>, set: &'a Set<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let method = method_of(set, name);
    let any = |py| method.between(py, args, 0, usize::MAX);
    match name {
        "add" => {
            set.add(py, method.one(py, args)?)?;
        }
        "clear" => {
            method.none(py, args)?;
            set.clear();
        }
        "discard" => {
            set.discard(py, method.one(py, args)?)?;
        }
        "remove" => {
            let item = method.one(py, args)?;
            if !set.discard(py, item)? {
                return Err(Exc::new(py, Kind::KeyError, &[item]));
            }
        }
        "pop" => {
            method.none(py, args)?;
            return set.pop().ok_or_else(|| py.raise(Kind::KeyError, "pop from an empty set"));
        }
        "update" => {
            for other in any(py)? {
                algebra::update(py, set, *other)?;
            }
        }
        "intersection_update" => set.take_body(algebra::intersection_all(py, set, any(py)?)?),
        "difference_update" => {
            for other in any(py)? {
                algebra::difference_update(py, set, *other)?;
            }
        }
        _ => algebra::symmetric_difference_update(py, set, method.one(py, args)?)?,
    }
    Ok(Value::None)
}

fn method_of<'n>(set: &Set<'_>, name: &'n str) -> Method<'n> {
    Method { class: if set.is_frozen() { "frozenset" } else { "set" }, name }
}

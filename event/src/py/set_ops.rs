//! `- & | ^` of sets and dict views, by `Objects/setobject.c` and the views of `Objects/dictobject.c`.
//!
//! Sets have these operators between themselves only; a view has them with anything that can be walked, on either side.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::Op;
use crate::py::dict::{Dict, View};
use crate::py::iter::Iter;
use crate::py::set::Set;
use crate::py::{compare, construct, dict_methods, method};
use crate::value::{Type, Value};

/// `a op b`, or `None` where neither side has the operator.
///
/// # Errors
/// `TypeError` for items that cannot be hashed, and beside a view for what cannot be walked.
pub fn binary<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    if let (Value::Set(_), Value::Set(_)) = (a, b) {
        let name = match op {
            Op::Sub => "difference",
            Op::And => "intersection",
            Op::Or => "union",
            Op::Xor => "symmetric_difference",
            _ => return Ok(None),
        };
        return method::call(py, a, name, Args::pos(&[b])).map(Some);
    }
    if !is_set_view(a) && !is_set_view(b) {
        return Ok(None);
    }
    match op {
        Op::Sub => changed(py, a, "difference_update", b).map(Some),
        Op::Or => changed(py, a, "update", b).map(Some),
        Op::And => intersection(py, a, b).map(Some),
        Op::Xor => match (a, b) {
            (Value::View(View::Items(x)), Value::View(View::Items(y))) => items_xor(py, x, y).map(Some),
            _ => changed(py, a, "symmetric_difference_update", b).map(Some),
        },
        _ => Ok(None),
    }
}

/// `a op= b` of a `set`, which changes it; `None` where `a` is no set that can change or `b` is no set.
///
/// # Errors
/// As [`binary`].
pub fn in_place<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    let (Value::Set(left), Value::Set(_)) = (a, b) else { return Ok(None) };
    if left.is_frozen() {
        return Ok(None);
    }
    let name = match op {
        Op::Sub => "difference_update",
        Op::And => "intersection_update",
        Op::Or => "update",
        Op::Xor => "symmetric_difference_update",
        _ => return Ok(None),
    };
    method::call(py, a, name, Args::pos(&[b]))?;
    Ok(Some(a))
}

fn is_set_view(value: Value<'_>) -> bool {
    matches!(value, Value::View(View::Keys(_) | View::Items(_)))
}

/// `dictviews_to_set(a)`, changed by the method. Of a view on keys the dict itself is read, which makes room at once.
fn changed<'a>(py: Py<'a>, a: Value<'a>, name: &str, b: Value<'a>) -> Ret<'a> {
    let a = match a {
        Value::View(View::Keys(dict)) => Value::Dict(dict),
        _ => a,
    };
    let set = construct::construct(py, Type::Set, Args::pos(&[a]))?;
    method::call(py, set, name, Args::pos(&[b]))?;
    Ok(set)
}

/// `_PyDictView_Intersect`: what is walked and what is asked decides the result's order.
fn intersection<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> Ret<'a> {
    let (mut view, mut other) = if is_set_view(a) { (a, b) } else { (b, a) };
    let len = |value| match value {
        Value::View(view) => view.dict().len(),
        Value::Set(set) => set.len(),
        _ => 0,
    };
    if let Value::Set(set) = other
        && !set.is_frozen()
        && len(view) <= set.len()
    {
        return method::call(py, other, "intersection", Args::pos(&[view]));
    }
    if is_set_view(other) && len(other) > len(view) {
        (view, other) = (other, view);
    }
    let result = Set::new(py, false);
    let walked = Iter::of(py, other)?;
    while let Some(item) = walked.next(py)? {
        if compare::contains(py, view, item)? {
            result.add(py, item)?;
        }
    }
    Ok(Value::Set(py.alloc(result)))
}

/// `dictitems_xor`: the pairs that one dict alone has, the second's first.
fn items_xor<'a>(py: Py<'a>, a: &'a Dict<'a>, b: &'a Dict<'a>) -> Ret<'a> {
    let result = Set::new(py, false);
    let rest = dict_methods::copy(py, a)?;
    for (key, value) in b.pairs() {
        match rest.get(py, *key)? {
            Some(other) if compare::same(py, other, *value)? => {
                rest.remove(py, *key)?;
            }
            _ => {
                result.add(py, py.tuple(&[*key, *value]))?;
            }
        }
    }
    for (key, value) in rest.pairs() {
        result.add(py, py.tuple(&[*key, *value]))?;
    }
    Ok(Value::Set(py.alloc(result)))
}

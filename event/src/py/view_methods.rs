//! The methods of `dict_keys` and `dict_items`, after `Objects/dictobject.c`.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::compare;
use crate::py::dict::View;
use crate::py::iter::Iter;
use crate::value::Value;

/// What `dict_keys` and `dict_items` have; `dict_values` has none. `mapping` is an attribute that no rule needs.
pub const NAMES: &[&str] = &["isdisjoint"];

/// `receiver.name(*args)` for a view; `None` where it has no such method.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    match (receiver, name) {
        (Value::View(view @ (View::Keys(_) | View::Items(_))), "isdisjoint") => {
            let method = Method { class: receiver.type_name(), name };
            Some(method.one(py, args).and_then(|other| is_disjoint(py, view, other)).map(Value::Bool))
        }
        _ => None,
    }
}

/// `dictviews_isdisjoint`: the longer of two set-like things is asked.
fn is_disjoint<'a>(py: Py<'a>, view: View<'a>, other: Value<'a>) -> R<'a, bool> {
    let other_len = match other {
        Value::Set(set) => Some(set.len()),
        Value::View(View::Keys(dict) | View::Items(dict)) => Some(dict.len()),
        _ => None,
    };
    let (asked, walked) = match other_len {
        Some(len) if len > view.dict().len() => (other, Value::View(view)),
        _ => (Value::View(view), other),
    };
    let items = Iter::of(py, walked)?;
    while let Some(item) = items.next(py)? {
        if compare::contains(py, asked, item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

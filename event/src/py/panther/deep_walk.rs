//! `PantherEvent.deep_walk`: values by a path that goes through lists as well. Keys are taken as they are written, and
//! what is found is not wrapped.

use super::mapping::Mapping;
use super::{Object, copy};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::native::Native;
use crate::py::{abc, dict_methods, hash, method};
use crate::value::Value;

/// `event.deep_walk(*keys, default=default, return_val=which)`.
///
/// # Errors
/// `TypeError` where a list holds on its way what cannot be hashed; `RecursionError` for what is nested too deeply.
pub(super) fn deep_walk<'a>(
    py: Py<'a>,
    event: &Mapping<'a>,
    keys: &[Value<'a>],
    default: Value<'a>,
    which: Value<'a>,
) -> Ret<'a> {
    Walk { py, default, which, copies: event.changes() }.walk(Value::Dict(event.dict()), keys)
}

struct Walk<'a> {
    py: Py<'a>,
    default: Value<'a>,
    which: Value<'a>,
    /// Whether containers on the way have to be copied, for they may change.
    copies: bool,
}

impl<'a> Walk<'a> {
    /// What an event that is made of `value` holds.
    fn container(&self, value: Value<'a>) -> Ret<'a> {
        match value {
            Value::Dict(dict) if self.copies => dict_methods::copy(self.py, dict).map(Value::Dict),
            Value::List(list) if self.copies => Ok(self.py.list(list.snapshot())),
            // `copy()` of these is a deep one.
            Value::Native(Native::Panther(Object::Mapping(mapping))) => {
                copy::of_dict(self.py, mapping.dict()).map(Value::Dict)
            }
            Value::Native(Native::Panther(Object::Sequence(sequence))) => copy::of_items(self.py, sequence.items()),
            other => Ok(other),
        }
    }

    fn walk(&self, container: Value<'a>, keys: &[Value<'a>]) -> Ret<'a> {
        let _depth = self.py.call_depth()?;
        let Some((key, rest)) = keys.split_first() else {
            let nothing = self.is_empty_list(container)? || container.is_none();
            return Ok(if nothing { self.default } else { container });
        };
        if abc::is_mapping(container) {
            let next = method::call(self.py, container, "get", Args::pos(&[*key, self.default]))?;
            return self.walk(self.container(next)?, rest);
        }
        // A dict, for it keeps the order and each value once.
        let found = Dict::new(self.py);
        if is_list(container) {
            let items = Iter::of(self.py, container)?;
            while let Some(item) = items.next(self.py)? {
                let value = self.walk(self.container(item)?, keys)?;
                if is_list(value) {
                    let parts = Iter::of(self.py, value)?;
                    while let Some(part) = parts.next(self.py)? {
                        found.insert(self.py, part, Value::None)?;
                    }
                } else if !value.is_none() {
                    found.insert(self.py, value, Value::None)?;
                }
            }
        }
        let found: Vec<Value<'a>> = found.pairs().iter().map(|(key, _)| *key).collect();
        let [first, last] = match found[..] {
            [] => return Ok(self.default),
            [one] => [one, one],
            [first, .., last] => [first, last],
        };
        hash::python(self.py, self.which)?;
        Ok(match self.which {
            Value::Str("first") => first,
            Value::Str("last") => last,
            Value::Str("all") if found.len() == 1 => first,
            Value::Str("all") => self.py.list(&found),
            _ => Value::Str("all"),
        })
    }

    /// Whether it is a list of nothing but such lists.
    fn is_empty_list(&self, value: Value<'a>) -> R<'a, bool> {
        if !is_list(value) {
            return Ok(false);
        }
        let _depth = (self.py.call_depth()?, self.py.call_depth()?);
        let items = Iter::of(self.py, value)?;
        while let Some(item) = items.next(self.py)? {
            if !self.is_empty_list(item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// `isinstance(value, Sequence) and not isinstance(value, str)`.
fn is_list(value: Value<'_>) -> bool {
    !matches!(value, Value::Str(_)) && abc::is_sequence(value)
}

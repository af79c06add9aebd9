//! `copy.deepcopy` of what an event holds: what `copy()`, `to_dict()` and `as_list()` give.

use std::collections::HashMap;

use super::outside;
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::dict::Dict;
use crate::py::list::List;
use crate::value::Value;

/// `dict(deepcopy(dict))`.
///
/// # Errors
/// As [`Copier::value`].
pub(super) fn of_dict<'a>(py: Py<'a>, dict: &'a Dict<'a>) -> R<'a, &'a Dict<'a>> {
    Copier { py, memo: HashMap::new() }.dict(dict)
}

/// `list(deepcopy(items))`.
///
/// # Errors
/// As [`Copier::value`].
pub(super) fn of_items<'a>(py: Py<'a>, items: &[Value<'a>]) -> Ret<'a> {
    let mut copier = Copier { py, memo: HashMap::new() };
    let _depth = py.call_depth()?;
    let copied: R<'a, Vec<Value<'a>>> = items.iter().map(|item| copier.value(*item)).collect();
    Ok(py.list(&copied?))
}

struct Copier<'a> {
    py: Py<'a>,
    /// What was copied already, by address: what is there twice is one object in the copy too.
    memo: HashMap<usize, Value<'a>>,
}

impl<'a> Copier<'a> {
    /// `deepcopy(value)`.
    ///
    /// # Errors
    /// `RecursionError` for what is nested too deeply: CPython takes two frames for each level.
    fn value(&mut self, value: Value<'a>) -> Ret<'a> {
        match value {
            Value::Dict(dict) => self.dict(dict).map(Value::Dict),
            Value::List(list) => self.list(list),
            Value::Tuple(items) => {
                let _depth = (self.py.call_depth()?, self.py.call_depth()?);
                let mut copied = Vec::with_capacity(items.len());
                for item in items {
                    copied.push(self.value(*item)?);
                }
                Ok(self.py.tuple(&copied))
            }
            Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Big(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Type(_)
            | Value::Ellipsis
            | Value::NotImplemented => Ok(value),
            other => Err(outside(self.py, &format!("a deep copy of a `{}`", other.type_name()))),
        }
    }

    fn dict(&mut self, dict: &'a Dict<'a>) -> R<'a, &'a Dict<'a>> {
        let at = std::ptr::from_ref(dict).addr();
        if let Some(Value::Dict(copied)) = self.seen(at) {
            return Ok(copied);
        }
        let _depth = (self.py.call_depth()?, self.py.call_depth()?);
        let copied: &Dict<'_> = self.py.alloc(Dict::new(self.py));
        self.memo.insert(at, Value::Dict(copied));
        for (key, value) in dict.pairs() {
            let key = self.value(*key)?;
            copied.insert(self.py, key, self.value(*value)?)?;
        }
        Ok(copied)
    }

    fn list(&mut self, list: &'a List<'a>) -> Ret<'a> {
        let at = std::ptr::from_ref(list).addr();
        if let Some(copied) = self.seen(at) {
            return Ok(copied);
        }
        let _depth = (self.py.call_depth()?, self.py.call_depth()?);
        let copied: &List<'_> = self.py.alloc(List::from_slice(self.py, &[]));
        self.memo.insert(at, Value::List(copied));
        for item in list.snapshot() {
            let item = self.value(*item)?;
            copied.items_mut().push(item);
        }
        Ok(Value::List(copied))
    }

    fn seen(&self, at: usize) -> Option<Value<'a>> {
        self.memo.get(&at).copied()
    }
}

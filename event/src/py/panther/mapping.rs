//! `ImmutableCaseInsensitiveDict` and `PantherEvent`: keys are looked for as they are given first, then without case.

use std::cell::Cell;

use super::{copy, outside, wrap};
use crate::data_model::DataModel;
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::native::Native;
use crate::py::str_methods::case;
use crate::py::{abc, compare, dict_methods, method};
use crate::value::Value;

/// A dict in its wrapper.
#[derive(Clone, Copy, Debug)]
pub struct Mapping<'a> {
    dict: &'a Dict<'a>,
    /// What makes it a `PantherEvent`: its data model, if it has one.
    event: Option<Option<&'static DataModel>>,
    /// Where the dict is the wrapper's own, for what it was copied from may change.
    keys: Option<&'a Keys<'a>>,
}

/// The keys in lower case, as far as they were looked at: what is looked for twice is found the second time even where
/// the dict, which a rule got hold of, has changed meanwhile.
#[derive(Debug)]
struct Keys<'a> {
    lowered: Dict<'a>,
    rest: Cell<Option<&'a Iter<'a>>>,
    complete: Cell<bool>,
}

impl<'a> Mapping<'a> {
    /// The event, of which `dict` is all.
    pub(super) fn event(
        py: Py<'a>,
        dict: &'a Dict<'a>,
        model: Option<&'static DataModel>,
        changes: bool,
    ) -> Mapping<'a> {
        Mapping { event: Some(model), ..Mapping::plain(py, dict, changes) }
    }

    /// A part of the event.
    pub(super) fn plain(py: Py<'a>, dict: &'a Dict<'a>, changes: bool) -> Mapping<'a> {
        if !changes {
            return Mapping { dict, event: None, keys: None };
        }
        // Every key of a dict was hashed before.
        let dict = dict_methods::copy(py, dict).unwrap_or(dict);
        let keys = Keys { lowered: Dict::new(py), rest: Cell::new(None), complete: Cell::new(false) };
        Mapping { dict, event: None, keys: Some(py.alloc(keys)) }
    }

    /// What a rule makes: `PantherEvent(container)`.
    pub(super) fn made(py: Py<'a>, container: Value<'a>, event: bool) -> R<'a, Mapping<'a>> {
        let dict = match container {
            Value::Dict(dict) if container.class() == crate::value::Type::Dict => dict,
            // `copy()` of one of these is a deep one.
            Value::Native(Native::Panther(super::Object::Mapping(mapping))) => copy::of_dict(py, mapping.dict)?,
            other => return Err(outside(py, &format!("an event made of a `{}`", other.type_name()))),
        };
        let mapping = Mapping::plain(py, dict, true);
        Ok(Mapping { event: event.then_some(None), ..mapping })
    }

    /// The same around `dict`: itself, or a copy that is the wrapper's own.
    pub(super) fn around(&self, py: Py<'a>, dict: Value<'a>) -> Mapping<'a> {
        match dict {
            Value::Dict(dict) if !std::ptr::eq(dict, self.dict) => {
                Mapping { event: self.event, ..Mapping::plain(py, dict, true) }
            }
            _ => *self,
        }
    }

    /// What it wraps.
    pub(crate) fn dict(&self) -> &'a Dict<'a> {
        self.dict
    }

    /// Whether it is a `PantherEvent`.
    pub(super) fn is_event(&self) -> bool {
        self.event.is_some()
    }

    /// The event's data model.
    pub(super) fn model(&self) -> Option<&'static DataModel> {
        self.event.flatten()
    }

    /// Whether what it wraps may change.
    pub(super) fn changes(&self) -> bool {
        self.keys.is_some()
    }

    /// `_ensure_immutable(value)` for a part of it.
    pub(super) fn wrap(&self, py: Py<'a>, value: Value<'a>) -> Value<'a> {
        wrap(py, value, self.changes())
    }

    /// The value of a `str` key, not wrapped: what most rules do most of the time.
    #[inline]
    pub(crate) fn find_str(&self, py: Py<'a>, key: &'a str) -> R<'a, Option<Value<'a>>> {
        match self.dict.get_str(key) {
            None => self.find_lowered(py, Value::Str(key)),
            found => Ok(found),
        }
    }

    /// `self[key]`, not wrapped; `None` where there is no such key.
    ///
    /// # Errors
    /// `TypeError` for a key that cannot be hashed; `AttributeError` for one that has no `lower`; `KeyError` for one that
    /// was there when it was looked for before, and is no more.
    pub(super) fn find(&self, py: Py<'a>, key: Value<'a>) -> R<'a, Option<Value<'a>>> {
        if let Value::Str(key) = key {
            return self.find_str(py, key);
        }
        match self.dict.get(py, key)? {
            None => self.find_lowered(py, key),
            found => Ok(found),
        }
    }

    /// `self.get(key)`, not wrapped; `None` where there is no such key.
    ///
    /// # Errors
    /// As [`Mapping::find`], but for a `KeyError`.
    pub(super) fn present(&self, py: Py<'a>, key: Value<'a>) -> R<'a, Option<Value<'a>>> {
        match self.find(py, key) {
            Err(e) if e.kind().is_subclass(Kind::KeyError) => Ok(None),
            found => found,
        }
    }

    /// The first key in the dict's order that differs by case alone.
    #[inline(never)]
    fn find_lowered(&self, py: Py<'a>, key: Value<'a>) -> R<'a, Option<Value<'a>>> {
        if self.dict.is_empty() {
            return Ok(None);
        }
        match (self.keys, key) {
            (None, Value::Str(key)) => Ok(self.scan(py, key)),
            (None, _) => {
                // Every key of the record is a `str`, which no `bytes` equals.
                method::call(py, key, "lower", Args::pos(&[])).map(|_| None)
            }
            (Some(keys), _) => {
                let lowered = method::call(py, key, "lower", Args::pos(&[]))?;
                match keys.find(py, self.dict, lowered)? {
                    Some(key) => self.dict.get(py, key)?.map(Some).ok_or_else(|| Exc::new(py, Kind::KeyError, &[key])),
                    None => Ok(None),
                }
            }
        }
    }

    fn scan(&self, py: Py<'a>, key: &'a str) -> Option<Value<'a>> {
        let mut lowered = None;
        let mut from = 0;
        while let Some((next, candidate, value)) = self.dict.next_from(from) {
            from = next;
            let Value::Str(candidate) = candidate else { continue };
            let same = if candidate.eq_ignore_ascii_case(key) {
                true
            } else if candidate.is_ascii() && key.is_ascii() {
                false
            } else {
                let lowered = lowered.get_or_insert_with(|| case::lower(py, key));
                case::lower(py, candidate) == *lowered
            };
            if same {
                return Some(value);
            }
        }
        None
    }

    /// `self.get("key", default)`.
    ///
    /// # Errors
    /// As [`Mapping::find`], but for a `KeyError`.
    #[inline]
    pub(crate) fn get_str(&self, py: Py<'a>, key: &'static str, default: Value<'a>) -> Ret<'a> {
        match self.dict.get_str(key) {
            Some(found) => Ok(self.wrap(py, found)),
            None => self.get(py, Value::Str(key), default),
        }
    }

    /// `self.get(key, default)`.
    ///
    /// # Errors
    /// As [`Mapping::present`].
    pub(super) fn get(&self, py: Py<'a>, key: Value<'a>, default: Value<'a>) -> Ret<'a> {
        Ok(self.present(py, key)?.map_or(default, |value| self.wrap(py, value)))
    }

    /// `self[key]`.
    ///
    /// # Errors
    /// As [`Mapping::find`], and `KeyError` with the key that was given.
    pub(super) fn subscript(&self, py: Py<'a>, key: Value<'a>) -> Ret<'a> {
        match self.find(py, key)? {
            Some(value) => Ok(self.wrap(py, value)),
            None => Err(Exc::new(py, Kind::KeyError, &[key])),
        }
    }

    /// `self.deep_get(*keys, default=default)`.
    ///
    /// # Errors
    /// As [`Mapping::find`].
    pub(crate) fn deep_get(&self, py: Py<'a>, this: Value<'a>, keys: &[Value<'a>], default: Value<'a>) -> Ret<'a> {
        let mut at = *self;
        let mut rest = keys.iter();
        let mut found = this;
        while let Some(key) = rest.next() {
            match at.present(py, *key)? {
                // What is on the way is not wrapped: nobody sees it.
                Some(Value::Dict(dict)) if rest.len() > 0 && !at.changes() => {
                    at = Mapping { dict, event: None, keys: None };
                    continue;
                }
                Some(value) => found = at.wrap(py, value),
                None => found = default,
            }
            // What is no mapping of ours, and what follows in it.
            for key in rest {
                found = match found {
                    found if abc::is_mapping(found) => method::call(py, found, "get", Args::pos(&[*key, default]))?,
                    _ => default,
                };
            }
            break;
        }
        Ok(if found.is_none() { default } else { found })
    }

    /// `self == other` for another mapping: `dict(self.items()) == dict(other.items())`.
    ///
    /// # Errors
    /// As comparing the values; `RecursionError` for what is nested too deeply.
    pub(super) fn equals(&self, py: Py<'a>, other: Value<'a>) -> R<'a, bool> {
        let _depth = py.call_depth()?;
        let (other, wrapper) = match other {
            Value::Dict(dict) => (dict, None),
            Value::Native(Native::Panther(super::Object::Mapping(mapping))) => (mapping.dict, Some(mapping)),
            _ => {
                let items = method::call(py, other, "items", Args::pos(&[]))?;
                match crate::py::construct::construct(py, crate::value::Type::Dict, Args::pos(&[items]))? {
                    Value::Dict(dict) => (dict, None),
                    _ => return Ok(false),
                }
            }
        };
        if self.dict.len() != other.len() {
            return Ok(false);
        }
        for (key, value) in self.dict.pairs() {
            let Some(found) = other.get(py, *key)? else { return Ok(false) };
            let found = wrapper.map_or(found, |wrapper| wrapper.wrap(py, found));
            if !compare::same(py, self.wrap(py, *value), found)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `bool(self)` and `len(self)`.
    pub(super) fn len(&self) -> usize {
        self.dict.len()
    }
}

impl<'a> Keys<'a> {
    /// The key that is `lowered` in lower case: of several the first.
    fn find(&self, py: Py<'a>, dict: &'a Dict<'a>, lowered: Value<'a>) -> R<'a, Option<Value<'a>>> {
        if let Some(key) = self.lowered.get(py, lowered)? {
            return Ok(Some(key));
        }
        if self.complete.get() {
            return Ok(None);
        }
        let rest = match self.rest.get() {
            Some(rest) => rest,
            None => Iter::of(py, Value::Dict(dict))?,
        };
        self.rest.set(Some(rest));
        let mut found = None;
        while let Some(key) = rest.next(py)? {
            let own = method::call(py, key, "lower", Args::pos(&[]))?;
            if self.lowered.get(py, own)?.is_none() {
                self.lowered.insert(py, own, key)?;
                if compare::eq(py, own, lowered)? {
                    found = Some(key);
                    break;
                }
            }
        }
        self.complete.set(self.lowered.len() == dict.len());
        Ok(found)
    }
}

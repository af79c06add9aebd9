//! `ImmutableList`: a tuple in its wrapper.

use super::wrap;
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::list::List;
use crate::py::modules::signature;
use crate::py::native::Native;
use crate::py::{arithmetic, compare, subscript};
use crate::value::Value;

/// What CPython calls the generator that walks an immutable container.
pub(super) const WALKS: &str = "ImmutableContainerMixin.__iter__.<locals>.<genexpr>";

/// A list in its wrapper.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a> {
    items: Items<'a>,
    /// Whether what it wraps may change.
    changes: bool,
}

#[derive(Clone, Copy, Debug)]
enum Items<'a> {
    /// A list that nothing of the rule can change, which need not be copied.
    Shared(&'a List<'a>),
    Own(&'a [Value<'a>]),
}

impl<'a> Sequence<'a> {
    /// A part of the event.
    pub(super) fn of_list(list: &'a List<'a>, changes: bool) -> Sequence<'a> {
        Sequence { items: if changes { Items::Own(list.snapshot()) } else { Items::Shared(list) }, changes }
    }

    /// What a rule makes: `ImmutableList(items)`.
    pub(super) fn made(py: Py<'a>, items: Value<'a>) -> R<'a, Sequence<'a>> {
        Ok(Sequence { items: Items::Own(py.alloc_slice(&Iter::of(py, items)?.collect(py)?)), changes: true })
    }

    /// The same around `items`, a tuple: its own, or a copy of it.
    pub(super) fn around(&self, items: Value<'a>) -> Sequence<'a> {
        match items {
            Value::Tuple(items) => Sequence { items: Items::Own(items), changes: true },
            _ => *self,
        }
    }

    /// The tuple that it wraps.
    pub(crate) fn items(&self) -> &'a [Value<'a>] {
        match self.items {
            Items::Shared(list) => list.snapshot(),
            Items::Own(items) => items,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self.items {
            Items::Shared(list) => list.len(),
            Items::Own(items) => items.len(),
        }
    }

    fn at(&self, py: Py<'a>, index: usize) -> Option<Value<'a>> {
        let item = match self.items {
            Items::Shared(list) => list.get(index),
            Items::Own(items) => items.get(index).copied(),
        };
        item.map(|item| wrap(py, item, self.changes))
    }

    /// `iter(self)`, and `reversed(self)`.
    pub(super) fn iter(self, py: Py<'a>, reversed: bool) -> &'a Iter<'a> {
        let len = self.len();
        let mut done = 0;
        let name = if reversed { "Sequence.__reversed__" } else { WALKS };
        Iter::generator(py, name, move |py| {
            let at = if reversed { len.checked_sub(done + 1) } else { Some(done) };
            done += 1;
            Ok(at.and_then(|at| self.at(py, at)))
        })
    }

    /// `self[index]`.
    ///
    /// # Errors
    /// As a tuple's.
    pub(super) fn subscript(&self, py: Py<'a>, index: Value<'a>) -> Ret<'a> {
        if let Value::Int(at) = index
            && let Ok(at) = usize::try_from(at)
            && let Some(item) = self.at(py, at)
        {
            return Ok(item);
        }
        let item = subscript::getitem(py, Value::Tuple(self.items()), index)?;
        Ok(wrap(py, item, self.changes))
    }

    /// `item in self`.
    ///
    /// # Errors
    /// As comparing.
    pub(super) fn contains(self, py: Py<'a>, item: Value<'a>) -> R<'a, bool> {
        let items = self.iter(py, false);
        while let Some(found) = items.next(py)? {
            if compare::same(py, found, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `self == other`: another of its kind, a list, a tuple. Everything else it is not equal to, and says so itself.
    ///
    /// # Errors
    /// As comparing; `RecursionError` for what is nested too deeply.
    pub(super) fn equals(&self, py: Py<'a>, other: Value<'a>) -> R<'a, bool> {
        let _depth = py.call_depth()?;
        let other = match other {
            Value::Native(Native::Panther(super::Object::Sequence(other))) => other.items(),
            Value::Tuple(items) => items,
            Value::List(list) => list.snapshot(),
            _ => return Ok(false),
        };
        compare::eq(py, Value::Tuple(self.items()), Value::Tuple(other))
    }

    /// `self.count(value)`: `Sequence.count`.
    ///
    /// # Errors
    /// As comparing.
    pub(super) fn count(self, py: Py<'a>, this: Value<'a>, args: Args<'a, '_>) -> Ret<'a> {
        let [_, value] = signature("Sequence.count", &["self", "value"], py, with(this, args).args(), &[None; 2])?;
        let mut count = 0;
        let items = self.iter(py, false);
        while let Some(found) = items.next(py)? {
            count += i64::from(compare::same(py, found, value)?);
        }
        Ok(Value::Int(count))
    }

    /// `self.index(value, start, stop)`: `Sequence.index`.
    ///
    /// # Errors
    /// `ValueError` where it is not there; `TypeError` for bounds that are no integers.
    pub(super) fn index(self, py: Py<'a>, this: Value<'a>, args: Args<'a, '_>) -> Ret<'a> {
        let names = &["self", "value", "start", "stop"];
        let defaults = [None, None, Some(Value::Int(0)), Some(Value::None)];
        let [_, value, start, stop] = signature("Sequence.index", names, py, with(this, args).args(), &defaults)?;
        let len = Value::Int(self.len() as i64);
        let zero = Value::Int(0);
        let (mut at, mut stop) = (start, stop);
        if !at.is_none() && compare::lt(py, at, zero)? {
            at = arithmetic::add(py, len, at)?;
            if compare::lt(py, at, zero)? {
                at = zero;
            }
        }
        if !stop.is_none() && compare::lt(py, stop, zero)? {
            stop = arithmetic::add(py, stop, len)?;
        }
        while stop.is_none() || compare::lt(py, at, stop)? {
            let found = match self.subscript(py, at) {
                Ok(found) => found,
                Err(e) if e.kind().is_subclass(Kind::IndexError) => break,
                Err(e) => return Err(e),
            };
            if compare::same(py, found, value)? {
                return Ok(at);
            }
            at = arithmetic::add(py, at, Value::Int(1))?;
        }
        Err(Exc::new(py, Kind::ValueError, &[]))
    }
}

/// The arguments of a method written in Python, its receiver among them.
pub(super) struct With<'a, 'c> {
    pos: Vec<Value<'a>>,
    kw: &'c [(&'a str, Value<'a>)],
}

pub(super) fn with<'a, 'c>(this: Value<'a>, args: Args<'a, 'c>) -> With<'a, 'c> {
    let mut pos = Vec::with_capacity(args.pos.len() + 1);
    pos.push(this);
    pos.extend_from_slice(args.pos);
    With { pos, kw: args.kw }
}

impl<'a> With<'a, '_> {
    pub(super) fn args(&self) -> Args<'a, '_> {
        Args { pos: &self.pos, kw: self.kw }
    }
}

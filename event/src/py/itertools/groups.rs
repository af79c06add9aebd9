//! `itertools.groupby`: a group shares its source with the groups before and after it.

use std::cell::{Cell, RefCell};

use crate::exception::R;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::clinic::Signature;
use crate::py::iter::Iter;
use crate::py::{compare, function};
use crate::value::Value;

struct Shared<'a> {
    items: &'a Iter<'a>,
    key: Option<Value<'a>>,
    /// The key of the group that was given last.
    target: Cell<Option<Value<'a>>>,
    /// The item that was read last and its key; the item goes to one group.
    current: RefCell<(Option<Value<'a>>, Option<Value<'a>>)>,
    /// Which group is the last one.
    group: Cell<u64>,
}

impl<'a> Shared<'a> {
    /// Reads one item; `false` at the end.
    fn step(&self, py: Py<'a>) -> R<'a, bool> {
        let Some(item) = self.items.next(py)? else { return Ok(false) };
        let key = match self.key {
            None => item,
            Some(key) => function::call(py, key, Args::pos(&[item]))?,
        };
        *self.current.borrow_mut() = (Some(key), Some(item));
        Ok(true)
    }

    fn current_key(&self) -> Option<Value<'a>> {
        self.current.borrow().0
    }

    /// The next item of group `number`, whose key is `target`.
    fn next_of(&self, py: Py<'a>, number: u64, target: Value<'a>) -> R<'a, Option<Value<'a>>> {
        if self.group.get() != number {
            return Ok(None);
        }
        let waiting = self.current.borrow().1.is_some();
        if !waiting && !self.step(py)? {
            return Ok(None);
        }
        match self.current_key() {
            Some(key) if compare::same(py, target, key)? => Ok(self.current.borrow_mut().1.take()),
            _ => Ok(None),
        }
    }
}

/// `groupby(iterable, key=None)`.
pub(super) fn groupby<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let signature = Signature { function: "groupby", names: ["iterable", "key"], required: 1, positional: 2 };
    let [iterable, key] = signature.bind(py, args)?;
    let shared: &'a Shared<'a> = py.alloc(Shared {
        items: Iter::of(py, iterable.unwrap_or(Value::None))?,
        key: key.filter(|key| !key.is_none()),
        target: Cell::new(None),
        current: RefCell::new((None, None)),
        group: Cell::new(0),
    });
    Ok(Iter::from_step(py, "itertools.groupby", move |py| {
        // Whatever the group before left is passed over.
        let number = shared.group.get() + 1;
        shared.group.set(number);
        let key = loop {
            match (shared.current_key(), shared.target.get()) {
                (Some(key), None) => break key,
                (Some(key), Some(target)) if !compare::same(py, target, key)? => break key,
                _ => {}
            }
            if !shared.step(py)? {
                return Ok(None);
            }
        };
        shared.target.set(Some(key));
        let group = Iter::from_step(py, "itertools._grouper", move |py| shared.next_of(py, number, key));
        Ok(Some(py.tuple(&[key, Value::Iter(group)])))
    }))
}

//! `list`: a growable sequence, read lazily where it comes from the record.

use std::cell::{Cell, Ref, RefCell, RefMut};

use bumpalo::collections::Vec;

use crate::heap::Py;
use crate::json::Raw;
use crate::value::Value;

/// A Python `list`. It is shared by reference, as in Python: whoever holds it sees what others append.
#[derive(Debug)]
pub struct List<'a> {
    py: Py<'a>,
    /// The record's text of this array until the first use; validated JSON.
    raw: Cell<Option<Raw<'a>>>,
    items: RefCell<Vec<'a, Value<'a>>>,
}

impl<'a> List<'a> {
    /// A list of these.
    pub fn from_slice(py: Py<'a>, items: &[Value<'a>]) -> List<'a> {
        let mut vec = Vec::with_capacity_in(items.len(), py.bump());
        vec.extend_from_slice(items);
        List { py, raw: Cell::new(None), items: RefCell::new(vec) }
    }

    /// A list that will be read from `raw`, which [`crate::json::validate`] has seen, when it is first used.
    pub(crate) fn lazy(py: Py<'a>, raw: Raw<'a>) -> List<'a> {
        List { py, raw: Cell::new(Some(raw)), items: RefCell::new(Vec::new_in(py.bump())) }
    }

    /// Its items. The borrow must end before anything of the rule's runs, for that may change the list.
    pub fn items(&self) -> Ref<'_, Vec<'a, Value<'a>>> {
        self.load();
        self.items.borrow()
    }

    /// Its items, to be changed. The same holds for the borrow.
    pub fn items_mut(&self) -> RefMut<'_, Vec<'a, Value<'a>>> {
        self.load();
        self.items.borrow_mut()
    }

    /// What it holds now, as a slice that later changes do not touch.
    pub fn snapshot(&self) -> &'a [Value<'a>] {
        self.py.alloc_slice(&self.items())
    }

    /// `len(self)`.
    pub fn len(&self) -> usize {
        self.items().len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.items().is_empty()
    }

    /// The item at `index`, if there is one.
    pub fn get(&self, index: usize) -> Option<Value<'a>> {
        self.items().get(index).copied()
    }

    fn load(&self) {
        if let Some(raw) = self.raw.take() {
            crate::json::read_array(self.py, raw, &mut self.items.borrow_mut());
        }
    }
}

//! `set` and `frozenset`.

use std::cell::RefCell;

use bumpalo::collections::Vec;

use crate::exception::R;
use crate::heap::Py;
use crate::py::{compare, hash};
use crate::value::Value;

/// A Python `set` or `frozenset`.
#[derive(Debug)]
pub struct Set<'a> {
    frozen: bool,
    items: RefCell<Vec<'a, (i64, Value<'a>)>>,
}

impl<'a> Set<'a> {
    /// An empty set.
    pub fn new(py: Py<'a>, frozen: bool) -> Set<'a> {
        Set { frozen, items: RefCell::new(Vec::new_in(py.bump())) }
    }

    /// Whether it is a `frozenset`.
    pub fn is_frozen(&self) -> bool {
        self.frozen
    }

    /// `len(self)`.
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `item in self`.
    ///
    /// # Errors
    /// `TypeError` where the item cannot be hashed.
    pub fn contains(&self, py: Py<'a>, item: Value<'a>) -> R<'a, bool> {
        let hash = hash::python(py, item)?;
        for (h, v) in self.items.borrow().iter() {
            if *h == hash && compare::same(py, *v, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `self.add(item)`: whether it was new.
    ///
    /// # Errors
    /// `TypeError` where the item cannot be hashed.
    pub fn add(&self, py: Py<'a>, item: Value<'a>) -> R<'a, bool> {
        if self.contains(py, item)? {
            return Ok(false);
        }
        self.items.borrow_mut().push((hash::python(py, item)?, item));
        Ok(true)
    }

    /// `self == other`.
    ///
    /// # Errors
    /// As comparing items.
    pub fn equals(&self, py: Py<'a>, other: &Set<'a>) -> R<'a, bool> {
        if self.len() != other.len() {
            return Ok(false);
        }
        for (_, item) in self.items.borrow().iter() {
            if !other.contains(py, *item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `hash(self)` of a frozenset.
    pub fn hash(&self) -> i64 {
        self.items.borrow().iter().fold(0, |acc, (hash, _)| acc ^ hash)
    }

    /// The first item at or after place `from`, and where to go on.
    pub fn next_from(&self, from: usize) -> Option<(usize, Value<'a>)> {
        self.items.borrow().get(from).map(|(_, item)| (from + 1, *item))
    }
}

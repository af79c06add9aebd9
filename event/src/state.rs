//! What rules remember from one event to the next: counters, sets and dictionaries, by key.
//!
//! Whoever runs the rules hands a [`State`] to [`Heap::enter_with`](crate::Heap::enter_with); without one, a rule has a
//! [`Memory`] of its own that is empty for each event.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// What is kept under one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The counter.
    pub count: Option<Column>,
    /// The string set.
    pub strings: Option<Column>,
    /// The dictionary, as JSON; of a sliding window its times.
    pub dictionary: Option<String>,
    /// The second, since 1970, after which the item is gone; `None`: never.
    pub expires_at: Option<i64>,
}

impl Item {
    /// Whether it is gone at `second`.
    pub fn is_expired(&self, second: i64) -> bool {
        self.expires_at.is_some_and(|last| last < second)
    }
}

/// What can be added to. Rules put what they like under either name, as long as they add like to like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Below 10^38.
    Number(i128),
    /// In ascending order, each once, at least one.
    Numbers(Vec<i128>),
    /// By code point, each once, at least one.
    Strings(Vec<String>),
}

/// The state cannot be read or written. The store itself knows why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

/// Where items are kept. Its methods take `&self`, for it is handed along with the event.
pub trait State {
    /// The item of this key, expired or not.
    ///
    /// # Errors
    /// Where the store cannot be read.
    fn get(&self, key: &str) -> Result<Option<Item>, Unavailable>;

    /// Keeps `item` in the place of what was under this key.
    ///
    /// # Errors
    /// Where the store cannot be written.
    fn put(&self, key: &str, item: Item) -> Result<(), Unavailable>;
}

/// Items that are kept as long as this is.
#[derive(Debug, Default)]
pub struct Memory(RefCell<HashMap<String, Item>>);

impl Memory {
    /// Forgets all.
    pub fn clear(&self) {
        let mut items = self.0.borrow_mut();
        if !items.is_empty() {
            items.clear();
        }
    }
}

impl State for Memory {
    fn get(&self, key: &str) -> Result<Option<Item>, Unavailable> {
        Ok(self.0.borrow().get(key).cloned())
    }

    fn put(&self, key: &str, item: Item) -> Result<(), Unavailable> {
        self.0.borrow_mut().insert(key.to_owned(), item);
        Ok(())
    }
}

/// A state that only notes whether a rule asked for it, and is not there: what else the rule does is in vain. One that did not
/// ask has said what it says of its event in any state; one that did is evaluated again, with the real one and in its turn.
#[derive(Debug, Default)]
pub struct Probe {
    /// For a rule that asks until it gets an answer.
    memory: Memory,
    touched: Cell<bool>,
}

impl Probe {
    /// Whether it was asked since this was last called. It is empty again then.
    pub fn take_touched(&self) -> bool {
        self.memory.clear();
        self.touched.replace(false)
    }
}

impl State for Probe {
    fn get(&self, key: &str) -> Result<Option<Item>, Unavailable> {
        if self.touched.replace(true) { self.memory.get(key) } else { Err(Unavailable) }
    }

    fn put(&self, key: &str, item: Item) -> Result<(), Unavailable> {
        if self.touched.replace(true) { self.memory.put(key, item) } else { Err(Unavailable) }
    }
}

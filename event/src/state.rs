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
    /// The dictionary, as JSON.
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

/// A time that is added to those of a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// The second since 1970 that is added; never a NaN.
    pub at: f64,
    /// What came before this second is dropped. Before a NaN nothing came.
    pub begins: f64,
    /// The second that it is now. What was to be forgotten before is no more there.
    pub now: i64,
    /// The second after which all of the window may be forgotten, unless it was told a later one before.
    pub expires_at: i64,
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

    /// How many times the window of this key has with the one that is added. Windows are apart from items.
    ///
    /// # Errors
    /// Where the store cannot be written.
    fn tick(&self, key: &str, tick: Tick) -> Result<i64, Unavailable>;
}

/// Items that are kept as long as this is.
#[derive(Debug, Default)]
pub struct Memory {
    items: RefCell<HashMap<String, Item>>,
    windows: RefCell<HashMap<String, Window>>,
}

#[derive(Debug, Default)]
struct Window {
    times: Vec<f64>,
    expires_at: i64,
}

impl Memory {
    /// Forgets all.
    pub fn clear(&self) {
        let mut items = self.items.borrow_mut();
        if !items.is_empty() {
            items.clear();
        }
        let mut windows = self.windows.borrow_mut();
        if !windows.is_empty() {
            windows.clear();
        }
    }
}

impl State for Memory {
    fn get(&self, key: &str) -> Result<Option<Item>, Unavailable> {
        Ok(self.items.borrow().get(key).cloned())
    }

    fn put(&self, key: &str, item: Item) -> Result<(), Unavailable> {
        self.items.borrow_mut().insert(key.to_owned(), item);
        Ok(())
    }

    fn tick(&self, key: &str, tick: Tick) -> Result<i64, Unavailable> {
        let mut windows = self.windows.borrow_mut();
        let window = windows.entry(key.to_owned()).or_default();
        if window.expires_at < tick.now {
            window.times.clear();
        }
        window.times.retain(|time| tick.begins.is_nan() || *time >= tick.begins);
        window.times.push(tick.at);
        window.expires_at = window.expires_at.max(tick.expires_at);
        Ok(window.times.len() as i64)
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

    fn tick(&self, key: &str, tick: Tick) -> Result<i64, Unavailable> {
        if self.touched.replace(true) { self.memory.tick(key, tick) } else { Err(Unavailable) }
    }
}

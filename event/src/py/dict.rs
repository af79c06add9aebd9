//! `dict`: insertion-ordered, read lazily where it comes from the record.

use std::cell::{Cell, RefCell};

use bumpalo::Bump;
use bumpalo::collections::Vec;
use hashbrown::HashTable;

use crate::exception::R;
use crate::heap::Py;
use crate::json::Raw;
use crate::py::{compare, hash};
use crate::value::{Type, Value};

/// Up to here a scan over the keys beats an index.
const SCANNED: usize = 32;

/// A Python `dict`. It is shared by reference, as in Python.
#[derive(Debug)]
pub struct Dict<'a> {
    py: Py<'a>,
    kind: Kind<'a>,
    /// The record's text of this object until the first use; validated JSON.
    raw: Cell<Option<Raw<'a>>>,
    table: RefCell<Table<'a>>,
}

/// The class of a dict: itself or a subclass of `collections`.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'a> {
    Plain,
    /// `OrderedDict`, and how often its keys have changed.
    Ordered(&'a Cell<u64>),
    /// `Counter`.
    Counter,
    /// `defaultdict`, and what makes its values.
    Default(&'a Cell<Value<'a>>),
}

impl<'a> Kind<'a> {
    /// The same for another dict.
    pub(crate) fn renewed(self, py: Py<'a>) -> Kind<'a> {
        match self {
            Kind::Ordered(_) => Kind::Ordered(py.alloc(Cell::new(0))),
            Kind::Default(factory) => Kind::Default(py.alloc(Cell::new(factory.get()))),
            Kind::Plain | Kind::Counter => self,
        }
    }
}

#[derive(Debug)]
struct Table<'a> {
    /// In insertion order; a deleted entry leaves a hole until the next growth.
    entries: Vec<'a, Entry<'a>>,
    live: usize,
    /// Where the keys are, once there are more than [`SCANNED`].
    index: Option<HashTable<u32, &'a Bump>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    hash: u64,
    /// `None` where the pair was deleted.
    pair: Option<(Value<'a>, Value<'a>)>,
}

/// What a lookup has to know of a key: equal keys have equal hashes.
#[derive(Clone, Copy)]
struct Key<'a> {
    value: Value<'a>,
    hash: u64,
}

impl<'a> Key<'a> {
    fn new(py: Py<'a>, value: Value<'a>) -> R<'a, Key<'a>> {
        Ok(Key { value, hash: hash::lookup(py, value)? })
    }

    fn is(self, py: Py<'a>, entry: &Entry<'a>) -> R<'a, bool> {
        match entry.pair {
            Some((key, _)) if entry.hash == self.hash => match (key, self.value) {
                (Value::Str(a), Value::Str(b)) => Ok(a == b),
                (a, b) => compare::eq(py, a, b),
            },
            _ => Ok(false),
        }
    }
}

impl<'a> Dict<'a> {
    /// An empty dict.
    pub fn new(py: Py<'a>) -> Dict<'a> {
        Dict::with_raw(py, None)
    }

    /// An empty dict of a subclass.
    pub fn of_kind(py: Py<'a>, kind: Kind<'a>) -> Dict<'a> {
        Dict { kind, ..Dict::new(py) }
    }

    /// Its class, with what that needs.
    pub fn kind(&self) -> Kind<'a> {
        self.kind
    }

    /// Its class.
    pub fn class(&self) -> Type {
        match self.kind {
            Kind::Plain => Type::Dict,
            Kind::Ordered(_) => Type::Native("OrderedDict"),
            Kind::Counter => Type::Native("Counter"),
            Kind::Default(_) => Type::Native("defaultdict"),
        }
    }

    /// How often the keys of an `OrderedDict` have changed.
    pub(crate) fn state(&self) -> u64 {
        match self.kind {
            Kind::Ordered(changes) => changes.get(),
            _ => 0,
        }
    }

    fn changed(&self) {
        if let Kind::Ordered(changes) = self.kind {
            changes.set(changes.get() + 1);
        }
    }

    /// A dict that will be read from `raw`, which [`crate::json::validate`] has seen, when it is first used.
    pub(crate) fn lazy(py: Py<'a>, raw: Raw<'a>) -> Dict<'a> {
        Dict::with_raw(py, Some(raw))
    }

    fn with_raw(py: Py<'a>, raw: Option<Raw<'a>>) -> Dict<'a> {
        let table = Table { entries: Vec::new_in(py.bump()), live: 0, index: None };
        Dict { py, kind: Kind::Plain, raw: Cell::new(raw), table: RefCell::new(table) }
    }

    /// `len(self)`.
    pub fn len(&self) -> usize {
        self.load();
        self.table.borrow().live
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of `key`.
    ///
    /// # Errors
    /// `TypeError` for a key that cannot be hashed.
    pub fn get(&self, py: Py<'a>, key: Value<'a>) -> R<'a, Option<Value<'a>>> {
        if let Value::Str(key) = key {
            return Ok(self.get_str(key));
        }
        let key = Key::new(py, key)?;
        let found = self.find(py, key)?;
        Ok(found.and_then(|i| self.pair(i)).map(|(_, value)| value))
    }

    /// The value of a `str` key: what most rules do most of the time.
    pub fn get_str(&self, key: &str) -> Option<Value<'a>> {
        self.load();
        let table = self.table.borrow();
        let hash = hash::of_str(key);
        let is = |entry: &Entry<'a>| entry.hash == hash && matches!(entry.pair, Some((Value::Str(k), _)) if k == key);
        let entry = match &table.index {
            Some(index) => {
                let at = index.find(hash, |&i| table.entries.get(i as usize).is_some_and(is))?;
                table.entries.get(*at as usize)?
            }
            None => table.entries.iter().find(|entry| is(entry))?,
        };
        entry.pair.map(|(_, value)| value)
    }

    /// `self[key] = value`.
    ///
    /// # Errors
    /// `TypeError` for a key that cannot be hashed.
    pub fn insert(&self, py: Py<'a>, key: Value<'a>, value: Value<'a>) -> R<'a, ()> {
        let key = Key::new(py, key)?;
        match self.find(py, key)? {
            // The first key stays, as in CPython: {1: 'a', True: 'b'} is {1: 'b'}.
            Some(at) => {
                if let Some(Entry { pair: Some((_, old)), .. }) = self.table.borrow_mut().entries.get_mut(at) {
                    *old = value;
                }
            }
            None => {
                self.table.borrow_mut().push(py, key, value);
                self.changed();
            }
        }
        Ok(())
    }

    /// `self.pop(key)`: the value, if it was there.
    ///
    /// # Errors
    /// `TypeError` for a key that cannot be hashed.
    pub fn remove(&self, py: Py<'a>, key: Value<'a>) -> R<'a, Option<Value<'a>>> {
        let key = Key::new(py, key)?;
        let Some(at) = self.find(py, key)? else { return Ok(None) };
        Ok(self.remove_at(at).map(|(_, value)| value))
    }

    /// `self.popitem()`: the last pair.
    pub fn pop_last(&self) -> Option<(Value<'a>, Value<'a>)> {
        self.load();
        let last = self.table.borrow().entries.iter().rposition(|entry| entry.pair.is_some())?;
        self.remove_at(last)
    }

    /// `self.clear()`.
    pub fn clear(&self) {
        self.raw.set(None);
        *self.table.borrow_mut() = Table { entries: Vec::new_in(self.py.bump()), live: 0, index: None };
    }

    /// The pairs in order, as a slice that later changes do not touch.
    pub fn pairs(&self) -> &'a [(Value<'a>, Value<'a>)] {
        self.load();
        let table = self.table.borrow();
        self.py
            .bump()
            .alloc_slice_fill_iter(table.entries.iter().filter_map(|entry| entry.pair).collect::<std::vec::Vec<_>>())
    }

    /// The first pair at or after entry `from`, and where to go on: how iterators walk a dict.
    pub fn next_from(&self, from: usize) -> Option<(usize, Value<'a>, Value<'a>)> {
        self.load();
        let table = self.table.borrow();
        let rest = table.entries.get(from..)?;
        rest.iter().enumerate().find_map(|(i, entry)| entry.pair.map(|(k, v)| (from + i + 1, k, v)))
    }

    /// The last pair before entry `before`, and where to go on: how `reversed` walks a dict. Begin with `usize::MAX`.
    pub fn previous_from(&self, before: usize) -> Option<(usize, Value<'a>, Value<'a>)> {
        self.load();
        let table = self.table.borrow();
        let rest = table.entries.get(..before.min(table.entries.len()))?;
        rest.iter().enumerate().rev().find_map(|(i, entry)| entry.pair.map(|(k, v)| (i, k, v)))
    }

    fn pair(&self, at: usize) -> Option<(Value<'a>, Value<'a>)> {
        self.table.borrow().entries.get(at).and_then(|entry| entry.pair)
    }

    fn remove_at(&self, at: usize) -> Option<(Value<'a>, Value<'a>)> {
        let mut table = self.table.borrow_mut();
        let pair = table.entries.get_mut(at)?.pair.take();
        table.live -= usize::from(pair.is_some());
        self.changed();
        pair
    }

    fn find(&self, py: Py<'a>, key: Key<'a>) -> R<'a, Option<usize>> {
        self.load();
        let table = self.table.borrow();
        let mut raised = None;
        let mut is = |entry: &Entry<'a>| match key.is(py, entry) {
            Ok(is) => is,
            Err(e) => {
                raised = Some(e);
                true
            }
        };
        let found = match &table.index {
            Some(index) => {
                index.find(key.hash, |&i| table.entries.get(i as usize).is_some_and(&mut is)).map(|&i| i as usize)
            }
            None => table.entries.iter().position(is),
        };
        match raised {
            Some(e) => Err(e),
            None => Ok(found),
        }
    }

    fn load(&self) {
        let Some(raw) = self.raw.take() else { return };
        let mut table = self.table.borrow_mut();
        table.entries.reserve(raw.guess());
        crate::json::read_object(self.py, raw, |key, value| table.put_str(self.py, key, value));
    }
}

impl<'a> Table<'a> {
    /// Puts a pair whose key is known to be absent.
    fn push(&mut self, py: Py<'a>, key: Key<'a>, value: Value<'a>) {
        if self.entries.len() == self.entries.capacity() && self.live < self.entries.len() / 2 {
            self.entries.retain(|entry| entry.pair.is_some());
            self.index = None;
        }
        let at = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry { hash: key.hash, pair: Some((key.value, value)) });
        self.live += 1;
        let entries = &self.entries;
        let hash_at = |&i: &u32| entries.get(i as usize).map_or(0, |entry| entry.hash);
        match &mut self.index {
            Some(index) => {
                index.insert_unique(key.hash, at, hash_at);
            }
            None if self.entries.len() > SCANNED => {
                let mut index = HashTable::with_capacity_in(2 * self.entries.len(), py.bump());
                for i in 0..=at {
                    index.insert_unique(hash_at(&i), i, hash_at);
                }
                self.index = Some(index);
            }
            None => {}
        }
    }

    /// A pair of a JSON object: of doubled keys the last one's value at the first one's place, as `json.loads` does.
    fn put_str(&mut self, py: Py<'a>, key: &'a str, value: Value<'a>) {
        let hash = hash::of_str(key);
        let is = |entry: &Entry<'a>| entry.hash == hash && matches!(entry.pair, Some((Value::Str(k), _)) if k == key);
        let found = match &self.index {
            Some(index) => index.find(hash, |&i| self.entries.get(i as usize).is_some_and(is)).map(|&i| i as usize),
            None => self.entries.iter().position(is),
        };
        match found.and_then(|at| self.entries.get_mut(at)) {
            Some(Entry { pair: Some((_, old)), .. }) => *old = value,
            _ => self.push(py, Key { value: Value::Str(key), hash }, value),
        }
    }
}

/// `d.keys()`, `d.values()`, `d.items()`: windows on a dict that follow its changes.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    Keys(&'a Dict<'a>),
    Values(&'a Dict<'a>),
    Items(&'a Dict<'a>),
}

impl<'a> View<'a> {
    /// What it looks at.
    pub fn dict(self) -> &'a Dict<'a> {
        match self {
            View::Keys(dict) | View::Values(dict) | View::Items(dict) => dict,
        }
    }

    /// Its class.
    pub fn class(self) -> Type {
        match self {
            View::Keys(Dict { kind: Kind::Ordered(_), .. }) => Type::Native("odict_keys"),
            View::Values(Dict { kind: Kind::Ordered(_), .. }) => Type::Native("odict_values"),
            View::Items(Dict { kind: Kind::Ordered(_), .. }) => Type::Native("odict_items"),
            View::Keys(_) => Type::DictKeys,
            View::Values(_) => Type::DictValues,
            View::Items(_) => Type::DictItems,
        }
    }

    /// What this kind of view shows of a pair.
    pub fn pick(self, py: Py<'a>, key: Value<'a>, value: Value<'a>) -> Value<'a> {
        match self {
            View::Keys(_) => key,
            View::Values(_) => value,
            View::Items(_) => py.tuple(&[key, value]),
        }
    }
}

//! `set` and `frozenset`: the table of CPython 3.11's `Objects/setobject.c`, probe for probe and resize for resize, for
//! it decides the order in which a set is walked and printed.

use std::cell::{Cell, RefCell};

use bumpalo::collections::Vec;

use crate::exception::R;
use crate::heap::Py;
use crate::py::{compare, hash};
use crate::value::Value;

/// `PySet_MINSIZE`.
const MIN_SIZE: usize = 8;

/// Neighbours that are looked at before the next jump.
const LINEAR_PROBES: usize = 9;

const PERTURB_SHIFT: u32 = 5;

/// What the hash of a removed entry is set to; no key has it.
const REMOVED: i64 = -1;

/// A Python `set` or `frozenset`.
#[derive(Debug)]
pub struct Set<'a> {
    py: Py<'a>,
    frozen: bool,
    table: RefCell<Table<'a>>,
    /// Where `pop` goes on looking.
    finger: Cell<usize>,
}

#[derive(Debug)]
struct Table<'a> {
    /// A power of two of them.
    entries: Vec<'a, Entry<'a>>,
    /// Entries that are not free: live and removed ones.
    fill: usize,
    /// Live entries.
    used: usize,
}

/// Free, removed or live.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) hash: i64,
    key: Option<Value<'a>>,
}

impl<'a> Entry<'a> {
    const FREE: Entry<'a> = Entry { hash: 0, key: None };

    fn is_free(&self) -> bool {
        self.key.is_none() && self.hash == 0
    }
}

/// The places at which a key may be, in the order in which they are tried; endless.
struct Probe {
    mask: usize,
    base: usize,
    at: usize,
    left: usize,
    perturb: usize,
}

impl Probe {
    fn new(hash: i64, mask: usize) -> Probe {
        let base = hash as usize & mask;
        Probe { mask, base, at: base, left: neighbours(base, mask), perturb: hash as usize }
    }

    fn next(&mut self) -> usize {
        let at = self.at;
        if self.left > 0 {
            self.left -= 1;
            self.at += 1;
        } else {
            self.perturb >>= PERTURB_SHIFT;
            self.base = self.base.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb) & self.mask;
            self.at = self.base;
            self.left = neighbours(self.base, self.mask);
        }
        at
    }
}

fn neighbours(base: usize, mask: usize) -> usize {
    if base + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 }
}

/// What a search ends at.
enum Place {
    Live(usize),
    /// The key is absent; here it would go.
    Free(usize),
    /// The key is absent; here, where another one was removed, it would go.
    Removed(usize),
}

impl<'a> Table<'a> {
    fn with_size(py: Py<'a>, size: usize) -> Table<'a> {
        let mut entries = Vec::with_capacity_in(size, py.bump());
        entries.resize(size, Entry::FREE);
        Table { entries, fill: 0, used: 0 }
    }

    fn mask(&self) -> usize {
        self.entries.len() - 1
    }

    /// `set_lookkey`, and the search of `set_add_entry`, which takes the last removed entry that it passed.
    fn find(&self, py: Py<'a>, key: Value<'a>, hash: i64) -> R<'a, Place> {
        let mut probe = Probe::new(hash, self.mask());
        let mut removed = None;
        loop {
            let at = probe.next();
            let Some(entry) = self.entries.get(at) else { return Ok(Place::Free(at)) };
            if entry.is_free() {
                return Ok(removed.map_or(Place::Free(at), Place::Removed));
            }
            if entry.key.is_none() {
                removed = Some(at);
            }
            if let Some(found) = entry.key
                && entry.hash == hash
                && compare::same(py, found, key)?
            {
                return Ok(Place::Live(at));
            }
        }
    }

    /// `set_insert_clean`: the key is known to be absent and nothing was removed.
    fn insert_clean(&mut self, entry: Entry<'a>) {
        let mut probe = Probe::new(entry.hash, self.mask());
        loop {
            if let Some(free @ Entry { key: None, .. }) = self.entries.get_mut(probe.next()) {
                *free = entry;
                return;
            }
        }
    }

    fn live(&self) -> impl Iterator<Item = Entry<'a>> + '_ {
        self.entries.iter().copied().filter(|entry| entry.key.is_some())
    }

    /// `set_table_resize`: the smallest size above `least`; removed entries go.
    fn resize(&mut self, py: Py<'a>, least: usize) {
        let mut size = MIN_SIZE;
        while size <= least {
            size <<= 1;
        }
        if size == MIN_SIZE && self.entries.len() == MIN_SIZE && self.fill == self.used {
            return;
        }
        let mut table = Table::with_size(py, size);
        for entry in self.live() {
            table.insert_clean(entry);
        }
        table.fill = self.used;
        table.used = self.used;
        *self = table;
    }

    /// What is resized to when it grows by single items or sheds removed ones.
    fn roomy(&self) -> usize {
        if self.used > 50_000 { self.used * 2 } else { self.used * 4 }
    }

    /// One big resize before `more` keys are added, of which few are expected to be there already.
    fn reserve(&mut self, py: Py<'a>, more: usize) {
        if (self.fill + more) * 5 >= self.mask() * 3 {
            self.resize(py, (self.used + more) * 2);
        }
    }
}

impl<'a> Set<'a> {
    /// An empty set.
    pub fn new(py: Py<'a>, frozen: bool) -> Set<'a> {
        Set { py, frozen, table: RefCell::new(Table::with_size(py, MIN_SIZE)), finger: Cell::new(0) }
    }

    /// A set display `{a, b, c}`: the items are added one by one.
    ///
    /// # Errors
    /// `TypeError` for an item that cannot be hashed.
    pub fn of_items(py: Py<'a>, frozen: bool, items: &[Value<'a>]) -> R<'a, Set<'a>> {
        let set = Set::new(py, frozen);
        for item in items {
            set.add(py, *item)?;
        }
        Ok(set)
    }

    /// A set display of three or more constants. CPython's compiler makes a `frozenset` of them, makes it again in its own
    /// order when it merges equal constants, and fills the set from that: another order than that of [`Set::of_items`].
    ///
    /// # Errors
    /// As [`Set::of_items`].
    pub fn of_constants(py: Py<'a>, items: &[Value<'a>]) -> R<'a, Set<'a>> {
        let set = Set::new(py, false);
        set.merge(py, &Set::frozen_constants(py, items)?)?;
        Ok(set)
    }

    /// The `frozenset` that CPython's compiler makes of a set display of constants after `in` and `for`, and of three or
    /// more constants elsewhere before the set is filled from it.
    ///
    /// # Errors
    /// As [`Set::of_items`].
    pub fn frozen_constants(py: Py<'a>, items: &[Value<'a>]) -> R<'a, Set<'a>> {
        let folded = Set::of_items(py, true, items)?;
        let merged = Set::new(py, true);
        for (hash, item) in folded.hashed() {
            merged.add_hashed(py, item, hash)?;
        }
        Ok(merged)
    }

    /// Whether it is a `frozenset`.
    pub fn is_frozen(&self) -> bool {
        self.frozen
    }

    /// `len(self)`.
    pub fn len(&self) -> usize {
        self.table.borrow().used
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `item in self`. A `set`, which cannot be hashed, is looked for as the `frozenset` it equals.
    ///
    /// # Errors
    /// `TypeError` where the item cannot be hashed.
    pub fn contains(&self, py: Py<'a>, item: Value<'a>) -> R<'a, bool> {
        self.contains_hashed(py, item, key_hash(py, item)?)
    }

    pub(crate) fn contains_hashed(&self, py: Py<'a>, item: Value<'a>, hash: i64) -> R<'a, bool> {
        Ok(matches!(self.table.borrow().find(py, item, hash)?, Place::Live(_)))
    }

    /// `self.add(item)`: whether it was new.
    ///
    /// # Errors
    /// `TypeError` where the item cannot be hashed.
    pub fn add(&self, py: Py<'a>, item: Value<'a>) -> R<'a, bool> {
        let hash = hash::python(py, item)?;
        self.add_hashed(py, item, hash)
    }

    pub(crate) fn add_hashed(&self, py: Py<'a>, item: Value<'a>, hash: i64) -> R<'a, bool> {
        let (at, free) = match self.table.borrow().find(py, item, hash)? {
            Place::Live(_) => return Ok(false),
            Place::Free(at) => (at, true),
            Place::Removed(at) => (at, false),
        };
        let mut table = self.table.borrow_mut();
        if let Some(entry) = table.entries.get_mut(at) {
            *entry = Entry { hash, key: Some(item) };
        }
        table.fill += usize::from(free);
        table.used += 1;
        if free && table.fill * 5 >= table.mask() * 3 {
            let roomy = table.roomy();
            table.resize(py, roomy);
        }
        Ok(true)
    }

    /// `self.discard(item)`: whether it was there. A `set` is looked for as in [`Set::contains`].
    ///
    /// # Errors
    /// `TypeError` where the item cannot be hashed.
    pub fn discard(&self, py: Py<'a>, item: Value<'a>) -> R<'a, bool> {
        self.discard_hashed(py, item, key_hash(py, item)?)
    }

    pub(crate) fn discard_hashed(&self, py: Py<'a>, item: Value<'a>, hash: i64) -> R<'a, bool> {
        let Place::Live(at) = self.table.borrow().find(py, item, hash)? else { return Ok(false) };
        self.take(at);
        Ok(true)
    }

    /// `self.pop()`: which one it is follows from the table and from where the last `pop` ended.
    pub fn pop(&self) -> Option<Value<'a>> {
        let at = {
            let table = self.table.borrow();
            if table.used == 0 {
                return None;
            }
            let (before, after) = table.entries.split_at_checked(self.finger.get() & table.mask())?;
            let live = |entry: &Entry<'a>| entry.key.is_some();
            match after.iter().position(live) {
                Some(offset) => before.len() + offset,
                None => before.iter().position(live)?,
            }
        };
        self.finger.set(at + 1);
        self.take(at)
    }

    fn take(&self, at: usize) -> Option<Value<'a>> {
        let mut table = self.table.borrow_mut();
        let entry = table.entries.get_mut(at)?;
        let key = entry.key.take()?;
        entry.hash = REMOVED;
        table.used -= 1;
        Some(key)
    }

    /// `self.clear()`.
    pub fn clear(&self) {
        *self.table.borrow_mut() = Table::with_size(self.py, MIN_SIZE);
    }

    /// `self == other`.
    ///
    /// # Errors
    /// As comparing items.
    pub fn equals(&self, py: Py<'a>, other: &Set<'a>) -> R<'a, bool> {
        Ok(self.len() == other.len() && self.is_subset(py, other)?)
    }

    /// Whether every item of it is in `other`.
    ///
    /// # Errors
    /// As comparing items.
    pub(crate) fn is_subset(&self, py: Py<'a>, other: &Set<'a>) -> R<'a, bool> {
        for (hash, item) in self.hashed() {
            if !other.contains_hashed(py, item, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `hash(self)` of a frozenset: `frozenset_hash`.
    pub fn hash(&self) -> i64 {
        const fn shuffle(bits: u64) -> u64 {
            ((bits ^ 89_869_747) ^ (bits << 16)).wrapping_mul(3_644_798_167)
        }
        let table = self.table.borrow();
        let mut hash = table.live().fold(0, |acc, entry| acc ^ shuffle(entry.hash as u64));
        hash ^= (table.used as u64 + 1).wrapping_mul(1_927_868_237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
        if hash == u64::MAX { 590_923_713 } else { hash as i64 }
    }

    /// The first item at or after place `from`, and where to go on.
    pub fn next_from(&self, from: usize) -> Option<(usize, Value<'a>)> {
        self.next_hashed(from).map(|(next, _, item)| (next, item))
    }

    fn next_hashed(&self, from: usize) -> Option<(usize, i64, Value<'a>)> {
        let table = self.table.borrow();
        let rest = table.entries.get(from..)?;
        rest.iter().enumerate().find_map(|(i, entry)| entry.key.map(|key| (from + i + 1, entry.hash, key)))
    }

    /// Its items with their hashes, in order. No borrow is held between two of them.
    pub(crate) fn hashed(&self) -> impl Iterator<Item = (i64, Value<'a>)> + '_ {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (next, hash, item) = self.next_hashed(from)?;
            from = next;
            Some((hash, item))
        })
    }

    /// `set_merge`: adds what `other` holds.
    ///
    /// # Errors
    /// As comparing items.
    pub(crate) fn merge(&self, py: Py<'a>, other: &Set<'a>) -> R<'a, ()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        {
            let mut table = self.table.borrow_mut();
            let other = other.table.borrow();
            table.reserve(py, other.used);
            if table.fill == 0 {
                if table.mask() == other.mask() && other.fill == other.used {
                    table.entries.copy_from_slice(&other.entries);
                } else {
                    for entry in other.live() {
                        table.insert_clean(entry);
                    }
                }
                table.fill = other.used;
                table.used = other.used;
                return Ok(());
            }
        }
        for (hash, item) in other.hashed() {
            self.add_hashed(py, item, hash)?;
        }
        Ok(())
    }

    /// Makes room for `more` items at once, as `set_update_internal` does before it reads a dict.
    pub(crate) fn reserve(&self, more: usize) {
        self.table.borrow_mut().reserve(self.py, more);
    }

    /// Sheds removed entries when they are more than a quarter of the table.
    pub(crate) fn shed(&self) {
        let mut table = self.table.borrow_mut();
        if table.fill - table.used > table.mask() / 4 {
            let roomy = table.roomy();
            table.resize(self.py, roomy);
        }
    }

    /// `set_swap_bodies`, where `other` is forgotten afterwards.
    pub(crate) fn take_body(&self, other: &Set<'a>) {
        self.table.swap(&other.table);
    }
}

/// The hash to look an item up by.
fn key_hash<'a>(py: Py<'a>, item: Value<'a>) -> R<'a, i64> {
    match item {
        Value::Set(set) => Ok(set.hash()),
        _ => hash::python(py, item),
    }
}

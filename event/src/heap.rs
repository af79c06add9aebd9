//! Where the values of one evaluation live.
//!
//! A [`Heap`] belongs to one thread and is reset between events; a [`Py`] is the right to make values in it and the
//! state of the one running rule: the line it is at, how deep it has called, and its module's globals.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use bumpalo::Bump;
use typed_arena::Arena;

use crate::clock::Clock;
use crate::exception::{Exc, Kind, R};
use crate::py::class::Class;
use crate::py::dict::Dict;
use crate::py::list::List;
use crate::py::mock::Mock;
use crate::py::native::Native;
use crate::py::regex::Pattern;
use crate::state::{Item, Memory, State, Tick, Unavailable};
use crate::tables::{Found, Tables};
use crate::value::Value;

/// Frames that CPython 3.11 allows (`sys.getrecursionlimit()`), less the few that call a rule.
pub const RECURSION_LIMIT: u32 = 990;

/// What one evaluation may allocate before it is stopped with a `MemoryError`.
pub const DEFAULT_MEMORY_LIMIT: usize = 192 << 20;

/// What a heap keeps between two events, in bytes.
const RETAINED: usize = 8 << 20;

/// The memory of one thread's evaluations. [`Heap::reset`] it between events.
pub struct Heap {
    bump: Bump,
    /// The patterns in use: counted, so that they cannot live in `bump`, which drops nothing.
    patterns: Arena<Arc<Pattern>>,
    limit: usize,
    clock: Clock,
    /// What rules remember that are given no other state.
    memory: Memory,
    /// What rules look things up in.
    tables: Option<Arc<dyn Tables>>,
}

impl std::fmt::Debug for Heap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Heap({} of {} bytes)", self.bump.allocated_bytes(), self.limit)
    }
}

impl Default for Heap {
    fn default() -> Heap {
        Heap::with_limit(DEFAULT_MEMORY_LIMIT)
    }
}

impl Heap {
    /// A heap whose evaluations raise `MemoryError` past about `limit` bytes.
    pub fn with_limit(limit: usize) -> Heap {
        let (bump, patterns, memory) = (Bump::new(), Arena::new(), Memory::default());
        Heap { bump, patterns, limit, clock: Clock::System, memory, tables: None }
    }

    /// Gives rules tables to look things up in.
    pub fn set_tables(&mut self, tables: Arc<dyn Tables>) {
        self.tables = Some(tables);
    }

    /// Gives rules another clock.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Bytes that it holds, those that values have not taken yet included.
    pub fn allocated(&self) -> usize {
        self.bump.allocated_bytes()
    }

    /// Forgets every value. What was taken for an unusual event is given back, the rest is kept for the next.
    pub fn reset(&mut self) {
        if self.bump.allocated_bytes() > RETAINED {
            self.bump = Bump::new();
        } else {
            self.bump.reset();
        }
        // Rules rarely hold a pattern as a value; a new arena allocates nothing until one does.
        if self.patterns.len() > 0 {
            self.patterns = Arena::new();
        }
    }

    /// A fresh state for one rule over one event: line, depth and module globals start anew.
    pub fn enter(&self) -> Py<'_> {
        self.memory.clear();
        self.enter_with(&self.memory)
    }

    /// As [`Heap::enter`], for a rule that remembers what is in `state`.
    pub fn enter_with<'a>(&'a self, state: &'a dyn State) -> Py<'a> {
        Py(self.bump.alloc(Run {
            heap: self,
            line: Cell::new(0),
            module: Cell::new(0),
            depth: Cell::new(0),
            modules: RefCell::new(None),
            mocks: Cell::new(None),
            classes: Cell::new(None),
            state,
            kept: Cell::new(0),
        }))
    }
}

/// One slot of a module's globals; `None` is a name that is not bound.
pub type Slot<'a> = Cell<Option<Value<'a>>>;

struct Run<'a> {
    heap: &'a Heap,
    line: Cell<u32>,
    /// The module whose code runs.
    module: Cell<u32>,
    depth: Cell<u32>,
    /// The classes that were made so far, as a linked list.
    classes: Cell<Option<&'a Made<'a>>>,
    /// A linked list, for a rule sees few modules: its own and the helpers it calls.
    modules: RefCell<Option<&'a Module<'a>>>,
    /// What a test puts in the place of a module's names; in production there is nothing.
    mocks: Cell<Option<&'a Mocks<'a>>>,
    state: &'a dyn State,
    /// Bytes that it had the state keep.
    kept: Cell<usize>,
}

/// The names that a test replaces in one module.
struct Mocks<'a> {
    /// The module, by the path below its root.
    source: &'a str,
    mocks: &'a [(&'a str, Value<'a>)],
    /// Whether they are in their places: a module is initialised without them, as Python imports it first.
    placed: Cell<bool>,
}

struct Module<'a> {
    id: u32,
    slots: &'a [Slot<'a>],
    next: Option<&'a Module<'a>>,
}

impl<'a> Mocks<'a> {
    #[cold]
    fn find(&self, source: &str, name: &str) -> Option<Value<'a>> {
        let mocked = self.placed.get() && self.source == source;
        self.mocks.iter().find(|(known, _)| mocked && *known == name).map(|(_, mock)| *mock)
    }
}

/// A class of the rule that was made, or is being made, in this evaluation.
struct Made<'a> {
    class: &'static Class,
    /// Its attributes, once its body has run.
    space: Cell<Option<&'a Dict<'a>>>,
    next: Option<&'a Made<'a>>,
}

/// The right to make values that live for `'a`; cheap to copy and handed to everything that allocates.
#[derive(Clone, Copy)]
pub struct Py<'a>(&'a Run<'a>);

impl std::fmt::Debug for Py<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Py(line {}, depth {})", self.0.line.get(), self.0.depth.get())
    }
}

impl<'a> Py<'a> {
    /// The arena itself, for collections that allocate in it.
    pub fn bump(self) -> &'a Bump {
        &self.0.heap.bump
    }

    /// `value` moved into the arena. It is never dropped, so it must own nothing outside the arena.
    pub fn alloc<T>(self, value: T) -> &'a T {
        self.bump().alloc(value)
    }

    /// `pattern`, kept alive until the heap is reset.
    pub fn keep(self, pattern: Arc<Pattern>) -> &'a Pattern {
        self.0.heap.patterns.alloc(pattern)
    }

    /// `s` copied into the arena.
    pub fn alloc_str(self, s: &str) -> &'a str {
        self.bump().alloc_str(s)
    }

    /// `items` copied into the arena.
    pub fn alloc_slice<T: Copy>(self, items: &[T]) -> &'a [T] {
        self.bump().alloc_slice_copy(items)
    }

    /// A `str` value that copies `s`.
    pub fn str(self, s: &str) -> Value<'a> {
        Value::Str(self.alloc_str(s))
    }

    /// A new `tuple`.
    pub fn tuple(self, items: &[Value<'a>]) -> Value<'a> {
        Value::Tuple(self.alloc_slice(items))
    }

    /// A new `list`.
    pub fn list(self, items: &[Value<'a>]) -> Value<'a> {
        Value::List(self.alloc(List::from_slice(self, items)))
    }

    /// A new `dict` of these pairs, in order; of equal keys the first one's place and the last one's value.
    ///
    /// # Errors
    /// `TypeError` for a key that cannot be hashed.
    pub fn dict(self, pairs: &[(Value<'a>, Value<'a>)]) -> R<'a, Value<'a>> {
        let dict = Dict::new(self);
        for (key, value) in pairs {
            dict.insert(self, *key, *value)?;
        }
        Ok(Value::Dict(self.alloc(dict)))
    }

    /// Says which line of the rule's source runs now; an exception made from here on carries it.
    #[inline]
    pub fn at(self, line: u32) {
        self.0.line.set(line);
    }

    /// The line last given to [`Py::at`].
    pub fn line(self) -> u32 {
        self.0.line.get()
    }

    /// Where the time comes from.
    pub fn clock(self) -> Clock {
        self.0.heap.clock
    }

    /// What time it is for the rule: microseconds since 1970 in UTC.
    pub fn now(self) -> i64 {
        self.0.heap.clock.now()
    }

    /// What the table of that name has under `key`.
    pub fn look_up(self, table: &str, key: &str) -> Found {
        self.0.heap.tables.as_ref().map_or(Found::NoTable, |tables| tables.find(table, key))
    }

    /// Whether there are tables at all.
    pub fn has_tables(self) -> bool {
        self.0.heap.tables.is_some()
    }

    /// What the state keeps under `key`, unless it has expired.
    ///
    /// # Errors
    /// `SystemError` where the state cannot be read.
    pub fn recall(self, key: &str) -> R<'a, Option<Item>> {
        let found = self.0.state.get(key).map_err(|Unavailable| self.no_state())?;
        Ok(found.filter(|item| !item.is_expired(self.now().div_euclid(1_000_000))))
    }

    /// Has the state keep `item`, which takes `size` bytes, under `key`.
    ///
    /// # Errors
    /// `SystemError` where the state cannot be written; `MemoryError` where one event would have it keep more than the
    /// heap may hold.
    pub fn keep_item(self, key: &str, item: Item, size: usize) -> R<'a, ()> {
        self.keep_bytes(size)?;
        self.0.state.put(key, item).map_err(|Unavailable| self.no_state())
    }

    /// Has the state add a time to the window of `key`: how many it has then.
    ///
    /// # Errors
    /// As [`Py::keep_item`].
    pub fn tick(self, key: &str, tick: Tick) -> R<'a, i64> {
        self.keep_bytes(key.len() + size_of::<Tick>())?;
        self.0.state.tick(key, tick).map_err(|Unavailable| self.no_state())
    }

    /// Counts what one event has the state keep.
    fn keep_bytes(self, size: usize) -> R<'a, ()> {
        let kept = self.0.kept.get().saturating_add(size);
        if kept > self.0.heap.limit {
            return Err(self.out_of_memory());
        }
        self.0.kept.set(kept);
        Ok(())
    }

    #[cold]
    fn no_state(self) -> Exc<'a> {
        self.raise(Kind::SystemError, "the state cannot be kept")
    }

    /// The module whose code runs.
    pub fn module_number(self) -> u32 {
        self.0.module.get()
    }

    /// Enters a Python function of the module.
    ///
    /// # Errors
    /// `RecursionError` where CPython's interpreter would have run out of frames; `MemoryError` past the heap's limit.
    pub fn frame(self, module: u32) -> R<'a, Depth<'a>> {
        let depth = self.0.depth.get();
        if depth >= RECURSION_LIMIT {
            return Err(self.raise(Kind::RecursionError, "maximum recursion depth exceeded"));
        }
        self.check_memory()?;
        self.0.depth.set(depth + 1);
        let caller = self.0.module.replace(module);
        Ok(Depth { py: self, line: self.line(), module: caller })
    }

    /// As [`Py::frame`], in the module that runs.
    ///
    /// # Errors
    /// As [`Py::frame`].
    pub fn call_depth(self) -> R<'a, Depth<'a>> {
        self.frame(self.module_number())
    }

    /// Called by loops and function entries, so that a rule that allocates for ever is stopped.
    ///
    /// # Errors
    /// `MemoryError` past the heap's limit.
    #[inline]
    pub fn check_memory(self) -> R<'a, ()> {
        if self.bump().allocated_bytes() > self.0.heap.limit {
            return Err(self.out_of_memory());
        }
        Ok(())
    }

    /// Asked before a single operation makes a value of `bytes` bytes, so that `"x" * 10**12` ends as in CPython on a
    /// small machine.
    ///
    /// # Errors
    /// `MemoryError` where it would pass the heap's limit.
    #[inline]
    pub fn room(self, bytes: usize) -> R<'a, ()> {
        if self.bump().allocated_bytes().saturating_add(bytes) > self.0.heap.limit {
            return Err(self.out_of_memory());
        }
        Ok(())
    }

    /// A new exception of `kind` with one string argument, at the current line.
    #[cold]
    pub fn raise(self, kind: Kind, message: &str) -> Exc<'a> {
        Exc::new(self, kind, &[self.str(message)])
    }

    /// `MemoryError()`.
    #[cold]
    pub fn out_of_memory(self) -> Exc<'a> {
        Exc::new(self, Kind::MemoryError, &[])
    }

    /// `TypeError(message)`.
    #[cold]
    pub fn type_error(self, message: std::fmt::Arguments<'_>) -> Exc<'a> {
        self.raise(Kind::TypeError, &message.to_string())
    }

    /// `ValueError(message)`.
    #[cold]
    pub fn value_error(self, message: std::fmt::Arguments<'_>) -> Exc<'a> {
        self.raise(Kind::ValueError, &message.to_string())
    }

    /// Has names of the module whose source is `source` replaced by mocks, each with what a call of it returns, for what
    /// is called from here on.
    pub fn set_mocks(self, source: &str, mocks: &[(&str, Value<'a>)]) {
        let mock = |(name, returned): &(&str, Value<'a>)| {
            let mock = Native::Mock(Mock { returned: *returned });
            (self.alloc_str(name), Value::Native(self.alloc(mock)))
        };
        let mocks: Vec<_> = mocks.iter().map(mock).collect();
        let source = self.alloc_str(source);
        let mocks = Mocks { source, mocks: self.alloc_slice(&mocks), placed: Cell::new(false) };
        self.0.mocks.set(Some(self.alloc(mocks)));
    }

    /// Whether mocks of the module wait to be put into their places.
    #[inline]
    pub fn has_mocks_to_place(self, source: &str) -> bool {
        self.0.mocks.get().is_some_and(|mocks| !mocks.placed.get() && mocks.source == source)
    }

    /// Puts the mocks into their places; `slots` are those names of the module that have one.
    pub fn place_mocks(self, slots: &[(&str, &Slot<'a>)]) {
        let Some(mocks) = self.0.mocks.get() else { return };
        mocks.placed.set(true);
        for (name, slot) in slots {
            if let Some((_, mock)) = mocks.mocks.iter().find(|(mocked, _)| mocked == name) {
                slot.set(Some(*mock));
            }
        }
    }

    /// The mock in the place of a module's name.
    #[inline]
    pub fn mock(self, source: &str, name: &str) -> Option<Value<'a>> {
        self.0.mocks.get().and_then(|mocks| mocks.find(source, name))
    }

    /// The attributes of a class of the rule; `None` where its body has not run, or still runs.
    pub(crate) fn class_space(self, class: &'static Class) -> Option<&'a Dict<'a>> {
        self.made(class).and_then(|made| made.space.get())
    }

    /// Whether the class's body has begun to run.
    pub(crate) fn class_begun(self, class: &'static Class) -> bool {
        self.made(class).is_some()
    }

    /// Says that the class's body begins to run.
    pub(crate) fn begin_class(self, class: &'static Class) {
        let next = self.0.classes.get();
        self.0.classes.set(Some(self.alloc(Made { class, space: Cell::new(None), next })));
    }

    /// The class has these attributes.
    pub(crate) fn finish_class(self, class: &'static Class, space: &'a Dict<'a>) {
        if let Some(made) = self.made(class) {
            made.space.set(Some(space));
        }
    }

    /// The class's body has raised: who asks for it again runs it again.
    pub(crate) fn forget_class(self, class: &'static Class) {
        let mut kept = None;
        let mut seen = self.0.classes.get();
        while let Some(made) = seen {
            if !std::ptr::eq(made.class, class) {
                let space = Cell::new(made.space.get());
                kept = Some(self.alloc(Made { class: made.class, space, next: kept }));
            }
            seen = made.next;
        }
        self.0.classes.set(kept);
    }

    fn made(self, class: &'static Class) -> Option<&'a Made<'a>> {
        let mut seen = self.0.classes.get();
        while let Some(made) = seen {
            if std::ptr::eq(made.class, class) {
                return Some(made);
            }
            seen = made.next;
        }
        None
    }

    /// The globals of module `id`, `len` slots, unbound at first.
    pub fn module(self, id: u32, len: usize) -> &'a [Slot<'a>] {
        let mut seen = *self.0.modules.borrow();
        while let Some(module) = seen {
            if module.id == id {
                return module.slots;
            }
            seen = module.next;
        }
        let slots = &*self.bump().alloc_slice_fill_with(len, |_| Cell::new(None));
        let next = *self.0.modules.borrow();
        *self.0.modules.borrow_mut() = Some(self.alloc(Module { id, slots, next }));
        slots
    }
}

/// One Python frame; dropping it returns to the caller's line and depth.
#[derive(Debug)]
pub struct Depth<'a> {
    py: Py<'a>,
    line: u32,
    module: u32,
}

impl Drop for Depth<'_> {
    fn drop(&mut self) {
        let run = self.py.0;
        run.depth.set(run.depth.get() - 1);
        run.line.set(self.line);
        run.module.set(self.module);
    }
}

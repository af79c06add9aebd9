//! `deque`, by `Modules/_collectionsmodule.c`.

use std::cell::{Cell, RefCell};

use bumpalo::collections::Vec as Items;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::ssize;
use crate::py::arithmetic::Op;
use crate::py::arity::Method;
use crate::py::clinic::Signature;
use crate::py::compare::{self, Order};
use crate::py::function::Func;
use crate::py::iter::Iter;
use crate::py::native::{Native, Slots};
use crate::py::{integer, list_methods, text};
use crate::value::{Type, Value};

/// The methods of its objects.
pub(super) const NAMES: &[&str] = &[
    "append",
    "appendleft",
    "clear",
    "copy",
    "count",
    "extend",
    "extendleft",
    "index",
    "insert",
    "pop",
    "popleft",
    "remove",
    "reverse",
    "rotate",
];

/// A `deque`: its items from `head` on, so that both ends give at once.
#[derive(Debug)]
pub struct Deque<'a> {
    py: Py<'a>,
    items: RefCell<Items<'a, Value<'a>>>,
    head: Cell<usize>,
    most: Option<usize>,
    /// How often it has changed.
    state: Cell<u64>,
}

impl<'a> Deque<'a> {
    fn new(py: Py<'a>, most: Option<usize>) -> Deque<'a> {
        Deque { py, items: RefCell::new(Items::new_in(py.bump())), head: Cell::new(0), most, state: Cell::new(0) }
    }

    /// `deque.maxlen`.
    pub(crate) fn most(&self) -> Option<usize> {
        self.most
    }

    fn len(&self) -> usize {
        self.items.borrow().len() - self.head.get()
    }

    fn get(&self, at: usize) -> Option<Value<'a>> {
        self.items.borrow().get(self.head.get() + at).copied()
    }

    /// What it holds now.
    pub(crate) fn snapshot(&self) -> &'a [Value<'a>] {
        self.py.alloc_slice(self.items.borrow().get(self.head.get()..).unwrap_or_default())
    }

    /// All its items anew.
    fn set(&self, items: &[Value<'a>]) {
        let mut held = self.items.borrow_mut();
        held.clear();
        held.extend_from_slice(items);
        self.head.set(0);
        self.state.set(self.state.get() + 1);
    }

    fn push(&self, value: Value<'a>) {
        self.items.borrow_mut().push(value);
        self.state.set(self.state.get() + 1);
        if self.most.is_some_and(|most| self.len() > most) {
            self.pop_left();
        }
    }

    fn push_left(&self, value: Value<'a>) {
        if self.head.get() == 0 {
            // Room in front for as many as there are.
            let spare = self.len() + 8;
            let mut moved = Items::with_capacity_in(2 * spare, self.py.bump());
            moved.resize(spare, Value::None);
            moved.extend_from_slice(&self.items.borrow());
            *self.items.borrow_mut() = moved;
            self.head.set(spare);
        }
        let at = self.head.get() - 1;
        self.head.set(at);
        if let Some(slot) = self.items.borrow_mut().get_mut(at) {
            *slot = value;
        }
        self.state.set(self.state.get() + 1);
        if self.most.is_some_and(|most| self.len() > most) {
            self.pop();
        }
    }

    fn pop(&self) -> Option<Value<'a>> {
        if self.len() == 0 {
            return None;
        }
        self.state.set(self.state.get() + 1);
        self.items.borrow_mut().pop()
    }

    fn pop_left(&self) -> Option<Value<'a>> {
        let first = self.get(0)?;
        self.head.set(self.head.get() + 1);
        self.state.set(self.state.get() + 1);
        Some(first)
    }

    fn extend(&'a self, py: Py<'a>, items: Value<'a>, left: bool) -> R<'a, ()> {
        // Its own items are read before they grow.
        let items = match items {
            Value::Native(Native::Deque(same)) if std::ptr::eq(same, self) => py.tuple(self.snapshot()),
            other => other,
        };
        let items = Iter::of(py, items)?;
        while let Some(item) = items.next(py)? {
            if left { self.push_left(item) } else { self.push(item) }
        }
        Ok(())
    }

    /// Where an index points, if into it.
    fn place(&self, index: i64) -> Option<usize> {
        let len = self.len() as i64;
        let at = if index < 0 { index + len } else { index };
        if (0..len).contains(&at) { usize::try_from(at).ok() } else { None }
    }
}

/// `deque(iterable=(), maxlen=None)`.
pub(super) fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let signature = Signature { function: "deque", names: ["iterable", "maxlen"], required: 0, positional: 2 };
    let [items, most] = signature.bind(py, args)?;
    let most = match most {
        None | Some(Value::None) => None,
        Some(Value::Int(_) | Value::Bool(_) | Value::Big(_)) => {
            let most = ssize(py, most.unwrap_or(Value::None))?;
            Some(usize::try_from(most).map_err(|_| py.value_error(format_args!("maxlen must be non-negative")))?)
        }
        Some(_) => return Err(py.type_error(format_args!("an integer is required"))),
    };
    let deque: &'a Native<'a> = py.alloc(Native::Deque(Deque::new(py, most)));
    if let (Some(items), Native::Deque(deque)) = (items, deque) {
        deque.extend(py, items, false)?;
    }
    Ok(Value::Native(deque))
}

fn made<'a>(py: Py<'a>, most: Option<usize>, items: &[Value<'a>]) -> Value<'a> {
    let deque = Deque::new(py, most);
    let dropped = most.map_or(0, |most| items.len().saturating_sub(most));
    deque.set(items.get(dropped..).unwrap_or_default());
    Value::Native(py.alloc(Native::Deque(deque)))
}

/// What it does where Python's syntax asks.
pub struct Classes;

fn of<'n, 'a>(this: &'n Native<'a>) -> Option<&'n Deque<'a>> {
    match this {
        Native::Deque(deque) => Some(deque),
        _ => None,
    }
}

fn other<'a>(value: Value<'a>) -> Option<&'a Deque<'a>> {
    match value {
        Value::Native(Native::Deque(deque)) => Some(deque),
        _ => None,
    }
}

#[cold]
fn too_deep<'a>(py: Py<'a>) -> Exc<'a> {
    py.raise(Kind::RecursionError, "maximum recursion depth exceeded in comparison")
}

fn mutated<'a>(py: Py<'a>) -> Exc<'a> {
    py.raise(Kind::RuntimeError, "deque mutated during iteration")
}

fn index<'a>(py: Py<'a>, deque: &Deque<'a>, index: Value<'a>) -> R<'a, usize> {
    let Some(int) = integer::to_bigint(index) else {
        return Err(py.type_error(format_args!("sequence index must be integer, not '{}'", index.type_name())));
    };
    let place =
        i64::try_from(&int).map_err(|_| py.raise(Kind::IndexError, "cannot fit 'int' into an index-sized integer"))?;
    deque.place(place).ok_or_else(|| py.raise(Kind::IndexError, "deque index out of range"))
}

fn walk<'a>(py: Py<'a>, deque: &'a Deque<'a>, reversed: bool) -> &'a Iter<'a> {
    let (state, mut at) = (deque.state.get(), 0);
    let name = if reversed { "_collections._deque_reverse_iterator" } else { "_collections._deque_iterator" };
    Iter::from_step(py, name, move |py| {
        if deque.state.get() != state {
            return Err(mutated(py));
        }
        at += 1;
        Ok(if reversed { deque.len().checked_sub(at).and_then(|at| deque.get(at)) } else { deque.get(at - 1) })
    })
}

impl Slots for Classes {
    fn class(&self, _this: &Native<'_>) -> Type {
        Type::Native("deque")
    }

    fn type_name(&self, _this: &Native<'_>) -> &'static str {
        "collections.deque"
    }

    fn methods(&self, _this: &Native<'_>) -> &'static [&'static str] {
        NAMES
    }

    fn truth(&self, this: &Native<'_>) -> bool {
        of(this).is_some_and(|deque| deque.len() > 0)
    }

    fn length(&self, this: &Native<'_>) -> Option<usize> {
        of(this).map(Deque::len)
    }

    fn equals<'a>(&self, py: Py<'a>, this: &'a Native<'a>, value: Value<'a>) -> R<'a, Option<bool>> {
        // A deque may hold itself, through another.
        let _depth = py.call_depth().map_err(|_| too_deep(py))?;
        match (of(this), other(value)) {
            (Some(a), Some(b)) => compare::eq(py, py.list(a.snapshot()), py.list(b.snapshot())).map(Some),
            _ => Ok(None),
        }
    }

    fn order<'a>(&self, py: Py<'a>, op: Order, this: &'a Native<'a>, value: Value<'a>) -> R<'a, Option<bool>> {
        let _depth = py.call_depth().map_err(|_| too_deep(py))?;
        match (of(this), other(value)) {
            (Some(a), Some(b)) => compare::order(py, op, py.list(a.snapshot()), py.list(b.snapshot())).map(Some),
            _ => Ok(None),
        }
    }

    fn binary<'a>(
        &self,
        py: Py<'a>,
        op: Op,
        this: &'a Native<'a>,
        value: Value<'a>,
        reflected: bool,
    ) -> Option<Ret<'a>> {
        let deque = of(this)?;
        match (op, value) {
            (Op::Add, _) if !reflected => Some(match other(value) {
                Some(more) => Ok(made(py, deque.most, &[deque.snapshot(), more.snapshot()].concat())),
                None => {
                    let class = value.type_name();
                    Err(py.type_error(format_args!("can only concatenate deque (not \"{class}\") to deque")))
                }
            }),
            (Op::Mul, Value::Int(_) | Value::Bool(_) | Value::Big(_)) => Some(ssize(py, value).and_then(|n| {
                let n = usize::try_from(n).unwrap_or(0);
                py.room(deque.len().saturating_mul(n).saturating_mul(16))?;
                Ok(made(py, deque.most, &deque.snapshot().repeat(n)))
            })),
            (Op::Mul, _) if !reflected => {
                let class = value.type_name();
                Some(Err(py.type_error(format_args!("can't multiply sequence by non-int of type '{class}'"))))
            }
            _ => None,
        }
    }

    fn hash<'a>(&self, py: Py<'a>, _this: &'a Native<'a>) -> R<'a, i64> {
        Err(py.type_error(format_args!("unhashable type: 'collections.deque'")))
    }

    fn contains<'a>(&self, py: Py<'a>, this: &'a Native<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        let Some(deque) = of(this) else { return Ok(None) };
        let state = deque.state.get();
        for value in deque.snapshot() {
            if compare::same(py, *value, item)? {
                return Ok(Some(true));
            }
            if deque.state.get() != state {
                return Err(mutated(py));
            }
        }
        Ok(Some(false))
    }

    fn iter<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        Ok(of(this).map(|deque| walk(py, deque, false)))
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let Native::Deque(deque) = this else { return Ok(None) };
        Ok(match name {
            "maxlen" => Some(deque.most.map_or(Value::None, |most| Value::Int(most as i64))),
            "__reversed__" => {
                Some(Func::builtin(py, "__reversed__", move |py, _| Ok(Value::Iter(walk(py, deque, true)))))
            }
            "__getslice__" => Some(Func::builtin(py, "__getslice__", |py, _| {
                Err(py.type_error(format_args!("sequence index must be integer, not 'slice'")))
            })),
            "__setitem__" => Some(Func::builtin(py, "__setitem__", move |py, args| match args.pos {
                [at, value] => {
                    let at = index(py, deque, *at)? + deque.head.get();
                    if let Some(slot) = deque.items.borrow_mut().get_mut(at) {
                        *slot = *value;
                    }
                    Ok(Value::None)
                }
                _ => Ok(Value::None),
            })),
            "__delitem__" => Some(Func::builtin(py, "__delitem__", move |py, args| match args.pos {
                [at] => {
                    let at = index(py, deque, *at)? + deque.head.get();
                    deque.items.borrow_mut().remove(at);
                    deque.state.set(deque.state.get() + 1);
                    Ok(Value::None)
                }
                _ => Ok(Value::None),
            })),
            _ => None,
        })
    }

    fn subscript<'a>(&self, py: Py<'a>, this: &'a Native<'a>, at: Value<'a>) -> R<'a, Option<Value<'a>>> {
        match of(this) {
            Some(deque) => Ok(deque.get(index(py, deque, at)?)),
            None => Ok(None),
        }
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let Native::Deque(deque) = this else { return None };
        let method = Method { class: "deque", name };
        Some(match name {
            "append" => method.one(py, args).map(|item| deque.push(item)).map(|()| Value::None),
            "appendleft" => method.one(py, args).map(|item| deque.push_left(item)).map(|()| Value::None),
            "extend" => method.one(py, args).and_then(|items| deque.extend(py, items, false)).map(|()| Value::None),
            "extendleft" => method.one(py, args).and_then(|items| deque.extend(py, items, true)).map(|()| Value::None),
            "clear" => method.none(py, args).map(|()| deque.set(&[])).map(|()| Value::None),
            "copy" => method.none(py, args).map(|()| made(py, deque.most, deque.snapshot())),
            "pop" | "popleft" => method.none(py, args).and_then(|()| {
                let item = if name == "pop" { deque.pop() } else { deque.pop_left() };
                item.ok_or_else(|| py.raise(Kind::IndexError, "pop from an empty deque"))
            }),
            "reverse" => method.none(py, args).map(|()| {
                let mut items = deque.snapshot().to_vec();
                items.reverse();
                deque.set(&items);
                Value::None
            }),
            "rotate" => method.between(py, args, 0, 1).and_then(|n| {
                let n = n.first().map_or(Ok(1), |n| ssize(py, *n))?;
                let mut items = deque.snapshot().to_vec();
                let len = items.len() as i64;
                if len > 1 {
                    items.rotate_right(usize::try_from(n.rem_euclid(len)).unwrap_or(0));
                    deque.set(&items);
                }
                Ok(Value::None)
            }),
            "count" => method.one(py, args).and_then(|item| {
                let mut count = 0;
                for value in deque.snapshot() {
                    count += i64::from(compare::same(py, *value, item)?);
                }
                Ok(Value::Int(count))
            }),
            "remove" => method.one(py, args).and_then(|item| match find(py, deque, item, &[])? {
                Some(at) => {
                    deque.items.borrow_mut().remove(deque.head.get() + at);
                    deque.state.set(deque.state.get() + 1);
                    Ok(Value::None)
                }
                None => Err(not_in(py, item)?),
            }),
            "index" => method.between(py, args, 1, 3).and_then(|args| {
                let [item, bounds @ ..] = args else { return Ok(Value::None) };
                match find(py, deque, *item, bounds)? {
                    Some(at) => Ok(Value::Int(at as i64)),
                    None => Err(not_in(py, *item)?),
                }
            }),
            "insert" => method.between(py, args, 2, 2).and_then(|args| {
                let [at, item] = args else { return Ok(Value::None) };
                let at = ssize(py, *at)?;
                if deque.most == Some(deque.len()) {
                    return Err(py.raise(Kind::IndexError, "deque already at its maximum size"));
                }
                let len = deque.len() as i64;
                let at = if at < 0 { (at + len).max(0) } else { at.min(len) };
                let mut items = deque.snapshot().to_vec();
                items.insert(usize::try_from(at).unwrap_or(0), *item);
                deque.set(&items);
                Ok(Value::None)
            }),
            _ => return None,
        })
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        text::repr(py, Value::Native(this))
    }
}

fn not_in<'a>(py: Py<'a>, item: Value<'a>) -> R<'a, Exc<'a>> {
    Ok(py.value_error(format_args!("{} is not in deque", text::repr(py, item)?)))
}

fn find<'a>(py: Py<'a>, deque: &Deque<'a>, item: Value<'a>, bounds: &[Value<'a>]) -> R<'a, Option<usize>> {
    let items = deque.snapshot();
    let (from, to) = list_methods::search_bounds(py, bounds, items.len())?;
    let state = deque.state.get();
    for (at, value) in items.iter().enumerate().take(to).skip(from) {
        if compare::same(py, *value, item)? {
            return Ok(Some(at));
        }
        if deque.state.get() != state {
            return Err(mutated(py));
        }
    }
    Ok(None)
}

/// `deque += items`.
///
/// # Errors
/// `TypeError` for what cannot be walked.
pub(crate) fn extend<'a>(py: Py<'a>, deque: &'a Deque<'a>, items: Value<'a>) -> R<'a, ()> {
    deque.extend(py, items, false)
}

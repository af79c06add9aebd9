//! Tuples whose items have names: what `collections.namedtuple` makes (`Lib/collections/__init__.py`), for the classes that
//! native modules have of them.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op};
use crate::py::compare::{self, Order};
use crate::py::dict::Dict;
use crate::py::function::Func;
use crate::py::iter::Iter;
use crate::py::native::{Native, Slots};
use crate::py::{hash, subscript, text, tuple_methods};
use crate::value::{Type, Value};

/// A class of such tuples.
#[derive(Debug)]
pub struct Class {
    /// Its `__name__`, after its module where another class has that name.
    pub name: &'static str,
    /// The names of the items.
    pub fields: &'static [&'static str],
    /// Its methods, those that all such classes have among them.
    pub methods: &'static [&'static str],
    /// What it computes from its items: `url.hostname`.
    pub attribute: for<'a> fn(Py<'a>, &NamedTuple<'a>, &str) -> R<'a, Option<Value<'a>>>,
    /// Its own methods; `None` for another name.
    pub call: for<'a> fn(Py<'a>, &NamedTuple<'a>, &str, Args<'a, '_>) -> Option<Ret<'a>>,
}

impl Class {
    /// Its `__name__`.
    fn short(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, name)| name)
    }
}

/// Whether the class of this name is one of them.
pub(crate) fn is_one(class: &str) -> bool {
    class == "difflib.Match" || crate::py::urllib::is_tuple(class)
}

/// One of its objects.
#[derive(Clone, Copy, Debug)]
pub struct NamedTuple<'a> {
    pub class: &'static Class,
    pub items: &'a [Value<'a>],
}

impl<'a> NamedTuple<'a> {
    /// It as a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::NamedTuple(self)))
    }

    /// The item at `at`.
    pub fn item(&self, at: usize) -> Value<'a> {
        self.items.get(at).copied().unwrap_or(Value::None)
    }
}

impl<'a> Value<'a> {
    /// The items, where this is a `tuple` or an object of a class that derives from it.
    pub fn as_tuple(self) -> Option<&'a [Value<'a>]> {
        match self {
            Value::Tuple(items) => Some(items),
            Value::Native(Native::NamedTuple(tuple)) => Some(tuple.items),
            Value::Native(Native::Record(record)) => Some(record.items),
            _ => None,
        }
    }
}

/// `tuple._replace(**fields)`.
fn replace<'a>(py: Py<'a>, tuple: &NamedTuple<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let class = tuple.class;
    if !args.pos.is_empty() {
        let given = args.pos.len() + 1;
        return Err(py.type_error(format_args!(
            "{}._replace() takes 1 positional argument but {given} were given",
            class.short()
        )));
    }
    let named = |field: &str| args.kw.iter().find(|(name, _)| *name == field).map(|(_, value)| *value);
    let items: Vec<_> =
        class.fields.iter().zip(tuple.items).map(|(field, item)| named(field).unwrap_or(*item)).collect();
    let unknown: Vec<_> =
        args.kw.iter().filter(|(name, _)| !class.fields.contains(name)).map(|(name, _)| Value::Str(name)).collect();
    if !unknown.is_empty() {
        let unknown = text::repr(py, py.list(&unknown))?;
        return Err(py.value_error(format_args!("Got unexpected field names: {unknown}")));
    }
    Ok(NamedTuple { class, items: py.alloc_slice(&items) }.value(py))
}

/// A method that takes nothing but its object.
pub(crate) fn alone<'a>(py: Py<'a>, tuple: &NamedTuple<'a>, name: &str, args: Args<'a, '_>) -> R<'a, ()> {
    let class = tuple.class.short();
    match (args.pos, args.kw) {
        ([], []) => Ok(()),
        (_, [(keyword, _), ..]) => {
            Err(py.type_error(format_args!("{class}.{name}() got an unexpected keyword argument '{keyword}'")))
        }
        (pos, []) => {
            let given = pos.len() + 1;
            Err(py.type_error(format_args!("{class}.{name}() takes 1 positional argument but {given} were given")))
        }
    }
}

/// What these do where Python's syntax asks.
pub(crate) struct Classes;

fn of<'n, 'a>(this: &'n Native<'a>) -> Option<&'n NamedTuple<'a>> {
    match this {
        Native::NamedTuple(tuple) => Some(tuple),
        _ => None,
    }
}

fn items<'a>(this: &Native<'a>) -> &'a [Value<'a>] {
    of(this).map_or(&[], |tuple| tuple.items)
}

impl Slots for Classes {
    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(of(this).map_or("", |tuple| tuple.class.name))
    }

    fn methods(&self, this: &Native<'_>) -> &'static [&'static str] {
        of(this).map_or(&[], |tuple| tuple.class.methods)
    }

    fn truth(&self, this: &Native<'_>) -> bool {
        !items(this).is_empty()
    }

    fn length(&self, this: &Native<'_>) -> Option<usize> {
        Some(items(this).len())
    }

    fn equals<'a>(&self, py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match other.as_tuple() {
            Some(other) => compare::eq(py, Value::Tuple(items(this)), Value::Tuple(other)).map(Some),
            None => Ok(None),
        }
    }

    fn order<'a>(&self, py: Py<'a>, op: Order, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match other.as_tuple() {
            Some(other) => compare::order(py, op, Value::Tuple(items(this)), Value::Tuple(other)).map(Some),
            None => Ok(None),
        }
    }

    fn binary<'a>(
        &self,
        py: Py<'a>,
        op: Op,
        this: &'a Native<'a>,
        other: Value<'a>,
        reflected: bool,
    ) -> Option<Ret<'a>> {
        let this = Value::Tuple(items(this));
        match (op, other.as_tuple(), other) {
            (Op::Add, Some(other), _) if reflected => Some(arithmetic::add(py, Value::Tuple(other), this)),
            (Op::Add, Some(other), _) => Some(arithmetic::add(py, this, Value::Tuple(other))),
            (Op::Add, None, _) if !reflected => Some(arithmetic::add(py, this, other)),
            (Op::Mul, _, _) if !reflected || matches!(other, Value::Int(_) | Value::Bool(_) | Value::Big(_)) => {
                Some(arithmetic::mul(py, this, other))
            }
            _ => None,
        }
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        hash::python(py, Value::Tuple(items(this)))
    }

    fn contains<'a>(&self, py: Py<'a>, this: &'a Native<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        compare::contains(py, Value::Tuple(items(this)), item).map(Some)
    }

    fn iter<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        Iter::of(py, Value::Tuple(items(this))).map(Some)
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let Some(tuple) = of(this) else { return Ok(None) };
        if let Some(at) = tuple.class.fields.iter().position(|field| *field == name) {
            return Ok(Some(tuple.item(at)));
        }
        if name == "_fields" {
            let names: Vec<_> = tuple.class.fields.iter().map(|field| Value::Str(field)).collect();
            return Ok(Some(py.tuple(&names)));
        }
        if name == "__reversed__" {
            let all = tuple.items;
            return Ok(Some(Func::builtin(py, "__reversed__", move |py, _| {
                let mut rest = all.iter().rev();
                Ok(Value::Iter(Iter::from_step(py, "reversed", move |_| Ok(rest.next().copied()))))
            })));
        }
        if name == "__getslice__" {
            let all = tuple.items;
            return Ok(Some(Func::builtin(py, "__getslice__", move |py, args| match args.pos {
                [start, stop, step] => subscript::slice(py, Value::Tuple(all), *start, *stop, *step),
                _ => Ok(Value::None),
            })));
        }
        (tuple.class.attribute)(py, tuple, name)
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let tuple = of(this)?;
        match name {
            "index" | "count" => tuple_methods::call(py, Value::Tuple(tuple.items), name, args),
            "_replace" => Some(replace(py, tuple, args)),
            "_asdict" => Some(alone(py, tuple, name, args).and_then(|()| {
                let dict = Dict::new(py);
                for (name, value) in tuple.class.fields.iter().zip(tuple.items) {
                    dict.insert(py, Value::Str(name), *value)?;
                }
                Ok(Value::Dict(py.alloc(dict)))
            })),
            _ => (tuple.class.call)(py, tuple, name, args),
        }
    }

    fn subscript<'a>(&self, py: Py<'a>, this: &'a Native<'a>, index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        subscript::getitem(py, Value::Tuple(items(this)), index).map(Some)
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let Some(tuple) = of(this) else { return Ok("") };
        // What it holds may hold it.
        let _depth = py.call_depth()?;
        let mut parts = Vec::new();
        for (name, value) in tuple.class.fields.iter().zip(tuple.items) {
            parts.push(format!("{name}={}", text::repr(py, *value)?));
        }
        Ok(py.alloc_str(&format!("{}({})", tuple.class.short(), parts.join(", "))))
    }
}

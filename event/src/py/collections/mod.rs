//! `collections`: the subclasses of `dict`, by `Lib/collections/__init__.py`, `Modules/_collectionsmodule.c` and
//! `Objects/odictobject.c`, and `deque`.

mod counter;
mod deque;
mod heapq;
mod ordered;

use std::cell::Cell;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::function as named;
use crate::py::builtins;
use crate::py::dict::{self, Dict};
use crate::py::modules::Module;
use crate::py::{dict_methods, function};
use crate::value::{Type, Value};

pub(crate) use counter::{binary, in_place, shown};
pub use counter::{equals, order, signed};
pub(crate) use deque::extend;
pub use deque::{Classes, Deque};
pub use ordered::{same_order, walk};

/// The module.
pub const MODULE: Module = Module {
    name: "collections",
    functions: &[],
    constants: CLASSES,
    in_c: false,
    call: |_, _, _| None,
    constant: |_, name| CLASSES.iter().find(|known| **known == name).map(|class| Value::Type(Type::Native(class))),
};

const CLASSES: &[&str] = &["Counter", "OrderedDict", "defaultdict", "deque"];

/// Whether the class derives from `dict`.
pub(crate) fn is_dict(class: &str) -> bool {
    matches!(class, "Counter" | "OrderedDict" | "defaultdict")
}

/// The methods of a class's objects.
pub(crate) fn names(class: &str) -> Option<&'static [&'static str]> {
    Some(match class {
        "Counter" => counter::NAMES,
        "OrderedDict" => ordered::NAMES,
        "defaultdict" => dict_methods::NAMES,
        "odict_keys" | "odict_items" => crate::py::view_methods::NAMES,
        "deque" => deque::NAMES,
        _ => return None,
    })
}

/// `collections.class(*args)`; `None` for a class of another module.
pub(crate) fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    Some(match class {
        "Counter" => counter::construct(py, args),
        "OrderedDict" => ordered::construct(py, args),
        "defaultdict" => defaultdict(py, args),
        "deque" => deque::construct(py, args),
        _ => return None,
    })
}

/// `defaultdict(default_factory=None, /, *args, **keywords)`.
fn defaultdict<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let (factory, rest) = match args.pos {
        [factory, rest @ ..] => (*factory, rest),
        [] => (Value::None, args.pos),
    };
    if !factory.is_none() && !builtins::is_callable(py, factory) {
        return Err(py.type_error(format_args!("first argument must be callable or None")));
    }
    let rest = Args { pos: rest, kw: args.kw };
    named("dict").count(py, rest, 0, 1)?;
    let dict = py.alloc(Dict::of_kind(py, dict::Kind::Default(py.alloc(Cell::new(factory)))));
    dict_methods::fill(py, dict, rest)?;
    Ok(Value::Dict(dict))
}

/// `dict[key]` where there is no such key.
///
/// # Errors
/// `KeyError`, where the class does not know what to do; what the factory raises.
#[cold]
pub fn missing<'a>(py: Py<'a>, dict: &Dict<'a>, key: Value<'a>) -> Ret<'a> {
    match dict.kind() {
        dict::Kind::Counter => Ok(Value::Int(0)),
        dict::Kind::Default(factory) if !factory.get().is_none() => {
            let value = function::call(py, factory.get(), Args::pos(&[]))?;
            dict.insert(py, key, value)?;
            Ok(value)
        }
        _ => Err(Exc::new(py, Kind::KeyError, &[key])),
    }
}

/// `dict.name(*args)` for what a subclass has of its own, or does otherwise.
pub(crate) fn call<'a>(py: Py<'a>, dict: &'a Dict<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    match (dict.kind(), name) {
        (dict::Kind::Plain, _) => None,
        (dict::Kind::Counter, _) => counter::call(py, dict, name, args),
        (dict::Kind::Ordered(_), _) => ordered::call(py, dict, name, args),
        (dict::Kind::Default(_), "copy") => {
            Some(named("defaultdict.copy").none(py, args).and_then(|()| copy(py, dict)).map(Value::Dict))
        }
        (dict::Kind::Default(_), "fromkeys") => Some(fromkeys(py, "defaultdict", args)),
        (dict::Kind::Default(_), _) => None,
    }
}

/// `class.fromkeys(keys, value=None)` of a subclass.
pub(crate) fn fromkeys<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Ret<'a> {
    match class {
        "Counter" => counter::fromkeys(py, args),
        "OrderedDict" => ordered::fromkeys(py, args),
        _ => {
            let Value::Dict(plain) = dict_methods::fromkeys(py, args)? else { return Ok(Value::None) };
            let dict = py.alloc(Dict::of_kind(py, dict::Kind::Default(py.alloc(Cell::new(Value::None)))));
            dict_methods::update(py, dict, Value::Dict(plain))?;
            Ok(Value::Dict(dict))
        }
    }
}

/// A dict of the same class with the same pairs.
///
/// # Errors
/// None of its own: every key was hashed before.
pub fn copy<'a>(py: Py<'a>, dict: &Dict<'a>) -> R<'a, &'a Dict<'a>> {
    let copied = py.alloc(Dict::of_kind(py, dict.kind().renewed(py)));
    for (key, value) in dict.pairs() {
        copied.insert(py, *key, *value)?;
    }
    Ok(copied)
}

/// `a | b` of two dicts, one of which is of a subclass; `None` where it gives a plain dict.
pub(crate) fn union<'a>(py: Py<'a>, a: &Dict<'a>, b: &Dict<'a>) -> Option<Ret<'a>> {
    if matches!((a.kind(), b.kind()), (dict::Kind::Counter, dict::Kind::Counter)) {
        return None;
    }
    // The left side's class has its say first, unless the right side's derives from it.
    let own = |kind: dict::Kind<'a>| matches!(kind, dict::Kind::Ordered(_) | dict::Kind::Default(_));
    let kind = [a.kind(), b.kind()].into_iter().find(|kind| own(*kind))?;
    let merged = py.alloc(Dict::of_kind(py, kind.renewed(py)));
    let fill = || {
        for (key, value) in a.pairs().iter().chain(b.pairs()) {
            merged.insert(py, *key, *value)?;
        }
        Ok(Value::Dict(merged))
    };
    Some(fill())
}

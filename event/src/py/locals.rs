//! Variables that a compiled function cannot keep in a plain Rust variable, and calls' bookkeeping.

use std::cell::Cell;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::{Py, Slot};
use crate::py::args::Args;
use crate::py::callee::Callee;
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::set::Set;
use crate::py::{dict_methods, set_algebra, special, text};
use crate::value::Value;

/// A variable that nested functions share, bound to `value` or not yet.
pub fn cell<'a>(py: Py<'a>, value: Option<Value<'a>>) -> &'a Slot<'a> {
    py.alloc(Cell::new(value))
}

/// The value of a variable of the running function.
///
/// # Errors
/// `UnboundLocalError` where it is not bound yet.
#[inline]
pub fn bound<'a>(py: Py<'a>, value: Option<Value<'a>>, name: &str) -> Ret<'a> {
    value.ok_or_else(|| unbound(py, name))
}

/// The value of a variable of an enclosing function.
///
/// # Errors
/// `NameError` where it is not bound yet.
#[inline]
pub fn free<'a>(py: Py<'a>, value: Option<Value<'a>>, name: &str) -> Ret<'a> {
    value.ok_or_else(|| {
        let message =
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        py.raise(Kind::NameError, &message)
    })
}

/// The value of a module's name.
///
/// # Errors
/// `NameError` where it is not bound.
#[inline]
pub fn global<'a>(py: Py<'a>, value: Option<Value<'a>>, name: &str) -> Ret<'a> {
    value.ok_or_else(|| py.raise(Kind::NameError, &format!("name '{name}' is not defined")))
}

#[cold]
fn unbound<'a>(py: Py<'a>, name: &str) -> Exc<'a> {
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    py.raise(Kind::UnboundLocalError, &message)
}

/// `*items` in a set: as `update` does it, for a set that is taken over whole keeps its order.
///
/// # Errors
/// `TypeError` for what cannot be walked or hashed.
pub fn unite<'a>(py: Py<'a>, set: &Set<'a>, more: Value<'a>) -> R<'a, ()> {
    set_algebra::update(py, set, more)
}

/// `f(*items)`.
///
/// # Errors
/// `TypeError` for what cannot be walked.
pub fn spread<'a>(py: Py<'a>, callee: Callee<'a>, items: Value<'a>) -> R<'a, Vec<Value<'a>>> {
    let iter = match Iter::of(py, items) {
        Ok(iter) => iter,
        // A class that has an `__iter__` says itself why it gives no iterator.
        Err(e) if special::has(py, items, "__iter__") => return Err(e),
        Err(_) => {
            let callee = callee.text(py)?;
            let class = items.type_name();
            return Err(py.type_error(format_args!("{callee} argument after * must be an iterable, not {class}")));
        }
    };
    special::length_hint(py, items)?;
    iter.collect(py)
}

/// `*items` beside others in a call, in a list or a tuple.
///
/// # Errors
/// `TypeError` for what cannot be walked.
pub fn extend<'a>(py: Py<'a>, items: &mut Vec<Value<'a>>, more: Value<'a>) -> R<'a, ()> {
    let iter = match Iter::of(py, more) {
        Ok(iter) => iter,
        Err(e) if special::has(py, more, "__iter__") => return Err(e),
        Err(_) => {
            return Err(py.type_error(format_args!("Value after * must be an iterable, not {}", more.type_name())));
        }
    };
    special::length_hint(py, more)?;
    while let Some(item) = iter.next(py)? {
        items.push(item);
    }
    Ok(())
}

/// The keyword arguments of a call that has a `**`, as they come.
#[derive(Debug)]
pub struct Keywords<'a> {
    callee: Callee<'a>,
    given: Dict<'a>,
}

impl<'a> Keywords<'a> {
    pub fn new(py: Py<'a>, callee: Callee<'a>) -> Keywords<'a> {
        Keywords { callee, given: Dict::new(py) }
    }

    /// `name=value`.
    ///
    /// # Errors
    /// `TypeError` for a name that is given twice.
    pub fn push(&self, py: Py<'a>, name: &'a str, value: Value<'a>) -> R<'a, ()> {
        self.add(py, Value::Str(name), value)
    }

    /// `**pairs`.
    ///
    /// # Errors
    /// `TypeError` for what is no mapping, for a name that is given twice.
    pub fn extend(&self, py: Py<'a>, more: Value<'a>) -> R<'a, ()> {
        let Some(dict) = pairs_of(py, more)? else {
            let (callee, class) = (self.callee.text(py)?, more.type_name());
            return Err(py.type_error(format_args!("{callee} argument after ** must be a mapping, not {class}")));
        };
        dict.pairs().iter().try_for_each(|(key, value)| self.add(py, *key, *value))
    }

    fn add(&self, py: Py<'a>, key: Value<'a>, value: Value<'a>) -> R<'a, ()> {
        if self.given.get(py, key)?.is_some() {
            let (callee, key) = (self.callee.text(py)?, text::str_of(py, key)?);
            return Err(py.type_error(format_args!("{callee} got multiple values for keyword argument '{key}'")));
        }
        self.given.insert(py, key, value)
    }

    /// All of them, for the call.
    ///
    /// # Errors
    /// `TypeError` for names that are no strings: what is called refuses them, when all its arguments are there.
    pub fn names(&self, py: Py<'a>) -> R<'a, Vec<(&'a str, Value<'a>)>> {
        let name = |(key, value): &(Value<'a>, Value<'a>)| match key {
            Value::Str(name) => Ok((*name, *value)),
            _ => Err(py.raise(Kind::TypeError, "keywords must be strings")),
        };
        self.given.pairs().iter().map(name).collect()
    }
}

/// `{**pairs}`.
///
/// # Errors
/// `TypeError` for what is no mapping.
pub fn merge<'a>(py: Py<'a>, into: &Dict<'a>, more: Value<'a>) -> R<'a, ()> {
    let Some(dict) = pairs_of(py, more)? else {
        return Err(py.type_error(format_args!("'{}' object is not a mapping", more.type_name())));
    };
    for (key, value) in dict.pairs() {
        into.insert(py, *key, *value)?;
    }
    Ok(())
}

/// The pairs of a mapping, as `dict.update` reads them; `None` for what has no `keys`.
fn pairs_of<'a>(py: Py<'a>, mapping: Value<'a>) -> R<'a, Option<&'a Dict<'a>>> {
    match mapping {
        Value::Dict(dict) => Ok(Some(dict)),
        Value::Native(native) if native.getattr(py, "keys")?.is_some() => {
            let dict = py.alloc(Dict::new(py));
            dict_methods::update(py, dict, mapping)?;
            Ok(Some(dict))
        }
        _ => Ok(None),
    }
}

/// A generator of that qualified name, each step of which runs in a frame of its own, in the module that made it. What leaves
/// it as `StopIteration` is a `RuntimeError` (PEP 479).
pub fn generator<'a>(
    py: Py<'a>,
    qualname: &'static str,
    mut step: impl FnMut(Py<'a>) -> R<'a, Option<Value<'a>>> + 'a,
) -> Value<'a> {
    let module = py.module_number();
    let mut resumed = move |py: Py<'a>| {
        let _frame = py.frame(module)?;
        step(py).map_err(|e| not_stopped(py, e))
    };
    Value::Iter(Iter::generator(py, qualname, move |py| resumed(py).map_err(|e| e.in_caller(py))))
}

fn not_stopped<'a>(py: Py<'a>, e: Exc<'a>) -> Exc<'a> {
    match e.kind() {
        Kind::StopIteration => py.raise(Kind::RuntimeError, "generator raised StopIteration"),
        _ => e,
    }
}

/// How a block that was run apart ended: a `try` has to see it before the function does.
#[derive(Clone, Copy, Debug)]
pub enum Flow<'a> {
    Next,
    Break,
    Continue,
    Return(Value<'a>),
}

/// What a compiled function's parameters are, for calls that are bound when they happen.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    pub name: &'static str,
    /// Those that can be given by position.
    pub positional: &'static [&'static str],
    /// How many of them by nothing else.
    pub positional_only: usize,
    /// `*args`.
    pub vararg: bool,
    pub keyword_only: &'static [&'static str],
    /// `**kwargs`.
    pub kwarg: bool,
}

impl Signature {
    /// The `N` parameters' values: positional ones, `*args`, keyword-only ones, `**kwargs`. `defaults` has one for each
    /// positional and then each keyword-only parameter.
    ///
    /// # Errors
    /// `TypeError` as CPython's `Python/ceval.c` words it.
    pub fn bind<'a, const N: usize>(
        &self,
        py: Py<'a>,
        args: Args<'a, '_>,
        defaults: &[Option<Value<'a>>],
    ) -> R<'a, [Value<'a>; N]> {
        let named = self.positional.len();
        let mut slots: Vec<Option<Value<'a>>> = vec![None; named + self.keyword_only.len()];
        for (slot, value) in slots.iter_mut().zip(args.pos.iter().take(named)) {
            *slot = Some(*value);
        }
        let extra = args.pos.get(named..).unwrap_or_default();
        let kwargs = Dict::new(py);
        for (name, value) in args.kw {
            let by_position = self.positional.iter().enumerate().skip(self.positional_only);
            let by_name = self.keyword_only.iter().enumerate().map(|(i, n)| (i + named, n));
            let found = by_position.chain(by_name).find(|(_, n)| *n == name).and_then(|(i, _)| slots.get_mut(i));
            match found {
                Some(free @ None) => *free = Some(*value),
                Some(Some(_)) => {
                    return Err(
                        py.type_error(format_args!("{}() got multiple values for argument '{name}'", self.name))
                    );
                }
                None if self.kwarg => kwargs.insert(py, Value::Str(name), *value)?,
                None => return Err(self.not_a_keyword(py, name, args.kw)),
            }
        }
        if !extra.is_empty() && !self.vararg {
            return Err(self.too_many(py, args.pos.len(), defaults, &slots));
        }
        let mut missing = Vec::new();
        for (i, slot) in slots.iter_mut().enumerate() {
            if slot.is_none() {
                *slot = defaults.get(i).copied().flatten();
            }
            if slot.is_none() {
                missing.push(i);
            }
        }
        if !missing.is_empty() {
            return Err(self.missing(py, &missing));
        }
        let mut bound = [Value::None; N];
        let (positional, keyword_only) = slots.split_at(named);
        let vararg = self.vararg.then(|| py.tuple(extra));
        let kwarg = self.kwarg.then(|| Value::Dict(py.alloc(kwargs)));
        let all = positional.iter().flatten().copied().chain(vararg).chain(keyword_only.iter().flatten().copied());
        for (slot, value) in bound.iter_mut().zip(all.chain(kwarg)) {
            *slot = value;
        }
        Ok(bound)
    }

    /// The first keyword that is none: those that are only given by position are all named before it.
    #[cold]
    fn not_a_keyword<'a>(&self, py: Py<'a>, name: &str, given: &[(&'a str, Value<'a>)]) -> Exc<'a> {
        let is_positional = |name: &&str| given.iter().any(|(given, _)| given == name);
        let refused: Vec<&str> =
            self.positional.iter().take(self.positional_only).copied().filter(is_positional).collect();
        if refused.is_empty() {
            return py.type_error(format_args!("{}() got an unexpected keyword argument '{name}'", self.name));
        }
        py.type_error(format_args!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            self.name,
            refused.join(", ")
        ))
    }

    #[cold]
    fn too_many<'a>(
        &self,
        py: Py<'a>,
        given: usize,
        defaults: &[Option<Value<'a>>],
        slots: &[Option<Value<'a>>],
    ) -> Exc<'a> {
        let most = self.positional.len();
        let least = most - defaults.iter().take(most).flatten().count();
        let takes = if least < most { format!("from {least} to {most}") } else { most.to_string() };
        let plural = if most == 1 && least == most { "" } else { "s" };
        let by_name = slots.iter().skip(most).flatten().count();
        let (given, were) = if by_name > 0 {
            let given = format!(
                "{given} positional argument{} (and {by_name} keyword-only argument{})",
                if given == 1 { "" } else { "s" },
                if by_name == 1 { "" } else { "s" }
            );
            (given, "were")
        } else {
            (given.to_string(), if given == 1 { "was" } else { "were" })
        };
        py.type_error(format_args!(
            "{}() takes {takes} positional argument{plural} but {given} {were} given",
            self.name
        ))
    }

    #[cold]
    fn missing<'a>(&self, py: Py<'a>, missing: &[usize]) -> Exc<'a> {
        let named = self.positional.len();
        let positional: Vec<&str> = missing.iter().filter_map(|i| self.positional.get(*i).copied()).collect();
        let (kind, names) = if positional.is_empty() {
            let names = missing.iter().filter_map(|i| self.keyword_only.get(i - named).copied()).collect();
            ("keyword-only", names)
        } else {
            ("positional", positional)
        };
        let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [a, b] => format!("{a} and {b}"),
            [init @ .., last] => format!("{}, and {last}", init.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        py.type_error(format_args!("{}() missing {} required {kind} argument{plural}: {list}", self.name, names.len()))
    }
}

//! `functools`: `reduce`, `partial`, `cmp_to_key`, by `Modules/_functoolsmodule.c`. What decorates is outside the subset.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::function as named;
use crate::py::clinic::Signature;
use crate::py::compare::{self, Order};
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::modules::Module;
use crate::py::native::{Native, Slots};
use crate::py::{builtins, function, text};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "functools",
    functions: &["cmp_to_key", "reduce"],
    constants: &["partial"],
    in_c: true,
    call,
    constant: |_, name| (name == "partial").then_some(Value::Type(Type::Native("partial"))),
};

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    Some(match name {
        "reduce" => reduce(py, args),
        "cmp_to_key" => Signature { function: name, names: ["mycmp"], required: 1, positional: 1 }.bind(py, args).map(
            |[compare]| Value::Native(py.alloc(Native::Functools(Object::Compare(compare.unwrap_or(Value::None))))),
        ),
        _ => return None,
    })
}

/// `reduce(function, iterable[, initial])`.
///
/// # Errors
/// `TypeError` for what cannot be walked, and for nothing without an initial value; what the function raises.
fn reduce<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [callee, iterable, initial @ ..] = named("reduce").between(py, args, 2, 3)? else { return Ok(Value::None) };
    let Ok(items) = Iter::of(py, *iterable) else {
        return Err(py.type_error(format_args!("reduce() arg 2 must support iteration")));
    };
    let mut result = initial.first().copied();
    while let Some(item) = items.next(py)? {
        result = Some(match result {
            None => item,
            Some(result) => function::call(py, *callee, Args::pos(&[result, item]))?,
        });
    }
    result.ok_or_else(|| py.type_error(format_args!("reduce() of empty iterable with no initial value")))
}

/// What the module's classes and functions make.
#[derive(Clone, Copy, Debug)]
pub enum Object<'a> {
    Partial(Partial<'a>),
    /// What `cmp_to_key` gives: a function over the one that compares.
    Compare(Value<'a>),
    /// What that gives: an item under the function.
    Key {
        compare: Value<'a>,
        item: Value<'a>,
    },
}

/// `partial(function, *args, **keywords)`.
#[derive(Clone, Copy, Debug)]
pub struct Partial<'a> {
    callee: Value<'a>,
    args: &'a [Value<'a>],
    keywords: &'a Dict<'a>,
}

/// `functools.partial(*args)`; `None` for another class.
pub(crate) fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    (class == "partial").then(|| partial(py, args))
}

fn partial<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let Some((callee, rest)) = args.pos.split_first() else {
        return Err(py.type_error(format_args!("type 'partial' takes at least one argument")));
    };
    if !builtins::is_callable(py, *callee) {
        return Err(py.type_error(format_args!("the first argument must be callable")));
    }
    let keywords = Dict::new(py);
    let (mut callee, mut before): (_, &[Value<'a>]) = (*callee, &[]);
    // A partial of a partial is one.
    if let Value::Native(Native::Functools(Object::Partial(inner))) = callee {
        (callee, before) = (inner.callee, inner.args);
        for (name, value) in inner.keywords.pairs() {
            keywords.insert(py, *name, *value)?;
        }
    }
    for (name, value) in args.kw {
        keywords.insert(py, Value::Str(name), *value)?;
    }
    let all = py.alloc_slice(&[before, rest].concat());
    let partial = Partial { callee, args: all, keywords: py.alloc(keywords) };
    Ok(Value::Native(py.alloc(Native::Functools(Object::Partial(partial)))))
}

/// What these do where Python's syntax asks.
pub(crate) struct Classes;

impl Slots for Classes {
    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(match this {
            Native::Functools(Object::Partial(_)) => "partial",
            _ => "KeyWrapper",
        })
    }

    fn type_name(&self, this: &Native<'_>) -> &'static str {
        match this {
            Native::Functools(Object::Partial(_)) => "functools.partial",
            _ => "functools.KeyWrapper",
        }
    }

    fn getattr<'a>(&self, _py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let Native::Functools(object) = this else { return Ok(None) };
        Ok(match (object, name) {
            (Object::Partial(partial), "func") => Some(partial.callee),
            (Object::Partial(partial), "args") => Some(Value::Tuple(partial.args)),
            (Object::Partial(partial), "keywords") => Some(Value::Dict(partial.keywords)),
            (Object::Key { item, .. }, "obj") => Some(*item),
            (Object::Compare(_), "obj") => None,
            _ => None,
        })
    }

    fn is_callable(&self, _this: &Native<'_>) -> bool {
        true
    }

    fn call_self<'a>(&self, py: Py<'a>, this: &'a Native<'a>, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let Native::Functools(object) = this else { return None };
        match object {
            Object::Partial(partial) => Some(call_partial(py, partial, args)),
            Object::Compare(compare) | Object::Key { compare, .. } => {
                let signature = Signature { function: "K", names: ["obj"], required: 1, positional: 1 };
                Some(signature.bind(py, args).map(|[item]| {
                    let item = item.unwrap_or(Value::None);
                    Value::Native(py.alloc(Native::Functools(Object::Key { compare: *compare, item })))
                }))
            }
        }
    }

    fn equals<'a>(&self, py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match answer(py, this, other)? {
            Some(answer) => compare::eq(py, answer, Value::Int(0)).map(Some),
            None => Ok(None),
        }
    }

    fn order<'a>(&self, py: Py<'a>, op: Order, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match answer(py, this, other)? {
            Some(answer) => compare::order(py, op, answer, Value::Int(0)).map(Some),
            None => Ok(None),
        }
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        match this {
            Native::Functools(Object::Partial(_)) => Ok((std::ptr::from_ref(this).addr() >> 4) as i64),
            _ => Err(py.type_error(format_args!("unhashable type: 'functools.KeyWrapper'"))),
        }
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let Native::Functools(Object::Partial(partial)) = this else {
            let at = std::ptr::from_ref(this).addr();
            return Ok(py.alloc_str(&format!("<functools.KeyWrapper object at {at:#x}>")));
        };
        // Its keywords may hold it.
        let _depth = py.call_depth()?;
        let mut out = format!("functools.partial({}", text::repr(py, partial.callee)?);
        for value in partial.args {
            out.push_str(", ");
            out.push_str(text::repr(py, *value)?);
        }
        for (name, value) in partial.keywords.pairs() {
            out.push_str(&format!(", {}={}", text::str_of(py, *name)?, text::repr(py, *value)?));
        }
        out.push(')');
        Ok(py.alloc_str(&out))
    }
}

fn call_partial<'a>(py: Py<'a>, partial: &Partial<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let all = [partial.args, args.pos].concat();
    let mut keywords: Vec<(&'a str, Value<'a>)> = Vec::new();
    for (name, value) in partial.keywords.pairs() {
        if let Value::Str(name) = name {
            keywords.push((name, *value));
        }
    }
    for (name, value) in args.kw {
        match keywords.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = *value,
            None => keywords.push((name, *value)),
        }
    }
    function::call(py, partial.callee, Args { pos: &all, kw: &keywords })
}

/// What the comparing function says of two keys.
fn answer<'a>(py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<Value<'a>>> {
    let Native::Functools(Object::Key { compare, item }) = this else { return Ok(None) };
    let Value::Native(Native::Functools(Object::Key { item: other, .. })) = other else {
        return Err(py.type_error(format_args!("other argument must be K instance")));
    };
    function::call(py, *compare, Args::pos(&[*item, *other])).map(Some)
}

//! Python's built-in functions, after `Python/bltinmodule.c`.
//!
//! Those that are classes in CPython (`map`, `range`, `str`, ...) are called through [`construct`].

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::argument_type;
use crate::py::arity::function as named;
use crate::py::construct::construct;
use crate::py::function::{self, Func};
use crate::py::iter::Iter;
use crate::py::list_methods::sort_arguments;
use crate::py::slots::attribute_name;
use crate::py::{
    abc, aggregate, attribute, class, compare, format, hash, method, number_builtins, sort, special, text,
};
use crate::value::{Type, Value};

/// What a call of a builtin is.
pub type Builtin = for<'a, 'c> fn(Py<'a>, Args<'a, 'c>) -> Ret<'a>;

macro_rules! builtins {
    ($($name:literal => $function:expr),* $(,)?) => {
        /// The names that [`builtin`] knows, classes among them.
        pub const BUILTINS: &[&str] = &[$($name),*];

        /// The built-in function or class of this name, to be called.
        pub fn builtin(name: &str) -> Option<Builtin> {
            match name {
                $($name => Some($function),)*
                _ => None,
            }
        }
    };
}

builtins! {
    "abs" => |py, args| number_builtins::abs(py, args.one(py, "abs")?),
    "all" => all,
    "any" => any,
    "ascii" => ascii,
    "bin" => |py, args| number_builtins::bin(py, args.one(py, "bin")?),
    "bool" => |py, args| construct(py, Type::Bool, args),
    "bytes" => |py, args| construct(py, Type::Bytes, args),
    "callable" => callable,
    "chr" => |py, args| number_builtins::chr(py, args.one(py, "chr")?),
    "delattr" => delattr,
    "dict" => |py, args| construct(py, Type::Dict, args),
    "dir" => dir,
    "divmod" => number_builtins::call_divmod,
    "enumerate" => |py, args| construct(py, Type::Iterator("enumerate"), args),
    "filter" => |py, args| construct(py, Type::Iterator("filter"), args),
    "float" => |py, args| construct(py, Type::Float, args),
    "format" => format,
    "frozenset" => |py, args| construct(py, Type::FrozenSet, args),
    "getattr" => getattr,
    "hasattr" => hasattr,
    "hash" => hash,
    "hex" => |py, args| number_builtins::hex(py, args.one(py, "hex")?),
    "int" => |py, args| construct(py, Type::Int, args),
    "isinstance" => isinstance,
    "issubclass" => issubclass,
    "iter" => iter,
    "len" => len_of,
    "list" => |py, args| construct(py, Type::List, args),
    "map" => |py, args| construct(py, Type::Iterator("map"), args),
    "max" => aggregate::max,
    "min" => aggregate::min,
    "next" => next,
    "object" => |py, args| construct(py, Type::Object, args),
    "oct" => |py, args| number_builtins::oct(py, args.one(py, "oct")?),
    "ord" => |py, args| number_builtins::ord(py, args.one(py, "ord")?),
    "pow" => number_builtins::call_pow,
    "print" => print,
    "range" => |py, args| construct(py, Type::Range, args),
    "repr" => repr,
    "reversed" => |py, args| construct(py, Type::Iterator("reversed"), args),
    "round" => number_builtins::call_round,
    "set" => |py, args| construct(py, Type::Set, args),
    "setattr" => setattr,
    "sorted" => sorted,
    "str" => |py, args| construct(py, Type::Str, args),
    "sum" => aggregate::sum,
    "tuple" => |py, args| construct(py, Type::Tuple, args),
    "type" => |py, args| construct(py, Type::Type, args),
    "vars" => vars,
    "zip" => |py, args| construct(py, Type::Iterator("zip"), args),
}

/// The class of this name, where it is one.
pub fn class(name: &str) -> Option<Type> {
    Some(match name {
        "bool" => Type::Bool,
        "bytes" => Type::Bytes,
        "dict" => Type::Dict,
        "enumerate" => Type::Iterator("enumerate"),
        "filter" => Type::Iterator("filter"),
        "float" => Type::Float,
        "frozenset" => Type::FrozenSet,
        "int" => Type::Int,
        "list" => Type::List,
        "map" => Type::Iterator("map"),
        "object" => Type::Object,
        "range" => Type::Range,
        "reversed" => Type::Iterator("reversed"),
        "set" => Type::Set,
        "str" => Type::Str,
        "tuple" => Type::Tuple,
        "type" => Type::Type,
        "zip" => Type::Iterator("zip"),
        _ => return None,
    })
}

/// The builtin of this name as a value: a class, or a function.
pub fn value<'a>(py: Py<'a>, name: &str) -> Option<Value<'a>> {
    if let Some(class) = class(name) {
        return Some(Value::Type(class));
    }
    let known = BUILTINS.iter().find(|known| **known == name)?;
    let call = builtin(known)?;
    Some(Func::builtin(py, known, move |py, args| call(py, args)))
}

/// `print(...)`: what it would print is computed, for that can raise, and goes nowhere: a rule has no output.
///
/// # Errors
/// What `str()` of an argument raises; `TypeError` for unknown keywords.
pub fn print<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    for (name, _) in args.kw {
        if !matches!(*name, "sep" | "end" | "file" | "flush") {
            return Err(py.type_error(format_args!("'{name}' is an invalid keyword argument for print()")));
        }
    }
    for value in args.pos {
        text::str_of(py, *value)?;
    }
    Ok(Value::None)
}

/// Calls the builtin of this name, which the compiler knows to be one.
///
/// # Errors
/// What it raises.
pub fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    match builtin(name) {
        Some(call) => call(py, args),
        None => Err(unknown(py, name)),
    }
}

/// The builtin of this name as a value, which the compiler knows to be one.
///
/// # Errors
/// `NameError` for a name that is none.
pub fn constant<'a>(py: Py<'a>, name: &str) -> Ret<'a> {
    value(py, name).ok_or_else(|| unknown(py, name))
}

#[cold]
fn unknown<'a>(py: Py<'a>, name: &str) -> Exc<'a> {
    py.raise(Kind::NameError, &format!("name '{name}' is not defined"))
}

/// `len(value)`.
///
/// # Errors
/// `TypeError` for what has no length.
#[inline]
pub fn len<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i64> {
    let len = match value {
        Value::Str(s) if s.is_ascii() => s.len(),
        Value::Str(s) => s.chars().count(),
        Value::List(list) => list.len(),
        Value::Dict(dict) => dict.len(),
        Value::Tuple(items) => items.len(),
        Value::Set(set) => set.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::View(view) => view.dict().len(),
        _ => return other_len(py, value),
    };
    Ok(len as i64)
}

#[cold]
fn other_len<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i64> {
    if let Value::Range(range) = value {
        return i64::try_from(range.len())
            .map_err(|_| py.raise(Kind::OverflowError, "Python int too large to convert to C ssize_t"));
    }
    if special::class_of(value).is_some()
        && let Some(len) = special::len(py, value)?
    {
        return Ok(len);
    }
    if let Value::Native(native) = value
        && let Some(len) = native.length()
    {
        return Ok(i64::try_from(len).unwrap_or(i64::MAX));
    }
    Err(py.type_error(format_args!("object of type '{}' has no len()", value.type_name())))
}

/// `len(*args)`.
///
/// # Errors
/// As [`len`].
pub fn len_of<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    len(py, named("len").one(py, args)?).map(Value::Int)
}

/// `sorted(iterable, key=None, reverse=False)`.
///
/// # Errors
/// As walking the argument and [`sort::sort`].
pub fn sorted<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    named("sorted").count(py, args, 1, 1)?;
    let mut items = match args.pos {
        [iterable] => Iter::all(py, *iterable)?,
        _ => Vec::new(),
    };
    let (key, reverse) = sort_arguments(py, args)?;
    sort::sort(py, &mut items, key, reverse)?;
    Ok(py.list(&items))
}

/// `any(iterable)`.
///
/// # Errors
/// What walking it raises.
pub fn any<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    has(py, named("any").one(py, args)?, true).map(Value::Bool)
}

/// `all(iterable)`.
///
/// # Errors
/// What walking it raises.
pub fn all<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    has(py, named("all").one(py, args)?, false).map(|found| Value::Bool(!found))
}

/// Whether an item's truth is `wanted`; nothing is read after the first.
fn has<'a>(py: Py<'a>, iterable: Value<'a>, wanted: bool) -> R<'a, bool> {
    let items = Iter::of(py, iterable)?;
    while let Some(item) = items.next(py)? {
        if special::truth(py, item)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `isinstance(value, classes)`: a class, or a tuple of those, nested as one likes.
///
/// # Errors
/// `TypeError` where what is reached of `classes` is no class.
pub fn is_instance<'a>(py: Py<'a>, value: Value<'a>, classes: Value<'a>) -> R<'a, bool> {
    let message = "isinstance() arg 2 must be a type, a tuple of types, or a union";
    is_any(py, value.class(), classes, message, 0)
}

fn is_any<'a>(py: Py<'a>, class: Type, classes: Value<'a>, message: &str, depth: u32) -> R<'a, bool> {
    match classes {
        Value::Type(of) => Ok(match (class, of) {
            (Type::User(class), Type::Native(name)) => {
                abc::bit(name).is_some_and(|bit| abc::of_written(py, class, bit))
            }
            _ => class.is_subclass(of),
        }),
        Value::Tuple(_) if depth > crate::heap::RECURSION_LIMIT => {
            Err(py.raise(Kind::RecursionError, "maximum recursion depth exceeded in __instancecheck__"))
        }
        Value::Tuple(items) => {
            for item in items {
                if is_any(py, class, *item, message, depth + 1)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        _ => Err(py.raise(Kind::TypeError, message)),
    }
}

/// `isinstance(*args)`.
///
/// # Errors
/// As [`is_instance`].
pub fn isinstance<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("isinstance").between(py, args, 2, 2)? {
        [value, classes] => is_instance(py, *value, *classes).map(Value::Bool),
        _ => Ok(Value::None),
    }
}

/// `issubclass(class, classes)`.
///
/// # Errors
/// `TypeError` for what is no class.
pub fn issubclass<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("issubclass").between(py, args, 2, 2)? {
        [Value::Type(class), classes] => {
            let message = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
            is_any(py, *class, *classes, message, 0).map(Value::Bool)
        }
        _ => Err(py.raise(Kind::TypeError, "issubclass() arg 1 must be a class")),
    }
}

/// `callable(value)`.
///
/// # Errors
/// `TypeError` for other than one argument.
pub fn callable<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let value = named("callable").one(py, args)?;
    Ok(Value::Bool(is_callable(py, value)))
}

/// Whether a value can be called.
pub(crate) fn is_callable<'a>(py: Py<'a>, value: Value<'a>) -> bool {
    match value {
        Value::Type(_) => true,
        Value::Func(func) => func.is_callable(),
        Value::Instance(_) | Value::Exception(_) => special::has(py, value, "__call__"),
        Value::Native(native) => native.is_callable(),
        _ => false,
    }
}

/// `iter(iterable)`, and `iter(function, sentinel)`.
///
/// # Errors
/// `TypeError` for what cannot be walked or called.
pub fn iter<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("iter").between(py, args, 1, 2)? {
        [callee @ (Value::Func(_) | Value::Type(_) | Value::Native(_) | Value::Instance(_)), sentinel] => {
            let (callee, sentinel) = (*callee, *sentinel);
            let iter =
                Iter::from_step(py, "callable_iterator", move |py| match function::call(py, callee, Args::pos(&[])) {
                    Ok(value) if compare::same(py, sentinel, value)? => Ok(None),
                    Ok(value) => Ok(Some(value)),
                    Err(e) if e.kind().is_subclass(Kind::StopIteration) => Ok(None),
                    Err(e) => Err(e),
                });
            Ok(Value::Iter(iter))
        }
        [_, _] => Err(py.type_error(format_args!("iter(v, w): v must be callable"))),
        [object @ (Value::Instance(_) | Value::Exception(_)), ..] => match special::iter(py, *object)? {
            Some(iterator) => Ok(iterator),
            None => Iter::of(py, *object).map(Value::Iter),
        },
        [iterable, ..] => Iter::of(py, *iterable).map(Value::Iter),
        [] => Ok(Value::None),
    }
}

/// `next(iterator)`, and `next(iterator, default)`.
///
/// # Errors
/// `StopIteration` at the end without a default; what the iterator raises.
pub fn next<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let (value, default) = match named("next").between(py, args, 1, 2)? {
        [value, rest @ ..] => (*value, rest.first().copied()),
        [] => (Value::None, None),
    };
    if special::has(py, value, "__next__") {
        return match special::call(py, value, "__next__", Args::pos(&[])) {
            Ok(item) => Ok(item.unwrap_or(Value::None)),
            Err(e) if e.kind().is_subclass(Kind::StopIteration) => default.ok_or(e),
            Err(e) => Err(e),
        };
    }
    let Value::Iter(iter) = value else {
        return Err(py.type_error(format_args!("'{}' object is not an iterator", value.type_name())));
    };
    match iter.next(py) {
        Ok(Some(item)) => Ok(item),
        Ok(None) => default.ok_or_else(|| Exc::new(py, Kind::StopIteration, &[])),
        Err(e) if e.kind().is_subclass(Kind::StopIteration) => default.ok_or(e),
        Err(e) => Err(e),
    }
}

/// `getattr(value, name)`, and `getattr(value, name, default)`.
///
/// # Errors
/// `AttributeError` without a default; `TypeError` for a name that is no `str`.
pub fn getattr<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("getattr").between(py, args, 2, 3)? {
        [value, name, rest @ ..] => {
            let name = attribute_name(py, *name)?;
            match (method::attribute(py, *value, name), rest.first()) {
                (Err(e), Some(default)) if e.kind().is_subclass(Kind::AttributeError) => Ok(*default),
                (result, _) => result,
            }
        }
        _ => Ok(Value::None),
    }
}

/// `hasattr(value, name)`.
///
/// # Errors
/// `TypeError` for a name that is no `str`.
pub fn hasattr<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("hasattr").between(py, args, 2, 2)? {
        [value, name] => match method::lookup(py, *value, attribute_name(py, *name)?) {
            Ok(found) => Ok(Value::Bool(found.is_some())),
            Err(e) if e.kind().is_subclass(Kind::AttributeError) => Ok(Value::Bool(false)),
            Err(e) => Err(e),
        },
        _ => Ok(Value::None),
    }
}

/// `setattr(object, name, value)`.
///
/// # Errors
/// As [`attribute::set`]; `TypeError` for a name that is no `str`.
pub fn setattr<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("setattr").between(py, args, 3, 3)? {
        [object, name, value] => attribute::set(py, *object, settable(py, *name)?, *value).map(|()| Value::None),
        _ => Ok(Value::None),
    }
}

/// `delattr(object, name)`.
///
/// # Errors
/// As [`setattr`].
pub fn delattr<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("delattr").between(py, args, 2, 2)? {
        [object, name] => attribute::delete(py, *object, settable(py, *name)?).map(|()| Value::None),
        _ => Ok(Value::None),
    }
}

/// The name of an attribute that is set: of those between double underscores none is modelled.
fn settable<'a>(py: Py<'a>, name: Value<'a>) -> R<'a, &'a str> {
    let name = attribute_name(py, name)?;
    if name.starts_with("__") && name.ends_with("__") {
        return Err(special::outside(py, &format!("setting `{name}`")));
    }
    Ok(name)
}

/// `vars(object)`.
///
/// # Errors
/// `TypeError` for what has no `__dict__`.
pub fn vars<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let object = match named("vars").between(py, args, 0, 1)? {
        [object] => *object,
        _ => return Err(special::outside(py, "`vars()` without an argument")),
    };
    match object {
        Value::Type(_) | Value::Func(_) | Value::Native(_) => {
            Err(special::outside(py, &format!("`vars()` of a `{}`", object.type_name())))
        }
        _ => match attribute::fields_mut(py, object) {
            Some(fields) => Ok(Value::Dict(fields)),
            None => Err(py.raise(Kind::TypeError, "vars() argument must have __dict__ attribute")),
        },
    }
}

/// `dir(object)` of a class that a rule wrote, and of an object of one.
///
/// # Errors
/// `SystemError` for anything else.
pub fn dir<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let outside = |what: &str| special::outside(py, &format!("`dir()` {what}"));
    let object = match named("dir").between(py, args, 0, 1)? {
        [object] => *object,
        _ => return Err(outside("without an argument")),
    };
    let (class, fields) = match object {
        Value::Type(Type::User(class)) => (Some(class), None),
        Value::Instance(instance) => (instance.of(), Some(instance.fields())),
        _ => (None, None),
    };
    let names = class.and_then(|class| class::names(py, class));
    let Some(mut names) = names else { return Err(outside(&format!("of a `{}`", object.type_name()))) };
    for (name, _) in fields.iter().flat_map(|fields| fields.pairs()) {
        names.push(name.as_str().ok_or_else(|| outside("of an object with a name that is no `str`"))?);
    }
    names.sort_unstable_by(|a, b| compare::text(a, b));
    names.dedup();
    let names: Vec<Value<'a>> = names.into_iter().map(Value::Str).collect();
    Ok(py.list(&names))
}

/// `hash(value)`.
///
/// # Errors
/// `TypeError` for what cannot be hashed.
pub fn hash<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    hash::python(py, named("hash").one(py, args)?).map(Value::Int)
}

/// `repr(value)`.
///
/// # Errors
/// As [`text::repr`].
pub fn repr<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    text::repr(py, named("repr").one(py, args)?).map(Value::Str)
}

/// `ascii(value)`.
///
/// # Errors
/// As [`text::ascii`].
pub fn ascii<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    text::ascii(py, named("ascii").one(py, args)?).map(Value::Str)
}

/// `format(value, spec='')`.
///
/// # Errors
/// `ValueError` or `TypeError` for a specification that the value's type does not know.
pub fn format<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match named("format").between(py, args, 1, 2)? {
        [value] => format::format(py, *value, "").map(Value::Str),
        [value, Value::Str(spec)] => format::format(py, *value, spec).map(Value::Str),
        [_, spec] => {
            let found = argument_type(*spec);
            Err(py.type_error(format_args!("format() argument 2 must be str, not {found}")))
        }
        _ => Ok(Value::None),
    }
}

//! Attributes and method calls: the receiver's type decides at run time what a name means.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::function::Func;
use crate::py::{
    attribute, bytes_methods, class, collections, dict, dict_methods, function, itertools, list_methods, native,
    number_methods, set_methods, special, str_methods, tuple_methods, view_methods,
};
use crate::value::{Type, Value};

/// `receiver.name(*args)`.
///
/// # Errors
/// `AttributeError` where the type has no such method; what the method raises.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let called = match receiver {
        Value::Func(func) if let Some(found) = func.as_found() => Some(function::call(py, found, args)),
        Value::Dict(_) => dict_methods::call(py, receiver, name, args),
        Value::List(_) => list_methods::call(py, receiver, name, args),
        Value::Tuple(_) | Value::Range(_) => tuple_methods::call(py, receiver, name, args),
        Value::Set(_) => set_methods::call(py, receiver, name, args),
        Value::View(_) => view_methods::call(py, receiver, name, args),
        Value::Native(native) => native.call(py, name, args),
        Value::Str(_) => str_methods::call(py, receiver, name, args),
        Value::Bytes(_) => bytes_methods::call(py, receiver, name, args),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) | Value::Float(_) => {
            number_methods::call(py, receiver, name, args)
        }
        _ => None,
    };
    match called {
        Some(result) => result,
        None => function::call(py, attribute(py, receiver, name)?, args),
    }
}

/// `receiver`, of which `name` is about to be called: what has no such attribute is told so before its arguments are
/// computed.
///
/// # Errors
/// `AttributeError` where there is no such attribute.
pub fn having<'a>(py: Py<'a>, receiver: Value<'a>, name: &'a str) -> Ret<'a> {
    // Asking twice could be seen: what was found is kept.
    if special::class_of(receiver).is_some() {
        return Ok(Func::found(py, name, attribute(py, receiver, name)?));
    }
    if names(receiver.class()).contains(&name) || lookup(py, receiver, name)?.is_some() {
        return Ok(receiver);
    }
    Err(missing(py, receiver, name))
}

/// `receiver.name`.
///
/// # Errors
/// `AttributeError` where there is no such attribute.
pub fn attribute<'a>(py: Py<'a>, receiver: Value<'a>, name: &str) -> Ret<'a> {
    match lookup(py, receiver, name)? {
        Some(found) => Ok(found),
        None => Err(missing(py, receiver, name)),
    }
}

/// `receiver.name`, or `None` where there is no such attribute.
///
/// # Errors
/// What computing a native object's attribute raises.
pub fn lookup<'a>(py: Py<'a>, receiver: Value<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
    if let Value::Native(native) = receiver
        && let Some(found) = native.getattr(py, name)?
    {
        return Ok(Some(found));
    }
    match receiver {
        Value::Type(Type::User(class)) => match class::attribute_of(py, class, name)? {
            None => {}
            found => return Ok(found),
        },
        _ => {
            if let Some(class) = special::class_of(receiver) {
                return attribute::get(py, receiver, class, name);
            }
        }
    }
    if name == "__class__" {
        return Ok(Some(Value::Type(receiver.class())));
    }
    Ok(match (receiver, name) {
        (Value::Func(_) | Value::Type(_) | Value::Native(_), "__dict__") => {
            return Err(special::outside(py, &format!("the `__dict__` of a `{}`", receiver.type_name())));
        }
        (Value::Func(func), "__name__") => Some(Value::Str(func.name())),
        (Value::Func(func), "__qualname__") => Some(py.str(&func.qualified().1)),
        (Value::Type(class), "__name__" | "__qualname__") => Some(Value::Str(class.name())),
        (Value::Type(class), _) => match class {
            Type::Native(class) => native::of_class(py, class, name)?,
            _ => None,
        }
        .or_else(|| of_class(py, class, name)),
        (Value::Exception(e), _) => match attribute::of_exception(e, name) {
            None if name == "__dict__" => Some(Value::Dict(e.fields_mut(py))),
            None => e.fields().and_then(|fields| fields.get_str(name)),
            found => found,
        },
        (Value::Int(_) | Value::Bool(_) | Value::Big(_) | Value::Float(_), _)
            if number_methods::ATTRIBUTES.contains(&name) =>
        {
            number_methods::attribute(py, receiver, name)
        }
        (Value::Dict(dict), "default_factory") if let dict::Kind::Default(factory) = dict.kind() => Some(factory.get()),
        (Value::Range(range), "start" | "stop" | "step") => {
            let [start, stop, step] = range.bounds(py);
            Some(match name {
                "start" => start,
                "stop" => stop,
                _ => step,
            })
        }
        _ => method_name(receiver.class(), name).map(|name| Func::method(py, receiver, name)),
    })
}

/// The methods that a class's instances have.
pub fn names(class: Type) -> &'static [&'static str] {
    match class {
        Type::Dict => dict_methods::NAMES,
        Type::List => list_methods::NAMES,
        Type::Tuple | Type::Range => tuple_methods::NAMES,
        Type::Set => set_methods::NAMES,
        Type::FrozenSet => set_methods::FROZEN_NAMES,
        Type::DictKeys | Type::DictItems => view_methods::NAMES,
        Type::Str => str_methods::NAMES,
        Type::Bytes => bytes_methods::NAMES,
        Type::Int | Type::Bool => number_methods::INT_NAMES,
        Type::Float => number_methods::FLOAT_NAMES,
        Type::Native(class) => collections::names(class).unwrap_or_default(),
        _ => &[],
    }
}

fn method_name(class: Type, name: &str) -> Option<&'static str> {
    names(class).iter().copied().find(|known| *known == name)
}

/// `str.lower`, `dict.fromkeys`: a class's method, to be called with the receiver, or one of the class itself.
fn of_class<'a>(py: Py<'a>, class: Type, name: &str) -> Option<Value<'a>> {
    if let (Type::Iterator("itertools.chain"), "from_iterable") = (class, name) {
        return Some(Func::builtin(py, "from_iterable", itertools::from_iterable));
    }
    let name = method_name(class, name)?;
    if let (Type::Dict, "fromkeys") = (class, name) {
        return Some(Func::builtin(py, name, dict_methods::fromkeys));
    }
    if let (Type::Native(class @ ("Counter" | "OrderedDict" | "defaultdict")), "fromkeys") = (class, name) {
        return Some(Func::builtin(py, name, move |py, args| collections::fromkeys(py, class, args)));
    }
    if let (Type::Str, "maketrans") = (class, name) {
        return Some(Func::builtin(py, name, str_methods::translate::maketrans));
    }
    if let (Type::Int | Type::Bool, "from_bytes") | (Type::Float, "fromhex") = (class, name) {
        return Some(Func::builtin(py, name, move |py, args| {
            number_methods::class_call(py, class, name, args).unwrap_or(Ok(Value::NotImplemented))
        }));
    }
    if let (Type::Bytes, "fromhex" | "maketrans") = (class, name) {
        return Some(Func::builtin(py, name, move |py, args| {
            bytes_methods::class_call(py, name, args).unwrap_or(Ok(Value::NotImplemented))
        }));
    }
    Some(Func::builtin(py, name, move |py, args| {
        let Some((receiver, rest)) = args.pos.split_first() else {
            return Err(py.type_error(format_args!("unbound method {}.{name}() needs an argument", class.name())));
        };
        if !receiver.class().is_subclass(class) {
            return Err(py.type_error(format_args!(
                "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
                class.name(),
                receiver.type_name()
            )));
        }
        call(py, *receiver, name, Args { pos: rest, kw: args.kw })
    }))
}

/// `'...' object has no attribute '...'`.
#[cold]
pub(crate) fn missing<'a>(py: Py<'a>, receiver: Value<'a>, name: &str) -> Exc<'a> {
    let message = match receiver {
        Value::Type(Type::Native(class)) => {
            format!("type object '{}' has no attribute '{name}'", native::qualified(class))
        }
        Value::Type(class) => format!("type object '{}' has no attribute '{name}'", class.name()),
        _ => format!("'{}' object has no attribute '{name}'", receiver.type_name()),
    };
    py.raise(Kind::AttributeError, &message)
}

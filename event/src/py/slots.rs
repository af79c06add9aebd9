//! What `object` and the builtin exceptions have that a class of a rule inherits: `super().__init__()` calls it.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::function::Func;
use crate::py::{attribute, class, compare, special, text};
use crate::value::{Type, Value};

const OBJECT: [&str; 12] = [
    "__init__",
    "__str__",
    "__repr__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__hash__",
    "__format__",
    "__setattr__",
];

/// Whether the builtin class itself, those that it derives from aside, has the special method.
pub fn has(class: Type, name: &str) -> bool {
    match class {
        Type::Object => OBJECT.contains(&name) || name == "__delattr__",
        Type::Exception(Kind::BaseException) => {
            matches!(name, "__init__" | "__str__" | "__repr__" | "__setattr__" | "__delattr__")
        }
        Type::Exception(Kind::KeyError) => matches!(name, "__init__" | "__str__"),
        Type::Exception(_) => name == "__init__",
        _ => false,
    }
}

/// The special method as a function that takes its receiver first.
pub fn of<'a>(py: Py<'a>, class: Type, name: &str) -> Option<Value<'a>> {
    if !has(class, name) {
        return None;
    }
    let name = py.alloc_str(name);
    Some(Func::slot(py, name, move |py, args| {
        let Some((receiver, rest)) = args.pos.split_first() else {
            let class = class.name();
            return Err(py.type_error(format_args!("descriptor '{name}' of '{class}' object needs an argument")));
        };
        if !receiver.class().is_subclass(class) {
            return Err(py.type_error(format_args!(
                "descriptor '{name}' requires a '{}' object but received a '{}'",
                class.name(),
                receiver.type_name()
            )));
        }
        call(py, class, name, *receiver, Args { pos: rest, kw: args.kw })
    }))
}

fn call<'a>(py: Py<'a>, class: Type, name: &'a str, receiver: Value<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let user = match receiver.class() {
        Type::User(class) => Some(class),
        _ => None,
    };
    match (name, receiver) {
        ("__init__", Value::Exception(e)) => {
            args.no_keywords(py, receiver.type_name())?;
            e.set_args(py.alloc_slice(args.pos));
            return Ok(Value::None);
        }
        ("__init__", _) if args.is_empty() => return Ok(Value::None),
        ("__init__", _) => {
            let own = user.is_some_and(|user| class::written(py, user, "__init__").is_some());
            return Err(if own {
                py.type_error(format_args!("object.__init__() takes exactly one argument (the instance to initialize)"))
            } else {
                py.type_error(format_args!("{}() takes no arguments", receiver.type_name()))
            });
        }
        _ => {}
    }
    args.no_keywords(py, &format!("wrapper {name}"))?;
    match (name, args.pos) {
        ("__str__", []) => match (receiver, class) {
            (Value::Exception(e), Type::Exception(_)) => text::str_of_exception(py, e, 0).map(Value::Str),
            _ => text::repr(py, receiver).map(Value::Str),
        },
        ("__repr__", []) => match (receiver, class) {
            (Value::Exception(e), Type::Exception(_)) => text::repr_of_exception(py, e).map(Value::Str),
            _ => Ok(Value::Str(special::default_repr(py, receiver))),
        },
        ("__hash__", []) => Ok(Value::Int(special::address(receiver))),
        ("__eq__", [other]) if compare::is(receiver, *other) => Ok(Value::Bool(true)),
        ("__ne__", [other]) => Ok(match special::half(py, receiver, "__eq__", *other)? {
            Some(equal) => Value::Bool(!special::truth(py, equal)?),
            None => Value::NotImplemented,
        }),
        ("__eq__" | "__lt__" | "__le__" | "__gt__" | "__ge__", [_]) => Ok(Value::NotImplemented),
        ("__format__", [Value::Str("")]) => text::str_of(py, receiver).map(Value::Str),
        ("__format__", [Value::Str(_)]) => Err(special::no_format(py, receiver)),
        ("__setattr__", [key, value]) => {
            let key = attribute_name(py, *key)?;
            attribute::generic_change(py, receiver, key, Some(*value)).map(|()| Value::None)
        }
        ("__delattr__", [key]) => {
            let key = attribute_name(py, *key)?;
            attribute::generic_change(py, receiver, key, None).map(|()| Value::None)
        }
        ("__str__" | "__repr__" | "__hash__", given) => {
            Err(py.type_error(format_args!("expected 0 arguments, got {}", given.len())))
        }
        (_, given) => {
            let wanted = if name == "__setattr__" { 2 } else { 1 };
            let plural = if wanted == 1 { "" } else { "s" };
            Err(py.type_error(format_args!("expected {wanted} argument{plural}, got {}", given.len())))
        }
    }
}

/// The name of an attribute that is given as a value.
///
/// # Errors
/// `TypeError` for what is no `str`.
pub fn attribute_name<'a>(py: Py<'a>, name: Value<'a>) -> R<'a, &'a str> {
    name.as_str()
        .ok_or_else(|| py.type_error(format_args!("attribute name must be string, not '{}'", name.type_name())))
}

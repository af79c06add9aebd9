//! Attributes of objects of a rule's classes, and of exceptions: `PyObject_GenericGetAttr`, `PyObject_GenericSetAttr`
//! and the descriptors that they ask (`Objects/object.c`, `Objects/descrobject.c`).

use crate::exception::{Exc, Exception, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::class::{self, Class};
use crate::py::dict::Dict;
use crate::py::function::{self, Func};
use crate::py::iter::Iter;
use crate::py::{method, number_methods, special};
use crate::value::{Type, Value};

/// `receiver.name` of an object of `class`; `None` where there is no such attribute.
///
/// # Errors
/// What a property or `__getattr__` raises.
pub fn get<'a>(py: Py<'a>, receiver: Value<'a>, class: &'static Class, name: &str) -> R<'a, Option<Value<'a>>> {
    let found = generic(py, receiver, class, name);
    let missing = match &found {
        Ok(found) => found.is_none(),
        Err(e) => e.kind().is_subclass(Kind::AttributeError),
    };
    if missing && let Some(hook) = class::written(py, class, "__getattr__") {
        let hook = bound(py, receiver, class, hook)?;
        return function::call(py, hook, Args::pos(&[py.str(name)])).map(Some);
    }
    found
}

fn generic<'a>(py: Py<'a>, receiver: Value<'a>, class: &'static Class, name: &str) -> R<'a, Option<Value<'a>>> {
    let of_class = class::find(py, class, name);
    if let Some(property @ Value::Func(func)) = of_class
        && func.accessors().is_some()
    {
        return bound(py, receiver, class, property).map(Some);
    }
    if let (None, Value::Exception(e)) = (of_class, receiver)
        && let Some(value) = of_exception(e, name)
    {
        return Ok(Some(value));
    }
    if let Some(value) = fields(receiver).and_then(|fields| fields.get_str(name)) {
        return Ok(Some(value));
    }
    match (of_class, name) {
        (Some(found), _) => bound(py, receiver, class, found).map(Some),
        (None, "__class__") => Ok(Some(Value::Type(Type::User(class)))),
        (None, "__module__") => Ok(Some(Value::Str(class.module()))),
        (None, "__dict__") => Ok(fields_mut(py, receiver).map(Value::Dict)),
        _ => Ok(None),
    }
}

/// What every exception has.
pub fn of_exception<'a>(e: &'a Exception<'a>, name: &str) -> Option<Value<'a>> {
    match name {
        "args" => Some(Value::Tuple(e.args())),
        "__cause__" => Some(e.cause()),
        "value" if e.kind == Kind::StopIteration => Some(e.args().first().copied().unwrap_or(Value::None)),
        _ => None,
    }
}

fn fields<'a>(receiver: Value<'a>) -> Option<&'a Dict<'a>> {
    match receiver {
        Value::Instance(instance) => Some(instance.fields()),
        Value::Exception(e) => e.fields(),
        _ => None,
    }
}

/// `receiver.__dict__`, where it has one.
pub fn fields_mut<'a>(py: Py<'a>, receiver: Value<'a>) -> Option<&'a Dict<'a>> {
    match receiver {
        Value::Instance(instance) => instance.of().map(|_| instance.fields()),
        Value::Exception(e) => Some(e.fields_mut(py)),
        _ => None,
    }
}

/// What `found`, an attribute of the class, is for an object of it: a function is bound to it, a property is asked.
///
/// # Errors
/// What the property raises.
pub fn bound<'a>(py: Py<'a>, receiver: Value<'a>, class: &'static Class, found: Value<'a>) -> Ret<'a> {
    let Value::Func(func) = found else { return Ok(found) };
    if let Some([get, _, _]) = func.accessors() {
        return match get {
            Some(get) => function::call(py, get, Args::pos(&[receiver])),
            None => Err(no_accessor(py, func, class, "getter")),
        };
    }
    Ok(func.bind(py, receiver, Value::Type(Type::User(class))))
}

/// What `found`, an attribute of the class, is for the class itself.
pub fn bound_to_class<'a>(py: Py<'a>, class: &'static Class, found: Value<'a>) -> Value<'a> {
    match found {
        Value::Func(func) => func.bind_to_class(py, Value::Type(Type::User(class))),
        other => other,
    }
}

#[cold]
fn no_accessor<'a>(py: Py<'a>, property: &Func<'a>, class: &'static Class, part: &str) -> Exc<'a> {
    let message = format!("property '{}' of '{}' object has no {part}", property.name(), class.qualified());
    py.raise(Kind::AttributeError, &message)
}

/// `object.name = value`.
///
/// # Errors
/// `AttributeError` or `TypeError` for objects without attributes to set; what a property's setter or `__setattr__`
/// raises.
pub fn set<'a>(py: Py<'a>, object: Value<'a>, name: &'a str, value: Value<'a>) -> R<'a, ()> {
    change(py, object, name, Some(value))
}

/// `del object.name`.
///
/// # Errors
/// As [`set`].
pub fn delete<'a>(py: Py<'a>, object: Value<'a>, name: &'a str) -> R<'a, ()> {
    change(py, object, name, None)
}

fn change<'a>(py: Py<'a>, object: Value<'a>, name: &'a str, value: Option<Value<'a>>) -> R<'a, ()> {
    match (object, object.class()) {
        (Value::Type(Type::User(class)), _) => match value {
            Some(value) => class::set_attribute(py, class, name, value),
            None => class::delete_attribute(py, class, name),
        },
        (Value::Type(class), _) => {
            let class = class.name();
            Err(py.type_error(format_args!("cannot set '{name}' attribute of immutable type '{class}'")))
        }
        (_, Type::User(class)) => {
            let hook = if value.is_some() { "__setattr__" } else { "__delattr__" };
            if let Some(hook) = class::written(py, class, hook) {
                let hook = bound(py, object, class, hook)?;
                let name = Value::Str(name);
                let called = match value {
                    Some(value) => function::call(py, hook, Args::pos(&[name, value])),
                    None => function::call(py, hook, Args::pos(&[name])),
                };
                return called.map(|_| ());
            }
            generic_change(py, object, name, value)
        }
        _ => generic_change(py, object, name, value),
    }
}

/// As [`set`] and [`delete`], past a `__setattr__` of the rule: `object.__setattr__`.
///
/// # Errors
/// As [`set`].
pub fn generic_change<'a>(py: Py<'a>, object: Value<'a>, name: &'a str, value: Option<Value<'a>>) -> R<'a, ()> {
    if let Type::User(class) = object.class()
        && let Some(Value::Func(func)) = class::find(py, class, name)
        && let Some([_, setter, deleter]) = func.accessors()
    {
        let called = match (value, setter, deleter) {
            (Some(value), Some(setter), _) => function::call(py, setter, Args::pos(&[object, value])),
            (None, _, Some(deleter)) => function::call(py, deleter, Args::pos(&[object])),
            (Some(_), None, _) => Err(no_accessor(py, func, class, "setter")),
            (None, _, None) => Err(no_accessor(py, func, class, "deleter")),
        };
        return called.map(|_| ());
    }
    if let Value::Exception(e) = object
        && of_exception(e, name).is_some()
    {
        return match (name, value) {
            ("args", Some(value)) => {
                let items = Iter::all(py, value)?;
                e.set_args(py.alloc_slice(&items));
                Ok(())
            }
            ("args", None) => Err(py.raise(Kind::TypeError, "args may not be deleted")),
            _ => Err(special::outside(py, &format!("setting `{name}` of an exception"))),
        };
    }
    let Some(fields) = fields_mut(py, object) else { return Err(fixed(py, object, name)) };
    match value {
        Some(value) => fields.insert(py, Value::Str(name), value),
        None => match fields.remove(py, Value::Str(name))? {
            Some(_) => Ok(()),
            None => Err(method::missing(py, object, name)),
        },
    }
}

/// What a value says whose attributes cannot be changed.
#[cold]
fn fixed<'a>(py: Py<'a>, object: Value<'a>, name: &str) -> Exc<'a> {
    if matches!(object, Value::Func(_) | Value::Native(_)) {
        let class = object.type_name();
        return special::outside(py, &format!("an attribute that is set on a `{class}`"));
    }
    let number = matches!(object, Value::Int(_) | Value::Bool(_) | Value::Big(_) | Value::Float(_));
    if number && number_methods::ATTRIBUTES.contains(&name) {
        let class = if matches!(object, Value::Float(_)) { "float" } else { "int" };
        let message = format!("attribute '{name}' of '{class}' objects is not writable");
        return py.raise(Kind::AttributeError, &message);
    }
    if matches!((object, name), (Value::Range(_), "start" | "stop" | "step")) {
        return py.raise(Kind::AttributeError, "readonly attribute");
    }
    if matches!(method::lookup(py, object, name), Ok(Some(_))) {
        let message = format!("'{}' object attribute '{name}' is read-only", object.type_name());
        return py.raise(Kind::AttributeError, &message);
    }
    method::missing(py, object, name)
}

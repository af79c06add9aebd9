//! The operations that rules do most, without the general way's detours.

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::method;
use crate::py::native::Native;
use crate::py::panther::Object;
use crate::value::Value;

/// `receiver.get("key")`.
///
/// # Errors
/// `AttributeError` where the receiver has no `get`.
#[inline]
pub fn get<'a>(py: Py<'a>, receiver: Value<'a>, key: &'static str) -> Ret<'a> {
    match receiver {
        Value::Dict(dict) => Ok(dict.get_str(key).unwrap_or(Value::None)),
        Value::Native(Native::Panther(Object::Mapping(mapping))) => mapping.get_str(py, key, Value::None),
        _ => method::call(py, receiver, "get", Args::pos(&[Value::Str(key)])),
    }
}

/// `receiver.get("key", default)`.
///
/// # Errors
/// As [`get`].
#[inline]
pub fn get_or<'a>(py: Py<'a>, receiver: Value<'a>, key: &'static str, default: Value<'a>) -> Ret<'a> {
    match receiver {
        Value::Dict(dict) => Ok(dict.get_str(key).unwrap_or(default)),
        Value::Native(Native::Panther(Object::Mapping(mapping))) => mapping.get_str(py, key, default),
        _ => method::call(py, receiver, "get", Args::pos(&[Value::Str(key), default])),
    }
}

/// `receiver.deep_get("a", "b")` and `receiver.deep_get("a", "b", default=default)`.
///
/// # Errors
/// `AttributeError` where the receiver has no `deep_get`.
#[inline]
pub fn deep_get<'a>(py: Py<'a>, receiver: Value<'a>, keys: &[Value<'a>], default: Option<Value<'a>>) -> Ret<'a> {
    match (receiver, default) {
        (Value::Native(Native::Panther(Object::Mapping(mapping))), _) => {
            mapping.deep_get(py, receiver, keys, default.unwrap_or(Value::None))
        }
        (_, None) => method::call(py, receiver, "deep_get", Args::pos(keys)),
        (_, Some(default)) => method::call(py, receiver, "deep_get", Args { pos: keys, kw: &[("default", default)] }),
    }
}

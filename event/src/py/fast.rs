//! The operations that rules do most, without the general way's detours.

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::method;
use crate::value::Value;

/// `receiver.get("key")`.
///
/// # Errors
/// `AttributeError` where the receiver has no `get`.
#[inline]
pub fn get<'a>(py: Py<'a>, receiver: Value<'a>, key: &'static str) -> Ret<'a> {
    match receiver {
        Value::Dict(dict) => Ok(dict.get_str(key).unwrap_or(Value::None)),
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
        _ => method::call(py, receiver, "get", Args::pos(&[Value::Str(key), default])),
    }
}

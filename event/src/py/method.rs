//! Method calls: the receiver's type decides at run time what a name means.

use crate::exception::{Kind, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::value::Value;

/// `receiver.name(*args)`.
///
/// # Errors
/// `AttributeError` where the type has no such method; what the method raises.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, _args: Args<'a, '_>) -> Ret<'a> {
    Err(py.raise(Kind::AttributeError, &format!("'{}' object has no attribute '{name}'", receiver.type_name())))
}

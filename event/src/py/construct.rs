//! Calling a class: `str(x)`, `dict(a=1)`, `ValueError("...")`.

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::value::Type;

/// `class(*args)`.
///
/// # Errors
/// What the constructor raises.
pub fn construct<'a>(py: Py<'a>, class: Type, _args: Args<'a, '_>) -> Ret<'a> {
    Err(py.type_error(format_args!("cannot create '{}' instances", class.name())))
}

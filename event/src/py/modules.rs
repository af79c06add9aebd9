//! temp
use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
pub fn call<'a>(py: Py<'a>, module: &str, name: &str, _args: Args<'a, '_>) -> Ret<'a> {
    Err(py.type_error(format_args!("{module}.{name}")))
}
pub fn value<'a>(py: Py<'a>, module: &str, name: &str) -> Ret<'a> {
    Err(py.type_error(format_args!("{module}.{name}")))
}

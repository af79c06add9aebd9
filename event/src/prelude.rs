//! What every generated file imports.

pub use crate::exception::{Exc, Kind, R, Ret};
pub use crate::heap::Py;
pub use crate::py::args::Args;
pub use crate::py::callee::Callee;
pub use crate::py::class::Class;
pub use crate::py::dict::Dict;
pub use crate::py::function::{self, Func, Names};
pub use crate::py::iter::Iter;
pub use crate::py::locals::{self, Flow, Signature};
pub use crate::py::set::Set;
pub use crate::py::{
    arithmetic, attribute, builtins, class, compare, construct, fast, format, inplace, integer, method, modules,
    pattern, raise, special, subscript, unpack,
};
pub use crate::value::{Type, Value};

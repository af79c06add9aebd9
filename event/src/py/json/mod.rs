//! Python's `json` module: values in, text out, and back. `Lib/json` and `Modules/_json.c` of CPython 3.11.

mod decode;
mod encode;
mod encoding;

pub use decode::loads;
pub use encode::{dumps, dumps_finite, dumps_with};

use crate::exception::Kind;
use crate::py::modules::Module;
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "json",
    functions: &["dumps", "loads"],
    constants: &["JSONDecodeError"],
    in_c: false,
    call: |py, name, args| match name {
        "dumps" => Some(dumps_with(py, args)),
        "loads" => Some(loads(py, args)),
        _ => None,
    },
    constant: |_, name| error_of(name),
};

/// The module `json.decoder`.
pub const DECODER: Module = Module {
    name: "json.decoder",
    functions: &[],
    constants: &["JSONDecodeError"],
    in_c: false,
    call: |_, _, _| None,
    constant: |_, name| error_of(name),
};

fn error_of<'a>(name: &str) -> Option<Value<'a>> {
    (name == "JSONDecodeError").then_some(Value::Type(Type::Exception(Kind::JSONDecodeError)))
}

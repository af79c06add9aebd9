//! Python's `json` module: values in, text out, and back. `Lib/json` and `Modules/_json.c` of CPython 3.11.

mod decode;
mod encode;
mod encoding;

pub use decode::loads;
pub use encode::{dumps, dumps_with};

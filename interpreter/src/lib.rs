//! Rules in, run from their source text by RustPython: what `rulec` cannot compile exactly.
//!
//! What RustPython cannot bound in its own process (a regular expression, a huge string, a loop that catches whatever
//! stops it) is bounded by the process: rules run in a child of the same binary, which limits itself before it reads any
//! rule, and is killed and started again when a limit is passed. The rule fails then, and the next event is evaluated.
//!
//! [`Workers`] is the side of the parent, [`worker::main`] that of the child. Nothing a rule can reach opens a file, a
//! socket or a process, or sees the environment: the interpreter is built without them.

#![cfg(feature = "rustpython")]

mod limits;
mod process;
mod protocol;
pub mod worker;

pub use limits::Limits;
pub use process::Workers;

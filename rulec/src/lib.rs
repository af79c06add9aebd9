//! The compiler: a folder of Python rules in, Rust text or diagnostics out.
//!
//! [`compile`] reads every rule of its roots and collects all that is wrong; [`Compilation::emit`] writes the Rust of
//! the rules that compile. The build script goes through [`build::Config`].

pub mod analyse;
pub mod build;
pub mod diag;
pub mod emit;
pub mod ir;
pub mod pack;
pub mod python;
mod simple;
pub mod yaml;

mod compilation;
mod fallback;

pub use compilation::{Compilation, CompiledRule, Generated, compile, read};
pub use diag::{Code, Diagnostic, Level};
pub use fallback::{Fallback, Place};
pub use python::script::{Script, ScriptModule};

//! `unittest.mock.MagicMock`, as tests put it in the place of a module's names. CPython's `Lib/unittest/mock.py`.
//!
//! Production code meets it in `isinstance(x, MagicMock)` alone. A mock is made by a test: a call of it returns what the
//! test says, whatever the arguments. Its answers to Python's syntax are those that `MagicMock` is configured with. What
//! would give another mock (an attribute, an index, arithmetic), or its own text, which holds its address, is a
//! `SystemError`.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::Op;
use crate::py::iter::Iter;
use crate::py::modules::Module;
use crate::py::native::{Native, Slots};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "unittest.mock",
    functions: &[],
    constants: &["MagicMock"],
    in_c: false,
    call: |_, _, _| None,
    constant: |_, name| (name == "MagicMock").then_some(Value::Type(Type::Native("MagicMock"))),
};

/// A mock.
#[derive(Debug)]
pub struct Mock<'a> {
    /// `return_value`.
    pub returned: Value<'a>,
}

/// What a mock does.
pub(super) struct Classes;

impl Slots for Classes {
    fn class(&self, _this: &Native<'_>) -> Type {
        Type::Native("MagicMock")
    }

    fn length(&self, _this: &Native<'_>) -> Option<usize> {
        Some(0)
    }

    fn binary<'a>(&self, py: Py<'a>, _: Op, _: &'a Native<'a>, _: Value<'a>, _: bool) -> Option<Ret<'a>> {
        Some(Err(outside(py, "an arithmetic operator")))
    }

    fn to_int<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>) -> Option<Ret<'a>> {
        Some(Ok(Value::Int(1)))
    }

    fn contains<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>, _item: Value<'a>) -> R<'a, Option<bool>> {
        Ok(Some(false))
    }

    fn iter<'a>(&self, py: Py<'a>, _this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        Iter::of(py, py.list(&[])).map(Some)
    }

    fn getattr<'a>(&self, py: Py<'a>, _this: &'a Native<'a>, _name: &str) -> R<'a, Option<Value<'a>>> {
        Err(outside(py, "an attribute"))
    }

    fn is_callable(&self, _this: &Native<'_>) -> bool {
        true
    }

    fn call_self<'a>(&self, _py: Py<'a>, this: &'a Native<'a>, _args: Args<'a, '_>) -> Option<Ret<'a>> {
        match this {
            Native::Mock(mock) => Some(Ok(mock.returned)),
            _ => None,
        }
    }

    fn call<'a>(&self, py: Py<'a>, _: &'a Native<'a>, _: &str, _: Args<'a, '_>) -> Option<Ret<'a>> {
        Some(Err(outside(py, "a method")))
    }

    fn subscript<'a>(&self, py: Py<'a>, _: &'a Native<'a>, _: Value<'a>) -> R<'a, Option<Value<'a>>> {
        Err(outside(py, "an index"))
    }

    fn repr<'a>(&self, py: Py<'a>, _this: &'a Native<'a>) -> R<'a, &'a str> {
        Err(outside(py, "its text"))
    }
}

#[cold]
fn outside<'a>(py: Py<'a>, what: &str) -> Exc<'a> {
    py.raise(Kind::SystemError, &format!("a mock is asked for {what}, which iota's mocks do not have"))
}

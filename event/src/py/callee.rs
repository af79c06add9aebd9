//! What errors of a call's arguments name: `_PyObject_FunctionStr` of CPython's `Objects/object.c`.

use std::borrow::Cow;

use crate::exception::R;
use crate::heap::Py;
use crate::py::{method, modules, text};
use crate::value::Value;

/// What is called, as generated code knows it before it is.
#[derive(Clone, Copy, Debug)]
pub enum Callee<'a> {
    /// As it is printed: `rule.f()`.
    Named(&'static str),
    /// A function or class of a native module.
    Native(&'static str, &'static str),
    Value(Value<'a>),
    /// A method that is about to be looked up.
    Method(Value<'a>, &'static str),
}

impl<'a> Callee<'a> {
    /// `module.qualified()`, without the module where that is `builtins`; of what has no such name its `str`.
    ///
    /// # Errors
    /// What looking up or printing it raises.
    #[cold]
    pub(crate) fn text(self, py: Py<'a>) -> R<'a, Cow<'a, str>> {
        match self {
            Callee::Named(name) => Ok(name.into()),
            Callee::Native(module, name) => Callee::Value(modules::value(py, module, name)?).text(py),
            Callee::Method(Value::Func(func), _) if let Some(found) = func.as_found() => Callee::Value(found).text(py),
            Callee::Method(receiver, name) => match method::attribute(py, receiver, name) {
                Ok(attribute) => Callee::Value(attribute).text(py),
                Err(e) => Err(e),
            },
            Callee::Value(Value::Func(func)) => {
                let (module, name) = func.qualified();
                Ok(if module.is_empty() { format!("{name}()") } else { format!("{module}.{name}()") }.into())
            }
            Callee::Value(Value::Type(class)) => Ok(format!("{}()", text::qualified(class)).into()),
            Callee::Value(other) => Ok(text::str_of(py, other)?.into()),
        }
    }
}

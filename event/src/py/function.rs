//! Functions as values: lambdas, nested functions, bound methods, builtins passed on.

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::native::Native;
use crate::value::{Type, Value};

/// What a compiled function value is: code over what it closed over, all of which is `Copy` and in the heap.
pub type Code<'a> = dyn Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a;

/// A callable value.
pub struct Func<'a> {
    name: &'a str,
    target: Target<'a>,
}

enum Target<'a> {
    Python(&'a Code<'a>),
    Builtin(&'a Code<'a>),
    /// `receiver.name`, not called yet.
    Method(Value<'a>),
}

impl<'a> Func<'a> {
    /// A function written in Python: a `def` or a `lambda`.
    pub fn python(py: Py<'a>, name: &'a str, code: impl Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Python(py.alloc(code)) }))
    }

    /// A function of CPython's own.
    pub fn builtin(py: Py<'a>, name: &'a str, code: impl Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Builtin(py.alloc(code)) }))
    }

    /// `receiver.name` for a method that its type has.
    pub fn method(py: Py<'a>, receiver: Value<'a>, name: &'a str) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Method(receiver) }))
    }

    /// Calls it.
    ///
    /// # Errors
    /// What the function raises.
    pub fn call(&self, py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
        match self.target {
            Target::Python(code) | Target::Builtin(code) => code(py, args),
            Target::Method(receiver) => crate::py::method::call(py, receiver, self.name, args),
        }
    }

    /// `f.__name__`.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// What it is a method of, where it is a bound one.
    pub fn receiver(&self) -> Option<Value<'a>> {
        match self.target {
            Target::Method(receiver) => Some(receiver),
            Target::Python(_) | Target::Builtin(_) => None,
        }
    }

    /// Its class.
    pub fn class(&self) -> Type {
        match self.target {
            Target::Python(_) => Type::Function,
            Target::Builtin(_) | Target::Method(_) => Type::Builtin,
        }
    }

    /// `self is other`. A builtin is one object however often it is named.
    pub fn is(&self, other: &Func<'a>) -> bool {
        std::ptr::eq(self, other)
            || matches!((&self.target, &other.target), (Target::Builtin(_), Target::Builtin(_)))
                && self.name == other.name
    }
}

impl std::fmt::Debug for Func<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<function {}>", self.name)
    }
}

/// `callee(*args)` for any value.
///
/// # Errors
/// `TypeError` where the value is not callable; what the call raises.
pub fn call<'a>(py: Py<'a>, callee: Value<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match callee {
        Value::Func(func) => func.call(py, args),
        Value::Type(class) => crate::py::construct::construct(py, class, args),
        Value::Native(Native::Mock(mock)) => Ok(mock.returned),
        _ => Err(py.type_error(format_args!("'{}' object is not callable", callee.type_name()))),
    }
}

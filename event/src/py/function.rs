//! Functions as values: lambdas, nested functions, bound methods, builtins passed on.

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::value::{Type, Value};

/// What a compiled function value is: code over what it closed over, all of which is `Copy` and in the heap.
pub type Code<'a> = dyn Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a;

/// A callable value.
pub struct Func<'a> {
    name: &'a str,
    target: Target<'a>,
}

/// What a function is called: `f.__name__`, `f.__module__`, `f.__qualname__`.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    name: &'static str,
    module: &'static str,
    qualified: &'static str,
}

impl Names {
    /// Of the function `name` in a module; `qualified` is `rule.<locals>.<lambda>`.
    pub const fn new(module: &'static str, name: &'static str, qualified: &'static str) -> Names {
        Names { name, module, qualified }
    }

    /// Of a function on its own, or of one in C whose module is left out of messages.
    pub const fn plain(name: &'static str) -> Names {
        Names { name, module: "", qualified: name }
    }
}

enum Target<'a> {
    Python(&'a Code<'a>, Names),
    /// With its `__module__`, where that is not `builtins`.
    Builtin(&'a Code<'a>, &'static str),
    /// `receiver.name`, not called yet.
    Method(Value<'a>),
    /// A special method of `object` or of an exception class, which takes its receiver first.
    Slot(&'a Code<'a>),
    /// A function of a rule's class, to be called with this first.
    Bound(Value<'a>, &'a Func<'a>),
    /// `staticmethod(f)`.
    Static(Value<'a>),
    /// `classmethod(f)`.
    Class(Value<'a>),
    /// `property(get, set, delete)`.
    Property([Option<Value<'a>>; 3]),
    /// An attribute that was found already, of which a method call is about to be made.
    Found(Value<'a>),
}

impl<'a> Func<'a> {
    /// A function written in Python: a `def` or a `lambda`.
    pub fn python(py: Py<'a>, names: Names, code: impl Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a) -> Value<'a> {
        Value::Func(py.alloc(Func { name: names.name, target: Target::Python(py.alloc(code), names) }))
    }

    /// A function of CPython's own.
    pub fn builtin(py: Py<'a>, name: &'a str, code: impl Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Builtin(py.alloc(code), "") }))
    }

    /// A function of a module that is written in C.
    pub(crate) fn in_c(
        py: Py<'a>,
        module: &'static str,
        name: &'a str,
        code: impl Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a,
    ) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Builtin(py.alloc(code), module) }))
    }

    /// `receiver.name` for a method that its type has.
    pub fn method(py: Py<'a>, receiver: Value<'a>, name: &'a str) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Method(receiver) }))
    }

    /// A special method of a builtin class.
    pub(crate) fn slot(py: Py<'a>, name: &'a str, code: impl Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Slot(py.alloc(code)) }))
    }

    /// `staticmethod(function)`.
    pub(crate) fn static_method(py: Py<'a>, name: &'a str, function: Value<'a>) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Static(function) }))
    }

    /// `classmethod(function)`.
    pub(crate) fn class_method(py: Py<'a>, name: &'a str, function: Value<'a>) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Class(function) }))
    }

    /// `property(get, set, delete)`.
    pub(crate) fn property(py: Py<'a>, name: &'a str, accessors: [Option<Value<'a>>; 3]) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Property(accessors) }))
    }

    /// An attribute that was looked up before the arguments of its call are computed.
    pub(crate) fn found(py: Py<'a>, name: &'a str, attribute: Value<'a>) -> Value<'a> {
        Value::Func(py.alloc(Func { name, target: Target::Found(attribute) }))
    }

    /// What the lookup of a method found, where this stands for that.
    pub(crate) fn as_found(&self) -> Option<Value<'a>> {
        match self.target {
            Target::Found(attribute) => Some(attribute),
            _ => None,
        }
    }

    /// The functions of a property: they get, set and delete.
    pub(crate) fn accessors(&self) -> Option<[Option<Value<'a>>; 3]> {
        match self.target {
            Target::Property(accessors) => Some(accessors),
            _ => None,
        }
    }

    /// What this, an attribute of `class`, is for an object of it.
    pub(crate) fn bind(&'a self, py: Py<'a>, receiver: Value<'a>, class: Value<'a>) -> Value<'a> {
        match self.target {
            Target::Python(..) | Target::Slot(_) => {
                Value::Func(py.alloc(Func { name: self.name, target: Target::Bound(receiver, self) }))
            }
            _ => self.bind_to_class(py, class),
        }
    }

    /// What this, an attribute of `class`, is for the class itself.
    pub(crate) fn bind_to_class(&'a self, py: Py<'a>, class: Value<'a>) -> Value<'a> {
        match self.target {
            Target::Static(function) => function,
            Target::Class(Value::Func(function)) => function.bind(py, class, class),
            _ => Value::Func(self),
        }
    }

    /// Calls it.
    ///
    /// # Errors
    /// What the function raises.
    pub fn call(&self, py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
        match self.target {
            Target::Python(code, _) => code(py, args).map_err(|e| e.in_caller(py)),
            Target::Builtin(code, _) | Target::Slot(code) => code(py, args),
            Target::Method(receiver) => crate::py::method::call(py, receiver, self.name, args),
            Target::Bound(receiver, function) => {
                let mut all = Vec::with_capacity(args.pos.len() + 1);
                all.push(receiver);
                all.extend_from_slice(args.pos);
                function.call(py, Args { pos: &all, kw: args.kw })
            }
            Target::Static(function) | Target::Found(function) => call(py, function, args),
            Target::Class(_) | Target::Property(_) => {
                let class = self.class().name();
                Err(py.type_error(format_args!("'{class}' object is not callable")))
            }
        }
    }

    /// `f.__name__`.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// `f.__qualname__`, and `f.__module__` where errors of calls name it.
    pub(crate) fn qualified(&self) -> (&'static str, std::borrow::Cow<'a, str>) {
        match self.target {
            Target::Python(_, names) => (names.module, names.qualified.into()),
            Target::Builtin(_, module) => (module, self.name.into()),
            Target::Method(Value::Type(class)) => ("", format!("{}.{}", class.name(), self.name).into()),
            Target::Method(receiver) => ("", format!("{}.{}", receiver.type_name(), self.name).into()),
            Target::Bound(_, function) => function.qualified(),
            Target::Found(Value::Func(function)) | Target::Static(Value::Func(function)) => function.qualified(),
            _ => ("", self.name.into()),
        }
    }

    /// What it is a method of, where it is a bound one.
    pub fn receiver(&self) -> Option<Value<'a>> {
        match self.target {
            Target::Method(receiver) | Target::Bound(receiver, _) => Some(receiver),
            _ => None,
        }
    }

    /// Its class.
    pub fn class(&self) -> Type {
        match self.target {
            Target::Python(..) => Type::Function,
            Target::Builtin(..) | Target::Method(_) | Target::Found(_) => Type::Builtin,
            Target::Slot(_) => Type::Native("wrapper_descriptor"),
            Target::Bound(_, function) if matches!(function.target, Target::Slot(_)) => Type::Native("method-wrapper"),
            Target::Bound(..) => Type::Method,
            Target::Static(_) => Type::Native("staticmethod"),
            Target::Class(_) => Type::Native("classmethod"),
            Target::Property(_) => Type::Native("property"),
        }
    }

    /// `self == other`: bound methods are equal if they bind the same function to the same object.
    pub fn equals(&self, other: &Func<'a>) -> bool {
        match (&self.target, &other.target) {
            (Target::Bound(a, f), Target::Bound(b, g)) => crate::py::compare::is(*a, *b) && f.is(g),
            _ => self.is(other),
        }
    }

    /// Whether it can be called.
    pub fn is_callable(&self) -> bool {
        !matches!(self.target, Target::Class(_) | Target::Property(_))
    }

    /// What decides its hash: of a bound method, the function's and the object's address.
    pub(crate) fn identity(&self) -> usize {
        match &self.target {
            Target::Bound(receiver, function) => {
                std::ptr::from_ref(*function).addr() ^ crate::py::special::address(*receiver) as usize
            }
            _ => std::ptr::from_ref(self).addr(),
        }
    }

    /// `self is other`. A builtin is one object however often it is named.
    pub fn is(&self, other: &Func<'a>) -> bool {
        std::ptr::eq(self, other)
            || matches!((&self.target, &other.target), (Target::Builtin(..), Target::Builtin(..)))
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
        Value::Instance(_) | Value::Exception(_) => crate::py::special::called(py, callee, args),
        Value::Native(native) => native.call_self(py, args).unwrap_or_else(|| Err(not_callable(py, callee))),
        _ => Err(not_callable(py, callee)),
    }
}

#[cold]
fn not_callable<'a>(py: Py<'a>, callee: Value<'a>) -> crate::exception::Exc<'a> {
    py.type_error(format_args!("'{}' object is not callable", callee.type_name()))
}

//! Objects of a rule's own classes.

use crate::heap::Py;
use crate::py::class::{Class, OBJECT};
use crate::py::dict::Dict;
use crate::value::Type;

/// An object: its class and `__dict__`.
pub struct Instance<'a> {
    class: &'static Class,
    fields: &'a Dict<'a>,
}

impl<'a> Instance<'a> {
    /// An object without attributes.
    pub fn new(py: Py<'a>, class: &'static Class) -> Instance<'a> {
        Instance { class, fields: py.alloc(Dict::new(py)) }
    }

    /// `object()`.
    pub fn plain(py: Py<'a>) -> Instance<'a> {
        Instance::new(py, &OBJECT)
    }

    /// The rule's class that it is of; `None` for a plain `object()`.
    pub fn of(&self) -> Option<&'static Class> {
        (!std::ptr::eq(self.class, &OBJECT)).then_some(self.class)
    }

    /// `type(self)`.
    pub fn class(&self) -> Type {
        self.of().map_or(Type::Object, Type::User)
    }

    /// `self.__dict__`.
    pub fn fields(&self) -> &'a Dict<'a> {
        self.fields
    }
}

impl std::fmt::Debug for Instance<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} object>", self.class.name())
    }
}

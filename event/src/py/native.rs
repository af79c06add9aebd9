//! Objects of the libraries that are compiled in.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::arithmetic::Op;
use crate::py::compare::Order;
use crate::py::iter::Iter;
use crate::value::{Type, Value};

/// One variant for each class of a native module.
#[derive(Debug)]
pub enum Native<'a> {
    /// A class whose instances this build has none of; it keeps the match arms honest until the first module is here.
    Never(std::convert::Infallible, &'a ()),
}

impl<'a> Native<'a> {
    /// Its class.
    pub fn class(&self) -> Type {
        match self {
            Native::Never(never, _) => match *never {},
        }
    }

    /// `bool(self)`.
    pub fn truth(&self) -> bool {
        true
    }

    /// `self == other`.
    ///
    /// # Errors
    /// What the class's `__eq__` raises.
    pub fn equals(&'a self, _py: Py<'a>, other: &'a Native<'a>) -> R<'a, bool> {
        Ok(std::ptr::eq(self, other))
    }

    /// `self op other`, or `None` where the classes have no order.
    ///
    /// # Errors
    /// What the class's comparison raises.
    pub fn order(&'a self, _py: Py<'a>, _op: Order, _other: &'a Native<'a>) -> R<'a, Option<bool>> {
        Ok(None)
    }

    /// `self op other`, or `other op self` where `reflected`; `None` where the class has no such operator for `other`.
    pub fn binary(&'a self, _py: Py<'a>, _op: Op, _other: Value<'a>, _reflected: bool) -> Option<Ret<'a>> {
        None
    }

    /// `int(self)`, or `None` where the class has no `__int__`.
    pub fn to_int(&'a self, _py: Py<'a>) -> Option<Ret<'a>> {
        None
    }

    /// `hash(self)`.
    ///
    /// # Errors
    /// `TypeError` where the class cannot be hashed.
    pub fn hash(&'a self, _py: Py<'a>) -> R<'a, i64> {
        Ok((std::ptr::from_ref(self).addr() >> 4) as i64)
    }

    /// `item in self`, or `None` where the class is no container.
    ///
    /// # Errors
    /// What the class's `__contains__` raises.
    pub fn contains(&'a self, _py: Py<'a>, _item: Value<'a>) -> R<'a, Option<bool>> {
        Ok(None)
    }

    /// `iter(self)`.
    ///
    /// # Errors
    /// `TypeError` where the class cannot be walked.
    pub fn iter(&'a self, py: Py<'a>, value: Value<'a>) -> R<'a, &'a Iter<'a>> {
        Err(py.type_error(format_args!("'{}' object is not iterable", value.type_name())))
    }

    /// `self.name`, or `None` where there is no such attribute. Methods come as bound functions.
    ///
    /// # Errors
    /// What computing it raises.
    pub fn getattr(&'a self, _py: Py<'a>, _name: &str) -> R<'a, Option<Value<'a>>> {
        Ok(None)
    }

    /// `repr(self)`.
    ///
    /// # Errors
    /// What the class's `__repr__` raises.
    pub fn repr(&'a self, py: Py<'a>) -> R<'a, &'a str> {
        Err(self.unknown(py))
    }

    /// `str(self)`.
    ///
    /// # Errors
    /// What the class's `__str__` raises.
    pub fn str(&'a self, py: Py<'a>) -> R<'a, &'a str> {
        self.repr(py)
    }

    fn unknown(&self, py: Py<'a>) -> Exc<'a> {
        py.raise(Kind::SystemError, "no such class")
    }
}

//! Objects of the libraries that are compiled in.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::Op;
use crate::py::compare::Order;
use crate::py::function::Func;
use crate::py::ip;
use crate::py::iter::Iter;
use crate::py::regex::Pattern;
use crate::py::{hash, re, text};
use crate::value::{Type, Value};

/// One variant for each kind of object; the classes of both address families share one.
#[derive(Debug)]
pub enum Native<'a> {
    /// `ipaddress.IPv4Address`, `IPv6Address`.
    Address(ip::Address<'a>),
    /// `ipaddress.IPv4Interface`, `IPv6Interface`.
    Interface(ip::Interface<'a>),
    /// `ipaddress.IPv4Network`, `IPv6Network`.
    Network(ip::Network<'a>),
    /// `re.Pattern`.
    Pattern(&'a Pattern),
    /// `re.Match`.
    Match(re::Match<'a>),
}

impl<'a> Native<'a> {
    /// Its class.
    pub fn class(&self) -> Type {
        match self {
            Native::Pattern(_) => Type::Native("Pattern"),
            Native::Match(_) => Type::Native("Match"),
            _ => ip::class(self).unwrap_or(Type::Object),
        }
    }

    /// The class as CPython's own messages call it: by module and name where it is written in C.
    pub fn type_name(&self) -> &'static str {
        match self {
            Native::Pattern(_) => "re.Pattern",
            Native::Match(_) => "re.Match",
            _ => self.class().name(),
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
        Ok(match (self, other) {
            (Native::Pattern(a), Native::Pattern(b)) => re::equals(a, b),
            (Native::Match(_), _) => std::ptr::eq(self, other),
            _ => ip::equals(self, other),
        })
    }

    /// `self op other`, or `None` where the classes have no order.
    ///
    /// # Errors
    /// What the class's comparison raises.
    pub fn order(&'a self, py: Py<'a>, op: Order, other: &'a Native<'a>) -> R<'a, Option<bool>> {
        ip::order(py, op, self, other)
    }

    /// `self op other`, or `other op self` where `reflected`; `None` where the class has no such operator for `other`.
    pub fn binary(&'a self, py: Py<'a>, op: Op, other: Value<'a>, reflected: bool) -> Option<Ret<'a>> {
        match (self.host(), op) {
            (Some(host), Op::Add | Op::Sub) if !reflected => ip::binary(py, host, op == Op::Sub, other).transpose(),
            _ => None,
        }
    }

    /// `int(self)`, or `None` where the class has no `__int__`.
    pub fn to_int(&'a self, py: Py<'a>) -> Option<Ret<'a>> {
        ip::int(self).map(|int| Ok(py.int(&int)))
    }

    /// `hash(self)`.
    ///
    /// # Errors
    /// `TypeError` where the class cannot be hashed.
    pub fn hash(&'a self, py: Py<'a>) -> R<'a, i64> {
        match self {
            Native::Pattern(pattern) => {
                Ok(hash::python(py, Value::Str(pattern.pattern()))? ^ i64::from(pattern.flags()))
            }
            Native::Match(_) => Ok((std::ptr::from_ref(self).addr() >> 4) as i64),
            _ => ip::hash_of(py, self),
        }
    }

    /// `item in self`, or `None` where the class is no container.
    ///
    /// # Errors
    /// What the class's `__contains__` raises.
    pub fn contains(&'a self, py: Py<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        ip::contains(py, self, item)
    }

    /// `iter(self)`.
    ///
    /// # Errors
    /// `TypeError` where the class cannot be walked.
    pub fn iter(&'a self, py: Py<'a>, value: Value<'a>) -> R<'a, &'a Iter<'a>> {
        match self {
            Native::Network(network) => Ok(network.iter(py)),
            _ => Err(py.type_error(format_args!("'{}' object is not iterable", value.type_name()))),
        }
    }

    /// `self.name`, or `None` where there is no such attribute. Methods come as bound functions.
    ///
    /// # Errors
    /// What computing it raises.
    pub fn getattr(&'a self, py: Py<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let value = match self {
            Native::Pattern(pattern) => re::getattr(py, pattern, name)?,
            Native::Match(found) => found.getattr(py, name)?,
            _ => ip::getattr(py, self, name)?,
        };
        if value.is_some() {
            return Ok(value);
        }
        let methods: &[&'static str] = match self {
            Native::Network(_) => ip::METHODS,
            Native::Pattern(_) => re::PATTERN_METHODS,
            Native::Match(_) => re::MATCH_METHODS,
            _ => &[],
        };
        let method = methods.iter().find(|method| **method == name);
        Ok(method.map(|method| Func::method(py, Value::Native(self), method)))
    }

    /// `self.name(*args)`, or `None` where there is no such method.
    pub fn call(&'a self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        match self {
            Native::Pattern(pattern) => re::call(py, pattern, name, args),
            Native::Match(found) => found.call(py, name, args),
            _ => ip::call(py, Value::Native(self), name, args),
        }
    }

    /// `self[index]`, or `None` where the class takes no index.
    ///
    /// # Errors
    /// What the class's `__getitem__` raises.
    pub fn subscript(&'a self, py: Py<'a>, index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        match self {
            Native::Network(network) => network.subscript(py, index).map(Some),
            Native::Match(found) => found.subscript(py, index).map(Some),
            _ => Ok(None),
        }
    }

    /// `format(self, spec)` for a `spec` that is not empty, where the class reads it.
    ///
    /// # Errors
    /// `TypeError` for a format that the class does not know.
    pub fn format(&'a self, py: Py<'a>, spec: &str) -> R<'a, Formatted<'a>> {
        if let Some(host) = self.host() {
            if spec.ends_with('s') {
                return Ok(Formatted::AsText);
            }
            if let Some(value) = ip::format(py, host, spec) {
                return Ok(Formatted::Done(value));
            }
        }
        let class = self.type_name();
        Err(py.type_error(format_args!("unsupported format string passed to {class}.__format__")))
    }

    /// `repr(self)`.
    ///
    /// # Errors
    /// What the class's `__repr__` raises.
    pub fn repr(&'a self, py: Py<'a>) -> R<'a, &'a str> {
        match self {
            Native::Pattern(pattern) => return Ok(py.alloc_str(&pattern.repr())),
            Native::Match(found) => return found.repr(py),
            _ => {}
        }
        let text = text::repr(py, py.str(&ip::text_of(self)))?;
        Ok(py.alloc_str(&format!("{}({text})", self.class().name())))
    }

    /// `str(self)`.
    ///
    /// # Errors
    /// What the class's `__str__` raises.
    pub fn str(&'a self, py: Py<'a>) -> R<'a, &'a str> {
        match self {
            Native::Pattern(_) | Native::Match(_) => self.repr(py),
            _ => Ok(py.alloc_str(&ip::text_of(self))),
        }
    }
}

/// How an object answers a format specification.
#[derive(Clone, Copy, Debug)]
pub enum Formatted<'a> {
    /// This is the text.
    Done(&'a str),
    /// By formatting `str(self)`.
    AsText,
}

/// `issubclass(class, of)` of two classes of native modules, which differ.
pub fn is_subclass(class: &'static str, of: &'static str) -> bool {
    ip::is_subclass(class, of)
}

/// `class(*args)` of a native module's class; `None` where it cannot be called.
pub fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    ip::construct(py, class, args)
}

/// `'...' object has no attribute '...'`.
#[cold]
pub fn no_attribute<'a>(py: Py<'a>, value: Value<'a>, name: &str) -> crate::exception::Exc<'a> {
    py.raise(Kind::AttributeError, &format!("'{}' object has no attribute '{name}'", value.type_name()))
}

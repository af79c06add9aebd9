//! Objects of the libraries that are compiled in, and what each module's classes do where Python's syntax asks for it.

use std::cell::RefCell;

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::abc;
use crate::py::args::Args;
use crate::py::arithmetic::{Op, Unary};
use crate::py::collections::{self, Deque};
use crate::py::compare::Order;
use crate::py::datetime::{self, days::Day, delta::Delta, stamp::DateTime, time_of_day::Time, zone::Zone};
use crate::py::difflib::{self, Matcher};
use crate::py::function::Func;
use crate::py::functools;
use crate::py::hashlib::{self, Hash};
use crate::py::ip;
use crate::py::iter::Iter;
use crate::py::logging::{self, Logger};
use crate::py::named_tuple::{self, NamedTuple};
use crate::py::re;
use crate::py::regex::Pattern;
use crate::py::structseq::{self, Record};
use crate::py::{mock, operator, panther, uuid};
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
    /// `unittest.mock.MagicMock`.
    Mock(mock::Mock<'a>),
    /// `functools.partial`, and what `cmp_to_key` gives.
    Functools(functools::Object<'a>),
    /// `operator.itemgetter`, `attrgetter`, `methodcaller`.
    Getter(operator::Getter<'a>),
    /// A tuple with names: what `urlparse` gives.
    NamedTuple(NamedTuple<'a>),
    /// `collections.deque`.
    Deque(Deque<'a>),
    /// `logging.Logger`.
    Logger(Logger<'a>),
    /// `datetime.date`.
    Date(Day),
    /// `datetime.datetime`.
    DateTime(DateTime<'a>),
    /// `datetime.time`.
    Time(Time<'a>),
    /// `datetime.timedelta`.
    Delta(Delta),
    /// An instance of a subclass of `datetime.tzinfo`.
    Zone(Zone<'a>),
    /// A tuple whose fields have names.
    Record(Record<'a>),
    /// `collections.abc.KeysView`, `ItemsView`, `ValuesView`.
    MappingView(abc::View<'a>),
    /// `panther_core`'s event and its parts.
    Panther(panther::Object<'a>),
    /// `difflib.SequenceMatcher`.
    Matcher(Matcher<'a>),
    /// `uuid.UUID`: its 128 bits.
    Uuid(u128),
    /// `_hashlib.HASH`.
    Hash(RefCell<Hash>),
}

/// What the classes of a module do, as the slots of CPython's `PyTypeObject`: one implementation for each module. A slot
/// that is left out does what `object`'s does.
pub trait Slots: Sync {
    /// The names of the classes that can be named without an instance: those that have something of their own.
    fn classes(&self) -> &'static [&'static str] {
        &[]
    }

    /// The class as CPython's own messages call it: by module and name where it is written in C.
    fn qualified(&self, class: &'static str) -> &'static str {
        class
    }

    /// `issubclass(class, of)` of two classes that differ, `class` being one of these.
    fn is_subclass(&self, _class: &'static str, _of: &'static str) -> bool {
        false
    }

    /// `class(*args)`, or `None` where the class cannot be called.
    fn construct<'a>(&self, _py: Py<'a>, _class: &str, _args: Args<'a, '_>) -> Option<Ret<'a>> {
        None
    }

    /// `class.name`: what belongs to the class itself, or a method without its instance.
    ///
    /// # Errors
    /// `SystemError` for what is outside the subset.
    fn of_class<'a>(&self, _py: Py<'a>, _class: &'static str, _name: &str) -> R<'a, Option<Value<'a>>> {
        Ok(None)
    }

    /// `type(this)`.
    fn class(&self, this: &Native<'_>) -> Type;

    /// [`Slots::qualified`] of its class.
    fn type_name(&self, this: &Native<'_>) -> &'static str {
        self.qualified(self.class(this).name())
    }

    /// The names of the methods that [`Slots::call`] knows.
    fn methods(&self, _this: &Native<'_>) -> &'static [&'static str] {
        &[]
    }

    /// `bool(this)`.
    fn truth(&self, _this: &Native<'_>) -> bool {
        true
    }

    /// `len(this)`, or `None` where the class has no length.
    fn length(&self, _this: &Native<'_>) -> Option<usize> {
        None
    }

    /// `this == other`; `None` is `NotImplemented`.
    ///
    /// # Errors
    /// What the class's `__eq__` raises.
    fn equals<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>, _other: Value<'a>) -> R<'a, Option<bool>> {
        Ok(None)
    }

    /// `this op other`; `None` is `NotImplemented`.
    ///
    /// # Errors
    /// What the class's comparison raises.
    fn order<'a>(&self, _py: Py<'a>, _op: Order, _this: &'a Native<'a>, _other: Value<'a>) -> R<'a, Option<bool>> {
        Ok(None)
    }

    /// `this op other`, or `other op this` where `reflected`; `None` is `NotImplemented`.
    fn binary<'a>(
        &self,
        _py: Py<'a>,
        _op: Op,
        _this: &'a Native<'a>,
        _other: Value<'a>,
        _reflected: bool,
    ) -> Option<Ret<'a>> {
        None
    }

    /// `-this` and so on, or `None` where the class does not have the operator.
    fn unary<'a>(&self, _py: Py<'a>, _op: Unary, _this: &'a Native<'a>) -> Option<Ret<'a>> {
        None
    }

    /// `int(this)`, or `None` where the class has no `__int__`.
    fn to_int<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>) -> Option<Ret<'a>> {
        None
    }

    /// `hash(this)`.
    ///
    /// # Errors
    /// `TypeError` where the class cannot be hashed.
    fn hash<'a>(&self, _py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        Ok((std::ptr::from_ref(this).addr() >> 4) as i64)
    }

    /// `item in this`, or `None` where the class is no container.
    ///
    /// # Errors
    /// What the class's `__contains__` raises.
    fn contains<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>, _item: Value<'a>) -> R<'a, Option<bool>> {
        Ok(None)
    }

    /// `iter(this)`, or `None` where the class cannot be walked.
    ///
    /// # Errors
    /// What the class's `__iter__` raises.
    fn iter<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        Ok(None)
    }

    /// `this.name`, or `None` where there is no such attribute; methods aside.
    ///
    /// # Errors
    /// What computing it raises.
    fn getattr<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>, _name: &str) -> R<'a, Option<Value<'a>>> {
        Ok(None)
    }

    /// `this.name(*args)`, or `None` where there is no such method.
    fn call<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>, _name: &str, _args: Args<'a, '_>) -> Option<Ret<'a>> {
        None
    }

    /// Whether it can be called.
    fn is_callable(&self, _this: &Native<'_>) -> bool {
        false
    }

    /// `this(*args)`, or `None` where the class cannot be called.
    fn call_self<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>, _args: Args<'a, '_>) -> Option<Ret<'a>> {
        None
    }

    /// `this[index]`, or `None` where the class takes no index.
    ///
    /// # Errors
    /// What the class's `__getitem__` raises.
    fn subscript<'a>(&self, _py: Py<'a>, _this: &'a Native<'a>, _index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        Ok(None)
    }

    /// `format(this, spec)` for a `spec` that is not empty, where the class reads it.
    ///
    /// # Errors
    /// `TypeError` for a format that the class does not know.
    fn format<'a>(&self, py: Py<'a>, this: &'a Native<'a>, _spec: &str) -> R<'a, Formatted<'a>> {
        let class = self.type_name(this);
        Err(py.type_error(format_args!("unsupported format string passed to {class}.__format__")))
    }

    /// `repr(this)`.
    ///
    /// # Errors
    /// What the class's `__repr__` raises.
    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str>;

    /// `str(this)`.
    ///
    /// # Errors
    /// What the class's `__str__` raises.
    fn str<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        self.repr(py, this)
    }
}

impl<'a> Native<'a> {
    /// What its class does.
    fn slots(&self) -> &'static dyn Slots {
        match self {
            Native::Address(_) | Native::Interface(_) | Native::Network(_) => &ip::Classes,
            Native::Pattern(_) | Native::Match(_) => &re::Classes,
            Native::Mock(_) => &mock::Classes,
            Native::Functools(_) => &functools::Classes,
            Native::Getter(_) => &operator::Classes,
            Native::NamedTuple(_) => &named_tuple::Classes,
            Native::Deque(_) => &collections::Classes,
            Native::Logger(_) => &logging::Classes,
            Native::Matcher(_) => &difflib::Classes,
            Native::Uuid(_) => &uuid::Classes,
            Native::Hash(_) => &hashlib::Classes,
            Native::Date(_) | Native::DateTime(_) | Native::Time(_) | Native::Delta(_) | Native::Zone(_) => {
                &datetime::Classes
            }
            Native::Record(_) => &structseq::Classes,
            Native::MappingView(_) => &abc::Classes,
            Native::Panther(_) => &panther::Classes,
        }
    }

    /// `self is other`: what is always one object in CPython may be here in more than one place.
    pub fn is(&self, other: &Native<'a>) -> bool {
        match (self, other) {
            (Native::Zone(a), Native::Zone(b)) => a.is(*b),
            _ => std::ptr::eq(self, other),
        }
    }

    /// Its class.
    pub fn class(&self) -> Type {
        self.slots().class(self)
    }

    /// [`Slots::type_name`].
    pub fn type_name(&self) -> &'static str {
        self.slots().type_name(self)
    }

    /// The names of its methods.
    pub fn methods(&self) -> &'static [&'static str] {
        self.slots().methods(self)
    }

    /// `bool(self)`.
    pub fn truth(&self) -> bool {
        self.slots().truth(self)
    }

    /// `len(self)`, or `None` where its class has no length.
    pub fn length(&self) -> Option<usize> {
        self.slots().length(self)
    }

    /// `self == other`; `None` is `NotImplemented`.
    ///
    /// # Errors
    /// What the class's `__eq__` raises.
    pub fn equals(&'a self, py: Py<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        self.slots().equals(py, self, other)
    }

    /// `self op other`; `None` is `NotImplemented`.
    ///
    /// # Errors
    /// What the class's comparison raises.
    pub fn order(&'a self, py: Py<'a>, op: Order, other: Value<'a>) -> R<'a, Option<bool>> {
        self.slots().order(py, op, self, other)
    }

    /// `self op other`, or `other op self` where `reflected`; `None` is `NotImplemented`.
    pub fn binary(&'a self, py: Py<'a>, op: Op, other: Value<'a>, reflected: bool) -> Option<Ret<'a>> {
        self.slots().binary(py, op, self, other, reflected)
    }

    /// `-self` and so on, or `None` where its class does not have the operator.
    pub fn unary(&'a self, py: Py<'a>, op: Unary) -> Option<Ret<'a>> {
        self.slots().unary(py, op, self)
    }

    /// `int(self)`, or `None` where the class has no `__int__`.
    pub fn to_int(&'a self, py: Py<'a>) -> Option<Ret<'a>> {
        self.slots().to_int(py, self)
    }

    /// `hash(self)`.
    ///
    /// # Errors
    /// `TypeError` where the class cannot be hashed.
    pub fn hash(&'a self, py: Py<'a>) -> R<'a, i64> {
        self.slots().hash(py, self)
    }

    /// `item in self`, or `None` where the class is no container.
    ///
    /// # Errors
    /// What the class's `__contains__` raises.
    pub fn contains(&'a self, py: Py<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        self.slots().contains(py, self, item)
    }

    /// `iter(self)`.
    ///
    /// # Errors
    /// `TypeError` where the class cannot be walked; what its `__iter__` raises.
    pub fn iter(&'a self, py: Py<'a>) -> R<'a, &'a Iter<'a>> {
        match self.slots().iter(py, self)? {
            Some(iter) => Ok(iter),
            None => Err(py.type_error(format_args!("'{}' object is not iterable", self.type_name()))),
        }
    }

    /// `self.name`, or `None` where there is no such attribute. Methods come as bound functions.
    ///
    /// # Errors
    /// What computing it raises.
    pub fn getattr(&'a self, py: Py<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let slots = self.slots();
        if let Some(value) = slots.getattr(py, self, name)? {
            return Ok(Some(value));
        }
        let method = slots.methods(self).iter().find(|method| **method == name);
        Ok(method.map(|method| Func::method(py, Value::Native(self), method)))
    }

    /// `self.name(*args)`, or `None` where there is no such method.
    pub fn call(&'a self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        self.slots().call(py, self, name, args)
    }

    /// Whether it can be called.
    pub fn is_callable(&self) -> bool {
        self.slots().is_callable(self)
    }

    /// `self(*args)`, or `None` where its class cannot be called.
    pub fn call_self(&'a self, py: Py<'a>, args: Args<'a, '_>) -> Option<Ret<'a>> {
        self.slots().call_self(py, self, args)
    }

    /// `self[index]`, or `None` where the class takes no index.
    ///
    /// # Errors
    /// What the class's `__getitem__` raises.
    pub fn subscript(&'a self, py: Py<'a>, index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        self.slots().subscript(py, self, index)
    }

    /// `format(self, spec)` for a `spec` that is not empty, where the class reads it.
    ///
    /// # Errors
    /// `TypeError` for a format that the class does not know.
    pub fn format(&'a self, py: Py<'a>, spec: &str) -> R<'a, Formatted<'a>> {
        self.slots().format(py, self, spec)
    }

    /// `repr(self)`.
    ///
    /// # Errors
    /// What the class's `__repr__` raises.
    pub fn repr(&'a self, py: Py<'a>) -> R<'a, &'a str> {
        self.slots().repr(py, self)
    }

    /// `str(self)`.
    ///
    /// # Errors
    /// What the class's `__str__` raises.
    pub fn str(&'a self, py: Py<'a>) -> R<'a, &'a str> {
        self.slots().str(py, self)
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

/// Of every module.
const CLASSES: &[&dyn Slots] = &[&ip::Classes, &datetime::Classes, &structseq::Classes, &uuid::Classes];

fn slots_of(class: &str) -> Option<&'static dyn Slots> {
    CLASSES.iter().copied().find(|slots| slots.classes().contains(&class))
}

/// `issubclass(class, of)` of two classes of native modules, which differ.
pub fn is_subclass(class: &'static str, of: &'static str) -> bool {
    match abc::bit(of) {
        Some(of) => abc::counts_as(Type::Native(class), of),
        None => slots_of(class).is_some_and(|slots| slots.is_subclass(class, of)) || panther::is_subclass(class, of),
    }
}

/// `class(*args)` of a native module's class; `None` where it cannot be called.
pub fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    slots_of(class)
        .and_then(|slots| slots.construct(py, class, args))
        .or_else(|| collections::construct(py, class, args))
        .or_else(|| difflib::construct(py, class, args))
        .or_else(|| functools::construct(py, class, args))
        .or_else(|| operator::construct(py, class, args))
        .or_else(|| panther::construct(py, class, args))
        .or_else(|| abc::construct(py, class, args))
}

/// `class.name` of a native module's class, or `None` where there is no such attribute.
///
/// # Errors
/// `SystemError` for what is outside the subset.
pub fn of_class<'a>(py: Py<'a>, class: &'static str, name: &str) -> R<'a, Option<Value<'a>>> {
    slots_of(class)
        .map_or_else(|| Ok(panther::class_attribute(py, class, name)), |slots| slots.of_class(py, class, name))
}

/// The class as CPython's own messages call it.
pub fn qualified(class: &'static str) -> &'static str {
    slots_of(class).map_or(class, |slots| slots.qualified(class))
}

/// `'...' object has no attribute '...'`.
#[cold]
pub fn no_attribute<'a>(py: Py<'a>, value: Value<'a>, name: &str) -> crate::exception::Exc<'a> {
    py.raise(Kind::AttributeError, &format!("'{}' object has no attribute '{name}'", value.type_name()))
}

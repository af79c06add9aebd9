//! A Python value.

use crate::exception::{Exception, Kind};
use crate::py::class::{Class, Instance};
use crate::py::dict::{self, Dict, View};
use crate::py::function::Func;
use crate::py::integer::Big;
use crate::py::iter::Iter;
use crate::py::list::List;
use crate::py::native::Native;
use crate::py::set::Set;

/// What a Python name can be bound to. `Copy`: what it refers to lives in the [`Heap`](crate::Heap) or in the record.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// An `int` that fits 64 bits; never a [`Value::Big`] that would.
    Int(i64),
    /// An `int` beyond 64 bits.
    Big(&'a Big<'a>),
    /// `float`.
    Float(f64),
    /// `str`. A lone surrogate `U+DXXX` is held as `U+10DXXX`.
    Str(&'a str),
    /// `bytes`.
    Bytes(&'a [u8]),
    /// `tuple`.
    Tuple(&'a [Value<'a>]),
    /// `list`.
    List(&'a List<'a>),
    /// `dict`.
    Dict(&'a Dict<'a>),
    /// `dict_keys`, `dict_values`, `dict_items`.
    View(View<'a>),
    /// `set` and `frozenset`.
    Set(&'a Set<'a>),
    /// `range`.
    Range(&'a Range<'a>),
    /// Any iterator.
    Iter(&'a Iter<'a>),
    /// A function, a lambda, a bound method, a builtin.
    Func(&'a Func<'a>),
    /// A class.
    Type(Type),
    /// An exception's instance.
    Exception(&'a Exception<'a>),
    /// An object of a library that is compiled in: a pattern, a match, an address.
    Native(&'a Native<'a>),
    /// An object of a class of the rule, or a plain `object()`.
    Instance(&'a Instance<'a>),
    /// `Ellipsis`.
    Ellipsis,
    /// `NotImplemented`.
    NotImplemented,
}

/// `range(start, stop, step)`; CPython's bounds have no limit, these raise `OverflowError` where one is past 2^120 and the range has
/// two elements, or one that is past it.
#[derive(Clone, Copy, Debug)]
pub struct Range<'a> {
    pub start: i128,
    pub stop: i128,
    pub step: i128,
    /// The three as they were given, where one is past the limit: those above have the same elements then.
    pub written: Option<&'a [Value<'a>; 3]>,
}

/// The classes that a rule can name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Type {
    Object,
    Type,
    NoneType,
    Bool,
    Int,
    Float,
    Str,
    Bytes,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Range,
    DictKeys,
    DictValues,
    DictItems,
    Function,
    Builtin,
    Method,
    Iterator(&'static str),
    Ellipsis,
    NotImplemented,
    Exception(Kind),
    /// A class of a native module, by its `__name__`.
    Native(&'static str),
    /// A class of a rule, exceptions included.
    User(&'static Class),
}

impl Type {
    /// `t.__name__`.
    pub fn name(self) -> &'static str {
        match self {
            Type::Object => "object",
            Type::Type => "type",
            Type::NoneType => "NoneType",
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Float => "float",
            Type::Str => "str",
            Type::Bytes => "bytes",
            Type::Tuple => "tuple",
            Type::List => "list",
            Type::Dict => "dict",
            Type::Set => "set",
            Type::FrozenSet => "frozenset",
            Type::Range => "range",
            Type::DictKeys => "dict_keys",
            Type::DictValues => "dict_values",
            Type::DictItems => "dict_items",
            Type::Function => "function",
            Type::Builtin => "builtin_function_or_method",
            Type::Method => "method",
            // Known by its module and name; what is called is the name.
            Type::Iterator(name) => name.strip_prefix("itertools.").unwrap_or(name),
            Type::Native(name) => name.rsplit_once('.').map_or(name, |(_, name)| name),
            Type::Ellipsis => "ellipsis",
            Type::NotImplemented => "NotImplementedType",
            Type::Exception(kind) => kind.python_name(),
            Type::User(class) => class.name(),
        }
    }

    /// `issubclass(self, of)`.
    pub fn is_subclass(self, of: Type) -> bool {
        match (self, of) {
            (_, Type::Object) => true,
            (Type::User(class), of) => class.mro().contains(&of),
            // bool is an int in Python.
            (Type::Bool, Type::Int) => true,
            (crate::py::abc::META, Type::Type) => true,
            (Type::Exception(kind), Type::Exception(of)) => kind.is_subclass(of),
            (Type::Native(class), Type::Dict) => crate::py::collections::is_dict(class),
            (Type::Native("odict_keys"), Type::DictKeys)
            | (Type::Native("odict_values"), Type::DictValues)
            | (Type::Native("odict_items"), Type::DictItems) => true,
            (Type::Native(class), Type::Tuple) => {
                crate::py::named_tuple::is_one(class) || crate::py::structseq::is_tuple(class)
            }
            (Type::Native(class), Type::Native(of)) => class == of || crate::py::native::is_subclass(class, of),
            // An abstract class: what counts as one need not derive from it.
            (class, Type::Native(of)) => crate::py::abc::bit(of).is_some_and(|of| crate::py::abc::counts_as(class, of)),
            _ => self == of,
        }
    }
}

impl<'a> Value<'a> {
    /// `type(self)`.
    pub fn class(self) -> Type {
        match self {
            Value::None => Type::NoneType,
            Value::Bool(_) => Type::Bool,
            Value::Int(_) | Value::Big(_) => Type::Int,
            Value::Float(_) => Type::Float,
            Value::Str(_) => Type::Str,
            Value::Bytes(_) => Type::Bytes,
            Value::Tuple(_) => Type::Tuple,
            Value::List(_) => Type::List,
            Value::Dict(dict) => dict.class(),
            Value::View(view) => view.class(),
            Value::Set(set) if set.is_frozen() => Type::FrozenSet,
            Value::Set(_) => Type::Set,
            Value::Range(_) => Type::Range,
            Value::Iter(iter) => Type::Iterator(iter.type_name()),
            Value::Func(func) => func.class(),
            Value::Type(Type::Native(name)) if crate::py::abc::is_abstract(name) => crate::py::abc::META,
            Value::Type(_) => Type::Type,
            Value::Exception(e) => e.kind.class(),
            Value::Instance(instance) => instance.class(),
            Value::Native(native) => native.class(),
            Value::Ellipsis => Type::Ellipsis,
            Value::NotImplemented => Type::NotImplemented,
        }
    }

    /// `type(self).__name__`, as error messages print it.
    pub fn type_name(self) -> &'static str {
        match self {
            // Classes written in C are called by their module's name too where they are not looked up in it.
            Value::Native(native) => native.type_name(),
            Value::Iter(iter) => iter.type_name(),
            Value::Dict(dict) => match dict.kind() {
                dict::Kind::Ordered(_) => "collections.OrderedDict",
                dict::Kind::Default(_) => "collections.defaultdict",
                dict::Kind::Plain => "dict",
                dict::Kind::Counter => "Counter",
            },
            _ => self.class().name(),
        }
    }

    /// `bool(self)` of a value that has neither `__bool__` nor `__len__` written by a rule: no other can raise here.
    /// For any value: [`crate::py::special::truth`].
    pub fn truth(self) -> bool {
        match self {
            Value::None => false,
            Value::Bool(b) => b,
            Value::Int(i) => i != 0,
            Value::Float(f) => f != 0.0,
            Value::Str(s) => !s.is_empty(),
            Value::Bytes(b) => !b.is_empty(),
            Value::Tuple(items) => !items.is_empty(),
            Value::List(list) => !list.is_empty(),
            Value::Dict(dict) => !dict.is_empty(),
            Value::View(view) => !view.dict().is_empty(),
            Value::Set(set) => !set.is_empty(),
            Value::Range(range) => !range.is_empty(),
            Value::Big(_)
            | Value::Iter(_)
            | Value::Func(_)
            | Value::Type(_)
            | Value::Exception(_)
            | Value::Instance(_)
            | Value::Ellipsis
            | Value::NotImplemented => true,
            Value::Native(native) => native.truth(),
        }
    }

    /// The text, where this is a `str`.
    pub fn as_str(self) -> Option<&'a str> {
        match self {
            Value::Str(s) => Some(s),
            _ => None,
        }
    }

    /// `self is None`.
    #[inline]
    pub fn is_none(self) -> bool {
        matches!(self, Value::None)
    }
}

impl<'a> Range<'a> {
    /// How many numbers it has.
    pub fn len(self) -> u64 {
        let span = if self.step > 0 { self.stop - self.start } else { self.start - self.stop };
        if span <= 0 {
            return 0;
        }
        let step = self.step.unsigned_abs();
        u64::try_from((span.unsigned_abs() - 1) / step + 1).unwrap_or(u64::MAX)
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// What it was made of: start, stop and step.
    pub fn bounds(self, py: crate::Py<'a>) -> [Value<'a>; 3] {
        self.written.copied().unwrap_or_else(|| [self.start, self.stop, self.step].map(|bound| py.wide_int(bound)))
    }

    /// The number at `index`, which is below [`Range::len`].
    pub fn at(self, index: u64) -> i128 {
        self.start + i128::from(index) * self.step
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::None => write!(f, "None"),
            Value::Bool(b) => write!(f, "{b:?}"),
            Value::Int(i) => write!(f, "{i}"),
            Value::Float(x) => write!(f, "{x:?}"),
            Value::Str(s) => write!(f, "{s:?}"),
            Value::Tuple(items) => write!(f, "Tuple{items:?}"),
            other => write!(f, "<{}>", other.type_name()),
        }
    }
}

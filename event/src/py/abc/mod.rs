//! `collections.abc`: which of its abstract classes a class counts as, after `Lib/_collections_abc.py`.
//!
//! Some of them ask for methods (`Iterable`, `Hashable`), some for what was registered or derived (`Sequence`,
//! `Mapping`); no class of ours changes, so that both are a table here.

mod views;

pub(crate) use views::{Classes, view};
pub use views::{Shown, View};

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::class::{self, Class};
use crate::py::modules::Module;
use crate::value::{Type, Value};

/// The abstract classes, in the order of their bits.
pub const NAMES: &[&str] = &[
    "Awaitable",
    "Coroutine",
    "AsyncIterable",
    "AsyncIterator",
    "AsyncGenerator",
    "Hashable",
    "Iterable",
    "Iterator",
    "Generator",
    "Reversible",
    "Sized",
    "Container",
    "Callable",
    "Collection",
    "Set",
    "MutableSet",
    "Mapping",
    "MutableMapping",
    "MappingView",
    "KeysView",
    "ItemsView",
    "ValuesView",
    "Sequence",
    "MutableSequence",
    "ByteString",
];

/// The module.
pub const MODULE: Module =
    Module { name: "collections.abc", functions: &[], constants: NAMES, in_c: false, call: |_, _, _| None, constant };

fn constant<'a>(_py: Py<'a>, name: &str) -> Option<Value<'a>> {
    NAMES.iter().find(|known| **known == name).map(|name| Value::Type(Type::Native(name)))
}

/// The class of abstract classes, and of those that derive from them: `abc.ABCMeta`.
pub const META: Type = Type::Native("ABCMeta");

/// Whether [`META`] is the class of this class.
pub(crate) fn is_abstract(name: &str) -> bool {
    bit(name).is_some() || crate::py::panther::is_class(name)
}

/// A set of abstract classes.
type Bits = u32;

/// The abstract class of this name, as a set of its own.
pub(crate) fn bit(name: &str) -> Option<Bits> {
    NAMES.iter().position(|known| *known == name).map(|at| 1 << at)
}

const AWAITABLE: Bits = 1;
const COROUTINE: Bits = 1 << 1;
const ASYNC_ITERABLE: Bits = 1 << 2;
const ASYNC_ITERATOR: Bits = 1 << 3;
const ASYNC_GENERATOR: Bits = 1 << 4;
pub(crate) const HASHABLE: Bits = 1 << 5;
pub(crate) const ITERABLE: Bits = 1 << 6;
const ITERATOR: Bits = 1 << 7 | ITERABLE;
const GENERATOR: Bits = 1 << 8 | ITERATOR;
const REVERSIBLE: Bits = 1 << 9 | ITERABLE;
const SIZED: Bits = 1 << 10;
const CONTAINER: Bits = 1 << 11;
const CALLABLE: Bits = 1 << 12;
const COLLECTION: Bits = 1 << 13 | ITERABLE | SIZED | CONTAINER;
const SET: Bits = 1 << 14 | COLLECTION;
const MUTABLE_SET: Bits = 1 << 15 | SET;
const MAPPING: Bits = 1 << 16 | COLLECTION;
const MUTABLE_MAPPING: Bits = 1 << 17 | MAPPING;
const MAPPING_VIEW: Bits = 1 << 18 | SIZED;
const KEYS_VIEW: Bits = 1 << 19 | MAPPING_VIEW | SET;
const ITEMS_VIEW: Bits = 1 << 20 | MAPPING_VIEW | SET;
const VALUES_VIEW: Bits = 1 << 21 | MAPPING_VIEW | COLLECTION;
const SEQUENCE: Bits = 1 << 22 | REVERSIBLE | COLLECTION;
const MUTABLE_SEQUENCE: Bits = 1 << 23 | SEQUENCE;
const BYTE_STRING: Bits = 1 << 24 | SEQUENCE;

/// `issubclass(class, of)` for an abstract class `of`, given by its bit.
pub(crate) fn counts_as(class: Type, of: Bits) -> bool {
    of_class(class) & of != 0
}

/// `isinstance(value, Mapping)`.
pub(crate) fn is_mapping(value: Value<'_>) -> bool {
    matches!(value, Value::Dict(_)) || counts_as(value.class(), 1 << 16)
}

/// `isinstance(value, Sequence)`.
pub(crate) fn is_sequence(value: Value<'_>) -> bool {
    counts_as(value.class(), 1 << 22)
}

/// `isinstance(value, Set)`.
pub(crate) fn is_set(value: Value<'_>) -> bool {
    counts_as(value.class(), 1 << 14)
}

/// `isinstance(value, Iterable)`.
pub(crate) fn is_iterable(value: Value<'_>) -> bool {
    counts_as(value.class(), ITERABLE)
}

/// All that a class counts as.
fn of_class(class: Type) -> Bits {
    match class {
        Type::Type | Type::Function | Type::Builtin | Type::Method => HASHABLE | CALLABLE,
        Type::Str | Type::Tuple | Type::Range => HASHABLE | SEQUENCE,
        Type::Bytes => HASHABLE | BYTE_STRING,
        Type::List => MUTABLE_SEQUENCE,
        Type::Dict => MUTABLE_MAPPING | REVERSIBLE,
        Type::Set => MUTABLE_SET,
        Type::FrozenSet => HASHABLE | SET,
        Type::DictKeys => KEYS_VIEW | REVERSIBLE,
        Type::DictItems => ITEMS_VIEW | REVERSIBLE,
        Type::DictValues => HASHABLE | VALUES_VIEW | REVERSIBLE,
        Type::Iterator("generator") => HASHABLE | GENERATOR,
        Type::Iterator(_) => HASHABLE | ITERATOR,
        Type::Native(name) => of_native(name).unwrap_or(HASHABLE),
        // What its methods make it count as is asked of `of_written`.
        Type::User(class) => {
            class.mro().iter().filter(|of| !matches!(of, Type::User(_))).fold(0, |bits, of| bits | of_class(*of))
        }
        Type::Object
        | Type::NoneType
        | Type::Bool
        | Type::Int
        | Type::Float
        | Type::Ellipsis
        | Type::NotImplemented
        | Type::Exception(_) => HASHABLE,
    }
}

/// `issubclass(class, of)` for a rule's class: the abstract classes of one method look for it, as their
/// `__subclasshook__` does; to be a mapping or a sequence takes more.
pub(crate) fn of_written<'a>(py: Py<'a>, class: &'static Class, of: Bits) -> bool {
    let found = |name: &str| class::written(py, class, name);
    let has = |name: &str| found(name).is_some_and(|method| !method.is_none());
    let mut bits = of_class(Type::User(class));
    if found("__hash__").is_some_and(Value::is_none) {
        bits &= !HASHABLE;
    }
    let (iter, len, contains) = (has("__iter__"), has("__len__"), has("__contains__"));
    for (is, bit) in [
        (iter, ITERABLE),
        (len, SIZED),
        (contains, CONTAINER),
        (iter && len && contains, COLLECTION),
        (iter && has("__next__"), ITERATOR),
        (iter && has("__reversed__"), REVERSIBLE),
        (has("__call__"), CALLABLE),
        (has("__hash__"), HASHABLE),
    ] {
        if is {
            bits |= bit;
        }
    }
    bits & of != 0
}

/// What a class of a native module counts as, by its name; `None` for one that this table does not know.
pub fn of_native(name: &str) -> Option<u32> {
    Some(match name {
        "IPv4Address" | "IPv6Address" | "IPv4Interface" | "IPv6Interface" | "Pattern" | "Match" => HASHABLE,
        "IPv4Network" | "IPv6Network" => HASHABLE | ITERABLE | CONTAINER,
        "ImmutableContainerMixin" => HASHABLE | ITERABLE | SIZED,
        "ImmutableCaseInsensitiveDict" | "PantherEvent" => MAPPING,
        "ImmutableList" => SEQUENCE,
        "ABCMeta" => HASHABLE | CALLABLE,
        "DataModel" => HASHABLE,
        // Each object has a class of its own, with most special methods.
        "MagicMock" => HASHABLE | CALLABLE | ASYNC_ITERABLE | ASYNC_ITERATOR | ITERATOR | COLLECTION,
        "Counter" | "OrderedDict" | "defaultdict" => MUTABLE_MAPPING | REVERSIBLE,
        "deque" => MUTABLE_SEQUENCE,
        "struct_time" => HASHABLE | SEQUENCE,
        "partial" | "attrgetter" | "itemgetter" | "methodcaller" => HASHABLE | CALLABLE,
        "date" | "datetime" | "time" | "timedelta" | "timezone" | "tzinfo" | "ZoneInfo" | "SequenceMatcher"
        | "UUID" => HASHABLE,
        // They are compared, and have no hash.
        "tzutc" | "tzlocal" | "tzoffset" => 0,
        "Awaitable" => HASHABLE | AWAITABLE,
        "Coroutine" => HASHABLE | AWAITABLE | COROUTINE,
        "AsyncIterable" => HASHABLE | ASYNC_ITERABLE,
        "AsyncIterator" => HASHABLE | ASYNC_ITERABLE | ASYNC_ITERATOR,
        "AsyncGenerator" => HASHABLE | ASYNC_ITERABLE | ASYNC_ITERATOR | ASYNC_GENERATOR,
        "Hashable" => HASHABLE,
        "Iterable" => HASHABLE | ITERABLE,
        "Iterator" => HASHABLE | ITERATOR,
        "Generator" => HASHABLE | GENERATOR,
        "Reversible" => HASHABLE | REVERSIBLE,
        "Sized" => HASHABLE | SIZED,
        "Container" => HASHABLE | CONTAINER,
        "Callable" => HASHABLE | CALLABLE,
        "Collection" => HASHABLE | COLLECTION,
        "Set" => SET,
        "MutableSet" => MUTABLE_SET,
        "Mapping" => MAPPING,
        "MutableMapping" => MUTABLE_MAPPING,
        "MappingView" => HASHABLE | MAPPING_VIEW,
        "KeysView" => KEYS_VIEW,
        "ItemsView" => ITEMS_VIEW,
        "ValuesView" => HASHABLE | VALUES_VIEW,
        "Sequence" => HASHABLE | SEQUENCE,
        "MutableSequence" => HASHABLE | MUTABLE_SEQUENCE,
        "ByteString" => HASHABLE | BYTE_STRING,
        _ => return None,
    })
}

/// What a class must define before it has objects: none of these has.
fn abstract_methods(name: &str) -> &'static str {
    match name {
        "Awaitable" => " __await__",
        "Coroutine" => "s __await__, send, throw",
        "AsyncIterable" => " __aiter__",
        "AsyncIterator" => " __anext__",
        "AsyncGenerator" => "s asend, athrow",
        "Hashable" => " __hash__",
        "Iterable" => " __iter__",
        "Iterator" => " __next__",
        "Generator" => "s send, throw",
        "Reversible" => "s __iter__, __reversed__",
        "Sized" => " __len__",
        "Container" => " __contains__",
        "Callable" => " __call__",
        "Collection" | "Set" => "s __contains__, __iter__, __len__",
        "MutableSet" => "s __contains__, __iter__, __len__, add, discard",
        "Mapping" => "s __getitem__, __iter__, __len__",
        "MutableMapping" => "s __delitem__, __getitem__, __iter__, __len__, __setitem__",
        "MutableSequence" => "s __delitem__, __getitem__, __len__, __setitem__, insert",
        _ => "s __getitem__, __len__",
    }
}

/// `class(*args)`; `None` for what is none of these classes.
pub(crate) fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    bit(class)?;
    Some(views::construct(py, class, args).unwrap_or_else(|| {
        let methods = abstract_methods(class);
        Err(py.type_error(format_args!("Can't instantiate abstract class {class} with abstract method{methods}")))
    }))
}

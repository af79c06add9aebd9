//! Python's `ipaddress` module, `Lib/ipaddress.py` of CPython 3.11.7: addresses, networks, interfaces, exactly as
//! strict and as lenient.

mod address;
mod methods;
mod network;
mod parse;
mod ranges;
mod tables;

use num_bigint::BigInt;

pub use address::{Address, Host, Interface, Version};
pub use methods::{METHODS, binary, call, format};
pub use network::Network;
pub use ranges::{collapse_addresses, summarize_address_range};

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::Op;
use crate::py::compare::Order;
use crate::py::iter::Iter;
use crate::py::modules::{Module, signature};
use crate::py::native::{Formatted, Native, Slots, no_attribute};
use crate::py::text;
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "ipaddress",
    functions: FUNCTIONS,
    constants: &[
        "IPv4Address",
        "IPv6Address",
        "IPv4Interface",
        "IPv6Interface",
        "IPv4Network",
        "IPv6Network",
        "AddressValueError",
        "NetmaskValueError",
        "IPV4LENGTH",
        "IPV6LENGTH",
    ],
    in_c: false,
    call: function,
    constant,
};

fn constant<'a>(_py: Py<'a>, name: &str) -> Option<Value<'a>> {
    Some(match name {
        "AddressValueError" => Value::Type(Type::Exception(Kind::AddressValueError)),
        "NetmaskValueError" => Value::Type(Type::Exception(Kind::NetmaskValueError)),
        "IPV4LENGTH" => Value::Int(32),
        "IPV6LENGTH" => Value::Int(128),
        _ => Value::Type(Type::Native(CLASSES.iter().find(|known| **known == name)?)),
    })
}

/// The functions of the module, by name.
pub const FUNCTIONS: &[&str] = &[
    "ip_address",
    "ip_network",
    "ip_interface",
    "summarize_address_range",
    "collapse_addresses",
    "get_mixed_type_key",
    "v4_int_to_packed",
    "v6_int_to_packed",
];

/// The classes of the module, by name; the exceptions aside.
pub const CLASSES: &[&str] =
    &["IPv4Address", "IPv6Address", "IPv4Interface", "IPv6Interface", "IPv4Network", "IPv6Network"];

/// `ipaddress.name(*args)` for a function.
///
/// # Errors
/// What the function raises.
pub fn function<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let strict = Some(Value::Bool(true));
    const ADDRESS: &[&str] = &["address"];
    Some(match name {
        "ip_address" => signature("ip_address", ADDRESS, py, args, &[None]).and_then(|[v]| ip_address(py, v)),
        "ip_interface" => signature("ip_interface", ADDRESS, py, args, &[None]).and_then(|[v]| ip_interface(py, v)),
        "ip_network" => signature("ip_network", &["address", "strict"], py, args, &[None, strict])
            .and_then(|[v, strict]| ip_network(py, v, strict.truth())),
        "summarize_address_range" => signature("summarize_address_range", &["first", "last"], py, args, &[None, None])
            .map(|[first, last]| Value::Iter(summarize_address_range(py, first, last))),
        "collapse_addresses" => signature("collapse_addresses", &["addresses"], py, args, &[None])
            .and_then(|[all]| collapse_addresses(py, all).map(Value::Iter)),
        "get_mixed_type_key" => {
            signature("get_mixed_type_key", &["obj"], py, args, &[None]).map(|[v]| mixed_type_key(py, v))
        }
        "v4_int_to_packed" => {
            signature("v4_int_to_packed", ADDRESS, py, args, &[None]).and_then(|[v]| packed(py, Version::V4, v))
        }
        "v6_int_to_packed" => {
            signature("v6_int_to_packed", ADDRESS, py, args, &[None]).and_then(|[v]| packed(py, Version::V6, v))
        }
        _ => return None,
    })
}

/// `IPv4Network(*args)` and so on, by the class's name.
///
/// # Errors
/// As [`Address::parse`], [`Network::parse`].
pub fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let version = if class.starts_with("IPv4") { Version::V4 } else { Version::V6 };
    Some(match class {
        "IPv4Address" | "IPv6Address" => args.bind(py, class, ["address"], 1, 1).and_then(|[v]| {
            Address::parse(py, version, v.unwrap_or(Value::None), true).map(|address| address.value(py))
        }),
        "IPv4Interface" | "IPv6Interface" => args.bind(py, class, ["address"], 1, 1).and_then(|[v]| {
            interface(py, version, v.unwrap_or(Value::None), true).map(|interface| interface.value(py))
        }),
        "IPv4Network" | "IPv6Network" => args.bind(py, class, ["address", "strict"], 1, 2).and_then(|[v, strict]| {
            Network::parse(py, version, v.unwrap_or(Value::None), strict.is_none_or(Value::truth), true)
                .map(|network| network.value(py))
        }),
        _ => return None,
    })
}

/// `isinstance(x, of)` where `x` is of class `class`: an interface is an address.
pub fn is_subclass(class: &str, of: &str) -> bool {
    matches!((class, of), ("IPv4Interface", "IPv4Address") | ("IPv6Interface", "IPv6Address"))
}

/// `ip_address(value)`.
///
/// # Errors
/// `ValueError` where it is an address of neither family.
pub fn ip_address<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    either(py, value, "address", |version| Ok(Address::parse(py, version, value, false)?.value(py)))
}

/// `ip_network(value, strict)`.
///
/// # Errors
/// `ValueError` where it is a network of neither family, or has host bits set.
pub fn ip_network<'a>(py: Py<'a>, value: Value<'a>, strict: bool) -> Ret<'a> {
    either(py, value, "network", |version| Ok(Network::parse(py, version, value, strict, false)?.value(py)))
}

/// `ip_interface(value)`.
///
/// # Errors
/// `ValueError` where it is an interface of neither family.
pub fn ip_interface<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    either(py, value, "interface", |version| Ok(interface(py, version, value, false)?.value(py)))
}

fn interface<'a>(py: Py<'a>, version: Version, value: Value<'a>, say: bool) -> R<'a, Interface<'a>> {
    let (address, prefix) = network::split(py, version, value, say)?;
    Ok(Interface { address, prefix })
}

/// The first family that takes it.
fn either<'a>(py: Py<'a>, value: Value<'a>, what: &str, make: impl Fn(Version) -> Ret<'a>) -> Ret<'a> {
    for version in [Version::V4, Version::V6] {
        match make(version) {
            Err(e) if matches!(e.kind(), Kind::AddressValueError | Kind::NetmaskValueError) => {}
            made => return made,
        }
    }
    let shown = text::repr(py, value)?;
    Err(py.value_error(format_args!("{shown} does not appear to be an IPv4 or IPv6 {what}")))
}

fn mixed_type_key<'a>(py: Py<'a>, value: Value<'a>) -> Value<'a> {
    match value {
        Value::Native(Native::Network(network)) => {
            let version = Value::Int(network.version().number());
            py.tuple(&[version, network.address.value(py), network.netmask().value(py)])
        }
        Value::Native(native) => match native.host() {
            Some(host) => py.tuple(&[Value::Int(host.address().version.number()), value]),
            None => Value::NotImplemented,
        },
        _ => Value::NotImplemented,
    }
}

fn packed<'a>(py: Py<'a>, version: Version, value: Value<'a>) -> Ret<'a> {
    match crate::py::integer::to_bigint(value) {
        Some(number) => match Address::from_number(py, version, &number) {
            Ok(address) => Ok(address.property(py, "packed")?.unwrap_or(Value::None)),
            Err(_) => Err(py.value_error(format_args!("Address negative or too large for IPv{}", version.number()))),
        },
        None => Err(no_attribute(py, value, "to_bytes")),
    }
}

impl<'a> Native<'a> {
    /// The address or interface that this is.
    pub(crate) fn host(&self) -> Option<Host<'a>> {
        match self {
            Native::Address(address) => Some(Host::Address(*address)),
            Native::Interface(interface) => Some(Host::Interface(*interface)),
            _ => None,
        }
    }
}

/// What addresses, interfaces and networks do.
pub(crate) struct Classes;

impl Slots for Classes {
    fn classes(&self) -> &'static [&'static str] {
        CLASSES
    }

    fn is_subclass(&self, class: &'static str, of: &'static str) -> bool {
        is_subclass(class, of)
    }

    fn construct<'a>(&self, py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        construct(py, class, args)
    }

    fn class(&self, this: &Native<'_>) -> Type {
        match this {
            Native::Address(address) => Type::Native(address.class_name()),
            Native::Interface(interface) => Type::Native(interface.class_name()),
            Native::Network(network) => Type::Native(network.class_name()),
            _ => Type::Object,
        }
    }

    fn methods(&self, this: &Native<'_>) -> &'static [&'static str] {
        if matches!(this, Native::Network(_)) { METHODS } else { &[] }
    }

    fn equals<'a>(&self, _py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        let Value::Native(other) = other else { return Ok(None) };
        Ok(match (this, other) {
            (Native::Network(a), Native::Network(b)) => Some(a == b),
            _ => this.host().zip(other.host()).map(|(a, b)| a == b),
        })
    }

    fn order<'a>(&self, py: Py<'a>, op: Order, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        let Value::Native(other) = other else { return Ok(None) };
        match (this, other) {
            (Native::Network(a), Native::Network(b)) if a.version() != b.version() => {
                Err(address::not_same_version(py, &a.text(), &b.text()))
            }
            (Native::Network(a), Native::Network(b)) => Ok(Some(address::derived(op, a.less(*b), a == b))),
            _ => match (this.host(), other.host()) {
                (Some(a), Some(b)) => a.order(py, op, b).map(Some),
                _ => Ok(None),
            },
        }
    }

    fn binary<'a>(
        &self,
        py: Py<'a>,
        op: Op,
        this: &'a Native<'a>,
        other: Value<'a>,
        reflected: bool,
    ) -> Option<Ret<'a>> {
        match (this.host(), op) {
            (Some(host), Op::Add | Op::Sub) if !reflected => binary(py, host, op == Op::Sub, other).transpose(),
            _ => None,
        }
    }

    fn to_int<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> Option<Ret<'a>> {
        this.host().map(|host| Ok(py.int(&BigInt::from(host.address().ip))))
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        match this {
            Native::Address(address) => address.hash(py),
            Native::Interface(interface) => interface.hash(py),
            Native::Network(network) => network.hash(py),
            _ => Ok(0),
        }
    }

    fn contains<'a>(&self, py: Py<'a>, this: &'a Native<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        let Native::Network(network) = this else { return Ok(None) };
        match item {
            Value::Native(Native::Network(_)) => Ok(Some(false)),
            Value::Native(item) if item.host().is_some() => Ok(item.host().map(|host| network.holds(host.address()))),
            _ => Err(no_attribute(py, item, "_version")),
        }
    }

    fn iter<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        Ok(match this {
            Native::Network(network) => Some(network.iter(py)),
            _ => None,
        })
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        match this {
            Native::Address(address) => address.getattr(py, name),
            Native::Interface(interface) => interface.getattr(py, name),
            Native::Network(network) => network.getattr(py, name),
            _ => Ok(None),
        }
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        call(py, Value::Native(this), name, args)
    }

    fn subscript<'a>(&self, py: Py<'a>, this: &'a Native<'a>, index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        match this {
            Native::Network(network) => network.subscript(py, index).map(Some),
            _ => Ok(None),
        }
    }

    fn format<'a>(&self, py: Py<'a>, this: &'a Native<'a>, spec: &str) -> R<'a, Formatted<'a>> {
        if let Some(host) = this.host() {
            if spec.ends_with('s') {
                return Ok(Formatted::AsText);
            }
            if let Some(value) = format(py, host, spec) {
                return Ok(Formatted::Done(value));
            }
        }
        let class = self.type_name(this);
        Err(py.type_error(format_args!("unsupported format string passed to {class}.__format__")))
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let text = text::repr(py, py.str(&text_of(this)))?;
        Ok(py.alloc_str(&format!("{}({text})", self.class(this).name())))
    }

    fn str<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        Ok(py.alloc_str(&text_of(this)))
    }
}

/// `str(native)`.
fn text_of(native: &Native<'_>) -> String {
    match native {
        Native::Network(network) => network.text(),
        _ => native.host().map(Host::text).unwrap_or_default(),
    }
}

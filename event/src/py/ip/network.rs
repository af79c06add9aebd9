//! `IPv4Network`, `IPv6Network`: their construction, attributes, order and contents.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::address::{Address, Version, reverse_pointer};
use super::parse::Parser;
use super::tables::{self, within};
use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::iter::Iter;
use crate::py::native::Native;
use crate::py::{compare, hash, integer, text};
use crate::value::Value;

/// A network. Its address keeps the scope it was written with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Network<'a> {
    pub address: Address<'a>,
    pub prefix: u32,
}

impl<'a> Network<'a> {
    /// The network of this length that holds `address`.
    pub fn around(address: Address<'a>, prefix: u32) -> Network<'a> {
        let ip = address.ip & address.version.netmask(prefix);
        let address = if ip == address.ip { address } else { Address::new(address.version, ip) };
        Network { address, prefix }
    }

    /// The network that begins at `ip`, which has no bits set beyond the prefix.
    pub fn new(version: Version, ip: u128, prefix: u32) -> Network<'a> {
        Network { address: Address::new(version, ip), prefix }
    }

    /// `IPv4Network(value, strict)`, `IPv6Network(value, strict)`.
    ///
    /// # Errors
    /// `AddressValueError`, `NetmaskValueError`, worded if `say`; `ValueError` for host bits.
    pub fn parse(py: Py<'a>, version: Version, value: Value<'a>, strict: bool, say: bool) -> R<'a, Network<'a>> {
        let (address, prefix) = split(py, version, value, say)?;
        let network = Network::around(address, prefix);
        if strict && network.address.ip != address.ip {
            return Err(py.value_error(format_args!("{}/{prefix} has host bits set", address.text())));
        }
        Ok(network)
    }

    /// It as a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Network(self)))
    }

    /// `type(self).__name__`.
    pub fn class_name(self) -> &'static str {
        match self.version() {
            Version::V4 => "IPv4Network",
            Version::V6 => "IPv6Network",
        }
    }

    /// The family.
    pub fn version(self) -> Version {
        self.address.version
    }

    /// `str(self)`.
    pub fn text(self) -> String {
        format!("{}/{}", self.address.text(), self.prefix)
    }

    /// `self.netmask`.
    pub fn netmask(self) -> Address<'a> {
        Address::new(self.version(), self.version().netmask(self.prefix))
    }

    /// `self.hostmask`.
    pub fn hostmask(self) -> Address<'a> {
        Address::new(self.version(), self.netmask().ip ^ self.version().last())
    }

    /// `self.broadcast_address`.
    pub fn broadcast(self) -> Address<'a> {
        Address::new(self.version(), self.address.ip | self.hostmask().ip)
    }

    /// `address in self`.
    pub fn holds(self, address: Address<'a>) -> bool {
        self.version() == address.version && address.ip & self.netmask().ip == self.address.ip
    }

    /// `self < other` within one family.
    pub(super) fn less(self, other: Network<'a>) -> bool {
        if self.address != other.address {
            return self.address.ip < other.address.ip;
        }
        self.prefix < other.prefix
    }

    /// `self.subnet_of(other)` within one family.
    pub fn subnet_of(self, other: Network<'a>) -> bool {
        other.address.at_most(self.address) && self.broadcast().at_most(other.broadcast())
    }

    pub(super) fn hash(self, py: Py<'a>) -> R<'a, i64> {
        hash::python(py, py.int(&BigInt::from(self.address.ip ^ self.netmask().ip)))
    }

    /// `self.is_unspecified`.
    pub fn is_unspecified(self) -> bool {
        self.address.ip == 0 && self.broadcast().ip == 0
    }

    /// `self.is_loopback`.
    pub fn is_loopback(self) -> bool {
        self.both(Address::is_loopback)
    }

    fn both(self, property: impl Fn(Address<'a>) -> bool) -> bool {
        property(self.address) && property(self.broadcast())
    }

    fn is_inside(self, block: tables::Block) -> bool {
        self.both(|address| within(address.ip, address.version.bits(), block))
    }

    /// `self.is_private`: as the blocks say; an IPv4-mapped network is not looked at as an IPv4 one.
    pub fn is_private(self) -> bool {
        self.version().tables().private.iter().any(|block| self.is_inside(*block))
    }

    /// `self.is_global`.
    pub fn is_global(self) -> bool {
        let shared = self.version() == Version::V4 && self.is_inside(tables::V4_SHARED);
        !shared && !self.is_private()
    }

    /// `self.name`.
    pub(super) fn getattr(self, py: Py<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let version = self.version();
        let exploded = || -> R<'a, String> {
            match version {
                Version::V4 => Ok(self.text()),
                Version::V6 => Ok(format!("{}/{}", self.address.exploded(py)?, self.prefix)),
            }
        };
        Ok(Some(match name {
            "version" | "_version" => Value::Int(version.number()),
            "max_prefixlen" | "_max_prefixlen" => Value::Int(i64::from(version.bits())),
            "prefixlen" | "_prefixlen" => Value::Int(i64::from(self.prefix)),
            "network_address" => self.address.value(py),
            "broadcast_address" => self.broadcast().value(py),
            "netmask" => self.netmask().value(py),
            "hostmask" => self.hostmask().value(py),
            "num_addresses" => py.int(&(BigInt::from(self.hostmask().ip) + 1)),
            "compressed" | "with_prefixlen" => py.str(&self.text()),
            "with_netmask" => py.str(&format!("{}/{}", self.address.text(), self.netmask().bare())),
            "with_hostmask" => py.str(&format!("{}/{}", self.address.text(), self.hostmask().bare())),
            "exploded" => py.str(&exploded()?),
            "reverse_pointer" => py.str(&reverse_pointer(version, &self.text(), &exploded()?)),
            "is_private" => Value::Bool(self.is_private()),
            "is_global" => Value::Bool(self.is_global()),
            "is_reserved" => Value::Bool(self.both(Address::is_reserved)),
            "is_multicast" => Value::Bool(self.both(Address::is_multicast)),
            "is_link_local" => Value::Bool(self.both(Address::is_link_local)),
            "is_loopback" => Value::Bool(self.is_loopback()),
            "is_unspecified" => Value::Bool(self.is_unspecified()),
            "is_site_local" if version == Version::V6 => Value::Bool(self.both(Address::is_site_local)),
            _ => return Ok(None),
        }))
    }

    /// The addresses from the `first` to the `last`, one by one, by the generator of that name.
    fn range(self, py: Py<'a>, name: &'static str, first: u128, last: u128) -> &'a Iter<'a> {
        let version = self.version();
        let mut next = (first <= last).then_some(first);
        Iter::generator(py, name, move |py| {
            let Some(ip) = next else { return Ok(None) };
            next = ip.checked_add(1).filter(|ip| *ip <= last);
            Ok(Some(Address::new(version, ip).value(py)))
        })
    }

    /// `iter(self)`.
    pub(crate) fn iter(self, py: Py<'a>) -> &'a Iter<'a> {
        self.range(py, "_BaseNetwork.__iter__", self.address.ip, self.broadcast().ip)
    }

    /// `self.hosts()`: without the network's own address and, of IPv4, the broadcast's; with both where there is nothing
    /// else.
    pub(super) fn hosts(self, py: Py<'a>) -> Value<'a> {
        let version = self.version();
        match version.bits() - self.prefix {
            0 => py.list(&[self.address.value(py)]),
            1 => Value::Iter(self.iter(py)),
            _ => {
                let last = self.broadcast().ip - u128::from(version == Version::V4);
                let name = if version == Version::V4 { "_BaseNetwork.hosts" } else { "IPv6Network.hosts" };
                Value::Iter(self.range(py, name, self.address.ip + 1, last))
            }
        }
    }

    /// `self[index]`.
    ///
    /// # Errors
    /// `IndexError` beyond the last address; `TypeError` for what is no number.
    pub(crate) fn subscript(self, py: Py<'a>, index: Value<'a>) -> R<'a, Value<'a>> {
        let version = self.version();
        let (first, last) = (BigInt::from(self.address.ip), BigInt::from(self.broadcast().ip));
        if let Value::Float(x) = index {
            // The sum is a float, and the address is read from its text, which is never one.
            let end = if x >= 0.0 { &first } else { &last };
            let sum = end.to_f64().unwrap_or(f64::INFINITY) + if x >= 0.0 { x } else { x + 1.0 };
            let outside = if x >= 0.0 {
                compare::gt(py, Value::Float(sum), py.int(&last))?
            } else {
                compare::lt(py, Value::Float(sum), py.int(&first))?
            };
            if outside {
                return Err(py.raise(Kind::IndexError, "address out of range"));
            }
            return Address::parse(py, version, Value::Float(sum), true).map(|address| address.value(py));
        }
        let Some(n) = integer::to_bigint(index) else {
            return compare::ge(py, index, Value::Int(0)).map(|_| Value::None);
        };
        let at = if n.sign() == num_bigint::Sign::Minus { &last + n + 1 } else { &first + n };
        if at < first || at > last {
            return Err(py.raise(Kind::IndexError, "address out of range"));
        }
        Address::from_number(py, version, &at).map(|address| address.value(py))
    }
}

/// The address and the length of the prefix that the argument of a network or an interface means.
///
/// # Errors
/// As [`Network::parse`], host bits aside.
pub(super) fn split<'a>(py: Py<'a>, version: Version, value: Value<'a>, say: bool) -> R<'a, (Address<'a>, u32)> {
    let bits = version.bits();
    match value {
        Value::Bytes(_) | Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            Ok((Address::parse(py, version, value, say)?, bits))
        }
        _ if let Some(items) = value.as_tuple() => match items {
            [] => Err(py.raise(Kind::IndexError, "tuple index out of range")),
            [address] => Ok((Address::parse(py, version, *address, say)?, bits)),
            [address, mask] => Ok((Address::parse(py, version, *address, say)?, mask_value(py, version, *mask, say)?)),
            _ => Err(py.value_error(format_args!("too many values to unpack (expected 2)"))),
        },
        _ => {
            let text = text::str_of(py, value)?;
            let Some((address, mask)) = text.split_once('/') else {
                return Ok((Address::parse(py, version, Value::Str(text), say)?, bits));
            };
            if mask.contains('/') {
                let shown = if say { text::repr(py, value)? } else { "" };
                let message = format!("Only one '/' permitted in {shown}");
                return Err(py.raise(Kind::AddressValueError, &message));
            }
            let address = Address::parse(py, version, Value::Str(address), say)?;
            Ok((address, mask_text(py, version, mask, say)?))
        }
    }
}

fn mask_text<'a>(py: Py<'a>, version: Version, mask: &str, say: bool) -> R<'a, u32> {
    Parser { py, say }.mask(version, mask).map_err(|fault| py.raise(Kind::NetmaskValueError, &fault))
}

fn mask_value<'a>(py: Py<'a>, version: Version, mask: Value<'a>, say: bool) -> R<'a, u32> {
    if let Value::Str(mask) = mask {
        return mask_text(py, version, mask, say);
    }
    match integer::to_bigint(mask) {
        Some(length) => match length.to_u32().filter(|length| *length <= version.bits()) {
            Some(length) => Ok(length),
            None => Err(py.raise(Kind::NetmaskValueError, &format!("{length} is not a valid netmask"))),
        },
        None => {
            hash::python(py, mask)?;
            let class = mask.type_name();
            Err(py.raise(Kind::AttributeError, &format!("'{class}' object has no attribute 'isascii'")))
        }
    }
}

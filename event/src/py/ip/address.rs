//! `IPv4Address`, `IPv6Address`, `IPv4Interface`, `IPv6Interface`.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::network::Network;
use super::parse::{Fault, Parser};
use super::tables::{self, Tables, within};
use crate::exception::{Exc, Kind, R};
use crate::heap::Py;
use crate::py::compare::Order;
use crate::py::native::Native;
use crate::py::{hash, integer, text};
use crate::value::Value;

/// The address family.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Version {
    V4,
    V6,
}

impl Version {
    /// 4 or 6.
    pub fn number(self) -> i64 {
        match self {
            Version::V4 => 4,
            Version::V6 => 6,
        }
    }

    /// `max_prefixlen`.
    pub fn bits(self) -> u32 {
        match self {
            Version::V4 => 32,
            Version::V6 => 128,
        }
    }

    /// `_ALL_ONES`: the last address.
    pub fn last(self) -> u128 {
        u128::MAX >> (128 - self.bits())
    }

    /// The netmask of a prefix of `length` bits.
    pub fn netmask(self, length: u32) -> u128 {
        self.last() ^ self.last().checked_shr(length).unwrap_or(0)
    }

    pub(super) fn tables(self) -> &'static Tables {
        match self {
            Version::V4 => &tables::V4,
            Version::V6 => &tables::V6,
        }
    }
}

/// An address. An IPv6 one may name the zone it is valid in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Address<'a> {
    pub version: Version,
    pub ip: u128,
    pub scope: Option<&'a str>,
}

/// An address in its network.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Interface<'a> {
    pub address: Address<'a>,
    pub prefix: u32,
}

impl<'a> Address<'a> {
    /// The address of this number, without a scope.
    pub fn new(version: Version, ip: u128) -> Address<'a> {
        Address { version, ip, scope: None }
    }

    /// It as a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Address(self)))
    }

    /// `type(self).__name__`.
    pub fn class_name(self) -> &'static str {
        match self.version {
            Version::V4 => "IPv4Address",
            Version::V6 => "IPv6Address",
        }
    }

    /// `IPv4Address(value)`, `IPv6Address(value)`.
    ///
    /// # Errors
    /// `AddressValueError`, worded if `say`.
    pub fn parse(py: Py<'a>, version: Version, value: Value<'a>, say: bool) -> R<'a, Address<'a>> {
        let parser = Parser { py, say };
        let fault = |fault: Fault| py.raise(Kind::AddressValueError, &fault);
        if let Some(number) = integer::to_bigint(value) {
            return Address::from_number(py, version, &number);
        }
        if let Value::Bytes(bytes) = value {
            let len = version.bits() as usize / 8;
            if bytes.len() != len {
                let shown = text::repr(py, value)?;
                let (got, n) = (bytes.len(), version.number());
                return Err(fault(format!("{shown} (len {got} != {len}) is not permitted as an IPv{n} address")));
            }
            let ip = bytes.iter().fold(0, |ip, byte| ip << 8 | u128::from(*byte));
            return Ok(Address::new(version, ip));
        }
        let address = text::str_of(py, value)?;
        if address.contains('/') {
            return Err(fault(if say {
                format!("Unexpected '/' in {}", text::repr(py, value)?)
            } else {
                Fault::new()
            }));
        }
        let (address, scope) = match address.split_once('%') {
            Some((plain, scope)) if version == Version::V6 => {
                if scope.is_empty() || scope.contains('%') {
                    return Err(fault(format!("Invalid IPv6 address: \"{}\"", parser.quote(address))));
                }
                (plain, Some(scope))
            }
            _ => (address, None),
        };
        let ip = parser.ip(version, address).map_err(fault)?;
        Ok(Address { version, ip, scope })
    }

    /// The address of this `int`.
    ///
    /// # Errors
    /// `AddressValueError` where the family has none.
    pub fn from_number(py: Py<'a>, version: Version, number: &BigInt) -> R<'a, Address<'a>> {
        let n = version.number();
        if number.sign() == num_bigint::Sign::Minus {
            let message = format!("{number} (< 0) is not permitted as an IPv{n} address");
            return Err(py.raise(Kind::AddressValueError, &message));
        }
        match number.to_u128().filter(|ip| *ip <= version.last()) {
            Some(ip) => Ok(Address::new(version, ip)),
            None => {
                let bits = version.bits();
                let message = format!("{number} (>= 2**{bits}) is not permitted as an IPv{n} address");
                Err(py.raise(Kind::AddressValueError, &message))
            }
        }
    }

    /// The text without the scope: `_string_from_ip_int`.
    pub fn bare(self) -> String {
        if self.version == Version::V4 {
            return std::net::Ipv4Addr::from(u32::try_from(self.ip).unwrap_or(0)).to_string();
        }
        let groups = self.groups();
        // The longest run of two zero groups or more; of equal ones the first.
        let (mut best, mut run) = (0..0, 0..0);
        for (i, group) in groups.iter().enumerate() {
            run = if *group != 0 { i + 1..i + 1 } else { run.start..i + 1 };
            if run.len() > best.len() {
                best = run.clone();
            }
        }
        let join = |groups: &[u128]| groups.iter().map(|g| format!("{g:x}")).collect::<Vec<_>>().join(":");
        match (best.len() > 1).then(|| (groups.get(..best.start), groups.get(best.end..))) {
            Some((Some(head), Some(tail))) => format!("{}::{}", join(head), join(tail)),
            _ => join(&groups),
        }
    }

    fn groups(self) -> [u128; 8] {
        std::array::from_fn(|i| self.ip >> (112 - 16 * i) & 0xffff)
    }

    /// `str(self)`.
    pub fn text(self) -> String {
        match self.scope {
            Some(scope) => format!("{}%{scope}", self.bare()),
            None => self.bare(),
        }
    }

    /// `self.exploded`: all digits of an IPv6 address.
    ///
    /// # Errors
    /// `AddressValueError` for a scope: CPython 3.11 reads its own text again, without expecting one.
    pub fn exploded(self, py: Py<'a>) -> R<'a, String> {
        if self.version == Version::V4 {
            return Ok(self.bare());
        }
        let parser = Parser { py, say: true };
        let ip = match self.scope {
            Some(_) => {
                parser.ip(Version::V6, &self.text()).map_err(|fault| py.raise(Kind::AddressValueError, &fault))?
            }
            None => self.ip,
        };
        Ok(Address::new(Version::V6, ip).groups().map(|group| format!("{group:04x}")).join(":"))
    }

    /// The attributes that are about the address itself.
    pub(super) fn property(self, py: Py<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let flag = |b: bool| Ok(Some(Value::Bool(b)));
        match name {
            "is_private" => return flag(self.is_private()),
            "is_global" => return flag(self.is_global()),
            "is_reserved" => return flag(self.is_reserved()),
            "is_multicast" => return flag(self.is_multicast()),
            "is_link_local" => return flag(self.is_link_local()),
            "is_loopback" => return flag(self.is_loopback()),
            "is_unspecified" => return flag(self.ip == 0),
            _ => {}
        }
        Ok(Some(match (name, self.version) {
            ("version" | "_version", version) => Value::Int(version.number()),
            ("max_prefixlen" | "_max_prefixlen", version) => Value::Int(i64::from(version.bits())),
            ("_ip", _) => py.int(&BigInt::from(self.ip)),
            ("packed", _) => self.packed(py),
            ("is_site_local", Version::V6) => Value::Bool(self.is_site_local()),
            ("scope_id", Version::V6) => self.scope.map_or(Value::None, Value::Str),
            ("ipv4_mapped", Version::V6) => match self.ip >> 32 {
                0xffff => embedded(py, self.ip),
                _ => Value::None,
            },
            ("sixtofour", Version::V6) => match self.ip >> 112 {
                0x2002 => embedded(py, self.ip >> 80),
                _ => Value::None,
            },
            ("teredo", Version::V6) => match self.ip >> 96 {
                0x2001_0000 => py.tuple(&[embedded(py, self.ip >> 64), embedded(py, !self.ip)]),
                _ => Value::None,
            },
            _ => return Ok(None),
        }))
    }

    /// `self.name` of a plain address.
    pub(super) fn getattr(self, py: Py<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        Ok(Some(match name {
            "compressed" => py.str(&self.text()),
            "exploded" => py.str(&self.exploded(py)?),
            "reverse_pointer" => py.str(&reverse_pointer(self.version, &self.text(), &self.exploded(py)?)),
            _ => return self.property(py, name),
        }))
    }

    fn packed(self, py: Py<'a>) -> Value<'a> {
        let bytes = self.ip.to_be_bytes();
        let skip = (128 - self.version.bits()) as usize / 8;
        Value::Bytes(py.alloc_slice(bytes.get(skip..).unwrap_or(&[])))
    }

    fn is_within(self, block: tables::Block) -> bool {
        within(self.ip, self.version.bits(), block)
    }

    /// `self.is_private`: an IPv4-mapped address as the IPv4 one.
    pub fn is_private(self) -> bool {
        if self.version == Version::V6 && self.ip >> 32 == 0xffff {
            return Address::new(Version::V4, self.ip & 0xffff_ffff).is_private();
        }
        self.version.tables().private.iter().any(|block| self.is_within(*block))
    }

    /// `self.is_global`.
    pub fn is_global(self) -> bool {
        let shared = self.version == Version::V4 && self.is_within(tables::V4_SHARED);
        !shared && !self.is_private()
    }

    /// `self.is_reserved`.
    pub fn is_reserved(self) -> bool {
        self.version.tables().reserved.iter().any(|block| self.is_within(*block))
    }

    /// `self.is_multicast`.
    pub fn is_multicast(self) -> bool {
        self.is_within(self.version.tables().multicast)
    }

    /// `self.is_link_local`.
    pub fn is_link_local(self) -> bool {
        self.is_within(self.version.tables().link_local)
    }

    /// `self.is_site_local`.
    pub fn is_site_local(self) -> bool {
        self.version.tables().site_local.is_some_and(|block| self.is_within(block))
    }

    /// `self.is_loopback`.
    pub fn is_loopback(self) -> bool {
        self.is_within(self.version.tables().loopback)
    }

    /// `self <= other` of two addresses of one family.
    pub(super) fn at_most(self, other: Address<'a>) -> bool {
        self.ip < other.ip || self == other
    }

    /// `hash(self)`.
    pub(super) fn hash(self, py: Py<'a>) -> R<'a, i64> {
        match self.version {
            Version::V4 => hash::python(py, py.str(&format!("{:#x}", self.ip))),
            Version::V6 => {
                let scope = self.scope.map_or(Value::None, Value::Str);
                hash::python(py, py.tuple(&[py.int(&BigInt::from(self.ip)), scope]))
            }
        }
    }
}

fn embedded<'a>(py: Py<'a>, ip: u128) -> Value<'a> {
    Address::new(Version::V4, ip & 0xffff_ffff).value(py)
}

/// `_reverse_pointer` of something with this text and this long text.
pub(super) fn reverse_pointer(version: Version, text: &str, exploded: &str) -> String {
    match version {
        Version::V4 => text.rsplit('.').collect::<Vec<_>>().join(".") + ".in-addr.arpa",
        Version::V6 => {
            let digits: Vec<String> = exploded.chars().rev().filter(|c| *c != ':').map(String::from).collect();
            digits.join(".") + ".ip6.arpa"
        }
    }
}

impl<'a> Interface<'a> {
    /// It as a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Interface(self)))
    }

    /// `type(self).__name__`.
    pub fn class_name(self) -> &'static str {
        match self.address.version {
            Version::V4 => "IPv4Interface",
            Version::V6 => "IPv6Interface",
        }
    }

    /// `self.network`.
    pub fn network(self) -> Network<'a> {
        Network::around(self.address, self.prefix)
    }

    /// `str(self)`: unlike `with_prefixlen`, with the scope.
    pub fn text(self) -> String {
        format!("{}/{}", self.address.text(), self.prefix)
    }

    /// `self.name`.
    pub(super) fn getattr(self, py: Py<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let address = self.address;
        let bare = Address::new(address.version, address.ip);
        let exploded = || -> R<'a, String> {
            // An IPv4 interface explodes to its own text.
            match address.version {
                Version::V4 => Ok(self.text()),
                Version::V6 => Ok(format!("{}/{}", bare.exploded(py)?, self.prefix)),
            }
        };
        Ok(Some(match name {
            "compressed" => py.str(&self.text()),
            "exploded" => py.str(&exploded()?),
            "reverse_pointer" => py.str(&reverse_pointer(address.version, &self.text(), &exploded()?)),
            "ip" => bare.value(py),
            "network" => self.network().value(py),
            "netmask" => self.network().netmask().value(py),
            "hostmask" => self.network().hostmask().value(py),
            "_prefixlen" => Value::Int(i64::from(self.prefix)),
            "with_prefixlen" => py.str(&format!("{}/{}", bare.bare(), self.prefix)),
            "with_netmask" => py.str(&format!("{}/{}", bare.bare(), self.network().netmask().bare())),
            "with_hostmask" => py.str(&format!("{}/{}", bare.bare(), self.network().hostmask().bare())),
            // An interface is never equal to the address that CPython compares it with.
            "is_unspecified" if address.version == Version::V4 => Value::Bool(false),
            // Those of an IPv6 interface ask its network too.
            "is_unspecified" if address.version == Version::V6 => {
                Value::Bool(address.ip == 0 && self.network().is_unspecified())
            }
            "is_loopback" if address.version == Version::V6 => {
                Value::Bool(address.ip == 1 && self.network().is_loopback())
            }
            _ => return address.property(py, name),
        }))
    }

    pub(super) fn hash(self, py: Py<'a>) -> R<'a, i64> {
        let int = |ip: u128| py.int(&BigInt::from(ip));
        let prefix = Value::Int(i64::from(self.prefix));
        hash::python(py, py.tuple(&[int(self.address.ip), prefix, int(self.network().address.ip)]))
    }
}

/// An address or an interface: what `isinstance(x, _BaseAddress)` accepts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Host<'a> {
    Address(Address<'a>),
    Interface(Interface<'a>),
}

impl<'a> Host<'a> {
    /// The address in it.
    pub fn address(self) -> Address<'a> {
        match self {
            Host::Address(address) | Host::Interface(Interface { address, .. }) => address,
        }
    }

    /// `str(self)`.
    pub fn text(self) -> String {
        match self {
            Host::Address(address) => address.text(),
            Host::Interface(interface) => interface.text(),
        }
    }

    /// `self < other`.
    ///
    /// # Errors
    /// `TypeError` where the families differ.
    pub fn less(self, py: Py<'a>, other: Host<'a>) -> R<'a, bool> {
        let (a, b) = (self.address(), other.address());
        if a.version != b.version {
            return Err(not_same_version(py, &self.text(), &other.text()));
        }
        Ok(match (self, other) {
            (Host::Address(a), Host::Address(b)) => a.ip < b.ip,
            // An address stands before every interface; of `a < b` Python asks the subclass, `b > a`, first.
            (Host::Address(_), Host::Interface(_)) => true,
            (Host::Interface(_), Host::Address(_)) => false,
            (Host::Interface(x), Host::Interface(y)) => {
                let (m, n) = (x.network(), y.network());
                m.less(n) || m == n && a.ip < b.ip
            }
        })
    }

    /// `self op other`, as `functools.total_ordering` derives it from `<` and `==`.
    ///
    /// # Errors
    /// As [`Host::less`].
    pub fn order(self, py: Py<'a>, op: Order, other: Host<'a>) -> R<'a, bool> {
        let less = self.less(py, other)?;
        Ok(derived(op, less, self == other))
    }
}

/// What `functools.total_ordering` makes of `<` and `==`.
pub(super) fn derived(op: Order, less: bool, equal: bool) -> bool {
    match op {
        Order::Lt => less,
        Order::Le => less || equal,
        Order::Gt => !less && !equal,
        Order::Ge => !less,
    }
}

/// `TypeError("... and ... are not of the same version")`.
#[cold]
pub(super) fn not_same_version<'a>(py: Py<'a>, a: &str, b: &str) -> Exc<'a> {
    py.type_error(format_args!("{a} and {b} are not of the same version"))
}

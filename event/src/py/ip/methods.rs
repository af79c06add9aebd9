//! The methods of networks, the operators of addresses, and how they answer `format`.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use super::address::{Address, Host, Version, not_same_version};
use super::network::Network;
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op};
use crate::py::iter::Iter;
use crate::py::native::{Native, no_attribute};
use crate::py::{compare, integer, text};
use crate::value::Value;

/// The methods that networks have; addresses and interfaces have none but `__format__`.
pub const METHODS: &[&str] =
    &["hosts", "subnets", "supernet", "subnet_of", "supernet_of", "overlaps", "address_exclude", "compare_networks"];

/// `receiver.name(*args)`; `None` where there is no such method.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let Value::Native(Native::Network(network)) = receiver else { return None };
    let network = *network;
    let one = |name: &str| args.bind(py, name, ["other"], 1, 1).map(|[other]| other.unwrap_or(Value::None));
    let lengths = || args.bind(py, name, ["prefixlen_diff", "new_prefix"], 0, 2);
    Some(match name {
        "hosts" => args.none(py, name).map(|()| network.hosts(py)),
        "subnets" => lengths().map(|[diff, new]| Value::Iter(subnets(py, network, diff, new))),
        "supernet" => lengths().and_then(|[diff, new]| supernet(py, receiver, network, diff, new)),
        "subnet_of" => one(name).and_then(|other| is_subnet_of(py, receiver, other)),
        "supernet_of" => one(name).and_then(|other| is_subnet_of(py, other, receiver)),
        "overlaps" => one(name).and_then(|other| overlaps(py, receiver, network, other)),
        "address_exclude" => one(name).map(|other| Value::Iter(address_exclude(py, network, other))),
        "compare_networks" => one(name).and_then(|other| compare_networks(py, network, other)),
        _ => return None,
    })
}

/// How many bits longer or shorter a prefix is to be: `prefixlen_diff` or what `new_prefix` comes to. It is a number:
/// Python compares it before it calculates with it, and a `float` gets as far as the shift.
fn difference<'a>(
    py: Py<'a>,
    network: Network<'a>,
    diff: Option<Value<'a>>,
    new: Option<Value<'a>>,
    longer: bool,
) -> Ret<'a> {
    let prefix = Value::Int(i64::from(network.prefix));
    let diff = diff.unwrap_or(Value::Int(1));
    let Some(new) = new.filter(|new| !new.is_none()) else { return Ok(diff) };
    if longer && compare::lt(py, new, prefix)? {
        return Err(py.value_error(format_args!("new prefix must be longer")));
    }
    if !longer && compare::gt(py, new, prefix)? {
        return Err(py.value_error(format_args!("new prefix must be shorter")));
    }
    if compare::ne(py, diff, Value::Int(1))? {
        return Err(py.value_error(format_args!("cannot set prefixlen_diff and new_prefix")));
    }
    if longer { arithmetic::binary(py, Op::Sub, new, prefix) } else { arithmetic::binary(py, Op::Sub, prefix, new) }
}

/// `"%d" % number`.
fn truncated(number: Value<'_>) -> BigInt {
    match number {
        Value::Float(x) => BigInt::from_f64(x).unwrap_or_default(),
        _ => integer::to_bigint(number).unwrap_or_default(),
    }
}

/// `network.subnets(...)`. It raises when it is first asked, as a generator does.
fn subnets<'a>(py: Py<'a>, network: Network<'a>, diff: Option<Value<'a>>, new: Option<Value<'a>>) -> &'a Iter<'a> {
    let mut parts: Option<Parts<'a>> = None;
    Iter::generator(py, "_BaseNetwork.subnets", move |py| {
        let parts = match &mut parts {
            Some(parts) => parts,
            none => none.insert(Parts::of(py, network, diff, new)?),
        };
        Ok(parts.next().map(|part| part.value(py)))
    })
}

/// The networks of one length that a network falls into.
struct Parts<'a> {
    next: Option<Network<'a>>,
    last: u128,
}

impl<'a> Parts<'a> {
    fn of(py: Py<'a>, network: Network<'a>, diff: Option<Value<'a>>, new: Option<Value<'a>>) -> R<'a, Parts<'a>> {
        let bits = network.version().bits();
        if network.prefix == bits {
            return Ok(Parts { next: Some(network), last: network.address.ip });
        }
        let diff = difference(py, network, diff, new, true)?;
        if compare::lt(py, diff, Value::Int(0))? {
            return Err(py.value_error(format_args!("prefix length diff must be > 0")));
        }
        let prefix = arithmetic::binary(py, Op::Add, Value::Int(i64::from(network.prefix)), diff)?;
        if compare::gt(py, prefix, Value::Int(i64::from(bits)))? {
            return Err(py.value_error(format_args!(
                "prefix length diff {} is invalid for netblock {}",
                truncated(prefix),
                network.text()
            )));
        }
        // The step of the range.
        arithmetic::binary(py, Op::RShift, Value::Int(1), diff)?;
        let first = Network::new(network.version(), network.address.ip, truncated(prefix).to_u32().unwrap_or(bits));
        Ok(Parts { next: Some(first), last: network.broadcast().ip })
    }

    fn next(&mut self) -> Option<Network<'a>> {
        let network = self.next?;
        let after = network.broadcast().ip.checked_add(1).filter(|ip| *ip <= self.last);
        self.next = after.map(|ip| Network::new(network.version(), ip, network.prefix));
        Some(network)
    }
}

fn supernet<'a>(
    py: Py<'a>,
    receiver: Value<'a>,
    network: Network<'a>,
    diff: Option<Value<'a>>,
    new: Option<Value<'a>>,
) -> Ret<'a> {
    let prefix = network.prefix;
    if prefix == 0 {
        return Ok(receiver);
    }
    let diff = difference(py, network, diff, new, false)?;
    let left = arithmetic::binary(py, Op::Sub, Value::Int(i64::from(prefix)), diff)?;
    if compare::lt(py, left, Value::Int(0))? {
        return Err(py.value_error(format_args!(
            "current prefixlen is {prefix}, cannot have a prefixlen_diff of {}",
            truncated(diff)
        )));
    }
    arithmetic::binary(py, Op::LShift, Value::Int(1), diff)?;
    let diff = truncated(diff).to_u32().unwrap_or(0);
    let ip = network.address.ip & network.netmask().ip.checked_shl(diff).unwrap_or(0);
    Ok(Network::new(network.version(), ip, prefix - diff).value(py))
}

impl<'a> Network<'a> {
    /// `self.supernet()`.
    pub(super) fn supernet(self) -> Network<'a> {
        match self.prefix.checked_sub(1) {
            Some(prefix) => Network::new(self.version(), self.address.ip & self.version().netmask(prefix), prefix),
            None => self,
        }
    }

    /// The two halves of a network of more than one address.
    fn halves(self) -> (Network<'a>, Network<'a>) {
        let prefix = self.prefix + 1;
        let half = self.version().netmask(prefix) ^ self.version().netmask(self.prefix);
        let at = |ip: u128| Network::new(self.version(), ip, prefix);
        (at(self.address.ip), at(self.address.ip | half))
    }
}

/// The family of a value of this module.
fn version(value: Value<'_>) -> Option<Version> {
    match value {
        Value::Native(Native::Network(network)) => Some(network.version()),
        Value::Native(native) => native.host().map(|host| host.address().version),
        _ => None,
    }
}

fn is_subnet_of<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> Ret<'a> {
    if let (Some(x), Some(y)) = (version(a), version(b))
        && x != y
    {
        return Err(not_same_version(py, text::str_of(py, a)?, text::str_of(py, b)?));
    }
    match (a, b) {
        (Value::Native(Native::Network(a)), Value::Native(Native::Network(b))) => Ok(Value::Bool(a.subnet_of(*b))),
        _ => {
            let (a, b) = (text::str_of(py, a)?, text::str_of(py, b)?);
            Err(py.type_error(format_args!("Unable to test subnet containment between {a} and {b}")))
        }
    }
}

fn overlaps<'a>(py: Py<'a>, receiver: Value<'a>, network: Network<'a>, other: Value<'a>) -> Ret<'a> {
    if compare::contains(py, other, network.address.value(py))?
        || compare::contains(py, other, network.broadcast().value(py))?
    {
        return Ok(Value::Bool(true));
    }
    let Value::Native(Native::Network(other)) = other else {
        return Err(no_attribute(py, other, "network_address"));
    };
    let holds = |address: Address<'a>| compare::contains(py, receiver, address.value(py));
    Ok(Value::Bool(holds(other.address)? || holds(other.broadcast())?))
}

fn compare_networks<'a>(py: Py<'a>, network: Network<'a>, other: Value<'a>) -> Ret<'a> {
    let Some(version) = version(other) else { return Err(no_attribute(py, other, "_version")) };
    if version != network.version() {
        let other = text::str_of(py, other)?;
        return Err(py.type_error(format_args!("{} and {other} are not of the same type", network.text())));
    }
    let Value::Native(Native::Network(other)) = other else {
        return Err(no_attribute(py, other, "network_address"));
    };
    let key = |network: &Network<'a>| (network.address.ip, network.prefix);
    // Of two addresses that differ in their scope alone, neither is less, but the first is greater.
    let order = match network.address != other.address {
        true if network.address.ip == other.address.ip => 1,
        _ => key(&network).cmp(&key(other)) as i64,
    };
    Ok(Value::Int(order))
}

/// `network.address_exclude(other)`: what is left of a network without a part of it. It raises when it is first asked.
fn address_exclude<'a>(py: Py<'a>, network: Network<'a>, other: Value<'a>) -> &'a Iter<'a> {
    let mut left: Option<std::vec::IntoIter<Network<'a>>> = None;
    Iter::generator(py, "_BaseNetwork.address_exclude", move |py| {
        let left = match &mut left {
            Some(left) => left,
            none => none.insert(exclude(py, network, other)?.into_iter()),
        };
        Ok(left.next().map(|network| network.value(py)))
    })
}

fn exclude<'a>(py: Py<'a>, network: Network<'a>, other: Value<'a>) -> R<'a, Vec<Network<'a>>> {
    let Some(version) = version(other) else { return Err(no_attribute(py, other, "_version")) };
    if version != network.version() {
        return Err(not_same_version(py, &network.text(), text::str_of(py, other)?));
    }
    let Value::Native(Native::Network(other)) = other else {
        return Err(py.type_error(format_args!("{} is not a network object", text::str_of(py, other)?)));
    };
    if !other.subnet_of(network) {
        return Err(py.value_error(format_args!("{} not contained in {}", other.text(), network.text())));
    }
    let mut left = Vec::new();
    if *other == network {
        return Ok(left);
    }
    let mut halves = network.halves();
    loop {
        let (low, high) = halves;
        if low == *other {
            left.push(high);
            return Ok(left);
        }
        if high == *other {
            left.push(low);
            return Ok(left);
        }
        if other.subnet_of(low) {
            left.push(high);
            halves = low.halves();
        } else if other.subnet_of(high) {
            left.push(low);
            halves = high.halves();
        } else {
            // A scope makes the last comparison fail.
            let message =
                format!("Error performing exclusion: s1: {} s2: {} other: {}", low.text(), high.text(), other.text());
            return Err(py.raise(Kind::AssertionError, &message));
        }
    }
}

/// `address + other`, `address - other`; `None` where Python has no such operation.
pub fn binary<'a>(py: Py<'a>, host: Host<'a>, minus: bool, other: Value<'a>) -> R<'a, Option<Value<'a>>> {
    let Some(number) = integer::to_bigint(other) else { return Ok(None) };
    let ip = BigInt::from(host.address().ip);
    let sum = if minus { ip - number } else { ip + number };
    let address = Address::from_number(py, host.address().version, &sum)?;
    Ok(Some(match host {
        Host::Address(_) => address.value(py),
        // An interface made from a number stands alone in its network.
        Host::Interface(_) => super::Interface { address, prefix: address.version.bits() }.value(py),
    }))
}

/// `format(address, spec)` for the formats `b`, `x`, `X` and `n`; `None` where `spec` is none of them.
pub fn format<'a>(py: Py<'a>, host: Host<'a>, spec: &str) -> Option<&'a str> {
    let rest = spec.strip_prefix('#').unwrap_or(spec);
    let alternate = rest.len() < spec.len();
    let base = rest.strip_prefix('_').unwrap_or(rest);
    let grouping = base.len() < rest.len();
    let address = host.address();
    let base = match (base, address.version) {
        ("b", _) | ("n", Version::V4) => 'b',
        ("x", _) | ("n", Version::V6) => 'x',
        ("X", _) => 'X',
        _ => return None,
    };
    let bits = address.version.bits() as usize;
    let digits = match base {
        'b' => format!("{:0bits$b}", address.ip),
        'x' => format!("{:0width$x}", address.ip, width = bits / 4),
        _ => format!("{:0width$X}", address.ip, width = bits / 4),
    };
    let mut shown = if alternate { format!("0{base}") } else { String::new() };
    for (i, digit) in digits.chars().enumerate() {
        if grouping && i > 0 && i % 4 == 0 {
            shown.push('_');
        }
        shown.push(digit);
    }
    Some(py.alloc_str(&shown))
}

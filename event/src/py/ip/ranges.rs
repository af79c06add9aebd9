//! `summarize_address_range` and `collapse_addresses`.

use std::collections::HashMap;

use super::address::{Host, Version, not_same_version};
use super::network::Network;
use crate::exception::R;
use crate::heap::Py;
use crate::py::iter::Iter;
use crate::py::native::{Native, no_attribute};
use crate::py::sort::list_sort;
use crate::value::Value;

/// `summarize_address_range(first, last)`: the fewest networks that are together the addresses from `first` to `last`.
/// It raises when it is first asked, as a generator does.
pub fn summarize_address_range<'a>(py: Py<'a>, first: Value<'a>, last: Value<'a>) -> &'a Iter<'a> {
    let mut blocks: Option<Blocks> = None;
    Iter::generator(py, "summarize_address_range", move |py| {
        let blocks = match &mut blocks {
            Some(blocks) => blocks,
            none => none.insert(range(py, first, last)?),
        };
        Ok(blocks.next().map(|network| network.value(py)))
    })
}

fn range<'a>(py: Py<'a>, first: Value<'a>, last: Value<'a>) -> R<'a, Blocks> {
    let host = |value: Value<'a>| match value {
        Value::Native(native) => native.host(),
        _ => None,
    };
    match (host(first), host(last)) {
        (Some(first), Some(last)) => between(py, first, last),
        _ => Err(py.type_error(format_args!("first and last must be IP addresses, not networks"))),
    }
}

fn between<'a>(py: Py<'a>, first: Host<'a>, last: Host<'a>) -> R<'a, Blocks> {
    let (from, to) = (first.address(), last.address());
    if from.version != to.version {
        return Err(not_same_version(py, &first.text(), &last.text()));
    }
    if first.order(py, crate::py::compare::Order::Gt, last)? {
        return Err(py.value_error(format_args!("last IP address must be greater than first")));
    }
    Ok(Blocks { version: from.version, next: (from.ip <= to.ip).then_some(from.ip), last: to.ip })
}

/// The networks between two addresses.
struct Blocks {
    version: Version,
    next: Option<u128>,
    last: u128,
}

impl Blocks {
    fn next<'a>(&mut self) -> Option<Network<'a>> {
        let first = self.next?;
        let bits = self.version.bits();
        let aligned = first.trailing_zeros().min(bits);
        let fits = match (self.last - first).checked_add(1) {
            Some(count) => count.ilog2(),
            None => 128,
        };
        let size = aligned.min(fits);
        let step = 1_u128.checked_shl(size);
        self.next = step.and_then(|step| first.checked_add(step)).filter(|next| *next <= self.last);
        Some(Network::new(self.version, first, bits - size))
    }
}

/// `collapse_addresses(addresses)`: the fewest networks that hold them all.
///
/// # Errors
/// `TypeError` where the families differ; `AttributeError` for what is neither address nor network.
pub fn collapse_addresses<'a>(py: Py<'a>, addresses: Value<'a>) -> R<'a, &'a Iter<'a>> {
    let (mut hosts, mut networks): (Vec<Host<'a>>, Vec<Network<'a>>) = (Vec::new(), Vec::new());
    let items = Iter::of(py, addresses)?;
    while let Some(item) = items.next(py)? {
        let Value::Native(native) = item else { return Err(no_attribute(py, item, "_prefixlen")) };
        match (native, native.host()) {
            (_, Some(host)) => {
                if let Some(last) = hosts.last()
                    && last.address().version != host.address().version
                {
                    return Err(not_same_version(py, &host.text(), &last.text()));
                }
                hosts.push(host);
            }
            (Native::Network(network), None) if network.prefix == network.version().bits() => {
                if let Some(last) = hosts.last()
                    && last.address().version != network.version()
                {
                    return Err(not_same_version(py, &network.text(), &last.text()));
                }
                hosts.push(Host::Address(network.address));
            }
            (Native::Network(network), None) => {
                if let Some(last) = networks.last()
                    && last.version() != network.version()
                {
                    return Err(not_same_version(py, &network.text(), &last.text()));
                }
                networks.push(*network);
            }
            _ => return Err(no_attribute(py, item, "_prefixlen")),
        }
    }
    let mut all = ranges_of(py, hosts)?;
    all.append(&mut networks);
    let mut merged: Option<std::vec::IntoIter<Network<'a>>> = None;
    Ok(Iter::generator(py, "_collapse_addresses_internal", move |py| {
        let merged = match &mut merged {
            Some(merged) => merged,
            none => none.insert(merge(py, std::mem::take(&mut all))?.into_iter()),
        };
        Ok(merged.next().map(|network| network.value(py)))
    }))
}

/// The networks of what runs on without a gap.
fn ranges_of<'a>(py: Py<'a>, mut hosts: Vec<Host<'a>>) -> R<'a, Vec<Network<'a>>> {
    list_sort(&mut hosts, |a, b| a.less(py, *b))?;
    hosts.dedup();
    let mut networks = Vec::new();
    let mut run: Option<(Host<'a>, Host<'a>)> = None;
    for host in hosts.into_iter().map(Some).chain([None]) {
        if let (Some((_, last)), Some(host)) = (&mut run, host)
            && last.address().ip.checked_add(1) == Some(host.address().ip)
        {
            *last = host;
            continue;
        }
        if let Some((first, last)) = run {
            let mut blocks = between(py, first, last)?;
            while let Some(network) = blocks.next() {
                networks.push(network);
            }
        }
        run = host.map(|host| (host, host));
    }
    Ok(networks)
}

/// `_collapse_addresses_internal`.
fn merge<'a>(py: Py<'a>, mut to_merge: Vec<Network<'a>>) -> R<'a, Vec<Network<'a>>> {
    // In the order in which a dict would have them.
    let mut subnets: Vec<Option<Network<'a>>> = Vec::new();
    let mut places: HashMap<Network<'a>, usize> = HashMap::new();
    while let Some(network) = to_merge.pop() {
        let above = network.supernet();
        match places.get(&above).and_then(|at| subnets.get_mut(*at)) {
            Some(existing) => {
                if *existing != Some(network) {
                    *existing = None;
                    places.remove(&above);
                    to_merge.push(above);
                }
            }
            None => {
                places.insert(above, subnets.len());
                subnets.push(Some(network));
            }
        }
    }
    let mut sorted: Vec<Network<'a>> = subnets.into_iter().flatten().collect();
    list_sort(&mut sorted, |a, b| match a.version() == b.version() {
        true => Ok(a.less(*b)),
        false => Err(not_same_version(py, &a.text(), &b.text())),
    })?;
    let mut kept: Vec<Network<'a>> = Vec::new();
    for network in sorted {
        if kept.last().is_none_or(|last| last.broadcast().ip < network.broadcast().ip) {
            kept.push(network);
        }
    }
    Ok(kept)
}

//! VPC flow logs of versions 2 to 11, in the default format and in custom ones ("Flow log records"), of which a first line
//! names the columns. Members have the names of the columns, with hyphens.
//!
//! A line is never read against columns that its values do not fit: what fits neither the file's header nor a format that
//! the document shows is refused.

use std::net::IpAddr;

use event::py::dict::Dict;

use super::columns::Members;
use super::fields::{first, own, text};
use super::found::time_at;
use super::{Context, Format, Found, LogType, Outcome, Unfit};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.VPCFlow",
    format: Format::Text(object),
    is_event: true,
    paths: &["/vpcflowlogs/", "_vpcflowlogs_"],
    find,
};

/// Columns whose values are numbers, addresses, or text.
const NUMBERS: [&str; 17] = [
    "version",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "tcp-flags",
    "traffic-path",
    "packets-lost-no-route",
    "packets-lost-blackhole",
    "packets-lost-mtu-exceeded",
    "packets-lost-ttl-expired",
    "encryption-status",
    "ip-ttl",
    "tos",
];
const ADDRESSES: [&str; 4] = ["srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr"];
const TEXTS: [&str; 22] = [
    "account-id",
    "interface-id",
    "action",
    "log-status",
    "vpc-id",
    "subnet-id",
    "instance-id",
    "type",
    "region",
    "az-id",
    "sublocation-type",
    "sublocation-id",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
    "reject-reason",
    "resource-type",
    "resource-id",
    "tgw-id",
    "tgw-attachment-id",
    "ecs-cluster-name",
    "ecs-service-name",
];

/// The formats of the document, which a file without a header may have: the default one first.
const LAYOUTS: [&str; 5] = [
    "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
    "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr \
     pkt-dstaddr protocol bytes packets start end action tcp-flags log-status",
    "version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport dstport protocol tcp-flags type \
     pkt-srcaddr pkt-dstaddr action log-status",
    "version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id \
     interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr \
     pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status",
    "instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr",
];

/// More columns than any version has.
const MOST: usize = 128;

/// The columns that a file's first line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header(Vec<String>);

/// The header that `line` is, if it is one: names of columns and nothing else, most of them known.
pub(crate) fn header(line: &str) -> Option<Header> {
    // Cheap first: nearly every line ends here.
    let mut words = line.split_ascii_whitespace();
    if !line.starts_with(|c: char| c.is_ascii_alphabetic())
        || !words.by_ref().take(2).any(|word| is_known(&word.replace('_', "-")))
    {
        return None;
    }
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let names: Vec<String> = line.split_ascii_whitespace().take(MOST).map(|name| name.replace('_', "-")).collect();
    let known = names.iter().filter(|name| is_known(name)).count();
    let telling = names.iter().any(|name| {
        ADDRESSES.contains(&name.as_str())
            || ["interface-id", "log-status", "account-id", "tgw-id"].contains(&name.as_str())
    });
    (telling && known >= 2 && known * 2 >= names.len() && names.iter().all(|name| is_name(name)))
        .then_some(Header(names))
}

fn is_known(name: &str) -> bool {
    NUMBERS.contains(&name) || ADDRESSES.contains(&name) || TEXTS.contains(&name)
}

fn object(line: &str, context: &Context) -> Result<String, Unfit> {
    let header = context.header.as_ref();
    // A line in the default format begins with a digit; others are looked at closer where there is a header, or an interface.
    let plain = !line.contains(['"', '[', '{', ',', '=']);
    if !plain || (header.is_none() && !line.contains("eni-") && !line.starts_with(|c: char| c.is_ascii_digit())) {
        return Err(Unfit::no(0, "it is no line of words"));
    }
    let values: Vec<&str> = line.split_ascii_whitespace().take(MOST).collect();
    let mut nearest = None;
    if let Some(Header(names)) = header {
        match write(names.iter().map(String::as_str), names.len(), &values) {
            Ok(json) => return Ok(json),
            Err(unfit) => nearest = Some(unfit),
        }
    }
    for layout in LAYOUTS {
        let count = layout.split(' ').count();
        match write(layout.split(' '), count, &values) {
            Ok(json) => return Ok(json),
            Err(unfit) => nearest = nearest.or(Some(unfit).filter(|_| values.len() == count)),
        }
    }
    let is_flow = values.iter().any(|value| value.starts_with("eni-")) || header.is_some();
    Err(nearest.unwrap_or_else(|| {
        Unfit::no(
            if is_flow { 60 } else { 10 },
            format!("it has {} values, and neither a header nor the default format has as many columns", values.len()),
        )
    }))
}

/// The object, where every value fits its column.
fn write<'l>(names: impl Iterator<Item = &'l str>, count: usize, values: &[&str]) -> Result<String, Unfit> {
    if count != values.len() {
        return Err(Unfit::no(70, format!("it has {} values, its header names {count} columns", values.len())));
    }
    let mut members = Members::with_capacity(values.len() * 24);
    for (name, value) in names.zip(values) {
        if *value != "-" && !fits(name, value) {
            return Err(Unfit::no(60, format!("`{value}` cannot be its `{name}`")));
        }
        if NUMBERS.contains(&name) { members.number(name, value) } else { members.text(name, value) }
    }
    Ok(members.finish())
}

fn fits(name: &str, value: &str) -> bool {
    let digits = !value.is_empty() && value.len() < 19 && value.bytes().all(|b| b.is_ascii_digit());
    match name {
        "version" => digits && value.parse().is_ok_and(|version: u32| (2..100).contains(&version)),
        "srcport" | "dstport" => digits && value.parse::<u16>().is_ok(),
        "protocol" => digits && value.parse::<u8>().is_ok(),
        name if NUMBERS.contains(&name) => digits,
        name if ADDRESSES.contains(&name) => is_address(value),
        "action" => matches!(value, "ACCEPT" | "REJECT"),
        "log-status" => matches!(value, "OK" | "NODATA" | "SKIPDATA"),
        "flow-direction" => matches!(value, "ingress" | "egress"),
        "type" => matches!(value, "IPv4" | "IPv6" | "EFA"),
        // Published samples have their accounts masked.
        "account-id" => !is_address(value) || digits,
        "interface-id" => value.starts_with("eni") || !value.contains('.') && !digits,
        _ => true,
    }
}

/// An address, be it one that was masked before it was published.
fn is_address(value: &str) -> bool {
    value.parse::<IpAddr>().is_ok()
        || (value.contains(['.', ':']) && value.bytes().all(|b| b.is_ascii_hexdigit() || b".:xX*".contains(&b)))
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["start"], &["end"]]),
        actor: None,
        source_ip: first(record, &[&["srcaddr"], &["pkt-srcaddr"]]),
        action: text(record, &["action"]),
        outcome: Outcome::of_word(own(record, "action"), &["ACCEPT"], &["REJECT"]),
        status: text(record, &["log-status"]),
    }
}

//! A VPC flow record of a custom format that no header names, as subscriptions to a log group deliver it: what a value says of
//! itself is named so, the others are kept without names.

use std::net::IpAddr;

use super::columns::{Layout, Object, Slot};

/// Names for values that begin alike, in the order in which the document lists them; those of a transit gateway behind.
const IDS: [(&str, [&str; 2], [&str; 2]); 4] = [
    ("eni-", ["interface-id", ""], ["tgw-src-eni", "tgw-dst-eni"]),
    ("vpc-", ["vpc-id", ""], ["tgw-src-vpc-id", "tgw-dst-vpc-id"]),
    ("subnet-", ["subnet-id", ""], ["tgw-src-subnet-id", "tgw-dst-subnet-id"]),
    ("tgw-attach-", ["tgw-attachment-id", ""], ["tgw-attachment-id", "tgw-pair-attachment-id"]),
];

const ADDRESSES: [&str; 4] = ["srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr"];

/// The object of such a line; `None` where it is not sure to be one: it has a version first, an interface or a gateway, and two
/// addresses.
pub(super) fn object<'l>(values: &[&'l str]) -> Option<Object<'l>> {
    let version = values.first()?;
    let is_version = version.parse().is_ok_and(|version: u32| (2..100).contains(&version));
    let of_gateway = values.iter().any(|value| value.starts_with("tgw-"));
    let of_interface = values.iter().any(|value| value.starts_with("eni-"));
    // What begins as the default format does is that one, cut off or damaged.
    let is_default = values.get(2).is_some_and(|value| value.starts_with("eni-"));
    if !is_version
        || is_default
        || !(of_gateway || of_interface)
        || values.iter().filter(|value| is_address(value)).count() < 2
    {
        return None;
    }
    let mut taken = vec!["version"];
    let mut object = Object::new(Layout::default(), Vec::new()).with(Slot::number("version"), *version);
    let mut rest = Vec::new();
    let mut started = false;
    for (index, value) in values.iter().enumerate().skip(1) {
        let next = values.get(index + 1).copied().unwrap_or_default();
        let names: &[&'static str] = match *value {
            "ACCEPT" | "REJECT" => &["action"],
            "OK" | "NODATA" | "SKIPDATA" => &["log-status"],
            "ingress" | "egress" => &["flow-direction"],
            "IPv4" | "IPv6" | "EFA" => &["type"],
            value if is_address(value) => &ADDRESSES,
            value if is_time(value) && ((is_time(next) && value <= next) || started) => {
                started = true;
                &["start", "end"]
            }
            value if value.len() == 12 && value.bytes().all(|b| b.is_ascii_digit()) => &["account-id"],
            value => of_id(value, of_gateway),
        };
        match names.iter().find(|name| !name.is_empty() && !taken.contains(name)) {
            Some(name) => {
                taken.push(name);
                let is_number = matches!(*name, "start" | "end");
                object = object.with(if is_number { Slot::number(name) } else { Slot::string(name) }, *value);
            }
            None => rest.push(*value),
        }
    }
    Some(object.with_list("additional-values", rest.into_iter()))
}

/// The names that an id may have, by what it begins with.
fn of_id(value: &str, of_gateway: bool) -> &'static [&'static str] {
    match IDS.iter().find(|(prefix, _, _)| value.starts_with(prefix)) {
        Some((_, _, names)) if of_gateway => names,
        Some((_, names, _)) => names,
        None if value.starts_with("tgw-") => &["tgw-id"],
        None if value.starts_with("i-") => &["instance-id"],
        None => &[],
    }
}

fn is_address(value: &str) -> bool {
    value.parse::<IpAddr>().is_ok()
}

/// Seconds since 1970, from 2001 on.
fn is_time(value: &str) -> bool {
    value.len() == 10 && value.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<&str>) {
        let json = object(&line.split(' ').collect::<Vec<_>>()).map(|object| object.json());
        assert_eq!(json.as_deref(), expected, "{line}");
    }

    #[test]
    fn what_says_by_itself_what_it_is_has_a_name() {
        check(
            "2 eni-0a 192.0.2.1 192.0.2.2",
            Some(r#"{"version":2,"interface-id":"eni-0a","srcaddr":"192.0.2.1","dstaddr":"192.0.2.2"}"#),
        );
        check(
            "6 111122223333 tgw-0a tgw-attach-0a vpc-0a vpc-0b eni-0a eni-0b 192.0.2.1 192.0.2.2 443 1700000000 1700000060 OK IPv4",
            Some(concat!(
                r#"{"version":6,"account-id":"111122223333","tgw-id":"tgw-0a","tgw-attachment-id":"tgw-attach-0a","#,
                r#""tgw-src-vpc-id":"vpc-0a","tgw-dst-vpc-id":"vpc-0b","tgw-src-eni":"eni-0a","tgw-dst-eni":"eni-0b","#,
                r#""srcaddr":"192.0.2.1","dstaddr":"192.0.2.2","start":1700000000,"end":1700000060,"log-status":"OK","#,
                r#""type":"IPv4","additional-values":["443"]}"#
            )),
        );
        for none in [
            "2 eni-0a 192.0.2.1",
            "eni-0a 192.0.2.1 192.0.2.2",
            "2 x 192.0.2.1 192.0.2.2",
            "1 eni-0a 192.0.2.1 ::1",
            "2 111122223333 eni-0a 192.0.2.1 ::1",
        ] {
            check(none, None);
        }
    }
}

//! Writes databases in MaxMind's format, by its specification: MaxMind DB 2.0.

use std::net::IpAddr;

/// A value of the data section.
#[derive(Clone, Debug)]
pub enum Value {
    Text(&'static str),
    Double(f64),
    Bytes(&'static [u8]),
    Uint16(u16),
    Uint32(u32),
    Uint64(u64),
    Int32(i32),
    Uint128(u128),
    Bool(bool),
    Float(f32),
    Map(Vec<(&'static str, Value)>),
    Array(Vec<Value>),
}

impl Value {
    /// Names by language, as GeoLite2 has them.
    pub fn names(english: &'static str, german: &'static str) -> Value {
        Value::Map(vec![("de", Value::Text(german)), ("en", Value::Text(english))])
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Text(text) => sized(out, 2, text.as_bytes()),
            Value::Double(number) => sized(out, 3, &number.to_be_bytes()),
            Value::Bytes(bytes) => sized(out, 4, bytes),
            Value::Uint16(number) => sized(out, 5, significant(&number.to_be_bytes())),
            Value::Uint32(number) => sized(out, 6, significant(&number.to_be_bytes())),
            Value::Int32(number) => sized(out, 8, &number.to_be_bytes()),
            Value::Uint64(number) => sized(out, 9, significant(&number.to_be_bytes())),
            Value::Uint128(number) => sized(out, 10, significant(&number.to_be_bytes())),
            Value::Bool(truth) => control(out, 14, usize::from(*truth)),
            Value::Float(number) => sized(out, 15, &number.to_be_bytes()),
            Value::Map(members) => {
                control(out, 7, members.len());
                for (name, value) in members {
                    sized(out, 2, name.as_bytes());
                    value.write(out);
                }
            }
            Value::Array(elements) => {
                control(out, 11, elements.len());
                elements.iter().for_each(|element| element.write(out));
            }
        }
    }
}

fn significant(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

fn sized(out: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    control(out, kind, bytes.len());
    out.extend_from_slice(bytes);
}

/// The control byte, what the type needs besides, and the size.
fn control(out: &mut Vec<u8>, kind: u8, size: usize) {
    let (own, more) = if size < 29 { (size as u8, None) } else { (29, Some((size - 29) as u8)) };
    assert!(size < 29 + 256, "longer values are not written");
    out.push(if kind < 8 { kind << 5 | own } else { own });
    if kind >= 8 {
        out.push(kind - 7);
    }
    out.extend(more);
}

/// A node of the search tree: where each bit leads.
type Node = [Record; 2];

#[derive(Clone, Copy)]
enum Record {
    Nothing,
    Node(usize),
    Data(usize),
}

/// A database of IPv4 and IPv6 addresses: networks, each with what is said of it.
pub fn database(kind: &'static str, networks: &[(&str, Value)]) -> Vec<u8> {
    let mut tree: Vec<Node> = vec![[Record::Nothing; 2]];
    let mut data = Vec::new();
    for (network, value) in networks {
        let (address, length) = network.split_once('/').expect("a network");
        let length: usize = length.parse().expect("a length");
        let (bits, length) = match address.parse::<IpAddr>().expect("an address") {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 96 + length),
            IpAddr::V6(address) => (u128::from(address), length),
        };
        let mut at = 0;
        for depth in 0..length {
            let bit = usize::from(bits >> (127 - depth) & 1 == 1);
            if depth + 1 == length {
                tree[at][bit] = Record::Data(data.len());
                break;
            }
            at = match tree[at][bit] {
                Record::Node(next) => next,
                _ => {
                    tree.push([Record::Nothing; 2]);
                    let next = tree.len() - 1;
                    tree[at][bit] = Record::Node(next);
                    next
                }
            };
        }
        value.write(&mut data);
    }
    let mut out = Vec::new();
    for record in tree.iter().flatten() {
        let number = match record {
            Record::Nothing => tree.len(),
            Record::Node(node) => *node,
            Record::Data(at) => tree.len() + 16 + at,
        };
        out.extend_from_slice(&(number as u32).to_be_bytes()[1..]);
    }
    out.extend_from_slice(&[0; 16]);
    out.extend_from_slice(&data);
    out.extend_from_slice(b"\xab\xcd\xefMaxMind.com");
    Value::Map(vec![
        ("binary_format_major_version", Value::Uint16(2)),
        ("binary_format_minor_version", Value::Uint16(0)),
        ("build_epoch", Value::Uint64(1_700_000_000)),
        ("database_type", Value::Text(kind)),
        ("description", Value::Map(vec![("en", Value::Text("made for tests"))])),
        ("ip_version", Value::Uint16(6)),
        ("languages", Value::Array(vec![Value::Text("en")])),
        ("node_count", Value::Uint32(tree.len() as u32)),
        ("record_size", Value::Uint16(24)),
    ])
    .write(&mut out);
    out
}

/// As GeoLite2-City is: an address in Berlin, one of which only the country is known, one that is only registered somewhere.
pub fn city() -> Vec<u8> {
    let germany =
        || Value::Map(vec![("iso_code", Value::Text("DE")), ("names", Value::names("Germany", "Deutschland"))]);
    let berlin = vec![
        ("city", Value::Map(vec![("geoname_id", Value::Uint32(1)), ("names", Value::names("Berlin", "Berlin"))])),
        ("country", germany()),
        (
            "location",
            Value::Map(vec![
                ("accuracy_radius", Value::Uint16(20)),
                ("latitude", Value::Double(52.5)),
                ("longitude", Value::Double(13.25)),
                ("time_zone", Value::Text("Europe/Berlin")),
            ]),
        ),
        (
            "subdivisions",
            Value::Array(vec![Value::Map(vec![
                ("iso_code", Value::Text("BE")),
                ("names", Value::names("State of Berlin", "Land Berlin")),
            ])]),
        ),
    ];
    database(
        "Example-City",
        &[
            ("198.51.100.0/24", Value::Map(berlin)),
            ("203.0.113.0/25", Value::Map(vec![("country", germany())])),
            ("2001:db8::/32", Value::Map(vec![("registered_country", germany())])),
        ],
    )
}

/// As GeoLite2-ASN is.
pub fn asn() -> Vec<u8> {
    let network = |number, name| {
        Value::Map(vec![
            ("autonomous_system_number", Value::Uint32(number)),
            ("autonomous_system_organization", Value::Text(name)),
        ])
    };
    database(
        "Example-ASN",
        &[("198.51.100.0/25", network(64_500, "Example & Sons")), ("192.0.2.0/24", network(64_501, "x"))],
    )
}

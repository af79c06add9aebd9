//! VPC flow logs of versions 2 to 11, in the default format and in custom ones ("Flow log records"), of which a first line
//! names the columns. Members have the names of the columns, with hyphens.
//!
//! A line is never read against columns that its values do not fit. What fits neither the file's header nor a format that
//! the document shows is refused, unless most of it says by itself what it is: then only that has names.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::sync::LazyLock;

use event::py::dict::Dict;

use super::columns::{Layout, Object, Slot, has};
use super::fields::{first, own, text};
use super::found::time_at;
use super::{Context, Format, Found, LogType, Outcome, Unfit};

pub(crate) static TYPE: LogType = LogType {
    name: "AWS.VPCFlow",
    format: Format::Text(object),
    is_event: true,
    paths: &["/vpcflowlogs/", "_vpcflowlogs_"],
    find,
};

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Version,
    Port,
    Protocol,
    Number,
    Address,
    Account,
    /// It begins with one of these, or was masked before it was published.
    Id(&'static str),
    /// One of these.
    Word(&'static [&'static str]),
    /// Anything, as in the columns that are not known.
    Text,
}

impl Kind {
    /// Of the column of that name; `None` where it is not known.
    fn of(name: &str) -> Option<Kind> {
        Some(match name {
            "version" => Kind::Version,
            "srcport" | "dstport" => Kind::Port,
            "protocol" => Kind::Protocol,
            "packets" | "bytes" | "start" | "end" | "tcp-flags" | "traffic-path" | "encryption-status" => Kind::Number,
            "packets-lost-no-route"
            | "packets-lost-blackhole"
            | "packets-lost-mtu-exceeded"
            | "packets-lost-ttl-expired" => Kind::Number,
            "srcaddr" | "dstaddr" | "pkt-srcaddr" | "pkt-dstaddr" => Kind::Address,
            "account-id" | "tgw-src-vpc-account-id" | "tgw-dst-vpc-account-id" => Kind::Account,
            "interface-id" | "tgw-src-eni" | "tgw-dst-eni" => Kind::Id("eni"),
            "vpc-id" | "tgw-src-vpc-id" | "tgw-dst-vpc-id" => Kind::Id("vpc"),
            "subnet-id" | "tgw-src-subnet-id" | "tgw-dst-subnet-id" => Kind::Id("subnet"),
            "instance-id" => Kind::Id("i-"),
            "tgw-id" | "tgw-attachment-id" | "tgw-pair-attachment-id" => Kind::Id("tgw"),
            "action" => Kind::Word(&["ACCEPT", "REJECT"]),
            "log-status" => Kind::Word(&["OK", "NODATA", "SKIPDATA"]),
            "flow-direction" => Kind::Word(&["ingress", "egress"]),
            "type" => Kind::Word(&["IPv4", "IPv6", "EFA"]),
            "region"
            | "az-id"
            | "sublocation-type"
            | "sublocation-id"
            | "pkt-src-aws-service"
            | "pkt-dst-aws-service"
            | "reject-reason"
            | "resource-type"
            | "tgw-src-az-id"
            | "tgw-dst-az-id" => Kind::Text,
            name if name.starts_with("ecs-") => Kind::Text,
            _ => return None,
        })
    }

    fn is_number(self) -> bool {
        matches!(self, Kind::Version | Kind::Port | Kind::Protocol | Kind::Number)
    }

    /// Whether `value` may stand in such a column.
    fn fits(self, value: &str) -> bool {
        match self {
            Kind::Version => number(value).is_some_and(|version| (2..100).contains(&version)),
            Kind::Port => number(value).is_some_and(|port| port <= u16::MAX.into()),
            Kind::Protocol => number(value).is_some_and(|protocol| protocol <= u8::MAX.into()),
            Kind::Number => is_number(value),
            Kind::Address => is_address(value),
            Kind::Account => is_number(value) || !is_address(value),
            Kind::Id(prefix) => value.starts_with(prefix) || is_masked(value),
            Kind::Word(words) => words.contains(&value),
            Kind::Text => true,
        }
    }
}

/// The number that one to eighteen digits make.
fn number(value: &str) -> Option<u64> {
    let digits = value.as_bytes();
    is_number(value).then(|| digits.iter().fold(0, |whole, digit| whole * 10 + u64::from(digit & 0xf)))
}

/// Whether it is one to eighteen digits.
fn is_number(value: &str) -> bool {
    let digits = value.as_bytes();
    match (digits.first_chunk(), digits.last_chunk()) {
        // Of what is longer than sixteen the middle is looked at as well.
        (Some(first), Some(last)) => {
            let middle = digits.get(8..).and_then(<[u8]>::first_chunk).unwrap_or(last);
            digits.len() < 19 && [first, middle, last].into_iter().all(|eight| are_digits(*eight))
        }
        _ => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
    }
}

/// Whether eight bytes are digits: 0x30 to 0x39.
fn are_digits(eight: [u8; 8]) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    let (word, high) = (u64::from_le_bytes(eight), ONES * 0xf0);
    // No byte carries into another where the first holds.
    word & high == ONES * 0x30 && (word + ONES * 6) & high == ONES * 0x30
}

/// Whether an identifier was masked.
#[cold]
fn is_masked(value: &str) -> bool {
    value.contains(['X', '*'])
}

/// An address, be it one that was masked before it was published.
fn is_address(value: &str) -> bool {
    is_dotted(value.as_bytes()) || is_other_address(value)
}

#[cold]
fn is_other_address(value: &str) -> bool {
    value.parse::<IpAddr>().is_ok()
        || (value.contains(['.', ':']) && value.bytes().all(|b| b.is_ascii_hexdigit() || b".:xX*".contains(&b)))
}

/// Whether it is an IPv4 address, as nearly all of them are.
fn is_dotted(value: &[u8]) -> bool {
    let (mut dots, mut part) = (0, None);
    for byte in value {
        part = match (byte, part) {
            (b'0'..=b'9', None) => Some(u32::from(byte & 0xf)),
            // A part of more digits does not begin with zero.
            (b'0'..=b'9', Some(whole @ 1..)) => Some(whole * 10 + u32::from(byte & 0xf)).filter(|whole| *whole < 256),
            (b'.', Some(_)) => {
                dots += 1;
                None
            }
            _ => return false,
        };
        if part.is_none() && *byte != b'.' {
            return false;
        }
    }
    dots == 3 && part.is_some()
}

/// The columns of a format.
#[derive(Clone, Debug)]
struct Columns {
    layout: Layout,
    /// Of the same columns.
    kinds: Vec<Kind>,
}

/// The columns of these names.
fn columns(names: &'static str) -> Columns {
    let (slots, kinds): (Vec<Slot>, Vec<Kind>) = names.split(' ').map(|name| column(name.into())).unzip();
    // Once for each format, for as long as the process is.
    Columns { layout: Layout::Known(slots.leak()), kinds }
}

fn column(name: Cow<'static, str>) -> (Slot, Kind) {
    let kind = Kind::of(&name).unwrap_or(Kind::Text);
    (Slot::new(name, kind.is_number()), kind)
}

/// The columns in the order in which the document lists them, version by version: what a file without a header has begins
/// so. The first [`DEFAULT`] of them are the default format.
static LISTED: LazyLock<Columns> = LazyLock::new(|| columns(LIST));
const LIST: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action \
     log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type \
     sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path ecs-cluster-arn ecs-cluster-name \
     ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name \
     ecs-task-definition-arn ecs-task-arn ecs-task-id reject-reason";
const DEFAULT: usize = 14;

/// The other formats of the document, the default one of transit gateways last.
static OTHERS: LazyLock<[Columns; FORMATS.len()]> = LazyLock::new(|| FORMATS.map(columns));
const FORMATS: [&str; 5] = [
    "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr \
     pkt-dstaddr protocol bytes packets start end action tcp-flags log-status",
    "version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport dstport protocol tcp-flags type \
     pkt-srcaddr pkt-dstaddr action log-status",
    "version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id \
     interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr \
     pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status",
    "instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr",
    "version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id \
     tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id \
     tgw-dst-az-id tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status \
     type packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags \
     region flow-direction pkt-src-aws-service pkt-dst-aws-service",
];

/// More columns than any version has.
const MOST: usize = 128;

/// The columns that a file's first line names.
#[derive(Clone, Debug)]
pub struct Header(Columns);

/// As the line that [`header`] takes again.
impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.layout.slots().iter().map(|slot| &*slot.name).collect();
        f.write_str(&names.join(" "))
    }
}

/// The header that `line` is, if it is one: names of columns and nothing else, most of them known.
pub(crate) fn header(line: &str) -> Option<Header> {
    // Cheap first: nearly every line ends here.
    if !line.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let known = |word: &str| Kind::of(&with_hyphens(word));
    if !line.split_ascii_whitespace().take(2).any(|word| known(word).is_some()) {
        return None;
    }
    header_of(line.split_ascii_whitespace().take(MOST))
}

/// The header of a table whose columns have such names, if it is one of flow logs.
pub(crate) fn header_of<'n>(names: impl Iterator<Item = &'n str>) -> Option<Header> {
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let columns = names.map(|name| column(with_hyphens(name).into_owned().into()));
    let (slots, kinds): (Vec<Slot>, Vec<Kind>) = columns.unzip();
    let known = || slots.iter().filter_map(|slot| Kind::of(&slot.name));
    let telling = known().any(|kind| matches!(kind, Kind::Address | Kind::Account | Kind::Id(_)))
        || slots.iter().any(|slot| slot.name == "log-status");
    let many = known().count() >= 2 && known().count() * 2 >= slots.len();
    let is_header = telling && many && slots.iter().all(|slot| is_name(&slot.name));
    is_header.then(|| Header(Columns { layout: Layout::Declared(slots.into()), kinds }))
}

/// A column's name as the document has it; Parquet's have underscores.
fn with_hyphens(name: &str) -> Cow<'_, str> {
    if name.contains('_') { Cow::Owned(name.replace('_', "-")) } else { Cow::Borrowed(name) }
}

impl Header {
    /// The object that a line of such values would be.
    pub(crate) fn object<'l>(&self, values: &[&'l str]) -> Result<Object<'l>, Unfit> {
        self.0.check(self.0.kinds.len(), values)?;
        Ok(self.0.object(self.0.kinds.len(), values.to_vec()))
    }
}

fn object<'l>(line: &'l str, context: &Context) -> Result<Object<'l>, Unfit> {
    let header = context.header.as_ref();
    // A line in the default format begins with a digit; others are looked at closer where there is a header, or an interface.
    let may_be = header.is_some() || line.starts_with(|c: char| c.is_ascii_digit()) || line.contains("eni-");
    let Some(values) = may_be.then(|| words(line)).flatten() else {
        return Err(Unfit::no(0, "it is no line of words"));
    };
    let mut nearest = None;
    let known = values.len().clamp(DEFAULT, LISTED.kinds.len());
    let declared = header.map(|Header(columns)| (columns, columns.kinds.len()));
    let listed = [(&*LISTED, known), (&*LISTED, DEFAULT)];
    let others =
        OTHERS.iter().map(|columns| (columns, columns.kinds.len())).filter(|(_, count)| *count == values.len());
    for (columns, count) in declared.into_iter().chain(listed).chain(others) {
        match columns.check(count, &values) {
            Ok(()) => return Ok(columns.object(count, values)),
            // The header's reason counts first, then that of the format that has as many columns.
            Err(unfit) if nearest.is_none() && (header.is_some() || count == values.len()) => {
                nearest = Some(unfit);
            }
            Err(_) => {}
        }
    }
    if header.is_none()
        && let Some(object) = super::vpc_flow_values::object(&values)
    {
        return Ok(object);
    }
    let percent = if values.iter().any(|value| value.starts_with("eni-")) { 60 } else { 10 };
    Err(nearest.unwrap_or_else(|| {
        Unfit::no(percent, format!("it has {} values, which is no format that is known without a header", values.len()))
    }))
}

/// What stands between spaces, or what else of ASCII is white: the first [`MOST`]. `None` for a line with something that
/// none of this log has.
fn words(line: &str) -> Option<Vec<&str>> {
    let mut words = Vec::with_capacity(DEFAULT * 3);
    let mut start = 0;
    let mut end = |at: usize| {
        let word = line.get(start..at).unwrap_or_default();
        if !word.is_empty() && words.len() < MOST {
            words.push(word);
        }
        start = at + 1;
    };
    if has(line, |byte| byte < b' ' || is_foreign(byte)) {
        for (at, byte) in line.bytes().enumerate() {
            if is_foreign(byte) {
                return None;
            }
            if byte.is_ascii_whitespace() {
                end(at);
            }
        }
    } else {
        let (chunks, rest) = line.as_bytes().as_chunks();
        let mut at = 0;
        for eight in chunks {
            let mut found = spaces(*eight);
            while found != 0 {
                end(at + found.trailing_zeros() as usize / 8);
                found &= found - 1;
            }
            at += eight.len();
        }
        (at..).zip(rest).filter(|(_, byte)| **byte == b' ').for_each(|(at, _)| end(at));
    }
    end(line.len());
    Some(words)
}

/// The highest bit of each of eight bytes that is a space, the first byte's the lowest.
#[inline]
fn spaces(eight: [u8; 8]) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let differs = u64::from_le_bytes(eight) ^ (ONES * u64::from(b' '));
    !(((differs & (ONES * 0x7f)) + ONES * 0x7f) | differs) & (ONES * 0x80)
}

/// Whether none of this log has the byte.
fn is_foreign(byte: u8) -> bool {
    matches!(byte, b'"' | b'[' | b'{' | b',' | b'=')
}

impl Columns {
    /// Whether every value fits its column, of the first `count`, and not all of them would fit any.
    fn check(&self, count: usize, values: &[&str]) -> Result<(), Unfit> {
        // Short formats fit too much to be looked for in what is longer.
        if values.len() < count || (values.len() > count && count < DEFAULT) {
            return Err(Unfit::no(70, format!("it has {} values for {count} columns", values.len())));
        }
        let kinds = self.kinds.get(..count).unwrap_or(&self.kinds);
        let given = || kinds.iter().zip(values).map(|(kind, value)| (kind, *value));
        if let Some(place) = given().position(|(kind, value)| value != "-" && !kind.fits(value)) {
            let name = self.layout.slots().get(place).map_or("", |slot| &slot.name);
            let value = values.get(place).copied().unwrap_or_default();
            return Err(Unfit::no(60, format!("`{value}` cannot be its `{name}`")));
        }
        let tells = |(kind, value)| value != "-" && !matches!(kind, &Kind::Text | &Kind::Account);
        if given().any(tells) { Ok(()) } else { Err(Unfit::no(30, "its values would fit any columns")) }
    }

    /// The object of values that fit the first `count` columns. Those behind the last are kept without a name.
    fn object<'l>(&self, count: usize, mut values: Vec<&'l str>) -> Object<'l> {
        let additional = values.split_off(values.len().min(count));
        Object::new(self.layout.clone(), values).with_list("additional-values", additional.into_iter())
    }
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

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn words_stand_between_what_is_white() {
        let texts = [
            "",
            " ",
            "a",
            "-",
            "  ",
            "eni-1",
            "\t",
            "\u{e9}\u{1f600}",
            "12345678",
            " x ",
            "\r\n",
            "\u{a0}",
            "\u{c}",
            "\u{b}",
        ];
        let mut lines: Vec<String> = vec![String::new()];
        for _ in 0..4 {
            lines = lines.iter().flat_map(|line| texts.map(|text| format!("{line}{text}"))).collect();
        }
        for line in &lines {
            let expected: Vec<&str> = line.split_ascii_whitespace().collect();
            assert_eq!(words(line), Some(expected), "{line:?}");
            for foreign in ["\"", "[", "{", ",", "="] {
                assert_eq!(words(&format!("{line}{foreign}{line}")), None, "{line:?}");
            }
        }
        assert_eq!(words(&"a ".repeat(MOST + 9)).map(|words| words.len()), Some(MOST));
    }

    #[test]
    fn numbers_are_digits_and_not_too_many() {
        for length in 0..22 {
            let digits: String = (0..length).map(|at| char::from(b'0' + (at * 7 % 10) as u8)).collect();
            let expected = digits.parse().ok().filter(|_| length < 19);
            assert_eq!(number(&digits), expected, "{digits}");
            for at in 0..length {
                for other in ['/', ':', '-', ' ', '\u{0}', '\u{7f}'] {
                    let text = format!("{}{other}{}", &digits[..at], &digits[at + 1..]);
                    assert!(!is_number(&text), "{text}");
                }
            }
        }
    }

    #[test]
    fn dotted_is_what_an_address_is() {
        let parts = [
            "", "0", "00", "01", "1", "9", "10", "99", "100", "199", "200", "249", "255", "256", "300", "1000", "a",
            "-1",
        ];
        let mut addresses: Vec<String> = parts.map(str::to_owned).to_vec();
        for _ in 0..3 {
            addresses = addresses.iter().flat_map(|text| parts.map(|part| format!("{text}.{part}"))).collect();
            for text in &addresses {
                assert_eq!(is_dotted(text.as_bytes()), text.parse::<Ipv4Addr>().is_ok(), "{text}");
            }
        }
        assert!(!is_dotted(b"1.2.3.4.5") && !is_dotted(b"1.2.3.4.") && !is_dotted(b"4294967297.2.3.4"));
    }
}

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

use super::columns::{Members, Object, has};
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
        let digits = || !value.is_empty() && value.len() < 19 && value.bytes().all(|b| b.is_ascii_digit());
        match self {
            Kind::Version => digits() && value.parse().is_ok_and(|version: u32| (2..100).contains(&version)),
            Kind::Port => digits() && value.parse::<u16>().is_ok(),
            Kind::Protocol => digits() && value.parse::<u8>().is_ok(),
            Kind::Number => digits(),
            Kind::Address => is_address(value),
            Kind::Account => digits() || !is_address(value),
            Kind::Id(prefix) => value.starts_with(prefix) || value.contains(['X', '*']),
            Kind::Word(words) => words.contains(&value),
            Kind::Text => true,
        }
    }
}

/// An address, be it one that was masked before it was published.
fn is_address(value: &str) -> bool {
    value.parse::<IpAddr>().is_ok()
        || (value.contains(['.', ':']) && value.bytes().all(|b| b.is_ascii_hexdigit() || b".:xX*".contains(&b)))
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: Cow<'static, str>,
    kind: Kind,
}

impl Column {
    fn new(name: impl Into<Cow<'static, str>>) -> Column {
        let name = name.into();
        let kind = Kind::of(&name).unwrap_or(Kind::Text);
        // A name that is known need not be copied for each line.
        let known = FORMATS.iter().chain([&LIST]).flat_map(|names| names.split(' ')).find(|known| *known == name);
        Column { name: known.map_or(name, Cow::Borrowed), kind }
    }
}

fn columns(names: &'static str) -> Vec<Column> {
    names.split(' ').map(Column::new).collect()
}

/// The columns in the order in which the document lists them, version by version: what a file without a header has begins
/// so. The first [`DEFAULT`] of them are the default format.
static LISTED: LazyLock<Vec<Column>> = LazyLock::new(|| columns(LIST));
const LIST: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action \
     log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type \
     sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path ecs-cluster-arn ecs-cluster-name \
     ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name \
     ecs-task-definition-arn ecs-task-arn ecs-task-id reject-reason";
const DEFAULT: usize = 14;

/// The other formats of the document, the default one of transit gateways last.
static LAYOUTS: LazyLock<Vec<Vec<Column>>> = LazyLock::new(|| FORMATS.map(columns).into());
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header(Vec<Column>);

/// As the line that [`header`] takes again.
impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|column| &*column.name).collect();
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
    let columns: Vec<Column> = names.map(|name| Column::new(with_hyphens(name).into_owned())).collect();
    let kinds = || columns.iter().filter_map(|column| Kind::of(&column.name));
    let telling = kinds().any(|kind| matches!(kind, Kind::Address | Kind::Account | Kind::Id(_)))
        || columns.iter().any(|column| column.name == "log-status");
    let many = kinds().count() >= 2 && kinds().count() * 2 >= columns.len();
    (telling && many && columns.iter().all(|column| is_name(&column.name))).then_some(Header(columns))
}

/// A column's name as the document has it; Parquet's have underscores.
fn with_hyphens(name: &str) -> Cow<'_, str> {
    if name.contains('_') { Cow::Owned(name.replace('_', "-")) } else { Cow::Borrowed(name) }
}

impl Header {
    /// The object that a line of such values would be.
    pub(crate) fn object<'l>(&self, values: &[&'l str]) -> Result<Object<'l>, Unfit> {
        write(&self.0, values)
    }
}

fn object<'l>(line: &'l str, context: &Context) -> Result<Object<'l>, Unfit> {
    let header = context.header.as_ref();
    // A line in the default format begins with a digit; others are looked at closer where there is a header, or an interface.
    let is_plain = !has(line, |b| matches!(b, b'"' | b'[' | b'{' | b',' | b'='));
    if !is_plain || (header.is_none() && !line.contains("eni-") && !line.starts_with(|c: char| c.is_ascii_digit())) {
        return Err(Unfit::no(0, "it is no line of words"));
    }
    let values = words(line);
    let mut nearest = None;
    let known = values.len().clamp(DEFAULT, LISTED.len());
    let listed = [LISTED.get(..known), LISTED.get(..DEFAULT)].into_iter().flatten();
    let others = LAYOUTS.iter().map(Vec::as_slice).filter(|columns| columns.len() == values.len());
    for columns in header.map(|Header(columns)| columns.as_slice()).into_iter().chain(listed).chain(others) {
        match write(columns, &values) {
            Ok(object) => return Ok(object),
            // The header's reason counts first, then that of the format that has as many columns.
            Err(unfit) if nearest.is_none() && (header.is_some() || columns.len() == values.len()) => {
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

/// What stands between spaces, or what else of ASCII is white: the first [`MOST`].
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(DEFAULT * 3);
    if has(line, |b| b.is_ascii_whitespace() && b != b' ') {
        words.extend(line.split_ascii_whitespace().take(MOST));
        return words;
    }
    let mut start = 0;
    for end in memchr::memchr_iter(b' ', line.as_bytes()).chain([line.len()]) {
        if let Some(word) = line.get(start..end)
            && !word.is_empty()
            && words.len() < MOST
        {
            words.push(word);
        }
        start = end + 1;
    }
    words
}

/// The object, where every value fits its column, and not all of them would fit any. Values behind the last column are kept
/// without a name.
fn write<'l>(columns: &[Column], values: &[&'l str]) -> Result<Object<'l>, Unfit> {
    // Short formats fit too much to be looked for in what is longer.
    if values.len() < columns.len() || (values.len() > columns.len() && columns.len() < DEFAULT) {
        return Err(Unfit::no(70, format!("it has {} values for {} columns", values.len(), columns.len())));
    }
    let mut members = Members::with_capacity(values.len());
    let mut telling = false;
    for (column, value) in columns.iter().zip(values) {
        let Column { name, kind } = column;
        if *value != "-" {
            if !kind.fits(value) {
                return Err(Unfit::no(60, format!("`{value}` cannot be its `{name}`")));
            }
            telling |= !matches!(kind, Kind::Text | Kind::Account);
        }
        if kind.is_number() { members.number(name.clone(), value) } else { members.text(name.clone(), value) }
    }
    if !telling {
        return Err(Unfit::no(30, "its values would fit any columns"));
    }
    if values.len() > columns.len() {
        members.list("additional-values", values.iter().skip(columns.len()).copied());
    }
    Ok(members.finish())
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

//! VPC flow logs of versions 2 to 11, in the default format and in custom ones ("Flow log records"), of which a first line
//! names the columns. Members have the names of the columns, with hyphens.
//!
//! A line is never read against columns that its values do not fit. What fits neither the file's header nor a format that
//! the document shows is refused, unless most of it says by itself what it is: then only that has names.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::ops::Range;
use std::sync::LazyLock;

use event::py::dict::Dict;
use scan::{Form, Quotes};

use super::columns::{Layout, Object, Slot};
use super::fields::{first, own, text};
use super::found::time_at;
use super::{Context, Format, Found, LogType, Outcome, Plain, Unfit};
use crate::digits;

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
    fn fits(self, value: &[u8]) -> bool {
        let number = || digits::whole(value);
        match self {
            Kind::Version => number().is_some_and(|version| (2..100).contains(&version)),
            Kind::Port => number().is_some_and(|port| port <= u16::MAX.into()),
            Kind::Protocol => number().is_some_and(|protocol| protocol <= u8::MAX.into()),
            Kind::Number => number().is_some(),
            Kind::Address => is_address(value),
            Kind::Account => number().is_some() || !is_address(value),
            Kind::Id(prefix) => value.starts_with(prefix.as_bytes()) || is_masked(value),
            Kind::Word(words) => words.iter().any(|one| one.as_bytes() == value),
            Kind::Text => true,
        }
    }

    /// Whether it shows by a word's form that it fits, which stands at `place` in a text.
    #[inline]
    fn surely_fits(&self, form: Form, text: &[u8], place: Range<usize>) -> bool {
        match self {
            Kind::Port => form == Form::DIGITS && digits::are_16_bits(text, place),
            Kind::Protocol => form == Form::DIGITS && place.len() < 3,
            Kind::Number | Kind::Account => form == Form::DIGITS && place.len() < 19,
            // Any digits and dots may be one that was masked.
            Kind::Address => form == Form::DOTTED,
            Kind::Text => !place.is_empty(),
            Kind::Version | Kind::Id(_) | Kind::Word(_) => false,
        }
    }

    /// Whether a value that fits shows that it is such a column.
    fn tells(self) -> bool {
        !matches!(self, Kind::Text | Kind::Account)
    }
}

/// Whether an identifier was masked.
#[cold]
fn is_masked(value: &[u8]) -> bool {
    value.contains(&b'X') || value.contains(&b'*')
}

/// Whether it is an address, be it one that was masked before it was published.
fn is_address(value: &[u8]) -> bool {
    let is_parted = |b: &u8| b".:".contains(b);
    let is_part = |b: &u8| b.is_ascii_hexdigit() || b".:xX*".contains(b);
    str::from_utf8(value).is_ok_and(|value| value.parse::<IpAddr>().is_ok())
        || (value.iter().any(is_parted) && value.iter().all(is_part))
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

/// A line of as many words as its file's first line names columns, or the document.
pub(super) const PLAIN: Plain = Plain { log_type: &TYPE, quotes: Quotes::Plain, foreign: b"\"[{,=", columns: plain };

fn plain<'c>(
    text: &[u8],
    line: scan::Line<'_>,
    context: &'c Context,
    found: &mut Vec<Range<u32>>,
) -> Option<&'c Layout> {
    let (columns, count) = match &context.header {
        Some(Header(columns)) => (columns, columns.kinds.len()),
        None => (&*LISTED, line.words.len().clamp(DEFAULT, LISTED.kinds.len())),
    };
    // What begins in lower case may name columns.
    if line.words.len() != count || !text.get(line.start)?.is_ascii_digit() {
        return None;
    }
    let (mut start, mut tells) = (line.start, false);
    for (kind, word) in columns.kinds.iter().zip(line.words) {
        let place = start..word.end as usize;
        let mut is_there = true;
        if !kind.surely_fits(word.form, text, place.clone()) {
            match text.get(place)? {
                // Where two spaces follow one another, they are one.
                [] => return None,
                b"-" => is_there = false,
                word => {
                    if !kind.fits(word) {
                        return None;
                    }
                }
            }
        }
        tells |= is_there && kind.tells();
        found.push(start as u32..word.end);
        start = word.end as usize + 1;
    }
    tells.then_some(&columns.layout)
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
    for (at, byte) in line.bytes().enumerate() {
        if PLAIN.foreign.contains(&byte) {
            return None;
        }
        if byte.is_ascii_whitespace() {
            end(at);
        }
    }
    end(line.len());
    Some(words)
}

impl Columns {
    /// Whether every value fits its column, of the first `count`, and not all of them would fit any.
    fn check(&self, count: usize, values: &[&str]) -> Result<(), Unfit> {
        // Short formats fit too much to be looked for in what is longer.
        if values.len() < count || (values.len() > count && count < DEFAULT) {
            return Err(Unfit::no(70, format!("it has {} values for {count} columns", values.len())));
        }
        let kinds = self.kinds.get(..count).unwrap_or(&self.kinds);
        let mut tells = false;
        for (place, (kind, value)) in kinds.iter().zip(values).enumerate() {
            if *value == "-" {
                continue;
            }
            if !kind.fits(value.as_bytes()) {
                let name = self.layout.slots().get(place).map_or("", |slot| &slot.name);
                return Err(Unfit::no(60, format!("`{value}` cannot be its `{name}`")));
            }
            tells |= kind.tells();
        }
        if tells { Ok(()) } else { Err(Unfit::no(30, "its values would fit any columns")) }
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
}

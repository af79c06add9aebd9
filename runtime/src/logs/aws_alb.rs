//! Access logs of Application Load Balancers ("Access log entries"). Members are named as the document's fields; an
//! address with a port becomes two, the request three beside its whole.
//!
//! Network and Classic Load Balancers write other lines, which are refused.

use std::ops::Range;
use std::sync::LazyLock;

use event::py::dict::Dict;
use scan::Form;

use super::columns::{Column, Layout, Object, Quotes, Slot, is_number, split};
use super::fields::{number, scalar, text};
use super::found::time_at;
use super::{Context, Format, Found, LogType, Outcome, Plain, Unfit, time};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.ALB",
    format: Format::Text(object),
    is_event: true,
    paths: &["/elasticloadbalancing/", "_elasticloadbalancing_"],
    find,
};

const PROTOCOLS: [&str; 6] = ["http", "https", "h2", "grpcs", "ws", "wss"];

/// The members, of which an address is two and the request four.
static MEMBERS: [Slot; 38] = [
    Slot::string("type"),
    Slot::string("time"),
    Slot::text("elb"),
    Slot::text("client_ip"),
    Slot::number("client_port"),
    Slot::text("target_ip"),
    Slot::number("target_port"),
    Slot::number("request_processing_time"),
    Slot::number("target_processing_time"),
    Slot::number("response_processing_time"),
    Slot::number("elb_status_code"),
    Slot::number("target_status_code"),
    Slot::number("received_bytes"),
    Slot::number("sent_bytes"),
    Slot::text("request"),
    Slot::text("request_method"),
    Slot::text("request_url"),
    Slot::text("request_http_version"),
    Slot::text("user_agent"),
    Slot::text("ssl_cipher"),
    Slot::text("ssl_protocol"),
    Slot::text("target_group_arn"),
    Slot::text("trace_id"),
    Slot::text("domain_name"),
    Slot::text("chosen_cert_arn"),
    Slot::number("matched_rule_priority"),
    Slot::text("request_creation_time"),
    Slot::text("actions_executed"),
    Slot::text("redirect_url"),
    Slot::text("error_reason"),
    Slot::text("target_port_list"),
    Slot::text("target_status_code_list"),
    Slot::text("classification"),
    Slot::text("classification_reason"),
    Slot::text("conn_trace_id"),
    Slot::text("transformed_host"),
    Slot::text("transformed_uri"),
    Slot::text("request_transform_status"),
];

/// The parts of the request among them.
const PARTS: Range<usize> = 15..18;

/// The members of a record whose request has no parts.
static WITHOUT_PARTS: LazyLock<Vec<Slot>> = LazyLock::new(|| {
    let others = MEMBERS.iter().enumerate().filter(|(place, _)| !PARTS.contains(place));
    others.map(|(_, slot)| slot.clone()).collect()
});

/// The columns before those that are members as they are.
const BEFORE: usize = 5;

const REQUEST: usize = 12;

/// With the user agent all is said that every version has.
const LEAST: usize = BEFORE + 9;

fn object<'l>(line: &'l str, _: &Context) -> Result<Object<'l>, Unfit> {
    let kind = line.split(' ').next().unwrap_or_default();
    if !PROTOCOLS.contains(&kind) {
        return Err(other(line, kind));
    }
    // Published examples have lost a space behind a quote.
    let columns = [Quotes::Escaped, Quotes::Plain, Quotes::Tight]
        .into_iter()
        .find_map(|quotes| split(line, quotes).filter(|columns| is_aligned(columns)));
    let columns = columns.ok_or_else(|| Unfit::no(60, "a quote is not closed, or closed where it should not be"))?;
    let column = |index: usize| columns.get(index).copied().unwrap_or(Column { text: "", quoted: false });
    if !time::is_in(column(1).text) || !column(1).text.contains('T') {
        return Err(Unfit::no(30, format!("`{}` is no time", shown(column(1).text))));
    }
    if columns.len() < LEAST {
        return Err(Unfit::no(60, format!("it has {} fields, expected at least {LEAST}", columns.len())));
    }
    if !column(REQUEST).quoted || !column(REQUEST + 1).quoted {
        return Err(Unfit::no(70, "the request and the user agent are not in quotes where they should be"));
    }
    if let Some(index) = (BEFORE..REQUEST).find(|index| !is_amount(column(*index).text)) {
        return Err(Unfit::no(80, format!("`{}` is no number", shown(column(index).text))));
    }
    let ((client_ip, client_port), (target_ip, target_port)) = (address(column(3).text), address(column(4).text));
    let request = column(REQUEST).text;
    let mut texts = Vec::with_capacity(columns.len() + 5);
    texts.extend([kind, column(1).text, column(2).text, client_ip, client_port, target_ip, target_port]);
    texts.extend(columns.iter().take(REQUEST + 1).skip(BEFORE).map(|column| column.text));
    let layout = match parts(request) {
        Some(parts) => {
            texts.extend(parts);
            Layout::Known(&MEMBERS)
        }
        None => Layout::Known(&WITHOUT_PARTS),
    };
    texts.extend(columns.iter().skip(REQUEST + 1).map(|column| column.text));
    let additional = texts.split_off(texts.len().min(layout.slots().len()));
    Ok(Object::new(layout, texts).with_list("additional_fields", additional.into_iter()))
}

/// A line whose request has parts, and each address a port.
pub(super) const PLAIN: Plain = Plain { log_type: &TYPE, quotes: scan::Quotes::Hold, foreign: b"[\\", columns: plain };

static WITH_PARTS: Layout = Layout::Known(&MEMBERS);

fn plain<'c>(text: &[u8], line: scan::Line<'_>, _: &'c Context, found: &mut Vec<Range<u32>>) -> Option<&'c Layout> {
    // Two more for the ports, three for the parts of the request.
    if !(LEAST..=MEMBERS.len() - 5).contains(&line.words.len()) {
        return None;
    }
    for ((index, place), word) in line.places().enumerate().zip(line.words) {
        let column = text.get(place.clone())?;
        let fits = match index {
            0 => PROTOCOLS.iter().any(|protocol| protocol.as_bytes() == column),
            1 => column.contains(&b'T') && is(column, time::is_in),
            BEFORE..REQUEST => word.form == Form::DIGITS && column.len() < 19 || is(column, is_amount),
            20 => is(column, is_amount),
            21 => column == b"-" || is(column, time::is_in),
            _ => !column.is_empty(),
        };
        // Behind these, whatever is in quotes may be without.
        let is_quoted = column.starts_with(b"\"");
        if !fits || matches!(index, ..17 | 20) && is_quoted != matches!(index, 12 | 13) {
            return None;
        }
        let inside = if is_quoted { place.start + 1..place.end - 1 } else { place.clone() };
        let is_address = matches!(index, 3 | 4) && column != b"-";
        let colon = if is_address { place.start + memchr::memrchr(b':', column)? } else { place.end };
        found.push(inside.start as u32..colon.min(inside.end) as u32);
        match index {
            3 | 4 if is_address => {
                let port = text.get(colon + 1..place.end).filter(|port| !port.is_empty())?;
                port.iter().all(u8::is_ascii_digit).then_some(())?;
                found.push(colon as u32 + 1..place.end as u32);
            }
            3 | 4 => found.push(place.start as u32..place.end as u32),
            REQUEST => found.extend(places_of_parts(text.get(inside.clone())?, inside.start)?),
            _ => {}
        }
    }
    Some(&WITH_PARTS)
}

/// Whether it is text that `test` takes.
fn is(column: &[u8], test: impl Fn(&str) -> bool) -> bool {
    str::from_utf8(column).is_ok_and(test)
}

/// Where the parts of a request stand that begins at `start`, if it has three and no space too many.
fn places_of_parts(request: &[u8], start: usize) -> Option<[Range<u32>; 3]> {
    let (first, last) = (memchr::memchr(b' ', request)?, memchr::memrchr(b' ', request)?);
    let is_spaced = |at: usize| request.get(at) == Some(&b' ');
    if last < first + 2 || last + 1 == request.len() || is_spaced(first + 1) || is_spaced(last - 1) {
        return None;
    }
    let place = |from: usize, to: usize| (start + from) as u32..(start + to) as u32;
    Some([place(0, first), place(first + 1, last), place(last + 1, request.len())])
}

/// Why a line of another type is none: what other balancers write is called by its name.
fn other(line: &str, kind: &str) -> Unfit {
    let mut words = line.split(' ').skip(1);
    if kind == "tls" && words.next() == Some("2.0") {
        return Unfit::no(40, "`tls` is what a Network Load Balancer logs");
    }
    if kind.ends_with('Z') && time::of_text(kind).is_some() {
        return match words.next().is_some_and(|word| word.contains(':')) {
            true => Unfit::no(40, "it is the line of a Classic Load Balancer, which begins with the time"),
            false => {
                Unfit::no(30, "it begins with the time, as lines of Classic Load Balancers and connection logs do")
            }
        };
    }
    Unfit::no(0, "it begins with no type of request or connection")
}

/// Whether what has no quotes and what has a form of its own stands where it should, as far as there are so many columns.
fn is_aligned(columns: &[Column<'_>]) -> bool {
    columns.iter().enumerate().all(|(index, column)| match index {
        0..12 | 14..17 => !column.quoted || column.text.contains(':'),
        12 | 13 => column.quoted,
        20 => !column.quoted && is_amount(column.text),
        21 => column.text == "-" || time::is_in(column.text),
        _ => true,
    })
}

/// A number, which may be -1 or missing.
fn is_amount(text: &str) -> bool {
    text == "-" || is_number(text) || text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// An address and its port, behind the last colon; IPv6 with or without brackets.
fn address(text: &str) -> (&str, &str) {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => (host, port),
        _ => (text, "-"),
    };
    (host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host), port)
}

/// The parts of a request that has them: the method before the first space, the version behind the last, the URL between.
fn parts(request: &str) -> Option<[&str; 3]> {
    let (method, rest) = request.split_once(' ')?;
    let (url, version) = rest.trim_end_matches(' ').rsplit_once(' ')?;
    Some([method, url.trim_matches(' '), version])
}

/// The beginning of a word, for a report.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["time"]]),
        actor: None,
        source_ip: text(record, &["client_ip"]),
        action: text(record, &["request_method"]),
        outcome: Outcome::of_http(number(record, &["elb_status_code"])),
        status: scalar(record, &["elb_status_code"]),
    }
}

//! Access logs of Application Load Balancers ("Access log entries"). Members are named as the document's fields; an
//! address with a port becomes two, the request three beside its whole.
//!
//! Network and Classic Load Balancers write other lines, which are refused.

use event::py::dict::Dict;

use super::columns::{Column, Members, Object, Quotes, split};
use super::fields::{number, scalar, text};
use super::found::time_at;
use super::{Context, Format, Found, LogType, Outcome, Unfit, time};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.ALB",
    format: Format::Text(object),
    is_event: true,
    paths: &["/elasticloadbalancing/", "_elasticloadbalancing_"],
    find,
};

const PROTOCOLS: [&str; 6] = ["http", "https", "h2", "grpcs", "ws", "wss"];

/// The fields behind the target.
const FIELDS: [&str; 28] = [
    "request_processing_time",
    "target_processing_time",
    "response_processing_time",
    "elb_status_code",
    "target_status_code",
    "received_bytes",
    "sent_bytes",
    "request",
    "user_agent",
    "ssl_cipher",
    "ssl_protocol",
    "target_group_arn",
    "trace_id",
    "domain_name",
    "chosen_cert_arn",
    "matched_rule_priority",
    "request_creation_time",
    "actions_executed",
    "redirect_url",
    "error_reason",
    "target_port_list",
    "target_status_code_list",
    "classification",
    "classification_reason",
    "conn_trace_id",
    "transformed_host",
    "transformed_uri",
    "request_transform_status",
];

const BEFORE: usize = 5;

/// With the user agent all is said that every version has.
const LEAST: usize = BEFORE + 9;

fn is_a_number(name: &str) -> bool {
    name.ends_with("_processing_time")
        || name.ends_with("_code")
        || name.ends_with("_bytes")
        || name == "matched_rule_priority"
}

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
    if time::of_text(column(1).text).is_none() || !column(1).text.contains('T') {
        return Err(Unfit::no(30, format!("`{}` is no time", shown(column(1).text))));
    }
    if columns.len() < LEAST {
        return Err(Unfit::no(60, format!("it has {} fields, expected at least {LEAST}", columns.len())));
    }
    if !column(12).quoted || !column(13).quoted {
        return Err(Unfit::no(70, "the request and the user agent are not in quotes where they should be"));
    }
    if let Some(index) = (BEFORE..12).find(|index| !is_amount(column(*index).text)) {
        return Err(Unfit::no(80, format!("`{}` is no number", shown(column(index).text))));
    }
    // Two addresses are two members each, and the request is four.
    let mut members = Members::with_capacity(columns.len() + 5);
    members.string("type", kind);
    members.string("time", column(1).text);
    members.text("elb", column(2).text);
    address(&mut members, ["client_ip", "client_port"], column(3).text);
    address(&mut members, ["target_ip", "target_port"], column(4).text);
    for (name, column) in FIELDS.iter().zip(columns.iter().skip(BEFORE)) {
        match *name {
            "request" => request(&mut members, column.text),
            name if is_a_number(name) => members.number(name, column.text),
            name => members.text(name, column.text),
        }
    }
    let known = BEFORE + FIELDS.len();
    if columns.len() > known {
        members.list("additional_fields", columns.iter().skip(known).map(|column| column.text));
    }
    Ok(members.finish())
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
        21 => column.text == "-" || time::of_text(column.text).is_some(),
        _ => true,
    })
}

/// A number, which may be -1 or missing.
fn is_amount(text: &str) -> bool {
    text == "-" || text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// An address and its port, behind the last colon; IPv6 with or without brackets.
fn address<'l>(members: &mut Members<'l>, [ip, port]: [&'static str; 2], text: &'l str) {
    let (host, number) = match text.rsplit_once(':') {
        Some((host, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => (host, number),
        _ => (text, "-"),
    };
    members.text(ip, host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host));
    members.number(port, number);
}

/// The request whole, and in parts where it has them: the method before the first space, the version behind the last.
fn request<'l>(members: &mut Members<'l>, text: &'l str) {
    members.text("request", text);
    if let Some((method, rest)) = text.split_once(' ')
        && let Some((url, version)) = rest.trim_end_matches(' ').rsplit_once(' ')
    {
        members.text("request_method", method);
        members.text("request_url", url.trim_matches(' '));
        members.text("request_http_version", version);
    }
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

//! Cloudflare's HTTP requests, as Logpush and Logpull have them; which fields there are is the customer's choice.

use event::py::dict::Dict;

use super::fields::{has, number, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType = LogType {
    name: "Cloudflare.HttpRequest",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["http_requests"],
    find,
};

/// Fields of a request; its times no other data set has.
const FIELDS: [&str; 9] = [
    "ClientRequestHost",
    "ClientRequestMethod",
    "ClientRequestURI",
    "ClientRequestPath",
    "ClientRequestProtocol",
    "EdgeResponseStatus",
    "EdgeResponseBytes",
    "CacheCacheStatus",
    "OriginResponseStatus",
];

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .one_of(&["EdgeStartTimestamp", "EdgeEndTimestamp", "RayID", "ClientRequestURI", "EdgeResponseStatus"])
        .require("fewer than two fields of a request are there", |record| {
            let timed = ["EdgeStartTimestamp", "EdgeEndTimestamp"].iter().any(|key| has(record, key));
            timed || FIELDS.iter().filter(|key| has(record, key)).count() >= 2
        })
        .none_of(&["Action", "MatchIndex"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let statuses: [&[&str]; 2] = [&["EdgeResponseStatus"], &["OriginResponseStatus"]];
    Found {
        time: time_at(record, &[&["EdgeStartTimestamp"], &["EdgeEndTimestamp"], &["Datetime"]]),
        actor: None,
        source_ip: text(record, &["ClientIP"]),
        action: text(record, &["ClientRequestMethod"]),
        outcome: Outcome::of_http(statuses.iter().find_map(|path| number(record, path))),
        status: statuses.iter().find_map(|path| scalar(record, path)),
    }
}

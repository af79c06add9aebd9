//! Cloudflare's firewall events, as Logpush has them; which fields there are is the customer's choice.

use event::py::dict::Dict;

use super::fields::{has, own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType = LogType {
    name: "Cloudflare.Firewall",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["firewall_events"],
    find,
};

/// Every field of the data set: the action, what tells whose request it was, and the rest.
const FIELDS: [&str; 37] = [
    "Action",
    "RayID",
    "ClientIP",
    "ClientRequestHost",
    "ClientRequestMethod",
    "ClientRequestPath",
    "ClientASN",
    "ClientCountry",
    "ClientASNDescription",
    "ClientIPClass",
    "ClientRefererHost",
    "ClientRefererPath",
    "ClientRefererQuery",
    "ClientRefererScheme",
    "ClientRequestProtocol",
    "ClientRequestQuery",
    "ClientRequestScheme",
    "ClientRequestUserAgent",
    "ContentScanObjResults",
    "ContentScanObjSizes",
    "ContentScanObjTypes",
    "Datetime",
    "Description",
    "EdgeColoCode",
    "EdgeColoName",
    "EdgeResponseStatus",
    "Kind",
    "LeakedCredentialCheckResult",
    "MatchIndex",
    "Metadata",
    "OriginResponseStatus",
    "OriginatorRayID",
    "Ref",
    "RuleID",
    "Source",
    "ZoneID",
    "ZoneName",
];
const REQUEST: usize = 7;

/// Whether a record has no field but those; which there are is the customer's choice.
fn has_no_other(record: &Dict<'_>) -> bool {
    record.pairs().iter().all(|(key, _)| key.as_str().is_some_and(|key| FIELDS.contains(&key)))
}

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .one_of(&["RuleID", "Source", "Kind", "MatchIndex", "Datetime"])
        .require("neither is there an `Action` on a request, nor are all fields those of a firewall event", |record| {
            let of_request = FIELDS.iter().skip(1).take(REQUEST).filter(|key| has(record, key)).count() >= 2;
            (own(record, "Action").is_some() && of_request) || (has(record, "Datetime") && has_no_other(record))
        })
        .none_of(&["Email", "AppDomain", "PolicyID"]);
}

/// What was let through, marked, changed, or only counted.
const PASSED: [&str; 14] = [
    "allow",
    "log",
    "bypass",
    "skip",
    "simulate",
    "unknown",
    "rewrite",
    "redirect",
    "route",
    "execute",
    "score",
    "set_config",
    "set_cache_settings",
    "compress_response",
];

/// What was stopped, or stopped until it proves to be a person.
const STOPPED: [&str; 8] = [
    "block",
    "drop",
    "challenge",
    "jschallenge",
    "managedchallenge",
    "managed_challenge",
    "connectionclose",
    "force_connection_close",
];

fn outcome(action: &str) -> Option<Outcome> {
    let is = |words: &[&str]| words.iter().any(|word| action.eq_ignore_ascii_case(word));
    if is(&PASSED) || action.ends_with("Solved") || action.ends_with("Bypassed") {
        return Some(Outcome::Success);
    }
    (is(&STOPPED) || action.ends_with("Failed")).then_some(Outcome::Failure)
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["Datetime"], &["EdgeStartTimestamp"]]),
        actor: None,
        source_ip: text(record, &["ClientIP"]),
        action: text(record, &["Action"]),
        outcome: own(record, "Action").and_then(outcome),
        status: scalar(record, &["EdgeResponseStatus"]),
    }
}

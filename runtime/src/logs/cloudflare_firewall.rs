//! Cloudflare's firewall events, as Logpush has them; which fields there are is the customer's choice.

use event::py::dict::Dict;

use super::fields::{own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType = LogType {
    name: "Cloudflare.Firewall",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["firewall_events"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("Action")
        .one_of(&["RuleID", "Source", "Kind", "MatchIndex", "Datetime"])
        .some_of(
            2,
            &[
                "RayID",
                "ClientIP",
                "ClientRequestHost",
                "ClientRequestMethod",
                "ClientRequestPath",
                "ClientASN",
                "ClientCountry",
            ],
        )
        .none_of(&["Email", "AppDomain", "PolicyID"]);
}

/// What was let through, marked, or only counted.
const PASSED: [&str; 7] = ["allow", "log", "bypass", "skip", "simulate", "managedChallengeBypassed", "unknown"];

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let action = own(record, "Action").filter(|action| !action.is_empty());
    let passed = |action: &str| PASSED.contains(&action) || action.ends_with("Solved") || action.ends_with("Bypassed");
    Found {
        time: time_at(record, &[&["Datetime"], &["EdgeStartTimestamp"]]),
        actor: None,
        source_ip: text(record, &["ClientIP"]),
        action: text(record, &["Action"]),
        outcome: action.and_then(|action| Outcome::unless(!passed(action))),
        status: scalar(record, &["EdgeResponseStatus"]),
    }
}

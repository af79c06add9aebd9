//! Okta's System Log (`LogEvent` of its API), as polled and as its EventBridge log stream has it under `detail`.

use event::py::dict::Dict;

use super::fields::{first, has, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome, Sure};
use crate::index::View;

pub(super) static TYPE: LogType =
    LogType { name: "Okta.SystemLog", format: Format::Json(lay_down), is_event: true, paths: &["okta"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .require("`eventType` is missing", |record| event_type(record).is_some())
        .object("actor")
        .some_of(
            2,
            &[
                "published",
                "uuid",
                "outcome",
                "client",
                "displayMessage",
                "legacyEventType",
                "debugContext",
                "securityContext",
                "authenticationContext",
                "transaction",
                "displaymessage",
                "authenticationcontext",
                "debugcontext",
                "securitycontext",
            ],
        )
        .require("`actor` has none of Okta's fields", |record| {
            let Some(event::Value::Dict(actor)) = record.get_str("actor") else { return false };
            ACTOR.iter().any(|key| has(actor, key))
        });
}

/// What an actor has one of.
const ACTOR: [&str; 3] = ["alternateId", "displayName", "id"];

/// What [`lay_down`] asks for, as far as nearly every record has it.
pub(super) const SURE: Sure = Sure {
    log_type: &TYPE,
    keys: &["eventType", "published", "uuid", "actor"],
    is: |record| {
        let is_text = |view| matches!(view, View::Text(_));
        (0..3).all(|place| is_text(record.field(place))) && ACTOR.iter().any(|key| is_text(record.member(3, key)))
    },
};

/// Of what is happened; in small letters as stores have it whose columns know no case.
fn event_type<'a>(record: &Dict<'a>) -> Option<&'a str> {
    own(record, "eventType").or_else(|| own(record, "eventtype"))
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let result = text(record, &["outcome", "result"]);
    Found {
        time: time_at(record, &[&["published"]]),
        actor: first(record, &[&["actor", "alternateId"], &["actor", "displayName"], &["actor", "id"]]),
        source_ip: first(record, &[&["client", "ipAddress"], &["request", "ipChain", "ip"]]),
        action: event_type(record).map(Into::into),
        outcome: Outcome::of_word(result.as_deref(), &["SUCCESS", "ALLOW"], &["FAILURE", "DENY"]),
        status: result,
    }
}

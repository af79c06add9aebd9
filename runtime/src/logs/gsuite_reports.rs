//! Google Workspace's activities, as the Admin SDK's Reports API has them (`admin#reports#activity`): one record, several
//! events.

use event::Value;
use event::guard::Kinds;
use event::py::dict::Dict;

use super::fields::{first, object, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome, Sure};
use crate::index::View;

pub(super) static TYPE: LogType = LogType {
    name: "GSuite.Reports",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["gsuite", "workspace"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    is_activity(check);
    check.one_of(&["actor", "kind", "ipAddress"]).require("`events` is missing", |record| {
        // Some collectors take the list apart, one event a record.
        matches!(record.get_str("events"), Some(Value::List(_) | Value::Dict(_)))
    });
}

/// What [`lay_down`] asks for, as far as nearly every record has it.
pub(super) const SURE: Sure = Sure {
    log_type: &TYPE,
    keys: &["id", "kind", "events"],
    is: |record| match (record.field(1), record.field(2)) {
        (View::Text(kind), View::Of(Kinds::LIST)) => {
            kind.ends_with(b"#activity") && matches!(record.member(0, "applicationName"), View::Text(_))
        }
        _ => false,
    },
};

/// What both of Google's shapes have.
pub(super) fn is_activity(check: &mut Check<'_, '_>) {
    check
        .object("id")
        .refuse("`kind` is no activity", |record| own(record, "kind").is_some_and(|kind| !kind.ends_with("#activity")))
        .require("`id` is not that of an activity", |record| {
            object(record, &["id"]).is_some_and(|id| {
                let has = |key| own(id, key).is_some();
                has("applicationName") || (has("time") && has("uniqueQualifier"))
            })
        });
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    find_in(record, &["events", "name"])
}

/// With the event's name at `name`.
pub(super) fn find_in<'a>(record: &'a Dict<'a>, name: &[&str]) -> Found<'a> {
    let action = text(record, name);
    Found {
        time: time_at(record, &[&["id", "time"]]),
        actor: first(
            record,
            &[
                &["actor", "email"],
                &["actor", "applicationInfo", "applicationName"],
                &["actor", "profileId"],
                &["actor", "key"],
            ],
        ),
        source_ip: text(record, &["ipAddress"]),
        outcome: Outcome::of_word(action.as_deref(), &["login_success"], &["login_failure"]),
        action,
        status: None,
    }
}

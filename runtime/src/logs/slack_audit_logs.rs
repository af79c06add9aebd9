//! Slack's audit logs of an Enterprise organisation (Audit Logs API, `/logs`).

use event::Value;
use event::py::dict::Dict;

use super::fields::{first, object, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType =
    LogType { name: "Slack.AuditLogs", format: Format::Json(lay_down), is_event: true, paths: &["slack"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .require("`date_create` is no time", |record| match record.get_str("date_create") {
            Some(value) => matches!(value, Value::Int(_) | Value::Str(_) | Value::Float(_)),
            // Some collectors leave it out; who did it and where in Slack tells it then.
            None => object(record, &["actor", "user"]).is_some() && object(record, &["context", "location"]).is_some(),
        })
        .string("action")
        .object("actor")
        .one_of(&["entity", "context"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["date_create"]]),
        actor: first(record, &[&["actor", "user", "email"], &["actor", "user", "name"], &["actor", "user", "id"]]),
        source_ip: text(record, &["context", "ip_address"]),
        action: text(record, &["action"]),
        outcome: Outcome::of_word(own(record, "action"), &["user_login"], &["user_login_failed"]),
        status: None,
    }
}

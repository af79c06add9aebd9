//! 1Password's audit events (Events API, `/api/v1/auditevents`).

use event::py::dict::Dict;

use super::fields::{first, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType = LogType {
    name: "OnePassword.AuditEvent",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["auditevent"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("actor_uuid")
        .string("object_type")
        .string("action")
        .string("uuid")
        .none_of(&["session_uuid", "item_uuid"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["timestamp"]]),
        actor: first(record, &[&["actor_details", "email"], &["actor_details", "name"], &["actor_uuid"]]),
        source_ip: text(record, &["session", "ip"]),
        action: text(record, &["action"]),
        ..Found::default()
    }
}

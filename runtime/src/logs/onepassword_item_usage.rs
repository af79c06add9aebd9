//! 1Password's uses of shared items (Events API, `/api/v1/itemusages`).

use event::py::dict::Dict;

use super::fields::{first, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType = LogType {
    name: "OnePassword.ItemUsage",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["itemusage"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("item_uuid")
        .string("uuid")
        .some_of(2, &["vault_uuid", "used_version", "user", "client", "timestamp"])
        .none_of(&["session_uuid", "actor_uuid"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["timestamp"]]),
        actor: first(record, &[&["user", "email"], &["user", "name"], &["user", "uuid"]]),
        source_ip: text(record, &["client", "ip_address"]),
        action: text(record, &["action"]),
        ..Found::default()
    }
}

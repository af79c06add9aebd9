//! 1Password's sign-in attempts (Events API, `/api/v1/signinattempts`).

use event::py::dict::Dict;

use super::fields::{first, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType = LogType {
    name: "OnePassword.SignInAttempt",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["signinattempt"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("session_uuid")
        .string("category")
        .string("uuid")
        .one_of(&["target_user", "client", "type"])
        .none_of(&["item_uuid", "actor_uuid"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let category = own(record, "category");
    Found {
        time: time_at(record, &[&["timestamp"]]),
        actor: first(record, &[&["target_user", "email"], &["target_user", "name"], &["target_user", "uuid"]]),
        source_ip: text(record, &["client", "ip_address"]),
        action: text(record, &["type"]),
        outcome: category.and_then(|category| Outcome::unless(!category.contains("success"))),
        status: text(record, &["category"]),
    }
}

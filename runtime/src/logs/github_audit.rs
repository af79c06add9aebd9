//! GitHub's audit log of organisations and enterprises, polled or streamed ("Audit log events").

use event::Value;
use event::py::dict::Dict;

use super::fields::{first, has, number, own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType =
    LogType { name: "GitHub.Audit", format: Format::Json(lay_down), is_event: true, paths: &["github"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("action")
        .require("`action` is not of the form `category.operation`", |record| {
            has(record, "_document_id") || own(record, "action").is_some_and(is_operation)
        })
        .require("`actor` is no name", |record| match record.get_str("actor") {
            Some(Value::Str(_)) => true,
            None | Some(Value::None) => has(record, "_document_id") || has(record, "@timestamp"),
            _ => false,
        })
        .one_of(&["@timestamp", "created_at", "_document_id", "org", "repo", "repository", "business", "org_id"])
        .none_of(&["sender", "entity", "object_type", "eventType"]);
}

fn is_operation(action: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    action.split_once('.').is_some_and(|(category, operation)| plain(category) && plain(operation))
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["@timestamp"], &["created_at"]]),
        actor: first(record, &[&["actor"], &["user"]]),
        source_ip: text(record, &["actor_ip"]),
        action: text(record, &["action"]),
        // Requests to the API have one.
        outcome: Outcome::of_http(number(record, &["status_code"])),
        status: scalar(record, &["status_code"]),
    }
}

//! SailPoint Identity Security Cloud's audit events (the `events` index of its search API).

use event::py::dict::Dict;

use super::fields::{first, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType =
    LogType { name: "Sailpoint.Event", format: Format::Json(lay_down), is_event: true, paths: &["sailpoint"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .one_of(&["technicalName", "trackingNumber", "operation"])
        .one_of(&["org", "pod", "stack"])
        .some_of(2, &["created", "action", "actor", "target", "objects", "attributes", "_version"])
        .refuse("`_type` is not `event`", |record| own(record, "_type").is_some_and(|kind| kind != "event"));
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let status = text(record, &["status"]);
    Found {
        time: time_at(record, &[&["created"], &["synced"]]),
        actor: first(record, &[&["actor", "name"], &["actor", "id"], &["actor"]]),
        source_ip: first(record, &[&["ipAddress"], &["attributes", "ipAddress"], &["attributes", "hostName"]]),
        action: first(record, &[&["action"], &["technicalName"]]),
        outcome: Outcome::of_word(status.as_deref(), &["PASSED", "SUCCESS"], &["FAILED", "FAILURE", "DENIED"]),
        status,
    }
}

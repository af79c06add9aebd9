//! Slack's access logs of a workspace (Web API, `team.accessLogs`).

use event::py::dict::Dict;

use super::fields::{first, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType =
    LogType { name: "Slack.AccessLogs", format: Format::Json(lay_down), is_event: true, paths: &["slack"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check.one_of(&["date_first"]).one_of(&["date_last"]).one_of(&["user_id", "username"]).one_of(&["ip", "user_agent"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["date_last"], &["date_first"]]),
        actor: first(record, &[&["username"], &["user_id"]]),
        source_ip: text(record, &["ip"]),
        ..Found::default()
    }
}

//! One event of a Google Workspace activity, taken out of its list: `name`, `type` and `parameters` stand at the top.

use event::py::dict::Dict;

use super::gsuite_reports::{find_in, is_activity};
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType =
    LogType { name: "GSuite.ActivityEvent", format: Format::Json(lay_down), is_event: true, paths: &["gsuite"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    is_activity(check);
    check.string("name").one_of(&["type", "parameters"]).none_of(&["events"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    find_in(record, &["name"])
}

//! One event of a Google Workspace activity, taken out of its list: `name`, `type` and `parameters` stand at the top.

use event::py::dict::Dict;

use super::fields::{has, own, text};
use super::gsuite_reports::{find_in, is_activity};
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType =
    LogType { name: "GSuite.ActivityEvent", format: Format::Json(lay_down), is_event: true, paths: &["gsuite"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    is_activity(check);
    // Collectors leave out what the event has not, and some what it has.
    check
        .require(
            "the `id` names no application, and there is neither an `actor`, a `kind` nor an `ipAddress`",
            |record| {
                text(record, &["id", "applicationName"]).is_some()
                    || ["actor", "kind", "ipAddress"].iter().any(|key| has(record, key))
            },
        )
        .one_of(&["name", "type", "parameters"])
        .refuse("`name` is no string", |record| has(record, "name") && own(record, "name").is_none())
        .none_of(&["events"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let found = find_in(record, &["name"]);
    Found { action: found.action.or_else(|| text(record, &["type"])), ..found }
}

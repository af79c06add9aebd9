//! Route 53 Resolver's query logs ("Values that appear in Resolver query logs").

use event::py::dict::Dict;

use super::fields::{first, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome, Sure};
use crate::index::View;

pub(super) static TYPE: LogType = LogType {
    name: "AWS.VPCDns",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["/vpcdnsquerylogs/", "_vpcdnsquerylogs_"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check.string("query_name").string("query_timestamp").one_of(&["srcids", "vpc_id", "rcode", "srcaddr"]);
}

/// What [`lay_down`] asks for, as far as nearly every record has it.
pub(super) const SURE: Sure = Sure {
    log_type: &TYPE,
    keys: &["query_name", "query_timestamp", "rcode"],
    is: |record| (0..3).all(|place| matches!(record.field(place), View::Text(_))),
};

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let code = own(record, "rcode").filter(|code| !code.is_empty());
    Found {
        time: time_at(record, &[&["query_timestamp"]]),
        actor: first(record, &[&["srcids", "instance"], &["srcids", "resolver_endpoint"]]),
        source_ip: text(record, &["srcaddr"]),
        action: text(record, &["query_type"]),
        outcome: code.and_then(|code| Outcome::unless(code != "NOERROR")),
        status: text(record, &["rcode"]),
    }
}

//! AWS WAF's web ACL traffic, of AWS WAF and of WAF Classic ("Log fields for web ACL traffic").

use event::py::dict::Dict;

use super::fields::{has, own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome, Sure};
use crate::index::View;

pub(super) static TYPE: LogType = LogType {
    name: "AWS.WAFWebACL",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["/WAFLogs/", "_waflogs_", "aws-waf-logs-"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("webaclId")
        .object("httpRequest")
        .one_of(&["action", "terminatingRuleId"])
        .require("`timestamp` is missing", |record| has(record, "timestamp"));
}

/// What [`lay_down`] asks for, as far as nearly every record has it.
pub(super) const SURE: Sure = Sure {
    log_type: &TYPE,
    keys: &["webaclId", "httpRequest", "action", "timestamp"],
    is: |record| {
        let fields = [0, 1, 2, 3].map(|place| record.field(place));
        matches!(fields, [View::Text(_), View::Object(_), View::Text(_), View::Int(_)])
    },
};

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["timestamp"]]),
        actor: None,
        source_ip: text(record, &["httpRequest", "clientIp"]),
        action: text(record, &["action"]),
        outcome: Outcome::of_word(own(record, "action"), &["ALLOW", "COUNT"], &["BLOCK", "CAPTCHA", "CHALLENGE"]),
        status: scalar(record, &["responseCodeSent"]).or_else(|| text(record, &["action"])),
    }
}

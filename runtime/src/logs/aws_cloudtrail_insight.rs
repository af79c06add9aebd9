//! AWS CloudTrail Insights: unusual rates of calls and errors ("CloudTrail Insights insightDetails element").

use event::py::dict::Dict;

use super::fields::{first, has, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.CloudTrailInsight",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["/CloudTrail-Insight/", "_CloudTrail-Insight_"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .require("`eventType` is not `AwsCloudTrailInsight`", |record| {
            own(record, "eventType").is_none_or(|kind| kind == "AwsCloudTrailInsight")
                && (has(record, "eventType") || own(record, "eventCategory") == Some("Insight"))
        })
        .object("insightDetails");
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["eventTime"]]),
        action: first(record, &[&["insightDetails", "eventName"], &["insightDetails", "insightType"]]),
        status: text(record, &["insightDetails", "state"]),
        ..Found::default()
    }
}

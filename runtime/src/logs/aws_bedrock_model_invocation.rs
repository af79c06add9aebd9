//! Amazon Bedrock's model invocations ("Monitor model invocation using CloudWatch Logs and Amazon S3").

use event::py::dict::Dict;

use super::fields::{first, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.BedrockModelInvocation",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["/BedrockModelInvocationLogs/"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("modelId")
        .refuse("`schemaType` is not `ModelInvocationLog`", |record| {
            own(record, "schemaType").is_some_and(|kind| kind != "ModelInvocationLog")
        })
        .some_of(2, &["schemaType", "requestId", "operation", "identity", "input", "output"])
        .one_of(&["timestamp"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let error = text(record, &["errorCode"]);
    Found {
        time: time_at(record, &[&["timestamp"]]),
        actor: first(record, &[&["identity", "arn"], &["accountId"]]),
        source_ip: None,
        action: text(record, &["operation"]),
        outcome: Outcome::unless(error.is_some()),
        status: error,
    }
}

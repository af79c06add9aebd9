//! AWS CloudTrail: management, data and network activity events ("CloudTrail record contents").

use event::Value;
use event::py::dict::Dict;

use super::fields::{at, first, has, object, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome, Sure};
use crate::index::View;

pub(super) static TYPE: LogType = LogType {
    name: "AWS.CloudTrail",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["/CloudTrail/", "_CloudTrail_"],
    find,
};

/// The kinds of identity that `userIdentity.type` names.
const IDENTITIES: [&str; 12] = [
    "Root",
    "IAMUser",
    "AssumedRole",
    "Role",
    "FederatedUser",
    "Directory",
    "AWSAccount",
    "AWSService",
    "IdentityCenterUser",
    "SAMLUser",
    "WebIdentityUser",
    "Unknown",
];

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("eventName")
        .require(
            "`eventSource` is no service of AWS, nor does anything else in its place say that it is AWS's",
            |record| {
                match own(record, "eventSource") {
                    Some(source) if source.contains("amazonaws") => true,
                    // Notifications and streams have `aws:s3`, other clouds' trails a domain of theirs.
                    Some(source) if source.starts_with("aws:") || (source.contains('.') && !source.contains("aws")) => {
                        false
                    }
                    _ => is_of_aws(record),
                }
            },
        )
        .refuse("it is an insight", |record| match own(record, "eventType") {
            Some(kind) => kind == "AwsCloudTrailInsight",
            None => has(record, "insightDetails"),
        });
}

/// What [`lay_down`] asks for, as far as nearly every record has it.
pub(super) const SURE: Sure = Sure {
    log_type: &TYPE,
    keys: &["eventName", "eventSource", "eventType"],
    is: |record| match (record.field(0), record.field(1), record.field(2)) {
        (View::Text(_), View::Text(source), View::Text(kind)) => {
            source.ends_with(b".amazonaws.com") && kind != b"AwsCloudTrailInsight"
        }
        _ => false,
    },
};

/// Whether a record says that it is of AWS without naming a service.
fn is_of_aws(record: &Dict<'_>) -> bool {
    let ours = own(record, "eventVersion").is_some_and(is_version)
        || object(record, &["userIdentity"]).is_some_and(is_identity)
        || (has(record, "awsRegion") && (has(record, "eventSource") || has(record, "eventTime")));
    // What other clouds call a region.
    ours && !has(record, "acsRegion") && !has(record, "eventRegion")
}

/// `1.08`.
fn is_version(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1', b'.', minor @ ..] if minor.len() == 2 && minor.iter().all(u8::is_ascii_digit))
}

fn is_identity(identity: &Dict<'_>) -> bool {
    own(identity, "arn").is_some_and(|arn| arn.starts_with("arn:"))
        || own(identity, "type").is_some_and(|kind| IDENTITIES.contains(&kind))
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let error = first(record, &[&["errorCode"], &["errorMessage"]]);
    // A sign-in says how it ended in its answer.
    let answer = match at(record, &["responseElements"]) {
        Some(Value::Dict(answer)) => own(record, "eventName").and_then(|name| text(answer, &[name])),
        _ => None,
    };
    let detail = own(record, "eventName").and_then(|name| text(record, &["serviceEventDetails", name]));
    let told = answer.or(detail);
    let failed = error.is_some() || told.as_ref().is_some_and(|told| told.starts_with("Fail"));
    Found {
        time: time_at(record, &[&["eventTime"]]),
        actor: first(
            record,
            &[
                &["userIdentity", "arn"],
                &["userIdentity", "userName"],
                &["userIdentity", "sessionContext", "sessionIssuer", "arn"],
                &["additionalEventData", "UserName"],
                &["userIdentity", "onBehalfOf", "userId"],
                &["userIdentity", "invokedBy"],
                &["userIdentity", "principalId"],
                &["userIdentity", "accountId"],
            ],
        ),
        source_ip: text(record, &["sourceIPAddress"]),
        action: text(record, &["eventName"]),
        outcome: Outcome::unless(failed),
        status: text(record, &["errorCode"]).or(told).or(error),
    }
}

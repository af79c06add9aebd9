//! Google Cloud's audit logs: a `LogEntry` whose `protoPayload` is a `google.cloud.audit.AuditLog`; also as BigQuery has
//! it after an export, where the payload is `protopayload_auditlog`.

use event::Value;
use event::py::dict::Dict;

use super::fields::{at, first, number, object, own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType = LogType {
    name: "GCP.AuditLog",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["cloudaudit.googleapis.com"],
    find,
};

const AUDIT_LOG: &str = "type.googleapis.com/google.cloud.audit.AuditLog";

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .require("`protoPayload` is missing", |record| payload(record).is_some())
        .require("the payload's `@type` is not `google.cloud.audit.AuditLog`", |record| {
            let Some((payload, key)) = payload(record) else { return false };
            // Stores that have no room for an at sign in a name write it out; BigQuery has no type at all.
            match own(payload, "@type").or_else(|| own(payload, "at_sign_type")) {
                Some(kind) => kind == AUDIT_LOG,
                None if key == EXPORTED => true,
                None => own(record, "logName").is_some_and(|name| name.contains("cloudaudit.googleapis.com")),
            }
        })
        .require("the payload has neither `methodName` nor `serviceName`", |record| {
            payload(record).is_some_and(|(payload, _)| {
                own(payload, "methodName").is_some() || own(payload, "serviceName").is_some()
            })
        });
}

const EXPORTED: &str = "protopayload_auditlog";

/// The payload, with the key that it is under.
fn payload<'a>(record: &Dict<'a>) -> Option<(&'a Dict<'a>, &'static str)> {
    ["protoPayload", EXPORTED].into_iter().find_map(|key| match record.get_str(key)? {
        Value::Dict(payload) => Some((payload, key)),
        _ => None,
    })
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let time = time_at(record, &[&["timestamp"], &["receiveTimestamp"]]);
    let Some((payload, _)) = payload(record) else { return Found { time, ..Found::default() } };
    let code = number(payload, &["status", "code"]).unwrap_or(0);
    let denied = matches!(at(payload, &["authorizationInfo", "granted"]), Some(Value::Bool(false)));
    // Some write the word for success into a status without a code.
    let complaint = text(payload, &["status", "message"]).filter(|message| !message.eq_ignore_ascii_case("ok"));
    let failed = denied || code != 0 || (object(payload, &["status"]).is_some() && complaint.is_some());
    Found {
        time,
        actor: first(
            payload,
            &[
                &["authenticationInfo", "principalEmail"],
                &["authenticationInfo", "principalSubject"],
                &["authenticationInfo", "authoritySelector"],
            ],
        ),
        source_ip: first(payload, &[&["requestMetadata", "callerIp"], &["requestMetadata", "callerIP"]]),
        action: text(payload, &["methodName"]),
        outcome: Outcome::unless(failed),
        status: scalar(payload, &["status", "code"]).or_else(|| text(payload, &["status", "message"])),
    }
}

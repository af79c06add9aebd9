//! Kubernetes' audit events, as the control plane of Amazon EKS writes them (`audit.k8s.io/v1`, `Event`; the beta
//! versions too).

use event::Value;
use event::py::dict::Dict;

use super::fields::{at, number, own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome, Sure};
use crate::index::View;

pub(super) static TYPE: LogType = LogType {
    name: "Amazon.EKS.Audit",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["kube-apiserver-audit", "/aws/eks/"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("auditID")
        .require("`verb` is missing, and `apiVersion` is none of `audit.k8s.io`", |record| {
            own(record, "verb").or_else(|| own(record, "apiVersion")).is_some()
        })
        .one_of(&["stage", "requestURI", "level"])
        .refuse("`kind` is not `Event`", |record| own(record, "kind").is_some_and(|kind| kind != "Event"))
        .refuse("`apiVersion` is none of `audit.k8s.io`", |record| {
            own(record, "apiVersion").is_some_and(|version| !version.starts_with("audit.k8s.io/"))
        });
}

/// What [`lay_down`] asks for, as far as nearly every record has it.
pub(super) const SURE: Sure = Sure {
    log_type: &TYPE,
    keys: &["auditID", "verb", "stage", "kind", "apiVersion"],
    is: |record| match (record.field(3), record.field(4)) {
        (View::Text(b"Event"), View::Text(version)) => {
            version.starts_with(b"audit.k8s.io/") && (0..3).all(|place| matches!(record.field(place), View::Text(_)))
        }
        _ => false,
    },
};

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let address = match at(record, &["sourceIPs"]) {
        Some(Value::List(list)) => list.get(0).and_then(Value::as_str).map(Into::into),
        _ => None,
    };
    Found {
        time: time_at(
            record,
            &[&["requestReceivedTimestamp"], &["stageTimestamp"], &["timestamp"], &["metadata", "creationTimestamp"]],
        ),
        actor: text(record, &["user", "username"]),
        source_ip: address,
        action: text(record, &["verb"]),
        outcome: Outcome::of_http(number(record, &["responseStatus", "code"])),
        status: scalar(record, &["responseStatus", "code"]),
    }
}

//! Google Cloud's VPC flow logs ("VPC Flow Logs records"). Firewall and NAT logs have a `connection` too.

use event::py::dict::Dict;

use super::fields::{has, object, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType =
    LogType { name: "GCP.VPCFlow", format: Format::Json(lay_down), is_event: true, paths: &["vpc_flows"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .object("jsonPayload")
        .require("`jsonPayload` has no `connection`", |record| object(record, &["jsonPayload", "connection"]).is_some())
        .require("neither `logName` nor `reporter` is that of a flow", |record| match own(record, "logName") {
            Some(name) => name.contains("vpc_flows"),
            None => object(record, &["jsonPayload"]).is_some_and(|payload| {
                has(payload, "reporter") && !has(payload, "disposition") && !has(payload, "allocation_status")
            }),
        })
        .none_of(&["protoPayload", "httpRequest"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["timestamp"], &["jsonPayload", "end_time"], &["receiveTimestamp"]]),
        source_ip: text(record, &["jsonPayload", "connection", "src_ip"]),
        ..Found::default()
    }
}

//! Requests to Google Cloud's HTTP(S) load balancers: a `LogEntry` with an `httpRequest`.

use event::py::dict::Dict;

use super::fields::{first, number, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType = LogType {
    name: "GCP.HTTPLoadBalancer",
    format: Format::Json(lay_down),
    is_event: true,
    paths: &["loadbalancing"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .object("httpRequest")
        .require("neither `jsonPayload` nor `resource` is a load balancer's", |record| {
            let entry = first(record, &[&["jsonPayload", "@type"], &["jsonPayload", "at_sign_type"]]);
            let resource = text(record, &["resource", "type"]);
            entry.is_some_and(|entry| entry.ends_with(".LoadBalancerLogEntry"))
                || resource.is_some_and(|resource| {
                    matches!(
                        &*resource,
                        "http_load_balancer" | "internal_http_lb_rule" | "http_external_regional_lb_rule"
                    )
                })
        })
        .none_of(&["protoPayload"]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["timestamp"], &["receiveTimestamp"]]),
        actor: None,
        source_ip: text(record, &["httpRequest", "remoteIp"]),
        action: text(record, &["httpRequest", "requestMethod"]),
        outcome: Outcome::of_http(number(record, &["httpRequest", "status"])),
        status: scalar(record, &["httpRequest", "status"]),
    }
}

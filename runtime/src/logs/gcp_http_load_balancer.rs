//! Requests to Google Cloud's HTTP(S) load balancers: a `LogEntry` with an `httpRequest`.

use event::py::dict::Dict;

use super::fields::{first, has, number, object, scalar, text};
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
        .require("`httpRequest` is missing", |record| object(record, &[request(record)]).is_some())
        .require("neither `jsonPayload` nor `resource` is a load balancer's", |record| {
            let entry = first(
                record,
                &[&["jsonPayload", "@type"], &["jsonPayload", "at_sign_type"], &["jsonpayload", "at_sign_type"]],
            );
            let resource = text(record, &["resource", "type"]);
            // What Cloud Armor decided stands in no other entry.
            let policies = ["enforcedSecurityPolicy", "previewSecurityPolicy"];
            let armor = policies.iter().any(|policy| object(record, &["jsonPayload", policy]).is_some());
            (armor && text(record, &["jsonPayload", "statusDetails"]).is_some())
                || entry.is_some_and(|entry| entry.ends_with(".LoadBalancerLogEntry"))
                || resource.is_some_and(|resource| {
                    matches!(
                        &*resource,
                        "http_load_balancer" | "internal_http_lb_rule" | "http_external_regional_lb_rule"
                    )
                })
        })
        .none_of(&["protoPayload"]);
}

/// The key of the request; in small letters as stores have it whose columns know no case.
fn request(record: &Dict<'_>) -> &'static str {
    if has(record, "httpRequest") { "httpRequest" } else { "httprequest" }
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let request = request(record);
    Found {
        time: time_at(record, &[&["timestamp"], &["receiveTimestamp"], &["receivetimestamp"]]),
        actor: None,
        source_ip: first(record, &[&[request, "remoteIp"], &[request, "remoteip"]]),
        action: first(record, &[&[request, "requestMethod"], &[request, "requestmethod"]]),
        outcome: Outcome::of_http(number(record, &[request, "status"])),
        status: scalar(record, &[request, "status"]),
    }
}

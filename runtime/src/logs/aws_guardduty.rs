//! Amazon GuardDuty's findings, as exported and as sent to EventBridge ("GuardDuty finding format").

use event::py::dict::Dict;

use super::fields::{first, object, own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType =
    LogType { name: "AWS.GuardDuty", format: Format::Json(lay_down), is_event: true, paths: &["/GuardDuty/"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check.object("service").string("type").string("id").require(
        "neither `arn` nor `service` is GuardDuty's",
        |record| {
            own(record, "arn").is_some_and(|arn| arn.contains(":guardduty:"))
                || object(record, &["service"]).is_some_and(|service| {
                    own(service, "serviceName") == Some("guardduty") || own(service, "detectorId").is_some()
                })
        },
    );
}

/// Where an action has who it came from.
const REMOTE: [&str; 7] = [
    "awsApiCallAction",
    "networkConnectionAction",
    "kubernetesApiCallAction",
    "rdsLoginAttemptAction",
    "portProbeAction",
    "dnsRequestAction",
    "kubernetesPermissionCheckedDetails",
];

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let address = REMOTE.iter().find_map(|action| {
        let of = |path: &[&str]| text(record, &[&["service", "action", action], path].concat());
        of(&["remoteIpDetails", "ipAddressV4"])
            .or_else(|| of(&["remoteIpDetails", "ipAddressV6"]))
            .or_else(|| of(&["portProbeDetails", "remoteIpDetails", "ipAddressV4"]))
            .or_else(|| of(&["sourceIPs"]))
    });
    Found {
        time: time_at(record, &[&["updatedAt"], &["createdAt"]]),
        actor: first(
            record,
            &[
                &["resource", "accessKeyDetails", "userName"],
                &["resource", "accessKeyDetails", "principalId"],
                &["resource", "kubernetesDetails", "kubernetesUserDetails", "username"],
                &["resource", "rdsDbUserDetails", "user"],
            ],
        ),
        source_ip: address,
        action: text(record, &["type"]),
        outcome: None,
        status: scalar(record, &["severity"]),
    }
}

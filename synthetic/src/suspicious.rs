//! What an intruder does: each of these calls is matched by a rule that ships. What they are about is new each time, so
//! that most are an alert of their own.

use fastrand::Rng;

use crate::call::{Call, read, weighted, write};
use crate::caller::{Caller, Callers};

/// By root.
const ROOT: &[Call] = &[write(1, "signin", "ConsoleLogin")
    .answers(r#"{"ConsoleLogin":"Success"}"#)
    .adds(r#"{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"No"}"#)];

/// By a user.
const USER: &[Call] = &[
    write(1, "cloudtrail", "StopLogging")
        .asks(r#"{"name":"arn:aws:cloudtrail:$region:$account:trail/trail-$hex"}"#),
    write(1, "iam", "CreateAccessKey")
        .asks(r#"{"userName":"person-$hex"}"#),
    write(1, "iam", "AttachUserPolicy")
        .asks(r#"{"userName":"person-$hex","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}"#),
    write(1, "iam", "UpdateLoginProfile").asks(r#"{"userName":"person-$hex","passwordResetRequired":false}"#),
    write(1, "iam", "DeactivateMFADevice")
        .asks(r#"{"userName":"person-$hex","serialNumber":"arn:aws:iam::$account:mfa/person-$hex"}"#),
    write(1, "ec2", "AuthorizeSecurityGroupIngress")
        .asks(r#"{"groupId":"sg-$id","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"groups":{},"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}"#)
        .answers(r#"{"requestId":"$uuid","_return":true}"#),
    write(1, "ec2", "ModifySnapshotAttribute")
        .asks(r#"{"snapshotId":"snap-$id","createVolumePermission":{"add":{"items":[{"group":"all"}]}},"attributeType":"CREATE_VOLUME_PERMISSION"}"#)
        .answers(r#"{"requestId":"$uuid","_return":true}"#),
    write(1, "ec2", "DeleteFlowLogs").asks(r#"{"DeleteFlowLogsRequest":{"FlowLogId":{"tag":1,"content":"fl-$id"}}}"#),
    read(1, "secretsmanager", "GetSecretValue").asks(r#"{"secretId":"prod/database-$hex"}"#),
    write(1, "kms", "ScheduleKeyDeletion")
        .asks(r#"{"keyId":"$uuid","pendingWindowInDays":7}"#)
        .answers(r#"{"keyId":"arn:aws:kms:$region:$account:key/$key","deletionDate":"Mar 9, 2026, 12:00:00 AM","keyState":"PendingDeletion","pendingWindowInDays":7}"#),
    write(1, "guardduty", "DeleteDetector").asks(r#"{"detectorId":"$hex$hex$hex$hex"}"#),
];

/// One of these, and who does it: root in one of eight.
pub fn choose<'c>(callers: &'c Callers, random: &mut Rng) -> (&'c Caller, &'static Call) {
    let (caller, calls) = match random.u32(0..8) {
        0 => (&callers.root, ROOT),
        _ => (&callers.intruder, USER),
    };
    (caller, weighted(calls, |call| call.weight, random))
}

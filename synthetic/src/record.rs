//! One record: the fields of a CloudTrail record in the order in which AWS writes them.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>

use std::fmt::Write;

use fastrand::Rng;

use crate::account::Account;
use crate::call::Call;
use crate::template::{Values, fill, key_id, uuid};
use crate::traffic::Next;

/// What one file covers, in seconds.
pub const WINDOW: u64 = 300;

/// Appends the record of a call that is made `moment` seconds into the month.
pub fn write(out: &mut String, random: &mut Rng, account: &Account, moment: u64, next: Next<'_>) {
    let Next { caller, call, things } = next;
    let Call { service, name, read_only, is_data, .. } = *call;
    let refused = call.refused(random);
    let values = &mut Values { account, part: random.u64(..), random, things, moment };
    out.push_str(r#"{"eventVersion":"1.11","userIdentity":"#);
    out.push_str(&caller.identity);
    out.push_str(r#","eventTime":""#);
    time(out, moment);
    _ = write!(
        out,
        r#"","eventSource":"{service}.amazonaws.com","eventName":"{name}","awsRegion":"{}","sourceIPAddress":"{}","userAgent":"{}""#,
        account.region, caller.address, caller.agent
    );
    if let Some(failure) = refused {
        _ = write!(out, r#","errorCode":"{}","errorMessage":""#, failure.code);
        fill(out, failure.message, values);
        out.push('"');
    }
    out.push_str(r#","requestParameters":"#);
    fill(out, call.parameters, values);
    out.push_str(r#","responseElements":"#);
    fill(out, if refused.is_some() { "null" } else { call.response }, values);
    if !call.additional.is_empty() {
        out.push_str(r#","additionalEventData":"#);
        fill(out, call.additional, values);
    }
    out.push_str(r#","requestID":""#);
    uuid(out, values.random);
    out.push_str(r#"","eventID":""#);
    uuid(out, values.random);
    _ = write!(out, r#"","readOnly":{read_only}"#);
    if !call.resources.is_empty() {
        out.push_str(r#","resources":"#);
        fill(out, call.resources, values);
    }
    let sign_in = service == "signin";
    _ = write!(out, r#","eventType":"{}""#, if sign_in { "AwsConsoleSignIn" } else { "AwsApiCall" });
    if !call.version.is_empty() {
        _ = write!(out, r#","apiVersion":"{}""#, call.version);
    }
    _ = write!(out, r#","managementEvent":{},"recipientAccountId":"{}""#, !is_data, account.id);
    if caller.is_service {
        out.push_str(r#","sharedEventID":""#);
        uuid(out, values.random);
        out.push('"');
    }
    if let Some(endpoint) = caller.vpc_endpoint.as_ref().filter(|_| service == "s3") {
        _ = write!(out, r#","vpcEndpointId":"{endpoint}","vpcEndpointAccountId":"{}""#, account.id);
    }
    _ = write!(out, r#","eventCategory":"{}""#, if is_data { "Data" } else { "Management" });
    if !caller.is_service {
        let tls = r#""tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256""#;
        _ = write!(
            out,
            r#","tlsDetails":{{{tls},"clientProvidedHostHeader":"{service}.{}.amazonaws.com"}}"#,
            account.region
        );
    }
    if caller.in_console {
        out.push_str(r#","sessionCredentialFromConsole":"true""#);
    }
    out.push('}');
}

/// RFC 3339, `moment` seconds into March 2026, and on from its first day after the 28th.
pub fn time(out: &mut String, moment: u64) {
    let (day, hour, minute, second) = (moment / 86_400 % 28 + 1, moment / 3600 % 24, moment / 60 % 60, moment % 60);
    _ = write!(out, "2026-03-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
}

/// The same as file names have it: `20260301T0005Z`.
pub fn stamp(moment: u64) -> String {
    let mut stamp = String::new();
    time(&mut stamp, moment);
    stamp.truncate("2026-03-01T00:05".len());
    stamp.retain(|c| c != '-' && c != ':');
    stamp + "Z"
}

/// `ACCOUNT_CloudTrail_REGION_TIME_UNIQUE.json.gz`, as the user guide has it under "Finding your CloudTrail log files".
pub fn file_name(account: &Account, begin: u64, random: &mut Rng) -> String {
    let mut name = format!("{}_CloudTrail_{}_{}_", account.id, account.region, stamp(begin));
    key_id(&mut name, "", random);
    name + ".json.gz"
}

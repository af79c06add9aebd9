//! Alerts as Detection Findings of OCSF 1.5 (class 2004), with its profile `cloud`.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::alert::{Alert, Severity, Unreadable};
use crate::enrichment::Place;

#[derive(Serialize)]
struct Finding<'a> {
    activity_id: u32,
    activity_name: &'static str,
    category_name: &'static str,
    category_uid: u32,
    class_name: &'static str,
    class_uid: u32,
    type_uid: u32,
    time: i64,
    severity: &'static str,
    severity_id: u32,
    status: &'static str,
    status_id: u32,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    metadata: Metadata,
    cloud: Cloud<'a>,
    finding_info: Info<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remediation: Option<Remediation<'a>>,
    evidences: [Evidence<'a>; 1],
    observables: Vec<Observable<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unmapped: Option<Unmapped<'a>>,
}

#[derive(Serialize)]
struct Metadata {
    version: &'static str,
    product: Product,
    profiles: [&'static str; 1],
}

#[derive(Serialize)]
struct Product {
    name: &'static str,
    vendor_name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Cloud<'a> {
    provider: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Account<'a>>,
}

#[derive(Serialize)]
struct Account<'a> {
    uid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Uid<'a> {
    uid: &'a str,
}

#[derive(Serialize)]
struct Info<'a> {
    uid: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    desc: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    src_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen_time: Option<i64>,
    types: &'a [String],
    data_sources: Vec<&'a str>,
    analytic: Analytic<'a>,
}

#[derive(Serialize)]
struct Analytic<'a> {
    uid: &'a str,
    name: &'a str,
    r#type: &'static str,
    type_id: u32,
}

#[derive(Serialize)]
struct Remediation<'a> {
    desc: &'a str,
}

#[derive(Serialize)]
struct Evidence<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Actor<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api: Option<Api<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    src_endpoint: Option<Endpoint<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct Actor<'a> {
    user: Uid<'a>,
}

#[derive(Serialize)]
struct Api<'a> {
    operation: &'a str,
}

#[derive(Serialize)]
struct Endpoint<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    autonomous_system: Option<AutonomousSystem<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    long: Option<f64>,
}

#[derive(Serialize)]
struct AutonomousSystem<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Observable<'a> {
    name: &'static str,
    r#type: &'static str,
    type_id: u32,
    value: &'a str,
}

#[derive(Serialize)]
struct Unmapped<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_context: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dedup: Option<&'a str>,
}

/// Lines of alerts in, lines of OCSF out.
#[derive(Debug)]
pub struct Lines<W> {
    out: W,
    /// The beginning of a line.
    line: Vec<u8>,
}

impl<W: Write> Lines<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Lines<W> {
        Lines { out, line: Vec::new() }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                let alert = std::mem::take(&mut self.line);
                // What is no alert is passed on: better than not at all.
                self.out.write_all(&line(&alert, Timestamp::now()).unwrap_or(alert))?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The alert that `line` is, as a line of OCSF. What says no time happened at `now`.
///
/// # Errors
/// Where it is no alert.
pub fn line(line: &[u8], now: Timestamp) -> Result<Vec<u8>, Unreadable> {
    let alert = Alert::read(line)?;
    let mut line = serde_json::to_vec(&finding(&alert, now))?;
    line.push(b'\n');
    Ok(line)
}

fn finding(alert: &Alert, now: Timestamp) -> Finding<'_> {
    let millisecond = |time: &str| time.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
    let follow_up = alert.follow_up.as_ref();
    let seen = |time: Option<&String>| time.and_then(|time| millisecond(time));
    let time = alert.event_time.as_deref().and_then(millisecond);
    let (severity, severity_id) = severity(alert.severity);
    // Of a group, the first alert makes a finding, and what follows updates it.
    let (activity_id, activity_name) = if follow_up.is_some() { (2, "Update") } else { (1, "Create") };
    let address = alert.source_ip.as_deref();
    let is_ip = address.is_some_and(|address| address.parse::<std::net::IpAddr>().is_ok());
    let place = alert.enrichment.source_ip.as_ref();
    let vendor = alert.log_type.as_deref().and_then(|name| name.split('.').next()).unwrap_or("Unknown");
    let observables = [
        ("evidences[].src_endpoint.ip", "IP Address", 2, address.filter(|_| is_ip)),
        ("evidences[].actor.user.uid", "User", 21, alert.actor.as_deref()),
    ];
    Finding {
        activity_id,
        activity_name,
        category_name: "Findings",
        category_uid: 2,
        class_name: "Detection Finding",
        class_uid: 2004,
        type_uid: 200_400 + activity_id,
        time: time.unwrap_or_else(|| now.as_millisecond()),
        severity,
        severity_id,
        status: "New",
        status_id: 1,
        message: &alert.title,
        count: alert.alert_count,
        metadata: Metadata {
            version: "1.5.0",
            product: Product { name: "iota", vendor_name: "iota", version: env!("CARGO_PKG_VERSION") },
            profiles: ["cloud"],
        },
        cloud: Cloud {
            provider: if vendor == "Amazon" { "AWS".into() } else { vendor.to_owned() },
            region: alert.region(),
            account: alert.account().map(|uid| Account { uid, name: alert.enrichment.account_name(uid) }),
        },
        finding_info: Info {
            uid: &alert.alert_id,
            title: &alert.title,
            desc: alert.description.as_deref(),
            src_url: alert.reference.as_deref(),
            first_seen_time: seen(follow_up.and_then(|of| of.first_event_time.as_ref())).or(time),
            last_seen_time: seen(follow_up.and_then(|of| of.last_event_time.as_ref())).or(time),
            types: &alert.tags,
            data_sources: alert.log_type.as_deref().into_iter().collect(),
            analytic: Analytic { uid: &alert.rule_id, name: &alert.rule_id, r#type: "Rule", type_id: 1 },
        },
        remediation: alert.runbook.as_deref().map(|desc| Remediation { desc }),
        evidences: [Evidence {
            actor: alert.actor.as_deref().map(|uid| Actor { user: Uid { uid } }),
            api: alert.action.as_deref().map(|operation| Api { operation }),
            src_endpoint: address.map(|address| Endpoint {
                ip: Some(address).filter(|_| is_ip),
                name: Some(address).filter(|_| !is_ip),
                location: place.and_then(location),
                autonomous_system: place.and_then(autonomous_system),
            }),
            data: alert.event.as_deref(),
        }],
        observables: observables
            .into_iter()
            .filter_map(|(name, r#type, type_id, value)| Some(Observable { name, r#type, type_id, value: value? }))
            .collect(),
        unmapped: Some(Unmapped { alert_context: alert.alert_context.as_deref(), dedup: alert.dedup.as_deref() })
            .filter(|unmapped| unmapped.alert_context.is_some() || unmapped.dedup.is_some()),
    }
}

fn location(place: &Place) -> Option<Location<'_>> {
    let Place { country, region, city, latitude, longitude, .. } = place;
    let is_known = country.is_some() || region.is_some() || city.is_some() || latitude.is_some();
    is_known.then_some(Location {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        lat: *latitude,
        long: *longitude,
    })
}

fn autonomous_system(place: &Place) -> Option<AutonomousSystem<'_>> {
    let (number, name) = (place.asn, place.as_org.as_deref());
    (number.is_some() || name.is_some()).then_some(AutonomousSystem { number, name })
}

fn severity(severity: Severity) -> (&'static str, u32) {
    match severity {
        Severity::Info => ("Informational", 1),
        Severity::Low => ("Low", 2),
        Severity::Medium => ("Medium", 3),
        Severity::High => ("High", 4),
        Severity::Critical => ("Critical", 5),
    }
}

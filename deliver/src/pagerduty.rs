//! PagerDuty's Events API v2: an incident for each group of alerts, by its `dedup_key`, resolved with it.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::alert::{Alert, Severity};
use crate::http::{Address, Request, Sender};
use crate::output::{Output, Refusal, Sent};
use crate::secret::{MASK, Secret};
use crate::{text, tls};

/// Where events are sent.
pub const API: &str = "https://events.pagerduty.com";

/// Characters of a summary.
const SUMMARY: usize = 1024;

/// Characters of a text among the details: an event may have 512 KB in all.
const DETAIL: usize = 4096;

/// A service of PagerDuty's.
#[derive(Debug)]
pub struct PagerDuty {
    api: Address,
    routing_key: Secret,
    sender: Sender,
}

#[derive(Serialize)]
struct Event<'a> {
    routing_key: &'a str,
    event_action: &'static str,
    dedup_key: &'a str,
    client: &'static str,
    payload: Payload<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link<'a>>,
}

/// Of an alert that is done with.
#[derive(Serialize)]
struct Resolve<'a> {
    routing_key: &'a str,
    event_action: &'static str,
    dedup_key: &'a str,
}

#[derive(Serialize)]
struct Payload<'a> {
    summary: String,
    source: String,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<&'a str>,
    component: &'a str,
    group: String,
    class: &'a str,
    custom_details: Details<'a>,
}

#[derive(Serialize)]
struct Details<'a> {
    alert_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_count: Option<u64>,
    facts: std::collections::BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<String>,
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct Link<'a> {
    href: &'a str,
    text: &'static str,
}

impl PagerDuty {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(api: Address, key: Secret, ca: Option<&Path>, timeout: Duration) -> Result<PagerDuty, tls::Error> {
        Ok(PagerDuty { api, routing_key: key, sender: Sender::new(ca, timeout)? })
    }

    fn request(&self, alert: &Alert, routing_key: &str) -> Request {
        let body = match alert.resolved_at {
            None => serde_json::to_vec(&PagerDuty::event(alert, routing_key)),
            Some(_) => {
                let dedup_key = &alert.alert_id;
                serde_json::to_vec(&Resolve { routing_key, event_action: "resolve", dedup_key })
            }
        };
        Request::json(&self.api.join("v2/enqueue"), &alert.key(), body.unwrap_or_default())
    }

    fn event<'a>(alert: &'a Alert, routing_key: &'a str) -> Event<'a> {
        let shown = |words: &Option<String>| words.as_deref().map(|words| text::shortened(&text::lines(words), DETAIL));
        let reference = alert.reference.as_deref().filter(|url| url.starts_with("https://"));
        Event {
            routing_key,
            event_action: "trigger",
            dedup_key: &alert.alert_id,
            client: "iota",
            payload: Payload {
                summary: text::shortened(&format!("[{}] {}", alert.severity, alert.headline()), SUMMARY),
                source: alert.account().or(alert.log_type.as_deref()).map_or_else(|| "iota".to_owned(), text::line),
                severity: severity(alert.severity),
                timestamp: alert.event_time.as_deref().filter(|time| time.parse::<Timestamp>().is_ok()),
                component: alert.log_type.as_deref().unwrap_or("iota"),
                group: alert.kind(),
                class: &alert.rule_id,
                custom_details: Details {
                    alert_id: &alert.alert_id,
                    alert_count: alert.alert_count,
                    facts: alert.facts().into_iter().collect(),
                    description: shown(&alert.description),
                    runbook: shown(&alert.runbook),
                    tags: &alert.tags,
                    context: alert.alert_context.as_deref().filter(|context| context.get().len() <= 16 * DETAIL),
                },
            },
            links: reference.into_iter().map(|href| Link { href, text: "What it means" }).collect(),
        }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "info",
    }
}

#[async_trait]
impl Output for PagerDuty {
    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        let mut said = String::new();
        for alert in alerts {
            let request = self.request(alert, self.routing_key.reveal());
            let answer = self.sender.send(&request).await?;
            if answer.status.as_u16() == 400 && answer.body.to_ascii_lowercase().contains("routing key") {
                return Err(Refusal::down(answer.shown()));
            }
            said = answer.accepted()?.shown();
        }
        Ok(Sent(said))
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        alerts.iter().map(|alert| self.request(alert, MASK).shown()).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.routing_key.clone()]
    }
}

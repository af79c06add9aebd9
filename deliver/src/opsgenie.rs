//! Opsgenie's Alert API: an alert for each group, by its `alias`, closed with it. Follow-ups are counted on it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use serde::Serialize;

use crate::alert::{Alert, Severity};
use crate::http::{Address, HeaderText, Request, Sender};
use crate::output::{Output, Refusal, Sent};
use crate::secret::Secret;
use crate::{text, tls};

/// Where alerts are sent; `https://api.eu.opsgenie.com` is another.
pub const API: &str = "https://api.opsgenie.com";

/// Characters of a message, a description, a detail, a tag, and how many tags.
const LIMITS: (usize, usize, usize, usize, usize) = (130, 15_000, 1000, 50, 20);

/// An integration of Opsgenie's.
#[derive(Debug)]
pub struct Opsgenie {
    api: Address,
    key: Secret,
    sender: Sender,
}

#[derive(Serialize)]
struct Body<'a> {
    message: String,
    alias: &'a str,
    description: String,
    tags: Vec<String>,
    details: BTreeMap<String, String>,
    entity: String,
    source: &'static str,
    priority: &'static str,
}

/// Of an alert that is done with.
#[derive(Serialize)]
struct Close {
    source: &'static str,
    note: &'static str,
}

impl Opsgenie {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(api: Address, key: Secret, ca: Option<&Path>, timeout: Duration) -> Result<Opsgenie, tls::Error> {
        Ok(Opsgenie { api, key, sender: Sender::new(ca, timeout)? })
    }

    fn request(&self, alert: &Alert) -> Request {
        let (path, body) = match alert.resolved_at {
            None => ("v2/alerts".to_owned(), serde_json::to_vec(&Opsgenie::body(alert))),
            Some(_) => {
                let close = Close { source: "iota", note: "It was resolved where it was raised." };
                (format!("v2/alerts/{}/close?identifierType=alias", alert.alert_id), serde_json::to_vec(&close))
            }
        };
        Request::json(&self.api.join(&path), &alert.key(), body.unwrap_or_default())
            .with("authorization", HeaderText::Secret("GenieKey ", self.key.clone()))
    }

    fn body(alert: &Alert) -> Body<'_> {
        let (message, description, detail, tag, tags) = LIMITS;
        let facts = alert.facts().into_iter().map(|(name, value)| (name.to_owned(), value));
        let ids = [("rule_id", &alert.rule_id), ("alert_id", &alert.alert_id)];
        let ids = ids.into_iter().map(|(name, id)| (name.to_owned(), id.clone()));
        let said = [&alert.description, &alert.runbook].into_iter().flatten().map(|words| text::lines(words));
        Body {
            message: text::shortened(&alert.headline(), message),
            alias: &alert.alert_id,
            description: text::shortened(&said.collect::<Vec<_>>().join("\n\n"), description),
            tags: alert.tags.iter().take(tags).map(|words| text::shortened(&text::line(words), tag)).collect(),
            details: facts.chain(ids).map(|(name, value)| (name, text::shortened(&value, detail))).collect(),
            entity: text::shortened(&text::line(alert.actor.as_deref().unwrap_or_default()), 512),
            source: "iota",
            priority: priority(alert.severity),
        }
    }
}

fn priority(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "P1",
        Severity::High => "P2",
        Severity::Medium => "P3",
        Severity::Low => "P4",
        Severity::Info => "P5",
    }
}

#[async_trait]
impl Output for Opsgenie {
    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        self.sender.send_all(alerts.iter().map(|alert| self.request(alert)).collect()).await
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        alerts.iter().map(|alert| self.request(alert).shown()).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.key.clone()]
    }
}

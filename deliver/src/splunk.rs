//! Splunk's HTTP Event Collector: `/services/collector/event`, many events a request; where a token's acknowledgement is
//! switched on, `/services/collector/ack` is asked until what was sent is indexed.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::alert::Alert;
use crate::http::{Address, HeaderText, Request, Sender};
use crate::output::{Batch, Output, Refusal, Sent};
use crate::secret::Secret;
use crate::{text, tls};

/// Events of a request. Its size is bounded as well: see [`SIZE`].
const EVENTS: usize = 100;

/// Bytes of a request; one event may be more.
const SIZE: usize = 1 << 20;

/// How often it is asked whether events are indexed, and the wait between.
const ASKED: (u32, Duration) = (30, Duration::from_secs(1));

/// What a collector is told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without a path: `https://splunk.example.com:8088`.
    pub server: Address,
    pub token: Secret,
    pub index: Option<String>,
    pub source: String,
    pub sourcetype: String,
    /// The channel (a UUID) where the token wants acknowledgements; `None`: it does not.
    pub channel: Option<String>,
}

/// A collector.
#[derive(Debug)]
pub struct Splunk {
    settings: Settings,
    sender: Sender,
}

#[derive(Serialize)]
struct Envelope<'a> {
    /// Seconds since 1970, when it happened. Splunk takes the time of arrival where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Seconds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<&'a str>,
    source: &'a str,
    sourcetype: &'a str,
    event: Event<'a>,
}

/// With milliseconds: 1767225600.123.
struct Seconds(Timestamp);

/// The fields of Splunk's Common Information Model that alerts have, and the alert as it is.
#[derive(Serialize)]
struct Event<'a> {
    category: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    src: Option<&'a str>,
    severity: String,
    timestamp: Option<&'a str>,
    rule_id: &'a str,
    title: &'a str,
    alert_id: &'a str,
    key: String,
    raw: &'a RawValue,
}

#[derive(Deserialize)]
struct Answered {
    code: u32,
    #[serde(rename = "ackId")]
    ack_id: Option<u64>,
}

#[derive(Serialize)]
struct Ask {
    acks: [u64; 1],
}

#[derive(Deserialize)]
struct Acks {
    acks: std::collections::BTreeMap<String, bool>,
}

impl Serialize for Seconds {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.as_millisecond() as f64 / 1000.0)
    }
}

impl fmt::Debug for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Splunk {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(settings: Settings, ca: Option<&Path>, timeout: Duration) -> Result<Splunk, tls::Error> {
        Ok(Splunk { settings, sender: Sender::new(ca, timeout)? })
    }

    /// As few as there is room for.
    fn requests(&self, alerts: &[Alert]) -> Vec<Request> {
        let mut requests = Vec::new();
        let mut body = Vec::new();
        let mut key = String::new();
        for alert in alerts {
            let event = self.event(alert);
            if !body.is_empty() && body.len() + event.len() > SIZE {
                requests.push(self.request("services/collector/event", &key, std::mem::take(&mut body)));
            }
            if body.is_empty() {
                key = alert.key();
            }
            body.extend_from_slice(&event);
        }
        requests.push(self.request("services/collector/event", &key, body));
        requests
    }

    fn request(&self, path: &str, key: &str, body: Vec<u8>) -> Request {
        let Settings { server, token, channel, .. } = &self.settings;
        let request = Request::json(&server.join(path), key, body)
            .with("authorization", HeaderText::Secret("Splunk ", token.clone()));
        match channel {
            Some(channel) => request.with("x-splunk-request-channel", HeaderText::Plain(channel.clone())),
            None => request,
        }
    }

    fn event(&self, alert: &Alert) -> Vec<u8> {
        let Settings { index, source, sourcetype, .. } = &self.settings;
        let Ok(raw) = serde_json::from_str(&alert.line) else { return Vec::new() };
        let event = Event {
            category: alert.kind(),
            action: alert.action.as_deref(),
            actor: alert.actor.as_deref(),
            target: alert.target(),
            src: alert.source_ip.as_deref(),
            severity: alert.severity.name().to_ascii_lowercase(),
            timestamp: alert.event_time.as_deref(),
            rule_id: &alert.rule_id,
            title: &alert.title,
            alert_id: &alert.alert_id,
            key: alert.key(),
            raw,
        };
        let time = alert.event_time.as_deref().and_then(|time| time.parse().ok()).map(Seconds);
        let mut json = serde_json::to_vec(&Envelope { time, index: index.as_deref(), source, sourcetype, event })
            .unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// Waits until what was sent is indexed.
    async fn indexed(&self, ack: u64) -> Result<(), Refusal> {
        for _ in 0..ASKED.0 {
            let body = serde_json::to_vec(&Ask { acks: [ack] }).unwrap_or_default();
            let answer = self.sender.send(&self.request("services/collector/ack", "ack", body)).await?.accepted()?;
            match serde_json::from_str::<Acks>(&answer.body) {
                Ok(acks) if acks.acks.get(&ack.to_string()) == Some(&true) => return Ok(()),
                Ok(_) => tokio::time::sleep(ASKED.1).await,
                Err(_) => return Err(Refusal::Failed { why: answer.shown() }),
            }
        }
        Err(Refusal::down("what was sent was not acknowledged in time"))
    }
}

#[async_trait]
impl Output for Splunk {
    fn batch(&self) -> Batch {
        Batch::up_to(EVENTS)
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        let mut said = String::new();
        for request in self.requests(alerts) {
            let answer = self.sender.send(&request).await?;
            let code = serde_json::from_str::<Answered>(&answer.body).map(|answered| (answered.code, answered.ack_id));
            let answer = match (answer.status.as_u16(), &code) {
                // No such index (7), no channel (10, 11): about the configuration, though the status says otherwise.
                (400, Ok((7 | 10 | 11, _))) => return Err(Refusal::down(answer.shown())),
                _ => answer.accepted()?,
            };
            match (&self.settings.channel, code) {
                (None, _) => {}
                (Some(_), Ok((_, Some(ack)))) => self.indexed(ack).await?,
                (Some(_), _) => {
                    let why = format!("an acknowledgement was expected: {}", text::line(&answer.shown()));
                    return Err(Refusal::down(why));
                }
            }
            said = answer.shown();
        }
        Ok(Sent(said))
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        self.requests(alerts).iter().map(Request::shown).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.settings.token.clone()]
    }
}

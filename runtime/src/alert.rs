//! What is printed: an alert, and what `evaluate` says of one rule and one event.

use std::borrow::Cow;
use std::net::SocketAddr;

use event::Rule;
use event::py::dict::Dict;
use jiff::Timestamp;
use serde::Serialize;

use crate::evaluate::{Failure, Match};
use crate::json::{Raw, Text};
use crate::logs::{LogType, Outcome};

/// An alert, as one line of JSON.
#[derive(Serialize, Debug)]
pub struct Alert<'m> {
    alert_id: &'m str,
    rule_id: &'m str,
    title: Text<'m>,
    severity: &'static str,
    dedup: Text<'m>,
    log_type: Option<&'m str>,
    event_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_ip: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Text<'m>>,
    /// What stands in tables beside the records.
    #[serde(skip_serializing_if = "Option::is_none")]
    enrichment: Option<Raw<'m>>,
    tags: &'m [&'m str],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destinations: Option<Vec<Text<'m>>>,
    alert_context: Option<Raw<'m>>,
    source: Source<'m>,
    /// Last, for it is long.
    event: Raw<'m>,
}

/// Where a record came from.
#[derive(Serialize, Clone, Copy, Debug)]
pub struct Source<'m> {
    pub file: &'m str,
    /// Which of the file's readable records, from 0.
    pub record: u64,
    /// Of its first byte, in the decompressed file; of a Parquet file its row, from 0.
    pub offset: u64,
}

/// What an alert says of its event beyond the event itself.
#[derive(Clone, Copy, Debug)]
pub struct Event<'m> {
    pub about: &'m About,
    /// Compact JSON.
    pub text: &'m str,
    /// JSON.
    pub enrichment: Option<&'m str>,
    pub source: Source<'m>,
}

/// What is known of an event whatever its type: see [`crate::logs::Found`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub log_type: Option<&'static str>,
    pub time: Option<Timestamp>,
    pub actor: Option<String>,
    pub source_ip: Option<String>,
    pub action: Option<String>,
    pub outcome: Option<Outcome>,
    pub status: Option<String>,
}

impl About {
    /// What `log_type` finds in `record`; of a record of no type nothing is known.
    pub fn of<'a>(log_type: Option<&'static LogType>, record: &'a Dict<'a>) -> About {
        let Some(log_type) = log_type else { return About::default() };
        let found = (log_type.find)(record);
        let text = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        About {
            log_type: Some(log_type.name),
            time: found.time,
            actor: text(found.actor),
            source_ip: found.source_ip.map(without_port),
            action: text(found.action),
            outcome: found.outcome,
            status: text(found.status),
        }
    }
}

impl<'m> Alert<'m> {
    /// The alert `alert_id` of `rule` over `event`.
    pub fn new(alert_id: &'m str, rule: &'m Rule, found: &'m Match, event: Event<'m>) -> Alert<'m> {
        let text = |found: &'m Option<String>, own: &'m str| {
            found.as_deref().or(Some(own)).filter(|text| !text.is_empty()).map(Text)
        };
        let outputs = || rule.output_ids.iter().map(|id| Text(id)).collect();
        Alert {
            alert_id,
            rule_id: rule.id,
            title: Text(&found.title),
            severity: found.severity.name(),
            dedup: Text(&found.dedup),
            log_type: event.about.log_type,
            event_time: event.about.time.map(|time| time.to_string()),
            actor: about(&event.about.actor),
            source_ip: about(&event.about.source_ip),
            action: about(&event.about.action),
            outcome: event.about.outcome.map(Outcome::name),
            status: about(&event.about.status),
            enrichment: event.enrichment.map(Raw),
            tags: rule.tags,
            description: text(&found.description, rule.description),
            runbook: text(&found.runbook, rule.runbook),
            reference: text(&found.reference, rule.reference),
            destinations: texts(&found.destinations).or_else(|| (!rule.output_ids.is_empty()).then(outputs)),
            alert_context: found.alert_context.as_deref().map(Raw),
            source: event.source,
            event: Raw(event.text),
        }
    }
}

/// The address alone, where a port stands behind it; a name stays.
fn without_port(address: Cow<'_, str>) -> String {
    address.parse().map_or_else(|_| address.into_owned(), |socket: SocketAddr| socket.ip().to_string())
}

fn about(text: &Option<String>) -> Option<Text<'_>> {
    text.as_deref().map(Text)
}

fn texts(names: &Option<Vec<String>>) -> Option<Vec<Text<'_>>> {
    names.as_ref().map(|names| names.iter().map(|name| Text(name)).collect())
}

/// What `iota evaluate` prints of one pair, but for the event's index, which is not known until all files before it
/// are read.
#[derive(Serialize, Debug)]
pub struct Evaluation<'m> {
    rule_id: &'m str,
    result: Option<bool>,
    error: Option<Exception<'m>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    found: Option<Details<'m>>,
}

#[derive(Serialize, Debug)]
struct Details<'m> {
    title: Text<'m>,
    dedup: Text<'m>,
    severity: &'static str,
    alert_context: Option<Raw<'m>>,
    description: Option<Text<'m>>,
    runbook: Option<Text<'m>>,
    reference: Option<Text<'m>>,
    destinations: Option<Vec<Text<'m>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unique: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    function_errors: Option<std::collections::BTreeMap<&'static str, Exception<'m>>>,
}

#[derive(Serialize, Debug)]
struct Exception<'m> {
    r#type: &'m str,
    message: Text<'m>,
    line: Option<u32>,
}

impl<'m> Exception<'m> {
    fn new(failure: &'m Failure) -> Exception<'m> {
        Exception { r#type: &failure.kind, message: Text(&failure.message), line: failure.line }
    }
}

impl<'m> Evaluation<'m> {
    /// What `rule` made of an event.
    pub fn new(rule: &'m Rule, verdict: &'m crate::evaluate::Verdict) -> Evaluation<'m> {
        let (result, error, found) = match verdict {
            Ok(None) => (Some(false), None, None),
            Ok(Some(found)) => (Some(true), None, Some(Details::new(found))),
            Err(failure) => (None, Some(Exception::new(failure)), None),
        };
        Evaluation { rule_id: rule.id, result, error, found }
    }
}

impl<'m> Details<'m> {
    fn new(found: &'m Match) -> Details<'m> {
        let errors = || found.failures.iter().map(|(name, failure)| (*name, Exception::new(failure))).collect();
        Details {
            title: Text(&found.title),
            dedup: Text(&found.dedup),
            severity: found.severity.name(),
            alert_context: found.alert_context.as_deref().map(Raw),
            description: found.description.as_deref().map(Text),
            runbook: found.runbook.as_deref().map(Text),
            reference: found.reference.as_deref().map(Text),
            destinations: texts(&found.destinations),
            unique: found.unique.as_deref().map(Text),
            function_errors: (!found.failures.is_empty()).then(errors),
        }
    }
}

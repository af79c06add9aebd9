//! What is printed: an alert, and what `evaluate` says of one rule and one event.

use event::Rule;
use serde::Serialize;

use crate::evaluate::{Failure, Match};
use crate::json::{Raw, Text};

/// An alert, as one line of JSON.
#[derive(Serialize, Debug)]
pub struct Alert<'m> {
    alert_id: &'m str,
    rule_id: &'m str,
    title: Text<'m>,
    severity: &'static str,
    dedup: Text<'m>,
    log_type: Option<&'m str>,
    event_time: Option<Text<'m>>,
    tags: &'m [&'m str],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Json<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<Json<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Json<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destinations: Option<Json<'m>>,
    alert_context: Option<Json<'m>>,
    source: Source<'m>,
    /// Last, for it is long.
    event: Json<'m>,
}

/// Where a record came from.
#[derive(Serialize, Clone, Copy, Debug)]
pub struct Source<'m> {
    pub file: &'m str,
    /// Which of the file's readable records, from 0.
    pub record: u64,
    /// Of its first byte, in the decompressed file.
    pub offset: u64,
}

#[derive(Debug)]
enum Json<'m> {
    Raw(Raw<'m>),
    Text(Text<'m>),
}

impl Serialize for Json<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Raw(raw) => raw.serialize(serializer),
            Json::Text(text) => text.serialize(serializer),
        }
    }
}

/// What an alert says of its event beyond the event itself.
#[derive(Clone, Copy, Debug)]
pub struct Event<'m> {
    pub log_type: Option<&'m str>,
    pub time: Option<&'m str>,
    /// Compact JSON.
    pub text: &'m str,
    pub source: Source<'m>,
}

impl<'m> Alert<'m> {
    /// The alert `alert_id` of `rule` over `event`.
    pub fn new(alert_id: &'m str, rule: &'m Rule, found: &'m Match, event: Event<'m>) -> Alert<'m> {
        let own = Some(rule.description).filter(|text| !text.is_empty());
        Alert {
            alert_id,
            rule_id: rule.id,
            title: Text(&found.title),
            severity: found.severity.name(),
            dedup: Text(&found.dedup),
            log_type: event.log_type,
            event_time: event.time.map(Text),
            tags: rule.tags,
            description: raw(&found.description).or(own.map(|text| Json::Text(Text(text)))),
            runbook: raw(&found.runbook),
            reference: raw(&found.reference),
            destinations: raw(&found.destinations),
            alert_context: raw(&found.alert_context),
            source: event.source,
            event: Json::Raw(Raw(event.text)),
        }
    }
}

fn raw(json: &Option<String>) -> Option<Json<'_>> {
    json.as_deref().map(|json| Json::Raw(Raw(json)))
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
    alert_context: Option<Json<'m>>,
    description: Option<Json<'m>>,
    runbook: Option<Json<'m>>,
    reference: Option<Json<'m>>,
    destinations: Option<Json<'m>>,
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
            alert_context: raw(&found.alert_context),
            description: raw(&found.description),
            runbook: raw(&found.runbook),
            reference: raw(&found.reference),
            destinations: raw(&found.destinations),
            function_errors: (!found.failures.is_empty()).then(errors),
        }
    }
}

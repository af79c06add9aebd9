//! The body of a webhook as its user writes it: JSON with `{{title}}` where the alert's title goes.
//!
//! What is filled in is escaped for the string of JSON that it stands in. A placeholder that stands where a value would, not in
//! a string, is filled with JSON: `{"n": {{alert_count}}, "all": {{alert}}}`.

use crate::alert::{Alert, is_object};
use crate::text;

/// A template whose placeholders are known and whose result is JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template(Vec<Part>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Text(String),
    Field { name: Field, in_string: bool },
}

/// What may be filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Field {
    Alert,
    AlertId,
    RuleId,
    Title,
    Headline,
    Severity,
    Dedup,
    LogType,
    EventTime,
    Actor,
    SourceIp,
    Action,
    Account,
    Region,
    Description,
    Runbook,
    Reference,
    AlertCount,
    Context,
    Key,
}

const FIELDS: [(&str, Field); 20] = [
    ("alert", Field::Alert),
    ("alert_id", Field::AlertId),
    ("rule_id", Field::RuleId),
    ("title", Field::Title),
    ("headline", Field::Headline),
    ("severity", Field::Severity),
    ("dedup", Field::Dedup),
    ("log_type", Field::LogType),
    ("event_time", Field::EventTime),
    ("actor", Field::Actor),
    ("source_ip", Field::SourceIp),
    ("action", Field::Action),
    ("account", Field::Account),
    ("region", Field::Region),
    ("description", Field::Description),
    ("runbook", Field::Runbook),
    ("reference", Field::Reference),
    ("alert_count", Field::AlertCount),
    ("alert_context", Field::Context),
    ("key", Field::Key),
];

impl Template {
    /// # Errors
    /// What is wrong with it, for people.
    pub fn parse(source: &str) -> Result<Template, String> {
        let mut parts = Vec::new();
        let mut rest = source;
        let mut in_string = false;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").ok_or("a `{{` has no `}}`")?;
            in_string = string_goes_on(before, in_string);
            let name = name.trim();
            let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) else {
                let known = FIELDS.map(|(known, _)| known).join(", ");
                return Err(format!("`{{{{{}}}}}` is not known; there are {known}", text::line(name)));
            };
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Field { name: *field, in_string });
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        let template = Template(parts);
        let line = br#"{"alert_id":"0","rule_id":"r","title":"t","severity":"INFO"}"#;
        let sample = Alert::read(line).map_err(|e| e.to_string())?;
        if is_object(&template.filled(&sample)) { Ok(template) } else { Err("filled in, it is no JSON object".into()) }
    }

    /// With what `alert` says.
    pub fn filled(&self, alert: &Alert) -> String {
        let mut out = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Field { name, in_string } => out.push_str(&filled(*name, *in_string, alert)),
            }
        }
        out
    }
}

/// Whether a string of JSON is open behind `text`, which begins inside one or not.
fn string_goes_on(text: &str, mut inside: bool) -> bool {
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            _ => {}
        }
    }
    inside
}

fn filled(field: Field, in_string: bool, alert: &Alert) -> String {
    let optional = |text: &Option<String>| text.clone();
    let raw = |json: String| if in_string { escaped(&json) } else { json };
    let text = match field {
        Field::Alert => return raw(alert.line.clone()),
        Field::Context => {
            return raw(alert.alert_context.as_ref().map_or_else(|| "null".into(), |context| context.get().to_owned()));
        }
        Field::AlertCount => return alert.alert_count.unwrap_or(1).to_string(),
        Field::AlertId => Some(alert.alert_id.clone()),
        Field::RuleId => Some(alert.rule_id.clone()),
        Field::Title => Some(alert.title.clone()),
        Field::Headline => Some(format!("[{}] {}", alert.severity, alert.headline())),
        Field::Severity => Some(alert.severity.name().to_owned()),
        Field::Key => Some(alert.key()),
        Field::Dedup => optional(&alert.dedup),
        Field::LogType => optional(&alert.log_type),
        Field::EventTime => optional(&alert.event_time),
        Field::Actor => optional(&alert.actor),
        Field::SourceIp => optional(&alert.source_ip),
        Field::Action => optional(&alert.action),
        Field::Account => alert.account().map(str::to_owned),
        Field::Region => alert.region().map(str::to_owned),
        Field::Description => optional(&alert.description),
        Field::Runbook => optional(&alert.runbook),
        Field::Reference => optional(&alert.reference),
    };
    match (text, in_string) {
        (Some(text), true) => escaped(&text),
        (Some(text), false) => format!("\"{}\"", escaped(&text)),
        (None, true) => String::new(),
        (None, false) => "null".into(),
    }
}

/// As it stands between the quotes of a string of JSON.
fn escaped(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(title: &str) -> Alert {
        let title = serde_json::Value::from(title);
        let line = format!(
            r#"{{"alert_id":"1","rule_id":"r","title":{title},"severity":"HIGH","alert_context":{{"a": 1.0}}}}"#
        );
        Alert::read(line.as_bytes()).expect("an alert")
    }

    #[test]
    fn texts_cannot_leave_their_string() {
        let template = Template::parse(
            r#"{"text": "now: {{title}} \"{{ rule_id }}\"", "bare": {{title}}, "who": {{actor}}, "n": {{alert_count}},
            "context": {{alert_context}}, "all": "{{alert_context}}"}"#,
        );
        let filled = template.expect("a template").filled(&alert("\"}, \\ {{rule_id}}\n"));
        let value: serde_json::Value = serde_json::from_str(&filled).expect("JSON");
        assert_eq!(value["text"], "now: \"}, \\ {{rule_id}}\n \"r\"");
        assert_eq!(value["bare"], "\"}, \\ {{rule_id}}\n");
        assert!(value["who"].is_null() && value["n"] == 1 && value["all"] == "{\"a\": 1.0}");
        assert!(filled.contains("\"context\": {\"a\": 1.0}"));
    }

    #[test]
    fn what_is_wrong_with_one_is_said() {
        let wrong = |text: &str| Template::parse(text).expect_err("it is wrong");
        assert!(wrong(r#"{"a": "{{titel}}"}"#).starts_with("`{{titel}}` is not known; there are alert, alert_id"));
        assert_eq!(wrong(r#"{"a": "{{title"}"#), "a `{{` has no `}}`");
        assert_eq!(wrong("title: {{title}}"), "filled in, it is no JSON object");
    }
}

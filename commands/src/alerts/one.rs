//! `iota alerts show`.

use std::io::Write;

use runtime::dedup::{Listed, Store};
use runtime::quarantine::shown;
use serde_json::Value;

use super::json_line;

/// What of an alert's line is shown by itself, above the rest of it.
const PARTS: [&str; 9] =
    ["log_type", "actor", "source_ip", "action", "outcome", "status", "description", "runbook", "reference"];

/// Shows an alert, with what it said as far as that is kept.
pub fn show(store: &Store, alert: &Listed, json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let line = store.alert_line(&alert.alert_id)?;
    if json {
        return match line {
            Some(line) => Ok(out.write_all(&line)?),
            None => json_line(out, alert),
        };
    }
    let mut part = |name: &str, value: &str| -> std::io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        let mut name = name;
        for line in value.lines() {
            writeln!(out, "{name:<14}{}", shown(line.as_bytes(), usize::MAX).trim_end())?;
            name = "";
        }
        Ok(())
    };
    part("alert", &alert.alert_id)?;
    part("title", &alert.title)?;
    part("severity", &alert.severity)?;
    part("rule", &alert.rule_id)?;
    part("grouped by", &alert.dedup_string)?;
    part("is", alert.status.name())?;
    part("matches", &alert.alert_count.to_string())?;
    part("first event", &alert.first_event_time)?;
    part("last event", &alert.last_event_time)?;
    part("raised", &alert.created_at)?;
    part("counted on", &alert.updated_at)?;
    let Some(line) = line else {
        writeln!(out, "\nwhat it said is not kept any more")?;
        return Ok(());
    };
    // Halves of surrogates, which the reader refuses: the line is all that can be shown.
    let Ok(Value::Object(mut said)) = serde_json::from_slice(&line) else {
        writeln!(out, "\n{}", shown(line.trim_ascii_end(), usize::MAX))?;
        return Ok(());
    };
    for name in PARTS {
        if let Some(Value::String(text)) = said.remove(name) {
            part(&name.replace('_', " "), &text)?;
        }
    }
    for name in ["enrichment", "follow_up", "alert_context", "source", "event"] {
        let Some(value) = said.remove(name).filter(|value| !value.is_null()) else { continue };
        writeln!(out, "\n{}", name.replace('_', " "))?;
        for line in serde_json::to_string_pretty(&value)?.lines() {
            let indent = line.len() - line.trim_start().len();
            writeln!(out, "  {}{}", " ".repeat(indent), harmless(line.trim_start()))?;
        }
    }
    Ok(())
}

/// JSON has its escapes: what else a terminal would obey, or not show, is escaped as JSON has it too.
fn harmless(json: &str) -> String {
    let mut out = String::new();
    for c in json.chars() {
        if c == '\\' || c == '"' || !shown(c.to_string().as_bytes(), usize::MAX).starts_with('\\') {
            out.push(c);
        } else {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_json_and_does_nothing_to_a_terminal() {
        let json = serde_json::to_string("a\u{1b}[2J\\ \"é\u{9b}\u{202e}\u{e0001}").unwrap_or_default();
        let said = harmless(&json);
        assert_eq!(said, r#""a\u001b[2J\\ \"é\u009b\u202e\udb40\udc01""#);
        assert_eq!(serde_json::from_str::<Value>(&said).ok(), serde_json::from_str(&json).ok());
    }
}

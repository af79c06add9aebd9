//! The index: the rules by source, by severity, by tactic.

use std::collections::BTreeMap;
use std::fmt::Write;

use rulec::CompiledRule;

use super::{attack, cell, many, page, techniques, title};

/// Severities, most urgent first.
const SEVERITIES: [&str; 5] = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFO"];

pub fn text(rules: &[&CompiledRule]) -> String {
    let mut text = "# Rules\n\n".to_owned();
    let mut sources: BTreeMap<&str, Vec<&CompiledRule>> = BTreeMap::new();
    for rule in rules {
        let folder = rule.relative.split_once('/').map_or("", |(folder, _)| folder);
        sources.entry(folder).or_default().push(rule);
    }
    let off = rules.iter().filter(|rule| !rule.metadata.enabled).count();
    let switched = if off > 0 { format!(", {off} of them switched off") } else { String::new() };
    _ = writeln!(
        text,
        "{}{switched}, from {}. What of ATT&CK they cover: [coverage](coverage.md).\n",
        many(rules.len(), "rule"),
        many(sources.len(), "source")
    );
    text += "## By source\n";
    for (folder, rules) in &sources {
        _ = writeln!(text, "\n### {folder} ({})\n\n| Rule | Severity | Tactics |\n|---|---|---|", rules.len());
        for rule in rules {
            let mut tactics: Vec<&str> =
                techniques(rule).into_iter().map(|(tactic, _)| attack::tactic(tactic)).collect();
            tactics.dedup();
            let severity = rule.metadata.severity;
            _ = writeln!(text, "| {} | {severity} | {} |", link(rule), tactics.join(", "));
        }
    }
    text += "\n## By severity\n\nAs the yml says it; a function of the rule may say another for an event.\n";
    for severity in SEVERITIES {
        let of: Vec<String> =
            rules.iter().filter(|rule| rule.metadata.severity == severity).map(|rule| link(rule)).collect();
        if !of.is_empty() {
            _ = writeln!(text, "\n### {severity} ({})\n\n{}", of.len(), of.join(" · "));
        }
    }
    text += "\n## By tactic\n";
    for (id, name) in attack::TACTICS {
        let has = |rule: &&&CompiledRule| techniques(rule).iter().any(|(tactic, _)| *tactic == id);
        let of: Vec<String> = rules.iter().filter(has).map(|rule| link(rule)).collect();
        if !of.is_empty() {
            _ = writeln!(text, "\n### {name} ({})\n\n{}", of.len(), of.join(" · "));
        }
    }
    text
}

fn link(rule: &CompiledRule) -> String {
    format!("[{}]({})", cell(title(rule)), page::name(rule))
}

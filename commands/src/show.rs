//! `iota rules show`: what a compiled rule says of itself.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use event::{Rule, RuleSet};

/// Prints one rule, by its id or its path.
pub fn print(set: &RuleSet, wanted: &str) -> anyhow::Result<ExitCode> {
    let all = set.rules.iter().chain(set.disabled);
    let Some(rule) = all.into_iter().find(|rule| rule.id == wanted || runtime::select::source(rule) == wanted) else {
        bail!("no rule `{wanted}` is compiled in; `iota rules` lists them");
    };
    crate::print(&text(rule))
}

fn text(rule: &Rule) -> String {
    let name = if rule.display_name.is_empty() { rule.id } else { rule.display_name };
    let computed = if super::rules::computes_severity(rule) { ", or as the event has it" } else { "" };
    let types = if rule.log_types.is_empty() { "every".to_owned() } else { rule.log_types.join(", ") };
    let mut out = format!("{name}\n\n");
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            _ = writeln!(out, "{key:<14}{value}");
        }
    };
    line("id", rule.id);
    line("severity", &format!("{}{computed}", rule.severity.name()));
    line("log types", &types);
    for (framework, entries) in rule.reports {
        line(framework, &entries.join(", "));
    }
    line("alerts", &alerts(rule));
    line("tests", &rule.tests.to_string());
    line("tags", &rule.tags.join(", "));
    line("status", rule.status);
    line("reference", rule.reference);
    line("source", &runtime::select::source(rule));
    for text in [rule.description, rule.runbook] {
        if !text.is_empty() {
            _ = write!(out, "\n{}\n", text.trim_end());
        }
    }
    out
}

fn alerts(rule: &Rule) -> String {
    match (rule.threshold, rule.create_alert) {
        (_, false) => "none: matches are counted".to_owned(),
        (1, true) => format!("one for each dedup string in {} minutes", rule.dedup_minutes),
        (count, true) => format!("after {count} matches with one dedup string in {} minutes", rule.dedup_minutes),
    }
}

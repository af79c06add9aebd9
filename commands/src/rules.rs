//! `iota rules`: what is compiled in.

use std::collections::BTreeSet;
use std::process::ExitCode;

use event::{Body, Rule, RuleSet, Skipped};
use serde::Serialize;

#[derive(Serialize)]
struct Listed<'r> {
    id: &'r str,
    /// `None`: a function of the rule says it.
    severity: Option<&'static str>,
    log_types: &'r [&'r str],
    source: String,
    tags: &'r [&'r str],
    description: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    display_name: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    status: &'r str,
    dedup_minutes: u32,
    threshold: u32,
    /// Those of its yml.
    tests: u32,
    /// Of ATT&CK, as the yml names them: `TA0001:T1078.004`.
    techniques: Vec<&'r str>,
    /// `native`, `interpreted`, or `skipped`: left out when the binary was built.
    state: &'static str,
    /// Why it is not native.
    reason: Option<&'r str>,
    /// Whether its matches are alerts; else they are counted only.
    create_alert: bool,
    /// Whether it is compiled in; else its yml switches it off.
    enabled: bool,
}

impl<'r> Listed<'r> {
    fn new(rule: &'r Rule, enabled: bool) -> Listed<'r> {
        Listed {
            id: rule.id,
            severity: (!computes_severity(rule)).then(|| rule.severity.name()),
            log_types: rule.log_types,
            source: runtime::select::source(rule),
            tags: rule.tags,
            description: rule.description,
            display_name: rule.display_name,
            status: rule.status,
            dedup_minutes: rule.dedup_minutes,
            threshold: rule.threshold,
            tests: rule.tests,
            techniques: techniques(rule),
            state: match rule.body {
                Body::Compiled(_) => "native",
                Body::Interpreted(_) => "interpreted",
            },
            reason: match rule.body {
                Body::Compiled(_) => None,
                Body::Interpreted(script) => Some(script.reason),
            },
            create_alert: rule.create_alert,
            enabled,
        }
    }

    /// Where it was compiled from, and what is not as usual.
    fn remark(&self) -> String {
        let state = match self {
            Listed { enabled: false, .. } => " (switched off)",
            Listed { create_alert: false, .. } => " (no alerts)",
            _ => "",
        };
        format!("{}{state}", self.source)
    }
}

/// Prints the rules of `set`: as a table, or as one JSON array.
pub fn list(set: &RuleSet, json: bool) -> anyhow::Result<ExitCode> {
    let all = set.rules.iter().map(|rule| (rule, true)).chain(set.disabled.iter().map(|rule| (rule, false)));
    let mut rules: Vec<Listed<'_>> =
        all.map(|(rule, enabled)| Listed::new(rule, enabled)).chain(set.skipped.iter().map(skipped)).collect();
    rules.sort_by_key(|rule| rule.id);
    let text = if json { sonic_rs::to_string_pretty(&rules)? + "\n" } else { table(&rules) };
    crate::print(&text)
}

fn skipped(rule: &Skipped) -> Listed<'_> {
    Listed {
        id: rule.id,
        severity: None,
        log_types: &[],
        source: runtime::select::path(rule.root, rule.source),
        tags: &[],
        description: "",
        dedup_minutes: 0,
        threshold: 0,
        tests: 0,
        techniques: Vec::new(),
        display_name: "",
        status: "",
        state: "skipped",
        reason: Some(rule.reason),
        create_alert: false,
        enabled: false,
    }
}

/// The techniques of ATT&CK that a rule is about, each behind its tactic: `TA0001:T1078.004`.
pub fn techniques(rule: &Rule) -> Vec<&'static str> {
    let attack = rule.reports.iter().filter(|(framework, _)| *framework == "MITRE ATT&CK");
    attack.flat_map(|(_, entries)| entries.iter().copied()).collect()
}

/// What all of them come to: `175 rules with 954 tests, for 85 techniques in 14 tactics of ATT&CK`.
fn total(rules: &[Listed<'_>]) -> String {
    let enabled = || rules.iter().filter(|rule| rule.enabled);
    let parts = |part: fn(&str) -> Option<&str>| -> usize {
        enabled().flat_map(|rule| &rule.techniques).filter_map(|entry| part(entry)).collect::<BTreeSet<_>>().len()
    };
    let tactics = parts(|entry| entry.split_once(':').map(|(tactic, _)| tactic));
    let techniques = parts(|entry| entry.split_once(':').map(|(_, technique)| technique));
    let (count, tests) = (enabled().count(), enabled().map(|rule| rule.tests).sum::<u32>());
    format!("{count} rules with {tests} tests, for {techniques} techniques in {tactics} tactics of ATT&CK\n")
}

/// Whether a function of the rule says its severity.
pub fn computes_severity(rule: &Rule) -> bool {
    match rule.body {
        Body::Compiled(functions) => functions.severity.is_some(),
        Body::Interpreted(script) => script.computes_severity,
    }
}

fn table(rules: &[Listed<'_>]) -> String {
    let types = |rule: &Listed<'_>| match rule.log_types {
        [] => "every".to_owned(),
        types => types.join(","),
    };
    let mut rows = vec![["ID", "SEVERITY", "TESTS", "LOG TYPES", "SOURCE"].map(str::to_owned)];
    rows.extend(rules.iter().filter(|rule| rule.state != "skipped").map(|rule| {
        let severity = rule.severity.unwrap_or("computed").to_owned();
        [rule.id.to_owned(), severity, rule.tests.to_string(), types(rule), rule.remark()]
    }));
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max();
    let [id, severity, tests, types] = [0, 1, 2, 3].map(|column| width(column).unwrap_or(0));
    let line = |[a, b, c, d, e]: &[String; 5]| format!("{a:id$}  {b:severity$}  {c:>tests$}  {d:types$}  {e}\n");
    let table: String = rows.iter().map(line).collect();
    let said = |rule: &Listed<'_>| {
        let what = if rule.state == "skipped" { "left out" } else { rule.state };
        Some(format!("{what}: {}, for {}\n", rule.id, rule.reason?))
    };
    table + &rules.iter().filter_map(said).collect::<String>() + &total(rules)
}

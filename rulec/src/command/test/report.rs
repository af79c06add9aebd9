//! `--format=json`: one object with every case.

use anyhow::Result;
use serde::Serialize;
use sonic_rs::LazyValue;

use super::cases::{Expected, Outcome, Tested};
use super::count;
use super::runner::Said;

#[derive(Serialize)]
struct Report<'t> {
    passed: usize,
    /// Those that were not run included.
    failed: usize,
    not_run: usize,
    cases: Vec<Entry<'t>>,
}

#[derive(Serialize)]
struct Entry<'t> {
    rule_id: &'t str,
    name: &'t str,
    file: String,
    line: u32,
    /// `passed`, `failed` or `not_run`.
    status: &'static str,
    expected: Wanted<'t>,
    /// What the rule said; `null` where it was not run.
    actual: Option<&'t Said>,
    /// What was not as expected.
    differences: Vec<Different<'t>>,
    /// Why it was not run.
    reason: Option<&'t str>,
}

#[derive(Serialize)]
struct Wanted<'t> {
    result: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dedup: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_context: Option<LazyValue<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destinations: Option<LazyValue<'t>>,
}

#[derive(Serialize)]
struct Different<'t> {
    function: &'t str,
    expected: &'t str,
    found: &'t str,
}

/// The report.
pub fn render(tested: &[Tested]) -> Result<String> {
    let passed = count(tested, |outcome| matches!(outcome, Outcome::Passed(_)));
    let report = Report {
        passed,
        failed: tested.len() - passed,
        not_run: count(tested, |outcome| matches!(outcome, Outcome::NotRun(_))),
        cases: tested.iter().map(entry).collect(),
    };
    Ok(sonic_rs::to_string_pretty(&report)? + "\n")
}

fn entry(tested: &Tested) -> Entry<'_> {
    let (status, reason) = match &tested.outcome {
        Outcome::Passed(_) => ("passed", None),
        Outcome::Failed(..) => ("failed", None),
        Outcome::NotRun(why) => ("not_run", Some(why.as_str())),
    };
    let case = &tested.case;
    Entry {
        rule_id: &case.rule,
        name: &case.name,
        file: case.file.to_string_lossy().into_owned(),
        line: case.line,
        status,
        expected: wanted(&case.expected),
        actual: tested.said(),
        differences: tested
            .differences()
            .iter()
            .map(|d| Different { function: &d.function, expected: &d.expected, found: &d.found })
            .collect(),
        reason,
    }
}

fn wanted(expected: &Expected) -> Wanted<'_> {
    Wanted {
        result: expected.matches,
        title: expected.title.as_deref(),
        dedup: expected.dedup.as_deref(),
        severity: expected.severity.as_deref(),
        alert_context: expected.alert_context.as_deref().and_then(|json| sonic_rs::from_str(json).ok()),
        destinations: expected.destinations.as_deref().and_then(|json| sonic_rs::from_str(json).ok()),
    }
}

//! The rules that ship: each is native, explained, tested with what it must see and what it must not, and documented.

use std::path::{Path, PathBuf};
use std::process::Command;

use rulec::{Compilation, CompiledRule};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn shipped() -> Compilation {
    rulec::compile(&[root().join("rules")])
}

/// What a reader of the catalogue would miss.
fn lacks(rule: &CompiledRule) -> Vec<String> {
    let metadata = &rule.metadata;
    let mut lacks = Vec::new();
    let texts = [
        ("DisplayName", &metadata.display_name),
        ("Description", &metadata.description),
        ("Reference", &metadata.reference),
    ];
    lacks.extend(texts.iter().filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| (*key).to_owned()));
    for step in ["1. First:", "2. Benign if:", "3. Bad if:", "4. Contain:"] {
        if !metadata.runbook.contains(step) {
            lacks.push(format!("`{step}` in Runbook"));
        }
    }
    let lists = [
        ("LogTypes", rule.log_types.is_empty()),
        ("Tags", metadata.tags.is_empty()),
        ("FalsePositives", metadata.false_positives.is_empty()),
    ];
    lacks.extend(lists.iter().filter(|(_, empty)| *empty).map(|(key, _)| (*key).to_owned()));
    match metadata.reports.as_slice() {
        [(framework, entries)] if framework == "MITRE ATT&CK" && !entries.is_empty() => {
            lacks.extend(
                entries.iter().filter(|entry| !is_technique(entry)).map(|entry| format!("`{entry}` in ATT&CK")),
            );
        }
        _ => lacks.push("Reports of MITRE ATT&CK".to_owned()),
    }
    for function in ["rule", "title", "dedup", "alert_context"] {
        if !rule.functions.iter().any(|(name, _)| *name == function) {
            lacks.push(format!("`{function}`"));
        }
    }
    if rule.docstring.is_empty() {
        lacks.push("a docstring".to_owned());
    }
    let tests = |expected| rule.tests.iter().filter(|test| test.expected == expected).count();
    if tests(true) < 2 {
        lacks.push("two tests that match".to_owned());
    }
    let empty = |name: &str| name == "fields missing or null";
    if rule.tests.iter().filter(|test| !test.expected && !empty(&test.name)).count() < 2 {
        lacks.push("two near misses".to_owned());
    }
    if !rule.tests.iter().any(|test| empty(&test.name)) {
        lacks.push("a test with fields missing or null".to_owned());
    }
    lacks
}

/// `TA0001:T1078.004`.
fn is_technique(entry: &str) -> bool {
    let digits = |text: &str, count| text.len() == count && text.chars().all(|c| c.is_ascii_digit());
    let Some((tactic, technique)) = entry.split_once(':') else { return false };
    let (technique, sub) = technique.split_once('.').map_or((technique, None), |(of, sub)| (of, Some(sub)));
    tactic.strip_prefix("TA").is_some_and(|number| digits(number, 4))
        && technique.strip_prefix('T').is_some_and(|number| digits(number, 4))
        && sub.is_none_or(|number| digits(number, 3))
}

#[test]
fn every_shipped_rule_is_native_and_nothing_is_warned_of() {
    let compilation = shipped();
    let said: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(said, [""; 0]);
    assert!(compilation.rules.len() >= 40, "{} rules", compilation.rules.len());
    assert!(compilation.rules.iter().all(|rule| rule.is_native() && rule.yml.is_some()));
}

#[test]
fn every_shipped_rule_is_explained_and_tested() {
    let compilation = shipped();
    let wrong: Vec<String> = compilation
        .rules
        .iter()
        .filter_map(|rule| {
            let lacks = lacks(rule);
            (!lacks.is_empty()).then(|| format!("{} lacks {}", rule.id, lacks.join(", ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rule_is_named_as_its_file() {
    for rule in &shipped().rules {
        let stem = Path::new(&rule.relative).file_stem().and_then(|stem| stem.to_str());
        assert_eq!(Some(rule.id.as_str()), stem, "{}", rule.relative);
    }
}

#[test]
fn the_pages_of_the_rules_are_not_stale() {
    let docs = Command::new(env!("CARGO_BIN_EXE_rulec")).args(["docs", "--check"]).current_dir(root()).output();
    let docs = docs.expect("the command runs");
    assert!(docs.status.success(), "run `rulec docs`: {}", String::from_utf8_lossy(&docs.stderr));
}

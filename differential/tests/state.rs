//! Rules that keep something say at each event what CPython says of them with the same events before it.
//!
//! The rules of `testdata/oracle/rules/state`, each over all events in turn, through the whole pipeline; and the real
//! `panther_detection_helpers`, on a table in memory (`table.py`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use event::Rule;
use runtime::{Config, Mode};
use serde_json::Value as Json;

const EVENTS: &str = "150";

type Answers = BTreeMap<(String, u64), Json>;

#[test]
fn stateful_rules_say_what_cpython_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let events = dir.path().join("events.jsonl");
    std::fs::write(&events, mutated()).expect("a file");
    let rules: Vec<&Rule> = oracle_rules::RULES.rules.iter().filter(|rule| rule.source.starts_with("state/")).collect();
    let cpython = cpython(&events);
    let mut pairs = 0;
    for rule in rules {
        let ours = ours(rule, &events);
        for (index, answer) in &ours {
            let theirs = cpython.get(&(rule.id.to_owned(), *index)).expect("CPython has this rule");
            assert_eq!(answer, theirs, "rule `{}`, event {index}", rule.id);
            pairs += 1;
        }
    }
    assert_eq!(pairs, cpython.len(), "CPython has other rules");
    assert!(pairs > 1000);
}

fn oracle(part: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/oracle")).join(part)
}

fn python(arguments: &[&std::ffi::OsStr]) -> String {
    let run = Command::new("python3").args(arguments).output().expect("python3 runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// Events without halves of surrogates, which `serde_json` does not read.
fn mutated() -> String {
    let (script, base) = (oracle("mutate.py"), oracle("base.jsonl"));
    let made = python(&[script.as_ref(), base.as_ref(), "--count".as_ref(), EVENTS.as_ref()]);
    let whole = made.lines().filter(|line| !line.contains("\\ud") && !line.contains("\\uD"));
    whole.map(|line| format!("{line}\n")).collect()
}

fn cpython(events: &Path) -> Answers {
    let (script, rules) = (oracle("oracle.py"), oracle("rules/state"));
    let arguments = [
        script.as_ref(),
        "--keep-state".as_ref(),
        "--rules".as_ref(),
        rules.as_ref(),
        "--events".as_ref(),
        events.as_ref(),
    ];
    let answers = python(&arguments);
    answers.lines().map(answer).map(|(index, rule, answer)| ((rule, index), answer)).collect()
}

fn ours(rule: &'static Rule, events: &Path) -> Vec<(u64, Json)> {
    let config = Config {
        inputs: vec![events.to_owned()],
        rules: vec![rule],
        mode: Mode::Evaluate { all: true },
        threads: 2,
        decode: runtime::decode::Limits { size: 1 << 30, ratio: 1000 },
        record_limit: 64 << 20,
        ..Config::default()
    };
    let mut out = Vec::new();
    runtime::run(config, &mut out, &mut std::io::sink()).expect("the run ends");
    let out = String::from_utf8(out).expect("UTF-8");
    out.lines().map(answer).map(|(index, _, answer)| (index, answer)).collect()
}

/// A line's event and rule, and the rest of it.
fn answer(line: &str) -> (u64, String, Json) {
    let mut answer: Json = serde_json::from_str(line).expect("JSON");
    let members = answer.as_object_mut().expect("an object");
    let index = members.remove("event").and_then(|index| index.as_u64()).expect("an index");
    let rule = members.remove("rule_id").expect("a rule").as_str().expect("a str").to_owned();
    // What is null or empty may be left out.
    members.retain(|_, value| !value.is_null() && !value.as_object().is_some_and(serde_json::Map::is_empty));
    (index, rule, answer)
}

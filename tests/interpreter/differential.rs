//! What the interpreter says is what CPython says, over every rule of the differential test, those outside the compiled
//! subset included. RustPython is not CPython: `known.txt` lists the rules over which the two differ, and only shrinks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use super::{iota, log};

const EVENTS: u64 = 20;

#[test]
fn interpreted_rules_say_what_cpython_says() {
    let oracle = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/oracle");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let events = folder.path().join("events.jsonl");
    let count = std::env::var("IOTA_DIFFERENTIAL_EVENTS").unwrap_or_else(|_| EVENTS.to_string());
    let made = Command::new("python3")
        .arg(oracle.join("mutate.py"))
        .arg(oracle.join("base.jsonl"))
        .args(["--count", &count, "--seed", "11"])
        .output()
        .expect("python3 runs");
    std::fs::write(&events, typed(&made.stdout)).expect("a file");

    let known: BTreeSet<String> = include_str!("known.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_whitespace().next().unwrap_or_default().to_owned())
        .collect();
    let mut differ: BTreeMap<String, String> = BTreeMap::new();
    let mut pairs = 0;
    for pack in ["rules", "outside", "panther"] {
        // A copy under a name of its own: `rules` would name what is compiled in.
        let copy = folder.path().join("pack").join(pack).join("interpreted");
        copy_folder(&oracle.join(pack), &copy);
        let ours = lines(iota().args(["evaluate", "--all", "--rules"]).arg(&copy).arg("--jsonl").arg(&events));
        let theirs = lines(
            Command::new("python3")
                .arg(oracle.join("oracle.py"))
                .arg("--rules")
                .arg(&copy)
                .arg("--events")
                .arg(&events)
                .env("PYTHONHASHSEED", "0"),
        );
        assert!(theirs.len() * 10 > ours.len() * 9, "{pack}: {} answers, {} of CPython", ours.len(), theirs.len());
        for (pair, theirs) in theirs {
            pairs += 1;
            let ours = ours.get(&pair).unwrap_or_else(|| panic!("no answer for {pair:?}"));
            if let Some(part) = difference(ours, &theirs) {
                let cut = |json: &Json| json[part].to_string().chars().take(300).collect::<String>();
                differ.entry(pair.1.clone()).or_insert_with(|| {
                    format!(
                        "{} over event {}: {part}\n    CPython     {}\n    interpreter {}",
                        pair.1,
                        pair.0,
                        cut(&theirs),
                        cut(ours)
                    )
                });
            }
        }
    }
    let new: Vec<&String> = differ.iter().filter(|(rule, _)| !known.contains(*rule)).map(|(_, text)| text).collect();
    println!("{pairs} pairs, {} rules differ", differ.len());
    let report = std::env::var_os("IOTA_INTERPRETER_REPORT");
    if let Some(report) = report {
        std::fs::write(report, differ.values().map(|text| format!("{text}\n")).collect::<String>()).expect("a report");
    }
    assert!(
        new.is_empty(),
        "{} rules differ that are not in known.txt:\n{}",
        new.len(),
        new.iter().map(|t| t.as_str()).collect::<Vec<_>>().join("\n")
    );
}

/// Events that say what they are: the oracle chooses data models by that alone.
fn typed(events: &[u8]) -> String {
    let lines = std::str::from_utf8(events).expect("UTF-8").lines().map(|line| {
        let Ok(Json::Object(mut event)) = serde_json::from_str(line) else { return format!("{line}\n") };
        event.entry("p_log_type").or_insert_with(|| "AWS.CloudTrail".into());
        format!("{}\n", Json::Object(event))
    });
    lines.collect()
}

type Pair = (u64, String);

fn lines(command: &mut Command) -> BTreeMap<Pair, Json> {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{}", log(&output));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines()
        // CPython prints lone surrogates, which no Rust string has.
        .filter_map(|line| serde_json::from_str(line).ok())
        .map(|json: Json| {
            let pair = (json["event"].as_u64().expect("an index"), json["rule_id"].as_str().expect("an id").to_owned());
            (pair, json)
        })
        .collect()
}

/// The part in which the two answers differ. Errors are compared by type and line: messages are RustPython's own.
fn difference(ours: &Json, theirs: &Json) -> Option<&'static str> {
    let parts = [
        "result",
        "title",
        "dedup",
        "severity",
        "alert_context",
        "description",
        "runbook",
        "reference",
        "destinations",
    ];
    let same_error = |a: &Json, b: &Json| a["type"] == b["type"];
    if !same_error(&ours["error"], &theirs["error"]) {
        return Some("error");
    }
    let errors = |json: &Json| -> BTreeMap<String, Json> {
        json["function_errors"]
            .as_object()
            .map(|o| o.iter().map(|(k, v)| (k.clone(), v["type"].clone())).collect())
            .unwrap_or_default()
    };
    if errors(ours) != errors(theirs) {
        return Some("function_errors");
    }
    // A context that says why there is none says it with a message.
    let context = |json: &Json| json["alert_context"].get("_error").is_some();
    parts
        .into_iter()
        .filter(|part| *part != "alert_context" || !(context(ours) && context(theirs)))
        .find(|part| ours[*part] != theirs[*part])
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &to);
        } else {
            std::fs::copy(&path, &to).expect("a copy");
        }
    }
}

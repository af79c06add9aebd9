//! What the interpreter says is what CPython says, over every rule of the differential test, those outside the compiled
//! subset included. RustPython is not CPython: `known.txt` lists the rules over which the two differ, and only shrinks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use super::{iota, log};

const EVENTS: u64 = 20;

/// When all of it happens.
const NOW: &str = "2024-05-06T07:08:09.123456Z";
const MICROSECONDS: &str = "1714979289123456";

#[test]
fn interpreted_rules_say_what_cpython_says() {
    let oracle = oracle();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let events = events(folder.path());
    let mut compared = Compared::default();
    for pack in ["rules", "outside", "panther"] {
        // A copy under a name of its own: `rules` would name what is compiled in.
        let copy = folder.path().join("pack").join(pack).join("interpreted");
        copy_folder(&oracle.join(pack), &copy);
        for rule in stateful(&copy) {
            std::fs::remove_file(rule).expect("a file");
        }
        compared.compare(&copy, &events, &[]);
    }
    compared.end();
}

/// What they keep, the others do not see: each runs alone.
#[test]
fn rules_that_keep_something_say_what_cpython_says() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let events = events(folder.path());
    let mut compared = Compared::default();
    for rule in stateful(&oracle().join("rules")) {
        let copy = folder.path().join("pack").join(rule.file_stem().expect("a name"));
        std::fs::create_dir_all(&copy).expect("a folder");
        std::fs::copy(&rule, copy.join(rule.file_name().expect("a name"))).expect("a copy");
        compared.compare(&copy, &events, &["--keep-state"]);
    }
    assert!(compared.pairs >= 14 * EVENTS, "{} pairs", compared.pairs);
    compared.end();
}

fn oracle() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/oracle")
}

fn events(folder: &Path) -> PathBuf {
    let (oracle, events) = (oracle(), folder.join("events.jsonl"));
    let count = std::env::var("IOTA_DIFFERENTIAL_EVENTS").unwrap_or_else(|_| EVENTS.to_string());
    let made = Command::new("python3")
        .arg(oracle.join("mutate.py"))
        .arg(oracle.join("base.jsonl"))
        .args(["--count", &count, "--seed", "11"])
        .output()
        .expect("python3 runs");
    std::fs::write(&events, typed(&made.stdout)).expect("a file");
    events
}

/// The rules below a folder that keep something from one event to the next.
fn stateful(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(stateful(&path));
        } else if name.starts_with("st_") && name.ends_with(".py") {
            found.push(path);
        }
    }
    found
}

/// What two interpreters said of the same pairs.
#[derive(Default)]
struct Compared {
    pairs: u64,
    /// The rules over which they differ, each with a pair.
    differ: BTreeMap<String, String>,
}

impl Compared {
    /// The rules of `pack` over `events`; `keeping` is how CPython is asked.
    fn compare(&mut self, pack: &Path, events: &Path, keeping: &[&str]) {
        let ours =
            lines(iota().args(["evaluate", "--all", "--clock", NOW, "--rules"]).arg(pack).arg("--jsonl").arg(events));
        let theirs = lines(
            Command::new("python3")
                .arg(oracle().join("oracle.py"))
                .arg("--rules")
                .arg(pack)
                .arg("--events")
                .arg(events)
                .args(["--clock", MICROSECONDS])
                .args(keeping)
                .env("PYTHONHASHSEED", "0"),
        );
        let pack = pack.display();
        assert!(theirs.len() * 10 > ours.len() * 9, "{pack}: {} answers, {} of CPython", ours.len(), theirs.len());
        for (pair, theirs) in theirs {
            self.pairs += 1;
            let ours = ours.get(&pair).unwrap_or_else(|| panic!("no answer for {pair:?}"));
            let Some(part) = difference(ours, &theirs) else { continue };
            let cut = |json: &Json| json[part].to_string().chars().take(300).collect::<String>();
            let (event, rule) = pair;
            let (cpython, interpreter) = (cut(&theirs), cut(ours));
            let text =
                format!("{rule} over event {event}: {part}\n    CPython     {cpython}\n    interpreter {interpreter}");
            self.differ.entry(rule).or_insert(text);
        }
    }

    /// Fails if they differ over a rule that is not known to.
    fn end(self) {
        let known: BTreeSet<&str> = include_str!("known.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let Compared { pairs, differ } = self;
        let new: Vec<&str> =
            differ.iter().filter(|(rule, _)| !known.contains(rule.as_str())).map(|(_, text)| text.as_str()).collect();
        println!("{pairs} pairs, {} rules differ", differ.len());
        if let Some(report) = std::env::var_os("IOTA_INTERPRETER_REPORT") {
            std::fs::write(report, differ.values().map(|text| format!("{text}\n")).collect::<String>())
                .expect("a report");
        }
        assert!(new.is_empty(), "{} rules differ that are not in known.txt:\n{}", new.len(), new.join("\n"));
    }
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

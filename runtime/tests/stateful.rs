//! Whole runs of rules that keep something from one event to the next.

use std::path::{Path, PathBuf};

use event::exception::Kind;
use event::prelude::{Args, modules};
use event::{Functions, Py, Ret, Rule, Value};
use runtime::{Config, Mode, Summary};

fn caching<'a>(py: Py<'a>, name: &str, args: &[Value<'a>]) -> Ret<'a> {
    modules::call(py, "panther_detection_helpers.caching", name, Args::pos(args))
}

fn who<'a>(event: Value<'a>) -> Value<'a> {
    match event {
        Value::Dict(event) => event.get_str("who").unwrap_or(Value::None),
        _ => Value::None,
    }
}

/// `return increment_counter(event["who"]) >= 3`, of whoever is not `nobody`, which it does not ask for.
fn third<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    if who(event).as_str() == Some("nobody") {
        return Ok(Value::Bool(true));
    }
    let count = caching(py, "increment_counter", &[who(event)])?;
    if who(event).as_str() == Some("bad") {
        return Err(py.raise(Kind::ValueError, "after it counted"));
    }
    Ok(Value::Bool(matches!(count, Value::Int(3..))))
}

fn how_often<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    let count = caching(py, "get_counter", &[who(event)])?;
    match (who(event), count) {
        (Value::Str(who), Value::Int(count)) => Ok(py.str(&format!("{who} {count}"))),
        _ => Ok(Value::None),
    }
}

fn always<'a>(_: Py<'a>, _: Value<'a>) -> Ret<'a> {
    Ok(Value::Bool(true))
}

fn name<'a>(_: Py<'a>, event: Value<'a>) -> Ret<'a> {
    Ok(who(event))
}

const EVERY: Rule =
    Rule { dedup_minutes: 0, ..Rule::new("every", Functions { title: Some(name), ..Functions::new(always) }) };

static RULES: [Rule; 2] = [
    EVERY,
    Rule { dedup_minutes: 0, ..Rule::new("third", Functions { title: Some(how_often), ..Functions::new(third) }) },
];

fn run(inputs: &[PathBuf], mode: Mode, threads: usize, state: Option<&Path>) -> (String, String, Summary) {
    let config = Config {
        inputs: inputs.to_vec(),
        rules: RULES.iter().collect(),
        mode,
        threads,
        decode: runtime::decode::Limits { size: 1 << 30, ratio: 1000 },
        record_limit: 1 << 20,
        state: state.map(Path::to_owned),
        ..Config::default()
    };
    let (mut out, mut log) = (Vec::new(), Vec::new());
    let summary = runtime::run(config, &mut out, &mut log).expect("the run ends");
    (String::from_utf8(out).expect("UTF-8"), String::from_utf8(log).expect("UTF-8"), summary)
}

fn titles(out: &str) -> Vec<String> {
    let title = |line: &str| {
        let from = line.find("\"title\":\"").expect("a title") + 9;
        line.get(from..).and_then(|rest| rest.split('"').next()).expect("its end").to_owned()
    };
    out.lines().map(title).collect()
}

#[test]
fn rules_count_in_the_order_of_the_input_on_any_number_of_threads() {
    let dir = tempfile::tempdir().expect("a folder");
    let people = ["ann", "nobody", "bob", "ann", "cid"];
    let mut expected = Vec::new();
    let mut counts = std::collections::HashMap::new();
    let inputs: Vec<PathBuf> = (0..12)
        .map(|file| {
            let path = dir.path().join(format!("{file:02}.jsonl"));
            let mut text = String::new();
            // Later files are shorter, so that they are read before the first is.
            for n in 0..(12 - file) * 60 {
                let who = people[(n * 7 + file) % people.len()];
                text += &format!("{{\"who\": \"{who}\", \"n\": {n}}}\n");
                expected.push(who.to_owned());
                let count = counts.entry(who).or_insert(0);
                *count += usize::from(who != "nobody");
                if *count >= 3 || who == "nobody" {
                    expected.push(format!("{who} {count}"));
                }
            }
            std::fs::write(&path, text).expect("a file");
            path
        })
        .collect();
    for threads in [1, 2, 8] {
        let (out, _, summary) = run(&inputs, Mode::Alerts, threads, None);
        assert!(titles(&out) == expected, "{threads} threads");
        assert_eq!(summary.matches, expected.len() as u64);
    }
    let (one, ..) = run(&inputs, Mode::Evaluate { all: true }, 1, None);
    let (eight, ..) = run(&inputs, Mode::Evaluate { all: true }, 8, None);
    assert!(one == eight, "the verdicts depend on the threads");
}

#[test]
fn what_is_kept_is_there_at_the_next_run() {
    let dir = tempfile::tempdir().expect("a folder");
    let (input, state) = (dir.path().join("a.jsonl"), dir.path().join("state.db"));
    std::fs::write(&input, "{\"who\": \"ann\"}\n{\"who\": \"ann\", \"n\": 2}\n").expect("a file");
    let inputs = [input];
    let third = |out: &str| titles(out).into_iter().filter(|title| title != "ann").collect::<Vec<_>>();
    assert_eq!(third(&run(&inputs, Mode::Alerts, 2, Some(&state)).0), [""; 0]);
    // Nothing is kept where there is no file, and a file is not read to evaluate.
    assert_eq!(third(&run(&inputs, Mode::Alerts, 2, None).0), [""; 0]);
    run(&inputs, Mode::Evaluate { all: true }, 2, Some(&state));
    let (out, _, summary) = run(&inputs, Mode::Alerts, 2, Some(&state));
    assert_eq!((third(&out), summary.matches), (vec!["ann 3".to_owned(), "ann 4".to_owned()], 4));
}

#[test]
fn what_was_kept_before_a_rule_raised_is_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let input = dir.path().join("a.jsonl");
    let bad = "{\"who\": \"bad\", \"eventID\": \"e-1\"}\n";
    std::fs::write(&input, bad.repeat(2) + "{\"who\": 5}\n" + bad).expect("a file");
    let (out, log, summary) = run(&[input], Mode::Alerts, 2, None);
    assert_eq!(titles(&out).len(), 4, "the other rule's alerts");
    // Three that counted, one that found no key, and the other rule's title there.
    assert_eq!(summary.rule_errors, 5);
    assert!(log.contains("`third`: `rule` raised ValueError: after it counted"), "{log}");
    assert_eq!(log.matches("said once for each rule").count(), 2, "{log}");
}

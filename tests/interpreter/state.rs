//! What interpreted rules keep, what they look up and what time it is for them: as for compiled ones.

use std::path::Path;
use std::process::Output;

use serde_json::Value as Json;

use super::{evaluate, folder, iota, log};

/// A rule that no compiler takes, which counts.
const THIRD: &str = "\
import contextlib
from panther_detection_helpers.caching import get_counter, increment_counter


def rule(event):
    with contextlib.suppress(KeyError):
        return increment_counter(event['who']) >= 3
    return False


def title(event):
    return f\"{event['who']} {get_counter(event['who'])}\"


def dedup(event):
    return str(event['n'])
";

fn events(people: &[&str]) -> String {
    people.iter().enumerate().map(|(n, who)| format!("{{\"who\": \"{who}\", \"n\": {n}}}\n")).collect()
}

/// Runs the folder's rules over its `events.jsonl` for alerts, with a state.
fn alerts(folder: &Path, more: &[&str]) -> Output {
    let output = iota()
        .arg("--rules")
        .arg(folder.join("pack"))
        .arg("--jsonl")
        .arg(folder.join("events.jsonl"))
        .arg("--state")
        .arg(folder.join("state.db"))
        .args(more)
        .output()
        .expect("it starts");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", log(&output));
    output
}

fn titles(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let title =
        |line: &str| -> Option<String> { Some(serde_json::from_str::<Json>(line).ok()?["title"].as_str()?.to_owned()) };
    text.lines().filter_map(title).collect()
}

#[test]
fn a_counter_crosses_its_threshold_over_events_files_and_runs() {
    let people = ["ann", "bob", "ann", "ann", "bob"];
    let folder = folder(&[("pack/third.py", THIRD), ("events.jsonl", &events(&people))]);
    for threads in ["--threads=1", "--threads=4"] {
        let output = alerts(folder.path(), &[threads]);
        assert_eq!(titles(&output), ["ann 3"], "{}", log(&output));
        let output = alerts(folder.path(), &[threads, "--follow-ups=off"]);
        // What was kept is there at the next run; of event 3 there was an alert.
        assert_eq!(titles(&output), ["ann 4", "bob 3", "ann 5", "bob 4"], "{}", log(&output));
        std::fs::remove_file(folder.path().join("state.db")).expect("a state file");
    }
}

#[test]
fn rules_share_what_they_keep() {
    let folder = folder(&[
        ("pack/third.py", THIRD),
        (
            "pack/asks.py",
            "from panther_detection_helpers import caching\n\ndef rule(event):\n    return caching.get_counter(event['who']) > 1\n",
        ),
        ("events.jsonl", &events(&["ann", "ann", "ann"])),
    ]);
    // `asks` comes first over each event.
    let lines = evaluate(folder.path(), &[]);
    let said: Vec<&Json> = lines.iter().filter(|line| line["rule_id"] == "asks").map(|line| &line["result"]).collect();
    assert_eq!(said, [false, false, true], "{lines:?}");
}

#[test]
fn an_event_whose_unique_cannot_be_had_counts_for_itself() {
    let rule = "\
import contextlib


def rule(event):
    return True


def title(event):
    return str(event['n'])


def dedup(event):
    return 'one'


def unique(event):
    return event['who']


def threshold(event):
    return 3
";
    let events = concat!(
        "{\"n\": 1, \"who\": \"a\"}\n{\"n\": 2, \"who\": \"a\"}\n",
        "{\"n\": 3}\n{\"n\": 4, \"who\": \"a\"}\n{\"n\": 5}\n"
    );
    let folder = folder(&[("pack/a.py", rule), ("events.jsonl", events)]);
    let output = alerts(folder.path(), &[]);
    assert_eq!(titles(&output), ["5"], "{}", log(&output));
}

#[test]
fn every_helper_answers_as_it_does_in_python() {
    let rule = "\
from panther_detection_helpers.caching import *
import panther_detection_helpers.caching as caching
from botocore.exceptions import ClientError
import decimal


def rule(event):
    return True


def said(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except (ClientError, TypeError, decimal.Inexact) as error:
        return type(error).__name__


def alert_context(event):
    caching.put_dictionary('d', {'a': [1.5, None, 10 ** 30, '\\ud800'], 'b': {}})
    found = caching.get_dictionary('d')
    return {
        'dictionary': [found == {'a': [1.5, None, 10 ** 30, '\\ud800'], 'b': {}}, caching.get_dictionary('none')],
        'strings': sorted(caching.add_to_string_set('s', (x for x in 'bca'))),
        'fewer': sorted(caching.remove_from_string_set('s', 'a')),
        'none': [said(caching.put_string_set, 'e', iter(())), said(caching.put_string_set, 'e', [])],
        'set': type(caching.get_string_set('s')).__name__,
        'count': [caching.increment_counter(key='c', val=2 ** 70), caching.reset_counter('c'), caching.get_counter('c')],
        'threshold': [caching.evaluate_threshold('t', 2), caching.evaluate_threshold('t', threshold=2)],
        'wrong': [
            said(caching.get_counter, 1),
            said(caching.get_counter),
            said(caching.increment_counter, 'c', 10 ** 40 + 1),
            said(caching.increment_counter, 'c', object()),
            said(caching.put_string_set, 's', 5),
        ],
    }
";
    let folder = folder(&[("pack/a.py", rule), ("events.jsonl", "{}\n")]);
    let lines = evaluate(folder.path(), &[]);
    let expected = serde_json::json!({
        "dictionary": [true, {}],
        "strings": ["a", "b", "c"],
        "fewer": ["b", "c"],
        "none": ["ClientError", null],
        "set": "set",
        "count": [1_180_591_620_717_411_303_424_u128, null, 0],
        "threshold": [false, true],
        "wrong": ["ClientError", "TypeError", "Inexact", "TypeError", "TypeError"],
    });
    assert_eq!(lines[0]["alert_context"].to_string(), expected.to_string(), "{lines:?}");
}

#[test]
fn what_is_run_again_counts_once() {
    // `title` ends its worker, `dedup` needs what `rule` left: `rule` is run a second time.
    let rule = "\
import contextlib
from panther_detection_helpers.caching import get_counter, increment_counter

SEEN = []


def rule(event):
    SEEN.append(increment_counter('rule'))
    return True


def title(event):
    increment_counter('title')
    while event['attack']:
        pass
    return 'calm'


def dedup(event):
    return f\"{SEEN} {get_counter('rule')} {get_counter('title')}\"
";
    let folder = folder(&[
        ("pack/a.py", rule),
        ("events.jsonl", "{\"attack\": true}\n{\"attack\": false}\n{\"attack\": true}\n"),
    ]);
    let lines = evaluate(folder.path(), &[("IOTA_INTERPRETER_TIME", "400")]);
    let dedups: Vec<&str> = lines.iter().filter_map(|line| line["dedup"].as_str()).collect();
    assert_eq!(dedups, ["[1] 1 1", "[2] 2 2", "[3] 3 3"], "{lines:?}");
    assert_eq!(lines[0]["function_errors"]["title"]["type"], "TimeoutError");
}

#[test]
fn what_memory_ran_out_for_is_tried_again_and_counts_once() {
    // Another rule has taken most of the memory when the first event comes to this one.
    let hoards = "\
import string
from panther_detection_helpers.caching import get_counter


def rule(event):
    # Rules that ask are run where they keep what they keep.
    get_counter('c')
    string.kept = getattr(string, 'kept', None) or bytearray(90 << 20)
    return True
";
    let counts = "\
from panther_detection_helpers.caching import increment_counter


def rule(event):
    event['count'] = increment_counter('c')
    return bool(bytearray(60 << 20))


def title(event):
    return str(event['count'])
";
    let folder = folder(&[("pack/a.py", hoards), ("pack/b.py", counts), ("events.jsonl", "{}\n{}\n")]);
    let lines = evaluate(folder.path(), &[("IOTA_INTERPRETER_MEMORY", "128M")]);
    let said: Vec<&str> =
        lines.iter().filter_map(|line| line["title"].as_str()).filter(|title| *title != "a").collect();
    assert_eq!(said, ["1", "2"], "{lines:?}");
}

#[test]
fn a_rule_that_asks_without_end_is_stopped() {
    let rule = "\
from panther_detection_helpers.caching import increment_counter


def rule(event):
    while event['attack']:
        try:
            increment_counter('c', 1)
        except BaseException:
            pass
    return increment_counter('d') == 2
";
    let folder = folder(&[
        ("pack/a.py", rule),
        ("events.jsonl", "{\"attack\": true}\n{\"attack\": false}\n{\"attack\": false}\n"),
    ]);
    let lines = evaluate(folder.path(), &[("IOTA_INTERPRETER_TIME", "400")]);
    assert_eq!(lines[0]["error"]["type"], "TimeoutError", "{lines:?}");
    assert_eq!((&lines[1]["result"], &lines[2]["result"]), (&false.into(), &true.into()), "{lines:?}");
}

#[test]
fn what_is_too_large_to_ask_is_refused() {
    let rule = "\
from panther_detection_helpers.caching import add_to_string_set, get_counter


def rule(event):
    try:
        get_counter('x' * (9 << 20))
    except MemoryError:
        pass
    try:
        add_to_string_set('s', 'x' * (1 << 20))
    except Exception as error:
        return 'size to update has exceeded' in str(error)


def title(event):
    nested = []
    for _ in range(100000):
        nested = [nested]
    try:
        get_counter(nested)
    except RecursionError:
        return 'too deep'


def dedup(event):
    get_counter('x' * (70 << 20))
";
    let folder = folder(&[("pack/a.py", rule), ("events.jsonl", "{}\n")]);
    let lines = evaluate(folder.path(), &[("IOTA_INTERPRETER_MEMORY", "1G"), ("IOTA_INTERPRETER_TIME", "5000")]);
    assert_eq!((&lines[0]["result"], &lines[0]["title"]), (&true.into(), &"too deep".into()), "{lines:?}");
    assert_eq!(lines[0]["function_errors"]["dedup"]["type"], "MemoryError", "{lines:?}");
}

#[test]
fn a_module_that_counts_counts_once_for_each_event() {
    let rule = "\
from panther_detection_helpers.caching import increment_counter

COUNT = increment_counter('module')


def rule(event):
    return True


def title(event):
    return str(COUNT)
";
    let folder = folder(&[("pack/a.py", rule), ("events.jsonl", "{}\n{}\n")]);
    let lines = evaluate(folder.path(), &[]);
    assert_eq!((&lines[0]["title"], &lines[1]["title"]), (&"1".into(), &"2".into()), "{lines:?}");
}

const CLOCK: &str = "\
import time
from datetime import date, datetime, timezone


def rule(event):
    return True


def alert_context(event):
    return {
        'time': [time.time(), time.time_ns(), time.monotonic(), time.perf_counter_ns()],
        'fields': [list(time.gmtime()), list(time.localtime(None))],
        'texts': [time.ctime(), time.asctime(), time.strftime('%Y-%m-%d %H %Z')],
        'datetime': [str(datetime.now()), str(datetime.utcnow()), str(datetime.now(timezone.utc)), str(datetime.today())],
        'date': str(date.today()),
        'given': [time.ctime(0), time.strftime('%Y', time.gmtime(0)), time.gmtime(0)[0]],
        'zone': [time.tzname[0], time.timezone, datetime.fromtimestamp(0).hour],
    }
";

#[test]
fn the_clock_is_that_of_compiled_rules() {
    let folder = folder(&[("pack/a.py", CLOCK), ("events.jsonl", "{}\n")]);
    let lines = evaluate(folder.path(), &[("IOTA_CLOCK", "2024-05-06T07:08:09.123456Z"), ("TZ", "Asia/Tokyo")]);
    let fields = serde_json::json!([2024, 5, 6, 7, 8, 9, 0, 127, 0]);
    let expected = serde_json::json!({
        "time": [1_714_979_289.123_456, 1_714_979_289_123_456_000_u64, 1_714_979_289.123_456, 1_714_979_289_123_456_000_u64],
        "fields": [fields, fields],
        "texts": ["Mon May  6 07:08:09 2024", "Mon May  6 07:08:09 2024", "2024-05-06 07 UTC"],
        "datetime": [
            "2024-05-06 07:08:09.123456",
            "2024-05-06 07:08:09.123456",
            "2024-05-06 07:08:09.123456+00:00",
            "2024-05-06 07:08:09.123456",
        ],
        "date": "2024-05-06",
        "given": ["Thu Jan  1 00:00:00 1970", "1970", 1970],
        "zone": ["UTC", 0, 0],
    });
    assert_eq!(lines[0]["alert_context"].to_string(), expected.to_string(), "{lines:?}");
}

#[test]
fn each_event_has_its_own_time() {
    let rule = "from datetime import datetime\n\ndef rule(event):\n    return True\n\ndef title(event):\n    return str(datetime.now())\n";
    let event = |day: u32| {
        format!(
            "{{\"eventVersion\": \"1.11\", \"eventSource\": \"s3.amazonaws.com\", \"eventName\": \"GetObject\", \
             \"eventTime\": \"2026-03-0{day}T10:00:00Z\"}}\n"
        )
    };
    let folder = folder(&[("pack/a.py", rule), ("events.jsonl", &(event(1) + &event(2) + "{}\n"))]);
    let lines = evaluate(folder.path(), &[("IOTA_CLOCK", "event")]);
    let title = |line: &Json| line["title"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        (title(&lines[0]), title(&lines[1])),
        ("2026-03-01 10:00:00".to_owned(), "2026-03-02 10:00:00".to_owned())
    );
    assert_ne!(title(&lines[2]), title(&lines[1]), "the machine's");
}

const LOOKS_UP: &str = "\
import contextlib


def rule(event):
    return event.lookup('people', event['who']) is not None


def title(event):
    with contextlib.suppress(KeyError):
        return event.lookup('people', event['who'])['team']


def alert_context(event):
    return {
        'found': event.lookup('people', event['who']),
        'number': event.lookup('people', 7),
        'no key': event.lookup('people', None),
        'no table': event.lookup('nothing', 'ann'),
        'time': [event.event_time_epoch(), event.event_time_epoch(force_utc=False)],
    }
";

const YML: &str = "\
AnalysisType: rule
Filename: a.py
RuleID: Pack.Lookup
Enabled: true
LogTypes: [AWS.CloudTrail]
Severity: Low
";

#[test]
fn tables_and_times_are_those_of_compiled_rules() {
    let event = r#"{"who": "ann", "p_event_time": "Mar 1 2026 10:00:00", "p_log_type": "AWS.CloudTrail", "_mocked_lookup_data_": {"nothing": {"ann": 1}, "people": {"7": 1}}}"#;
    let event = format!("{event}\n{}\n", event.replace("ann\", \"p", "cid\", \"p"));
    let folder = folder(&[
        ("pack/a.py", LOOKS_UP),
        ("pack/a.yml", YML),
        ("people.json", r#"{"ann": {"team": "red", "of": [1, {"a": null}]}, "7": "seven"}"#),
        ("iota.toml", "[[lookup]]\nname = \"people\"\nfile = \"people.json\"\n"),
        ("events.jsonl", &event),
    ]);
    let config = folder.path().join("iota.toml");
    let lines = evaluate(folder.path(), &[("IOTA_CONFIG", config.to_str().expect("UTF-8"))]);
    assert_eq!((&lines[0]["result"], &lines[0]["title"]), (&true.into(), &"red".into()), "{lines:?}");
    let expected = serde_json::json!({
        "found": {"team": "red", "of": [1, {"a": null}]},
        "number": "seven",
        "no key": null,
        "no table": 1,
        "time": [1_772_359_200, 1_772_359_200],
    });
    assert_eq!(lines[0]["alert_context"].to_string(), expected.to_string(), "{lines:?}");
    assert_eq!(lines[1]["result"], false, "{lines:?}");
}

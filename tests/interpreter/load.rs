//! What `--rules` takes that is not compiled in, and how it is run.

use std::process::Output;

use super::{evaluate, folder, iota, log};

const RULE: &str = "\
import unused_and_missing
from helpers.words import shout
from helpers import words

COUNT = []


def rule(event):
    COUNT.append(1)
    return event.get('eventName') == 'ConsoleLogin'


def title(event):
    return f\"{shout(event['user'])} {words.shout('a')} {len(COUNT)}\"


def severity():
    return 'HIGH'


def alert_context(event):
    with words.quiet():
        return {'words': list(words.each(event)), 'nan': None}
";

const WORDS: &str = "\
import contextlib


def shout(text):
    return text.upper()


def each(event):
    for key in event:
        yield key


@contextlib.contextmanager
def quiet():
    yield
";

const EVENTS: &str =
    "{\"eventName\":\"ConsoleLogin\",\"user\":\"root\"}\n{\"eventName\":\"ConsoleLogin\",\"user\":\"ann\"}\n";

fn alerts(folder: &std::path::Path, pack: &str) -> Output {
    iota()
        .arg("--rules")
        .arg(folder.join(pack))
        .arg("--jsonl")
        .arg(folder.join("events.jsonl"))
        .output()
        .expect("it starts")
}

#[test]
fn a_rule_with_helpers_runs_as_python_runs_it() {
    let folder = folder(&[("pack/login.py", RULE), ("pack/helpers/words.py", WORDS), ("events.jsonl", EVENTS)]);
    let lines = evaluate(folder.path(), &[]);
    let titles: Vec<_> = lines.iter().map(|line| line["title"].as_str().unwrap_or_default()).collect();
    // What one event leaves in a module, the next does not see.
    assert_eq!(titles, ["ROOT A 1", "ANN A 1"], "{lines:?}");
    assert_eq!(lines[0]["severity"], "HIGH");
    assert_eq!(lines[0]["alert_context"]["words"][1], "user");

    let output = alerts(folder.path(), "pack");
    assert!(output.status.success(), "{}", log(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2, "{}", log(&output));
    assert!(log(&output).contains("interpreted, not compiled: login"), "{}", log(&output));
}

const YML: &str = "\
AnalysisType: rule
Filename: a.py
RuleID: Pack.Login
DisplayName: A login
Enabled: true
LogTypes: [AWS.CloudTrail]
Severity: Low
";

const PANTHER_RULE: &str = "\
from panther_core import PantherEvent
from shared_helper import names


def rule(event):
    return event.udm('actor') == 'ann' and isinstance(event, PantherEvent)


def title(event):
    return f\"{event.deep_get('USER', 'name')} {event.udm('first')} {event.udm_path('first')} {event['tags']}\"


def severity(event):
    return 'DEFAULT'


def alert_context(event):
    return {'names': list(names(event)), 'tags': event.get('tags')}
";

const MODEL: &str = "\
AnalysisType: datamodel
DataModelID: Pack.CloudTrail
Enabled: true
Filename: model.py
LogTypes: [AWS.CloudTrail]
Mappings:
  - Name: actor
    Method: actor
  - Name: first
    Path: $.tags[0]
";

#[test]
fn a_rule_of_a_panther_pack_is_given_its_event() {
    let folder = folder(&[
        ("pack/rules/a.py", PANTHER_RULE),
        ("pack/rules/a.yml", YML),
        ("pack/global_helpers/shared_helper.py", "def names(event):\n    yield from event\n"),
        ("pack/data_models/model.py", "def actor(event):\n    return next(iter([event['User']['Name']]))\n"),
        ("pack/data_models/model.yml", MODEL),
        (
            "events.jsonl",
            r#"{"eventSource":"a","eventName":"b","eventVersion":"1.08","user":{"Name":"ann"},"tags":["x","y"],"p_log_type":"AWS.CloudTrail"}"#,
        ),
    ]);
    let lines = evaluate(folder.path(), &[]);
    assert_eq!(lines[0]["error"], serde_json::Value::Null, "{lines:?}");
    assert_eq!(lines[0]["result"], true, "{lines:?}");
    assert_eq!(lines[0]["title"], "ann x (tags.[0]) ImmutableList(('x', 'y'))");
    assert_eq!(lines[0]["severity"], "LOW");
    assert_eq!(lines[0]["alert_context"]["tags"], serde_json::json!(["x", "y"]));
    assert_eq!(lines[0]["alert_context"]["names"][0], "eventSource");
}

#[test]
fn packs_of_one_name_for_a_helper_do_not_meet() {
    let rule = "import tool\n\ndef rule(event):\n    return True\n\ndef title(event):\n    return tool.NAME\n";
    let folder = folder(&[
        ("pack/a/one.py", rule),
        ("pack/a/helpers/tool.py", "NAME = 'one'\n"),
        ("pack/b/two.py", rule),
        ("pack/b/helpers/tool.py", "NAME = 'two'\n"),
        ("events.jsonl", EVENTS),
    ]);
    for line in evaluate(folder.path(), &[]) {
        assert_eq!(line["title"], line["rule_id"], "{line}");
    }
}

#[test]
fn a_rule_that_changes_what_all_see_is_alone_with_it() {
    let folder = folder(&[
        ("pack/a.py", "import builtins\nbuiltins.len = None\n\ndef rule(event):\n    return True\n"),
        ("pack/b.py", "def rule(event):\n    return len(event) > 0\n"),
        ("events.jsonl", EVENTS),
    ]);
    assert!(evaluate(folder.path(), &[]).iter().all(|line| line["result"] == true));
}

#[test]
fn what_cannot_be_run_stops_the_start() {
    let folder = folder(&[
        ("broken/a.py", "def rule(event)\n    return True\n"),
        ("filtered/a.py", "def rule(event):\n    return True\n"),
        ("filtered/a.yml", &format!("{YML}InlineFilters:\n  - KeyPath: user\n    Condition: Equals\n    Value: ann\n")),
        ("events.jsonl", EVENTS),
    ]);
    for (pack, why) in [("broken", "E001"), ("filtered", "InlineFilters"), ("nowhere", "no compiled rule")] {
        let output = alerts(folder.path(), pack);
        assert_eq!(output.status.code(), Some(2), "{pack}");
        assert!(log(&output).contains(why), "{pack}: {}", log(&output));
    }
}

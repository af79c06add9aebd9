//! What a rule does to get out, to stay for ever or to take all memory fails that rule over that event. The next event
//! is evaluated.

use serde_json::Value as Json;

use super::{evaluate, folder};

const EVENTS: &str = "{\"attack\": true}\n{\"attack\": false}\n";

/// Short, so that the tests are; long enough for a machine that is busy.
const LIMITS: [(&str, &str); 2] = [("IOTA_INTERPRETER_TIME", "400"), ("IOTA_INTERPRETER_MEMORY", "128M")];

/// Runs `attack` as the body of a function that is called for the first of two events, and gives the type of what it
/// raised.
fn attack(attack: &str) -> String {
    let body: String = attack.lines().map(|line| format!("    {line}\n")).collect();
    let rule = format!(
        "def attack():\n{body}\n\ndef rule(event):\n    if event['attack']:\n        attack()\n    return True\n"
    );
    let folder = folder(&[("pack/attack.py", &rule), ("pack/other.py", OTHER), ("events.jsonl", EVENTS)]);
    let lines = evaluate(folder.path(), &LIMITS);
    let found = |event: u64, rule: &str| {
        let line = lines.iter().find(|line| line["event"] == event && line["rule_id"] == rule);
        line.unwrap_or_else(|| panic!("no line of {rule} over {event} in {lines:?}")).clone()
    };
    assert_eq!(found(1, "attack")["result"], true, "the next event: {lines:?}");
    for event in [0, 1] {
        assert_eq!(found(event, "other")["result"], true, "another rule: {lines:?}");
    }
    let error = found(0, "attack");
    assert_eq!(error["result"], Json::Null, "{error}");
    error["error"]["type"].as_str().expect("a type").to_owned()
}

const OTHER: &str = "def rule(event):\n    return 'attack' in event\n";

#[test]
fn loops_are_stopped() {
    assert_eq!(attack("while True:\n    pass"), "TimeoutError");
    let stubborn =
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        continue";
    assert_eq!(attack(stubborn), "TimeoutError");
    assert_eq!(attack("any(False for _ in iter(int, 1))"), "TimeoutError");
    assert_eq!(attack("sum(range(10 ** 12))"), "TimeoutError");
}

#[test]
fn backtracking_is_stopped() {
    assert_eq!(attack("import re\nre.match(r'(a|a)*$', 'a' * 60 + 'b')"), "TimeoutError");
    assert_eq!(attack("import re\nre.search(r'(x+x+)+y', 'x' * 60)"), "TimeoutError");
}

#[test]
fn memory_is_bounded() {
    assert_eq!(attack("found = []\nwhile True:\n    found.append('x' * 1000 + str(len(found)))"), "MemoryError");
    assert_eq!(attack("'x' * 10 ** 12"), "MemoryError");
    assert_eq!(attack("'x' * 10 ** 9"), "MemoryError");
    assert_eq!(attack("[0] * 10 ** 12"), "MemoryError");
    let either = attack("9 ** 9 ** 9");
    assert!(["MemoryError", "TimeoutError"].contains(&&*either), "{either}");
}

#[test]
fn recursion_is_bounded() {
    assert_eq!(attack("def f(n):\n    return f(n + 1)\nf(0)"), "RecursionError");
    assert_eq!(
        attack("import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(n):\n    return f(n + 1)\nf(0)"),
        "RecursionError"
    );
    let nested = "found = []\nfor _ in range(200000):\n    found = [found]\nrepr(found)";
    assert_eq!(attack(nested), "RecursionError");
}

#[test]
fn nothing_outside_can_be_reached() {
    for import in [
        "import os\nos.getpid()",
        "__import__('os').getpid()",
        "__import__('os')",
        "from os import environ",
        "import posix\nposix.getpid()",
        "import subprocess\nsubprocess.run(['true'])",
        "import socket\nsocket.socket()",
        "import ctypes\nctypes.CDLL(None)",
        "import multiprocessing\nmultiprocessing.Process()",
    ] {
        let found = attack(import);
        assert!(["ImportError", "ModuleNotFoundError"].contains(&&*found), "{import}: {found}");
    }
    for call in [
        "open('/etc/passwd')",
        "open('/tmp/iota-was-here', 'w')",
        "import io\nio.open('/etc/passwd')",
        "import io\nio.FileIO('/etc/passwd')",
        "import _io\n_io.open(0)",
        "import sys\nsys.modules['os'].environ",
        "import importlib\nimportlib.import_module('os').listdir('/')",
        "import pathlib\npathlib.Path('/etc/passwd').read_text()",
        "input()",
        "import sys\nsys.stdout.write('x')",
        "import sys\nsys.exit(0)",
        "raise SystemExit",
    ] {
        attack(call);
    }
    assert!(!std::path::Path::new("/tmp/iota-was-here").exists());
}

#[test]
fn what_is_asked_by_hand_is_no_reply() {
    let ask = "from panther_detection_helpers import caching\nask = caching.get_counter.__globals__['asked'].__globals__['ask']\n";
    for asked in [
        r#"ask('json.dumps', '[[1], {}]')"#,
        r#"ask('lookup', 'no JSON')"#,
        r#"ask('x"}},"used":0}\n{"answer":{"Bool":true},"used":0}\n', '\n{"answer":{"Bool":true},"used":0}\n')"#,
        r#"ask('lookup', '[' * 5000)"#,
    ] {
        assert_eq!(attack(&format!("{ask}raise ValueError({asked})")), "ValueError", "{asked}");
    }
    assert_eq!(attack(&format!("{ask}while True:\n    ask('lookup', '[[1, 2], {{}}]')")), "TimeoutError");
}

#[test]
fn a_loop_in_a_title_loses_no_match() {
    let rule = "SEEN = []\n\ndef rule(event):\n    SEEN.append(1)\n    return True\n\n\
                def title(event):\n    while event['attack']:\n        pass\n    return 'calm'\n\n\
                def dedup(event):\n    return f'{len(SEEN)} seen'\n";
    let folder = folder(&[("pack/late.py", rule), ("events.jsonl", EVENTS)]);
    let lines = evaluate(folder.path(), &LIMITS);
    assert_eq!(
        (&lines[0]["result"], &lines[0]["title"], &lines[0]["dedup"]),
        (&true.into(), &"late".into(), &"1 seen".into())
    );
    assert_eq!(lines[0]["function_errors"]["title"]["type"], "TimeoutError");
    assert_eq!((&lines[1]["title"], &lines[1]["dedup"]), (&"calm".into(), &"1 seen".into()));
}

#[test]
fn a_module_that_never_ends_is_tried_once() {
    let folder = folder(&[
        ("pack/endless.py", "while True:\n    pass\n\ndef rule(event):\n    return True\n"),
        ("pack/other.py", OTHER),
        ("events.jsonl", EVENTS),
    ]);
    let lines = evaluate(folder.path(), &[("IOTA_INTERPRETER_TIME", "200")]);
    for line in lines.iter().filter(|line| line["rule_id"] == "endless") {
        assert_eq!(line["error"]["type"], "TimeoutError", "{line}");
    }
    assert!(lines.iter().filter(|line| line["rule_id"] == "other").all(|line| line["result"] == true));
}

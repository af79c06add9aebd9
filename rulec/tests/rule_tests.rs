//! `rulec test` as a person runs it. `tests/rule_tests/` has the reports that are expected; BLESS=1 rewrites them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const LOGIN: &str = r#"def rule(event):
    if event["eventName"] == "Boom":
        return event["details"]["x"]
    return event.get("eventName") == "ConsoleLogin"


def title(event):
    return f"{event['user']} signed in"
"#;

const LOGIN_TESTS: &str = r#"{
  "should_match": [
    {"eventName": "ConsoleLogin", "user": "ann"},
    {"eventName": "ConsoleLogin"},
    {"eventName": "Boom", "details": {}},
    {
      "eventName": "Logout"
    },
    ["no event"]
  ],
  "should_not_match": [
    {"eventName": "ConsoleLogin", "user": "ann"},
    {"eventName": "Boom"},
    {"eventName": "Logout", "eventName": "Last wins"}
  ]
}
"#;

const BROKEN: &str = "import socket\n\n\ndef rule(event):\n    return socket.gethostname() == \"a\"\n";

const ENDLESS: &str = "def rule(event):\n    while event[\"loop\"]:\n        pass\n    return True\n";

const HELPER: &str = r#"WORST = 3


def lookup(name, default=None):
    return default


def indirect(name):
    return lookup(name, default="helper")
"#;

/// What CPython says of it under `unittest.mock.patch.multiple` stands in its yml.
const MOCKED: &str = r#"import json
from unittest.mock import MagicMock

from helper import WORST, indirect, lookup

ALLOWED = {"ann"}
LOUD = sorted(name.upper() for name in ALLOWED)


def own():
    return "own"


def known(name, allowed=ALLOWED):
    return name in allowed


def rule(event):
    global ALLOWED
    if isinstance(ALLOWED, MagicMock):
        ALLOWED = set(json.loads(ALLOWED()))
    return event["user"] not in ALLOWED


def title(event):
    lookups = [lookup(n, default="helper") for n in range(2)]
    worst = WORST if isinstance(WORST, int) else [WORST(1), bool(WORST), len(WORST), 1 in WORST, list(WORST), int(WORST)]
    return f"{own()} {lookups} {indirect(1)} {worst} {len('abc')} {known('ann')} {LOUD} {sorted(ALLOWED)}"


def dedup(event):
    return "/".join(map(own_of, ["a"]))


def own_of(name):
    return name


def severity(event):
    return lookup("severity", default="low")


def alert_context(event):
    return {"n": 1.0, "user": event["user"]}


def destinations(event):
    return [own()]
"#;

const MOCKED_YML: &str = r#"AnalysisType: rule
RuleID: Mocked.Names
Filename: mocked.py
Enabled: false
LogTypes: [Custom.Log]
Severity: High
Tests:
  - Name: without mocks
    ExpectedResult: true
    Log: {user: bob}
    ExpectedTitle: "own ['helper', 'helper'] helper 3 3 True ['ANN'] ['ann']"
    ExpectedDedup: a
    ExpectedSeverity: low
    ExpectedAlertContext: {user: bob, n: 1}
    ExpectedDestinations: [own]
  - Name: its own constant
    ExpectedResult: true
    Mocks:
      - objectName: ALLOWED
        returnValue: '["zoe", "eve"]'
    Log: {user: ann}
    ExpectedTitle: "own ['helper', 'helper'] helper 3 3 True ['ANN'] ['eve', 'zoe']"
  - Name: its own constant keeps the rule from matching
    ExpectedResult: false
    Mocks:
      - objectName: ALLOWED
        returnValue: '["ann"]'
    Log: {user: ann}
  - Name: functions, constants and builtins
    ExpectedResult: true
    Mocks:
      - {objectName: lookup, returnValue: INFO}
      - {objectName: own, returnValue: mine}
      - {objectName: WORST, returnValue: [7]}
      - {objectName: len, returnValue: 9}
      - {objectName: own_of, returnValue: b}
    Log: {user: bob}
    ExpectedTitle: "mine ['INFO', 'INFO'] helper [[7], True, 9, False, [], 1] 9 True ['ANN'] ['ann']"
    ExpectedDedup: b
    ExpectedSeverity: INFO
    ExpectedDestinations: [mine]
  - Name: an expectation fails
    ExpectedResult: true
    Log: {user: bob}
    ExpectedTitle: else
    ExpectedAlertContext: {user: bob}
  - Name: a name that is not there
    ExpectedResult: true
    Mocks: [{objectName: nothing, returnValue: 1}]
    Log: {user: bob}
  - Name: a module
    ExpectedResult: true
    Mocks: [{objectName: json, returnValue: 1}]
    Log: {user: bob}
  - Name: a number that JSON has not
    ExpectedResult: true
    Log: {user: .inf}
"#;

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rule_tests").join(name);
    _ = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("a folder for the file");
        fs::write(path, text).expect("a file for the test");
    }
    folder
}

/// Runs the command in a folder outside the source tree; cargo builds where this test was built.
fn rulec(folder: &Path, args: &[&str]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_rulec"));
    let target = program.ancestors().nth(2).expect("it is in the target folder");
    let mut command = Command::new(program);
    command.env("IOTA_SOURCE", Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).env("CARGO_TARGET_DIR", target);
    command.env_remove("NO_COLOR").env_remove("CARGO_BUILD_TARGET");
    command.current_dir(folder).arg("test").args(args).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn golden(name: &str, output: &Output) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_tests").join(name);
    let found = text(&output.stdout);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, found).expect("the expected report is written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{name}\n{}", text(&output.stderr));
}

#[test]
fn each_format_says_what_was_expected_and_what_came() {
    let files = [
        ("rules/aws/login.py", LOGIN),
        ("rules/aws/login_tests.json", LOGIN_TESTS),
        ("rules/aws/broken.py", BROKEN),
        ("rules/aws/broken_tests.json", "{\"should_match\": [{}]}\n"),
        ("rules/aws/torn.py", "def rule(event):\n    return True\n"),
        ("rules/aws/torn_tests.json", "{\n  \"should_mach\": [{}]\n}\n"),
        ("rules/aws/untested.py", "def rule(event):\n    return True\n"),
    ];
    let folder = folder("formats", &files);
    for (format, name) in [("text", "report.txt"), ("json", "report.json"), ("junit", "report.xml")] {
        let output = rulec(&folder, &[&format!("--format={format}")]);
        assert_eq!(status(&output), 1, "{}", text(&output.stderr));
        golden(name, &output);
    }
    let coloured = rulec(&folder, &["--colour=always", "--filter=LOGIN: should_match[1]"]);
    assert!(text(&coloured.stdout).contains("\u{1b}[1m\u{1b}[31mfailed"), "{}", text(&coloured.stdout));
    assert!(text(&coloured.stdout).contains("1 test: 0 passed, 1 failed"), "{}", text(&coloured.stdout));

    let passing = rulec(&folder, &["--filter", "login: should_not_match[2]"]);
    let said = (status(&passing), text(&passing.stdout));
    assert_eq!(said, (0, "1 test: 1 passed, 0 failed\n"), "what is not asked for does not count");
    assert_eq!(status(&rulec(&folder, &["rules/aws/broken.py"])), 1, "it cannot be run");
    assert_eq!(status(&rulec(&folder, &["rules/aws/untested.py"])), 0, "there is nothing to run");
    for wrong in [&["nowhere"][..], &["--format=xml"], &["--filter"]] {
        assert_eq!(status(&rulec(&folder, wrong)), 2, "{wrong:?}");
    }
}

#[test]
fn a_rule_that_does_not_end_fails_its_own_test_alone() {
    let cases = "{\"should_match\": [{\"loop\": []}, {\"loop\": [1]}, {\"loop\": 0}]}";
    let folder = folder("endless", &[("rules/a/endless.py", ENDLESS), ("rules/a/endless_tests.json", cases)]);
    let output = rulec(&folder, &[]);
    let said = text(&output.stdout);
    assert!(said.contains("the rule did not come to an end within"), "{said}{}", text(&output.stderr));
    assert!(said.contains("3 tests: 2 passed, 1 failed (1 of them not run)"), "{said}");
}

#[test]
fn the_tests_of_a_yml_replace_names_of_the_rules_module() {
    let files = [
        ("rules/helpers/helper.py", HELPER),
        ("rules/custom/mocked.py", MOCKED),
        ("rules/custom/mocked.yml", MOCKED_YML),
    ];
    let folder = folder("mocks", &files);
    let output = rulec(&folder, &[]);
    assert_eq!(status(&output), 1, "{}", text(&output.stderr));
    golden("mocks.txt", &output);
}

#[test]
fn a_rule_behind_filters_fails_at_its_own_line() {
    let yml = "AnalysisType: rule\nRuleID: Filtered\nFilename: filtered.py\nSeverity: Low\nLogTypes: [Okta.SystemLog]\n\
        InlineFilters:\n  - KeyPath: user\n    Condition: Equals\n    Value: ann\n\
        Tests:\n  - Name: it raises\n    ExpectedResult: true\n    Log: {user: ann}\n";
    let rule = "def rule(event):\n    user = event.get('user')\n    return user.nothing\n";
    let folder = folder("filtered", &[("okta/filtered.yml", yml), ("okta/filtered.py", rule)]);
    let output = rulec(&folder, &["okta"]);
    let found = "found     AttributeError: 'str' object has no attribute 'nothing', at okta/filtered.py:3";
    assert!(text(&output.stdout).contains(found), "{}{}", text(&output.stdout), text(&output.stderr));
}

#[test]
fn conditions_without_code_mean_what_panthers_filters_mean() {
    // What the filters of `panther_core` 0.16.3 say of each event stands in the ymls; what they raise for is left out.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_tests/conditions");
    let output = rulec(&folder, &["."]);
    assert_eq!(status(&output), 0, "{}{}", text(&output.stdout), text(&output.stderr));
}

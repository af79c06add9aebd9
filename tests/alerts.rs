//! Alerts as people get them: grouped, said more of once, held back below a threshold, suppressed by exceptions, listed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use event::{Functions, Rule, Value};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// Root signs in, or tries to, at so many minutes past ten.
fn root(minute: usize, ended: &str, address: &str) -> Json {
    json!({
        "eventVersion": "1.11", "eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin",
        "eventTime": format!("2026-03-01T{:02}:{:02}:00Z", 10 + minute / 60, minute % 60),
        "recipientAccountId": "111122223333", "sourceIPAddress": address,
        "userIdentity": {"type": "Root", "arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333"},
        "responseElements": {"ConsoleLogin": ended}, "additionalEventData": {"MFAUsed": "No"},
    })
}

fn failed(minute: usize) -> Json {
    root(minute, "Failure", "203.0.113.9")
}

/// Somebody guesses a password of Okta's, at so many minutes past ten.
fn guessed(minute: usize) -> Json {
    json!({
        "uuid": format!("f0a1-{minute}"), "eventType": "user.session.start",
        "published": format!("2026-03-01T{:02}:{:02}:00.000Z", 10 + minute / 60, minute % 60),
        "severity": "INFO", "displayMessage": "user.session.start",
        "actor": {"id": "00u1", "type": "User", "alternateId": "alice@example.com", "displayName": "Alice"},
        "client": {"ipAddress": "198.51.100.7", "userAgent": {"rawUserAgent": "Mozilla/5.0"}},
        "outcome": {"result": "FAILURE", "reason": "INVALID_CREDENTIALS"}, "debugContext": {"debugData": {}},
    })
}

struct Case(TempDir);

impl Case {
    fn new() -> Case {
        Case(TempDir::new().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, records: impl IntoIterator<Item = Json>) -> PathBuf {
        let lines: String = records.into_iter().map(|record| format!("{record}\n")).collect();
        std::fs::write(self.path(name), lines).expect("a file");
        self.path(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
            command.env_remove(name);
        }
        command.args(args).current_dir(self.0.path()).env("IOTA_STATE", self.path("state.db")).stdin(Stdio::null());
        let output = command.output().expect("it starts");
        assert!(output.status.success(), "{args:?}: {}", log(&output));
        output
    }

    fn alerts(&self, file: &Path, more: &[&str]) -> Vec<Json> {
        lines(&self.run(&[&["--jsonl", file.to_str().expect("UTF-8")], more].concat()))
    }

    fn list(&self, more: &[&str]) -> Vec<Json> {
        lines(&self.run(&[&["alerts", "list", "--json"], more].concat()))
    }
}

fn lines(output: &Output) -> Vec<Json> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn log(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_hundred_failures_are_one_alert_and_one_follow_up() {
    let case = Case::new();
    let file = case.write("trail.jsonl", (0..100).map(|n| failed(n * 59 / 99)));
    let said = case.alerts(&file, &["--follow-ups", "on"]);
    assert_eq!(said.len(), 2, "{said:?}");
    let (alert, more) = (&said[0], &said[1]);
    assert_eq!(alert["alert_count"], Json::Null);
    for member in ["alert_id", "rule_id", "title", "severity", "dedup", "event", "source"] {
        assert!(alert[member] == more[member] && !alert[member].is_null(), "{member}");
    }
    assert_eq!(more["alert_count"], 100);
    let expected = json!({
        "first_event_time": "2026-03-01T10:00:00Z", "last_event_time": "2026-03-01T10:59:00Z",
        "actors": ["arn:aws:iam::111122223333:root"], "source_ips": ["203.0.113.9"],
    });
    assert_eq!(more["follow_up"], expected);
    // As `sqlite3` has it.
    let script = "import sqlite3, sys, json
db = sqlite3.connect(sys.argv[1])
columns = 'alert_id, rule_id, dedup_string, title, severity, alert_count'
print(json.dumps(db.execute('SELECT ' + columns + ' FROM alerts WHERE created_at <= updated_at').fetchall()))";
    let run = Command::new("python3").args(["-c", script]).arg(case.path("state.db")).output().expect("python3 runs");
    let rows: Json = serde_json::from_slice(&run.stdout).expect("JSON");
    let row = json!([[
        alert["alert_id"],
        "root_console_login_failed",
        "111122223333 203.0.113.9",
        "root sign-in to 111122223333 failed from 203.0.113.9",
        "MEDIUM",
        100,
    ]]);
    assert_eq!(rows, row);
    assert_eq!(lines(&case.run(&["alerts", "show", "--json", alert["alert_id"].as_str().expect("an id")])), said[1..]);
    // Nothing more came.
    let other = case.write("other.jsonl", [root(0, "Success", "203.0.113.9")]);
    assert_eq!(case.alerts(&other, &["--follow-ups", "on"]).len(), 1);
    // One that is off says nothing, now or later.
    let file = case.write("later.jsonl", (0..5).map(|n| failed(300 + n)));
    assert_eq!(case.alerts(&file, &[]).len(), 1);
}

#[test]
fn a_replay_groups_as_the_live_run_did_in_whatever_order() {
    let records: Vec<Json> = [0, 10, 59, 60, 70, 200].into_iter().map(failed).collect();
    let counts = |case: &Case| {
        let mut counts: Vec<i64> =
            case.list(&[]).iter().map(|alert| alert["alert_count"].as_i64().expect("n")).collect();
        counts.sort_unstable();
        counts
    };
    let live = Case::new();
    let ids: Vec<Json> = records
        .iter()
        .enumerate()
        .flat_map(|(n, record)| live.alerts(&live.write(&format!("{n}.jsonl"), [record.clone()]), &[]))
        .map(|alert| alert["alert_id"].clone())
        .collect();
    assert_eq!(counts(&live), [1, 2, 3]);
    let replay = Case::new();
    let again = replay.alerts(&replay.write("all.jsonl", records.clone()), &[]);
    assert_eq!(again.iter().map(|alert| alert["alert_id"].clone()).collect::<Vec<_>>(), ids);
    assert_eq!(counts(&replay), [1, 2, 3]);
    // Late ones join the window that they belong to.
    let late = Case::new();
    let order = [0, 3, 5, 2, 1, 4].map(|n: usize| records[n].clone());
    assert_eq!(late.alerts(&late.write("all.jsonl", order), &[]).len(), 3);
    assert_eq!(counts(&late), [1, 2, 3]);
}

#[test]
fn nineteen_of_twenty_say_nothing_and_the_twentieth_does() {
    let case = Case::new();
    let rules = ["--rules", "rules/okta/okta_brute_force_by_address.py", "--follow-ups", "on"];
    assert_eq!(case.alerts(&case.write("a.jsonl", (0..19).map(guessed)), &rules), Vec::<Json>::new());
    assert_eq!(case.list(&[]), Vec::<Json>::new());
    assert_eq!(case.list(&["--status", "pending"])[0]["alert_count"], 19);
    let twentieth = case.alerts(&case.write("b.jsonl", [guessed(19)]), &rules);
    assert_eq!(twentieth.len(), 1, "it says what there is to say");
    assert_eq!(case.list(&[])[0]["alert_count"], 20);
    let more = case.alerts(&case.write("c.jsonl", [guessed(20)]), &rules);
    assert_eq!(more.len(), 1);
    assert_eq!((&more[0]["alert_count"], &more[0]["alert_id"]), (&json!(21), &twentieth[0]["alert_id"]));
    // Twenty in more than an hour are none.
    let case = Case::new();
    assert_eq!(case.alerts(&case.write("d.jsonl", (0..20).map(|n| guessed(n * 4))), &rules), Vec::<Json>::new());
}

/// A rule that asks for three different users, and fails to tell them of records without one.
static SPRAYED: Rule = Rule {
    threshold: 3,
    ..Rule::new(
        "sprayed",
        Functions {
            unique: Some(|py, event| {
                let user = match event {
                    Value::Dict(event) => event.get_str("user"),
                    _ => None,
                };
                user.ok_or_else(|| event::Exc::new(py, event::exception::Kind::KeyError, &[]))
            }),
            ..Functions::new(|_, _| Ok(Value::Bool(true)))
        },
    )
};

/// The same, with as many as each record says.
static ASKED: Rule = Rule {
    body: event::Body::Compiled(Functions {
        threshold: Some(|_, event| match event {
            Value::Dict(event) => Ok(event.get_str("threshold").unwrap_or(Value::Int(2))),
            _ => Ok(Value::None),
        }),
        ..Functions::new(|_, _| Ok(Value::Bool(true)))
    }),
    ..Rule::new("asked", Functions::NEVER)
};

fn sprayed(users: &[Option<&str>]) -> usize {
    let records = users.iter().map(|user| user.map_or_else(|| json!({}), |user| json!({ "user": user })));
    raised(&SPRAYED, records)
}

/// How many alerts a rule raises.
fn raised(rule: &'static Rule, records: impl IntoIterator<Item = Json>) -> usize {
    let case = Case::new();
    let file = case.write("a.jsonl", records);
    let config = runtime::Config { inputs: vec![file], rules: vec![rule], ..runtime::Config::default() };
    let mut out = Vec::new();
    runtime::run(config, &mut out, &mut std::io::sink()).expect("the run ends");
    out.split(|byte| *byte == b'\n').count() - 1
}

static SHADOW: Rule = Rule { create_alert: false, ..Rule::new("shadow", Functions::new(|_, _| Ok(Value::Bool(true)))) };

#[test]
fn a_rule_in_the_shadow_is_kept_and_not_said() {
    let case = Case::new();
    let (file, state) = (case.write("a.jsonl", [json!({}), json!({})]), case.path("state.db"));
    let config = runtime::Config {
        inputs: vec![file],
        rules: vec![&SHADOW],
        state: Some(state),
        follow_ups: true,
        ..runtime::Config::default()
    };
    let mut out = Vec::new();
    let summary = runtime::run(config, &mut out, &mut std::io::sink()).expect("the run ends");
    assert_eq!((out.len(), summary.matches, summary.alerts), (0, 2, 0));
    assert_eq!(case.list(&[]), Vec::<Json>::new());
    let kept = case.list(&["--status", "shadow"]);
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0]["rule_id"], &kept[0]["alert_count"]), (&json!("shadow"), &json!(2)));
}

#[test]
fn distinct_values_count_towards_a_threshold() {
    assert_eq!(sprayed(&[Some("a"), Some("b"), Some("a"), Some("b"), Some("b")]), 0);
    assert_eq!(sprayed(&[Some("a"), Some("b"), Some("a"), Some("c"), Some("d"), Some("a")]), 1);
    // What could not be told apart counts for itself: no failure hides an attack.
    assert_eq!(sprayed(&[Some("a"), None, None]), 1);
    // A function says how many it takes.
    assert_eq!(raised(&ASKED, [json!({})]), 0);
    assert_eq!(raised(&ASKED, [json!({}), json!({}), json!({})]), 1);
    assert_eq!(raised(&ASKED, [json!({"threshold": 4}), json!({"threshold": 4}), json!({"threshold": 4})]), 0);
    assert_eq!(
        raised(&ASKED, [json!({"threshold": 4}), json!({"threshold": "many"})]),
        1,
        "what is no number is the rule's"
    );
}

#[test]
fn what_an_exception_covers_is_not_said_and_can_be_looked_at() {
    let case = Case::new();
    let file = case.write("trail.jsonl", [root(0, "Success", "192.0.2.7"), root(1, "Success", "203.0.113.9")]);
    std::fs::write(
        case.path("exceptions.json"),
        r#"{"Root signed in to the console": {"excludedSourceIPs": ["192.0.2.0/24"]}}"#,
    )
    .expect("a file");
    let run = case.run(&["--jsonl", file.to_str().expect("UTF-8"), "--exceptions", "exceptions.json"]);
    assert_eq!(lines(&run).len(), 1);
    assert_eq!(lines(&run)[0]["source_ip"], "203.0.113.9");
    assert!(
        log(&run).contains("1 alert (2 matches)") && log(&run).contains("1 match suppressed by exceptions"),
        "{}",
        log(&run)
    );
    let suppressed = case.list(&["--suppressed"]);
    assert_eq!(suppressed.len(), 1);
    assert_eq!(lines(&case.run(&["alerts", "--suppressed", "--json"])), suppressed);
    assert_eq!(
        (&suppressed[0]["rule_id"], &suppressed[0]["source_ip"]),
        (&json!("root_console_login"), &json!("192.0.2.7"))
    );
    assert_eq!(suppressed[0]["exception"], "exceptions.json: `excludedSourceIPs` of `Root signed in to the console`");
    assert_eq!(case.list(&["--suppressed", "--rule", "other"]), Vec::<Json>::new());
    // Read again, it is there once.
    case.run(&["--jsonl", file.to_str().expect("UTF-8"), "--exceptions", "exceptions.json"]);
    assert_eq!(case.list(&["--suppressed"]).len(), 1);
}

#[test]
fn an_exception_that_has_expired_fires_again_and_says_so() {
    let case = Case::new();
    let file = case.write("trail.jsonl", [root(0, "Success", "192.0.2.7"), root(1, "Success", "192.0.2.7")]);
    let toml = |expires: &str| {
        let text = format!(
            "[[exception]]\nrules = [\"root_console_login\"]\nactors = [\"arn:aws:iam::root\"]\nsource_ips = [\"192.0.2.7\"]\n\
             fields = [{{ name = \"additionalEventData.MFAUsed\", equals = \"No\" }}]\nowner = \"platform\"\n\
             reason = \"the yearly drill\"\nexpires = {expires}\n"
        );
        std::fs::write(case.path("iota.toml"), text).expect("a file");
    };
    toml("2999-12-31");
    assert_eq!(case.alerts(&file, &[]), Vec::<Json>::new());
    toml("2026-03-31");
    let run = case.run(&["--jsonl", file.to_str().expect("UTF-8")]);
    assert_eq!(lines(&run).len(), 1);
    let said = "iota.toml:1: the exception of `root_console_login` expired at 2026-04-01T00:00:00Z and covers nothing any more \
                (owner platform: the yearly drill)";
    assert_eq!(log(&run).matches(said).count(), 1, "{}", log(&run));
}

#[test]
fn a_role_names_its_sessions() {
    let case = Case::new();
    let mut record = root(0, "Success", "192.0.2.7");
    record["eventSource"] = json!("cloudtrail.amazonaws.com");
    record["eventName"] = json!("StopLogging");
    record["requestParameters"] = json!({ "name": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/all" });
    record["userIdentity"] = json!({
        "type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/breakglass/ada", "accountId": "111122223333",
    });
    let file = case.write("trail.jsonl", [record]);
    let said = |actor: &str| {
        let exceptions = json!({"cloudtrail_stopped": {"excludedActors": [actor]}}).to_string();
        std::fs::write(case.path("exceptions.json"), exceptions).expect("a file");
        std::fs::remove_file(case.path("state.db")).ok();
        let rules = ["--rules", "rules/aws_cloudtrail/cloudtrail_stopped.py", "--exceptions", "exceptions.json"];
        case.alerts(&file, &rules).len()
    };
    assert_eq!(said("arn:aws:iam::111122223333:role/somebody"), 1);
    assert_eq!(said("arn:aws:iam::123456789012:role/breakglass"), 1);
    assert_eq!(said("arn:aws:iam::111122223333:role/breakglass"), 0);
    assert_eq!(said("arn:aws:iam::111122223333:role/ops/emergency/breakglass"), 0);
    assert_eq!(said("arn:aws:sts::111122223333:assumed-role/breakglass/ada"), 0);
}

#[test]
fn alerts_are_listed_shown_summed_up_and_resolved() {
    let case = Case::new();
    let hostile = "203.0.113.9\u{1b}]0;owned\u{7}\u{202e}\r\nroot";
    let records = [failed(0), failed(1), root(5, "Success", hostile), failed(300)];
    let file = case.write("trail.jsonl", records);
    let raised = case.alerts(&file, &["--rules", "rules/aws_cloudtrail"]);
    assert_eq!(raised.len(), 3);
    let text = |args: &[&str]| {
        let text = String::from_utf8_lossy(&case.run(args).stdout).into_owned();
        assert!(!text.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{args:?}: {text:?}");
        text
    };
    let list = text(&["alerts", "list"]);
    assert!(list.lines().count() == 4 && list.contains("CRITICAL  open        1  2026-03-01 10:05  root of"), "{list}");
    assert!(text(&["alerts", "list", "--limit", "1"]).contains("2 more"));
    assert_eq!(case.list(&["--severity", "critical"]).len(), 1);
    assert_eq!(case.list(&["--rule", "root_console_login_failed", "--since", "24h"]).len(), 2);
    assert_eq!(case.list(&["--log-type", "Okta.SystemLog"]), Vec::<Json>::new());
    let id = case.list(&["--severity", "CRITICAL"])[0]["alert_id"].as_str().expect("an id").to_owned();
    let shown = text(&["alerts", "show", &id[..8]]);
    for part in [&*id, "root_console_login", "CRITICAL", "owned", "\"eventName\": \"ConsoleLogin\"", "runbook"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert_eq!(lines(&case.run(&["alerts", "show", "--json", &id])), raised[1..2]);
    let stats = text(&["alerts", "stats"]);
    for part in ["3 alerts of 4 matches", "MEDIUM    2  ██████████", "2026-03-01  3  █"] {
        assert!(stats.contains(part), "{part}: {stats}");
    }
    let stats = &lines(&case.run(&["alerts", "stats", "--json"]))[0];
    assert_eq!(stats["by_rule"][0], json!({"name": "root_console_login_failed", "alerts": 2, "matches": 3}));
    assert!(log(&case.run(&["alerts", "resolve", &id])).contains("1 alert resolved"));
    assert_eq!(case.list(&["--status", "resolved"])[0]["alert_id"], id.as_str());
    // The next match, and be it the same record, is a new alert.
    let again = case.alerts(&file, &["--rules", "rules/aws_cloudtrail/root_console_login.py"]);
    assert!(again.len() == 1 && again[0]["alert_id"] != id.as_str(), "{again:?}");
}

#[test]
fn what_an_output_never_took_is_due_again() {
    let case = Case::new();
    // Nobody listens there.
    let toml = "[[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"http://127.0.0.1:1/\"\n";
    std::fs::write(case.path("iota.toml"), toml).expect("a file");
    let file = case.write("trail.jsonl", [root(0, "Success", "192.0.2.7"), root(1, "Success", "203.0.113.9")]);
    let raised = case.alerts(&file, &["--deliver-within", "1s"]);
    assert_eq!(raised.len(), 2);
    let sql = |sql: &str| {
        let script = "import sqlite3, sys, json
db = sqlite3.connect(sys.argv[1])
print(json.dumps(db.execute(sys.argv[2]).fetchall()))
db.commit()";
        let run = Command::new("python3").args(["-c", script]).arg(case.path("state.db")).arg(sql).output();
        serde_json::from_slice::<Json>(&run.expect("python3 runs").stdout).expect("JSON")
    };
    sql("UPDATE deliveries SET state = 'dead', attempts = 9");
    let retry = |more: &[&str]| log(&case.run(&[&["alerts", "retry"], more].concat()));
    let id = raised[0]["alert_id"].as_str().expect("an id");
    assert!(retry(&["--output", "another"]).contains("0 deliveries are due again"));
    assert!(retry(&[&id[..8]]).contains("1 delivery is due again"));
    let states = "SELECT state, attempts, alert_id = '".to_owned() + id + "' FROM deliveries ORDER BY id";
    assert_eq!(sql(&states), json!([["waiting", 0, 1], ["dead", 9, 0]]));
    assert!(retry(&["--all"]).contains("1 delivery is due again"));
}

//! Tables and databases beside the records, through the binary and through a run with a rule that looks things up.

#[path = "../runtime/tests/enrich/mmdb.rs"]
#[expect(dead_code, reason = "it writes values of every kind, for the tests of what reads them")]
mod mmdb;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use event::py::args::Args;
use event::py::method;
use event::{EventClass, Functions, Guard, Py, Ret, Rule, Value};
use runtime::enrich::{Enrichment, Match, Sources, Spec};
use serde_json::{Value as Json, json};
use synthetic::Trail;
use tempfile::TempDir;

const CONFIG: &str = r#"
[enrichment]
accounts = "accounts.csv"
geoip = ["asn.mmdb"]

[[lookup]]
name = "offices"
file = "offices.csv"
match = "cidr"

[[lookup]]
name = "people"
file = "people.json"
match = "ignore_case"
"#;

/// Root signs in from Berlin.
const EVENT: &str = r#"{"eventVersion": "1.11", "eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin",
    "eventTime": "2026-03-01T10:00:00Z", "recipientAccountId": "111122223333", "sourceIPAddress": "198.51.100.7",
    "userIdentity": {"type": "Root", "arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333"},
    "responseElements": {"ConsoleLogin": "Success"}, "additionalEventData": {"MFAUsed": "No"}}"#;

fn folder() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    let write = |name: &str, content: &[u8]| std::fs::write(dir.path().join(name), content).expect("a file");
    write("iota.toml", CONFIG.as_bytes());
    write("accounts.csv", b"id,name,owner\n111122223333,Production,platform\n");
    write("offices.csv", b"network,city\n198.51.100.0/24,Berlin\n");
    write("people.json", br#"{"ARN:aws:iam::111122223333:root": "nobody"}"#);
    write("asn.mmdb", &mmdb::asn());
    write("city.mmdb", &mmdb::city());
    write("event.json", EVENT.as_bytes());
    dir
}

fn iota(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
        command.env_remove(name);
    }
    command.args(args).current_dir(dir).stdin(Stdio::null()).output().expect("it starts")
}

fn log(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn alerts(output: &Output) -> Vec<Json> {
    assert_eq!(output.status.code(), Some(0), "{}", log(output));
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn alerts_say_what_stands_in_the_tables() {
    let dir = folder();
    let all = alerts(&iota(dir.path(), &["--jsonl", "event.json", "--geoip", "city.mmdb"]));
    let alert = all.iter().find(|alert| alert["rule_id"] == "root_console_login").expect("an alert");
    let expected = json!({
        "account": {"id": "111122223333", "name": "Production", "owner": "platform"},
        "source_ip": {
            "country": "DE", "country_name": "Germany", "region": "DE-BE", "region_name": "State of Berlin", "city": "Berlin",
            "latitude": 52.5, "longitude": 13.25, "asn": 64500, "as_org": "Example & Sons",
        },
        "lists": [
            {
                "name": "offices", "field": "source_ip", "key": "198.51.100.0/24",
                "row": {"network": "198.51.100.0/24", "city": "Berlin"},
            },
            {"name": "people", "field": "actor", "key": "ARN:aws:iam::111122223333:root", "row": "nobody"},
        ],
    });
    assert_eq!(alert["enrichment"], expected, "{alert}");
    // Where nothing is named, alerts say nothing of it.
    std::fs::remove_file(dir.path().join("iota.toml")).expect("it is there");
    let plain = alerts(&iota(dir.path(), &["--jsonl", "event.json"]));
    assert!(!plain.is_empty() && plain.iter().all(|alert| alert.get("enrichment").is_none()), "{plain:?}");
}

#[test]
fn a_wrong_file_is_2_with_its_line() {
    let dir = folder();
    std::fs::write(dir.path().join("offices.csv"), "network,city\n198.51.100/24,Berlin\n").expect("a file");
    let wrong = iota(dir.path(), &["--jsonl", "event.json"]);
    assert_eq!(wrong.status.code(), Some(2));
    let expected =
        "iota: offices.csv:2: `198.51.100/24` is no address and no range; write `192.0.2.7` or `192.0.2.0/24`\n";
    assert!(log(&wrong).ends_with(expected), "{}", log(&wrong));
    let wrong = iota(dir.path(), &["--jsonl", "event.json", "--config", "iota.toml", "--geoip", "event.json"]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// As a rule of a Panther pack: `return event.lookup("services", event.get("eventSource")) is not None`.
fn looks_up<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    let source = method::call(py, event, "get", Args::pos(&[py.str("eventSource")]))?;
    let found = method::call(py, event, "lookup", Args::pos(&[py.str("services"), source]))?;
    Ok(Value::Bool(!matches!(found, Value::None)))
}

static LOOKS_UP: Rule = Rule {
    event_class: EventClass::Panther,
    log_types: &["AWS.CloudTrail"],
    // What `rulec` finds: see its test of guards.
    guard: Guard::ALWAYS,
    ..Rule::new("looks_up", Functions::new(looks_up))
};

/// How many alerts and matches a run over `input` has, with these tables.
fn run(input: PathBuf, tables: Option<Arc<Enrichment>>, strict: bool) -> (usize, u64) {
    let (rules, inputs) = (vec![&LOOKS_UP], vec![input]);
    let config = runtime::Config { inputs, rules, enrichment: tables, strict, ..runtime::Config::default() };
    let mut out = Vec::new();
    let summary = runtime::run(config, &mut out, &mut io::sink()).expect("it runs to its end");
    (out.split(|byte| *byte == b'\n').count() - 1, summary.matches)
}

#[test]
fn rules_look_things_up_whether_files_are_scanned_or_read() {
    let dir = folder();
    let file = Trail { seed: 3, suspicious: 0.0 }.file(0, 200 << 10);
    let input = dir.path().join("trail.json");
    std::fs::write(&input, &file.text).expect("a file");
    // Those of the first record's service, by a key in another case.
    let records: Json = serde_json::from_str(&file.text).expect("JSON");
    let records = records["Records"].as_array().expect("records");
    let service = records[0]["eventSource"].as_str().expect("a service");
    let of_service = records.iter().filter(|record| record["eventSource"] == service).count() as u64;
    assert!(of_service < records.len() as u64, "there are others, of which nothing is to be found");
    let services = dir.path().join("services.json");
    std::fs::write(&services, json!({service.to_uppercase(): {"what": "it"}}).to_string()).expect("a file");
    let spec =
        Spec { name: "services".into(), file: services, key: None, matching: Match::IgnoreCase, annotates: Vec::new() };
    let tables = Enrichment::open(Sources { tables: vec![spec], ..Sources::default() }).expect("they are right");
    let tables = tables.map(Arc::new);
    for strict in [false, true] {
        assert_eq!(run(input.clone(), tables.clone(), strict), (1, of_service), "strict: {strict}");
        assert_eq!(run(input.clone(), None, strict), (0, 0), "strict: {strict}");
    }
    // What a test writes into its event counts where there is no such table.
    let mocked = EVENT.replacen('{', r#"{"_mocked_lookup_data_": {"services": {"signin.amazonaws.com": 1}}, "#, 1);
    std::fs::write(&input, mocked).expect("a file");
    assert_eq!(run(input.clone(), None, false), (1, 1));
    assert_eq!(run(input, tables, false), (0, 0));
}

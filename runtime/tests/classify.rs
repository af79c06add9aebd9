//! Whole files through `classify`: every record once, with its type and offset, whatever holds it.

use std::path::Path;

use event::{Functions, Rule, Value};
use runtime::{Config, Mode, Show, Summary};
use sonic_rs::JsonValueTrait;

static ALWAYS: Rule = Rule::new("always", Functions::new(|_, _| Ok(Value::Bool(true))));

fn run(mode: Mode, path: &Path) -> (String, String, Summary) {
    let config = Config {
        inputs: vec![path.to_owned()],
        rules: vec![&ALWAYS],
        mode,
        threads: 2,
        decode: runtime::decode::Limits { size: 1 << 30, ratio: 1000 },
        record_limit: 1 << 20,
        ..Config::default()
    };
    let (mut out, mut log) = (Vec::new(), Vec::new());
    let summary = runtime::run(config, &mut out, &mut log).expect("the run ends");
    (String::from_utf8(out).expect("UTF-8"), String::from_utf8(log).expect("UTF-8"), summary)
}

/// The file's records: what each begins with, and its type, `-` for none.
#[track_caller]
fn check(text: impl AsRef<str>, expected: &[(&str, &str)]) {
    let text = text.as_ref();
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("file");
    std::fs::write(&path, text).expect("a file");
    let (out, log, summary) = run(Mode::Classify(Show::Json { records: true }), &path);
    let lines: Vec<sonic_rs::Value> = out.lines().map(|line| sonic_rs::from_str(line).expect("JSON")).collect();
    let mut from = 0;
    for (line, (begins, log_type)) in lines.iter().zip(expected) {
        let offset = line["offset"].as_u64().and_then(|offset| usize::try_from(offset).ok()).expect("an offset");
        assert!(text.get(offset..).is_some_and(|rest| rest.starts_with(begins)), "{offset} is not `{begins}`: {text}");
        assert_eq!(line["log_type"].as_str().unwrap_or("-"), *log_type, "at {offset}: {line:?} {text}");
        assert!(offset >= from, "in their order: {text}");
        from = offset + 1;
    }
    assert_eq!(lines.len(), expected.len(), "{out}{log}{text}");
    assert_eq!(summary.types.values().sum::<u64>(), lines.len() as u64);
    assert!(lines.iter().all(|line| line["log_type"].is_str() || line["reason"].is_str()), "{out}");
}

const CLOUDTRAIL: &str = r#"{"eventVersion":"1.08","eventName":"X","eventSource":"iam.amazonaws.com"}"#;
const DIGEST: &str = r#"{"awsAccountId":"111122223333","digestStartTime":"2024-06-01T11:00:00Z","digestEndTime":"2024-06-01T12:00:00Z","logFiles":[]}"#;
const SLACK: &str = r#"{"date_create":1717243200,"action":"x","actor":{},"entity":{}}"#;
const FLOW: &str = "2 111122223333 eni-0a 172.31.16.139 203.0.113.8 20641 22 6 20 4249 1717243200 1717243260 ACCEPT OK";

fn quoted(text: &str) -> String {
    sonic_rs::to_string(text).expect("a string")
}

#[test]
fn records_in_every_holder() {
    const JSON: (&str, &str) = (CLOUDTRAIL, "AWS.CloudTrail");
    check(format!("{{\"Records\":[{CLOUDTRAIL},{{\"a\":1}}]}}"), &[JSON, ("{\"a\"", "-")]);
    check(format!("{{\"ok\":true,\"entries\":[{SLACK}]}}"), &[(SLACK, "Slack.AuditLogs")]);
    check("{\"kind\":\"admin#reports#activities\",\"items\":[]}", &[]);
    let envelope = |messages: &[&str]| {
        let events: Vec<String> = messages.iter().map(|m| format!("{{\"message\":{}}}", quoted(m))).collect();
        format!("{{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{}]}}", events.join(","))
    };
    let messages = [CLOUDTRAIL, FLOW, "nothing", "{\"broken\""];
    let [json, flow, nothing, broken] = messages.map(quoted);
    check(envelope(&messages), &[(&json, JSON.1), (&flow, "AWS.VPCFlow"), (&nothing, "-"), (&broken, "-")]);
    check("{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"checking\"}]}", &[]);
    let event = |detail: &str| format!("{{\"detail-type\":\"x\",\"source\":\"aws.x\",\"detail\":{detail}}}");
    check(event(CLOUDTRAIL), &[JSON]);
    check(event(&format!("[{CLOUDTRAIL},7]")), &[JSON, ("7", "-")]);
    check(event(&format!("{{\"Records\":[{CLOUDTRAIL}]}}")), &[JSON]);
    check(event(&format!("{{\"events\":[{CLOUDTRAIL},{SLACK}]}}")), &[JSON, (SLACK, "Slack.AuditLogs")]);
    check(event("{\"bucket\":1}"), &[("{\"bucket\"", "-")]);
    check(format!("{{\"Events\":[{{\"CloudTrailEvent\":{json}}}]}}"), &[(&json, JSON.1)]);
    check(format!("[{}]", event(&event(CLOUDTRAIL))), &[JSON]);
}

#[test]
fn lines_of_text_with_what_stands_between_them() {
    const LINE: (&str, &str) = (FLOW, "AWS.VPCFlow");
    let json = (CLOUDTRAIL, "AWS.CloudTrail");
    let header = "version account-id srcaddr dstaddr log-status";
    check(format!("{header}\n2 1 203.0.113.8 203.0.113.9 OK\n\n{FLOW}\n"), &[("2 1 ", LINE.1), LINE]);
    check(format!("#\n{FLOW}\n{CLOUDTRAIL}\n{FLOW}"), &[LINE, json, LINE]);
    check("[2024-06-01 12:00:00] started [x\n[INFO] y]\nz\n", &[("[2024", "-"), ("[INFO", "-"), ("z", "-")]);
    check(format!("{FLOW}\n[{CLOUDTRAIL}, 7]\n{{\"Records\":[{CLOUDTRAIL}]}}\n"), &[LINE, json, ("7", "-"), json]);
    let begun = "1717243200000006,db,app,10.0.0.5,7,73,QUERY,shop,'SELECT 1";
    check(format!("{begun}\n  FROM {{t}}\n[x] = 2',0\n{FLOW}\n"), &[(begun, "AWS.AuroraMySQLAudit"), LINE]);
    let cut = (begun, "-");
    check(format!("{begun}\n{FLOW}\n{begun}\n{CLOUDTRAIL}\n{begun}"), &[cut, LINE, cut, json, cut]);
    let syslog = "<190>May 22 12:05:54 h github_audit: {\"action\":\"a.b\",\"actor\":\"bob\",\"org\":\"o\"}";
    check(syslog, &[("<190>", "GitHub.Audit")]);
}

#[test]
fn a_digest_is_known_and_given_to_no_rule() {
    check(DIGEST, &[(DIGEST, "AWS.CloudTrailDigest")]);
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("file");
    std::fs::write(&path, format!("{DIGEST}\n{CLOUDTRAIL}\n{FLOW}\n")).expect("a file");
    let (out, _, summary) = run(Mode::Alerts, &path);
    assert_eq!((summary.records, summary.matches, summary.unreadable), (2, 2, 0), "{out}");
    assert!(out.contains("\"log_type\":\"AWS.CloudTrail\""), "{out}");
}

#[test]
fn a_rule_sees_a_line_as_an_object_and_the_alert_says_what_was_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("file");
    std::fs::write(&path, format!("{FLOW}\n")).expect("a file");
    let (out, _, _) = run(Mode::Alerts, &path);
    let found = r#""log_type":"AWS.VPCFlow","event_time":"2024-06-01T12:00:00Z","source_ip":"172.31.16.139","action":"ACCEPT","outcome":"success","status":"OK""#;
    assert!(out.contains(found), "{out}");
    assert!(out.contains(r#""event":{"version":2,"account-id":"111122223333","#), "{out}");
}

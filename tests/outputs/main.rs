//! The outputs of `iota.toml`, from events to what receivers are sent.

mod receiver;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use receiver::Receiver;
use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// A sign-in of root: an alert for each address.
fn sign_in(n: usize) -> String {
    json!({
        "eventVersion": "1.11",
        "eventID": format!("5f0c4a3e-0000-4000-8000-{n:012}"),
        "eventTime": "2026-03-01T10:00:00Z",
        "eventSource": "signin.amazonaws.com",
        "eventName": "ConsoleLogin",
        "eventType": "AwsConsoleSignIn",
        "awsRegion": "us-east-1",
        "sourceIPAddress": format!("198.51.{}.{}", 100 + n / 250, n % 250),
        "userAgent": "Mozilla/5.0",
        "userIdentity": {
            "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333",
        },
        "requestParameters": null,
        "responseElements": {"ConsoleLogin": "Success"},
        "additionalEventData": {"MFAUsed": "Yes"},
        "recipientAccountId": "111122223333",
    })
    .to_string()
}

/// A folder with events, a configuration, and secrets in files.
struct Place(TempDir);

impl Place {
    fn new(sign_ins: usize, config: &str) -> Place {
        let place = Place(TempDir::new().expect("a folder"));
        let events: Vec<String> = (0..sign_ins).map(sign_in).collect();
        place.write("events.jsonl", &(events.join("\n") + "\n"));
        place.write("iota.toml", config);
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).expect("a file");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
            command.env_remove(name);
        }
        command.args(args).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    fn iota(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("it starts")
    }

    /// A run over the events.
    fn run(&self, args: &[&str]) -> Output {
        self.iota(&[&["--jsonl", "events.jsonl"], args].concat())
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn ids(lines: &str) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<Json>(line).expect("JSON")["alert_id"].as_str().map(str::to_owned);
    lines.lines().filter_map(id).collect()
}

#[test]
fn alerts_are_printed_and_delivered_each_once() {
    let receiver = Receiver::new();
    let config = format!(
        "[[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"{}\"\nrate = \"1000/s\"\n\
         [[output]]\nname = \"lines\"\ntype = \"file\"\npath = \"alerts.jsonl\"\n\
         [[output]]\nname = \"nothing\"\ntype = \"file\"\npath = \"nothing.jsonl\"\nrules = [\"no_such_rule\"]\n",
        receiver.url()
    );
    let place = Place::new(20, &config);
    let output = place.run(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let printed = ids(&stdout(&output));
    assert_eq!(printed.len(), 20);
    assert_eq!(receiver.ids(), printed);
    let file = std::fs::read_to_string(place.path().join("alerts.jsonl")).expect("a file");
    assert_eq!(file, stdout(&output));
    assert!(!place.path().join("nothing.jsonl").exists());
    // Without `--state` nothing is left behind.
    let left: BTreeSet<String> = std::fs::read_dir(place.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, BTreeSet::from(["alerts.jsonl", "events.jsonl", "iota.toml"].map(str::to_owned)));
}

#[test]
fn alerts_are_printed_as_findings_of_ocsf() {
    let place = Place::new(3, "[[output]]\nname = \"lines\"\ntype = \"file\"\npath = \"alerts.jsonl\"\n");
    let output = place.run(&["--format", "ocsf"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let findings: Vec<Json> = stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let uids: Vec<String> = findings.iter().map(|finding| finding["finding_info"]["uid"].to_string()).collect();
    // Outputs get what they always get.
    let file = std::fs::read_to_string(place.path().join("alerts.jsonl")).expect("a file");
    assert_eq!(ids(&file).iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>(), uids);
    assert!(findings.iter().all(|finding| finding["class_uid"] == 2004 && finding["severity_id"] == 4), "{findings:?}");
}

#[test]
fn a_hundred_failed_sign_ins_are_one_message_and_one_follow_up() {
    let receiver = Receiver::new();
    let config = format!(
        "[[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"{}\"\nrate = \"1000/s\"\n\
         [[output]]\nname = \"lines\"\ntype = \"file\"\npath = \"alerts.jsonl\"\n",
        receiver.url()
    );
    let place = Place::new(0, &config);
    let failed: Vec<String> = (0..100)
        .map(|n| {
            let mut event: Json = serde_json::from_str(&sign_in(7)).expect("JSON");
            event["eventID"] = json!(format!("5f0c4a3e-0000-4000-8000-{n:012}"));
            event["responseElements"] = json!({"ConsoleLogin": "Failure"});
            event.to_string()
        })
        .collect();
    place.write("events.jsonl", &(failed.join("\n") + "\n"));
    let output = place.run(&["--rules", "rules/aws_cloudtrail/root_console_login_failed.py"]);
    let said = stdout(&output);
    let printed = ids(&said);
    assert!(printed.len() == 2 && printed[0] == printed[1], "{said}{}", stderr(&output));
    let last: Json = serde_json::from_str(said.lines().last().expect("a line")).expect("JSON");
    assert_eq!(last["alert_count"], 100);
    assert_eq!(receiver.keys(), [printed[0].clone(), format!("{}/follow-up", printed[0])]);
    assert_eq!(std::fs::read_to_string(place.path().join("alerts.jsonl")).expect("a file"), said);
    let told_once = place.run(&["--rules", "rules/aws_cloudtrail/root_console_login_failed.py", "--follow-ups", "off"]);
    assert_eq!(ids(&stdout(&told_once)).len(), 1);
}

#[test]
fn what_an_output_did_not_take_is_delivered_by_the_next_run() {
    let receiver = Receiver::new();
    receiver.answer(503);
    let config = "[[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl_file = \"url\"\nrate = \"1000/s\"\n\
         [[output]]\nname = \"lines\"\ntype = \"file\"\npath = \"alerts.jsonl\"\n";
    let place = Place::new(5, config);
    place.write("url", &format!("{}/a-secret-path\n", receiver.url()));
    let output = place.run(&["--state", "state.db", "--deliver-within", "3s"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("5 alerts wait for the output `hook`, in the state file"), "{}", stderr(&output));
    // Who is down holds nobody else up.
    let printed = ids(&stdout(&output));
    assert_eq!(std::fs::read_to_string(place.path().join("alerts.jsonl")).expect("a file").lines().count(), 5);
    let listed = place.iota(&["outputs", "list", "--state", "state.db"]);
    assert!(stdout(&listed).contains("5 waiting, 0 dead letters"), "{}", stdout(&listed));

    receiver.answer(200);
    let again = place.run(&["--state", "state.db"]);
    assert_eq!((stdout(&again).as_str(), again.status.code()), ("", Some(0)), "{}", stderr(&again));
    assert_eq!(receiver.taken(), printed);
    for shown in [&output, &again, &listed] {
        assert!(!(stderr(shown) + &stdout(shown)).contains("a-secret-path"), "{}", stderr(shown));
    }
}

#[test]
fn what_is_resolved_here_is_resolved_where_it_is_an_incident() {
    let (pager, hook) = (Receiver::new(), Receiver::new());
    let config = format!(
        "[[output]]\nname = \"pager\"\ntype = \"pagerduty\"\nurl = \"{}\"\nrouting_key_file = \"key\"\nrate = \"1000/s\"\n\
         [[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"{}\"\nrate = \"1000/s\"\n",
        pager.url(),
        hook.url()
    );
    let place = Place::new(2, &config);
    place.write("key", "a-routing-key\n");
    let printed = ids(&stdout(&place.run(&["--state", "state.db"])));
    assert_eq!((pager.keys(), hook.keys()), (printed.clone(), printed.clone()));
    let resolved = place.iota(&["alerts", "resolve", &printed[1], "--state", "state.db"]);
    assert!(stderr(&resolved).contains("1 alert resolved; `pager` will be told"), "{}", stderr(&resolved));
    // It is said once, however often it is asked for, and to nobody who knows no incidents.
    place.iota(&["alerts", "resolve", &printed[1], "--state", "state.db"]);
    place.write("nothing.jsonl", "");
    place.iota(&["--jsonl", "nothing.jsonl", "--state", "state.db"]);
    let said = [printed[0].clone(), printed[1].clone(), format!("{}/resolved", printed[1])];
    assert_eq!((pager.keys(), hook.keys()), (said.to_vec(), printed.clone()));
    assert_eq!(pager.ids()[2], printed[1]);
}

#[test]
fn a_run_without_a_state_file_says_what_is_lost() {
    let receiver = Receiver::new();
    receiver.answer(503);
    let config = format!("[[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"{}\"\n", receiver.url());
    let place = Place::new(1, &config);
    let output = place.run(&["--deliver-within", "3s"]);
    let said = "1 alert waits for the output `hook` and cannot: with `--state` they are kept";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
    assert_eq!(ids(&stdout(&output)).len(), 1);
}

#[test]
fn outputs_are_listed_and_tested_without_showing_secrets() {
    let receiver = Receiver::new();
    let config = "[[output]]\nname = \"soc\"\ntype = \"slack\"\nurl_env = \"THE_HOOK\"\nseverity = \"HIGH\"\n";
    let place = Place::new(1, config);
    let url = format!("{}/services/a-secret-path", receiver.url());
    let iota = |args: &[&str]| place.command(args).env("THE_HOOK", &url).output().expect("it starts");

    let listed = iota(&["outputs", "list"]);
    assert_eq!(stdout(&listed), "soc  slack to $THE_HOOK\n    HIGH and worse\n");
    let effective = iota(&["config"]);
    let line = "output = \"soc\"  # slack to \"$THE_HOOK\": HIGH and worse";
    assert!(stdout(&effective).lines().any(|said| said == line), "{}", stdout(&effective));
    let dry = iota(&["outputs", "test", "soc", "--dry-run"]);
    assert!(stdout(&dry).contains("A test of the output soc") && receiver.taken().is_empty(), "{}", stderr(&dry));
    let sent = iota(&["outputs", "test", "SOC"]);
    assert_eq!((stdout(&sent).as_str(), sent.status.code()), ("`soc` took it: 200 OK: ok\n", Some(0)));
    assert_eq!(receiver.requests(), 1);
    receiver.answer(404);
    let refused = iota(&["outputs", "test", "soc"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("404 Not Found"), "{}", stderr(&refused));
    let unknown = iota(&["outputs", "test", "sok"]);
    assert_eq!(
        (stderr(&unknown).as_str(), unknown.status.code()),
        ("iota: no output is called `sok`: there are soc\n", Some(2))
    );
    for shown in [&listed, &effective, &dry, &sent, &refused] {
        assert!(!(stderr(shown) + &stdout(shown)).contains("a-secret-path"), "{}{}", stderr(shown), stdout(shown));
    }
    let missing = place.iota(&["--jsonl", "events.jsonl"]);
    assert!(stderr(&missing).contains("the environment variable `THE_HOOK` is not set"), "{}", stderr(&missing));
}

#[test]
fn a_secret_in_the_file_is_refused_and_not_repeated() {
    let place =
        Place::new(1, "[[output]]\nname = \"soc\"\ntype = \"slack\"\ntoken = \"xoxb-hunter2\"\nchannel = \"#soc\"\n");
    let output = place.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    assert!(said.contains("iota.toml:4:1: `token`: a secret does not belong in this file"), "{said}");
    assert!(said.contains("token_env = \"NAME\"") && !said.contains("hunter2"), "{said}");
}

/// Moments to kill iota at; the variable `IOTA_TEST_KILLS` says how many, for a long run by hand.
fn kills() -> usize {
    std::env::var("IOTA_TEST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(4)
}

#[test]
fn a_killed_process_loses_no_alert() {
    let receiver = Receiver::new();
    let alerts = 300.max(15 * kills());
    let config = format!(
        "[[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"{}\"\nrate = \"1000/s\"\n\
         [[output]]\nname = \"slow\"\ntype = \"file\"\npath = \"alerts.jsonl\"\nrate = \"{}/s\"\n",
        receiver.url(),
        alerts / 15
    );
    let place = Place::new(alerts, &config);
    let args = ["--jsonl", "events.jsonl", "--state", "state.db"];
    for taken in (0..kills()).map(|n| 1 + n * alerts * 2 / 5 / kills()) {
        let mut process = place.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        receiver.wait_for(taken);
        process.kill().expect("it is killed");
        process.wait().expect("it is gone");
    }
    let output = place.run(&["--state", "state.db", "--deliver-within", "600s"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let taken = receiver.taken();
    let distinct: BTreeSet<&String> = taken.iter().collect();
    assert_eq!(distinct.len(), alerts);
    // What was sent when it was killed, or was not written yet.
    println!("{} of {alerts} alerts came more than once, each with its own key", taken.len() - distinct.len());
    assert_eq!(receiver.keys(), receiver.taken());
    let file = std::fs::read_to_string(place.path().join("alerts.jsonl")).expect("a file");
    assert_eq!(ids(&file).into_iter().collect::<BTreeSet<_>>().len(), alerts);
}

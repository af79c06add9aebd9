//! What happens to a pod: it is told to stop, shares its queue, has a full disk or a damaged state file, and AWS fails.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;

use crate::cloud::until;
use crate::faults::{Fault, Proxy, one_in_five};
use crate::pod::{Pod, value};
use crate::{Place, alert_counts, count, file, key};

const SUCCESS: &str = "iota_sqs_messages_processed_total{status=\"success\"}";

const DUPLICATE: &str = "iota_sqs_messages_processed_total{status=\"duplicate\"}";

const SERVED: [&str; 2] = ["--http-address", "127.0.0.1:0"];

fn all_once(folder: &TempDir, expected: &BTreeMap<String, usize>) {
    let counts = alert_counts(folder);
    assert_eq!(counts.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    assert!(counts.values().all(|count| *count == 1), "counted twice: {counts:?}");
}

#[test]
fn what_was_finished_before_sigterm_is_not_received_again() {
    let place = Place::with("sigterm", 1000);
    let mut expected = place.store(0..30);
    let mut pod = place.pod(&SERVED);
    until("some are done", || pod.alerts().len() > 20);
    assert!(pod.terminate().success());
    let mut printed = pod.alerts();
    expected.append(&mut place.store(30..32));
    let mut pod = place.pod(&SERVED);
    until("all messages are done", || place.is_empty());
    let metrics = pod.page("/metrics");
    assert_eq!(value(&metrics, DUPLICATE), None, "{metrics}");
    assert!(pod.terminate().success());
    for (alert, times) in pod.alerts() {
        *printed.entry(alert).or_default() += times;
    }
    assert_eq!(printed, expected);
    all_once(&place.folder, &expected);
}

#[test]
fn two_processes_share_a_queue() {
    let place = Place::with("shared", 1000);
    let expected = place.store(0..40);
    let other = TempDir::new().expect("a folder");
    let mut pods = [&place.folder, &other].map(|folder| {
        let arguments = [&["--s3-bucket", place.bucket.as_str()], &SERVED[..]].concat();
        Pod::start(&place.cloud, "sqs", &place.queue, &folder.path().join("state.db"), &arguments)
    });
    until("all messages are done", || place.is_empty());
    let metrics = pods.each_mut().map(|pod| pod.page("/metrics"));
    let sum = |name: &str| metrics.iter().filter_map(|metrics| value(metrics, name)).sum::<u64>();
    // What one takes that the other has hidden no more would be there twice: nothing is slow here.
    assert_eq!(sum(SUCCESS), 40);
    assert_eq!(sum("iota_events_processed_total{log_type=\"AWS.CloudTrail\",status=\"success\"}"), 120);
    let mut printed: BTreeMap<String, usize> = BTreeMap::new();
    for mut pod in pods {
        assert!(pod.terminate().success());
        pod.alerts().into_iter().for_each(|(alert, times)| *printed.entry(alert).or_default() += times);
    }
    assert_eq!(printed, expected);
}

#[test]
fn a_full_disk_is_waited_for() {
    let place = Place::with("full", 1000);
    let state = place.folder.path().join("state.db");
    let arguments = [&["--s3-bucket", place.bucket.as_str()], &SERVED[..]].concat();
    let mut pod = Pod::start_limitable(&place.cloud.endpoint, "sqs", &place.queue, &state, &arguments);
    until("it is ready", || pod.page("/ready").starts_with("HTTP/1.1 200"));
    // No file may grow any more, which is what a full disk does.
    let limit = |size: &str| {
        // The soft one: a hard one cannot be raised again.
        let size = format!("--fsize={size}:");
        let prlimit = Command::new("prlimit").args(["--pid", &pod.id().to_string(), &size]).status();
        assert!(prlimit.expect("prlimit runs").success());
    };
    limit("1");
    let expected = place.store(0..4);
    until("it is not ready", || pod.page("/ready").starts_with("HTTP/1.1 503"));
    assert_eq!(pod.alerts(), BTreeMap::new(), "{:?}", pod.log());
    until("all messages are there", || place.cloud.depth(&place.queue) == 4);
    limit("unlimited");
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    assert!(pod.page("/ready").starts_with("HTTP/1.1 200"));
    assert!(pod.terminate().success());
    all_once(&place.folder, &expected);
}

#[test]
fn a_damaged_state_file_is_set_aside() {
    let place = Place::with("damaged", 1000);
    std::fs::write(place.folder.path().join("state.db"), "no database at all, whatever it was ".repeat(100))
        .expect("a file");
    let expected = place.store(0..2);
    let mut pod = place.pod(&[]);
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    assert!(pod.says("is damaged") && pod.says("state.db.damaged-"), "{:?}", pod.log());
    assert!(pod.terminate().success());
    let aside = std::fs::read_dir(place.folder.path()).expect("a folder").flatten();
    assert!(aside.into_iter().any(|file| file.file_name().to_string_lossy().contains(".damaged-")));
}

#[test]
fn the_state_file_is_copied_while_it_is_used() {
    let place = Place::with("copied", 1000);
    let expected = place.store(0..3);
    let copies = TempDir::new().expect("a folder");
    // Where `alert_counts` looks.
    let copy = copies.path().join("state.db");
    let copy = copy.to_str().expect("UTF-8");
    let mut pod = place.pod(&["--state-backup", copy, "--state-backup-interval", "1"]);
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    until("the copy has all", || std::fs::exists(copy).expect("it can be asked") && alert_counts(&copies).len() == 9);
    assert!(pod.terminate().success());
}

/// Objects that flow past faults; the variable `IOTA_TEST_FAULTS` says how many, for a long run by hand.
fn objects() -> usize {
    std::env::var("IOTA_TEST_FAULTS").ok().and_then(|n| n.parse().ok()).unwrap_or(40)
}

#[test]
fn faults_of_aws_make_it_later_and_change_nothing() {
    let place = Place::with("faults", 1000);
    let expected = place.store(0..objects());
    let proxy = Proxy::before(&place.cloud.endpoint, one_in_five);
    let state = place.folder.path().join("state.db");
    // An answer that is cut off has taken messages with it, which stay hidden for so long.
    let arguments = ["--s3-bucket", &place.bucket, "--sqs-visibility-timeout", "3"];
    let mut pod = Pod::start_at(&proxy.endpoint, "sqs", &place.queue, &state, &arguments);
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    assert!(pod.terminate().success());
    all_once(&place.folder, &expected);
    assert!(proxy.faults() > 14, "each kind twice at least: {}", proxy.faults());
    assert_eq!(place.cloud.depth(&place.dead), 0);
}

#[test]
fn an_object_slower_than_the_visibility_timeout_is_processed_once() {
    let place = Place::with("slow", 1000);
    let expected = place.store(0..1);
    let was_slow = AtomicBool::new(false);
    let proxy = Proxy::before(&place.cloud.endpoint, move |_, head| {
        let is_object = head.starts_with("GET /slow-logs/");
        if is_object && !was_slow.swap(true, Ordering::Relaxed) {
            Fault::Slow(Duration::from_secs(7))
        } else {
            Fault::None
        }
    });
    let state = place.folder.path().join("state.db");
    let arguments = ["--s3-bucket", &place.bucket, "--sqs-visibility-timeout", "3", SERVED[0], SERVED[1]];
    let mut pod = Pod::start_at(&proxy.endpoint, "sqs", &place.queue, &state, &arguments);
    until("the message is done", || place.is_empty() && pod.alerts() == expected);
    let metrics = pod.page("/metrics");
    assert_eq!((value(&metrics, SUCCESS), value(&metrics, DUPLICATE)), (Some(1), None), "{metrics}");
    assert_eq!(value(&metrics, "iota_s3_objects_downloaded_total{status=\"success\"}"), Some(1));
    assert_eq!(proxy.faults(), 1);
    assert!(pod.terminate().success());
}

#[test]
fn objects_of_another_account_are_read_in_the_role_that_is_named_for_it() {
    let place = Place::with("roles", 1000);
    let mut expected = place.store(0..1);
    let (bytes, alerts) = file(1);
    place.cloud.store(&place.bucket, &key(1).replace("111122223333", "222233334444"), &bytes);
    expected.extend(count(alerts.into_iter()));
    let config = place.folder.path().join("iota.toml");
    let role = "[[assume_role]]\nrole_arn = \"arn:aws:iam::222233334444:role/logs\"\nexternal_id = \"an-id\"\n";
    std::fs::write(&config, role).expect("a file");
    // Who asks for an object: `Credential=KEY/...` is in its head.
    let asked = Arc::new(Mutex::new(BTreeMap::new()));
    let seen = Arc::clone(&asked);
    let proxy = Proxy::before(&place.cloud.endpoint, move |_, head| {
        let who = head.split("Credential=").nth(1).and_then(|rest| rest.split('/').next());
        let account = head.strip_prefix("GET /roles-logs/AWSLogs/").and_then(|rest| rest.split('/').next());
        if let (Some(who), Some(account)) = (who, account) {
            seen.lock().expect("a lock").insert(account.to_owned(), who.to_owned());
        }
        Fault::None
    });
    let state = place.folder.path().join("state.db");
    let arguments = ["--s3-bucket", &place.bucket, "--config", config.to_str().expect("UTF-8")];
    let mut pod = Pod::start_at(&proxy.endpoint, "sqs", &place.queue, &state, &arguments);
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    assert!(pod.terminate().success());
    let asked = asked.lock().expect("a lock");
    assert_eq!(asked["111122223333"], "test");
    // What STS gives away for a while.
    assert!(asked["222233334444"].starts_with("ASIA"), "{asked:?}");
}

#[test]
fn a_source_that_has_gone_silent_is_an_alert_until_it_is_heard_again() {
    let place = Place::with("silent", 1000);
    let config = place.folder.path().join("iota.toml");
    let source = format!("[[source]]\nbucket = \"{}\"\nsilence = \"2s\"\n", place.bucket);
    std::fs::write(&config, source).expect("a file");
    let config = config.to_str().expect("UTF-8");
    let mut pod = place.pod(&["--http-address", "127.0.0.1:0", "--config", config]);
    let silent = |pod: &Pod| pod.lines().iter().filter(|alert| alert["rule_id"] == "iota.source_silent").count();
    until("it is missed", || silent(&pod) == 1);
    place.store(0..1);
    until("it is heard", || pod.says("is heard again"));
    until("it is missed again", || silent(&pod) == 2);
    let counted = "iota_alerts_generated_total{rule_id=\"iota.source_silent\",severity=\"HIGH\"}";
    assert_eq!(value(&pod.page("/metrics"), counted), Some(2));
    assert!(pod.terminate().success());
}

//! iota as a service, over moto as AWS: what is promised of messages, and what becomes of alerts whatever happens.

mod cloud;
mod faults;
#[cfg(feature = "interpreter")]
mod interpreted;
mod life;
mod outputs;
mod pod;
#[path = "../outputs/receiver.rs"]
#[expect(dead_code, reason = "what other tests ask of it")]
mod receiver;
#[cfg(feature = "otel")]
mod traces;

use std::collections::BTreeMap;

use cloud::{Cloud, until};
use pod::{Pod, count, quarantine, value};
use serde_json::{Value as Json, json};
use synthetic::gzip;
use tempfile::TempDir;

/// A sign-in of root, which each address is alerted of by itself, and by one rule.
fn sign_in(address: &str) -> Json {
    json!({
        "eventVersion": "1.11",
        "eventID": format!("5f0c4a3e-0000-4000-8000-{address}"),
        "eventTime": "2026-03-01T10:00:00Z",
        "eventSource": "signin.amazonaws.com",
        "eventName": "ConsoleLogin",
        "eventType": "AwsConsoleSignIn",
        "awsRegion": "us-east-1",
        "sourceIPAddress": address,
        "userAgent": "Mozilla/5.0",
        "userIdentity": {
            "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333",
        },
        "requestParameters": null,
        "responseElements": {"ConsoleLogin": "Success"},
        "additionalEventData": {"MFAUsed": "Yes"},
        "recipientAccountId": "111122223333",
    })
}

/// The file of CloudTrail's that `n` stands for, and the alerts that come of it.
fn file(n: usize) -> (Vec<u8>, Vec<String>) {
    let addresses: Vec<String> = (0..3).map(|of| format!("198.51.{}.{}", n % 250, n / 250 * 3 + of)).collect();
    let records: Vec<Json> = addresses.iter().map(|address| sign_in(address)).collect();
    let text = json!({ "Records": records }).to_string();
    (gzip(text.as_bytes()), addresses.iter().map(|address| format!("111122223333 {address}")).collect())
}

fn key(n: usize) -> String {
    format!("AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/111122223333_CloudTrail_us-east-1_{n:05}.json.gz")
}

/// A queue, a bucket that tells it what is stored, and a folder for the state.
struct Place {
    cloud: Cloud,
    bucket: String,
    queue: String,
    dead: String,
    folder: TempDir,
}

impl Place {
    fn new(name: &str) -> Place {
        Place::with(name, 3)
    }

    /// Where a message is received up to `tries` times.
    fn with(name: &str, tries: u32) -> Place {
        let place = Place::silent(name, tries);
        place.cloud.notify(&place.bucket, &place.queue);
        place
    }

    /// Where the queue is not told.
    fn silent(name: &str, tries: u32) -> Place {
        let cloud = Cloud::new();
        let (queue, dead) = cloud.queue(name, tries);
        let bucket = format!("{name}-logs");
        cloud.bucket(&bucket);
        Place { cloud, bucket, queue, dead, folder: TempDir::new().expect("a folder") }
    }

    fn pod(&self, arguments: &[&str]) -> Pod {
        let state = self.folder.path().join("state.db");
        Pod::start(&self.cloud, "sqs", &self.queue, &state, &[&["--s3-bucket", &self.bucket], arguments].concat())
    }

    /// Stores files, and says which alerts come of them.
    fn store(&self, files: std::ops::Range<usize>) -> BTreeMap<String, usize> {
        count(files.flat_map(|n| {
            let (bytes, alerts) = file(n);
            self.cloud.store(&self.bucket, &key(n), &bytes);
            alerts
        }))
    }

    fn is_empty(&self) -> bool {
        self.cloud.depth(&self.queue) == 0
    }
}

/// Metrics of which `deploy/prometheus/metrics.prom`, which alerts and dashboards are checked against, has no such labels.
fn undocumented(metrics: &str) -> Vec<String> {
    let shape = |line: &str| {
        let (name, labels) = line.split_once('{').unwrap_or((line.split(' ').next().unwrap_or_default(), ""));
        let labels = labels.split("\",").filter_map(|label| Some(label.split_once('=')?.0.to_owned()));
        format!("{name} {:?}", labels.collect::<Vec<_>>())
    };
    let shapes = |text: &str| text.lines().filter(|line| line.starts_with("iota_")).map(shape).collect::<Vec<_>>();
    let known = shapes(include_str!("../../deploy/prometheus/metrics.prom"));
    shapes(metrics).into_iter().filter(|shape| !known.contains(shape)).collect()
}

/// The files of the lake of a bucket.
fn files(cloud: &Cloud, bucket: &str) -> Vec<String> {
    let list = cloud.wait(cloud.s3.list_objects_v2().bucket(bucket).send()).expect("a list");
    list.contents().iter().filter_map(|object| object.key().map(str::to_owned)).collect()
}

/// How often each record is in the lake of a bucket, by its address.
fn kept(cloud: &Cloud, bucket: &str) -> BTreeMap<String, usize> {
    count(files(cloud, bucket).into_iter().flat_map(|key| {
        assert!(key.starts_with("raw/logs/AWS.CloudTrail/year=2026/month=03/day=01/hour=10/"), "{key}");
        let object = cloud.wait(cloud.s3.get_object().bucket(bucket).key(&key).send()).expect("an object");
        let bytes = cloud.wait(object.body.collect()).expect("its bytes").into_bytes();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut text).expect("gzip");
        let address = |line: &str| serde_json::from_str::<Json>(line).expect("JSON")["sourceIPAddress"].to_string();
        text.lines().map(address).collect::<Vec<_>>()
    }))
}

#[test]
fn a_lake_in_a_bucket_has_every_record_once() {
    let place = Place::with("lake", 1000);
    let lake = "lake-kept";
    let expected = place.store(0..4);
    let arguments = ["--data-lake-bucket", lake, "--data-lake-prefix", "raw"];
    // There is no such bucket yet: nothing may be done with.
    let mut pod = place.pod(&arguments);
    until("it is said", || pod.says("NoSuchBucket"));
    assert!(pod.terminate().success());
    assert!(pod.alerts().is_empty() && !place.is_empty());
    place.cloud.bucket(lake);
    let mut pod = place.pod(&arguments);
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    assert!(pod.terminate().success());
    let kept = kept(&place.cloud, lake);
    assert!(kept.len() == expected.len() && kept.values().all(|times| *times == 1), "{kept:?}");
}

#[test]
fn objects_become_alerts_and_their_messages_are_deleted() {
    let place = Place::new("objects");
    let expected = place.store(0..12);
    // The test event came before them.
    let mut pod = place.pod(&["--http-address", "127.0.0.1:0"]);
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    assert!(pod.page("/health").starts_with("HTTP/1.1 200"));
    let ready = pod.page("/ready");
    assert!(ready.starts_with("HTTP/1.1 200") && ready.contains("\"ready\":true"), "{ready}");
    let metrics = pod.page("/metrics");
    for line in [
        "iota_events_processed_total{log_type=\"AWS.CloudTrail\",status=\"success\"} 36",
        "iota_s3_objects_downloaded_total{status=\"success\"} 12",
        "iota_sqs_messages_processed_total{status=\"success\"} 12",
        "iota_alerts_generated_total{rule_id=\"root_console_login\",severity=\"HIGH\"} 36",
        "iota_rules_evaluated_total{rule_id=\"root_console_login\",result=\"match\"} 36",
        "iota_receipt_to_alert_seconds_count 36",
    ] {
        assert!(metrics.lines().any(|have| have == line), "{line} is not in\n{metrics}");
    }
    assert_eq!(undocumented(&metrics), Vec::<String>::new());
    assert!(pod.terminate().success());
    assert_eq!(pod.alerts(), expected);
}

/// What S3 says when it has stored an object.
fn notice(event: &str, bucket: &str, key: &str) -> String {
    json!({"Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "eventName": event, "awsRegion": "eu-central-1",
        "s3": {"bucket": {"name": bucket}, "object": {"key": key, "size": 1, "sequencer": "0055AED6DCD90281E5"}},
    }]})
    .to_string()
}

#[test]
fn what_comes_again_does_not_count_again() {
    let place = Place::silent("again", 3);
    let expected = place.store(0..1);
    let notice = notice("ObjectCreated:Put", &place.bucket, &key(0));
    // At once, and after a restart.
    for (times, alerts) in [(3, &expected), (2, &BTreeMap::new())] {
        (0..times).for_each(|_| place.cloud.send(&place.queue, &notice));
        let mut pod = place.pod(&[]);
        until("all messages are done", || place.is_empty());
        assert!(pod.terminate().success());
        assert_eq!(pod.alerts(), *alerts);
    }
    let counts = alert_counts(&place.folder);
    assert!(counts.len() == 3 && counts.values().all(|count| *count == 1), "{counts:?}");
}

#[test]
fn what_cannot_be_processed_blocks_nothing_and_goes_to_the_dead_letters() {
    let place = Place::new("poison");
    place.cloud.send(&place.queue, "this is no notification");
    place.cloud.send(&place.queue, &notice("ObjectCreated:Put", &place.bucket, "it/is/gone.json.gz"));
    let expected = place.store(0..3);
    place.cloud.send(&place.dead, "an older one");
    let mut pod = place.pod(&["--http-address", "127.0.0.1:0", "--dlq-url", &place.dead]);
    until("the others are done", || pod.alerts() == expected);
    until("both are dead letters", || place.is_empty() && place.cloud.depth(&place.dead) == 3);
    // They were looked at when it started, and left where they were.
    let metrics = pod.page("/metrics");
    assert!(value(&metrics, "iota_sqs_queue_messages{queue=\"dlq\",state=\"visible\"}") >= Some(1), "{metrics}");
    assert!(value(&metrics, "iota_sqs_oldest_message_age_seconds{queue=\"dlq\"}").is_some(), "{metrics}");
    assert!(pod.says("this is no notification") || pod.says("is no JSON"), "{:?}", pod.log());
    assert!(pod.says("NoSuchKey"), "{:?}", pod.log());
    assert!(pod.terminate().success());
    // They are kept where a person looks, with the reason.
    let mut kept = quarantine(&place.cloud, &place.folder.path().join("state.db"), &["list", "--json"]);
    kept.retain(|entry| entry["source"].as_str().is_some_and(|source| source.starts_with("sqs://poison/")));
    let reasons: Vec<&str> = kept.iter().filter_map(|entry| entry["reason"].as_str()).collect();
    assert!(reasons.len() == 2 && reasons.iter().any(|reason| reason.contains("NoSuchKey")), "{kept:?}");
}

#[test]
fn messages_of_another_bucket_or_without_work_are_done_with() {
    let place = Place::new("others");
    place.cloud.send(&place.queue, &notice("ObjectCreated:Put", "somebody-elses", "k"));
    place.cloud.send(&place.queue, &notice("ObjectRemoved:Delete", &place.bucket, "k"));
    let topic = json!({"Type": "SubscriptionConfirmation", "TopicArn": "arn:aws:sns:eu-central-1:111122223333:logs",
        "Token": "t", "Message": "You have chosen to subscribe", "SubscribeURL": "https://example.com/"});
    place.cloud.send(&place.queue, &topic.to_string());
    let mut pod = place.pod(&[]);
    until("all messages are done", || place.is_empty());
    assert!(pod.terminate().success());
    assert!(pod.says("somebody-elses") && pod.says("subscription_confirmation"), "{:?}", pod.log());
    assert_eq!(place.cloud.depth(&place.dead), 0);
}

/// What EventBridge sends of a sign-in.
fn event(id: &str, address: &str) -> Json {
    json!({
        "version": "0", "id": id, "detail-type": "AWS Console Sign In via CloudTrail", "source": "aws.signin",
        "account": "111122223333", "time": "2026-03-01T10:00:00Z", "region": "us-east-1", "resources": [],
        "detail": sign_in(address),
    })
}

#[test]
fn events_of_eventbridge_become_alerts_once() {
    let cloud = Cloud::new();
    let (queue, _) = cloud.queue("events", 3);
    let folder = TempDir::new().expect("a folder");
    for (id, address) in [("a", "198.51.100.1"), ("b", "198.51.100.2"), ("a", "198.51.100.1")] {
        cloud.send(&queue, &event(id, address).to_string());
    }
    let mut pod = Pod::start(&cloud, "eventbridge", &queue, &folder.path().join("state.db"), &[]);
    let expected = count(["198.51.100.1", "198.51.100.2"].iter().map(|address| format!("111122223333 {address}")));
    until("all messages are done", || cloud.depth(&queue) == 0 && pod.alerts() == expected);
    assert!(pod.terminate().success());
    let counts = alert_counts(&folder);
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
}

#[test]
fn the_rows_of_events_share_a_file_and_outlive_a_kill() {
    let cloud = Cloud::new();
    let (queue, _) = cloud.queue("gathered", 3);
    let lake = "gathered-lake";
    cloud.bucket(lake);
    let folder = TempDir::new().expect("a folder");
    let state = folder.path().join("state.db");
    let start = || {
        // What a process has in hand when it is killed stays hidden for so long.
        let hidden = ["--sqs-visibility-timeout", "3"];
        let arguments = [&["--data-lake-bucket", lake, "--data-lake-prefix", "raw"], &hidden[..]].concat();
        Pod::start(&cloud, "eventbridge", &queue, &state, &arguments)
    };
    let send = |from: usize| {
        (from..from + 4)
            .for_each(|n| cloud.send(&queue, &event(&n.to_string(), &format!("198.51.100.{n}")).to_string()));
    };
    send(0);
    let mut pod = start();
    until("all messages are done", || cloud.depth(&queue) == 0);
    pod.kill();
    send(4);
    let mut pod = start();
    until("all messages are done", || cloud.depth(&queue) == 0);
    // What was deleted from the queue is in the state file; a pod that ends writes it.
    assert!(pod.terminate().success());
    let kept = kept(&cloud, lake);
    assert!(kept.len() == 8 && kept.values().all(|times| *times == 1), "{kept:?}");
    assert_eq!(files(&cloud, lake).len(), 1);
}

#[test]
fn a_large_object_is_read_as_it_is_downloaded() {
    let place = Place::new("large");
    let benign = json!({"eventVersion": "1.11", "eventSource": "s3.amazonaws.com", "eventName": "GetObject",
        "eventTime": "2026-03-01T10:00:00Z", "requestParameters": {"key": "k".repeat(60_000)}});
    let mut text = format!("{benign}\n").repeat(300);
    assert!(text.len() > 17 << 20, "it is to be more than what is taken in at once");
    text.push_str(&sign_in("198.51.100.9").to_string());
    place.cloud.store(&place.bucket, &key(0), text.as_bytes());
    let mut pod = place.pod(&[]);
    let expected = count(["111122223333 198.51.100.9".to_owned()].into_iter());
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);
    assert!(pod.terminate().success());
}

#[test]
fn what_is_not_read_is_kept_and_tried_again() {
    let place = Place::silent("mended", 3);
    let [first, second] = ["198.51.100.1", "198.51.100.2"].map(|address| sign_in(address).to_string());
    let object = "mended.json.gz";
    let store = |text: String| place.cloud.store(&place.bucket, object, &gzip(text.as_bytes()));
    // The second record has no end.
    store(format!("{first}\n{}\n", second.trim_end_matches('}')));
    place.cloud.send(&place.queue, &notice("ObjectCreated:Put", &place.bucket, object));
    let mut pod = place.pod(&[]);
    until("all messages are done", || place.is_empty());
    assert!(pod.terminate().success());
    assert_eq!(pod.alerts(), count(["111122223333 198.51.100.1".to_owned()].into_iter()));
    let state = place.folder.path().join("state.db");
    let kept = quarantine(&place.cloud, &state, &["list", "--json"]);
    let name = format!("s3://{}/{object}", place.bucket);
    assert!(kept.len() == 1 && kept[0]["source"] == name.as_str(), "{kept:?}");
    store(format!("{first}\n{second}\n"));
    let alerts = quarantine(&place.cloud, &state, &["retry", "--all", "--from-source"]);
    assert!(alerts.len() == 1 && alerts[0]["dedup"] == "111122223333 198.51.100.2", "{alerts:?}");
    assert_eq!(quarantine(&place.cloud, &state, &["list", "--json"]), Vec::<Json>::new());
}

#[test]
fn what_came_of_a_window_is_said_once_it_has_passed() {
    let place = Place::silent("windows", 3);
    let at = |time: &str, address: &str| {
        let mut record = sign_in(address);
        record["eventTime"] = json!(format!("2026-03-01T{time}:00Z"));
        record.to_string()
    };
    let put = |key: &str, records: &[String]| {
        place.cloud.store(&place.bucket, key, &gzip(records.join("\n").as_bytes()));
        place.cloud.send(&place.queue, &notice("ObjectCreated:Put", &place.bucket, key));
    };
    let alert = |address: &str| format!("111122223333 {address}");
    put("a.gz", &["10:00", "10:20", "10:59"].map(|time| at(time, "198.51.100.1")));
    let mut pod = place.pod(&[]);
    until("the first is said", || place.is_empty() && pod.alerts() == count([alert("198.51.100.1")].into_iter()));
    assert!(pod.terminate().success());
    put("b.gz", &[at("10:40", "198.51.100.1"), at("11:14", "198.51.100.2")]);
    let mut pod = place.pod(&[]);
    until("it is not time yet", || place.is_empty() && pod.alerts() == count([alert("198.51.100.2")].into_iter()));
    put("c.gz", &[at("11:15", "198.51.100.3")]);
    let all = count(["198.51.100.1", "198.51.100.2", "198.51.100.3"].map(alert).into_iter());
    until("it is time", || place.is_empty() && pod.alerts() == all);
    assert!(pod.terminate().success());
    let mut pod = place.pod(&[]);
    put("d.gz", &[at("10:30", "198.51.100.1"), at("12:00", "198.51.100.4")]);
    until("all messages are done", || place.is_empty() && pod.alerts() == count([alert("198.51.100.4")].into_iter()));
    assert!(pod.terminate().success());
    let counts = alert_counts(&place.folder);
    assert_eq!(counts.get(&alert("198.51.100.1")), Some(&5), "{counts:?}");
}

/// What the database has counted on each alert.
fn alert_counts(folder: &TempDir) -> BTreeMap<String, i64> {
    let script = "import sqlite3, sys, json
db = sqlite3.connect(sys.argv[1])
assert db.execute('PRAGMA integrity_check').fetchone() == ('ok',)
print(json.dumps(dict(db.execute('SELECT dedup_string, alert_count FROM alerts'))))";
    let state = folder.path().join("state.db");
    let run = std::process::Command::new("python3").args(["-c", script]).arg(state).output().expect("python3 runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

/// Moments to kill iota at; the variable `IOTA_TEST_KILLS` says how many, for a long run by hand.
fn kills() -> usize {
    std::env::var("IOTA_TEST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

#[test]
fn a_process_that_is_killed_loses_no_alert_and_counts_none_twice() {
    // It may be killed each time that a message is received.
    let place = Place::with("killed", 1000);
    let mut expected = BTreeMap::new();
    let mut printed: BTreeMap<String, usize> = BTreeMap::new();
    let mut seed = 7_u64;
    let arguments = ["--sqs-visibility-timeout", "3"];
    for round in 0..kills() {
        expected.append(&mut place.store(round * 8..(round + 1) * 8));
        let mut pod = place.pod(&arguments);
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // From before it has connected to after it has done all.
        std::thread::sleep(std::time::Duration::from_millis((seed >> 33) % 1500));
        pod.kill();
        for (alert, times) in pod.alerts() {
            *printed.entry(alert).or_default() += times;
        }
    }
    let mut pod = place.pod(&arguments);
    until("all messages are done", || place.is_empty());
    assert!(pod.terminate().success());
    for (alert, times) in pod.alerts() {
        *printed.entry(alert).or_default() += times;
    }
    assert_eq!(printed.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "not all alerts were printed");
    assert_eq!(place.cloud.depth(&place.dead), 0);
    let counts = alert_counts(&place.folder);
    assert_eq!(counts.len(), expected.len());
    assert!(counts.values().all(|count| *count == 1), "counted twice: {counts:?}");
    let twice = printed.values().filter(|times| **times > 1).count();
    println!("{} kills, {} alerts, {twice} of them printed twice with the same id", kills(), expected.len());
}

#[test]
fn a_process_that_is_killed_says_once_what_came_of_a_window() {
    let place = Place::silent("followed", 1000);
    let arguments = ["--sqs-visibility-timeout", "3"];
    // Each round's two are a window of their own, which the next round's end.
    let put = |round: usize| {
        let hours = 2 * round;
        let records: Vec<String> = ["00", "01"]
            .map(|minute| {
                let mut record = sign_in("198.51.100.1");
                record["eventTime"] = json!(format!("2026-03-{:02}T{:02}:{minute}:00Z", 1 + hours / 24, hours % 24));
                record.to_string()
            })
            .to_vec();
        let key = format!("{round}.gz");
        place.cloud.store(&place.bucket, &key, &gzip(records.join("\n").as_bytes()));
        place.cloud.send(&place.queue, &notice("ObjectCreated:Put", &place.bucket, &key));
    };
    let rounds = kills().div_ceil(2);
    let mut lines = Vec::new();
    let mut seed = 11_u64;
    for round in 0..rounds {
        put(round);
        let mut pod = place.pod(&arguments);
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // From before it has connected to after it has done all.
        std::thread::sleep(std::time::Duration::from_millis((seed >> 33) % 1500));
        pod.kill();
        lines.append(&mut pod.lines());
    }
    put(rounds);
    let mut pod = place.pod(&arguments);
    until("all messages are done", || place.is_empty());
    assert!(pod.terminate().success());
    lines.append(&mut pod.lines());
    let ids = |follow_up: bool| -> BTreeMap<String, Json> {
        let of = lines.iter().filter(|line| line["follow_up"].is_object() == follow_up);
        of.map(|line| (line["alert_id"].to_string(), line["alert_count"].clone())).collect()
    };
    assert_eq!(ids(false).len(), rounds + 1, "each window is an alert");
    // The last one's has not passed.
    assert_eq!(ids(true).len(), rounds);
    assert!(ids(true).values().all(|count| *count == 2), "{:?}", ids(true));
    // What is printed twice is the same, for it was said once.
    let mut all: Vec<String> = lines.iter().map(Json::to_string).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 2 * rounds + 1);
}

//! What a service costs beside a run over the same files, and how soon an alert is there once its message has come.
//!
//! Data: 24 files of 8 MB of made-up CloudTrail records (`synthetic`), gzip, one record in a thousand suspicious, as files and as
//! objects of moto's S3; then events of EventBridge, one sign-in of root in each message, one after the other. moto takes
//! some 100 ms for a call, so that clocks say nothing: compared is the time of the processor that iota itself takes, on one worker; and
//! of the latency iota's own histogram is read (`iota_receipt_to_alert_seconds`), from a message to its alert on standard
//! output, with a commit to the disk between.
//!
//! Floor: `iota --jsonl` over the files, with a state file as the service has.

#[path = "../tests/service/cloud.rs"]
#[expect(dead_code, reason = "what the tests ask of it")]
mod cloud;
#[path = "../tests/service/pod.rs"]
#[expect(dead_code, reason = "what the tests ask of it")]
mod pod;

use std::path::Path;
use std::process::{Command, Stdio};

use cloud::{Cloud, until};
use pod::{Pod, value};
use serde_json::json;
use synthetic::{Trail, gzip};

const FILES: u64 = 24;
const SIZE: usize = 8 << 20;
const ROUNDS: usize = 3;
const EVENTS: usize = 200;

/// What a process has held at the most, in MiB (proc(5), `VmHWM`).
fn peak(pod: &Pod) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", pod.id())).expect("it lives");
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    peak.expect("Linux says it") >> 10
}

/// Seconds of the processor that children took which have ended (proc(5), `cutime` and `cstime`, in hundredths).
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux has it");
    let behind_name = stat.rsplit(") ").next().unwrap_or_default();
    let times: Vec<f64> = behind_name.split(' ').skip(13).take(2).filter_map(|text| text.parse().ok()).collect();
    times.iter().sum::<f64>() / 100.0
}

fn took(what: impl FnOnce()) -> f64 {
    let before = children();
    what();
    children() - before
}

fn locally(files: &Path, state: &Path) {
    let mut iota = Command::new(env!("CARGO_BIN_EXE_iota"));
    iota.arg("--jsonl").arg(files).arg("--state").arg(state).args(["--threads", "1"]);
    let ended = iota.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it starts");
    assert!(ended.success());
}

fn throughput(cloud: &Cloud) {
    let folder = tempfile::tempdir().expect("a folder");
    let files = folder.path().join("files");
    std::fs::create_dir(&files).expect("a folder");
    let trail = Trail { seed: 1, suspicious: 0.001 };
    let mut bytes = 0;
    let stored: Vec<(String, Vec<u8>)> = (0..FILES)
        .map(|index| {
            let file = trail.file(index, SIZE);
            bytes += file.text.len();
            let name = file.name.rsplit('/').next().unwrap_or_default();
            let packed = gzip(file.text.as_bytes());
            std::fs::write(files.join(name), &packed).expect("it can be written");
            (format!("AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/{name}"), packed)
        })
        .collect();
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let state = |name: &str| folder.path().join(format!("{name}{round}.db"));
        let local = took(|| locally(&files, &state("local")));
        let name = format!("bench{round}");
        let (queue, _) = cloud.queue(&name, 1000);
        cloud.bucket(&name);
        cloud.notify(&name, &queue);
        stored.iter().for_each(|(key, packed)| cloud.store(&name, key, packed));
        let service = took(|| {
            let arguments = ["--s3-bucket", &name, "--threads", "1"];
            let mut pod = Pod::start(cloud, "sqs", &queue, &state("service"), &arguments);
            until("all messages are done", || cloud.depth(&queue) == 0);
            println!("memory: {} MiB at the most", peak(&pod));
            assert!(pod.terminate().success());
        });
        let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
        println!(
            "throughput: {:.0} MB/s locally, {:.0} MB/s as a service: {:.2}",
            rate(local),
            rate(service),
            local / service
        );
        ratios.push(local / service);
    }
    ratios.sort_by(f64::total_cmp);
    println!("throughput: median ratio of the service to a local run: {:.2}", ratios[ROUNDS / 2]);
}

fn event(n: usize) -> String {
    json!({
        "version": "0", "id": format!("bench-{n}"), "detail-type": "AWS Console Sign In via CloudTrail",
        "source": "aws.signin", "account": "111122223333", "time": "2026-03-01T10:00:00Z", "region": "us-east-1",
        "resources": [],
        "detail": {
            "eventVersion": "1.11", "eventID": format!("5f0c4a3e-0000-4000-8000-{n:012}"),
            "eventTime": "2026-03-01T10:00:00Z", "eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin",
            "eventType": "AwsConsoleSignIn", "awsRegion": "us-east-1",
            "sourceIPAddress": format!("198.51.100.{}", n % 250), "userAgent": "Mozilla/5.0",
            "userIdentity": {
                "type": "Root", "principalId": format!("{n:012}"), "arn": format!("arn:aws:iam::{n:012}:root"),
                "accountId": format!("{n:012}"),
            },
            "requestParameters": null, "responseElements": {"ConsoleLogin": "Success"},
            "additionalEventData": {"MFAUsed": "Yes"}, "recipientAccountId": format!("{n:012}"),
        },
    })
    .to_string()
}

fn latency(cloud: &Cloud) {
    let folder = tempfile::tempdir().expect("a folder");
    let (queue, _) = cloud.queue("bench-events", 1000);
    let state = folder.path().join("state.db");
    let mut pod = Pod::start(cloud, "eventbridge", &queue, &state, &["--http-address", "127.0.0.1:0"]);
    for n in 0..EVENTS {
        cloud.send(&queue, &event(n));
    }
    until("all messages are done", || cloud.depth(&queue) == 0);
    let metrics = pod.page("/metrics");
    assert!(pod.terminate().success());
    let all = value(&metrics, "iota_receipt_to_alert_seconds_count").expect("a count");
    assert!(all >= EVENTS as u64, "{all} alerts of {EVENTS} events");
    let buckets = metrics.lines().filter_map(|line| {
        let (bound, count) = line.strip_prefix("iota_receipt_to_alert_seconds_bucket{le=\"")?.split_once("\"} ")?;
        Some((bound.to_owned(), count.parse::<u64>().ok()?))
    });
    let buckets: Vec<(String, u64)> = buckets.collect();
    for share in [50, 99] {
        let within = buckets.iter().find(|(_, count)| count * 100 >= all * share);
        println!(
            "latency: {share} % of {all} alerts within {} s of their message",
            within.map_or("?", |(bound, _)| bound)
        );
    }
}

fn main() {
    let cloud = Cloud::new();
    throughput(&cloud);
    latency(&cloud);
}

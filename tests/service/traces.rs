//! What a collector of OpenTelemetry is told.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use serde_json::Value as Json;

use crate::cloud::until;
use crate::pod::Pod;
use crate::receiver::Receiver;
use crate::{Place, key};

/// It takes traces until it is ended, or its standard input is closed with the test.
struct Collector {
    process: Child,
    port: u16,
    spans: JoinHandle<Vec<Json>>,
}

/// All that a collector was told.
#[derive(Debug)]
struct Spans(Vec<Json>);

impl Collector {
    /// At a port; 0: at any that is free.
    fn start(port: u16) -> Collector {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/service/collector.py");
        let mut python = Command::new("python3");
        python.args([script, &port.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = python.spawn().expect("python3 runs");
        let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let port = lines.next().expect("a port: is `opentelemetry-proto` installed?").parse().expect("a number");
        let spans = std::thread::spawn(move || {
            lines.map(|line| serde_json::from_str(&line).expect("a span is JSON")).collect()
        });
        Collector { process, port, spans }
    }

    /// What it was told, to the last.
    fn end(mut self) -> Spans {
        drop(self.process.stdin.take());
        let ended = self.process.wait().expect("a child");
        assert!(ended.success());
        Spans(self.spans.join().expect("no panic"))
    }
}

impl Spans {
    /// All of a name.
    fn named(&self, name: &str) -> Vec<Json> {
        self.0.iter().filter(|span| span["name"] == name).cloned().collect()
    }

    /// The one of a name that stands right below another.
    fn below(&self, parent: &Json, name: &str) -> Json {
        let mut found = self.named(name);
        found.retain(|span| span["parentSpanId"] == parent["spanId"] && span["traceId"] == parent["traceId"]);
        assert_eq!(found.len(), 1, "{name}: {self:?}");
        found.remove(0)
    }
}

/// Where the traces go, and how soon.
fn environment(port: u16) -> [(&'static str, String); 2] {
    [("OTEL_EXPORTER_OTLP_ENDPOINT", format!("http://127.0.0.1:{port}")), ("OTEL_BSP_SCHEDULE_DELAY", "100".into())]
}

fn pod(place: &Place, port: u16, more: &[(&str, &str)], arguments: &[&str]) -> Pod {
    let environment = environment(port);
    let mut environment: Vec<(&str, &str)> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
    environment.extend(more);
    let state = place.folder.path().join("state.db");
    let arguments = [&["--s3-bucket", place.bucket.as_str()], arguments].concat();
    Pod::start_in(&environment, &place.cloud, "sqs", &place.queue, &state, &arguments)
}

#[test]
fn a_message_is_followed_from_the_queue_to_its_deletion() {
    let (place, collector, receiver) = (Place::new("traced"), Collector::start(0), Receiver::new());
    let config = place.folder.path().join("iota.toml");
    let output = format!("[[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"{}\"\n", receiver.url());
    std::fs::write(&config, output).expect("a file");
    let config = config.to_str().expect("UTF-8");
    let more = [("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")];
    let mut pod = pod(&place, collector.port, &more, &["--config", config]);
    let alerts = place.store(0..1);
    until("it is all there", || pod.alerts() == alerts && place.is_empty() && receiver.taken().len() == alerts.len());
    assert!(pod.terminate().success());

    let spans = collector.end();
    let message =
        spans.named("process traced").into_iter().find(|span| span["attributes"]["iota.outcome"] == "success");
    let message = message.unwrap_or_else(|| panic!("no message that was worked on: {spans:?}"));
    assert_eq!(message["path"], "/v1/traces");
    assert_eq!(message["resource"]["service.name"], "iota");
    assert_eq!(message["resource"]["deployment.environment.name"], "test");
    assert_eq!((&message["kind"], &message["parentSpanId"]), (&"SPAN_KIND_CONSUMER".into(), &Json::Null));
    assert_eq!(message["attributes"]["messaging.system"], "aws_sqs");
    assert_eq!(message["attributes"]["iota.received"], "1");

    let object = spans.below(&message, "object");
    assert_eq!(object["attributes"]["aws.s3.bucket"], place.bucket.as_str());
    assert_eq!(object["attributes"]["aws.s3.key"], key(0));
    let download = spans.below(&object, "S3/GetObject");
    assert_eq!(download["kind"], "SPAN_KIND_CLIENT");
    let evaluation = spans.below(&object, "evaluate");
    assert_eq!(evaluation["attributes"]["iota.events"], "3");
    assert_eq!(evaluation["attributes"]["iota.alerts"], "3");

    let settled = spans.named("settle traced");
    let linked = |span: &&Json| {
        span["links"].as_array().is_some_and(|all| all.iter().any(|link| link["spanId"] == message["spanId"]))
    };
    assert_eq!(settled.iter().filter(linked).count(), 1, "{settled:?}");
    let delivered: u64 = spans
        .named("deliver hook")
        .iter()
        .map(|span| span["attributes"]["iota.alerts"].as_str().and_then(|n| n.parse::<u64>().ok()).expect("a number"))
        .sum();
    assert_eq!(delivered, 3);
}

#[test]
fn what_fails_says_why() {
    let (place, collector) = (Place::new("traced-failure"), Collector::start(0));
    let gone = format!(
        r#"{{"Records": [{{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": {{"bucket": {{"name": "{}"}}, "object": {{"key": "gone.json.gz", "size": 9}}}}}}]}}"#,
        place.bucket
    );
    place.cloud.send(&place.queue, &gone);
    let mut pod = pod(&place, collector.port, &[], &[]);
    until("it has failed", || pod.says("left to be received again"));
    assert!(pod.terminate().success());

    let mut failed = collector.end().0;
    failed.retain(|span| span["status"]["code"] == "STATUS_CODE_ERROR");
    let said = |name: &str| {
        let span = failed.iter().find(|span| span["name"] == name);
        span.unwrap_or_else(|| panic!("no `{name}`: {failed:?}"))["status"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    for name in ["process traced-failure", "object", "S3/GetObject"] {
        assert!(said(name).contains("NoSuchKey"), "{}", said(name));
    }
}

#[test]
fn without_a_collector_it_works_and_says_so_once() {
    let place = Place::new("untraced");
    let collector = Collector::start(0);
    let port = collector.port;
    collector.end();
    let mut pod = pod(&place, port, &[], &[]);
    let alerts = place.store(0..1);
    until("the alerts are there", || pod.alerts() == alerts && place.is_empty());
    until("it is said", || pod.says("traces are not taken by `127.0.0.1`"));
    let collector = Collector::start(port);
    until("they are taken", || pod.says("traces are taken again"));
    let more = place.store(1..3);
    until("the others are there", || more.keys().all(|alert| pod.alerts().contains_key(alert)) && place.is_empty());
    assert!(pod.terminate().success());
    let said = pod
        .log()
        .iter()
        .filter(|line| line["message"].as_str().is_some_and(|text| text.contains("not taken by")))
        .count();
    assert_eq!(said, 1);
    assert!(!collector.end().0.is_empty());
}

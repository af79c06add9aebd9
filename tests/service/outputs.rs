//! Alerts of a pod to outputs.

use std::path::Path;

use serde_json::Value as Json;
use tempfile::TempDir;

use crate::cloud::{Cloud, REGION, until};
use crate::pod::{Pod, value};
use crate::receiver::Receiver;
use crate::{Place, count, event, kept};

/// `iota.toml` with an output of each kind that a cloud has, and a webhook.
fn configured(folder: &Path, cloud: &Cloud, topic: &str, queue: &str, hook: &str) -> String {
    let at = format!("endpoint_url = \"{}\"", cloud.endpoint);
    let text = format!(
        "[[output]]\nname = \"topic\"\ntype = \"sns\"\ntopic_arn = \"{topic}\"\n{at}\n\
         [[output]]\nname = \"queue\"\ntype = \"sqs\"\nqueue_url = \"{queue}\"\nregion = \"{REGION}\"\n{at}\n\
         [[output]]\nname = \"hook\"\ntype = \"webhook\"\nurl = \"{hook}\"\nrate = \"1000/s\"\nlongest_pause = \"1s\"\n"
    );
    let path = folder.join("iota.toml");
    std::fs::write(&path, text).expect("a file");
    path.to_str().expect("UTF-8").to_owned()
}

/// The dedup strings of alerts, each as often as it is there.
fn alerts<'a>(bodies: impl IntoIterator<Item = &'a str>) -> std::collections::BTreeMap<String, usize> {
    count(bodies.into_iter().map(|body| {
        let alert: Json = serde_json::from_str(body).expect("an alert is JSON");
        alert["dedup"].as_str().expect("a dedup string").to_owned()
    }))
}

#[test]
fn alerts_reach_outputs_and_what_becomes_of_them_is_seen() {
    let place = Place::new("outputs");
    let cloud = &place.cloud;
    let (to, _) = cloud.queue("outputs-to", 1000);
    let (subscriber, _) = cloud.queue("outputs-subscriber", 1000);
    let topic = cloud.topic("outputs-topic", &subscriber);
    let hook = Receiver::new();
    hook.answer(503);
    let config = configured(place.folder.path(), cloud, &topic, &to, &hook.url());
    let expected = place.store(0..7);
    let mut pod = place.pod(&["--config", &config, "--http-address", "127.0.0.1:0"]);
    until("all messages are done", || place.is_empty() && pod.alerts() == expected);

    // One that is down holds nobody up, and is seen to be.
    until("the queue has all", || cloud.depth(&to) == 21 && cloud.depth(&subscriber) == 21);
    until("the hook is known to be down", || pod.page("/ready").contains("`hook`: 503"));
    assert!(pod.page("/ready").starts_with("HTTP/1.1 503"));
    hook.answer(200);
    hook.wait_for(21);
    until("the hook is known to work", || pod.page("/ready").starts_with("HTTP/1.1 200"));
    for output in ["sns", "sqs", "webhook"] {
        let name = format!("iota_alerts_forwarded_total{{output_type=\"{output}\",status=\"success\"}}");
        until("all are counted", || value(&pod.page("/metrics"), &name) == Some(21));
    }
    assert_eq!(crate::undocumented(&pod.page("/metrics")), Vec::<String>::new());
    assert!(pod.terminate().success());

    let messages = cloud.receive(&to, 21);
    assert_eq!(alerts(messages.iter().map(|message| message.body.as_str())), expected);
    for message in &messages {
        let attribute = |name: &str| message.attributes.get(name).map(String::as_str);
        let found = ["severity", "rule_id", "event_name", "account"].map(attribute);
        assert_eq!(found, [Some("HIGH"), Some("root_console_login"), Some("ConsoleLogin"), Some("111122223333")]);
    }
    let notes = cloud.receive(&subscriber, 21);
    let notes: Vec<Json> = notes.iter().map(|note| serde_json::from_str(&note.body).expect("JSON")).collect();
    assert_eq!(alerts(notes.iter().map(|note| note["Message"].as_str().expect("a message"))), expected);
    for note in &notes {
        let subject = note["Subject"].as_str().expect("a subject");
        assert!(subject.starts_with("[HIGH] IAM Alert: "), "{subject}");
        assert_eq!(note["MessageAttributes"]["rule_id"]["Value"], "root_console_login");
    }
}

/// Alerts wait for outputs in a file that goes with the process where none is named: nothing else may wait in it.
#[test]
fn without_a_state_file_the_rows_of_events_wait_for_nothing() {
    let cloud = Cloud::new();
    let (queue, _) = cloud.queue("stateless", 3);
    let lake = "stateless-lake";
    cloud.bucket(lake);
    let folder = TempDir::new().expect("a folder");
    let config = folder.path().join("iota.toml");
    let text = "[[output]]\nname = \"lines\"\ntype = \"file\"\npath = \"/dev/null\"\n";
    std::fs::write(&config, text).expect("a file");
    (0..3).for_each(|n| cloud.send(&queue, &event(&n.to_string(), &format!("198.51.100.{n}")).to_string()));
    let arguments =
        ["--data-lake-bucket", lake, "--data-lake-prefix", "raw", "--config", config.to_str().expect("UTF-8")];
    let mut pod = Pod::stateless(&cloud, "eventbridge", &queue, &arguments);
    until("all messages are done", || cloud.depth(&queue) == 0);
    pod.kill();
    let kept = kept(&cloud, lake);
    assert!(kept.len() == 3 && kept.values().all(|times| *times == 1), "{kept:?}");
}

//! What topics and queues are sent. That they take it is shown where there is a server for them: in iota's own tests.

use deliver::alert::Alert;

use crate::place::{Place, alert, golden};

const TOPIC: &str = "type = \"sns\"\ntopic_arn = \"arn:aws:sns:eu-central-1:111122223333:alerts\"";
const QUEUE: &str = "type = \"sqs\"\nqueue_url = \"https://sqs.eu-central-1.amazonaws.com/111122223333/alerts\"";

#[test]
fn topics_and_queues_are_sent_messages_with_attributes() {
    for (output, text) in [("sns", TOPIC), ("sqs", QUEUE)] {
        let made = Place::new().output(text);
        for name in ["alert", "follow_up", "hostile"] {
            golden(&format!("{output}.{name}.txt"), &made.preview(&[alert(name)]));
        }
    }
}

#[test]
fn what_is_too_long_for_a_message_goes_without_its_event() {
    let mut alert = alert("alert");
    let event = format!(",\"event\":{{\"long\":\"{}\"}}}}", "\\\"".repeat(200 << 10));
    alert.line = alert.line.replacen(",\"event\":", &format!("{event}\0"), 1);
    alert.line.truncate(alert.line.find('\0').expect("a mark"));
    let alert = Alert::read(alert.line.as_bytes()).expect("an alert");
    for text in [TOPIC, QUEUE] {
        let shown = Place::new().output(text).preview(std::slice::from_ref(&alert));
        assert!(shown.len() < 256 << 10, "{}", shown.len());
        assert!(shown.contains("left_out") && shown.contains(&alert.alert_id));
    }
}

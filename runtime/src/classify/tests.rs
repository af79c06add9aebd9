use event::{Heap, Value};

use super::Classifier;

fn json(classifier: &mut Classifier, text: &str) -> Option<&'static str> {
    let heap = Heap::default();
    match event::json::read(heap.enter(), text).expect("it is JSON") {
        Value::Dict(record) => classifier.json(record).map(|log_type| log_type.name),
        _ => panic!("it is an object"),
    }
}

const EVENT: &str = r#"{"eventName":"X","eventVersion":"1.08"}"#;
const OKTA: &str = r#"{"eventType":"x","published":"x","uuid":"x","actor":{"id":"x"}}"#;

#[test]
fn a_hit_is_tried_first_from_then_on_and_a_miss_falls_back() {
    let mut classifier = Classifier::default();
    assert_eq!(json(&mut classifier, OKTA), Some("Okta.SystemLog"));
    assert_eq!(classifier.first(), Some("Okta.SystemLog"));
    assert_eq!(json(&mut classifier, EVENT), Some("AWS.CloudTrail"));
    assert_eq!(json(&mut classifier, OKTA), Some("Okta.SystemLog"));
    let mut ranks: Vec<u8> = classifier.queue.iter().map(|(rank, _)| *rank).collect();
    ranks.sort_unstable();
    assert!(ranks.iter().enumerate().all(|(i, rank)| i == usize::from(*rank)), "every type is still asked: {ranks:?}");
}

#[test]
fn of_two_types_that_take_a_record_it_is_the_higher_whatever_came_before() {
    let both = format!("{},{}", EVENT.trim_end_matches('}'), OKTA.trim_start_matches('{'));
    for before in [EVENT, OKTA] {
        let mut classifier = Classifier::default();
        json(&mut classifier, before).expect("it is of a type");
        assert_eq!(json(&mut classifier, &both), Some("AWS.CloudTrail"));
    }
}

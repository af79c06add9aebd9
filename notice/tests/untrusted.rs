//! Whatever the body is: an answer, and no panic.

use std::collections::HashSet;

use notice::{Delivery, Error, MAX_RECORDS, MAX_WRAPPERS, Notice, Object, event, read};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A text as JSON has it.
fn text(s: &str) -> String {
    Value::from(s).to_string()
}

fn s3(encoded_key: &str) -> String {
    let key = text(encoded_key);
    format!(
        r#"{{"Records":[{{"eventVersion":"2.1","eventName":"ObjectCreated:Put","s3":{{"bucket":{{"name":"example-logs"}},"object":{{"key":{key},"sequencer":"0A"}}}}}}]}}"#
    )
}

fn by_topic(message: &str) -> String {
    format!(
        r#"{{"Type":"Notification","TopicArn":"arn:aws:sns:eu-west-1:111122223333:t","Message":{}}}"#,
        text(message)
    )
}

fn one_object(notice: Result<Notice, Error>) -> Object {
    let notice = notice.expect("the message is fine");
    assert_eq!((notice.ignored.len(), notice.nothing.len(), notice.refused.len()), (0, 0, 0), "{notice:?}");
    let [object] = <[Object; 1]>::try_from(notice.objects).expect("there is one object");
    object
}

#[test]
fn wrappers_are_opened_so_far_and_no_further() {
    let mut body = s3("a.gz");
    for _ in 0..MAX_WRAPPERS {
        body = by_topic(&body);
    }
    assert_eq!(one_object(read(&body)).key, "a.gz");
    let deeper = by_topic(&body);
    assert_eq!(read(&deeper), Err(Error::Wrapped { most: MAX_WRAPPERS }));

    let mut body = r#"{"eventName":"ConsoleLogin"}"#.to_owned();
    for _ in 0..MAX_WRAPPERS {
        body = by_topic(&body);
    }
    assert!(matches!(event(&body), Ok(Delivery::Event(event)) if event.text == r#"{"eventName":"ConsoleLogin"}"#));
    assert_eq!(event(&by_topic(&body)), Err(Error::Wrapped { most: MAX_WRAPPERS }));

    // A wrapper that is opened once for each record of it.
    let mut body = s3("a.gz");
    for _ in 0..=MAX_WRAPPERS {
        body = json!({"Records": [{"body": body}]}).to_string();
    }
    assert_eq!(read(&body).expect("the wrapper is fine").refused, [Error::Wrapped { most: MAX_WRAPPERS }]);
}

#[test]
fn depth_costs_no_stack() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!("{}0{}", open.repeat(200_000), close.repeat(200_000));
        let inside = format!(r#"{{"id":"1","detail-type":"t","source":"s","detail":{deep}}}"#);
        assert!(matches!(event(&inside), Ok(Delivery::Event(event)) if event.id.as_deref() == Some("1")));
        for body in [deep.clone(), inside, format!(r#"{{"Records":[{deep}]}}"#), format!(r#"{{"Records":{deep}}}"#)] {
            let _ = (read(&body), event(&body));
        }
    }
}

#[test]
fn a_message_names_so_many_objects_and_no_more() {
    let notice = |keys: usize| json!({"s3Bucket": "example-logs", "s3ObjectKey": vec!["k"; keys]}).to_string();
    assert_eq!(read(&notice(MAX_RECORDS)).map(|notice| notice.objects.len()), Ok(MAX_RECORDS));
    let many = Error::Many { found: MAX_RECORDS + 1, most: MAX_RECORDS };
    assert_eq!(read(&notice(MAX_RECORDS + 1)), Err(many.clone()));
    let halves = [notice(MAX_RECORDS), notice(1)].map(|body| json!({"body": body}));
    assert_eq!(read(&json!({"Records": halves}).to_string()).map(|notice| notice.refused), Ok(vec![many]));
}

#[test]
fn what_identifies_an_object_tells_it_from_every_other() {
    let plain = one_object(read(&s3("k")));
    let some = |text: &str| Some(text.to_owned());
    let alike = Object { size: Some(1), region: some("eu-west-1"), account: some("111122223333"), ..plain.clone() };
    assert_eq!(alike.dedup_id(), plain.dedup_id());
    let written_over = Object { version: some("null"), sequencer: some("0B"), ..plain.clone() };
    assert_ne!(written_over.dedup_id(), plain.dedup_id());

    let mut seen = HashSet::new();
    for key in ["k", "k?sequencer=0A", "k%3Fsequencer%3D0A", "k/", "K", "k ", "k+"] {
        for (version, sequencer, e_tag) in [
            (None, None, None),
            (some("0A"), None, None),
            (None, some("0A"), None),
            (None, None, some("0A")),
            (some("0A&sequencer=0A"), None, None),
        ] {
            let object = Object { key: key.to_owned(), version, sequencer, e_tag, ..plain.clone() };
            assert!(seen.insert(object.dedup_id()), "{object:?}");
        }
    }
}

/// JSON around the members that are looked for.
fn messages() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "Records",
        "Type",
        "TopicArn",
        "Message",
        "Event",
        "body",
        "s3",
        "bucket",
        "object",
        "name",
        "key",
        "size",
        "eventName",
        "eventVersion",
        "s3Bucket",
        "s3ObjectKey",
        "detail",
        "detail-type",
        "source",
        "id",
        "x",
    ]);
    let known = prop::sample::select(vec![
        "Notification",
        "s3:TestEvent",
        "ObjectCreated:Put",
        "Object Created",
        "aws.s3",
        "example-logs",
        "2.1",
        "%ff",
        "%",
        "+",
        "null",
        "",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        known.prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner.clone()), 0..6).prop_map(|members| Value::Object(
                members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
            inner.prop_map(|value| Value::from(value.to_string())),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_panics(body in any::<String>()) {
        let _ = (read(&body), event(&body));
    }

    #[test]
    fn no_json_panics(body in messages().prop_map(|value| value.to_string())) {
        let _ = (read(&body), event(&body));
    }

    #[test]
    fn no_message_that_is_cut_or_changed_panics(at in any::<prop::sample::Index>(), with in any::<char>()) {
        let body = by_topic(&s3("a+b%2Bc"));
        let at = at.index(body.len());
        let (before, after) = (&body[..at], &body[at + 1..]);
        for body in [before.to_owned(), format!("{before}{with}{after}")] {
            let _ = (read(&body), event(&body));
        }
    }

    #[test]
    fn errors_are_one_short_line(body in any::<String>()) {
        if let Err(e) = read(&body) {
            let line = e.to_string();
            prop_assert!(line.len() < 1500 && !line.contains(char::is_control), "{line}");
        }
    }

    #[test]
    fn every_key_that_s3_encodes_comes_back(key in "\\PC{1,100}") {
        let encoded: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
        for body in [s3(&encoded), by_topic(&s3(&encoded))] {
            prop_assert_eq!(&one_object(read(&body)).key, &key);
        }
    }
}

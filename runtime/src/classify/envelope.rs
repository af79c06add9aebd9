//! Objects that are no record and hold some: what AWS, Google and others wrap around what is logged.
//!
//! | holder | what is in it |
//! |---|---|
//! | CloudWatch Logs subscription | `logEvents[].message`, JSON or a line of text; a control message has nothing |
//! | EventBridge event | `detail`: a record, an array of them, or another holder |
//! | `LookupEvents` of CloudTrail | `Events[].CloudTrailEvent`, JSON in a string |
//! | Pub/Sub push | `message.data`, JSON in base64 |
//! | a page of an API, `Records` | `Records`, `items`, `entries`, `events` |
//! | what Firehose or a collector made of a line | `message`: a record, a line of text, or a record behind the syslog header of GitHub Enterprise Server |
//!
//! It is looked for only where no type takes an object, and validated JSON alone is read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::logs::{Context, Format, LogType, TYPES, vpc_header};

/// Something in a holder.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// JSON that stands there as it is, `at` bytes into the holder.
    Json { at: usize, text: &'t str },
    /// What a string held that begins `at` bytes into the holder: JSON, or lines of text.
    Unwrapped { at: usize, text: String },
}

/// The keys of lists of records; an element of theirs is looked at before it is believed.
const LISTS: [&str; 5] = ["Records", "items", "entries", "events", "logEvents"];

/// What stands beside a list of records on the page of an API, and nowhere else.
const PAGE: [&str; 17] = [
    "kind",
    "etag",
    "nextPageToken",
    "next_page_token",
    "cursor",
    "has_more",
    "ok",
    "warning",
    "error",
    "needed",
    "provided",
    "response_metadata",
    "apiVersion",
    "metadata",
    "_links",
    "paging",
    "total",
];

/// What `holder`, a valid JSON object, holds; `None` where it is none. `is_record` says of an element of a list whether it
/// is of any type.
pub fn open<'t>(holder: &'t str, is_record: &dyn Fn(&str) -> bool) -> Option<Vec<Part<'t>>> {
    let members = Members::of(holder);
    if let Some(kind) = members.string("messageType")
        && let Some(events) = members.get("logEvents")
    {
        return Some(match &*kind {
            "DATA_MESSAGE" => elements(events).filter_map(|event| wrapped(holder, event, "message")).collect(),
            _ => Vec::new(),
        });
    }
    if members.get("detail-type").is_some()
        && members.get("source").is_some()
        && let Some(detail) = members.get("detail")
    {
        return match detail.as_bytes().first() {
            Some(b'[') => Some(elements(detail).map(|element| json(holder, element)).collect()),
            Some(b'{') => Some(vec![json(holder, detail)]),
            Some(b'"') => Some(vec![unwrapped(holder, detail)?]),
            _ => None,
        };
    }
    if members.get("CloudTrailEvent").is_some() {
        return wrapped(holder, holder, "CloudTrailEvent").map(|part| vec![part]);
    }
    if let Some(events) = members.get("Events")
        && elements(events).any(|event| Members::of(event).get("CloudTrailEvent").is_some())
    {
        return Some(elements(events).filter_map(|event| wrapped(holder, event, "CloudTrailEvent")).collect());
    }
    if members.get("subscription").is_some()
        && let Some(data) = members.get("message").and_then(|message| Members::of(message).get("data"))
    {
        return Some(vec![Part::Unwrapped { at: at(holder, data), text: from_base64(data)? }]);
    }
    if let Some(text) = in_message(&members, is_record) {
        let message = members.get("message")?;
        return Some(vec![Part::Unwrapped { at: at(holder, message), text }]);
    }
    let list = LISTS.iter().find_map(|key| members.get(key).filter(|list| list.starts_with('[')))?;
    let is_page = || members.0.iter().all(|(key, _)| LISTS.contains(&key.as_str()) || PAGE.contains(&key.as_str()));
    let holds = |element: &str| {
        is_record(element) || is_envelope(element) || in_message(&Members::of(element), is_record).is_some()
    };
    let is_holder = elements(list).any(holds) || (elements(list).next().is_none() && is_page());
    is_holder.then(|| elements(list).map(|element| json(holder, element)).collect())
}

/// The elements of `array`, a valid JSON array on a line of its own.
pub fn array(array: &str) -> Vec<Part<'_>> {
    elements(array).map(|element| json(array, element)).collect()
}

/// Whether an element of a list is a holder of the kinds that say so by their keys.
fn is_envelope(element: &str) -> bool {
    let members = Members::of(element);
    let has = |key| members.get(key).is_some();
    (has("messageType") && has("logEvents")) || (has("detail-type") && has("detail")) || has("CloudTrailEvent")
}

/// The record or line that a `message` is, or has behind its syslog header.
fn in_message(members: &Members<'_>, is_record: &dyn Fn(&str) -> bool) -> Option<String> {
    let message = members.string("message")?;
    syslog(&message).or_else(|| Some(message).filter(|message| is_record(message.trim_ascii()) || is_line(message)))
}

/// Whether a text type takes it as it stands, or it names the columns of what follows.
fn is_line(message: &str) -> bool {
    let line = message.trim_ascii();
    let takes = |log_type: &&LogType| match log_type.format {
        Format::Text(object) => object(line, &Context::default()).is_ok(),
        Format::Json(_) => false,
    };
    !line.starts_with('{') && (vpc_header(line).is_some() || TYPES.iter().any(takes))
}

/// The JSON behind the name of the program in a line of syslog.
pub(super) fn syslog(message: &str) -> Option<String> {
    let (_, json) = message.split_once("github_audit: ")?;
    json.starts_with('{').then(|| json.trim_end().to_owned())
}

/// An object's members; of doubled keys the last.
struct Members<'t>(Vec<(String, &'t str)>);

impl<'t> Members<'t> {
    fn of(text: &'t str) -> Members<'t> {
        let members = match text.starts_with('{') {
            true => sonic_rs::to_object_iter(text).map_while(Result::ok).collect(),
            false => Vec::new(),
        };
        let raw = |value: &sonic_rs::LazyValue<'t>| match value.as_raw_cow() {
            std::borrow::Cow::Borrowed(raw) => Some(raw.trim()),
            std::borrow::Cow::Owned(_) => None,
        };
        Members(members.iter().filter_map(|(key, value)| Some((key.to_string(), raw(value)?))).collect())
    }

    fn get(&self, key: &str) -> Option<&'t str> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| *value).filter(|value| *value != "null")
    }

    fn string(&self, key: &str) -> Option<String> {
        decoded(self.get(key)?)
    }
}

/// The elements of an array; of anything else none.
fn elements(text: &str) -> impl Iterator<Item = &str> {
    let array = if text.starts_with('[') { text } else { "[]" };
    sonic_rs::to_array_iter(array).map_while(Result::ok).filter_map(|value| match value.as_raw_cow() {
        std::borrow::Cow::Borrowed(raw) => Some(raw.trim()),
        std::borrow::Cow::Owned(_) => None,
    })
}

/// What a JSON string says; `None` for other values, and for halves of surrogate pairs.
fn decoded(value: &str) -> Option<String> {
    value.starts_with('"').then(|| sonic_rs::from_str(value).ok())?
}

/// Where `part`, which is a part of `whole`, begins.
fn at(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

fn json<'t>(holder: &'t str, text: &'t str) -> Part<'t> {
    Part::Json { at: at(holder, text), text }
}

fn unwrapped<'t>(holder: &'t str, value: &'t str) -> Option<Part<'t>> {
    Some(Part::Unwrapped { at: at(holder, value), text: decoded(value)? })
}

/// What `object` wraps under `key`; the object itself where that is none.
fn wrapped<'t>(holder: &'t str, object: &'t str, key: &str) -> Option<Part<'t>> {
    match Members::of(object).get(key) {
        Some(value) if value.starts_with('"') => unwrapped(holder, value),
        Some(value) => Some(json(holder, value)),
        None if object == holder => None,
        None => Some(json(holder, object)),
    }
}

fn from_base64(value: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(decoded(value)?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in `holder`, where `"T"` in an object makes it a record.
    #[track_caller]
    fn check(holder: &str, expected: Option<&[&str]>) {
        event::json::validate(holder).expect("it is JSON");
        let parts = open(holder, &|element| element.contains("\"T\""));
        let shown = |part: &Part<'_>| match part {
            Part::Json { at, text } => {
                assert_eq!(holder.get(*at..*at + text.len()), Some(*text));
                (*text).to_owned()
            }
            Part::Unwrapped { at, text } => {
                assert!(holder.get(*at..).is_some_and(|rest| rest.starts_with('"')));
                format!("~{text}")
            }
        };
        let parts: Option<Vec<String>> = parts.map(|parts| parts.iter().map(shown).collect());
        let expected = expected.map(|parts| parts.iter().map(|part| (*part).to_owned()).collect());
        assert_eq!(parts, expected, "{holder}");
    }

    #[test]
    fn every_holder_is_opened() {
        let events =
            r#""logEvents":[{"id":"1","message":"{\"a\":1}"},{"id":"2","message":"2 x\n"},{"message":{"b":2}}]"#;
        check(&format!(r#"{{"messageType":"DATA_MESSAGE",{events}}}"#), Some(&["~{\"a\":1}", "~2 x\n", "{\"b\":2}"]));
        check(&format!(r#"{{{events},"messageType":"CONTROL_MESSAGE"}}"#), Some(&[]));
        let event = |detail: &str| format!(r#"{{"version":"0","detail-type":"x","source":"aws.x","detail":{detail}}}"#);
        check(&event(r#"{"a":1}"#), Some(&[r#"{"a":1}"#]));
        check(&event(r#"[{"a":1}, {"b":2} ]"#), Some(&[r#"{"a":1}"#, r#"{"b":2}"#]));
        check(&event(r#""{\"a\":1}""#), Some(&["~{\"a\":1}"]));
        check(&event("null"), None);
        check(
            r#"{"Events":[{"EventId":"1","CloudTrailEvent":"{\"a\":1}"},{"EventId":"2"}]}"#,
            Some(&["~{\"a\":1}", r#"{"EventId":"2"}"#]),
        );
        check(r#"{"EventId":"1","CloudTrailEvent":"{\"a\":1}"}"#, Some(&["~{\"a\":1}"]));
        check(r#"{"message":{"data":"eyJhIjoxfQ==","messageId":"1"},"subscription":"s"}"#, Some(&["~{\"a\":1}"]));
        check(r#"{"message":"<190>x github_audit: {\"a\":1}","host":"h"}"#, Some(&["~{\"a\":1}"]));
        for key in ["Records", "items", "entries", "events"] {
            check(&format!(r#"{{"x":1,"{key}":[{{"T":1}},{{}}]}}"#), Some(&[r#"{"T":1}"#, "{}"]));
            check(&format!(r#"{{"x":1,"{key}":[{{"a":1}}]}}"#), None);
            check(&format!(r#"{{"x":1,"{key}":[]}}"#), None);
        }
        check(r#"{"kind":"admin#reports#activities","etag":"e","items":[]}"#, Some(&[]));
        check(r#"{"items":[{"T":1}],"items":[{"T":2}]}"#, Some(&[r#"{"T":2}"#]));
        check("{}", None);
        check(r#"{"message":"plain"}"#, None);
        check(r#"{"message":"{\"T\":1}","host":"h"}"#, Some(&["~{\"T\":1}"]));
        let line = "2 111122223333 eni-0a 192.0.2.1 192.0.2.2 1 22 6 1 40 1717243200 1717243260 ACCEPT OK";
        check(&format!(r#"{{"message":"{line}"}}"#), Some(&[&format!("~{line}")]));
        check(r#"{"message":"version srcaddr dstaddr"}"#, Some(&["~version srcaddr dstaddr"]));
        check(r#"{"events":[{"message":"{\"T\":1}"}]}"#, Some(&[r#"{"message":"{\"T\":1}"}"#]));
        check(r#"{"message":{"data":"!"},"subscription":"s"}"#, None);
    }
}

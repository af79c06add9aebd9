//! Many rules, made by hand: as `rulec` would compile them, without an hour of building.

use event::guard::{Guard, Is};
use event::{Functions, Py, Ret, Rule, Value};

/// `count` rules, each of a call by name that is not in the data.
pub fn by_name(count: usize) -> Vec<&'static Rule> {
    const VERBS: [&str; 5] = ["Delete", "Disable", "Stop", "Put", "Modify"];
    const THINGS: [&str; 5] = ["Recorder", "Subscription", "AccessPolicy", "ReplicationTask", "Endpoint"];
    const SOURCES: [&str; 3] = ["iam.amazonaws.com", "ec2.amazonaws.com", "s3.amazonaws.com"];
    let rule = |number: usize| {
        let name = format!("{}{}{number}", VERBS[number % VERBS.len()], THINGS[number / VERBS.len() % THINGS.len()]);
        let source = Guard::Field(&["eventSource"], Is::OneOf(one(SOURCES[number % SOURCES.len()])));
        let called = Guard::Field(&["eventName"], Is::OneOf(one(name.leak())));
        let guard = Guard::All(Box::leak(Box::new([source, called])));
        leaked(Rule { guard, ..of(format!("by_name_{number:04}"), is_called) })
    };
    (0..count).map(rule).collect()
}

fn one(text: &'static str) -> &'static [&'static str] {
    Box::leak(Box::new([text]))
}

/// `count` rules of which nothing is known beforehand.
pub fn unguarded(count: usize) -> Vec<&'static Rule> {
    (0..count).map(|number| leaked(of(format!("unguarded_{number:04}"), comes_from))).collect()
}

fn of(id: String, rule: for<'a> fn(Py<'a>, Value<'a>) -> Ret<'a>) -> Rule {
    Rule { log_types: &["AWS.CloudTrail"], changes_event: false, ..Rule::new(id.leak(), Functions::new(rule)) }
}

fn leaked(rule: Rule) -> &'static Rule {
    Box::leak(Box::new(rule))
}

/// `event.get("eventName") == "..."`
fn is_called<'a>(_: Py<'a>, event: Value<'a>) -> Ret<'a> {
    Ok(Value::Bool(text(event, "eventName") == Some("NoSuchCall")))
}

/// `event.get("sourceIPAddress") == "..."`
fn comes_from<'a>(_: Py<'a>, event: Value<'a>) -> Ret<'a> {
    Ok(Value::Bool(text(event, "sourceIPAddress") == Some("192.0.2.1")))
}

fn text<'a>(event: Value<'a>, field: &str) -> Option<&'a str> {
    match event {
        Value::Dict(event) => event.get_str(field)?.as_str(),
        _ => None,
    }
}

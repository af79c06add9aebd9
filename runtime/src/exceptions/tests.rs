//! What exceptions cover.

use std::sync::Arc;

use event::{Functions, Heap, Rule, Severity};

use super::*;
use crate::alert::About;
use crate::batch::Event;
use crate::evaluate::Match;

static RULE: Rule = Rule { display_name: "Root Login", ..Rule::new("root", Functions::NEVER) };

const EVENT: &str = r#"{"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/i-1",
    "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/ci/deploy"}}},"userAgent":"Terraform/1.5"}"#;

fn matched(source_ip: &str, text: &str) -> Matched {
    let about = About { source_ip: Some(source_ip.to_owned()), ..About::default() };
    let found = Match {
        title: "root signed in".to_owned(),
        dedup: String::new(),
        severity: Severity::High,
        alert_context: None,
        description: None,
        runbook: None,
        reference: None,
        destinations: None,
        unique: None,
        threshold: None,
        failures: Vec::new(),
    };
    Matched {
        rule: &RULE,
        found,
        event: Arc::new(Event { id: None, about, text: text.to_owned(), record: 0, offset: 0 }),
    }
}

fn exception(rule: &str, conditions: Vec<Condition>) -> Exception {
    let (owner, reason) = ("security".to_owned(), "a scanner".to_owned());
    Exception {
        place: "iota.toml:1".to_owned(),
        rules: vec![rule.to_owned()],
        conditions,
        owner,
        reason,
        expires: None,
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

fn judge(exceptions: &Exceptions, matched: &Matched, now: i64) -> String {
    let heap = Heap::default();
    let event = event::json::read_validated(heap.enter(), &matched.event.text);
    match exceptions.judge(matched, event, at(now)) {
        Verdict::Suppressed(_) => "suppressed".to_owned(),
        Verdict::Expired(line) => line,
        Verdict::Unexcepted => String::new(),
    }
}

fn is_covered(conditions: Vec<Condition>) -> bool {
    judge(&Exceptions::new(vec![exception("root", conditions)]), &matched("192.0.2.7", EVENT), 0) == "suppressed"
}

fn equals(text: &str) -> Vec<Test> {
    vec![Test::Equals(text.to_owned())]
}

fn matches(pattern: &str) -> Vec<Test> {
    vec![Test::matches(pattern).expect("a pattern")]
}

fn within(range: &str) -> Vec<Test> {
    vec![Test::address(range).expect("a range")]
}

#[test]
fn a_rule_is_known_by_its_id_its_name_and_its_alerts_titles() {
    for name in ["root", "Root Login", "root signed in"] {
        let exceptions = Exceptions::new(vec![exception(name, vec![Condition::SourceIp(within("192.0.2.7"))])]);
        assert_eq!(judge(&exceptions, &matched("192.0.2.7", EVENT), 0), "suppressed", "{name}");
    }
    let exceptions = Exceptions::new(vec![exception("Root", vec![Condition::SourceIp(within("192.0.2.7"))])]);
    assert_eq!(judge(&exceptions, &matched("192.0.2.7", EVENT), 0), "");
    assert!(!exceptions.concerns(&matched("192.0.2.7", EVENT)));
}

#[test]
fn actors_are_known_by_their_role_and_by_patterns() {
    for actor in [
        "arn:aws:sts::111122223333:assumed-role/deploy/i-1",
        "arn:aws:iam::111122223333:role/deploy",
        "arn:aws:iam::111122223333:role/ci/deploy",
    ] {
        assert!(is_covered(vec![Condition::Actor(equals(actor))]), "{actor}");
    }
    assert!(!is_covered(vec![Condition::Actor(equals("arn:aws:iam::123456789012:role/deploy"))]));
    for pattern in
        ["arn:aws:iam::111122223333:role/deploy$", "arn:aws:sts::.*/i-", "(?i)ARN:", "arn:aws:iam::1+2+3+:role/ci/"]
    {
        assert!(is_covered(vec![Condition::Actor(matches(pattern))]), "{pattern}");
    }
    // From the beginning on, and with all alternatives of a pattern.
    assert!(!is_covered(vec![Condition::Actor(matches("deploy"))]));
    assert!(!is_covered(vec![Condition::Actor(matches("x|deploy"))]));
}

#[test]
fn ranges_hold_addresses_and_all_conditions_must() {
    for range in ["192.0.2.0/24", "192.0.2.9/24", "::ffff:192.0.2.7", "192.0.2.7"] {
        assert!(is_covered(vec![Condition::SourceIp(within(range))]), "{range}");
    }
    for range in ["192.0.2.8", "198.51.100.0/24", "::/0", "cloudtrail.amazonaws.com"] {
        assert!(!is_covered(vec![Condition::SourceIp(within(range))]), "{range}");
    }
    let agent = |tests| Condition::Field("userAgent".to_owned(), tests);
    assert!(is_covered(vec![Condition::SourceIp(within("192.0.2.7")), agent(matches("Terraform/"))]));
    assert!(!is_covered(vec![Condition::SourceIp(within("192.0.2.8")), agent(matches("Terraform/"))]));
    assert!(!is_covered(vec![Condition::SourceIp(within("192.0.2.7")), agent(equals("Terraform/"))]));
    for wrong in ["192.0.2", "192.0.2.0/33", "10.0.0.0/8/8", "", "a/b"] {
        assert!(Test::address(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn one_that_has_expired_covers_nothing_and_says_so_once() {
    let expired =
        Exception { expires: Some(at(100)), ..exception("root", vec![Condition::SourceIp(within("192.0.2.7"))]) };
    let exceptions = Exceptions::new(vec![expired]);
    let one = matched("192.0.2.7", EVENT);
    assert_eq!(judge(&exceptions, &one, 99), "suppressed");
    assert_eq!(judge(&exceptions, &matched("192.0.2.8", EVENT), 100), "", "it would not have been covered");
    let said = "iota.toml:1: the exception of `root` expired at 1970-01-01T00:01:40Z and covers nothing any more \
                (owner security: a scanner)";
    assert_eq!(judge(&exceptions, &one, 100), said);
    assert_eq!(judge(&exceptions, &one, 100), "");
    assert_eq!(exceptions.expired(at(100)), Vec::<String>::new());
    // Another one that holds still covers it, wherever it stands.
    let expired =
        || Exception { expires: Some(at(100)), ..exception("root", vec![Condition::SourceIp(within("192.0.2.7"))]) };
    let exceptions =
        Exceptions::new(vec![expired(), exception("root", vec![Condition::SourceIp(within("192.0.2.7"))])]);
    assert_eq!(judge(&exceptions, &one, 100), "suppressed");
    assert_eq!(exceptions.expired(at(99)), Vec::<String>::new());
    assert_eq!(exceptions.expired(at(100)).len(), 1);
}

#[test]
fn a_doubled_key_hides_nothing() {
    let text = r#"{"userAgent":"Terraform/1.5","userAgent":"curl/8"}"#;
    let agent = Condition::Field("userAgent".to_owned(), matches("Terraform/"));
    let exceptions = Exceptions::new(vec![exception("root", vec![agent])]);
    assert_eq!(judge(&exceptions, &matched("192.0.2.7", text), 0), "");
}

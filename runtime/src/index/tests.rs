use event::guard::{Guard, Is, Kinds};
use event::{Functions, Heap, Rule, Value};

use super::{Candidates, Index};

const NOTHING: Functions = Functions::new(|_, _| Ok(Value::Bool(false)));

const fn rule(id: &'static str, guard: Guard) -> Rule {
    Rule { guard, log_types: &["A"], ..Rule::new(id, NOTHING) }
}

const NAMED: Guard = Guard::Field(&["name"], Is::OneOf(&["a", "b"]));
const FAILED: Guard = Guard::Field(&["error"], Is::Kind(Kinds::STRING.or(Kinds::OBJECT)));

static RULES: [Rule; 11] = [
    rule("named", NAMED),
    rule("named and failed", Guard::All(&[FAILED, NAMED])),
    rule("always", Guard::ALWAYS),
    rule("never", Guard::NEVER),
    rule("named or odd", Guard::Any(&[NAMED, Guard::Field(&["name"], Is::Kind(Kinds::LIST.or(Kinds::NULL)))])),
    rule("inside", Guard::Field(&["who", "kind"], Is::OneOf(&["root"]))),
    rule(
        "starts",
        Guard::All(&[Guard::Field(&["name"], Is::StartsWith(&["x."])), Guard::Field(&["name"], Is::NoneOf(&["x.y"]))]),
    ),
    rule("numbered", Guard::Field(&["port"], Is::Ints(&[-1, 0, 22]))),
    rule("many", Guard::Field(&["count"], Is::AtLeast(5))),
    rule("few", Guard::Field(&["count"], Is::Below(2))),
    Rule { log_types: &[], ..rule("everywhere", Guard::Field(&["error"], Is::Contains(&["den"]))) },
];

fn selected(log_type: Option<&str>, json: &str) -> Vec<&'static str> {
    let rules: Vec<&'static Rule> = RULES.iter().collect();
    let index = Index::new(&rules);
    let heap = Heap::default();
    let Ok(Value::Dict(dict)) = event::json::read(heap.enter(), json) else { panic!("an object: {json}") };
    let mut found = Candidates::default();
    index.select(log_type, dict, &mut found);
    (0..).map_while(|number| found.get(number)).map(|at| rules[at].id).collect()
}

#[test]
fn only_rules_whose_guard_may_hold_are_run() {
    for (json, expected) in [
        (r#"{}"#, &["always"][..]),
        (r#"{"name":"c"}"#, &["always"]),
        (r#"{"name":"a"}"#, &["named", "always", "named or odd"]),
        (r#"{"name":"\u0061"}"#, &["named", "always", "named or odd"]),
        (r#"{"name":"c","name":"b"}"#, &["named", "always", "named or odd"]),
        (r#"{"name":"b","name":"c"}"#, &["always"]),
        (r#"{"name":"a","error":"x"}"#, &["named", "named and failed", "always", "named or odd"]),
        (r#"{"name":"a","error":""}"#, &["named", "always", "named or odd"]),
        (r#"{"name":"a","error":{"b":1}}"#, &["named", "named and failed", "always", "named or odd"]),
        (r#"{"name":null}"#, &["always", "named or odd"]),
        (r#"{"name":["a"]}"#, &["always", "named or odd"]),
        (r#"{"name":[]}"#, &["always"]),
        (r#"{"in":{"name":"a"}}"#, &["always"]),
        (r#"{"who":{"kind":"root"}}"#, &["always", "inside"]),
        (r#"{"who":{"kind":"user","as":{"kind":"root"}}}"#, &["always"]),
        (r#"{"who":{"KIND":"user"}}"#, &["always", "inside"]),
        (r#"{"who":"root"}"#, &["always"]),
        (r#"{"name":"x.z"}"#, &["always", "starts"]),
        (r#"{"name":"x.y"}"#, &["always"]),
        (r#"{"error":"denied"}"#, &["always", "everywhere"]),
        (r#"{"count":5}"#, &["always", "many"]),
        (r#"{"count":4}"#, &["always"]),
        (r#"{"count":1}"#, &["always", "few"]),
        (r#"{"count":-7}"#, &["always", "few"]),
        (r#"{"count":3.5}"#, &["always", "many", "few"]),
        (r#"{"count":"5"}"#, &["always"]),
        (r#"{"count":null}"#, &["always"]),
        (r#"{"port":22}"#, &["always", "numbered"]),
        (r#"{"port":-1}"#, &["always", "numbered"]),
        (r#"{"port":-0}"#, &["always", "numbered"]),
        (r#"{"port":22.0}"#, &["always", "numbered"]),
        (r#"{"port":2.2e1}"#, &["always", "numbered"]),
        (r#"{"port":99999999999999999999}"#, &["always", "numbered"]),
        (r#"{"port":23}"#, &["always"]),
        (r#"{"port":2}"#, &["always"]),
        (r#"{"port":"22"}"#, &["always"]),
        (r#"{"port":null}"#, &["always"]),
        (r#"{"port":[22]}"#, &["always"]),
    ] {
        assert_eq!(selected(Some("A"), json), expected, "{json}");
    }
}

#[test]
fn a_key_that_may_be_another_to_a_rule_has_all_rules_run() {
    let every: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    for json in [r#"{"NAME":"c"}"#, r#"{"name":"c","Name":"c"}"#, "{\"\u{212a}\":1}", r#"{"\u212aind":1}"#] {
        assert_eq!(selected(Some("A"), json), every, "{json}");
    }
}

#[test]
fn a_record_of_another_type_reaches_the_rules_that_see_every_record() {
    assert_eq!(selected(Some("B"), r#"{"name":"a"}"#), [""; 0]);
    assert_eq!(selected(None, r#"{"name":"a","error":"hidden"}"#), ["everywhere"]);
}

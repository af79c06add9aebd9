use event::{EventClass, Ret};

use super::*;

/// The value of the event's key, or the exception that it asks for.
fn field<'a>(py: Py<'a>, event: Value<'a>, key: &str) -> Ret<'a> {
    let Value::Dict(event) = event else { return Err(py.raise(Kind::TypeError, "no dict")) };
    py.at(7);
    match event.get_str(key) {
        Some(Value::Str("raise")) => Err(py.raise(Kind::KeyError, key)),
        Some(Value::Str("nan")) => py.dict(&[(py.str("x"), Value::Float(f64::NAN))]),
        Some(Value::Str("set")) => py.dict(&[(py.str("x"), Value::Type(event::value::Type::Int))]),
        Some(Value::Str("long")) => Ok(py.str(&"\u{e9}".repeat(1001))),
        Some(Value::Str("huge")) => py.dict(&[(py.str("x"), py.str(&"y".repeat(MAX_CONTEXT)))]),
        Some(Value::Str("panic")) => Err(panic_here(py)),
        Some(value) => Ok(value),
        None => Ok(Value::None),
    }
}

fn panic_here(py: Py<'_>) -> Exc<'_> {
    if py.line() == 7 {
        panic!("a fault in compiled code");
    }
    py.raise(Kind::KeyError, "")
}

fn rule<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    field(py, event, "rule")
}
fn title<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    field(py, event, "title")
}
fn dedup<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    field(py, event, "dedup")
}
fn severity<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    field(py, event, "severity")
}
fn context<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    field(py, event, "context")
}
fn destinations<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    field(py, event, "outputs")
}
fn runbook<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    match field(py, event, "runbook")? {
        Value::None => Ok(Value::Str("DEFAULT")),
        given => Ok(given),
    }
}

const PLAIN: Rule = Rule { severity: Severity::Low, ..Rule::new("the.rule", Functions::new(rule)) };

const FULL: Rule = Rule {
    body: Body::Compiled(Functions {
        title: Some(title),
        dedup: Some(dedup),
        severity: Some(severity),
        alert_context: Some(context),
        runbook: Some(runbook),
        destinations: Some(destinations),
        ..Functions::new(rule)
    }),
    ..PLAIN
};

fn run(rule: &Rule, text: &str) -> Verdict {
    event::json::validate(text).expect("valid");
    evaluate(&Heap::default(), rule, text)
}

fn matched(text: &str) -> Match {
    run(&FULL, text).expect("no failure").expect("a match")
}

#[test]
fn the_verdict_is_a_bool_or_a_failure() {
    assert_eq!(run(&PLAIN, r#"{"rule":false}"#), Ok(None));
    let found = run(&PLAIN, r#"{"rule":true}"#).expect("no failure").expect("a match");
    assert_eq!((&*found.title, &*found.dedup, found.severity), ("the.rule", "the.rule", Severity::Low));
    assert_eq!(found.alert_context, None);
    for (text, found) in [("1", "int"), ("null", "NoneType"), ("\"\"", "str"), ("[]", "list")] {
        let failure = run(&PLAIN, &format!("{{\"rule\":{text}}}")).expect_err("no bool");
        assert_eq!(failure.kind, "FunctionReturnTypeError");
        let message = format!("detection [the.rule] function [rule] returned [{found}], expected [bool]");
        assert_eq!((failure.message, failure.line), (message, None));
    }
    let failure = run(&PLAIN, r#"{"rule":"raise"}"#).expect_err("it raises");
    assert_eq!(failure, Failure { kind: "KeyError".into(), message: "'rule'".into(), line: Some(7) });
}

#[test]
fn a_panic_is_one_rules_failure() {
    assert_eq!(run(&PLAIN, r#"{"rule":"panic"}"#).expect_err("it panics").kind, "SystemError");
}

#[test]
fn titles_and_dedup_strings_have_stand_ins() {
    let found = matched(r#"{"rule":true,"title":"t","dedup":"d","severity":"high","context":{}}"#);
    assert_eq!((&*found.title, &*found.dedup, found.severity), ("t", "d", Severity::High));
    assert!(found.failures.is_empty());
    let found = matched(r#"{"rule":true,"title":"raise","dedup":5,"severity":"raise","context":{}}"#);
    assert_eq!((&*found.title, &*found.dedup), ("the.rule", "defaultDedupString:the.rule"));
    assert_eq!(found.severity, Severity::Low);
    let names: Vec<_> = found.failures.iter().map(|(name, failure)| (*name, &*failure.kind)).collect();
    assert_eq!(names, [("title", "KeyError"), ("severity", "KeyError"), ("dedup", "FunctionReturnTypeError")]);
    let found = matched(r#"{"rule":true,"title":"t","dedup":"","severity":"DEFAULT","context":{}}"#);
    assert_eq!((&*found.dedup, found.severity), ("defaultDedupString:the.rule", Severity::Low));
    assert!(found.failures.is_empty());
    let found = matched(r#"{"rule":true,"title":"long","dedup":"d","severity":"odd","context":{}}"#);
    assert_eq!(found.title.chars().count(), 1000);
    assert!(found.title.ends_with("\u{e9}... (truncated)"));
    assert_eq!(found.severity, Severity::Low);
    let [("severity", failure)] = found.failures.as_slice() else { panic!("a failure") };
    let known = "[['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']]";
    let message = format!("Expected severity to be any of the following: {known}, got [ODD] instead.");
    assert_eq!((&*failure.kind, failure.message.as_str()), ("AssertionError", message.as_str()));
}

#[test]
fn contexts_are_json_or_say_why_not() {
    let context = |value: &str| {
        let text = format!(r#"{{"rule":true,"title":"t","dedup":"d","severity":"LOW","context":{value}}}"#);
        let found = matched(&text);
        (found.alert_context.expect("a function"), found.failures.len())
    };
    assert_eq!(context(r#"{"a":[1.0,"é"]}"#), (r#"{"a": [1.0, "\u00e9"]}"#.into(), 0));
    assert_eq!(context("\"raise\""), (r#"{"_error": "KeyError('context')"}"#.into(), 1));
    let (json, failures) = context("[]");
    assert!(json.contains("function [alert_context] returned [list], expected [Mapping]')"), "{json}");
    assert_eq!(failures, 1);
    let (json, _) = context("\"set\"");
    assert_eq!(json, r#"{"_error": "TypeError('Object of type type is not JSON serializable')"}"#);
    let (json, _) = context("\"nan\"");
    assert_eq!(json, r#"{"_error": "ValueError('Out of range float values are not JSON compliant')"}"#);
    let (json, _) = context("\"huge\"");
    let size = r#"{"_error": "alert_context size is [204809] characters, bigger than maximum of [204800] characters"}"#;
    assert_eq!(json, size);
}

#[test]
fn what_a_function_leaves_open_is_the_rules_own() {
    let of = |key: &str, value: &str| {
        let rest = format!(r#""title":"t","dedup":"d","severity":"LOW","context":{{}},"{key}":{value}"#);
        matched(&format!(r#"{{"rule":true,"runbook":"r","outputs":null,{rest}}}"#))
    };
    assert_eq!(of("runbook", "\"text\"").runbook.as_deref(), Some("text"));
    assert_eq!(of("runbook", "\"DEFAULT\"").runbook, None);
    let found = of("runbook", "\"raise\"");
    assert_eq!((found.runbook, found.failures.len()), (None, 1));
    let found = of("runbook", "[1]");
    assert_eq!((found.runbook, &*found.failures[0].1.kind), (None, "FunctionReturnTypeError"));

    let outputs = |value: &str| {
        let found = of("outputs", value);
        (found.destinations, found.failures.len())
    };
    let names = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(outputs(r#"["a","b"]"#), (names(&["a", "b"]), 0));
    assert_eq!(outputs("[]"), (names(&["SKIP"]), 0));
    assert_eq!(outputs("null"), (None, 0));
    assert_eq!(outputs(r#"["a","a"]"#), (None, 0));
    assert_eq!(outputs(r#"["a",true]"#), (None, 0));
    assert_eq!(outputs(r#"["a",1]"#), (None, 1));
    assert_eq!(outputs(r#""a""#), (None, 1));
    let many: Vec<String> = (0..12).map(|i| format!("\"{i}\"")).collect();
    assert_eq!(outputs(&format!("[{}]", many.join(","))).0.map(|names| names.len()), Some(10));
}

#[test]
fn a_threshold_is_a_number_of_matches() {
    let threshold: event::rule::Entry = |py, event| field(py, event, "threshold");
    let rule = Rule { body: Body::Compiled(Functions { threshold: Some(threshold), ..Functions::new(rule) }), ..PLAIN };
    let of = |value: &str| {
        let found =
            run(&rule, &format!(r#"{{"rule":true,"threshold":{value}}}"#)).expect("no failure").expect("a match");
        (found.threshold, found.failures.into_iter().map(|(_, failure)| failure.message).collect::<Vec<_>>())
    };
    assert_eq!(of("20"), (Some(20), Vec::new()));
    assert_eq!(of("0"), (Some(1), Vec::new()));
    assert_eq!(of("-5"), (Some(1), Vec::new()));
    assert_eq!(of("99999999999999999999"), (Some(u32::MAX), Vec::new()));
    for (value, found) in [("true", "bool"), ("1.5", "float"), ("\"5\"", "str"), ("null", "NoneType"), ("[1]", "list")]
    {
        let message = format!("detection [the.rule] function [threshold] returned [{found}], expected [int]");
        assert_eq!(of(value), (None, vec![message]), "{value}");
    }
    assert_eq!(of("\"raise\""), (None, vec!["'threshold'".to_owned()]));
}

#[test]
fn a_rule_without_title_and_dedup_is_known_by_its_name() {
    let always = Rule::new("the.rule", Functions::new(|_, _| Ok(Value::Bool(true))));
    let panther = Rule { display_name: "The rule", event_class: EventClass::Panther, ..always };
    let found = run(&panther, "{}").expect("no failure").expect("a match");
    assert_eq!((&*found.title, &*found.dedup), ("The rule", "defaultDedupString:the.rule"));
}

/// Says what it is given to run, which matches.
#[derive(Default)]
struct Asked(Vec<String>);

impl Interpreter for Asked {
    fn call(
        &mut self,
        _: &'static Script,
        record: Input<'_>,
        function: &str,
        _: Wanted,
        host: &mut dyn crate::interpret::Host,
    ) -> Result<Given, Failure> {
        host.begin(function);
        let counted = host.answer("panther_detection_helpers.caching.increment_counter", r#"[["a"], {}]"#);
        self.0.push(format!("{function} {:?} {counted}", record.now));
        Ok(if function == "rule" { Given::Bool(true) } else { Given::Absent })
    }
}

fn filters<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    field(py, event, "filters")
}

static SCRIPT: Script = Script {
    modules: &[],
    reason: "",
    computes_severity: false,
    counts_unique: false,
    models: None,
    filters: Some(filters),
};

const FILTERED: Rule = Rule { body: Body::Interpreted(&SCRIPT), ..PLAIN };

#[test]
fn an_interpreted_rule_is_asked_where_its_filters_are_true() {
    let ask = |text: &str| {
        let (heap, mut asked) = (Heap::default(), Asked::default());
        let verdict = Record::new(&heap, text).evaluate_with(&FILTERED, Some(&mut asked));
        (verdict, asked.0.len())
    };
    assert_eq!(ask(r#"{"filters":false}"#), (Ok(None), 0));
    let (verdict, asked) = ask(r#"{"filters":true}"#);
    assert!(matches!(verdict, Ok(Some(_))) && asked > 1, "{verdict:?}");
    let failure = Failure { kind: "KeyError".into(), message: "'filters'".into(), line: Some(7) };
    assert_eq!(ask(r#"{"filters":"raise"}"#), (Err(failure), 0));
    let (verdict, asked) = ask(r#"{"filters":"panic"}"#);
    assert!(matches!(verdict, Err(Failure { kind, .. }) if kind == "SystemError") && asked == 0);
}

#[test]
fn an_interpreted_rule_is_given_the_records_state_and_time() {
    let (mut heap, mut asked, state) = (Heap::default(), Asked::default(), event::state::Memory::default());
    heap.set_clock(Clock::Frozen(5));
    for _ in 0..2 {
        let record = Record::new(&heap, r#"{"filters":true}"#);
        record.with_state(&state).evaluate_with(&FILTERED, Some(&mut asked)).expect("no failure");
    }
    let counted: Vec<&str> = asked.0.iter().filter_map(|text| text.strip_prefix("rule Some(5) ")).collect();
    let functions = asked.0.len() / 2;
    assert_eq!(counted, [r#"{"given": 1}"#.to_owned(), format!("{{\"given\": {}}}", functions + 1)]);
}

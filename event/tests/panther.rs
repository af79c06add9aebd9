//! Panther's event: data models' paths, which CPython's side of the differential test reads from yml, and what must
//! not cost memory. What was expected is what `jsonpath_ng` 1.8.0 gives.

use std::sync::Arc;

use event::data_model::{Condition, DataModel, JsonPath, Literal, Method, Operator, Step};
use event::py::args::Args;
use event::py::{fast, method, panther, text};
use event::tables::{Found, Tables};
use event::{Heap, Value};

const EVENT: &str = r#"{"a": {"b": [{"n": 1, "x y": 2}, {"n": "7"}, null], "e": {}}, "k-1": "t", "s": "abc",
    "d": {"p": {"id": "u", "v": 1}, "q": {"id": "w", "v": 2}}}"#;

const A: Step = Step::Field("a");
const B: Step = Step::Field("b");
const D: Step = Step::Field("d");

const fn path(steps: &'static [Step]) -> JsonPath {
    JsonPath { text: "the path", steps }
}

static MODEL: DataModel = DataModel {
    id: "Test.Model",
    log_types: &["Test"],
    paths: &[
        ("field", path(&[A, B])),
        ("first", path(&[A, B, Step::Index(0), Step::Field("n")])),
        ("last", path(&[A, B, Step::Index(-1)])),
        ("far", path(&[A, B, Step::Index(5)])),
        ("many", path(&[A, B, Step::Elements])),
        ("quoted", path(&[A, B, Step::Elements, Step::Field("x y")])),
        ("letter", path(&[Step::Field("s"), Step::Index(1)])),
        ("one", path(&[Step::Field("s"), Step::Elements])),
        ("wrong", path(&[A, Step::Index(0)])),
        ("every", path(&[D, Step::EveryField, Step::Field("id")])),
        ("deep", path(&[Step::Descend(&[Step::Field("x y")])])),
        ("whole", path(&[])),
    ],
    methods: &[("method", Method { name: "of_method", call: |_, event| Ok(event) })],
};

static FILTERED: DataModel = DataModel {
    id: "Test.Filtered",
    log_types: &[],
    paths: &[
        ("named", path(&[D, Step::Filter(&[ID_IS_U]), Step::Field("v")])),
        (
            "large",
            path(&[
                A,
                B,
                Step::Filter(&[Condition { target: &[Step::Field("n")], test: Some((Operator::Gt, Literal::Int(3))) }]),
            ]),
        ),
        (
            "within",
            path(&[A, B, Step::Index(0), Step::Filter(&[Condition { target: &[Step::Field("q")], test: None }])]),
        ),
    ],
    methods: &[],
};

const ID_IS_U: Condition = Condition { target: &[Step::Field("id")], test: Some((Operator::Eq, Literal::Str("u"))) };

/// `repr(event.name(key))`, or the exception, for each key.
fn asked(model: &'static DataModel, name: &str, keys: &[&str]) -> Vec<String> {
    let heap = Heap::default();
    let py = heap.enter();
    let changes = panther::changes_event(model);
    let event = panther::event(py, event::json::read(py, EVENT).expect("JSON"), Some(model), changes);
    let answers = keys.iter().map(|key| match method::call(py, event, name, Args::pos(&[py.str(key)])) {
        Ok(value) => text::repr(py, value).expect("a repr").to_owned(),
        Err(e) => format!("{}: {}", e.kind().python_name(), e.message(py)),
    });
    answers.collect()
}

#[test]
fn paths_match_what_the_library_matches() {
    let keys = ["field", "first", "last", "far", "many", "quoted", "letter", "one", "wrong", "every", "deep"];
    let expected = [
        "ImmutableList(({'n': 1, 'x y': 2}, {'n': '7'}, None))",
        "1",
        "None",
        "None",
        "Exception: JSONPath [the path] in DataModel [Test.Model], matched multiple fields.",
        "2",
        "'b'",
        "'abc'",
        "KeyError: 0",
        "Exception: JSONPath [the path] in DataModel [Test.Model], matched multiple fields.",
        "2",
    ];
    assert_eq!(asked(&MODEL, "udm", &keys), expected);
}

#[test]
fn paths_are_shown_as_the_library_shows_them() {
    let keys = ["field", "first", "last", "far", "quoted", "one", "deep", "whole", "method", "none"];
    let expected = [
        "'(a.b)'",
        "'(((a.b).[0]).n)'",
        "'((a.b).[-1])'",
        "None",
        "\"(((a.b).[0]).'x y')\"",
        "'(s.[0])'",
        "\"(((a.b).[0]).'x y')\"",
        "'$'",
        "'of_method'",
        "None",
    ];
    assert_eq!(asked(&MODEL, "udm_path", &keys), expected);
}

#[test]
fn a_filter_changes_the_object_that_it_stands_on() {
    assert_eq!(
        asked(&FILTERED, "udm", &["named", "named", "d"]),
        ["1", "1", "ImmutableList(({'id': 'u', 'v': 1}, {'id': 'w', 'v': 2}))",]
    );
    assert_eq!(asked(&FILTERED, "udm_path", &["large"]), ["'((a.b).[1])'"]);
    assert_eq!(
        asked(&FILTERED, "udm", &["within", "a"]),
        ["None", "ImmutableCaseInsensitiveDict({'b': [1, {'n': '7'}, None], 'e': {}})",]
    );
}

#[test]
fn looking_for_text_takes_no_memory() {
    let heap = Heap::default();
    let py = heap.enter();
    let event = panther::event(py, event::json::read(py, EVENT).expect("JSON"), None, false);
    let ask = || {
        let found = [
            fast::get(py, event, "S"),
            fast::get(py, event, "missing"),
            fast::deep_get(py, event, &[Value::Str("D"), Value::Str("p"), Value::Str("ID")], None),
        ];
        found.map(|value| value.expect("no exception").as_str())
    };
    assert_eq!(ask(), [Some("abc"), None, Some("u")]);
    let before = heap.allocated();
    for _ in 0..1_000_000 {
        ask();
    }
    assert_eq!(heap.allocated(), before);
}

/// A table `known`, which has something under `u` and under `7`.
#[derive(Debug)]
struct Known;

impl Tables for Known {
    fn find(&self, table: &str, key: &str) -> Found {
        match (table, key) {
            ("known", "u" | "7") => Found::Json(format!(r#"{{"Name": "{key}", "tags": ["a"]}}"#)),
            ("known", _) => Found::Nothing,
            _ => Found::NoTable,
        }
    }
}

#[test]
fn lookups_ask_the_tables_that_there_are_and_else_what_a_test_wrote() {
    const MOCKED: &str = r#"{"_mocked_lookup_data_": {"known": {"u": "mocked"}, "other": {"u": {"b": 1}}}}"#;
    let ask = |heap: &Heap, table: &str, key: Value<'_>| {
        let py = heap.enter();
        let event = panther::event(py, event::json::read(py, MOCKED).expect("JSON"), None, false);
        let key = match key {
            Value::Str(key) => py.str(key),
            Value::Int(key) => Value::Int(key),
            _ => Value::None,
        };
        let found = method::call(py, event, "lookup", Args::pos(&[py.str(table), key])).expect("no exception");
        text::repr(py, found).expect("it prints").to_owned()
    };
    let mut heap = Heap::default();
    assert_eq!(ask(&heap, "known", Value::Str("u")), "'mocked'");
    heap.set_tables(Arc::new(Known));
    heap.reset();
    for (table, key, expected) in [
        // As it is: a plain dict, and not the event's wrapper.
        ("known", Value::Str("u"), "{'Name': 'u', 'tags': ['a']}"),
        ("known", Value::Int(7), "{'Name': '7', 'tags': ['a']}"),
        ("known", Value::Str("U"), "None"),
        ("known", Value::None, "None"),
        ("other", Value::Str("u"), "ImmutableCaseInsensitiveDict({'b': 1})"),
        ("third", Value::Str("u"), "None"),
    ] {
        assert_eq!(ask(&heap, table, key), expected, "{table} {key:?}");
    }
}

#[test]
fn what_panthers_event_has_and_iota_has_not_is_refused() {
    let heap = Heap::default();
    let py = heap.enter();
    let event = panther::event(py, event::json::read(py, EVENT).expect("JSON"), None, false);
    let error = |name| method::attribute(py, event, name).expect_err("it is not there").message(py);
    for name in ["__dict__", "lookup_function"] {
        let error = error(name);
        assert!(error.ends_with("is outside the subset"), "{name}: {error}");
    }
    assert_eq!(error("absent"), "'PantherEvent' object has no attribute 'absent'");
}

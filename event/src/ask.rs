//! What a rule that is not compiled asks of native code while it runs: a name and arguments in, the answer out, both as JSON.
//! So both kinds of rules have one implementation of what outlives an event.
//!
//! JSON's own values stand for Python's `None`, `bool`, `int`, `str` and `list`. What it has not is an object of one
//! key: `{"str": [55296]}` by code points, `{"int": "-ff"}` and `{"float": "nan"}` as Python reads them, `{"bytes": "\u00ff"}` with a character for each byte,
//! `{"tuple": [...]}`, `{"set": [...]}`, `{"frozenset": [...]}`, `{"iter": [...]}`, `{"dict": [[key, value], ...]}`, and
//! `{"object": null}` for all else.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::json;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::hash::code_point;
use crate::py::iter::Iter;
use crate::py::set::Set;
use crate::py::{caching, construct, json as python_json, modules, number, panther};
use crate::value::{Type, Value};

/// The longest arguments that are read, in bytes: an item that is kept has a twentieth of that.
const LONGEST: usize = 8 << 20;

/// The answer to a question: `{"given": value}`, or `{"raised": [class, [argument, ...]]}`.
///
/// Questions are the functions of the caching helpers by their full names; `lookup`, whose answer is a tuple of what the
/// table has, empty where there is no such table; `event_time_epoch`, of the time's text.
pub fn answer(py: Py<'_>, question: &str, arguments: &str) -> String {
    let given = answered(py, question, arguments);
    let written = given.and_then(|value| {
        let value = encoded(py, value)?;
        python_json::dumps(py, py.dict(&[(Value::Str("given"), value)])?)
    });
    match written {
        Ok(text) => text.to_owned(),
        Err(e) => raised(py, e).map_or_else(|_| refusal(Kind::MemoryError, ""), str::to_owned),
    }
}

/// An answer that raises `kind` with a message in printable ASCII, without an argument where that is empty.
pub fn refusal(kind: Kind, message: &str) -> String {
    let argument = if message.is_empty() { String::new() } else { format!("{message:?}") };
    format!("{{\"raised\": [\"{}\", [{argument}]]}}", kind.python_name())
}

fn answered<'a>(py: Py<'a>, question: &str, arguments: &str) -> Ret<'a> {
    if arguments.len() > LONGEST {
        return Err(py.out_of_memory());
    }
    py.check_memory()?;
    let malformed = || py.raise(Kind::SystemError, "a question that native code does not understand");
    let arguments = json::read(py, py.alloc_str(arguments)).map_err(|_| malformed())?;
    let Value::List(arguments) = arguments else { return Err(malformed()) };
    let [Value::List(pos), Value::Dict(kw)] = arguments.snapshot() else { return Err(malformed()) };
    let pos = pos.snapshot().iter().map(|value| decoded(py, *value)).collect::<R<'a, Vec<_>>>()?;
    let mut named = Vec::new();
    for (name, value) in kw.pairs() {
        named.push((name.as_str().ok_or_else(malformed)?, decoded(py, *value)?));
    }
    match (question, pos.as_slice()) {
        ("lookup", [table, key]) => {
            let found = panther::look_up(py, *table, *key)?;
            Ok(py.tuple(found.as_slice()))
        }
        ("event_time_epoch", [time]) => panther::epoch_of(py, *time),
        _ => match question.strip_prefix(caching::MODULE.name).and_then(|rest| rest.strip_prefix('.')) {
            Some(name) => modules::call(py, caching::MODULE.name, name, Args { pos: &pos, kw: &named }),
            None => Err(malformed()),
        },
    }
}

/// The value that the JSON stands for.
fn decoded<'a>(py: Py<'a>, json: Value<'a>) -> Ret<'a> {
    let _depth = py.call_depth()?;
    let all = |json: Value<'a>| match json {
        Value::List(items) => items.snapshot().iter().map(|item| decoded(py, *item)).collect::<R<'a, Vec<_>>>(),
        _ => Ok(Vec::new()),
    };
    let dict = match json {
        Value::List(_) => return Ok(py.list(&all(json)?)),
        Value::Dict(dict) => dict,
        plain => return Ok(plain),
    };
    let (kind, held) = match dict.pairs() {
        [(Value::Str(kind), held)] => (*kind, *held),
        _ => ("object", Value::None),
    };
    Ok(match kind {
        "str" => {
            let points = all(held)?;
            let points = points.iter().filter_map(|point| match point {
                Value::Int(point) => u32::try_from(*point).ok(),
                _ => None,
            });
            py.str(&points.map(json::hold).collect::<String>())
        }
        "int" => number::construct_int(py, Args::pos(&[held, Value::Int(16)]))?,
        "float" => number::float(py, held)?,
        "bytes" => {
            let bytes = held.as_str().unwrap_or_default().chars().map(|c| u8::try_from(c).unwrap_or_default());
            Value::Bytes(py.alloc_slice(&bytes.collect::<Vec<u8>>()))
        }
        "tuple" => py.tuple(&all(held)?),
        "iter" => Value::Iter(Iter::of(py, py.list(&all(held)?))?),
        "set" => Value::Set(py.alloc(Set::of_items(py, false, &all(held)?)?)),
        "frozenset" => Value::Set(py.alloc(Set::of_items(py, true, &all(held)?)?)),
        "dict" => {
            let made = Dict::new(py);
            for pair in all(held)? {
                if let Value::List(pair) = pair
                    && let [key, value] = pair.snapshot()
                {
                    made.insert(py, *key, *value)?;
                }
            }
            Value::Dict(py.alloc(made))
        }
        _ => construct::construct(py, Type::Object, Args::pos(&[]))?,
    })
}

/// The JSON that stands for a value, as a value that `json.dumps` takes.
fn encoded<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    let _depth = py.call_depth()?;
    let all = |items: &[Value<'a>]| -> Ret<'a> {
        Ok(py.list(&items.iter().map(|item| encoded(py, *item)).collect::<R<'a, Vec<_>>>()?))
    };
    let (kind, held) = match value {
        Value::None | Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) => return Ok(value),
        Value::Str(text) if text.chars().all(|c| code_point(c) == u32::from(c)) => return Ok(value),
        Value::Str(text) => {
            let points: Vec<Value<'a>> = text.chars().map(|c| Value::Int(code_point(c).into())).collect();
            ("str", py.list(&points))
        }
        Value::List(list) => return all(list.snapshot()),
        Value::Tuple(items) => ("tuple", all(items)?),
        Value::Set(set) => ("set", all(&items(set))?),
        Value::Dict(dict) => {
            let pairs: Vec<Value<'a>> = dict.pairs().iter().map(|(key, value)| py.list(&[*key, *value])).collect();
            ("dict", all(&pairs)?)
        }
        Value::Type(Type::Exception(kind)) => ("class", Value::Str(kind.python_name())),
        _ => ("object", Value::None),
    };
    py.dict(&[(Value::Str(kind), held)])
}

fn items<'a>(set: &Set<'a>) -> Vec<Value<'a>> {
    let mut items = Vec::with_capacity(set.len());
    let mut from = 0;
    while let Some((next, item)) = set.next_from(from) {
        items.push(item);
        from = next;
    }
    items
}

#[cold]
fn raised<'a>(py: Py<'a>, e: Exc<'a>) -> R<'a, &'a str> {
    let arguments = encoded(py, py.list(e.exception().args()))?;
    let raised = py.list(&[Value::Str(e.kind().python_name()), arguments]);
    python_json::dumps(py, py.dict(&[(Value::Str("raised"), raised)])?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Heap;
    use crate::state::Memory;

    fn asked(question: &str, arguments: &str) -> String {
        let (heap, state) = (Heap::default(), Memory::default());
        answer(heap.enter_with(&state), question, arguments)
    }

    #[test]
    fn values_come_back_as_they_went() {
        for value in [
            "null",
            "true",
            "-170141183460469231731687303715884105729",
            r#""a \u00e9""#,
            r#"{"str": [97, 55296]}"#,
            "[1, [2]]",
            r#"{"tuple": [1, {"set": []}]}"#,
            r#"{"dict": [["a", {"dict": []}], [1, "b"]]}"#,
        ] {
            let heap = Heap::default();
            let py = heap.enter();
            let json = json::read(py, py.alloc_str(value)).expect("JSON");
            let back = decoded(py, json).and_then(|value| encoded(py, value)).expect("a value");
            assert_eq!(python_json::dumps(py, back).expect("JSON"), value);
        }
    }

    #[test]
    fn what_json_has_not_is_what_python_has() {
        let heap = Heap::default();
        let py = heap.enter();
        let shown = |value: &str| {
            let json = json::read(py, py.alloc_str(value)).expect("JSON");
            crate::py::text::repr(py, decoded(py, json).expect("a value")).expect("a text").to_owned()
        };
        assert_eq!(shown(r#"{"str": [97, 55296]}"#), r"'a\ud800'");
        assert_eq!(shown(r#"{"int": "-ff"}"#), "-255");
        assert_eq!(shown(r#"{"float": "nan"}"#), "nan");
        assert_eq!(shown(r#"{"float": "1e+16"}"#), "1e+16");
        assert_eq!(shown(r#"{"bytes": "a\u00ff"}"#), r"b'a\xff'");
        assert_eq!(shown(r#"{"frozenset": [1]}"#), "frozenset({1})");
        assert!(shown(r#"{"object": null}"#).starts_with("<object object"));
    }

    #[test]
    fn helpers_answer_and_raise() {
        let counter = "panther_detection_helpers.caching.increment_counter";
        assert_eq!(asked(counter, r#"[["a", 5], {}]"#), r#"{"given": 5}"#);
        assert_eq!(asked(counter, r#"[["a"], {"epoch_seconds": {"float": "60.5"}}]"#), r#"{"given": 1}"#);
        let sets = "panther_detection_helpers.caching.add_to_string_set";
        assert_eq!(asked(sets, r#"[["a", {"tuple": ["x"]}], {}]"#), r#"{"given": {"set": ["x"]}}"#);
        let missing = asked(counter, "[[], {}]");
        assert_eq!(
            missing,
            r#"{"raised": ["TypeError", ["increment_counter() missing 1 required positional argument: 'key'"]]}"#
        );
        assert!(asked(counter, "[[1], {}]").starts_with(r#"{"raised": ["ClientError", ["An error occurred"#));
        assert!(asked(counter, r#"[["a", {"object": null}], {}]"#).contains(r#"["TypeError", ["Unsupported type"#));
        let digits = format!("[[\"a\", 1{}], {{}}]", "1".repeat(40));
        assert_eq!(
            asked(counter, &digits),
            r#"{"raised": ["Inexact", [[{"class": "Inexact"}, {"class": "Rounded"}]]]}"#
        );
    }

    #[test]
    fn what_is_no_question_raises() {
        for (question, arguments) in [
            ("panther_detection_helpers.caching.increment_counter", "[[1]"),
            ("panther_detection_helpers.caching.increment_counter", "{}"),
            ("json.dumps", "[[1], {}]"),
            ("lookup", "[[], {}]"),
        ] {
            assert!(asked(question, arguments).contains("SystemError"), "{question} {arguments}");
        }
        assert!(asked("panther_detection_helpers.caching.call", "[[], {}]").contains("AttributeError"));
        let deep = format!("[[{}{}], {{}}]", "[".repeat(900), "]".repeat(900));
        assert!(asked("lookup", &deep).contains("raised"));
        assert_eq!(asked("lookup", &" ".repeat(LONGEST + 1)), refusal(Kind::MemoryError, ""));
        let many = format!("[[\"t\", [{}1]], {{}}]", "{\"tuple\": []},".repeat(500_000));
        // Small as they are written, they take more than an event may.
        assert_eq!(asked("lookup", &many), refusal(Kind::MemoryError, ""));
    }

    #[test]
    fn a_time_is_read_as_compiled_rules_read_it() {
        let epoch = asked("event_time_epoch", r#"[["Jan 2 2024 03:04:05 UTC"], {}]"#);
        assert_eq!(epoch, r#"{"given": 1704164645}"#);
        assert_eq!(asked("event_time_epoch", r#"[[" UTC"], {}]"#), r#"{"given": 0}"#);
        assert_eq!(asked("event_time_epoch", r#"[["nonsense UTC"], {}]"#), r#"{"given": 0}"#);
    }
}

//! Cases that CPython itself makes and answers: a script prints one JSON document a line, the test reads them.
//!
//! What JSON has no form for is tagged on the way: `{"$tuple": [..]}`, `$set`, `$frozenset`, `$float` (text), `$bytes`
//! (latin-1 text), `$dict` (pairs), `$int` (text), `$make` (a function or class of `ipaddress`, and its arguments).

#![allow(dead_code, reason = "each test takes what it needs")]

use std::io::Write;
use std::process::{Command, Stdio};

use event::py::args::Args;
use event::py::set::Set;
use event::{Py, R, Ret, Value};

/// The Python side of the tagging: `tag(x)`, `emit(*xs)`, and `run(f)`, which gives `[True, result]` or
/// `[False, type name, message]`.
const PRELUDE: &str = r#"
import itertools, json, random, re, sys
def tag(x):
    if x is None or isinstance(x, (bool, str)): return x
    if isinstance(x, int): return x if abs(x) < 10**4000 else {"$int": hex(x)}
    if isinstance(x, float): return {"$float": repr(x)}
    if isinstance(x, bytes): return {"$bytes": x.decode("latin-1")}
    if isinstance(x, tuple): return {"$tuple": [tag(i) for i in x]}
    if isinstance(x, set): return {"$set": [tag(i) for i in x]}
    if isinstance(x, frozenset): return {"$frozenset": [tag(i) for i in x]}
    if isinstance(x, list): return [tag(i) for i in x]
    if isinstance(x, dict): return {"$dict": [[tag(k), tag(v)] for k, v in x.items()]}
    if type(x).__module__ == "ipaddress": return {"$make": [type(x).__name__, [str(x)]]}
    return {"$object": repr(x)}
def show(x):
    if isinstance(x, str): return json.dumps(x)
    if isinstance(x, bytes): return "b" + x.hex()
    if type(x) in (list, tuple): return type(x).__name__ + "(" + " ".join(map(show, x)) + ")"
    if hasattr(x, "__next__"): return "iter(" + " ".join(map(show, itertools.islice(x, 20))) + ")"
    if type(x).__name__ == "mappingproxy": return repr(dict(x))
    if isinstance(x, re.RegexFlag): return str(int(x))
    return repr(x)
def shown(f):
    try: return show(f())
    except Exception as e: return type(e).__name__ + ": " + str(e)
def emit(*xs): print(json.dumps(xs))
def run(f):
    try: return [True, f()]
    except Exception as e: return [False, type(e).__name__, str(e)]
"#;

/// What `script`, run after the prelude, prints; one line a case.
pub fn lines(script: &str) -> Vec<String> {
    let mut child = Command::new("python3")
        .arg("-")
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(PRELUDE.as_bytes()).and_then(|()| stdin.write_all(script.as_bytes())).expect("python3 reads");
    drop(stdin);
    let output = child.wait_with_output().expect("python3 ends");
    assert!(output.status.success(), "the script failed");
    let text = String::from_utf8(output.stdout).expect("python3 prints ASCII");
    text.lines().map(str::to_owned).collect()
}

/// The items of the JSON array `line`, still tagged.
pub fn read<'a>(py: Py<'a>, line: &str) -> &'a [Value<'a>] {
    match event::json::read(py, py.alloc_str(line)) {
        Ok(Value::List(list)) => list.snapshot(),
        other => panic!("no case: {other:?}: {line}"),
    }
}

/// The value that `tag` wrote.
pub fn untag<'a>(py: Py<'a>, value: Value<'a>) -> Value<'a> {
    let all = |items: Value<'a>| -> Vec<Value<'a>> {
        let Value::List(items) = items else { panic!("a tag holds a list") };
        items.snapshot().iter().map(|item| untag(py, *item)).collect()
    };
    match value {
        Value::List(list) => {
            let items: Vec<_> = list.snapshot().iter().map(|item| untag(py, *item)).collect();
            py.list(&items)
        }
        Value::Dict(dict) => {
            let [(Value::Str(tag), inner)] = dict.pairs() else { panic!("a tag is one pair") };
            match (*tag, *inner) {
                ("$tuple", items) => py.tuple(&all(items)),
                ("$set" | "$frozenset", items) => {
                    let set = Set::new(py, *tag == "$frozenset");
                    for item in all(items) {
                        set.add(py, item).expect("hashable");
                    }
                    Value::Set(py.alloc(set))
                }
                ("$float", Value::Str(text)) => Value::Float(text.parse().expect("a float")),
                ("$bytes", Value::Str(text)) => {
                    Value::Bytes(py.alloc_slice(&text.chars().map(|c| c as u8).collect::<Vec<_>>()))
                }
                ("$int", Value::Str(text)) => {
                    let (sign, digits) = text.split_once("0x").expect("hexadecimal");
                    let number = num_bigint::BigInt::parse_bytes(digits.as_bytes(), 16).expect("hexadecimal");
                    py.int(&if sign == "-" { -number } else { number })
                }
                ("$dict", Value::List(pairs)) => {
                    let pairs: Vec<_> = pairs
                        .snapshot()
                        .iter()
                        .map(|pair| match all(*pair)[..] {
                            [key, value] => (key, value),
                            _ => panic!("a pair"),
                        })
                        .collect();
                    py.dict(&pairs).expect("hashable")
                }
                ("$make", Value::List(call)) => match call.snapshot() {
                    [Value::Str(name), args] => {
                        let args = all(*args);
                        let made = event::py::ip::function(py, name, Args::pos(&args))
                            .or_else(|| event::py::ip::construct(py, name, Args::pos(&args)));
                        made.expect("a function or class").expect("it can be made")
                    }
                    other => panic!("no call: {other:?}"),
                },
                _ => panic!("unknown tag {tag}"),
            }
        }
        plain => plain,
    }
}

/// What `show` prints of a value, `shown` of an outcome.
pub fn shown<'a>(py: Py<'a>, result: Ret<'a>) -> String {
    match result.and_then(|value| show(py, value)) {
        Ok(text) => text,
        Err(e) => format!("{}: {}", e.kind().python_name(), e.message(py)),
    }
}

fn show<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, String> {
    let all = |items: &[Value<'a>]| -> R<'a, String> {
        Ok(items.iter().map(|item| show(py, *item)).collect::<R<'a, Vec<_>>>()?.join(" "))
    };
    Ok(match value {
        Value::Str(_) => event::py::json::dumps(py, value)?.to_owned(),
        Value::Bytes(bytes) => bytes.iter().fold("b".to_owned(), |text, byte| format!("{text}{byte:02x}")),
        Value::List(list) => format!("list({})", all(list.snapshot())?),
        Value::Tuple(items) => format!("tuple({})", all(items)?),
        Value::Iter(iter) => {
            let mut items = Vec::new();
            while items.len() < 20
                && let Some(item) = iter.next(py)?
            {
                items.push(item);
            }
            format!("iter({})", all(&items)?)
        }
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Native(native) => native.repr(py)?.to_owned(),
        Value::Int(_) | Value::Big(_) => {
            event::py::integer::to_bigint(value).map(|i| i.to_string()).unwrap_or_default()
        }
        other => event::py::text::repr(py, other)?.to_owned(),
    })
}

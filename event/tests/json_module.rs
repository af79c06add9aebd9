//! `json.dumps` and `json.loads` against CPython's, on thousands of values and texts.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod python_cases;

use event::exception::Exc;
use event::py::args::Args;
use event::py::function::Func;
use event::py::json;
use event::{Heap, Py, Value};
use python_cases::{lines, read, untag};

/// `[True, text]` or `[False, type, message]`, as the script's `run` gives it.
fn outcome<'a>(py: Py<'a>, result: Result<Value<'a>, Exc<'a>>) -> (bool, &'a str, &'a str) {
    match result {
        Ok(Value::Str(text)) => (true, text, ""),
        Ok(other) => panic!("not a str: {other:?}"),
        Err(e) => (false, e.kind().python_name(), e.message(py)),
    }
}

fn expected<'a>(answer: Value<'a>) -> (bool, &'a str, &'a str) {
    let Value::List(list) = answer else { panic!("an answer is a list") };
    match list.snapshot() {
        [Value::Bool(true), Value::Str(text)] => (true, text, ""),
        [Value::Bool(false), Value::Str(kind), Value::Str(message)] => (false, kind, message),
        other => panic!("no answer: {other:?}"),
    }
}

const DUMPS: &str = r#"
random.seed(7)
CHARS = 'ab"\\/\b\f\n\r\t\x00\x1f ~\x7f\x80é\u2028\ud800\udc00\uffff😀\U0010ffff'
def scalar(r):
    return r.choice([None, True, False, 0, -1, 2**63 - 1, -2**63, 2**63, 10**30, -10**4400, 0.0, -0.0, 1.0, 0.1, 1e16,
        1e15, 123456789012345678.0, 1e-4, 1e-5, 1.5e300, 5e-324, -2.5, float('nan'), float('inf'), -float('inf'),
        r.random(), r.uniform(-1e20, 1e20), r.randrange(-10**18, 10**18), '', 'key',
        ''.join(r.choice(CHARS) for _ in range(r.randrange(6))),
        ''.join(r.choice(CHARS) for _ in range(r.randrange(6))).replace('\ud800\udc00', '')])
def value(r, depth):
    k = r.randrange(12) if depth else 0
    if k < 6: return scalar(r)
    n = r.randrange(4)
    if k < 8: return [value(r, depth - 1) for _ in range(n)]
    if k == 8: return tuple(value(r, depth - 1) for _ in range(n))
    if k == 9: return r.choice([{1}, frozenset(), b'x', set()]) if r.random() < .2 else []
    key = lambda: scalar(r) if r.random() < .3 else r.choice(['a', 'b', 'c', 'Z', 'é', (1,)]) if r.random() < .9 else 1
    return {key(): value(r, depth - 1) for _ in range(r.randrange(6))}
def options(r):
    o = {}
    if r.random() < .3: o['indent'] = r.choice([None, 0, 1, 4, -3, True, False, '\t', '', 'é', 1.5, 10**30, -10**30])
    if r.random() < .3: o['separators'] = r.choice([(',', ':'), (', ', ' = '), None, ['', ''], 'ab', (1, 2), ('a', 2),
        ('a',), (), ('a', 'b', 'c'), 5])
    for name in 'sort_keys', 'ensure_ascii', 'allow_nan', 'skipkeys', 'check_circular':
        if r.random() < .25: o[name] = r.choice([True, False, 0, 1, None, 'x'])
    if r.random() < .02: o['unknown'] = 1
    return o
for i in range(6000):
    v = value(random, i % 5)
    o = options(random) if i % 3 else {}
    if isinstance(o.get('separators'), tuple) and o['separators'] in [(1, 2), ('a', 2)] and o.get('indent') is not None:
        del o['separators']
    emit(tag(v), tag(o), run(lambda: json.dumps(v, **o)))
for x in range(3000):
    import struct
    f = struct.unpack('d', random.randbytes(8))[0]
    emit(tag(f), tag({}), run(lambda: json.dumps(f)))
"#;

#[test]
fn dumps_writes_what_cpython_writes() {
    let mut heap = Heap::default();
    for line in lines(DUMPS) {
        heap.reset();
        let py = heap.enter();
        let [value, options, answer] = read(py, &line) else { panic!("no case: {line}") };
        let value = untag(py, *value);
        let Value::Dict(options) = untag(py, *options) else { panic!("no options: {line}") };
        let kw: Vec<_> = options.pairs().iter().map(|(k, v)| (k.as_str().expect("a name"), *v)).collect();
        let got = outcome(py, json::dumps_with(py, Args { pos: &[value], kw: &kw }));
        assert_eq!(got, expected(*answer), "{line}");
    }
}

#[test]
fn default_is_asked_about_what_json_has_no_form_for() {
    let heap = Heap::default();
    let py = heap.enter();
    let set = Value::Set(py.alloc(event::py::set::Set::new(py, false)));
    let listed = Func::builtin(py, "list", |py, _| Ok(py.list(&[Value::Int(1)])));
    let kw = [("default", listed), ("indent", Value::Int(2))];
    let text = json::dumps_with(py, Args { pos: &[py.list(&[set])], kw: &kw });
    assert_eq!(text.ok().and_then(Value::as_str), Some("[\n  [\n    1\n  ]\n]"));
    let itself = Func::builtin(py, "same", |_, args| Ok(args.pos[0]));
    let e = json::dumps_with(py, Args { pos: &[set], kw: &[("default", itself)] }).expect_err("circular");
    assert_eq!((e.kind().name(), e.message(py)), ("ValueError", "Circular reference detected"));
}

#[test]
fn what_holds_itself_is_refused_and_what_is_deep_does_not_overflow() {
    let heap = Heap::default();
    let py = heap.enter();
    let Value::List(list) = py.list(&[]) else { panic!() };
    list.items_mut().push(Value::List(list));
    let e = json::dumps(py, Value::List(list)).expect_err("circular");
    assert_eq!((e.kind().name(), e.message(py)), ("ValueError", "Circular reference detected"));
    // The same list twice, side by side, is no circle.
    let twice = py.list(&[]);
    assert_eq!(json::dumps(py, py.list(&[twice, twice])).ok(), Some("[[], []]"));
    let mut deep = py.list(&[]);
    for _ in 0..100_000 {
        deep = py.list(&[deep]);
    }
    let e = json::dumps(py, deep).expect_err("too deep");
    let message = "maximum recursion depth exceeded while encoding a JSON object";
    assert_eq!((e.kind().name(), e.message(py)), ("RecursionError", message));
}

const LOADS: &str = r#"
random.seed(3)
SEEDS = ['{}', '[]', '{"a": 1, "b": [true, false, null]}', '[1, -2.5e3, 0.1, 1E+2, -0, -0.0, 1e999, 12345678901234567890]', '"x"',
    '"\\u00e9\\ud83d\\ude00\\ud800 \\n\\/"', '"\\ud83d\\u0041"', '"\\ud83d\\ude00', ' [ 1 , 2 ] ', 'NaN', '[NaN, Infinity, -Infinity]', 'nul',
    '{"a": {"b": {"c": [{}]}}, "a": 2}', '-', '01', '1.', '1e', '.5', '"\\x"', '"\\u12"', '"\\u123', '"a\nb"', '"a', '[1,]', '{"a":1,}', '{1:2}',
    "{'a':1}", '{"a" 1}', '{"a":}', '[1 2]', '[', '{', '{"a"', '{"a":', '{"a":1', '', ' ', '\ufeff[]', '1 2', '[]]', 'tru', '\n\n [1,\n 2 x]', 'é',
    '["é", x]', '"\\ud800\\u0zzz"', '"\\ud800\\udc0', '1' * 4301, '-' + '1' * 4300, '\x0c1', '\u00a01', '"\x7f\x1f"']
def mutate(s):
    for _ in range(random.randrange(3)):
        i = random.randrange(len(s) + 1)
        c = random.choice('[]{}",:0123456789.eE+-\\\\untrfalsNaIy é\n\t\x00😀')
        s = random.choice([s[:i] + c + s[i:], s[:i] + s[i + 1:], s[:i] + c + s[i + 1:], s[:i], s])
    return s
def answer(f):
    try: return "ok " + json.dumps(f())
    except Exception as e: return type(e).__name__ + ": " + str(e)
for i in range(9000):
    s = mutate(SEEDS[i % len(SEEDS)])
    o = random.choice([{}, {}, {'strict': False}, {'strict': True}])
    if i % 7 == 0:
        e = random.choice(['utf-8', 'utf-16', 'utf-32', 'utf-16-le', 'utf-16-be', 'utf-32-le', 'utf-32-be', 'utf-8-sig'])
        s = s.encode(e, 'surrogatepass')
        if random.random() < .4:
            j = random.randrange(len(s) + 1)
            s = s[:j] + random.choice([b'', bytes([random.randrange(256)])]) + s[j + random.randrange(2):]
        if isinstance(answer(lambda: json.loads(s)), str) and b"\xf4\x8d\xa0" in s: continue
    emit(tag(s), tag(o), answer(lambda: json.loads(s, **o)))
for s in None, 1, [], 1.5: emit(tag(s), tag({}), answer(lambda: json.loads(s)))
"#;

#[test]
fn loads_reads_what_cpython_reads() {
    let mut heap = Heap::default();
    let mut wrong = Vec::new();
    let cases = lines(LOADS);
    for line in &cases {
        heap.reset();
        let py = heap.enter();
        let [text, options, Value::Str(answer)] = read(py, line) else { panic!("no case: {line}") };
        let Value::Dict(options) = untag(py, *options) else { panic!("no options: {line}") };
        let kw: Vec<_> = options.pairs().iter().map(|(k, v)| (k.as_str().expect("a name"), *v)).collect();
        let loaded = json::loads(py, Args { pos: &[untag(py, *text)], kw: &kw });
        let got = match loaded.and_then(|value| json::dumps(py, value)) {
            Ok(text) => format!("ok {text}"),
            Err(e) => format!("{}: {}", e.kind().python_name(), e.message(py)),
        };
        if got != *answer {
            wrong.push(format!("{line}\n  got {got}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        cases.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}

#[test]
fn hooks_see_the_parts() {
    let heap = Heap::default();
    let py = heap.enter();
    let wrap =
        |name: &'static str| Func::builtin(py, name, move |py, args| Ok(py.tuple(&[Value::Str(name), args.pos[0]])));
    let text = Value::Str(r#"{"a": [1, 2.5, NaN, {}]}"#);
    let show = |kw: &[(&'static str, Value<'_>)]| -> String {
        // The values that the closures made live in this heap as the text does.
        let kw: Vec<_> = kw.iter().map(|(name, _)| (*name, wrap(name))).collect();
        json::loads(py, Args { pos: &[text], kw: &kw }).and_then(|v| json::dumps(py, v)).unwrap_or("raised").to_owned()
    };
    let none = Value::None;
    assert_eq!(show(&[("parse_int", none)]), r#"{"a": [["parse_int", "1"], 2.5, NaN, {}]}"#);
    assert_eq!(show(&[("parse_float", none)]), r#"{"a": [1, ["parse_float", "2.5"], NaN, {}]}"#);
    assert_eq!(show(&[("parse_constant", none)]), r#"{"a": [1, 2.5, ["parse_constant", "NaN"], {}]}"#);
    assert_eq!(show(&[("object_hook", none)]), r#"["object_hook", {"a": [1, 2.5, NaN, ["object_hook", {}]]}]"#);
    assert_eq!(
        show(&[("object_hook", none), ("object_pairs_hook", none)]),
        r#"["object_pairs_hook", [["a", [1, 2.5, NaN, ["object_pairs_hook", []]]]]]"#
    );
    let deep = py.str(&"[".repeat(100_000));
    let e = json::loads(py, Args::pos(&[deep])).expect_err("too deep");
    let message = "maximum recursion depth exceeded while decoding a JSON array from a unicode string";
    assert_eq!((e.kind().name(), e.message(py)), ("RecursionError", message));
}

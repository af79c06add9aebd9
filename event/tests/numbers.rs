//! Numbers beside CPython's: every operator over many pairs of operands, the numeric builtins, `math`.
//!
//! One `python3` evaluates the same expressions; values and exceptions, type and arguments, must be the same text.

mod oracle;

use event::py::args::Args;
use event::py::construct::construct;
use event::py::{arithmetic as op, inplace, method};
use event::value::Type;
use event::{Heap, Py, Ret, Value};
use num_bigint::BigInt;
use oracle::Oracle;

type Binary = for<'a> fn(Py<'a>, Value<'a>, Value<'a>) -> Ret<'a>;

const OPERATORS: [(&str, Binary); 13] = [
    ("+", op::add),
    ("-", op::sub),
    ("*", op::mul),
    ("/", op::truediv),
    ("//", op::floordiv),
    ("%", op::rem),
    ("**", op::pow),
    ("@", op::matmul),
    ("<<", op::lshift),
    (">>", op::rshift),
    ("&", op::and_),
    ("|", op::or_),
    ("^", op::xor),
];

const IN_PLACE: [(&str, Binary); 13] = [
    ("+=", inplace::iadd),
    ("-=", inplace::isub),
    ("*=", inplace::imul),
    ("/=", inplace::itruediv),
    ("//=", inplace::ifloordiv),
    ("%=", inplace::irem),
    ("**=", inplace::ipow),
    ("@=", inplace::imatmul),
    ("<<=", inplace::ilshift),
    (">>=", inplace::irshift),
    ("&=", inplace::iand),
    ("|=", inplace::ior),
    ("^=", inplace::ixor),
];

/// An operand as Python's source and as what makes it here.
struct Operand {
    source: String,
    make: Box<dyn for<'a> Fn(Py<'a>) -> Value<'a>>,
}

fn int(value: BigInt) -> Operand {
    Operand { source: format!("({value})"), make: Box::new(move |py| py.int(&value)) }
}

fn float(value: f64) -> Operand {
    Operand { source: format!("F({})", value.to_bits()), make: Box::new(move |_| Value::Float(value)) }
}

fn ints() -> Vec<Operand> {
    let mut values: Vec<BigInt> = [0, 1, -1, 2, -2, 3, -3, 5, 7, -7, 10, 31, 62, 63, -63, 64, 65, 255, 1000, -1000]
        .into_iter()
        .map(BigInt::from)
        .collect();
    for power in [31, 32, 53, 62, 63, 64, 65, 107, 128, 1023, 1024, 1100] {
        for offset in [-1, 0, 1] {
            let value: BigInt = (BigInt::from(1) << power) + offset;
            values.push(-value.clone());
            values.push(value);
        }
    }
    // Halfway between two floats, and a little off.
    for offset in -1..=1 {
        values.push((BigInt::from((1_i64 << 53) + 1) << 70) + offset);
        values.push((BigInt::from((1_i64 << 54) - 1) << 970) + offset);
    }
    for digits in ["123456789012345678901234567890", "-98765432109876543210", "1000000000000000000000"] {
        values.extend(digits.parse::<BigInt>());
    }
    values.into_iter().map(int).collect()
}

fn floats() -> Vec<Operand> {
    let mut values = vec![
        0.0,
        1.0,
        0.5,
        1.5,
        2.0,
        2.5,
        3.0,
        0.1,
        0.3,
        1e-5,
        7.25,
        1e16,
        1e22,
        1e100,
        1e300,
        1.797e308,
        f64::MAX,
        5e-324,
        2.2250738585072014e-308,
        9007199254740993.0,
        9.3e18,
        1e-300,
        f64::INFINITY,
        63.0,
        1023.0,
        1024.0,
    ];
    let negative: Vec<f64> = values.iter().map(|x| -x).collect();
    values.extend(negative);
    values.push(f64::NAN);
    values.into_iter().map(float).collect()
}

fn others() -> Vec<Operand> {
    fn other(source: &str, make: impl for<'a> Fn(Py<'a>) -> Value<'a> + 'static) -> Operand {
        Operand { source: source.to_owned(), make: Box::new(make) }
    }
    vec![
        other("True", |_| Value::Bool(true)),
        other("False", |_| Value::Bool(false)),
        other("None", |_| Value::None),
        other("''", |_| Value::Str("")),
        other("'ab'", |_| Value::Str("ab")),
        other("'é€'", |_| Value::Str("é€")),
        other("b'ab'", |_| Value::Bytes(b"ab")),
        other("b''", |_| Value::Bytes(b"")),
        other("[1, 'x']", |py| py.list(&[Value::Int(1), Value::Str("x")])),
        other("[]", |py| py.list(&[])),
        other("(1, 2)", |py| py.tuple(&[Value::Int(1), Value::Int(2)])),
        other("()", |_| Value::Tuple(&[])),
        other("{'a': 1}", |py| dict(py, &[("a", 1)])),
        other("{'b': 2, 'a': 3}", |py| dict(py, &[("b", 2), ("a", 3)])),
        other("...", |_| Value::Ellipsis),
    ]
}

/// Sets and the views of dicts; hashes of `None` differ between processes, so there is none in them.
fn sets() -> Vec<Operand> {
    let set = |items: &'static [&'static str], frozen: bool| {
        let shown = items.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
        let class = if frozen { Type::FrozenSet } else { Type::Set };
        Operand {
            source: format!("{}([{shown}])", class.name()),
            make: Box::new(move |py| {
                let strings: Vec<_> = items.iter().map(|s| Value::Str(s)).collect();
                construct(py, class, Args::pos(&[py.list(&strings)])).expect("strings are hashable")
            }),
        }
    };
    let view = |name: &'static str, pairs: &'static [(&'static str, i64)]| {
        let shown = pairs.iter().map(|(k, v)| format!("'{k}': {v}")).collect::<Vec<_>>().join(", ");
        Operand {
            source: format!("{{{shown}}}.{name}()"),
            make: Box::new(move |py| {
                method::call(py, dict(py, pairs), name, Args::pos(&[])).expect("a dict has views")
            }),
        }
    };
    vec![
        set(&[], false),
        set(&["a", "b"], false),
        set(&["b", "c", "d", "e", "f", "g", "h", "i"], false),
        set(&["a", "b"], true),
        set(&[], true),
        set(&["x", "b", "a", "z", "y"], true),
        view("keys", &[("a", 1), ("b", 2)]),
        view("keys", &[("q", 1), ("b", 2), ("x", 3), ("h", 4)]),
        view("keys", &[]),
        view("items", &[("a", 1), ("b", 2)]),
        view("items", &[("b", 2), ("a", 7), ("c", 3)]),
        view("values", &[("a", 1)]),
    ]
}

fn dict<'a>(py: Py<'a>, pairs: &[(&'static str, i64)]) -> Value<'a> {
    let pairs: Vec<_> = pairs.iter().map(|(k, v)| (Value::Str(k), Value::Int(*v))).collect();
    py.dict(&pairs).expect("strings are hashable")
}

/// Whether neither side should be asked: results of many megabytes, and what needs other files' methods.
fn is_left_out<'a>(sign: &str, a: Value<'a>, b: Value<'a>) -> bool {
    let sign = sign.trim_end_matches('=');
    let number = |v| matches!(v, Value::Int(_) | Value::Big(_) | Value::Bool(_));
    let sequence = |v| matches!(v, Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_));
    let large = |v| match v {
        Value::Int(n) => (2000..1 << 62).contains(&n.abs()),
        _ => false,
    };
    match sign {
        "**" => {
            number(a)
                && number(b)
                && (large(b) || matches!(b, Value::Big(_)) || matches!(b, Value::Int(n) if n > 1 << 60))
        }
        "<<" => large(b),
        "*" => sequence(a) && large(b) || sequence(b) && large(a),
        // `bytes % args` is not here yet.
        "%" => matches!(a, Value::Bytes(_)),
        _ => false,
    }
}

fn compare(operators: &[(&str, Binary)], left: &[Operand], right: &[Operand], in_place: bool) {
    let mut oracle = Oracle::default();
    let mut heap = Heap::default();
    for a in left {
        for b in right {
            for (sign, function) in operators {
                heap.reset();
                let py = heap.enter();
                let (x, y) = ((a.make)(py), (b.make)(py));
                if is_left_out(sign, x, y) {
                    continue;
                }
                let (l, r) = (&a.source, &b.source);
                let source = if in_place { format!("in_place({l}, {sign:?}, {r})") } else { format!("{l} {sign} {r}") };
                let result = function(py, x, y).map(|changed| {
                    // Whether an immutable result is a new object is no rule's business.
                    let same = match x {
                        Value::List(_) | Value::Dict(_) => event::py::compare::is(changed, x),
                        Value::Set(set) if !set.is_frozen() => event::py::compare::is(changed, x),
                        _ => true,
                    };
                    if in_place { py.tuple(&[changed, x, Value::Bool(same)]) } else { changed }
                });
                oracle.expect(py, source, result);
            }
        }
    }
    oracle.check();
}

#[test]
fn operators_between_numbers() {
    let numbers = || ints().into_iter().chain(floats()).collect::<Vec<_>>();
    let right: Vec<_> = numbers().into_iter().step_by(2).collect();
    compare(&OPERATORS, &numbers(), &right, false);
}

#[test]
fn operators_between_all_types() {
    let mut all = others();
    all.extend(ints().into_iter().step_by(7));
    all.extend(floats().into_iter().step_by(9));
    let right = others().into_iter().chain(ints().into_iter().step_by(5)).chain(floats().into_iter().step_by(11));
    compare(&OPERATORS, &all, &right.collect::<Vec<_>>(), false);
}

#[test]
fn in_place_between_all_types() {
    let mut left = others();
    left.extend(ints().into_iter().step_by(9));
    left.extend(floats().into_iter().step_by(13));
    let right: Vec<_> = others().into_iter().chain(sets()).chain(ints().into_iter().step_by(8)).collect();
    compare(&IN_PLACE, &left, &right, true);
    compare(&IN_PLACE, &sets(), &right, true);
}

#[test]
fn operators_of_sets_and_views() {
    let all = || sets().into_iter().chain(others()).chain(ints().into_iter().step_by(12)).collect::<Vec<_>>();
    compare(&OPERATORS, &sets(), &all(), false);
    compare(&OPERATORS, &all(), &sets(), false);
}

#[test]
fn unary_operators() {
    type Unary = for<'a> fn(Py<'a>, Value<'a>) -> Ret<'a>;
    let operators: [(&str, Unary); 3] = [("-", op::neg), ("+", op::pos), ("~", op::invert)];
    let mut oracle = Oracle::default();
    let heap = Heap::default();
    let py = heap.enter();
    for operand in ints().into_iter().chain(floats()).chain(others()) {
        for (sign, function) in operators {
            oracle.expect(py, format!("{sign}{}", operand.source), function(py, (operand.make)(py)));
        }
        oracle.expect(py, format!("not {}", operand.source), Ok(Value::Bool(!(operand.make)(py).truth())));
    }
    oracle.check();
}

//! Collections and built-in functions against CPython: expressions in, what `python3` says of them beside what we say.
//!
//! `collections_cases/expressions.py` parses each expression, prints its tree and CPython's answer as JSON; this file
//! evaluates the tree with the functions that compiled rules call.

#![expect(clippy::panic, reason = "a test fails by it")]

use std::process::Command;

use event::heap::Heap;
use event::py::args::Args;
use event::py::arithmetic::{self, Op};
use event::py::dict::Dict;
use event::py::function::{self, Func};
use event::py::set::Set;
use event::py::{builtins, compare, integer, method, subscript, unpack};
use event::{Py, Ret, Value};

mod collections_cases;
use collections_cases::show;

/// A tree's node, in the JSON of `expressions.py`: a list that begins with the node's kind.
struct Node<'a>(&'a [Value<'a>]);

impl<'a> Node<'a> {
    fn of(value: Value<'a>) -> Node<'a> {
        match value {
            Value::List(list) => Node(list.snapshot()),
            other => panic!("no node: {other:?}"),
        }
    }

    fn text(&self, at: usize) -> &'a str {
        self.0[at].as_str().expect("a node's word")
    }

    fn child(&self, at: usize) -> Node<'a> {
        Node::of(self.0[at])
    }
}

/// The names that are bound: a dict, for lambdas copy it.
type Names<'a> = &'a Dict<'a>;

fn eval<'a>(py: Py<'a>, names: Names<'a>, node: &Node<'a>) -> Ret<'a> {
    let all = |node: Node<'a>| -> Result<Vec<Value<'a>>, _> {
        node.0.iter().map(|child| eval(py, names, &Node::of(*child))).collect()
    };
    match node.text(0) {
        "const" => Ok(node.0[1]),
        "int" => {
            let int = num_bigint::BigInt::parse_bytes(node.text(1).as_bytes(), 10).expect("an int");
            Ok(py.int(&int))
        }
        "float" => Ok(Value::Float(node.text(1).parse().expect("a float"))),
        "bytes" => Ok(Value::Bytes(py.alloc_slice(&node.text(1).chars().map(|c| c as u8).collect::<Vec<_>>()))),
        "ellipsis" => Ok(Value::Ellipsis),
        "name" => name(py, names, node.text(1)),
        "let" => {
            let value = eval(py, names, &node.child(2))?;
            names.insert(py, node.0[1], value)?;
            Ok(value)
        }
        "list" => Ok(py.list(&all(node.child(1))?)),
        "tuple" => Ok(py.tuple(&all(node.child(1))?)),
        "set" => Ok(Value::Set(py.alloc(Set::of_items(py, false, &all(node.child(1))?)?))),
        "constants" => Ok(Value::Set(py.alloc(Set::of_constants(py, &all(node.child(1))?)?))),
        "dict" => {
            let (keys, values) = (all(node.child(1))?, all(node.child(2))?);
            py.dict(&keys.into_iter().zip(values).collect::<Vec<_>>())
        }
        "call" => {
            let callee = eval(py, names, &node.child(1))?;
            let (pos, kw) = arguments(py, names, node)?;
            function::call(py, callee, Args { pos: &pos, kw: &kw })
        }
        "method" => {
            let receiver = eval(py, names, &node.child(1))?;
            let (pos, kw) = arguments(py, names, node)?;
            method::call(py, receiver, node.text(4), Args { pos: &pos, kw: &kw })
        }
        "attribute" => method::attribute(py, eval(py, names, &node.child(1))?, node.text(2)),
        "item" => subscript::getitem(py, eval(py, names, &node.child(1))?, eval(py, names, &node.child(2))?),
        "slice" => match all(node.child(1))?[..] {
            [obj, start, stop, step] => subscript::slice(py, obj, start, stop, step),
            _ => panic!("a slice has four parts"),
        },
        "op" => {
            let (a, b) = (eval(py, names, &node.child(2))?, eval(py, names, &node.child(3))?);
            let op = match node.text(1) {
                "Add" => Op::Add,
                "Sub" => Op::Sub,
                "Mult" => Op::Mul,
                "Mod" => Op::Rem,
                "FloorDiv" => Op::FloorDiv,
                "Pow" => Op::Pow,
                "BitOr" => Op::Or,
                "BitAnd" => Op::And,
                "BitXor" => Op::Xor,
                other => panic!("no operator {other}"),
            };
            arithmetic::binary(py, op, a, b)
        }
        "compare" => {
            let (a, b) = (eval(py, names, &node.child(2))?, eval(py, names, &node.child(3))?);
            Ok(Value::Bool(match node.text(1) {
                "Eq" => compare::eq(py, a, b)?,
                "Lt" => compare::lt(py, a, b)?,
                "Gt" => compare::gt(py, a, b)?,
                "LtE" => compare::le(py, a, b)?,
                "In" => compare::contains(py, b, a)?,
                "Is" => compare::is(a, b),
                other => panic!("no comparison {other}"),
            }))
        }
        "neg" => arithmetic::neg(py, eval(py, names, &node.child(1))?),
        "lambda" => {
            let (parameters, body) = (node.child(1), node.0[2]);
            Ok(Func::python(py, function::Names::plain("<lambda>"), move |py, args| {
                let depth = py.call_depth()?;
                let inner = py.alloc(Dict::new(py));
                for (key, value) in names.pairs() {
                    inner.insert(py, *key, *value)?;
                }
                assert_eq!(parameters.0.len(), args.pos.len(), "lambdas of the cases are called rightly");
                for (key, value) in parameters.0.iter().zip(args.pos) {
                    inner.insert(py, *key, *value)?;
                }
                let result = eval(py, inner, &Node::of(body));
                drop(depth);
                result
            }))
        }
        other => panic!("no node of kind {other}"),
    }
}

type Given<'a> = (Vec<Value<'a>>, Vec<(&'a str, Value<'a>)>);

fn arguments<'a>(py: Py<'a>, names: Names<'a>, node: &Node<'a>) -> Result<Given<'a>, event::Exc<'a>> {
    let mut given: Given<'a> = (Vec::new(), Vec::new());
    for argument in node.child(2).0 {
        given.0.push(eval(py, names, &Node::of(*argument))?);
    }
    for keyword in node.child(3).0 {
        let keyword = Node::of(*keyword);
        given.1.push((keyword.text(0), eval(py, names, &keyword.child(1))?));
    }
    Ok(given)
}

/// A bound name, a builtin, an exception, or one of the statements that the cases write as functions.
fn name<'a>(py: Py<'a>, names: Names<'a>, name: &'a str) -> Ret<'a> {
    if let Some(value) = names.get_str(name).or_else(|| builtins::value(py, name)) {
        return Ok(value);
    }
    if let Some(kind) = event::exception::Kind::ALL.iter().find(|kind| kind.name() == name) {
        return Ok(Value::Type(event::value::Type::Exception(*kind)));
    }
    let statement: fn(Py<'a>, &[Value<'a>]) -> Ret<'a> = match name {
        "setitem" => |py, args| subscript::setitem(py, args[0], args[1], args[2]).map(|()| args[0]),
        "delitem" => |py, args| subscript::delitem(py, args[0], args[1]).map(|()| args[0]),
        "setslice" => {
            |py, args| subscript::set_slice(py, args[0], args[1], args[2], args[3], args[4]).map(|()| args[0])
        }
        "delslice" => |py, args| subscript::del_slice(py, args[0], args[1], args[2], args[3]).map(|()| args[0]),
        "unpack2" => |py, args| unpack::unpack::<2>(py, args[0]).map(|items| py.tuple(&items)),
        "unpack3" => |py, args| unpack::unpack::<3>(py, args[0]).map(|items| py.tuple(&items)),
        "star_1_0" => |py, args| unpack::unpack_star(py, args[0], 1, 0).map(|items| py.tuple(&items)),
        "star_1_1" => |py, args| unpack::unpack_star(py, args[0], 1, 1).map(|items| py.tuple(&items)),
        "star_0_2" => |py, args| unpack::unpack_star(py, args[0], 0, 2).map(|items| py.tuple(&items)),
        "ior" => |py, args| event::py::inplace::ior(py, args[0], args[1]),
        "iand" => |py, args| event::py::inplace::iand(py, args[0], args[1]),
        "isub" => |py, args| event::py::inplace::isub(py, args[0], args[1]),
        "ixor" => |py, args| event::py::inplace::ixor(py, args[0], args[1]),
        // `try` and `except`: the exception's name and arguments.
        "attempt" => |py, args| match function::call(py, args[0], Args::pos(&[])) {
            Ok(value) => Ok(value),
            Err(e) => Ok(py.tuple(&[py.str(e.kind().python_name()), py.tuple(e.exception().args())])),
        },
        other => panic!("no name {other}"),
    };
    Ok(Func::builtin(py, name, move |py, args| statement(py, args.pos)))
}

/// Runs the cases of one mode of `expressions.py` and says which differ.
fn check(mode: &str) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/collections_cases/expressions.py");
    let output = Command::new("python3")
        .args(["-W", "ignore", script, mode])
        .env("PYTHONHASHSEED", "0")
        .output()
        .expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let cases = String::from_utf8(output.stdout).expect("ASCII");
    let mut heap = Heap::default();
    let (mut seen, mut wrong) = (0, Vec::new());
    for line in cases.lines() {
        heap.reset();
        let py = heap.enter();
        let case = event::json::read(py, line).map(Node::of).unwrap_or_else(|e| panic!("{e}: {line}"));
        let (source, expected) = (case.text(0), case.text(2));
        let names = py.alloc(Dict::new(py));
        let got = match eval(py, names, &case.child(1)).and_then(|value| show(py, value)) {
            Ok(shown) => shown,
            Err(e) => {
                let args: Vec<_> =
                    e.exception().args().iter().map(|arg| show(py, *arg).expect("an argument")).collect();
                format!("{}({})", e.kind().python_name(), args.join(", "))
            }
        };
        seen += 1;
        if got != expected {
            wrong.push(format!("{source}\n    python: {expected}\n    ours:   {got}"));
        }
    }
    assert!(seen > 50, "{mode}: only {seen} cases");
    // The shortest say most.
    wrong.sort_by_key(String::len);
    let shown = wrong.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{mode}: {} of {seen} differ\n{shown}", wrong.len());
}

#[test]
fn hand_written_expressions() {
    check("listed");
}

#[test]
fn hashes() {
    check("hashes");
}

#[test]
fn random_sets_have_pythons_order() {
    check("sets");
}

#[test]
fn random_set_histories_have_pythons_order() {
    check("histories");
}

#[test]
fn random_sorts_ask_as_python_does() {
    check("sorts");
}

#[test]
fn random_slices() {
    check("slices");
}

#[test]
fn random_views_combine_as_in_python() {
    check("views");
}

/// An int is shown in hexadecimal on both sides.
#[test]
fn shows_ints_alike() {
    let heap = Heap::default();
    let py = heap.enter();
    assert_eq!(integer::to_bigint(Value::Bool(true)), Some(num_bigint::BigInt::from(1)));
    assert_eq!(show(py, Value::Int(-255)).ok().as_deref(), Some("-ff"));
}

//! Expressions that CPython evaluates and prints, and that are evaluated here from their syntax trees.
//!
//! A script calls `case("source")` for each; modules are named as they are imported, `a.b` for the module `a.b` too.

use event::py::args::Args;
use event::py::arithmetic::{self, Op};
use event::py::compare::{self, Order};
use event::py::{builtins, function, json, method, modules, subscript};
use event::{Heap, Py, Ret, Value};

use crate::python_cases::{lines, read, shown};

/// The arguments of a call, and the named ones.
type Given<'a> = (Vec<Value<'a>>, Vec<(&'a str, Value<'a>)>);

/// The Python side: `case(source)` prints the tree of an expression and what it gives.
const PRELUDE: &str = r#"
import ast, calendar, datetime, os, time
os.environ['TZ'] = 'UTC'
time.tzset()
MODULES = {'datetime', 'time', 'calendar', 'json', 're', 'dateutil', 'zoneinfo'}
def dotted(node):
    if isinstance(node, ast.Name): return node.id
    if isinstance(node, ast.Attribute) and (base := dotted(node.value)): return base + '.' + node.attr
def tree(node):
    t = type(node)
    if t is ast.Constant: return ['const', tag(node.value)]
    if t is ast.Name: return ['module', node.id] if node.id in MODULES else ['builtin', node.id]
    if t is ast.Attribute:
        name = dotted(node.value)
        if name in NATIVE: return ['native', name, node.attr]
        return ['attr', tree(node.value), node.attr]
    if t is ast.Call: return ['call', tree(node.func), [tree(a) for a in node.args], [[k.arg, tree(k.value)] for k in node.keywords]]
    if t is ast.BinOp: return ['binary', type(node.op).__name__, tree(node.left), tree(node.right)]
    if t is ast.UnaryOp: return ['unary', type(node.op).__name__, tree(node.operand)]
    if t is ast.Compare: return ['compare', type(node.ops[0]).__name__, tree(node.left), tree(node.comparators[0])]
    if t is ast.Tuple: return ['tuple', [tree(e) for e in node.elts]]
    if t is ast.List: return ['list', [tree(e) for e in node.elts]]
    if t is ast.Subscript: return ['item', tree(node.value), tree(node.slice)]
    raise NotImplementedError(ast.dump(node))
NATIVE = {'datetime', 'time', 'calendar', 'json', 'dateutil.parser', 'dateutil.tz', 'dateutil.relativedelta', 'zoneinfo'}
def case(source):
    node = ast.parse(source, mode='eval')
    emit(tree(node.body), source, shown(lambda: eval(compile(node, '', 'eval'))))
"#;

/// Evaluates what `script` prints; panics with the first differences. What `refused` accepts of an answer here is
/// no difference.
pub fn check(script: &str, refused: impl Fn(&str) -> bool) {
    let mut heap = Heap::default();
    let cases = lines(&format!("{PRELUDE}{script}"));
    let mut wrong = Vec::new();
    for line in &cases {
        heap.reset();
        let py = heap.enter();
        let [tree, Value::Str(source), Value::Str(expected)] = read(py, line) else { panic!("no case: {line}") };
        let got = shown(py, evaluate(py, *tree));
        if got != *expected && !refused(&got) {
            wrong.push(format!("{source}\n  python {expected}\n  here   {got}"));
        }
    }
    assert!(!cases.is_empty());
    println!("{} cases", cases.len());
    let (some, all) = (wrong.len().min(40), wrong.len());
    assert!(wrong.is_empty(), "{all} of {} differ:\n{}", cases.len(), wrong[..some].join("\n"));
}

fn items<'a>(value: &Value<'a>) -> &'a [Value<'a>] {
    match value {
        Value::List(list) => list.snapshot(),
        other => panic!("no list: {other:?}"),
    }
}

fn all<'a>(py: Py<'a>, trees: &Value<'a>) -> event::R<'a, Vec<Value<'a>>> {
    items(trees).iter().map(|tree| evaluate(py, *tree)).collect()
}

fn evaluate<'a>(py: Py<'a>, tree: Value<'a>) -> Ret<'a> {
    match items(&tree) {
        [Value::Str("const"), value] => Ok(crate::python_cases::untag(py, *value)),
        [Value::Str("builtin"), Value::Str(name)] => builtins::constant(py, name),
        [Value::Str("native"), Value::Str(module), Value::Str(name)] => modules::value(py, module, name),
        [Value::Str("attr"), value, Value::Str(name)] => method::attribute(py, evaluate(py, *value)?, name),
        [Value::Str("tuple"), values] => Ok(py.tuple(&all(py, values)?)),
        [Value::Str("list"), values] => Ok(py.list(&all(py, values)?)),
        [Value::Str("item"), value, index] => subscript::getitem(py, evaluate(py, *value)?, evaluate(py, *index)?),
        [Value::Str("binary"), Value::Str(op), left, right] => {
            let op = match *op {
                "Add" => Op::Add,
                "Sub" => Op::Sub,
                "Mult" => Op::Mul,
                "Div" => Op::TrueDiv,
                "FloorDiv" => Op::FloorDiv,
                "Mod" => Op::Rem,
                "Pow" => Op::Pow,
                other => panic!("no operator: {other}"),
            };
            let left = evaluate(py, *left)?;
            arithmetic::binary(py, op, left, evaluate(py, *right)?)
        }
        [Value::Str("unary"), Value::Str(op), value] => {
            let value = evaluate(py, *value)?;
            match *op {
                "USub" => arithmetic::neg(py, value),
                "UAdd" => arithmetic::pos(py, value),
                "Invert" => arithmetic::invert(py, value),
                _ => Ok(Value::Bool(!value.truth())),
            }
        }
        [Value::Str("compare"), Value::Str(op), left, right] => {
            let (left, right) = (evaluate(py, *left)?, evaluate(py, *right)?);
            let order = |op| compare::order(py, op, left, right);
            Ok(Value::Bool(match *op {
                "Eq" => compare::eq(py, left, right)?,
                "NotEq" => compare::ne(py, left, right)?,
                "Lt" => order(Order::Lt)?,
                "LtE" => order(Order::Le)?,
                "Gt" => order(Order::Gt)?,
                "GtE" => order(Order::Ge)?,
                "Is" => compare::is(left, right),
                "In" => compare::contains(py, right, left)?,
                other => panic!("no comparison: {other}"),
            }))
        }
        [Value::Str("call"), callee, args, kw] => {
            let given = |py| -> event::R<'a, Given<'a>> {
                let args = all(py, args)?;
                let mut named = Vec::new();
                for pair in items(kw) {
                    match items(pair) {
                        [Value::Str(name), value] => named.push((*name, evaluate(py, *value)?)),
                        other => panic!("no keyword: {other:?}"),
                    }
                }
                Ok((args, named))
            };
            match items(callee) {
                [Value::Str("native"), Value::Str("json"), Value::Str("dumps")] => {
                    json::dumps(py, all(py, args)?[0]).map(Value::Str)
                }
                [Value::Str("native"), Value::Str(module), Value::Str(name)] => {
                    let (args, kw) = given(py)?;
                    modules::call(py, module, name, Args { pos: &args, kw: &kw })
                }
                [Value::Str("attr"), receiver, Value::Str(name)] => {
                    let receiver = method::having(py, evaluate(py, *receiver)?, name)?;
                    let (args, kw) = given(py)?;
                    method::call(py, receiver, name, Args { pos: &args, kw: &kw })
                }
                _ => {
                    let callee = evaluate(py, *callee)?;
                    let (args, kw) = given(py)?;
                    function::call(py, callee, Args { pos: &args, kw: &kw })
                }
            }
        }
        other => panic!("no tree: {other:?}"),
    }
}

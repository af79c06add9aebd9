//! `operator`, by `Modules/_operator.c`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op};
use crate::py::arity::Method;
use crate::py::compare::{self, Order};
use crate::py::iter::Iter;
use crate::py::modules::Module;
use crate::py::native::{Native, Slots};
use crate::py::{function, inplace, integer, method, number_builtins, sequence_ops, special, subscript, text};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "operator",
    functions: &[
        "abs",
        "add",
        "and_",
        "call",
        "concat",
        "contains",
        "countOf",
        "delitem",
        "eq",
        "floordiv",
        "ge",
        "getitem",
        "gt",
        "iadd",
        "iand",
        "iconcat",
        "ifloordiv",
        "ilshift",
        "imatmul",
        "imod",
        "imul",
        "index",
        "indexOf",
        "inv",
        "invert",
        "ior",
        "ipow",
        "irshift",
        "is_",
        "is_not",
        "isub",
        "itruediv",
        "ixor",
        "le",
        "lshift",
        "lt",
        "matmul",
        "mod",
        "mul",
        "ne",
        "neg",
        "not_",
        "or_",
        "pos",
        "pow",
        "rshift",
        "setitem",
        "sub",
        "truediv",
        "truth",
        "xor",
    ],
    constants: CLASSES,
    in_c: true,
    call,
    constant: |_, name| CLASSES.iter().find(|known| **known == name).map(|class| Value::Type(Type::Native(class))),
};

const CLASSES: &[&str] = &["attrgetter", "itemgetter", "methodcaller"];

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let method = Method { class: "_operator", name };
    let one = || method.one(py, args);
    let two = || match method.between(py, args, 2, 2)? {
        [a, b] => Ok((*a, *b)),
        _ => Ok((Value::None, Value::None)),
    };
    let truth = |result: R<'a, bool>| result.map(Value::Bool);
    if let Some(op) = binary_operator(name) {
        return Some(two().and_then(|(a, b)| arithmetic::binary(py, op, a, b)));
    }
    if let Some(op) = name.strip_prefix('i').and_then(binary_operator) {
        return Some(two().and_then(|(a, b)| inplace::binary(py, op, a, b)));
    }
    Some(match name {
        "iand" => two().and_then(|(a, b)| inplace::binary(py, Op::And, a, b)),
        "ior" => two().and_then(|(a, b)| inplace::binary(py, Op::Or, a, b)),
        "eq" => two().and_then(|(a, b)| truth(compare::eq(py, a, b))),
        "ne" => two().and_then(|(a, b)| truth(compare::ne(py, a, b))),
        "lt" => two().and_then(|(a, b)| truth(compare::order(py, Order::Lt, a, b))),
        "le" => two().and_then(|(a, b)| truth(compare::order(py, Order::Le, a, b))),
        "gt" => two().and_then(|(a, b)| truth(compare::order(py, Order::Gt, a, b))),
        "ge" => two().and_then(|(a, b)| truth(compare::order(py, Order::Ge, a, b))),
        "is_" => two().map(|(a, b)| Value::Bool(compare::is(a, b))),
        "is_not" => two().map(|(a, b)| Value::Bool(!compare::is(a, b))),
        "not_" => one().and_then(|a| special::truth(py, a)).map(|truth| Value::Bool(!truth)),
        "truth" => one().and_then(|a| special::truth(py, a)).map(Value::Bool),
        "abs" => one().and_then(|a| number_builtins::abs(py, a)),
        "neg" => one().and_then(|a| arithmetic::neg(py, a)),
        "pos" => one().and_then(|a| arithmetic::pos(py, a)),
        "inv" | "invert" => one().and_then(|a| arithmetic::invert(py, a)),
        "index" => one().and_then(|a| match integer::to_bigint(a) {
            Some(int) => Ok(py.int(&int)),
            None => Err(py.type_error(format_args!("'{}' object cannot be interpreted as an integer", a.type_name()))),
        }),
        "contains" => two().and_then(|(a, b)| truth(compare::contains(py, a, b))),
        "countOf" => two().and_then(|(a, b)| {
            let items = walked(py, a)?;
            let mut count = 0;
            while let Some(item) = items.next(py)? {
                count += i64::from(compare::same(py, item, b)?);
            }
            Ok(Value::Int(count))
        }),
        "indexOf" => two().and_then(|(a, b)| {
            let items = walked(py, a)?;
            let mut at = 0;
            while let Some(item) = items.next(py)? {
                if compare::same(py, item, b)? {
                    return Ok(Value::Int(at));
                }
                at += 1;
            }
            Err(py.value_error(format_args!("sequence.index(x): x not in sequence")))
        }),
        "concat" | "iconcat" => two().and_then(|(a, b)| match a {
            Value::List(_) if name == "iconcat" => inplace::binary(py, Op::Add, a, b),
            _ => sequence_ops::concat(py, a, b).unwrap_or_else(|| {
                Err(py.type_error(format_args!("'{}' object can't be concatenated", a.type_name())))
            }),
        }),
        "getitem" => two().and_then(|(a, b)| subscript::getitem(py, a, b)),
        "delitem" => two().and_then(|(a, b)| subscript::delitem(py, a, b)).map(|()| Value::None),
        "setitem" => method.between(py, args, 3, 3).and_then(|args| {
            if let [a, b, c] = args {
                subscript::setitem(py, *a, *b, *c)?;
            }
            Ok(Value::None)
        }),
        "call" => match args.pos {
            [callee, rest @ ..] => function::call(py, *callee, Args { pos: rest, kw: args.kw }),
            [] => Err(py.type_error(format_args!("call expected at least 1 argument, got 0"))),
        },
        _ => return None,
    })
}

fn binary_operator(name: &str) -> Option<Op> {
    Some(match name {
        "add" => Op::Add,
        "and_" => Op::And,
        "floordiv" => Op::FloorDiv,
        "lshift" => Op::LShift,
        "matmul" => Op::MatMul,
        "mod" => Op::Rem,
        "mul" => Op::Mul,
        "or_" => Op::Or,
        "pow" => Op::Pow,
        "rshift" => Op::RShift,
        "sub" => Op::Sub,
        "truediv" => Op::TrueDiv,
        "xor" => Op::Xor,
        _ => return None,
    })
}

/// `_PySequence_IterSearch`'s way to walk.
fn walked<'a>(py: Py<'a>, sequence: Value<'a>) -> R<'a, &'a Iter<'a>> {
    match Iter::of(py, sequence) {
        Err(e) if e.kind() == Kind::TypeError => {
            Err(py.type_error(format_args!("argument of type '{}' is not iterable", sequence.type_name())))
        }
        other => other,
    }
}

/// What the classes of the module make: functions of one object.
#[derive(Clone, Copy, Debug)]
pub enum Getter<'a> {
    /// `itemgetter(*items)`.
    Item(&'a [Value<'a>]),
    /// `attrgetter(*names)`.
    Attribute(&'a [Value<'a>]),
    /// `methodcaller(name, *args, **keywords)`.
    Method { name: &'a str, args: &'a [Value<'a>], keywords: &'a [(&'a str, Value<'a>)] },
}

/// `operator.class(*args)`; `None` for a class of another module.
pub(crate) fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let getter = match class {
        "itemgetter" => some(py, class, args).map(Getter::Item),
        "attrgetter" => some(py, class, args).and_then(|names| {
            if names.iter().all(|name| matches!(name, Value::Str(_))) {
                return Ok(Getter::Attribute(names));
            }
            Err(py.type_error(format_args!("attribute name must be a string")))
        }),
        "methodcaller" => match args.pos {
            [] => Err(py.type_error(format_args!("methodcaller needs at least one argument, the method name"))),
            [Value::Str(name), rest @ ..] => {
                Ok(Getter::Method { name, args: py.alloc_slice(rest), keywords: py.alloc_slice(args.kw) })
            }
            _ => Err(py.type_error(format_args!("method name must be a string"))),
        },
        _ => return None,
    };
    Some(getter.map(|getter| Value::Native(py.alloc(Native::Getter(getter)))))
}

fn some<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> R<'a, &'a [Value<'a>]> {
    args.no_keywords(py, class)?;
    if args.pos.is_empty() {
        return Err(py.type_error(format_args!("{class} expected 1 argument, got 0")));
    }
    Ok(py.alloc_slice(args.pos))
}

/// The one object that a getter is called with.
fn object<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Ret<'a> {
    args.no_keywords(py, class)?;
    match args.pos {
        [object] => Ok(*object),
        pos => Err(py.type_error(format_args!("{class} expected 1 argument, got {}", pos.len()))),
    }
}

/// One, or the tuple of all.
fn each<'a>(py: Py<'a>, of: &[Value<'a>], get: impl Fn(Value<'a>) -> Ret<'a>) -> Ret<'a> {
    match of {
        [one] => get(*one),
        all => {
            let got: R<'a, Vec<_>> = all.iter().map(|one| get(*one)).collect();
            got.map(|got| py.tuple(&got))
        }
    }
}

fn attribute<'a>(py: Py<'a>, object: Value<'a>, dotted: Value<'a>) -> Ret<'a> {
    let Value::Str(dotted) = dotted else { return Ok(Value::None) };
    dotted.split('.').try_fold(object, |object, name| method::attribute(py, object, name))
}

fn apply<'a>(py: Py<'a>, getter: &Getter<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match getter {
        Getter::Item(items) => {
            let object = object(py, "itemgetter", args)?;
            each(py, items, |item| subscript::getitem(py, object, item))
        }
        Getter::Attribute(names) => {
            let object = object(py, "attrgetter", args)?;
            each(py, names, |name| attribute(py, object, name))
        }
        Getter::Method { name, args: given, keywords } => {
            let object = object(py, "methodcaller", args)?;
            method::call(py, object, name, Args { pos: given, kw: keywords })
        }
    }
}

/// What these do where Python's syntax asks.
pub(crate) struct Classes;

impl Classes {
    fn name(this: &Native<'_>) -> &'static str {
        match this {
            Native::Getter(Getter::Item(_)) => "operator.itemgetter",
            Native::Getter(Getter::Attribute(_)) => "operator.attrgetter",
            _ => "operator.methodcaller",
        }
    }
}

impl Slots for Classes {
    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(match this {
            Native::Getter(Getter::Item(_)) => "itemgetter",
            Native::Getter(Getter::Attribute(_)) => "attrgetter",
            _ => "methodcaller",
        })
    }

    fn type_name(&self, this: &Native<'_>) -> &'static str {
        Classes::name(this)
    }

    fn is_callable(&self, _this: &Native<'_>) -> bool {
        true
    }

    fn call_self<'a>(&self, py: Py<'a>, this: &'a Native<'a>, args: Args<'a, '_>) -> Option<Ret<'a>> {
        match this {
            Native::Getter(getter) => Some(apply(py, getter, args)),
            _ => None,
        }
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let Native::Getter(getter) = this else { return Ok("") };
        let mut parts = Vec::new();
        let all: &[Value<'a>] = match getter {
            Getter::Item(all) | Getter::Attribute(all) => all,
            Getter::Method { name, args, .. } => {
                parts.push(text::repr(py, Value::Str(name))?.to_owned());
                args
            }
        };
        for value in all {
            parts.push(text::repr(py, *value)?.to_owned());
        }
        if let Getter::Method { keywords, .. } = getter {
            for (name, value) in *keywords {
                parts.push(format!("{name}={}", text::repr(py, *value)?));
            }
        }
        Ok(py.alloc_str(&format!("{}({})", Classes::name(this), parts.join(", "))))
    }
}

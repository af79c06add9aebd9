//! The binary and unary operators over all types, as `Objects/abstract.c` dispatches them.
//!
//! Each operator has its two quick cases in line; all else goes through [`binary`].

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::format::percent;
use crate::py::{collections, dict, float_ops, int_ops, integer, sequence_ops, set_ops, special};
use crate::value::{Type, Value};

/// A binary operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Op {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Rem,
    DivMod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

/// A unary operator, or `abs()`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unary {
    Neg,
    Pos,
    Invert,
    Abs,
}

impl Unary {
    fn name(self) -> &'static str {
        match self {
            Unary::Neg => "unary -",
            Unary::Pos => "unary +",
            Unary::Invert => "unary ~",
            Unary::Abs => "abs()",
        }
    }

    /// The special method of a rule's class.
    fn method(self) -> &'static str {
        match self {
            Unary::Neg => "__neg__",
            Unary::Pos => "__pos__",
            Unary::Invert => "__invert__",
            Unary::Abs => "__abs__",
        }
    }
}

impl Op {
    /// As error messages print it.
    pub fn sign(self) -> &'static str {
        match self {
            Op::Add => "+",
            Op::Sub => "-",
            Op::Mul => "*",
            Op::TrueDiv => "/",
            Op::FloorDiv => "//",
            Op::Rem => "%",
            Op::DivMod => "divmod()",
            Op::Pow => "** or pow()",
            Op::MatMul => "@",
            Op::LShift => "<<",
            Op::RShift => ">>",
            Op::And => "&",
            Op::Or => "|",
            Op::Xor => "^",
        }
    }

    /// As error messages print its in-place form.
    pub fn in_place_sign(self) -> &'static str {
        match self {
            Op::Add => "+=",
            Op::Sub => "-=",
            Op::Mul => "*=",
            Op::TrueDiv => "/=",
            Op::FloorDiv => "//=",
            Op::Rem => "%=",
            Op::DivMod => "divmod()",
            Op::Pow => "**=",
            Op::MatMul => "@=",
            Op::LShift => "<<=",
            Op::RShift => ">>=",
            Op::And => "&=",
            Op::Or => "|=",
            Op::Xor => "^=",
        }
    }
}

/// `a op b`.
///
/// # Errors
/// `TypeError` where the types do not have the operator between them; what the operation raises.
pub fn binary<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> Ret<'a> {
    match attempt(py, op, a, b)? {
        Some(value) => Ok(value),
        None => Err(unsupported(py, op, op.sign(), a, b)),
    }
}

/// `a op b`, or `None` where the types do not have the operator between them: `binary_op1` and the sequences' slots.
///
/// # Errors
/// What the operation raises.
pub(crate) fn attempt<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => return int_ops::small(py, op, x, y),
        (Value::Bool(x), Value::Bool(y)) => match op {
            // The three operators that bool has of its own.
            Op::And => return Ok(Some(Value::Bool(x & y))),
            Op::Or => return Ok(Some(Value::Bool(x | y))),
            Op::Xor => return Ok(Some(Value::Bool(x ^ y))),
            _ => {}
        },
        (Value::Native(x), _) => {
            if let Some(result) = x.binary(py, op, b, false) {
                return result.map(Some);
            }
        }
        _ => {}
    }
    if let Value::Native(y) = b
        && let Some(result) = y.binary(py, op, a, true)
    {
        return result.map(Some);
    }
    if is_number(a) && is_number(b) {
        return numbers(py, op, a, b);
    }
    // What a str formats it formats itself.
    let formats = op == Op::Rem && matches!(a, Value::Str(_) | Value::Bytes(_));
    if !formats
        && (special::class_of(a).is_some() || special::class_of(b).is_some())
        && let Some(value) = special::binary(py, op, a, b)?
    {
        return Ok(Some(value));
    }
    if let (Value::Dict(x), Value::Dict(y)) = (a, b)
        && matches!((x.kind(), y.kind()), (dict::Kind::Counter, dict::Kind::Counter))
    {
        return collections::binary(py, op, x, y);
    }
    match op {
        Op::Add => sequence_ops::concat(py, a, b).transpose(),
        Op::Mul if sequence_ops::is_repeatable(a) => sequence_ops::repeat(py, a, b).map(Some),
        Op::Mul if sequence_ops::is_repeatable(b) => sequence_ops::repeat(py, b, a).map(Some),
        Op::Or => match (a, b) {
            (Value::Dict(x), Value::Dict(y)) => {
                if let Some(merged) = collections::union(py, x, y) {
                    return merged.map(Some);
                }
                let merged = py.dict(x.pairs())?;
                if let Value::Dict(dict) = merged {
                    for (key, value) in y.pairs() {
                        dict.insert(py, *key, *value)?;
                    }
                }
                Ok(Some(merged))
            }
            (Value::Type(x), Value::Type(y)) if x == y => Ok(Some(a)),
            (Value::Type(_), Value::Type(_) | Value::None) | (Value::None, Value::Type(_)) => {
                Err(py.raise(Kind::NotImplementedError, "unions of types are not supported"))
            }
            _ => set_ops::binary(py, op, a, b),
        },
        Op::Sub | Op::And | Op::Xor => set_ops::binary(py, op, a, b),
        Op::Rem => match a {
            Value::Str(format) => percent(py, format, b).map(Some),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The `TypeError` of an operator that the types do not have between them.
#[cold]
pub(crate) fn unsupported<'a>(py: Py<'a>, op: Op, sign: &str, a: Value<'a>, b: Value<'a>) -> Exc<'a> {
    let hint = match a {
        Value::Func(func)
            if op == Op::RShift && sign == ">>" && func.class() == Type::Builtin && func.name() == "print" =>
        {
            ". Did you mean \"print(<message>, file=<output_stream>)\"?"
        }
        _ => "",
    };
    let (a, b) = (a.type_name(), b.type_name());
    py.type_error(format_args!("unsupported operand type(s) for {sign}: '{a}' and '{b}'{hint}"))
}

fn is_number(value: Value<'_>) -> bool {
    matches!(value, Value::Int(_) | Value::Bool(_) | Value::Big(_) | Value::Float(_))
}

/// `a op b` of two numbers. A float on either side makes it a matter of floats.
fn numbers<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    if !matches!(a, Value::Float(_)) && !matches!(b, Value::Float(_)) {
        return match (small(a), small(b)) {
            (Some(a), Some(b)) => int_ops::small(py, op, a, b),
            _ => match (integer::to_bigint(a), integer::to_bigint(b)) {
                (Some(a), Some(b)) => int_ops::large(py, op, &a, &b),
                _ => Ok(None),
            },
        };
    }
    if matches!(op, Op::And | Op::Or | Op::Xor | Op::LShift | Op::RShift | Op::MatMul) {
        return Ok(None);
    }
    let (Some(a), Some(b)) = (float_ops::of_number(py, a)?, float_ops::of_number(py, b)?) else { return Ok(None) };
    Ok(Some(Value::Float(match op {
        Op::Add => a + b,
        Op::Sub => a - b,
        Op::Mul => a * b,
        Op::TrueDiv => float_ops::true_divide(py, a, b)?,
        Op::FloorDiv => float_ops::floor_divide(py, a, b)?,
        Op::Rem => float_ops::remainder(py, a, b)?,
        Op::Pow => float_ops::power(py, a, b)?,
        Op::DivMod => {
            let (quotient, rest) = float_ops::divmod(py, a, b)?;
            return Ok(Some(py.tuple(&[Value::Float(quotient), Value::Float(rest)])));
        }
        Op::And | Op::Or | Op::Xor | Op::LShift | Op::RShift | Op::MatMul => return Ok(None),
    })))
}

fn small(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Int(i) => Some(i),
        Value::Bool(b) => Some(i64::from(b)),
        _ => None,
    }
}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident = $op:ident $(, int $int:expr)? $(, float $float:expr)?;)*) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        /// As [`binary`].
        #[inline]
        pub fn $name<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> Ret<'a> {
            match (a, b) {
                $((Value::Int(x), Value::Int(y)) => {
                    let quick: fn(i64, i64) -> Option<i64> = $int;
                    if let Some(value) = quick(x, y) {
                        return Ok(Value::Int(value));
                    }
                })?
                $((Value::Float(x), Value::Float(y)) => {
                    let quick: fn(f64, f64) -> f64 = $float;
                    return Ok(Value::Float(quick(x, y)));
                })?
                _ => {}
            }
            binary(py, Op::$op, a, b)
        }
    )* };
}

operators! {
    /// `a + b`.
    add = Add, int i64::checked_add, float |x, y| x + y;
    /// `a - b`.
    sub = Sub, int i64::checked_sub, float |x, y| x - y;
    /// `a * b`.
    mul = Mul, int i64::checked_mul, float |x, y| x * y;
    /// `a / b`.
    truediv = TrueDiv;
    /// `a // b`.
    floordiv = FloorDiv, int |x, y| if y > 0 { Some(x.div_euclid(y)) } else { None };
    /// `a % b`.
    rem = Rem, int |x, y| if y > 0 { Some(x.rem_euclid(y)) } else { None };
    /// `a ** b`. Where CPython gives a `complex`, it is a `NotImplementedError`.
    pow = Pow;
    /// `a @ b`, which no type here has.
    matmul = MatMul;
    /// `a << b`.
    lshift = LShift;
    /// `a >> b`.
    rshift = RShift;
    /// `a & b`.
    and_ = And, int |x, y| Some(x & y);
    /// `a | b`.
    or_ = Or, int |x, y| Some(x | y);
    /// `a ^ b`.
    xor = Xor, int |x, y| Some(x ^ y);
    /// `divmod(a, b)`.
    divmod = DivMod;
}

/// `-a`.
///
/// # Errors
/// `TypeError` for what is no number.
#[inline]
pub fn neg<'a>(py: Py<'a>, a: Value<'a>) -> Ret<'a> {
    match a {
        Value::Float(x) => Ok(Value::Float(-x)),
        Value::Int(i) if i != i64::MIN => Ok(Value::Int(-i)),
        _ => match integer::to_bigint(a) {
            Some(i) => Ok(py.int(&-i)),
            None => match a {
                Value::Dict(dict) if matches!(dict.kind(), dict::Kind::Counter) => collections::signed(py, dict, true),
                _ => other_unary(py, Unary::Neg, a),
            },
        },
    }
}

/// `+a`.
///
/// # Errors
/// `TypeError` for what is no number.
pub fn pos<'a>(py: Py<'a>, a: Value<'a>) -> Ret<'a> {
    match a {
        Value::Float(_) | Value::Int(_) | Value::Big(_) => Ok(a),
        // +True is the int 1.
        Value::Bool(b) => Ok(Value::Int(i64::from(b))),
        Value::Dict(dict) if matches!(dict.kind(), dict::Kind::Counter) => collections::signed(py, dict, false),
        _ => other_unary(py, Unary::Pos, a),
    }
}

/// `~a`.
///
/// # Errors
/// `TypeError` for what is no int.
pub fn invert<'a>(py: Py<'a>, a: Value<'a>) -> Ret<'a> {
    match a {
        Value::Int(i) => Ok(Value::Int(!i)),
        _ => match integer::to_bigint(a) {
            Some(i) => Ok(py.int(&!i)),
            None => other_unary(py, Unary::Invert, a),
        },
    }
}

/// A unary operator of what is no number: an object of a library may have it.
///
/// # Errors
/// `TypeError` where it has not; what the operation raises.
#[cold]
pub(crate) fn other_unary<'a>(py: Py<'a>, op: Unary, a: Value<'a>) -> Ret<'a> {
    if let Value::Native(native) = a
        && let Some(result) = native.unary(py, op)
    {
        return result;
    }
    if let Some(result) = special::call(py, a, op.method(), Args::pos(&[]))? {
        return Ok(result);
    }
    Err(py.type_error(format_args!("bad operand type for {}: '{}'", op.name(), a.type_name())))
}

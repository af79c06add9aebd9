//! Methods and attributes of `int`, `bool` and `float`.

use num_bigint::{BigInt, Sign};
use num_traits::{One, Signed, ToPrimitive};

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::clinic::Signature;
use crate::py::iter::Iter;
use crate::py::{bytes_methods, float_hex, float_ops, integer, number, special};
use crate::value::{Type, Value};

/// The methods of `int`, which `bool` has too.
pub const INT_NAMES: &[&str] = &["as_integer_ratio", "bit_count", "bit_length", "conjugate", "from_bytes", "to_bytes"];

/// The methods of `float`.
pub const FLOAT_NAMES: &[&str] = &["as_integer_ratio", "conjugate", "fromhex", "hex", "is_integer"];

/// The attributes of numbers that are no methods; `numerator` and `denominator` are of ints alone.
pub const ATTRIBUTES: &[&str] = &["denominator", "imag", "numerator", "real"];

/// `receiver.name(*args)`; `None` where the type has no such method, or the receiver is no number.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    match receiver {
        Value::Float(x) => of_float(py, x, name, args),
        _ => of_int(py, &integer::to_bigint(receiver)?, name, args),
    }
}

/// `class.name(*args)` for the methods that the class itself has: `int.from_bytes`, `float.fromhex`.
pub fn class_call<'a>(py: Py<'a>, class: Type, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    match (class, name) {
        (Type::Int, "from_bytes") => Some(from_bytes(py, args)),
        // bool(int): bool.from_bytes(b"\x05") is True.
        (Type::Bool, "from_bytes") => Some(from_bytes(py, args).map(|value| Value::Bool(value.truth()))),
        (Type::Float, "fromhex") => Some(args.one(py, "float.fromhex").and_then(|text| float_hex::read(py, text))),
        _ => None,
    }
}

/// `receiver.name` of [`ATTRIBUTES`].
pub fn attribute<'a>(py: Py<'a>, receiver: Value<'a>, name: &str) -> Option<Value<'a>> {
    if let Value::Float(_) = receiver {
        return match name {
            "real" => Some(receiver),
            "imag" => Some(Value::Float(0.0)),
            _ => None,
        };
    }
    let value = integer::to_bigint(receiver)?;
    match name {
        // True.real is the int 1.
        "real" | "numerator" => Some(py.int(&value)),
        "imag" => Some(Value::Int(0)),
        "denominator" => Some(Value::Int(1)),
        _ => None,
    }
}

fn of_int<'a>(py: Py<'a>, value: &BigInt, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let none = || args.none(py, &format!("int.{name}"));
    Some(match name {
        "bit_length" => none().map(|()| count(value.bits())),
        "bit_count" => none().map(|()| count(value.magnitude().count_ones())),
        "conjugate" => none().map(|()| py.int(value)),
        "as_integer_ratio" => none().map(|()| py.tuple(&[py.int(value), Value::Int(1)])),
        "to_bytes" => to_bytes(py, value, args),
        "from_bytes" => from_bytes(py, args),
        _ => return None,
    })
}

fn count<'a>(n: u64) -> Value<'a> {
    Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

fn of_float<'a>(py: Py<'a>, x: f64, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let none = || args.none(py, &format!("float.{name}"));
    Some(match name {
        "is_integer" => none().map(|()| Value::Bool(x.is_finite() && x.floor() == x)),
        "conjugate" => none().map(|()| Value::Float(x)),
        "hex" => none().map(|()| py.str(&float_hex::write(x))),
        "fromhex" => args.one(py, "float.fromhex").and_then(|text| float_hex::read(py, text)),
        "as_integer_ratio" => none().and_then(|()| as_integer_ratio(py, x)),
        _ => return None,
    })
}

fn as_integer_ratio<'a>(py: Py<'a>, x: f64) -> Ret<'a> {
    if x.is_nan() {
        return Err(py.value_error(format_args!("cannot convert NaN to integer ratio")));
    }
    if x.is_infinite() {
        return Err(py.raise(Kind::OverflowError, "cannot convert Infinity to integer ratio"));
    }
    if x == 0.0 {
        return Ok(py.tuple(&[Value::Int(0), Value::Int(1)]));
    }
    let (mantissa, exponent) = float_ops::decompose(x);
    let zeros = mantissa.trailing_zeros();
    let exponent = exponent + zeros as i32;
    let size = BigInt::from(mantissa >> zeros);
    let (numerator, denominator) =
        if exponent >= 0 { (size << exponent, BigInt::one()) } else { (size, BigInt::one() << -exponent) };
    Ok(py.tuple(&[py.int(&if x < 0.0 { -numerator } else { numerator }), py.int(&denominator)]))
}

/// Whether `byteorder` is big; not given, it is.
fn is_big_endian<'a>(py: Py<'a>, function: &str, byteorder: Option<Value<'a>>) -> R<'a, bool> {
    match byteorder {
        None | Some(Value::Str("big")) => Ok(true),
        Some(Value::Str("little")) => Ok(false),
        Some(Value::Str(_)) => Err(py.value_error(format_args!("byteorder must be either 'little' or 'big'"))),
        Some(other) => {
            let class = other.type_name();
            Err(py.type_error(format_args!("{function}() argument 'byteorder' must be str, not {class}")))
        }
    }
}

const TO_BYTES: Signature<'static, 3> =
    Signature { function: "to_bytes", names: ["length", "byteorder", "signed"], required: 0, positional: 2 };

const FROM_BYTES: Signature<'static, 3> =
    Signature { function: "from_bytes", names: ["bytes", "byteorder", "signed"], required: 1, positional: 2 };

/// `int.to_bytes(length=1, byteorder='big', *, signed=False)`.
fn to_bytes<'a>(py: Py<'a>, value: &BigInt, args: Args<'a, '_>) -> Ret<'a> {
    let [length, byteorder, signed] = TO_BYTES.bind(py, args)?;
    let length = match length {
        None => 1,
        Some(length) => match number::index(py, length)?.to_i64() {
            Some(length) => length,
            None => {
                return Err(py.raise(Kind::OverflowError, "Python int too large to convert to C ssize_t"));
            }
        },
    };
    let big_endian = is_big_endian(py, "to_bytes", byteorder)?;
    let signed = signed.is_some_and(Value::truth);
    let Ok(length) = usize::try_from(length) else {
        return Err(py.value_error(format_args!("length argument must be non-negative")));
    };
    if value.is_negative() && !signed {
        return Err(py.raise(Kind::OverflowError, "can't convert negative int to unsigned"));
    }
    bytes_methods::room(py, length)?;
    // 0 takes no byte at all; a negative number's own sign bit is in what it is written as.
    let mut bytes = match value.sign() {
        Sign::NoSign => Vec::new(),
        _ if signed => value.to_signed_bytes_le(),
        _ => value.magnitude().to_bytes_le(),
    };
    if bytes.len() > length {
        return Err(py.raise(Kind::OverflowError, "int too big to convert"));
    }
    bytes.resize(length, if value.is_negative() { 0xff } else { 0 });
    if big_endian {
        bytes.reverse();
    }
    Ok(Value::Bytes(py.alloc_slice(&bytes)))
}

/// `int.from_bytes(bytes, byteorder='big', *, signed=False)`.
fn from_bytes<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [bytes, byteorder, signed] = FROM_BYTES.bind(py, args)?;
    let big_endian = is_big_endian(py, "from_bytes", byteorder)?;
    let mut bytes = bytes_of(py, bytes.unwrap_or(Value::None))?;
    if big_endian {
        bytes.reverse();
    }
    Ok(py.int(&if signed.is_some_and(Value::truth) {
        BigInt::from_signed_bytes_le(&bytes)
    } else {
        BigInt::from_bytes_le(Sign::Plus, &bytes)
    }))
}

/// `PyObject_Bytes`: bytes, or the small ints of what can be walked.
fn bytes_of<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Vec<u8>> {
    match value {
        Value::Bytes(bytes) => return Ok(bytes.to_vec()),
        Value::Str(_) | Value::Int(_) | Value::Big(_) | Value::Bool(_) | Value::Float(_) | Value::None => {
            return Err(py.type_error(format_args!("cannot convert '{}' object to bytes", value.type_name())));
        }
        _ => {}
    }
    let items = match Iter::of(py, value) {
        Ok(items) => items,
        Err(_) => return Err(py.type_error(format_args!("cannot convert '{}' object to bytes", value.type_name()))),
    };
    special::length_hint(py, value)?;
    let mut bytes = Vec::new();
    while let Some(item) = items.next(py)? {
        let item = number::index(py, item)?;
        match item.to_u8() {
            Some(byte) => bytes.push(byte),
            None => return Err(py.value_error(format_args!("bytes must be in range(0, 256)"))),
        }
    }
    Ok(bytes)
}

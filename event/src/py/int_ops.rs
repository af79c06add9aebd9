//! `int` arithmetic without limits, as `Objects/longobject.c` gives it.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::arithmetic::Op;
use crate::py::float_ops;
use crate::value::Value;

/// `a op b` for two that fit 64 bits.
///
/// # Errors
/// What the operator raises for ints: `ZeroDivisionError`, `ValueError`, `OverflowError`, `MemoryError`.
pub fn small<'a>(py: Py<'a>, op: Op, a: i64, b: i64) -> R<'a, Option<Value<'a>>> {
    let exact = match op {
        Op::Add => a.checked_add(b),
        Op::Sub => a.checked_sub(b),
        Op::Mul => a.checked_mul(b),
        Op::And => Some(a & b),
        Op::Or => Some(a | b),
        Op::Xor => Some(a ^ b),
        Op::TrueDiv if b != 0 && a.unsigned_abs() <= 1 << 53 && b.unsigned_abs() <= 1 << 53 => {
            return Ok(Some(Value::Float(a as f64 / b as f64)));
        }
        // i64::MIN // -1 alone does not fit.
        Op::FloorDiv if b != 0 && b != -1 => Some(Integer::div_floor(&a, &b)),
        Op::Rem if b != 0 && b != -1 => Some(Integer::mod_floor(&a, &b)),
        Op::Pow => u32::try_from(b).ok().and_then(|exponent| a.checked_pow(exponent)),
        Op::RShift if b >= 0 => Some(a >> b.min(63)),
        Op::LShift if (0..63).contains(&b) => {
            let shifted = a << b;
            (shifted >> b == a).then_some(shifted)
        }
        _ => None,
    };
    match exact {
        Some(value) => Ok(Some(Value::Int(value))),
        None => large(py, op, &BigInt::from(a), &BigInt::from(b)),
    }
}

/// `a op b` for any two, or `None` for an operator that ints do not have.
///
/// # Errors
/// As [`small`].
pub fn large<'a>(py: Py<'a>, op: Op, a: &BigInt, b: &BigInt) -> R<'a, Option<Value<'a>>> {
    Ok(Some(match op {
        Op::Add => py.int(&(a + b)),
        Op::Sub => py.int(&(a - b)),
        Op::Mul => {
            room_bits(py, a.bits().saturating_add(b.bits()))?;
            py.int(&(a * b))
        }
        Op::TrueDiv => Value::Float(float_ops::divide_ints(py, a, b)?),
        Op::FloorDiv => py.int(&a.div_floor(nonzero(py, b, "integer division or modulo by zero")?)),
        Op::Rem => py.int(&a.mod_floor(nonzero(py, b, "integer modulo by zero")?)),
        Op::DivMod => {
            let (quotient, rest) = a.div_mod_floor(nonzero(py, b, "integer division or modulo by zero")?);
            py.tuple(&[py.int(&quotient), py.int(&rest)])
        }
        Op::Pow => power(py, a, b)?,
        Op::LShift => shift_left(py, a, b)?,
        Op::RShift => shift_right(py, a, b)?,
        Op::And => py.int(&(a & b)),
        Op::Or => py.int(&(a | b)),
        Op::Xor => py.int(&(a ^ b)),
        Op::MatMul => return Ok(None),
    }))
}

fn nonzero<'a, 'b>(py: Py<'a>, divisor: &'b BigInt, message: &str) -> R<'a, &'b BigInt> {
    if divisor.is_zero() {
        return Err(py.raise(Kind::ZeroDivisionError, message));
    }
    Ok(divisor)
}

/// Asked before an int of `bits` bits is made.
fn room_bits<'a>(py: Py<'a>, bits: u64) -> R<'a, ()> {
    py.room(usize::try_from(bits / 8).unwrap_or(usize::MAX))
}

fn power<'a>(py: Py<'a>, a: &BigInt, b: &BigInt) -> Ret<'a> {
    if b.is_negative() {
        // A negative exponent makes it a matter of floats, as in long_pow.
        let (x, y) = (py.int(a), py.int(b));
        return match (float_ops::of_number(py, x)?, float_ops::of_number(py, y)?) {
            (Some(x), Some(y)) => Ok(Value::Float(float_ops::power(py, x, y)?)),
            _ => Ok(Value::NotImplemented),
        };
    }
    if a.is_zero() || a.magnitude().is_one() {
        let odd = b.bit(0);
        let one = if a.is_negative() && odd { -BigInt::one() } else { BigInt::one() };
        return Ok(py.int(if a.is_zero() && !b.is_zero() { a } else { &one }));
    }
    let exponent = b.to_u64().unwrap_or(u64::MAX);
    room_bits(py, (a.bits() - 1).saturating_mul(exponent))?;
    // Past the check the exponent is a count of bits in memory: it fits.
    let exponent = u32::try_from(exponent).map_err(|_| py.out_of_memory())?;
    Ok(py.int(&a.pow(exponent)))
}

fn shift_left<'a>(py: Py<'a>, a: &BigInt, b: &BigInt) -> Ret<'a> {
    let count = shift_count(py, b)?;
    if a.is_zero() {
        return Ok(Value::Int(0));
    }
    // CPython counts digits of 30 bits and 4 bytes: beyond what an object's size can say, it does not try.
    const MOST_DIGITS: u128 = (i64::MAX as u128 - 24) / 4;
    let digits = b.to_u128().unwrap_or(u128::MAX) / 30 + u128::from(a.bits().div_ceil(30));
    if digits > MOST_DIGITS {
        return Err(py.raise(Kind::OverflowError, "too many digits in integer"));
    }
    room_bits(py, a.bits().saturating_add(count))?;
    Ok(py.int(&(a << count)))
}

fn shift_right<'a>(py: Py<'a>, a: &BigInt, b: &BigInt) -> Ret<'a> {
    let count = shift_count(py, b)?;
    if count >= a.bits() {
        return Ok(Value::Int(if a.is_negative() { -1 } else { 0 }));
    }
    // `>>` of a BigInt rounds down, as Python's does.
    Ok(py.int(&(a >> count)))
}

/// The count, `u64::MAX` for all that are larger.
fn shift_count<'a>(py: Py<'a>, b: &BigInt) -> R<'a, u64> {
    if b.is_negative() {
        return Err(py.value_error(format_args!("negative shift count")));
    }
    Ok(b.to_u64().unwrap_or(u64::MAX))
}

/// `pow(a, b, modulus)`.
///
/// # Errors
/// `ValueError` for a modulus of zero, and for a negative exponent where `a` has no inverse.
pub fn power_modulo<'a>(py: Py<'a>, a: &BigInt, b: &BigInt, modulus: &BigInt) -> Ret<'a> {
    if modulus.is_zero() {
        return Err(py.value_error(format_args!("pow() 3rd argument cannot be 0")));
    }
    let size = BigInt::from(modulus.magnitude().clone());
    let (base, exponent) = if b.is_negative() {
        match a.modinv(&size) {
            Some(inverse) => (inverse, -b),
            // Everything is its own inverse modulo 1.
            None if size.is_one() => (BigInt::zero(), -b),
            None => {
                return Err(py.value_error(format_args!("base is not invertible for the given modulus")));
            }
        }
    } else {
        (a.mod_floor(&size), b.clone())
    };
    let result = base.modpow(&exponent, &size);
    // The result has the modulus' sign.
    let result = if modulus.sign() == Sign::Minus && !result.is_zero() { result + modulus } else { result };
    Ok(py.int(&result))
}

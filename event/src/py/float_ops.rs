//! `float` arithmetic as `Objects/floatobject.c` does it, and the exact ways between `int` and `float`.

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive};

use crate::exception::{Exc, Kind, R};
use crate::heap::Py;
use crate::value::Value;

/// `a / b`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn true_divide<'a>(py: Py<'a>, a: f64, b: f64) -> R<'a, f64> {
    if b == 0.0 {
        return Err(py.raise(Kind::ZeroDivisionError, "float division by zero"));
    }
    Ok(a / b)
}

/// `a // b`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn floor_divide<'a>(py: Py<'a>, a: f64, b: f64) -> R<'a, f64> {
    if b == 0.0 {
        return Err(py.raise(Kind::ZeroDivisionError, "float floor division by zero"));
    }
    Ok(quotient_and_rest(a, b).0)
}

/// `a % b`, which has the sign of `b`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn remainder<'a>(py: Py<'a>, a: f64, b: f64) -> R<'a, f64> {
    if b == 0.0 {
        return Err(py.raise(Kind::ZeroDivisionError, "float modulo"));
    }
    Ok(quotient_and_rest(a, b).1)
}

/// `divmod(a, b)`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn divmod<'a>(py: Py<'a>, a: f64, b: f64) -> R<'a, (f64, f64)> {
    if b == 0.0 {
        return Err(py.raise(Kind::ZeroDivisionError, "float divmod()"));
    }
    Ok(quotient_and_rest(a, b))
}

/// `_float_div_mod`: the quotient is rounded from what C's fmod left, not from `a / b`, which could round upwards past a
/// whole number.
fn quotient_and_rest(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    // A NaN is not zero either: it goes through the rounding and stays a NaN.
    let quotient = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (quotient, rest)
}

/// `a ** b`, by the cases of `float_pow`.
///
/// # Errors
/// `ZeroDivisionError` for zero to a negative power, `OverflowError`; `NotImplementedError` where CPython gives a
/// `complex`.
pub fn power<'a>(py: Py<'a>, a: f64, b: f64) -> R<'a, f64> {
    if b == 0.0 || a == 1.0 {
        return Ok(1.0);
    }
    if a.is_nan() || b.is_nan() {
        return Ok(f64::NAN);
    }
    let odd = b.abs() % 2.0 == 1.0;
    if b.is_infinite() {
        let size = a.abs();
        return Ok(if size == 1.0 {
            1.0
        } else if (b > 0.0) == (size > 1.0) {
            f64::INFINITY
        } else {
            0.0
        });
    }
    if a.is_infinite() {
        let size = if b > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok(if odd { size.copysign(a) } else { size });
    }
    if a == 0.0 {
        if b < 0.0 {
            return Err(py.raise(Kind::ZeroDivisionError, "0.0 cannot be raised to a negative power"));
        }
        return Ok(if odd { a } else { 0.0 });
    }
    let result = a.abs().powf(b);
    if a < 0.0 && b != b.floor() {
        if result.is_infinite() {
            return Err(py.raise(Kind::OverflowError, "complex exponentiation"));
        }
        return Err(py.raise(Kind::NotImplementedError, "complex numbers are not supported"));
    }
    if result.is_infinite() {
        let args = [Value::Int(34), Value::Str("Numerical result out of range")];
        return Err(Exc::new(py, Kind::OverflowError, &args));
    }
    Ok(if a < 0.0 && odd { -result } else { result })
}

/// The float nearest to `value`, ties to even, or `None` beyond the largest.
pub fn from_bigint(value: &BigInt) -> Option<f64> {
    let magnitude = value.magnitude();
    let bits = magnitude.bits();
    if bits > 1024 {
        return None;
    }
    let shift = bits.saturating_sub(64);
    let mut top = (magnitude >> shift).to_u64()?;
    // What falls off below decides ties only: one sticky bit stands for all of it.
    if magnitude.trailing_zeros().is_some_and(|zeros| zeros < shift) {
        top |= 1;
    }
    let size = top as f64 * 2_f64.powi(i32::try_from(shift).ok()?);
    size.is_finite().then_some(if value.is_negative() { -size } else { size })
}

/// `float(value)` for an `int`, a `bool` or a `float`; `None` for anything else.
///
/// # Errors
/// `OverflowError` for an `int` beyond the largest float.
pub fn of_number<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Option<f64>> {
    Ok(Some(match value {
        Value::Float(x) => x,
        Value::Int(i) => i as f64,
        Value::Bool(b) => f64::from(u8::from(b)),
        Value::Big(big) => match from_bigint(&big.to_bigint()) {
            Some(x) => x,
            None => return Err(py.raise(Kind::OverflowError, "int too large to convert to float")),
        },
        _ => return Ok(None),
    }))
}

/// `int(x)`: the whole part.
///
/// # Errors
/// `OverflowError` for an infinity, `ValueError` for NaN.
pub fn truncate<'a>(py: Py<'a>, x: f64) -> R<'a, Value<'a>> {
    // Every float below 2^63 in size is exact in an i64 once it has no fraction.
    if x.abs() < 9.2e18 {
        return Ok(Value::Int(x as i64));
    }
    if x.is_nan() {
        return Err(py.value_error(format_args!("cannot convert float NaN to integer")));
    }
    if x.is_infinite() {
        return Err(py.raise(Kind::OverflowError, "cannot convert float infinity to integer"));
    }
    let (mantissa, exponent) = decompose(x);
    let size = if exponent >= 0 { BigInt::from(mantissa) << exponent } else { BigInt::from(mantissa >> -exponent) };
    Ok(py.int(&if x < 0.0 { -size } else { size }))
}

/// The whole `mantissa` and `exponent` of a finite float: its size is `mantissa * 2^exponent`.
pub fn decompose(x: f64) -> (u64, i32) {
    let bits = x.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match bits >> 52 {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased as i32 - 1075),
    }
}

/// `x * 2^exponent`, exact where the result is a float; in steps, for 2^exponent itself need not be one.
pub fn ldexp(mut x: f64, mut exponent: i32) -> f64 {
    exponent = exponent.clamp(-2400, 2400);
    while exponent > 1000 {
        x *= 2_f64.powi(1000);
        exponent -= 1000;
    }
    while exponent < -1000 {
        x *= 2_f64.powi(-1000);
        exponent += 1000;
    }
    x * 2_f64.powi(exponent)
}

/// C's `frexp`: a fraction in [0.5, 1) and an exponent; zero and what is not finite come back with exponent 0.
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (mantissa, exponent) = decompose(x);
    let bits = 64 - mantissa.leading_zeros() as i32;
    ((mantissa as f64 * 2_f64.powi(-bits)).copysign(x), exponent + bits)
}

/// `a / b` of two ints, correctly rounded, as `long_true_divide` gives it.
///
/// # Errors
/// `ZeroDivisionError`; `OverflowError` where the quotient is beyond the largest float.
pub fn divide_ints<'a>(py: Py<'a>, a: &BigInt, b: &BigInt) -> R<'a, f64> {
    if b.sign() == Sign::NoSign {
        return Err(py.raise(Kind::ZeroDivisionError, "division by zero"));
    }
    let negative = a.is_negative() != b.is_negative();
    let signed = |size: f64| if negative { -size } else { size };
    if a.sign() == Sign::NoSign {
        return Ok(signed(0.0));
    }
    let overflow = || py.raise(Kind::OverflowError, "integer division result too large for a float");
    let (a, b) = (a.magnitude(), b.magnitude());
    let distance = i64::try_from(a.bits()).unwrap_or(i64::MAX) - i64::try_from(b.bits()).unwrap_or(i64::MAX);
    if distance > 1024 {
        return Err(overflow());
    }
    if distance < -1076 {
        return Ok(signed(0.0));
    }
    // The quotient is taken with two bits more than the float keeps, none of them below the smallest subnormal's half.
    let shift = distance.max(-1021) - 55;
    let (numerator, denominator) =
        if shift >= 0 { (a.clone(), b << shift.unsigned_abs()) } else { (a << shift.unsigned_abs(), b.clone()) };
    let quotient = &numerator / &denominator;
    let inexact = &quotient * &denominator != numerator;
    let mut quotient = quotient.to_u64().unwrap_or(u64::MAX);
    let bits = i64::from(64 - quotient.leading_zeros());
    let extra = (bits.max(-1021 - shift) - 53).max(1) as u32;
    let half = 1_u64 << (extra - 1);
    let low = quotient | u64::from(inexact);
    quotient &= !(2 * half - 1);
    // Up where more than half is dropped, or just half and what is kept is odd.
    if low & half != 0 && low & (3 * half - 1) != 0 {
        quotient += 2 * half;
    }
    let size = ldexp(quotient as f64, shift as i32);
    if size.is_infinite() {
        return Err(overflow());
    }
    Ok(signed(size))
}

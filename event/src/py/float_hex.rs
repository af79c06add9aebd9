//! `float.hex` and `float.fromhex`.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use crate::exception::{Exc, Kind, Ret};
use crate::heap::Py;
use crate::py::float_ops;
use crate::value::Value;

/// `x.hex()`.
pub fn write(x: f64) -> String {
    let sign = if x.is_sign_negative() && !x.is_nan() { "-" } else { "" };
    if x.is_nan() {
        return "nan".to_owned();
    }
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (lead, exponent) = match bits >> 52 & 0x7ff {
        0 => (0, -1022),
        biased => (1, biased as i64 - 1023),
    };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// `float.fromhex(text)`, correctly rounded.
///
/// # Errors
/// `ValueError` for what is no such number; `OverflowError` beyond the largest float; `TypeError` for what is no text.
pub fn read<'a>(py: Py<'a>, text: Value<'a>) -> Ret<'a> {
    let Value::Str(text) = text else {
        return Err(py.type_error(format_args!("bad argument type for built-in operation")));
    };
    let text = text.trim_matches(|c| matches!(c, ' ' | '\t'..='\r'));
    let (negative, size) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let size = match size.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        hex => match parse(hex) {
            None => return Err(py.value_error(format_args!("invalid hexadecimal floating-point string"))),
            Some(number) => round(py, &number)?,
        },
    };
    Ok(Value::Float(if negative { -size } else { size }))
}

/// A number as `digits * 2^exponent`.
struct Number {
    digits: BigInt,
    exponent: i64,
}

/// `0x1.8p+3`, in lower case; the prefix, the point and the exponent may be missing.
fn parse(text: &str) -> Option<Number> {
    let text = text.strip_prefix("0x").unwrap_or(text);
    let (number, exponent) = match text.split_once('p') {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits: Vec<u8> =
        whole.chars().chain(fraction.chars()).map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    if digits.is_empty() {
        return None;
    }
    let exponent = match exponent {
        None => 0,
        Some(text) => {
            let size = text.strip_prefix(['-', '+']).unwrap_or(text);
            if size.is_empty() || !size.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            // An exponent that is no i64 is beyond all that digits in memory could make up for.
            let size = size.parse::<i64>().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
            if text.starts_with('-') { -size } else { size }
        }
    };
    let after_point = 4 * i64::try_from(fraction.len()).ok()?;
    let digits = BigInt::from_radix_be(num_bigint::Sign::Plus, &digits, 16)?;
    Some(Number { digits, exponent: exponent - after_point })
}

fn round<'a>(py: Py<'a>, number: &Number) -> Result<f64, Exc<'a>> {
    if number.digits.is_zero() {
        return Ok(0.0);
    }
    let overflow = || py.raise(Kind::OverflowError, "hexadecimal value too large to represent as a float");
    let top = i64::try_from(number.digits.bits()).unwrap_or(i64::MAX).saturating_add(number.exponent);
    if top > 1024 {
        return Err(overflow());
    }
    if top < -1080 {
        return Ok(0.0);
    }
    let shift = number.exponent.unsigned_abs();
    if number.exponent >= 0 {
        return float_ops::from_bigint(&(&number.digits << shift)).ok_or_else(overflow);
    }
    float_ops::divide_ints(py, &number.digits, &(BigInt::one() << shift)).map_err(|_| overflow())
}

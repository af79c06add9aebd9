//! `int` beyond 64 bits.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use crate::heap::Py;
use crate::value::Value;

/// An `int` that does not fit 64 bits. Its digits live in the heap, unlike a `BigInt`'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Big<'a> {
    negative: bool,
    /// Base 2^32, least significant first, no leading zero.
    digits: &'a [u32],
}

impl<'a> Big<'a> {
    /// Its value, to calculate with.
    pub fn to_bigint(&self) -> BigInt {
        let sign = if self.negative { Sign::Minus } else { Sign::Plus };
        BigInt::from_slice(sign, self.digits)
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }
}

impl<'a> Py<'a> {
    /// The `int` of this value.
    pub fn int(self, value: &BigInt) -> Value<'a> {
        match value.to_i64() {
            Some(small) => Value::Int(small),
            None => {
                let digits = self.alloc_slice(&value.magnitude().to_u32_digits());
                Value::Big(self.alloc(Big { negative: value.sign() == Sign::Minus, digits }))
            }
        }
    }
}

impl<'a> Py<'a> {
    /// The `int` of this value.
    #[inline]
    pub fn wide_int(self, value: i128) -> Value<'a> {
        match i64::try_from(value) {
            Ok(small) => Value::Int(small),
            Err(_) => self.int(&BigInt::from(value)),
        }
    }
}

/// The value of an `int` or a `bool`, and nothing of anything else.
pub fn to_bigint(value: Value<'_>) -> Option<BigInt> {
    match value {
        Value::Int(i) => Some(BigInt::from(i)),
        Value::Bool(b) => Some(BigInt::from(i64::from(b))),
        Value::Big(big) => Some(big.to_bigint()),
        _ => None,
    }
}

/// The value of an int that is written in Python's source and does not fit 64 bits: digits of base 10, or of another
/// with `0x`, `0o`, `0b` before them.
pub fn literal<'a>(py: Py<'a>, digits: &str) -> Value<'a> {
    let (radix, digits) = match digits.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    py.int(&BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default())
}

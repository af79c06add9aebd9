//! Numbers read from text, by `PyLong_FromString` and `PyFloat_FromString`.

use std::borrow::Cow;

use num_bigint::BigInt;

use crate::exception::R;
use crate::heap::Py;
use crate::py::chars;

/// `sys.get_int_max_str_digits()`.
const MOST_DIGITS: usize = 4300;

/// The text with Unicode's decimal digits and spaces as ASCII ones; what is neither becomes a `?`, which no number has.
pub fn ascii(text: &str) -> Cow<'_, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(text.as_bytes());
    }
    let fold = |c: char| match c {
        _ if c.is_ascii() => c as u8,
        _ if chars::is_space(c) => b' ',
        _ => match chars::decimal_value(c) {
            Some(digit) => b'0' + digit as u8,
            None => b'?',
        },
    };
    Cow::Owned(text.chars().map(fold).collect())
}

/// C's `isspace`, which knows fewer spaces than `str.isspace`.
fn trim(mut text: &[u8]) -> &[u8] {
    let is_space = |b: &u8| matches!(b, b' ' | b'\t'..=b'\r');
    while let [first, rest @ ..] = text
        && is_space(first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && is_space(last)
    {
        text = rest;
    }
    text
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

/// The int that `text` writes in `base`, 0 or 2 to 36; `None` where it writes none.
///
/// # Errors
/// `ValueError` over 4300 digits, unless the base is a power of two.
pub fn int<'a>(py: Py<'a>, text: &[u8], base: u32) -> R<'a, Option<BigInt>> {
    let (negative, mut text) = sign(trim(text));
    let prefix = match text {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    // Base 0 reads Python's literals, which have no 0 before other digits.
    let zeros_only = base == 0 && prefix == 0 && text.first() == Some(&b'0');
    let base = match base {
        0 if prefix != 0 => prefix,
        0 => 10,
        _ => base,
    };
    if prefix == base {
        text = text.get(2..).unwrap_or_default();
        if let [b'_', rest @ ..] = text {
            text = rest;
        }
    }
    let mut digits = Vec::with_capacity(text.len());
    // An underscore stands between two digits.
    let mut after_digit = false;
    let mut ended = false;
    for &byte in text {
        match char::from(byte).to_digit(base) {
            Some(digit) => digits.push(digit as u8),
            None if byte == b'_' && after_digit => {}
            None => {
                ended = true;
                break;
            }
        }
        after_digit = byte != b'_';
    }
    if !after_digit {
        return Ok(None);
    }
    if !base.is_power_of_two() && digits.len() > MOST_DIGITS {
        let n = digits.len();
        return Err(py.value_error(format_args!(
            "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has {n} digits; use \
             sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    if ended || zeros_only && digits.iter().any(|d| *d != 0) {
        return Ok(None);
    }
    let sign = if negative { num_bigint::Sign::Minus } else { num_bigint::Sign::Plus };
    Ok(BigInt::from_radix_be(sign, &digits, base))
}

/// The float that `text` writes, correctly rounded; `None` where it writes none.
pub fn float(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(trim(text)).ok()?;
    if !text.contains('_') {
        // Rust reads what C's strtod reads, less its hexadecimal and its NaN payloads, which Python refuses too.
        return text.parse().ok();
    }
    let mut plain = String::with_capacity(text.len());
    let mut previous = '\0';
    for c in text.chars() {
        if c == '_' {
            if !previous.is_ascii_digit() {
                return None;
            }
        } else {
            if previous == '_' && !c.is_ascii_digit() {
                return None;
            }
            plain.push(c);
        }
        previous = c;
    }
    if previous == '_' { None } else { plain.parse().ok() }
}

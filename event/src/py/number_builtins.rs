//! The builtin functions of numbers: `abs round divmod pow bin oct hex chr ord`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op, Unary};
use crate::py::clinic::Signature;
use crate::py::{chars, float_ops, int_ops, integer, number};
use crate::value::Value;

/// The names that [`call`] knows.
pub const NAMES: &[&str] = &["abs", "bin", "chr", "divmod", "hex", "oct", "ord", "pow", "round"];

/// `name(*args)`; `None` for a name that is not one of [`NAMES`].
pub fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let one = |function: fn(Py<'a>, Value<'a>) -> Ret<'a>| function(py, args.one(py, name)?);
    Some(match name {
        "abs" => one(abs),
        "bin" => one(bin),
        "chr" => one(chr),
        "hex" => one(hex),
        "oct" => one(oct),
        "ord" => one(ord),
        "divmod" => call_divmod(py, args),
        "pow" => call_pow(py, args),
        "round" => call_round(py, args),
        _ => return None,
    })
}

/// `divmod(*args)`.
///
/// # Errors
/// `TypeError` for another number of arguments than two; what the operator raises.
pub fn call_divmod<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    args.no_keywords(py, "divmod")?;
    match args.pos {
        [a, b] => arithmetic::divmod(py, *a, *b),
        _ => Err(py.type_error(format_args!("divmod expected 2 arguments, got {}", args.pos.len()))),
    }
}

/// `pow(*args)`.
///
/// # Errors
/// `TypeError` for wrong arguments; what [`pow`] raises.
pub fn call_pow<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [base, exp, modulus] = bind(py, "pow", args, ["base", "exp", "mod"], 2)?;
    pow(py, base, exp, modulus)
}

/// `round(*args)`.
///
/// # Errors
/// `TypeError` for wrong arguments; what [`round`] raises.
pub fn call_round<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [number, digits] = bind(py, "round", args, ["number", "ndigits"], 1)?;
    round(py, number, digits)
}

/// The arguments of a builtin that takes them by name too; `None` stands for those not given.
fn bind<'a, const N: usize>(
    py: Py<'a>,
    function: &str,
    args: Args<'a, '_>,
    names: [&str; N],
    required: usize,
) -> R<'a, [Value<'a>; N]> {
    let signature = Signature { function, names, required, positional: N };
    Ok(signature.bind(py, args)?.map(|value| value.unwrap_or(Value::None)))
}

/// `abs(x)`.
///
/// # Errors
/// `TypeError` for what is no number.
pub fn abs<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    match x {
        Value::Float(x) => Ok(Value::Float(x.abs())),
        _ => match integer::to_bigint(x) {
            Some(i) => Ok(py.int(&i.abs())),
            None => arithmetic::other_unary(py, Unary::Abs, x),
        },
    }
}

/// `round(number, ndigits)`: ties go to the even neighbour, and of a float it is its exact value that is rounded.
///
/// # Errors
/// `TypeError`; `OverflowError` and `ValueError` for floats that are not finite, where an int is asked for.
pub fn round<'a>(py: Py<'a>, number: Value<'a>, ndigits: Value<'a>) -> Ret<'a> {
    match number {
        Value::Float(x) if ndigits.is_none() => float_ops::truncate(py, x.round_ties_even()),
        Value::Float(x) => round_float(py, x, number::clipped_index(py, ndigits)?),
        _ => match integer::to_bigint(number) {
            Some(i) if ndigits.is_none() => Ok(py.int(&i)),
            Some(i) => {
                let digits = number::index(py, ndigits)?;
                if !digits.is_negative() {
                    return Ok(py.int(&i));
                }
                // A power of ten over twice the number rounds it to 0.
                match u32::try_from(-digits) {
                    Ok(power) if u64::from(power) <= i.bits() / 3 + 2 => {
                        let unit = BigInt::from(10).pow(power);
                        Ok(py.int(&(nearest(&i, &unit) * unit)))
                    }
                    _ => Ok(Value::Int(0)),
                }
            }
            None => Err(py.type_error(format_args!("type {} doesn't define __round__ method", number.type_name()))),
        },
    }
}

/// `a / b` to the nearest whole number, ties to even; `b` is positive.
fn nearest(a: &BigInt, b: &BigInt) -> BigInt {
    let (quotient, rest) = a.div_mod_floor(b);
    let up = match (rest * 2_u8).cmp(b) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    quotient + u8::from(up)
}

/// `float.__round__(x, digits)`, by the limits of `float___round___impl`.
fn round_float<'a>(py: Py<'a>, x: f64, digits: i64) -> Ret<'a> {
    if !x.is_finite() || digits > 323 || x == 0.0 {
        return Ok(Value::Float(x));
    }
    if digits < -308 {
        return Ok(Value::Float(0.0 * x));
    }
    // The float is mantissa * 2^exponent: scaled by the power of ten, rounded once, and read again as decimal text.
    let (mantissa, exponent) = float_ops::decompose(x);
    let scale = BigInt::from(10).pow(digits.unsigned_abs() as u32);
    let (mut numerator, mut denominator) = (BigInt::from(mantissa), BigInt::from(1));
    if digits >= 0 {
        numerator *= scale;
    } else {
        denominator = scale;
    }
    if exponent >= 0 {
        numerator <<= exponent;
    } else {
        denominator <<= -exponent;
    }
    let rounded = nearest(&numerator, &denominator);
    let size: f64 = format!("{rounded}e{}", -digits).parse().unwrap_or(f64::INFINITY);
    if size.is_infinite() {
        return Err(py.raise(Kind::OverflowError, "rounded value too large to represent"));
    }
    Ok(Value::Float(size.copysign(x)))
}

/// `pow(base, exp, mod)`; without a modulus, `base ** exp`.
///
/// # Errors
/// `TypeError`; `ValueError` for a modulus of zero and a base without inverse; what `**` raises.
pub fn pow<'a>(py: Py<'a>, base: Value<'a>, exp: Value<'a>, modulus: Value<'a>) -> Ret<'a> {
    if modulus.is_none() {
        return arithmetic::binary(py, Op::Pow, base, exp);
    }
    let all = [base, exp, modulus];
    if let [Some(base), Some(exp), Some(modulus)] = all.map(integer::to_bigint) {
        return int_ops::power_modulo(py, &base, &exp, &modulus);
    }
    if all.iter().any(|v| matches!(v, Value::Float(_))) {
        return Err(py.type_error(format_args!("pow() 3rd argument not allowed unless all arguments are integers")));
    }
    let [a, b, c] = all.map(Value::type_name);
    Err(py.type_error(format_args!("unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'")))
}

/// `bin(x)`.
///
/// # Errors
/// `TypeError` for what is no int.
pub fn bin<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    Ok(py.str(&format!("{:#b}", number::index(py, x)?)))
}

/// `oct(x)`.
///
/// # Errors
/// `TypeError` for what is no int.
pub fn oct<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    Ok(py.str(&format!("{:#o}", number::index(py, x)?)))
}

/// `hex(x)`.
///
/// # Errors
/// `TypeError` for what is no int.
pub fn hex<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    Ok(py.str(&format!("{:#x}", number::index(py, x)?)))
}

/// `chr(x)`; a lone surrogate is held as all lone surrogates are.
///
/// # Errors
/// `TypeError` for what is no int; `ValueError` beyond Unicode; `OverflowError` beyond 32 bits.
pub fn chr<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    let Some(code) = number::index(py, x)?.to_i32() else {
        return Err(py.raise(Kind::OverflowError, "Python int too large to convert to C int"));
    };
    match u32::try_from(code).ok().and_then(chars::from_code_point) {
        Some(c) => Ok(py.str(c.encode_utf8(&mut [0; 4]))),
        None => Err(py.value_error(format_args!("chr() arg not in range(0x110000)"))),
    }
}

/// `ord(x)`.
///
/// # Errors
/// `TypeError` for anything but one character or one byte.
pub fn ord<'a>(py: Py<'a>, x: Value<'a>) -> Ret<'a> {
    let found = match x {
        Value::Str(s) => {
            let mut chars = s.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => return Ok(Value::Int(i64::from(crate::py::hash::code_point(c)))),
                _ => s.chars().count(),
            }
        }
        Value::Bytes([byte]) => return Ok(Value::Int(i64::from(*byte))),
        Value::Bytes(bytes) => bytes.len(),
        _ => {
            let class = x.type_name();
            return Err(py.type_error(format_args!("ord() expected string of length 1, but {class} found")));
        }
    };
    Err(py.type_error(format_args!("ord() expected a character, but string of length {found} found")))
}

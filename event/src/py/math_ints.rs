//! The functions of `math` that count: `gcd lcm factorial comb perm isqrt`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::{math, number};
use crate::value::Value;

/// `math.name(*args)`; `None` for a name that is none of these.
pub(crate) fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    Some(match name {
        "gcd" => fold(py, name, args, BigInt::zero(), |a, b| a.gcd(b)),
        "lcm" => fold(py, name, args, BigInt::one(), |a, b| if a.is_zero() { BigInt::zero() } else { a.lcm(b) }),
        "factorial" => math::one(py, name, args).and_then(|n| factorial(py, n)),
        "isqrt" => math::one(py, name, args).and_then(|n| {
            let n = number::index(py, n)?;
            if n.is_negative() {
                return Err(py.value_error(format_args!("isqrt() argument must be nonnegative")));
            }
            Ok(py.int(&n.sqrt()))
        }),
        "comb" => pair(py, name, args).and_then(|[n, k]| comb(py, n, k)),
        "perm" => args.no_keywords(py, "math.perm").and_then(|()| match args.pos {
            [n] | [n, Value::None] => factorial(py, *n),
            [n, k] => perm(py, *n, *k),
            [] => Err(py.type_error(format_args!("perm expected at least 1 argument, got 0"))),
            _ => Err(py.type_error(format_args!("perm expected at most 2 arguments, got {}", args.pos.len()))),
        }),
        _ => return None,
    })
}

/// Two arguments by position.
pub(crate) fn pair<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, [Value<'a>; 2]> {
    args.no_keywords(py, &format!("math.{name}"))?;
    match args.pos {
        [x, y] => Ok([*x, *y]),
        _ => Err(py.type_error(format_args!("{name} expected 2 arguments, got {}", args.pos.len()))),
    }
}

fn fold<'a>(
    py: Py<'a>,
    name: &str,
    args: Args<'a, '_>,
    start: BigInt,
    join: fn(&BigInt, &BigInt) -> BigInt,
) -> Ret<'a> {
    args.no_keywords(py, &format!("math.{name}"))?;
    let mut result = start;
    for value in args.pos {
        let value = number::index(py, *value)?;
        py.room(usize::try_from((result.bits() + value.bits()) / 8).unwrap_or(usize::MAX))?;
        result = join(&result, &value);
    }
    Ok(py.int(&result.abs()))
}

fn factorial<'a>(py: Py<'a>, n: Value<'a>) -> Ret<'a> {
    let n = number::index(py, n)?;
    let Some(n) = n.to_i64() else {
        if n.is_negative() {
            return Err(negative_factorial(py));
        }
        let message = format!("factorial() argument should not exceed {}", i64::MAX);
        return Err(py.raise(Kind::OverflowError, &message));
    };
    let Ok(n) = u64::try_from(n) else { return Err(negative_factorial(py)) };
    room(py, n, 64 - u64::from(n.leading_zeros()))?;
    Ok(py.int(&product(2, n)))
}

#[cold]
fn negative_factorial(py: Py<'_>) -> crate::exception::Exc<'_> {
    py.value_error(format_args!("factorial() not defined for negative values"))
}

/// Asked before `count` factors of up to `bits` bits are multiplied.
fn room<'a>(py: Py<'a>, count: u64, bits: u64) -> R<'a, ()> {
    py.room(usize::try_from(count.saturating_mul(bits) / 8).unwrap_or(usize::MAX))
}

/// `first * (first + 1) * ... * last`, by halves, so that large numbers meet large ones.
fn product(first: u64, last: u64) -> BigInt {
    if first > last {
        return BigInt::one();
    }
    if last - first < 8 {
        return (first..=last).map(BigInt::from).product();
    }
    let middle = first + (last - first) / 2;
    product(first, middle) * product(middle + 1, last)
}

/// `n * (n - 1) * ... `, `k` factors, of an `n` of any size.
fn falling(n: &BigInt, k: u64) -> BigInt {
    if let Some(small) = n.to_u64() {
        return product(small.saturating_sub(k) + 1, small);
    }
    if k <= 8 {
        return (0..k).map(|i| n - i).product();
    }
    let half = k / 2;
    falling(n, half) * falling(&(n - half), k - half)
}

/// Two counts, neither negative.
fn counts<'a>(py: Py<'a>, n: Value<'a>, k: Value<'a>) -> R<'a, (BigInt, BigInt)> {
    let (n, k) = (number::index(py, n)?, number::index(py, k)?);
    for (name, value) in [("n", &n), ("k", &k)] {
        if value.is_negative() {
            return Err(py.value_error(format_args!("{name} must be a non-negative integer")));
        }
    }
    Ok((n, k))
}

fn comb<'a>(py: Py<'a>, n: Value<'a>, k: Value<'a>) -> Ret<'a> {
    let (n, k) = counts(py, n, k)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let other = &n - &k;
    let Some(k) = k.min(other).to_i64() else {
        let message = format!("min(n - k, k) must not exceed {}", i64::MAX);
        return Err(py.raise(Kind::OverflowError, &message));
    };
    let k = k.unsigned_abs();
    room(py, k, n.bits())?;
    Ok(py.int(&(falling(&n, k) / product(2, k))))
}

fn perm<'a>(py: Py<'a>, n: Value<'a>, k: Value<'a>) -> Ret<'a> {
    let (n, k) = counts(py, n, k)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let Some(k) = k.to_i64() else {
        let message = format!("k must not exceed {}", i64::MAX);
        return Err(py.raise(Kind::OverflowError, &message));
    };
    let k = k.unsigned_abs();
    room(py, k, n.bits())?;
    Ok(py.int(&falling(&n, k)))
}

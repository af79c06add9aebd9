//! `math`, by `Modules/mathmodule.c`. The functions of one float are the C library's, as CPython's are.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::clinic::Signature;
use crate::py::modules::Module;
use crate::py::{arithmetic, float_ops, integer, math_ints, math_sums};
use crate::value::Value;

/// The functions that [`call`] knows.
pub const NAMES: &[&str] = &[
    "acos",
    "asin",
    "atan",
    "atan2",
    "ceil",
    "comb",
    "copysign",
    "cos",
    "cosh",
    "degrees",
    "dist",
    "exp",
    "expm1",
    "fabs",
    "factorial",
    "floor",
    "fmod",
    "frexp",
    "fsum",
    "gcd",
    "hypot",
    "isclose",
    "isfinite",
    "isinf",
    "isnan",
    "isqrt",
    "lcm",
    "ldexp",
    "log",
    "log10",
    "log1p",
    "log2",
    "modf",
    "perm",
    "pow",
    "prod",
    "radians",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "trunc",
];

/// The module.
pub const MODULE: Module = Module {
    name: "math",
    functions: NAMES,
    constants: &["pi", "e", "tau", "inf", "nan"],
    in_c: true,
    call,
    constant: |_, name| constant(name).map(Value::Float),
};

/// `math.name`, where it is a number.
pub fn constant(name: &str) -> Option<f64> {
    Some(match name {
        "pi" => std::f64::consts::PI,
        "e" => std::f64::consts::E,
        "tau" => std::f64::consts::TAU,
        "inf" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => return None,
    })
}

/// `math.name(*args)`; `None` for a name that is not one of [`NAMES`].
pub fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let function: fn(f64) -> f64 = match name {
        "acos" => f64::acos,
        "asin" => f64::asin,
        "atan" => f64::atan,
        "cos" => f64::cos,
        "fabs" => f64::abs,
        "sin" => f64::sin,
        "sqrt" => f64::sqrt,
        "tan" => f64::tan,
        "tanh" => f64::tanh,
        "log1p" => f64::ln_1p,
        "degrees" => |x| x * (180.0 / std::f64::consts::PI),
        "radians" => |x| x * (std::f64::consts::PI / 180.0),
        "cosh" => f64::cosh,
        "exp" => f64::exp,
        "expm1" => f64::exp_m1,
        "sinh" => f64::sinh,
        _ => return other(py, name, args),
    };
    Some(of_float(py, name, args, function))
}

fn other<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    Some(match name {
        "floor" => one(py, name, args).and_then(|x| whole(py, x, f64::floor)),
        "ceil" => one(py, name, args).and_then(|x| whole(py, x, f64::ceil)),
        "trunc" => one(py, name, args).and_then(|x| match x {
            Value::Float(x) => float_ops::truncate(py, x),
            _ => match integer::to_bigint(x) {
                Some(i) => Ok(py.int(&i)),
                None => Err(py.type_error(format_args!("type {} doesn't define __trunc__ method", x.type_name()))),
            },
        }),
        "isnan" => test(py, name, args, f64::is_nan),
        "isinf" => test(py, name, args, f64::is_infinite),
        "isfinite" => test(py, name, args, f64::is_finite),
        "log" => log(py, args),
        "log2" => one(py, name, args).and_then(|x| logarithm(py, x, f64::log2)),
        "log10" => one(py, name, args).and_then(|x| logarithm(py, x, f64::log10)),
        "pow" => two(py, name, args).and_then(|(x, y)| power(py, x, y)),
        "fmod" => two(py, name, args).and_then(|(x, y)| {
            // C's fmod knows that what is finite is its own rest by an infinity.
            let rest = if y.is_infinite() && x.is_finite() { x } else { x % y };
            checked(py, rest, x.is_nan() || y.is_nan(), x.is_finite() && y.is_finite(), false)
        }),
        "copysign" => two(py, name, args).map(|(x, y)| Value::Float(x.copysign(y))),
        "atan2" => two(py, name, args).map(|(y, x)| Value::Float(y.atan2(x))),
        "modf" => one(py, name, args).and_then(|x| {
            let x = real(py, x)?;
            let whole = x.trunc();
            let rest = if x.is_infinite() { 0.0 } else { x - whole };
            Ok(py.tuple(&[Value::Float(rest.copysign(x)), Value::Float(whole)]))
        }),
        "frexp" => one(py, name, args).and_then(|x| {
            let (fraction, exponent) = float_ops::frexp(real(py, x)?);
            Ok(py.tuple(&[Value::Float(fraction), Value::Int(i64::from(exponent))]))
        }),
        "ldexp" => ldexp(py, args),
        "isclose" => is_close(py, args),
        "fsum" => one(py, name, args).and_then(|items| math_sums::fsum(py, items)),
        "prod" => math_sums::prod(py, args),
        "hypot" => args.no_keywords(py, "math.hypot").and_then(|()| math_sums::hypot(py, args.pos)),
        "dist" => math_sums::dist(py, args),
        _ => return math_ints::call(py, name, args),
    })
}

/// The one argument of a function whose messages name the module.
pub(crate) fn one<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, Value<'a>> {
    args.one(py, &format!("math.{name}"))
}

/// Two arguments, by position, as floats.
fn two<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, (f64, f64)> {
    let [x, y] = math_ints::pair(py, name, args)?;
    Ok((real(py, x)?, real(py, y)?))
}

/// `PyFloat_AsDouble(x)`.
///
/// # Errors
/// `TypeError` for what is no number; `OverflowError` for an int beyond the largest float.
pub fn real<'a>(py: Py<'a>, x: Value<'a>) -> R<'a, f64> {
    match float_ops::of_number(py, x)? {
        Some(x) => Ok(x),
        None => Err(py.type_error(format_args!("must be real number, not {}", x.type_name()))),
    }
}

#[cold]
pub(crate) fn domain_error(py: Py<'_>) -> Exc<'_> {
    py.value_error(format_args!("math domain error"))
}

/// `result`, where the arguments allow it: NaN only from NaN, an infinity only from an infinity or where the function
/// may overflow, and then it has.
fn checked<'a>(py: Py<'a>, result: f64, from_nan: bool, from_finite: bool, overflows: bool) -> Ret<'a> {
    if result.is_nan() && !from_nan {
        return Err(domain_error(py));
    }
    if result.is_infinite() && from_finite {
        if overflows {
            return Err(py.raise(Kind::OverflowError, "math range error"));
        }
        return Err(domain_error(py));
    }
    Ok(Value::Float(result))
}

fn of_float<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>, function: fn(f64) -> f64) -> Ret<'a> {
    let x = real(py, one(py, name, args)?)?;
    let overflows = matches!(name, "cosh" | "exp" | "expm1" | "sinh");
    match name {
        // These cannot fail, and degrees(1e308) is inf.
        "fabs" | "degrees" | "radians" => Ok(Value::Float(function(x))),
        _ => checked(py, function(x), x.is_nan(), x.is_finite(), overflows),
    }
}

fn test<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>, function: fn(f64) -> bool) -> Ret<'a> {
    Ok(Value::Bool(function(real(py, one(py, name, args)?)?)))
}

/// `floor` and `ceil`, which leave ints as they are.
fn whole<'a>(py: Py<'a>, x: Value<'a>, function: fn(f64) -> f64) -> Ret<'a> {
    match integer::to_bigint(x) {
        Some(i) => Ok(py.int(&i)),
        None => float_ops::truncate(py, function(real(py, x)?)),
    }
}

/// `loghelper`: the logarithm of an int beyond the largest float is taken of its fraction and its exponent.
fn logarithm<'a>(py: Py<'a>, x: Value<'a>, function: fn(f64) -> f64) -> Ret<'a> {
    let Value::Big(big) = x else {
        let x = real(py, x)?;
        if x <= 0.0 {
            return Err(domain_error(py));
        }
        return Ok(Value::Float(function(x)));
    };
    if big.is_negative() {
        return Err(domain_error(py));
    }
    let value = big.to_bigint();
    if let Some(x) = float_ops::from_bigint(&value) {
        return Ok(Value::Float(function(x)));
    }
    // Half of the bits above 1000 are put aside; the rest rounds as the whole would.
    let aside = value.bits() - 1000;
    let sticky = value.magnitude().trailing_zeros().is_some_and(|zeros| zeros < aside);
    let kept = (value >> aside) | num_bigint::BigInt::from(u8::from(sticky));
    let (fraction, exponent) = float_ops::frexp(float_ops::from_bigint(&kept).unwrap_or(f64::NAN));
    let exponent = exponent as f64 + aside as f64;
    Ok(Value::Float(function(fraction) + function(2.0) * exponent))
}

fn log<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    args.no_keywords(py, "log")?;
    match args.pos {
        [x] => logarithm(py, *x, f64::ln),
        [x, base] => {
            let numerator = logarithm(py, *x, f64::ln)?;
            let denominator = logarithm(py, *base, f64::ln)?;
            arithmetic::truediv(py, numerator, denominator)
        }
        _ => Err(py.type_error(format_args!("math.log requires 1 to 2 arguments"))),
    }
}

/// `math.pow(x, y)`, which has C99's results for what is not finite.
fn power<'a>(py: Py<'a>, x: f64, y: f64) -> Ret<'a> {
    let result = x.powf(y);
    if !x.is_finite() || !y.is_finite() {
        return Ok(Value::Float(result));
    }
    if result.is_nan() || result.is_infinite() && x == 0.0 {
        return Err(domain_error(py));
    }
    if result.is_infinite() {
        return Err(py.raise(Kind::OverflowError, "math range error"));
    }
    Ok(Value::Float(result))
}

fn ldexp<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [x, exponent] = math_ints::pair(py, "ldexp", args)?;
    let x = real(py, x)?;
    let Some(exponent) = integer::to_bigint(exponent) else {
        return Err(py.type_error(format_args!("Expected an int as second argument to ldexp.")));
    };
    let negative = exponent.sign() == num_bigint::Sign::Minus;
    let exponent = i32::try_from(&exponent).unwrap_or(if negative { i32::MIN } else { i32::MAX });
    let result = scaled(x, exponent);
    if result.is_infinite() && x.is_finite() {
        return Err(py.raise(Kind::OverflowError, "math range error"));
    }
    Ok(Value::Float(result))
}

/// C's `ldexp`, rounded once: what falls among the subnormal floats is first brought close to them.
fn scaled(x: f64, exponent: i32) -> f64 {
    let (fraction, at) = float_ops::frexp(x);
    let target = exponent.saturating_add(at);
    if fraction == 0.0 || !fraction.is_finite() {
        return x;
    }
    if target > -1021 {
        return float_ops::ldexp(fraction, target);
    }
    // 2^-1000 first is exact; the last factor alone rounds.
    fraction * 2_f64.powi(-1000) * 2_f64.powi((target + 1000).max(-1000))
}

/// `math.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)`.
fn is_close<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let names = ["a", "b", "rel_tol", "abs_tol"];
    let given = Signature { function: "isclose", names, required: 2, positional: 2 }.bind(py, args)?;
    let mut numbers = [0.0, 0.0, 1e-9, 0.0];
    for (number, value) in numbers.iter_mut().zip(given) {
        if let Some(value) = value {
            *number = real(py, value)?;
        }
    }
    let [a, b, relative, absolute] = numbers;
    if relative < 0.0 || absolute < 0.0 {
        return Err(py.value_error(format_args!("tolerances must be non-negative")));
    }
    let close = if a == b {
        true
    } else if a.is_infinite() || b.is_infinite() {
        false
    } else {
        let difference = (b - a).abs();
        difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute
    };
    Ok(Value::Bool(close))
}

//! `datetime.timedelta`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, ToPrimitive, Zero};

use super::args::Params;
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op};
use crate::py::native::Native;
use crate::py::{hash, integer};
use crate::value::Value;

const MAX_DAYS: i64 = 999_999_999;
const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// A duration: seconds and microseconds are never negative and less than a day and a second.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Delta {
    pub days: i64,
    pub seconds: i64,
    pub micros: i64,
}

impl Delta {
    /// `timedelta(0)`.
    pub const ZERO: Delta = Delta { days: 0, seconds: 0, micros: 0 };
    /// `timedelta.min`.
    pub const MIN: Delta = Delta { days: -MAX_DAYS, seconds: 0, micros: 0 };
    /// `timedelta.max`.
    pub const MAX: Delta = Delta { days: MAX_DAYS, seconds: SECONDS_PER_DAY - 1, micros: MICROS_PER_SECOND - 1 };
    /// `timedelta.resolution`.
    pub const RESOLUTION: Delta = Delta { days: 0, seconds: 0, micros: 1 };

    /// Carries microseconds over into seconds, and those into days.
    ///
    /// # Errors
    /// `OverflowError` past 999999999 days.
    pub fn new<'a>(py: Py<'a>, days: i64, seconds: i64, micros: i64) -> R<'a, Delta> {
        let delta = Delta::normal(days, seconds, micros);
        if delta.days.abs() > MAX_DAYS {
            let message = format!("days={}; must have magnitude <= {MAX_DAYS}", delta.days);
            return Err(py.raise(Kind::OverflowError, &message));
        }
        Ok(delta)
    }

    /// As [`Delta::new`], of what is known to be small.
    pub fn normal(days: i64, seconds: i64, micros: i64) -> Delta {
        let seconds = seconds + micros.div_euclid(MICROS_PER_SECOND);
        let days = days + seconds.div_euclid(SECONDS_PER_DAY);
        Delta { days, seconds: seconds.rem_euclid(SECONDS_PER_DAY), micros: micros.rem_euclid(MICROS_PER_SECOND) }
    }

    /// So many whole seconds, known to be few.
    pub fn from_seconds(seconds: i64) -> Delta {
        Delta::normal(0, seconds, 0)
    }

    fn from_bigint<'a>(py: Py<'a>, micros: &BigInt) -> R<'a, Delta> {
        let (seconds, micros) = micros.div_mod_floor(&BigInt::from(MICROS_PER_SECOND));
        let (days, seconds) = seconds.div_mod_floor(&BigInt::from(SECONDS_PER_DAY));
        let Some(days) = days.to_i32() else {
            return Err(py.raise(Kind::OverflowError, "Python int too large to convert to C int"));
        };
        Delta::new(py, i64::from(days), seconds.to_i64().unwrap_or(0), micros.to_i64().unwrap_or(0))
    }

    /// All of it in microseconds.
    pub fn total_micros(self) -> i128 {
        (i128::from(self.days) * i128::from(SECONDS_PER_DAY) + i128::from(self.seconds)) * i128::from(MICROS_PER_SECOND)
            + i128::from(self.micros)
    }

    /// Days and seconds, all in seconds.
    pub fn whole_seconds(self) -> i64 {
        self.days * SECONDS_PER_DAY + self.seconds
    }

    /// `self.total_seconds()`.
    ///
    /// # Errors
    /// None: the division of two integers that it is could raise for others.
    pub fn total_seconds<'a>(self, py: Py<'a>) -> Ret<'a> {
        arithmetic::truediv(py, py.wide_int(self.total_micros()), Value::Int(MICROS_PER_SECOND))
    }

    /// `-self`.
    ///
    /// # Errors
    /// `OverflowError` for `timedelta.max`.
    pub fn neg<'a>(self, py: Py<'a>) -> R<'a, Delta> {
        Delta::new(py, -self.days, -self.seconds, -self.micros)
    }

    /// `self + other`.
    ///
    /// # Errors
    /// `OverflowError`.
    pub fn add<'a>(self, py: Py<'a>, other: Delta) -> R<'a, Delta> {
        Delta::new(py, self.days + other.days, self.seconds + other.seconds, self.micros + other.micros)
    }

    /// `self - other`.
    ///
    /// # Errors
    /// `OverflowError`.
    pub fn sub<'a>(self, py: Py<'a>, other: Delta) -> R<'a, Delta> {
        Delta::new(py, self.days - other.days, self.seconds - other.seconds, self.micros - other.micros)
    }

    /// As a value.
    pub fn value<'a>(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Delta(self)))
    }

    /// `hash(self)`: that of the tuple of its parts.
    ///
    /// # Errors
    /// None.
    pub fn hash<'a>(self, py: Py<'a>) -> R<'a, i64> {
        hash::python(py, py.tuple(&[Value::Int(self.days), Value::Int(self.seconds), Value::Int(self.micros)]))
    }

    /// `repr(self)`.
    pub fn repr(self) -> String {
        let parts = [("days", self.days), ("seconds", self.seconds), ("microseconds", self.micros)];
        let parts: Vec<String> = parts.iter().filter(|(_, n)| *n != 0).map(|(name, n)| format!("{name}={n}")).collect();
        format!("datetime.timedelta({})", if parts.is_empty() { "0".to_owned() } else { parts.join(", ") })
    }

    /// `str(self)`.
    pub fn text(self) -> String {
        let (minutes, seconds) = (self.seconds / 60, self.seconds % 60);
        let days = match self.days {
            0 => String::new(),
            n => format!("{n} day{}, ", if n.abs() == 1 { "" } else { "s" }),
        };
        let micros = if self.micros == 0 { String::new() } else { format!(".{:06}", self.micros) };
        format!("{days}{}:{:02}:{seconds:02}{micros}", minutes / 60, minutes % 60)
    }
}

/// `timedelta(*args)`.
///
/// # Errors
/// `TypeError`, `ValueError` and `OverflowError` as CPython's.
pub fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    const NAMES: [&str; 7] = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"];
    // In the order in which they are added up, each with its place above and what it is in microseconds.
    const UNITS: [(usize, i64); 7] = [
        (2, 1),
        (3, 1_000),
        (1, 1_000_000),
        (4, 60_000_000),
        (5, 3_600_000_000),
        (0, 86_400_000_000),
        (6, 604_800_000_000),
    ];
    let mut given = [None; 7];
    let params = Params { function: Some("__new__"), names: &NAMES, required: 0, positional: 7 };
    params.parse(py, args, |i, value| {
        if let Some(slot) = given.get_mut(i) {
            *slot = Some(value);
        }
        Ok(())
    })?;
    let mut sum = BigInt::zero();
    let mut left = 0.0;
    for (place, factor) in UNITS {
        let (Some(Some(value)), Some(name)) = (given.get(place).copied(), NAMES.get(place)) else { continue };
        add_component(py, &mut sum, &mut left, value, factor, name)?;
    }
    if left != 0.0 {
        // To the nearest whole microsecond; where that is open, to an even sum.
        let mut whole = f64::round(left);
        if (whole - left).abs() == 0.5 {
            let odd = if sum.is_odd() { 1.0 } else { 0.0 };
            whole = 2.0 * f64::round((left + odd) * 0.5) - odd;
        }
        sum += BigInt::from_f64(whole).unwrap_or_default();
    }
    Ok(Delta::from_bigint(py, &sum)?.value(py))
}

/// Adds `value` times `factor` to `sum`, and what is less than a microsecond to `left`.
fn add_component<'a>(
    py: Py<'a>,
    sum: &mut BigInt,
    left: &mut f64,
    value: Value<'a>,
    factor: i64,
    name: &str,
) -> R<'a, ()> {
    if let Some(whole) = integer::to_bigint(value) {
        *sum += whole * factor;
        return Ok(());
    }
    let Value::Float(number) = value else {
        let found = value.type_name();
        return Err(py.type_error(format_args!("unsupported type for timedelta {name} component: {found}")));
    };
    if number.is_nan() {
        return Err(py.value_error(format_args!("cannot convert float NaN to integer")));
    }
    if number.is_infinite() {
        return Err(py.raise(Kind::OverflowError, "cannot convert float infinity to integer"));
    }
    let whole = number.trunc();
    *sum += BigInt::from_f64(whole).unwrap_or_default() * factor;
    let part = number - whole;
    if part != 0.0 {
        let part = factor as f64 * part;
        *sum += BigInt::from_f64(part.trunc()).unwrap_or_default();
        *left += part - part.trunc();
    }
    Ok(())
}

/// `this op other`, or reflected; `None` is `NotImplemented`. Sums of dates are with the dates.
pub fn binary<'a>(py: Py<'a>, op: Op, this: Delta, other: Value<'a>, reflected: bool) -> Option<Ret<'a>> {
    if let Value::Native(Native::Delta(other)) = other {
        let other = *other;
        // Of two timedeltas the left one is asked first, and answers.
        return Some(match op {
            Op::Add => this.add(py, other).map(|sum| sum.value(py)),
            Op::Sub => this.sub(py, other).map(|difference| difference.value(py)),
            Op::TrueDiv => arithmetic::truediv(py, micros(py, this), micros(py, other)),
            Op::FloorDiv => arithmetic::floordiv(py, micros(py, this), micros(py, other)),
            Op::Rem => arithmetic::rem(py, micros(py, this), micros(py, other)).and_then(|rest| of_micros(py, rest)),
            Op::DivMod => arithmetic::floordiv(py, micros(py, this), micros(py, other)).and_then(|quotient| {
                let rest = arithmetic::rem(py, micros(py, this), micros(py, other))?;
                Ok(py.tuple(&[quotient, of_micros(py, rest)?]))
            }),
            _ => return None,
        });
    }
    let number = integer::to_bigint(other);
    match (op, other) {
        (Op::Mul, _) if number.is_some() => {
            number.map(|n| Delta::from_bigint(py, &(n * this.total_micros())).map(|d| d.value(py)))
        }
        (Op::Mul, Value::Float(factor)) => Some(scaled(py, this, factor, false)),
        (Op::TrueDiv, Value::Float(divisor)) if !reflected => Some(scaled(py, this, divisor, true)),
        (Op::TrueDiv, _) if !reflected => {
            number.map(|n| nearest(py, &BigInt::from(this.total_micros()), &n).map(|d| d.value(py)))
        }
        (Op::FloorDiv, _) if !reflected && number.is_some() => {
            Some(arithmetic::floordiv(py, micros(py, this), other).and_then(|quotient| of_micros(py, quotient)))
        }
        _ => None,
    }
}

fn micros<'a>(py: Py<'a>, delta: Delta) -> Value<'a> {
    py.wide_int(delta.total_micros())
}

fn of_micros<'a>(py: Py<'a>, micros: Value<'a>) -> Ret<'a> {
    Ok(Delta::from_bigint(py, &integer::to_bigint(micros).unwrap_or_default())?.value(py))
}

/// `a / b` to the nearest whole number, ties to even.
fn nearest<'a>(py: Py<'a>, a: &BigInt, b: &BigInt) -> R<'a, Delta> {
    if b.is_zero() {
        return Err(py.raise(Kind::ZeroDivisionError, "integer division or modulo by zero"));
    }
    let (quotient, rest) = a.div_mod_floor(b);
    // The rest has the divisor's sign.
    let up = match (rest * 2u8).magnitude().cmp(b.magnitude()) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Less => false,
    };
    Delta::from_bigint(py, &(if up { quotient + 1u8 } else { quotient }))
}

/// `delta * factor`, or `delta / factor`, by the factor's exact ratio.
fn scaled<'a>(py: Py<'a>, delta: Delta, factor: f64, divide: bool) -> Ret<'a> {
    if factor.is_nan() {
        return Err(py.value_error(format_args!("cannot convert NaN to integer ratio")));
    }
    if factor.is_infinite() {
        return Err(py.raise(Kind::OverflowError, "cannot convert Infinity to integer ratio"));
    }
    let (numerator, denominator) = ratio(factor);
    let (times, by) = if divide { (denominator, numerator) } else { (numerator, denominator) };
    Ok(nearest(py, &(times * delta.total_micros()), &by)?.value(py))
}

/// `x.as_integer_ratio()` of a finite float; not in lowest terms, which a quotient does not see.
fn ratio(x: f64) -> (BigInt, BigInt) {
    let (mantissa, exponent, sign) = num_traits::float::FloatCore::integer_decode(x);
    let mantissa = BigInt::from(mantissa) * sign;
    if exponent >= 0 {
        (mantissa << exponent.unsigned_abs(), BigInt::from(1))
    } else {
        (mantissa, BigInt::from(1) << exponent.unsigned_abs())
    }
}

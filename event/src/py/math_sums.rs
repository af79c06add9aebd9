//! The functions of `math` over several numbers: `fsum prod hypot dist`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::clinic::Signature;
use crate::py::iter::Iter;
use crate::py::{arithmetic, float_ops, math, math_ints};
use crate::value::Value;

/// `math.fsum(items)`: the exact sum, rounded once (Shewchuk's growing expansion).
///
/// # Errors
/// `TypeError`; `OverflowError` where a partial sum is beyond the largest float; `ValueError` for `-inf + inf`.
pub(crate) fn fsum<'a>(py: Py<'a>, items: Value<'a>) -> Ret<'a> {
    let items = Iter::of(py, items)?;
    // Floats that do not overlap, smallest first, whose exact sum is the sum so far.
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinities) = (0.0, 0.0);
    while let Some(item) = items.next(py)? {
        let given = math::real(py, item)?;
        let mut x = given;
        let mut kept = 0;
        for j in 0..partials.len() {
            let Some(&y) = partials.get(j) else { break };
            let (large, small) = if x.abs() < y.abs() { (y, x) } else { (x, y) };
            let sum = large + small;
            let rest = small - (sum - large);
            if rest != 0.0 {
                if let Some(slot) = partials.get_mut(kept) {
                    *slot = rest;
                }
                kept += 1;
            }
            x = sum;
        }
        partials.truncate(kept);
        if x == 0.0 {
            continue;
        }
        if x.is_finite() {
            partials.push(x);
            continue;
        }
        if given.is_finite() {
            return Err(py.raise(Kind::OverflowError, "intermediate overflow in fsum"));
        }
        if given.is_infinite() {
            infinities += given;
        }
        special += given;
        partials.clear();
    }
    if special != 0.0 {
        if f64::is_nan(infinities) {
            return Err(py.value_error(format_args!("-inf + inf in fsum")));
        }
        return Ok(Value::Float(special));
    }
    let Some(mut high) = partials.pop() else { return Ok(Value::Float(0.0)) };
    let mut low = 0.0;
    while let Some(y) = partials.pop() {
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // A tie is broken by what is below it, which the rounding of the two above did not see.
    if let Some(next) = partials.last()
        && (low < 0.0 && *next < 0.0 || low > 0.0 && *next > 0.0)
    {
        let twice = low * 2.0;
        let rounded = high + twice;
        if twice == rounded - high {
            high = rounded;
        }
    }
    Ok(Value::Float(high))
}

/// `math.prod(items, /, *, start=1)`.
///
/// # Errors
/// What `*` raises.
pub(crate) fn prod<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let signature = Signature { function: "prod", names: ["", "start"], required: 1, positional: 1 };
    let [items, start] = signature.bind(py, args)?;
    let mut product = start.unwrap_or(Value::Int(1));
    let items = Iter::of(py, items.unwrap_or(Value::None))?;
    while let Some(item) = items.next(py)? {
        product = arithmetic::mul(py, product, item)?;
    }
    Ok(product)
}

/// `math.hypot(*coordinates)`.
///
/// # Errors
/// As [`math::real`].
pub(crate) fn hypot<'a>(py: Py<'a>, coordinates: &[Value<'a>]) -> Ret<'a> {
    let mut sizes = Vec::with_capacity(coordinates.len());
    for x in coordinates {
        sizes.push(math::real(py, *x)?.abs());
    }
    Ok(Value::Float(norm(&mut sizes)))
}

/// `math.dist(p, q)`.
///
/// # Errors
/// As [`math::real`]; `ValueError` for points of different dimensions.
pub(crate) fn dist<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [p, q] = math_ints::pair(py, "dist", args)?;
    let (p, q) = (point(py, p)?, point(py, q)?);
    if p.len() != q.len() {
        return Err(py.value_error(format_args!("both points must have the same number of dimensions")));
    }
    let mut sizes = Vec::with_capacity(p.len());
    for (x, y) in p.iter().zip(&q) {
        sizes.push((math::real(py, *x)? - math::real(py, *y)?).abs());
    }
    Ok(Value::Float(norm(&mut sizes)))
}

fn point<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Vec<Value<'a>>> {
    match value {
        Value::Tuple(items) => Ok(items.to_vec()),
        _ => Iter::all(py, value),
    }
}

/// A sum of which what each addition rounds off is kept.
struct Compensated {
    sum: f64,
    lost: [f64; 3],
}

impl Compensated {
    /// Adds the square of `x`, exactly: split into halves of 26 bits, its products do not round.
    fn add_square(&mut self, x: f64, sign: f64) {
        let wide = x * 134_217_729.0;
        let high = wide - (wide - x);
        let low = x - high;
        let [first, second, third] = &mut self.lost;
        for (term, lost) in [(high * high * sign, first), (2.0 * high * low * sign, second)] {
            let before = self.sum;
            self.sum += term;
            *lost += (before - self.sum) + term;
        }
        *third += low * low * sign;
    }

    fn total(&self) -> f64 {
        let [first, second, third] = self.lost;
        self.sum - 1.0 + (first + second + third)
    }
}

/// `vector_norm` over sizes that are not negative: scaled by a power of two, squared without loss, and the root
/// corrected by one step.
fn norm(sizes: &mut [f64]) -> f64 {
    if sizes.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if sizes.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    if largest == 0.0 || sizes.len() <= 1 {
        return largest;
    }
    let (_, exponent) = float_ops::frexp(largest);
    if exponent < -1023 {
        // The scale of the smallest would be no float: first all are made larger.
        for x in sizes.iter_mut() {
            *x /= f64::MIN_POSITIVE;
        }
        return f64::MIN_POSITIVE * norm(sizes);
    }
    let scale = float_ops::ldexp(1.0, -exponent);
    let mut sum = Compensated { sum: 1.0, lost: [0.0; 3] };
    for x in sizes.iter() {
        sum.add_square(x * scale, 1.0);
    }
    let root = sum.total().sqrt();
    sum.add_square(root, -1.0);
    (root + sum.total() / (2.0 * root)) / scale
}

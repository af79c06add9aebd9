//! `min`, `max` and `sum`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::function as named;
use crate::py::compare::{self, Order};
use crate::py::iter::Iter;
use crate::py::{arithmetic, function};
use crate::value::Value;

/// `min(...)`.
///
/// # Errors
/// As [`max`].
pub fn min<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    extreme(py, "min", Order::Lt, args)
}

/// `max(iterable, key=None, default=...)` and `max(a, b, ..., key=None)`.
///
/// # Errors
/// `TypeError` for items without an order; `ValueError` for nothing without a default; what the key function raises.
pub fn max<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    extreme(py, "max", Order::Gt, args)
}

/// `min_max`: of equals the first stays.
fn extreme<'a>(py: Py<'a>, name: &str, better: Order, args: Args<'a, '_>) -> Ret<'a> {
    let (mut key, mut default) = (None, None);
    let [first, rest @ ..] = args.pos else {
        return Err(py.type_error(format_args!("{name} expected at least 1 argument, got 0")));
    };
    named(name).keywords_among(py, args, &["key", "default"])?;
    for (keyword, value) in args.kw {
        match *keyword {
            "key" => key = (!value.is_none()).then_some(*value),
            _ => default = Some(*value),
        }
    }
    let items = if rest.is_empty() {
        *first
    } else if default.is_some() {
        return Err(
            py.type_error(format_args!("Cannot specify a default for {name}() with multiple positional arguments"))
        );
    } else {
        py.tuple(args.pos)
    };
    let items = Iter::of(py, items)?;
    let mut best: Option<(Value<'a>, Value<'a>)> = None;
    while let Some(item) = items.next(py)? {
        let rank = match key {
            Some(key) => function::call(py, key, Args::pos(&[item]))?,
            None => item,
        };
        best = match best {
            Some((best_rank, _)) if !compare::order(py, better, rank, best_rank)? => best,
            _ => Some((rank, item)),
        };
    }
    match best.map(|(_, item)| item).or(default) {
        Some(item) => Ok(item),
        None => Err(py.raise(Kind::ValueError, &format!("{name}() arg is an empty sequence"))),
    }
}

/// `sum(iterable, start=0)`.
///
/// # Errors
/// `TypeError` for what cannot be added, and for strings.
pub fn sum<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let given = args.pos.len() + args.kw.len();
    if args.pos.is_empty() {
        return Err(py.type_error(format_args!("sum() takes at least 1 positional argument (0 given)")));
    }
    if given > 2 {
        return Err(py.type_error(format_args!("sum() takes at most 2 arguments ({given} given)")));
    }
    named("sum").keywords_among(py, args, &["start"])?;
    let [iterable, start] = args.bind(py, "sum", ["", "start"], 1, 2)?;
    let items = Iter::of(py, iterable.unwrap_or(Value::None))?;
    let start = start.unwrap_or(Value::Int(0));
    match start {
        Value::Str(_) => Err(py.type_error(format_args!("sum() can't sum strings [use ''.join(seq) instead]"))),
        Value::Bytes(_) => Err(py.type_error(format_args!("sum() can't sum bytes [use b''.join(seq) instead]"))),
        _ => add_all(py, items, start),
    }
}

fn add_all<'a>(py: Py<'a>, items: &'a Iter<'a>, start: Value<'a>) -> R<'a, Value<'a>> {
    let mut sum = start;
    while let Some(item) = items.next(py)? {
        sum = match (sum, item) {
            (Value::Int(a), Value::Int(b)) if a.checked_add(b).is_some() => Value::Int(a.wrapping_add(b)),
            _ => arithmetic::add(py, sum, item)?,
        };
    }
    Ok(sum)
}

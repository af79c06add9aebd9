//! What methods of `str` and `bytes` take: counts, positions and keywords, with the messages of CPython's
//! `Python/getargs.c` and of its argument clinic.

use num_traits::ToPrimitive;

use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::args::Args;
use crate::value::Value;

/// Positional arguments of a function that the argument clinic made: `replace expected at least 2 arguments, got 1`.
///
/// # Errors
/// `TypeError` for a keyword, or another number than `least..=most`.
pub fn expect<'a, 'c>(
    py: Py<'a>,
    class: &str,
    name: &str,
    args: Args<'a, 'c>,
    least: usize,
    most: usize,
) -> R<'a, &'c [Value<'a>]> {
    no_keywords(py, class, name, args)?;
    let given = args.pos.len();
    if (least..=most).contains(&given) {
        return Ok(args.pos);
    }
    let (bound, limit) = match (least == most, given < least) {
        (true, _) => ("", least),
        (_, true) => ("at least ", least),
        (_, false) => ("at most ", most),
    };
    let plural = if limit == 1 { "" } else { "s" };
    Err(py.type_error(format_args!("{name} expected {bound}{limit} argument{plural}, got {given}")))
}

/// Positional arguments of a function that parses its tuple: `find() takes at least 1 argument (0 given)`.
///
/// # Errors
/// `TypeError` for a keyword, or another number than `least..=most`.
pub fn take<'a, 'c>(
    py: Py<'a>,
    class: &str,
    name: &str,
    args: Args<'a, 'c>,
    least: usize,
    most: usize,
) -> R<'a, &'c [Value<'a>]> {
    no_keywords(py, class, name, args)?;
    let given = args.pos.len();
    let (bound, limit) = if given < least {
        ("at least", least)
    } else if given > most {
        ("at most", most)
    } else {
        return Ok(args.pos);
    };
    let plural = if limit == 1 { "" } else { "s" };
    Err(py.type_error(format_args!("{name}() takes {bound} {limit} argument{plural} ({given} given)")))
}

fn no_keywords<'a>(py: Py<'a>, class: &str, name: &str, args: Args<'a, '_>) -> R<'a, ()> {
    if args.kw.is_empty() {
        return Ok(());
    }
    Err(py.type_error(format_args!("{class}.{name}() takes no keyword arguments")))
}

/// Optional arguments by position or by name.
///
/// # Errors
/// `TypeError` for too many, unknown or doubled ones.
pub fn optional<'a, const N: usize>(
    py: Py<'a>,
    function: &str,
    args: Args<'a, '_>,
    names: [&str; N],
) -> R<'a, [Option<Value<'a>>; N]> {
    let given = args.pos.len() + args.kw.len();
    if given > N {
        let keyword = if args.pos.is_empty() { "keyword " } else { "" };
        let plural = if N == 1 { "" } else { "s" };
        return Err(
            py.type_error(format_args!("{function}() takes at most {N} {keyword}argument{plural} ({given} given)"))
        );
    }
    let mut bound = [None; N];
    for (slot, value) in bound.iter_mut().zip(args.pos) {
        *slot = Some(*value);
    }
    for (name, value) in args.kw {
        let Some(at) = names.iter().position(|n| n == name) else {
            return Err(py.type_error(format_args!("'{name}' is an invalid keyword argument for {function}()")));
        };
        match bound.get_mut(at) {
            Some(free @ None) => *free = Some(*value),
            _ => {
                return Err(py.type_error(format_args!(
                    "argument for {function}() given by name ('{name}') and position ({})",
                    at + 1
                )));
            }
        }
    }
    Ok(bound)
}

/// An `int` argument of C's `Py_ssize_t`.
///
/// # Errors
/// `TypeError` for what is no `int`; `OverflowError` beyond 64 bits.
pub fn ssize<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i64> {
    match value {
        Value::Int(i) => Ok(i),
        Value::Bool(b) => Ok(i64::from(b)),
        Value::Big(_) => Err(py.raise(Kind::OverflowError, "Python int too large to convert to C ssize_t")),
        _ => Err(not_an_integer(py, value)),
    }
}

/// How often something is done at the most, which has no limit where it is not given or negative.
///
/// # Errors
/// As [`ssize`].
pub fn most<'a>(py: Py<'a>, value: Option<Value<'a>>) -> R<'a, usize> {
    match value {
        Some(most) => Ok(usize::try_from(ssize(py, most)?).unwrap_or(usize::MAX)),
        None => Ok(usize::MAX),
    }
}

/// `splitlines(keepends=False)`.
///
/// # Errors
/// As [`c_int`].
pub fn keepends<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, bool> {
    let [keep] = optional(py, "splitlines", args, ["keepends"])?;
    match keep {
        Some(keep) => Ok(c_int(py, keep)? != 0),
        None => Ok(false),
    }
}

/// `expandtabs(tabsize=8)`.
///
/// # Errors
/// As [`c_int`].
pub fn tab_size<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, usize> {
    let [size] = optional(py, "expandtabs", args, ["tabsize"])?;
    match size {
        Some(size) => Ok(usize::try_from(c_int(py, size)?).unwrap_or(0)),
        None => Ok(8),
    }
}

/// An `int` argument of C's `int`.
///
/// # Errors
/// `TypeError` for what is no `int`; `OverflowError` beyond 32 bits.
pub fn c_int<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i32> {
    let int = match value {
        Value::Int(i) => i.to_i32(),
        Value::Bool(b) => Some(i32::from(b)),
        Value::Big(_) => None,
        _ => return Err(not_an_integer(py, value)),
    };
    int.ok_or_else(|| py.raise(Kind::OverflowError, "Python int too large to convert to C int"))
}

#[cold]
fn not_an_integer<'a>(py: Py<'a>, value: Value<'a>) -> crate::exception::Exc<'a> {
    py.type_error(format_args!("'{}' object cannot be interpreted as an integer", value.type_name()))
}

/// The part of `len` items that `start` and `end` name as a slice does: negative from the end, cut to what is there.
/// The start may lie beyond the end, which differs from an empty part where an empty text is looked for.
///
/// # Errors
/// `TypeError` for a bound that is neither `int` nor `None`.
pub fn bounds<'a>(
    py: Py<'a>,
    start: Option<&Value<'a>>,
    end: Option<&Value<'a>>,
    len: impl Fn() -> usize,
) -> R<'a, Option<(usize, usize)>> {
    let start = bound(py, start)?;
    let end = bound(py, end)?;
    if start.is_none() && end.is_none() {
        return Ok(None);
    }
    let len = i64::try_from(len()).unwrap_or(i64::MAX);
    let from_end = |i: i64| if i < 0 { i.saturating_add(len).max(0) } else { i };
    let start = from_end(start.unwrap_or(0));
    let end = from_end(end.unwrap_or(i64::MAX)).min(len);
    Ok(Some((usize::try_from(start).unwrap_or(usize::MAX), usize::try_from(end).unwrap_or(0))))
}

fn bound<'a>(py: Py<'a>, value: Option<&Value<'a>>) -> R<'a, Option<i64>> {
    match value {
        None | Some(Value::None) => Ok(None),
        Some(Value::Int(i)) => Ok(Some(*i)),
        Some(Value::Bool(b)) => Ok(Some(i64::from(*b))),
        Some(Value::Big(big)) => Ok(Some(if big.is_negative() { i64::MIN } else { i64::MAX })),
        Some(_) => {
            Err(py.type_error(format_args!("slice indices must be integers or None or have an __index__ method")))
        }
    }
}

/// The type of an argument as the argument clinic's messages name it: `None` by its value.
pub fn argument_type(value: Value<'_>) -> &'static str {
    if value.is_none() { "None" } else { value.type_name() }
}

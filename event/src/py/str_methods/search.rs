//! `find`, `count`, `replace`, `startswith` and their like.

use memchr::memmem;

use super::{bounds, expect, len, needs_str, offset, str_argument, take};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::value::Value;

/// A part of a text, and where it begins, in code points.
struct Part<'a> {
    text: &'a str,
    index: usize,
}

/// What `start` and `end` leave of `s`; `None` where the start lies beyond the end, so that not even an empty text is
/// found.
fn part<'a>(py: Py<'a>, s: &'a str, start: Option<&Value<'a>>, end: Option<&Value<'a>>) -> R<'a, Option<Part<'a>>> {
    let Some((start, end)) = bounds(py, start, end, || len(s))? else {
        return Ok(Some(Part { text: s, index: 0 }));
    };
    if start > end {
        return Ok(None);
    }
    let byte = offset(s, start);
    let rest = s.get(byte..).unwrap_or("");
    let text = rest.get(..offset(rest, end - start)).unwrap_or("");
    Ok(Some(Part { text, index: start }))
}

/// `s.find(sub, start, end)`.
///
/// # Errors
/// `TypeError` for arguments of other types.
pub fn find<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    Ok(Value::Int(position(py, s, "find", args, false)?.unwrap_or(-1)))
}

/// `s.rfind(sub, start, end)`.
///
/// # Errors
/// As [`find`].
pub fn rfind<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    Ok(Value::Int(position(py, s, "rfind", args, true)?.unwrap_or(-1)))
}

/// `s.index(sub, start, end)`.
///
/// # Errors
/// As [`find`]; `ValueError` where it is not found.
pub fn index<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    found(py, position(py, s, "index", args, false)?)
}

/// `s.rindex(sub, start, end)`.
///
/// # Errors
/// As [`index`].
pub fn rindex<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    found(py, position(py, s, "rindex", args, true)?)
}

fn found<'a>(py: Py<'a>, position: Option<i64>) -> Ret<'a> {
    position.map(Value::Int).ok_or_else(|| py.value_error(format_args!("substring not found")))
}

fn position<'a>(py: Py<'a>, s: &'a str, name: &str, args: Args<'a, '_>, last: bool) -> R<'a, Option<i64>> {
    let args = take(py, "str", name, args, 1, 3)?;
    let part = part(py, s, args.get(1), args.get(2))?;
    let sub = needs_str(py, args.first().copied().unwrap_or(Value::None))?;
    let Some(part) = part else { return Ok(None) };
    let text = part.text.as_bytes();
    let at = if last { memmem::rfind(text, sub.as_bytes()) } else { memmem::find(text, sub.as_bytes()) };
    Ok(at.and_then(|at| i64::try_from(part.index + len(part.text.get(..at).unwrap_or(""))).ok()))
}

/// `s.count(sub, start, end)`: without overlaps.
///
/// # Errors
/// As [`find`].
pub fn count<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let args = take(py, "str", "count", args, 1, 3)?;
    let part = part(py, s, args.get(1), args.get(2))?;
    let sub = needs_str(py, args.first().copied().unwrap_or(Value::None))?;
    let n = match part {
        None => 0,
        Some(part) if sub.is_empty() => len(part.text) + 1,
        Some(part) => memmem::find_iter(part.text.as_bytes(), sub.as_bytes()).count(),
    };
    Ok(Value::Int(i64::try_from(n).unwrap_or(i64::MAX)))
}

/// `s.startswith(prefix, start, end)`.
///
/// # Errors
/// `TypeError` for a prefix that is neither a `str` nor a tuple of them.
pub fn startswith<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    affix(py, s, "startswith", args, |text, prefix| text.starts_with(prefix))
}

/// `s.endswith(suffix, start, end)`.
///
/// # Errors
/// As [`startswith`].
pub fn endswith<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    affix(py, s, "endswith", args, |text, suffix| text.ends_with(suffix))
}

fn affix<'a>(py: Py<'a>, s: &'a str, name: &str, args: Args<'a, '_>, has: fn(&str, &str) -> bool) -> Ret<'a> {
    let args = take(py, "str", name, args, 1, 3)?;
    let wanted = args.first().copied().unwrap_or(Value::None);
    let part = part(py, s, args.get(1), args.get(2))?;
    let has = |affix: &str| part.as_ref().is_some_and(|part| has(part.text, affix));
    match (wanted, wanted.as_tuple()) {
        (Value::Str(affix), _) => Ok(Value::Bool(has(affix))),
        (_, Some(affixes)) => {
            for affix in affixes {
                let Value::Str(affix) = affix else {
                    return Err(py.type_error(format_args!(
                        "tuple for {name} must only contain str, not {}",
                        affix.type_name()
                    )));
                };
                if has(affix) {
                    return Ok(Value::Bool(true));
                }
            }
            Ok(Value::Bool(false))
        }
        (other, None) => {
            Err(py
                .type_error(format_args!("{name} first arg must be str or a tuple of str, not {}", other.type_name())))
        }
    }
}

/// `s.removeprefix(prefix)`.
///
/// # Errors
/// `TypeError` for what is no `str`.
pub fn removeprefix<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let prefix = args.one(py, "str.removeprefix")?;
    let Value::Str(prefix) = prefix else { return Err(not_str(py, "removeprefix", prefix)) };
    Ok(Value::Str(s.strip_prefix(prefix).unwrap_or(s)))
}

/// `s.removesuffix(suffix)`.
///
/// # Errors
/// As [`removeprefix`].
pub fn removesuffix<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let suffix = args.one(py, "str.removesuffix")?;
    let Value::Str(suffix) = suffix else { return Err(not_str(py, "removesuffix", suffix)) };
    Ok(Value::Str(s.strip_suffix(suffix).unwrap_or(s)))
}

#[cold]
fn not_str<'a>(py: Py<'a>, name: &str, value: Value<'a>) -> crate::exception::Exc<'a> {
    py.type_error(format_args!("{name}() argument must be str, not {}", crate::py::arguments::argument_type(value)))
}

/// `s.replace(old, new, count)`.
///
/// # Errors
/// `TypeError` for arguments of other types; `MemoryError` for a result past the heap's limit.
pub fn replace<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let args = expect(py, "str", "replace", args, 2, 3)?;
    let old = str_argument(py, "replace", 1, args.first().copied().unwrap_or(Value::None))?;
    let new = str_argument(py, "replace", 2, args.get(1).copied().unwrap_or(Value::None))?;
    let most = crate::py::arguments::most(py, args.get(2).copied())?;
    replaced(py, s, old, new, most).map(Value::Str)
}

/// `s` with the first `most` occurrences of `old` replaced by `new`.
///
/// # Errors
/// `MemoryError` for a result past the heap's limit.
pub fn replaced<'a>(py: Py<'a>, s: &'a str, old: &str, new: &str, most: usize) -> R<'a, &'a str> {
    if most == 0 || old == new {
        return Ok(s);
    }
    let at: Vec<usize> = if old.is_empty() {
        s.char_indices().map(|(at, _)| at).chain([s.len()]).take(most).collect()
    } else {
        memmem::find_iter(s.as_bytes(), old.as_bytes()).take(most).collect()
    };
    if at.is_empty() {
        return Ok(s);
    }
    let size = s.len() - at.len() * old.len() + at.len().saturating_mul(new.len());
    py.room(size)?;
    let mut out = bumpalo::collections::String::with_capacity_in(size, py.bump());
    let mut from = 0;
    for at in at {
        out.push_str(s.get(from..at).unwrap_or(""));
        out.push_str(new);
        from = at + old.len();
    }
    out.push_str(s.get(from..).unwrap_or(""));
    Ok(out.into_bump_str())
}

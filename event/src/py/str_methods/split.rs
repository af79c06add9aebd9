//! `split`, `strip`, `partition`, `splitlines`, `join`.

use memchr::memmem;

use super::{needs_str, optional};
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::{arguments, chars};
use crate::value::Value;

/// `s.split(sep=None, maxsplit=-1)`.
///
/// # Errors
/// `TypeError` for arguments of other types; `ValueError` for an empty separator.
pub fn split<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let (separator, most) = split_arguments(py, "split", args)?;
    let parts = match separator {
        Some(separator) => split_on(s, separator, most),
        None => split_space(s, most),
    };
    list(py, &parts)
}

/// `s.rsplit(sep=None, maxsplit=-1)`.
///
/// # Errors
/// As [`split`].
pub fn rsplit<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let (separator, most) = split_arguments(py, "rsplit", args)?;
    let mut parts = match separator {
        Some(separator) => rsplit_on(s, separator, most),
        None => rsplit_space(s, most),
    };
    parts.reverse();
    list(py, &parts)
}

fn split_arguments<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, (Option<&'a str>, usize)> {
    let [separator, most] = optional(py, name, args, ["sep", "maxsplit"])?;
    let most = arguments::most(py, most)?;
    match separator {
        None | Some(Value::None) => Ok((None, most)),
        Some(Value::Str("")) => Err(py.value_error(format_args!("empty separator"))),
        Some(Value::Str(separator)) => Ok((Some(separator), most)),
        Some(other) => Err(py.type_error(format_args!("must be str or None, not {}", other.type_name()))),
    }
}

/// `s.split(separator)` with a separator that is not empty.
pub fn split_on<'a>(s: &'a str, separator: &str, most: usize) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in memmem::find_iter(s.as_bytes(), separator.as_bytes()).take(most) {
        parts.push(s.get(from..at).unwrap_or(""));
        from = at + separator.len();
    }
    parts.push(s.get(from..).unwrap_or(""));
    parts
}

/// The parts from the last one on.
fn rsplit_on<'a>(s: &'a str, separator: &str, most: usize) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut to = s.len();
    for at in memmem::rfind_iter(s.as_bytes(), separator.as_bytes()).take(most) {
        parts.push(s.get(at + separator.len()..to).unwrap_or(""));
        to = at;
    }
    parts.push(s.get(..to).unwrap_or(""));
    parts
}

/// `s.split()`: at runs of white space, none of which are kept; what is left past `most` keeps its end.
pub fn split_space(s: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = s.trim_start_matches(chars::is_space);
    while !rest.is_empty() {
        if parts.len() >= most {
            parts.push(rest);
            break;
        }
        let end = rest.find(chars::is_space).unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        parts.push(part);
        rest = after.trim_start_matches(chars::is_space);
    }
    parts
}

fn rsplit_space(s: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = s.trim_end_matches(chars::is_space);
    while !rest.is_empty() {
        if parts.len() >= most {
            parts.push(rest);
            break;
        }
        let space = rest.char_indices().rev().find(|(_, c)| chars::is_space(*c));
        let begin = space.map_or(0, |(at, c)| at + c.len_utf8());
        let (before, part) = rest.split_at_checked(begin).unwrap_or(("", rest));
        parts.push(part);
        rest = before.trim_end_matches(chars::is_space);
    }
    parts
}

/// `s.splitlines(keepends=False)`.
///
/// # Errors
/// `TypeError` for arguments of other types.
pub fn splitlines<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let keep = arguments::keepends(py, args)?;
    let mut lines = Vec::new();
    let mut rest = s;
    while let Some((end, c)) = rest.char_indices().find(|(_, c)| chars::is_line_break(*c)) {
        let width = if rest.get(end..).is_some_and(|r| r.starts_with("\r\n")) { 2 } else { c.len_utf8() };
        let (line, after) = rest.split_at_checked(end + width).unwrap_or((rest, ""));
        lines.push(if keep { line } else { line.get(..end).unwrap_or("") });
        rest = after;
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    list(py, &lines)
}

fn list<'a>(py: Py<'a>, parts: &[&'a str]) -> Ret<'a> {
    py.room(std::mem::size_of_val(parts))?;
    let values: Vec<Value<'a>> = parts.iter().map(|part| Value::Str(part)).collect();
    Ok(py.list(&values))
}

/// `s.partition(sep)`.
///
/// # Errors
/// `TypeError` for what is no `str`; `ValueError` for an empty separator.
pub fn partition<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let separator = separator(py, args.one(py, "str.partition")?)?;
    Ok(thirds(py, s, separator, memmem::find(s.as_bytes(), separator.as_bytes()), [s, "", ""]))
}

/// `s.rpartition(sep)`.
///
/// # Errors
/// As [`partition`].
pub fn rpartition<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let separator = separator(py, args.one(py, "str.rpartition")?)?;
    Ok(thirds(py, s, separator, memmem::rfind(s.as_bytes(), separator.as_bytes()), ["", "", s]))
}

fn separator<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    match needs_str(py, value)? {
        "" => Err(py.value_error(format_args!("empty separator"))),
        separator => Ok(separator),
    }
}

fn thirds<'a>(py: Py<'a>, s: &'a str, separator: &'a str, at: Option<usize>, none: [&'a str; 3]) -> Value<'a> {
    let found = at.and_then(|at| Some([s.get(..at)?, separator, s.get(at + separator.len()..)?]));
    py.tuple(&found.unwrap_or(none).map(Value::Str))
}

/// `s.strip(chars)`, `s.lstrip(chars)`, `s.rstrip(chars)`, by `name`.
///
/// # Errors
/// `TypeError` for arguments of other types.
pub fn strip<'a>(py: Py<'a>, s: &'a str, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let args = super::expect(py, "str", name, args, 0, 1)?;
    let (left, right) = (name != "rstrip", name != "lstrip");
    match args.first() {
        None | Some(Value::None) => Ok(Value::Str(trim(s, left, right, chars::is_space))),
        Some(Value::Str(set)) => Ok(Value::Str(trim(s, left, right, |c| set.contains(c)))),
        Some(_) => Err(py.type_error(format_args!("{name} arg must be None or str"))),
    }
}

fn trim(s: &str, left: bool, right: bool, is: impl Fn(char) -> bool) -> &str {
    let s = if left { s.trim_start_matches(&is) } else { s };
    if right { s.trim_end_matches(&is) } else { s }
}

/// `s.join(items)`.
///
/// # Errors
/// `TypeError` for what cannot be walked and for items that are no `str`; what walking raises.
pub fn join<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let items = joined(py, args.one(py, "str.join")?)?;
    let mut size = 0_usize;
    for (at, item) in items.iter().enumerate() {
        let Value::Str(text) = item else {
            return Err(
                py.type_error(format_args!("sequence item {at}: expected str instance, {} found", item.type_name()))
            );
        };
        size = size.saturating_add(text.len()).saturating_add(s.len());
    }
    if let [Value::Str(only)] = items.as_slice() {
        return Ok(Value::Str(only));
    }
    py.room(size)?;
    let mut out = bumpalo::collections::String::with_capacity_in(size, py.bump());
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(s);
        }
        out.push_str(item.as_str().unwrap_or(""));
    }
    Ok(Value::Str(out.into_bump_str()))
}

/// The items of what is joined.
///
/// # Errors
/// `TypeError` for what cannot be walked; what walking raises.
pub(crate) fn joined<'a>(py: Py<'a>, items: Value<'a>) -> R<'a, Vec<Value<'a>>> {
    match items {
        Value::List(list) => Ok(list.items().to_vec()),
        Value::Tuple(items) => Ok(items.to_vec()),
        other => match Iter::of(py, other) {
            Ok(iter) => Ok(iter.collect(py)?.to_vec()),
            Err(e) if e.kind() == Kind::TypeError => Err(py.type_error(format_args!("can only join an iterable"))),
            Err(e) => Err(e),
        },
    }
}

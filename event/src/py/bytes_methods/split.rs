//! `split`, `rsplit`, `splitlines`, `partition`, `rpartition`, `strip`, `join`.

use memchr::memmem;

use super::{is_space, like, owned};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::{self, expect, optional};
use crate::py::str_methods::split::joined;
use crate::value::Value;

/// `b.split(sep=None, maxsplit=-1)`.
///
/// # Errors
/// `TypeError` for arguments of other types; `ValueError` for an empty separator.
pub fn split<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let (separator, most) = split_arguments(py, "split", args)?;
    let mut parts = Vec::new();
    match separator {
        None => {
            let mut rest = trim(b, true, false, is_space);
            while !rest.is_empty() {
                let end = rest.iter().position(|b| is_space(*b)).filter(|_| parts.len() < most);
                let (part, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
                parts.push(part);
                rest = trim(after, true, false, is_space);
            }
        }
        Some(separator) => {
            let mut from = 0;
            for at in memmem::find_iter(b, separator).take(most) {
                parts.push(b.get(from..at).unwrap_or(&[]));
                from = at + separator.len();
            }
            parts.push(b.get(from..).unwrap_or(&[]));
        }
    }
    list(py, &parts)
}

/// `b.rsplit(sep=None, maxsplit=-1)`.
///
/// # Errors
/// As [`split`].
pub fn rsplit<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let (separator, most) = split_arguments(py, "rsplit", args)?;
    let mut parts = Vec::new();
    match separator {
        None => {
            let mut rest = trim(b, false, true, is_space);
            while !rest.is_empty() {
                let space = rest.iter().rposition(|b| is_space(*b)).filter(|_| parts.len() < most);
                let (before, part) = rest.split_at_checked(space.map_or(0, |at| at + 1)).unwrap_or((&[], rest));
                parts.push(part);
                rest = trim(before, false, true, is_space);
            }
        }
        Some(separator) => {
            let mut to = b.len();
            for at in memmem::rfind_iter(b, separator).take(most) {
                parts.push(b.get(at + separator.len()..to).unwrap_or(&[]));
                to = at;
            }
            parts.push(b.get(..to).unwrap_or(&[]));
        }
    }
    parts.reverse();
    list(py, &parts)
}

fn split_arguments<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, (Option<&'a [u8]>, usize)> {
    let [separator, most] = optional(py, name, args, ["sep", "maxsplit"])?;
    let most = arguments::most(py, most)?;
    match separator {
        None | Some(Value::None) => Ok((None, most)),
        Some(separator) => Ok((Some(not_empty(py, separator)?), most)),
    }
}

/// A separator.
fn not_empty<'a>(py: Py<'a>, separator: Value<'a>) -> R<'a, &'a [u8]> {
    match like(py, separator)? {
        [] => Err(py.value_error(format_args!("empty separator"))),
        separator => Ok(separator),
    }
}

fn list<'a>(py: Py<'a>, parts: &[&'a [u8]]) -> Ret<'a> {
    py.room(std::mem::size_of_val(parts))?;
    let values: Vec<Value<'a>> = parts.iter().map(|part| Value::Bytes(part)).collect();
    Ok(py.list(&values))
}

/// `b.splitlines(keepends=False)`: a line ends at `\n`, `\r` or both, and nowhere else.
///
/// # Errors
/// `TypeError` for arguments of other types.
pub fn splitlines<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let keep = arguments::keepends(py, args)?;
    let mut lines = Vec::new();
    let mut rest = b;
    while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
        let width = if rest.get(end..).is_some_and(|rest| rest.starts_with(b"\r\n")) { 2 } else { 1 };
        let (line, after) = rest.split_at_checked(end + width).unwrap_or((rest, &[]));
        lines.push(if keep { line } else { line.get(..end).unwrap_or(&[]) });
        rest = after;
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    list(py, &lines)
}

/// `b.partition(sep)`.
///
/// # Errors
/// `TypeError` for what is no `bytes`; `ValueError` for an empty separator.
pub fn partition<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let separator = not_empty(py, args.one(py, "bytes.partition")?)?;
    Ok(thirds(py, b, separator, memmem::find(b, separator), [b, &[], &[]]))
}

/// `b.rpartition(sep)`.
///
/// # Errors
/// As [`partition`].
pub fn rpartition<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let separator = not_empty(py, args.one(py, "bytes.rpartition")?)?;
    Ok(thirds(py, b, separator, memmem::rfind(b, separator), [&[], &[], b]))
}

fn thirds<'a>(py: Py<'a>, b: &'a [u8], separator: &'a [u8], at: Option<usize>, none: [&'a [u8]; 3]) -> Value<'a> {
    let found = at.and_then(|at| Some([b.get(..at)?, separator, b.get(at + separator.len()..)?]));
    py.tuple(&found.unwrap_or(none).map(Value::Bytes))
}

/// `b.strip(chars)`, `b.lstrip(chars)`, `b.rstrip(chars)`, by `name`.
///
/// # Errors
/// `TypeError` for arguments of other types.
pub fn strip<'a>(py: Py<'a>, b: &'a [u8], name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let args = expect(py, "bytes", name, args, 0, 1)?;
    let (left, right) = (name != "rstrip", name != "lstrip");
    Ok(Value::Bytes(match args.first() {
        None | Some(Value::None) => trim(b, left, right, is_space),
        Some(set) => {
            let set = like(py, *set)?;
            trim(b, left, right, |b| set.contains(&b))
        }
    }))
}

fn trim(b: &[u8], left: bool, right: bool, is: impl Fn(u8) -> bool) -> &[u8] {
    let from = if left { b.iter().position(|b| !is(*b)).unwrap_or(b.len()) } else { 0 };
    let to = if right { b.iter().rposition(|b| !is(*b)).map_or(from, |at| at + 1) } else { b.len() };
    b.get(from..to).unwrap_or(&[])
}

/// `b.join(items)`.
///
/// # Errors
/// `TypeError` for what cannot be walked and for items that are no `bytes`; what walking raises.
pub fn join<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let items = joined(py, args.one(py, "bytes.join")?)?;
    let mut out = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Value::Bytes(item) = item else {
            return Err(py.type_error(format_args!(
                "sequence item {at}: expected a bytes-like object, {} found",
                item.type_name()
            )));
        };
        py.room(out.len() + b.len() + item.len())?;
        if at > 0 {
            out.extend_from_slice(b);
        }
        out.extend_from_slice(item);
    }
    Ok(owned(py, &out))
}

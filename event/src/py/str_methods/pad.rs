//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`: texts of a width that the rule chooses.

use super::{expect, len, ssize};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments;
use crate::value::Value;

/// `s.center(width, fillchar)`, `s.ljust(..)`, `s.rjust(..)`, by `name`.
///
/// # Errors
/// `TypeError` for arguments of other types; `MemoryError` for a width past the heap's limit.
pub fn justify<'a>(py: Py<'a>, s: &'a str, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let args = expect(py, "str", name, args, 1, 2)?;
    let width = ssize(py, args.first().copied().unwrap_or(Value::None))?;
    let fill = match args.get(1) {
        Some(fill) => fill_character(py, *fill)?,
        None => ' ',
    };
    let Some(missing) = missing(s, width) else { return Ok(Value::Str(s)) };
    let left = left(name, missing, width);
    padded(py, s, fill, left, missing - left).map(Value::Str)
}

/// How many of the characters that are missing go to the left, by the method's name.
pub(crate) fn left(name: &str, missing: usize, width: i64) -> usize {
    match name {
        "ljust" => 0,
        "rjust" => missing,
        // Where one is over, it goes to the left of an even text and to the right of an odd one.
        _ => missing / 2 + (missing & usize::try_from(width).unwrap_or(0) & 1),
    }
}

fn fill_character<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, char> {
    let Value::Str(fill) = value else {
        return Err(
            py.type_error(format_args!("The fill character must be a unicode character, not {}", value.type_name()))
        );
    };
    let mut chars = fill.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(py.type_error(format_args!("The fill character must be exactly one character long"))),
    }
}

/// How many characters `s` lacks to be `width` long, if it does.
fn missing(s: &str, width: i64) -> Option<usize> {
    usize::try_from(width).ok()?.checked_sub(len(s)).filter(|missing| *missing > 0)
}

/// `s` between `left` and `right` times `fill`.
///
/// # Errors
/// `MemoryError` past the heap's limit.
pub(crate) fn padded<'a>(py: Py<'a>, s: &str, fill: char, left: usize, right: usize) -> R<'a, &'a str> {
    let size = left.saturating_add(right).saturating_mul(fill.len_utf8()).saturating_add(s.len());
    py.room(size)?;
    let mut out = bumpalo::collections::String::with_capacity_in(size, py.bump());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(s);
    out.extend(std::iter::repeat_n(fill, right));
    Ok(out.into_bump_str())
}

/// `s.zfill(width)`: zeros after the sign.
///
/// # Errors
/// As [`justify`].
pub fn zfill<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let width = ssize(py, args.one(py, "str.zfill")?)?;
    let Some(missing) = missing(s, width) else { return Ok(Value::Str(s)) };
    let zeros = padded(py, "", '0', missing, 0)?;
    let sign = if s.starts_with(['+', '-']) { 1 } else { 0 };
    let (sign, digits) = s.split_at_checked(sign).unwrap_or(("", s));
    py.room(zeros.len() + s.len())?;
    Ok(py.str(&[sign, zeros, digits].concat()))
}

/// `s.expandtabs(tabsize=8)`.
///
/// # Errors
/// As [`justify`]; `OverflowError` for a tab of more than 2^31 columns.
pub fn expandtabs<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let size = arguments::tab_size(py, args)?;
    if !s.contains('\t') {
        return Ok(Value::Str(s));
    }
    let mut out = String::with_capacity(s.len());
    let mut column = 0;
    for c in s.chars() {
        match c {
            '\t' if size == 0 => {}
            '\t' => {
                let spaces = size - column % size;
                column += spaces;
                py.room(out.len() + spaces)?;
                out.extend(std::iter::repeat_n(' ', spaces));
            }
            '\n' | '\r' => {
                column = 0;
                out.push(c);
            }
            _ => {
                column += 1;
                out.push(c);
            }
        }
    }
    py.room(out.len())?;
    Ok(py.str(&out))
}

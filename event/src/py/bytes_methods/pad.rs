//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`: bytes of a width that the rule chooses.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::{self, argument_type, expect, ssize};
use crate::py::str_methods::pad::left;
use crate::value::Value;

/// `b.center(width, fillchar)`, `b.ljust(..)`, `b.rjust(..)`, by `name`.
///
/// # Errors
/// `TypeError` for arguments of other types; `MemoryError` for a width past the heap's limit.
pub fn justify<'a>(py: Py<'a>, b: &'a [u8], name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let args = expect(py, "bytes", name, args, 1, 2)?;
    let width = ssize(py, args.first().copied().unwrap_or(Value::None))?;
    let fill = match args.get(1) {
        None => b' ',
        Some(Value::Bytes([fill])) => *fill,
        Some(other) => {
            let given = argument_type(*other);
            return Err(
                py.type_error(format_args!("{name}() argument 2 must be a byte string of length 1, not {given}"))
            );
        }
    };
    let Some(missing) = missing(b, width) else { return Ok(Value::Bytes(b)) };
    let left = left(name, missing, width);
    padded(py, &[], b, fill, [left, missing - left])
}

/// `b.zfill(width)`: zeros after the sign.
///
/// # Errors
/// As [`justify`].
pub fn zfill<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let width = ssize(py, args.one(py, "bytes.zfill")?)?;
    let Some(missing) = missing(b, width) else { return Ok(Value::Bytes(b)) };
    let (sign, digits) = match b {
        [b'+' | b'-', digits @ ..] => (b.get(..1).unwrap_or(&[]), digits),
        _ => (&[][..], b),
    };
    padded(py, sign, digits, b'0', [missing, 0])
}

/// How many bytes `b` lacks to be `width` long, if it does.
fn missing(b: &[u8], width: i64) -> Option<usize> {
    usize::try_from(width).ok()?.checked_sub(b.len()).filter(|missing| *missing > 0)
}

fn padded<'a>(py: Py<'a>, before: &[u8], b: &[u8], fill: u8, [left, right]: [usize; 2]) -> Ret<'a> {
    super::room(py, left.saturating_add(right).saturating_add(before.len() + b.len()))?;
    let fill = |times| std::iter::repeat_n(fill, times);
    let out: Vec<u8> = before.iter().copied().chain(fill(left)).chain(b.iter().copied()).chain(fill(right)).collect();
    Ok(Value::Bytes(py.alloc_slice(&out)))
}

/// `b.expandtabs(tabsize=8)`.
///
/// # Errors
/// As [`justify`]; `OverflowError` for a tab of more than 2^31 columns.
pub fn expandtabs<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> R<'a, &'a [u8]> {
    let size = arguments::tab_size(py, args)?;
    let mut out = Vec::with_capacity(b.len());
    let mut column = 0;
    for byte in b {
        match byte {
            b'\t' => {
                let spaces = column_of_the_next_tab(column, size) - column;
                column += spaces;
                py.room(out.len() + spaces)?;
                out.extend(std::iter::repeat_n(b' ', spaces));
            }
            _ => {
                column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
                out.push(*byte);
            }
        }
    }
    py.room(out.len())?;
    Ok(py.alloc_slice(&out))
}

fn column_of_the_next_tab(column: usize, size: usize) -> usize {
    column.checked_rem(size).map_or(column, |past| column + size - past)
}

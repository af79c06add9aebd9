//! `maketrans`, `translate`, and `fromhex`.

use super::like;
use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::{argument_type, expect};
use crate::py::clinic::Signature;
use crate::value::Value;

/// `bytes.maketrans(frm, to)`: the table of 256 bytes that [`translate`] takes.
///
/// # Errors
/// `TypeError` for what is no `bytes`; `ValueError` where one is longer than the other.
pub fn maketrans<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let args = expect(py, "bytes", "maketrans", args, 2, 2)?;
    let from = like(py, args.first().copied().unwrap_or(Value::None))?;
    let to = like(py, args.get(1).copied().unwrap_or(Value::None))?;
    if from.len() != to.len() {
        return Err(py.value_error(format_args!("maketrans arguments must have same length")));
    }
    // Of a byte that is named twice, the last counts.
    let mapped = |byte: u8| from.iter().rposition(|f| *f == byte).and_then(|at| to.get(at)).copied().unwrap_or(byte);
    let table: Vec<u8> = (0..=u8::MAX).map(mapped).collect();
    Ok(Value::Bytes(py.alloc_slice(&table)))
}

/// `b.translate(table, /, delete=b'')`.
///
/// # Errors
/// `TypeError` for what is no `bytes`; `ValueError` for a table of another size.
pub fn translate<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let signature = Signature { function: "translate", names: ["", "delete"], required: 1, positional: 2 };
    let [table, delete] = signature.bind(py, args)?;
    let table = match table {
        None | Some(Value::None) => None,
        Some(table) => {
            let table = like(py, table)?;
            if table.len() != 256 {
                return Err(py.value_error(format_args!("translation table must be 256 characters long")));
            }
            Some(table)
        }
    };
    let delete = match delete {
        Some(delete) => like(py, delete)?,
        None => &[],
    };
    let mapped = |byte: u8| table.and_then(|table| table.get(usize::from(byte))).copied().unwrap_or(byte);
    let kept: Vec<u8> = b.iter().filter(|byte| !delete.contains(byte)).map(|byte| mapped(*byte)).collect();
    Ok(Value::Bytes(py.alloc_slice(&kept)))
}

/// `bytes.fromhex(text)`: two digits each byte, with white space between bytes.
///
/// # Errors
/// `TypeError` for what is no `str`; `ValueError` for anything else in it.
pub fn fromhex<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let text = match args.one(py, "bytes.fromhex")? {
        Value::Str(text) => text,
        other => {
            return Err(py.type_error(format_args!("fromhex() argument must be str, not {}", argument_type(other))));
        }
    };
    let wrong_at = |at| py.value_error(format_args!("non-hexadecimal number found in fromhex() arg at position {at}"));
    // What is not ASCII is looked for first.
    if let Some(at) = text.chars().position(|c| !c.is_ascii()) {
        return Err(wrong_at(at));
    }
    let text = text.as_bytes();
    let digit = |at| text.get(at).and_then(|c| char::from(*c).to_digit(16)).ok_or_else(|| wrong_at(at));
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(c) = text.get(at) {
        if super::is_space(*c) {
            at += 1;
            continue;
        }
        let byte = digit(at)? << 4 | digit(at + 1)?;
        out.extend(u8::try_from(byte));
        at += 2;
    }
    Ok(Value::Bytes(py.alloc_slice(&out)))
}

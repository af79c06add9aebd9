//! The text of JSON in bytes: `json.detect_encoding` and the decoding that follows, where lone surrogates pass.

use crate::exception::{Exc, Kind, R};
use crate::heap::Py;
use crate::json::hold;
use crate::py::args::Args;
use crate::py::bytes_methods;
use crate::value::Value;

/// `b.decode(detect_encoding(b), "surrogatepass")`.
///
/// # Errors
/// `UnicodeDecodeError`.
pub(super) fn decode<'a>(py: Py<'a>, bytes: &'a [u8]) -> R<'a, &'a str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => utf32(py, bytes, "utf-32-le", 4),
        [0, 0, 0xfe, 0xff, ..] => utf32(py, bytes, "utf-32-be", 4),
        [0xff, 0xfe, ..] => utf16(py, bytes, "utf-16-le", 2),
        [0xfe, 0xff, ..] => utf16(py, bytes, "utf-16-be", 2),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(py, rest),
        [0, 0, _, _, ..] => utf32(py, bytes, "utf-32-be", 0),
        [0, _, _, _, ..] | [0, _] => utf16(py, bytes, "utf-16-be", 0),
        [_, 0, 0, 0, ..] => utf32(py, bytes, "utf-32-le", 0),
        [_, 0, _, _, ..] | [_, 0] => utf16(py, bytes, "utf-16-le", 0),
        _ => utf8(py, bytes),
    }
}

fn utf8<'a>(py: Py<'a>, bytes: &'a [u8]) -> R<'a, &'a str> {
    let options = [Value::Str("utf-8"), Value::Str("surrogatepass")];
    match bytes_methods::decode(py, bytes, Args::pos(&options))? {
        Value::Str(text) => Ok(text),
        _ => Ok(""),
    }
}

/// `skip` bytes are the byte order mark.
fn utf16<'a>(py: Py<'a>, bytes: &'a [u8], name: &str, skip: usize) -> R<'a, &'a str> {
    let units = bytes.get(skip..).unwrap_or(&[]).chunks_exact(2);
    let whole = bytes.len() - units.remainder().len();
    if whole < bytes.len() {
        return Err(undecodable(py, name, bytes, whole, bytes.len(), "truncated data"));
    }
    let units = units.map(|unit| match unit {
        [a, b] if name.ends_with("be") => u16::from_be_bytes([*a, *b]),
        [a, b] => u16::from_le_bytes([*a, *b]),
        _ => 0,
    });
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or_else(|lone| hold(u32::from(lone.unpaired_surrogate()))))
        .collect();
    Ok(py.alloc_str(&text))
}

fn utf32<'a>(py: Py<'a>, bytes: &'a [u8], name: &str, skip: usize) -> R<'a, &'a str> {
    let units = bytes.get(skip..).unwrap_or(&[]).chunks_exact(4);
    let whole = bytes.len() - units.remainder().len();
    let mut text = String::new();
    for (i, unit) in units.enumerate() {
        let code = match unit {
            [a, b, c, d] if name.ends_with("be") => u32::from_be_bytes([*a, *b, *c, *d]),
            [a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]),
            _ => 0,
        };
        if code > 0x10_ffff {
            let at = skip + 4 * i;
            let reason = "code point not in range(0x110000)";
            return Err(undecodable(py, name, bytes, at, at + 4, reason));
        }
        text.push(hold(code));
    }
    if whole < bytes.len() {
        return Err(undecodable(py, name, bytes, whole, bytes.len(), "truncated data"));
    }
    Ok(py.alloc_str(&text))
}

#[cold]
fn undecodable<'a>(py: Py<'a>, codec: &str, bytes: &'a [u8], start: usize, end: usize, reason: &str) -> Exc<'a> {
    let position = |at: usize| Value::Int(i64::try_from(at).unwrap_or(i64::MAX));
    let args = [py.str(codec), Value::Bytes(bytes), position(start), position(end), py.str(reason)];
    Exc::new(py, Kind::UnicodeDecodeError, &args)
}

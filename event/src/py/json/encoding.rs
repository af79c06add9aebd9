//! The text of JSON in bytes: `json.detect_encoding` and the decoding that follows, where lone surrogates pass.

use crate::exception::R;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::bytes_methods;
use crate::value::Value;

/// `b.decode(detect_encoding(b), "surrogatepass")`.
///
/// # Errors
/// `UnicodeDecodeError`.
pub(super) fn decode<'a>(py: Py<'a>, bytes: &'a [u8]) -> R<'a, &'a str> {
    let (encoding, bytes) = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => ("utf-32", bytes),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("utf-16", bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => ("utf-8", rest),
        [0, 0, _, _, ..] => ("utf-32-be", bytes),
        [0, _, _, _, ..] | [0, _] => ("utf-16-be", bytes),
        [_, 0, 0, 0, ..] => ("utf-32-le", bytes),
        [_, 0, _, _, ..] | [_, 0] => ("utf-16-le", bytes),
        _ => ("utf-8", bytes),
    };
    match bytes_methods::decode(py, bytes, Args::pos(&[Value::Str(encoding), Value::Str("surrogatepass")]))? {
        Value::Str(text) => Ok(text),
        _ => Ok(""),
    }
}

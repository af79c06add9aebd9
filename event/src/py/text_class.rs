//! Calling `str` and `bytes`: `unicode_new` of `Objects/unicodeobject.c` and `bytes_new` of `Objects/bytesobject.c`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::{argument_type, optional};
use crate::py::iter::Iter;
use crate::py::subscript::index_i64;
use crate::py::{bytes_methods, integer, special, str_methods, text};
use crate::value::Value;

/// `str(object='', encoding='utf-8', errors='strict')`.
///
/// # Errors
/// As [`text::str_of`] and `bytes.decode`; `TypeError` for decoding what is no bytes.
pub fn str<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [object, encoding, errors] = optional(py, "str", args, ["object", "encoding", "errors"])?;
    let codec = codec(py, "str", encoding, errors)?;
    match object {
        None => Ok(Value::Str("")),
        Some(object) if codec.is_empty() => text::str_of(py, object).map(Value::Str),
        Some(Value::Bytes(bytes)) => bytes_methods::decode(py, bytes, Args { pos: &[], kw: &codec }),
        Some(Value::Str(_)) => Err(py.type_error(format_args!("decoding str is not supported"))),
        Some(other) => {
            Err(py.type_error(format_args!("decoding to str: need a bytes-like object, {} found", other.type_name())))
        }
    }
}

/// `bytes(source=b'', encoding, errors)`: of a `str` with an encoding, of a length, of what gives bytes.
///
/// # Errors
/// As `str.encode`; `TypeError` for what is none of these; `ValueError` for a number that is no byte.
pub fn bytes<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [source, encoding, errors] = optional(py, "bytes", args, ["source", "encoding", "errors"])?;
    let codec = codec(py, "bytes", encoding, errors)?;
    let missing = |what: &str| Err(py.type_error(format_args!("{what}")));
    match source {
        Some(Value::Str(s)) if encoding.is_some() => str_methods::encode::encode(py, s, Args { pos: &[], kw: &codec }),
        Some(Value::Str(_)) => missing("string argument without an encoding"),
        _ if encoding.is_some() => missing("encoding without a string argument"),
        _ if errors.is_some() => missing("errors without a string argument"),
        None => Ok(Value::Bytes(&[])),
        Some(Value::Bytes(same)) => Ok(Value::Bytes(same)),
        Some(Value::Big(_)) => Err(py.raise(Kind::OverflowError, "cannot fit 'int' into an index-sized integer")),
        Some(length @ (Value::Int(_) | Value::Bool(_))) => {
            let Ok(length) = usize::try_from(index_i64(py, length)?) else {
                return Err(py.value_error(format_args!("negative count")));
            };
            bytes_methods::room(py, length)?;
            Ok(Value::Bytes(py.bump().alloc_slice_fill_copy(length, 0)))
        }
        Some(source) => from_numbers(py, source),
    }
}

fn from_numbers<'a>(py: Py<'a>, source: Value<'a>) -> Ret<'a> {
    let numbers = match Iter::of(py, source) {
        Ok(numbers) => numbers,
        Err(e) if e.kind() == Kind::TypeError => {
            return Err(py.type_error(format_args!("cannot convert '{}' object to bytes", source.type_name())));
        }
        Err(e) => return Err(e),
    };
    special::length_hint(py, source)?;
    let mut bytes = Vec::new();
    while let Some(number) = numbers.next(py)? {
        let Some(value) = integer::to_bigint(number) else {
            return Err(
                py.type_error(format_args!("'{}' object cannot be interpreted as an integer", number.type_name()))
            );
        };
        match u8::try_from(&value) {
            Ok(byte) => bytes.push(byte),
            Err(_) => return Err(py.value_error(format_args!("bytes must be in range(0, 256)"))),
        }
    }
    py.room(bytes.len())?;
    Ok(Value::Bytes(py.alloc_slice(&bytes)))
}

/// The codec's arguments that were given, all of them `str`.
fn codec<'a>(
    py: Py<'a>,
    function: &str,
    encoding: Option<Value<'a>>,
    errors: Option<Value<'a>>,
) -> R<'a, Vec<(&'a str, Value<'a>)>> {
    let mut given = Vec::new();
    for (name, value) in [("encoding", encoding), ("errors", errors)] {
        match value {
            None => {}
            Some(Value::Str(text)) => given.push((name, Value::Str(str_methods::encode::c_text(py, text)?))),
            Some(other) => {
                let found = argument_type(other);
                return Err(py.type_error(format_args!("{function}() argument '{name}' must be str, not {found}")));
            }
        }
    }
    Ok(given)
}

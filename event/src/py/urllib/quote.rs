//! Percent-encoding.

use std::fmt::Write;

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::{arithmetic, compare, construct, method, native};
use crate::value::{Type, Value};

/// `quote(string, safe='/', encoding=None, errors=None)`.
pub(super) fn quote<'a>(
    py: Py<'a>,
    string: Value<'a>,
    safe: Value<'a>,
    encoding: Value<'a>,
    errors: Value<'a>,
) -> Ret<'a> {
    let bytes = match string {
        Value::Str("") => return Ok(string),
        Value::Str(_) => {
            let encoding = if encoding.is_none() { Value::Str("utf-8") } else { encoding };
            let errors = if errors.is_none() { Value::Str("strict") } else { errors };
            method::call(py, string, "encode", Args::pos(&[encoding, errors]))?
        }
        _ => {
            for (given, name) in [(encoding, "encoding"), (errors, "errors")] {
                if !given.is_none() {
                    return Err(py.type_error(format_args!("quote() doesn't support '{name}' for bytes")));
                }
            }
            string
        }
    };
    quote_from_bytes(py, bytes, safe)
}

/// `quote_plus(string, safe='', encoding=None, errors=None)`.
pub(super) fn quote_plus<'a>(
    py: Py<'a>,
    string: Value<'a>,
    safe: Value<'a>,
    encoding: Value<'a>,
    errors: Value<'a>,
) -> Ret<'a> {
    let spaceless = match string {
        Value::Str(text) => !text.contains(' '),
        Value::Bytes(bytes) => !bytes.contains(&b' '),
        _ => false,
    };
    if spaceless {
        return quote(py, string, safe, encoding, errors);
    }
    let space = if matches!(safe, Value::Str(_)) { Value::Str(" ") } else { Value::Bytes(b" ") };
    let quoted = quote(py, string, arithmetic::add(py, safe, space)?, encoding, errors)?;
    method::call(py, quoted, "replace", Args::pos(&[Value::Str(" "), Value::Str("+")]))
}

fn is_always_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'~')
}

/// `quote_from_bytes(bs, safe='/')`.
pub(super) fn quote_from_bytes<'a>(py: Py<'a>, bytes: Value<'a>, safe: Value<'a>) -> Ret<'a> {
    let Value::Bytes(bytes) = bytes else {
        return Err(py.type_error(format_args!("quote_from_bytes() expected bytes")));
    };
    if bytes.is_empty() {
        return Ok(Value::Str(""));
    }
    let safe = match safe {
        Value::Str(safe) => safe.bytes().filter(u8::is_ascii).collect::<Vec<_>>(),
        _ => {
            let items = Iter::of(py, safe)?;
            let mut kept = Vec::new();
            while let Some(item) = items.next(py)? {
                if compare::lt(py, item, Value::Int(128))? {
                    kept.push(item);
                }
            }
            match construct::construct(py, Type::Bytes, Args::pos(&[py.list(&kept)]))? {
                Value::Bytes(safe) => safe.to_vec(),
                _ => Vec::new(),
            }
        }
    };
    py.room(bytes.len().saturating_mul(3))?;
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes {
        if is_always_safe(*byte) || safe.contains(byte) {
            out.push(char::from(*byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Ok(py.str(&out))
}

/// `unquote_to_bytes(string)`.
pub(super) fn unquote_to_bytes<'a>(py: Py<'a>, string: Value<'a>) -> R<'a, &'a [u8]> {
    let bytes = match string {
        Value::Str(_) => match method::call(py, string, "encode", Args::pos(&[Value::Str("utf-8")]))? {
            Value::Bytes(bytes) => bytes,
            _ => &[],
        },
        Value::Bytes(bytes) => bytes,
        other => return Err(native::no_attribute(py, other, "split")),
    };
    Ok(py.alloc_slice(&unquoted(bytes)))
}

fn unquoted(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (byte, digit(after.first()), digit(after.get(1))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => out.push(*byte),
        }
    }
    out
}

/// `unquote(string, encoding='utf-8', errors='replace')`: only what is ASCII of a text is decoded, run by run.
pub(super) fn unquote<'a>(py: Py<'a>, string: Value<'a>, encoding: Value<'a>, errors: Value<'a>) -> Ret<'a> {
    let decode = |bytes: &[u8], encoding: Value<'a>, errors: Value<'a>| {
        method::call(py, Value::Bytes(py.alloc_slice(bytes)), "decode", Args::pos(&[encoding, errors]))
    };
    if let Value::Bytes(bytes) = string {
        return decode(&unquoted(bytes), encoding, errors);
    }
    if !compare::contains(py, string, Value::Str("%"))? {
        return match string {
            Value::Str(_) => Ok(string),
            other => Err(native::no_attribute(py, other, "split")),
        };
    }
    let Value::Str(text) = string else {
        let class = string.type_name();
        return Err(py.type_error(format_args!("expected string or bytes-like object, got '{class}'")));
    };
    let encoding = if encoding.is_none() { Value::Str("utf-8") } else { encoding };
    let errors = if errors.is_none() { Value::Str("replace") } else { errors };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_ascii() != first.is_ascii()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if !first.is_ascii() {
            out.push_str(run);
        } else if let Value::Str(decoded) = decode(&unquoted(run.as_bytes()), encoding, errors)? {
            out.push_str(decoded);
        }
    }
    Ok(py.str(&out))
}

/// `unquote_plus(string, encoding='utf-8', errors='replace')`.
pub(super) fn unquote_plus<'a>(py: Py<'a>, string: Value<'a>, encoding: Value<'a>, errors: Value<'a>) -> Ret<'a> {
    let string = method::call(py, string, "replace", Args::pos(&[Value::Str("+"), Value::Str(" ")]))?;
    unquote(py, string, encoding, errors)
}

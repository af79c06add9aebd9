//! `binascii`, by `Modules/binascii.c`.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::c_int;
use crate::py::arity::function as named;
use crate::py::clinic::Signature;
use crate::py::modules::Module;
use crate::py::{bytes_methods, integer};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "binascii",
    functions: &["a2b_base64", "a2b_hex", "b2a_base64", "b2a_hex", "crc32", "hexlify", "unhexlify"],
    constants: &["Error"],
    in_c: true,
    call,
    constant: |_, name| (name == "Error").then_some(Value::Type(Type::Exception(Kind::BinasciiError))),
};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    Some(match name {
        "a2b_base64" => Signature { function: name, names: ["", "strict_mode"], required: 1, positional: 1 }
            .bind(py, args)
            .and_then(|[data, strict]| {
                let data = ascii_buffer(py, data.unwrap_or(Value::None))?;
                a2b_base64(py, data, strict.is_some_and(Value::truth))
            }),
        "b2a_base64" => Signature { function: name, names: ["", "newline"], required: 1, positional: 1 }
            .bind(py, args)
            .and_then(|[data, newline]| {
                let data = buffer(py, data.unwrap_or(Value::None))?;
                b2a_base64(py, data, newline.is_none_or(Value::truth)).map(Value::Bytes)
            }),
        "a2b_hex" | "unhexlify" => {
            named(&format!("binascii.{name}")).one(py, args).and_then(|data| unhexlify(py, ascii_buffer(py, data)?))
        }
        "b2a_hex" | "hexlify" => hexlify(py, name, args),
        "crc32" => crc32(py, args),
        _ => return None,
    })
}

/// What a function takes that asks for bytes.
pub(crate) fn buffer<'a>(py: Py<'a>, data: Value<'a>) -> R<'a, &'a [u8]> {
    match data {
        Value::Bytes(bytes) => Ok(bytes),
        _ => Err(py.type_error(format_args!("a bytes-like object is required, not '{}'", data.type_name()))),
    }
}

/// `ascii_buffer_converter`: bytes, or text of ASCII.
fn ascii_buffer<'a>(py: Py<'a>, data: Value<'a>) -> R<'a, &'a [u8]> {
    match data {
        Value::Bytes(bytes) => Ok(bytes),
        Value::Str(text) if text.is_ascii() => Ok(text.as_bytes()),
        Value::Str(_) => Err(py.value_error(format_args!("string argument should contain only ASCII characters"))),
        _ => Err(
            py.type_error(format_args!("argument should be bytes, buffer or ASCII string, not '{}'", data.type_name()))
        ),
    }
}

/// `binascii.Error(message)`.
#[cold]
pub(crate) fn error<'a>(py: Py<'a>, message: &str) -> Exc<'a> {
    py.raise(Kind::BinasciiError, message)
}

/// `binascii.b2a_base64(data, newline=newline)`.
pub(crate) fn b2a_base64<'a>(py: Py<'a>, data: &[u8], newline: bool) -> R<'a, &'a [u8]> {
    py.room(data.len() / 3 * 4)?;
    let mut out = Vec::with_capacity(data.len() / 3 * 4 + 5);
    for chunk in data.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let six = (bits >> (18 - 6 * at) & 63) as usize;
            out.push(if at <= chunk.len() { ALPHABET.get(six).copied().unwrap_or(b'A') } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    Ok(py.alloc_slice(&out))
}

fn value_of(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// `binascii.a2b_base64(data, strict_mode=strict)`.
///
/// # Errors
/// `binascii.Error` for padding that is wrong, and where it is strict for whatever is no Base64.
pub(crate) fn a2b_base64<'a>(py: Py<'a>, data: &[u8], strict: bool) -> Ret<'a> {
    if strict && data.first() == Some(&b'=') {
        return Err(error(py, "Leading padding not allowed"));
    }
    py.room(data.len())?;
    let mut out = Vec::with_capacity(data.len() / 4 * 3 + 3);
    // How many characters of the group of four were read, the bits of the last one that no byte has yet, and the padding.
    let (mut place, mut left, mut pads, mut padding) = (0u8, 0u8, 0u8, false);
    for (i, &byte) in data.iter().enumerate() {
        if byte == b'=' {
            padding = true;
            if place >= 2 {
                pads += 1;
                if place + pads >= 4 {
                    if strict && i + 1 < data.len() {
                        return Err(error(py, "Excess data after padding"));
                    }
                    return Ok(Value::Bytes(py.alloc_slice(&out)));
                }
            }
            continue;
        }
        let Some(six) = value_of(byte) else {
            if strict {
                return Err(error(py, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && padding {
            return Err(error(py, "Discontinuous padding not allowed"));
        }
        pads = 0;
        match place {
            0 => left = six,
            1 => {
                out.push(left << 2 | six >> 4);
                left = six & 0x0f;
            }
            2 => {
                out.push(left << 4 | six >> 2);
                left = six & 0x03;
            }
            _ => out.push(left << 6 | six),
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(Value::Bytes(py.alloc_slice(&out))),
        1 => Err(error(
            py,
            &format!(
                "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
                out.len() / 3 * 4 + 1
            ),
        )),
        _ => Err(error(py, "Incorrect padding")),
    }
}

/// `binascii.hexlify(data, sep, bytes_per_sep=1)`.
fn hexlify<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let [data, separator, group] =
        Signature { function: name, names: ["data", "sep", "bytes_per_sep"], required: 1, positional: 3 }
            .bind(py, args)?;
    let data = buffer(py, data.unwrap_or(Value::None))?;
    let group = match group {
        Some(group) => i64::from(c_int(py, group)?),
        None => 1,
    };
    let text = bytes_methods::hex_text(py, data, separator, group)?;
    Ok(Value::Bytes(text.as_bytes()))
}

/// `binascii.unhexlify(data)`.
///
/// # Errors
/// `binascii.Error` for an odd length and for what is no digit.
pub(crate) fn unhexlify<'a>(py: Py<'a>, data: &[u8]) -> Ret<'a> {
    if !data.len().is_multiple_of(2) {
        return Err(error(py, "Odd-length string"));
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(16).map(|digit| digit as u8);
    let mut out = Vec::with_capacity(data.len() / 2);
    for pair in data.chunks(2) {
        match (pair.first().and_then(digit), pair.get(1).and_then(digit)) {
            (Some(high), Some(low)) => out.push(high << 4 | low),
            _ => return Err(error(py, "Non-hexadecimal digit found")),
        }
    }
    Ok(Value::Bytes(py.alloc_slice(&out)))
}

/// `binascii.crc32(data, crc=0)`, the CRC of IEEE 802.3.
fn crc32<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let (data, start) = match named("crc32").between(py, args, 1, 2)? {
        [data, start @ ..] => (*data, start.first()),
        [] => (Value::None, None),
    };
    let data = buffer(py, data)?;
    // As a C `unsigned int`: the low 32 bits of whatever is given.
    let start = match start {
        None => 0,
        Some(value) => match integer::to_bigint(*value) {
            Some(int) => u32::try_from(int & num_bigint::BigInt::from(u32::MAX)).unwrap_or(0),
            None => {
                return Err(
                    py.type_error(format_args!("'{}' object cannot be interpreted as an integer", value.type_name()))
                );
            }
        },
    };
    let mut crc = !start;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    Ok(Value::Int(i64::from(!crc)))
}

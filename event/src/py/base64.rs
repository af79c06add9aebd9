//! `base64`, by `Lib/base64.py`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::binascii::{self, error};
use crate::py::modules::{Module, signature};
use crate::py::{builtins, text};
use crate::value::Value;

/// The module.
pub const MODULE: Module = Module {
    name: "base64",
    functions: &[
        "b16decode",
        "b16encode",
        "b32decode",
        "b32encode",
        "b32hexdecode",
        "b32hexencode",
        "b64decode",
        "b64encode",
        "decodebytes",
        "encodebytes",
        "standard_b64decode",
        "standard_b64encode",
        "urlsafe_b64decode",
        "urlsafe_b64encode",
    ],
    constants: &[],
    in_c: false,
    call,
    constant: |_, _| None,
};

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE32_HEX: &[u8; 32] = b"0123456789ABCDEFGHIJKLMNOPQRSTUV";

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let (none, no) = (Some(Value::None), Some(Value::Bool(false)));
    let one = |name: &'static str| signature(name, &["s"], py, args, &[None]).map(|[s]| s);
    Some(match name {
        "b64encode" => signature("b64encode", &["s", "altchars"], py, args, &[None, none])
            .and_then(|[s, altchars]| b64encode(py, s, altchars)),
        "b64decode" => signature("b64decode", &["s", "altchars", "validate"], py, args, &[None, none, no])
            .and_then(|[s, altchars, validate]| b64decode(py, s, altchars, validate.truth())),
        "standard_b64encode" => one("standard_b64encode").and_then(|s| b64encode(py, s, Value::None)),
        "standard_b64decode" => one("standard_b64decode").and_then(|s| b64decode(py, s, Value::None, false)),
        "urlsafe_b64encode" => one("urlsafe_b64encode").and_then(|s| b64encode(py, s, Value::Bytes(b"-_"))),
        "urlsafe_b64decode" => one("urlsafe_b64decode").and_then(|s| {
            let data = decodable(py, s)?;
            binascii::a2b_base64(py, &translated(data, b"-_", b"+/"), false)
        }),
        "b32encode" => one("b32encode").and_then(|s| b32encode(py, BASE32, s)),
        "b32hexencode" => one("b32hexencode").and_then(|s| b32encode(py, BASE32_HEX, s)),
        "b32decode" => signature("b32decode", &["s", "casefold", "map01"], py, args, &[None, no, none])
            .and_then(|[s, casefold, map01]| b32decode(py, BASE32, s, casefold.truth(), map01)),
        "b32hexdecode" => signature("b32hexdecode", &["s", "casefold"], py, args, &[None, no])
            .and_then(|[s, casefold]| b32decode(py, BASE32_HEX, s, casefold.truth(), Value::None)),
        "b16encode" => one("b16encode").and_then(|s| {
            let hex = binascii::buffer(py, s)?.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
            Ok(Value::Bytes(py.alloc_str(&hex).as_bytes()))
        }),
        "b16decode" => signature("b16decode", &["s", "casefold"], py, args, &[None, no])
            .and_then(|[s, casefold]| b16decode(py, s, casefold.truth())),
        "encodebytes" => one("encodebytes").and_then(|s| {
            let mut out = Vec::new();
            for line in whole(py, s)?.chunks(57) {
                out.extend_from_slice(binascii::b2a_base64(py, line, true)?);
            }
            Ok(Value::Bytes(py.alloc_slice(&out)))
        }),
        "decodebytes" => one("decodebytes").and_then(|s| binascii::a2b_base64(py, whole(py, s)?, false)),
        _ => return None,
    })
}

/// `_bytes_from_decode_data`.
fn decodable<'a>(py: Py<'a>, s: Value<'a>) -> R<'a, &'a [u8]> {
    match s {
        Value::Bytes(bytes) => Ok(bytes),
        Value::Str(text) if text.is_ascii() => Ok(text.as_bytes()),
        Value::Str(_) => Err(py.value_error(format_args!("string argument should contain only ASCII characters"))),
        _ => {
            let class = text::repr(py, Value::Str(s.class().name()))?;
            Err(py.type_error(format_args!("argument should be a bytes-like object or ASCII string, not {class}")))
        }
    }
}

/// `_input_type_check`.
fn whole<'a>(py: Py<'a>, s: Value<'a>) -> R<'a, &'a [u8]> {
    match s {
        Value::Bytes(bytes) => Ok(bytes),
        _ => Err(py.type_error(format_args!("expected bytes-like object, not {}", s.class().name()))),
    }
}

/// `data.translate(bytes.maketrans(from, to))`.
fn translated(data: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    // Of a character that is named twice, the last counts.
    let table = |byte: u8| from.iter().rposition(|f| *f == byte).and_then(|at| to.get(at)).copied().unwrap_or(byte);
    data.iter().map(|byte| table(*byte)).collect()
}

fn of_two<'a>(py: Py<'a>, altchars: Value<'a>) -> R<'a, ()> {
    if builtins::len(py, altchars)? == 2 {
        return Ok(());
    }
    Err(py.raise(Kind::AssertionError, text::repr(py, altchars)?))
}

fn b64encode<'a>(py: Py<'a>, s: Value<'a>, altchars: Value<'a>) -> Ret<'a> {
    let encoded = binascii::b2a_base64(py, binascii::buffer(py, s)?, false)?;
    if altchars.is_none() {
        return Ok(Value::Bytes(encoded));
    }
    of_two(py, altchars)?;
    let altchars = binascii::buffer(py, altchars)?;
    Ok(Value::Bytes(py.alloc_slice(&translated(encoded, b"+/", altchars))))
}

fn b64decode<'a>(py: Py<'a>, s: Value<'a>, altchars: Value<'a>, validate: bool) -> Ret<'a> {
    let data = decodable(py, s)?;
    if altchars.is_none() {
        return binascii::a2b_base64(py, data, validate);
    }
    let altchars = decodable(py, altchars)?;
    of_two(py, Value::Bytes(altchars))?;
    binascii::a2b_base64(py, &translated(data, altchars, b"+/"), validate)
}

fn b32encode<'a>(py: Py<'a>, alphabet: &[u8; 32], s: Value<'a>) -> Ret<'a> {
    let Value::Bytes(data) = s else {
        let class = s.type_name();
        return Err(py.type_error(format_args!("memoryview: a bytes-like object is required, not '{class}'")));
    };
    py.room(data.len() / 5 * 8)?;
    let mut out = Vec::with_capacity(data.len() / 5 * 8 + 8);
    for chunk in data.chunks(5) {
        let bits = (0..5).fold(0u64, |bits, at| bits << 8 | u64::from(chunk.get(at).copied().unwrap_or(0)));
        let digits = (chunk.len() * 8).div_ceil(5);
        for at in 0..8 {
            let five = (bits >> (35 - 5 * at) & 31) as usize;
            out.push(if at < digits { alphabet.get(five).copied().unwrap_or(b'=') } else { b'=' });
        }
    }
    Ok(Value::Bytes(py.alloc_slice(&out)))
}

fn b32decode<'a>(py: Py<'a>, alphabet: &[u8; 32], s: Value<'a>, casefold: bool, map01: Value<'a>) -> Ret<'a> {
    let mut data = decodable(py, s)?.to_vec();
    let incorrect = || error(py, "Incorrect padding");
    if !data.len().is_multiple_of(8) {
        return Err(incorrect());
    }
    if !map01.is_none() {
        let map01 = decodable(py, map01)?;
        let [one] = map01 else {
            return Err(py.raise(Kind::AssertionError, text::repr(py, Value::Bytes(map01))?));
        };
        data = translated(&data, b"01", &[b'O', *one]);
    }
    if casefold {
        data.make_ascii_uppercase();
    }
    let digits = data.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    let padding = data.len() - digits;
    let mut out = Vec::with_capacity(data.len() / 8 * 5);
    for chunk in data.get(..digits).unwrap_or_default().chunks(8) {
        let mut bits = 0u64;
        for byte in chunk {
            match alphabet.iter().position(|digit| digit == byte) {
                Some(five) => bits = bits << 5 | five as u64,
                None => return Err(error(py, "Non-base32 digit found")),
            }
        }
        bits <<= 5 * (8 - chunk.len());
        out.extend_from_slice(bits.to_be_bytes().get(3..).unwrap_or_default());
    }
    let kept = match padding {
        0 => 5,
        1 => 4,
        3 => 3,
        4 => 2,
        6 => 1,
        _ => return Err(incorrect()),
    };
    out.truncate((out.len() + kept).saturating_sub(5));
    Ok(Value::Bytes(py.alloc_slice(&out)))
}

fn b16decode<'a>(py: Py<'a>, s: Value<'a>, casefold: bool) -> Ret<'a> {
    let mut data = decodable(py, s)?.to_vec();
    if casefold {
        data.make_ascii_uppercase();
    }
    if data.iter().any(|byte| !matches!(byte, b'0'..=b'9' | b'A'..=b'F')) {
        return Err(error(py, "Non-base16 digit found"));
    }
    binascii::unhexlify(py, &data)
}

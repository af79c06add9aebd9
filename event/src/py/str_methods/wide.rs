//! UTF-16 and UTF-32: `_PyUnicode_EncodeUTF16`, `PyUnicode_DecodeUTF16Stateful` and the same of UTF-32
//! (`Objects/unicodeobject.c`), with the error handlers of `Python/codecs.c`.

use super::encode::unknown_handler;
use crate::exception::{Exc, Kind, R};
use crate::heap::Py;
use crate::py::{chars, text};
use crate::value::Value;

/// A codec of units that are wider than a byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Wide {
    /// Bytes of a unit: 2 or 4.
    unit: usize,
    order: Order,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    /// As the byte order mark says; little-endian without one.
    Marked,
    Little,
    Big,
}

impl Wide {
    /// The codec of this name, in lower case and with underscores.
    pub(crate) fn named(name: &str) -> Option<Wide> {
        let (unit, order) = match name {
            "utf_16" | "utf16" | "u16" => (2, Order::Marked),
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => (2, Order::Little),
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => (2, Order::Big),
            "utf_32" | "utf32" | "u32" => (4, Order::Marked),
            "utf_32_le" | "utf_32le" => (4, Order::Little),
            "utf_32_be" | "utf_32be" => (4, Order::Big),
            _ => return None,
        };
        Some(Wide { unit, order })
    }

    /// As messages name it.
    pub(crate) fn name(self) -> &'static str {
        match (self.unit, self.order) {
            (2, Order::Marked) => "utf-16",
            (2, Order::Little) => "utf-16-le",
            (2, Order::Big) => "utf-16-be",
            (_, Order::Marked) => "utf-32",
            (_, Order::Little) => "utf-32-le",
            (_, Order::Big) => "utf-32-be",
        }
    }

    fn push(self, out: &mut Vec<u8>, code: u32) {
        let mut units = [0; 2];
        let units: &[u16] = match char::from_u32(code) {
            Some(c) if self.unit == 2 => c.encode_utf16(&mut units),
            _ if self.unit == 2 => &[code as u16],
            _ => {
                let bytes = code.to_le_bytes();
                match self.order {
                    Order::Big => out.extend(bytes.iter().rev()),
                    _ => out.extend(bytes),
                }
                return;
            }
        };
        for unit in units {
            match self.order {
                Order::Big => out.extend(unit.to_be_bytes()),
                _ => out.extend(unit.to_le_bytes()),
            }
        }
    }

    /// The unit at the start of `bytes`.
    fn read(self, bytes: &[u8]) -> Option<u32> {
        let bytes = bytes.get(..self.unit)?;
        let join = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        Some(match self.order {
            Order::Big => bytes.iter().fold(0, join),
            _ => bytes.iter().rev().fold(0, join),
        })
    }
}

/// `s.encode(wide, errors)`.
///
/// # Errors
/// `UnicodeEncodeError` for lone surrogates; `LookupError` for an unknown handler.
pub(crate) fn encoded<'a>(py: Py<'a>, s: &'a str, wide: Wide, errors: &str) -> R<'a, &'a [u8]> {
    py.room(s.len().saturating_mul(wide.unit))?;
    let mut out = Vec::with_capacity(s.len() * wide.unit + wide.unit);
    if wide.order == Order::Marked {
        wide.push(&mut out, 0xfeff);
    }
    for (at, c) in s.chars().enumerate() {
        let code = chars::code_point(c);
        if !(0xd800..0xe000).contains(&code) {
            wide.push(&mut out, code);
            continue;
        }
        let mut instead = String::new();
        match errors {
            "ignore" => {}
            "replace" => instead.push('?'),
            "backslashreplace" => text::escape(&mut instead, code),
            "xmlcharrefreplace" => instead = format!("&#{code};"),
            "surrogatepass" => wide.push(&mut out, code),
            // What escapes a byte is one byte, which is no unit.
            "strict" | "surrogateescape" => {
                let position = |at: usize| Value::Int(i64::try_from(at).unwrap_or(i64::MAX));
                let name = Value::Str(wide.name());
                let reason = Value::Str("surrogates not allowed");
                let args = [name, Value::Str(s), position(at), position(at + 1), reason];
                return Err(Exc::new(py, Kind::UnicodeEncodeError, &args));
            }
            _ => return Err(unknown_handler(py, errors)),
        }
        instead.chars().for_each(|c| wide.push(&mut out, u32::from(c)));
        py.room(out.len())?;
    }
    Ok(py.alloc_slice(&out))
}

/// What is wrong at a place.
struct Bad {
    /// Bytes.
    length: usize,
    reason: &'static str,
}

/// `b.decode(wide, errors)`.
///
/// # Errors
/// `UnicodeDecodeError` for bytes that are no text; `LookupError` for an unknown handler; `TypeError` for one that
/// is for encoding alone.
pub(crate) fn decoded<'a>(py: Py<'a>, b: &'a [u8], wide: Wide, errors: &str) -> R<'a, &'a str> {
    py.room(b.len().saturating_mul(2))?;
    let (wide, mut at) = match (wide.order, b) {
        (Order::Marked, [0xff, 0xfe, 0, 0, ..]) if wide.unit == 4 => (Wide { order: Order::Little, ..wide }, 4),
        (Order::Marked, [0, 0, 0xfe, 0xff, ..]) if wide.unit == 4 => (Wide { order: Order::Big, ..wide }, 4),
        (Order::Marked, [0xff, 0xfe, ..]) if wide.unit == 2 => (Wide { order: Order::Little, ..wide }, 2),
        (Order::Marked, [0xfe, 0xff, ..]) if wide.unit == 2 => (Wide { order: Order::Big, ..wide }, 2),
        (Order::Marked, _) => (Wide { order: Order::Little, ..wide }, 0),
        _ => (wide, 0),
    };
    let mut out = String::new();
    while let Some(rest) = b.get(at..).filter(|rest| !rest.is_empty()) {
        let bad = match character(wide, rest) {
            Ok((c, length)) => {
                out.push(c);
                at += length;
                continue;
            }
            Err(bad) => bad,
        };
        let (start, end) = (at, at + bad.length);
        let bytes = b.get(start..end).unwrap_or(&[]);
        py.room(out.len())?;
        at = end;
        match errors {
            "ignore" => {}
            "replace" => out.push('\u{fffd}'),
            "backslashreplace" => bytes.iter().for_each(|b| text::escape(&mut out, u32::from(*b))),
            "surrogateescape" => {
                let escaped = bytes.iter().take(4).take_while(|b| !b.is_ascii());
                let before = out.len();
                out.extend(escaped.clone().filter_map(|b| chars::from_code_point(0xdc00 + u32::from(*b))));
                if out.len() == before {
                    return Err(cannot_decode(py, wide, b, start, end, bad.reason));
                }
                at = start + escaped.count();
            }
            "surrogatepass" => match wide.read(rest).filter(|code| (0xd800..0xe000).contains(code)) {
                Some(code) => {
                    out.extend(chars::from_code_point(code));
                    at = start + wide.unit;
                }
                None => return Err(cannot_decode(py, wide, b, start, end, bad.reason)),
            },
            "strict" => return Err(cannot_decode(py, wide, b, start, end, bad.reason)),
            "xmlcharrefreplace" | "namereplace" => {
                let message = "don't know how to handle UnicodeDecodeError in error callback";
                return Err(py.type_error(format_args!("{message}")));
            }
            _ => return Err(unknown_handler(py, errors)),
        }
    }
    Ok(py.alloc_str(&out))
}

/// The character at the start of `rest`, and its bytes.
fn character(wide: Wide, rest: &[u8]) -> Result<(char, usize), Bad> {
    let bad = |length, reason| Err(Bad { length, reason });
    let Some(code) = wide.read(rest) else { return bad(rest.len(), "truncated data") };
    if let Some(c) = char::from_u32(code) {
        return Ok((c, wide.unit));
    }
    if wide.unit == 4 {
        return match code {
            0xd800..0xe000 => bad(4, "code point in surrogate code point range(0xd800, 0xe000)"),
            _ => bad(4, "code point not in range(0x110000)"),
        };
    }
    if code >= 0xdc00 {
        return bad(2, "illegal encoding");
    }
    let Some(low) = rest.get(2..).and_then(|rest| wide.read(rest)) else {
        return bad(rest.len(), "unexpected end of data");
    };
    let pair = 0x1_0000 + ((code - 0xd800) << 10 | (low & 0x3ff));
    match (low, char::from_u32(pair)) {
        (0xdc00..0xe000, Some(c)) => Ok((c, 4)),
        _ => bad(2, "illegal UTF-16 surrogate"),
    }
}

#[cold]
fn cannot_decode<'a>(py: Py<'a>, wide: Wide, b: &'a [u8], start: usize, end: usize, reason: &'static str) -> Exc<'a> {
    let position = |at: usize| Value::Int(i64::try_from(at).unwrap_or(i64::MAX));
    let args = [Value::Str(wide.name()), Value::Bytes(b), position(start), position(end), Value::Str(reason)];
    Exc::new(py, Kind::UnicodeDecodeError, &args)
}

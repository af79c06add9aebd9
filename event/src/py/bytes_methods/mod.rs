//! The methods of `bytes` (`Objects/bytesobject.c`).

mod case;
mod pad;
mod split;
mod translate;

use std::fmt::Write;

use memchr::memmem;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::{bounds, expect, most, optional, take};
use crate::py::str_methods::encode::{Codec, codec_arguments, through_registry, unknown_handler};
use crate::py::str_methods::wide;
use crate::py::{chars, integer, text};
use crate::value::Value;

/// Its methods.
pub const NAMES: &[&str] = &[
    "capitalize",
    "center",
    "count",
    "decode",
    "endswith",
    "expandtabs",
    "find",
    "fromhex",
    "hex",
    "index",
    "isalnum",
    "isalpha",
    "isascii",
    "isdigit",
    "islower",
    "isspace",
    "istitle",
    "isupper",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "maketrans",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rindex",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "translate",
    "upper",
    "zfill",
];

/// Asked before so many bytes are made: `PyBytes_FromStringAndSize`.
///
/// # Errors
/// `OverflowError` where no object of CPython has room for them; else as [`Py::room`] has.
pub fn room(py: Py<'_>, length: usize) -> R<'_, ()> {
    /// `PyBytesObject_SIZE`.
    const HEAD: usize = 33;
    if length > isize::MAX as usize - HEAD {
        return Err(py.raise(Kind::OverflowError, "byte string is too large"));
    }
    py.room(length)
}

/// `receiver.name(*args)`, or `None` where this is no method of [`NAMES`].
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let Value::Bytes(b) = receiver else { return None };
    let test = |holds: fn(&[u8]) -> bool| args.none(py, &format!("bytes.{name}")).map(|()| Value::Bool(holds(b)));
    let mapped = |name: &str, map: fn(Py<'a>, &[u8]) -> &'a [u8]| {
        args.none(py, &format!("bytes.{name}")).map(|()| Value::Bytes(map(py, b)))
    };
    Some(match name {
        "decode" => decode(py, b, args),
        "hex" => hex(py, b, args),
        "find" => position(py, b, "find", args, false).map(|at| Value::Int(at.unwrap_or(-1))),
        "rfind" => position(py, b, "rfind", args, true).map(|at| Value::Int(at.unwrap_or(-1))),
        "index" => position(py, b, "index", args, false).and_then(|at| found(py, at)),
        "rindex" => position(py, b, "rindex", args, true).and_then(|at| found(py, at)),
        "count" => count(py, b, args),
        "startswith" => affix(py, b, "startswith", args, <[u8]>::starts_with),
        "endswith" => affix(py, b, "endswith", args, <[u8]>::ends_with),
        "removeprefix" => args
            .one(py, "bytes.removeprefix")
            .and_then(|prefix| like(py, prefix))
            .map(|prefix| Value::Bytes(b.strip_prefix(prefix).unwrap_or(b))),
        "removesuffix" => args
            .one(py, "bytes.removesuffix")
            .and_then(|suffix| like(py, suffix))
            .map(|suffix| Value::Bytes(b.strip_suffix(suffix).unwrap_or(b))),
        "split" => split::split(py, b, args),
        "rsplit" => split::rsplit(py, b, args),
        "splitlines" => split::splitlines(py, b, args),
        "partition" => split::partition(py, b, args),
        "rpartition" => split::rpartition(py, b, args),
        "strip" | "lstrip" | "rstrip" => split::strip(py, b, name, args),
        "join" => split::join(py, b, args),
        "center" | "ljust" | "rjust" => pad::justify(py, b, name, args),
        "zfill" => pad::zfill(py, b, args),
        "expandtabs" => pad::expandtabs(py, b, args).map(Value::Bytes),
        "translate" => translate::translate(py, b, args),
        "fromhex" | "maketrans" => return class_call(py, name, args),
        "replace" => replace(py, b, args),
        "lower" => mapped("lower", |py, b| py.alloc_slice(&b.to_ascii_lowercase())),
        "upper" => mapped("upper", |py, b| py.alloc_slice(&b.to_ascii_uppercase())),
        "capitalize" => mapped("capitalize", case::capitalize),
        "title" => mapped("title", case::title),
        "swapcase" => mapped("swapcase", case::swapcase),
        "istitle" => test(case::is_title),
        "isascii" => test(<[u8]>::is_ascii),
        "isalnum" => test(|b| all(b, |b| b.is_ascii_alphanumeric())),
        "isalpha" => test(|b| all(b, |b| b.is_ascii_alphabetic())),
        "isdigit" => test(|b| all(b, |b| b.is_ascii_digit())),
        "isspace" => test(|b| all(b, is_space)),
        "islower" => test(|b| b.iter().any(u8::is_ascii_lowercase) && !b.iter().any(u8::is_ascii_uppercase)),
        "isupper" => test(|b| b.iter().any(u8::is_ascii_uppercase) && !b.iter().any(u8::is_ascii_lowercase)),
        _ => return None,
    })
}

/// `bytes.name(*args)` for the methods that the class itself has, or `None` for another.
pub fn class_call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    match name {
        "fromhex" => Some(translate::fromhex(py, args)),
        "maketrans" => Some(translate::maketrans(py, args)),
        _ => None,
    }
}

fn owned<'a>(py: Py<'a>, bytes: &[u8]) -> Value<'a> {
    Value::Bytes(py.alloc_slice(bytes))
}

fn all(bytes: &[u8], is: fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|b| is(*b))
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t'..=b'\r')
}

/// An argument that is `bytes`.
fn like<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a [u8]> {
    match value {
        Value::Bytes(bytes) => Ok(bytes),
        other => Err(py.type_error(format_args!("a bytes-like object is required, not '{}'", other.type_name()))),
    }
}

/// What is looked for: `bytes`, or the number of one.
fn needle<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a [u8]> {
    if let Value::Bytes(bytes) = value {
        return Ok(bytes);
    }
    let Some(number) = integer::to_bigint(value) else {
        return Err(
            py.type_error(format_args!("argument should be integer or bytes-like object, not '{}'", value.type_name()))
        );
    };
    match u8::try_from(&number) {
        Ok(byte) => Ok(py.alloc_slice(&[byte])),
        Err(_) => Err(py.value_error(format_args!("byte must be in range(0, 256)"))),
    }
}

fn part<'a>(
    py: Py<'a>,
    b: &'a [u8],
    start: Option<&Value<'a>>,
    end: Option<&Value<'a>>,
) -> R<'a, Option<(usize, &'a [u8])>> {
    let (start, end) = bounds(py, start, end, || b.len())?.unwrap_or((0, b.len()));
    Ok(b.get(start..end).map(|part| (start, part)))
}

fn position<'a>(py: Py<'a>, b: &'a [u8], name: &str, args: Args<'a, '_>, last: bool) -> R<'a, Option<i64>> {
    let args = take(py, "bytes", name, args, 1, 3)?;
    let part = part(py, b, args.get(1), args.get(2))?;
    let sub = needle(py, args.first().copied().unwrap_or(Value::None))?;
    let Some((start, part)) = part else { return Ok(None) };
    let at = if last { memmem::rfind(part, sub) } else { memmem::find(part, sub) };
    Ok(at.and_then(|at| i64::try_from(start + at).ok()))
}

fn found<'a>(py: Py<'a>, at: Option<i64>) -> Ret<'a> {
    at.map(Value::Int).ok_or_else(|| py.value_error(format_args!("subsection not found")))
}

fn count<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let args = take(py, "bytes", "count", args, 1, 3)?;
    let part = part(py, b, args.get(1), args.get(2))?;
    let sub = needle(py, args.first().copied().unwrap_or(Value::None))?;
    let n = match part {
        None => 0,
        Some((_, part)) if sub.is_empty() => part.len() + 1,
        Some((_, part)) => memmem::find_iter(part, sub).count(),
    };
    Ok(Value::Int(i64::try_from(n).unwrap_or(i64::MAX)))
}

fn affix<'a>(py: Py<'a>, b: &'a [u8], name: &str, args: Args<'a, '_>, has: fn(&[u8], &[u8]) -> bool) -> Ret<'a> {
    let args = take(py, "bytes", name, args, 1, 3)?;
    let part = part(py, b, args.get(1), args.get(2))?;
    let has = |affix: &[u8]| part.is_some_and(|(_, part)| has(part, affix));
    match args.first() {
        Some(Value::Bytes(affix)) => Ok(Value::Bool(has(affix))),
        Some(Value::Tuple(affixes)) => {
            for affix in *affixes {
                if has(like(py, *affix)?) {
                    return Ok(Value::Bool(true));
                }
            }
            Ok(Value::Bool(false))
        }
        other => Err(py.type_error(format_args!(
            "{name} first arg must be bytes or a tuple of bytes, not {}",
            other.map_or("NoneType", |v| v.type_name())
        ))),
    }
}

fn replace<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let args = expect(py, "bytes", "replace", args, 2, 3)?;
    let old = like(py, args.first().copied().unwrap_or(Value::None))?;
    let new = like(py, args.get(1).copied().unwrap_or(Value::None))?;
    let most = most(py, args.get(2).copied())?;
    // memmem finds the empty pattern at each place and at the end, which is where CPython inserts.
    let at: Vec<usize> = memmem::find_iter(b, old).take(most).collect();
    py.room(b.len().saturating_add(at.len().saturating_mul(new.len())))?;
    let mut out = Vec::with_capacity(b.len());
    let mut from = 0;
    for at in at {
        out.extend_from_slice(b.get(from..at).unwrap_or(&[]));
        out.extend_from_slice(new);
        from = at + old.len();
    }
    out.extend_from_slice(b.get(from..).unwrap_or(&[]));
    Ok(owned(py, &out))
}

/// `b.hex(sep, bytes_per_sep=1)`.
fn hex<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let [separator, group] = optional(py, "hex", args, ["sep", "bytes_per_sep"])?;
    let group = match group {
        Some(group) => i64::from(crate::py::arguments::c_int(py, group)?),
        None => 1,
    };
    hex_text(py, b, separator, group).map(Value::Str)
}

/// The digits of `b.hex(separator, group)`.
///
/// # Errors
/// `TypeError` or `ValueError` for a separator that is not one ASCII character.
pub(crate) fn hex_text<'a>(py: Py<'a>, b: &[u8], separator: Option<Value<'a>>, group: i64) -> R<'a, &'a str> {
    let separator = match separator {
        None => None,
        Some(Value::Str(s)) if crate::py::str_methods::len(s) == 1 => match s.chars().next() {
            Some(c) if c.is_ascii() => Some(c),
            _ => return Err(py.value_error(format_args!("sep must be ASCII."))),
        },
        Some(Value::Bytes([b])) if b.is_ascii() => Some(char::from(*b)),
        Some(Value::Bytes([_])) => return Err(py.value_error(format_args!("sep must be ASCII."))),
        Some(Value::Str(_) | Value::Bytes(_)) => return Err(py.value_error(format_args!("sep must be length 1."))),
        Some(other) => return Err(not_a_separator(py, other)),
    };
    py.room(b.len().saturating_mul(3))?;
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(0);
    let mut out = String::with_capacity(3 * b.len());
    for (at, byte) in b.iter().enumerate() {
        // Groups are counted from the right, or from the left where their size is negative.
        let place = if group > 0 { b.len() - at } else { at };
        if let Some(c) = separator.filter(|_| at > 0 && size > 0 && place % size == 0) {
            out.push(c);
        }
        let _ = write!(out, "{byte:02x}");
    }
    Ok(py.alloc_str(&out))
}

/// CPython asks for the length before the type.
#[cold]
fn not_a_separator<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    let len = match value {
        Value::Tuple(items) => items.len(),
        Value::List(list) => list.len(),
        Value::Dict(dict) => dict.len(),
        Value::View(view) => view.dict().len(),
        Value::Set(set) => set.len(),
        Value::Range(range) => usize::try_from(range.len()).unwrap_or(usize::MAX),
        other => return py.type_error(format_args!("object of type '{}' has no len()", other.type_name())),
    };
    if len == 1 {
        return py.type_error(format_args!("sep must be str or bytes."));
    }
    py.value_error(format_args!("sep must be length 1."))
}

/// `b.decode(encoding='utf-8', errors='strict')`.
///
/// # Errors
/// `UnicodeDecodeError` for bytes that are no text; `LookupError` for an unknown codec or handler; `TypeError`.
pub fn decode<'a>(py: Py<'a>, b: &'a [u8], args: Args<'a, '_>) -> Ret<'a> {
    let (encoding, errors) = codec_arguments(py, "decode", args)?;
    // Of no bytes CPython does not even look the codec up.
    if b.is_empty() {
        return Ok(Value::Str(""));
    }
    let codec = Codec::named(py, encoding)?;
    decoded(py, b, codec, errors).map_err(|e| through_registry(py, "decoding", encoding, e))
}

fn decoded<'a>(py: Py<'a>, b: &'a [u8], codec: Codec, errors: &str) -> Ret<'a> {
    match codec {
        Codec::Utf8 => {}
        Codec::Wide(wide) => return wide::decoded(py, b, wide, errors).map(Value::Str),
        _ if b.is_ascii() => {}
        Codec::Latin1 => {
            py.room(2 * b.len())?;
            return Ok(py.str(&b.iter().map(|b| char::from(*b)).collect::<String>()));
        }
        Codec::Ascii => {}
    }
    let mut out = String::new();
    let mut from = 0;
    loop {
        let rest = b.get(from..).unwrap_or(&[]);
        let (valid, length, reason) = match codec {
            Codec::Utf8 => match std::str::from_utf8(rest) {
                Ok(text) if from == 0 => return Ok(Value::Str(text)),
                Ok(text) => {
                    out.push_str(text);
                    break;
                }
                Err(e) => {
                    let valid = e.valid_up_to();
                    let lead = rest.get(valid).copied().unwrap_or(0);
                    let reason = match (e.error_len(), lead) {
                        (None, _) => "unexpected end of data",
                        (_, 0xc2..=0xf4) => "invalid continuation byte",
                        _ => "invalid start byte",
                    };
                    (valid, e.error_len().unwrap_or(rest.len() - valid), reason)
                }
            },
            _ => match rest.iter().position(|b| !b.is_ascii()) {
                Some(valid) => (valid, 1, "ordinal not in range(128)"),
                None => (rest.len(), 0, ""),
            },
        };
        out.push_str(std::str::from_utf8(rest.get(..valid).unwrap_or(&[])).unwrap_or(""));
        if length == 0 {
            break;
        }
        let (start, end) = (from + valid, from + valid + length);
        let bad = b.get(start..end).unwrap_or(&[]);
        py.room(out.len())?;
        from = end;
        match errors {
            "strict" => return Err(cannot_decode(py, b, codec, start, end, reason)),
            "ignore" => {}
            "replace" => out.push('\u{fffd}'),
            "backslashreplace" => bad.iter().for_each(|b| text::escape(&mut out, u32::from(*b))),
            "surrogateescape" => out.extend(bad.iter().filter_map(|b| chars::from_code_point(0xdc00 + u32::from(*b)))),
            "surrogatepass" if codec == Codec::Utf8 => match surrogate(b.get(start..).unwrap_or(&[])) {
                Some(c) => {
                    out.push(c);
                    from = start + 3;
                }
                None => return Err(cannot_decode(py, b, codec, start, end, reason)),
            },
            "surrogatepass" => return Err(cannot_decode(py, b, codec, start, end, reason)),
            "xmlcharrefreplace" | "namereplace" => {
                let message = "don't know how to handle UnicodeDecodeError in error callback";
                return Err(py.type_error(format_args!("{message}")));
            }
            _ => return Err(unknown_handler(py, errors)),
        }
    }
    py.room(out.len())?;
    Ok(py.str(&out))
}

/// The lone surrogate whose three bytes begin here.
fn surrogate(bytes: &[u8]) -> Option<char> {
    match bytes {
        [0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, ..] => {
            chars::from_code_point(0xd000 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f))
        }
        _ => None,
    }
}

#[cold]
fn cannot_decode<'a>(py: Py<'a>, b: &'a [u8], codec: Codec, start: usize, end: usize, reason: &str) -> Exc<'a> {
    let position = |at: usize| Value::Int(i64::try_from(at).unwrap_or(i64::MAX));
    let args = [py.str(codec.name()), Value::Bytes(b), position(start), position(end), py.str(reason)];
    Exc::new(py, Kind::UnicodeDecodeError, &args)
}

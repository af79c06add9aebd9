//! `str.encode`: UTF-8, ASCII and Latin-1 here, UTF-16 and UTF-32 in `wide`, with the error handlers that rules use (`Python/codecs.c`).

use std::fmt::Write;

use super::optional;
use super::wide::{self, Wide};
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::argument_type;
use crate::py::chars;
use crate::value::Value;

/// The codecs that are compiled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Codec {
    Utf8,
    Ascii,
    Latin1,
    Wide(Wide),
}

impl Codec {
    /// The codec of this name, as `codecs.lookup` takes it: case and what stands between words do not matter.
    ///
    /// # Errors
    /// `LookupError` for every other name, those of codecs that are not compiled in included.
    pub(crate) fn named<'a>(py: Py<'a>, name: &str) -> R<'a, Codec> {
        match normal(name).trim_matches('_') {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Ok(Codec::Utf8),
            "ascii" | "646" | "us_ascii" | "ansi_x3.4_1968" | "ansi_x3_4_1968" | "ansi_x3.4_1986" | "cp367"
            | "csascii" | "ibm367" | "iso646_us" | "iso_646.irv_1991" | "iso_ir_6" | "us" => Ok(Codec::Ascii),
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819"
            | "csisolatin1" | "ibm819" | "iso_8859_1_1987" | "iso_ir_100" => Ok(Codec::Latin1),
            other => match Wide::named(other) {
                Some(wide) => Ok(Codec::Wide(wide)),
                None => Err(py.raise(Kind::LookupError, &format!("unknown encoding: {name}"))),
            },
        }
    }

    /// As messages name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Wide(wide) => wide.name(),
        }
    }

    fn holds(self, c: char) -> bool {
        let code = chars::code_point(c);
        match self {
            Codec::Utf8 => !(0xd800..0xe000).contains(&code),
            Codec::Ascii => code < 0x80,
            Codec::Latin1 => code < 0x100,
            // They write what they hold themselves.
            Codec::Wide(_) => true,
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Codec::Utf8 => "surrogates not allowed",
            Codec::Ascii => "ordinal not in range(128)",
            Codec::Latin1 => "ordinal not in range(256)",
            Codec::Wide(_) => "surrogates not allowed",
        }
    }

    fn push(self, out: &mut Vec<u8>, c: char) {
        match self {
            Codec::Utf8 => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Codec::Ascii | Codec::Latin1 | Codec::Wide(_) => {
                out.push(u8::try_from(chars::code_point(c)).unwrap_or(b'?'))
            }
        }
    }
}

fn normal(name: &str) -> String {
    let mut normal = String::new();
    for c in name.chars() {
        match c {
            'A'..='Z' => normal.push(c.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' | '.' => normal.push(c),
            _ if normal.ends_with('_') => {}
            _ => normal.push('_'),
        }
    }
    normal
}

/// What a codec raised, as the caller sees it: those that CPython does not know by these names are called through the
/// registry, which says so (`_PyErr_TrySetFromCause`).
pub(crate) fn through_registry<'a>(py: Py<'a>, way: &str, encoding: &str, e: Exc<'a>) -> Exc<'a> {
    let normal = normal(encoding);
    let known = match normal.trim_matches('_').strip_prefix("utf") {
        Some(rest) => matches!(rest.strip_prefix('_').unwrap_or(rest), "8" | "16" | "32"),
        None => matches!(&*normal, "ascii" | "us_ascii" | "latin1" | "latin_1" | "iso_8859_1" | "iso8859_1"),
    };
    if known || !matches!(e.kind(), Kind::LookupError | Kind::TypeError) {
        return e;
    }
    let said = format!("{way} with '{encoding}' codec failed ({}: {})", e.kind().python_name(), e.message(py));
    let wrapped = py.raise(e.kind(), &said);
    wrapped.exception().set_cause(Value::Exception(e.exception()));
    wrapped
}

/// `encoding` and `errors` of `encode` and `decode`.
///
/// # Errors
/// `TypeError` for what is no `str`.
pub(crate) fn codec_arguments<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, (&'a str, &'a str)> {
    let [encoding, errors] = optional(py, name, args, ["encoding", "errors"])?;
    let text = |value: Option<Value<'a>>, argument: &str, default: &'static str| match value {
        None => Ok(default),
        Some(Value::Str(text)) => c_text(py, text),
        Some(other) => {
            Err(py.type_error(format_args!("{name}() argument '{argument}' must be str, not {}", argument_type(other))))
        }
    };
    let encoding = text(encoding, "encoding", "utf-8")?;
    let errors = text(errors, "errors", "strict")?;
    Ok((encoding, errors))
}

/// A text that C takes: `s` of `PyArg_ParseTuple`.
///
/// # Errors
/// `UnicodeEncodeError` for a lone surrogate, `ValueError` for a null character.
pub(crate) fn c_text<'a>(py: Py<'a>, text: &'a str) -> R<'a, &'a str> {
    encoded(py, text, Codec::Utf8, "strict")?;
    match text.contains('\0') {
        true => Err(py.value_error(format_args!("embedded null character"))),
        false => Ok(text),
    }
}

/// `s.encode(encoding='utf-8', errors='strict')`.
///
/// # Errors
/// `UnicodeEncodeError` for what the codec cannot hold; `LookupError` for an unknown codec or handler; `TypeError`.
pub fn encode<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    let (encoding, errors) = codec_arguments(py, "encode", args)?;
    let codec = Codec::named(py, encoding)?;
    encoded(py, s, codec, errors).map(Value::Bytes).map_err(|e| through_registry(py, "encoding", encoding, e))
}

pub(crate) fn encoded<'a>(py: Py<'a>, s: &'a str, codec: Codec, errors: &str) -> R<'a, &'a [u8]> {
    if let Codec::Wide(wide) = codec {
        return wide::encoded(py, s, wide, errors);
    }
    if s.is_ascii() || codec == Codec::Utf8 && s.chars().all(|c| codec.holds(c)) {
        return Ok(s.as_bytes());
    }
    let mut out = Vec::with_capacity(s.len());
    let mut rest = s.chars().enumerate().peekable();
    while let Some((at, c)) = rest.next() {
        if codec.holds(c) {
            codec.push(&mut out, c);
            continue;
        }
        // One call of the handler sees the whole run that cannot be encoded.
        let mut run = vec![c];
        while let Some((_, c)) = rest.next_if(|(_, c)| !codec.holds(*c)) {
            run.push(c);
        }
        handle(py, s, codec, errors, at, &run, &mut out)?;
        py.room(out.len())?;
    }
    py.room(out.len())?;
    Ok(py.alloc_slice(&out))
}

fn handle<'a>(
    py: Py<'a>,
    s: &'a str,
    codec: Codec,
    errors: &str,
    at: usize,
    run: &[char],
    out: &mut Vec<u8>,
) -> R<'a, ()> {
    let mut text = String::new();
    match errors {
        "strict" => return Err(cannot_encode(py, s, codec, at, at + run.len())),
        "ignore" => {}
        "replace" => text.extend(std::iter::repeat_n('?', run.len())),
        "backslashreplace" => run.iter().for_each(|c| crate::py::text::escape(&mut text, chars::code_point(*c))),
        "xmlcharrefreplace" => {
            for c in run {
                let _ = write!(text, "&#{};", chars::code_point(*c));
            }
        }
        "surrogateescape" => {
            for (i, c) in run.iter().enumerate() {
                match chars::code_point(*c) {
                    code @ 0xdc80..=0xdcff => out.push((code & 0xff) as u8),
                    _ => return Err(cannot_encode(py, s, codec, at + i, at + run.len())),
                }
            }
        }
        "surrogatepass" if codec == Codec::Utf8 => {
            for c in run {
                let code = chars::code_point(*c);
                out.extend([0xe0 | code >> 12, 0x80 | code >> 6 & 0x3f, 0x80 | code & 0x3f].map(|b| b as u8));
            }
        }
        "surrogatepass" => return Err(cannot_encode(py, s, codec, at, at + run.len())),
        _ => return Err(unknown_handler(py, errors)),
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

/// `LookupError`: handlers are looked up when an error occurs.
#[cold]
pub(crate) fn unknown_handler<'a>(py: Py<'a>, errors: &str) -> Exc<'a> {
    py.raise(Kind::LookupError, &format!("unknown error handler name '{errors}'"))
}

#[cold]
fn cannot_encode<'a>(py: Py<'a>, s: &'a str, codec: Codec, start: usize, end: usize) -> Exc<'a> {
    let position = |at: usize| Value::Int(i64::try_from(at).unwrap_or(i64::MAX));
    let args = [py.str(codec.name()), Value::Str(s), position(start), position(end), py.str(codec.reason())];
    Exc::new(py, Kind::UnicodeEncodeError, &args)
}

//! What `urlparse`, `urlsplit` and `urldefrag` give.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::modules::signature;
use crate::py::named_tuple::{Class, NamedTuple, alone};
use crate::py::{construct, method, text};
use crate::value::{Type, Value};

/// The classes, of text and of bytes.
pub(super) const CLASSES: &[&Class] = &[&DEFRAG, &SPLIT, &PARSE, &DEFRAG_BYTES, &SPLIT_BYTES, &PARSE_BYTES];

const TEXT: &[&str] = &["_asdict", "_replace", "count", "encode", "geturl", "index"];
const BYTES: &[&str] = &["_asdict", "_replace", "count", "decode", "geturl", "index"];
const DEFRAG_FIELDS: &[&str] = &["url", "fragment"];
const SPLIT_FIELDS: &[&str] = &["scheme", "netloc", "path", "query", "fragment"];
const PARSE_FIELDS: &[&str] = &["scheme", "netloc", "path", "params", "query", "fragment"];

macro_rules! classes {
    ($($id:ident = $name:literal, $fields:ident, $methods:ident, $attribute:expr;)*) => { $(
        pub(super) static $id: Class =
            Class { name: $name, fields: $fields, methods: $methods, attribute: $attribute, call };
    )* };
}

classes! {
    DEFRAG = "DefragResult", DEFRAG_FIELDS, TEXT, |_, _, _| Ok(None);
    SPLIT = "SplitResult", SPLIT_FIELDS, TEXT, of_netloc;
    PARSE = "ParseResult", PARSE_FIELDS, TEXT, of_netloc;
    DEFRAG_BYTES = "DefragResultBytes", DEFRAG_FIELDS, BYTES, |_, _, _| Ok(None);
    SPLIT_BYTES = "SplitResultBytes", SPLIT_FIELDS, BYTES, of_netloc;
    PARSE_BYTES = "ParseResultBytes", PARSE_FIELDS, BYTES, of_netloc;
}

fn counterpart(class: &'static Class) -> &'static Class {
    match class.name {
        "DefragResult" => &DEFRAG_BYTES,
        "SplitResult" => &SPLIT_BYTES,
        "ParseResult" => &PARSE_BYTES,
        "DefragResultBytes" => &DEFRAG,
        "SplitResultBytes" => &SPLIT,
        _ => &PARSE,
    }
}

/// One of them, of bytes where no text was parsed.
pub(super) fn made<'a>(py: Py<'a>, text: bool, class: &'static Class, items: &[Value<'a>]) -> Ret<'a> {
    let result = NamedTuple { class, items: py.alloc_slice(items) };
    if text { Ok(result.value(py)) } else { recoded(py, &result, "encode", Value::Str("ascii"), Value::Str("strict")) }
}

fn recoded<'a>(
    py: Py<'a>,
    result: &NamedTuple<'a>,
    way: &'static str,
    encoding: Value<'a>,
    errors: Value<'a>,
) -> Ret<'a> {
    let items: R<'a, Vec<_>> =
        result.items.iter().map(|item| method::call(py, *item, way, Args::pos(&[encoding, errors]))).collect();
    Ok(NamedTuple { class: counterpart(result.class), items: py.alloc_slice(&items?) }.value(py))
}

fn call<'a>(py: Py<'a>, result: &NamedTuple<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let (way, qualified): (&'static str, &'static str) = match name {
        "encode" => ("encode", "_ResultMixinStr.encode"),
        "decode" => ("decode", "_ResultMixinBytes.decode"),
        "geturl" => return Some(alone(py, result, name, args).and_then(|()| super::split::geturl(py, result))),
        _ => return None,
    };
    let defaults = [None, Some(Value::Str("ascii")), Some(Value::Str("strict"))];
    let bound = signature(qualified, &["self", "encoding", "errors"], py, with_self(py, result, args), &defaults);
    Some(bound.and_then(|[_, encoding, errors]| recoded(py, result, way, encoding, errors)))
}

/// A method's arguments as its function sees them.
fn with_self<'a>(py: Py<'a>, result: &NamedTuple<'a>, args: Args<'a, '_>) -> Args<'a, 'a> {
    let mut all = vec![result.value(py)];
    all.extend_from_slice(args.pos);
    Args { pos: py.alloc_slice(&all), kw: py.alloc_slice(args.kw) }
}

/// What is computed from the network location, as bytes; the results of both kinds are cut in the same places.
fn of_netloc<'a>(py: Py<'a>, result: &NamedTuple<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
    if !matches!(name, "username" | "password" | "hostname" | "port") {
        return Ok(None);
    }
    let netloc = match result.item(1) {
        Value::Str(netloc) => netloc,
        // Bytes were decoded as ASCII before they were cut.
        Value::Bytes(netloc) => py.alloc_str(&String::from_utf8_lossy(netloc)),
        other => return Err(crate::py::native::no_attribute(py, other, "rpartition")),
    };
    let is_text = matches!(result.item(1), Value::Str(_));
    let shown = |part: Option<&'a str>| match part {
        None => Value::None,
        Some(part) if is_text => Value::Str(part),
        Some(part) => Value::Bytes(part.as_bytes()),
    };
    let (user, host) = match netloc.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, netloc),
    };
    let named = user.map(|user| match user.split_once(':') {
        Some((name, password)) => (name, Some(password)),
        None => (user, None),
    });
    let (hostname, port) = match host.split_once('[') {
        Some((_, bracketed)) => {
            let (hostname, rest) = bracketed.split_once(']').unwrap_or((bracketed, ""));
            (hostname, rest.split_once(':').map_or("", |(_, port)| port))
        }
        None => host.split_once(':').unwrap_or((host, "")),
    };
    Ok(Some(match name {
        "username" => shown(named.map(|(name, _)| name)),
        "password" => shown(named.and_then(|(_, password)| password)),
        "hostname" if hostname.is_empty() => Value::None,
        "hostname" => {
            // A zone keeps its case.
            let (address, zone) = hostname.split_at(hostname.find('%').unwrap_or(hostname.len()));
            let lower = crate::py::str_methods::case::lower(py, address);
            shown(Some(py.alloc_str(&format!("{lower}{zone}"))))
        }
        _ if port.is_empty() => Value::None,
        _ => number(py, shown(Some(port)), port)?,
    }))
}

fn number<'a>(py: Py<'a>, shown: Value<'a>, port: &'a str) -> Ret<'a> {
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        let shown = text::repr(py, shown)?;
        return Err(py.value_error(format_args!("Port could not be cast to integer value as {shown}")));
    }
    match construct::construct(py, Type::Int, Args::pos(&[shown]))? {
        number @ Value::Int(0..=65535) => Ok(number),
        _ => Err(py.value_error(format_args!("Port out of range 0-65535"))),
    }
}

//! Looking into a record.

use std::borrow::Cow;

use event::Value;
use event::py::dict::Dict;

/// What is at the end of `path`: keys of objects; in a list its first element is gone on with.
pub(super) fn at<'a>(record: &Dict<'a>, path: &[&str]) -> Option<Value<'a>> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(record.get_str(first)?, |value, key| match value {
        Value::Dict(object) => object.get_str(key),
        Value::List(list) => match list.get(0)? {
            Value::Dict(object) => object.get_str(key),
            _ => None,
        },
        _ => None,
    })
}

/// The string there, unless it is empty or stands for nothing (`-`).
pub(super) fn text<'a>(record: &Dict<'a>, path: &[&str]) -> Option<Cow<'a, str>> {
    at(record, path)?.as_str().filter(|text| !matches!(*text, "" | "-")).map(Cow::Borrowed)
}

/// The first of `paths` at which there is a string.
pub(super) fn first<'a>(record: &Dict<'a>, paths: &[&[&str]]) -> Option<Cow<'a, str>> {
    paths.iter().find_map(|path| text(record, path))
}

/// The string, number or boolean there as text, as [`text`].
pub(super) fn scalar<'a>(record: &Dict<'a>, path: &[&str]) -> Option<Cow<'a, str>> {
    match at(record, path)? {
        Value::Str("" | "-") => None,
        Value::Str(text) => Some(Cow::Borrowed(text)),
        Value::Int(n) => Some(Cow::Owned(n.to_string())),
        Value::Float(x) => Some(Cow::Owned(x.to_string())),
        Value::Bool(b) => Some(Cow::Borrowed(if b { "true" } else { "false" })),
        _ => None,
    }
}

/// The number there, be it written as one or as a string.
pub(super) fn number(record: &Dict<'_>, path: &[&str]) -> Option<i64> {
    match at(record, path)? {
        Value::Int(n) => Some(n),
        Value::Str(text) => text.trim().parse().ok(),
        // Whole seconds or a status, written with a fraction.
        Value::Float(x) if x.abs() < 9e15 => Some(x as i64),
        _ => None,
    }
}

/// The object there.
pub(super) fn object<'a>(record: &Dict<'a>, path: &[&str]) -> Option<&'a Dict<'a>> {
    match at(record, path)? {
        Value::Dict(object) => Some(object),
        _ => None,
    }
}

/// The string under `key` of the record itself.
pub(super) fn own<'a>(record: &Dict<'a>, key: &str) -> Option<&'a str> {
    record.get_str(key)?.as_str()
}

/// Whether something that is not null stands under `key`.
pub(super) fn has(record: &Dict<'_>, key: &str) -> bool {
    record.get_str(key).is_some_and(|value| !value.is_none())
}

/// What JSON calls a value of this kind.
pub(super) fn kind(value: Value<'_>) -> &'static str {
    match value {
        Value::None => "null",
        Value::Bool(_) => "a boolean",
        Value::Int(_) | Value::Big(_) | Value::Float(_) => "a number",
        Value::Str(_) => "a string",
        Value::List(_) => "an array",
        _ => "an object",
    }
}

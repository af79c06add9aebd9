//! The methods of `str` (`Objects/unicodeobject.c`). Positions count code points.

pub mod case;
pub mod encode;
pub mod is;
pub mod pad;
pub mod search;
pub mod split;
pub mod translate;
pub(crate) mod wide;

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::{arguments, format};
use crate::value::Value;

/// Every method that a `str` of CPython 3.11 has, those with underscores aside.
pub const NAMES: &[&str] = &[
    "capitalize",
    "casefold",
    "center",
    "count",
    "encode",
    "endswith",
    "expandtabs",
    "find",
    "format",
    "format_map",
    "index",
    "isalnum",
    "isalpha",
    "isascii",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isprintable",
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

/// `receiver.name(*args)`, or `None` where `str` has no such method.
pub fn call<'a>(py: Py<'a>, receiver: Value<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let s = receiver.as_str()?;
    let text = |function: fn(Py<'a>, &'a str) -> &'a str| {
        args.none(py, &format!("str.{name}")).map(|()| Value::Str(function(py, s)))
    };
    let test = |function: fn(&str) -> bool| args.none(py, &format!("str.{name}")).map(|()| Value::Bool(function(s)));
    Some(match name {
        "capitalize" => text(case::capitalize),
        "casefold" => text(case::casefold),
        "lower" => text(case::lower),
        "swapcase" => text(case::swapcase),
        "title" => text(case::title),
        "upper" => text(case::upper),
        "isalnum" => test(is::alnum),
        "isalpha" => test(is::alpha),
        "isascii" => test(str::is_ascii),
        "isdecimal" => test(is::decimal),
        "isdigit" => test(is::digit),
        "isidentifier" => test(is::identifier),
        "islower" => test(is::lower),
        "isnumeric" => test(is::numeric),
        "isprintable" => test(is::printable),
        "isspace" => test(is::space),
        "istitle" => test(is::title),
        "isupper" => test(is::upper),
        "startswith" => search::startswith(py, s, args),
        "endswith" => search::endswith(py, s, args),
        "find" => search::find(py, s, args),
        "rfind" => search::rfind(py, s, args),
        "index" => search::index(py, s, args),
        "rindex" => search::rindex(py, s, args),
        "count" => search::count(py, s, args),
        "replace" => search::replace(py, s, args),
        "removeprefix" => search::removeprefix(py, s, args),
        "removesuffix" => search::removesuffix(py, s, args),
        "split" => split::split(py, s, args),
        "rsplit" => split::rsplit(py, s, args),
        "splitlines" => split::splitlines(py, s, args),
        "partition" => split::partition(py, s, args),
        "rpartition" => split::rpartition(py, s, args),
        "join" => split::join(py, s, args),
        "strip" => split::strip(py, s, name, args),
        "lstrip" => split::strip(py, s, name, args),
        "rstrip" => split::strip(py, s, name, args),
        "center" => pad::justify(py, s, name, args),
        "ljust" => pad::justify(py, s, name, args),
        "rjust" => pad::justify(py, s, name, args),
        "zfill" => pad::zfill(py, s, args),
        "expandtabs" => pad::expandtabs(py, s, args),
        "encode" => encode::encode(py, s, args),
        "maketrans" => translate::maketrans(py, args),
        "translate" => translate::translate(py, s, args),
        "format" => format::fields::format(py, s, args),
        "format_map" => args.one(py, "str.format_map").and_then(|map| format::fields::format_map(py, s, map)),
        _ => return None,
    })
}

/// How many code points `s` has: `len(s)`.
pub fn len(s: &str) -> usize {
    if s.is_ascii() { s.len() } else { s.chars().count() }
}

/// Where the code point `index` begins in `s`, in bytes; the end of `s` beyond it.
pub(crate) fn offset(s: &str, index: usize) -> usize {
    if s.is_ascii() {
        return index.min(s.len());
    }
    s.char_indices().nth(index).map_or(s.len(), |(at, _)| at)
}

/// A `str` argument.
fn needs_str<'a>(py: Py<'a>, value: Value<'a>) -> crate::exception::R<'a, &'a str> {
    value.as_str().ok_or_else(|| py.type_error(format_args!("must be str, not {}", value.type_name())))
}

/// The argument at place `at` of a function of the argument clinic, which is a `str`.
fn str_argument<'a>(py: Py<'a>, function: &str, at: usize, value: Value<'a>) -> crate::exception::R<'a, &'a str> {
    value.as_str().ok_or_else(|| {
        py.type_error(format_args!("{function}() argument {at} must be str, not {}", arguments::argument_type(value)))
    })
}

use arguments::{bounds, expect, optional, ssize, take};

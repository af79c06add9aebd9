//! `urllib.parse`, by `Lib/urllib/parse.py`.

mod query;
mod quote;
mod result;
mod split;

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::method;
use crate::py::modules::{Module, signature};
use crate::value::Value;

/// The module.
pub const MODULE: Module = Module {
    name: "urllib.parse",
    functions: &[
        "parse_qs",
        "parse_qsl",
        "quote",
        "quote_from_bytes",
        "quote_plus",
        "unquote",
        "unquote_plus",
        "unquote_to_bytes",
        "urldefrag",
        "urlencode",
        "urljoin",
        "urlparse",
        "urlsplit",
        "urlunparse",
        "urlunsplit",
    ],
    constants: &[],
    in_c: false,
    call,
    constant: |_, _| None,
};

/// Whether the class of this name derives from `tuple`.
pub(crate) fn is_tuple(class: &str) -> bool {
    result::CLASSES.iter().any(|known| known.name == class)
}

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let text = |text: &'static str| Some(Value::Str(text));
    let (none, no, yes) = (Some(Value::None), Some(Value::Bool(false)), Some(Value::Bool(true)));
    let decode = [None, text("utf-8"), text("replace")];
    const PARTS: &[&str] = &["url", "scheme", "allow_fragments"];
    const QUOTE: &[&str] = &["string", "safe", "encoding", "errors"];
    const UNQUOTE: &[&str] = &["string", "encoding", "errors"];
    const QUERY: &[&str] =
        &["qs", "keep_blank_values", "strict_parsing", "encoding", "errors", "max_num_fields", "separator"];
    let query = [None, no, no, text("utf-8"), text("replace"), none, text("&")];
    Some(match name {
        "urlparse" => signature("urlparse", PARTS, py, args, &[None, text(""), yes])
            .and_then(|[url, scheme, fragments]| split::urlparse(py, url, scheme, fragments)),
        "urlsplit" => signature("urlsplit", PARTS, py, args, &[None, text(""), yes])
            .and_then(|[url, scheme, fragments]| split::urlsplit(py, url, scheme, fragments)),
        "urlunparse" => {
            signature("urlunparse", &["components"], py, args, &[None]).and_then(|[parts]| split::urlunparse(py, parts))
        }
        "urlunsplit" => {
            signature("urlunsplit", &["components"], py, args, &[None]).and_then(|[parts]| split::urlunsplit(py, parts))
        }
        "urljoin" => signature("urljoin", &["base", "url", "allow_fragments"], py, args, &[None, None, yes])
            .and_then(|[base, url, fragments]| split::urljoin(py, base, url, fragments)),
        "urldefrag" => signature("urldefrag", &["url"], py, args, &[None]).and_then(|[url]| split::urldefrag(py, url)),
        "quote" => signature("quote", QUOTE, py, args, &[None, text("/"), none, none])
            .and_then(|[string, safe, encoding, errors]| quote::quote(py, string, safe, encoding, errors)),
        "quote_plus" => signature("quote_plus", QUOTE, py, args, &[None, text(""), none, none])
            .and_then(|[string, safe, encoding, errors]| quote::quote_plus(py, string, safe, encoding, errors)),
        "quote_from_bytes" => signature("quote_from_bytes", &["bs", "safe"], py, args, &[None, text("/")])
            .and_then(|[bytes, safe]| quote::quote_from_bytes(py, bytes, safe)),
        "unquote" => signature("unquote", UNQUOTE, py, args, &decode)
            .and_then(|[string, encoding, errors]| quote::unquote(py, string, encoding, errors)),
        "unquote_plus" => signature("unquote_plus", UNQUOTE, py, args, &decode)
            .and_then(|[string, encoding, errors]| quote::unquote_plus(py, string, encoding, errors)),
        "unquote_to_bytes" => signature("unquote_to_bytes", &["string"], py, args, &[None])
            .and_then(|[string]| quote::unquote_to_bytes(py, string).map(Value::Bytes)),
        "parse_qs" => signature("parse_qs", QUERY, py, args, &query).and_then(|args| query::parse_qs(py, args)),
        "parse_qsl" => signature("parse_qsl", QUERY, py, args, &query)
            .and_then(|args| query::parse_qsl(py, args))
            .map(|pairs| py.list(&pairs)),
        "urlencode" => signature(
            "urlencode",
            &["query", "doseq", "safe", "encoding", "errors", "quote_via"],
            py,
            args,
            &[None, no, text(""), none, none, Some(Value::Ellipsis)],
        )
        .and_then(|args| query::urlencode(py, args)),
        _ => return None,
    })
}

/// `_coerce_args`: whether the first argument is text, and all of them as text. What is false stays what it is, but
/// where bytes were given.
fn coerced<'a, const N: usize>(py: Py<'a>, args: [Value<'a>; N]) -> R<'a, (bool, [Value<'a>; N])> {
    let mut args = args;
    let text = coerce(py, &mut args)?;
    Ok((text, args))
}

fn coerce<'a>(py: Py<'a>, args: &mut [Value<'a>]) -> R<'a, bool> {
    let is_text = |value: &Value<'a>| matches!(value, Value::Str(_));
    let text = args.first().is_some_and(is_text);
    if args.iter().skip(1).any(|arg| arg.truth() && is_text(arg) != text) {
        return Err(py.type_error(format_args!("Cannot mix str and non-str arguments")));
    }
    if !text {
        for arg in args {
            let ascii = [Value::Str("ascii"), Value::Str("strict")];
            *arg = if arg.truth() { method::call(py, *arg, "decode", Args::pos(&ascii))? } else { Value::Str("") };
        }
    }
    Ok(text)
}

/// What `_coerce_args` gives to turn a result back.
fn back<'a>(py: Py<'a>, text: bool, value: Value<'a>) -> Ret<'a> {
    if text {
        return Ok(value);
    }
    method::call(py, value, "encode", Args::pos(&[Value::Str("ascii"), Value::Str("strict")]))
}

//! Cutting URLs and putting them together.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::named_tuple::NamedTuple;
use crate::py::urllib::{back, coerce, coerced, result};
use crate::py::{arithmetic, hash, ip, method, subscript};
use crate::value::Value;

const USES_RELATIVE: &[&str] = &[
    "", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp", "rtsps",
    "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss",
];

const USES_NETLOC: &[&str] = &[
    "", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews",
    "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss",
];

const USES_PARAMS: &[&str] = &[
    "", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips", "mms",
    "sftp", "tel",
];

/// The parts of a text: scheme, network location, path, query, fragment.
type Parts<'a> = [&'a str; 5];

fn values<'a, const N: usize>(parts: [&'a str; N]) -> [Value<'a>; N] {
    parts.map(Value::Str)
}

/// `urlsplit(url, scheme='', allow_fragments=True)`. CPython caches it, and so asks for the arguments' hashes first.
pub(super) fn urlsplit<'a>(py: Py<'a>, url: Value<'a>, scheme: Value<'a>, fragments: Value<'a>) -> Ret<'a> {
    for argument in [url, scheme, fragments] {
        hash::python(py, argument)?;
    }
    let (text, [url, scheme]) = coerced(py, [url, scheme])?;
    let parts = split(py, url, scheme, fragments)?;
    result::made(py, text, &result::SPLIT, &values(parts))
}

/// What `urlsplit` does with text.
fn split<'a>(py: Py<'a>, url: Value<'a>, scheme: Value<'a>, fragments: Value<'a>) -> R<'a, Parts<'a>> {
    let is_control = |c: char| c <= ' ';
    let Value::Str(url) = url else { return Ok([""; 5]) };
    let Value::Str(scheme) = scheme else {
        return Err(crate::py::native::no_attribute(py, scheme, "strip"));
    };
    let clean = |text: &'a str| match text.contains(['\t', '\r', '\n']) {
        true => py.alloc_str(&text.replace(['\t', '\r', '\n'], "")),
        false => text,
    };
    let mut url = clean(url.trim_start_matches(is_control));
    let mut scheme = clean(scheme.trim_matches(is_control));
    if let Some((before, after)) = url.split_once(':')
        && before.starts_with(|c: char| c.is_ascii_alphabetic())
        && before.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    {
        scheme = py.alloc_str(&before.to_ascii_lowercase());
        url = after;
    }
    let mut netloc = "";
    if let Some(rest) = url.strip_prefix("//") {
        (netloc, url) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if netloc.contains('[') != netloc.contains(']') {
            return Err(py.value_error(format_args!("Invalid IPv6 URL")));
        }
        if let Some((_, after)) = netloc.split_once('[') {
            check_bracketed(py, after.split_once(']').map_or(after, |(host, _)| host))?;
        }
    }
    let cut = |url: &mut &'a str, at: char| match url.split_once(at) {
        Some((before, after)) => {
            *url = before;
            after
        }
        None => "",
    };
    let fragment = if fragments.truth() { cut(&mut url, '#') } else { "" };
    let query = cut(&mut url, '?');
    check_netloc(py, netloc)?;
    Ok([scheme, netloc, url, query, fragment])
}

/// `_check_bracketed_host`.
fn check_bracketed<'a>(py: Py<'a>, host: &'a str) -> R<'a, ()> {
    if let Some(rest) = host.strip_prefix('v') {
        let version = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        let (version, rest) = rest.split_at(version);
        if version.is_empty() || rest.len() < 2 || !rest.starts_with('.') {
            return Err(py.value_error(format_args!("IPvFuture address is invalid")));
        }
        return Ok(());
    }
    match ip::ip_address(py, Value::Str(host))? {
        address if address.class() == crate::value::Type::Native("IPv4Address") => {
            Err(py.value_error(format_args!("An IPv4 address cannot be in brackets")))
        }
        _ => Ok(()),
    }
}

/// What the compatible form (NFKC) of Unicode 14 turns into a text with one of `/?#@:`; nothing else gives those.
const HIDING: &[char] = &[
    '\u{2047}', '\u{2048}', '\u{2049}', '\u{2100}', '\u{2101}', '\u{2105}', '\u{2106}', '\u{2a74}', '\u{fe13}',
    '\u{fe16}', '\u{fe55}', '\u{fe56}', '\u{fe5f}', '\u{fe6b}', '\u{ff03}', '\u{ff0f}', '\u{ff1a}', '\u{ff1f}',
    '\u{ff20}',
];

/// `_checknetloc`.
fn check_netloc<'a>(py: Py<'a>, netloc: &str) -> R<'a, ()> {
    if netloc.contains(HIDING) {
        return Err(
            py.value_error(format_args!("netloc '{netloc}' contains invalid characters under NFKC normalization"))
        );
    }
    Ok(())
}

/// `urlparse(url, scheme='', allow_fragments=True)`.
pub(super) fn urlparse<'a>(py: Py<'a>, url: Value<'a>, scheme: Value<'a>, fragments: Value<'a>) -> Ret<'a> {
    let (text, [url, scheme]) = coerced(py, [url, scheme])?;
    let parts = parse(py, url, scheme, fragments)?;
    result::made(py, text, &result::PARSE, &values(parts))
}

/// What `urlparse` does with text: the parameters of the last part of the path come apart.
fn parse<'a>(py: Py<'a>, url: Value<'a>, scheme: Value<'a>, fragments: Value<'a>) -> R<'a, [&'a str; 6]> {
    for argument in [scheme, fragments] {
        hash::python(py, argument)?;
    }
    let [scheme, netloc, path, query, fragment] = split(py, url, scheme, fragments)?;
    let (path, params) = if USES_PARAMS.contains(&scheme) {
        let last = path.rfind('/').unwrap_or(0);
        match path.get(last..).and_then(|rest| rest.find(';')) {
            Some(at) => (path.get(..last + at).unwrap_or(path), path.get(last + at + 1..).unwrap_or("")),
            None => (path, ""),
        }
    } else {
        (path, "")
    };
    Ok([scheme, netloc, path, params, query, fragment])
}

/// `_coerce_args(*components)`, taken apart into `N`.
fn components<'a, const N: usize>(py: Py<'a>, components: Value<'a>) -> R<'a, (bool, [Value<'a>; N])> {
    let mut all = match Iter::of(py, components) {
        Ok(items) => items.collect(py)?,
        Err(_) => {
            let class = components.type_name();
            return Err(py.type_error(format_args!(
                "urllib.parse._coerce_args() argument after * must be an iterable, not {class}"
            )));
        }
    };
    if all.is_empty() {
        return Err(py.raise(crate::exception::Kind::IndexError, "tuple index out of range"));
    }
    let text = coerce(py, &mut all)?;
    let given = all.len() + 1;
    match <[Value<'a>; N]>::try_from(all) {
        Ok(all) => Ok((text, all)),
        Err(_) if given > N + 1 => Err(py.value_error(format_args!("too many values to unpack (expected {})", N + 1))),
        Err(_) => Err(py.value_error(format_args!("not enough values to unpack (expected {}, got {given})", N + 1))),
    }
}

/// `urlunparse(components)`.
pub(super) fn urlunparse<'a>(py: Py<'a>, parts: Value<'a>) -> Ret<'a> {
    let (text, [scheme, netloc, url, params, query, fragment]) = components::<6>(py, parts)?;
    let url = with_params(py, url, params)?;
    back(py, text, unsplit_values(py, [scheme, netloc, url, query, fragment])?)
}

fn with_params<'a>(py: Py<'a>, url: Value<'a>, params: Value<'a>) -> Ret<'a> {
    if !params.truth() {
        return Ok(url);
    }
    let (url, params) = (crate::py::text::str_of(py, url)?, crate::py::text::str_of(py, params)?);
    Ok(py.str(&format!("{url};{params}")))
}

/// `urlunsplit(components)`.
pub(super) fn urlunsplit<'a>(py: Py<'a>, parts: Value<'a>) -> Ret<'a> {
    let (text, parts) = components::<5>(py, parts)?;
    back(py, text, unsplit(py, parts)?)
}

/// `urlunsplit` of a tuple that was made of text.
fn unsplit_values<'a>(py: Py<'a>, parts: [Value<'a>; 5]) -> Ret<'a> {
    let (text, parts) = coerced(py, parts)?;
    back(py, text, unsplit(py, parts)?)
}

/// What `urlunsplit` does with text, and with what is false in its place.
fn unsplit<'a>(py: Py<'a>, [scheme, netloc, url, query, fragment]: [Value<'a>; 5]) -> Ret<'a> {
    let known = scheme.as_str().is_some_and(|scheme| !scheme.is_empty() && USES_NETLOC.contains(&scheme));
    let mut url = url;
    let head = |url: Value<'a>, stop: i64| subscript::slice(py, url, Value::None, Value::Int(stop), Value::None);
    let is = |value: Value<'a>, text: &str| crate::py::compare::eq_str(value, text);
    if netloc.truth() || (known && !is(head(url, 2)?, "//")) {
        if url.truth() && !is(head(url, 1)?, "/") {
            url = arithmetic::add(py, Value::Str("/"), url)?;
        }
        let netloc = if netloc.truth() { netloc } else { Value::Str("") };
        url = arithmetic::add(py, arithmetic::add(py, Value::Str("//"), netloc)?, url)?;
    }
    if scheme.truth() {
        url = arithmetic::add(py, arithmetic::add(py, scheme, Value::Str(":"))?, url)?;
    }
    for (part, sign) in [(query, "?"), (fragment, "#")] {
        if part.truth() {
            url = arithmetic::add(py, arithmetic::add(py, url, Value::Str(sign))?, part)?;
        }
    }
    Ok(url)
}

/// `result.geturl()`.
pub(super) fn geturl<'a>(py: Py<'a>, result: &NamedTuple<'a>) -> Ret<'a> {
    match result.class.fields.len() {
        6 => urlunparse(py, Value::Tuple(result.items)),
        5 => urlunsplit(py, Value::Tuple(result.items)),
        _ if !result.item(1).truth() => Ok(result.item(0)),
        _ => {
            let sign = if matches!(result.item(0), Value::Bytes(_)) { Value::Bytes(b"#") } else { Value::Str("#") };
            arithmetic::add(py, arithmetic::add(py, result.item(0), sign)?, result.item(1))
        }
    }
}

/// `urljoin(base, url, allow_fragments=True)`.
pub(super) fn urljoin<'a>(py: Py<'a>, base: Value<'a>, url: Value<'a>, fragments: Value<'a>) -> Ret<'a> {
    if !base.truth() {
        return Ok(url);
    }
    if !url.truth() {
        return Ok(base);
    }
    let (text, [base, url]) = coerced(py, [base, url])?;
    let [base_scheme, base_netloc, base_path, base_params, base_query, _] = parse(py, base, Value::Str(""), fragments)?;
    let [scheme, mut netloc, path, params, query, fragment] = parse(py, url, Value::Str(base_scheme), fragments)?;
    let whole = |parts: [&'a str; 5]| unsplit(py, values(parts)).and_then(|url| back(py, text, url));
    if scheme != base_scheme || !USES_RELATIVE.contains(&scheme) {
        return back(py, text, url);
    }
    let path_of = |path: &str, params: &str| {
        let path = if params.is_empty() { path.to_owned() } else { format!("{path};{params}") };
        py.alloc_str(&path)
    };
    if USES_NETLOC.contains(&scheme) {
        if !netloc.is_empty() {
            return whole([scheme, netloc, path_of(path, params), query, fragment]);
        }
        netloc = base_netloc;
    }
    if path.is_empty() && params.is_empty() {
        let query = if query.is_empty() { base_query } else { query };
        return whole([scheme, netloc, path_of(base_path, base_params), query, fragment]);
    }
    let path = resolved(base_path, path);
    whole([scheme, netloc, path_of(&path, params), query, fragment])
}

/// A path seen from another.
fn resolved(base: &str, path: &str) -> String {
    let segments: Vec<&str> = if path.starts_with('/') {
        path.split('/').collect()
    } else {
        let mut all: Vec<&str> = base.split('/').collect();
        // The last part of the base is no folder.
        if all.last().is_some_and(|last| !last.is_empty()) {
            all.pop();
        }
        all.extend(path.split('/'));
        let last = all.len().saturating_sub(1);
        all.into_iter().enumerate().filter(|(i, s)| *i == 0 || *i == last || !s.is_empty()).map(|(_, s)| s).collect()
    };
    let mut out: Vec<&str> = Vec::new();
    for segment in &segments {
        match *segment {
            ".." => {
                out.pop();
            }
            "." => {}
            other => out.push(other),
        }
    }
    if matches!(segments.last(), Some(&"." | &"..")) {
        out.push("");
    }
    let joined = out.join("/");
    if joined.is_empty() { "/".to_owned() } else { joined }
}

/// `urldefrag(url)`.
pub(super) fn urldefrag<'a>(py: Py<'a>, url: Value<'a>) -> Ret<'a> {
    let (text, [url]) = coerced(py, [url])?;
    let Value::Str(whole) = url else { return method::call(py, url, "find", Args::pos(&[])) };
    if !whole.contains('#') {
        return result::made(py, text, &result::DEFRAG, &[url, Value::Str("")]);
    }
    let [scheme, netloc, path, params, query, fragment] = parse(py, url, Value::Str(""), Value::Bool(true))?;
    let path = with_params(py, Value::Str(path), Value::Str(params))?;
    let [scheme, netloc, query, none] = values([scheme, netloc, query, ""]);
    let rest = unsplit(py, [scheme, netloc, path, query, none])?;
    result::made(py, text, &result::DEFRAG, &[rest, Value::Str(fragment)])
}

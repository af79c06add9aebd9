//! Query strings.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::urllib::{back, coerced, quote};
use crate::py::{arithmetic, builtins, compare, function, list_methods, method, subscript, text, unpack};
use crate::value::Value;

/// The pairs of `parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator)`.
pub(super) fn parse_qsl<'a>(py: Py<'a>, args: [Value<'a>; 7]) -> R<'a, Vec<Value<'a>>> {
    let [query, keep, strict, encoding, errors, most, separator] = args;
    let (keep, strict) = (keep.truth(), strict.truth());
    let (is_text, [query]) = coerced(py, [query])?;
    let (_, [separator]) = coerced(py, [separator])?;
    let separator = match separator {
        Value::Str(separator) if !separator.is_empty() => separator,
        _ => return Err(py.value_error(format_args!("Separator must be of type string or bytes."))),
    };
    let query = query.as_str().unwrap_or("");
    let fields: Vec<&'a str> = if query.is_empty() { Vec::new() } else { query.split(separator).collect() };
    if !most.is_none() && compare::lt(py, most, Value::Int(fields.len() as i64))? {
        return Err(py.value_error(format_args!("Max number of fields exceeded")));
    }
    let mut pairs = Vec::new();
    for field in fields {
        if field.is_empty() && !strict {
            continue;
        }
        let (name, value) = match field.split_once('=') {
            Some(pair) => pair,
            None if strict => {
                let field = text::repr(py, Value::Str(field))?;
                return Err(py.value_error(format_args!("bad query field: {field}")));
            }
            None if keep => (field, ""),
            None => continue,
        };
        if !value.is_empty() || keep {
            let decoded = |part: &str| {
                let part = quote::unquote(py, py.str(&part.replace('+', " ")), encoding, errors)?;
                back(py, is_text, part)
            };
            let name = decoded(name)?;
            pairs.push(py.tuple(&[name, decoded(value)?]));
        }
    }
    Ok(pairs)
}

/// `parse_qs(...)`: the values of each name.
pub(super) fn parse_qs<'a>(py: Py<'a>, args: [Value<'a>; 7]) -> Ret<'a> {
    let dict = py.alloc(Dict::new(py));
    for pair in parse_qsl(py, args)? {
        let Value::Tuple([name, value]) = pair else { continue };
        match dict.get(py, *name)? {
            Some(Value::List(values)) => list_methods::extend(py, values, py.tuple(&[*value]))?,
            _ => dict.insert(py, *name, py.list(&[*value]))?,
        }
    }
    Ok(Value::Dict(dict))
}

/// How `urlencode` quotes.
#[derive(Clone, Copy)]
struct Style<'a> {
    safe: Value<'a>,
    encoding: Value<'a>,
    errors: Value<'a>,
    /// `Ellipsis` is `quote_plus`.
    via: Value<'a>,
}

impl<'a> Style<'a> {
    fn bytes(self, py: Py<'a>, value: Value<'a>) -> Ret<'a> {
        match self.via {
            Value::Ellipsis => quote::quote_plus(py, value, self.safe, Value::None, Value::None),
            via => function::call(py, via, Args::pos(&[value, self.safe])),
        }
    }

    fn text(self, py: Py<'a>, value: Value<'a>) -> Ret<'a> {
        let value = Value::Str(text::str_of(py, value)?);
        match self.via {
            Value::Ellipsis => quote::quote_plus(py, value, self.safe, self.encoding, self.errors),
            via => function::call(py, via, Args::pos(&[value, self.safe, self.encoding, self.errors])),
        }
    }

    fn any(self, py: Py<'a>, value: Value<'a>) -> Ret<'a> {
        if matches!(value, Value::Bytes(_)) { self.bytes(py, value) } else { self.text(py, value) }
    }
}

/// `urlencode(query, doseq, safe, encoding, errors, quote_via)`; no `quote_via`, which is `Ellipsis` here, is `quote_plus`.
pub(super) fn urlencode<'a>(py: Py<'a>, args: [Value<'a>; 6]) -> Ret<'a> {
    let [query, doseq, safe, encoding, errors, via] = args;
    let style = Style { safe, encoding, errors, via };
    let pairs = match method::lookup(py, query, "items")? {
        Some(items) => function::call(py, items, Args::pos(&[]))?,
        None => {
            listed(py, query)?;
            query
        }
    };
    let pairs = Iter::of(py, pairs)?;
    let mut parts = Vec::new();
    let part =
        |key: Value<'a>, value: Value<'a>| arithmetic::add(py, arithmetic::add(py, key, Value::Str("="))?, value);
    while let Some(pair) = pairs.next(py)? {
        let [key, value] = unpack::unpack(py, pair)?;
        let key = style.any(py, key)?;
        if !doseq.truth() || matches!(value, Value::Bytes(_) | Value::Str(_)) {
            parts.push(part(key, style.any(py, value)?)?);
            continue;
        }
        match builtins::len(py, value) {
            Err(e) if e.kind().is_subclass(Kind::TypeError) => parts.push(part(key, style.text(py, value)?)?),
            Err(e) => return Err(e),
            Ok(_) => {
                let items = Iter::of(py, value)?;
                while let Some(item) = items.next(py)? {
                    parts.push(part(key, style.any(py, item)?)?);
                }
            }
        }
    }
    method::call(py, Value::Str("&"), "join", Args::pos(&[py.list(&parts)]))
}

/// Whether a query that is no mapping is a sequence of tuples, as far as CPython looks.
fn listed<'a>(py: Py<'a>, query: Value<'a>) -> R<'a, ()> {
    let check = || {
        if builtins::len(py, query)? > 0 && subscript::getitem(py, query, Value::Int(0))?.as_tuple().is_none() {
            return Err(py.type_error(format_args!("")));
        }
        Ok(())
    };
    check().map_err(|e| match e.kind() {
        Kind::TypeError => py.type_error(format_args!("not a valid non-string sequence or mapping object")),
        _ => e,
    })
}

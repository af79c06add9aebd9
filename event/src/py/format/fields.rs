//! `str.format` and `str.format_map`: replacement fields (`Objects/stringlib/unicode_format.h`).

use super::spec;
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::{chars, method, subscript, text};
use crate::value::Value;

/// `s.format(*args, **kwargs)`.
///
/// # Errors
/// `ValueError` for a text that is no format, `IndexError` and `KeyError` for missing arguments; what looking into them
/// and formatting them raises.
pub fn format<'a>(py: Py<'a>, s: &'a str, args: Args<'a, '_>) -> Ret<'a> {
    render(py, s, Source::Args(args))
}

/// `s.format_map(mapping)`.
///
/// # Errors
/// As [`format`].
pub fn format_map<'a>(py: Py<'a>, s: &'a str, mapping: Value<'a>) -> Ret<'a> {
    render(py, s, Source::Mapping(mapping))
}

fn render<'a>(py: Py<'a>, s: &'a str, source: Source<'a, '_>) -> Ret<'a> {
    let mut numbering = Numbering { mode: Mode::Unknown, next: 0 };
    let text = build(py, s, source, 2, &mut numbering)?;
    Ok(Value::Str(text))
}

/// Where fields find their values.
#[derive(Clone, Copy)]
enum Source<'a, 'c> {
    Args(Args<'a, 'c>),
    Mapping(Value<'a>),
}

/// Whether the fields count themselves (`{}`) or not (`{0}`): a format must not mix the two.
struct Numbering {
    mode: Mode,
    next: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Unknown,
    Auto,
    Manual,
}

/// What stands between a field's braces.
struct Field<'a> {
    name: &'a str,
    conversion: Option<char>,
    spec: &'a str,
    /// Whether the spec has fields of its own.
    nested: bool,
}

fn build<'a>(py: Py<'a>, s: &'a str, source: Source<'a, '_>, depth: u32, numbering: &mut Numbering) -> R<'a, &'a str> {
    if depth == 0 {
        return Err(py.value_error(format_args!("Max string recursion exceeded")));
    }
    let mut out = String::with_capacity(s.len() + 32);
    let mut rest = s;
    while let Some(at) = memchr::memchr2(b'{', b'}', rest.as_bytes()) {
        let (literal, braced) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(literal);
        let brace = if braced.starts_with('{') { '{' } else { '}' };
        let inside = braced.get(1..).unwrap_or("");
        if let Some(after) = inside.strip_prefix(brace) {
            out.push(brace);
            rest = after;
            continue;
        }
        if brace == '}' || inside.is_empty() {
            return Err(py.value_error(format_args!("Single '{brace}' encountered in format string")));
        }
        let (field, after) = parse(py, inside)?;
        rest = after;
        let value = field_value(py, field.name, source, numbering)?;
        let value = convert(py, value, field.conversion)?;
        let spec = if field.nested { build(py, field.spec, source, depth - 1, numbering)? } else { field.spec };
        out.push_str(super::format(py, value, spec)?);
        py.room(out.len())?;
    }
    out.push_str(rest);
    py.room(out.len())?;
    Ok(py.alloc_str(&out))
}

/// The field that `text`, which follows a brace, begins with, and what comes after its closing brace.
fn parse<'a>(py: Py<'a>, text: &'a str) -> R<'a, (Field<'a>, &'a str)> {
    let fail = |message: &str| Err(py.value_error(format_args!("{message}")));
    let mut rest = text.char_indices();
    let (name, end) = loop {
        match rest.next() {
            None => return fail("expected '}' before end of string"),
            Some((_, '{')) => return fail("unexpected '{' in field name"),
            // What is in brackets is a key: nothing in it ends the name.
            Some((_, '[')) => {
                while rest.clone().next().is_some_and(|(_, c)| c != ']') {
                    rest.next();
                }
            }
            Some((at, c @ ('}' | ':' | '!'))) => break (text.get(..at).unwrap_or(""), c),
            Some(_) => {}
        }
    };
    let mut field = Field { name, conversion: None, spec: "", nested: false };
    if end == '}' {
        return Ok((field, rest.as_str()));
    }
    if end == '!' {
        let Some((_, conversion)) = rest.next() else {
            return fail("end of string while looking for conversion specifier");
        };
        field.conversion = Some(conversion);
        match rest.next() {
            Some((_, '}')) => return Ok((field, rest.as_str())),
            Some((_, ':')) | None => {}
            Some(_) => return fail("expected ':' after conversion specifier"),
        }
    }
    let spec = rest.as_str();
    let mut open = 1;
    for (at, c) in spec.char_indices() {
        match c {
            '{' => {
                field.nested = true;
                open += 1;
            }
            '}' => {
                open -= 1;
                if open == 0 {
                    field.spec = spec.get(..at).unwrap_or("");
                    return Ok((field, spec.get(at + 1..).unwrap_or("")));
                }
            }
            _ => {}
        }
    }
    fail("unmatched '{' in format spec")
}

/// The value of `name`: an argument and the attributes and items that follow it.
fn field_value<'a>(py: Py<'a>, name: &'a str, source: Source<'a, '_>, numbering: &mut Numbering) -> Ret<'a> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut rest) = name.split_at_checked(end).unwrap_or((name, ""));
    let mut value = argument(py, first, source, numbering)?;
    while !rest.is_empty() {
        let part;
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            (part, rest) = after.split_at_checked(end).unwrap_or((after, ""));
            nonempty(py, part)?;
            value = method::attribute(py, value, part)?;
        } else if let Some(after) = rest.strip_prefix('[') {
            let Some((key, after)) = after.split_once(']') else {
                return Err(py.value_error(format_args!("Missing ']' in format string")));
            };
            (part, rest) = (key, after);
            nonempty(py, part)?;
            let key = match whole_number(py, part)? {
                Some(index) => Value::Int(i64::try_from(index).unwrap_or(i64::MAX)),
                None => Value::Str(part),
            };
            value = subscript::getitem(py, value, key)?;
        } else {
            return Err(py.value_error(format_args!("Only '.' or '[' may follow ']' in format field specifier")));
        }
    }
    Ok(value)
}

fn nonempty<'a>(py: Py<'a>, part: &str) -> R<'a, ()> {
    if part.is_empty() {
        return Err(py.value_error(format_args!("Empty attribute in format string")));
    }
    Ok(())
}

fn whole_number<'a>(py: Py<'a>, text: &str) -> R<'a, Option<usize>> {
    if text.is_empty() || !text.chars().all(|c| chars::decimal_value(c).is_some()) {
        // A digit run that overflows before a letter stops it raises in CPython all the same.
        let mut rest = text;
        spec::number(py, &mut rest)?;
        return Ok(None);
    }
    let mut rest = text;
    spec::number(py, &mut rest)
}

fn argument<'a>(py: Py<'a>, name: &'a str, source: Source<'a, '_>, numbering: &mut Numbering) -> Ret<'a> {
    let mut index = whole_number(py, name)?;
    if index.is_some() || name.is_empty() {
        let mode = if name.is_empty() { Mode::Auto } else { Mode::Manual };
        if numbering.mode == Mode::Unknown {
            numbering.mode = mode;
        }
        if numbering.mode != mode {
            let (from, to) = if mode == Mode::Auto {
                ("manual field specification", "automatic field numbering")
            } else {
                ("automatic field numbering", "manual field specification")
            };
            return Err(py.value_error(format_args!("cannot switch from {from} to {to}")));
        }
    }
    if name.is_empty() {
        index = Some(numbering.next);
        numbering.next += 1;
    }
    match (source, index) {
        (Source::Args(args), Some(index)) => args.pos.get(index).copied().ok_or_else(|| {
            let message = format!("Replacement index {index} out of range for positional args tuple");
            py.raise(Kind::IndexError, &message)
        }),
        (Source::Args(args), None) => {
            let found = args.kw.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| *value).ok_or_else(|| py.raise(Kind::KeyError, name))
        }
        (Source::Mapping(_), Some(_)) => Err(py.value_error(format_args!("Format string contains positional fields"))),
        (Source::Mapping(mapping), None) => subscript::getitem(py, mapping, Value::Str(name)),
    }
}

fn convert<'a>(py: Py<'a>, value: Value<'a>, conversion: Option<char>) -> Ret<'a> {
    Ok(match conversion {
        None => value,
        Some('s') => Value::Str(text::str_of(py, value)?),
        Some('r') => Value::Str(text::repr(py, value)?),
        Some('a') => Value::Str(text::ascii(py, value)?),
        Some(c @ '!'..='~') => {
            return Err(py.value_error(format_args!("Unknown conversion specifier {c}")));
        }
        Some(c) => {
            return Err(py.value_error(format_args!("Unknown conversion specifier \\x{:x}", chars::code_point(c))));
        }
    })
}

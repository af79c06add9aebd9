//! `json.dumps`: a value in, its JSON text out, byte for byte as CPython 3.11 writes it.
//!
//! Without `indent` CPython runs `Modules/_json.c`, with it the generators of `Lib/json/encoder.py`; they differ in the
//! text of one exception.

use std::fmt::Write;

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::native::Native;
use crate::py::sort::list_sort;
use crate::py::{compare, function, integer};
use crate::value::Value;

/// `json.dumps(value)`.
///
/// # Errors
/// `TypeError` for what JSON cannot hold, `ValueError` for what holds itself, `RecursionError` for what is nested too
/// deeply.
pub fn dumps<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    dumps_as(py, value, &Style::default())
}

/// `json.dumps(value, allow_nan=False)`: what other readers than Python's take too.
///
/// # Errors
/// As [`dumps`], and `ValueError` for an infinity and for what is not a number.
pub fn dumps_finite<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    dumps_as(py, value, &Style { allow_nan: false, ..Style::default() })
}

fn dumps_as<'a>(py: Py<'a>, value: Value<'a>, style: &Style<'a, '_>) -> R<'a, &'a str> {
    let mut writer = Writer { py, style, text: String::new(), open: Vec::new(), level: 0 };
    writer.value(value)?;
    Ok(py.alloc_str(&writer.text))
}

/// `json.dumps(obj, *, skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, default, sort_keys)`.
///
/// # Errors
/// As [`dumps`], what `default` raises, and `TypeError` for arguments it does not take.
pub fn dumps_with<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    const NAMES: [&str; 10] = [
        "obj",
        "skipkeys",
        "ensure_ascii",
        "check_circular",
        "allow_nan",
        "cls",
        "indent",
        "separators",
        "default",
        "sort_keys",
    ];
    if let [value] = args.pos
        && args.kw.is_empty()
    {
        return dumps(py, *value).map(Value::Str);
    }
    if args.pos.len() > 1 {
        let given = args.pos.len();
        return Err(py.type_error(format_args!("dumps() takes 1 positional argument but {given} were given")));
    }
    if let Some((name, _)) = args.kw.iter().find(|(name, _)| !NAMES.contains(name)) {
        return Err(py.type_error(format_args!("JSONEncoder.__init__() got an unexpected keyword argument '{name}'")));
    }
    if args.pos.is_empty() && !args.kw.iter().any(|(name, _)| *name == "obj") {
        return Err(py.type_error(format_args!("dumps() missing 1 required positional argument: 'obj'")));
    }
    let [value, skipkeys, ascii, circular, nan, cls, indent, separators, default, sort] =
        args.bind(py, "dumps", NAMES, 1, 1)?;
    let given = |value: Option<Value<'a>>| value.filter(|v| !v.is_none());
    let flag = |value: Option<Value<'a>>, otherwise: bool| value.map_or(otherwise, Value::truth);
    if given(cls).is_some() {
        return Err(py.type_error(format_args!("json.dumps() takes no `cls` here")));
    }
    // A `str` alone is written before separators and indentation are looked at.
    let alone = matches!(value, Some(Value::Str(_)));
    let (item_separator, key_separator) = match given(separators) {
        Some(pair) => separator_pair(py, pair, alone)?,
        None if given(indent).is_some() => (",", ": "),
        None => (", ", ": "),
    };
    let indent = match given(indent) {
        None => None,
        Some(_) if alone => Some(String::new()),
        Some(width) => Some(indentation(py, width)?),
    };
    let style = Style {
        item_separator,
        key_separator,
        indent: indent.as_deref(),
        ensure_ascii: flag(ascii, true),
        skip_keys: flag(skipkeys, false),
        sort_keys: flag(sort, false),
        allow_nan: flag(nan, true),
        check_circular: flag(circular, true),
        default: given(default),
    };
    let mut writer = Writer { py, style: &style, text: String::new(), open: Vec::new(), level: 0 };
    writer.value(value.unwrap_or(Value::None))?;
    Ok(py.str(&writer.text))
}

/// `' ' * indent`, or the text itself.
fn indentation<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, String> {
    match value {
        Value::Str(s) => Ok(s.to_owned()),
        Value::Bool(_) | Value::Int(_) => {
            let n = if let Value::Int(i) = value { i } else { i64::from(value.truth()) };
            // Wider than this the text of one line would pass the heap's limit.
            match usize::try_from(n.max(0)) {
                Ok(n) if n < 1 << 24 => Ok(" ".repeat(n)),
                _ => Err(py.out_of_memory()),
            }
        }
        Value::Big(_) => Err(py.raise(Kind::OverflowError, "cannot fit 'int' into an index-sized integer")),
        _ => Err(py.type_error(format_args!("can't multiply sequence by non-int of type '{}'", value.type_name()))),
    }
}

/// `item_separator, key_separator = separators`.
fn separator_pair<'a>(py: Py<'a>, pair: Value<'a>, unused: bool) -> R<'a, (&'a str, &'a str)> {
    let items = match Iter::of(py, pair) {
        Ok(items) => items,
        Err(e) if e.kind() == Kind::TypeError => {
            return Err(py.type_error(format_args!("cannot unpack non-iterable {} object", pair.type_name())));
        }
        Err(e) => return Err(e),
    };
    let mut found = Vec::new();
    while let Some(item) = items.next(py)? {
        if found.len() == 2 {
            return Err(py.value_error(format_args!("too many values to unpack (expected 2)")));
        }
        found.push(item);
    }
    match found[..] {
        [Value::Str(item), Value::Str(key)] => Ok((item, key)),
        [_, _] if unused => Ok((",", ":")),
        [item, key] => {
            // The C encoder looks at the key separator, its fifth argument, first.
            let (place, bad) = if key.as_str().is_none() { (5, key) } else { (6, item) };
            Err(py.type_error(format_args!("make_encoder() argument {place} must be str, not {}", bad.type_name())))
        }
        _ => Err(py.value_error(format_args!("not enough values to unpack (expected 2, got {})", found.len()))),
    }
}

/// How the text is to look: the keyword arguments of `json.dumps`.
struct Style<'a, 's> {
    item_separator: &'s str,
    key_separator: &'s str,
    indent: Option<&'s str>,
    ensure_ascii: bool,
    skip_keys: bool,
    sort_keys: bool,
    allow_nan: bool,
    check_circular: bool,
    default: Option<Value<'a>>,
}

impl Default for Style<'_, '_> {
    fn default() -> Self {
        Style {
            item_separator: ", ",
            key_separator: ": ",
            indent: None,
            ensure_ascii: true,
            skip_keys: false,
            sort_keys: false,
            allow_nan: true,
            check_circular: true,
            default: None,
        }
    }
}

struct Writer<'a, 's> {
    py: Py<'a>,
    style: &'s Style<'a, 's>,
    text: String,
    /// The containers that are being written, and what `default` is asked about; innermost last.
    open: Vec<Value<'a>>,
    /// How many containers are open: the indentation follows it.
    level: usize,
}

impl<'a> Writer<'a, '_> {
    fn value(&mut self, value: Value<'a>) -> R<'a, ()> {
        match value {
            Value::Str(s) => self.string(s),
            Value::None => self.text.push_str("null"),
            Value::Bool(true) => self.text.push_str("true"),
            Value::Bool(false) => self.text.push_str("false"),
            Value::Int(i) => write_int(&mut self.text, i),
            Value::Big(_) => self.big(value)?,
            Value::Float(x) => self.float(x)?,
            Value::List(list) => self.nested(|w| w.items(value, list.snapshot()))?,
            Value::Tuple(items) => self.nested(|w| w.items(value, items))?,
            Value::Native(Native::Record(record)) => self.nested(|w| w.items(value, record.items))?,
            Value::Dict(dict) => self.nested(|w| w.pairs(value, dict.pairs()))?,
            other => match other.as_tuple() {
                Some(items) => self.nested(|w| w.items(value, items))?,
                None => self.other(other)?,
            },
        }
        Ok(())
    }

    /// Runs `write` one level deeper.
    fn nested(&mut self, write: impl FnOnce(&mut Self) -> R<'a, ()>) -> R<'a, ()> {
        let _depth = self.py.call_depth().map_err(|e| match e.kind() {
            Kind::RecursionError => {
                self.py.raise(Kind::RecursionError, "maximum recursion depth exceeded while encoding a JSON object")
            }
            _ => e,
        })?;
        write(self)
    }

    fn enter(&mut self, container: Value<'a>) -> R<'a, ()> {
        if self.style.check_circular {
            if self.open.iter().any(|open| compare::is(*open, container)) {
                return Err(self.py.value_error(format_args!("Circular reference detected")));
            }
            self.open.push(container);
        }
        Ok(())
    }

    fn leave(&mut self) {
        self.open.pop();
    }

    fn items(&mut self, container: Value<'a>, items: &'a [Value<'a>]) -> R<'a, ()> {
        if items.is_empty() {
            self.text.push_str("[]");
            return Ok(());
        }
        self.enter(container)?;
        self.level += 1;
        self.text.push('[');
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.text.push_str(self.style.item_separator);
            }
            self.newline();
            self.value(*item)?;
        }
        self.leave();
        self.level -= 1;
        self.newline();
        self.text.push(']');
        Ok(())
    }

    fn pairs(&mut self, container: Value<'a>, pairs: &'a [(Value<'a>, Value<'a>)]) -> R<'a, ()> {
        if pairs.is_empty() {
            self.text.push_str("{}");
            return Ok(());
        }
        self.enter(container)?;
        self.level += 1;
        self.text.push('{');
        let sorted;
        let pairs = if self.style.sort_keys {
            sorted = sort_by_key(self.py, pairs)?;
            &sorted[..]
        } else {
            pairs
        };
        let mut first = true;
        // With `indent`, the line is begun before it is known whether any key is not skipped.
        if self.style.indent.is_some() {
            self.newline();
        }
        for (key, value) in pairs {
            let mark = self.text.len();
            if !first {
                self.text.push_str(self.style.item_separator);
                self.newline();
            }
            if !self.key(*key)? {
                self.text.truncate(mark);
                continue;
            }
            first = false;
            self.text.push_str(self.style.key_separator);
            self.value(*value)?;
        }
        self.leave();
        self.level -= 1;
        self.newline();
        self.text.push('}');
        Ok(())
    }

    /// Writes a dict's key as the string it becomes; false where it is to be skipped.
    fn key(&mut self, key: Value<'a>) -> R<'a, bool> {
        match key {
            Value::Str(s) => self.string(s),
            Value::None | Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) => {
                self.text.push('"');
                self.value(key)?;
                self.text.push('"');
            }
            _ if self.style.skip_keys => return Ok(false),
            _ => {
                return Err(self
                    .py
                    .type_error(format_args!("keys must be str, int, float, bool or None, not {}", key.type_name())));
            }
        }
        Ok(true)
    }

    /// What JSON has no form for: `default` gives another value for it, or there is none.
    fn other(&mut self, value: Value<'a>) -> R<'a, ()> {
        self.enter(value)?;
        let Some(default) = self.style.default else {
            return Err(self
                .py
                .type_error(format_args!("Object of type {} is not JSON serializable", value.class().name())));
        };
        let replaced = function::call(self.py, default, Args::pos(&[value]))?;
        self.nested(|w| w.value(replaced))?;
        self.leave();
        Ok(())
    }

    fn newline(&mut self) {
        if let Some(indent) = self.style.indent {
            self.text.push('\n');
            for _ in 0..self.level {
                self.text.push_str(indent);
            }
        }
    }

    fn big(&mut self, value: Value<'a>) -> R<'a, ()> {
        let digits = integer::to_bigint(value).map(|big| big.to_string()).unwrap_or_default();
        if digits.trim_start_matches('-').len() > 4300 {
            return Err(self.py.value_error(format_args!(
                "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to \
                 increase the limit"
            )));
        }
        self.text.push_str(&digits);
        Ok(())
    }

    fn float(&mut self, x: f64) -> R<'a, ()> {
        if x.is_finite() {
            self.text.push_str(&crate::py::float::repr(x));
            return Ok(());
        }
        let (json, repr) = match x {
            f64::INFINITY => ("Infinity", "inf"),
            f64::NEG_INFINITY => ("-Infinity", "-inf"),
            _ => ("NaN", "nan"),
        };
        if !self.style.allow_nan {
            let tail = if self.style.indent.is_some() { format!(": {repr}") } else { String::new() };
            return Err(self.py.value_error(format_args!("Out of range float values are not JSON compliant{tail}")));
        }
        self.text.push_str(json);
        Ok(())
    }

    fn string(&mut self, s: &str) {
        self.text.push('"');
        let plain = |b: u8| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\';
        if s.bytes().all(plain) {
            self.text.push_str(s);
        } else {
            s.chars().for_each(|c| self.character(c));
        }
        self.text.push('"');
    }

    fn character(&mut self, c: char) {
        match c {
            '"' => self.text.push_str("\\\""),
            '\\' => self.text.push_str("\\\\"),
            '\n' => self.text.push_str("\\n"),
            '\r' => self.text.push_str("\\r"),
            '\t' => self.text.push_str("\\t"),
            '\u{8}' => self.text.push_str("\\b"),
            '\u{c}' => self.text.push_str("\\f"),
            ' '..='~' => self.text.push(c),
            '\0'..'\u{20}' => self.unit(c as u32),
            _ if !self.style.ensure_ascii => self.text.push(c),
            _ => match crate::py::hash::code_point(c) {
                code @ 0x1_0000.. => {
                    self.unit(0xd800 + ((code - 0x1_0000) >> 10));
                    self.unit(0xdc00 + ((code - 0x1_0000) & 0x3ff));
                }
                code => self.unit(code),
            },
        }
    }

    /// One UTF-16 code unit as an escape.
    fn unit(&mut self, code: u32) {
        // Writing to a String cannot fail.
        let _ = write!(self.text, "\\u{code:04x}");
    }
}

fn write_int(text: &mut String, i: i64) {
    let _ = write!(text, "{i}");
}

/// `sorted(dct.items())`: keys differ from each other, so values are never compared.
fn sort_by_key<'a>(py: Py<'a>, pairs: &[(Value<'a>, Value<'a>)]) -> R<'a, Vec<(Value<'a>, Value<'a>)>> {
    let mut sorted = pairs.to_vec();
    list_sort(&mut sorted, |(a, _), (b, _)| compare::lt(py, *a, *b))?;
    Ok(sorted)
}

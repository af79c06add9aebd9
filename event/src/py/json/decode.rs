//! `json.loads`: text in, a value out, with the errors of CPython 3.11's scanner (`Modules/_json.c`).
//!
//! What [`crate::json`] accepts is read by it, lazily; the reading here is for what needs more: hooks, `NaN`, text that
//! is no JSON and is to be told where.

use num_bigint::BigInt;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::{Depth, Py};
use crate::json;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::function;
use crate::value::Value;

/// `json.loads(s, *, cls, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook, strict)`.
///
/// # Errors
/// `JSONDecodeError` where the text is no JSON, `TypeError` where the argument is no text, `RecursionError` for what is
/// nested too deeply, what a hook raises.
pub fn loads<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    const NAMES: [&str; 8] =
        ["s", "cls", "object_hook", "parse_float", "parse_int", "parse_constant", "object_pairs_hook", "strict"];
    if args.pos.len() > 1 {
        let given = args.pos.len();
        return Err(py.type_error(format_args!("loads() takes 1 positional argument but {given} were given")));
    }
    if args.pos.is_empty() && !args.kw.iter().any(|(name, _)| *name == "s") {
        return Err(py.type_error(format_args!("loads() missing 1 required positional argument: 's'")));
    }
    let unknown = args.kw.iter().find(|(name, _)| !NAMES.contains(name));
    let known: Vec<_> = args.kw.iter().copied().filter(|(name, _)| NAMES.contains(name)).collect();
    let [s, cls, object, float, int, constant, pairs, strict] =
        Args { pos: args.pos, kw: &known }.bind(py, "loads", NAMES, 1, 1)?;
    let text = text_of(py, s.unwrap_or(Value::None))?;
    if let Some((name, _)) = unknown {
        return Err(py.type_error(format_args!("JSONDecoder.__init__() got an unexpected keyword argument '{name}'")));
    }
    let given = |value: Option<Value<'a>>| value.filter(|v| !v.is_none());
    if given(cls).is_some() {
        return Err(py.type_error(format_args!("json.loads() takes no `cls` here")));
    }
    let hooks = Hooks {
        object: given(object),
        pairs: given(pairs),
        // `parse_float or float`.
        float: given(float).filter(|v| v.truth()),
        int: given(int).filter(|v| v.truth()),
        constant: given(constant).filter(|v| v.truth()),
        strict: strict.is_none_or(Value::truth),
    };
    if hooks.is_plain() && json::validate(text).is_ok() {
        return Ok(json::read_validated(py, text));
    }
    let mut scan = Scan { py, text, at: 0, hooks };
    scan.space();
    let value = scan.value()?;
    scan.space();
    if scan.at < text.len() {
        return Err(scan.fail("Extra data", scan.at));
    }
    Ok(value)
}

/// The text of a `str` or of `bytes` in any of the encodings that JSON may come in.
fn text_of<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    match value {
        Value::Str(text) if text.starts_with('\u{feff}') => {
            Err(error(py, "Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0))
        }
        Value::Str(text) => Ok(text),
        Value::Bytes(bytes) => super::encoding::decode(py, bytes),
        _ => {
            Err(py
                .type_error(format_args!("the JSON object must be str, bytes or bytearray, not {}", value.type_name())))
        }
    }
}

/// `JSONDecodeError(message, text, at)`, where `at` counts bytes; CPython counts characters.
#[cold]
fn error<'a>(py: Py<'a>, message: &str, text: &str, at: usize) -> Exc<'a> {
    let before = text.get(..at).unwrap_or(text);
    let char = before.chars().count();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    py.raise(Kind::JSONDecodeError, &format!("{message}: line {line} column {column} (char {char})"))
}

/// What the caller wants done with the parts.
#[derive(Clone, Copy)]
struct Hooks<'a> {
    object: Option<Value<'a>>,
    pairs: Option<Value<'a>>,
    float: Option<Value<'a>>,
    int: Option<Value<'a>>,
    constant: Option<Value<'a>>,
    /// Control characters in strings are refused.
    strict: bool,
}

impl Hooks<'_> {
    fn is_plain(&self) -> bool {
        let none = [self.object, self.pairs, self.float, self.int, self.constant].iter().all(Option::is_none);
        none && self.strict
    }
}

struct Scan<'a> {
    py: Py<'a>,
    text: &'a str,
    at: usize,
    hooks: Hooks<'a>,
}

impl<'a> Scan<'a> {
    fn value(&mut self) -> Ret<'a> {
        let start = self.at;
        let rest = self.rest();
        match rest.as_bytes().first() {
            Some(b'"') => self.string().map(Value::Str),
            Some(b'{') => {
                let _depth = self.deeper("object")?;
                self.object()
            }
            Some(b'[') => {
                let _depth = self.deeper("array")?;
                self.array()
            }
            _ => {
                for (word, value) in [("null", Value::None), ("true", Value::Bool(true)), ("false", Value::Bool(false))]
                {
                    if rest.starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                for (word, value) in [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)]
                {
                    if rest.starts_with(word) {
                        self.at += word.len();
                        return match self.hooks.constant {
                            Some(hook) => function::call(self.py, hook, Args::pos(&[Value::Str(word)])),
                            None => Ok(Value::Float(value)),
                        };
                    }
                }
                self.number().unwrap_or_else(|| Err(self.fail("Expecting value", start)))
            }
        }
    }

    /// One container deeper, as long as the guard lives.
    fn deeper(&self, what: &str) -> R<'a, Depth<'a>> {
        self.py.call_depth().map_err(|e| match e.kind() {
            Kind::RecursionError => {
                let message =
                    format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
                self.py.raise(Kind::RecursionError, &message)
            }
            _ => e,
        })
    }

    fn array(&mut self) -> Ret<'a> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if !self.eat(b']') {
            loop {
                items.push(self.value()?);
                self.space();
                if self.eat(b']') {
                    break;
                }
                if !self.eat(b',') {
                    return Err(self.fail("Expecting ',' delimiter", self.at));
                }
                self.space();
            }
        }
        Ok(self.py.list(&items))
    }

    fn object(&mut self) -> Ret<'a> {
        let py = self.py;
        self.at += 1;
        let dict = py.alloc(Dict::new(py));
        let mut pairs = Vec::new();
        self.space();
        if !self.eat(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(self.fail("Expecting property name enclosed in double quotes", self.at));
                }
                let key = Value::Str(self.string()?);
                self.space();
                if !self.eat(b':') {
                    return Err(self.fail("Expecting ':' delimiter", self.at));
                }
                self.space();
                let value = self.value()?;
                match self.hooks.pairs {
                    Some(_) => pairs.push(py.tuple(&[key, value])),
                    None => dict.insert(py, key, value)?,
                }
                self.space();
                if self.eat(b'}') {
                    break;
                }
                if !self.eat(b',') {
                    return Err(self.fail("Expecting ',' delimiter", self.at));
                }
                self.space();
            }
        }
        match (self.hooks.pairs, self.hooks.object) {
            (Some(hook), _) => function::call(py, hook, Args::pos(&[py.list(&pairs)])),
            (None, Some(hook)) => function::call(py, hook, Args::pos(&[Value::Dict(dict)])),
            (None, None) => Ok(Value::Dict(dict)),
        }
    }

    /// `_match_number_unicode`; nothing where no digit stands.
    fn number(&mut self) -> Option<Ret<'a>> {
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
        let start = usize::from(bytes.first() == Some(&b'-'));
        let mut end = match bytes.get(start)? {
            b'0' => start + 1,
            b'1'..=b'9' => start + digits(start),
            _ => return None,
        };
        let integer = end;
        // A fraction or an exponent without digits is not part of the number.
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let count = digits(end + 1 + sign);
            if count > 0 {
                end += 1 + sign + count;
            }
        }
        let text = self.rest().get(..end)?;
        self.at += end;
        let hook = if end == integer { self.hooks.int } else { self.hooks.float };
        Some(match hook {
            Some(hook) => function::call(self.py, hook, Args::pos(&[Value::Str(text)])),
            None if end == integer => self.integer(text, end - start),
            None => Ok(Value::Float(text.parse().unwrap_or(f64::NAN))),
        })
    }

    fn integer(&self, text: &str, digits: usize) -> Ret<'a> {
        if digits > 4300 {
            return Err(self.py.value_error(format_args!(
                "Exceeds the limit (4300 digits) for integer string conversion: value has {digits} digits; use \
                 sys.set_int_max_str_digits() to increase the limit"
            )));
        }
        Ok(self.py.int(&text.parse::<BigInt>().unwrap_or_default()))
    }

    /// `scanstring_unicode`, from the opening quote on.
    fn string(&mut self) -> R<'a, &'a str> {
        let begin = self.at;
        self.at += 1;
        let mut text = bumpalo::collections::String::new_in(self.py.bump());
        loop {
            let start = self.at;
            let rest = self.rest();
            let stop = rest.bytes().position(|b| b == b'"' || b == b'\\' || b <= 0x1f && self.hooks.strict);
            let Some(stop) = stop else { return Err(self.fail("Unterminated string starting at", begin)) };
            let plain = rest.get(..stop).unwrap_or("");
            self.at += stop + 1;
            match rest.as_bytes().get(stop) {
                Some(b'"') if text.is_empty() => return Ok(plain),
                Some(b'"') => {
                    text.push_str(plain);
                    return Ok(text.into_bump_str());
                }
                Some(b'\\') => {
                    text.push_str(plain);
                    text.push(self.escape(begin)?);
                }
                _ => return Err(self.fail("Invalid control character at", start + stop)),
            }
        }
    }

    /// The character that an escape means, from behind its backslash on.
    fn escape(&mut self, begin: usize) -> R<'a, char> {
        let backslash = self.at - 1;
        let mut chars = self.rest().chars();
        let c = match chars.next() {
            None => return Err(self.fail("Unterminated string starting at", begin)),
            Some('u') => return self.code_units(),
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(_) => return Err(self.fail("Invalid \\escape", backslash)),
        };
        self.at += 1;
        Ok(c)
    }

    /// What `uXXXX` means, with a second escape where the two are a pair.
    fn code_units(&mut self) -> R<'a, char> {
        let high = self.code_unit()?;
        // CPython looks for the second half only where a character stands behind it.
        if (0xd800..0xdc00).contains(&high) && self.rest().starts_with("\\u") && self.rest().chars().nth(6).is_some() {
            let back = self.at;
            self.at += 1;
            let low = self.code_unit()?;
            if (0xdc00..0xe000).contains(&low) {
                return Ok(json::hold(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
            }
            self.at = back;
        }
        Ok(json::hold(high))
    }

    fn code_unit(&mut self) -> R<'a, u32> {
        let start = self.at;
        let rest = self.rest();
        // Behind the digits there must be another character, at least the closing quote.
        let code = rest
            .get(1..5)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()) && rest.len() > 5)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code {
            Some(code) => {
                self.at += 5;
                Ok(code)
            }
            None => Err(self.fail("Invalid \\uXXXX escape", start)),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    #[cold]
    fn fail(&self, message: &str, at: usize) -> Exc<'a> {
        error(self.py, message, self.text, at)
    }
}

//! `re.Match`: where a pattern was found.

use super::pattern::Search;
use super::{raise, value};
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::clinic::Signature;
use crate::py::regex::{Caps, Pattern, RegexError, Template};
use crate::py::{arity, text};
use crate::value::Value;

/// Every method's name.
pub const METHODS: &[&str] = &["group", "groups", "groupdict", "start", "end", "span", "expand"];

/// A match. Spans are bytes here and characters where Python shows them.
#[derive(Clone, Copy, Debug)]
pub struct Match<'a> {
    pattern: &'a Pattern,
    text: &'a str,
    /// The whole match, then each group.
    spans: &'a [Option<(usize, usize)>],
    /// As the search was given them; in characters.
    pos: usize,
    endpos: usize,
}

impl<'a> Match<'a> {
    pub(super) fn new(py: Py<'a>, search: Search<'a>, caps: &Caps) -> Match<'a> {
        let Search { pattern, text, pos, endpos } = search;
        Match { pattern, text, spans: py.alloc_slice(caps.spans()), pos, endpos }
    }

    fn caps(self) -> Caps {
        Caps::from_spans(self.spans)
    }

    /// What a group matched, or `otherwise`.
    fn group(self, group: usize, otherwise: Value<'a>) -> Value<'a> {
        let span = self.spans.get(group).copied().flatten();
        span.and_then(|(start, end)| self.text.get(start..end)).map_or(otherwise, Value::Str)
    }

    /// Where a group stands, in characters; (-1, -1) where it did not take part.
    fn span(self, group: usize) -> (i64, i64) {
        let at = |byte: usize| {
            let before = self.text.get(..byte).unwrap_or(self.text);
            i64::try_from(if before.is_ascii() { byte } else { before.chars().count() }).unwrap_or(i64::MAX)
        };
        self.spans.get(group).copied().flatten().map_or((-1, -1), |(start, end)| (at(start), at(end)))
    }

    /// `match_getindex`: a group by its number or its name.
    fn index(self, py: Py<'a>, group: Value<'a>) -> R<'a, usize> {
        let index = match group {
            Value::Int(i) => usize::try_from(i).ok(),
            Value::Bool(b) => Some(usize::from(b)),
            Value::Str(name) => self
                .pattern
                .groupindex()
                .iter()
                .find(|(known, _)| known == name)
                .and_then(|(_, group)| usize::try_from(*group).ok()),
            _ => None,
        };
        index.filter(|index| *index < self.spans.len()).ok_or_else(|| no_such_group(py))
    }

    /// `self[group]`.
    ///
    /// # Errors
    /// `IndexError` where there is no such group.
    pub(crate) fn subscript(self, py: Py<'a>, group: Value<'a>) -> Ret<'a> {
        Ok(self.group(self.index(py, group)?, Value::None))
    }

    /// `self.name(*args)`; `None` where there is no such method.
    pub(crate) fn call(self, py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        Some(match name {
            "group" => args.no_keywords(py, "group").and_then(|()| match args.pos {
                [] => Ok(self.group(0, Value::None)),
                [one] => self.subscript(py, *one),
                many => {
                    let groups: R<'a, Vec<_>> = many.iter().map(|group| self.subscript(py, *group)).collect();
                    groups.map(|groups| py.tuple(&groups))
                }
            }),
            "groups" => one(py, name, "default", args).map(|default| {
                let default = default.unwrap_or(Value::None);
                py.tuple(&(1..self.spans.len()).map(|i| self.group(i, default)).collect::<Vec<_>>())
            }),
            "groupdict" => one(py, name, "default", args).and_then(|default| {
                let default = default.unwrap_or(Value::None);
                let names = self.pattern.groupindex().iter();
                let pairs: Vec<_> = names
                    .map(|(name, group)| (Value::Str(name.as_str()), self.group(*group as usize, default)))
                    .collect();
                py.dict(&pairs)
            }),
            "start" | "end" | "span" => arity::function(name).between(py, args, 0, 1).and_then(|group| {
                let group = group.first().copied().unwrap_or(Value::Int(0));
                let (start, end) = self.span(self.index(py, group)?);
                Ok(match name {
                    "start" => Value::Int(start),
                    "end" => Value::Int(end),
                    _ => py.tuple(&[Value::Int(start), Value::Int(end)]),
                })
            }),
            "expand" => Signature { function: name, names: ["template"], required: 1, positional: 1 }
                .bind(py, args)
                .and_then(|[template]| self.expand(py, template.unwrap_or(Value::None))),
            _ => return None,
        })
    }

    fn expand(self, py: Py<'a>, template: Value<'a>) -> Ret<'a> {
        match template {
            Value::Str(text) => {
                let template = Template::new(self.pattern, text).map_err(|e| raise(py, &e))?;
                let mut out = String::new();
                template.expand(&self.caps(), self.text, &mut out);
                Ok(py.str(&out))
            }
            Value::Bytes(_) => Err(py.type_error(format_args!("sequence item 0: expected str instance, bytes found"))),
            _ => Err(py
                .type_error(format_args!("decoding to str: need a bytes-like object, {} found", template.type_name()))),
        }
    }

    /// `self.name`, methods aside.
    pub(crate) fn getattr(self, py: Py<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let len = || self.text.chars().count();
        let count = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        Ok(Some(match name {
            "string" => Value::Str(self.text),
            "re" => value(py, self.pattern),
            "pos" => count(self.pos.min(len())),
            "endpos" => count(self.endpos.min(len())),
            "lastindex" => self.last(py)?.map_or(Value::None, count),
            "lastgroup" => {
                let last = self.last(py)?;
                let names = self.pattern.groupindex();
                let name = last.and_then(|last| names.iter().find(|(_, group)| *group as usize == last));
                name.map_or(Value::None, |(name, _)| Value::Str(name.as_str()))
            }
            "regs" => {
                let spans: Vec<_> = (0..self.spans.len())
                    .map(|group| {
                        let (start, end) = self.span(group);
                        py.tuple(&[Value::Int(start), Value::Int(end)])
                    })
                    .collect();
                py.tuple(&spans)
            }
            _ => return Ok(None),
        }))
    }

    fn last(self, py: Py<'a>) -> R<'a, Option<usize>> {
        self.pattern.lastindex(&self.caps()).map_err(|e: RegexError| raise(py, &e))
    }

    /// `repr(self)`: of the text 50 characters.
    pub(crate) fn repr(self, py: Py<'a>) -> R<'a, &'a str> {
        let matched = text::repr(py, self.group(0, Value::Str("")))?;
        let shown: String = matched.chars().take(50).collect();
        let (start, end) = self.span(0);
        Ok(py.alloc_str(&format!("<re.Match object; span=({start}, {end}), match={shown}>")))
    }
}

fn one<'a>(py: Py<'a>, function: &str, name: &str, args: Args<'a, '_>) -> R<'a, Option<Value<'a>>> {
    Signature { function, names: [name], required: 0, positional: 1 }.bind(py, args).map(|[one]| one)
}

#[cold]
fn no_such_group<'a>(py: Py<'a>) -> Exc<'a> {
    py.raise(Kind::IndexError, "no such group")
}

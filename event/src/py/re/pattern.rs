//! `re.Pattern`: its methods, which the functions of the module are too, and its attributes.

use super::matched::Match;
use super::{raise, subject};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::ssize;
use crate::py::clinic::Signature;
use crate::py::function;
use crate::py::iter::Iter;
use crate::py::native::Native;
use crate::py::regex::{Caps, Pattern, Template};
use crate::value::Value;

/// What a pattern does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Search,
    Match,
    FullMatch,
    FindAll,
    FindIter,
    Sub,
    Subn,
    Split,
}

/// The methods that take a text and two positions.
pub(super) const SEARCHES: &[(&str, Method)] = &[
    ("search", Method::Search),
    ("match", Method::Match),
    ("fullmatch", Method::FullMatch),
    ("findall", Method::FindAll),
    ("finditer", Method::FindIter),
];

/// Every method's name.
pub const METHODS: &[&str] = &["search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"];

/// `pattern.name(*args)`; `None` where there is no such method.
pub(crate) fn call<'a>(py: Py<'a>, pattern: &'a Pattern, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let given = |values: &[Option<Value<'a>>]| -> Vec<Value<'a>> { values.iter().map_while(|v| *v).collect() };
    Some(match name {
        "sub" | "subn" => {
            let method = if name == "sub" { Method::Sub } else { Method::Subn };
            let names = ["repl", "string", "count"];
            Signature { function: name, names, required: 2, positional: 3 }
                .bind(py, args)
                .and_then(|bound| run(py, pattern, method, &given(&bound)))
        }
        "split" => Signature { function: name, names: ["string", "maxsplit"], required: 1, positional: 2 }
            .bind(py, args)
            .and_then(|bound| run(py, pattern, Method::Split, &given(&bound))),
        _ => {
            let (_, method) = SEARCHES.iter().find(|(known, _)| *known == name)?;
            Signature { function: name, names: ["string", "pos", "endpos"], required: 1, positional: 3 }
                .bind(py, args)
                .and_then(|[string, pos, endpos]| {
                    let all = [string, pos.or(Some(Value::Int(0))), endpos];
                    run(py, pattern, *method, &given(&all))
                })
        }
    })
}

/// Runs a method with its arguments, in order; those left out have their defaults.
///
/// # Errors
/// What the method raises.
pub(super) fn run<'a>(py: Py<'a>, pattern: &'a Pattern, method: Method, args: &[Value<'a>]) -> Ret<'a> {
    let argument = |i: usize| args.get(i).copied().unwrap_or(Value::None);
    let number = |i: usize, otherwise: i64| args.get(i).map_or(Ok(otherwise), |value| ssize(py, *value));
    match method {
        Method::Sub | Method::Subn => {
            let count = number(2, 0)?;
            let (text, done) = substitute(py, pattern, argument(0), argument(1), count)?;
            Ok(match method {
                Method::Sub => text,
                _ => py.tuple(&[text, Value::Int(done)]),
            })
        }
        Method::Split => {
            let most = number(1, 0)?;
            let text = subject(py, argument(0))?;
            let pieces = pattern.split(text, most).map_err(|e| raise(py, &e))?;
            let pieces: Vec<Value<'a>> = pieces.into_iter().map(|piece| piece_of(text, piece)).collect();
            Ok(py.list(&pieces))
        }
        _ => {
            let (pos, endpos) = (position(number(1, 0)?), position(number(2, i64::MAX)?));
            let text = subject(py, argument(0))?;
            let search = Search { pattern, text, pos, endpos };
            search.run(py, method)
        }
    }
}

fn position(at: i64) -> usize {
    usize::try_from(at.max(0)).unwrap_or(usize::MAX)
}

fn piece_of<'a>(text: &'a str, span: Option<(usize, usize)>) -> Value<'a> {
    span.and_then(|(start, end)| text.get(start..end)).map_or(Value::None, Value::Str)
}

/// One search, by what it was asked for.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub pattern: &'a Pattern,
    pub text: &'a str,
    /// In characters, as they were given.
    pub pos: usize,
    pub endpos: usize,
}

impl<'a> Search<'a> {
    fn run(self, py: Py<'a>, method: Method) -> Ret<'a> {
        let Search { pattern, text, pos, endpos } = self;
        let found = match method {
            Method::Match => pattern.match_(text, pos, endpos),
            Method::FullMatch => pattern.fullmatch(text, pos, endpos),
            Method::FindIter => return Ok(Value::Iter(self.each(py))),
            Method::FindAll => return self.all(py),
            _ => pattern.search(text, pos, endpos),
        };
        match found.map_err(|e| raise(py, &e))? {
            Some(caps) => Ok(Match::new(py, self, &caps).value(py)),
            None => Ok(Value::None),
        }
    }

    fn each(self, py: Py<'a>) -> &'a Iter<'a> {
        let mut scan = self.pattern.scan(self.text, self.pos, self.endpos);
        Iter::from_step(py, "callable_iterator", move |py| {
            let found = scan.next(self.pattern, self.text).map_err(|e| raise(py, &e))?;
            Ok(found.map(|caps| Match::new(py, self, &caps).value(py)))
        })
    }

    fn all(self, py: Py<'a>) -> Ret<'a> {
        let Search { pattern, text, pos, endpos } = self;
        let all = pattern.findall(text, pos, endpos).map_err(|e| raise(py, &e))?;
        // What did not take part is an empty text here.
        let group = |caps: &Caps, group: usize| Value::Str(caps.text(text, group).unwrap_or(""));
        let items: Vec<Value<'a>> = all
            .iter()
            .map(|caps| match pattern.groups() {
                0 => group(caps, 0),
                1 => group(caps, 1),
                groups => py.tuple(&(1..=groups).map(|i| group(caps, i)).collect::<Vec<_>>()),
            })
            .collect();
        Ok(py.list(&items))
    }
}

/// What stands for a match.
enum Replacement<'a> {
    Template(Template),
    Function(Value<'a>),
    /// Bytes, which cannot be joined to a text; without a match they need not be.
    Unfit(Value<'a>),
}

/// `_sre`'s `pattern_subx`.
fn substitute<'a>(
    py: Py<'a>,
    pattern: &'a Pattern,
    repl: Value<'a>,
    string: Value<'a>,
    count: i64,
) -> R<'a, (Value<'a>, i64)> {
    let text = |value| subject(py, value);
    let replacement = match repl {
        Value::Str(template) => Replacement::Template(Template::for_sub(pattern, template).map_err(|e| raise(py, &e))?),
        Value::Func(_) | Value::Type(_) => Replacement::Function(repl),
        Value::Bytes(_) => Replacement::Unfit(repl),
        _ => {
            return Err(
                py.type_error(format_args!("decoding to str: need a bytes-like object, {} found", repl.type_name()))
            );
        }
    };
    let text = text(string)?;
    let search = Search { pattern, text, pos: 0, endpos: usize::MAX };
    let mut scan = pattern.scan(text, 0, usize::MAX);
    let mut out = String::new();
    // How many pieces the result has so far: an exception names the one that is no text.
    let (mut last, mut done, mut pieces) = (0, 0, 0_usize);
    let mut unfit: Option<(usize, Value<'a>)> = None;
    while count == 0 || done < count {
        let Some(caps) = scan.next(pattern, text).map_err(|e| raise(py, &e))? else { break };
        let (start, end) = caps.whole();
        out.push_str(text.get(last..start).unwrap_or(""));
        pieces += usize::from(last < start);
        match &replacement {
            Replacement::Template(template) => template.expand(&caps, text, &mut out),
            Replacement::Function(function) => {
                let matched = Match::new(py, search, &caps).value(py);
                match function::call(py, *function, Args::pos(&[matched]))? {
                    Value::Str(piece) => {
                        out.push_str(piece);
                        pieces += 1;
                    }
                    Value::None => {}
                    other => {
                        unfit = unfit.or(Some((pieces, other)));
                        pieces += 1;
                    }
                }
            }
            Replacement::Unfit(bytes) => unfit = unfit.or(Some((pieces, *bytes))),
        }
        py.room(out.len())?;
        last = end;
        done += 1;
    }
    if let Some((at, value)) = unfit {
        let class = value.type_name();
        return Err(py.type_error(format_args!("sequence item {at}: expected str instance, {class} found")));
    }
    if done == 0 {
        return Ok((string, 0));
    }
    out.push_str(text.get(last..).unwrap_or(""));
    Ok((py.str(&out), done))
}

/// `pattern.name`, methods aside.
pub(crate) fn getattr<'a>(py: Py<'a>, pattern: &'a Pattern, name: &str) -> R<'a, Option<Value<'a>>> {
    let count = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    Ok(Some(match name {
        "pattern" => Value::Str(pattern.pattern()),
        "flags" => Value::Int(i64::from(pattern.flags())),
        "groups" => count(pattern.groups()),
        "groupindex" => {
            let pairs: Vec<_> = pattern
                .groupindex()
                .iter()
                .map(|(name, group)| (Value::Str(name.as_str()), Value::Int(i64::from(*group))))
                .collect();
            py.dict(&pairs)?
        }
        _ => return Ok(None),
    }))
}

/// `a == b`: the same text under the same flags.
pub(crate) fn equals(a: &Pattern, b: &Pattern) -> bool {
    std::ptr::eq(a, b) || a.flags() == b.flags() && a.pattern() == b.pattern()
}

impl<'a> Match<'a> {
    /// It as a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Match(self)))
    }
}

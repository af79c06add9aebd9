//! `difflib`: `SequenceMatcher` and `get_close_matches`, by `Lib/difflib.py`.

use std::cell::Cell;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::modules::{Module, signature};
use crate::py::named_tuple::{Class, NamedTuple};
use crate::py::native::{Native, Slots};
use crate::py::{arguments, builtins, compare, function, sort, subscript, text};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "difflib",
    functions: &["get_close_matches"],
    constants: &["SequenceMatcher"],
    in_c: false,
    call: |py, name, args| (name == "get_close_matches").then(|| get_close_matches(py, args)),
    constant: |_, name| (name == "SequenceMatcher").then_some(Value::Type(Type::Native("SequenceMatcher"))),
};

/// A block that both have: where it begins in either, and how long it is.
static MATCH: Class = Class {
    name: "difflib.Match",
    fields: &["a", "b", "size"],
    methods: &["_asdict", "_replace", "count", "index"],
    attribute: |_, _, _| Ok(None),
    call: |_, _, _, _| None,
};

/// A `SequenceMatcher`.
#[derive(Debug)]
pub struct Matcher<'a> {
    is_junk: Value<'a>,
    auto_junk: bool,
    a: Cell<Value<'a>>,
    b: Cell<Value<'a>>,
    known: Cell<&'a Known<'a>>,
    /// Whether there is an attribute `fullbcount`: not before a second sequence was set.
    has_counts: Cell<bool>,
}

/// What is known of the second sequence.
#[derive(Debug)]
struct Known<'a> {
    /// Its items, by their numbers.
    items: &'a [usize],
    /// The number of each different item.
    numbers: &'a Dict<'a>,
    /// Where each stands, where that counts: neither junk nor popular.
    places: &'a [&'a [usize]],
    junk: &'a [bool],
}

type Block = (usize, usize, usize);

/// Whether the items that it is walked by are those that its indexes give.
fn is_plain(sequence: Value<'_>) -> bool {
    matches!(sequence, Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_))
}

/// Refuses what may answer otherwise each time that it is asked.
fn accept<'a>(py: Py<'a>, sequence: Value<'a>) -> R<'a, ()> {
    match sequence {
        Value::Instance(_) => {
            let message = format!("a `SequenceMatcher` of a `{}` is outside the subset", sequence.type_name());
            Err(py.raise(Kind::SystemError, &message))
        }
        _ => Ok(()),
    }
}

fn at<'a>(py: Py<'a>, sequence: Value<'a>, index: usize) -> Ret<'a> {
    subscript::getitem(py, sequence, Value::Int(index as i64))
}

/// `len` of a sequence.
fn len<'a>(py: Py<'a>, sequence: Value<'a>) -> R<'a, usize> {
    builtins::len(py, sequence).map(|len| usize::try_from(len).unwrap_or(0))
}

impl<'a> Matcher<'a> {
    fn new(py: Py<'a>, is_junk: Value<'a>, auto_junk: bool) -> Matcher<'a> {
        let known = Known { items: &[], numbers: py.alloc(Dict::new(py)), places: &[], junk: &[] };
        let known: Cell<&'a Known<'a>> = Cell::new(py.alloc(known));
        let [a, b] = [Cell::new(Value::None), Cell::new(Value::None)];
        Matcher { is_junk, auto_junk, a, b, known, has_counts: Cell::new(false) }
    }

    /// `set_seq2(b)`, with `__chain_b`.
    fn set_second(&self, py: Py<'a>, b: Value<'a>) -> R<'a, ()> {
        if compare::is(self.b.get(), b) {
            return Ok(());
        }
        self.b.set(b);
        self.has_counts.set(true);
        accept(py, b)?;
        let items = Iter::of(py, b)?;
        let numbers = py.alloc(Dict::new(py));
        let mut numbered = Vec::new();
        let mut places: Vec<Vec<usize>> = Vec::new();
        while let Some(item) = items.next(py)? {
            let number = match numbers.get(py, item)? {
                Some(Value::Int(number)) => usize::try_from(number).unwrap_or(0),
                _ => {
                    numbers.insert(py, item, Value::Int(places.len() as i64))?;
                    places.push(Vec::new());
                    places.len() - 1
                }
            };
            if let Some(places) = places.get_mut(number) {
                places.push(numbered.len());
            }
            numbered.push(number);
        }
        let mut junk = vec![false; places.len()];
        if self.is_junk.truth() {
            for ((item, _), junk) in numbers.pairs().iter().zip(&mut junk) {
                *junk = function::call(py, self.is_junk, Args::pos(&[*item]))?.truth();
            }
        }
        let length = len(py, b)?;
        let limit = if self.auto_junk && length >= 200 { length / 100 + 1 } else { usize::MAX };
        let places: Vec<&'a [usize]> = places
            .iter()
            .zip(&junk)
            .map(|(places, junk)| if *junk || places.len() > limit { &[][..] } else { py.alloc_slice(places) })
            .collect();
        let items = py.alloc_slice(&numbered);
        let known = Known { items, numbers, places: py.alloc_slice(&places), junk: py.alloc_slice(&junk) };
        self.known.set(py.alloc(known));
        Ok(())
    }

    /// The number that the second sequence has for an item; of what that has not, one that nothing has.
    fn number(&self, py: Py<'a>, item: Value<'a>) -> R<'a, usize> {
        Ok(match self.known.get().numbers.get(py, item)? {
            Some(Value::Int(number)) => usize::try_from(number).unwrap_or(usize::MAX),
            _ => usize::MAX,
        })
    }

    /// The first sequence as it is walked, by the numbers of the second.
    fn walked(&self, py: Py<'a>) -> R<'a, Vec<usize>> {
        accept(py, self.a.get())?;
        let items = Iter::of(py, self.a.get())?;
        let mut numbers = Vec::new();
        while let Some(item) = items.next(py)? {
            numbers.push(self.number(py, item)?);
        }
        Ok(numbers)
    }

    /// The same as its indexes give it.
    fn indexed(&self, py: Py<'a>, length: usize) -> R<'a, Vec<usize>> {
        let a = self.a.get();
        if is_plain(a) {
            return self.walked(py);
        }
        accept(py, a)?;
        (0..length).map(|index| self.number(py, at(py, a, index)?)).collect()
    }

    /// `get_matching_blocks()`, as numbers. The last block is empty, and stands where both end.
    fn blocks(&self, py: Py<'a>) -> R<'a, Vec<Block>> {
        let (in_a, in_b) = (len(py, self.a.get())?, len(py, self.b.get())?);
        let a = self.indexed(py, in_a)?;
        let search = Search { py, matcher: self, a: &a, known: self.known.get(), is_plain: is_plain(self.b.get()) };
        let mut open = vec![(0, in_a, 0, in_b)];
        let mut found = Vec::new();
        while let Some((alo, ahi, blo, bhi)) = open.pop() {
            py.check_memory()?;
            let (i, j, size) = search.longest(alo, ahi, blo, bhi)?;
            if size > 0 {
                found.push((i, j, size));
                if alo < i && blo < j {
                    open.push((alo, i, blo, j));
                }
                if i + size < ahi && j + size < bhi {
                    open.push((i + size, ahi, j + size, bhi));
                }
            }
        }
        found.sort_unstable();
        // Blocks that touch in both are one.
        let mut blocks: Vec<Block> = Vec::new();
        for (i, j, size) in found {
            match blocks.last_mut() {
                Some((a, b, last)) if *a + *last == i && *b + *last == j => *last += size,
                _ => blocks.push((i, j, size)),
            }
        }
        blocks.push((in_a, in_b, 0));
        Ok(blocks)
    }

    fn ratio(&self, py: Py<'a>) -> R<'a, f64> {
        let blocks = self.blocks(py)?;
        let matches: usize = blocks.iter().map(|(_, _, size)| size).sum();
        let length = blocks.last().map_or(0, |(a, b, _)| a + b);
        Ok(ratio_of(matches, length))
    }

    fn quick_ratio(&self, py: Py<'a>) -> R<'a, f64> {
        if !self.has_counts.get() {
            return Err(py.raise(Kind::AttributeError, "'SequenceMatcher' object has no attribute 'fullbcount'"));
        }
        // It is walked once more.
        Iter::of(py, self.b.get())?;
        let a = self.walked(py)?;
        let known = self.known.get();
        let mut left = vec![0usize; known.places.len()];
        for number in known.items {
            if let Some(left) = left.get_mut(*number) {
                *left += 1;
            }
        }
        let mut matches = 0;
        for number in &a {
            if let Some(left) = left.get_mut(*number)
                && *left > 0
            {
                *left -= 1;
                matches += 1;
            }
        }
        Ok(ratio_of(matches, len(py, self.a.get())? + len(py, self.b.get())?))
    }

    fn real_quick_ratio(&self, py: Py<'a>) -> R<'a, f64> {
        let (a, b) = (len(py, self.a.get())?, len(py, self.b.get())?);
        Ok(ratio_of(a.min(b), a + b))
    }
}

/// `_calculate_ratio`.
fn ratio_of(matches: usize, length: usize) -> f64 {
    if length == 0 { 1.0 } else { 2.0 * matches as f64 / length as f64 }
}

struct Search<'s, 'a> {
    py: Py<'a>,
    matcher: &'s Matcher<'a>,
    a: &'s [usize],
    known: &'a Known<'a>,
    /// The items of the second sequence are those that its indexes give.
    is_plain: bool,
}

impl<'a> Search<'_, 'a> {
    /// Whether both have the same item there, and it is junk, or is not.
    fn same(&self, i: usize, j: usize, junk: bool) -> R<'a, bool> {
        let Search { py, matcher, a, known, is_plain } = *self;
        let is_junk = |number: usize| known.junk.get(number).is_some_and(|junk| *junk);
        if is_plain {
            let (a, b) = (a.get(i), known.items.get(j));
            return Ok(a.is_some() && a == b && b.is_some_and(|number| is_junk(*number) == junk));
        }
        let b = at(py, matcher.b.get(), j)?;
        Ok(is_junk(matcher.number(py, b)?) == junk && compare::eq(py, at(py, matcher.a.get(), i)?, b)?)
    }

    /// `find_longest_match`: of the longest the first in `a`, and of those the first in `b`.
    fn longest(&self, alo: usize, ahi: usize, blo: usize, bhi: usize) -> R<'a, Block> {
        let (mut i, mut j, mut size) = (alo, blo, 0);
        let width = bhi - blo;
        let (mut before, mut now) = (vec![0usize; width + 1], vec![0usize; width + 1]);
        for (at, number) in self.a.iter().enumerate().take(ahi).skip(alo) {
            now.fill(0);
            for place in self.known.places.get(*number).copied().unwrap_or_default() {
                if *place < blo {
                    continue;
                }
                if *place >= bhi {
                    break;
                }
                let length = before.get(place - blo).copied().unwrap_or(0) + 1;
                if let Some(slot) = now.get_mut(place - blo + 1) {
                    *slot = length;
                }
                if length > size {
                    (i, j, size) = (at + 1 - length, place + 1 - length, length);
                }
            }
            std::mem::swap(&mut before, &mut now);
        }
        for junk in [false, true] {
            while i > alo && j > blo && self.same(i - 1, j - 1, junk)? {
                (i, j, size) = (i - 1, j - 1, size + 1);
            }
            while i + size < ahi && j + size < bhi && self.same(i + size, j + size, junk)? {
                size += 1;
            }
        }
        Ok((i, j, size))
    }
}

/// `SequenceMatcher(isjunk=None, a='', b='', autojunk=True)`; `None` for another class.
pub(crate) fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    (class == "SequenceMatcher").then(|| {
        let mut all = vec![Value::None];
        all.extend_from_slice(args.pos);
        let text = Some(Value::Str(""));
        let names = &["self", "isjunk", "a", "b", "autojunk"];
        let defaults = [None, Some(Value::None), text, text, Some(Value::Bool(true))];
        let whole = Args { pos: &all, kw: args.kw };
        let [_, is_junk, a, b, auto] = signature("SequenceMatcher.__init__", names, py, whole, &defaults)?;
        let matcher = Matcher::new(py, is_junk, auto.truth());
        matcher.a.set(a);
        matcher.set_second(py, b)?;
        Ok(Value::Native(py.alloc(Native::Matcher(matcher))))
    })
}

/// `get_close_matches(word, possibilities, n=3, cutoff=0.6)`.
fn get_close_matches<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let names = &["word", "possibilities", "n", "cutoff"];
    let defaults = [None, None, Some(Value::Int(3)), Some(Value::Float(0.6))];
    let [word, possibilities, n, cutoff] = signature("get_close_matches", names, py, args, &defaults)?;
    if !compare::gt(py, n, Value::Int(0))? {
        return Err(py.value_error(format_args!("n must be > 0: {}", text::repr(py, n)?)));
    }
    if !(compare::le(py, Value::Float(0.0), cutoff)? && compare::le(py, cutoff, Value::Float(1.0))?) {
        return Err(py.value_error(format_args!("cutoff must be in [0.0, 1.0]: {}", text::repr(py, cutoff)?)));
    }
    let matcher = Matcher::new(py, Value::None, true);
    matcher.set_second(py, word)?;
    let possibilities = Iter::of(py, possibilities)?;
    let mut scored = Vec::new();
    let enough = |ratio: f64| compare::ge(py, Value::Float(ratio), cutoff);
    while let Some(possibility) = possibilities.next(py)? {
        matcher.a.set(possibility);
        if enough(matcher.real_quick_ratio(py)?)? && enough(matcher.quick_ratio(py)?)? {
            let ratio = matcher.ratio(py)?;
            if enough(ratio)? {
                scored.push(py.tuple(&[Value::Float(ratio), possibility]));
            }
        }
    }
    sort::sort(py, &mut scored, None, true)?;
    let kept = usize::try_from(arguments::ssize(py, n)?).unwrap_or(0);
    let best: Vec<_> =
        scored.iter().take(kept).filter_map(|scored| scored.as_tuple().and_then(|pair| pair.get(1).copied())).collect();
    Ok(py.list(&best))
}

const METHODS: &[&str] = &[
    "get_matching_blocks",
    "get_opcodes",
    "quick_ratio",
    "ratio",
    "real_quick_ratio",
    "set_seq1",
    "set_seq2",
    "set_seqs",
];

/// What CPython's has besides.
const OUTSIDE: &[&str] = &[
    "autojunk",
    "b2j",
    "bjunk",
    "bpopular",
    "find_longest_match",
    "fullbcount",
    "get_grouped_opcodes",
    "isjunk",
    "matching_blocks",
    "opcodes",
];

/// What a matcher does where Python's syntax asks.
pub(crate) struct Classes;

#[cold]
fn outside<'a>(py: Py<'a>, name: &str) -> Exc<'a> {
    py.raise(Kind::SystemError, &format!("`{name}` of a `SequenceMatcher` is outside the subset"))
}

impl Slots for Classes {
    fn class(&self, _this: &Native<'_>) -> Type {
        Type::Native("SequenceMatcher")
    }

    fn methods(&self, _this: &Native<'_>) -> &'static [&'static str] {
        METHODS
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let Native::Matcher(matcher) = this else { return Ok(None) };
        match name {
            "a" => Ok(Some(matcher.a.get())),
            "b" => Ok(Some(matcher.b.get())),
            _ if OUTSIDE.contains(&name) => Err(outside(py, name)),
            _ => Ok(None),
        }
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let Native::Matcher(matcher) = this else { return None };
        let mut all = vec![Value::Native(this)];
        all.extend_from_slice(args.pos);
        let whole = Args { pos: &all, kw: args.kw };
        let none = |name: &'static str| signature::<1>(name, &["self"], py, whole, &[None]);
        Some(match name {
            "ratio" => none("SequenceMatcher.ratio").and_then(|_| matcher.ratio(py)).map(Value::Float),
            "quick_ratio" => {
                none("SequenceMatcher.quick_ratio").and_then(|_| matcher.quick_ratio(py)).map(Value::Float)
            }
            "real_quick_ratio" => {
                none("SequenceMatcher.real_quick_ratio").and_then(|_| matcher.real_quick_ratio(py)).map(Value::Float)
            }
            "get_matching_blocks" => none("SequenceMatcher.get_matching_blocks").and_then(|_| {
                let blocks = matcher.blocks(py)?;
                let blocks = blocks.iter().map(|(a, b, size)| {
                    let items = [*a, *b, *size].map(|n| Value::Int(n as i64));
                    NamedTuple { class: &MATCH, items: py.alloc_slice(&items) }.value(py)
                });
                Ok(py.list(&blocks.collect::<Vec<_>>()))
            }),
            "get_opcodes" => none("SequenceMatcher.get_opcodes").and_then(|_| Ok(opcodes(py, &matcher.blocks(py)?))),
            "set_seq1" => {
                signature("SequenceMatcher.set_seq1", &["self", "a"], py, whole, &[None, None]).map(|[_, a]| {
                    matcher.a.set(a);
                    Value::None
                })
            }
            "set_seq2" => signature("SequenceMatcher.set_seq2", &["self", "b"], py, whole, &[None, None])
                .and_then(|[_, b]| matcher.set_second(py, b).map(|()| Value::None)),
            "set_seqs" => signature("SequenceMatcher.set_seqs", &["self", "a", "b"], py, whole, &[None, None, None])
                .and_then(|[_, a, b]| {
                    matcher.a.set(a);
                    matcher.set_second(py, b).map(|()| Value::None)
                }),
            _ => return None,
        })
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let at = std::ptr::from_ref(this).addr();
        Ok(py.alloc_str(&format!("<difflib.SequenceMatcher object at {at:#x}>")))
    }
}

/// `get_opcodes()`: how the first becomes the second.
fn opcodes<'a>(py: Py<'a>, blocks: &[Block]) -> Value<'a> {
    let mut codes = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut code = |tag: &'static str, i1: usize, i2: usize, j1: usize, j2: usize| {
        let [i1, i2, j1, j2] = [i1, i2, j1, j2].map(|n| Value::Int(n as i64));
        codes.push(py.tuple(&[Value::Str(tag), i1, i2, j1, j2]));
    };
    for (a, b, size) in blocks {
        match (i < *a, j < *b) {
            (true, true) => code("replace", i, *a, j, *b),
            (true, false) => code("delete", i, *a, j, *b),
            (false, true) => code("insert", i, *a, j, *b),
            (false, false) => {}
        }
        (i, j) = (a + size, b + size);
        if *size > 0 {
            code("equal", *a, i, *b, j);
        }
    }
    py.list(&codes)
}

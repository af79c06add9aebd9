//! A record in, the rules that have to be run over it out.
//!
//! Every rule brings a guard: what must hold of a record for the rule to say anything at all ([`event::guard`]). The guards of
//! all rules of a log type are taken apart here and laid into tables by the values of the fields that they ask for, so
//! that most rules are never looked at. What the tables leave over is tested by itself.
//!
//! A record is asked for its fields through [`Fields`], be it read or no more than scanned. Whatever that cannot tell is
//! taken to hold: a rule too many costs time, and nothing else.

mod check;
mod flat;
mod memo;
mod parsed;
mod raw;
mod table;

use std::collections::HashMap;
use std::ops::Range;

use event::Rule;
use event::guard::Kinds;
use event::py::dict::Dict;
use foldhash::fast::FixedState;

use crate::digits;
use crate::logs::{Layout, Object};

pub(crate) use flat::Columns;
use flat::{Flat, Line, Places};
use memo::Memo;
use parsed::Parsed;
pub use raw::Member;
pub(crate) use raw::{Ends, Opened};
pub use table::Table;

/// All rules, by log type and by what they ask for.
#[derive(Debug)]
pub struct Index {
    /// Of the log types that some rule names.
    named: Vec<Table>,
    /// The number of each, from 1.
    types: HashMap<&'static str, usize, FixedState>,
    /// Of all others: the rules that see every record.
    others: Table,
}

/// A record, as far as the index is concerned.
pub trait Fields<'v> {
    /// What the record has under the table's name at that place.
    fn field(&self, name: usize) -> View<'v>;

    /// What is known already of one of the paths that lead inside fields, by its number: what they lead to, as
    /// [`Fields::keep_inside`] was given it.
    fn inside(&self, _path: usize) -> Option<Option<View<'v>>> {
        None
    }

    /// The last member of that name in the JSON of an object that is inside.
    fn member(&self, json: &'v [u8], name: &str) -> Member<'v> {
        raw::member(json, name, &raw::Bytes)
    }

    /// Whether the record is known to have no backslash and nothing beyond ASCII.
    fn is_plain(&self) -> bool {
        false
    }

    /// Keeps what a path leads to, for who asks again; `None`: that does not show.
    fn keep_inside(&self, _path: usize, _view: Option<View<'v>>) {}
}

/// What is known of a field without more ado.
#[derive(Clone, Copy, Debug)]
pub enum View<'v> {
    /// It is of one of these kinds, and neither a string nor an object with members. Of a number it is not said which.
    Of(Kinds),
    /// It is this string, in UTF-8.
    Text(&'v [u8]),
    /// It is this number.
    Int(i64),
    /// It is an object with members.
    Object(Inside<'v>),
    /// It may be anything.
    Unknown,
}

/// What an object holds.
#[derive(Clone, Copy, Debug)]
pub enum Inside<'v> {
    /// Its JSON.
    Raw(&'v [u8]),
    Read(&'v Dict<'v>),
}

/// Which rules have to be run, of those of one index: their places among the rules, in order, each once.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    rules: Vec<u32>,
    memo: Memo,
    /// Of the last line: the next ones are mostly like it.
    places: Option<Box<Places>>,
}

impl Candidates {
    /// Whether none has to be.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The place of one of them in the slice that the index was made of.
    pub fn get(&self, number: usize) -> Option<usize> {
        self.rules.get(number).map(|rule| *rule as usize)
    }

    /// All those places.
    pub(crate) fn places(&self) -> &[u32] {
        &self.rules
    }

    /// Makes them those of `places`.
    pub(crate) fn set(&mut self, places: &[u32]) {
        self.rules.clear();
        self.rules.extend_from_slice(places);
    }

    /// Makes them the first `count` rules.
    pub fn all(&mut self, count: usize) {
        self.rules.clear();
        self.rules.extend(0..count as u32);
    }
}

impl<'v> View<'v> {
    /// There is no such field.
    pub(crate) const MISSING: View<'v> = View::Of(Kinds::MISSING);

    /// The kinds of which it may be; `None`: of any.
    fn kinds(self) -> Option<Kinds> {
        match self {
            View::Of(kinds) => Some(kinds),
            View::Text([]) => Some(Kinds::EMPTY_STRING),
            View::Text(_) => Some(Kinds::STRING),
            View::Int(0) => Some(Kinds::ZERO),
            View::Int(_) => Some(Kinds::NUMBER),
            View::Object(_) => Some(Kinds::OBJECT),
            View::Unknown => None,
        }
    }
}

impl Index {
    /// The index over `rules`, of which candidates are places.
    pub fn new(rules: &[&'static Rule]) -> Index {
        let seen_by = |sees: &dyn Fn(&Rule) -> bool| {
            let seeing: Vec<usize> =
                rules.iter().enumerate().filter(|(_, rule)| sees(rule)).map(|(place, _)| place).collect();
            Table::new(rules, &seeing)
        };
        let mut named = Vec::new();
        let mut types: HashMap<&'static str, usize, FixedState> = HashMap::default();
        for log_type in rules.iter().flat_map(|rule| rule.log_types) {
            types.entry(log_type).or_insert_with(|| {
                named.push(seen_by(&|rule| rule.log_types.is_empty() || rule.log_types.contains(log_type)));
                named.len()
            });
        }
        Index { named, types, others: seen_by(&|rule| rule.log_types.is_empty()) }
    }

    /// Fills `out` with the rules that have to be run over a record of that log type.
    pub fn select(&self, log_type: Option<&str>, record: &Dict<'_>, out: &mut Candidates) {
        let table = self.table(log_type);
        match Parsed::new(table, record) {
            Some(record) => table.select(&record, out),
            // It has keys that may be others to a rule.
            None => table.every(out),
        }
    }

    /// The same of the object that a line of that log type was made into.
    pub(crate) fn select_of_line(&self, log_type: &str, object: &Object<'_>, out: &mut Candidates) {
        let number = self.number(Some(log_type));
        let places = self.places(number, object.layout(), out);
        let table = self.at(number);
        table.select(&Flat::new(table, &places, object), out);
        out.places = Some(places);
    }

    /// The same of a line of a text whose columns are known, by the number of its log type's table.
    pub(crate) fn select_of_columns(
        &self,
        number: usize,
        layout: &Layout,
        columns: Columns<'_, '_>,
        out: &mut Candidates,
    ) {
        let places = self.places(number, layout, out);
        self.at(number).select(&Line::new(&places, columns), out);
        out.places = Some(places);
    }

    /// Where the names of a table stand in a layout. They go back to where they came from.
    fn places(&self, number: usize, layout: &Layout, out: &mut Candidates) -> Box<Places> {
        let last = out.places.take().filter(|places| places.are_of(number, layout));
        last.unwrap_or_else(|| Box::new(Places::new(number, self.at(number), layout)))
    }

    /// What is asked of the records of a log type.
    pub fn table(&self, log_type: Option<&str>) -> &Table {
        self.at(self.number(log_type))
    }

    /// The number of that table, for who asks for it again and again.
    pub(crate) fn number(&self, log_type: Option<&str>) -> usize {
        log_type.and_then(|name| self.types.get(name)).copied().unwrap_or_default()
    }

    /// The table of a number.
    pub(crate) fn at(&self, number: usize) -> &Table {
        number.checked_sub(1).and_then(|at| self.named.get(at)).unwrap_or(&self.others)
    }
}

/// What a value is, by its JSON, whose brackets and strings are right. `is_plain`: it is known to have no backslash.
pub(crate) fn view(json: &[u8], is_plain: bool) -> View<'_> {
    let is_empty = |end: u8| json.get(1..).unwrap_or_default().trim_ascii_start().first() == Some(&end);
    View::Of(match json {
        [b'"', text @ .., b'"'] if is_plain || memchr::memchr(b'\\', text).is_none() => return View::Text(text),
        [b'{', ..] if is_empty(b'}') => Kinds::EMPTY_OBJECT,
        [b'{', ..] => return View::Object(Inside::Raw(json)),
        [b'[', ..] if is_empty(b']') => Kinds::EMPTY_LIST,
        [b'[', ..] => Kinds::LIST,
        b"null" => Kinds::NULL,
        b"true" => Kinds::TRUE,
        b"false" => Kinds::FALSE,
        [b'-' | b'0'..=b'9', ..] => return number(json),
        _ => return View::Unknown,
    })
}

/// What a number is.
fn number(json: &[u8]) -> View<'_> {
    match int(json) {
        Some(int) => View::Int(int),
        // Which of them it is does not show at once: `0.0e9`.
        None => View::Of(Kinds::ZERO.or(Kinds::NUMBER)),
    }
}

/// The integer of so many digits that it is sure to have 64 bits, written as JSON has it; `None`: any other number.
fn int(json: &[u8]) -> Option<i64> {
    match json {
        [b'-', digits @ ..] => Some(-int_in(digits, 0..digits.len())?),
        digits => int_in(digits, 0..digits.len()),
    }
}

/// The same of one without a sign, which stands at `place` in a text.
fn int_in(text: &[u8], place: Range<usize>) -> Option<i64> {
    let has_zeros = place.len() > 1 && text.get(place.start) == Some(&b'0');
    if has_zeros { None } else { Some(digits::whole_in(text, place)?.cast_signed()) }
}

#[cfg(test)]
mod tests;

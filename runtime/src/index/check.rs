//! A guard, made ready to be tested often.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use event::guard::{Guard, Is, Kinds};
use foldhash::fast::FixedState;
use memchr::memmem::Finder;

use super::memo::Memo;
use super::{Fields, Inside, Member, View, parsed};

/// What is tested of a record.
#[derive(Clone, Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    /// A field of the record's top level.
    Field(usize, Check),
    /// A field inside one of the top level.
    Inside(Path, Check),
}

/// What leads inside a field of the top level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    field: usize,
    keys: &'static [&'static str],
    /// The same for all tests that ask for it.
    number: usize,
}

/// The tests and the paths of a table, counted.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    tests: u32,
    paths: HashMap<&'static [&'static str], usize, FixedState>,
}

impl Numbers {
    fn test(&mut self) -> u32 {
        self.tests += 1;
        self.tests
    }

    fn path(&mut self, path: &'static [&'static str]) -> usize {
        let next = self.paths.len();
        *self.paths.entry(path).or_insert(next)
    }
}

/// A test of a field.
#[derive(Clone, Debug)]
pub(super) struct Check {
    is: Is,
    /// What must occur in the JSON around the field, unless there are escapes in it.
    literals: Literals,
    /// By which its answers are remembered.
    number: u32,
}

/// Texts of which one must occur somewhere.
#[derive(Clone, Debug)]
enum Literals {
    Exact(Vec<Finder<'static>>),
    /// In any case, of ASCII. What finds them is made for the first text, for few rules are asked about any; `None`: it cannot be.
    AnyCase(&'static [&'static str], OnceLock<Option<AhoCorasick>>),
    /// Nothing is known.
    None,
}

impl Literals {
    fn occur_in(&self, text: &[u8]) -> bool {
        match self {
            Literals::Exact(texts) => texts.iter().any(|one| one.find(text).is_some()),
            Literals::AnyCase(texts, finder) => {
                let make = || AhoCorasick::builder().ascii_case_insensitive(true).build(*texts).ok();
                finder.get_or_init(make).as_ref().is_none_or(|finder| finder.is_match(text)) || !text.is_ascii()
            }
            Literals::None => true,
        }
    }
}

impl Test {
    pub(super) const ALWAYS: Test = Test::All(Vec::new());

    /// `place` gives the place of a field of the top level; `numbers` counts what is made.
    pub(super) fn new(guard: &Guard, place: &impl Fn(&str) -> Option<usize>, numbers: &mut Numbers) -> Test {
        match *guard {
            Guard::All(parts) => Test::all(parts, place, numbers),
            Guard::Any(parts) => Test::Any(Test::several(parts, place, numbers)),
            Guard::Field(path, is) => {
                let number = numbers.test();
                let Some((name, keys)) = path.split_first() else { return Test::ALWAYS };
                match (place(name), keys) {
                    (None, _) => Test::ALWAYS,
                    (Some(field), []) => Test::Field(field, Check::of_field(is, number)),
                    (Some(field), keys) => {
                        let path = Path { field, keys, number: numbers.path(path) };
                        Test::Inside(path, Check::of_part(is, number))
                    }
                }
            }
        }
    }

    /// Of all of `parts`.
    pub(super) fn all<'g>(
        parts: impl IntoIterator<Item = &'g Guard>,
        place: &impl Fn(&str) -> Option<usize>,
        numbers: &mut Numbers,
    ) -> Test {
        let mut made = Test::several(parts, place, numbers);
        if made.len() == 1 { made.remove(0) } else { Test::All(made) }
    }

    fn several<'g>(
        parts: impl IntoIterator<Item = &'g Guard>,
        place: &impl Fn(&str) -> Option<usize>,
        numbers: &mut Numbers,
    ) -> Vec<Test> {
        let mut made: Vec<Test> = parts.into_iter().map(|part| Test::new(part, place, numbers)).collect();
        // The cheap ones first: in which order they are asked makes no difference.
        made.sort_by_key(Test::cost);
        made
    }

    /// The field of the top level and its kinds, if that is all that is asked for.
    pub(super) fn kind(&self) -> Option<(usize, Kinds)> {
        match self {
            Test::Field(field, Check { is: Is::Kind(kinds), .. }) => Some((*field, *kinds)),
            _ => None,
        }
    }

    fn cost(&self) -> usize {
        match self {
            Test::All(parts) | Test::Any(parts) => parts.iter().map(Test::cost).sum(),
            // Most fields are of the kinds that are asked for: that tells little.
            Test::Field(_, Check { is: Is::Kind(kinds), .. }) if kinds.meets(Kinds::NUMBER.or(Kinds::STRING)) => 4,
            Test::Field(_, Check { literals: Literals::AnyCase(..), .. }) => 2,
            Test::Field(..) => 1,
            Test::Inside(_, Check { literals: Literals::None, .. }) => 16,
            Test::Inside(..) => 8,
        }
    }

    /// Whether it may hold of the record.
    pub(super) fn may_hold<'v>(&self, record: &impl Fields<'v>, memo: &mut Memo) -> bool {
        match self {
            Test::All(parts) => parts.iter().all(|part| part.may_hold(record, memo)),
            Test::Any(parts) => parts.iter().any(|part| part.may_hold(record, memo)),
            Test::Field(place, check) => check.of(record.field(*place), memo),
            Test::Inside(path, check) => match record.field(path.field) {
                View::Unknown => true,
                View::Of(_) | View::Text(_) | View::Int(_) => check.of(View::MISSING, memo),
                View::Object(object) => {
                    let found = match (record.inside(path.number), object) {
                        (Some(found), _) => found,
                        (None, Inside::Raw(json)) if !check.occurs_in(json) => return false,
                        (None, object) => {
                            let found = inside(record, object, path.keys);
                            record.keep_inside(path.number, found);
                            found
                        }
                    };
                    found.is_none_or(|view| check.of(view, memo))
                }
            },
        }
    }
}

/// What the path leads to in an object; `None` where a key differs from one of it by case alone, or may.
fn inside<'v>(record: &impl Fields<'v>, object: Inside<'v>, path: &[&str]) -> Option<View<'v>> {
    let (name, rest) = path.split_first()?;
    match (member(record, object, name)?, rest) {
        (view, []) => Some(view),
        (View::Object(object), rest) => inside(record, object, rest),
        (View::Unknown, _) => None,
        (View::Of(_) | View::Text(_) | View::Int(_), _) => Some(View::MISSING),
    }
}

fn member<'v>(record: &impl Fields<'v>, object: Inside<'v>, name: &str) -> Option<View<'v>> {
    match object {
        Inside::Read(dict) => parsed::member(dict, name),
        Inside::Raw(json) => match record.member(json, name) {
            Member::Found(json) => Some(super::view(json, record.is_plain())),
            Member::Missing => Some(View::MISSING),
            Member::Unclear => None,
        },
    }
}

/// Whether it is a number that `passes`, or one of which no more is known.
fn number(view: View<'_>, passes: impl Fn(i64) -> bool) -> bool {
    match view {
        View::Int(int) => passes(int),
        View::Of(kinds) => kinds.meets(Kinds::ZERO.or(Kinds::NUMBER)),
        View::Text(_) | View::Object(_) => false,
        View::Unknown => true,
    }
}

fn in_any_case(texts: &'static [&'static str]) -> Literals {
    Literals::AnyCase(texts, OnceLock::new())
}

impl Check {
    /// Of a field whose value will be at hand.
    fn of_field(is: Is, number: u32) -> Check {
        let literals = match is {
            Is::Contains(texts) => in_any_case(texts),
            _ => Literals::None,
        };
        Check { is, literals, number }
    }

    /// Of a field inside one whose JSON will be at hand.
    fn of_part(is: Is, number: u32) -> Check {
        let exact = |texts: &[&str], before: &str, after: &str| {
            let finder = |text: &&str| Finder::new(&format!("{before}{text}{after}")).into_owned();
            Literals::Exact(texts.iter().map(finder).collect())
        };
        let literals = match is {
            Is::OneOf(texts) => exact(texts, "\"", "\""),
            Is::StartsWith(texts) => exact(texts, "\"", ""),
            Is::EndsWith(texts) => exact(texts, "", "\""),
            Is::Contains(texts) => in_any_case(texts),
            Is::Kind(kinds) if kinds == Kinds::TRUE => exact(&["true"], "", ""),
            Is::Kind(kinds) if kinds == Kinds::FALSE => exact(&["false"], "", ""),
            Is::NoneOf(_) | Is::Ints(_) | Is::AtLeast(_) | Is::Below(_) | Is::Kind(_) => Literals::None,
        };
        Check { is, literals, number }
    }

    fn of(&self, view: View<'_>, memo: &mut Memo) -> bool {
        let text = match view {
            View::Unknown => return true,
            View::Text(text) => Some(text),
            View::Of(_) | View::Int(_) | View::Object(_) => None,
        };
        match self.is {
            Is::Kind(wanted) => view.kinds().is_none_or(|kinds| wanted.meets(kinds)),
            Is::Ints(ints) => number(view, |int| ints.contains(&int)),
            Is::AtLeast(least) => number(view, |int| int >= least),
            Is::Below(limit) => number(view, |int| int < limit),
            Is::OneOf(texts) => text.is_some_and(|text| texts.iter().any(|one| one.as_bytes() == text)),
            Is::NoneOf(texts) => text.is_none_or(|text| texts.iter().all(|one| one.as_bytes() != text)),
            Is::StartsWith(texts) => text.is_some_and(|text| texts.iter().any(|one| text.starts_with(one.as_bytes()))),
            Is::EndsWith(texts) => text.is_some_and(|text| texts.iter().any(|one| text.ends_with(one.as_bytes()))),
            Is::Contains(_) => text.is_some_and(|text| memo.answer(self.number, text, || self.literals.occur_in(text))),
        }
    }

    /// Whether what it asks for stands anywhere in the object. JSON without a backslash says every string as it is.
    fn occurs_in(&self, json: &[u8]) -> bool {
        match &self.literals {
            Literals::Exact(_) => self.literals.occur_in(json) || memchr::memchr(b'\\', json).is_some(),
            // To find the field is no slower.
            Literals::AnyCase(..) | Literals::None => true,
        }
    }
}

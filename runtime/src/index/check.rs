//! A guard, made ready to be tested often.

use aho_corasick::AhoCorasick;
use event::guard::{Guard, Is, Kinds};
use event::py::dict::Dict;
use memchr::memmem::Finder;

use super::memo::Memo;
use super::raw::{self, Member};
use super::{Fields, Inside, View, parsed};

/// What is tested of a record.
#[derive(Clone, Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    /// A field of the record's top level.
    Field(usize, Check),
    /// A field inside one of the top level: the keys that lead there.
    Inside(usize, Vec<&'static str>, Check),
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
    /// In any case, of ASCII.
    AnyCase(AhoCorasick),
    /// Nothing is known.
    None,
}

impl Literals {
    fn occur_in(&self, text: &[u8]) -> bool {
        match self {
            Literals::Exact(texts) => texts.iter().any(|one| one.find(text).is_some()),
            Literals::AnyCase(texts) => texts.is_match(text) || !text.is_ascii(),
            Literals::None => true,
        }
    }
}

impl Test {
    pub(super) const ALWAYS: Test = Test::All(Vec::new());

    /// `place` gives the place of a field of the top level; `tests` counts the tests that are made.
    pub(super) fn new(guard: &Guard, place: &impl Fn(&str) -> Option<usize>, tests: &mut u32) -> Test {
        match guard {
            Guard::All(parts) => Test::all(parts.iter(), place, tests),
            Guard::Any(parts) => Test::Any(Test::several(parts.iter(), place, tests)),
            Guard::Field(path, is) => {
                *tests += 1;
                let Some((name, inside)) = path.split_first() else { return Test::ALWAYS };
                match (place(name), inside) {
                    (None, _) => Test::ALWAYS,
                    (Some(place), []) => Test::Field(place, Check::of_field(*is, *tests)),
                    (Some(place), inside) => Test::Inside(place, inside.to_vec(), Check::of_part(*is, *tests)),
                }
            }
        }
    }

    /// Of all of `parts`.
    pub(super) fn all<'g>(
        parts: impl IntoIterator<Item = &'g Guard>,
        place: &impl Fn(&str) -> Option<usize>,
        tests: &mut u32,
    ) -> Test {
        let mut made = Test::several(parts, place, tests);
        if made.len() == 1 { made.remove(0) } else { Test::All(made) }
    }

    fn several<'g>(
        parts: impl IntoIterator<Item = &'g Guard>,
        place: &impl Fn(&str) -> Option<usize>,
        tests: &mut u32,
    ) -> Vec<Test> {
        let mut made: Vec<Test> = parts.into_iter().map(|part| Test::new(part, place, tests)).collect();
        // The cheap ones first: in which order they are asked makes no difference.
        made.sort_by_key(Test::cost);
        made
    }

    fn cost(&self) -> usize {
        match self {
            Test::All(parts) | Test::Any(parts) => parts.iter().map(Test::cost).sum(),
            Test::Field(_, Check { literals: Literals::AnyCase(_), .. }) => 2,
            Test::Field(..) => 1,
            Test::Inside(_, _, Check { literals: Literals::None, .. }) => 16,
            Test::Inside(..) => 8,
        }
    }

    /// Whether it may hold of the record.
    pub(super) fn may_hold<'v>(&self, record: &impl Fields<'v>, memo: &mut Memo) -> bool {
        match self {
            Test::All(parts) => parts.iter().all(|part| part.may_hold(record, memo)),
            Test::Any(parts) => parts.iter().any(|part| part.may_hold(record, memo)),
            Test::Field(place, check) => check.of(record.field(*place), memo),
            Test::Inside(place, path, check) => match record.field(*place) {
                View::Unknown => true,
                View::Of(_) | View::Text(_) => check.of(View::Of(Kinds::MISSING), memo),
                View::Object(Inside::Raw(json)) => {
                    check.occurs_in(json) && inside_raw(json, path).is_none_or(|view| check.of(view, memo))
                }
                View::Object(Inside::Read(dict)) => inside(dict, path).is_none_or(|view| check.of(view, memo)),
            },
        }
    }
}

/// As [`inside`], in the JSON of an object.
fn inside_raw<'j>(json: &'j [u8], path: &[&str]) -> Option<View<'j>> {
    let (name, rest) = path.split_first()?;
    let view = match raw::member(json, name) {
        Member::Found(json) => super::view(json),
        Member::Missing => View::Of(Kinds::MISSING),
        Member::Unclear => return None,
    };
    match (view, rest) {
        (view, []) => Some(view),
        (View::Object(Inside::Raw(json)), rest) => inside_raw(json, rest),
        (View::Unknown | View::Object(Inside::Read(_)), _) => None,
        (View::Of(_) | View::Text(_), _) => Some(View::Of(Kinds::MISSING)),
    }
}

/// What the path leads to; `None` where a key differs from one of it by case alone, or may.
fn inside<'v>(dict: &'v Dict<'v>, path: &[&str]) -> Option<View<'v>> {
    let Some((name, rest)) = path.split_first() else { return Some(View::Unknown) };
    let Some(value) = dict.get_str(name) else {
        let mut from = 0;
        while let Some((next, key, _)) = dict.next_from(from) {
            from = next;
            key.as_str().filter(|key| key.is_ascii() && !key.eq_ignore_ascii_case(name))?;
        }
        return Some(View::Of(Kinds::MISSING));
    };
    match (parsed::view(value), rest) {
        (view, []) => Some(view),
        (View::Object(Inside::Read(dict)), rest) => inside(dict, rest),
        (View::Unknown, _) => None,
        _ => Some(View::Of(Kinds::MISSING)),
    }
}

fn in_any_case(texts: &[&str]) -> Literals {
    AhoCorasick::builder().ascii_case_insensitive(true).build(texts).map_or(Literals::None, Literals::AnyCase)
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
            Is::NoneOf(_) | Is::Kind(_) => Literals::None,
        };
        Check { is, literals, number }
    }

    fn of(&self, view: View<'_>, memo: &mut Memo) -> bool {
        match view {
            View::Unknown => true,
            View::Of(kinds) => match self.is {
                Is::Kind(wanted) => wanted.meets(kinds),
                Is::NoneOf(_) => true,
                Is::OneOf(_) | Is::StartsWith(_) | Is::EndsWith(_) | Is::Contains(_) => false,
            },
            View::Object(_) => match self.is {
                Is::Kind(wanted) => wanted.has(Kinds::OBJECT),
                Is::NoneOf(_) => true,
                Is::OneOf(_) | Is::StartsWith(_) | Is::EndsWith(_) | Is::Contains(_) => false,
            },
            View::Text(text) => match self.is {
                Is::Kind(wanted) if text.is_empty() => wanted.has(Kinds::EMPTY_STRING),
                Is::Kind(wanted) => wanted.has(Kinds::STRING),
                Is::OneOf(texts) => texts.iter().any(|one| one.as_bytes() == text),
                Is::NoneOf(texts) => texts.iter().all(|one| one.as_bytes() != text),
                Is::StartsWith(texts) => texts.iter().any(|one| text.starts_with(one.as_bytes())),
                Is::EndsWith(texts) => texts.iter().any(|one| text.ends_with(one.as_bytes())),
                Is::Contains(_) => memo.answer(self.number, text, || self.literals.occur_in(text)),
            },
        }
    }

    /// Whether what it asks for stands anywhere in the object. JSON without a backslash says every string as it is.
    fn occurs_in(&self, json: &[u8]) -> bool {
        match &self.literals {
            Literals::Exact(_) => self.literals.occur_in(json) || memchr::memchr(b'\\', json).is_some(),
            // To find the field is no slower.
            Literals::AnyCase(_) | Literals::None => true,
        }
    }
}

//! What is known of a value, and on which conditions on the record a test of it comes out.

use std::collections::BTreeSet;

use super::super::{Guard, Is, Kinds, all, any};
use super::constants::int;
use super::test::Test;
use crate::ir::{CompareOp, Const, Expr, ExprKind};

/// What is known of a value.
#[derive(Clone, Debug)]
pub(super) enum Known {
    Nothing,
    Event,
    Const(Const),
    /// A container of constants.
    Items(Items),
    /// An empty dict.
    Empty,
    Field(Field),
    /// `str(field)`.
    Text(Field),
    /// A piece of a field's text, or all of it, in whatever case; of `str(field)` where `any_kind`.
    Piece {
        field: Field,
        any_kind: bool,
    },
    /// One of these strings: what a loop runs over.
    OneOf(BTreeSet<String>),
}

/// What a container holds.
#[derive(Clone, Default, Debug)]
pub(super) struct Items {
    pub(super) texts: BTreeSet<String>,
    /// True is one of them as 1, False as 0: what is equal to these is equal to those.
    pub(super) ints: BTreeSet<i64>,
    pub(super) none: bool,
    /// It looks up by hash: what has none raises.
    pub(super) hashes: bool,
}

impl Items {
    /// Adds a constant; `None` for one of another kind.
    pub(super) fn add(&mut self, item: &Expr) -> Option<()> {
        match &item.kind {
            ExprKind::Const(Const::Str(text)) => self.texts.extend([text.clone()]),
            ExprKind::Const(Const::Bool(value)) => self.ints.extend([i64::from(*value)]),
            ExprKind::Const(Const::None) => self.none = true,
            _ => self.ints.extend([int(item)?]),
        }
        Some(())
    }

    /// Those of both.
    pub(super) fn and(mut self, other: Items) -> Items {
        self.texts.extend(other.texts);
        self.ints.extend(other.ints);
        self.none |= other.none;
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.ints.is_empty() && !self.none
    }

    /// The strings, where that is all.
    pub(super) fn only_texts(self) -> Option<BTreeSet<String>> {
        Some(self.texts).filter(|_| self.ints.is_empty() && !self.none)
    }
}

/// A field of the record, read in one of the usual ways.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) path: Vec<String>,
    /// The kinds that are not shown as they are, each with what stands in for it: `event.get("x") or {}`.
    pub(super) stands: Vec<(Kinds, Stand)>,
}

/// What stands in for a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Stand {
    None,
    Text(String),
    /// An empty dict.
    Object,
}

impl Stand {
    fn kind(&self) -> Kinds {
        match self {
            Stand::None => Kinds::NULL,
            Stand::Text(text) if text.is_empty() => Kinds::EMPTY_STRING,
            Stand::Text(_) => Kinds::STRING,
            Stand::Object => Kinds::EMPTY_OBJECT,
        }
    }

    pub(super) fn of(known: &Known) -> Option<Stand> {
        match known {
            Known::Const(Const::None) => Some(Stand::None),
            Known::Const(Const::Str(text)) => Some(Stand::Text(text.clone())),
            Known::Empty => Some(Stand::Object),
            _ => None,
        }
    }
}

impl Field {
    pub(super) fn new(path: Vec<String>, missing: Stand) -> Field {
        Field { path, stands: vec![(Kinds::MISSING, missing)] }
    }

    /// The record's own kinds that are shown as they are.
    fn shown(&self) -> Kinds {
        self.stands.iter().fold(Kinds::EVERY, |kinds, (hidden, _)| kinds.and(hidden.not()))
    }

    /// The condition on the record under which the value is of one of `kinds`.
    pub(super) fn kind(&self, kinds: Kinds) -> Guard {
        let own = self.shown().and(kinds);
        let standing = self.stands.iter().filter(|(_, stand)| kinds.has(stand.kind()));
        Guard::kind(&self.path, standing.fold(own, |found, (hidden, _)| found.or(*hidden)))
    }

    /// The condition under which it is a string that passes a test, which `is` makes of the record's own, and `passes` of one
    /// that stands in.
    pub(super) fn text(&self, is: Is, passes: impl Fn(&str) -> bool) -> Guard {
        let standing = self.stands.iter().filter(|(_, stand)| matches!(stand, Stand::Text(text) if passes(text)));
        let standing = standing.map(|(hidden, _)| Guard::kind(&self.path, *hidden));
        any(standing.chain([Guard::Field(self.path.clone(), is)]))
    }

    /// It is equal to one of `ints`, as True and False may be.
    pub(super) fn int(&self, ints: &BTreeSet<i64>) -> Guard {
        let equal = [(0, Kinds::FALSE), (1, Kinds::TRUE)].into_iter().filter(|(int, _)| ints.contains(int));
        let bools = equal.map(|(_, kind)| self.kind(kind));
        any(std::iter::once(Guard::Field(self.path.clone(), Is::Ints(ints.clone()))).chain(bools))
    }

    /// It is compared with `int` by its order: what is no number raises, True and False may be either.
    pub(super) fn ordered(&self, op: CompareOp, int: i64, stops: Guard) -> Test {
        let bools = self.kind(Kinds::BOOLS);
        let is = |is| any([Guard::Field(self.path.clone(), is), bools.clone()]);
        // What is a little more than an integer is less than the next.
        let next = int.checked_add(1).map_or(Guard::ALWAYS, |next| is(Is::Below(next)));
        let (yes, no) = match op {
            CompareOp::Lt => (is(Is::Below(int)), is(Is::AtLeast(int))),
            CompareOp::Ge => (is(Is::AtLeast(int)), is(Is::Below(int))),
            CompareOp::Le => (next, is(Is::AtLeast(int))),
            CompareOp::Gt => (is(Is::AtLeast(int)), next),
            _ => return Test::UNKNOWN,
        };
        let raises = self.kind(Kinds::NUMBERS.or(Kinds::BOOLS).not());
        Test::bool(yes, no, any([stops, raises]))
    }

    /// It is something else than one of `texts`.
    pub(super) fn none_of(&self, texts: &BTreeSet<String>) -> Guard {
        // Of the strings only the empty one may be shown as something else.
        let hidden = texts.contains("") && !self.shown().has(Kinds::EMPTY_STRING);
        let hidden = if hidden { Guard::kind(&self.path, Kinds::EMPTY_STRING) } else { Guard::NEVER };
        any([Guard::Field(self.path.clone(), Is::NoneOf(texts.clone())), hidden])
    }

    /// It is compared with each of `items`.
    pub(super) fn among(&self, items: &Items, stops: Guard) -> Test {
        let Items { texts, ints, none, hashes } = items;
        let mut within = Vec::new();
        if !texts.is_empty() {
            within.push(self.text(Is::OneOf(texts.clone()), |one| texts.contains(one)));
        }
        if !ints.is_empty() {
            within.push(self.int(ints));
        }
        if *none {
            within.push(self.kind(Kinds::NULL));
        }
        // A number that is none of them is not told from others.
        let mut without = Vec::new();
        if ints.is_empty() && !texts.is_empty() {
            without.push(self.none_of(texts));
        }
        if *none {
            without.push(self.kind(Kinds::NULL.not()));
        }
        let raises = if *hashes { self.kind(Kinds::LISTS.or(Kinds::OBJECTS)) } else { Guard::NEVER };
        Test::bool(any(within), all(without), any([stops, raises]))
    }

    /// `self or stand`.
    pub(super) fn or(self, stand: &Stand) -> Field {
        let own = self.shown().and(Kinds::FALSY);
        let falsy = |hidden: &Stand| Kinds::FALSY.has(hidden.kind());
        let kept =
            self.stands.into_iter().map(|(kinds, old)| if falsy(&old) { (kinds, stand.clone()) } else { (kinds, old) });
        Field { path: self.path, stands: kept.chain([(own, stand.clone())]).collect() }
    }
}

/// A text of which a field's string is the whole, or of which it is a piece, for whoever changes its case or cuts it.
pub(super) fn text_within((known, stops): (Known, Guard)) -> Option<(Known, Guard)> {
    match known {
        Known::Field(field) => {
            let raises = field.kind(Kinds::STRINGS.not());
            Some((Known::Piece { field, any_kind: false }, any([stops, raises])))
        }
        Known::Text(field) => Some((Known::Piece { field, any_kind: true }, stops)),
        Known::Piece { .. } => Some((known, stops)),
        _ => None,
    }
}

/// The field is a string that `known`, a string or one of several, occurs in, whatever its case.
pub(super) fn contained(known: &Known, field: &Field) -> Option<Guard> {
    let texts = match known {
        Known::Const(Const::Str(text)) => BTreeSet::from([text.to_ascii_lowercase()]),
        Known::OneOf(texts) => texts.iter().map(|text| text.to_ascii_lowercase()).collect(),
        _ => return None,
    };
    if !texts.iter().all(|text| text.is_ascii()) {
        return None;
    }
    let occurs = |one: &str| texts.iter().any(|text| one.to_lowercase().contains(text.as_str()));
    Some(field.text(Is::Contains(texts.clone()), occurs))
}

pub(super) fn text_of(known: &Known) -> Option<String> {
    match known {
        Known::Const(Const::Str(text)) => Some(text.clone()),
        _ => None,
    }
}

/// The truth of a constant; `None` where its front end does not tell.
pub(super) fn is_true(constant: &Const) -> Option<bool> {
    match constant {
        Const::None => Some(false),
        Const::Bool(b) => Some(*b),
        Const::Int(i) => Some(*i != 0),
        Const::Float(x) => Some(*x != 0.0),
        Const::Str(s) => Some(!s.is_empty()),
        Const::Bytes(b) => Some(!b.is_empty()),
        Const::Big(_) => Some(true),
        Const::Ellipsis | Const::NotImplemented => None,
    }
}

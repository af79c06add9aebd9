//! What must hold of a record for a rule to have to be run at all: `event::guard` says what that promises.
//!
//! [`reads`] follows the rule's function over a record that nothing is known of, and gathers on which conditions it may
//! return anything but `False`, raise, or do something that is seen. What it does not know how to follow may do all of
//! these, so a guard is never too narrow; and what comes before that is still asked for.

mod reads;
mod simplify;

use std::collections::BTreeSet;

use crate::compilation::{Compilation, CompiledRule};

use simplify::{all, any};

/// A condition on a record: `event::Guard`, while it is being found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Guard {
    /// Each of them holds; of none: always.
    All(Vec<Guard>),
    /// One of them holds; of none: never.
    Any(Vec<Guard>),
    /// What these keys lead to is so.
    Field(Vec<String>, Is),
}

/// A test of a field: `event::guard::Is`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Is {
    OneOf(BTreeSet<String>),
    NoneOf(BTreeSet<String>),
    StartsWith(BTreeSet<String>),
    EndsWith(BTreeSet<String>),
    /// In lower case.
    Contains(BTreeSet<String>),
    Ints(BTreeSet<i64>),
    AtLeast(i64),
    Below(i64),
    Kind(Kinds),
}

/// Kinds of JSON values: `event::guard::Kinds`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds(u16);

impl Kinds {
    /// In the order of their bits, as `event` names them, and as people do.
    const NAMES: [(&str, &str); 12] = [
        ("MISSING", "missing"),
        ("NULL", "null"),
        ("FALSE", "false"),
        ("TRUE", "true"),
        ("ZERO", "zero"),
        ("NUMBER", "a number but zero"),
        ("EMPTY_STRING", "an empty string"),
        ("STRING", "a string that is not empty"),
        ("EMPTY_LIST", "an empty list"),
        ("LIST", "a list that is not empty"),
        ("EMPTY_OBJECT", "an empty object"),
        ("OBJECT", "an object that is not empty"),
    ];
    pub const NONE: Kinds = Kinds(0);
    pub const EVERY: Kinds = Kinds(0xfff);
    pub const MISSING: Kinds = Kinds(1);
    pub const NULL: Kinds = Kinds(1 << 1);
    pub const FALSE: Kinds = Kinds(1 << 2);
    pub const TRUE: Kinds = Kinds(1 << 3);
    pub const ZERO: Kinds = Kinds(1 << 4);
    pub const NUMBER: Kinds = Kinds(1 << 5);
    pub const EMPTY_STRING: Kinds = Kinds(1 << 6);
    pub const STRING: Kinds = Kinds(1 << 7);
    pub const EMPTY_OBJECT: Kinds = Kinds(1 << 10);
    pub const BOOLS: Kinds = Kinds(3 << 2);
    pub const NUMBERS: Kinds = Kinds(3 << 4);
    /// Both kinds of strings, of lists, of objects.
    pub const STRINGS: Kinds = Kinds(3 << 6);
    pub const LISTS: Kinds = Kinds(3 << 8);
    pub const OBJECTS: Kinds = Kinds(3 << 10);
    /// What is there, and false.
    pub const FALSY: Kinds = Kinds(0b0101_0101_0110);

    /// Those of either.
    #[must_use]
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Those of both.
    #[must_use]
    pub const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    /// All others.
    #[must_use]
    pub const fn not(self) -> Kinds {
        Kinds(!self.0 & Kinds::EVERY.0)
    }

    /// Whether all of `other` are among them.
    pub const fn has(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// Their names in `event`.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.each().map(|(name, _)| *name)
    }

    fn each(self) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        Kinds::NAMES.iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, names)| names)
    }
}

impl Guard {
    /// Nothing is known.
    pub const ALWAYS: Guard = Guard::All(Vec::new());
    /// It cannot be.
    pub const NEVER: Guard = Guard::Any(Vec::new());

    /// What is found by these keys is of one of the kinds.
    pub fn kind(path: &[String], kinds: Kinds) -> Guard {
        match kinds {
            Kinds::NONE => Guard::NEVER,
            Kinds::EVERY => Guard::ALWAYS,
            kinds => Guard::Field(path.to_vec(), Is::Kind(kinds)),
        }
    }
}

/// What must hold for the rule to have to be run.
pub fn of(compilation: &Compilation, rule: &CompiledRule) -> Guard {
    reads::of(&compilation.program, rule)
}

/// The guard for people, a condition a line: `eventName is one of "DeleteTrail", "StopLogging"`.
pub fn describe(guard: &Guard) -> Vec<String> {
    match guard {
        Guard::All(parts) => parts.iter().map(one).collect(),
        other => vec![one(other)],
    }
}

fn one(guard: &Guard) -> String {
    match guard {
        Guard::All(parts) => joined(parts, " and "),
        Guard::Any(parts) if parts.is_empty() => "nothing: it never matches".to_owned(),
        Guard::Any(parts) => joined(parts, " or "),
        Guard::Field(path, is) => format!("{} {}", path.join("."), test(is)),
    }
}

/// In parentheses what has several parts itself.
fn joined(parts: &[Guard], word: &str) -> String {
    let part = |part: &Guard| match part {
        Guard::Field(..) => one(part),
        Guard::All(_) | Guard::Any(_) => format!("({})", one(part)),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(word)
}

fn test(is: &Is) -> String {
    let (one, several, values) = match is {
        Is::Ints(values) => {
            let values: Vec<String> = values.iter().map(i64::to_string).collect();
            return format!("{} {}", if values.len() == 1 { "is" } else { "is one of" }, values.join(", "));
        }
        Is::AtLeast(least) => return format!("is {least} or more"),
        Is::Below(limit) => return format!("is less than {limit}"),
        Is::OneOf(values) => ("is", "is one of", values),
        Is::NoneOf(values) => ("is not", "is none of", values),
        Is::StartsWith(values) => ("begins with", "begins with one of", values),
        Is::EndsWith(values) => ("ends with", "ends with one of", values),
        Is::Contains(values) => ("contains, in any case,", "contains, in any case, one of", values),
        Is::Kind(kinds) => return format!("is {}", kind(*kinds)),
    };
    let quoted: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
    format!("{} {}", if quoted.len() == 1 { one } else { several }, quoted.join(", "))
}

/// `true or a list`: the shorter way to say it.
fn kind(kinds: Kinds) -> String {
    let falsy = Kinds::FALSY.or(Kinds::MISSING);
    let list = |kinds: Kinds| kinds.each().map(|(_, name)| *name).collect::<Vec<_>>();
    if kinds == falsy {
        return "missing or false in Python".to_owned();
    }
    if kinds == falsy.not() {
        return "true in Python".to_owned();
    }
    match kinds == Kinds::MISSING.or(Kinds::NULL).not() {
        true => "there, and not null".to_owned(),
        false if kinds.each().count() > 6 => format!("not {}", list(kinds.not()).join(" nor ")),
        false => list(kinds).join(" or "),
    }
}

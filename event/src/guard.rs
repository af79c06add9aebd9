//! What must hold of a record for a rule to be worth running: the compiler's side of an index over all rules.
//!
//! A guard speaks of a record before any rule has seen it. Where it does not hold, the rule's `rule` function returns
//! `False`, raises nothing and does nothing that can be seen; where it holds, nothing is promised. So whoever cannot
//! tell whether a test holds takes it that it does.

/// A condition on a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guard {
    /// Each of them holds; of none: always.
    All(&'static [Guard]),
    /// One of them holds; of none: never.
    Any(&'static [Guard]),
    /// What is found below the record by these keys, each that of an object in the one before. The rules of Panther packs look
    /// keys up ignoring their case: of a record that has a key in another case nothing is known.
    Field(&'static [&'static str], Is),
}

impl Guard {
    /// Nothing is known: the rule is run for every record.
    pub const ALWAYS: Guard = Guard::All(&[]);
    /// The rule matches nothing.
    pub const NEVER: Guard = Guard::Any(&[]);
}

/// A test of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Is {
    /// A string that is one of these.
    OneOf(&'static [&'static str]),
    /// Anything else than a string that is one of these.
    NoneOf(&'static [&'static str]),
    /// A string that begins with one of these.
    StartsWith(&'static [&'static str]),
    /// A string that ends with one of these.
    EndsWith(&'static [&'static str]),
    /// A string that one of these occurs in, whatever the case; they are ASCII in lower case. Of a string beyond ASCII nothing is
    /// known, for some of its characters may be ASCII in another case.
    Contains(&'static [&'static str]),
    /// A number equal to one of these, be it an integer or not.
    Ints(&'static [i64]),
    /// A number that is this or more.
    AtLeast(i64),
    /// A number that is less than this.
    Below(i64),
    /// A value of one of these kinds.
    Kind(Kinds),
}

/// Kinds of JSON values, as far as Python's truth tells them apart.
///
/// It is as wide as what stands beside it in an enum of what is known of a field, which is copied word by word then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kinds(u64);

impl Kinds {
    /// The key is not there, or something on the way to it is no object.
    pub const MISSING: Kinds = Kinds(1);
    pub const NULL: Kinds = Kinds(1 << 1);
    pub const FALSE: Kinds = Kinds(1 << 2);
    pub const TRUE: Kinds = Kinds(1 << 3);
    /// A number equal to zero.
    pub const ZERO: Kinds = Kinds(1 << 4);
    /// Any other number.
    pub const NUMBER: Kinds = Kinds(1 << 5);
    pub const EMPTY_STRING: Kinds = Kinds(1 << 6);
    /// Any other string.
    pub const STRING: Kinds = Kinds(1 << 7);
    pub const EMPTY_LIST: Kinds = Kinds(1 << 8);
    /// Any other list.
    pub const LIST: Kinds = Kinds(1 << 9);
    pub const EMPTY_OBJECT: Kinds = Kinds(1 << 10);
    /// Any other object.
    pub const OBJECT: Kinds = Kinds(1 << 11);

    /// Both.
    #[must_use]
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether they share a kind.
    pub const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has all kinds of `other`.
    pub const fn has(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }
}

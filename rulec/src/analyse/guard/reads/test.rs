//! On which conditions on the record a test or a body ends how.

use super::super::{Guard, all, any};

/// On which conditions an expression has which outcome, as a test; each may hold more often than the outcome comes.
#[derive(Clone, Debug)]
pub(super) struct Test {
    pub(super) yes: Guard,
    pub(super) no: Guard,
    /// It is false, and not `False` itself.
    pub(super) odd: Guard,
    /// It raises, or does something that is seen.
    pub(super) stops: Guard,
}

impl Test {
    pub(super) const UNKNOWN: Test =
        Test { yes: Guard::ALWAYS, no: Guard::ALWAYS, odd: Guard::ALWAYS, stops: Guard::ALWAYS };
    pub(super) const NEVER: Test = Test { yes: Guard::NEVER, no: Guard::NEVER, odd: Guard::NEVER, stops: Guard::NEVER };

    /// A bool.
    pub(super) fn bool(yes: Guard, no: Guard, stops: Guard) -> Test {
        Test { yes, no, odd: Guard::NEVER, stops }
    }

    /// A bool of which nothing more is known.
    pub(super) fn either(stops: Guard) -> Test {
        Test::bool(Guard::ALWAYS, Guard::ALWAYS, stops)
    }

    /// Where `guard` holds.
    pub(super) fn under(self, guard: &Guard) -> Test {
        let under = |outcome| all([guard.clone(), outcome]);
        Test { yes: under(self.yes), no: under(self.no), odd: under(self.odd), stops: under(self.stops) }
    }

    /// The outcomes of both.
    pub(super) fn or(self, other: Test) -> Test {
        Test {
            yes: any([self.yes, other.yes]),
            no: any([self.no, other.no]),
            odd: any([self.odd, other.odd]),
            stops: any([self.stops, other.stops]),
        }
    }
}

/// How statements end: by returning what comes out of a test, or by going on.
pub(super) struct Ended {
    pub(super) test: Test,
    pub(super) next: Guard,
}

impl Ended {
    pub(super) const UNKNOWN: Ended = Ended { test: Test::UNKNOWN, next: Guard::ALWAYS };
}

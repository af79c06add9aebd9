//! Who calls next. Callers come in bursts: a few are at work at any moment, and each goes on with what it does, to the
//! same things. So it is in real files, and this is why they compress as well as they do.

use fastrand::Rng;

use crate::call::{Call, weighted};
use crate::caller::{Caller, Callers};
use crate::suspicious;

/// How many are at work at a moment.
const AT_WORK: usize = 6;

/// Of a hundred records: those that end a burst, those for which its caller does something else, and those for which it
/// turns to something else.
const ENDS: u32 = 2;
const OTHER_CALL: u32 = 20;
const OTHER_THINGS: u32 = 12;

/// What one record is of.
#[derive(Clone, Copy, Debug)]
pub struct Next<'c> {
    pub caller: &'c Caller,
    pub call: &'static Call,
    /// What the choice of the things that it is about follows from.
    pub things: u64,
}

/// Somebody at work.
#[derive(Clone, Copy, Debug)]
struct Burst<'c> {
    next: Next<'c>,
    calls: &'static [Call],
}

impl<'c> Burst<'c> {
    fn new(callers: &'c Callers, random: &mut Rng) -> Burst<'c> {
        let (caller, calls) = callers.choose(random);
        Burst { next: Next { caller, call: one_of(calls, random), things: random.u64(..) }, calls }
    }

    fn go_on(&mut self, random: &mut Rng) {
        if random.u32(0..100) < OTHER_CALL {
            self.next.call = one_of(self.calls, random);
        }
        if random.u32(0..100) < OTHER_THINGS {
            self.next.things = random.u64(..);
        }
    }
}

/// The calls of one file, in their order.
#[derive(Debug)]
pub struct Traffic<'c> {
    callers: &'c Callers,
    bursts: [Burst<'c>; AT_WORK],
}

impl<'c> Traffic<'c> {
    pub fn new(callers: &'c Callers, random: &mut Rng) -> Traffic<'c> {
        Traffic { callers, bursts: std::array::from_fn(|_| Burst::new(callers, random)) }
    }

    /// What happens on an ordinary day.
    pub fn ordinary(&mut self, random: &mut Rng) -> Next<'c> {
        let at = random.usize(0..AT_WORK);
        let Some(burst) = self.bursts.get_mut(at) else { unreachable!("it is less than their number") };
        if random.u32(0..100) < ENDS {
            *burst = Burst::new(self.callers, random);
        } else {
            burst.go_on(random);
        }
        burst.next
    }

    /// What an intruder does.
    pub fn suspicious(&self, random: &mut Rng) -> Next<'c> {
        let (caller, call) = suspicious::choose(self.callers, random);
        Next { caller, call, things: random.u64(..) }
    }
}

fn one_of(calls: &'static [Call], random: &mut Rng) -> &'static Call {
    weighted(calls, |call| call.weight, random)
}

//! What time it is for rules.

use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from that rules ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Clock {
    /// The machine.
    #[default]
    System,
    /// It stands still, at microseconds since 1970 in UTC.
    Frozen(i64),
}

impl Clock {
    /// Microseconds since 1970 in UTC.
    pub fn now(self) -> i64 {
        match self {
            Clock::Frozen(micros) => micros,
            Clock::System => match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(since) => i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
                Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |micros| -micros),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Heap;

    #[test]
    fn the_clock_is_the_heaps() {
        let mut heap = Heap::default();
        let before = Clock::System.now();
        assert!(before > 1_700_000_000_000_000);
        assert!(heap.enter().now() >= before);
        heap.set_clock(Clock::Frozen(-1));
        assert_eq!(heap.enter().now(), -1);
        heap.reset();
        assert_eq!(heap.enter().now(), -1, "it stays for the events to come");
    }
}

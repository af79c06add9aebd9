//! What time it is for rules that ask: `datetime.now()`, `time.time()`.

use std::str::FromStr;

use jiff::Timestamp;

/// Where rules' time comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Clock {
    /// The machine.
    #[default]
    Wall,
    /// Each event: it is the time at which the event happened, so that a replay says what a live run would have said.
    /// For an event without a time it is the machine's.
    Event,
    /// It stands still.
    At(Timestamp),
}

impl Clock {
    /// The clock of an event that happened at `time`.
    pub(crate) fn of_event(self, time: Option<Timestamp>) -> event::Clock {
        let at = match self {
            Clock::Wall => None,
            Clock::Event => time,
            Clock::At(at) => Some(at),
        };
        at.map_or(event::Clock::System, |at| event::Clock::Frozen(at.as_microsecond()))
    }
}

impl FromStr for Clock {
    type Err = String;

    fn from_str(text: &str) -> Result<Clock, String> {
        match text {
            "wall" => Ok(Clock::Wall),
            "event" => Ok(Clock::Event),
            moment => moment.parse().map(Clock::At).map_err(|_| {
                format!("found `{moment}`, expected `wall`, `event` or a time such as 2026-01-31T12:00:00Z")
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_clock_says_its_own_time() {
        let time = Timestamp::from_microsecond(2_500_000).ok();
        assert_eq!("wall".parse::<Clock>().map(|clock| clock.of_event(time)), Ok(event::Clock::System));
        let event: Clock = "event".parse().expect("a clock");
        assert_eq!(event.of_event(time), event::Clock::Frozen(2_500_000));
        assert_eq!(event.of_event(None), event::Clock::System);
        let at: Clock = "1970-01-01T00:00:01Z".parse().expect("a clock");
        assert_eq!(at.of_event(time), event::Clock::Frozen(1_000_000));
        assert!("noon".parse::<Clock>().is_err());
    }
}

//! Matches in, for each whether it raises an alert or is counted on one that was raised.
//!
//! Matches of one rule with one dedup string are one group as long as their events are within the rule's window,
//! counted from the group's first event. Time is the event's, so that a replay of old logs groups as the live run did.
//! Nothing is raised before the rule's threshold is reached; once a window has passed and more came than was said, that is
//! said once ([`FollowUp`]).

mod follow_up;
mod groups;
mod listing;
mod sqlite;

use sha2::{Digest, Sha256};

pub use follow_up::{Closed, FollowUp};
pub use listing::{By, Listed, NotOne, Selection, Status, Sum};
pub use sqlite::{Error, Session, Store};

/// How long after a window's end its last events may still come, in milliseconds: CloudTrail delivers within 15 minutes.
pub const LATE: i64 = 15 * 60_000;

/// One match, as far as grouping is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'m> {
    pub rule_id: &'m str,
    pub dedup: &'m str,
    pub title: &'m str,
    pub severity: &'static str,
    pub log_type: Option<&'m str>,
    /// When the event happened, in milliseconds since 1970.
    pub at: i64,
    /// How long the group lasts, in milliseconds; 0: every match is a group of its own.
    pub window: i64,
    /// Matches before an alert is raised; 0 is 1.
    pub threshold: u32,
    /// What is counted once towards the threshold; `None`: each match is.
    pub unique: Option<&'m str>,
    pub actor: Option<&'m str>,
    pub source_ip: Option<&'m str>,
    /// Nobody is told of its alert, which is kept.
    pub shadow: bool,
    /// Which record it is, from run to run.
    pub origin: &'m str,
}

/// What becomes of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The alert that it belongs to.
    pub alert_id: String,
    /// Whether that alert is raised by this match.
    pub raise: bool,
}

impl Candidate<'_> {
    fn threshold(&self) -> i64 {
        i64::from(self.threshold.max(1))
    }

    /// The same from run to run, and for no two groups: 128 bits of SHA-256, hexadecimal. `generation` is how many that began
    /// with this event were resolved.
    fn alert_id(&self, generation: u32) -> String {
        let mut hash = Sha256::new();
        for part in [self.rule_id, self.dedup] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(self.at.to_le_bytes());
        if self.window == 0 {
            hash.update(self.origin.as_bytes());
        }
        if self.shadow {
            hash.update(b"shadow");
        }
        if generation > 0 {
            hash.update(generation.to_le_bytes());
        }
        hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests;

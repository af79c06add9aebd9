//! Matches in, for each whether it raises an alert or is counted on one that was raised.
//!
//! Matches of one rule with one dedup string are one group as long as their events are within the rule's window,
//! counted from the group's first event. Time is the event's, so that a replay of old logs groups as the live run did.

mod sqlite;

use sha2::{Digest, Sha256};

pub use sqlite::{Error, Session, Store};

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
    /// The same from run to run, and for no two groups: 128 bits of SHA-256, hexadecimal.
    fn alert_id(&self) -> String {
        let mut hash = Sha256::new();
        for part in [self.rule_id, self.dedup] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(self.at.to_le_bytes());
        if self.window == 0 {
            hash.update(self.origin.as_bytes());
        }
        hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

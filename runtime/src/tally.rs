//! How often each rule was evaluated, and to what end; and alerts that no rule raises.

use std::sync::atomic::{AtomicU64, Ordering};

use event::Rule;

use crate::evaluate::Verdict;

/// Counted by all threads.
#[derive(Debug)]
pub struct Tally {
    /// Ordered by the rules' ids.
    rules: Vec<Counts>,
    silences: AtomicU64,
}

/// Of one rule.
#[derive(Default, Debug)]
struct Counts {
    id: &'static str,
    matched: AtomicU64,
    unmatched: AtomicU64,
    raised: AtomicU64,
}

/// What was counted of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Evaluated {
    pub matched: u64,
    pub unmatched: u64,
    /// An exception came out of it.
    pub raised: u64,
}

impl Tally {
    /// Of `rules`.
    pub fn new(rules: &[&'static Rule]) -> Tally {
        let mut rules: Vec<Counts> = rules.iter().map(|rule| Counts { id: rule.id, ..Counts::default() }).collect();
        rules.sort_unstable_by_key(|counts| counts.id);
        Tally { rules, silences: AtomicU64::new(0) }
    }

    /// Counts alerts of sources that are silent.
    pub(crate) fn count_silences(&self, alerts: u64) {
        self.silences.fetch_add(alerts, Ordering::Relaxed);
    }

    /// How many alerts of silent sources there were so far.
    pub fn silences(&self) -> u64 {
        self.silences.load(Ordering::Relaxed)
    }

    /// Counts an evaluation of `rule`.
    pub(crate) fn count(&self, rule: &Rule, verdict: &Verdict) {
        let Ok(at) = self.rules.binary_search_by_key(&rule.id, |counts| counts.id) else { return };
        let Some(counts) = self.rules.get(at) else { return };
        let counter = match verdict {
            Ok(Some(_)) => &counts.matched,
            Ok(None) => &counts.unmatched,
            Err(_) => &counts.raised,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// What was counted so far, by rule.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, Evaluated)> + '_ {
        self.rules.iter().map(|counts| {
            let [matched, unmatched, raised] =
                [&counts.matched, &counts.unmatched, &counts.raised].map(|count| count.load(Ordering::Relaxed));
            (counts.id, Evaluated { matched, unmatched, raised })
        })
    }
}

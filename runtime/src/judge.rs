//! The items of a batch in; out, what is to be printed of them, with what becomes of each match. Rules that keep something
//! are evaluated here, where all records pass in order. All of it counts, or nothing does.

use std::sync::Arc;
use std::vec::IntoIter;

use event::{DataModel, Heap};

use crate::batch::{Batch, Item, Matched, Said, Stateful};
use crate::clock::Clock;
use crate::dedup::{self, Candidate, Decision, Session, Store};
use crate::evaluate::{Record, Verdict};
use crate::pipeline::{Config, Mode};
use crate::quarantine;
use crate::tally::Tally;

/// A part ends once what rules said in it is this large: what they say of a small record may be large.
const PART: usize = 1 << 20;

/// Some items of a batch, in order.
pub(crate) struct Part {
    pub batch: Batch,
    /// One for each match.
    pub decisions: Vec<Decision>,
}

/// The database, and what it takes to evaluate.
pub(crate) struct Judge {
    store: Store,
    evaluator: Evaluator,
}

impl Judge {
    pub(crate) fn new(store: Store, config: &Config) -> Judge {
        Judge { store, evaluator: Evaluator::new(config) }
    }

    /// Takes from `items` what makes one transaction. It is committed when this returns.
    ///
    /// # Errors
    /// Where the database says so; then nothing of it was counted or kept.
    pub(crate) fn judge(&mut self, name: &str, items: &mut IntoIter<Item>) -> Result<Part, dedup::Error> {
        if !items.as_slice().iter().any(|item| matches!(item, Item::Match(_) | Item::Stateful(_) | Item::Refused(_))) {
            let batch = Batch { items: items.collect(), ..Batch::default() };
            return Ok(Part { batch, decisions: Vec::new() });
        }
        let session = self.store.begin()?;
        let batch = self.evaluator.complete(&session, items)?;
        let decisions = decide(&session, name, &batch)?;
        session.commit()?;
        Ok(Part { batch, decisions })
    }
}

/// What it takes to evaluate the rules that keep something.
pub(crate) struct Evaluator {
    mode: Mode,
    clock: Clock,
    data_models: &'static [DataModel],
    tally: Option<Arc<Tally>>,
    quarantine: quarantine::Bounds,
    heap: Heap,
}

impl Evaluator {
    pub(crate) fn new(config: &Config) -> Evaluator {
        let Config { mode, clock, data_models, quarantine, .. } = *config;
        Evaluator { mode, clock, data_models, quarantine, tally: config.tally.clone(), heap: Heap::default() }
    }

    /// The items with what stateful rules say in their places, until that is much. What was refused is kept.
    pub(crate) fn complete(
        &mut self,
        session: &Session<'_>,
        items: &mut IntoIter<Item>,
    ) -> Result<Batch, dedup::Error> {
        let mut batch = Batch::default();
        // One of each function's failures is said in a run.
        let mut failed = Vec::new();
        while batch.bytes < PART
            && let Some(item) = items.next()
        {
            let stateful = match item {
                Item::Stateful(stateful) => stateful,
                Item::Refused(refused) => {
                    session.quarantine(&refused, self.quarantine)?;
                    continue;
                }
                item => {
                    batch.items.push(item);
                    continue;
                }
            };
            let verdict = self.evaluate(session, &stateful)?;
            let Stateful { rule, event } = *stateful;
            let event_id = event.id.clone();
            let by = Said { mode: self.mode, rule, record: event.record, event_id: event_id.as_deref() };
            batch.say(&by, verdict, || event, &mut failed);
        }
        Ok(batch)
    }

    fn evaluate(&mut self, session: &Session<'_>, stateful: &Stateful) -> Result<Verdict, dedup::Error> {
        self.heap.reset();
        self.heap.set_clock(self.clock.of_event(stateful.event.about.time));
        let items = session.items();
        let log_type = stateful.event.about.log_type;
        let mut record =
            Record::new(&self.heap, &stateful.event.text).with_state(&items).with_models_of(self.data_models, log_type);
        let verdict = record.evaluate(stateful.rule);
        items.finish()?;
        if let Some(tally) = &self.tally {
            tally.count(stateful.rule, &verdict);
        }
        Ok(verdict)
    }
}

/// Counts the matches of a batch of the file `name`: what becomes of each that may be an alert.
pub(crate) fn decide(session: &Session<'_>, name: &str, batch: &Batch) -> Result<Vec<Decision>, dedup::Error> {
    let origins: Vec<String> = matches(batch).map(|m| format!("{name}:{}", m.event.offset)).collect();
    let candidates: Vec<Candidate<'_>> =
        matches(batch).zip(&origins).map(|(matched, origin)| candidate(matched, origin)).collect();
    session.count(&candidates)
}

/// The matches that may be alerts.
fn matches(batch: &Batch) -> impl Iterator<Item = &Matched> {
    batch.items.iter().filter_map(|item| match item {
        Item::Match(matched) => Some(&**matched).filter(|matched| matched.rule.create_alert),
        _ => None,
    })
}

fn candidate<'m>(matched: &'m Matched, origin: &'m str) -> Candidate<'m> {
    let Matched { rule, found, event } = matched;
    Candidate {
        rule_id: rule.id,
        dedup: &found.dedup,
        title: &found.title,
        severity: found.severity.name(),
        log_type: event.about.log_type,
        at: event.about.time.unwrap_or_else(jiff::Timestamp::now).as_millisecond(),
        window: i64::from(rule.dedup_minutes) * 60_000,
        threshold: rule.threshold,
        origin,
    }
}

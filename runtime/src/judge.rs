//! The items of a batch in; out, what is to be printed of them, with what becomes of each match. Rules that keep something
//! are evaluated here, where all records pass in order. All of it counts, or nothing does.

use std::sync::Arc;
use std::vec::IntoIter;

use event::{Body, DataModel, Heap, Rule};
use jiff::Timestamp;

use crate::batch::{Batch, Item, Matched, Said, Stateful};
use crate::clock::Clock;
use crate::dedup::{self, Candidate, Decision, FollowUp, Session, Store};
use crate::enrich::Enrichment;
use crate::evaluate::{Record, Verdict};
use crate::exceptions::{self, Exceptions};
use crate::interpret::Interpreter;
use crate::pipeline::{Config, Error, Mode};
use crate::quarantine;
use crate::record;
use crate::state::Items;
use crate::tally::Tally;

/// A part ends once what rules said in it is this large: what they say of a small record may be large.
const PART: usize = 1 << 20;

/// Some items of a batch, in order.
pub(crate) struct Part {
    pub batch: Batch,
    /// What is printed of each match that may be an alert, where it raises one.
    pub lines: Vec<Option<Vec<u8>>>,
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
    pub(crate) fn judge(&mut self, name: &str, items: &mut IntoIter<Item>) -> Result<Part, Error> {
        if !items.as_slice().iter().any(|item| matches!(item, Item::Match(_) | Item::Stateful(_) | Item::Refused(_))) {
            let batch = Batch { items: items.collect(), ..Batch::default() };
            return Ok(Part { batch, lines: Vec::new() });
        }
        let session = self.store.begin()?;
        let mut batch = self.evaluator.complete(&session, items)?;
        self.evaluator.suppress(&session, name, &mut batch)?;
        let lines = self.evaluator.raise(&session, name, &batch)?;
        for Raise { alert_id, line, is_kept } in lines.iter().flatten() {
            session.deliver(alert_id, line, *is_kept)?;
        }
        session.commit()?;
        let lines = lines.into_iter().map(|raised| raised.map(|raised| raised.line)).collect();
        Ok(Part { batch, lines })
    }

    /// What is to be said of groups on which more came than was said, some of them at a time. It is committed when this returns;
    /// empty: that was all.
    ///
    /// # Errors
    /// Where the database says so; then nothing of it counts as said.
    pub(crate) fn follow_up(&mut self) -> Result<Vec<FollowUp>, dedup::Error> {
        let session = self.store.begin()?;
        let follow_ups = session.follow_up()?;
        for FollowUp { alert_id, line, .. } in &follow_ups {
            session.deliver(alert_id, line, false)?;
        }
        session.commit()?;
        Ok(follow_ups)
    }
}

/// What it takes to evaluate the rules that keep something.
pub(crate) struct Evaluator {
    mode: Mode,
    clock: Clock,
    data_models: &'static [DataModel],
    tally: Option<Arc<Tally>>,
    quarantine: quarantine::Bounds,
    exceptions: Arc<Exceptions>,
    enrichment: Option<Arc<Enrichment>>,
    heap: Heap,
    structure: scan::Structure,
    /// For the rules that are not compiled.
    interpreter: Option<Box<dyn Interpreter>>,
}

impl Evaluator {
    pub(crate) fn new(config: &Config) -> Evaluator {
        let Config { mode, clock, data_models, quarantine, .. } = *config;
        let (tally, exceptions) = (config.tally.clone(), Arc::clone(&config.exceptions));
        let (enrichment, heap) = (config.enrichment.clone(), config.heap());
        let structure = scan::Structure::default();
        let interpreter = config.interpreters.as_ref().map(|interpreters| interpreters.start());
        Evaluator { mode, clock, data_models, tally, quarantine, exceptions, enrichment, heap, structure, interpreter }
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
        let kept = session.items();
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
            let verdict = self.evaluate(&kept, &stateful);
            let Stateful { rule, event } = *stateful;
            let event_id = event.id.clone();
            let by = Said { mode: self.mode, rule, record: event.record, event_id: event_id.as_deref() };
            batch.say(&by, verdict, || event, &mut failed);
        }
        kept.finish()?;
        Ok(batch)
    }

    /// Takes the matches of the file `name` out that an exception covers.
    pub(crate) fn suppress(
        &mut self,
        session: &Session<'_>,
        name: &str,
        batch: &mut Batch,
    ) -> Result<(), dedup::Error> {
        let exceptions = Arc::clone(&self.exceptions);
        let covers = |item: &Item| matches!(item, Item::Match(matched) if exceptions.concerns(matched));
        if !batch.items.iter().any(covers) {
            return Ok(());
        }
        let now = Timestamp::now();
        for item in std::mem::take(&mut batch.items) {
            match item {
                Item::Match(matched) if exceptions.concerns(&matched) => {
                    self.heap.reset();
                    let event = Record::new(&self.heap, &matched.event.text).event();
                    match exceptions.judge(&matched, event, now) {
                        exceptions::Verdict::Suppressed(exception) => {
                            session.suppressed(name, &matched, exception)?;
                            batch.suppressed.push(matched.rule.id);
                            continue;
                        }
                        exceptions::Verdict::Expired(report) => batch.items.push(Item::Report(report)),
                        exceptions::Verdict::Unexcepted => {}
                    }
                    batch.items.push(Item::Match(matched));
                }
                item => batch.items.push(item),
            }
        }
        Ok(())
    }

    fn evaluate(&mut self, kept: &Items<'_>, stateful: &Stateful) -> Verdict {
        self.heap.reset();
        self.heap.set_clock(self.clock.of_event(stateful.event.about.time));
        let log_type = stateful.event.about.log_type;
        let text = &stateful.event.text;
        let structure = record::structure(&mut self.structure, text.as_bytes());
        let mut record =
            Record::structured(&self.heap, text, structure).with_state(kept).with_models_of(self.data_models, log_type);
        let verdict = record.evaluate_with(stateful.rule, self.interpreter.as_deref_mut());
        if let Some(tally) = &self.tally {
            tally.count(stateful.rule, &verdict);
        }
        verdict
    }

    /// Counts the matches of a batch of the file `name`: the alert of each that raises one, of those that may be alerts. Of the
    /// others it is kept, where alerts are.
    pub(crate) fn raise(&self, session: &Session<'_>, name: &str, batch: &Batch) -> Result<Vec<Option<Raise>>, Error> {
        let counted = |matched: &&Matched| matched.rule.create_alert || session.keeps();
        let matches: Vec<&Matched> = matches(batch).filter(counted).collect();
        let origins: Vec<String> = matches.iter().map(|m| format!("{name}:{}", m.event.offset)).collect();
        let candidates: Vec<Candidate<'_>> =
            matches.iter().zip(&origins).map(|(matched, origin)| candidate(matched, origin)).collect();
        let decisions = session.count(&candidates)?;
        let mut raised = Vec::new();
        for (matched, Decision { alert_id, raise }) in matches.into_iter().zip(decisions) {
            let alert = match raise {
                true => {
                    let line = matched.line(name, &alert_id, self.enrichment.as_deref())?;
                    let is_kept = session.keep_line(&alert_id, &line)?;
                    Some(Raise { alert_id, line, is_kept })
                }
                false => None,
            };
            if matched.rule.create_alert {
                raised.push(alert);
            }
        }
        Ok(raised)
    }
}

/// An alert that is raised.
pub(crate) struct Raise {
    pub alert_id: String,
    pub line: Vec<u8>,
    /// In the database, for who looks at the alert later.
    pub is_kept: bool,
}

fn matches(batch: &Batch) -> impl Iterator<Item = &Matched> {
    batch.items.iter().filter_map(|item| match item {
        Item::Match(matched) => Some(&**matched),
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
        at: event.about.time.unwrap_or_else(Timestamp::now).as_millisecond(),
        window: i64::from(rule.dedup_minutes) * 60_000,
        threshold: found.threshold.unwrap_or(rule.threshold),
        // One that could not be had counts for itself: a function other than `rule` never loses a match.
        unique: found.unique.as_deref().or_else(|| has_unique(rule).then_some(origin)),
        actor: event.about.actor.as_deref(),
        source_ip: event.about.source_ip.as_deref(),
        shadow: !rule.create_alert,
        origin,
    }
}

fn has_unique(rule: &Rule) -> bool {
    match rule.body {
        Body::Compiled(functions) => functions.unique.is_some(),
        Body::Interpreted(script) => script.counts_unique,
    }
}

//! Sources that somebody waits for: objects and messages. What came of one is committed once it was read to its end, with a
//! marker that it was; then whoever waits is told, and not before.
//!
//! Sources that end while others are being read share a transaction, for a commit that reaches the disk costs more than most
//! sources do. One that fails is undone by itself.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use std::vec::IntoIter;

use crossbeam_channel::{Receiver, RecvTimeoutError, select};
use jiff::Timestamp;

use crate::batch::{Batch, Item, Matched};
use crate::budget::Budget;
use crate::dedup::{self, FollowUp, Session, Store};
use crate::ingest::Source;
use crate::judge::Evaluator;
use crate::lake::Flush;
use crate::pipeline::{Error, UNKNOWN, written};
use crate::progress::shown;
use crate::reports::Reports;
use crate::silence::{Looked, Watch};
use crate::summary::Summary;
use crate::tally::Tally;

/// Sources that one transaction has at the most.
const GROUP: usize = 64;

/// Alerts that are taken from the outbox at once.
const ALERTS: usize = 256;

/// How often it is looked for windows that have passed while no source is given.
const IDLE: Duration = Duration::from_secs(30);

/// A source, and who waits for it.
pub struct Given {
    pub source: Source,
    /// What no other source has, and this one has each time it is given: it is processed once.
    pub marker: String,
    /// Told what became of it, on the thread that commits.
    pub ended: Box<dyn FnOnce(Ended) + Send>,
}

/// What became of a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    /// All that came of it is committed.
    Done(Box<Done>),
    /// It was processed when it was given before.
    Before,
    /// It could not be read to its end, for a reason that may pass. Nothing of it was kept.
    Again(String),
    /// The database could not keep what came of it.
    Unkept(String),
}

/// What came of a source.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Done {
    pub counts: Summary,
    pub raised: Vec<Raised>,
}

/// An alert that was raised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Raised {
    pub rule_id: &'static str,
    pub severity: &'static str,
    /// Since its event, where that says when it happened.
    pub delay: Option<Duration>,
}

/// A source that is being read.
pub(crate) struct Entry {
    pub index: usize,
    pub name: String,
    pub batches: Receiver<Batch>,
    pub marker: String,
    pub ended: Box<dyn FnOnce(Ended) + Send>,
}

/// Commits what workers read.
pub(crate) struct Committer<'w> {
    pub out: &'w mut (dyn Write + Send),
    pub reports: Reports<'w>,
    pub store: Store,
    pub evaluator: Evaluator,
    /// Writes the rows of messages to the data lake.
    pub flush: Option<Flush>,
    /// Listens for sources that are expected to be heard of.
    pub watch: Watch,
    /// Counts the alerts of those that are not.
    pub tally: Option<Arc<Tally>>,
    /// Lines for people, of threads beside this one.
    pub said: Receiver<String>,
    pub budget: Arc<Budget>,
    pub summary: Summary,
    /// Whether it is said how many came once a window has passed.
    pub follow_ups: bool,
}

impl Committer<'_> {
    /// Goes on until no more sources are given.
    pub(crate) fn commit_all(&mut self, entries: &Receiver<Entry>) -> Result<(), Error> {
        // What an earlier process could not hand over any more.
        self.deliver()?;
        let mut next = None;
        loop {
            let first = match next.take() {
                Some(first) => Ok(first),
                None => self.wait(entries),
            };
            match first {
                Ok(first) => next = self.group(first, entries),
                Err(RecvTimeoutError::Timeout) => self.close(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.deliver()?;
        }
        if let Some(flush) = &mut self.flush {
            flush.finish();
        }
        self.said.try_iter().for_each(|line| self.reports.log.line(&line));
        Ok(())
    }

    /// Closes the windows that have passed, all of them, and looks for silence.
    fn close(&mut self) {
        loop {
            let follow_ups = self.follow_ups;
            let closed = self.store.begin().and_then(|session| {
                let groups = close(&session, follow_ups)?;
                let looked = self.watch.look(&session, Timestamp::now())?;
                session.commit()?;
                Ok((groups, looked))
            });
            match closed {
                Ok((groups, looked)) => {
                    self.tell(&looked);
                    if groups == 0 {
                        return;
                    }
                }
                Err(e) => return self.reports.log.line(&e.to_string()),
            }
        }
    }

    /// Says what came of looking for silence, once it is committed.
    fn tell(&mut self, looked: &Looked) {
        looked.said.iter().for_each(|line| self.reports.log.line(line));
        if let Some(tally) = &self.tally {
            tally.count_silences(looked.alerts);
        }
    }

    /// The next source, unless none comes for a while. What other threads say meanwhile is passed on.
    fn wait(&mut self, entries: &Receiver<Entry>) -> Result<Entry, RecvTimeoutError> {
        let idle = self.watch.interval().map_or(IDLE, |interval| interval.min(IDLE));
        loop {
            select! {
                recv(entries) -> entry => return entry.map_err(|_| RecvTimeoutError::Disconnected),
                recv(self.said) -> line => match line {
                    Ok(line) => self.reports.log.line(&line),
                    // There are no such threads.
                    Err(_) => return entries.recv_timeout(idle),
                },
                default(idle) => return Err(RecvTimeoutError::Timeout),
            }
        }
    }

    /// Commits `first` and what has been read meanwhile; what comes after them, if it was taken.
    fn group(&mut self, first: Entry, entries: &Receiver<Entry>) -> Option<Entry> {
        let follow_ups = self.follow_ups;
        let mut read = Vec::new();
        let mut next = Some(first);
        let committed = self.store.begin().map_err(Error::from).and_then(|session| {
            let mut group = Group {
                session,
                evaluator: &mut self.evaluator,
                reports: &mut self.reports,
                flush: self.flush.as_ref(),
                gathered: 0,
                watch: &mut self.watch,
                budget: &self.budget,
            };
            // One that is still being read would keep the others from being committed.
            while let Some(entry) = next.take_if(|entry| read.is_empty() || !entry.batches.is_empty()) {
                let result = group.source(&entry);
                let ended = result.as_ref().map_or_else(|e| Ended::Unkept(e.to_string()), Ended::clone);
                read.push((entry.ended, ended));
                result?;
                next = if read.len() < GROUP { entries.try_recv().ok() } else { None };
            }
            close(&group.session, follow_ups)?;
            let looked = group.watch.look(&group.session, Timestamp::now())?;
            group.session.commit()?;
            Ok(looked)
        });
        if let Ok(looked) = &committed {
            self.tell(looked);
        }
        if let Err(e) = &committed {
            self.reports.log.line(&e.to_string());
            // There was no transaction to be had.
            if let Some(entry) = next.take_if(|_| read.is_empty()) {
                drain(&entry, &self.budget);
                read.push((entry.ended, Ended::Unkept(e.to_string())));
            }
        }
        for (tell, ended) in read {
            let ended = match &committed {
                Ok(_) => ended,
                Err(e) => Ended::Unkept(e.to_string()),
            };
            if let Ended::Done(done) = &ended {
                self.summary.add(&done.counts);
            }
            tell(ended);
        }
        next
    }

    /// Prints the alerts that wait.
    fn deliver(&mut self) -> Result<(), Error> {
        loop {
            let waiting = self.store.waiting(ALERTS);
            let delivered = match &waiting {
                Ok(waiting) => {
                    let Some(last) = waiting.last() else { return Ok(()) };
                    let lines: Vec<u8> = waiting.iter().flat_map(|alert| alert.line.iter().copied()).collect();
                    written(self.out.write_all(&lines).and_then(|()| self.out.flush()))?;
                    self.store.delivered(last.id)
                }
                Err(_) => waiting.map(drop),
            };
            if let Err(e) = delivered {
                // They are kept, and handed over with those that come next.
                self.reports.log.line(&e.to_string());
                return Ok(());
            }
        }
    }
}

/// Closes windows that have passed, in the transaction that has what came of them said; how many.
fn close(session: &Session<'_>, follow_ups: bool) -> Result<usize, dedup::Error> {
    let closed = session.close(Timestamp::now())?;
    for FollowUp { alert_id, line } in closed.follow_ups {
        if follow_ups {
            session.post(&alert_id, &line, false)?;
        }
    }
    Ok(closed.groups)
}

/// Takes the rest of a source: a worker that is not listened to waits forever, and what it has sent is held against the others.
fn drain(entry: &Entry, budget: &Budget) {
    entry.batches.iter().for_each(|batch| budget.give(batch.bytes));
}

impl Raised {
    fn of(matched: &Matched) -> Raised {
        let since = |time| Duration::try_from(Timestamp::now().duration_since(time)).unwrap_or_default();
        let delay = matched.event.about.time.map(since);
        Raised { rule_id: matched.rule.id, severity: matched.found.severity.name(), delay }
    }
}

/// A transaction, and what it takes to fill it.
struct Group<'g, 'w> {
    session: Session<'g>,
    evaluator: &'g mut Evaluator,
    reports: &'g mut Reports<'w>,
    flush: Option<&'g Flush>,
    /// Bytes of the source's rows that are gathered for the data lake.
    gathered: u64,
    watch: &'g mut Watch,
    budget: &'g Budget,
}

impl Group<'_, '_> {
    /// Adds what comes of a source.
    fn source(&mut self, entry: &Entry) -> Result<Ended, Error> {
        self.budget.print(entry.index);
        let result = self.read(entry);
        drain(entry, self.budget);
        result
    }

    fn read(&mut self, entry: &Entry) -> Result<Ended, Error> {
        if self.session.is_processed(&entry.marker)? {
            return Ok(Ended::Before);
        }
        self.session.mark()?;
        self.gathered = 0;
        // A rule that keeps something runs here: what is wrong with it is no other source's fault.
        let ended = catch_unwind(AssertUnwindSafe(|| self.batches(entry)))
            .unwrap_or_else(|_| Ok(Ended::Again("an internal error ended its evaluation".into())))?;
        if let Ended::Done(done) = &ended {
            self.watch.hear(&entry.name, &done.counts.types);
        }
        match &ended {
            Ended::Again(why) => {
                self.session.undo()?;
                self.reports.log.line(&format!("`{}`: it is left for another attempt: {why}", shown(&entry.name)));
            }
            Ended::Done(_) | Ended::Before | Ended::Unkept(_) => {
                self.session.processed(&entry.marker)?;
                self.session.keep()?;
                if let Some(flush) = self.flush {
                    flush.added(self.gathered);
                }
            }
        }
        Ok(ended)
    }

    fn batches(&mut self, entry: &Entry) -> Result<Ended, Error> {
        let mut done = Done { counts: Summary { files: 1, ..Summary::default() }, raised: Vec::new() };
        let mut whole = false;
        for batch in &entry.batches {
            self.budget.give(batch.bytes);
            let counts = &mut done.counts;
            counts.count(&batch);
            counts.broken_files = counts.broken_files.max(u64::from(batch.broken));
            for (log_type, records) in &batch.types {
                *counts.types.entry(log_type.unwrap_or(UNKNOWN)).or_default() += records;
            }
            if let Some(why) = batch.again {
                return Ok(Ended::Again(why));
            }
            if let Some(flush) = self.flush
                && !batch.rows.is_empty()
            {
                if let Err(why) = flush.room() {
                    return Ok(Ended::Again(why));
                }
                self.gathered += batch.rows.iter().map(|row| row.event.text.len() as u64).sum::<u64>();
            }
            for row in &batch.rows {
                self.session.gather(&entry.name, row)?;
            }
            whole = batch.end;
            let mut items = batch.items.into_iter();
            while items.len() > 0 {
                self.items(&entry.name, &mut items, &mut done)?;
            }
        }
        Ok(if whole { Ended::Done(Box::new(done)) } else { Ended::Again("an internal error ended its reading".into()) })
    }

    fn items(&mut self, name: &str, items: &mut IntoIter<Item>, done: &mut Done) -> Result<(), Error> {
        let mut part = self.evaluator.complete(&self.session, items)?;
        self.evaluator.suppress(&self.session, name, &mut part)?;
        let mut alerts = self.evaluator.raise(&self.session, name, &part)?.into_iter();
        let Done { counts, raised } = done;
        counts.rule_errors += part.rule_errors;
        counts.suppress(&part.suppressed);
        for item in &part.items {
            match item {
                Item::Report(report) => self.reports.log.line(report),
                Item::Failed(failed) => self.reports.rule_failed(name, failed),
                Item::Match(matched) => {
                    counts.matches += 1;
                    if matched.rule.create_alert
                        && let Some(Some(alert)) = alerts.next()
                    {
                        counts.alerts += 1;
                        raised.push(Raised::of(matched));
                        self.session.post(&alert.alert_id, &alert.line, alert.is_kept)?;
                    }
                }
                // Evaluated above, or of a mode that has no sources of this kind.
                Item::Stateful(_) | Item::Refused(_) | Item::Evaluated { .. } | Item::Classified { .. } => {}
            }
        }
        Ok(())
    }
}

//! One file in, what is to be printed of it out, in batches and in the order of its records.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossbeam_channel::Sender;
use event::{Heap, Rule, Value};

use crate::alert::Evaluation;
use crate::budget::Budget;
use crate::decode::{self, Decoder};
use crate::evaluate::{Failure, Match, Record, Verdict};
use crate::ingest::Source;
use crate::interpret::Interpreter;
use crate::pipeline::{Config, Mode};
use crate::progress::Counters;
use crate::record;
use crate::split::{Piece, Splitter};
use crate::{classify, ingest};

/// Decompressed bytes taken at once.
const CHUNK: usize = 256 << 10;

/// A batch is sent once it is this large, and before anything that may wait.
const BATCH: usize = 64 << 10;

/// A heap that has grown beyond this gives its memory back before the next rule runs.
const HEAP: usize = 8 << 20;

/// Reports of one file that are said in full; the rest are counted.
const REPORTS: u64 = 20;

/// What is to be printed.
#[derive(Debug)]
pub(crate) enum Item {
    Match(Box<Matched>),
    /// A line of `evaluate`, of the file's record at this index.
    Evaluated {
        record: u64,
        matched: bool,
        json: String,
    },
    Failed(Box<Failed>),
    Report(String),
}

/// A rule and a record that match.
#[derive(Debug)]
pub(crate) struct Matched {
    pub rule: &'static Rule,
    pub found: Match,
    pub event: Arc<Event>,
}

/// What is kept of a record for its alerts.
#[derive(Debug)]
pub(crate) struct Event {
    pub log_type: Option<&'static str>,
    pub time: Option<String>,
    pub text: String,
    pub record: u64,
    pub offset: u64,
}

/// A function of a rule that raised.
#[derive(Debug)]
pub(crate) struct Failed {
    pub rule: &'static Rule,
    pub function: &'static str,
    pub failure: Failure,
    pub event_id: Option<String>,
    pub record: u64,
}

/// Items of one file, and what was counted since the batch before.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub items: Vec<Item>,
    pub bytes: usize,
    pub records: u64,
    pub replaced: u64,
    pub rule_errors: u64,
    pub unreadable: u64,
    /// The file could not be read to its end.
    pub broken: bool,
    /// Nothing follows.
    pub end: bool,
}

/// A file to work on.
pub(crate) struct Job {
    pub index: usize,
    pub source: Source,
    pub out: Sender<Batch>,
}

/// The printer is gone: there is no use in going on.
struct Closed;

/// What one thread needs to work on files.
pub(crate) struct Worker {
    config: Arc<Config>,
    budget: Arc<Budget>,
    counters: Counters,
    heap: Heap,
    chunk: Vec<u8>,
    /// For the rules that are not compiled.
    interpreter: Option<Box<dyn Interpreter>>,
}

impl Worker {
    pub(crate) fn new(config: Arc<Config>, budget: Arc<Budget>, counters: Counters) -> Worker {
        let interpreter = config.interpreters.as_ref().map(|interpreters| interpreters.start());
        Worker { config, budget, counters, heap: Heap::default(), chunk: vec![0; CHUNK], interpreter }
    }

    /// Reads, evaluates and sends one file.
    pub(crate) fn work(&mut self, job: &Job) {
        let mut file = File { worker: self, job, batch: Batch::default(), records: 0, reports: 0, failed: Vec::new() };
        // Closed: who reads the batches knows.
        let _ = file.run();
    }
}

struct File<'w> {
    worker: &'w mut Worker,
    job: &'w Job,
    batch: Batch,
    records: u64,
    reports: u64,
    /// The rules and functions whose failure was sent: one of each is enough.
    failed: Vec<(&'static str, &'static str)>,
}

impl File<'_> {
    fn run(&mut self) -> Result<(), Closed> {
        let name = self.job.source.name();
        match self.open() {
            Ok(decoder) => self.read(&name, decoder)?,
            Err(e) => self.broken(format!("`{}`: {e}", crate::progress::shown(&name))),
        }
        if let Some(more) = self.reports.checked_sub(REPORTS).filter(|more| *more > 0) {
            let name = crate::progress::shown(&name);
            self.batch.items.push(Item::Report(format!("`{name}`: {more} more stretches could not be read")));
        }
        self.batch.end = true;
        self.send()
    }

    fn open(&self) -> Result<Decoder, decode::Error> {
        let input: Box<dyn Read + Send> = ingest::Source::open(&self.job.source).map_err(decode::Error::Read)?;
        Decoder::open(input, Arc::clone(&self.worker.counters.bytes), self.worker.config.decode)
    }

    fn read(&mut self, name: &str, mut decoder: Decoder) -> Result<(), Closed> {
        let mut splitter = Splitter::new(self.worker.config.record_limit);
        let mut chunk = std::mem::take(&mut self.worker.chunk);
        let mut decoded = 0;
        let result = loop {
            match decoder.read(&mut chunk) {
                Ok(0) => break Ok(()),
                Ok(n) => {
                    decoded += n as u64;
                    splitter.feed(chunk.get(..n).unwrap_or_default());
                    if self.pieces(name, &mut splitter).and_then(|()| self.send()).is_err() {
                        break Err(Closed);
                    }
                }
                Err(e) => {
                    let name = crate::progress::shown(name);
                    self.broken(format!("`{name}`: after {decoded} decoded bytes: {e}"));
                    break Ok(());
                }
            }
        };
        self.worker.chunk = chunk;
        result?;
        splitter.finish();
        self.pieces(name, &mut splitter)
    }

    fn pieces(&mut self, name: &str, splitter: &mut Splitter) -> Result<(), Closed> {
        while let Some(piece) = splitter.next_piece() {
            match piece {
                Piece::Record { offset, bytes } => match record::read(bytes) {
                    Ok(record) => {
                        self.batch.replaced += u64::from(record.replaced);
                        self.record(&record.text, offset);
                    }
                    Err(e) => {
                        let at = match e {
                            record::Error::Json { offset: inside, .. } => offset + inside as u64,
                            record::Error::NotAnObject { .. } => offset,
                        };
                        self.unreadable(name, offset, bytes.len() as u64, &format!("{e} at byte {at}"));
                    }
                },
                Piece::Broken { offset, length, reason } => {
                    self.unreadable(name, offset, length, &reason.to_string());
                }
            }
            if self.batch.bytes > BATCH {
                self.send()?;
            }
        }
        Ok(())
    }

    fn record(&mut self, text: &str, offset: u64) {
        let mut heap = std::mem::take(&mut self.worker.heap);
        let config = Arc::clone(&self.worker.config);
        let mut rules = config.rules.iter();
        let mut event = None;
        while !self.rules(&heap, &mut rules, text, offset, &mut event) {
            heap.reset();
        }
        heap.reset();
        self.worker.heap = heap;
        self.records += 1;
        self.batch.records += 1;
        self.worker.counters.records.fetch_add(1, Ordering::Relaxed);
    }

    /// Runs rules over a record until all have run, or until they have taken so much memory that it has to be given back
    /// first; then false.
    fn rules(
        &mut self,
        heap: &Heap,
        rules: &mut std::slice::Iter<'_, &'static Rule>,
        text: &str,
        offset: u64,
        event: &mut Option<Arc<Event>>,
    ) -> bool {
        let mut record = Record::new(heap, text);
        let head = Head::of(record.event());
        let mode = self.worker.config.mode;
        for rule in rules.by_ref() {
            match mode {
                Mode::Alerts => {
                    let sees = rule.log_types.is_empty() || head.log_type.is_some_and(|t| rule.log_types.contains(&t));
                    if !sees {
                        continue;
                    }
                    let verdict = self.evaluate(&mut record, rule, &head);
                    if let Ok(Some(found)) = verdict {
                        let event = event.get_or_insert_with(|| {
                            self.batch.bytes += text.len();
                            Arc::new(head.event(text, self.records, offset))
                        });
                        self.batch.bytes += 1000 + found.alert_context.as_ref().map_or(0, String::len);
                        let event = Arc::clone(event);
                        self.batch.items.push(Item::Match(Box::new(Matched { rule, found, event })));
                    }
                }
                Mode::Evaluate { all } => {
                    let verdict = self.evaluate(&mut record, rule, &head);
                    if !all && verdict == Ok(None) {
                        continue;
                    }
                    // What rules give was checked to be JSON when they gave it.
                    let json = sonic_rs::to_string(&Evaluation::new(rule, &verdict)).unwrap_or_default();
                    self.batch.bytes += json.len();
                    self.batch.items.push(Item::Evaluated {
                        record: self.records,
                        matched: matches!(verdict, Ok(Some(_))),
                        json,
                    });
                }
            }
            if heap.allocated() > HEAP {
                return false;
            }
        }
        true
    }

    fn evaluate(&mut self, record: &mut Record<'_>, rule: &'static Rule, head: &Head) -> Verdict {
        let verdict = record.evaluate_with(rule, self.worker.interpreter.as_deref_mut());
        match &verdict {
            Ok(None) => {}
            Ok(Some(found)) => {
                for (function, failure) in &found.failures {
                    self.rule_failed(rule, function, failure, head);
                }
            }
            Err(failure) => self.rule_failed(rule, "rule", failure, head),
        }
        verdict
    }

    fn rule_failed(&mut self, rule: &'static Rule, function: &'static str, failure: &Failure, head: &Head) {
        self.batch.rule_errors += 1;
        if self.failed.contains(&(rule.id, function)) {
            return;
        }
        self.failed.push((rule.id, function));
        let (failure, event_id) = (failure.clone(), head.event_id.clone());
        self.batch.items.push(Item::Failed(Box::new(Failed {
            rule,
            function,
            failure,
            event_id,
            record: self.records,
        })));
    }

    fn unreadable(&mut self, name: &str, offset: u64, length: u64, why: &str) {
        self.batch.unreadable += 1;
        self.reports += 1;
        if self.reports <= REPORTS {
            let name = crate::progress::shown(name);
            let report = match length {
                0 => format!("`{name}`: at byte {offset}: {why}"),
                _ => format!("`{name}`: {length} bytes from byte {offset} on are no record: {why}"),
            };
            self.batch.items.push(Item::Report(report));
        }
    }

    fn broken(&mut self, report: String) {
        self.batch.broken = true;
        self.batch.items.push(Item::Report(report));
    }

    fn send(&mut self) -> Result<(), Closed> {
        let batch = std::mem::take(&mut self.batch);
        if !self.worker.budget.take(self.job.index, batch.bytes) {
            return Err(Closed);
        }
        self.job.out.send(batch).map_err(|_| Closed)
    }
}

/// What the runtime itself reads of a record.
struct Head {
    log_type: Option<&'static str>,
    event_id: Option<String>,
    time: Option<String>,
}

impl Head {
    fn of(record: Value<'_>) -> Head {
        let Value::Dict(record) = record else {
            return Head { log_type: None, event_id: None, time: None };
        };
        let text = |key| record.get_str(key).and_then(Value::as_str).map(str::to_owned);
        Head { log_type: classify::log_type(record), event_id: text("eventID"), time: text("eventTime") }
    }

    fn event(&self, text: &str, record: u64, offset: u64) -> Event {
        let text = record::compact(text).into_owned();
        Event { log_type: self.log_type, time: self.time.clone(), text, record, offset }
    }
}

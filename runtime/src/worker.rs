//! One file in, what is to be printed of it out, in batches and in the order of its records.

use std::cell::OnceCell;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossbeam_channel::Sender;
use event::py::dict::Dict;
use event::state::Probe;
use event::{Heap, Rule, Value};

use crate::alert::About;
use crate::batch::{Batch, Event, Item, Said, Stateful};
use crate::budget::Budget;
use crate::classify::Classifier;
use crate::clock::Clock;
use crate::decode::{self, Decoder};
use crate::evaluate::Record;
use crate::ingest;
use crate::ingest::Source;
use crate::interpret::Interpreter;
use crate::logs::LogType;
use crate::pipeline::{Config, Mode};
use crate::progress::Counters;
use crate::record;
use crate::split::{Piece, Splitter};

/// Decompressed bytes taken at once.
const CHUNK: usize = 256 << 10;

/// A batch is sent once it is this large, and before anything that may wait.
const BATCH: usize = 64 << 10;

/// A heap that has grown beyond this gives its memory back before the next rule runs.
const HEAP: usize = 8 << 20;

/// Reports of one file that are said in full; the rest are counted.
const REPORTS: u64 = 20;

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
        let mut file = File {
            classifier: Classifier::of_path(&job.source.name()),
            worker: self,
            job,
            batch: Batch::default(),
            records: 0,
            reports: 0,
            failed: Vec::new(),
        };
        // Closed: who reads the batches knows.
        let _ = file.run();
    }
}

struct File<'w> {
    worker: &'w mut Worker,
    job: &'w Job,
    // Of this file alone: what another holds says nothing of it.
    classifier: Classifier,
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
        let mut seen = Seen { text, record: self.records, offset, log_type: None, event: OnceCell::new() };
        if config.clock != Clock::Wall {
            let record = Record::new(&heap, text);
            let log_type = self.log_type(record.event(), &mut seen);
            let time = dict(record.event()).and_then(|record| About::of(log_type, record).time);
            heap.set_clock(config.clock.of_event(time));
        }
        let mut rules = config.rules.iter();
        while !self.rules(&heap, &mut rules, &mut seen) {
            heap.reset();
        }
        heap.reset();
        self.worker.heap = heap;
        // A digest is known, and nothing that rules are asked about.
        if seen.log_type.flatten().is_some_and(|log_type| !log_type.is_event) {
            return;
        }
        self.records += 1;
        self.batch.records += 1;
        self.worker.counters.records.fetch_add(1, Ordering::Relaxed);
    }

    /// The type of the record, which is asked for once.
    fn log_type(&mut self, record: Value<'_>, seen: &mut Seen<'_>) -> Option<&'static LogType> {
        let classify = || self.classifier.json(dict(record)?).ok();
        *seen.log_type.get_or_insert_with(classify)
    }

    /// Runs rules over a record until all have run, or until they have taken so much memory that it has to be given back
    /// first; then false.
    fn rules(&mut self, heap: &Heap, rules: &mut std::slice::Iter<'_, &'static Rule>, seen: &mut Seen<'_>) -> bool {
        let probe = Probe::default();
        let record = Record::new(heap, seen.text).with_state(&probe);
        let value = record.event();
        let log_type = self.log_type(value, seen);
        if log_type.is_some_and(|log_type| !log_type.is_event) {
            return true;
        }
        let name = log_type.map(|log_type| log_type.name);
        let mut evaluated = record.with_models_of(self.worker.config.data_models, name);
        let mode = self.worker.config.mode;
        for rule in rules.by_ref() {
            let sees = rule.log_types.is_empty() || name.is_some_and(|name| rule.log_types.contains(&name));
            if mode == Mode::Alerts && !sees {
                continue;
            }
            let verdict = evaluated.evaluate_with(rule, self.worker.interpreter.as_deref_mut());
            let mut bytes = 0;
            let by = Said { mode, rule, record: seen.record, event_id: event_id(value) };
            let mut event = || {
                let make = || {
                    bytes = seen.text.len();
                    Arc::new(seen.event(log_type, value))
                };
                Arc::clone(seen.event.get_or_init(make))
            };
            if probe.take_touched() {
                let event = event();
                self.batch.items.push(Item::Stateful(Box::new(Stateful { rule, event })));
            } else {
                self.batch.say(&by, verdict, event, &mut self.failed);
            }
            self.batch.bytes += bytes;
            if heap.allocated() > HEAP {
                return false;
            }
        }
        true
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

/// A record while rules are run over it.
struct Seen<'t> {
    text: &'t str,
    record: u64,
    offset: u64,
    /// Once it was asked for; `None` inside: it is of none.
    log_type: Option<Option<&'static LogType>>,
    /// What alerts say of it, once there is one.
    event: OnceCell<Arc<Event>>,
}

impl Seen<'_> {
    fn event(&self, log_type: Option<&'static LogType>, record: Value<'_>) -> Event {
        let about = dict(record).map(|record| About::of(log_type, record)).unwrap_or_default();
        let id = event_id(record).map(str::to_owned);
        let text = record::compact(self.text).into_owned();
        Event { id, about, text, record: self.record, offset: self.offset }
    }
}

fn dict<'a>(record: Value<'a>) -> Option<&'a Dict<'a>> {
    match record {
        Value::Dict(record) => Some(record),
        _ => None,
    }
}

/// What its source calls the event, for reports.
fn event_id(record: Value<'_>) -> Option<&str> {
    ["eventID", "uuid", "id"].iter().find_map(|key| dict(record)?.get_str(key)?.as_str())
}

//! One file in, what is to be printed of it out, in batches and in the order of its records.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossbeam_channel::Sender;
use event::state::Probe;
use event::{Heap, Rule, Value};

use crate::batch::{Batch, Event, Item, Said, Stateful};
use crate::budget::Budget;
use crate::clock::Clock;
use crate::decode::{self, Decoder};
use crate::evaluate::Record;
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
        if config.clock != Clock::Wall {
            let time = Head::of(Record::new(&heap, text).event()).time;
            heap.set_clock(config.clock.of_event(time.as_deref()));
        }
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
        let probe = Probe::default();
        let mut evaluated = Record::new(heap, text).with_models(self.worker.config.data_models).with_state(&probe);
        let head = Head::of(evaluated.event());
        let mode = self.worker.config.mode;
        for rule in rules.by_ref() {
            let sees = rule.log_types.is_empty() || head.log_type.is_some_and(|t| rule.log_types.contains(&t));
            if mode == Mode::Alerts && !sees {
                continue;
            }
            let verdict = evaluated.evaluate_with(rule, self.worker.interpreter.as_deref_mut());
            let (record, mut bytes) = (self.records, 0);
            let mut event = || {
                Arc::clone(event.get_or_insert_with(|| {
                    bytes = text.len();
                    Arc::new(head.event(text, record, offset))
                }))
            };
            if probe.take_touched() {
                let event = event();
                self.batch.items.push(Item::Stateful(Box::new(Stateful { rule, event })));
            } else {
                let by = Said { mode, rule, record, event_id: head.event_id.as_deref() };
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
        let (id, time) = (self.event_id.clone(), self.time.clone());
        Event { log_type: self.log_type, id, time, text, record, offset }
    }
}

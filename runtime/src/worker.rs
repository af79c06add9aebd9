//! One file in, what is to be printed of it out, in batches and in the order of its records.

mod lines;
mod parts;
mod plain;
mod ranges;
mod refused;
mod rows;
mod told;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossbeam_channel::Sender;
use event::json::Structure;
use event::py::dict::Dict;
use event::state::Probe;
use event::{Heap, Rule, Value};

use crate::alert::About;
use crate::batch::{Batch, Event, Item, Said, Stateful};
use crate::budget::Budget;
use crate::classified::{self, Place};
use crate::classify::envelope::{self, Part};
use crate::classify::{self, Classifier, Line};
use crate::clock::Clock;
use crate::decode::{self, Decoder, Opened, Whole};
use crate::evaluate::Record;
use crate::index::{Candidates, Index};
use crate::ingest::Source;
use crate::interpret::Interpreter;
use crate::lake::{self, Kept};
use crate::logs::LogType;
use crate::pipeline::{Config, Mode, Show};
use crate::progress::Counters;
use crate::quarantine::{Again, Form, Gather, Stretch, Wanted};
use crate::record;
use crate::scanned::{Scan, Tellings, Told};
use crate::split::{Piece, Splitter};

pub(crate) use ranges::Spare;

use parts::Input;
use refused::Reach;

/// Decompressed bytes taken at once.
const CHUNK: usize = 256 << 10;

/// A batch is sent once it is this large, and before anything that may wait.
const BATCH: usize = 64 << 10;

/// A heap that has grown beyond this gives its memory back before the next rule runs.
const HEAP: usize = 8 << 20;

/// A holder of records may be inside others, but not deeper.
const HOLDERS: u32 = 4;

/// A rule that asked for what it keeps at so many records of a file in a row is taken to ask at the next, too.
const CERTAIN: u32 = 4;

/// Such a rule is run here again once in so many records, for it may have stopped to ask.
const DOUBT: u32 = 32;

/// Reports of one file that are said in full; the rest are counted.
const REPORTS: u64 = 20;

/// A file to work on.
pub(crate) struct Job {
    pub index: usize,
    pub source: Source,
    /// What of it is tried again; else all of it is read.
    pub again: Option<Again>,
    pub out: Sender<Batch>,
}

/// The printer is gone: there is no use in going on.
struct Closed;

/// What one thread needs to work on files.
pub(crate) struct Worker {
    config: Arc<Config>,
    /// For alerts; otherwise it is asked what each rule says of each record.
    index: Option<Arc<Index>>,
    budget: Arc<Budget>,
    spare: Arc<Spare>,
    counters: Counters,
    heap: Heap,
    chunk: Vec<u8>,
    /// Where only records matter that some rule has to be run over, and as long as no file is gone through.
    scan: Option<(Scan, Whole, Tellings)>,
    /// Where only records matter that some rule has to be run over: finds the words of lines, for each of [`PLAIN`].
    ///
    /// [`PLAIN`]: crate::logs::PLAIN
    words: Vec<scan::Words>,
    /// For the record in hand.
    structure: scan::Structure,
    /// The rules for the record in hand.
    candidates: Candidates,
    /// For the rules that are not compiled.
    interpreter: Option<Box<dyn Interpreter>>,
}

impl Worker {
    pub(crate) fn new(
        config: Arc<Config>,
        index: Option<Arc<Index>>,
        budget: Arc<Budget>,
        spare: Arc<Spare>,
        counters: Counters,
    ) -> Worker {
        let interpreter = config.interpreters.as_ref().map(|interpreters| interpreters.start());
        // Who keeps or checks every record reads every record.
        let skipping = index.as_ref().filter(|_| config.lake.is_none() && !config.strict);
        let scan = skipping.and_then(Scan::new).map(|scan| (scan, Whole::new(config.threads), Tellings::default()));
        let heap = config.heap();
        Worker {
            config,
            index,
            budget,
            spare,
            counters,
            heap,
            chunk: vec![0; CHUNK],
            words: plain::words(),
            scan,
            structure: scan::Structure::default(),
            candidates: Candidates::default(),
            interpreter,
        }
    }

    /// Reads, evaluates and sends one file.
    pub(crate) fn work(&mut self, job: &Job) {
        let _busy = self.spare.work();
        let name = job.source.name();
        let kept = |lake| match &job.again {
            None => Kept::of(lake, &job.source, self.config.lasting_state().is_some()),
            Some(again) => Kept::again(lake, &name, &again.identity(&name)),
        };
        let mut classifier = Classifier::of_path(&name, self.config.record_limit);
        classifier.hint(&self.config.hints, &name);
        let mut file = File {
            classifier,
            kept: self.config.lake.as_ref().map(kept),
            gather: Worker::gather(&self.config, name.clone(), job.again.as_ref()),
            reach: Reach::default(),
            worker: self,
            job,
            batch: Batch::default(),
            records: 0,
            reports: 0,
            has_rows: false,
            size_in_parts: None,
            failed: Vec::new(),
            stretch: plain::STRETCH,
            asked: HashMap::new(),
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
    /// Until it fails.
    kept: Option<Kept>,
    /// What is refused, if that is kept.
    gather: Option<Gather>,
    reach: Reach,
    batch: Batch,
    records: u64,
    reports: u64,
    /// What is said of offsets is meant of rows.
    has_rows: bool,
    /// Its bytes as they are stored, where it is too large to be taken in at once and may be scanned part by part.
    size_in_parts: Option<u64>,
    /// The rules and functions whose failure was sent: one of each is enough.
    failed: Vec<(&'static str, &'static str)>,
    /// How many bytes of lines are looked through at once for their words.
    stretch: usize,
    /// At how many records in a row each rule asked for what it keeps, by the rule's id; of those that did at all.
    ///
    /// Of this file alone, so that what is said of it does not depend on what this thread read before.
    asked: HashMap<&'static str, u32>,
}

impl File<'_> {
    fn run(&mut self) -> Result<(), Closed> {
        self.refresh();
        let name = self.job.source.name();
        match &self.job.again {
            Some(Again::Kept(entry)) => self.kept_again(&name, entry)?,
            _ => match self.open(&name) {
                Ok(Some(Opened::Stream(decoder))) => self.read(&name, decoder)?,
                Ok(Some(Opened::Parquet(stream))) => self.rows(&name, stream)?,
                Ok(None) => {}
                Err(e) => {
                    self.not_decoded(&e, format!("`{}`: {e}", crate::progress::shown(&name)));
                    self.reach.ends(0, Some(e.to_string()));
                }
            },
        }
        self.rest();
        if let Some(more) = self.reports.checked_sub(REPORTS).filter(|more| *more > 0) {
            let name = crate::progress::shown(&name);
            self.batch.items.push(Item::Report(format!("`{name}`: {more} more stretches could not be read")));
        }
        if let Some(kept) = self.kept.take() {
            match kept.finish() {
                Ok(written) => self.batch.kept += written.records,
                Err(e) => self.not_kept(&e),
            }
        }
        self.settle(&name);
        self.batch.end = true;
        self.send()
    }

    /// Records of one type that rules have said of what they had to say.
    fn passed(&mut self, log_type: Option<&'static LogType>, count: u64) {
        self.records += count;
        self.batch.records += count;
        self.batch.of_type(log_type.map(|log_type| log_type.name), count);
        self.worker.counters.records.fetch_add(count, Ordering::Relaxed);
    }

    fn read(&mut self, name: &str, decoder: Decoder) -> Result<(), Closed> {
        let mut input = Input::new(decoder);
        if self.is_large() && self.worker.config.threads > 1 {
            input = input.go_ahead();
        }
        let mut chunk = std::mem::take(&mut self.worker.chunk);
        let result = self.read_all(name, &mut input, &mut chunk);
        self.worker.chunk = chunk;
        result
    }

    /// Whether it has work for more than one thread.
    fn is_large(&self) -> bool {
        self.size_in_parts.is_some_and(|size| size > parts::WORTH_A_THREAD)
    }

    fn read_all(&mut self, name: &str, input: &mut Input, chunk: &mut [u8]) -> Result<(), Closed> {
        let mut splitter = self.scan_parts(name, input)?;
        loop {
            self.pieces(name, &mut splitter)?;
            self.send()?;
            match input.read(chunk) {
                0 => break,
                n => splitter.feed(chunk.get(..n).unwrap_or_default()),
            }
            self.refresh();
        }
        if let Some(e) = &input.failed {
            let name = crate::progress::shown(name);
            self.not_decoded(e, format!("`{name}`: after {} decoded bytes: {e}", input.decoded));
        }
        self.reach.ends(input.decoded, input.failed.as_ref().map(ToString::to_string));
        splitter.finish();
        self.pieces(name, &mut splitter)?;
        self.finish_line(name);
        Ok(())
    }

    fn pieces(&mut self, name: &str, splitter: &mut Splitter) -> Result<(), Closed> {
        loop {
            self.plain_lines(name, splitter)?;
            let Some(piece) = splitter.next_piece() else { return Ok(()) };
            let mut is_text = false;
            match piece {
                Piece::Record { offset, bytes } if bytes.starts_with(b"{") => {
                    self.finish_line(name);
                    let Worker { scan, candidates, .. } = &mut *self.worker;
                    let told = match scan {
                        Some((scan, ..)) if self.job.again.is_none() => scan.tell_alone(bytes, candidates),
                        _ => Told::Nothing,
                    };
                    self.told(told, name, offset, bytes);
                }
                Piece::Record { offset, bytes } => {
                    self.line_may_go_on(offset, bytes);
                    is_text = self.line(name, offset, bytes);
                }
                Piece::Broken { offset, length, reason, head } => self.unsplit(name, offset, length, reason, head),
            }
            if is_text {
                splitter.keep_lines();
            }
            if self.batch.bytes > BATCH {
                self.send()?;
            }
        }
    }

    fn json(&mut self, name: &str, offset: u64, bytes: &[u8], known: Known) {
        let mut finder = std::mem::take(&mut self.worker.structure);
        let structure = record::structure(&mut finder, bytes);
        match record::read_structured(bytes, structure) {
            Ok(record) => {
                self.batch.replaced += u64::from(record.replaced);
                self.structured(name, &record.text, structure, offset, known);
            }
            Err(e) => {
                let at = match e {
                    record::Error::Json { offset: inside, .. } => offset + inside as u64,
                    record::Error::NotAnObject { .. } => offset,
                };
                let stretch = Stretch { offset, length: bytes.len() as u64, form: Form::Piece, bytes };
                self.unreadable(name, stretch, &format!("{e} at byte {at}"));
            }
        }
        self.worker.structure = finder;
    }

    /// What a holder of records holds.
    fn parts(&mut self, name: &str, parts: Vec<Part<'_>>, offset: u64, depth: u32) {
        for part in parts {
            match part {
                Part::Json { at, text } if text.starts_with('{') => {
                    self.record(name, text, offset + at as u64, Known::Nothing { depth });
                }
                Part::Json { at, text } => {
                    self.json(name, offset + at as u64, text.as_bytes(), Known::Nothing { depth: 0 })
                }
                Part::Unwrapped { at, text } => self.unwrapped(name, &text, offset + at as u64, depth),
            }
        }
    }

    /// An object: a record, or a holder of some.
    fn record(&mut self, name: &str, text: &str, offset: u64, known: Known) {
        self.structured(name, text, None, offset, known);
    }

    /// The same, of which the structure may be known.
    fn structured(&mut self, name: &str, text: &str, structure: Option<Structure<'_>>, offset: u64, known: Known) {
        let wanted = self.wanted(offset, if self.has_rows { 1 } else { text.len() as u64 });
        if wanted == Wanted::No {
            return;
        }
        let mut heap = std::mem::take(&mut self.worker.heap);
        let config = Arc::clone(&self.worker.config);
        let (log_type, depth, next) = match known {
            Known::Candidates(log_type) => (Some(Some(log_type)), HOLDERS, Some(0)),
            Known::Type(log_type) => (Some(Some(log_type)), HOLDERS, None),
            Known::Nothing { depth } => (None, depth, None),
        };
        let is_holder = wanted == Wanted::Within;
        let record = self.records;
        let mut seen = Seen { text, structure, record, offset, log_type, event: OnceCell::new(), next, is_holder };
        if config.clock != Clock::Wall {
            let record = Record::structured(&heap, text, structure);
            let log_type = self.log_type(record.event(), &mut seen);
            let time = dict(record.event()).and_then(|record| About::of(log_type, record).time);
            heap.set_clock(config.clock.of_event(time));
        }
        let mut ran = self.rules(&heap, &mut seen, depth);
        while matches!(ran, Ran::Some) {
            heap.reset();
            ran = self.rules(&heap, &mut seen, depth);
        }
        heap.reset();
        self.worker.heap = heap;
        match ran {
            Ran::Holder(parts) => self.parts(name, parts, offset, depth + 1),
            Ran::NoEvent => {}
            Ran::StillUntyped => self.untyped(text, offset),
            Ran::All | Ran::Some => {
                self.keep(&seen);
                self.passed(seen.log_type.flatten(), 1);
                if matches!(seen.log_type, Some(None)) {
                    self.untyped(text, offset);
                }
            }
        }
    }

    /// Adds the event to the data lake.
    fn keep(&mut self, seen: &Seen<'_>) {
        let (Some(kept), Some(log_type)) = (&self.kept, seen.log_type.flatten()) else { return };
        let event = match seen.event.get() {
            Some(event) => Arc::clone(event),
            None => {
                let record = Record::structured(&self.worker.heap, seen.text, seen.structure);
                let made = seen.event(Some(log_type), record.event());
                self.worker.heap.reset();
                Arc::new(made)
            }
        };
        match kept.add(log_type.name, &event) {
            Ok(None) => {}
            Ok(Some(row)) => {
                self.batch.kept += 1;
                self.batch.bytes += row.event.text.len();
                self.batch.rows.push(row);
            }
            Err(e) => {
                // The rest of the file would leave a gap: nobody is to take it for whole.
                self.kept = None;
                self.not_kept(&e);
            }
        }
    }

    fn not_kept(&mut self, e: &lake::Error) {
        self.reach.not_kept();
        let name = self.job.source.name();
        self.batch.again = Some(e.to_string());
        self.broken(format!("`{}`: {e}; its records are not all in the data lake", crate::progress::shown(&name)));
    }

    /// The type of the record, which is asked for once.
    fn log_type(&mut self, record: Value<'_>, seen: &mut Seen<'_>) -> Option<&'static LogType> {
        let classify = || self.classifier.json(dict(record)?);
        *seen.log_type.get_or_insert_with(classify)
    }

    /// Runs rules over a record until all have run, or until they have taken so much memory that it has to be given back
    /// first. What is no record is not given to them; `depth` says how many holders are around it.
    fn rules<'t>(&mut self, heap: &Heap, seen: &mut Seen<'t>, depth: u32) -> Ran<'t> {
        let probe = Probe::default();
        let record = Record::structured(heap, seen.text, seen.structure).with_state(&probe);
        let value = record.event();
        let log_type = self.log_type(value, seen);
        match log_type {
            // A digest is known, and nothing that rules are asked about.
            Some(log_type) if !log_type.is_event && !self.classifies() => return Ran::NoEvent,
            None if depth < HOLDERS => {
                if let Some(parts) = envelope::open(seen.text, &is_record) {
                    return Ran::Holder(parts);
                }
            }
            _ => {}
        }
        if seen.is_holder {
            return Ran::NoEvent;
        }
        // The others have had it.
        let typed_only = self.was_untyped(seen.offset);
        if typed_only && log_type.is_none() {
            return Ran::StillUntyped;
        }
        if let Mode::Classify(show) = self.worker.config.mode {
            self.classified(show, log_type, value, seen);
            return Ran::All;
        }
        let name = log_type.map(|log_type| log_type.name);
        if seen.next.is_none() {
            self.select(name, value);
            seen.next = Some(0);
        }
        if self.worker.candidates.is_empty() {
            return Ran::All;
        }
        let mut evaluated = record.with_models_of(self.worker.config.data_models, name);
        let mode = self.worker.config.mode;
        let event_id = event_id(value);
        while let Some(rule) = seen.next.and_then(|next| self.candidate(next)) {
            seen.next = seen.next.map(|next| next + 1);
            if typed_only && rule.log_types.is_empty() {
                continue;
            }
            let mut bytes = 0;
            let by = Said { mode, rule, record: seen.record, event_id };
            let mut event = || {
                let make = || {
                    bytes = seen.text.len();
                    Arc::new(seen.event(log_type, value))
                };
                Arc::clone(seen.event.get_or_init(make))
            };
            // Where it asks for sure, what it would say without an answer need not be known.
            let verdict = (!self.is_certain_to_ask(rule))
                .then(|| evaluated.evaluate_with(rule, self.worker.interpreter.as_deref_mut()))
                .filter(|_| !probe.take_touched());
            self.has_asked(rule, verdict.is_none());
            match verdict {
                None => {
                    let event = event();
                    self.batch.items.push(Item::Stateful(Box::new(Stateful { rule, event })));
                }
                Some(verdict) => {
                    if let Some(tally) = &self.worker.config.tally {
                        tally.count(rule, &verdict);
                    }
                    self.batch.say(&by, verdict, event, &mut self.failed);
                }
            }
            self.batch.bytes += bytes;
            if heap.allocated() > HEAP {
                return Ran::Some;
            }
        }
        Ran::All
    }

    /// Whether the rule is taken to ask for what it keeps. It may be wrong: then the rule says where records pass in order what
    /// it would have said here.
    fn is_certain_to_ask(&self, rule: &Rule) -> bool {
        self.asked.get(rule.id).is_some_and(|times| *times >= CERTAIN && times % DOUBT != 0)
    }

    fn has_asked(&mut self, rule: &'static Rule, asked: bool) {
        if asked {
            *self.asked.entry(rule.id).or_default() += 1;
        } else if let Some(times) = self.asked.get_mut(rule.id) {
            *times = 0;
        }
    }

    /// Finds the rules that have to be run over a record.
    fn select(&mut self, log_type: Option<&str>, record: Value<'_>) {
        let Worker { config, index, candidates, .. } = &mut *self.worker;
        match (index, dict(record)) {
            (Some(index), Some(record)) => index.select(log_type, record, candidates),
            _ => candidates.all(config.rules.len()),
        }
    }

    fn candidate(&self, number: usize) -> Option<&'static Rule> {
        self.worker.config.rules.get(self.worker.candidates.get(number)?).copied()
    }

    fn classifies(&self) -> bool {
        matches!(self.worker.config.mode, Mode::Classify(_))
    }

    /// Says what a record is.
    fn classified(&mut self, show: Show, log_type: Option<&'static LogType>, record: Value<'_>, seen: &Seen<'_>) {
        let Some(record) = dict(record) else { return };
        let name = self.job.source.name();
        let place = Place { file: &name, offset: seen.offset };
        let text = record::compact(seen.text);
        let line = match log_type {
            Some(_) => classified::known(show, place, &About::of(log_type, record), &text),
            None => classified::unknown(show, place, &classify::refusal(record), Some(&text)),
        };
        self.batch.bytes += line.len();
        self.batch.items.push(Item::Classified { log_type: log_type.map(|log_type| log_type.name), line });
    }

    /// What is left of the file cannot be had.
    fn not_decoded(&mut self, e: &decode::Error, report: String) {
        if let decode::Error::Read(_) = e {
            self.batch.again = Some(e.to_string());
        }
        self.broken(report);
    }

    fn broken(&mut self, report: String) {
        self.batch.broken = true;
        self.batch.items.push(Item::Report(report));
    }

    fn send(&mut self) -> Result<(), Closed> {
        if let Some(refused) = self.gather.as_mut().and_then(Gather::take) {
            self.batch.items.push(Item::Refused(Box::new(refused)));
        }
        let batch = std::mem::take(&mut self.batch);
        if !self.worker.budget.take(self.job.index, batch.bytes) {
            return Err(Closed);
        }
        self.job.out.send(batch).map_err(|_| Closed)
    }

    /// Has tables read again that have changed: once for each file and each chunk, so that records cost nothing.
    fn refresh(&mut self) {
        if let Some(tables) = &self.worker.config.enrichment {
            self.batch.items.extend(tables.refresh().into_iter().map(Item::Report));
        }
    }
}

/// What is known of an object before it is looked at.
enum Known {
    Type(&'static LogType),
    /// Its type, and which rules have to be run over it.
    Candidates(&'static LogType),
    /// How many holders are around it.
    Nothing {
        depth: u32,
    },
}

/// How far rules got.
enum Ran<'t> {
    All,
    /// The heap is to be reset before the next.
    Some,
    /// It is no event, or not asked for.
    NoEvent,
    /// It was given before to all rules that it is given to.
    StillUntyped,
    /// It is no record, and holds some.
    Holder(Vec<Part<'t>>),
}

/// Whether an element of a list, or what a string holds, is of any type.
fn is_record(text: &str) -> bool {
    if !text.starts_with('{') {
        return matches!(Classifier::default().line(text, 0, &mut None), Ok(Line::Event { .. }));
    }
    if event::json::validate(text).is_err() {
        return false;
    }
    let heap = Heap::default();
    let record = Record::new(&heap, text);
    dict(record.event()).is_some_and(|record| classify::log_type(record).is_some())
}

/// A record while rules are run over it.
struct Seen<'t> {
    text: &'t str,
    structure: Option<Structure<'t>>,
    record: u64,
    offset: u64,
    /// Once it was asked for; `None` inside: it is of none.
    log_type: Option<Option<&'static LogType>>,
    /// What alerts say of it, once there is one.
    event: OnceCell<Arc<Event>>,
    /// The first of the candidates that was not run yet, once there are any.
    next: Option<usize>,
    /// It is looked at for what it holds alone.
    is_holder: bool,
}

impl Seen<'_> {
    fn event(&self, log_type: Option<&'static LogType>, record: Value<'_>) -> Event {
        let about = dict(record).map(|record| About::of(log_type, record)).unwrap_or_default();
        let id = event_id(record).map(str::to_owned);
        let is_compact = self.structure.is_some_and(|structure| structure.is_compact);
        let text = if is_compact { self.text.to_owned() } else { record::compact(self.text).into_owned() };
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

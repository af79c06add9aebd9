//! The stages in flow order.
//!
//! ```text
//! walk --(jobs)--> workers, a file each: decode -> split -> read -> classify -> evaluate
//!   \                                             | batches, a bounded channel for each file
//!    \--(channels, in the files' order)--> printer: stateful rules -> dedup -> stdout; reports -> stderr
//! ```
//!
//! Files are worked on side by side, and printed in the order in which they were named. What comes out does not depend
//! on the number of threads: a rule that asks a worker for what it keeps is evaluated again by the printer, which sees
//! all records in order, in the transaction that counts their matches.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use event::{DataModel, Heap, Rule};
use jiff::Timestamp;

use crate::batch::{Batch, Item};
use crate::budget::Budget;
use crate::classify::Hints;
use crate::clock::Clock;
use crate::commit::{self, Committer, Given};
use crate::decode;
use crate::dedup::{self, Store};
use crate::enrich::Enrichment;
use crate::exceptions::Exceptions;
use crate::index::Index;
use crate::ingest::{self, Found, Source};
use crate::interpret::Interpreters;
use crate::judge::{Evaluator, Judge, Part};
use crate::lake::{Flush, Lake};
use crate::progress::{Counters, Log, shown};
use crate::quarantine::{self, Again, Retried, Retry};
use crate::reports::Reports;
use crate::silence::{Watch, Watched};
use crate::state_file::{self, Backup};
use crate::summary::Summary;
use crate::tally::Tally;
use crate::worker::{Job, Spare, Worker};

/// Compiled rules recurse on the thread's stack, as deep as Python lets them. Untouched, it takes no memory.
const STACK: usize = 256 << 20;

/// What the summary calls records of no type.
pub(crate) const UNKNOWN: &str = "of no log type";

/// Batches of one file that may wait.
const BATCHES: usize = 32;

/// What to run, over what.
#[derive(Debug)]
pub struct Config {
    /// Files, folders, and `-` for standard input.
    pub inputs: Vec<PathBuf>,
    /// Ordered by id.
    pub rules: Vec<&'static Rule>,
    /// Those of the rules' set.
    pub data_models: &'static [DataModel],
    /// What runs those of them that are not compiled.
    pub interpreters: Option<Arc<dyn Interpreters>>,
    pub mode: Mode,
    /// What time it is for the rules.
    pub clock: Clock,
    /// Files read side by side; at least 1.
    pub threads: usize,
    pub decode: decode::Limits,
    /// The largest record, in bytes.
    pub record_limit: usize,
    /// What log type to try first of which sources.
    pub hints: Hints,
    /// Check all of every record, be there a rule for it or not.
    pub strict: bool,
    /// Where alerts are kept from run to run, and what cannot be read; `None`: nowhere.
    pub state: Option<PathBuf>,
    /// Whether `state` goes with the process.
    pub state_is_temporary: bool,
    /// Which matches nobody is to be told of.
    pub exceptions: Arc<Exceptions>,
    /// Tables and databases that rules and alerts look things up in; `None`: there are none.
    pub enrichment: Option<Arc<Enrichment>>,
    /// Whether it is said how many came once a group's window has passed; of [`run`], at its end.
    pub follow_ups: bool,
    /// A copy of it, for a service.
    pub backup: Option<Backup>,
    /// What a service is expected to hear of.
    pub watched: Vec<Watched>,
    /// How much is kept of what cannot be read.
    pub quarantine: quarantine::Bounds,
    /// Where all records are kept; `None`: nowhere.
    pub lake: Option<Arc<Lake>>,
    /// Whether alerts go to outputs besides standard output, by way of the state file: see [`crate::deliveries`].
    pub delivers: bool,
    /// Where evaluations are counted; `None`: nowhere.
    pub tally: Option<Arc<Tally>>,
    /// Whether stderr is a terminal.
    pub progress: bool,
}

impl Config {
    /// The state file, if it outlives the process: what is only kept there is kept.
    pub fn lasting_state(&self) -> Option<&Path> {
        self.state.as_deref().filter(|_| !self.state_is_temporary)
    }

    fn prepare(&self, store: &mut Store) {
        if self.follow_ups {
            store.keep_for_follow_ups();
        }
        if self.delivers {
            store.deliver();
        }
    }

    /// A heap for rules, with what they look things up in.
    pub(crate) fn heap(&self) -> Heap {
        let mut heap = Heap::default();
        if let Some(tables) = &self.enrichment {
            heap.set_tables(Arc::<Enrichment>::clone(tables));
        }
        heap
    }
}

impl Default for Config {
    /// Nothing to read and no rule: alerts, on one thread, within the limits that the command line has, and nothing kept.
    fn default() -> Config {
        Config {
            inputs: Vec::new(),
            rules: Vec::new(),
            data_models: &[],
            interpreters: None,
            mode: Mode::Alerts,
            clock: Clock::Wall,
            threads: 1,
            decode: decode::Limits::default(),
            record_limit: 16 << 20,
            hints: Hints::default(),
            strict: false,
            state: None,
            state_is_temporary: false,
            exceptions: Arc::default(),
            enrichment: None,
            follow_ups: false,
            backup: None,
            watched: Vec::new(),
            quarantine: quarantine::Bounds::default(),
            lake: None,
            delivers: false,
            tally: None,
            progress: false,
        }
    }
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Alerts, once for each group.
    Alerts,
    /// What each rule says of each event; with `all` of those that it does not match as well.
    Evaluate { all: bool },
    /// What each record is.
    Classify(Show),
}

/// How records are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Show {
    /// JSON, a line for each; with `records` the record as rules see it is in it.
    Json { records: bool },
    /// A line of words for each.
    Text,
}

/// Why a run had to end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    State(#[from] dedup::Error),
    #[error("the output cannot be written: {0}")]
    Output(#[source] io::Error),
    #[error("the output was closed")]
    Closed,
    #[error("an alert of rule `{rule}` cannot be written as JSON: {message}")]
    Json { rule: &'static str, message: String },
    #[error("a thread cannot be started: {0}")]
    Thread(#[source] io::Error),
}

/// What the walk hands to the printer, in order.
enum Entry {
    File { name: String, batches: Receiver<Batch> },
    Unreadable(String),
    Skipped(String),
}

/// Reads `config.inputs` to their end. Alerts go to `out`, what people should know to `log`.
///
/// # Errors
/// Where nothing more can be printed or kept. [`Error::Closed`]: who read the output has gone; threads that wait for
/// input are left behind then.
pub fn run(config: Config, out: &mut (dyn Write + Send), log: &mut (dyn Write + Send)) -> Result<Summary, Error> {
    let store = match (&config.mode, &config.state) {
        (Mode::Alerts, Some(path)) => Store::open(path)?,
        (Mode::Alerts, None) | (Mode::Evaluate { .. } | Mode::Classify(_), _) => Store::on_demand()?,
    };
    let inputs = config.inputs.clone();
    run_over(config, store, Box::new(move |entries, jobs| walk(inputs, entries, jobs)), out, log)
}

/// Tries again what is in the quarantine of the state file: what can be read now is evaluated as [`run`] does it, and leaves
/// the quarantine in the transaction that counts its matches; what cannot stays.
///
/// # Errors
/// As [`run`] has.
pub fn retry(
    config: Config,
    retry: Retry,
    out: &mut (dyn Write + Send),
    log: &mut (dyn Write + Send),
) -> Result<(Summary, Retried), Error> {
    let open = || config.state.as_ref().map_or_else(Store::in_memory, |path| Store::open(path));
    let (store, found) = (open()?, open()?);
    let ids = Arc::new(found.quarantined_ids(&retry.selection)?);
    let tried = Arc::clone(&ids);
    let feed: Feed = Box::new(move |entries, jobs| {
        let mut index = 0;
        let result = quarantine::each(&found, &tried, &retry, |found| {
            index += 1;
            match found {
                quarantine::Found::Again(source, again) => send_file(index - 1, source, Some(again), entries, jobs),
                quarantine::Found::Cannot(report) => entries.send((index - 1, Entry::Skipped(report))).is_ok(),
            }
        });
        if let Err(e) = result {
            let _ = entries.send((index, Entry::Unreadable(e.to_string())));
        }
    });
    let path = config.state.clone();
    let summary = run_over(config, store, feed, out, log)?;
    let left = match path {
        Some(path) => Store::open(&path)?.still_quarantined(&ids)?,
        None => 0,
    };
    Ok((summary, Retried { entries: ids.len() as u64, left }))
}

/// What hands out what is to be read.
type Feed = Box<dyn FnOnce(&Sender<(usize, Entry)>, &Sender<Job>) + Send>;

fn run_over(
    config: Config,
    mut store: Store,
    feed: Feed,
    out: &mut (dyn Write + Send),
    log: &mut (dyn Write + Send),
) -> Result<Summary, Error> {
    config.prepare(&mut store);
    let counters = Counters::default();
    let log = Log::new(log, config.progress.then(|| total(&config.inputs)), counters.clone());
    let config = Arc::new(config);
    let budget = Arc::new(Budget::default());
    let (entries, threads) = start(&config, &budget, &counters, feed)?;
    let summary = Summary { kept: config.lake.is_some().then_some(0), ..Summary::default() };
    let judge = Judge::new(store, &config);
    let reports = Reports::new(log);
    let follow_ups = config.follow_ups;
    let mut printer = Printer { out, reports, judge, budget, summary, follow_ups, records_before: 0 };
    let result = with_stack("printer", || printer.print_all(entries));
    printer.budget.close();
    printer.summary.elapsed = printer.reports.log.finish();
    result?;
    for thread in threads {
        // A worker that panicked has lost its file, which the printer has said.
        let _ = thread.join();
    }
    Ok(printer.summary)
}

/// Reads what is given until nothing more can be, and says of each source what became of it. Alerts go to `out`, what people
/// should know to `log`.
///
/// # Errors
/// Where the state cannot be opened, or nothing more can be printed.
pub fn serve(
    config: Config,
    given: Receiver<Given>,
    out: &mut (dyn Write + Send),
    log: &mut (dyn Write + Send),
) -> Result<Summary, Error> {
    let counters = Counters::default();
    let log = Log::new(log, None, counters.clone());
    let mut store = match &config.state {
        Some(path) => Store::open(path)?,
        None => Store::in_memory()?,
    };
    config.prepare(&mut store);
    store.sync_each()?;
    let config = Arc::new(config);
    let budget = Arc::new(Budget::default());
    let (jobs, mut threads) = workers(&config, &budget, &counters)?;
    let (entries, entries_out) = bounded(config.threads.max(1) * 2);
    let feed = thread::Builder::new().name("feed".into()).spawn(move || feed(&given, &entries, &jobs));
    threads.push(feed.map_err(Error::Thread)?);
    let summary = Summary { kept: config.lake.is_some().then_some(0), ..Summary::default() };
    let evaluator = Evaluator::new(&config);
    let follow_ups = config.follow_ups;
    let watch = Watch::new(config.watched.clone(), Timestamp::now());
    let (say, said) = unbounded();
    let flush = match (&config.lake, config.lasting_state()) {
        (Some(lake), Some(path)) => Some(Flush::start(lake, path, say.clone())?),
        _ => None,
    };
    let copying = match (&config.backup, &config.state) {
        (Some(backup), Some(path)) => {
            Some(state_file::keep_copied(path, backup.clone(), say.clone()).map_err(Error::Thread)?)
        }
        _ => None,
    };
    drop(say);
    let reports = Reports::new(log);
    let tally = config.tally.clone();
    let mut committer =
        Committer { out, reports, store, evaluator, flush, watch, tally, said, budget, summary, follow_ups };
    let result = with_stack("committer", || committer.commit_all(&entries_out));
    drop(copying);
    committer.budget.close();
    committer.summary.elapsed = committer.reports.log.finish();
    result?;
    for thread in threads {
        let _ = thread.join();
    }
    Ok(committer.summary)
}

/// Runs `work` on a stack that compiled rules can recurse on.
fn with_stack(name: &str, work: impl FnOnce() -> Result<(), Error> + Send) -> Result<(), Error> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(name.into()).stack_size(STACK);
        let thread = thread.spawn_scoped(scope, work).map_err(Error::Thread)?;
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn total(inputs: &[PathBuf]) -> u64 {
    let size = |found| match found {
        Found::Source(source) => source.size(),
        _ => None,
    };
    ingest::walk(inputs.to_vec()).filter_map(size).sum()
}

type Started = (Receiver<(usize, Entry)>, Vec<JoinHandle<()>>);

fn start(config: &Arc<Config>, budget: &Arc<Budget>, counters: &Counters, feed: Feed) -> Result<Started, Error> {
    let (jobs, mut threads) = workers(config, budget, counters)?;
    // A folder of a million files is walked as it is worked on.
    let (entries, entries_out) = bounded(config.threads.max(1) * 2);
    let walk = thread::Builder::new().name("walk".into()).spawn(move || feed(&entries, &jobs));
    threads.push(walk.map_err(Error::Thread)?);
    Ok((entries_out, threads))
}

/// The threads that read, and where they take their work from.
fn workers(
    config: &Arc<Config>,
    budget: &Arc<Budget>,
    counters: &Counters,
) -> Result<(Sender<Job>, Vec<JoinHandle<()>>), Error> {
    let workers = config.threads.max(1);
    let (jobs, jobs_out) = bounded::<Job>(workers);
    let index = (config.mode == Mode::Alerts).then(|| Arc::new(Index::new(&config.rules)));
    let spare = Spare::new(workers);
    let mut threads = Vec::new();
    for n in 0..workers {
        let (config, budget, counters) = (Arc::clone(config), Arc::clone(budget), counters.clone());
        let (index, spare) = (index.clone(), Arc::clone(&spare));
        let jobs = jobs_out.clone();
        let work = move || {
            let new = || {
                Worker::new(
                    Arc::clone(&config),
                    index.clone(),
                    Arc::clone(&budget),
                    Arc::clone(&spare),
                    counters.clone(),
                )
            };
            let mut worker = new();
            for job in jobs {
                // Who prints sees that the file did not end. What the worker has half done is not to be relied on.
                if catch_unwind(AssertUnwindSafe(|| worker.work(&job))).is_err() {
                    worker = new();
                }
            }
        };
        let thread = thread::Builder::new().name(format!("worker {n}")).stack_size(STACK).spawn(work);
        threads.push(thread.map_err(Error::Thread)?);
    }
    Ok((jobs, threads))
}

fn feed(given: &Receiver<Given>, entries: &Sender<commit::Entry>, jobs: &Sender<Job>) {
    for (index, Given { source, marker, ended }) in given.iter().enumerate() {
        let (out, batches) = bounded(BATCHES);
        let entry = commit::Entry { index, name: source.name(), batches, marker, ended };
        if entries.send(entry).is_err() || jobs.send(Job { index, source, again: None, out }).is_err() {
            return;
        }
    }
}

fn walk(inputs: Vec<PathBuf>, entries: &Sender<(usize, Entry)>, jobs: &Sender<Job>) {
    for (index, found) in ingest::walk(inputs).enumerate() {
        let sent = match found {
            Found::Source(source) => send_file(index, source, None, entries, jobs),
            Found::Unreadable { name, reason } => {
                let report = format!("`{}`: it cannot be read: {reason}", shown(&name));
                entries.send((index, Entry::Unreadable(report))).is_ok()
            }
            Found::Skipped { name, what } => {
                let report = format!("`{}` is {what} and is not read", shown(&name));
                entries.send((index, Entry::Skipped(report))).is_ok()
            }
        };
        if !sent {
            return;
        }
    }
}

fn send_file(
    index: usize,
    source: Source,
    again: Option<Again>,
    entries: &Sender<(usize, Entry)>,
    jobs: &Sender<Job>,
) -> bool {
    let (out, batches) = bounded(BATCHES);
    let entry = Entry::File { name: source.name(), batches };
    entries.send((index, entry)).is_ok() && jobs.send(Job { index, source, again, out }).is_ok()
}

struct Printer<'w> {
    out: &'w mut (dyn Write + Send),
    reports: Reports<'w>,
    judge: Judge,
    budget: Arc<Budget>,
    summary: Summary,
    follow_ups: bool,
    /// Of all files before the one being printed.
    records_before: u64,
}

impl Printer<'_> {
    fn print_all(&mut self, entries: Receiver<(usize, Entry)>) -> Result<(), Error> {
        for (index, entry) in entries {
            match entry {
                Entry::File { name, batches } => {
                    self.summary.files += 1;
                    self.budget.print(index);
                    self.print_file(&name, &batches)?;
                }
                Entry::Unreadable(report) => {
                    self.summary.broken_files += 1;
                    self.reports.log.line(&report);
                }
                Entry::Skipped(report) => self.reports.log.line(&report),
            }
        }
        if self.follow_ups { self.follow_up() } else { Ok(()) }
    }

    /// Says how many came of each group that more came of.
    fn follow_up(&mut self) -> Result<(), Error> {
        loop {
            let follow_ups = self.judge.follow_up()?;
            if follow_ups.is_empty() {
                return Ok(());
            }
            for follow_up in follow_ups {
                self.summary.follow_ups += 1;
                self.print(&follow_up.line)?;
            }
        }
    }

    fn print_file(&mut self, name: &str, batches: &Receiver<Batch>) -> Result<(), Error> {
        let mut broken = false;
        let mut ended = false;
        let mut records = 0;
        while !ended {
            self.reports.log.tick();
            let batch = match batches.recv_timeout(Duration::from_millis(100)) {
                Ok(batch) => batch,
                Err(crossbeam_channel::RecvTimeoutError::Timeout) => continue,
                Err(crossbeam_channel::RecvTimeoutError::Disconnected) => {
                    self.reports.log.line(&format!("`{}`: an internal error ended its reading", shown(name)));
                    broken = true;
                    break;
                }
            };
            let bytes = batch.bytes;
            records += batch.records;
            broken |= batch.broken;
            ended = batch.end;
            self.summary.count(&batch);
            let mut items = batch.items.into_iter();
            while items.len() > 0 {
                // Committed before the first of them is printed: an alert that was seen is never raised again.
                let part = self.judge.judge(name, &mut items)?;
                self.print_part(name, part)?;
            }
            self.budget.give(bytes);
        }
        self.summary.broken_files += u64::from(broken);
        self.records_before += records;
        Ok(())
    }

    /// Prints a part of a batch.
    fn print_part(&mut self, name: &str, part: Part) -> Result<(), Error> {
        self.summary.rule_errors += part.batch.rule_errors;
        self.summary.suppress(&part.batch.suppressed);
        let mut lines = part.lines.into_iter();
        let mut evaluated = Vec::new();
        for item in &part.batch.items {
            match item {
                Item::Report(report) => self.reports.log.line(report),
                // The judge leaves none.
                Item::Stateful(_) | Item::Refused(_) => {}
                Item::Failed(failed) => self.reports.rule_failed(name, failed),
                Item::Evaluated { record, matched, json } => {
                    self.summary.matches += u64::from(*matched);
                    let event = self.records_before + record;
                    let rest = json.strip_prefix('{').unwrap_or_default();
                    written(writeln!(evaluated, "{{\"event\":{event},{rest}"))?;
                }
                Item::Classified { log_type, line } => {
                    *self.summary.types.entry(log_type.unwrap_or(UNKNOWN)).or_default() += 1;
                    written(writeln!(evaluated, "{line}"))?;
                }
                Item::Match(matched) => {
                    self.summary.matches += 1;
                    // A rule may be watched before it is trusted: its matches are counted, and no more.
                    if matched.rule.create_alert
                        && let Some(Some(line)) = lines.next()
                    {
                        self.summary.alerts += 1;
                        self.print(&line)?;
                    }
                }
            }
        }
        if evaluated.is_empty() { Ok(()) } else { self.print(&evaluated) }
    }

    fn print(&mut self, lines: &[u8]) -> Result<(), Error> {
        let Printer { reports, out, .. } = self;
        written(reports.log.beside(|| out.write_all(lines).and_then(|()| out.flush())))
    }
}

pub(crate) fn written(result: io::Result<()>) -> Result<(), Error> {
    result.map_err(|e| match e.kind() {
        io::ErrorKind::BrokenPipe => Error::Closed,
        _ => Error::Output(e),
    })
}

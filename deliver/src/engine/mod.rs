//! What delivers: a task for each output, all on one thread, none of which waits for another.
//!
//! ```text
//! due rows ── batch ── a token of the rate ── send ──> taken: gone
//!    ^                                          ├────> `Never`: a dead letter, by itself where it came with others
//!    │                                          ├────> `Failed`: the output pauses; if others are taken meanwhile, the alert
//!    │                                          │      waits by itself, and is a dead letter after so many attempts
//!    └── pause, growing, with jitter <──────────┴────> `Down`: the output pauses; nothing is held against the alerts
//! ```
//!
//! After some failures in a row the circuit is open: one alert at a time is tried, as often as the longest pause says. What
//! became of deliveries is kept in memory until the outbox can be written: who raises alerts has it for long at times.

mod task;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::outbox::Outbox;
use crate::output::Output;
use crate::rate::Rate;
use task::Task;

/// How an output is treated.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub rate: Rate,
    /// For one delivery, whatever it consists of.
    pub timeout: Duration,
    /// Between two attempts: about the first, doubled each time, up to the last.
    pub pauses: (Duration, Duration),
    /// Failures in a row until the circuit is open.
    pub opens_after: u32,
    /// How often an alert is tried that the service fails over while it takes others.
    pub attempts: u32,
    /// How long an alert is kept for an output that does not work.
    pub keep: Duration,
    /// Alerts that may wait.
    pub room: u64,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            rate: Rate { every: Duration::from_millis(100), burst: 1 },
            timeout: Duration::from_secs(60),
            pauses: (Duration::from_secs(1), Duration::from_secs(60)),
            opens_after: 5,
            attempts: 10,
            keep: Duration::from_secs(3 * 24 * 3600),
            room: 10_000,
        }
    }
}

/// An output, by name.
pub struct Lane {
    pub name: String,
    /// Its type: `slack`.
    pub kind: &'static str,
    pub pace: Pace,
    pub output: Box<dyn Output>,
}

/// What happened to an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// So many alerts were taken.
    Delivered(usize),
    /// A delivery failed, and is tried again.
    Failed { why: String },
    /// So many alerts became dead letters.
    Dead { alerts: u64, why: String },
    /// The circuit is open: the output does not work.
    Opened { why: String },
    /// It works again.
    Closed,
}

/// Is told of what happens, with the output's name and type.
pub type Tell = Box<dyn Fn(&str, &'static str, Told) + Send + Sync>;

/// Until when to go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Until {
    /// More may come.
    Told,
    /// Nothing more comes: what is due until then is delivered.
    Done(Instant),
    Now,
}

/// What delivers.
#[derive(Debug)]
pub struct Engine {
    until: watch::Sender<Until>,
    thread: Option<JoinHandle<BTreeMap<String, u64>>>,
}

impl Engine {
    /// Begins to deliver, on a thread of its own.
    ///
    /// # Errors
    /// Where the system has no thread, or no timers.
    pub fn start(lanes: Vec<Lane>, outbox: Box<dyn Outbox>, tell: Tell) -> std::io::Result<Engine> {
        let (until, told) = watch::channel(Until::Told);
        let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let run = move || tokio.block_on(deliver(lanes, outbox, tell, told, fastrand::Rng::new()));
        let thread = std::thread::Builder::new().name("deliver".into()).spawn(run)?;
        Ok(Engine { until, thread: Some(thread) })
    }

    /// Delivers what is due, for so long at the most, and ends. How many alerts wait still, by output; no output is named for
    /// which none does.
    pub fn finish(mut self, within: Duration) -> BTreeMap<String, u64> {
        // Instants of tokio's are those of the system, but in tests.
        self.until.send_replace(Until::Done(Instant::now() + within));
        let left = self.thread.take().map(JoinHandle::join);
        left.and_then(Result::ok).unwrap_or_default()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.until.send_replace(Until::Now);
    }
}

/// What the tasks share.
struct Shared {
    outbox: Mutex<Box<dyn Outbox>>,
    tell: Tell,
    /// When the engine began, by both clocks.
    begun: (Timestamp, Instant),
}

impl Shared {
    fn outbox<T>(&self, ask: impl FnOnce(&mut dyn Outbox) -> T) -> T {
        ask(&mut **self.outbox.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn now_ms(&self) -> i64 {
        self.begun.0.as_millisecond().saturating_add(milliseconds(self.begun.1.elapsed()))
    }
}

async fn deliver(
    lanes: Vec<Lane>,
    outbox: Box<dyn Outbox>,
    tell: Tell,
    until: watch::Receiver<Until>,
    mut random: fastrand::Rng,
) -> BTreeMap<String, u64> {
    let begun = (Timestamp::now(), Instant::now());
    let shared = Arc::new(Shared { outbox: Mutex::new(outbox), tell, begun });
    let mut tasks = Vec::new();
    for lane in lanes {
        let name = lane.name.clone();
        let task = Task::new(lane, Arc::clone(&shared), until.clone(), random.fork());
        tasks.push((name, tokio::spawn(task.run())));
    }
    let mut left = BTreeMap::new();
    for (name, task) in tasks {
        // A task that panicked has left its rows where they were.
        let _ = task.await;
        let waiting = shared.outbox(|outbox| outbox.waiting(&name)).unwrap_or_default();
        if waiting > 0 {
            left.insert(name, waiting);
        }
    }
    left
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;

//! The task of one output: takes what is due, hands it over, and says what became of it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tracing::field::Empty;
use tracing::{Instrument, info_span};

use super::{Lane, Shared, Told, Until, milliseconds};
use crate::alert::Alert;
use crate::outbox::{Due, Fate};
use crate::output::{Refusal, Sent};
use crate::rate::Bucket;
use crate::secret::{Secret, scrubbed};

/// How often the outbox is looked into where nothing waits.
const LOOKED: Duration = Duration::from_millis(250);

/// How soon it is tried again to write to it.
const BUSY: Duration = Duration::from_millis(100);

/// Deliveries whose end could not be written yet; beyond that nothing is sent.
const UNSETTLED: usize = 5000;

/// How long what became of deliveries may be known here alone, and how many of them. Whoever raises alerts writes to the same
/// database, and each time that somebody else does so costs it what it holds of it in memory.
const SETTLED: (Duration, usize) = (Duration::from_millis(100), 256);

/// Alerts that are read from the outbox at once.
const AHEAD: usize = 32;

/// Once told to stop, how long it is tried to write what became of deliveries.
const LAST: Duration = Duration::from_secs(5);

/// One output's.
pub(super) struct Task {
    lane: Lane,
    shared: Arc<Shared>,
    until: watch::Receiver<Until>,
    random: fastrand::Rng,
    secrets: Vec<Secret>,
    bucket: Bucket,
    /// Read from the outbox, and not yet tried.
    ahead: VecDeque<Due>,
    /// Ended, and not yet written.
    unsettled: BTreeMap<i64, Fate>,
    /// When what had ended was written last.
    settled: Instant,
    /// Failures in a row.
    failures: u32,
    /// The alert over which the service failed last, unless it was down.
    blamed: Option<i64>,
    /// Alerts over which it failed while it took others, and how often since.
    suspects: BTreeMap<i64, u32>,
    /// Up to this row alerts go one by one: something is wrong with one of them.
    alone_to: i64,
    open: bool,
    /// Whether the outbox could be read.
    readable: bool,
}

impl Task {
    pub(super) fn new(lane: Lane, shared: Arc<Shared>, until: watch::Receiver<Until>, random: fastrand::Rng) -> Task {
        Task {
            secrets: lane.output.secrets(),
            bucket: Bucket::new(lane.pace.rate),
            ahead: VecDeque::new(),
            unsettled: BTreeMap::new(),
            settled: Instant::now(),
            failures: 0,
            blamed: None,
            suspects: BTreeMap::new(),
            alone_to: 0,
            open: false,
            readable: true,
            lane,
            shared,
            until,
            random,
        }
    }

    pub(super) async fn run(mut self) {
        loop {
            if self.settled.elapsed() >= SETTLED.0 || self.unsettled.len() >= SETTLED.1 {
                self.settle();
            }
            let until = *self.until.borrow_and_update();
            if until == Until::Now || matches!(until, Until::Done(then) if Instant::now() >= then) {
                break;
            }
            let due = if self.unsettled.len() < UNSETTLED { self.due() } else { Vec::new() };
            if due.is_empty() {
                self.settle();
                if let Until::Done(then) = until
                    && self.unsettled.is_empty()
                    && !self.more_until(then)
                {
                    return;
                }
                self.wait(if self.unsettled.is_empty() { LOOKED } else { BUSY }).await;
                continue;
            }
            if let Some(wait) = self.bucket.take() {
                due.into_iter().rev().for_each(|row| self.ahead.push_front(row));
                self.wait(wait).await;
                continue;
            }
            self.attempt(due).await;
        }
        self.settle();
        let deadline = Instant::now() + LAST;
        while !self.unsettled.is_empty() && Instant::now() < deadline {
            sleep(BUSY).await;
            self.settle();
        }
    }

    /// Those that are tried next.
    fn due(&mut self) -> Vec<Due> {
        let batch = self.lane.output.batch();
        let most = batch.most.max(batch.alone + 1).max(2);
        if self.ahead.len() < most {
            self.ahead = self.read(most.max(AHEAD)).into();
        }
        let probing = self.failures > 0 || self.ahead.front().is_some_and(|row| row.id <= self.alone_to);
        let taken = if probing { 1 } else { batch.of(self.ahead.len().min(most)) };
        // It failed over the first again and again: perhaps it takes another.
        if self.blamed.is_some() && self.failures >= 3 && self.failures % 2 == 1 && self.ahead.len() > 1 {
            self.ahead.pop_front();
        }
        self.ahead.drain(..taken.min(self.ahead.len())).collect()
    }

    /// The first `most` that wait, but for those of which only the outbox does not know yet that they do not.
    fn read(&mut self, most: usize) -> Vec<Due> {
        self.make_room();
        let now_ms = self.shared.now_ms();
        let most = most + self.unsettled.len();
        let read = self.shared.outbox(|outbox| outbox.due(&self.lane.name, now_ms, most));
        let was_readable = std::mem::replace(&mut self.readable, read.is_ok());
        let mut due = match read {
            Ok(due) => due,
            Err(why) => {
                if was_readable {
                    self.tell(Told::Failed { why: format!("what waits cannot be read: {why}") });
                }
                return Vec::new();
            }
        };
        due.retain(|row| match self.unsettled.get(&row.id) {
            None => true,
            Some(Fate::Again { due_ms, .. }) => *due_ms <= now_ms,
            Some(Fate::Delivered | Fate::Dead { .. }) => false,
        });
        due
    }

    async fn attempt(&mut self, due: Vec<Due>) {
        let mut alerts = Vec::new();
        let mut ids = Vec::new();
        for row in &due {
            match Alert::read(&row.line) {
                Ok(alert) => {
                    alerts.push(alert);
                    ids.push(row.id);
                }
                Err(e) => self.dead(row.id, &e.to_string()),
            }
        }
        if alerts.is_empty() {
            return;
        }
        // It may have been taken. It comes again, with the same key.
        let Some(result) = self.send(&alerts).await else { return };
        match result {
            Ok(_) => self.taken(&ids),
            Err(refusal) => self.refused(&due, &ids, refusal).await,
        }
    }

    /// Hands them over: what the service says; `None`: it is time to end.
    async fn send(&self, alerts: &[Alert]) -> Option<Result<Sent, Refusal>> {
        let span = info_span!(
            "deliver",
            "otel.name" = format!("deliver {}", self.lane.name),
            "otel.kind" = "client",
            "otel.status_code" = Empty,
            "otel.status_description" = Empty,
            "iota.output" = self.lane.name,
            "iota.output_type" = self.lane.kind,
            "iota.alerts" = alerts.len(),
        );
        let mut until = self.until.clone();
        let sent = timeout(self.lane.pace.timeout, self.lane.output.send(alerts)).instrument(span.clone());
        let result = tokio::select! {
            result = sent => result.unwrap_or_else(|_| Err(Refusal::down("no answer in time"))),
            () = ended(&mut until) => return None,
        };
        if let Err(refusal) = &result {
            let why = scrubbed(refusal.why(), &self.secrets);
            span.record("otel.status_code", "ERROR").record("otel.status_description", why);
        }
        Some(result)
    }

    fn taken(&mut self, ids: &[i64]) {
        self.failures = 0;
        if let Some(blamed) = self.blamed.take().filter(|blamed| !ids.contains(blamed)) {
            // Others are taken: it is the alert. It is out of the others' way for a while.
            self.suspects.insert(blamed, 0);
            let due_ms = self.shared.now_ms().saturating_add(milliseconds(self.lane.pace.pauses.0));
            self.unsettled.insert(blamed, Fate::Again { due_ms, why: "the service fails over it".into() });
        }
        for id in ids {
            self.suspects.remove(id);
            self.unsettled.insert(*id, Fate::Delivered);
        }
        if std::mem::take(&mut self.open) {
            self.tell(Told::Closed);
        }
        self.tell(Told::Delivered(ids.len()));
    }

    async fn refused(&mut self, due: &[Due], ids: &[i64], refusal: Refusal) {
        // They are among those that wait, unless it turns out otherwise.
        self.ahead.clear();
        let why = scrubbed(refusal.why(), &self.secrets);
        let [id] = ids else {
            match refusal {
                Refusal::Down { after, .. } => return self.pause(after, why).await,
                // One by one it turns out which of them it is.
                Refusal::Failed { .. } | Refusal::Never { .. } => {
                    self.alone_to = ids.iter().copied().max().unwrap_or_default();
                    return self.tell(Told::Failed { why });
                }
            }
        };
        let Some(row) = due.iter().find(|row| row.id == *id) else { return };
        let age = self.shared.now_ms().saturating_sub(row.created_ms);
        match refusal {
            Refusal::Never { .. } => {
                // The service answers.
                self.failures = 0;
                self.blamed = None;
                if std::mem::take(&mut self.open) {
                    self.tell(Told::Closed);
                }
                self.dead(*id, &why);
            }
            _ if age >= milliseconds(self.lane.pace.keep) => {
                self.dead(*id, &format!("given up for its age: {why}"));
                self.pause(None, why).await;
            }
            Refusal::Failed { .. } if let Some(attempts) = self.suspected(*id) => {
                if attempts >= self.lane.pace.attempts {
                    self.dead(*id, &format!("refused {attempts} times, while others were taken: {why}"));
                } else {
                    let wait = self.jitter(attempts);
                    let due_ms = self.shared.now_ms().saturating_add(milliseconds(wait));
                    self.tell(Told::Failed { why: why.clone() });
                    self.unsettled.insert(*id, Fate::Again { due_ms, why });
                }
            }
            Refusal::Failed { .. } => {
                self.blamed = self.blamed.or(Some(*id));
                self.noted(*id, &why);
                self.pause(None, why).await;
            }
            Refusal::Down { after, .. } => {
                self.noted(*id, &why);
                self.pause(after, why).await;
            }
        }
    }

    /// How often the service failed over a suspect, this time included.
    fn suspected(&mut self, id: i64) -> Option<u32> {
        let attempts = self.suspects.get_mut(&id)?;
        *attempts = attempts.saturating_add(1);
        Some(*attempts)
    }

    /// Has the outbox say why an alert still waits.
    fn noted(&mut self, id: i64, why: &str) {
        let fate = Fate::Again { due_ms: self.shared.now_ms(), why: why.to_owned() };
        self.unsettled.insert(id, fate);
        self.settle();
    }

    fn dead(&mut self, id: i64, why: &str) {
        self.suspects.remove(&id);
        self.blamed = self.blamed.filter(|blamed| *blamed != id);
        self.unsettled.insert(id, Fate::Dead { why: why.to_owned() });
        self.tell(Told::Dead { alerts: 1, why: why.to_owned() });
    }

    /// Leaves the output alone for a while.
    async fn pause(&mut self, after: Option<Duration>, why: String) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= self.lane.pace.opens_after && !std::mem::replace(&mut self.open, true) {
            self.tell(Told::Opened { why });
        } else {
            self.tell(Told::Failed { why });
        }
        let pause = self.jitter(self.failures).max(after.unwrap_or_default());
        let end = Instant::now() + pause;
        while Instant::now() < end && !self.unsettled.is_empty() {
            self.wait(BUSY.min(end.duration_since(Instant::now()))).await;
            self.settle();
            if self.ends() {
                return;
            }
        }
        while Instant::now() < end && !self.ends() {
            self.wait(end.duration_since(Instant::now())).await;
        }
    }

    /// Full jitter: anything up to what doubles with each failure.
    fn jitter(&mut self, failures: u32) -> Duration {
        let (first, longest) = self.lane.pace.pauses;
        let most = first.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1))).min(longest);
        most.mul_f64(self.random.f64())
    }

    fn settle(&mut self) {
        self.settled = Instant::now();
        if self.unsettled.is_empty() {
            return;
        }
        let fates: Vec<(i64, Fate)> = self.unsettled.iter().map(|(id, fate)| (*id, fate.clone())).collect();
        let now_ms = self.shared.now_ms();
        if self.shared.outbox(|outbox| outbox.settle(&fates, now_ms)).is_ok() {
            self.unsettled.clear();
        }
    }

    fn make_room(&mut self) {
        let now_ms = self.shared.now_ms();
        let room = self.lane.pace.room;
        let crowded = self.shared.outbox(|outbox| outbox.make_room(&self.lane.name, room, now_ms)).unwrap_or_default();
        if crowded > 0 {
            self.tell(Told::Dead { alerts: crowded, why: format!("more than {room} waited for this output") });
        }
    }

    /// Whether something becomes due until `then`.
    fn more_until(&self, then: Instant) -> bool {
        let left = then.saturating_duration_since(Instant::now());
        let last_ms = self.shared.now_ms().saturating_add(milliseconds(left));
        let next = self.shared.outbox(|outbox| outbox.next_ms(&self.lane.name));
        next.is_ok_and(|next| next.is_some_and(|next| next <= last_ms))
    }

    fn ends(&self) -> bool {
        match *self.until.borrow() {
            Until::Told => false,
            Until::Done(then) => Instant::now() >= then,
            Until::Now => true,
        }
    }

    /// Waits so long, or until it is told something else.
    async fn wait(&mut self, time: Duration) {
        let mut wait = time;
        if let Until::Done(then) = *self.until.borrow() {
            wait = wait.min(then.saturating_duration_since(Instant::now()));
        }
        // Closed: nobody is left to tell anything.
        if let Ok(Err(_)) = timeout(wait, self.until.changed()).await {
            sleep(wait).await;
        }
    }

    fn tell(&self, told: Told) {
        (self.shared.tell)(&self.lane.name, self.lane.kind, told);
    }
}

/// Returns once it is time to end.
async fn ended(until: &mut watch::Receiver<Until>) {
    loop {
        let now = *until.borrow_and_update();
        let changed = match now {
            Until::Now => return,
            Until::Done(then) => match timeout_at(then, until.changed()).await {
                Ok(changed) => changed,
                Err(_) => return,
            },
            Until::Told => until.changed().await,
        };
        if changed.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

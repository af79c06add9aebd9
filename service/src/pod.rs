//! What a pod does from its start to its end.

use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::Sender;
use notice::{Delivery, Notice, Object};
use runtime::ingest::Source;
use runtime::{Config, Ended, Given, Tally, quarantine};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::timeout;
use tracing::{Instrument, Span};

use crate::acknowledge::{Done, acknowledge};
use crate::clients::Clients;
use crate::life::Stop;
use crate::metrics::{Depth, Metrics, OfQueue, Outcome, Status as Labels};
use crate::object::{self, Content, Download, Place};
use crate::outputs::Outputs;
use crate::queue::{BATCH, Measured, Message, Queue};
use crate::status::{Part, Status};
use crate::{Kind, Options, http, outputs, spans};

/// Objects that are larger are read as they are downloaded.
const WHOLE: u64 = 16 << 20;

/// What `prefetch` is counted in: a semaphore has room for 2^32 of them.
const UNIT: u64 = 1 << 10;

/// The wait after a request that failed, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));

/// The longest that a message which failed waits to be received again.
const LONGEST: Duration = Duration::from_secs(900);

/// How often a message is received before it counts as one that never will be done, where the queue has no redrive policy.
const RECEIVES: u32 = 10;

/// How often the depth of the queues is asked for.
const MEASURED: Duration = Duration::from_secs(30);

/// For each of the last things to do: giving back what is not done, deleting what is, and the engine's end.
const LAST: Duration = Duration::from_secs(3);

/// Why a pod cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Aws(#[from] aws::Error),
    #[error(transparent)]
    Runtime(#[from] runtime::Error),
    #[error("health and metrics cannot be served at {address}: {source}")]
    Http { address: std::net::SocketAddr, source: io::Error },
    #[error("the system does not let iota start: {0}")]
    System(#[from] io::Error),
    #[error("an internal error ended the engine")]
    Engine,
}

/// Works on messages until the process is told to stop. Alerts are printed to `out`.
///
/// # Errors
/// Where it cannot begin, or nothing more can be kept or printed.
pub fn run(
    options: Options,
    mut config: Config,
    outputs: Option<Outputs>,
    mut out: Box<dyn Write + Send>,
) -> Result<(), Error> {
    let tally = Arc::new(Tally::new(&config.rules));
    config.tally = Some(Arc::clone(&tally));
    let metrics = Arc::new(Metrics::new(options.rules_hash, tally, &config));
    let rules = config.rules.len();
    let quarantine = (config.lasting_state().map(Path::to_owned), config.quarantine);
    let (given, taken) = crossbeam_channel::unbounded();
    let (ended, engine) = oneshot::channel();
    thread::Builder::new().name("engine".into()).spawn(move || {
        // Nobody waits for it any more where the grace has passed.
        let _ = ended.send(runtime::serve(config, taken, &mut out, &mut crate::log::Warnings::default()));
    })?;
    let tokio = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let result = tokio.block_on(live(options, rules, metrics, quarantine, outputs, given, engine));
    // Threads that wait for what never comes end with the process.
    tokio.shutdown_background();
    result
}

/// From the first request to the last.
async fn live(
    options: Options,
    rules: usize,
    metrics: Arc<Metrics>,
    (state, bounds): (Option<PathBuf>, quarantine::Bounds),
    outputs: Option<Outputs>,
    given: Sender<Given>,
    mut engine: Engine,
) -> Result<(), Error> {
    let stop = Stop::listen()?;
    let status = status(&options, rules);
    let outputs = outputs.map(|outputs| outputs.start(&status, &metrics)).transpose()?;
    if let Some(address) = options.http {
        let served = http::serve(address, status.clone(), Arc::clone(&metrics)).await;
        let address = served.map_err(|source| Error::Http { address, source })?;
        tracing::info!(%address, "health and metrics are served");
    }
    let config = aws::config(&options.place).await?;
    let sqs = aws_sdk_sqs::Client::new(&config);
    let queue = Queue::new(sqs.clone(), options.queue.clone(), options.visibility, options.wait);
    let dead = options.dead_letters.clone().map(|url| Queue::new(sqs, url, options.visibility, options.wait));
    let (acks, done) = mpsc::channel(BATCH);
    let acknowledged = tokio::spawn(acknowledge(queue.clone(), done));
    let pod = Arc::new(Pod {
        memory: Arc::new(Semaphore::new(usize::try_from(options.prefetch / UNIT).unwrap_or(Semaphore::MAX_PERMITS))),
        hands: Arc::new(Semaphore::new(options.messages)),
        objects: Semaphore::new(options.messages),
        clients: Clients::new(&config, &options.place.roles).await,
        queue: queue.clone(),
        options,
        given,
        acks,
        status,
        metrics,
        state,
        bounds,
        receives: AtomicU32::new(u32::MAX),
    });
    let ended = pod.work(stop, dead, &mut engine).await;
    // With the last of those who hold it goes what the engine and the acknowledgements take from.
    drop(pod);
    let _ = timeout(LAST, queue.leave_all()).await;
    let _ = timeout(LAST, acknowledged).await;
    let ended = match ended {
        Some(ended) => ended,
        // Elapsed: it is in the middle of what was left, and what it has not committed is not there.
        None => timeout(LAST, result(&mut engine)).await.unwrap_or(Ok(())),
    };
    if let Some(outputs) = outputs {
        outputs::finish(outputs, LAST).await;
    }
    ended
}

/// What is known before anything was tried.
fn status(options: &Options, rules: usize) -> Status {
    let status = Status::default();
    status.set(Part::Queue, Err("not asked yet".into()));
    // The engine ends where it cannot be opened.
    status.set(Part::Database, Ok(None));
    if options.kind == Kind::Notices {
        status.set(Part::Bucket, Ok(Some("no object was asked for yet".into())));
    }
    status.set(Part::Rules, Ok(Some(format!("{rules} rules"))));
    status
}

type Engine = oneshot::Receiver<Result<runtime::Summary, runtime::Error>>;

/// What the tasks of a pod share.
struct Pod {
    options: Options,
    queue: Queue,
    clients: Clients,
    given: Sender<Given>,
    acks: mpsc::Sender<Done>,
    /// A permit for each message that may be in hand.
    hands: Arc<Semaphore>,
    /// A permit for each object that may be downloaded or worked on: a message may name thousands.
    objects: Semaphore,
    /// A permit for each [`UNIT`] that may be taken in.
    memory: Arc<Semaphore>,
    status: Status,
    metrics: Arc<Metrics>,
    /// Where messages are kept that are given up.
    state: Option<PathBuf>,
    bounds: quarantine::Bounds,
    /// Received so often, a message is given up.
    receives: AtomicU32,
}

impl Pod {
    /// Until it is told to stop and what is in hand then is done, or until the engine has ended: how it has.
    async fn work(
        self: &Arc<Self>,
        mut stop: Stop,
        dead: Option<Queue>,
        engine: &mut Engine,
    ) -> Option<Result<(), Error>> {
        let queue = self.queue.clone();
        let hidden = tokio::spawn(async move { queue.keep_hidden().await });
        let measured = tokio::spawn(Arc::clone(self).measure(dead));
        tracing::info!(queue = self.options.queue, "messages are received");
        let mut told = stop.clone();
        let finished = async {
            let ended = tokio::select! {
                () = self.receive(&mut told) => None,
                ended = result(engine) => Some(ended),
            };
            tracing::info!("no more messages are received: what is in hand is finished");
            let all = u32::try_from(self.options.messages).unwrap_or(u32::MAX);
            // Never closed.
            let _ = self.hands.acquire_many(all).await;
            ended
        };
        let grace = async {
            stop.told().await;
            tokio::time::sleep(self.options.grace).await;
        };
        let ended = tokio::select! {
            ended = finished => ended,
            () = grace => {
                tracing::warn!("what is in hand takes longer than the grace: it is left");
                None
            }
        };
        hidden.abort();
        measured.abort();
        // Aborted, as was meant.
        let _ = (hidden.await, measured.await);
        ended
    }

    /// Receives messages until it is told to stop. A request that waits for some is not broken off: what it had brought would
    /// be hidden from everyone for a while.
    async fn receive(self: &Arc<Self>, stop: &mut Stop) {
        let mut pause = PAUSES.0;
        loop {
            let hand = tokio::select! {
                biased;
                () = stop.told() => return,
                hand = Arc::clone(&self.hands).acquire_owned() => hand,
            };
            // Never closed.
            let Ok(hand) = hand else { return };
            let mut hands = vec![hand];
            while hands.len() < self.options.batch.min(BATCH)
                && let Ok(hand) = Arc::clone(&self.hands).try_acquire_owned()
            {
                hands.push(hand);
            }
            match self.queue.receive(hands.len()).await {
                Ok(messages) => {
                    pause = PAUSES.0;
                    if self.status.set(Part::Queue, Ok(None)) {
                        tracing::info!("the queue answers");
                    }
                    self.measure_age("main", &messages);
                    for (message, hand) in messages.into_iter().zip(hands) {
                        let span = spans::message(self.queue.name(), &message);
                        tokio::spawn(Arc::clone(self).handle(message, hand).instrument(span));
                    }
                }
                Err(e) => {
                    if self.status.set(Part::Queue, Err(e.to_string())) {
                        tracing::error!("no messages can be received: {e}");
                    }
                    self.metrics.problem("queue", "receive");
                    drop(hands);
                    // Told to stop: there is nothing to wait for.
                    let _ = timeout(pause, stop.told()).await;
                    pause = (pause * 2).min(PAUSES.1);
                }
            }
        }
    }

    fn measure_age(&self, queue: &'static str, messages: &[Message]) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        let oldest = messages.iter().filter_map(|message| message.sent).map(|sent| now.saturating_sub(sent)).max();
        self.metrics.oldest.get_or_create(&OfQueue { queue }).set(oldest.unwrap_or_default() / 1000);
    }

    /// Works on a message, and says what became of it.
    async fn handle(self: Arc<Self>, message: Message, _hand: OwnedSemaphorePermit) {
        // A panic is to leave the message to be received again, not hidden for ever.
        let _in_hand = InHand { queue: &self.queue, receipt: &message.receipt };
        let handled = match self.options.kind {
            Kind::Notices => self.notice(&message).await,
            Kind::Events => self.event(&message).await,
        };
        let span = Span::current();
        spans::ended(&span, &handled);
        match handled {
            Ok(status) => {
                self.metrics.messages.get_or_create(&Labels { status }).inc();
                // Closed: it comes again, and is found to be processed.
                let _ = self.acks.send(Done { receipt: message.receipt.clone(), span }).await;
            }
            Err(why) => {
                self.metrics.messages.get_or_create(&Labels { status: Outcome::failure }).inc();
                tracing::warn!(message = message.id, received = message.received, "left to be received again: {why}");
                if message.received >= self.receives.load(Ordering::Relaxed) {
                    self.quarantine(&message, why).await;
                }
                let after =
                    LONGEST.min(Duration::from_secs(5) * 2_u32.saturating_pow(message.received.saturating_sub(1)));
                if let Err(e) = self.queue.leave(&message.receipt, after).await {
                    tracing::warn!(message = message.id, "it stays hidden until its time has passed: {e}");
                }
            }
        }
    }

    /// Keeps a message that is not received again, or was too often.
    async fn quarantine(&self, message: &Message, why: String) {
        let Some(path) = self.state.clone() else { return };
        let name = format!("sqs://{}/{}", self.queue.name(), message.id);
        let (body, bounds) = (message.body.clone(), self.bounds);
        let keep = move || runtime::quarantine::keep_message(&path, &name, &body, &why, bounds);
        let kept = tokio::task::spawn_blocking(keep).await;
        self.metrics.problem("queue", "poison");
        match kept {
            Ok(Ok(())) => tracing::error!(message = message.id, "received too often: it is in the quarantine"),
            Ok(Err(e)) => tracing::error!(message = message.id, "received too often, and not in the quarantine: {e}"),
            Err(e) => tracing::error!(message = message.id, "received too often, and not in the quarantine: {e}"),
        }
    }

    async fn notice(self: &Arc<Self>, message: &Message) -> Result<Outcome, String> {
        let received = Instant::now();
        let Notice { objects, ignored, nothing, refused } = notice::read(&message.body).map_err(|e| e.to_string())?;
        for ignored in &ignored {
            tracing::debug!(bucket = ignored.bucket, key = ignored.key, reason = ?ignored.reason, "ignored");
        }
        for nothing in &nothing {
            tracing::info!(kind = nothing.kind(), "a message without work");
        }
        let (wanted, others): (Vec<_>, Vec<_>) = objects.into_iter().partition(|object| self.wants(object));
        for object in &others {
            tracing::warn!(
                bucket = object.bucket,
                key = object.key,
                "not of the bucket or prefix that is read: ignored"
            );
            self.metrics.objects.get_or_create(&Labels { status: Outcome::ignored }).inc();
        }
        let mut outcome = if wanted.is_empty() { Outcome::ignored } else { Outcome::duplicate };
        let begun = wanted.into_iter().map(|object| {
            let span = spans::object(&object.bucket, &object.key);
            tokio::spawn(spans::within(span, Arc::clone(self).object(object, received)))
        });
        let tasks: Vec<_> = begun.collect();
        let mut failures: Vec<String> = refused.iter().map(notice::Error::to_string).collect();
        for task in tasks {
            match task.await {
                Ok(Ok(Outcome::duplicate)) => {}
                Ok(Ok(done)) => outcome = done,
                Ok(Err(why)) => failures.push(why),
                Err(_) => failures.push("an internal error ended its download".into()),
            }
        }
        if failures.is_empty() { Ok(outcome) } else { Err(failures.join("; ")) }
    }

    fn wants(&self, object: &Object) -> bool {
        self.options.bucket.as_ref().is_none_or(|bucket| *bucket == object.bucket)
            && object.key.starts_with(&self.options.prefix)
    }

    async fn object(self: Arc<Self>, object: Object, received: Instant) -> Result<Outcome, String> {
        // Never closed.
        let _object = self.objects.acquire().await;
        let marker = object.dedup_id();
        let place = Place { bucket: object.bucket, key: object.key, version: object.version };
        let name = place.name();
        let span = spans::download(&place);
        let fetched = self.fetch(place, marker.clone()).instrument(span.clone()).await;
        spans::downloaded(&span, fetched.as_ref().map(|(content, _)| content.size).map_err(ToString::to_string));
        drop(span);
        let status = match &fetched {
            Ok(_) => Outcome::success,
            Err(_) => Outcome::failure,
        };
        self.metrics.objects.get_or_create(&Labels { status }).inc();
        self.bucket(&fetched);
        let (content, _memory) = fetched.map_err(|e| format!("`{name}`: {e}"))?;
        self.metrics.object_bytes.inc_by(content.size.unwrap_or_default());
        let done = spans::within(spans::evaluation(), self.evaluate(content, marker, received)).await;
        done.map_err(|why| format!("`{name}`: {why}"))
    }

    /// Remembers whether objects can be had. One that is gone says nothing of the others.
    fn bucket<T>(&self, fetched: &Result<T, object::Error>) {
        let state = match fetched {
            Ok(_) => Ok(None),
            Err(object::Error::Refused { code, .. }) if code == "NoSuchKey" || code == "NoSuchVersion" => return,
            Err(e) => Err(e.to_string()),
        };
        self.status.set(Part::Bucket, state);
    }

    /// Takes an object in, or as much of it as there is room for.
    async fn fetch(
        &self,
        place: Place,
        identity: String,
    ) -> Result<(Content, Option<OwnedSemaphorePermit>), object::Error> {
        let name = place.name();
        let client = self.clients.of(&place.bucket, &place.key);
        let download = Download::begin(client, place).await?;
        let size = download.size;
        if size > WHOLE {
            return Ok((Content::new(name, identity, Some(size), Box::new(download.stream())), None));
        }
        let units = u32::try_from(size.div_ceil(UNIT).min(self.options.prefetch / UNIT)).unwrap_or(u32::MAX);
        // Never closed.
        let memory = Arc::clone(&self.memory).acquire_many_owned(units).await.ok();
        let whole = download.whole().await?;
        Ok((Content::new(name, identity, Some(size), Box::new(Cursor::new(whole))), memory))
    }

    async fn event(self: &Arc<Self>, message: &Message) -> Result<Outcome, String> {
        let received = Instant::now();
        let event = match notice::event(&message.body).map_err(|e| e.to_string())? {
            Delivery::Event(event) => event,
            Delivery::Nothing(nothing) => {
                tracing::info!(kind = nothing.kind(), "a message without work");
                return Ok(Outcome::ignored);
            }
        };
        let (kind, id) = match &event.id {
            Some(id) => ("event", id),
            None => ("message", &message.id),
        };
        let (name, marker) = (format!("eventbridge://{id}"), format!("{kind}:{id}"));
        let text = event.text.into_owned().into_bytes();
        let content = Content::message(name, marker.clone(), text);
        spans::within(spans::evaluation(), self.evaluate(content, marker, received)).await
    }

    /// Has the engine work on something. Returns once what came of it is kept.
    async fn evaluate(&self, content: Content, marker: String, received: Instant) -> Result<Outcome, String> {
        let (tell, told) = oneshot::channel();
        // Whoever waits may have been left.
        let ended = Box::new(move |ended| drop(tell.send(ended)));
        let given = Given { source: Source::Object(Arc::new(content)), marker, ended };
        let stopped = || "the engine has stopped".to_owned();
        self.given.send(given).map_err(|_| stopped())?;
        let ended = told.await.map_err(|_| stopped())?;
        let kept = !matches!(ended, Ended::Unkept(_));
        if self.status.set(Part::Database, if kept { Ok(None) } else { Err("it cannot be written".into()) }) && !kept {
            tracing::error!("the database cannot be written");
        }
        match ended {
            Ended::Done(done) => {
                spans::counted(&Span::current(), &done.counts);
                self.metrics.done(&done.counts, &done.raised, received.elapsed());
                Ok(Outcome::success)
            }
            Ended::Before => Ok(Outcome::duplicate),
            Ended::Again(why) => {
                self.metrics.problem("read", "failed");
                Err(why)
            }
            Ended::Unkept(why) => {
                self.metrics.state(Outcome::failure);
                self.metrics.problem("state", "commit");
                Err(why)
            }
        }
    }

    /// Measures the queues, without end.
    async fn measure(self: Arc<Self>, dead: Option<Queue>) {
        loop {
            for (name, queue) in [("main", Some(&self.queue)), ("dlq", dead.as_ref())] {
                let Some(queue) = queue else { continue };
                let depth = queue.measure().await;
                if name == "main" {
                    // Known long before the first message: to wait for one takes up to 20 s.
                    self.status.set(Part::Queue, depth.as_ref().map(|_| None).map_err(ToString::to_string));
                }
                match depth {
                    Ok(Measured { visible, hidden, receives }) => {
                        if name == "main" {
                            self.receives.store(receives.unwrap_or(RECEIVES), Ordering::Relaxed);
                        }
                        for (state, messages) in [("visible", visible), ("in_flight", hidden)] {
                            let depth = self.metrics.depth.get_or_create(&Depth { queue: name, state });
                            depth.set(i64::try_from(messages).unwrap_or(i64::MAX));
                        }
                    }
                    Err(e) => tracing::debug!("the depth of the queue `{name}` cannot be asked for: {e}"),
                }
                // Nobody receives dead letters: some are looked at, and stay.
                if name == "dlq" {
                    match queue.peek().await {
                        Ok(messages) => self.measure_age(name, &messages),
                        Err(e) => tracing::debug!("the age of dead letters cannot be asked for: {e}"),
                    }
                }
            }
            tokio::time::sleep(MEASURED).await;
        }
    }
}

/// How the engine has ended, once it has.
async fn result(engine: &mut Engine) -> Result<(), Error> {
    match engine.await {
        Ok(result) => Ok(result.map(drop)?),
        Err(_) => Err(Error::Engine),
    }
}

/// A message that is being worked on.
struct InHand<'p> {
    queue: &'p Queue,
    receipt: &'p str,
}

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        self.queue.forget(self.receipt);
    }
}

//! Hours of test time, in which the clock goes on once all tasks wait.

use std::sync::Mutex as StdMutex;

use async_trait::async_trait;
use tokio::time::sleep;

use super::*;
use crate::alert::Alert;
use crate::outbox::Memory;
use crate::output::{Batch, Refusal, Sent};
use crate::secret::Secret;

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// What a service answers to the titles that it is sent, so long after its beginning.
type Answer = Box<dyn Fn(&[String], Duration) -> Result<(), Refusal> + Send + Sync>;

/// A service that notes what it took, and when.
struct Service {
    batch: Batch,
    answer: Answer,
    begun: Instant,
    log: Arc<Log>,
    takes: Duration,
}

#[derive(Default)]
struct Log {
    /// When it was asked, and with what.
    asked: StdMutex<Vec<(Duration, Vec<String>)>>,
    taken: StdMutex<Vec<(Duration, String)>>,
    told: StdMutex<Vec<String>>,
}

impl Log {
    fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("a lock").iter().map(|(_, title)| title.clone()).collect()
    }

    fn last(&self) -> Duration {
        self.taken.lock().expect("a lock").iter().map(|(when, _)| *when).max().unwrap_or_default()
    }

    fn asked(&self) -> usize {
        self.asked.lock().expect("a lock").len()
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().expect("a lock").clone()
    }
}

#[async_trait]
impl Output for Service {
    fn batch(&self) -> Batch {
        self.batch
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        sleep(self.takes).await;
        let titles: Vec<String> = alerts.iter().map(|alert| alert.title.clone()).collect();
        let now = self.begun.elapsed();
        self.log.asked.lock().expect("a lock").push((now, titles.clone()));
        (self.answer)(&titles, now)?;
        self.log.taken.lock().expect("a lock").extend(titles.into_iter().map(|title| (now, title)));
        Ok(Sent(String::new()))
    }

    fn preview(&self, _alerts: &[Alert]) -> String {
        String::new()
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![Secret::new("hunter2hunter2")]
    }
}

fn line(title: &str) -> String {
    format!(r#"{{"alert_id":"{title}","rule_id":"r","title":"{title}","severity":"HIGH"}}"#)
}

fn down(why: &str) -> Refusal {
    Refusal::down(why)
}

/// Outputs and their outbox.
struct Place {
    outbox: Arc<Memory>,
    logs: BTreeMap<&'static str, Arc<Log>>,
    lanes: Vec<Lane>,
}

impl Place {
    fn new() -> Place {
        Place { outbox: Arc::default(), logs: BTreeMap::new(), lanes: Vec::new() }
    }

    fn with(
        mut self,
        name: &'static str,
        batch: Batch,
        pace: Pace,
        answer: impl Fn(&[String], Duration) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> Place {
        let log = Arc::new(Log::default());
        self.logs.insert(name, Arc::clone(&log));
        let (answer, takes) = (Box::new(answer), Duration::from_millis(1));
        let output = Box::new(Service { batch, answer, begun: Instant::now(), log, takes });
        self.lanes.push(Lane { name: name.into(), kind: "test", pace, output });
        self
    }

    fn post(&self, titles: impl IntoIterator<Item = impl AsRef<str>>) {
        for title in titles {
            for name in self.logs.keys() {
                self.outbox.post(name, title.as_ref(), &line(title.as_ref()), Timestamp::now().as_millisecond());
            }
        }
    }

    /// Delivers until all is done or the time has passed: what is left.
    async fn run(&mut self, within: Duration) -> BTreeMap<String, u64> {
        let (until, told) = watch::channel(Until::Done(Instant::now() + within));
        let logs = self.logs.clone();
        let tell: Tell = Box::new(move |name, _, told| {
            if let Some(log) = logs.get(name) {
                log.told.lock().expect("a lock").push(format!("{told:?}"));
            }
        });
        let lanes = std::mem::take(&mut self.lanes);
        let left = deliver(lanes, Box::new(Arc::clone(&self.outbox)), tell, told, fastrand::Rng::with_seed(7)).await;
        drop(until);
        left
    }
}

fn titles(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{n:05}")).collect()
}

#[tokio::test(start_paused = true)]
async fn an_hour_of_being_down_delays_nobody_else_and_loses_nothing() {
    let mut place = Place::new()
        .with("dead", Batch::ONE, Pace::default(), |_, now| if now < HOUR { Err(down("gone")) } else { Ok(()) })
        .with("alive", Batch::ONE, Pace::default(), |_, _| Ok(()));
    place.post(titles(50));
    assert!(place.run(2 * HOUR).await.is_empty());
    let (dead, alive) = (&place.logs["dead"], &place.logs["alive"]);
    assert_eq!((dead.taken(), alive.taken()), (titles(50), titles(50)));
    // Ten a second.
    assert!(alive.last() < 6 * SECOND, "{:?}", alive.last());
    // Pauses of a minute at the most: soon after it is back, and it was not asked too often before.
    assert!(dead.last() < HOUR + 70 * SECOND, "{:?}", dead.last());
    assert!((60..300).contains(&(dead.asked() - 50)), "{}", dead.asked());
    let told = dead.told();
    assert_eq!(told.iter().filter(|told| told.starts_with("Opened")).count(), 1);
    assert_eq!(told.iter().filter(|told| *told == "Closed").count(), 1);
    assert!(place.outbox.dead("dead").is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_rate_is_kept_and_what_it_wants_to_wait_is_waited() {
    let after = Some(100 * SECOND);
    let refused = StdMutex::new(false);
    let pace = Pace { rate: "30/m".parse().expect("a rate"), ..Pace::default() };
    let mut place = Place::new().with("slow", Batch::ONE, pace, move |titles, _| {
        let mut refused = refused.lock().expect("a lock");
        if titles[0] == "00010" && !*refused {
            *refused = true;
            return Err(Refusal::Down { after, why: "429".into() });
        }
        Ok(())
    });
    place.post(titles(20));
    assert!(place.run(HOUR).await.is_empty());
    let log = &place.logs["slow"];
    assert_eq!(log.taken(), titles(20));
    let asked = log.asked.lock().expect("a lock");
    let gaps: Vec<Duration> = asked.windows(2).map(|two| two[1].0.saturating_sub(two[0].0)).collect();
    assert!(gaps.iter().all(|gap| *gap >= Duration::from_millis(1990)), "{gaps:?}");
    assert!(gaps[10] >= 100 * SECOND, "{gaps:?}");
}

#[tokio::test(start_paused = true)]
async fn one_alert_that_a_service_fails_over_becomes_a_dead_letter_alone() {
    let fails = |titles: &[String], _: Duration| match titles.iter().any(|title| title == "00003") {
        true => Err(Refusal::Failed { why: "500 over hunter2hunter2".into() }),
        false => Ok(()),
    };
    let refuses = |titles: &[String], _: Duration| match titles.iter().any(|title| title == "00003") {
        true => Err(Refusal::Never { why: "400".into() }),
        false => Ok(()),
    };
    let mut place = Place::new()
        .with("fails", Batch::ONE, Pace::default(), fails)
        .with("fails batches", Batch::up_to(10), Pace::default(), fails)
        .with("refuses batches", Batch::up_to(10), Pace::default(), refuses);
    place.post(titles(30));
    assert!(place.run(24 * HOUR).await.is_empty());
    for (name, log) in &place.logs {
        let mut taken = log.taken();
        taken.sort();
        let expected: Vec<String> = titles(30).into_iter().filter(|title| title != "00003").collect();
        assert_eq!(taken, expected, "{name}");
        let dead = place.outbox.dead(name);
        assert_eq!(dead.len(), 1, "{name}");
        assert!(!format!("{dead:?}{:?}", log.told()).contains("hunter2"), "{dead:?}");
    }
    let why = &place.outbox.dead("fails")[0].1;
    assert_eq!(why, "refused 10 times, while others were taken: 500 over ***");
    // Nothing else waited long for it.
    assert!(place.logs["fails"].last() < 60 * SECOND, "{:?}", place.logs["fails"].last());
}

#[tokio::test(start_paused = true)]
async fn a_service_that_fails_over_everything_loses_nothing() {
    let answer = |_: &[String], now| if now < HOUR { Err(Refusal::Failed { why: "500".into() }) } else { Ok(()) };
    let mut place = Place::new().with("a", Batch::up_to(10), Pace::default(), answer);
    place.post(titles(5));
    assert!(place.run(2 * HOUR).await.is_empty());
    let mut taken = place.logs["a"].taken();
    taken.sort();
    assert_eq!(taken, titles(5));
    assert!(place.outbox.dead("a").is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_is_too_old_is_given_up_and_what_is_too_much_makes_room() {
    let pace = Pace { keep: HOUR, room: 10, ..Pace::default() };
    let mut place = Place::new().with("gone", Batch::ONE, pace, |_, _| Err(down("gone")));
    place.post(titles(15));
    let left = place.run(2 * HOUR).await;
    let dead = place.outbox.dead("gone");
    assert_eq!(dead.iter().filter(|(_, why)| why == "no room").count(), 5);
    assert!(dead.iter().filter(|(_, why)| why == "given up for its age: gone").count() >= 5, "{dead:?}");
    assert_eq!(left.get("gone").copied().unwrap_or_default() as usize + dead.len(), 15);
}

#[tokio::test(start_paused = true)]
async fn a_group_keeps_its_order_and_few_alerts_are_not_summed_up() {
    let digest = Batch { most: 500, alone: 5 };
    let mut place = Place::new().with("a", digest, Pace::default(), |_, _| Ok(()));
    for (group, title) in [("g", "first"), ("h", "other"), ("g", "second")] {
        place.outbox.post("a", group, &line(title), 0);
    }
    assert!(place.run(HOUR).await.is_empty());
    assert_eq!(place.logs["a"].taken(), ["first", "other", "second"]);
    assert_eq!(place.logs["a"].asked(), 3);

    let mut place = Place::new().with("a", digest, Pace::default(), |_, _| Ok(()));
    place.post(titles(1000));
    assert!(place.run(HOUR).await.is_empty());
    assert_eq!((place.logs["a"].taken(), place.logs["a"].asked()), (titles(1000), 2));
}

#[tokio::test(start_paused = true)]
async fn what_was_taken_is_not_sent_again_while_the_outbox_cannot_be_written() {
    let mut place = Place::new().with("a", Batch::ONE, Pace::default(), |_, _| Ok(()));
    place.post(titles(20));
    place.outbox.set_busy(true);
    let outbox = Arc::clone(&place.outbox);
    let free = tokio::spawn(async move {
        sleep(60 * SECOND).await;
        outbox.set_busy(false);
    });
    assert!(place.run(HOUR).await.is_empty());
    free.await.expect("it is free");
    assert_eq!((place.logs["a"].taken(), place.logs["a"].asked()), (titles(20), 20));
    assert!(place.logs["a"].last() < 5 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn what_never_answers_is_left_when_the_time_has_passed() {
    let mut place = Place::new().with("a", Batch::ONE, Pace::default(), |_, _| Ok(()));
    let log = Arc::clone(&place.logs["a"]);
    let service =
        Service { batch: Batch::ONE, answer: Box::new(|_, _| Ok(())), begun: Instant::now(), log, takes: 24 * HOUR };
    place.lanes[0].output = Box::new(service);
    place.post(titles(2));
    let begun = Instant::now();
    assert_eq!(place.run(30 * SECOND).await, BTreeMap::from([("a".into(), 2)]));
    assert!(begun.elapsed() < 40 * SECOND, "{:?}", begun.elapsed());
    assert!(place.logs["a"].taken().is_empty());
}

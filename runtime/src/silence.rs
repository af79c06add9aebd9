//! Sources that are expected to be heard of: one that is silent for too long is an alert of its own, once, until it is heard
//! again. A trail that was stopped looks like a quiet day.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use crate::dedup::{self, Candidate, Session};
use crate::json::Text;

/// The table. `alert_id` is of the alert that says that the source is silent; NULL: it is not.
pub const SCHEMA: &str = "
CREATE TABLE heard (
    source   TEXT PRIMARY KEY,
    at_ms    INTEGER NOT NULL,
    alert_id TEXT
) STRICT, WITHOUT ROWID;
";

/// The rule that such alerts are of.
pub const RULE: &str = "iota.source_silent";

/// How bad that is.
pub const SEVERITY: &str = "HIGH";

/// After a start: what came while nothing ran is in the queue still.
const GRACE: Duration = Duration::from_secs(600);

/// How often it is looked for silence, at the most and at the least.
const LOOKS: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

const DESCRIPTION: &str = "No record of this source was read for longer than `silence` in iota.toml allows. Either nothing \
    happens there, or its logs no longer arrive: a trail that was stopped, a permission or a notification that is gone.";

const RUNBOOK: &str = "1. See whether the source still writes: the newest object of the bucket, the trail's status.\n\
    2. See whether iota is told: the notification of the bucket, the rule of the bus, the queue's messages.\n\
    3. Find who changed it: `StopLogging`, `DeleteTrail`, `PutBucketNotification`, `DeleteRule` in CloudTrail.";

/// A source that is expected to be heard of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Watched {
    /// What people call it, and what is kept of it is known by.
    pub name: String,
    /// What the names of its files and objects begin with; empty: whatever they are called.
    pub names: String,
    /// Whose records count; `None`: any.
    pub log_type: Option<&'static str>,
    /// How long nothing may be heard.
    pub silence: Duration,
}

impl Watched {
    fn is_heard(&self, name: &str, types: &BTreeMap<&'static str, u64>) -> bool {
        name.starts_with(&self.names)
            && match self.log_type {
                Some(log_type) => types.contains_key(log_type),
                None => !types.is_empty(),
            }
    }
}

/// Listens.
#[derive(Debug)]
pub(crate) struct Watch {
    /// Each with whether it was heard since it was looked last.
    watched: Vec<(Watched, bool)>,
    started: Timestamp,
    looked: Option<Instant>,
}

/// What came of looking for silence.
#[derive(Default, Debug)]
pub(crate) struct Looked {
    /// What people should know.
    pub said: Vec<String>,
    /// How many alerts were raised.
    pub alerts: u64,
}

/// The alert's line.
#[derive(Serialize)]
struct Line<'l> {
    alert_id: &'l str,
    rule_id: &'static str,
    title: Text<'l>,
    severity: &'static str,
    dedup: Text<'l>,
    log_type: Option<&'static str>,
    event_time: String,
    tags: [&'static str; 1],
    description: &'static str,
    runbook: &'static str,
    alert_context: Context<'l>,
    event: Empty,
}

#[derive(Serialize)]
struct Context<'l> {
    source: Text<'l>,
    heard_last: String,
    silence_seconds: u64,
}

#[derive(Serialize)]
struct Empty {}

impl Watch {
    pub(crate) fn new(watched: Vec<Watched>, started: Timestamp) -> Watch {
        Watch { watched: watched.into_iter().map(|watched| (watched, false)).collect(), started, looked: None }
    }

    /// How long to wait until [`Watch::look`] is worth while; `None`: it never is.
    pub(crate) fn interval(&self) -> Option<Duration> {
        let shortest = self.watched.iter().map(|(watched, _)| watched.silence).min()?;
        Some((shortest / 4).clamp(LOOKS.0, LOOKS.1))
    }

    /// Records of these types were read of the source `name`.
    pub(crate) fn hear(&mut self, name: &str, types: &BTreeMap<&'static str, u64>) {
        for (watched, heard) in &mut self.watched {
            *heard |= watched.is_heard(name, types);
        }
    }

    /// Keeps what was heard, and raises an alert for what is silent, if it is time to.
    ///
    /// # Errors
    /// Where the database says so.
    pub(crate) fn look(&mut self, session: &Session<'_>, now: Timestamp) -> Result<Looked, dedup::Error> {
        let mut looked = Looked::default();
        let is_time = |interval| self.looked.is_none_or(|then| then.elapsed() >= interval);
        if !self.interval().is_some_and(is_time) {
            return Ok(looked);
        }
        self.looked = Some(Instant::now());
        for (watched, heard) in &mut self.watched {
            if std::mem::take(heard) {
                looked.said.extend(again(session, watched, now)?);
            } else if let Some(said) = silent(session, watched, self.started, now)? {
                looked.said.push(said);
                looked.alerts += 1;
            }
        }
        Ok(looked)
    }
}

/// Keeps that a source was heard; what is to be said, if it was silent.
fn again(session: &Session<'_>, watched: &Watched, now: Timestamp) -> Result<Option<String>, dedup::Error> {
    let before = row(session.connection(), &watched.name)?;
    put(session.connection(), &watched.name, now, None)?;
    let Some(alert_id) = before.and_then(|(_, alert_id)| alert_id) else { return Ok(None) };
    session.resolve(&alert_id, now)?;
    Ok(Some(format!("the source `{}` is heard again", watched.name)))
}

/// Raises an alert, if a source is silent and nobody was told; what is to be said then.
fn silent(
    session: &Session<'_>,
    watched: &Watched,
    started: Timestamp,
    now: Timestamp,
) -> Result<Option<String>, dedup::Error> {
    let Watched { name, log_type, silence, .. } = watched;
    let (heard, told) = match row(session.connection(), name)? {
        Some((heard, told)) => (heard, told.is_some()),
        None => {
            put(session.connection(), name, now, None)?;
            (now, false)
        }
    };
    let due = later(heard, *silence).max(later(started, GRACE.min(*silence)));
    if told || now < due {
        return Ok(None);
    }
    let title = format!("Nothing was heard of {name} since {}", heard.strftime("%Y-%m-%d %H:%M:%S UTC"));
    let matched = Candidate {
        rule_id: RULE,
        dedup: name,
        title: &title,
        severity: SEVERITY,
        log_type: *log_type,
        at: now.as_millisecond(),
        window: 0,
        threshold: 1,
        unique: None,
        actor: None,
        source_ip: None,
        shadow: false,
        origin: name,
    };
    let Some(decision) = session.count(&[matched])?.pop() else { return Ok(None) };
    let alert_id = decision.alert_id;
    put(session.connection(), name, heard, Some(&alert_id))?;
    let line = Line {
        alert_id: &alert_id,
        rule_id: RULE,
        title: Text(&title),
        severity: SEVERITY,
        dedup: Text(name),
        log_type: *log_type,
        event_time: now.to_string(),
        tags: ["Silence"],
        description: DESCRIPTION,
        runbook: RUNBOOK,
        alert_context: Context {
            source: Text(name),
            heard_last: heard.to_string(),
            silence_seconds: silence.as_secs(),
        },
        event: Empty {},
    };
    let mut line = sonic_rs::to_vec(&line).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
    line.push(b'\n');
    let is_kept = session.keep_line(&alert_id, &line)?;
    session.post(&alert_id, &line, is_kept)?;
    Ok(Some(format!("the source `{name}` is silent: nothing was heard of it since {heard}")))
}

fn later(time: Timestamp, by: Duration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// When a source was heard, and the alert that says that it is silent.
fn row(connection: &Connection, source: &str) -> Result<Option<(Timestamp, Option<String>)>, rusqlite::Error> {
    let mut get = connection.prepare_cached("SELECT at_ms, alert_id FROM heard WHERE source = ?1")?;
    let found: Option<(i64, Option<String>)> =
        get.query_row([source], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.map(|(at, alert_id)| (Timestamp::from_millisecond(at).unwrap_or_default(), alert_id)))
}

fn put(connection: &Connection, source: &str, at: Timestamp, alert: Option<&str>) -> Result<(), rusqlite::Error> {
    let put = "INSERT OR REPLACE INTO heard (source, at_ms, alert_id) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(put)?.execute((source, at.as_millisecond(), alert))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::dedup::Store;

    const HOUR: Duration = Duration::from_secs(3600);

    fn watched() -> Watched {
        Watched { name: "s3://b/okta/".into(), names: "s3://b/okta/".into(), log_type: None, silence: HOUR }
    }

    /// A process that started at `started`, over `store`.
    struct Case<'s> {
        store: &'s mut Store,
        watch: Watch,
    }

    impl Case<'_> {
        fn new(store: &mut Store, started: Timestamp) -> Case<'_> {
            Case { store, watch: Watch::new(vec![watched()], started) }
        }

        /// How many lines are said, and alerts wait to be printed.
        fn look(&mut self, now: Timestamp) -> (usize, usize) {
            self.watch.looked = None;
            let session = self.store.begin().expect("a transaction");
            let looked = self.watch.look(&session, now).expect("sql");
            session.commit().expect("sql");
            (looked.said.len(), self.store.waiting(100).expect("sql").len())
        }

        fn hear(&mut self, name: &str) {
            self.watch.hear(name, &BTreeMap::from([("Okta.SystemLog", 3)]));
        }
    }

    #[test]
    fn a_silent_source_is_one_alert_until_it_is_heard_again() {
        let mut store = Store::in_memory().expect("a store");
        let start: Timestamp = "2026-03-01T10:00:00Z".parse().expect("a time");
        let mut case = Case::new(&mut store, start);
        assert_eq!(case.look(start), (0, 0));
        case.hear("s3://b/okta/1.gz");
        assert_eq!(case.look(start + 50.minutes()), (0, 0));
        // Others are no sign of it.
        case.hear("s3://b/other/1.gz");
        assert_eq!(case.look(start + 109.minutes()), (0, 0));
        assert_eq!(case.look(start + 110.minutes()), (1, 1));
        assert_eq!(case.look(start + 200.minutes()), (0, 1));
        case.hear("s3://b/okta/2.gz");
        assert_eq!(case.look(start + 201.minutes()), (1, 1));
        assert_eq!(case.look(start + 261.minutes()), (1, 2));
        let (alerts, _) = store.alerts(&dedup::Selection::default(), 10).expect("sql");
        let found: Vec<_> = alerts.iter().map(|alert| (alert.status, alert.rule_id.as_str())).collect();
        assert_eq!(found, [(dedup::Status::Closed, RULE), (dedup::Status::Resolved, RULE)]);
    }

    #[test]
    fn what_came_while_nothing_ran_is_waited_for() {
        let mut store = Store::in_memory().expect("a store");
        let start: Timestamp = "2026-03-01T10:00:00Z".parse().expect("a time");
        let mut case = Case::new(&mut store, start);
        case.hear("s3://b/okta/1.gz");
        assert_eq!(case.look(start), (0, 0));
        let later = start + 5.hours();
        let mut case = Case::new(&mut store, later);
        assert_eq!(case.look(later + 9.minutes()), (0, 0));
        assert_eq!(case.look(later + 10.minutes()), (1, 1));
        // It is known to be silent, whoever looks.
        let mut case = Case::new(&mut store, later + 1.hour());
        assert_eq!(case.look(later + 3.hours()), (0, 1));
    }

    #[test]
    fn a_log_type_is_heard_wherever_it_is_found() {
        let by_type = Watched { names: String::new(), log_type: Some("Okta.SystemLog"), ..watched() };
        let types = |log_type| BTreeMap::from([(log_type, 1)]);
        assert!(by_type.is_heard("eventbridge://1", &types("Okta.SystemLog")));
        assert!(!by_type.is_heard("eventbridge://1", &types("AWS.CloudTrail")));
        assert!(!watched().is_heard("s3://b/okta/1.gz", &BTreeMap::new()));
    }
}

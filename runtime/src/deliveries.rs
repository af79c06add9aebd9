//! Alerts on their way to the outputs. Detection hands each over, by a small row that is committed with what raised the alert;
//! who delivers has a connection of its own ([`Deliveries`]), finds out which outputs it goes to as they get to it, and has a row
//! for each, gone once the output has taken the alert. What an output never takes stays as a dead letter.

use std::path::Path;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, TransactionBehavior};

use crate::dedup::Error;

/// The tables. A line is kept once, however many outputs it goes to, and as long as one of them wants it.
pub const SCHEMA: &str = "
CREATE TABLE outgoing (
    id         INTEGER PRIMARY KEY,
    alert_id   TEXT NOT NULL,
    line       BLOB NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE deliveries (
    id          INTEGER PRIMARY KEY,
    outgoing_id INTEGER NOT NULL,
    output      TEXT NOT NULL,
    alert_id    TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_ms      INTEGER NOT NULL,
    error       TEXT,
    updated_ms  INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_in_order ON deliveries (output, state, id);
CREATE INDEX deliveries_by_alert ON deliveries (output, alert_id, state, id);
CREATE INDEX deliveries_by_line ON deliveries (outgoing_id);
CREATE TRIGGER deliveries_done AFTER DELETE ON deliveries
WHEN NOT EXISTS (SELECT 1 FROM deliveries WHERE outgoing_id = OLD.outgoing_id)
BEGIN DELETE FROM outgoing WHERE id = OLD.outgoing_id; END;
CREATE TABLE cooldowns (
    output   TEXT NOT NULL,
    rule_id  TEXT NOT NULL,
    alert_id TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (output, rule_id)
) STRICT, WITHOUT ROWID;
";

/// Alerts of which it is not known yet where they go. `line` is NULL where it is kept as the alert's own.
pub const UNROUTED: &str = "
CREATE TABLE unrouted (
    id         INTEGER PRIMARY KEY,
    alert_id   TEXT NOT NULL,
    line       BLOB,
    created_ms INTEGER NOT NULL
) STRICT;
";

const NEXT_UNROUTED: &str = "
SELECT u.id, u.alert_id, coalesce(u.line, l.line), u.created_ms FROM unrouted u LEFT JOIN alert_lines l USING (alert_id)
ORDER BY u.id LIMIT ?1";

/// How long a dead letter is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Within a group the later waits for the earlier: an alert is delivered before its follow-up.
const DUE: &str = "
SELECT d.id, o.line, d.attempts, o.created_ms FROM deliveries d JOIN outgoing o ON o.id = d.outgoing_id
WHERE d.output = ?1 AND d.state = 'waiting' AND d.due_ms <= ?2
  AND NOT EXISTS (SELECT 1 FROM deliveries e
    WHERE e.output = d.output AND e.alert_id = d.alert_id AND e.state = 'waiting' AND e.id < d.id)
ORDER BY d.id LIMIT ?3";

/// The oldest of those that wait, but for the newest so many.
const CROWDED: &str = "
UPDATE deliveries SET state = 'dead', error = ?3, updated_ms = ?4 WHERE output = ?1 AND state = 'waiting' AND id <=
    (SELECT id FROM deliveries WHERE output = ?1 AND state = 'waiting' ORDER BY id DESC LIMIT 1 OFFSET ?2)";

/// For another writer. Who delivers can do something else meanwhile, and asks again.
const PATIENCE: Duration = Duration::from_millis(50);

/// Says which outputs an alert goes to.
pub trait Routes: Send + Sync + std::fmt::Debug {
    /// Where the alert goes that `line` is, as JSON.
    fn of(&self, line: &[u8]) -> Vec<Target>;
}

/// An output that an alert goes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    pub output: String,
    /// It is held until then.
    pub not_before: Option<Timestamp>,
    pub cooldown: Option<Cooldown>,
}

/// How long no other alert of a rule goes to an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cooldown {
    pub rule_id: String,
    pub lasts: Duration,
}

/// An alert that an output is to be given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// Ascending in the order in which they were raised.
    pub id: i64,
    pub line: Vec<u8>,
    /// How often it was refused.
    pub attempts: u32,
    /// When it was raised, in milliseconds since 1970.
    pub created_ms: i64,
}

/// What became of a delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    Delivered,
    /// It is tried again from then on, in milliseconds since 1970.
    Again {
        due_ms: i64,
        why: String,
    },
    Dead {
        why: String,
    },
}

/// Has an alert delivered, once this is committed; `line` is `None` where it is kept as the alert's own.
pub(crate) fn hand_over(
    connection: &Connection,
    alert_id: &str,
    line: Option<&[u8]>,
    now: Timestamp,
) -> Result<(), rusqlite::Error> {
    let insert = "INSERT INTO unrouted (alert_id, line, created_ms) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(insert)?.execute((alert_id, line, now.as_millisecond()))?;
    Ok(())
}

/// Forgets dead letters that nobody wanted delivered for long.
///
/// # Errors
/// Where the database says so.
pub(crate) fn forget_old(connection: &Connection, now: Timestamp) -> Result<(), rusqlite::Error> {
    let before = now.as_millisecond().saturating_sub(KEPT.as_secs().saturating_mul(1000));
    connection.execute("DELETE FROM deliveries WHERE state = 'dead' AND updated_ms < ?1", [before])?;
    Ok(())
}

/// Has an alert delivered to `targets`, once this is committed.
fn post(
    connection: &Connection,
    alert_id: &str,
    line: &[u8],
    targets: &[Target],
    now: Timestamp,
) -> Result<(), rusqlite::Error> {
    let now_ms = now.as_millisecond();
    let mut outgoing = None;
    for target in targets {
        if !warm(connection, alert_id, target, now_ms)? {
            continue;
        }
        let outgoing = match outgoing {
            Some(id) => id,
            None => {
                let insert = "INSERT INTO outgoing (alert_id, line, created_ms) VALUES (?1, ?2, ?3)";
                *outgoing.insert(connection.prepare_cached(insert)?.insert((alert_id, line, now_ms))?)
            }
        };
        let due_ms = target.not_before.map_or(now_ms, |then| then.as_millisecond().max(now_ms));
        connection
            .prepare_cached(
                "INSERT INTO deliveries (outgoing_id, output, alert_id, due_ms, updated_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((outgoing, &target.output, alert_id, due_ms, now_ms))?;
    }
    Ok(())
}

/// Whether the rule's cooldown lets the alert through. What follows up an alert that was let through is let through as well.
fn warm(connection: &Connection, alert_id: &str, target: &Target, now_ms: i64) -> Result<bool, rusqlite::Error> {
    let Some(Cooldown { rule_id, lasts }) = &target.cooldown else { return Ok(true) };
    let last: Option<(String, i64)> = connection
        .prepare_cached("SELECT alert_id, until_ms FROM cooldowns WHERE output = ?1 AND rule_id = ?2")?
        .query_row((&target.output, rule_id), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match last {
        Some((last, _)) if last == alert_id => Ok(true),
        Some((_, until_ms)) if until_ms > now_ms => Ok(false),
        _ => {
            let lasts_ms = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
            connection
                .prepare_cached(
                    "INSERT INTO cooldowns (output, rule_id, alert_id, until_ms) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT (output, rule_id) DO UPDATE SET alert_id = ?3, until_ms = ?4",
                )?
                .execute((&target.output, rule_id, alert_id, now_ms.saturating_add(lasts_ms)))?;
            Ok(true)
        }
    }
}

/// The deliveries of a state file, for who delivers and for who looks at them.
#[derive(Debug)]
pub struct Deliveries {
    connection: Connection,
}

impl Deliveries {
    /// Those of the state file at `path`, which is made if there is none.
    ///
    /// # Errors
    /// As [`crate::dedup::Store::open`] has.
    pub fn open(path: &Path) -> Result<Deliveries, Error> {
        // Makes the tables, or says that the file is of another version.
        drop(crate::dedup::Store::open(path)?);
        let failed = |source| Error::Open { path: path.to_owned(), source };
        let connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        Ok(Deliveries { connection })
    }

    /// Has the first `most` alerts whose way is not known yet go where `routes` says; how many. While somebody else writes, none.
    ///
    /// # Errors
    /// Where the database says so; then none went anywhere.
    pub fn route(&mut self, routes: &dyn Routes, most: usize) -> Result<usize, Error> {
        if self.unrouted()? == 0 {
            return Ok(0);
        }
        let transaction = match self.connection.transaction_with_behavior(TransactionBehavior::Immediate) {
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => return Ok(0),
            transaction => transaction?,
        };
        let mut routed = 0;
        {
            let mut next = transaction.prepare_cached(NEXT_UNROUTED)?;
            let mut rows = next.query([i64::try_from(most).unwrap_or(i64::MAX)])?;
            let mut last = None;
            while let Some(row) = rows.next()? {
                last = Some(row.get::<_, i64>(0)?);
                let (alert_id, line): (String, Option<Vec<u8>>) = (row.get(1)?, row.get(2)?);
                let line = line.unwrap_or_default();
                let raised = Timestamp::from_millisecond(row.get(3)?).unwrap_or_default();
                post(&transaction, &alert_id, &line, &routes.of(&line), raised)?;
                routed += 1;
            }
            transaction.prepare_cached("DELETE FROM unrouted WHERE id <= ?1")?.execute([last])?;
        }
        transaction.commit()?;
        Ok(routed)
    }

    /// How many alerts there are whose way is not known yet.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn unrouted(&self) -> Result<u64, Error> {
        // As many as there are ids from the first to the last: they are routed in their order.
        let count = "SELECT coalesce(max(id) - min(id) + 1, 0) FROM unrouted";
        Ok(self.connection.prepare_cached(count)?.query_row([], |row| number(row, 0))?)
    }

    /// The first `most` that `output` is to be given at `now_ms`.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn due(&self, output: &str, now_ms: i64, most: usize) -> Result<Vec<Due>, Error> {
        let mut statement = self.connection.prepare_cached(DUE)?;
        let rows = statement.query_map((output, now_ms, i64::try_from(most).unwrap_or(i64::MAX)), |row| {
            Ok(Due { id: row.get(0)?, line: row.get(1)?, attempts: row.get(2)?, created_ms: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When the first of those that wait for `output` is due, in milliseconds since 1970; `None`: nothing waits.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn next_ms(&self, output: &str) -> Result<Option<i64>, Error> {
        let first = "SELECT min(due_ms) FROM deliveries WHERE output = ?1 AND state = 'waiting'";
        Ok(self.connection.prepare_cached(first)?.query_row([output], |row| row.get(0))?)
    }

    /// How many wait for `output`.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn waiting(&self, output: &str) -> Result<u64, Error> {
        let count = "SELECT count(*) FROM deliveries WHERE output = ?1 AND state = 'waiting'";
        Ok(self.connection.prepare_cached(count)?.query_row([output], |row| number(row, 0))?)
    }

    /// Keeps what became of deliveries.
    ///
    /// # Errors
    /// Where the database says so, or somebody else writes to it; then nothing of it was kept.
    pub fn settle(&mut self, fates: &[(i64, Fate)], now_ms: i64) -> Result<(), Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (id, fate) in fates {
            match fate {
                Fate::Delivered => transaction.prepare_cached("DELETE FROM deliveries WHERE id = ?1")?.execute([id])?,
                Fate::Again { due_ms, why } => transaction
                    .prepare_cached(
                        "UPDATE deliveries SET attempts = attempts + 1, due_ms = ?2, error = ?3, updated_ms = ?4
                        WHERE id = ?1",
                    )?
                    .execute((id, due_ms, why, now_ms))?,
                Fate::Dead { why } => transaction
                    .prepare_cached(
                        "UPDATE deliveries SET attempts = attempts + 1, state = 'dead', error = ?2, updated_ms = ?3
                        WHERE id = ?1",
                    )?
                    .execute((id, why, now_ms))?,
            };
        }
        Ok(transaction.commit()?)
    }

    /// Makes dead letters of the oldest that wait for `output`, so that no more than `room` are left: how many.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn make_room(&self, output: &str, room: u64, now_ms: i64) -> Result<u64, Error> {
        let why = format!("more than {room} waited for this output");
        let room = i64::try_from(room).unwrap_or(i64::MAX);
        // Mostly there is nothing to be done, and to write would wait for who writes.
        let more = "SELECT 1 FROM deliveries WHERE output = ?1 AND state = 'waiting' LIMIT 1 OFFSET ?2";
        if self.connection.prepare_cached(more)?.query_row((output, room), |_| Ok(())).optional()?.is_none() {
            return Ok(0);
        }
        Ok(self.connection.prepare_cached(CROWDED)?.execute((output, room, why, now_ms))? as u64)
    }

    /// Has dead letters delivered after all: those of `output` or of all, of `alert_id` or of all. How many.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn revive(&self, output: Option<&str>, alert_id: Option<&str>, now_ms: i64) -> Result<u64, Error> {
        self.connection.busy_timeout(Duration::from_secs(10))?;
        let revived = self.connection.execute(
            "UPDATE deliveries SET state = 'waiting', attempts = 0, due_ms = ?3, updated_ms = ?3
            WHERE state = 'dead' AND (?1 IS NULL OR output = ?1) AND (?2 IS NULL OR alert_id = ?2)",
            (output, alert_id, now_ms),
        );
        self.connection.busy_timeout(PATIENCE)?;
        // They count from now on: what was given up for its age would be given up again.
        self.connection.execute(
            "UPDATE outgoing SET created_ms = ?1 WHERE id IN
            (SELECT outgoing_id FROM deliveries WHERE state = 'waiting' AND attempts = 0 AND updated_ms = ?1)",
            [now_ms],
        )?;
        Ok(revived? as u64)
    }

    /// How many wait and how many are dead letters, by output.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn counts(&self) -> Result<Vec<(String, u64, u64)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT output, sum(state = 'waiting'), sum(state = 'dead') FROM deliveries GROUP BY output ORDER BY output",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, number(row, 1)?, number(row, 2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The dead letters of `alert_id`, or all: alert, output, the last error.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn dead(&self, alert_id: Option<&str>) -> Result<Vec<(String, String, String)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT alert_id, output, coalesce(error, '') FROM deliveries
            WHERE state = 'dead' AND (?1 IS NULL OR alert_id = ?1) ORDER BY id",
        )?;
        let rows = statement.query_map([alert_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A count, which SQLite has as a signed number.
fn number(row: &Row<'_>, column: usize) -> Result<u64, rusqlite::Error> {
    row.get::<_, i64>(column).map(i64::cast_unsigned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::Store;

    #[derive(Debug)]
    struct To(Vec<Target>);

    impl Routes for To {
        fn of(&self, _line: &[u8]) -> Vec<Target> {
            self.0.clone()
        }
    }

    fn target(output: &str) -> Target {
        Target { output: output.into(), not_before: None, cooldown: None }
    }

    struct Place {
        store: Store,
        deliveries: Deliveries,
        routes: To,
        _folder: tempfile::TempDir,
    }

    fn place(targets: Vec<Target>) -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state.db");
        let mut store = Store::open(&path).expect("a store");
        store.deliver();
        Place { store, deliveries: Deliveries::open(&path).expect("deliveries"), routes: To(targets), _folder: folder }
    }

    impl Place {
        fn post(&mut self, alerts: &[(&str, &str)]) {
            let session = self.store.begin().expect("a session");
            for (alert_id, line) in alerts {
                session.deliver(alert_id, line.as_bytes(), false).expect("it is posted");
            }
            session.commit().expect("it is committed");
            assert_eq!(self.deliveries.route(&self.routes, 100).expect("they are routed"), alerts.len());
        }

        fn due(&self, output: &str) -> Vec<(i64, String)> {
            let due = self.deliveries.due(output, i64::MAX, 100).expect("rows");
            due.into_iter().map(|due| (due.id, String::from_utf8(due.line).expect("text"))).collect()
        }

        fn lines(&self) -> i64 {
            let lines = "SELECT count(*) FROM outgoing";
            self.deliveries.connection.query_row(lines, [], |row| row.get(0)).expect("a count")
        }
    }

    fn lines(due: &[(i64, String)]) -> Vec<&str> {
        due.iter().map(|(_, line)| line.as_str()).collect()
    }

    #[test]
    fn each_output_has_its_rows_and_a_line_goes_with_the_last() {
        let mut place = place(vec![target("a"), target("b")]);
        place.post(&[("1", "x"), ("2", "y"), ("1", "x again")]);
        // What is about an alert that waits is not due yet.
        let due = place.due("a");
        assert_eq!(lines(&due), ["x", "y"]);
        place.deliveries.settle(&[(due[0].0, Fate::Delivered)], 0).expect("it is kept");
        assert_eq!((lines(&place.due("a")), lines(&place.due("b"))), (vec!["y", "x again"], vec!["x", "y"]));
        assert_eq!((place.lines(), place.deliveries.waiting("a").expect("a count")), (3, 2));
        place.deliveries.settle(&[(place.due("b")[0].0, Fate::Delivered)], 0).expect("it is kept");
        assert_eq!(place.lines(), 2);
    }

    #[test]
    fn a_session_that_is_not_committed_has_posted_nothing() {
        let mut place = place(vec![target("a")]);
        let session = place.store.begin().expect("a session");
        session.deliver("1", b"x", false).expect("it is posted");
        drop(session);
        assert_eq!(place.deliveries.route(&place.routes, 100).expect("nothing is routed"), 0);
        assert!(place.due("a").is_empty());
    }

    #[test]
    fn alerts_are_routed_some_at_a_time_and_their_lines_are_kept_until_then() {
        let mut place = place(vec![target("a")]);
        let session = place.store.begin().expect("a session");
        for alert_id in ["1", "2", "3"] {
            let line = format!("{{\"n\":{alert_id}}}");
            assert!(session.keep_line(alert_id, line.as_bytes()).expect("it is kept"));
            session.deliver(alert_id, line.as_bytes(), true).expect("it is posted");
        }
        session.deliver("1", b"more", false).expect("it is posted");
        session.commit().expect("it is committed");
        assert_eq!(place.deliveries.unrouted().expect("a count"), 4);
        // Who raises alerts writes: they are routed later.
        let session = place.store.begin().expect("a session");
        assert_eq!(place.deliveries.route(&place.routes, 2).expect("it is busy"), 0);
        drop(session);
        assert_eq!(place.deliveries.route(&place.routes, 2).expect("they are routed"), 2);
        assert_eq!(lines(&place.due("a")), ["{\"n\":1}", "{\"n\":2}"]);
        assert_eq!(place.deliveries.unrouted().expect("a count"), 2);
        assert_eq!(place.deliveries.route(&place.routes, 9).expect("they are routed"), 2);
        assert_eq!((place.deliveries.unrouted().expect("a count"), place.lines()), (0, 4));
        // Raised before it was routed: its age counts from then on.
        assert!(place.deliveries.due("a", i64::MAX, 1).expect("rows")[0].created_ms > 0);
    }

    #[test]
    fn what_is_refused_waits_dies_and_is_revived() {
        let mut place = place(vec![target("a")]);
        place.post(&[("1", "x")]);
        let id = place.due("a")[0].0;
        let again = Fate::Again { due_ms: 5000, why: "later".into() };
        place.deliveries.settle(&[(id, again)], 0).expect("it is kept");
        assert!(place.deliveries.due("a", 4999, 1).expect("rows").is_empty());
        assert_eq!(place.deliveries.due("a", 5000, 1).expect("rows")[0].attempts, 1);
        assert_eq!(place.deliveries.next_ms("a").expect("a time"), Some(5000));
        place.deliveries.settle(&[(id, Fate::Dead { why: "no".into() })], 0).expect("it is kept");
        assert!(place.due("a").is_empty());
        assert_eq!(place.deliveries.dead(None).expect("rows"), [("1".into(), "a".into(), "no".into())]);
        assert_eq!(place.deliveries.counts().expect("counts"), [("a".into(), 0, 1)]);
        assert_eq!(place.deliveries.revive(Some("b"), None, 6000).expect("a count"), 0);
        assert_eq!(place.deliveries.revive(Some("a"), Some("1"), 6000).expect("a count"), 1);
        let due = place.deliveries.due("a", 6000, 1).expect("rows");
        assert_eq!((due[0].attempts, due[0].created_ms), (0, 6000));
    }

    #[test]
    fn the_oldest_make_room() {
        let mut place = place(vec![target("a")]);
        place.post(&[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")]);
        assert_eq!(place.deliveries.make_room("a", 4, 0).expect("a count"), 0);
        assert_eq!(place.deliveries.make_room("a", 3, 0).expect("a count"), 1);
        assert_eq!(lines(&place.due("a")), ["2", "3", "4"]);
        assert_eq!(place.deliveries.dead(None).expect("rows").len(), 1);
    }

    #[test]
    fn dead_letters_are_forgotten_after_a_month() {
        let mut place = place(vec![target("a"), target("b")]);
        place.post(&[("1", "1")]);
        let dead = (place.due("a")[0].0, Fate::Dead { why: "no".into() });
        place.deliveries.settle(&[dead], 1000).expect("it is kept");
        let at = |ms: i64| Timestamp::from_millisecond(ms).expect("a time");
        let month_ms = KEPT.as_secs() * 1000;
        for (now, left) in [(at(1000 + month_ms), 1), (at(1001 + month_ms), 0)] {
            forget_old(place.store.connection(), now).expect("sql");
            assert_eq!(place.deliveries.dead(None).expect("rows").len(), left);
        }
        assert_eq!((place.due("b").len(), place.lines()), (1, 1), "what waits is not forgotten");
    }

    #[test]
    fn a_cooldown_is_of_one_rule_and_one_output() {
        let cooldown = |rule: &str| Some(Cooldown { rule_id: rule.into(), lasts: Duration::from_secs(600) });
        let place = place(Vec::new());
        let connection = place.store.connection();
        let at = |second| Timestamp::from_second(second).expect("a time");
        let of = |rule: &str, output: &str| Target { cooldown: cooldown(rule), ..target(output) };
        for (second, alert_id, target) in [
            (0, "first", of("r", "a")),
            (1, "too soon", of("r", "a")),
            (2, "other rule", of("s", "a")),
            (3, "other output", of("r", "b")),
            (4, "first", of("r", "a")),
            (600, "later", of("r", "a")),
        ] {
            post(connection, alert_id, alert_id.as_bytes(), &[target], at(second)).expect("it is posted");
        }
        let seen: Vec<_> =
            place.deliveries.due("a", i64::MAX, 9).expect("rows").into_iter().map(|due| due.line).collect();
        // Its own follow-up waits for it, and does not begin another.
        assert_eq!(seen, [&b"first"[..], b"other rule", b"later"]);
        assert_eq!((place.deliveries.waiting("a").expect("a count"), place.due("b").len()), (4, 1));
    }
}

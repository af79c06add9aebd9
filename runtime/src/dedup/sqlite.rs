//! The groups, in SQLite: in a file, or in memory.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, named_params};

use super::{Candidate, Decision};

/// Counted up with every change of the tables below.
const VERSION: i64 = 1;

const SCHEMA: &str = "
CREATE TABLE alerts (
    alert_id       TEXT PRIMARY KEY,
    rule_id        TEXT NOT NULL,
    dedup_string   TEXT NOT NULL,
    title          TEXT NOT NULL,
    severity       TEXT NOT NULL,
    log_type       TEXT,
    alert_count    INTEGER NOT NULL,
    raised         INTEGER NOT NULL,
    first_event_ms INTEGER NOT NULL,
    last_event_ms  INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL
) STRICT;
CREATE INDEX alerts_by_group ON alerts (rule_id, dedup_string, first_event_ms);
PRAGMA user_version = 1;
";

/// The group of an event: the one whose window it falls into, else the one that it comes shortly before.
const FIND: &str = "
SELECT alert_id, alert_count, raised FROM alerts
WHERE rule_id = :rule AND dedup_string = :dedup
  AND first_event_ms > :at - :window AND first_event_ms < :at + :window
ORDER BY first_event_ms <= :at DESC, abs(first_event_ms - :at) LIMIT 1";

const COUNT: &str = "
UPDATE alerts SET alert_count = :count, raised = :raised, updated_at = :now,
    last_event_ms = max(last_event_ms, :at)
WHERE alert_id = :id";

const INSERT: &str = "
INSERT INTO alerts (alert_id, rule_id, dedup_string, title, severity, log_type, alert_count, raised,
    first_event_ms, last_event_ms, created_at, updated_at)
VALUES (:id, :rule, :dedup, :title, :severity, :log_type, 1, :raised, :at, :at, :now, :now)
ON CONFLICT (alert_id) DO NOTHING";

/// What groups may take in memory before the older half is forgotten.
const MEMORY: i64 = 64 << 20;

/// Why the groups cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the state file `{path}` cannot be opened: {source}", path = path.display())]
    Open { path: PathBuf, source: rusqlite::Error },
    #[error("the state file `{path}` is of version {found}; this iota knows {VERSION}", path = path.display())]
    Version { path: PathBuf, found: i64 },
    #[error("the state cannot be kept: {0}")]
    Sql(#[from] rusqlite::Error),
}

/// The groups of all matches so far.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    in_memory: bool,
}

impl Store {
    /// The groups kept in the file at `path`, which is made if there is none.
    ///
    /// # Errors
    /// Where it cannot be opened, or was written by a newer iota.
    pub fn open(path: &Path) -> Result<Store, Error> {
        let failed = |source| Error::Open { path: path.to_owned(), source };
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
        // A killed process loses nothing; of what power loss may take, the WAL keeps the database whole.
        connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        match prepare(&mut connection).map_err(failed)? {
            VERSION => Ok(Store { connection, in_memory: false }),
            found => Err(Error::Version { path: path.to_owned(), found }),
        }
    }

    /// Groups that are forgotten with the process.
    ///
    /// # Errors
    /// None that is known.
    pub fn in_memory() -> Result<Store, Error> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&mut connection)?;
        Ok(Store { connection, in_memory: true })
    }

    /// Counts `matches`, in order, and says what becomes of each. All or none are counted; they are committed when
    /// this returns.
    ///
    /// # Errors
    /// Where the database says so; then nothing was counted.
    pub fn count(&mut self, matches: &[Candidate<'_>]) -> Result<Vec<Decision>, Error> {
        if matches.is_empty() {
            return Ok(Vec::new());
        }
        let now = jiff::Timestamp::now().to_string();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let decisions =
            matches.iter().map(|candidate| one(&transaction, candidate, &now)).collect::<Result<Vec<_>, _>>()?;
        transaction.commit()?;
        if self.in_memory {
            self.forget_old()?;
        }
        Ok(decisions)
    }

    /// In memory, an alert that is raised a second time is better than a process without bounds.
    fn forget_old(&self) -> Result<(), Error> {
        let pragma = |name: &str| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let used = pragma("page_count")? - pragma("freelist_count")?;
        if used * pragma("page_size")? > MEMORY {
            let half = "DELETE FROM alerts WHERE rowid IN
                (SELECT rowid FROM alerts ORDER BY rowid LIMIT (SELECT count(*) / 2 FROM alerts))";
            self.connection.execute(half, [])?;
        }
        Ok(())
    }
}

/// The version of the tables, which are made if there are none.
fn prepare(connection: &mut Connection) -> Result<i64, rusqlite::Error> {
    let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
    // Two processes may open a new file at once: who comes second finds the tables made.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? == 0 {
        transaction.execute_batch(SCHEMA)?;
    }
    transaction.commit()?;
    version(connection)
}

fn one(transaction: &Transaction<'_>, candidate: &Candidate<'_>, now: &str) -> Result<Decision, rusqlite::Error> {
    let threshold = i64::from(candidate.threshold.max(1));
    let Candidate { rule_id, dedup, at, window, .. } = *candidate;
    let group = transaction
        .prepare_cached(FIND)?
        .query_row(named_params! { ":rule": rule_id, ":dedup": dedup, ":at": at, ":window": window }, |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?))
        })
        .optional()?;
    if let Some((alert_id, count, raised)) = group {
        return again(transaction, alert_id, count + 1, raised, threshold, at, now);
    }
    let alert_id = candidate.alert_id();
    let raise = threshold == 1;
    let new = transaction.prepare_cached(INSERT)?.execute(named_params! {
        ":id": alert_id, ":rule": rule_id, ":dedup": dedup, ":title": candidate.title,
        ":severity": candidate.severity, ":log_type": candidate.log_type, ":raised": raise, ":at": at, ":now": now,
    })?;
    if new == 1 {
        return Ok(Decision { alert_id, raise });
    }
    // Only without a window: the same record was read before.
    let (count, raised) = transaction
        .prepare_cached("SELECT alert_count, raised FROM alerts WHERE alert_id = ?1")?
        .query_row([&alert_id], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    again(transaction, alert_id, count + 1, raised, threshold, at, now)
}

fn again(
    transaction: &Transaction<'_>,
    alert_id: String,
    count: i64,
    raised: bool,
    threshold: i64,
    at: i64,
    now: &str,
) -> Result<Decision, rusqlite::Error> {
    let raise = !raised && count >= threshold;
    transaction.prepare_cached(COUNT)?.execute(named_params! {
        ":count": count, ":raised": raised || raise, ":now": now, ":at": at, ":id": alert_id,
    })?;
    Ok(Decision { alert_id, raise })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn at(minute: i64) -> Candidate<'static> {
        Candidate {
            rule_id: "r",
            dedup: "d",
            title: "t",
            severity: "LOW",
            log_type: None,
            at: 1_700_000_000_000 + minute * MINUTE,
            window: 60 * MINUTE,
            threshold: 1,
            origin: "f:0",
        }
    }

    fn raised(store: &mut Store, matches: &[Candidate<'_>]) -> Vec<bool> {
        store.count(matches).expect("it counts").iter().map(|decision| decision.raise).collect()
    }

    fn rows(store: &Store) -> Vec<(i64, bool)> {
        let mut rows = store.connection.prepare("SELECT alert_count, raised FROM alerts ORDER BY 1").expect("sql");
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("sql");
        rows.map(|row| row.expect("a row")).collect()
    }

    #[test]
    fn the_first_raises_and_the_window_begins_with_it() {
        let mut store = Store::in_memory().expect("a store");
        let matches: Vec<_> = [0, 0, 30, 59, 60, 119, 120].into_iter().map(at).collect();
        assert_eq!(raised(&mut store, &matches), [true, false, false, false, true, false, true]);
        assert_eq!(rows(&store), [(1, true), (2, true), (4, true)]);
        // What comes late is counted on the group that it belongs to; what is older than all begins its own.
        assert_eq!(raised(&mut store, &[at(10), at(-30), at(-60)]), [false, false, true]);
        assert_eq!(rows(&store), [(1, true), (1, true), (2, true), (6, true)]);
    }

    #[test]
    fn rules_and_dedup_strings_are_apart() {
        let mut store = Store::in_memory().expect("a store");
        let other_rule = Candidate { rule_id: "rd", dedup: "", ..at(0) };
        let other_dedup = Candidate { dedup: "e", ..at(0) };
        let decisions = store.count(&[at(0), other_rule, other_dedup]).expect("it counts");
        assert!(decisions.iter().all(|decision| decision.raise));
        let ids: std::collections::HashSet<_> = decisions.iter().map(|decision| &decision.alert_id).collect();
        assert_eq!(ids.len(), 3);
        assert!(ids.iter().all(|id| id.len() == 32));
    }

    #[test]
    fn a_threshold_raises_once_it_is_reached() {
        let mut store = Store::in_memory().expect("a store");
        let matches: Vec<_> = (0..5).map(|minute| Candidate { threshold: 3, ..at(minute) }).collect();
        assert_eq!(raised(&mut store, &matches), [false, false, true, false, false]);
        assert_eq!(rows(&store), [(5, true)]);
    }

    #[test]
    fn without_a_window_each_record_is_an_alert() {
        let mut store = Store::in_memory().expect("a store");
        let one = Candidate { window: 0, ..at(0) };
        let two = Candidate { origin: "f:1", ..one };
        assert_eq!(raised(&mut store, &[one, two, one]), [true, true, false]);
        assert_eq!(rows(&store), [(1, true), (2, true)]);
    }

    #[test]
    fn a_file_keeps_the_groups() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("state.db");
        let mut store = Store::open(&path).expect("a store");
        let first = store.count(&[at(0)]).expect("it counts");
        // A second process may have it open too.
        let mut second = Store::open(&path).expect("a second store");
        let later = second.count(&[at(5)]).expect("it counts");
        assert!(first[0].raise && !later[0].raise);
        assert_eq!(first[0].alert_id, later[0].alert_id);
        drop((store, second));
        let mut again = Store::open(&path).expect("a store");
        assert_eq!(raised(&mut again, &[at(59), at(61)]), [false, true]);
        again.connection.pragma_update(None, "user_version", 7).expect("sql");
        drop(again);
        assert!(matches!(Store::open(&path), Err(Error::Version { found: 7, .. })));
        std::fs::write(&path, "this is no database, but it is long enough to look like one".repeat(20))
            .expect("a file");
        assert!(matches!(Store::open(&path), Err(Error::Open { .. })));
        assert!(matches!(Store::open(&dir.path().join("no/such/folder.db")), Err(Error::Open { .. })));
    }

    #[test]
    fn memory_is_bounded() {
        let mut store = Store::in_memory().expect("a store");
        let texts: Vec<String> = (0..1000).map(|n| format!("{n}{}", "x".repeat(900))).collect();
        for round in 0..60 {
            let matches: Vec<_> =
                texts.iter().map(|text| Candidate { dedup: text, title: text, ..at(round * 100) }).collect();
            assert!(raised(&mut store, &matches).iter().all(|raise| *raise));
        }
        let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).expect("sql");
        let size: i64 = store.connection.pragma_query_value(None, "page_size", |row| row.get(0)).expect("sql");
        assert!(pages * size < 2 * MEMORY, "{} bytes", pages * size);
    }
}

//! The database, SQLite in a file or in memory: the groups, and what rules keep ([`crate::state`]).

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Candidate, Closed, Decision, FollowUp, follow_up, groups};
use crate::deliveries;
use crate::exceptions;
use crate::lake;
use crate::outbox::{self, Waiting};
use crate::processed;
use crate::quarantine;
use crate::silence;
use crate::state::{self, Items};

/// What was added to the tables, version by version: a file of version 1 has the first, and so on.
pub(super) const VERSIONS: [&[&str]; 11] = [
    &[groups::SCHEMA],
    &[state::SCHEMA],
    &[outbox::SCHEMA, processed::SCHEMA],
    &[quarantine::SCHEMA],
    &[groups::WINDOWS, follow_up::SCHEMA],
    &[exceptions::SCHEMA],
    &[deliveries::SCHEMA],
    &[lake::SCHEMA],
    &[silence::SCHEMA, deliveries::UNROUTED],
    &[groups::SHADOWS],
    &[state::WINDOWS],
];

const VERSION: i64 = VERSIONS.len() as i64;

/// What the tables may take in memory before the older half is forgotten.
const MEMORY: i64 = 64 << 20;

/// What of a file is held in memory, in KiB as SQLite has it: below zero.
const CACHE: i64 = -8 << 10;

/// Statements that are kept prepared: more than there are.
const STATEMENTS: usize = 64;

/// How often what has expired is deleted.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// Why the state cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the state file `{path}` cannot be opened: {source}", path = path.display())]
    Open { path: PathBuf, source: rusqlite::Error },
    #[error("the state file `{path}` is damaged and cannot be set aside: {source}", path = path.display())]
    SetAside { path: PathBuf, source: std::io::Error },
    #[error("the state file `{path}` is of version {found}; this iota knows {VERSION}", path = path.display())]
    Version { path: PathBuf, found: i64 },
    #[error("the state cannot be kept: {0}")]
    Sql(#[from] rusqlite::Error),
}

/// The groups of all matches so far, and what rules keep.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    in_memory: bool,
    /// Whether there are tables in it.
    is_prepared: bool,
    /// Whether it is kept who was in a group and what its alert said, for follow-ups and for whoever looks at alerts.
    keeps: bool,
    /// When what had expired was deleted; `None`: not yet.
    forgotten: Option<Instant>,
    /// Whether alerts go to outputs besides standard output.
    delivers: bool,
}

impl Store {
    /// What is kept in the file at `path`, which is made if there is none.
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
        connection.pragma_update(None, "cache_size", CACHE).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        match prepare(&mut connection).map_err(failed)? {
            VERSION => {
                let (is_prepared, keeps) = (true, true);
                Ok(Store { connection, in_memory: false, is_prepared, keeps, forgotten: None, delivers: false })
            }
            found => Err(Error::Version { path: path.to_owned(), found }),
        }
    }

    /// One that is forgotten with the process.
    ///
    /// # Errors
    /// None that is known.
    pub fn in_memory() -> Result<Store, Error> {
        let mut store = Store::on_demand()?;
        store.prepare()?;
        Ok(store)
    }

    /// The same, whose tables are made when the first transaction begins, and many runs end without one: nothing else may be asked
    /// of it before.
    ///
    /// # Errors
    /// None that is known.
    pub(crate) fn on_demand() -> Result<Store, Error> {
        let connection = Connection::open_in_memory()?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let (is_prepared, keeps) = (false, false);
        Ok(Store { connection, in_memory: true, is_prepared, keeps, forgotten: None, delivers: false })
    }

    fn prepare(&mut self) -> Result<(), Error> {
        if !self.is_prepared {
            prepare(&mut self.connection)?;
            self.is_prepared = true;
        }
        Ok(())
    }

    /// Has alerts handed over to who delivers them: see [`deliveries`].
    pub fn deliver(&mut self) {
        self.delivers = true;
    }

    /// Begins a transaction. What is done in it counts once it is committed.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn begin(&mut self) -> Result<Session<'_>, Error> {
        self.prepare()?;
        self.tidy()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Session { transaction, keeps: self.keeps, delivers: self.delivers })
    }

    /// Has it keep what follow-ups say, be it in memory alone.
    pub fn keep_for_follow_ups(&mut self) {
        self.keeps = true;
    }

    /// Has every commit reach the disk: what was committed outlives the machine, and not only the process.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn sync_each(&self) -> Result<(), Error> {
        Ok(self.connection.pragma_update(None, "synchronous", "FULL")?)
    }

    /// The first `most` alerts that were not handed over.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn waiting(&self, most: usize) -> Result<Vec<Waiting>, Error> {
        Ok(outbox::next(&self.connection, most)?)
    }

    /// Says that all alerts up to `id` were handed over.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn delivered(&self, id: i64) -> Result<(), Error> {
        Ok(outbox::delivered(&self.connection, id)?)
    }

    /// For the tables of other modules.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// For those that need transactions of their own.
    pub(crate) fn connection_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Deletes what has expired, now and then; in memory, what is old as well.
    fn tidy(&mut self) -> Result<(), Error> {
        if self.forgotten.is_none_or(|then| then.elapsed() >= FORGET_EVERY) {
            let now = jiff::Timestamp::now();
            for forget in state::FORGET {
                self.connection.execute(forget, [now.as_second()])?;
            }
            processed::forget_old(&self.connection, now)?;
            follow_up::forget_old(&self.connection)?;
            deliveries::forget_old(&self.connection, now)?;
            self.forgotten = Some(Instant::now());
        }
        if self.in_memory { self.forget_old() } else { Ok(()) }
    }

    /// In memory, an alert that is raised a second time is better than a process without bounds.
    fn forget_old(&self) -> Result<(), Error> {
        let pragma = |name: &str| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let used = pragma("page_count")? - pragma("freelist_count")?;
        if used * pragma("page_size")? > MEMORY {
            for table in ["alerts", "items", "windows", "alert_lines", "alert_values"] {
                let half = format!(
                    "DELETE FROM {table} WHERE rowid IN
                    (SELECT rowid FROM {table} ORDER BY rowid LIMIT (SELECT (count(*) + 1) / 2 FROM {table}))"
                );
                self.connection.execute(&half, [])?;
            }
        }
        Ok(())
    }
}

/// A transaction; without [`Session::commit`] nothing of it is kept.
#[derive(Debug)]
pub struct Session<'s> {
    transaction: Transaction<'s>,
    keeps: bool,
    delivers: bool,
}

impl Session<'_> {
    /// For the tables of other modules.
    pub(crate) fn connection(&self) -> &Connection {
        &self.transaction
    }

    /// Whether what is for people to look at later is kept.
    pub(crate) fn keeps(&self) -> bool {
        self.keeps
    }

    /// What rules keep.
    pub fn items(&self) -> Items<'_> {
        Items::new(&self.transaction)
    }

    /// Counts `matches`, in order, and says what becomes of each.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn count(&self, matches: &[Candidate<'_>]) -> Result<Vec<Decision>, Error> {
        Ok(groups::count(&self.transaction, matches, jiff::Timestamp::now(), self.keeps)?)
    }

    /// Whether `marker` was processed before.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn is_processed(&self, marker: &str) -> Result<bool, Error> {
        Ok(processed::contains(&self.transaction, marker)?)
    }

    /// Says that `marker` has been processed.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn processed(&self, marker: &str) -> Result<(), Error> {
        Ok(processed::add(&self.transaction, marker, jiff::Timestamp::now())?)
    }

    /// Has an alert printed and delivered once this is committed; `is_kept` says whether its line is kept already.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn post(&self, alert_id: &str, line: &[u8], is_kept: bool) -> Result<(), Error> {
        outbox::post(&self.transaction, alert_id, line)?;
        self.deliver(alert_id, line, is_kept)
    }

    /// Has an alert delivered to the outputs that it goes to, once this is committed; `is_kept` says whether its line is kept
    /// already.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn deliver(&self, alert_id: &str, line: &[u8], is_kept: bool) -> Result<(), Error> {
        if self.delivers {
            deliveries::hand_over(&self.transaction, alert_id, (!is_kept).then_some(line), Timestamp::now())?;
        }
        Ok(())
    }

    /// Keeps what the alert `alert_id` says, for its follow-up and for whoever looks at it, where that is kept: whether it is.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn keep_line(&self, alert_id: &str, line: &[u8]) -> Result<bool, Error> {
        Ok(self.keeps && follow_up::keep_line(&self.transaction, alert_id, line)?)
    }

    /// Closes the groups whose windows have passed, some of them where that are many, and says what is to be said of each on
    /// which more came than was said; once.
    ///
    /// A window has passed where events of its log type were read that happened [`super::LATE`] after its end, or where it
    /// began as long ago by the machine's clock, which `now` is.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn close(&self, now: Timestamp) -> Result<Closed, Error> {
        Ok(follow_up::close(&self.transaction, now)?)
    }

    /// What is to be said of groups on which more came than was said, be their windows over or not; of some, where that are
    /// many.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn follow_up(&self) -> Result<Vec<FollowUp>, Error> {
        Ok(follow_up::all(&self.transaction)?)
    }

    /// Keeps a row of the source `source` until it goes to a file of the data lake.
    ///
    /// # Errors
    /// Where the database says so.
    pub(crate) fn gather(&self, source: &str, row: &lake::Gathered) -> Result<(), Error> {
        Ok(lake::gather(&self.transaction, source, row)?)
    }

    /// What is done from here on can be undone by itself.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn mark(&self) -> Result<(), Error> {
        Ok(self.transaction.execute_batch("SAVEPOINT source")?)
    }

    /// Undoes all since [`Session::mark`].
    ///
    /// # Errors
    /// Where the database says so.
    pub fn undo(&self) -> Result<(), Error> {
        Ok(self.transaction.execute_batch("ROLLBACK TO source; RELEASE source")?)
    }

    /// Keeps all since [`Session::mark`], as far as the transaction is.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn keep(&self) -> Result<(), Error> {
        Ok(self.transaction.execute_batch("RELEASE source")?)
    }

    /// Makes all of it last.
    ///
    /// # Errors
    /// Where the database says so; then nothing was done.
    pub fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit()?)
    }
}

/// The version of the tables, which are made if there are none.
fn prepare(connection: &mut Connection) -> Result<i64, rusqlite::Error> {
    let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
    // Two processes may open a new file at once: who comes second finds the tables made.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = version(&transaction)?;
    let missing = VERSIONS.get(usize::try_from(found).unwrap_or_default()..).unwrap_or_default();
    for schema in missing.iter().copied().flatten() {
        transaction.execute_batch(schema)?;
    }
    if !missing.is_empty() {
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    version(connection)
}

#[cfg(test)]
mod tests {
    use event::State;
    use event::state::{Column, Item, Memory, Tick};

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
            unique: None,
            actor: None,
            source_ip: None,
            shadow: false,
            origin: "f:0",
        }
    }

    fn count(store: &mut Store, matches: &[Candidate<'_>]) -> Vec<Decision> {
        let session = store.begin().expect("a session");
        let decisions = session.count(matches).expect("it counts");
        session.commit().expect("it is committed");
        decisions
    }

    fn raised(store: &mut Store, matches: &[Candidate<'_>]) -> Vec<bool> {
        count(store, matches).iter().map(|decision| decision.raise).collect()
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
        let decisions = count(&mut store, &[at(0), other_rule, other_dedup]);
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
        let first = count(&mut store, &[at(0)]);
        // A second process may have it open too.
        let mut second = Store::open(&path).expect("a second store");
        let later = count(&mut second, &[at(5)]);
        assert!(first[0].raise && !later[0].raise);
        assert_eq!(first[0].alert_id, later[0].alert_id);
        drop((store, second));
        let mut again = Store::open(&path).expect("a store");
        assert_eq!(raised(&mut again, &[at(59), at(61)]), [false, true]);
        again.connection.pragma_update(None, "user_version", 99).expect("sql");
        drop(again);
        assert!(matches!(Store::open(&path), Err(Error::Version { found: 99, .. })));
        std::fs::write(&path, "this is no database, but it is long enough to look like one".repeat(20))
            .expect("a file");
        assert!(matches!(Store::open(&path), Err(Error::Open { .. })));
        assert!(matches!(Store::open(&dir.path().join("no/such/folder.db")), Err(Error::Open { .. })));
    }

    fn item(n: i128, expires_at: Option<i64>) -> Item {
        Item { count: Some(Column::Number(n)), expires_at, ..Item::default() }
    }

    #[test]
    fn items_and_matches_are_kept_together() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("state.db");
        let mut store = Store::open(&path).expect("a store");
        let session = store.begin().expect("a session");
        let items = session.items();
        items.put("k", item(1, None)).expect("it is put");
        items.finish().expect("it is written");
        assert_eq!(session.count(&[at(0)]).expect("it counts").len(), 1);
        // As a crash would: it is never committed.
        drop(session);
        assert_eq!(rows(&store), []);
        let session = store.begin().expect("a session");
        let items = session.items();
        assert_eq!(items.get("k"), Ok(None));
        let full = Item {
            count: Some(Column::Number(-(10_i128.pow(38)) + 1)),
            strings: Some(Column::Strings(vec![String::new(), "\u{e9}".into()])),
            dictionary: Some("{\"a\": NaN}".into()),
            expires_at: Some(i64::MAX),
        };
        for value in [item(1, Some(5)), full.clone()] {
            items.put("k\0'\"", value.clone()).expect("it is put");
            assert_eq!(items.get("k\0'\""), Ok(Some(value)));
        }
        items.finish().expect("no failure");
        session.count(&[at(0)]).expect("it counts");
        session.commit().expect("it is committed");
        drop(store);
        let mut again = Store::open(&path).expect("a store");
        assert_eq!(rows(&again), [(1, true)]);
        assert_eq!(again.begin().expect("a session").items().get("k\0'\""), Ok(Some(full)));
    }

    #[test]
    fn a_failure_is_remembered_though_a_rule_catches_it() {
        let mut store = Store::in_memory().expect("a store");
        store.connection.execute_batch("INSERT INTO items (key, int_count) VALUES ('k', 'x')").expect("sql");
        let session = store.begin().expect("a session");
        let items = session.items();
        assert_eq!(items.get("k"), Err(event::state::Unavailable));
        assert_eq!(items.get("other"), Ok(None));
        assert!(items.finish().expect_err("it failed").to_string().contains("`x` is neither a number nor a set"));
    }

    #[test]
    fn what_is_put_is_read_again_however_much_it_is() {
        let mut store = Store::in_memory().expect("a store");
        let large = |n: usize| Item { dictionary: Some(n.to_string().repeat(100 << 10)), ..Item::default() };
        let keys: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let session = store.begin().expect("a session");
        let items = session.items();
        for round in 0..2 {
            for (n, key) in keys.iter().enumerate() {
                items.put(key, large(n + round)).expect("it is put");
                assert_eq!(items.get(key), Ok(Some(large(n + round))));
            }
        }
        let all = |items: &Items<'_>| keys.iter().enumerate().all(|(n, key)| items.get(key) == Ok(Some(large(n + 1))));
        assert!(all(&items));
        items.finish().expect("they are written");
        assert!(all(&session.items()));
    }

    #[test]
    fn a_window_has_its_times_until_it_is_forgotten() {
        let mut store = Store::in_memory().expect("a store");
        let tick = |at: f64, begins: f64, now: i64| Tick { at, begins, now, expires_at: now + 100 };
        let times = |store: &Store| {
            let count = "SELECT count(*) FROM window_times";
            store.connection.query_row(count, [], |row| row.get::<_, i64>(0)).expect("sql")
        };
        let memory = Memory::default();
        let ticks = [
            ("k", tick(10.0, 0.0, 1), 1),
            ("k", tick(10.0, f64::NAN, 1), 2),
            ("k", tick(9.5, 9.5, 2), 3),
            ("other", tick(f64::NEG_INFINITY, f64::NEG_INFINITY, 2), 1),
            ("k", tick(f64::INFINITY, 10.0, 3), 3),
            ("k", tick(1e300, 11.0, 0), 2),
            ("k", tick(-1.0, -2.0, 103), 3),
            ("k", tick(4.0, 0.0, 204), 1),
            ("other", tick(4.0, f64::NEG_INFINITY, 204), 1),
        ];
        for (key, tick, count) in ticks {
            // Each in a transaction of its own.
            let session = store.begin().expect("a session");
            let items = session.items();
            assert_eq!(items.tick(key, tick), Ok(count), "{key}, {tick:?}");
            assert_eq!(memory.tick(key, tick), Ok(count), "{key}, {tick:?}");
            items.finish().expect("no failure");
            session.commit().expect("it is committed");
        }
        assert_eq!(times(&store), 2);
        store.forgotten = None;
        store.begin().expect("a session");
        assert_eq!(times(&store), 0, "the windows have expired");
    }

    #[test]
    fn what_has_expired_is_deleted() {
        let mut store = Store::in_memory().expect("a store");
        let session = store.begin().expect("a session");
        let items = session.items();
        for (key, expires_at) in [("past", Some(1)), ("future", Some(i64::MAX)), ("timeless", None)] {
            items.put(key, item(1, expires_at)).expect("it is put");
        }
        items.finish().expect("they are written");
        session.commit().expect("it is committed");
        store.forgotten = None;
        let session = store.begin().expect("a session");
        let left = ["past", "future", "timeless"].map(|key| session.items().get(key).expect("an answer").is_some());
        assert_eq!(left, [false, true, true]);
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

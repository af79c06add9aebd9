//! Rows of messages, each too small for a file of its own: kept in the database, in the transaction of what else came of the
//! message, until together they make a file.
//!
//! A row goes to one file and no other: which one is committed before the file is written, and the row is forgotten once the
//! file is in its place. A process that is killed in between writes the same file again.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::row::{Partition, Row, source_id};
use crate::batch::Event;
use crate::logs;

/// The table. `hour` is in hours since 1970; `added` in milliseconds since then; `source_id` and `record` are what the row's
/// id is made of; `file` is the first row of the file that it goes to, once that is settled.
pub const SCHEMA: &str = "
CREATE TABLE lake_rows (
    id        INTEGER PRIMARY KEY,
    log_type  TEXT NOT NULL,
    hour      INTEGER NOT NULL,
    added     INTEGER NOT NULL,
    bytes     INTEGER NOT NULL,
    file      INTEGER,
    parsed    TEXT NOT NULL,
    source    TEXT NOT NULL,
    source_id TEXT NOT NULL,
    record    INTEGER NOT NULL,
    text      TEXT NOT NULL
) STRICT;
CREATE INDEX lake_rows_that_wait ON lake_rows (log_type, hour, added, bytes) WHERE file IS NULL;
CREATE INDEX lake_rows_by_file ON lake_rows (file) WHERE file IS NOT NULL;
";

const ADD: &str = "
INSERT INTO lake_rows (log_type, hour, added, bytes, parsed, source, source_id, record, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// Those of log types that only another iota knows are left to it.
const SETTLED: &str = "
SELECT min(file) FROM lake_rows WHERE file IS NOT NULL AND log_type IN (SELECT value FROM json_each(?1))";

const WAITING: &str = "
SELECT log_type, hour FROM lake_rows WHERE file IS NULL AND log_type IN (SELECT value FROM json_each(?3))
GROUP BY log_type, hour HAVING sum(bytes) >= ?1 OR min(added) <= ?2 LIMIT 1";

const IDS: &str = "SELECT id, bytes FROM lake_rows WHERE log_type = ?1 AND hour = ?2 AND file IS NULL ORDER BY id";

const SETTLE: &str = "
UPDATE lake_rows SET file = ?3 WHERE log_type = ?1 AND hour = ?2 AND file IS NULL AND id <= ?4";

const ROWS: &str =
    "SELECT log_type, parsed, source, source_id, record, text FROM lake_rows WHERE file = ?1 ORDER BY id";

/// A row that is to share a file with others.
#[derive(Debug)]
pub(crate) struct Gathered {
    pub log_type: &'static str,
    pub event: Arc<Event>,
    pub parsed: Timestamp,
    /// See [`super::row::source_id`].
    pub source_id: Arc<str>,
}

/// A row as it is kept.
#[derive(Debug)]
pub(super) struct Waiting {
    pub log_type: String,
    pub parsed: Timestamp,
    pub source: String,
    pub source_id: String,
    pub record: u64,
    pub text: String,
}

/// Adds a row of the source `source`.
pub(crate) fn add(connection: &Connection, source: &str, gathered: &Gathered) -> Result<(), rusqlite::Error> {
    let Gathered { log_type, event, parsed, source_id } = gathered;
    let (text, record) = (event.text.as_str(), event.record);
    let row = Row { log_type, about: &event.about, text, record, parsed: *parsed };
    connection.prepare_cached(ADD)?.execute((
        log_type,
        Partition::of(&row).hour(),
        Timestamp::now().as_millisecond(),
        text.len() as i64,
        parsed.to_string(),
        source,
        &**source_id,
        record as i64,
        text,
    ))?;
    Ok(())
}

/// Bytes of records that wait.
pub(super) fn bytes(connection: &Connection) -> Result<u64, rusqlite::Error> {
    let mut sum = connection.prepare_cached("SELECT coalesce(sum(bytes), 0) FROM lake_rows")?;
    sum.query_row([], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

/// A file that an earlier attempt began.
pub(super) fn begun(connection: &Connection) -> Result<Option<i64>, rusqlite::Error> {
    connection.prepare_cached(SETTLED)?.query_row([known()], |row| row.get(0))
}

/// Settles which rows the next file has: those of a partition of which `size` bytes wait, or one since before `before`.
pub(super) fn begin(
    connection: &mut Connection,
    size: usize,
    before: Timestamp,
) -> Result<Option<i64>, rusqlite::Error> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let due = transaction
        .prepare_cached(WAITING)?
        .query_row((size as i64, before.as_millisecond(), known()), |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    let Some((log_type, hour)) = due else { return Ok(None) };
    let mut ends: Option<(i64, i64)> = None;
    let mut total = 0;
    {
        let mut ids = transaction.prepare_cached(IDS)?;
        let mut ids = ids.query((&log_type, hour))?;
        while let Some(row) = ids.next()?
            && total < size as i64
        {
            let id = row.get(0)?;
            total += row.get::<_, i64>(1)?;
            ends = Some((ends.map_or(id, |(first, _)| first), id));
        }
    }
    let Some((first, last)) = ends else { return Ok(None) };
    transaction.prepare_cached(SETTLE)?.execute((&log_type, hour, first, last))?;
    transaction.commit()?;
    Ok(Some(first))
}

/// Gives the rows of a file to `each`, in order, until it fails.
pub(super) fn rows<E: From<rusqlite::Error>>(
    connection: &Connection,
    file: i64,
    mut each: impl FnMut(Waiting) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = connection.prepare_cached(ROWS)?;
    let mut rows = statement.query([file])?;
    while let Some(row) = rows.next()? {
        let parsed: String = row.get(1)?;
        let waiting = Waiting {
            log_type: row.get(0)?,
            parsed: parsed.parse().unwrap_or_default(),
            source: row.get(2)?,
            source_id: row.get(3)?,
            record: row.get::<_, i64>(4)?.unsigned_abs(),
            text: row.get(5)?,
        };
        each(waiting)?;
    }
    Ok(())
}

/// Forgets the rows of a file that is in its place.
pub(super) fn written(connection: &Connection, file: i64) -> Result<(), rusqlite::Error> {
    connection.execute("DELETE FROM lake_rows WHERE file = ?1", [file])?;
    Ok(())
}

/// The names of the log types, as a JSON array.
fn known() -> String {
    let names: Vec<String> = logs::TYPES.iter().map(|log_type| format!("\"{}\"", log_type.name)).collect();
    format!("[{}]", names.join(","))
}

impl Waiting {
    /// What the file is called that begins with this row, and no other.
    pub(super) fn file_id(&self) -> String {
        source_id(format!("{}-{}", self.source_id, self.record).as_bytes())
    }
}

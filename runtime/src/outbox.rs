//! Alerts that have been raised and not been handed over: committed with what raised them, gone once they were delivered.
//!
//! A process that is killed in between hands them over when it comes back; who gets one twice knows it by its `alert_id`.

use rusqlite::Connection;

/// The table. `line` is the alert as JSON.
pub const SCHEMA: &str = "
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,
    alert_id   TEXT NOT NULL,
    line       BLOB NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
";

const POST: &str = "INSERT INTO outbox (alert_id, line, created_at) VALUES (?1, ?2, ?3)";

const NEXT: &str = "SELECT id, line FROM outbox ORDER BY id LIMIT ?1";

const DELIVERED: &str = "DELETE FROM outbox WHERE id <= ?1";

/// An alert that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Ascending in the order in which they were raised.
    pub id: i64,
    pub line: Vec<u8>,
}

/// Adds an alert.
///
/// # Errors
/// Where the database says so.
pub fn post(connection: &Connection, alert_id: &str, line: &[u8]) -> Result<(), rusqlite::Error> {
    let now = jiff::Timestamp::now().to_string();
    connection.prepare_cached(POST)?.execute((alert_id, line, now))?;
    Ok(())
}

/// The first `most` that wait.
///
/// # Errors
/// Where the database says so.
pub fn next(connection: &Connection, most: usize) -> Result<Vec<Waiting>, rusqlite::Error> {
    let mut statement = connection.prepare_cached(NEXT)?;
    let waiting = statement.query_map([most as i64], |row| Ok(Waiting { id: row.get(0)?, line: row.get(1)? }))?;
    waiting.collect()
}

/// Forgets those up to and with `id`.
///
/// # Errors
/// Where the database says so.
pub fn delivered(connection: &Connection, id: i64) -> Result<(), rusqlite::Error> {
    connection.prepare_cached(DELIVERED)?.execute([id])?;
    Ok(())
}

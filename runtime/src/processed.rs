//! What has been processed: committed with what came of it, so that a message that comes again does not count twice.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension};

/// The table. `at` is in seconds since 1970.
pub const SCHEMA: &str = "
CREATE TABLE processed (
    marker TEXT PRIMARY KEY,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX processed_by_time ON processed (at);
";

/// A queue keeps a message for 14 days at the most, and so may its dead-letter queue.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 29);

/// Whether `marker` was processed.
///
/// # Errors
/// Where the database says so.
pub fn contains(connection: &Connection, marker: &str) -> Result<bool, rusqlite::Error> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM processed WHERE marker = ?1")?;
    Ok(statement.query_row([marker], |_| Ok(())).optional()?.is_some())
}

/// Says that `marker` has been processed.
///
/// # Errors
/// Where the database says so.
pub fn add(connection: &Connection, marker: &str, now: Timestamp) -> Result<(), rusqlite::Error> {
    let mut statement = connection.prepare_cached("INSERT OR REPLACE INTO processed (marker, at) VALUES (?1, ?2)")?;
    statement.execute((marker, now.as_second()))?;
    Ok(())
}

/// Forgets what no queue can bring again.
///
/// # Errors
/// Where the database says so.
pub fn forget_old(connection: &Connection, now: Timestamp) -> Result<(), rusqlite::Error> {
    let before = now.as_second() - KEPT.as_secs();
    connection.execute("DELETE FROM processed WHERE at < ?1", [before])?;
    Ok(())
}

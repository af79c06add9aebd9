//! What was suppressed, in a table of the state database: the newest of it, for people.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, named_params, params_from_iter};
use serde::Serialize;

use super::Exception;
use crate::batch::Matched;
use crate::dedup::{Error, Session, Store};

/// The table. A record that is read again adds nothing.
pub const SCHEMA: &str = "
CREATE TABLE suppressed (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id    TEXT NOT NULL,
    title      TEXT NOT NULL,
    severity   TEXT NOT NULL,
    log_type   TEXT,
    event_time TEXT,
    actor      TEXT,
    source_ip  TEXT,
    exception  TEXT NOT NULL,
    owner      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    source     TEXT NOT NULL,
    offset     INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (rule_id, source, offset)
) STRICT;
";

/// Rows that are kept: the oldest make room.
const ROWS: i64 = 10_000;

const PUT: &str = "
INSERT OR REPLACE INTO suppressed (rule_id, title, severity, log_type, event_time, actor, source_ip, exception, owner, reason,
    source, offset, created_at)
VALUES (:rule, :title, :severity, :log_type, :at, :actor, :source_ip, :exception, :owner, :reason, :source, :offset, :now)";

/// A match that nobody was told of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Suppressed {
    pub rule_id: String,
    pub title: String,
    pub severity: String,
    pub log_type: Option<String>,
    /// RFC 3339.
    pub event_time: Option<String>,
    pub actor: Option<String>,
    pub source_ip: Option<String>,
    /// Where the exception is written.
    pub exception: String,
    pub owner: String,
    pub reason: String,
    /// The file, and the record's place in it.
    pub source: String,
    pub offset: i64,
    pub created_at: String,
}

/// Which are meant; all where nothing is said.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Selection {
    pub rule: Option<String>,
    pub severity: Option<String>,
    pub log_type: Option<String>,
    /// Suppressed from then on, by the machine's clock.
    pub since: Option<Timestamp>,
}

impl Session<'_> {
    /// Keeps that a match of the file `name` was suppressed.
    pub(crate) fn suppressed(&self, name: &str, matched: &Matched, exception: &Exception) -> Result<(), Error> {
        if self.keeps() {
            put(self.connection(), name, matched, exception)?;
        }
        Ok(())
    }
}

impl Store {
    /// What was suppressed, the newest first.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn suppressed(&self, selection: &Selection, limit: u64) -> Result<Vec<Suppressed>, Error> {
        Ok(list(self.connection(), selection, limit)?)
    }
}

fn put(connection: &Connection, name: &str, matched: &Matched, exception: &Exception) -> Result<(), rusqlite::Error> {
    let Matched { rule, found, event } = matched;
    connection.prepare_cached(PUT)?.execute(named_params! {
        ":rule": rule.id, ":title": found.title, ":severity": found.severity.name(), ":log_type": event.about.log_type,
        ":at": event.about.time.map(|time| time.to_string()), ":actor": event.about.actor,
        ":source_ip": event.about.source_ip, ":exception": exception.place, ":owner": exception.owner,
        ":reason": exception.reason, ":source": name, ":offset": i64::try_from(event.offset).unwrap_or(i64::MAX),
        ":now": Timestamp::now().to_string(),
    })?;
    let bound = "DELETE FROM suppressed WHERE id <= (SELECT max(id) FROM suppressed) - ?1";
    connection.prepare_cached(bound)?.execute([ROWS])?;
    Ok(())
}

fn list(connection: &Connection, selection: &Selection, limit: u64) -> Result<Vec<Suppressed>, rusqlite::Error> {
    let mut sql =
        "SELECT rule_id, title, severity, log_type, event_time, actor, source_ip, exception, owner, reason, source,
        offset, created_at FROM suppressed WHERE 1"
            .to_owned();
    let mut values = Vec::new();
    let Selection { rule, severity, log_type, since } = selection;
    for (column, text) in [("rule_id", rule), ("severity", severity), ("log_type", log_type)] {
        if let Some(text) = text {
            sql.push_str(&format!(" AND {column} = ?"));
            values.push(Value::Text(text.clone()));
        }
    }
    if let Some(since) = since {
        // Up to the second: what stands behind it has no fixed length.
        sql.push_str(" AND created_at >= ?");
        values.push(Value::Text(since.to_string().get(..19).unwrap_or_default().to_owned()));
    }
    sql.push_str(" ORDER BY id DESC LIMIT ?");
    values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
    let mut found = connection.prepare(&sql)?;
    let found = found.query_map(params_from_iter(&values), |row| {
        Ok(Suppressed {
            rule_id: row.get(0)?,
            title: row.get(1)?,
            severity: row.get(2)?,
            log_type: row.get(3)?,
            event_time: row.get(4)?,
            actor: row.get(5)?,
            source_ip: row.get(6)?,
            exception: row.get(7)?,
            owner: row.get(8)?,
            reason: row.get(9)?,
            source: row.get(10)?,
            offset: row.get(11)?,
            created_at: row.get(12)?,
        })
    })?;
    found.collect()
}

//! What is said of a group once its window has passed: how many came, from when to when, who and where from. The alert's own
//! line is kept for it, and who was in the group, both within bounds.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::LATE;
use crate::json::Text;

/// The tables. A value's text is kept of the first [`NAMED`] of a group alone.
pub(super) const SCHEMA: &str = "
CREATE TABLE alert_lines (
    alert_id TEXT PRIMARY KEY,
    line     BLOB NOT NULL
) STRICT;
CREATE TABLE alert_values (
    alert_id TEXT NOT NULL,
    kind     TEXT NOT NULL,
    digest   BLOB NOT NULL,
    value    TEXT,
    UNIQUE (alert_id, kind, digest)
) STRICT;
";

/// Actors and addresses that a follow-up names; the others are a number.
const NAMED: i64 = 100;

/// Characters that are kept of each: who writes the log may write long ones.
const TEXT: usize = 1000;

/// Actors and addresses of one group that are told apart.
const APART: i64 = 10_000;

/// A longer line is not kept: of such an alert its follow-up says no more than the table does.
const LINE: usize = 64 << 10;

/// Lines, and values, that are kept of all alerts: the oldest make room.
const LINES: i64 = 10_000;
const VALUES: i64 = 500_000;

/// Groups that are closed, or said more of, at once.
const AT_ONCE: i64 = 256;

/// What is told apart of a group's matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// What is counted once towards the threshold, which bounds how many there are.
    Unique,
    Actor,
    SourceIp,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Unique => "unique",
            Kind::Actor => "actor",
            Kind::SourceIp => "source_ip",
        }
    }
}

/// What is said of a group besides its alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FollowUp {
    pub alert_id: String,
    /// The alert's line again, with `alert_count` and `follow_up`.
    pub line: Vec<u8>,
}

#[derive(Serialize)]
struct Said<'s> {
    first_event_time: String,
    last_event_time: String,
    actors: Vec<Text<'s>>,
    /// Beside those that are named; no more than 9,900 are told apart.
    #[serde(skip_serializing_if = "is_zero")]
    more_actors: i64,
    source_ips: Vec<Text<'s>>,
    #[serde(skip_serializing_if = "is_zero")]
    more_source_ips: i64,
}

/// What is known of an alert whose line is not kept.
#[derive(Serialize)]
struct Bare<'b> {
    alert_id: &'b str,
    rule_id: &'b str,
    title: Text<'b>,
    severity: &'b str,
    dedup: Text<'b>,
    log_type: Option<&'b str>,
    event: Empty,
}

#[derive(Serialize)]
struct Empty {}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(n: &i64) -> bool {
    *n == 0
}

/// Remembers `value` of a group that has `known` of its kind; 1 if it is new, else 0.
///
/// # Errors
/// Where the database says so.
pub(super) fn note(
    connection: &Connection,
    alert_id: &str,
    kind: Kind,
    value: &str,
    known: i64,
) -> Result<i64, rusqlite::Error> {
    if kind != Kind::Unique && known >= APART {
        return Ok(0);
    }
    let digest: Vec<u8> = Sha256::digest(value.as_bytes()).iter().take(16).copied().collect();
    let named = (kind != Kind::Unique && known < NAMED).then(|| value.chars().take(TEXT).collect::<String>());
    let new = connection
        .prepare_cached("INSERT OR IGNORE INTO alert_values (alert_id, kind, digest, value) VALUES (?1, ?2, ?3, ?4)")?
        .execute((alert_id, kind.name(), digest, named))?;
    Ok(i64::from(new > 0))
}

/// Forgets what was counted once: the threshold is reached.
///
/// # Errors
/// Where the database says so.
pub(super) fn forget_uniques(connection: &Connection, alert_id: &str) -> Result<(), rusqlite::Error> {
    let forget = "DELETE FROM alert_values WHERE alert_id = ?1 AND kind = 'unique'";
    connection.prepare_cached(forget)?.execute([alert_id])?;
    Ok(())
}

/// Keeps an alert's line, if it is not too long: whether it is kept.
///
/// # Errors
/// Where the database says so.
pub(super) fn keep_line(connection: &Connection, alert_id: &str, line: &[u8]) -> Result<bool, rusqlite::Error> {
    let short = line.len() <= LINE;
    if short {
        let put = "INSERT OR REPLACE INTO alert_lines (alert_id, line) VALUES (?1, ?2)";
        connection.prepare_cached(put)?.execute((alert_id, line))?;
    }
    Ok(short)
}

/// Keeps what is kept within bounds, but for lines that are still to go to outputs.
///
/// # Errors
/// Where the database says so.
pub(super) fn forget_old(connection: &Connection) -> Result<(), rusqlite::Error> {
    let unrouted = " AND alert_id NOT IN (SELECT alert_id FROM unrouted WHERE line IS NULL)";
    for (table, most, but) in [("alert_lines", LINES, unrouted), ("alert_values", VALUES, "")] {
        let oldest = format!("DELETE FROM {table} WHERE rowid <= (SELECT max(rowid) FROM {table}) - ?1{but}");
        connection.execute(&oldest, [most])?;
    }
    Ok(())
}

const DUE: &str = "
SELECT alert_id FROM alerts WHERE status IN ('open', 'ended') AND due_ms <= :now ORDER BY due_ms LIMIT :most";

const PASSED: &str = "
SELECT alert_id FROM alerts WHERE status IN ('open', 'ended') AND log_type IS :log_type AND ends_ms <= :until
ORDER BY ends_ms, alert_id LIMIT :most";

/// Groups whose windows have passed, and that are closed now.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Closed {
    /// How many there were; 0: there are no more.
    pub groups: usize,
    /// What is to be said of those on which more came than was said.
    pub follow_ups: Vec<FollowUp>,
}

/// Closes groups whose windows have passed, and says more of those on which more came than was said.
///
/// # Errors
/// Where the database says so.
pub(super) fn close(connection: &Connection, now: Timestamp) -> Result<Closed, rusqlite::Error> {
    let passed = passed(connection, now.as_millisecond())?;
    let mut closed = Closed { groups: passed.len(), follow_ups: Vec::new() };
    for alert_id in passed {
        closed.follow_ups.extend(more(connection, &alert_id)?);
        let close = "UPDATE alerts SET status = 'closed', uniques = 0 WHERE alert_id = ?1";
        connection.prepare_cached(close)?.execute([&alert_id])?;
        connection.prepare_cached("DELETE FROM alert_values WHERE alert_id = ?1")?.execute([&alert_id])?;
    }
    Ok(closed)
}

/// Groups whose windows have passed at `now`, by the events or by the clock; not more than are closed at once.
fn passed(connection: &Connection, now: i64) -> Result<Vec<String>, rusqlite::Error> {
    let mut due = connection.prepare_cached(DUE)?;
    let due = due.query_map(named_params! { ":now": now, ":most": AT_ONCE }, |row| row.get(0))?;
    let mut passed: Vec<String> = due.collect::<Result<_, _>>()?;
    let mut watermarks = connection.prepare_cached("SELECT log_type, at_ms FROM watermarks")?;
    let watermarks: Vec<(String, i64)> =
        watermarks.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (log_type, at) in &watermarks {
        if passed.len() as i64 >= AT_ONCE {
            break;
        }
        let log_type = Some(log_type).filter(|log_type| !log_type.is_empty());
        // A clock that is ahead ends no windows.
        let until = (*at).min(now).saturating_sub(LATE);
        let mut ids = connection.prepare_cached(PASSED)?;
        let by = named_params! { ":log_type": log_type, ":until": until, ":most": AT_ONCE };
        let ids = ids.query_map(by, |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        passed.extend(ids);
    }
    // Some are known by both.
    let mut seen = HashSet::new();
    passed.retain(|id| seen.insert(id.clone()));
    Ok(passed)
}

/// Says more of groups on which more came than was said, whether their windows have passed or not.
///
/// # Errors
/// Where the database says so.
pub(super) fn all(connection: &Connection) -> Result<Vec<FollowUp>, rusqlite::Error> {
    let more_came =
        "SELECT alert_id FROM alerts WHERE alert_count > said AND raised AND NOT shadow AND status <> 'resolved'
        ORDER BY first_event_ms, alert_id LIMIT ?1";
    let mut ids = connection.prepare_cached(more_came)?;
    let ids: Vec<String> = ids.query_map([AT_ONCE], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut follow_ups = Vec::new();
    for alert_id in ids {
        follow_ups.extend(more(connection, &alert_id)?);
    }
    Ok(follow_ups)
}

/// A group's row.
struct Group {
    rule_id: String,
    dedup: String,
    title: String,
    severity: String,
    log_type: Option<String>,
    count: i64,
    times: [i64; 2],
    actors: i64,
    source_ips: i64,
    /// More than was said.
    more_came: bool,
}

const RAISED: &str = "
SELECT rule_id, dedup_string, title, severity, log_type, alert_count, earliest_event_ms, last_event_ms, actors, source_ips,
    alert_count > said
FROM alerts WHERE alert_id = ?1 AND raised AND NOT shadow";

/// The group of an alert that people were told of.
fn group(connection: &Connection, alert_id: &str) -> Result<Option<Group>, rusqlite::Error> {
    let group = |row: &Row<'_>| {
        Ok(Group {
            rule_id: row.get(0)?,
            dedup: row.get(1)?,
            title: row.get(2)?,
            severity: row.get(3)?,
            log_type: row.get(4)?,
            count: row.get(5)?,
            times: [row.get(6)?, row.get(7)?],
            actors: row.get(8)?,
            source_ips: row.get(9)?,
            more_came: row.get(10)?,
        })
    };
    connection.prepare_cached(RAISED)?.query_row([alert_id], group).optional()
}

/// Says what was not said of a group; `None`: all was.
fn more(connection: &Connection, alert_id: &str) -> Result<Option<FollowUp>, rusqlite::Error> {
    let Some(group) = group(connection, alert_id)?.filter(|group| group.more_came) else { return Ok(None) };
    let actors = values(connection, alert_id, Kind::Actor)?;
    let source_ips = values(connection, alert_id, Kind::SourceIp)?;
    let named = |values: &[String], all: i64| all - i64::try_from(values.len()).unwrap_or(all).min(all);
    let [first_event_time, last_event_time] = group.times.map(time);
    let said = Said {
        first_event_time,
        last_event_time,
        more_actors: named(&actors, group.actors),
        actors: actors.iter().map(|actor| Text(actor)).collect(),
        more_source_ips: named(&source_ips, group.source_ips),
        source_ips: source_ips.iter().map(|address| Text(address)).collect(),
    };
    let mut line = match kept(connection, alert_id)? {
        Some(line) => line,
        None => bare(alert_id, &group)?,
    };
    let said = sonic_rs::to_string(&said).map_err(not_json)?;
    extend(&mut line, group.count, &said);
    let done = "UPDATE alerts SET said = alert_count, follow_up = ?2 WHERE alert_id = ?1";
    connection.prepare_cached(done)?.execute((alert_id, said))?;
    Ok(Some(FollowUp { alert_id: alert_id.to_owned(), line }))
}

/// What is said of an alert that is done with: its line again, with `resolved_at`; `None`: it was never raised.
///
/// # Errors
/// Where the database says so.
pub(super) fn resolved(
    connection: &Connection,
    alert_id: &str,
    at: Timestamp,
) -> Result<Option<Vec<u8>>, rusqlite::Error> {
    let Some(group) = group(connection, alert_id)? else { return Ok(None) };
    let mut line = match last(connection, alert_id)? {
        Some(line) => line,
        None => bare(alert_id, &group)?,
    };
    append(&mut line, &format!("\"resolved_at\":\"{at}\""));
    Ok(Some(line))
}

/// Adds to an alert's line how many came, and what was said of them.
fn extend(line: &mut Vec<u8>, count: i64, said: &str) {
    append(line, &format!("\"alert_count\":{count},\"follow_up\":{said}"));
}

/// Adds members to an alert's line.
fn append(line: &mut Vec<u8>, members: &str) {
    // The end of an object, which is always there.
    while line.pop_if(|byte| *byte != b'}').is_some() {}
    line.pop();
    line.extend(format!(",{members}}}\n").into_bytes());
}

/// What an alert said last, if that is kept.
///
/// # Errors
/// Where the database says so.
pub(super) fn last(connection: &Connection, alert_id: &str) -> Result<Option<Vec<u8>>, rusqlite::Error> {
    let Some(mut line) = kept(connection, alert_id)? else { return Ok(None) };
    let mut more = connection.prepare_cached("SELECT alert_count, follow_up FROM alerts WHERE alert_id = ?1")?;
    let more = more.query_row([alert_id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?)));
    if let Some((count, Some(said))) = more.optional()? {
        extend(&mut line, count, &said);
    }
    Ok(Some(line))
}

/// The values of a group whose texts are kept, the first first.
fn values(connection: &Connection, alert_id: &str, kind: Kind) -> Result<Vec<String>, rusqlite::Error> {
    let named = "SELECT value FROM alert_values WHERE alert_id = ?1 AND kind = ?2 AND value IS NOT NULL ORDER BY rowid";
    connection.prepare_cached(named)?.query_map((alert_id, kind.name()), |row| row.get(0))?.collect()
}

fn kept(connection: &Connection, alert_id: &str) -> Result<Option<Vec<u8>>, rusqlite::Error> {
    let mut line = connection.prepare_cached("SELECT line FROM alert_lines WHERE alert_id = ?1")?;
    let line = line.query_row([alert_id], |row| match row.get_ref(0)? {
        ValueRef::Blob(line) => Ok(line.to_owned()),
        _ => Ok(Vec::new()),
    });
    Ok(line.optional()?.filter(|line| line.contains(&b'}')))
}

fn bare(alert_id: &str, group: &Group) -> Result<Vec<u8>, rusqlite::Error> {
    let bare = Bare {
        alert_id,
        rule_id: &group.rule_id,
        title: Text(&group.title),
        severity: &group.severity,
        dedup: Text(&group.dedup),
        log_type: group.log_type.as_deref(),
        event: Empty {},
    };
    sonic_rs::to_vec(&bare).map_err(not_json)
}

fn not_json(e: sonic_rs::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(e))
}

fn time(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |time| time.to_string())
}

//! The quarantine's tables in the state database, and all SQL about them.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params_from_iter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Bounds, Form, Kept, Refused, Settled, bucket_and_key};

/// The tables. An entry is known by where it is and what it is, so that a source that is read again adds nothing twice; the
/// sums follow it by triggers, for nobody can count a hundred thousand rows at each commit.
pub const SCHEMA: &str = "
CREATE TABLE quarantine (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    source     TEXT NOT NULL,
    bucket     TEXT,
    key        TEXT,
    offset     INTEGER NOT NULL,
    length     INTEGER NOT NULL,
    digest     BLOB NOT NULL,
    form       TEXT NOT NULL,
    header     TEXT,
    nearest    TEXT,
    reason     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    is_cut     INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen  TEXT NOT NULL,
    seen       INTEGER NOT NULL,
    retries    INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    UNIQUE (source, offset, digest)
) STRICT;
CREATE TABLE quarantine_counts (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    source  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    refused INTEGER NOT NULL,
    UNIQUE (source, kind)
) STRICT;
CREATE TABLE quarantine_totals (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    entries       INTEGER NOT NULL,
    bytes         INTEGER NOT NULL,
    counts        INTEGER NOT NULL,
    dropped       INTEGER NOT NULL,
    dropped_bytes INTEGER NOT NULL
) STRICT;
INSERT INTO quarantine_totals VALUES (1, 0, 0, 0, 0, 0);
CREATE TRIGGER quarantine_added AFTER INSERT ON quarantine BEGIN
    UPDATE quarantine_totals SET entries = entries + 1, bytes = bytes + NEW.size;
END;
CREATE TRIGGER quarantine_changed AFTER UPDATE OF size ON quarantine BEGIN
    UPDATE quarantine_totals SET bytes = bytes + NEW.size - OLD.size;
END;
CREATE TRIGGER quarantine_removed AFTER DELETE ON quarantine BEGIN
    UPDATE quarantine_totals SET entries = entries - 1, bytes = bytes - OLD.size;
END;
CREATE TRIGGER quarantine_counted AFTER INSERT ON quarantine_counts BEGIN
    UPDATE quarantine_totals SET counts = counts + 1;
END;
CREATE TRIGGER quarantine_uncounted AFTER DELETE ON quarantine_counts BEGIN
    UPDATE quarantine_totals SET counts = counts - 1;
END;
";

/// `:retry` is 1 where an entry is tried again, else 0; then it is still counted as it was.
const PUT: &str = "
INSERT INTO quarantine (source, bucket, key, offset, length, digest, form, header, nearest, reason, kind, bytes, is_cut,
    first_seen, last_seen, seen, retries, size)
VALUES (:source, :bucket, :key, :offset, :length, :digest, :form, :header, :nearest, :reason, :kind, :bytes, :is_cut,
    :now, :now, 1, 0, :size)
ON CONFLICT (source, offset, digest) DO UPDATE SET form = excluded.form, header = excluded.header,
    nearest = excluded.nearest, reason = excluded.reason, kind = iif(:retry, kind, excluded.kind), size = excluded.size,
    last_seen = excluded.last_seen, seen = seen + 1 - :retry, retries = retries + :retry
RETURNING seen = 1 AND retries = 0";

const COUNT: &str = "
INSERT INTO quarantine_counts (source, kind, refused) VALUES (?1, ?2, ?3)
ON CONFLICT (source, kind) DO UPDATE SET refused = refused + excluded.refused";

const UNCOUNT: &str = "UPDATE quarantine_counts SET refused = refused - 1 WHERE source = ?1 AND kind = ?2";

/// What a row takes besides its texts and bytes.
const ROW: usize = 256;

/// Rows of counts that there may be; a hostile sender has as many sources as it likes.
const COUNTS: i64 = 100_000;

/// What the standard input of every run is called: what one counted is not what another is about.
const STDIN: &str = "-";

/// An entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub id: i64,
    pub source: String,
    /// Of its first byte, in the decoded source.
    pub offset: u64,
    pub length: u64,
    pub form: Form,
    /// The line that names the columns of the source's lines.
    pub header: Option<String>,
    /// The log type that it comes nearest to.
    pub nearest: Option<String>,
    pub reason: String,
    /// The whole of it, or its first bytes.
    pub bytes: Vec<u8>,
    pub is_cut: bool,
    /// RFC 3339.
    pub first_seen: String,
    pub last_seen: String,
    /// How often its source was read with it.
    pub seen: u64,
    /// How often it was tried again in vain.
    pub retries: u64,
    pub(crate) digest: Vec<u8>,
}

/// Which entries are meant; all where nothing is said.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Selection {
    pub ids: Vec<i64>,
    /// What their sources begin with.
    pub source: Option<String>,
}

/// What was refused of a source for one kind of reason.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Source {
    pub source: String,
    /// Without its numbers.
    pub reason: String,
    /// When it was read last, and less what has left the quarantine since.
    pub refused: u64,
    /// Of these, what there are entries of.
    pub kept: u64,
}

/// What there is, all together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    pub entries: u64,
    pub bytes: u64,
    /// Entries that had to make room for others.
    pub dropped: u64,
    pub dropped_bytes: u64,
}

/// Adds what was refused of a source, and drops what is too much.
///
/// # Errors
/// Where the database says so.
pub(crate) fn add(connection: &Connection, refused: &Refused, bounds: Bounds) -> Result<(), rusqlite::Error> {
    let Refused { source, begins, is_retry, kept, counts, settled } = refused;
    if *begins && source != STDIN {
        connection.prepare_cached("DELETE FROM quarantine_counts WHERE source = ?1")?.execute([source])?;
    }
    let now = Timestamp::now().to_string();
    for stretch in kept {
        let is_new = put(connection, source, stretch, &now, *is_retry)?;
        if *is_retry && is_new {
            count(connection, source, &stretch.kind, 1)?;
        }
    }
    if !is_retry {
        for (kind, refused) in counts {
            count(connection, source, kind, *refused)?;
        }
    }
    for Settled { id, retries } in settled {
        let again = connection
            .prepare_cached("SELECT retries FROM quarantine WHERE id = ?1")?
            .query_row([id], |row| number(row, 0))
            .optional()?;
        if again == Some(*retries) {
            remove(connection, *id)?;
        }
    }
    bound(connection, bounds)
}

/// Whether it is a new entry.
fn put(
    connection: &Connection,
    source: &str,
    stretch: &Kept,
    now: &str,
    is_retry: bool,
) -> Result<bool, rusqlite::Error> {
    let Kept { offset, length, form, refusal, bytes, is_cut, header, kind } = stretch;
    let (bucket, key) = bucket_and_key(source).unzip();
    let mut hash = Sha256::new();
    hash.update(length.to_le_bytes());
    hash.update(bytes);
    let digest: Vec<u8> = hash.finalize().iter().take(16).copied().collect();
    let texts = 2 * source.len() + refusal.reason.len() * 2 + header.as_ref().map_or(0, String::len);
    connection.prepare_cached(PUT)?.query_row(
        named_params! {
            ":source": source, ":bucket": bucket, ":key": key, ":offset": signed(*offset), ":length": signed(*length),
            ":digest": digest, ":form": form.name(), ":header": header, ":nearest": refusal.nearest,
            ":reason": refusal.reason, ":kind": kind, ":bytes": bytes, ":is_cut": is_cut, ":now": now,
            ":size": signed((bytes.len() + texts + ROW) as u64), ":retry": is_retry,
        },
        |row| row.get(0),
    )
}

fn count(connection: &Connection, source: &str, kind: &str, refused: u64) -> Result<(), rusqlite::Error> {
    connection.prepare_cached(COUNT)?.execute((source, kind, signed(refused)))?;
    Ok(())
}

/// Removes an entry, and counts it no more.
fn remove(connection: &Connection, id: i64) -> Result<bool, rusqlite::Error> {
    let removed = connection
        .prepare_cached("DELETE FROM quarantine WHERE id = ?1 RETURNING source, kind")?
        .query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let Some((source, kind)) = removed else { return Ok(false) };
    connection.prepare_cached(UNCOUNT)?.execute((&source, kind))?;
    connection.prepare_cached("DELETE FROM quarantine_counts WHERE source = ?1 AND refused < 1")?.execute([source])?;
    Ok(true)
}

/// Drops the oldest until all keep within `bounds`.
fn bound(connection: &Connection, bounds: Bounds) -> Result<(), rusqlite::Error> {
    let (entries, bytes, counts) =
        connection
            .prepare_cached("SELECT entries, bytes, counts FROM quarantine_totals")?
            .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))?;
    let (mut too_many, mut too_large) = (entries - signed(bounds.entries), bytes - signed(bounds.bytes));
    if too_many > 0 || too_large > 0 {
        let (mut last, mut dropped, mut dropped_bytes) = (0, 0, 0);
        let mut oldest = connection.prepare_cached("SELECT id, size FROM quarantine ORDER BY id")?;
        let mut oldest = oldest.query([])?;
        while (too_many > 0 || too_large > 0)
            && let Some(row) = oldest.next()?
        {
            let size: i64 = row.get(1)?;
            last = row.get::<_, i64>(0)?;
            (too_many, too_large) = (too_many - 1, too_large - size);
            (dropped, dropped_bytes) = (dropped + 1, dropped_bytes + size);
        }
        drop(oldest);
        connection.prepare_cached("DELETE FROM quarantine WHERE id <= ?1")?.execute([last])?;
        let sum = "UPDATE quarantine_totals SET dropped = dropped + ?1, dropped_bytes = dropped_bytes + ?2";
        connection.prepare_cached(sum)?.execute((dropped, dropped_bytes))?;
    }
    if counts > COUNTS {
        let oldest =
            "DELETE FROM quarantine_counts WHERE id IN (SELECT id FROM quarantine_counts ORDER BY id LIMIT ?1)";
        connection.prepare_cached(oldest)?.execute([counts - COUNTS])?;
    }
    Ok(())
}

impl Selection {
    /// A condition, and what its parameters are.
    fn condition(&self) -> (String, Vec<Value>) {
        let mut all = vec!["1".to_owned()];
        let mut values = Vec::new();
        if !self.ids.is_empty() {
            all.push(format!("id IN ({})", vec!["?"; self.ids.len()].join(", ")));
            values.extend(self.ids.iter().map(|id| Value::Integer(*id)));
        }
        if let Some(prefix) = &self.source {
            all.push("substr(source, 1, length(?)) = ?".to_owned());
            values.extend([Value::Text(prefix.clone()), Value::Text(prefix.clone())]);
        }
        (all.join(" AND "), values)
    }
}

const ENTRY: &str =
    "SELECT id, source, offset, length, form, header, nearest, reason, bytes, is_cut, first_seen, last_seen,
    seen, retries, digest FROM quarantine";

/// Hands the entries that are selected to `each` until that says no, the newest first, at most `limit` of them; how many
/// there are beside.
///
/// # Errors
/// Where the database says so.
pub(crate) fn list(
    connection: &Connection,
    selection: &Selection,
    limit: u64,
    mut each: impl FnMut(Entry) -> bool,
) -> Result<u64, rusqlite::Error> {
    let (condition, values) = selection.condition();
    let sql = format!("SELECT count(*) FROM quarantine WHERE {condition}");
    let all = connection.prepare(&sql)?.query_row(params_from_iter(&values), |row| number(row, 0))?;
    let mut found =
        connection.prepare(&format!("{ENTRY} WHERE {condition} ORDER BY id DESC LIMIT {}", signed(limit)))?;
    for found in found.query_map(params_from_iter(&values), entry)? {
        if !each(found?) {
            break;
        }
    }
    Ok(all.saturating_sub(limit))
}

/// One entry.
///
/// # Errors
/// Where the database says so.
pub(crate) fn get(connection: &Connection, id: i64) -> Result<Option<Entry>, rusqlite::Error> {
    connection.prepare_cached(&format!("{ENTRY} WHERE id = ?1"))?.query_row([id], entry).optional()
}

/// The entries that are selected, the oldest first.
///
/// # Errors
/// Where the database says so.
pub(crate) fn ids(connection: &Connection, selection: &Selection) -> Result<Vec<i64>, rusqlite::Error> {
    let (condition, values) = selection.condition();
    let mut found = connection.prepare(&format!("SELECT id FROM quarantine WHERE {condition} ORDER BY id"))?;
    found.query_map(params_from_iter(&values), |row| row.get(0))?.collect()
}

/// How many of `ids` are there still.
///
/// # Errors
/// Where the database says so.
pub(crate) fn unsettled(connection: &Connection, ids: &[i64]) -> Result<u64, rusqlite::Error> {
    let mut is_there = connection.prepare("SELECT 1 FROM quarantine WHERE id = ?1")?;
    let mut count = 0;
    for id in ids {
        count += u64::from(is_there.exists([id])?);
    }
    Ok(count)
}

/// What was refused, by source and kind of reason, the most first.
///
/// # Errors
/// Where the database says so.
pub(crate) fn sources(
    connection: &Connection,
    selection: &Selection,
    limit: u64,
) -> Result<Vec<Source>, rusqlite::Error> {
    let (condition, values) = Selection { ids: Vec::new(), ..selection.clone() }.condition();
    let sql = format!(
        "SELECT source, kind, refused,
            (SELECT count(*) FROM quarantine AS entry WHERE entry.source = counts.source AND entry.kind = counts.kind)
        FROM quarantine_counts AS counts WHERE {condition}
        ORDER BY sum(refused) OVER (PARTITION BY source) DESC, source, refused DESC, kind LIMIT {}",
        signed(limit)
    );
    let mut found = connection.prepare(&sql)?;
    let source = |row: &Row<'_>| {
        let (refused, kept) = (number(row, 2)?, number(row, 3)?);
        Ok(Source { source: row.get(0)?, reason: row.get(1)?, refused, kept })
    };
    found.query_map(params_from_iter(&values), source)?.collect()
}

/// What there is, all together.
///
/// # Errors
/// Where the database says so.
pub(crate) fn totals(connection: &Connection) -> Result<Totals, rusqlite::Error> {
    connection.query_row("SELECT entries, bytes, dropped, dropped_bytes FROM quarantine_totals", [], |row| {
        let (entries, bytes) = (number(row, 0)?, number(row, 1)?);
        Ok(Totals { entries, bytes, dropped: number(row, 2)?, dropped_bytes: number(row, 3)? })
    })
}

/// Removes entries for good, and says how many there were.
///
/// # Errors
/// Where the database says so.
pub(crate) fn discard(connection: &Connection, ids: &[i64]) -> Result<u64, rusqlite::Error> {
    let mut count = 0;
    for id in ids {
        count += u64::from(remove(connection, *id)?);
    }
    Ok(count)
}

/// Removes what was counted of the sources that are selected, and where that is all, the count of what was dropped.
///
/// # Errors
/// Where the database says so.
pub(crate) fn forget(connection: &Connection, selection: &Selection) -> Result<(), rusqlite::Error> {
    let (condition, values) = selection.condition();
    connection.execute(&format!("DELETE FROM quarantine_counts WHERE {condition}"), params_from_iter(&values))?;
    if *selection == Selection::default() {
        connection.execute("UPDATE quarantine_totals SET dropped = 0, dropped_bytes = 0", [])?;
    }
    Ok(())
}

fn entry(row: &Row<'_>) -> Result<Entry, rusqlite::Error> {
    Ok(Entry {
        id: row.get(0)?,
        source: row.get(1)?,
        offset: number(row, 2)?,
        length: number(row, 3)?,
        form: Form::of(&row.get::<_, String>(4)?),
        header: row.get(5)?,
        nearest: row.get(6)?,
        reason: row.get(7)?,
        bytes: row.get(8)?,
        is_cut: row.get(9)?,
        first_seen: row.get(10)?,
        last_seen: row.get(11)?,
        seen: number(row, 12)?,
        retries: number(row, 13)?,
        digest: row.get(14)?,
    })
}

/// SQLite's integers have a sign.
fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn number(row: &Row<'_>, column: usize) -> Result<u64, rusqlite::Error> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or_default())
}

//! The groups' table, and all SQL that counts matches on it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::{Candidate, Decision, LATE, follow_up};

/// The table of version 1.
pub(super) const SCHEMA: &str = "
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
";

/// What has a group's window close. `status` is `open` for the one group of a rule and a dedup string that the newest events
/// are in, `ended` for one that a newer group follows and that may be waited for still, `closed` for one of which all was
/// said, `resolved` for one that takes no more matches. `said` is how many matches people were told of, `follow_up` what
/// more they were told, as JSON, `due_ms` when the window has passed by the machine's clock. What older files have was never to be followed up.
pub(super) const WINDOWS: &str = "
ALTER TABLE alerts ADD COLUMN status TEXT NOT NULL DEFAULT 'closed';
ALTER TABLE alerts ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN earliest_event_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN ends_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN due_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN uniques INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN actors INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN source_ips INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN follow_up TEXT;
UPDATE alerts SET said = alert_count, earliest_event_ms = first_event_ms, ends_ms = first_event_ms;
CREATE INDEX alerts_by_end ON alerts (log_type, ends_ms) WHERE status IN ('open', 'ended');
CREATE INDEX alerts_by_due ON alerts (due_ms) WHERE status IN ('open', 'ended');
CREATE TABLE watermarks (
    log_type TEXT PRIMARY KEY,
    at_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Groups of rules that nobody is told of, which are no others' groups.
pub(super) const SHADOWS: &str = "
ALTER TABLE alerts ADD COLUMN shadow INTEGER NOT NULL DEFAULT 0;
";

/// The group of an event: the one whose window it falls into, else the one that it comes shortly before.
const FIND: &str = "
SELECT alert_id, status, alert_count, raised, uniques, actors, source_ips FROM alerts
WHERE rule_id = :rule AND dedup_string = :dedup AND shadow = :shadow
  AND first_event_ms > :at - :window AND first_event_ms < :at + :window AND status <> 'resolved'
ORDER BY first_event_ms <= :at DESC, abs(first_event_ms - :at) LIMIT 1";

const GET: &str = "
SELECT alert_id, status, alert_count, raised, uniques, actors, source_ips FROM alerts WHERE alert_id = ?1";

const COUNT: &str = "
UPDATE alerts SET alert_count = :count, raised = :raised, updated_at = :now, said = iif(:raise, :count, said),
    last_event_ms = max(last_event_ms, :at), earliest_event_ms = min(earliest_event_ms, :at),
    uniques = :uniques, actors = :actors, source_ips = :source_ips
WHERE alert_id = :id";

/// A newer group is the open one.
const END: &str = "
UPDATE alerts SET status = 'ended'
WHERE rule_id = :rule AND dedup_string = :dedup AND shadow = :shadow AND first_event_ms <= :at AND status = 'open'";

const INSERT: &str = "
INSERT INTO alerts (alert_id, rule_id, dedup_string, title, severity, log_type, alert_count, raised,
    shadow, first_event_ms, last_event_ms, created_at, updated_at, status, said, earliest_event_ms, ends_ms, due_ms)
VALUES (:id, :rule, :dedup, :title, :severity, :log_type, 1, :raised, :shadow, :at, :at, :now, :now,
    CASE WHEN :window = 0 THEN 'closed'
         WHEN EXISTS (SELECT 1 FROM alerts WHERE rule_id = :rule AND dedup_string = :dedup AND shadow = :shadow
                      AND first_event_ms > :at AND status = 'open') THEN 'ended'
         ELSE 'open' END,
    :raised, :at, :at + :window, :due)
ON CONFLICT (alert_id) DO NOTHING";

const WATERMARK: &str = "
INSERT INTO watermarks (log_type, at_ms) VALUES (?1, ?2)
ON CONFLICT (log_type) DO UPDATE SET at_ms = max(at_ms, excluded.at_ms)";

/// A group as it was before a match.
struct Group {
    alert_id: String,
    /// Nothing of it is said any more.
    is_closed: bool,
    count: i64,
    raised: bool,
    /// Distinct values, as far as they were told apart.
    uniques: i64,
    actors: i64,
    source_ips: i64,
}

/// Counts `matches`, in order, and says what becomes of each. With `keeps` it is kept who was in them.
///
/// # Errors
/// Where the database says so.
pub(super) fn count(
    connection: &Connection,
    matches: &[Candidate<'_>],
    now: Timestamp,
    keeps: bool,
) -> Result<Vec<Decision>, rusqlite::Error> {
    let counter = Counter { connection, now, said: now.to_string(), keeps };
    let decisions = matches.iter().map(|candidate| counter.one(candidate)).collect::<Result<_, _>>()?;
    let mut watermarks: BTreeMap<&str, i64> = BTreeMap::new();
    for candidate in matches.iter().filter(|_| keeps) {
        let at = watermarks.entry(candidate.log_type.unwrap_or_default()).or_insert(i64::MIN);
        *at = candidate.at.max(*at);
    }
    for watermark in watermarks {
        connection.prepare_cached(WATERMARK)?.execute(watermark)?;
    }
    Ok(decisions)
}

struct Counter<'c> {
    connection: &'c Connection,
    now: Timestamp,
    /// `now` as the table has it.
    said: String,
    keeps: bool,
}

impl Counter<'_> {
    fn one(&self, candidate: &Candidate<'_>) -> Result<Decision, rusqlite::Error> {
        let Candidate { rule_id, dedup, at, window, shadow, .. } = *candidate;
        let near = named_params! { ":rule": rule_id, ":dedup": dedup, ":shadow": shadow, ":at": at, ":window": window };
        if let Some(group) = self.connection.prepare_cached(FIND)?.query_row(near, group).optional()? {
            return self.again(candidate, group);
        }
        if window > 0 {
            let older = named_params! { ":rule": rule_id, ":dedup": dedup, ":shadow": shadow, ":at": at };
            self.connection.prepare_cached(END)?.execute(older)?;
        }
        let mut generation = 0;
        loop {
            let alert_id = candidate.alert_id(generation);
            if self.insert(candidate, &alert_id)? {
                return self.first(candidate, alert_id);
            }
            // The same record was read before, of a rule without a window; or what began at this time was resolved.
            let known = self
                .connection
                .prepare_cached(GET)?
                .query_row([&alert_id], |row| Ok((row.get::<_, String>("status")? == "resolved", group(row)?)))?;
            match known {
                (true, _) => generation += 1,
                (false, group) => return self.again(candidate, group),
            }
        }
    }

    /// Whether that alert is new.
    fn insert(&self, candidate: &Candidate<'_>, alert_id: &str) -> Result<bool, rusqlite::Error> {
        let Candidate { rule_id, dedup, title, severity, log_type, at, window, .. } = *candidate;
        let new = self.connection.prepare_cached(INSERT)?.execute(named_params! {
            ":id": alert_id, ":rule": rule_id, ":dedup": dedup, ":title": title, ":severity": severity,
            ":log_type": log_type, ":raised": candidate.threshold() == 1, ":shadow": candidate.shadow, ":at": at, ":now": self.said,
            ":window": window, ":due": self.now.as_millisecond().saturating_add(window).saturating_add(LATE),
        })?;
        Ok(new == 1)
    }

    /// A match that begins a group.
    fn first(&self, candidate: &Candidate<'_>, alert_id: String) -> Result<Decision, rusqlite::Error> {
        let raised = candidate.threshold() == 1;
        let is_closed = candidate.window == 0;
        let mut group = Group { alert_id, is_closed, count: 1, raised, uniques: 0, actors: 0, source_ips: 0 };
        if self.note(candidate, &mut group)? {
            self.update(candidate, &group, false)?;
        }
        Ok(Decision { alert_id: group.alert_id, raise: raised })
    }

    /// A match that is counted on a group.
    fn again(&self, candidate: &Candidate<'_>, mut group: Group) -> Result<Decision, rusqlite::Error> {
        group.count += 1;
        self.note(candidate, &mut group)?;
        let reached = if candidate.unique.is_some() { group.uniques } else { group.count };
        let raise = !group.raised && reached >= candidate.threshold();
        group.raised |= raise;
        self.update(candidate, &group, raise)?;
        if raise && group.uniques > 0 {
            follow_up::forget_uniques(self.connection, &group.alert_id)?;
        }
        Ok(Decision { alert_id: group.alert_id, raise })
    }

    /// Adds what is told apart of a match to the group's values; whether any of it was new.
    fn note(&self, candidate: &Candidate<'_>, group: &mut Group) -> Result<bool, rusqlite::Error> {
        let Candidate { unique, actor, source_ip, .. } = *candidate;
        let before = (group.uniques, group.actors, group.source_ips);
        let note = |kind, value, known| follow_up::note(self.connection, &group.alert_id, kind, value, known);
        if let Some(unique) = unique.filter(|_| !group.raised) {
            group.uniques += note(follow_up::Kind::Unique, unique, group.uniques)?;
        }
        if self.keeps && !group.is_closed {
            if let Some(actor) = actor {
                group.actors += note(follow_up::Kind::Actor, actor, group.actors)?;
            }
            if let Some(address) = source_ip {
                group.source_ips += note(follow_up::Kind::SourceIp, address, group.source_ips)?;
            }
        }
        Ok(before != (group.uniques, group.actors, group.source_ips))
    }

    fn update(&self, candidate: &Candidate<'_>, group: &Group, raise: bool) -> Result<(), rusqlite::Error> {
        let Group { alert_id, count, raised, uniques, actors, source_ips, .. } = group;
        self.connection.prepare_cached(COUNT)?.execute(named_params! {
            ":count": count, ":raised": raised, ":raise": raise, ":now": self.said, ":at": candidate.at, ":id": alert_id,
            ":uniques": uniques, ":actors": actors, ":source_ips": source_ips,
        })?;
        Ok(())
    }
}

fn group(row: &rusqlite::Row<'_>) -> Result<Group, rusqlite::Error> {
    Ok(Group {
        alert_id: row.get(0)?,
        is_closed: row.get_ref(1)?.as_str()? == "closed",
        count: row.get(2)?,
        raised: row.get(3)?,
        uniques: row.get(4)?,
        actors: row.get(5)?,
        source_ips: row.get(6)?,
    })
}

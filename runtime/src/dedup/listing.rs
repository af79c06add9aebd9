//! The alerts of a state file, for those who look at them.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, named_params, params_from_iter};
use serde::Serialize;

use super::{Error, Session, Store, follow_up};

/// Where an alert stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// What comes now is counted on it.
    Open,
    /// Its window has passed.
    Closed,
    /// Somebody said that it is done with: the next match is a new alert.
    Resolved,
    /// Its threshold is not reached: nobody was told of it.
    Pending,
    /// Of a rule that nobody is told of.
    Shadow,
}

impl Status {
    const ALL: [(Status, &'static str); 5] = [
        (Status::Open, "open"),
        (Status::Closed, "closed"),
        (Status::Resolved, "resolved"),
        (Status::Pending, "pending"),
        (Status::Shadow, "shadow"),
    ];

    pub fn name(self) -> &'static str {
        Status::ALL.iter().find(|(status, _)| *status == self).map_or("", |(_, name)| name)
    }

    fn of(name: &str) -> Status {
        Status::ALL.iter().find(|(_, other)| *other == name).map_or(Status::Closed, |(status, _)| *status)
    }
}

/// An alert, as the table has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Listed {
    pub alert_id: String,
    pub rule_id: String,
    pub dedup_string: String,
    pub title: String,
    pub severity: String,
    pub log_type: Option<String>,
    /// Matches that are counted on it.
    pub alert_count: i64,
    pub status: Status,
    /// RFC 3339; of the events.
    pub first_event_time: String,
    pub last_event_time: String,
    /// When it was raised first and counted on last, by the machine's clock.
    pub created_at: String,
    pub updated_at: String,
}

/// Which alerts are meant; all that people were told of where nothing is said.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Selection {
    pub rule: Option<String>,
    pub severity: Option<String>,
    pub log_type: Option<String>,
    pub status: Option<Status>,
    /// Counted on from then on, by the machine's clock.
    pub since: Option<Timestamp>,
}

/// How many alerts there are of something, and matches counted on them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Sum {
    pub name: String,
    pub alerts: i64,
    pub matches: i64,
}

/// What alerts are summed up by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    Severity,
    Rule,
    /// Of the first event, in UTC.
    Day,
}

/// Why no one alert is known by the beginning of an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotOne {
    None,
    Several,
}

impl Store {
    /// The alerts that are selected, the newest first, at most `limit` of them; and how many more there are.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn alerts(&self, selection: &Selection, limit: u64) -> Result<(Vec<Listed>, u64), Error> {
        Ok(list(self.connection(), selection, limit)?)
    }

    /// The one alert whose id begins so.
    ///
    /// # Errors
    /// Where the database says so; inside, where it is not one.
    pub fn alert(&self, id: &str) -> Result<Result<Listed, NotOne>, Error> {
        Ok(get(self.connection(), id)?)
    }

    /// What an alert said last, if that is kept: its line, with what its follow-up added.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn alert_line(&self, alert_id: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(follow_up::last(self.connection(), alert_id)?)
    }

    /// What the alerts that are selected come to, the most first; days in their order.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn alert_sums(&self, selection: &Selection, by: By) -> Result<Vec<Sum>, Error> {
        Ok(sums(self.connection(), selection, by)?)
    }

    /// Has an alert take no more matches, and outputs told of it if the store delivers. Whether it did until now.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn resolve(&mut self, alert_id: &str) -> Result<bool, Error> {
        let session = self.begin()?;
        let done = session.resolve(alert_id, Timestamp::now())?;
        session.commit()?;
        Ok(done)
    }
}

impl Session<'_> {
    /// As [`Store::resolve`] has it, once this is committed.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn resolve(&self, alert_id: &str, now: Timestamp) -> Result<bool, Error> {
        let done = resolve(self.connection(), alert_id, now)?;
        if done && let Some(line) = follow_up::resolved(self.connection(), alert_id, now)? {
            self.deliver(alert_id, &line, false)?;
        }
        Ok(done)
    }
}

/// A row, with where the alert stands at `:now`, in milliseconds since 1970.
const LISTED: &str = "
SELECT alert_id, rule_id, dedup_string, title, severity, log_type, alert_count, state, earliest_event_ms, last_event_ms,
    created_at, updated_at
FROM (SELECT *, rowid AS number, CASE
    WHEN shadow THEN iif(raised, 'shadow', 'pending')
    WHEN status = 'resolved' THEN 'resolved'
    WHEN NOT raised THEN 'pending'
    WHEN status = 'open' AND due_ms > ? THEN 'open'
    ELSE 'closed' END AS state FROM alerts)";

impl Selection {
    /// A condition, and what its parameters are.
    fn condition(&self) -> (String, Vec<Value>) {
        let Selection { rule, severity, log_type, status, since } = self;
        let mut all = String::new();
        let mut values = vec![Value::Integer(Timestamp::now().as_millisecond())];
        let mut and = |condition: &str, value: &str| {
            all.push_str(if all.is_empty() { " WHERE " } else { " AND " });
            all.push_str(condition);
            values.push(Value::Text(value.to_owned()));
        };
        match status {
            Some(status) => and("state = ?", status.name()),
            None => {
                and("state <> ?", Status::Pending.name());
                and("state <> ?", Status::Shadow.name());
            }
        }
        for (condition, text) in [("rule_id = ?", rule), ("severity = ?", severity), ("log_type = ?", log_type)] {
            if let Some(text) = text {
                and(condition, text);
            }
        }
        if let Some(since) = since {
            // Up to the second: what stands behind it has no fixed length.
            and("updated_at >= ?", since.to_string().get(..19).unwrap_or_default());
        }
        (all, values)
    }
}

fn list(connection: &Connection, selection: &Selection, limit: u64) -> Result<(Vec<Listed>, u64), rusqlite::Error> {
    let (condition, mut values) = selection.condition();
    let all = format!("SELECT count(*) FROM ({LISTED}{condition})");
    let all: i64 = connection.prepare(&all)?.query_row(params_from_iter(&values), |row| row.get(0))?;
    values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
    let mut found = connection.prepare(&format!("{LISTED}{condition} ORDER BY number DESC LIMIT ?"))?;
    let found = found.query_map(params_from_iter(&values), listed)?.collect::<Result<Vec<_>, _>>()?;
    Ok((found, u64::try_from(all).unwrap_or_default().saturating_sub(limit)))
}

fn get(connection: &Connection, id: &str) -> Result<Result<Listed, NotOne>, rusqlite::Error> {
    let mut found = connection.prepare(&format!("{LISTED} WHERE substr(alert_id, 1, length(?)) = ? LIMIT 2"))?;
    let now = Timestamp::now().as_millisecond();
    let mut found = found.query_map((now, id, id), listed)?.collect::<Result<Vec<_>, _>>()?;
    Ok(match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err(NotOne::Several),
        (None, _) => Err(NotOne::None),
    })
}

fn sums(connection: &Connection, selection: &Selection, by: By) -> Result<Vec<Sum>, rusqlite::Error> {
    let (what, order) = match by {
        By::Severity => ("severity", "2 DESC, 1"),
        By::Rule => ("rule_id", "2 DESC, 1"),
        By::Day => ("strftime('%Y-%m-%d', earliest_event_ms / 1000, 'unixepoch')", "1"),
    };
    let (condition, values) = selection.condition();
    let sql = format!(
        "SELECT coalesce({what}, '-'), count(*), sum(alert_count) FROM ({LISTED}{condition}) GROUP BY 1 ORDER BY {order}"
    );
    let mut found = connection.prepare(&sql)?;
    let sum = |row: &Row<'_>| Ok(Sum { name: row.get(0)?, alerts: row.get(1)?, matches: row.get(2)? });
    found.query_map(params_from_iter(&values), sum)?.collect()
}

fn resolve(connection: &Connection, alert_id: &str, now: Timestamp) -> Result<bool, rusqlite::Error> {
    let resolve = "UPDATE alerts SET status = 'resolved', said = alert_count, updated_at = :now
        WHERE alert_id = :id AND status <> 'resolved'";
    let changed = connection.execute(resolve, named_params! { ":now": now.to_string(), ":id": alert_id })?;
    connection.execute("DELETE FROM alert_values WHERE alert_id = ?1", [alert_id])?;
    Ok(changed > 0)
}

fn listed(row: &Row<'_>) -> Result<Listed, rusqlite::Error> {
    let time = |ms: i64| Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |time| time.to_string());
    Ok(Listed {
        alert_id: row.get(0)?,
        rule_id: row.get(1)?,
        dedup_string: row.get(2)?,
        title: row.get(3)?,
        severity: row.get(4)?,
        log_type: row.get(5)?,
        alert_count: row.get(6)?,
        status: Status::of(row.get_ref(7)?.as_str()?),
        first_event_time: time(row.get(8)?),
        last_event_time: time(row.get(9)?),
        created_at: row.get(10)?,
        updated_at: row.get(11)?,
    })
}

//! Where alerts wait to be delivered: the part of it that the engine needs. Its real version is a table of the state file.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An alert that an output is to be given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// Ascending in the order in which they were raised.
    pub id: i64,
    /// The alert as JSON.
    pub line: Vec<u8>,
    /// How often it was refused.
    pub attempts: u32,
    /// When it was raised, in milliseconds since 1970.
    pub created_ms: i64,
}

/// What became of a delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    Delivered,
    /// It is tried again from then on, in milliseconds since 1970.
    Again {
        due_ms: i64,
        why: String,
    },
    Dead {
        why: String,
    },
}

/// Alerts that wait. What fails is said in words, and may be tried again.
pub trait Outbox: Send {
    /// The first `most` that `output` is to be given at `now_ms`, oldest first: of one group no second while the first waits.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn due(&mut self, output: &str, now_ms: i64, most: usize) -> Result<Vec<Due>, String>;

    /// When the first of those that wait for `output` is due; `None`: nothing waits.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn next_ms(&self, output: &str) -> Result<Option<i64>, String>;

    /// How many wait for `output`.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn waiting(&mut self, output: &str) -> Result<u64, String>;

    /// Keeps what became of deliveries: all of it, or nothing. It does not wait for other writers.
    ///
    /// # Errors
    /// Where it cannot be written now.
    fn settle(&mut self, fates: &[(i64, Fate)], now_ms: i64) -> Result<(), String>;

    /// Makes dead letters of the oldest that wait for `output`, but for `room`: how many.
    ///
    /// # Errors
    /// Where it cannot be written now.
    fn make_room(&self, output: &str, room: u64, now_ms: i64) -> Result<u64, String>;
}

/// An outbox in memory.
#[derive(Debug, Default)]
pub struct Memory(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    rows: BTreeMap<i64, Row>,
    /// Whether writing fails, as it does while somebody else writes.
    busy: bool,
}

#[derive(Clone, Debug)]
struct Row {
    output: String,
    group: String,
    due_ms: i64,
    dead: Option<String>,
    due: Due,
}

impl Memory {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an alert of a group.
    pub fn post(&self, output: &str, group: &str, line: &str, now_ms: i64) {
        let mut state = self.state();
        let id = state.rows.last_key_value().map_or(1, |(id, _)| id + 1);
        let due = Due { id, line: line.into(), attempts: 0, created_ms: now_ms };
        let row = Row { output: output.into(), group: group.into(), due_ms: now_ms, dead: None, due };
        state.rows.insert(id, row);
    }

    /// Has writing fail, or not any more.
    pub fn set_busy(&self, busy: bool) {
        self.state().busy = busy;
    }

    /// The dead letters of `output`, with the last reason.
    pub fn dead(&self, output: &str) -> Vec<(i64, String)> {
        let state = self.state();
        let rows = state.rows.values().filter(|row| row.output == output);
        rows.filter_map(|row| Some((row.due.id, row.dead.clone()?))).collect()
    }
}

impl Outbox for std::sync::Arc<Memory> {
    fn due(&mut self, output: &str, now_ms: i64, most: usize) -> Result<Vec<Due>, String> {
        let state = self.state();
        let waiting: Vec<&Row> = state.rows.values().filter(|row| row.output == output && row.dead.is_none()).collect();
        let first = |row: &Row| waiting.iter().find(|other| other.group == row.group).map(|other| other.due.id);
        let due = waiting.iter().filter(|row| row.due_ms <= now_ms && first(row) == Some(row.due.id));
        Ok(due.take(most).map(|row| row.due.clone()).collect())
    }

    fn next_ms(&self, output: &str) -> Result<Option<i64>, String> {
        let state = self.state();
        let waiting = state.rows.values().filter(|row| row.output == output && row.dead.is_none());
        Ok(waiting.map(|row| row.due_ms).min())
    }

    fn waiting(&mut self, output: &str) -> Result<u64, String> {
        let state = self.state();
        Ok(state.rows.values().filter(|row| row.output == output && row.dead.is_none()).count() as u64)
    }

    fn settle(&mut self, fates: &[(i64, Fate)], _now_ms: i64) -> Result<(), String> {
        let mut state = self.state();
        if state.busy {
            return Err("somebody else writes".into());
        }
        for (id, fate) in fates {
            match fate {
                Fate::Delivered => {
                    state.rows.remove(id);
                }
                Fate::Again { due_ms, .. } => {
                    if let Some(row) = state.rows.get_mut(id) {
                        (row.due_ms, row.due.attempts) = (*due_ms, row.due.attempts + 1);
                    }
                }
                Fate::Dead { why } => {
                    if let Some(row) = state.rows.get_mut(id) {
                        row.dead = Some(why.clone());
                    }
                }
            }
        }
        Ok(())
    }

    fn make_room(&self, output: &str, room: u64, _now_ms: i64) -> Result<u64, String> {
        let mut state = self.state();
        let waiting: Vec<i64> = state
            .rows
            .values()
            .filter(|row| row.output == output && row.dead.is_none())
            .map(|row| row.due.id)
            .collect();
        let crowded = waiting.len().saturating_sub(usize::try_from(room).unwrap_or(usize::MAX));
        for id in waiting.iter().take(crowded) {
            if let Some(row) = state.rows.get_mut(id) {
                row.dead = Some("no room".into());
            }
        }
        Ok(crowded as u64)
    }
}

//! The outbox that outputs are served from, in the state file.

use deliver::outbox::{Due, Fate, Outbox};
use runtime::deliveries::{self, Deliveries};

/// The tables of [`runtime::deliveries`].
#[derive(Debug)]
pub struct Table(Deliveries);

impl Table {
    pub fn new(deliveries: Deliveries) -> Table {
        Table(deliveries)
    }
}

fn said<T>(result: Result<T, runtime::dedup::Error>) -> Result<T, String> {
    result.map_err(|e| e.to_string())
}

impl Outbox for Table {
    fn due(&self, output: &str, now_ms: i64, most: usize) -> Result<Vec<Due>, String> {
        let due = said(self.0.due(output, now_ms, most))?;
        let row = |deliveries::Due { id, line, attempts, created_ms }| Due { id, line, attempts, created_ms };
        Ok(due.into_iter().map(row).collect())
    }

    fn next_ms(&self, output: &str) -> Result<Option<i64>, String> {
        said(self.0.next_ms(output))
    }

    fn waiting(&self, output: &str) -> Result<u64, String> {
        said(self.0.waiting(output))
    }

    fn settle(&mut self, fates: &[(i64, Fate)], now_ms: i64) -> Result<(), String> {
        let fate = |fate: &Fate| match fate.clone() {
            Fate::Delivered => deliveries::Fate::Delivered,
            Fate::Again { due_ms, why } => deliveries::Fate::Again { due_ms, why },
            Fate::Dead { why } => deliveries::Fate::Dead { why },
        };
        let fates: Vec<(i64, deliveries::Fate)> = fates.iter().map(|(id, of)| (*id, fate(of))).collect();
        said(self.0.settle(&fates, now_ms))
    }

    fn make_room(&self, output: &str, room: u64, now_ms: i64) -> Result<u64, String> {
        said(self.0.make_room(output, room, now_ms))
    }
}

//! The outbox that outputs are served from, in the state file: the routes of `iota.toml` over what was handed over there.

use deliver::outbox::{Due, Fate, Outbox};
use runtime::deliveries::{self, Deliveries};

use super::Router;

/// Alerts that are routed at once.
const ROUTED: usize = 256;

/// The tables of [`runtime::deliveries`].
#[derive(Debug)]
pub struct Table {
    deliveries: Deliveries,
    router: Router,
}

impl Table {
    pub fn new(deliveries: Deliveries, router: Router) -> Table {
        Table { deliveries, router }
    }

    /// Routes some alerts; whether there were any.
    fn route(&mut self) -> Result<bool, String> {
        Ok(said(self.deliveries.route(&self.router, ROUTED))? > 0)
    }
}

fn said<T>(result: Result<T, runtime::dedup::Error>) -> Result<T, String> {
    result.map_err(|e| e.to_string())
}

impl Outbox for Table {
    fn due(&mut self, output: &str, now_ms: i64, most: usize) -> Result<Vec<Due>, String> {
        // No more is routed than outputs get to: who raises alerts has the database to itself meanwhile.
        let due = loop {
            let due = said(self.deliveries.due(output, now_ms, most))?;
            if due.len() >= most || !self.route()? {
                break due;
            }
        };
        let row = |deliveries::Due { id, line, attempts, created_ms }| Due { id, line, attempts, created_ms };
        Ok(due.into_iter().map(row).collect())
    }

    fn next_ms(&self, output: &str) -> Result<Option<i64>, String> {
        match said(self.deliveries.unrouted())? {
            0 => said(self.deliveries.next_ms(output)),
            // Perhaps for this one, and at once.
            _ => Ok(Some(0)),
        }
    }

    fn waiting(&mut self, output: &str) -> Result<u64, String> {
        while self.route()? {}
        said(self.deliveries.waiting(output))
    }

    fn settle(&mut self, fates: &[(i64, Fate)], now_ms: i64) -> Result<(), String> {
        let fate = |fate: &Fate| match fate.clone() {
            Fate::Delivered => deliveries::Fate::Delivered,
            Fate::Again { due_ms, why } => deliveries::Fate::Again { due_ms, why },
            Fate::Dead { why } => deliveries::Fate::Dead { why },
        };
        let fates: Vec<(i64, deliveries::Fate)> = fates.iter().map(|(id, of)| (*id, fate(of))).collect();
        said(self.deliveries.settle(&fates, now_ms))
    }

    fn make_room(&self, output: &str, room: u64, now_ms: i64) -> Result<u64, String> {
        said(self.deliveries.make_room(output, room, now_ms))
    }
}

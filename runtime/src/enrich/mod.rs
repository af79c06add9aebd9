//! What stands beside the records: tables of files (CSV, JSON) and databases of addresses. Keys in, rows out: to rules that ask
//! by `event.lookup`, and to alerts. No network. The worker that finds, before it takes up more, that a file has changed reads it
//! again; the others go on with the old one, which stays until the new one is whole and right.

mod account;
mod annotation;
mod error;
mod geo;
mod rows;
mod table;
mod watched;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use event::tables::{Found, Tables};

use geo::Databases;
use table::Table;
use watched::{Changed, Watched};

pub use error::Error;
pub use table::{Annotated, Match, Spec};

/// The name of the table of accounts.
pub const ACCOUNTS: &str = "accounts";

/// The name under which rules look addresses up.
pub const GEOIP: &str = "geoip";

/// How often files are looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Which files there are.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    /// Of accounts: their names by their ids.
    pub accounts: Option<PathBuf>,
    /// Databases in MaxMind's format. Of what several say, the first counts.
    pub geoip: Vec<PathBuf>,
    pub tables: Vec<Spec>,
}

impl Sources {
    /// The files that have a place of their own, each with what it is.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        let geoip = self.geoip.iter().map(|path| (GEOIP, path));
        self.accounts.iter().map(|path| (ACCOUNTS, path)).chain(geoip)
    }
}

/// The tables and databases.
#[derive(Debug)]
pub struct Enrichment {
    tables: Vec<Watched<Spec, Table>>,
    geoip: Databases,
    started: Instant,
    /// When files are looked at next, in milliseconds since `started`.
    next: AtomicU64,
    reloaded: AtomicU64,
    failed: AtomicU64,
}

/// How often files were read again.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Reloads {
    pub succeeded: u64,
    /// The file was wrong or gone: what was read before stayed.
    pub failed: u64,
}

impl Enrichment {
    /// Reads all files. `None`: there are none.
    ///
    /// # Errors
    /// What is wrong with the first that cannot be read, and where.
    pub fn open(sources: Sources) -> Result<Option<Enrichment>, Error> {
        let Sources { accounts, geoip, tables } = sources;
        if accounts.is_none() && geoip.is_empty() && tables.is_empty() {
            return Ok(None);
        }
        let accounts = accounts.map(Spec::of_accounts);
        let tables = accounts.into_iter().chain(tables).map(Watched::open).collect::<Result<_, _>>()?;
        Ok(Some(Enrichment {
            tables,
            geoip: Databases::open(geoip)?,
            started: Instant::now(),
            next: AtomicU64::new(millis(EVERY)),
            reloaded: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        }))
    }

    /// Reads files again that have changed, if it is time to look: at most once a second, and on the thread that finds
    /// it so. What people should know of it, a line each.
    pub fn refresh(&self) -> Vec<String> {
        let now = millis(self.started.elapsed());
        let next = self.next.load(Ordering::Relaxed);
        let then = now + millis(EVERY);
        if now < next || self.next.compare_exchange(next, then, Ordering::Relaxed, Ordering::Relaxed).is_err() {
            return Vec::new();
        }
        self.reload()
    }

    /// Reads files again that have changed, whenever they were last looked at.
    pub fn reload(&self) -> Vec<String> {
        let mut said = Vec::new();
        let tables = self.tables.iter().map(Watched::refresh);
        for changed in tables.chain(self.geoip.refresh()) {
            match changed {
                Changed::No => {}
                Changed::Read(what) => {
                    self.reloaded.fetch_add(1, Ordering::Relaxed);
                    said.push(what);
                }
                Changed::Wrong(why) => {
                    self.failed.fetch_add(1, Ordering::Relaxed);
                    said.push(why);
                }
            }
        }
        said
    }

    /// How often files were read again so far.
    pub fn reloads(&self) -> Reloads {
        Reloads { succeeded: self.reloaded.load(Ordering::Relaxed), failed: self.failed.load(Ordering::Relaxed) }
    }

    fn table(&self, name: &str) -> Option<&Watched<Spec, Table>> {
        self.tables.iter().find(|table| table.spec().name == name)
    }
}

impl Tables for Enrichment {
    fn find(&self, table: &str, key: &str) -> Found {
        let found = match self.table(table) {
            Some(table) => table.current().find(key).map(|(_, row)| row.to_owned()),
            None if table == GEOIP && !self.geoip.is_empty() => self.geoip.json(key),
            None => return Found::NoTable,
        };
        found.map_or(Found::Nothing, Found::Json)
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

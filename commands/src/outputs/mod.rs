//! Alerts to the outputs of `iota.toml`: joins what [`runtime`] raises with what [`deliver`] delivers.

pub mod command;
mod outbox;
mod router;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use deliver::config::Settings;
use deliver::engine::{Engine, Lane, Tell, Told};
use runtime::deliveries::Deliveries;
use tempfile::TempDir;

use crate::say;
use outbox::Table;
use router::Router;
pub use router::resolving;

/// What has to outlive a run that delivers.
pub struct Place {
    /// Where alerts wait where no state file is named; it goes with the process.
    folder: Option<TempDir>,
}

/// The outputs and what waits for them.
pub struct Ready {
    pub lanes: Vec<Lane>,
    pub outbox: Box<dyn deliver::outbox::Outbox>,
    pub place: Place,
}

/// Has the alerts of a run with `config` go to `settings` as well; what people should know of that is said by `say`.
/// `None`: there are no outputs.
///
/// # Errors
/// Where an output cannot be made, or there is nowhere to keep alerts.
pub fn ready(config: &mut runtime::Config, settings: &[Settings], say: fn(&str)) -> anyhow::Result<Option<Ready>> {
    if settings.is_empty() {
        return Ok(None);
    }
    let lanes = settings
        .iter()
        .map(|settings| settings.lane().with_context(|| format!("the output `{}` cannot be used", settings.name)));
    let lanes = lanes.collect::<Result<Vec<Lane>, _>>()?;
    let mut place = Place { folder: None };
    let state: PathBuf = match &config.state {
        Some(path) => path.clone(),
        None => {
            // Two connections share no database in memory without sharing its locks as well.
            let folder = tempfile::Builder::new().prefix("iota-").tempdir();
            let folder = folder.context("alerts wait for outputs in a file: name one with `--state`")?;
            let path = folder.path().join("state.db");
            place.folder = Some(folder);
            config.state_is_temporary = true;
            path
        }
    };
    config.state = Some(state.clone());
    config.delivers = true;
    let outbox = Table::new(Deliveries::open(&state)?, Router::new(settings, say));
    Ok(Some(Ready { lanes, outbox: Box::new(outbox), place }))
}

impl Ready {
    /// Begins to deliver; people are told on standard error.
    ///
    /// # Errors
    /// Where the system lets no thread start.
    pub fn start(self) -> anyhow::Result<Running> {
        let engine = Engine::start(self.lanes, self.outbox, tell())?;
        Ok(Running { engine, place: self.place })
    }
}

/// Outputs that are given alerts.
pub struct Running {
    engine: Engine,
    place: Place,
}

impl Running {
    /// Delivers what is due, for so long at the most, and says what is left.
    pub fn finish(self, within: Duration) {
        for (name, alerts) in self.engine.finish(within) {
            let noun = if alerts == 1 { "alert waits" } else { "alerts wait" };
            say(&match self.place.folder {
                None => format!(
                    "{alerts} {noun} for the output `{name}`, in the state file: the next run delivers what is due"
                ),
                Some(_) => format!("{alerts} {noun} for the output `{name}` and cannot: with `--state` they are kept"),
            });
        }
    }
}

/// Says what happens to outputs: of failures the first in a row, and what becomes of them.
fn tell() -> Tell {
    let failing = Mutex::new(BTreeSet::new());
    Box::new(move |name, _, told| {
        let mut failing = failing.lock().unwrap_or_else(PoisonError::into_inner);
        match told {
            Told::Delivered(_) => {
                failing.remove(name);
            }
            Told::Failed { why } => {
                if failing.insert(name.to_owned()) {
                    say(&format!("the output `{name}` did not take an alert, which is tried again: {why}"));
                }
            }
            Told::Opened { why } => say(&format!("the output `{name}` does not work: {why}")),
            Told::Closed => say(&format!("the output `{name}` works again")),
            Told::Dead { alerts, why } => {
                say(&format!(
                    "{alerts} of the alerts for the output `{name}` are given up, and kept as dead letters: {why}"
                ));
            }
        }
    })
}

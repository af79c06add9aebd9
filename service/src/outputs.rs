//! The outputs of a pod: delivered to as long as it lives; what happens to them is logged, counted and part of `/ready`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deliver::engine::{Engine, Lane, Tell, Told};
use deliver::outbox::Outbox;

use crate::metrics::{Metrics, Outcome};
use crate::status::{Part, Status};

/// Outputs, and where alerts wait for them.
pub struct Outputs {
    pub lanes: Vec<Lane>,
    pub outbox: Box<dyn Outbox>,
}

/// Those that work, and why the others do not.
type States = BTreeMap<String, Option<String>>;

impl Outputs {
    /// Begins to deliver.
    pub(crate) fn start(self, status: &Status, metrics: &Arc<Metrics>) -> std::io::Result<Engine> {
        let states: States = self.lanes.iter().map(|lane| (lane.name.clone(), None)).collect();
        set(status, &states);
        Engine::start(self.lanes, self.outbox, tell(states, status.clone(), Arc::clone(metrics)))
    }
}

/// Delivers what is due, for so long at the most.
pub(crate) async fn finish(engine: Engine, within: Duration) {
    // The thread that delivers ends, or is left behind with the process.
    let left = tokio::task::spawn_blocking(move || engine.finish(within)).await.unwrap_or_default();
    for (output, alerts) in left {
        tracing::info!(output, alerts, "alerts wait for the output, to be delivered after the next start");
    }
}

fn tell(states: States, status: Status, metrics: Arc<Metrics>) -> Tell {
    let states = Mutex::new(states);
    Box::new(move |output, output_type, told| {
        let count = |outcome, alerts| metrics.forwarded(output_type, outcome, alerts);
        let works = |why: Option<String>| {
            let mut states = states.lock().unwrap_or_else(PoisonError::into_inner);
            states.insert(output.to_owned(), why);
            set(&status, &states);
        };
        match told {
            Told::Delivered(alerts) => count(Outcome::success, alerts as u64),
            Told::Failed { why } => {
                metrics.problem("output", "failed");
                tracing::warn!(output, output_type, "an alert was not taken and is tried again: {why}");
            }
            Told::Opened { why } => {
                tracing::error!(output, output_type, "the output does not work: {why}");
                works(Some(why));
            }
            Told::Closed => {
                tracing::info!(output, output_type, "the output works again");
                works(None);
            }
            Told::Dead { alerts, why } => {
                count(Outcome::failure, alerts);
                tracing::error!(output, output_type, alerts, "alerts are given up, and kept as dead letters: {why}");
            }
        }
    })
}

fn set(status: &Status, states: &States) {
    let names = |works: bool| {
        let of = states.iter().filter(|(_, why)| why.is_none() == works);
        let of = of.map(|(name, why)| why.as_ref().map_or_else(|| name.clone(), |why| format!("`{name}`: {why}")));
        of.collect::<Vec<_>>()
    };
    let broken = names(false);
    let state = if broken.is_empty() { Ok(Some(names(true).join(", "))) } else { Err(broken.join("; ")) };
    status.set(Part::Outputs, state);
}

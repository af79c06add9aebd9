//! What works and what does not, for `/ready`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

/// What has to work for events to become alerts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    Queue,
    Bucket,
    Database,
    Outputs,
    Rules,
}

/// What is known of one.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct State {
    pub ok: bool,
    /// What is wrong, or of how many rules there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// The parts, as they were when they were last needed.
#[derive(Clone, Default, Debug)]
pub struct Status(Arc<Mutex<BTreeMap<Part, State>>>);

impl Status {
    /// Says what came of using a part. Whether that has changed.
    pub fn set(&self, part: Part, result: Result<Option<String>, String>) -> bool {
        let state = match result {
            Ok(detail) => State { ok: true, detail },
            Err(why) => State { ok: false, detail: Some(why) },
        };
        let was = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(part, state.clone());
        was.is_none_or(|was| was.ok != state.ok)
    }

    /// The parts, and whether all of them work.
    pub fn all(&self) -> (BTreeMap<Part, State>, bool) {
        let parts = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let ok = parts.values().all(|state| state.ok);
        (parts, ok)
    }
}

//! iota as a pod: messages in, alerts out, and a message is deleted once what came of it is kept.
//!
//! ```text
//! queue -> messages -> objects of S3 ─┐
//!            │                        ├──> runtime::serve ──> committed ──> deleted in batches
//!            └──────── events ────────┘                  └──> failed ─────> left, to be received again
//! ```
//!
//! What waits is tokio's; what computes runs on the threads of [`runtime`].

mod acknowledge;
mod clients;
mod http;
mod lake;
mod life;
pub mod log;
mod metrics;
mod object;
mod objects;
mod outputs;
mod pod;
mod queue;
mod spans;
mod status;
#[cfg(feature = "otel")]
mod traces;

use std::net::SocketAddr;
use std::time::Duration;

pub use aws::{Place, Role};
pub use lake::Bucket;
pub use objects::Objects;
pub use outputs::Outputs;
pub use pod::{Error, run};

/// What the messages are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Notices of objects that were stored in S3.
    Notices,
    /// Events of EventBridge.
    Events,
}

/// What a pod is told.
#[derive(Clone, Debug)]
pub struct Options {
    pub kind: Kind,
    pub place: Place,
    pub queue: String,
    /// The queue's dead-letter queue, whose depth is measured.
    pub dead_letters: Option<String>,
    /// The only bucket whose objects are read; `None`: any that messages name.
    pub bucket: Option<String>,
    /// What the keys of objects that are read begin with.
    pub prefix: String,
    /// Messages that one request asks for, 1 to 10.
    pub batch: usize,
    /// How long a request waits for a message: whole seconds up to 20.
    pub wait: Duration,
    /// How long a message stays hidden once nobody says any more that it is in hand: whole seconds.
    pub visibility: Duration,
    /// Messages in hand.
    pub messages: usize,
    /// Bytes of objects that are taken in before they are worked on.
    pub prefetch: u64,
    /// After SIGTERM, how long what is in hand may take.
    pub grace: Duration,
    /// What the rules are known by.
    pub rules_hash: &'static str,
    /// Where health and metrics are served; `None`: nowhere.
    pub http: Option<SocketAddr>,
}

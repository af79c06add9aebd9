//! What runs compiled rules over logs.
//!
//! It takes rules as values of [`event::Rule`] and never sees a rule's source. The stages, in the order in which a
//! record passes them, are [`ingest`], [`decode`], [`split`], [`record`], [`classify`], [`evaluate`], [`dedup`], [`lake`];
//! [`pipeline`] joins them.

pub mod alert;
mod batch;
mod beside;
mod budget;
pub mod classified;
pub mod classify;
pub mod clock;
mod commit;
pub mod decode;
pub mod dedup;
pub mod deliveries;
mod digits;
pub mod enrich;
pub mod evaluate;
pub mod exceptions;
pub mod index;
pub mod ingest;
pub mod interpret;
pub mod json;
mod judge;
pub mod lake;
pub mod logs;
pub mod outbox;
pub mod pipeline;
pub mod processed;
pub mod progress;
pub mod quarantine;
pub mod record;
mod reports;
pub mod scanned;
pub mod select;
pub mod silence;
pub mod split;
pub mod state;
mod state_file;
pub mod summary;
mod tally;
mod worker;

pub use clock::Clock;
pub use commit::{Done, Ended, Given, Raised};
pub use pipeline::{Config, Error, Mode, Show, retry, run, serve};
pub use state_file::{Backup, set_aside_if_damaged};
pub use summary::Summary;
pub use tally::{Evaluated, Tally};

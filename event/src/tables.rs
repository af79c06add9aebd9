//! What stands beside the events: tables that rules look things up in, by `event.lookup(table, key)` of Panther's event.
//!
//! Whoever runs the rules gives the [`Heap`](crate::Heap) its [`Tables`]; without any, an event is asked for what it holds as
//! `_mocked_lookup_data_`, as tests write it.

use std::fmt;

/// Tables by their names.
pub trait Tables: fmt::Debug + Send + Sync {
    /// What the table has under `key`. A table that changes is asked anew each time.
    fn find(&self, table: &str, key: &str) -> Found;
}

/// What a table has under a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// There is no table of that name.
    NoTable,
    /// It has nothing.
    Nothing,
    /// JSON that [`json::validate`](crate::json::validate) has accepted.
    Json(String),
}

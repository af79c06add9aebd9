//! Records in, the data lake's files out: by log type and hour of event time, laid out as Hive, Athena and Trino read them.
//!
//! A source object's records go to files of their own, whose names follow from the object: read again after a crash or a
//! redelivery it writes the same files, and no record is there twice. A file appears whole or not at all. Messages are too small
//! for that: with a state file, their rows are gathered in it until they make a file.

pub mod ddl;
mod directory;
mod flush;
mod gathered;
mod kept;
mod lines;
mod part;
mod row;
mod table;
mod writer;

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::NamedTempFile;

pub use directory::Directory;
pub(crate) use flush::Flush;
pub(crate) use gathered::{Gathered, SCHEMA, add as gather};
pub(crate) use kept::Kept;
pub use row::Row;
pub use writer::{Limits, Writer, Written};

/// Why records could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the data lake's `{}` cannot be written: {source}", path.display())]
    Write { path: PathBuf, source: std::io::Error },
}

/// What the files hold.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Format {
    /// A record a line as JSON, gzipped: `.json.gz`.
    #[default]
    Json,
    /// Parquet, the record as JSON text in a column: `.parquet`.
    Parquet,
}

/// Where the files of a lake are.
pub trait Storage: Send + Sync + fmt::Debug {
    /// A file to write, which is gone again unless it is published.
    ///
    /// # Errors
    /// Where none can be made.
    fn create(&self) -> Result<NamedTempFile, Error>;

    /// Puts a whole file in its place, over one of this name that an earlier attempt wrote. It appears whole or not at all,
    /// and lasts once this returns.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn publish(&self, file: NamedTempFile, key: &str) -> Result<(), Error>;
}

/// Where records are kept, and how.
#[derive(Debug)]
pub struct Lake {
    storage: Box<dyn Storage>,
    format: Format,
    limits: Limits,
    files: AtomicU64,
    failures: AtomicU64,
}

impl Lake {
    /// A lake in `storage`.
    pub fn new(storage: Box<dyn Storage>, format: Format, limits: Limits) -> Lake {
        Lake { storage, format, limits, files: AtomicU64::new(0), failures: AtomicU64::new(0) }
    }

    /// Files that were put in their places.
    pub fn files(&self) -> u64 {
        self.files.load(Ordering::Relaxed)
    }

    /// Files that could not be.
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// Puts a whole file in its place, and counts it.
    fn publish(&self, file: NamedTempFile, key: &str) -> Result<(), Error> {
        let published = self.storage.publish(file, key);
        let counter = if published.is_ok() { &self.files } else { &self.failures };
        counter.fetch_add(1, Ordering::Relaxed);
        published
    }
}

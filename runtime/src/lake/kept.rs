//! What a worker holds of the lake while it reads a source.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::gathered::Gathered;
use super::row::source_id;
use super::{Error, Lake, Row, Writer, Written};
use crate::batch::Event;
use crate::beside::{Beside, Stop};
use crate::ingest::Source;

/// How often a source without an end is looked after.
const TICK: Duration = Duration::from_secs(1);

/// The rows of a source. Those of standard input, which may never end, are written when they are of age, whether or not
/// more come.
#[derive(Debug)]
pub(crate) enum Kept {
    /// In files of their own.
    Files {
        // Shared with the timer of a source without an end.
        writer: Arc<Mutex<Writer>>,
        timer: Option<Beside<Result<(), Error>>>,
    },
    /// With those of other sources; see [`Gathered::source_id`].
    Gathered(Arc<str>),
}

impl Kept {
    /// Those of `source`; `gathers` says whether those of a message can be gathered.
    pub(crate) fn of(lake: &Arc<Lake>, source: &Source, gathers: bool) -> Kept {
        let name = source.name();
        let writer = match source {
            Source::Stdin => Writer::new(lake, &name, uuid::Uuid::new_v4().as_bytes()),
            Source::File(path) => Writer::new(lake, &name, absolute(path).to_string_lossy().as_bytes()),
            Source::Object(object) if gathers && object.is_message() => {
                return Kept::Gathered(source_id(&object.identity()).into());
            }
            Source::Object(object) => Writer::new(lake, &name, &object.identity()),
        };
        let writer = Arc::new(Mutex::new(writer));
        let timer = matches!(source, Source::Stdin).then(|| timer(&writer)).flatten();
        Kept::Files { writer, timer }
    }

    /// For parts of the source `name` that were left out when it was read; `identity` is that of these parts alone.
    pub(crate) fn again(lake: &Arc<Lake>, name: &str, identity: &[u8]) -> Kept {
        Kept::Files { writer: Arc::new(Mutex::new(Writer::new(lake, name, identity))), timer: None }
    }

    /// Adds the row of an event, or gives it back to be gathered.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub(crate) fn add(&self, log_type: &'static str, event: &Arc<Event>) -> Result<Option<Gathered>, Error> {
        let parsed = Timestamp::now();
        match self {
            Kept::Files { writer, .. } => {
                let row = Row { log_type, about: &event.about, text: &event.text, record: event.record, parsed };
                lock(writer).write(row).map(|()| None)
            }
            Kept::Gathered(id) => {
                Ok(Some(Gathered { log_type, event: Arc::clone(event), parsed, source_id: Arc::clone(id) }))
            }
        }
    }

    /// Ends all files.
    ///
    /// # Errors
    /// Where a file cannot be written, or one could not be before.
    pub(crate) fn finish(self) -> Result<Written, Error> {
        let Kept::Files { writer, timer } = self else { return Ok(Written::default()) };
        if let Some(result) = timer.and_then(|mut timer| timer.finish()) {
            result?;
        }
        lock(&writer).finish()
    }
}

/// Writes what is of age; `None` where there is no thread to be had: rows then wait for the end.
fn timer(writer: &Arc<Mutex<Writer>>) -> Option<Beside<Result<(), Error>>> {
    let writer = Arc::clone(writer);
    let work = move |stop: &Stop| {
        while !stop.within(TICK) {
            lock(&writer).flush_aged(Timestamp::now())?;
        }
        Ok(())
    };
    Beside::start("lake", work).ok()
}

/// A panic while a row was written leaves files that end early, which is no reason for another.
fn lock(writer: &Mutex<Writer>) -> MutexGuard<'_, Writer> {
    writer.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same file is the same wherever iota is started.
fn absolute(path: &Path) -> std::path::PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

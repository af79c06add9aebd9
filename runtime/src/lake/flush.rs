//! Writes the files of rows that were gathered ([`super::gathered`]): by a clock of its own, on a thread of its own, with a
//! connection of its own, so that nothing that is evaluated waits for a bucket.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crossbeam_channel::Sender;
use event::{Heap, Value};
use jiff::Timestamp;
use rusqlite::Connection;

use super::gathered::{self, Waiting};
use super::part::Part;
use super::row::{Columns, Partition, Row};
use super::{Error, Lake};
use crate::alert::About;
use crate::beside::{Beside, Stop};
use crate::dedup::{self, Store};
use crate::evaluate::Record;
use crate::logs;

/// How often it is looked whether a file is due.
const TICK: Duration = Duration::from_secs(1);

/// The wait after a file that could not be written.
const PAUSE: Duration = Duration::from_secs(10);

/// Bytes of records that may wait before no more are taken.
const MOST: u64 = 1 << 30;

/// The thread.
#[derive(Debug)]
pub(crate) struct Flush {
    waiting: Arc<AtomicU64>,
    /// It has all be written before it ends.
    thread: Beside<()>,
}

/// Why a file is not written.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Lake(#[from] Error),
    #[error(transparent)]
    State(#[from] dedup::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(e: rusqlite::Error) -> Failure {
        Failure::State(e.into())
    }
}

impl Flush {
    /// Begins with what an earlier process left in the state file. What people should know goes to `say`.
    ///
    /// # Errors
    /// Where the file cannot be opened, or no thread is to be had.
    pub(crate) fn start(lake: &Arc<Lake>, state: &Path, say: Sender<String>) -> Result<Flush, crate::Error> {
        let mut store = Store::open(state)?;
        let waiting = Arc::new(AtomicU64::new(gathered::bytes(store.connection()).map_err(dedup::Error::from)?));
        let flusher = Flusher { lake: Arc::clone(lake), waiting: Arc::clone(&waiting), say };
        let thread = Beside::start("lake", move |stop| flusher.run(store.connection_mut(), stop));
        Ok(Flush { waiting, thread: thread.map_err(crate::Error::Thread)? })
    }

    /// Whether there is room for more rows.
    ///
    /// # Errors
    /// Why not.
    pub(crate) fn room(&self) -> Result<(), String> {
        let waiting = self.waiting.load(Ordering::Relaxed);
        match waiting < MOST {
            true => Ok(()),
            false => Err(format!("{} MiB of records wait already for the data lake to be written", waiting >> 20)),
        }
    }

    /// Counts what was added.
    pub(crate) fn added(&self, bytes: u64) {
        self.waiting.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Has all be written that can be.
    pub(crate) fn finish(&mut self) {
        // What a panic left is in the database.
        self.thread.finish();
    }
}

struct Flusher {
    lake: Arc<Lake>,
    waiting: Arc<AtomicU64>,
    say: Sender<String>,
}

impl Flusher {
    fn run(&self, connection: &mut Connection, stop: &Stop) {
        let mut failing = false;
        let mut wait = TICK;
        loop {
            let last = stop.within(wait);
            let age = self.lake.limits.age;
            let before = if last { Timestamp::MAX } else { Timestamp::now().checked_sub(age).unwrap_or_default() };
            let flushed = self.flush(connection, before);
            wait = if flushed.is_ok() { TICK } else { PAUSE };
            match &flushed {
                Ok(()) if failing => self.say("the data lake is written again".into()),
                Err(e) if !failing || last => self.say(format!("{e}; its records wait in the state file")),
                _ => {}
            }
            failing = flushed.is_err();
            if last {
                return;
            }
        }
    }

    fn say(&self, line: String) {
        // Nobody listens any more where the process ends.
        let _ = self.say.send(line);
    }

    /// Writes all files that are due: those that are full, and those of which a row waits since before `before`.
    fn flush(&self, connection: &mut Connection, before: Timestamp) -> Result<(), Failure> {
        while let Some(file) = gathered::begun(connection)? {
            self.write(connection, file)?;
        }
        while let Some(file) = gathered::begin(connection, self.lake.limits.bytes, before)? {
            self.write(connection, file)?;
        }
        Ok(())
    }

    fn write(&self, connection: &Connection, file: i64) -> Result<(), Failure> {
        let mut part = None;
        let mut heap = Heap::default();
        gathered::rows(connection, file, |waiting| {
            heap.reset();
            self.add(&mut part, &heap, &waiting).map_err(Failure::from)
        })?;
        if let Some(part) = part {
            part.publish(&self.lake)?;
        }
        gathered::written(connection, file)?;
        self.waiting.store(gathered::bytes(connection)?, Ordering::Relaxed);
        Ok(())
    }

    /// Adds a row to the file, which is made for the first.
    fn add(&self, part: &mut Option<Part>, heap: &Heap, waiting: &Waiting) -> Result<(), Error> {
        // Those of other types are not asked for.
        let Some(log_type) = logs::TYPES.iter().find(|kind| kind.name == waiting.log_type) else { return Ok(()) };
        let about = match Record::new(heap, &waiting.text).event() {
            Value::Dict(record) => About::of(Some(log_type), record),
            _ => About::default(),
        };
        let Waiting { parsed, record, .. } = *waiting;
        let row = Row { log_type: log_type.name, about: &about, text: &waiting.text, record, parsed };
        let part = match part {
            Some(part) => part,
            None => {
                let id = waiting.file_id();
                part.insert(Part::create(&self.lake, Partition::of(&row), about.time, &id, 0, parsed)?)
            }
        };
        part.write(row.text, &Columns::of(&row, &waiting.source, &waiting.source_id))?;
        if part.held() > self.lake.limits.held { part.write_held() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use crossbeam_channel::{Receiver, unbounded};
    use tempfile::TempDir;

    use super::*;
    use crate::batch::Event;
    use crate::decode::{self, Decoder};
    use crate::lake::{Directory, Format, Gathered, Limits, gather};

    /// A state file, and a lake whose files end after some 3 records.
    struct Place {
        folder: TempDir,
        store: Store,
        flusher: Flusher,
        said: Receiver<String>,
    }

    impl Place {
        fn new() -> Place {
            let folder = TempDir::new().expect("a folder");
            let store = Store::open(&folder.path().join("state.db")).expect("a store");
            let directory = Directory::open(folder.path().join("lake")).expect("a lake");
            let limits = Limits { bytes: 3 * record(0).len(), ..Limits::default() };
            let lake = Arc::new(Lake::new(Box::new(directory), Format::Json, limits));
            let (say, said) = unbounded();
            Place { folder, store, flusher: Flusher { lake, waiting: Arc::default(), say }, said }
        }

        fn add(&self, numbers: impl IntoIterator<Item = u64>) {
            for n in numbers {
                let event = Event { id: None, about: about(&record(n)), text: record(n), record: 0, offset: 0 };
                let source_id = super::super::row::source_id(&n.to_le_bytes()).into();
                let row = Gathered { log_type: TYPE, event: Arc::new(event), parsed: Timestamp::UNIX_EPOCH, source_id };
                gather(self.store.connection(), &format!("eventbridge://{n}"), &row).expect("it is added");
            }
        }

        fn flush(&mut self, before: Timestamp) -> Result<(), Failure> {
            self.flusher.flush(self.store.connection_mut(), before)
        }

        /// The records of each file.
        fn files(&self) -> BTreeMap<PathBuf, usize> {
            let files = walkdir::WalkDir::new(self.folder.path().join("lake/logs")).into_iter().filter_map(Result::ok);
            let files = files.filter(|file| file.file_type().is_file()).map(|file| {
                let bytes = Box::new(std::fs::File::open(file.path()).expect("a file"));
                let mut decoder = Decoder::open(bytes, Arc::default(), decode::Limits::default()).expect("gzip");
                let (mut lines, mut chunk) = (0, [0; 1 << 10]);
                loop {
                    match decoder.read(&mut chunk).expect("text") {
                        0 => return (file.into_path(), lines),
                        read => lines += chunk[..read].iter().filter(|byte| **byte == b'\n').count(),
                    }
                }
            });
            files.collect()
        }
    }

    const TYPE: &str = "AWS.CloudTrail";

    fn record(n: u64) -> String {
        let at = "2026-03-01T10:00:00Z";
        format!(r#"{{"eventVersion":"1.11","eventTime":"{at}","eventSource":"s","eventName":"n","eventID":"{n:08}"}}"#)
    }

    fn about(text: &str) -> About {
        let heap = Heap::default();
        let log_type = logs::TYPES.iter().find(|kind| kind.name == TYPE).expect("a type");
        match Record::new(&heap, text).event() {
            Value::Dict(record) => About::of(Some(log_type), record),
            _ => About::default(),
        }
    }

    const LONG_AGO: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn a_file_is_written_when_it_is_full_or_of_age() {
        let mut place = Place::new();
        place.add(0..2);
        place.flush(LONG_AGO).expect("nothing is due");
        assert!(place.files().is_empty());
        place.add(2..7);
        place.flush(LONG_AGO).expect("two are full");
        assert_eq!(place.files().into_values().collect::<Vec<_>>(), [3, 3]);
        place.flush(Timestamp::MAX).expect("the rest is of age");
        assert_eq!(place.files().into_values().sum::<usize>(), 7);
        assert_eq!(gathered::bytes(place.store.connection()).expect("sql"), 0);
        assert_eq!((place.flusher.lake.files(), place.flusher.lake.failures()), (3, 0));
    }

    #[test]
    fn a_file_that_was_written_and_not_forgotten_is_written_again_over_itself() {
        let mut place = Place::new();
        place.add(0..2);
        // What a process does that is killed before it forgets the rows.
        let file = gathered::begin(place.store.connection_mut(), 1, Timestamp::MAX).expect("sql").expect("a file");
        let mut heap = Heap::default();
        let mut part = None;
        let added = gathered::rows(place.store.connection(), file, |waiting| {
            heap.reset();
            place.flusher.add(&mut part, &heap, &waiting).map_err(Failure::from)
        });
        added.expect("they are written");
        part.expect("a file").publish(&place.flusher.lake).expect("it is published");
        let before = place.files();
        place.add(2..3);
        place.flush(LONG_AGO).expect("the file is written again");
        assert_eq!(place.files(), before);
        place.flush(Timestamp::MAX).expect("the others are of age");
        assert_eq!(place.files().into_values().sum::<usize>(), 3);
    }

    #[test]
    fn what_cannot_be_written_waits() {
        let mut place = Place::new();
        place.add(0..2);
        // Nothing can be put below a file.
        let logs = place.folder.path().join("lake/logs");
        std::fs::write(&logs, "").expect("a file");
        assert!(matches!(place.flush(Timestamp::MAX), Err(Failure::Lake(_))));
        assert!(gathered::bytes(place.store.connection()).expect("sql") > 0);
        assert_eq!(place.flusher.lake.failures(), 1);
        std::fs::remove_file(&logs).expect("it is removed");
        place.flush(Timestamp::MAX).expect("it is written now");
        assert_eq!(place.files().into_values().collect::<Vec<_>>(), [2]);
        assert!(place.said.is_empty());
    }

    #[test]
    fn rows_of_a_type_that_another_iota_knows_are_left_to_it() {
        let mut place = Place::new();
        place.add(0..2);
        place.store.connection().execute("UPDATE lake_rows SET log_type = 'Later.Type' WHERE id = 1", []).expect("sql");
        place.flush(Timestamp::MAX).expect("the other is written");
        assert_eq!(place.files().into_values().collect::<Vec<_>>(), [1]);
        assert!(gathered::bytes(place.store.connection()).expect("sql") > 0);
    }
}

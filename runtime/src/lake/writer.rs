//! The rows of one source object, spread over its files.
//!
//! What decides where a file ends is what the object holds and nothing else, the clock least of all: read again, the
//! object is cut in the same places, and each file overwrites the one that an earlier attempt left.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::part::Part;
use super::row::{Columns, Partition, Row, source_id};
use super::{Error, Lake};

/// When files end.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of records, before compression.
    pub bytes: usize,
    /// Files of one source that are written side by side: the one that has waited longest for a row ends early.
    pub open: usize,
    /// Bytes of rows that the files of one source hold in memory until they are sorted and written: what goes beyond is
    /// written early, of the file that holds the most.
    pub held: usize,
    /// Of a source without an end, how long a row may wait for its file.
    pub age: SignedDuration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 50 << 20, open: 32, held: 24 << 20, age: SignedDuration::from_secs(60) }
    }
}

/// What came of it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Written {
    pub files: u64,
    pub records: u64,
}

/// Writes the rows of one source object.
#[derive(Debug)]
pub struct Writer {
    lake: Arc<Lake>,
    source: String,
    id: String,
    parts: BTreeMap<Partition, Part>,
    /// How many files of a partition there have been.
    numbers: BTreeMap<Partition, u32>,
    written: Written,
}

impl Writer {
    /// For the object `source`. `identity` is what no other object has and this one has whenever it is read.
    pub fn new(lake: &Arc<Lake>, source: &str, identity: &[u8]) -> Writer {
        Writer {
            lake: Arc::clone(lake),
            source: source.to_owned(),
            id: source_id(identity),
            parts: BTreeMap::new(),
            numbers: BTreeMap::new(),
            written: Written::default(),
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Where a file cannot be written. The object has to be read again then.
    pub fn write(&mut self, row: Row<'_>) -> Result<(), Error> {
        let partition = Partition::of(&row);
        let columns = Columns::of(&row, &self.source, &self.id);
        let full = {
            let part = match self.parts.entry(partition) {
                std::collections::btree_map::Entry::Occupied(part) => part.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => {
                    let number = self.numbers.entry(partition).or_default();
                    let time = row.about.time;
                    let part = Part::create(&self.lake, partition, time, &self.id, *number, row.parsed)?;
                    *number += 1;
                    place.insert(part)
                }
            };
            part.write(row.text, &columns)?;
            part.last = row.record;
            part.bytes >= self.lake.limits.bytes
        };
        if full {
            self.publish(partition)?;
        } else if self.parts.len() > self.lake.limits.open {
            let waited = self.parts.iter().min_by_key(|(_, part)| part.last).map(|(partition, _)| *partition);
            if let Some(partition) = waited {
                self.publish(partition)?;
            }
        }
        let held: usize = self.parts.values().map(Part::held).sum();
        if held > self.lake.limits.held
            && let Some(part) = self.parts.values_mut().max_by_key(|part| part.held())
        {
            part.write_held()?;
        }
        Ok(())
    }

    /// Ends the files whose first row came before `now` by the limit's age: for a source without an end.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn flush_aged(&mut self, now: Timestamp) -> Result<(), Error> {
        let age = self.lake.limits.age;
        let aged: Vec<Partition> = self
            .parts
            .iter()
            .filter(|(_, part)| now.duration_since(part.opened) >= age)
            .map(|(partition, _)| *partition)
            .collect();
        aged.into_iter().try_for_each(|partition| self.publish(partition))
    }

    /// Ends all files: the object has been read.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn finish(&mut self) -> Result<Written, Error> {
        while let Some(partition) = self.parts.keys().next().copied() {
            self.publish(partition)?;
        }
        Ok(self.written)
    }

    fn publish(&mut self, partition: Partition) -> Result<(), Error> {
        if let Some(part) = self.parts.remove(&partition) {
            let records = part.records;
            part.publish(&self.lake)?;
            self.written.files += 1;
            self.written.records += records;
        }
        Ok(())
    }
}

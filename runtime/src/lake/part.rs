//! One file of one partition, from its first row to its place in the lake.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::lines::Lines;
use super::row::{Columns, Partition};
use super::{Error, Format, Lake};

/// A file being written.
#[derive(Debug)]
pub(super) struct Part {
    key: String,
    rows: Rows,
    pub bytes: usize,
    pub records: u64,
    /// When its first row came.
    pub opened: Timestamp,
    /// Which of the object's rows came last: the part that has waited longest has the least.
    pub last: u64,
}

#[derive(Debug)]
enum Rows {
    Json(Lines),
}

impl Part {
    /// The file `number` of this source in the partition, whose first row is of `time`.
    pub(super) fn create(
        lake: &Lake,
        partition: Partition,
        time: Option<Timestamp>,
        id: &str,
        number: u32,
        opened: Timestamp,
    ) -> Result<Part, Error> {
        let file = lake.directory.create()?;
        let time = Offset::UTC.to_datetime(time.unwrap_or_default()).strftime("%Y%m%dT%H%M%SZ").to_string();
        let (rows, suffix) = match lake.format {
            Format::Json => (Rows::Json(Lines::new(file)), "json.gz"),
        };
        let key = format!("{}/{time}-{id}-{number}.{suffix}", partition.folder());
        Ok(Part { key, rows, bytes: 0, records: 0, opened, last: 0 })
    }

    /// Adds a row.
    pub(super) fn write(&mut self, record: &str, columns: &Columns<'_>) -> Result<(), Error> {
        let written = match &mut self.rows {
            Rows::Json(lines) => lines.write(record, columns),
        };
        self.bytes += written.map_err(|source| Error::Write { path: self.key.clone().into(), source })?;
        self.records += 1;
        Ok(())
    }

    /// Finishes the file and puts it in its place.
    pub(super) fn publish(self, lake: &Lake) -> Result<(), Error> {
        let failed = |source| Error::Write { path: self.key.clone().into(), source };
        let file = match self.rows {
            Rows::Json(lines) => lines.finish().map_err(failed)?,
        };
        lake.directory.publish(file, &self.key)
    }
}

//! One file of one partition, from its first row to its place in the lake.

use std::io;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::lines::Lines;
use super::row::{Columns, Partition};
use super::table::Table;
use super::{Error, Format, Lake};

/// A file being written.
#[derive(Debug)]
pub(super) struct Part {
    key: String,
    rows: Rows,
    /// Bytes of its records, before compression. Nothing that the clock decides is counted: it says where the file ends.
    pub bytes: usize,
    pub records: u64,
    /// When its first row came.
    pub opened: Timestamp,
    /// Which of the object's rows came last: the part that has waited longest has the least.
    pub last: u64,
}

#[derive(Debug)]
enum Rows {
    Json(Box<Lines>),
    Parquet(Box<Table>),
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
        let file = lake.storage.create()?;
        let time = Offset::UTC.to_datetime(time.unwrap_or_default()).strftime("%Y%m%dT%H%M%SZ").to_string();
        let (rows, suffix) = match lake.format {
            Format::Json => (Rows::Json(Box::new(Lines::new(file))), "json.gz"),
            Format::Parquet => {
                let failed = |source| Error::Write { path: partition.folder().into(), source };
                (Rows::Parquet(Box::new(Table::new(file).map_err(failed)?)), "parquet")
            }
        };
        let key = format!("{}/{time}-{id}-{number}.{suffix}", partition.folder());
        Ok(Part { key, rows, bytes: 0, records: 0, opened, last: 0 })
    }

    /// Adds a row.
    pub(super) fn write(&mut self, record: &str, columns: &Columns<'_>) -> Result<(), Error> {
        let written = match &mut self.rows {
            Rows::Json(lines) => lines.write(record, columns),
            Rows::Parquet(table) => table.write(record, columns),
        };
        written.map_err(|source| self.failed(source))?;
        self.bytes += record.len();
        self.records += 1;
        Ok(())
    }

    /// What it holds in memory until it is written, in bytes.
    pub(super) fn held(&self) -> usize {
        match &self.rows {
            Rows::Json(_) => 0,
            Rows::Parquet(table) => table.held(),
        }
    }

    /// Writes what it holds in memory.
    pub(super) fn write_held(&mut self) -> Result<(), Error> {
        match &mut self.rows {
            Rows::Json(_) => Ok(()),
            Rows::Parquet(table) => table.write_group().map_err(|source| self.failed(source)),
        }
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Write { path: self.key.clone().into(), source }
    }

    /// Finishes the file and puts it in its place.
    pub(super) fn publish(self, lake: &Lake) -> Result<(), Error> {
        let failed = |source| Error::Write { path: self.key.clone().into(), source };
        let file = match self.rows {
            Rows::Json(lines) => lines.finish().map_err(failed)?,
            Rows::Parquet(table) => table.finish().map_err(failed)?,
        };
        lake.publish(file, &self.key)
    }
}

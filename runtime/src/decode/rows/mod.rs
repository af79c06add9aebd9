//! A Parquet file in, its rows out as text: for each column what the vendor's line of text would have in its place.
//!
//! Only flat tables of whole numbers and texts are read, as flow logs are. What a file claims is held against its bytes before
//! anything is allocated for it; only the pages in hand are in memory.

mod column;
mod delta;
mod footer;
mod input;
mod pages;
mod thrift;

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;

use super::{Error, Limits};
use crate::ingest::Source;
use column::Column;
use input::Input;
use pages::{Pages, Shared};

/// A file that is being read.
pub(crate) struct Rows {
    input: Arc<Input>,
    metadata: ParquetMetaData,
    limits: Limits,
    /// The row group after the one in hand.
    next: usize,
    columns: Vec<Column>,
    /// Rows of the group in hand that were not read yet.
    left: u64,
    row: Row,
    /// Bytes of all pages so far, decompressed, and of all rows.
    decompressed: Arc<AtomicU64>,
    written: u64,
}

/// The values of a row.
#[derive(Default)]
pub(crate) struct Row {
    text: String,
    /// Where each value ends in it.
    ends: Vec<usize>,
    /// Some bytes were no UTF-8; U+FFFD stands in their place.
    pub(crate) replaced: bool,
}

impl Row {
    /// In the order of the columns; a value that is not there is empty.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| self.text.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default())
    }

    /// Bytes of all values.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }
}

impl Rows {
    /// Reads the footer of `source`, which has been opened as `stream`.
    ///
    /// # Errors
    /// Where it is damaged, or of something else than whole numbers and texts.
    pub(crate) fn open(source: &Source, stream: Box<dyn Read + Send>, limits: Limits) -> Result<Rows, Error> {
        let input = Input::open(source, stream)?;
        let metadata = unwinding(|| footer::read(&input))?;
        Ok(Rows {
            input: Arc::new(input),
            metadata,
            limits,
            next: 0,
            columns: Vec::new(),
            left: 0,
            row: Row::default(),
            decompressed: Arc::default(),
            written: 0,
        })
    }

    /// The names of the columns.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.metadata.file_metadata().schema_descr().columns().iter().map(|column| column.name())
    }

    /// Bytes of the file.
    pub(crate) fn stored_len(&self) -> u64 {
        self.input.len()
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// Where the rest cannot be read. There is no use in asking again then.
    pub(crate) fn next(&mut self) -> Result<Option<&Row>, Error> {
        if !unwinding(|| self.advance())? {
            return Ok(None);
        }
        // As a line would have them, with what stands between: a row without any value counts too.
        self.written += (self.row.len() + self.row.ends.len()) as u64;
        let decompressed = self.written.max(self.decompressed.load(Ordering::Relaxed));
        self.limits.check(decompressed, self.input.len())?;
        Ok(Some(&self.row))
    }

    fn advance(&mut self) -> Result<bool, Error> {
        while self.left == 0 {
            if self.next == self.metadata.num_row_groups() {
                return Ok(false);
            }
            self.next_group()?;
        }
        self.left -= 1;
        let Row { text, ends, replaced } = &mut self.row;
        text.clear();
        ends.clear();
        *replaced = false;
        for (number, column) in self.columns.iter_mut().enumerate() {
            *replaced |= column.next(text).map_err(|e| damaged(&self.metadata, number, e))?;
            ends.push(text.len());
        }
        Ok(true)
    }

    fn next_group(&mut self) -> Result<(), Error> {
        // Before those of the next are made: they would take memory together.
        self.columns.clear();
        let schema = self.metadata.file_metadata().schema_descr();
        let group = self.metadata.row_groups().get(self.next);
        let group = group.filter(|group| group.num_columns() == schema.num_columns() && group.num_rows() >= 0);
        let group = group.ok_or_else(|| Error::Parquet("its footer is damaged: a row group cannot be".to_owned()))?;
        let shared = Arc::new(Shared::default());
        for (number, (chunk, descriptor)) in group.columns().iter().zip(schema.columns()).enumerate() {
            let pages = Pages::new(&self.input, chunk, &shared, &self.decompressed)
                .map_err(|e| damaged(&self.metadata, number, e))?;
            self.columns.push(Column::new(descriptor, chunk, pages));
        }
        self.left = group.num_rows().unsigned_abs();
        self.next += 1;
        Ok(())
    }
}

fn damaged(metadata: &ParquetMetaData, column: usize, e: ParquetError) -> Error {
    let columns = metadata.file_metadata().schema_descr().columns();
    let name = columns.get(column).map_or("?", |column| column.name());
    let why = match e {
        ParquetError::General(why) | ParquetError::EOF(why) => why,
        e => e.to_string(),
    };
    Error::Parquet(format!("its column `{}` cannot be read: {why}", crate::progress::shown(name)))
}

/// Runs what goes through untrusted bytes with the library, which panics over some that are damaged: a slice behind its end, a
/// number of a value that its dictionary does not have. That is the end of this file, and of no other: what it has left is
/// not looked at again.
fn unwinding<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let damaged = || Error::Parquet("it is damaged in a way that the library for Parquet cannot take".to_owned());
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

#[cfg(test)]
mod tests;

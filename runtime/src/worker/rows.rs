//! A file of rows instead of records: a table, as Parquet has it.

use std::io::Read;

use super::{BATCH, Closed, File};
use crate::classify::{Refusal, Table};
use crate::decode::{Row, Rows};
use crate::progress::shown;
use crate::quarantine::{Form, Stretch};

/// Rows after which their count is passed on.
const PASSED: u64 = 4096;

impl File<'_> {
    /// Reads a Parquet file, whose bytes are `stream` where it is no file on disk. The offset of a record is its row.
    pub(super) fn rows(&mut self, name: &str, stream: Box<dyn Read + Send>) -> Result<(), Closed> {
        self.has_rows = true;
        let opened = Rows::open(&self.job.source, stream, self.worker.config.decode);
        let mut rows = match opened {
            Ok(rows) => rows,
            Err(e) => {
                self.broken(format!("`{}`: {e}", shown(name)));
                self.reach.ends(0, Some(e.to_string()));
                return Ok(());
            }
        };
        let read = match Table::of(rows.names()) {
            Ok(table) => self.read_rows(name, &mut rows, &table),
            Err(refusal) => {
                let why = format!("it is a Parquet file, and {}", shown(&refusal.reason));
                self.broken(format!("`{}`: {why}", shown(name)));
                self.reach.ends(0, Some(why));
                Ok(())
            }
        };
        self.worker.counters.bytes.fetch_add(rows.stored_len(), std::sync::atomic::Ordering::Relaxed);
        read
    }

    fn read_rows(&mut self, name: &str, rows: &mut Rows, table: &Table) -> Result<(), Closed> {
        for number in 0.. {
            match rows.next() {
                Ok(Some(row)) => self.row(name, number, row, table),
                Ok(None) => {
                    self.reach.ends(number, None);
                    break;
                }
                Err(e) => {
                    self.broken(format!("`{}`: after {number} rows: {e}", shown(name)));
                    self.reach.ends(number, Some(e.to_string()));
                    break;
                }
            }
            if self.batch.bytes > BATCH || number % PASSED == PASSED - 1 {
                self.send()?;
            }
        }
        Ok(())
    }

    fn row(&mut self, name: &str, number: u64, row: &Row, table: &Table) {
        let limit = self.worker.config.record_limit;
        if row.len() > limit {
            let reason = format!("it is larger than {limit} bytes (see --max-record)");
            self.refused_row(name, number, "", &Refusal { nearest: None, reason });
            return;
        }
        // A writer of text has `-` where there is nothing.
        let values: Vec<&str> = row.values().map(|value| if value.is_empty() { "-" } else { value }).collect();
        match table.event(&values) {
            Ok(object) => {
                self.batch.replaced += u64::from(row.replaced);
                self.object(name, table.log_type(), &object, number);
            }
            Err(refusal) => self.refused_row(name, number, &values.join(" "), &refusal),
        }
    }

    /// Tried again it is read from the file: its values alone do not say what they are.
    fn refused_row(&mut self, name: &str, number: u64, values: &str, refusal: &Refusal) {
        let stretch = Stretch { offset: number, length: 1, form: Form::Row, bytes: values.as_bytes() };
        self.refused(name, stretch, refusal);
    }
}

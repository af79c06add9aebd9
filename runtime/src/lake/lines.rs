//! JSON Lines in one gzip member: each line the record as it was sent, with iota's columns behind its own.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use super::row::Columns;

/// What compresses well enough: files are written once and read rarely.
const LEVEL: Compression = Compression::new(6);

/// A file being written.
#[derive(Debug)]
pub(super) struct Lines {
    gzip: GzEncoder<NamedTempFile>,
}

impl Lines {
    pub(super) fn new(file: NamedTempFile) -> Lines {
        Lines { gzip: GzEncoder::new(file, LEVEL) }
    }

    /// Adds a row.
    ///
    /// Of equal keys the last wins where JSON is read, so that no record can say anything in iota's name.
    pub(super) fn write(&mut self, record: &str, columns: &Columns<'_>) -> io::Result<()> {
        let columns = sonic_rs::to_string(columns).map_err(io::Error::other)?;
        let own = record.strip_suffix('}').unwrap_or(record);
        let comma = if own.len() > 1 { "," } else { "" };
        let rest = columns.get(1..).unwrap_or_default();
        for part in [own, comma, rest, "\n"] {
            self.gzip.write_all(part.as_bytes())?;
        }
        Ok(())
    }

    /// The whole file.
    pub(super) fn finish(self) -> io::Result<NamedTempFile> {
        self.gzip.finish()
    }
}

//! Parquet: what iota found in typed columns, and the record as it was sent as JSON text. The rows of a group are sorted by the
//! time of their events.
//!
//! All columns are of kinds that DuckDB, Trino and Athena (engine version 3) read without being told: strings in UTF-8, times
//! as microseconds of UTC in 64 bits (Parquet's `TIMESTAMP(MICROS, true)`; Athena shows them to the millisecond), pages of
//! version 1, compressed by zstd.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use tempfile::NamedTempFile;

use super::row::Columns;

/// Text of the rows of one group, before compression: what a reader decompresses at once, and what is held to be sorted.
const GROUP: usize = 8 << 20;

/// The column of the records. Like all others it begins with `iota_`, so that no other can have its name.
pub(super) const RECORD: &str = "iota_record";

/// The columns, in the order of [`Table::write_group`].
const SCHEMA: &str = "message iota {
    required binary iota_log_type (STRING);
    optional int64 iota_event_time (TIMESTAMP(MICROS,true));
    required int64 iota_parse_time (TIMESTAMP(MICROS,true));
    required binary iota_row_id (STRING);
    required binary iota_source (STRING);
    optional binary iota_actor (STRING);
    optional binary iota_source_ip (STRING);
    optional binary iota_action (STRING);
    optional binary iota_outcome (STRING);
    required binary iota_record (STRING);
}";

/// Where `iota_event_time` is among them.
const EVENT_TIME: i32 = 1;

/// Texts of a row: all columns but the two times, and the record.
const TEXTS: usize = 8;

/// A file being written.
pub(super) struct Table {
    file: SerializedFileWriter<NamedTempFile>,
    rows: Vec<Held>,
    /// What the rows of the group that is not written yet say, one text behind another.
    text: Vec<u8>,
}

/// A row that waits for its group. Its texts are parts of [`Table::text`].
struct Held {
    event_time: Option<i64>,
    parse_time: i64,
    texts: [Option<Span>; TEXTS],
}

#[derive(Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
}

impl Table {
    pub(super) fn new(file: NamedTempFile) -> io::Result<Table> {
        let path = |name| ColumnPath::from(vec![String::from(name)]);
        let sorted = SortingColumn { column_idx: EVENT_TIME, descending: false, nulls_first: true };
        let properties = WriterProperties::builder()
            .set_created_by(concat!("iota version ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).map_err(failed)?))
            .set_sorting_columns(Some(vec![sorted]))
            // There is no other row with the same: a dictionary and statistics would be all of it once more.
            .set_column_dictionary_enabled(path("iota_row_id"), false)
            .set_column_dictionary_enabled(path(RECORD), false)
            .set_column_statistics_enabled(path(RECORD), EnabledStatistics::None)
            .build();
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(failed)?);
        let file = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(failed)?;
        Ok(Table { file, rows: Vec::new(), text: Vec::new() })
    }

    /// Adds a row.
    pub(super) fn write(&mut self, record: &str, columns: &Columns<'_>) -> io::Result<()> {
        let before = self.rows.last().map_or([None; TEXTS], |row| row.texts);
        let texts = [
            Some(columns.iota_log_type),
            Some(columns.iota_row_id.as_str()),
            Some(columns.iota_source.0),
            columns.iota_actor.map(|text| text.0),
            columns.iota_source_ip.map(|text| text.0),
            columns.iota_action.map(|text| text.0),
            columns.iota_outcome,
            Some(record),
        ];
        let mut spans = [None; TEXTS];
        for ((span, text), before) in spans.iter_mut().zip(texts).zip(before) {
            *span = text.map(|text| self.hold(text, before));
        }
        let event_time = columns.iota_event_time.map(Timestamp::as_microsecond);
        let parse_time = columns.iota_parse_time.as_microsecond();
        self.rows.push(Held { event_time, parse_time, texts: spans });
        if self.held() >= GROUP { self.write_group() } else { Ok(()) }
    }

    /// Keeps a text for the group; once, where the row before says the same.
    fn hold(&mut self, text: &str, before: Option<Span>) -> Span {
        if let Some(span) = before
            && self.text.get(span.start..span.end) == Some(text.as_bytes())
        {
            return span;
        }
        let start = self.text.len();
        self.text.extend_from_slice(text.as_bytes());
        Span { start, end: self.text.len() }
    }

    /// What the rows take that are not written yet, in bytes.
    pub(super) fn held(&self) -> usize {
        self.text.len() + self.rows.len() * size_of::<Held>()
    }

    /// Writes the rows that are held, sorted, as a group. Rows of the same time stay in their order.
    pub(super) fn write_group(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_by_key(|row| row.event_time);
        let text = Bytes::from(std::mem::take(&mut self.text));
        let mut group = self.file.next_row_group().map_err(failed)?;
        let [log_type, row_id, source, actor, source_ip, action, outcome, record] =
            std::array::from_fn(|column| Texts { rows: &rows, text: &text, column });
        log_type.write(&mut group)?;
        write_times(&mut group, &rows, |row| row.event_time, true)?;
        write_times(&mut group, &rows, |row| Some(row.parse_time), false)?;
        for required in [row_id, source] {
            required.write(&mut group)?;
        }
        for optional in [actor, source_ip, action, outcome] {
            optional.write_optional(&mut group)?;
        }
        record.write(&mut group)?;
        group.close().map_err(failed)?;
        Ok(())
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> io::Result<NamedTempFile> {
        self.write_group()?;
        self.file.into_inner().map_err(failed)
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} rows held)", self.rows.len())
    }
}

/// One column of texts.
struct Texts<'g> {
    rows: &'g [Held],
    text: &'g Bytes,
    column: usize,
}

impl Texts<'_> {
    fn spans(&self) -> impl Iterator<Item = Option<Span>> {
        self.rows.iter().map(|row| row.texts.get(self.column).copied().flatten())
    }

    fn values(&self) -> Vec<ByteArray> {
        // Parts of one buffer: no text is copied.
        self.spans().flatten().map(|span| ByteArray::from(self.text.slice(span.start..span.end))).collect()
    }

    fn write(&self, group: &mut Group<'_>) -> io::Result<()> {
        write::<ByteArrayType>(group, &self.values(), None)
    }

    fn write_optional(&self, group: &mut Group<'_>) -> io::Result<()> {
        let levels: Vec<i16> = self.spans().map(|span| i16::from(span.is_some())).collect();
        write::<ByteArrayType>(group, &self.values(), Some(&levels))
    }
}

type Group<'f> = SerializedRowGroupWriter<'f, NamedTempFile>;

fn write_times(
    group: &mut Group<'_>,
    rows: &[Held],
    time: impl Fn(&Held) -> Option<i64>,
    optional: bool,
) -> io::Result<()> {
    let values: Vec<i64> = rows.iter().filter_map(&time).collect();
    let levels: Option<Vec<i16>> = optional.then(|| rows.iter().map(|row| i16::from(time(row).is_some())).collect());
    write::<Int64Type>(group, &values, levels.as_deref())
}

/// Writes the next column. `levels` says of an optional one which rows have a value.
fn write<T: parquet::data_type::DataType>(
    group: &mut Group<'_>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> io::Result<()> {
    let missing = || io::Error::other("there are more columns than the schema has");
    let mut column = group.next_column().map_err(failed)?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, levels, None).map_err(failed)?;
    column.close().map_err(failed)
}

fn failed(e: ParquetError) -> io::Error {
    match e {
        ParquetError::External(source) => match source.downcast() {
            Ok(source) => *source,
            Err(source) => io::Error::other(source),
        },
        e => io::Error::other(e),
    }
}

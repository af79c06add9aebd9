//! The values of one column of one row group, one after another, as text.

use std::fmt::Write;

use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::schema::types::ColumnDescPtr;

use super::pages::{Pages, has_prefixes};

/// Values read at once, where they are parts of their page.
const BATCH: usize = 1024;

/// Where the next value comes from.
pub(super) struct Column {
    values: Values,
    /// How many values are read at once.
    batch: usize,
    is_optional: bool,
    is_unsigned: bool,
    /// Of the values that were read at once: which rows have one, which row is next, and which value.
    levels: Vec<i16>,
    rows: usize,
    row: usize,
    value: usize,
}

enum Values {
    Int32(ColumnReaderImpl<Int32Type>, Vec<i32>),
    Int64(ColumnReaderImpl<Int64Type>, Vec<i64>),
    Text(ColumnReaderImpl<ByteArrayType>, Vec<ByteArray>),
}

impl Column {
    /// Of a column that [`super::footer`] has passed.
    pub(super) fn new(descriptor: &ColumnDescPtr, chunk: &ColumnChunkMetaData, pages: Pages) -> Column {
        let descriptor = descriptor.clone();
        let is_optional = descriptor.max_def_level() > 0;
        let is_unsigned = match descriptor.logical_type_ref() {
            Some(LogicalType::Integer(integer)) => !integer.is_signed,
            _ => matches!(
                descriptor.converted_type(),
                ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64
            ),
        };
        let pages = Box::new(pages);
        let values = match descriptor.physical_type() {
            Type::INT32 => Values::Int32(ColumnReaderImpl::new(descriptor, pages), Vec::new()),
            Type::INT64 => Values::Int64(ColumnReaderImpl::new(descriptor, pages), Vec::new()),
            _ => Values::Text(ColumnReaderImpl::new(descriptor, pages), Vec::new()),
        };
        // A text that goes on where the one before it does is a copy: many of them may be more than any page.
        let batch = if has_prefixes(chunk) { 1 } else { BATCH };
        Column { values, batch, is_optional, is_unsigned, levels: Vec::new(), rows: 0, row: 0, value: 0 }
    }

    /// Writes the next value behind `out`, nothing where the row has none. Whether it was no UTF-8 throughout.
    pub(super) fn next(&mut self, out: &mut String) -> Result<bool> {
        if self.row == self.rows {
            self.fill()?;
        }
        let has_value = !self.is_optional || self.levels.get(self.row).is_some_and(|level| *level > 0);
        self.row += 1;
        if !has_value {
            return Ok(false);
        }
        let value = self.value;
        self.value += 1;
        let missing = || ParquetError::General("a page has fewer values than it says".to_owned());
        let mut replaced = false;
        let unsigned = self.is_unsigned;
        // Writing to memory does not fail.
        let _ = match &self.values {
            Values::Int32(_, values) => match *values.get(value).ok_or_else(missing)? {
                value if unsigned => write!(out, "{}", value.cast_unsigned()),
                value => write!(out, "{value}"),
            },
            Values::Int64(_, values) => match *values.get(value).ok_or_else(missing)? {
                value if unsigned => write!(out, "{}", value.cast_unsigned()),
                value => write!(out, "{value}"),
            },
            Values::Text(_, values) => {
                let text = String::from_utf8_lossy(values.get(value).ok_or_else(missing)?.data());
                replaced = matches!(text, std::borrow::Cow::Owned(_));
                out.write_str(&text)
            }
        };
        Ok(replaced)
    }

    fn fill(&mut self) -> Result<()> {
        self.levels.clear();
        (self.row, self.value) = (0, 0);
        let levels = self.is_optional.then_some(&mut self.levels);
        self.rows = match &mut self.values {
            Values::Int32(reader, values) => read(reader, self.batch, levels, values)?,
            Values::Int64(reader, values) => read(reader, self.batch, levels, values)?,
            Values::Text(reader, values) => read(reader, self.batch, levels, values)?,
        };
        if self.rows == 0 {
            return Err(ParquetError::General("it has fewer values than there are rows".to_owned()));
        }
        Ok(())
    }
}

fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    batch: usize,
    levels: Option<&mut Vec<i16>>,
    values: &mut Vec<T::T>,
) -> Result<usize> {
    values.clear();
    reader.read_records(batch, levels, None, values).map(|(rows, _, _)| rows)
}

//! The footer: which columns there are and where their pages stand. It is looked at before the library reads it, for that
//! allocates and recurses by what it claims.

use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::file::metadata::{
    ParquetMetaData, ParquetMetaDataOptions, ParquetMetaDataReader, ParquetStatisticsPolicy,
};
use parquet::schema::types::ColumnDescriptor;

use super::super::Error;
use super::input::Input;
use super::thrift::{LIST, Reader, STRUCT};

/// The largest footer. One of 30 columns has some 4 KB for each row group.
const LARGEST: usize = 2 << 20;

/// More columns than any version of any log has.
const COLUMNS: usize = 256;

/// A file begins and ends so.
const MAGIC: &[u8] = b"PAR1";

/// What a file says of itself.
pub(super) fn read(input: &Input) -> Result<ParquetMetaData, Error> {
    let damaged = |what: &str| Error::Parquet(format!("its footer is damaged: {what}"));
    let tail_at = input.len().checked_sub(12).ok_or_else(|| damaged("it is too short"))? + 4;
    let tail = input.read(tail_at, 8).map_err(Error::Read)?;
    let (length, magic) = tail.split_first_chunk().ok_or_else(|| damaged("it is too short"))?;
    if magic == b"PARE" {
        return Err(Error::Parquet("it is encrypted, which is not read".to_owned()));
    }
    if magic != MAGIC {
        return Err(damaged("it does not end with `PAR1`; the file was cut off"));
    }
    let length = u32::from_le_bytes(*length) as usize;
    if length > LARGEST {
        return Err(Error::Parquet(format!("its footer is larger than {LARGEST} bytes")));
    }
    let at = tail_at.checked_sub(length as u64).ok_or_else(|| damaged("it begins before the file does"))?;
    let footer = input.read(at, length).map_err(Error::Read)?;
    let columns = columns(&footer).ok_or_else(|| damaged("it says nothing that can be"))?;
    match columns {
        Columns::Flat => {}
        Columns::Nested => return Err(Error::Parquet("it has columns in columns, which no log type has".to_owned())),
        Columns::TooMany => return Err(Error::Parquet(format!("it has more than {COLUMNS} columns"))),
    }
    let skip = ParquetStatisticsPolicy::SkipAll;
    let options = ParquetMetaDataOptions::new()
        .with_column_stats_policy(skip.clone())
        .with_size_stats_policy(skip.clone())
        .with_encoding_stats_policy(skip);
    let metadata = ParquetMetaDataReader::decode_metadata_with_options(&footer, Some(&options));
    let metadata = metadata.map_err(|e| damaged(&e.to_string()))?;
    metadata.file_metadata().schema_descr().columns().iter().try_for_each(|column| check(column))?;
    Ok(metadata)
}

#[derive(Debug, PartialEq, Eq)]
enum Columns {
    Flat,
    Nested,
    TooMany,
}

/// Looks through the footer, `FileMetaData` of parquet.thrift: its second field are the elements of the schema, whose fifth field
/// is their number of children. `None` where it is damaged.
fn columns(footer: &[u8]) -> Option<Columns> {
    let mut found = None;
    Reader::new(footer).fields(|reader, field, kind| {
        if (field, kind) != (2, LIST) {
            // Of any other type it would be read as a list all the same.
            return (field != 2).then_some(false);
        }
        // Said twice, one of them would not be what is looked at.
        if found.is_some() {
            return None;
        }
        let (elements, STRUCT) = reader.list()? else { return None };
        let mut columns = if elements > COLUMNS + 1 { Columns::TooMany } else { Columns::Flat };
        for element in 0..elements {
            let mut children = 0;
            reader.fields(|reader, field, _| match field {
                5 => {
                    children = reader.size()?;
                    Some(true)
                }
                _ => Some(false),
            })?;
            // The first is the whole, and all others are in it.
            let expected = if element == 0 { elements - 1 } else { 0 };
            if children != expected && columns == Columns::Flat {
                columns = Columns::Nested;
            }
        }
        found = Some(columns);
        Some(true)
    })?;
    found
}

/// Whether a column has one value a row, an integer or a text.
fn check(column: &ColumnDescriptor) -> Result<(), Error> {
    let is_single = column.max_rep_level() == 0 && column.max_def_level() <= 1;
    let is_plain = match (column.physical_type(), column.logical_type_ref()) {
        (Type::INT32 | Type::INT64, None) => matches!(
            column.converted_type(),
            ConvertedType::NONE
                | ConvertedType::INT_8
                | ConvertedType::INT_16
                | ConvertedType::INT_32
                | ConvertedType::INT_64
                | ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64
        ),
        (Type::INT32 | Type::INT64, Some(logical)) => matches!(logical, LogicalType::Integer(_)),
        (Type::BYTE_ARRAY, None) => {
            matches!(column.converted_type(), ConvertedType::NONE | ConvertedType::UTF8 | ConvertedType::ENUM)
        }
        (Type::BYTE_ARRAY, Some(logical)) => matches!(logical, LogicalType::String | LogicalType::Enum),
        _ => false,
    };
    if is_single && is_plain {
        return Ok(());
    }
    let name = crate::progress::shown(column.name());
    Err(Error::Parquet(format!("its column `{name}` holds neither whole numbers nor texts, which no log type has")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A footer's schema: for each element its number of children.
    fn footer(children: &[u8]) -> Vec<u8> {
        // Field 2: a list of structs, of whose fields there is the fifth.
        let mut bytes = vec![0x29, 0xfc, u8::try_from(children.len()).expect("few")];
        for count in children {
            bytes.extend([0x55, count * 2, 0]);
        }
        bytes.push(0);
        bytes
    }

    #[test]
    fn a_schema_is_flat_nested_or_damaged_before_it_is_read() {
        assert_eq!(columns(&footer(&[2, 0, 0])), Some(Columns::Flat));
        assert_eq!(columns(&footer(&[1, 1, 0])), Some(Columns::Nested));
        assert_eq!(columns(&footer(&[60, 0, 0])), Some(Columns::Nested));
        let twice = [&footer(&[1, 0])[..8], &[0x09, 4], &footer(&[9, 0])[1..]].concat();
        assert_eq!((columns(&twice), columns(&[0x25, 2, 0]), columns(&[0])), (None, None, None));
        // More children than there is memory.
        assert_eq!(columns(&[0x29, 0x1c, 0x55, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0, 0]), Some(Columns::Nested));
    }
}

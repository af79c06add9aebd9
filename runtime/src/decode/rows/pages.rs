//! The pages of one column of one row group, decompressed one at a time, and never beyond what they may take.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use bytes::Bytes;
use parquet::basic::{Compression, Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;

use super::delta;
use super::input::Input;
use super::thrift::{FALSE, Reader, STRUCT, TRUE};

/// A page's bytes, as it is stored and decompressed. Writers end pages at 1 MiB; some at the end of their row group.
const PAGE: usize = 16 << 20;

/// What the pages of all columns may take at a time, with their dictionaries.
const PAGES: usize = 64 << 20;

/// A page's header. Its first bytes are all of it, but where it has the least and the greatest of long values.
const HEADER: [usize; 2] = [256, 64 << 10];

/// What the lengths of a text take that are read beforehand, with the delta encodings.
const LENGTHS: usize = 8;

/// What a value of a dictionary takes once it is read.
const TEXT: usize = size_of::<parquet::data_type::ByteArray>();

/// What the pages of a row group share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Bytes that those in hand take.
    taken: AtomicUsize,
}

/// The pages of one column.
pub(super) struct Pages {
    input: Arc<Input>,
    /// Where the next begins, and how many bytes there are up to the column's end.
    at: u64,
    left: u64,
    codec: Codec,
    kind: Type,
    shared: Arc<Shared>,
    /// Bytes of all pages, decompressed, of all columns of the file.
    decompressed: Arc<AtomicU64>,
    is_optional: bool,
    /// Its pages may have texts that are parts of the ones before them.
    has_prefixes: bool,
    /// What is taken of the shared by the page in hand.
    data: usize,
    has_dictionary: bool,
}

enum Codec {
    None,
    Snappy(snap::raw::Decoder),
    Gzip(libdeflater::Decompressor),
    Zstd(zstd::bulk::Decompressor<'static>),
}

/// What is said of a page before its bytes (`PageHeader` of parquet.thrift).
#[derive(Default)]
struct Header {
    kind: i64,
    uncompressed: usize,
    compressed: usize,
    crc: Option<u32>,
    values: u32,
    nulls: u32,
    rows: u32,
    encoding: i64,
    level_encoding: i64,
    levels: usize,
    repetitions: usize,
    is_compressed: bool,
}

/// Whether the footer says that pages of a column may be encoded so that a text has parts of the one before it.
pub(super) fn has_prefixes(chunk: &ColumnChunkMetaData) -> bool {
    chunk.encodings().any(|encoding| encoding == Encoding::DELTA_BYTE_ARRAY)
}

fn damaged<T>(what: &str) -> Result<T> {
    Err(ParquetError::General(what.to_owned()))
}

impl Pages {
    /// Of a column, `chunk`.
    pub(super) fn new(
        input: &Arc<Input>,
        chunk: &ColumnChunkMetaData,
        shared: &Arc<Shared>,
        decompressed: &Arc<AtomicU64>,
    ) -> Result<Pages> {
        let codec = match chunk.compression() {
            Compression::UNCOMPRESSED => Codec::None,
            Compression::SNAPPY => Codec::Snappy(snap::raw::Decoder::new()),
            Compression::GZIP(_) => Codec::Gzip(libdeflater::Decompressor::new()),
            Compression::ZSTD(_) => Codec::Zstd(zstd::bulk::Decompressor::new()?),
            other => return damaged(&format!("it is compressed with {other}, which is not read")),
        };
        // A dictionary comes first, where there is one; some writers say that it is at 0 where there is none.
        let dictionary = chunk.dictionary_page_offset().filter(|at| *at > 0);
        let at = dictionary.unwrap_or(i64::MAX).min(chunk.data_page_offset());
        let (Ok(at), Ok(left)) = (u64::try_from(at), u64::try_from(chunk.compressed_size())) else {
            return damaged("it begins before the file does");
        };
        if at.checked_add(left).is_none_or(|end| end > input.len()) {
            return damaged("it goes on behind the file's end");
        }
        if chunk.file_path().is_some() {
            return damaged("it is in another file");
        }
        Ok(Pages {
            input: Arc::clone(input),
            at,
            left,
            codec,
            kind: chunk.column_type(),
            is_optional: chunk.column_descr().max_def_level() > 0,
            has_prefixes: has_prefixes(chunk),
            shared: Arc::clone(shared),
            decompressed: Arc::clone(decompressed),
            data: 0,
            has_dictionary: false,
        })
    }

    fn header(&mut self) -> Result<Header> {
        for length in HEADER {
            let length = length.min(usize::try_from(self.left).unwrap_or(usize::MAX));
            let bytes = self.input.read(self.at, length)?;
            let mut reader = Reader::new(&bytes);
            if let Some(header) = Header::read(&mut reader) {
                let taken = (bytes.len() - reader.left()) as u64;
                self.at += taken;
                self.left -= taken;
                return Ok(header);
            }
        }
        damaged("the header of a page is damaged")
    }

    /// The page's bytes, decompressed; the levels of a page of version 2, which come first, never are compressed.
    fn body(&mut self, header: &Header) -> Result<Bytes> {
        if header.compressed > PAGE || header.uncompressed > PAGE {
            return damaged(&format!("a page has more than {PAGE} bytes"));
        }
        if header.compressed as u64 > self.left {
            return damaged("a page goes on behind the column's end");
        }
        let stored = self.input.read(self.at, header.compressed)?;
        self.at += header.compressed as u64;
        self.left -= header.compressed as u64;
        if let Some(expected) = header.crc {
            let mut crc = flate2::Crc::new();
            crc.update(&stored);
            if crc.sum() != expected {
                return damaged("the checksum of a page is not that of its bytes");
            }
        }
        self.decompressed.fetch_add(header.uncompressed as u64, Ordering::Relaxed);
        let levels = header.levels.saturating_add(header.repetitions);
        if levels > header.uncompressed || levels > stored.len() {
            return damaged("a page has more levels than bytes");
        }
        if !header.is_compressed || matches!(self.codec, Codec::None) {
            if stored.len() != header.uncompressed {
                return damaged("a page has not the size that it says");
            }
            return Ok(stored);
        }
        let mut page = vec![0; header.uncompressed];
        let (Some((plain, rest)), Some((plain_out, rest_out))) =
            (stored.split_at_checked(levels), page.split_at_mut_checked(levels))
        else {
            return damaged("a page has more levels than bytes");
        };
        plain_out.copy_from_slice(plain);
        // A page of nulls has nothing to decompress, and some writers leave it away.
        if !rest_out.is_empty() && self.codec.decompress(rest, rest_out) != Some(rest_out.len()) {
            return damaged("a page cannot be decompressed to the size that it says");
        }
        Ok(page.into())
    }

    /// Takes `bytes` of what all columns share.
    fn charge(&self, bytes: usize) -> Result<()> {
        let taken = self.shared.taken.fetch_add(bytes, Ordering::Relaxed);
        if taken.saturating_add(bytes) > PAGES {
            return damaged(&format!("the pages of all columns have more than {PAGES} bytes at a time"));
        }
        Ok(())
    }

    /// The next page, which is not of a kind that is passed over.
    fn next_page(&mut self) -> Result<Option<Page>> {
        while self.left > 0 {
            let header = self.header()?;
            let page = match header.kind {
                0 => self.data_page(&header)?,
                2 => self.dictionary(&header)?,
                3 => self.data_page_of_version_2(&header)?,
                _ => {
                    // An index, which says what can be passed over.
                    self.body(&header)?;
                    continue;
                }
            };
            return Ok(Some(page));
        }
        Ok(None)
    }

    fn data(&mut self, header: &Header) -> Result<(Bytes, Encoding)> {
        let is_text = self.kind == Type::BYTE_ARRAY;
        let encoding = match header.encoding {
            0 => Encoding::PLAIN,
            5 if !is_text => Encoding::DELTA_BINARY_PACKED,
            6 if is_text => Encoding::DELTA_LENGTH_BYTE_ARRAY,
            7 if is_text && self.has_prefixes => Encoding::DELTA_BYTE_ARRAY,
            2 | 8 if self.has_dictionary => Encoding::RLE_DICTIONARY,
            2 | 8 => return damaged("a page has the numbers of a dictionary's values, but there is no dictionary"),
            other => return damaged(&format!("a page is encoded in the way {other}, which is not read")),
        };
        let values = header.values as usize;
        let lengths = if matches!(header.encoding, 6 | 7) { values.saturating_mul(LENGTHS) } else { 0 };
        self.shared.taken.fetch_sub(std::mem::take(&mut self.data), Ordering::Relaxed);
        let taken = header.uncompressed.saturating_add(lengths);
        self.charge(taken)?;
        self.data = taken;
        let page = self.body(header)?;
        // Version 1 has the levels, if there are any, behind their length.
        let levels = match (header.kind, page.first_chunk()) {
            (0, Some(length)) if self.is_optional => (u32::from_le_bytes(*length) as usize).saturating_add(4),
            _ => header.levels.saturating_add(header.repetitions),
        };
        if !delta::fits(encoding, page.get(levels..).unwrap_or_default(), values) {
            return damaged("a page has more values than it says");
        }
        Ok((page, encoding))
    }

    fn data_page(&mut self, header: &Header) -> Result<Page> {
        let (buf, encoding) = self.data(header)?;
        #[expect(deprecated, reason = "old writers have levels so")]
        let def_level_encoding = match header.level_encoding {
            3 => Encoding::RLE,
            4 => Encoding::BIT_PACKED,
            _ => return damaged("the levels of a page are encoded in a way that is not known"),
        };
        let rep_level_encoding = Encoding::RLE;
        let num_values = header.values;
        Ok(Page::DataPage { buf, num_values, encoding, def_level_encoding, rep_level_encoding, statistics: None })
    }

    fn data_page_of_version_2(&mut self, header: &Header) -> Result<Page> {
        let (buf, encoding) = self.data(header)?;
        let length = |length: usize| u32::try_from(length).map_err(|e| ParquetError::External(Box::new(e)));
        Ok(Page::DataPageV2 {
            buf,
            num_values: header.values,
            encoding,
            num_nulls: header.nulls,
            num_rows: header.rows,
            def_levels_byte_len: length(header.levels)?,
            rep_levels_byte_len: length(header.repetitions)?,
            is_compressed: false,
            statistics: None,
        })
    }

    fn dictionary(&mut self, header: &Header) -> Result<Page> {
        // What a value takes at least as it is stored, and once it is read.
        let (stored, held) = match self.kind {
            Type::INT32 => (4, 4),
            Type::INT64 => (8, 8),
            _ => (4, TEXT),
        };
        let values = header.values as usize;
        if self.has_dictionary || values > header.uncompressed / stored {
            return damaged("its dictionary has more values than bytes, or there are two");
        }
        if !matches!(header.encoding, 0 | 2) {
            return damaged("its dictionary is encoded in a way that is not known");
        }
        self.charge(header.uncompressed.saturating_add(values.saturating_mul(held)))?;
        self.has_dictionary = true;
        let buf = self.body(header)?;
        Ok(Page::DictionaryPage { buf, num_values: header.values, encoding: Encoding::PLAIN, is_sorted: false })
    }
}

impl Header {
    /// `None` where it is damaged or does not end.
    fn read(reader: &mut Reader<'_>) -> Option<Header> {
        let mut header = Header { kind: -1, is_compressed: true, ..Header::default() };
        reader.fields(|reader, field, kind| {
            match (field, kind) {
                (1, _) => header.kind = reader.int()?,
                (2, _) => header.uncompressed = reader.size()?,
                (3, _) => header.compressed = reader.size()?,
                (4, _) => header.crc = Some(i32::try_from(reader.int()?).ok()?.cast_unsigned()),
                (5, STRUCT) => header.data_page(reader)?,
                (7, STRUCT) => header.dictionary(reader)?,
                (8, STRUCT) => header.data_page_of_version_2(reader)?,
                _ => return Some(false),
            }
            Some(true)
        })?;
        Some(header)
    }

    fn data_page(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        reader.fields(|reader, field, _| {
            match field {
                1 => self.values = count(reader)?,
                2 => self.encoding = reader.int()?,
                3 => self.level_encoding = reader.int()?,
                _ => return Some(false),
            }
            Some(true)
        })
    }

    fn dictionary(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        reader.fields(|reader, field, _| {
            match field {
                1 => self.values = count(reader)?,
                2 => self.encoding = reader.int()?,
                _ => return Some(false),
            }
            Some(true)
        })
    }

    fn data_page_of_version_2(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        reader.fields(|reader, field, kind| {
            match (field, kind) {
                (1, _) => self.values = count(reader)?,
                (2, _) => self.nulls = count(reader)?,
                (3, _) => self.rows = count(reader)?,
                (4, _) => self.encoding = reader.int()?,
                (5, _) => self.levels = reader.size()?,
                (6, _) => self.repetitions = reader.size()?,
                (7, TRUE) => self.is_compressed = true,
                (7, FALSE) => self.is_compressed = false,
                _ => return Some(false),
            }
            Some(true)
        })
    }
}

fn count(reader: &mut Reader<'_>) -> Option<u32> {
    u32::try_from(reader.size()?).ok()
}

impl Codec {
    /// Bytes written; `None` where there would be more than fit, or the input is damaged.
    fn decompress(&mut self, stored: &[u8], out: &mut [u8]) -> Option<usize> {
        match self {
            Codec::None => None,
            Codec::Snappy(decoder) => decoder.decompress(stored, out).ok(),
            Codec::Gzip(decoder) => decoder.gzip_decompress(stored, out).ok(),
            Codec::Zstd(decoder) => decoder.decompress_to_buffer(stored, out).ok(),
        }
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.next_page()
    }

    // Nothing is skipped, so that nobody asks.
    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Ok(None)
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.next_page().map(drop)
    }
}

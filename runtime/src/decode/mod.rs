//! A file's bytes in, decompressed bytes out; what it is compressed with is known by its first bytes, never by a name.
//!
//! What could be decompressed before an error is handed out before the error is. No decompression is unbounded: the
//! size and the ratio are capped.

mod gzip;
mod rows;
mod whole;
mod zstd;

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use rows::{Row, Rows};
pub(crate) use whole::{Left, Taken, Whole};

/// Bytes read from a file at once.
const BUFFER: usize = 64 << 10;

/// Output that is never held against the ratio, for small files of repeated records are no bombs.
const RATIO_FROM: u64 = 256 << 20;

/// How much a compressed file may become.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Decompressed bytes of one file.
    pub size: u64,
    /// Decompressed bytes for each compressed byte, past the first 256 MiB.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { size: 64 << 30, ratio: 1000 }
    }
}

/// Why the rest of a file could not be decompressed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("it cannot be read: {0}")]
    Read(#[source] io::Error),
    #[error("it is a Parquet file, and {0}")]
    Parquet(String),
    #[error("it is a Parquet file of more than {limit} bytes, and no file on disk, as larger ones have to be")]
    ParquetStream { limit: u64 },
    #[error("the gzip stream ends early; the file was cut off")]
    GzipTruncated,
    #[error("the gzip stream is damaged: {0}")]
    Gzip(String),
    #[error("something that is not gzip follows the gzip stream")]
    GzipTrailing,
    #[error("the zstd stream ends early; the file was cut off")]
    ZstdTruncated,
    #[error("the zstd stream is damaged: {0}")]
    Zstd(#[source] io::Error),
    #[error("it decompresses to more than {limit} bytes (see --max-decompressed)")]
    TooLarge { limit: u64 },
    #[error("it decompresses to more than {limit} times its size (see --max-ratio)")]
    TooDense { limit: u64 },
}

impl Limits {
    /// Whether a file of `taken` bytes may have become `written`.
    fn check(self, written: u64, taken: u64) -> Result<(), Error> {
        if written > self.size {
            return Err(Error::TooLarge { limit: self.size });
        }
        if written > RATIO_FROM && written / taken.max(1) >= self.ratio {
            return Err(Error::TooDense { limit: self.ratio });
        }
        Ok(())
    }
}

type Input = BufReader<Chain<Cursor<Vec<u8>>, Counted>>;

/// What an input holds.
pub(crate) enum Opened {
    /// Records one behind another.
    Stream(Decoder),
    /// Rows, which are read by [`Rows`].
    Parquet(Box<dyn Read + Send>),
}

/// A file that is being read.
pub struct Decoder {
    format: Format,
    read: Arc<AtomicU64>,
    before: u64,
    written: u64,
    limits: Limits,
}

enum Format {
    Plain(Input),
    Gzip(Box<gzip::Members<Input>>),
    Zstd(zstd::Frames<Input>),
}

impl Decoder {
    /// A decoder of `input`. `read` is counted up by the bytes taken from it.
    ///
    /// # Errors
    /// Where the first bytes cannot be read, or are those of a Parquet file.
    pub fn open(input: Box<dyn Read + Send>, read: Arc<AtomicU64>, limits: Limits) -> Result<Decoder, Error> {
        match Opened::open(input, read, limits)? {
            Opened::Stream(decoder) => Ok(decoder),
            Opened::Parquet(_) => Err(Error::Parquet("no stream of records".to_owned())),
        }
    }

    /// A decoder of what was decompressed already, of which nothing is counted.
    pub(crate) fn of_text(text: Vec<u8>) -> Decoder {
        let nothing: Box<dyn Read + Send> = Box::new(io::empty());
        let counted = Counted { input: nothing, read: Arc::default() };
        let input = BufReader::with_capacity(0, Cursor::new(text).chain(counted));
        Decoder { format: Format::Plain(input), read: Arc::default(), before: 0, written: 0, limits: Limits::default() }
    }

    /// Whether it has anything to do.
    pub(crate) fn is_compressed(&self) -> bool {
        !matches!(self.format, Format::Plain(_))
    }

    /// Puts the next decompressed bytes into `out`, which is not empty; 0 at the end.
    ///
    /// # Errors
    /// Once all that could be decompressed was handed out.
    pub fn read(&mut self, out: &mut [u8]) -> Result<usize, Error> {
        let n = match &mut self.format {
            Format::Plain(input) => return retry(|| input.read(out)).map_err(Error::Read),
            Format::Gzip(members) => members.read(out)?,
            Format::Zstd(frames) => frames.read(out)?,
        };
        self.written += n as u64;
        let taken = self.read.load(Ordering::Relaxed).saturating_sub(self.before);
        self.limits.check(self.written, taken)?;
        Ok(n)
    }
}

impl Opened {
    /// Looks at the first bytes of `input`. `read` is counted up by the bytes taken from it.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub(crate) fn open(input: Box<dyn Read + Send>, read: Arc<AtomicU64>, limits: Limits) -> Result<Opened, Error> {
        let before = read.load(Ordering::Relaxed);
        let mut counted = Counted { input, read: Arc::clone(&read) };
        let mut magic = Vec::new();
        (&mut counted).take(4).read_to_end(&mut magic).map_err(Error::Read)?;
        let compressed = Compression::of(&magic);
        let input = BufReader::with_capacity(BUFFER, Cursor::new(magic).chain(counted));
        let format = match compressed {
            None => Format::Plain(input),
            Some(Compression::Parquet) => return Ok(Opened::Parquet(Box::new(input))),
            Some(Compression::Gzip) => Format::Gzip(Box::new(gzip::Members::new(input))),
            Some(Compression::Zstd) => Format::Zstd(zstd::Frames::new(input)?),
        };
        Ok(Opened::Stream(Decoder { format, read, before, written: 0, limits }))
    }
}

fn retry(mut read: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match read() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

enum Compression {
    /// A format that compresses its columns itself.
    Parquet,
    Gzip,
    Zstd,
}

impl Compression {
    /// RFC 1952, 2.3.1; RFC 8878, 3.1.1 and 3.1.2 (a skippable frame may come first).
    fn of(magic: &[u8]) -> Option<Compression> {
        match magic {
            b"PAR1" => Some(Compression::Parquet),
            [0x1f, 0x8b, ..] => Some(Compression::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Some(Compression::Zstd),
            _ => None,
        }
    }
}

/// An input that says how much was taken from it.
struct Counted {
    input: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// The unread part of `input`'s buffer, filled if it is empty; empty at the end.
fn fill(input: &mut impl BufRead) -> Result<&[u8], Error> {
    loop {
        match input.fill_buf() {
            Ok(_) => break,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Error::Read(e)),
        }
    }
    // Filled above: this reads nothing and cannot fail.
    input.fill_buf().map_err(Error::Read)
}

#[cfg(test)]
mod tests;

//! A file of ordinary size decompressed at once, into memory that serves the next one too: twice as fast as a stream.

use std::io::{Cursor, Read};

use libdeflater::Decompressor;
use memchr::memmem;

use super::{Compression, Error, Limits};
use crate::ingest::Source;

/// What the files of all threads together may take, as they are decompressed.
const ALL: usize = 96 << 20;

/// Files that take more, as they are stored or decompressed, are streamed, however few threads there are.
const LARGEST: usize = 32 << 20;

/// A gzip member begins so (RFC 1952, 2.3.1): two bytes, and deflate for the method.
const MEMBER: &[u8] = &[0x1f, 0x8b, 8];

/// The bits of a member's flags that are reserved, and zero.
const RESERVED: u8 = 0xe0;

/// What one thread decompresses into.
pub(crate) struct Whole {
    inflate: Decompressor,
    stored: Vec<u8>,
    inflated: Vec<u8>,
    /// What is in `inflated` of the file at hand.
    length: usize,
    /// Whether the file at hand is in `inflated`.
    is_inflated: bool,
    /// The most bytes of a file, as it is stored and decompressed.
    limit: usize,
}

/// A file that was taken in.
pub(crate) enum Taken<'w> {
    /// All of its text.
    Text(&'w [u8]),
    /// It has to be read from its beginning.
    Stream(Box<dyn Read + Send>),
}

/// A file that was taken in and is to be read in pieces.
pub(crate) enum Left {
    /// As it is stored, from its beginning.
    Stored(Box<dyn Read + Send>),
    /// All of its text, which was so many bytes as it is stored.
    Text { text: Vec<u8>, stored: u64 },
}

impl Whole {
    /// For one of so many threads.
    pub(crate) fn new(threads: usize) -> Whole {
        let limit = LARGEST.min(ALL / threads.max(1));
        Whole {
            inflate: Decompressor::new(),
            stored: Vec::new(),
            inflated: Vec::new(),
            length: 0,
            is_inflated: false,
            limit,
        }
    }

    /// Takes a file in. Whatever is unusual about it is left to who reads the stream.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn take(&mut self, source: &Source, limits: Limits) -> Result<Taken<'_>, Error> {
        let mut file = source.open().map_err(Error::Read)?;
        if source.size().is_none_or(|size| size > self.limit as u64) {
            return Ok(Taken::Stream(file));
        }
        self.stored.clear();
        let more = self.limit as u64 + 1;
        (&mut file).take(more).read_to_end(&mut self.stored).map_err(Error::Read)?;
        if self.stored.len() > self.limit {
            // It has grown meanwhile.
            return Ok(Taken::Stream(Box::new(self.stored().chain(file))));
        }
        match Compression::of(self.stored.get(..4).unwrap_or(&self.stored)) {
            None => {
                self.is_inflated = false;
                Ok(Taken::Text(&self.stored))
            }
            Some(Compression::Gzip) if self.inflate(limits).is_some() => {
                self.is_inflated = true;
                Ok(Taken::Text(self.inflated.get(..self.length).unwrap_or_default()))
            }
            Some(_) => Ok(Taken::Stream(Box::new(self.stored()))),
        }
    }

    /// The file whose text was taken in last.
    pub(crate) fn left(&mut self) -> Left {
        if !self.is_inflated {
            return Left::Stored(Box::new(self.stored()));
        }
        let mut text = std::mem::take(&mut self.inflated);
        text.truncate(self.length);
        Left::Text { text, stored: self.stored_len() }
    }

    /// Bytes of that file, as it is stored.
    pub(crate) fn stored_len(&self) -> u64 {
        self.stored.len() as u64
    }

    fn stored(&mut self) -> Cursor<Vec<u8>> {
        Cursor::new(std::mem::take(&mut self.stored))
    }

    /// `None`: it is not one whole member and nothing else, or too large.
    fn inflate(&mut self, limits: Limits) -> Option<()> {
        // What a file's last member comes to, modulo 2^32.
        let size = u32::from_le_bytes(*self.stored.last_chunk()?) as usize;
        if size > self.limit || size as u64 > limits.size || has_more_members(&self.stored) {
            return None;
        }
        if self.inflated.len() < size {
            // New memory is zero already; what was in the old is of no use. Files are of about the same size.
            self.inflated = Vec::new();
            self.inflated = vec![0; (size + size / 8).min(self.limit)];
        }
        let written = self.inflate.gzip_decompress(&self.stored, self.inflated.get_mut(..size)?).ok()?;
        self.length = written;
        (written == size).then_some(())
    }
}

/// Whether a second member may begin somewhere.
fn has_more_members(stored: &[u8]) -> bool {
    let rest = stored.get(1..).unwrap_or_default();
    memmem::find_iter(rest, MEMBER).any(|at| rest.get(at + MEMBER.len()).is_none_or(|flags| flags & RESERVED == 0))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    const LIMITS: Limits = Limits { size: 1 << 30, ratio: 1000 };

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("memory");
        encoder.finish().expect("memory")
    }

    /// The text that is taken in at once, or the bytes that have to be read as a stream.
    fn taken(whole: &mut Whole, stored: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(stored).expect("room");
        match whole.take(&Source::File(file.path().to_owned()), LIMITS).expect("a readable file") {
            Taken::Text(text) => Ok(text.to_vec()),
            Taken::Stream(mut stream) => {
                let mut bytes = Vec::new();
                stream.read_to_end(&mut bytes).expect("memory");
                Err(bytes)
            }
        }
    }

    #[test]
    fn one_member_is_taken_in_at_once_and_all_else_is_streamed() {
        let mut whole = Whole::new(1);
        let (long, short) = (b"{\"a\":1}\n".repeat(1000), b"{}".to_vec());
        for text in [&long, &short, &Vec::new()] {
            assert_eq!(taken(&mut whole, &gzip(text)), Ok(text.clone()));
        }
        assert_eq!(taken(&mut whole, &long), Ok(long.clone()));
        let two = [gzip(&short), gzip(&short)].concat();
        let trailing = [gzip(&short), b"xyz".to_vec()].concat();
        let padded = [gzip(&short), vec![0; 512]].concat();
        let mut damaged = gzip(&long);
        damaged[20] ^= 1;
        let cut = gzip(&long)[..40].to_vec();
        let other = b"\x28\xb5\x2f\xfd anything".to_vec();
        for stored in [two, trailing, padded, damaged, cut, other] {
            assert_eq!(taken(&mut whole, &stored), Err(stored.clone()));
        }
    }

    #[test]
    fn what_is_too_large_is_streamed() {
        let mut whole = Whole::new(1);
        let stored = gzip(&vec![b' '; LARGEST + 1]);
        assert_eq!(taken(&mut whole, &stored), Err(stored.clone()));
        let plain = vec![b' '; LARGEST + 1];
        assert_eq!(taken(&mut whole, &plain).map_err(|bytes| bytes.len()), Err(plain.len()));
    }

    #[test]
    fn a_file_that_was_taken_in_can_be_read_again() {
        let mut whole = Whole::new(1);
        for text in ["{}", "a b c"] {
            let stored = gzip(text.as_bytes());
            assert_eq!(taken(&mut whole, &stored), Ok(text.into()));
            assert_eq!(whole.stored_len(), stored.len() as u64);
            let Left::Text { text: left, stored: length } = whole.left() else { panic!("it was decompressed") };
            assert_eq!((left.as_slice(), length), (text.as_bytes(), stored.len() as u64));
            assert_eq!(taken(&mut whole, text.as_bytes()), Ok(text.into()));
            let Left::Stored(mut left) = whole.left() else { panic!("it was not compressed") };
            let mut again = String::new();
            left.read_to_string(&mut again).expect("memory");
            assert_eq!(again, text);
        }
    }
}

//! A file's bytes by their places: from the disk as they are asked for, from memory where it came as a stream.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;

use bytes::Bytes;

use super::super::Error;
use crate::ingest::Source;

/// The largest file that is taken into memory: one that comes as a stream, though its end has to be read first.
const STREAMED: u64 = 64 << 20;

/// Something of a known length.
#[derive(Debug)]
pub(super) enum Input {
    File { file: File, length: u64 },
    Memory(Bytes),
}

impl Input {
    /// Of `source`, which has been opened as `stream` and is at its beginning.
    pub(super) fn open(source: &Source, stream: Box<dyn Read + Send>) -> Result<Input, Error> {
        if let Source::File(path) = source
            && let Ok(meta) = path.metadata()
            && meta.is_file()
        {
            let file = File::open(path).map_err(Error::Read)?;
            let length = file.metadata().map_err(Error::Read)?.len();
            return Ok(Input::File { file, length });
        }
        let mut bytes = Vec::new();
        stream.take(STREAMED + 1).read_to_end(&mut bytes).map_err(Error::Read)?;
        if bytes.len() as u64 > STREAMED {
            return Err(Error::ParquetStream { limit: STREAMED });
        }
        Ok(Input::Memory(bytes.into()))
    }

    pub(super) fn len(&self) -> u64 {
        match self {
            Input::File { length, .. } => *length,
            Input::Memory(bytes) => bytes.len() as u64,
        }
    }

    /// The bytes from `at` on, fewer than `length` at the end.
    pub(super) fn read(&self, at: u64, length: usize) -> io::Result<Bytes> {
        let left = self.len().saturating_sub(at);
        let length = length.min(usize::try_from(left).unwrap_or(usize::MAX));
        match self {
            Input::File { file, .. } => {
                let mut bytes = vec![0; length];
                file.read_exact_at(&mut bytes, at)?;
                Ok(bytes.into())
            }
            Input::Memory(bytes) => {
                let start = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                Ok(bytes.slice(start..start.saturating_add(length).min(bytes.len())))
            }
        }
    }
}

//! Records that a scan tells of before any is read: of a whole file where that can be taken in, and one by one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{BATCH, Closed, File, Known};
use crate::decode::{self, Decoder, Left, Opened, Taken, Whole};
use crate::ingest;
use crate::scanned::{Scan, Telling, Tellings, Told};

impl File<'_> {
    /// What is left to be read in pieces, if anything is.
    pub(super) fn open(&mut self, name: &str) -> Result<Option<Opened>, decode::Error> {
        let limits = self.worker.config.decode;
        if self.job.again.is_some() {
            let input = ingest::Source::open(&self.job.source).map_err(decode::Error::Read)?;
            return Opened::open(input, Arc::clone(&self.worker.counters.bytes), limits).map(Some);
        }
        let input = match self.worker.scan.take() {
            Some((mut scan, mut whole, mut tellings)) => {
                let left = self.scan(name, &mut scan, &mut whole, &mut tellings);
                self.worker.scan = Some((scan, whole, tellings));
                match left? {
                    Some(Left::Stored(input)) => input,
                    Some(Left::Text { text, stored }) => {
                        self.worker.counters.bytes.fetch_add(stored, Ordering::Relaxed);
                        return Ok(Some(Opened::Stream(Decoder::of_text(text))));
                    }
                    None => return Ok(None),
                }
            }
            None => ingest::Source::open(&self.job.source).map_err(decode::Error::Read)?,
        };
        Opened::open(input, Arc::clone(&self.worker.counters.bytes), limits).map(Some)
    }

    /// Goes through a file whose records can be found by a scan; what is left of any other is to be read in pieces.
    fn scan(
        &mut self,
        name: &str,
        scan: &mut Scan,
        whole: &mut Whole,
        tellings: &mut Tellings,
    ) -> Result<Option<Left>, decode::Error> {
        let text = match whole.take(&self.job.source, self.worker.config.decode)? {
            Taken::Text(text) => text,
            Taken::Stream(input) => {
                // What grows while it is read has no parts: whoever writes to it may wait for what is said of the last line.
                self.size_in_parts = self.job.source.size();
                return Ok(Some(Left::Stored(input)));
            }
        };
        let limit = self.worker.config.record_limit;
        if !scan.tell_all(text, limit, &mut self.worker.candidates, tellings) {
            return Ok(Some(whole.left()));
        }
        // Closed: who reads the batches knows.
        let _ = self.told_all(name, 0, text, tellings);
        self.worker.counters.bytes.fetch_add(whole.stored_len(), Ordering::Relaxed);
        Ok(None)
    }

    /// The records of which a scan has told, of a text that begins at `offset`.
    pub(super) fn told_all(&mut self, name: &str, offset: u64, text: &[u8], tellings: &Tellings) -> Result<(), Closed> {
        for (telling, candidates) in tellings.iter() {
            match telling {
                Telling::Silent(log_type, count) => self.passed(Some(log_type), count),
                Telling::Other { told, start, end, .. } => {
                    self.worker.candidates.set(candidates);
                    let bytes = text.get(start as usize..end as usize).unwrap_or_default();
                    self.told(told, name, offset + u64::from(start), bytes);
                }
            }
            if self.batch.bytes > BATCH {
                self.send()?;
            }
        }
        Ok(())
    }

    /// A record of which a scan has told what it could.
    pub(super) fn told(&mut self, told: Told, name: &str, offset: u64, bytes: &[u8]) {
        match told {
            Told::Silent(log_type) => self.passed(Some(log_type), 1),
            Told::Asked(log_type) => self.json(name, offset, bytes, Known::Candidates(log_type)),
            Told::Typed(log_type) => self.json(name, offset, bytes, Known::Type(log_type)),
            Told::Nothing => self.json(name, offset, bytes, Known::Nothing { depth: 0 }),
        }
    }
}

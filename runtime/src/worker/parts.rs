//! A file that is too large to be taken in at once, scanned part by part as long as that goes well.

use std::{io, thread};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::{Closed, File};
use crate::decode::{self, Decoder};
use crate::scanned::Part;
use crate::split::{LOOK_BACK, Splitter};

/// Bytes of a part: few enough to stay in the processor's caches from decompression on.
pub(super) const PART: usize = 512 << 10;

/// Bytes that a thread decompresses at once for another, and how often it may be ahead.
const CHUNK: usize = 128 << 10;
const AHEAD: usize = 8;

/// Files of fewer bytes, as they are stored, are decompressed before a thread would have begun.
pub(super) const WORTH_A_THREAD: u64 = 1 << 20;

/// Decompressed bytes, and how many there were.
pub(super) struct Input {
    bytes: Bytes,
    pub(super) decoded: u64,
    /// Why no more come.
    pub(super) failed: Option<decode::Error>,
    is_over: bool,
}

/// Where they come from.
enum Bytes {
    Here(Decoder),
    /// A thread of its own, which is given back what it has used. What is left of the last it has sent is from `at` on.
    Thread {
        chunks: Receiver<Result<Vec<u8>, decode::Error>>,
        used: Sender<Vec<u8>>,
        last: Vec<u8>,
        at: usize,
    },
}

impl Input {
    pub(super) fn new(decoder: Decoder) -> Input {
        Input { bytes: Bytes::Here(decoder), decoded: 0, failed: None, is_over: false }
    }

    /// Has what is compressed decompressed on a thread of its own, beside who reads it.
    pub(super) fn go_ahead(self) -> Input {
        let Bytes::Here(decoder) = self.bytes else { return self };
        if !decoder.is_compressed() {
            return Input { bytes: Bytes::Here(decoder), ..self };
        }
        let (filled, chunks) = bounded(AHEAD);
        let (used, to_fill) = unbounded();
        let thread = thread::Builder::new().name("decode".into()).spawn(move || decompress(decoder, &to_fill, &filled));
        let failed = thread.err().map(decode::Error::Read);
        let bytes = Bytes::Thread { chunks, used, last: Vec::new(), at: 0 };
        Input { bytes, is_over: failed.is_some(), failed, ..self }
    }

    /// Puts the next bytes into `out`, which is not empty; 0: there are no more.
    pub(super) fn read(&mut self, out: &mut [u8]) -> usize {
        if self.is_over {
            return 0;
        }
        let read = self.bytes.read(out).unwrap_or_else(|e| {
            self.failed = Some(e);
            0
        });
        self.is_over = read == 0;
        self.decoded += read as u64;
        read
    }

    /// Fills `out` from `end` on, as far as bytes come. `false`: nothing more comes.
    pub(super) fn fill(&mut self, out: &mut [u8], end: &mut usize) -> bool {
        while let Some(room) = out.get_mut(*end..).filter(|room| !room.is_empty()) {
            match self.read(room) {
                0 => return false,
                read => *end += read,
            }
        }
        true
    }
}

impl Bytes {
    fn read(&mut self, out: &mut [u8]) -> Result<usize, decode::Error> {
        let (chunks, used, last, at) = match self {
            Bytes::Here(decoder) => return decoder.read(out),
            Bytes::Thread { chunks, used, last, at } => (chunks, used, last, at),
        };
        if *at == last.len() {
            // A thread that has ended needs no more.
            let _ = used.send(std::mem::take(last));
            let gone = |_| decode::Error::Read(io::Error::other("the thread that decompresses it has ended"));
            (*last, *at) = (chunks.recv().map_err(gone)??, 0);
        }
        let rest = last.get(*at..).unwrap_or_default();
        let count = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        *at += count;
        Ok(count)
    }
}

/// Decompresses until all is done, which no bytes say, or it fails, or nobody wants more.
fn decompress(mut decoder: Decoder, used: &Receiver<Vec<u8>>, out: &Sender<Result<Vec<u8>, decode::Error>>) {
    loop {
        let mut chunk = used.try_recv().unwrap_or_default();
        chunk.resize(CHUNK, 0);
        let read = decoder.read(&mut chunk).map(|read| {
            chunk.truncate(read);
            chunk
        });
        let goes_on = read.as_ref().is_ok_and(|chunk| !chunk.is_empty());
        if out.send(read).is_err() || !goes_on {
            return;
        }
    }
}

/// The part at hand.
#[derive(Default)]
pub(super) struct Window {
    /// What stands before the part, as far as who goes on there looks back; the part; room for more.
    bytes: Vec<u8>,
    /// Where the part begins, and where it ends.
    start: usize,
    end: usize,
    /// Of its beginning, in the decompressed file.
    pub(super) offset: u64,
}

impl Window {
    pub(super) fn text(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// Goes on behind the first `done` bytes of the part.
    fn pass(&mut self, done: usize) {
        let start = self.start + done;
        let keep = start.saturating_sub(LOOK_BACK);
        self.bytes.copy_within(keep..self.end, 0);
        self.start = start - keep;
        self.end -= keep;
        self.offset += done as u64;
    }

    /// Takes in what comes, until the part has `length` bytes. `false`: nothing more comes.
    fn fill(&mut self, input: &mut Input, length: usize) -> bool {
        let full = self.start + length;
        if self.bytes.len() < full {
            self.bytes.resize(full, 0);
        }
        self.bytes.get_mut(..full).is_none_or(|bytes| input.fill(bytes, &mut self.end))
    }

    /// Takes the part out: [`Window::put`] puts back what is left of it.
    pub(super) fn take(&mut self) -> Vec<u8> {
        let text = self.text().to_vec();
        self.end = self.start;
        text
    }

    /// Goes on behind `text`, which stands where a part was taken out.
    pub(super) fn pass_all(&mut self, text: &[u8]) {
        let (passed, last) = text.split_at(text.len().saturating_sub(LOOK_BACK));
        self.put(last);
        self.pass(last.len());
        self.offset += passed.len() as u64;
    }

    /// Has `text` for its part, where one was taken out.
    pub(super) fn put(&mut self, text: &[u8]) {
        self.bytes.truncate(self.start);
        self.bytes.extend_from_slice(text);
        self.end = self.bytes.len();
    }
}

impl File<'_> {
    /// Scans what it can of the file, and gives what goes on behind that, fed with what was read already.
    pub(super) fn scan_parts(&mut self, name: &str, input: &mut Input) -> Result<Splitter, Closed> {
        let limit = self.worker.config.record_limit;
        let Some((mut scan, whole, mut tellings)) = self.worker.scan.take_if(|_| self.size_in_parts.is_some()) else {
            return Ok(Splitter::new(limit));
        };
        let (mut part, mut window, mut length) = (Part::default(), Window::default(), PART);
        let mut in_ranges = self.is_large();
        let is_done = loop {
            self.refresh();
            let is_last = !window.fill(input, length);
            let candidates = &mut self.worker.candidates;
            let Some(done) = scan.tell_part(&mut part, window.text(), is_last, limit, candidates, &mut tellings) else {
                break Ok(false);
            };
            if let Err(closed) = self.told_all(name, window.offset, window.text(), &tellings).and_then(|()| self.send())
            {
                break Err(closed);
            }
            window.pass(done);
            if is_last || length >= limit {
                break Ok(is_last);
            }
            // A record that is larger than the part will have ended in a larger one.
            length = if done == 0 { 2 * length } else { PART };
            if in_ranges && done > 0 {
                match self.scan_ranges(name, &mut scan, input, &mut part, &mut window) {
                    Ok(again) => in_ranges = again,
                    Err(closed) => break Err(closed),
                }
            }
        };
        self.worker.scan = Some((scan, whole, tellings));
        if is_done? {
            return Ok(Splitter::at(window.offset, limit));
        }
        let before = window.bytes.get(..window.start).unwrap_or_default();
        let mut splitter = part.splitter(before, window.offset, limit);
        splitter.feed(window.text());
        Ok(splitter)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use flate2::{Compression, write::GzEncoder};

    use super::*;
    use crate::decode::Limits;

    /// All bytes of an input, and why it has no more.
    fn read(mut input: Input) -> (Vec<u8>, u64, Option<String>) {
        let (mut all, mut room) = (Vec::new(), vec![0; CHUNK / 3]);
        loop {
            match input.read(&mut room) {
                0 => return (all, input.decoded, input.failed.map(|e| e.to_string())),
                read => all.extend_from_slice(&room[..read]),
            }
        }
    }

    #[test]
    fn what_a_thread_decompresses_is_what_is_decompressed_here() {
        let text: String = (0..600_000).map(|n: u64| format!("{}\n", n * n)).collect();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("memory");
        let whole = encoder.finish().expect("memory");
        let cut = whole[..whole.len() / 2].to_vec();
        let mut damaged = whole.clone();
        damaged[whole.len() / 3] ^= 0x55;
        for stored in [whole, cut, damaged, b"{}\n".to_vec(), Vec::new()] {
            let open = || {
                let stored = Box::new(Cursor::new(stored.clone()));
                Input::new(Decoder::open(stored, Arc::default(), Limits::default()).expect("it can be read"))
            };
            let (here, beside) = (read(open()), read(open().go_ahead()));
            assert!(here == beside, "{} and {} bytes, {:?} and {:?}", here.1, beside.1, here.2, beside.2);
        }
    }

    #[test]
    fn a_window_goes_on_behind_what_was_taken_out_of_it() {
        let text: Vec<u8> = (0..=255).cycle().take(1000).collect();
        let input = || Input::new(Decoder::of_text(text.clone()));
        for (first, second) in [(5, 20), (100, 3), (200, LOOK_BACK), (300, 700), (0, 0)] {
            let (mut passed, mut through, mut went) = (Window::default(), input(), 0);
            for length in [first, second] {
                passed.fill(&mut through, length);
                passed.pass(length);
                went += length;
            }
            let (mut window, mut through) = (Window::default(), input());
            window.fill(&mut through, first + 1);
            window.pass(first);
            assert_eq!(window.take(), &text[first..=first.min(text.len() - 2)]);
            window.pass_all(&text[first..went]);
            window.put(b"more");
            assert_eq!((window.text(), window.offset), (&b"more"[..], went as u64));
            assert_eq!(window.bytes[..window.start], passed.bytes[..passed.start], "{first} {second}");
            window.fill(&mut through, 7);
            assert_eq!(&window.text()[..4], b"more");
        }
    }

    #[test]
    fn who_reads_no_further_is_waited_for_by_nobody() {
        let stored = {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&vec![b' '; 4 * AHEAD * CHUNK]).expect("memory");
            encoder.finish().expect("memory")
        };
        let read = Arc::new(std::sync::atomic::AtomicU64::new(0));
        let decoder = Decoder::open(Box::new(Cursor::new(stored)), Arc::clone(&read), Limits::default());
        let mut input = Input::new(decoder.expect("it can be read")).go_ahead();
        assert_ne!(input.read(&mut [0; 100]), 0);
        drop(input);
        // The thread's decoder holds the count as long as it is there.
        let late = Instant::now() + Duration::from_secs(60);
        while Arc::strong_count(&read) > 1 {
            assert!(Instant::now() < late, "the thread goes on");
            thread::yield_now();
        }
    }
}

//! What is measured. But for the whole run each stage takes one gzipped file in memory, on one thread, into buffers that
//! it has used before; what a stage is given for nothing is not timed.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use event::{Heap, Rule};
use flate2::{Decompress, FlushDecompress, Status};
use libdeflater::Decompressor;
use runtime::Config;
use runtime::evaluate::Record;
use runtime::split::{Piece, Splitter};
use scan::{Keys, Records, Scanner};

/// The fields of CloudTrail that most rules look at, the first of them nearly all.
const FIELDS: [&str; 6] =
    ["eventSource", "eventName", "errorCode", "userIdentity", "requestParameters", "responseElements"];

/// A stage, in the order in which they are printed. The first is the floor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The file decompressed by libdeflate, and no more.
    Libdeflate,
    /// The same by flate2, with the backend that streams are decompressed with.
    Flate2,
    /// libdeflate, and where each line ends. Only of files that are lines.
    Lines,
    /// libdeflate, and where each record is. Only of JSON, as the next one, and the last.
    Records,
    /// The same, and where the values stand that rules ask for first.
    Values,
    /// `runtime::run`: files on disk in, alerts out.
    EndToEnd,
    /// libdeflate, a `serde_json::Value` of every record, every rule evaluated on it. Where the records are it is told.
    Naive,
}

impl Stage {
    pub const ALL: [Stage; 7] =
        [Stage::Libdeflate, Stage::Flate2, Stage::Lines, Stage::Records, Stage::Values, Stage::EndToEnd, Stage::Naive];

    /// As `--json` names it.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Libdeflate => "libdeflate",
            Stage::Flate2 => "flate2",
            Stage::Lines => "lines",
            Stage::Records => "records",
            Stage::Values => "values",
            Stage::EndToEnd => "end_to_end",
            Stage::Naive => "naive",
        }
    }

    /// As the table names it.
    pub fn title(self) -> &'static str {
        match self {
            Stage::Libdeflate => "gunzip: libdeflate (the floor)",
            Stage::Flate2 => "gunzip: flate2, as for streams",
            Stage::Lines => "libdeflate, lines split",
            Stage::Records => "libdeflate, records found",
            Stage::Values => "libdeflate, records and fields found",
            Stage::EndToEnd => "end to end: files to alerts",
            Stage::Naive => "serde_json, every rule on every record",
        }
    }
}

/// What one thread measures with.
pub struct Bench {
    libdeflate: Decompressor,
    /// The file as it is on disk.
    pub gzip: Vec<u8>,
    /// What it decompresses to.
    text: Vec<u8>,
    no_field: Scanner,
    fields: Scanner,
    records: Records,
}

impl Bench {
    /// For files that decompress to `largest` bytes at most.
    pub fn new(largest: usize) -> anyhow::Result<Bench> {
        let scanner = |fields: &[&str]| Keys::new(fields).map(Scanner::new).context("what fields are called");
        Ok(Bench {
            libdeflate: Decompressor::new(),
            gzip: Vec::new(),
            text: vec![0; largest],
            no_field: scanner(&[])?,
            fields: scanner(&FIELDS)?,
            records: Records::new(),
        })
    }

    /// Passes the file in `gzip`, which decompresses to `size` bytes, through a stage that is none of the whole run.
    /// `None`: the file is none that the stage takes.
    pub fn time(&mut self, stage: Stage, size: usize, rules: &[&Rule]) -> anyhow::Result<Option<Duration>> {
        match stage {
            Stage::Libdeflate => self.libdeflate(size).map(Some),
            Stage::Flate2 => self.flate2(size).map(Some),
            Stage::Lines => self.lines(size),
            Stage::Records | Stage::Values => self.scan(stage, size),
            Stage::EndToEnd => bail!("the whole run is of all files"),
            Stage::Naive => self.naive(size, rules),
        }
    }

    fn libdeflate(&mut self, size: usize) -> anyhow::Result<Duration> {
        let Bench { libdeflate, gzip, text, .. } = self;
        let text = text.get_mut(..size).context("a file is larger than it was")?;
        let begin = Instant::now();
        let written = libdeflate.gzip_decompress(gzip, text)?;
        let elapsed = begin.elapsed();
        black_box(&text);
        if written == size { Ok(elapsed) } else { Err(anyhow!("a file is smaller than it was")) }
    }

    fn flate2(&mut self, size: usize) -> anyhow::Result<Duration> {
        let Bench { gzip, text, .. } = self;
        let text = text.get_mut(..size).context("a file is larger than it was")?;
        let begin = Instant::now();
        let status = Decompress::new_gzip(15).decompress(gzip, text, FlushDecompress::Finish)?;
        let elapsed = begin.elapsed();
        black_box(&text);
        if status == Status::StreamEnd { Ok(elapsed) } else { Err(anyhow!("a file is larger than it was")) }
    }

    fn lines(&mut self, size: usize) -> anyhow::Result<Option<Duration>> {
        let inflating = self.libdeflate(size)?;
        let text = self.text.get(..size).unwrap_or_default();
        let begin = Instant::now();
        let mut start = 0;
        let mut lines = 0;
        for end in memchr::memchr_iter(b'\n', text) {
            black_box(text.get(start..end));
            start = end + 1;
            lines += 1;
        }
        let elapsed = begin.elapsed();
        Ok((lines > 1).then_some(inflating + elapsed))
    }

    fn scan(&mut self, stage: Stage, size: usize) -> anyhow::Result<Option<Duration>> {
        let inflating = self.libdeflate(size)?;
        let Bench { text, no_field, fields, records, .. } = self;
        let scanner = if stage == Stage::Records { no_field } else { fields };
        let begin = Instant::now();
        let found = scanner.scan(text.get(..size).unwrap_or_default(), records);
        let elapsed = begin.elapsed();
        black_box(&records);
        Ok(found.is_ok().then_some(inflating + elapsed))
    }

    fn naive(&mut self, size: usize, rules: &[&Rule]) -> anyhow::Result<Option<Duration>> {
        let inflating = self.libdeflate(size)?;
        let mut splitter = Splitter::new(Config::default().record_limit);
        splitter.feed(self.text.get(..size).unwrap_or_default());
        splitter.finish();
        let mut records: Vec<String> = Vec::new();
        while let Some(piece) = splitter.next_piece() {
            if let Piece::Record { bytes, .. } = piece
                && let Ok(text) = str::from_utf8(bytes)
                && event::json::validate(text).is_ok()
            {
                records.push(text.to_owned());
            }
        }
        let mut heap = Heap::default();
        let begin = Instant::now();
        for text in &records {
            let value: Result<serde_json::Value, _> = serde_json::from_str(text);
            drop(black_box(value));
            let mut record = Record::new(&heap, text);
            for rule in rules {
                black_box(record.evaluate(rule).is_ok());
            }
            heap.reset();
        }
        Ok((!records.is_empty()).then(|| inflating + begin.elapsed()))
    }
}

//! The files that are measured with: each one gzip stream, in a folder.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use libdeflater::Decompressor;
use runtime::decode::{Decoder, Limits};
use runtime::ingest::{self, Found, Source};
use synthetic::{Format, Lines, Trail};
use tempfile::TempDir;

use crate::cli::{Bench, BenchType};
use crate::say;

/// The largest file, decompressed: the bare stages hold a whole one.
const LARGEST: u64 = 1 << 30;

/// Bytes that are decompressed at once.
const CHUNK: usize = 256 << 10;

/// A file that is measured with.
#[derive(Clone, Debug)]
pub struct Gzip {
    pub path: PathBuf,
    /// Its bytes, and those that it decompresses to.
    pub compressed: usize,
    pub size: usize,
}

/// All of them.
#[derive(Debug)]
pub struct Corpus {
    /// At least one.
    pub files: Vec<Gzip>,
    /// How many records are suspicious, where that is known.
    pub suspicious: Option<usize>,
    /// Deletes those that were made, when all is done.
    _temporary: Option<TempDir>,
}

impl Corpus {
    /// Makes files up, one at a time.
    pub fn generate(asked: &Bench) -> anyhow::Result<Corpus> {
        let (seed, suspicious) = (asked.seed, asked.suspicious.0);
        let lines = |format| move |index, size| Lines { format, seed, suspicious }.file(index, size);
        let make: &dyn Fn(u64, usize) -> synthetic::File = match asked.log_type {
            BenchType::CloudTrail => &|index, size| Trail { seed, suspicious }.file(index, size),
            BenchType::VpcFlow => &lines(Format::VpcFlow),
            BenchType::Alb => &lines(Format::Alb),
            BenchType::Okta => &lines(Format::Okta),
        };
        let folder = Folder::new(asked.keep.as_deref())?;
        let (mut files, mut suspicious) = (Vec::new(), 0);
        let mut left = asked.size.0;
        while left > 0 {
            let size = left.min(asked.file_size.0);
            if size > LARGEST {
                bail!("a file of {size} bytes is too large to be held in memory: `--file-size` is at most {LARGEST}");
            }
            let file = make(files.len() as u64, usize::try_from(size)?);
            files.push(folder.gzip(&file.name, file.text.as_bytes())?);
            suspicious += file.suspicious;
            left -= size;
        }
        Ok(Corpus { files, suspicious: Some(suspicious), _temporary: folder.temporary })
    }

    /// Takes the files of `inputs`. Those that are not one gzip stream are gzipped.
    pub fn take(inputs: &[PathBuf], keep: Option<&Path>) -> anyhow::Result<Corpus> {
        let folder = Folder::new(keep)?;
        let mut files = Vec::new();
        for found in ingest::walk(inputs.to_vec()) {
            match found {
                Found::Source(source) => {
                    let name = source.name();
                    let file = take(&source, &folder, files.len()).with_context(|| format!("`{name}`"))?;
                    files.extend(file);
                }
                Found::Unreadable { name, reason } => bail!("`{name}`: it cannot be read: {reason}"),
                Found::Skipped { name, what } => say(&format!("`{name}` is {what} and is not read")),
            }
        }
        if files.is_empty() {
            bail!("there is nothing in what `--input` names");
        }
        Ok(Corpus { files, suspicious: None, _temporary: folder.temporary })
    }

    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.path.clone()).collect()
    }

    pub fn size(&self) -> usize {
        self.files.iter().map(|file| file.size).sum()
    }

    pub fn compressed(&self) -> usize {
        self.files.iter().map(|file| file.compressed).sum()
    }

    /// The largest of them, decompressed.
    pub fn largest(&self) -> usize {
        self.files.iter().map(|file| file.size).max().unwrap_or(0)
    }
}

/// `source` as it is, if it is one gzip stream, else gzipped; `None`: it is empty.
fn take(source: &Source, folder: &Folder, number: usize) -> anyhow::Result<Option<Gzip>> {
    let text = decoded(source.open()?)?;
    if text.is_empty() {
        return Ok(None);
    }
    if let Source::File(path) = source
        && source.size().is_some_and(|size| size <= LARGEST)
    {
        let bytes = fs::read(path)?;
        if is_one_gzip_stream(&bytes, &text) {
            return Ok(Some(Gzip { path: path.clone(), compressed: bytes.len(), size: text.len() }));
        }
    }
    folder.gzip(&format!("{number:06}.gz"), &text).map(Some)
}

fn decoded(input: Box<dyn Read + Send>) -> anyhow::Result<Vec<u8>> {
    let limits = Limits { size: LARGEST, ratio: u64::MAX };
    let mut decoder = Decoder::open(input, Arc::default(), limits)?;
    let (mut text, mut chunk) = (Vec::new(), vec![0; CHUNK]);
    loop {
        match decoder.read(&mut chunk)? {
            0 => return Ok(text),
            n => text.extend_from_slice(chunk.get(..n).unwrap_or_default()),
        }
        // What is not compressed has no limit there.
        if text.len() as u64 > LARGEST {
            bail!("it has more than {LARGEST} bytes, which is more than is held in memory here");
        }
    }
}

fn is_one_gzip_stream(bytes: &[u8], text: &[u8]) -> bool {
    let mut out = vec![0; text.len()];
    Decompressor::new().gzip_decompress(bytes, &mut out) == Ok(text.len()) && out == text
}

/// Where files are made.
struct Folder {
    path: PathBuf,
    temporary: Option<TempDir>,
}

impl Folder {
    fn new(keep: Option<&Path>) -> anyhow::Result<Folder> {
        let (path, temporary) = match keep {
            Some(path) => {
                fs::create_dir_all(path).with_context(|| format!("the folder `{}`", path.display()))?;
                (path.to_owned(), None)
            }
            None => {
                let made = TempDir::with_prefix("iota-bench-").context("a temporary folder")?;
                (made.path().to_owned(), Some(made))
            }
        };
        Ok(Folder { path, temporary })
    }

    fn gzip(&self, name: &str, text: &[u8]) -> anyhow::Result<Gzip> {
        let path = self.path.join(name);
        let bytes = synthetic::gzip(text);
        fs::write(&path, &bytes).with_context(|| format!("`{}`", path.display()))?;
        Ok(Gzip { path, compressed: bytes.len(), size: text.len() })
    }
}

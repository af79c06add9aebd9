//! Entries in, what is read of them again: the kept bytes where they are all there is to it, else the entries' stretches of
//! their source, which is read from its beginning for what its lines have said of those that follow.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Entry, Form, Selection};
use crate::dedup::{self, Store};
use crate::ingest;

/// Finds a source again by its name; else says why it cannot.
pub type Opener = Arc<dyn Fn(&str) -> Result<ingest::Source, String> + Send + Sync>;

/// What to try again.
#[derive(Clone)]
pub struct Retry {
    pub selection: Selection,
    /// Read again in their sources what is kept whole as well.
    pub from_source: bool,
    pub opener: Opener,
}

impl Debug for Retry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry").field("selection", &self.selection).field("from_source", &self.from_source).finish()
    }
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Retried {
    /// Entries that were tried.
    pub entries: u64,
    /// Of these, how many are in the quarantine still.
    pub left: u64,
}

/// An opener of local files. It knows no bucket.
pub fn local() -> Opener {
    Arc::new(|source| {
        if source == "-" {
            return Err("standard input cannot be read a second time".to_owned());
        }
        if source.starts_with("s3://") {
            return Err("it is in a bucket, and is no local file".to_owned());
        }
        let path = PathBuf::from(source);
        match path.try_exists() {
            Ok(true) => Ok(ingest::Source::File(path)),
            Ok(false) => Err("there is no such file any more".to_owned()),
            Err(e) => Err(format!("it cannot be read: {e}")),
        }
    })
}

/// An entry that was tried again, and how often it had been before: it goes if it was not refused again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Settled {
    pub id: i64,
    pub retries: u64,
}

/// What is read again of one source.
#[derive(Debug)]
pub(crate) enum Again {
    Kept(Box<Entry>),
    Source(Ranges),
}

/// Stretches of a source.
#[derive(Debug, Default)]
pub(crate) struct Ranges {
    stretches: Vec<Wish>,
    /// Where they are, in order and apart.
    merged: Vec<Range<u64>>,
}

#[derive(Debug)]
struct Wish {
    settled: Settled,
    range: Range<u64>,
    form: Form,
    digest: Vec<u8>,
}

/// Whether a record is tried again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wanted {
    Yes,
    /// Something in it may be.
    Within,
    No,
}

impl Again {
    /// Whether the record of `length` bytes at `offset` is meant.
    pub(crate) fn wants(&self, offset: u64, length: u64) -> Wanted {
        match self {
            Again::Kept(_) => Wanted::Yes,
            Again::Source(ranges) => ranges.wants(offset, length),
        }
    }

    /// Whether rules that name no log type were run over the object at `offset` before.
    pub(crate) fn is_untyped(&self, offset: u64) -> bool {
        match self {
            Again::Kept(entry) => entry.form == Form::Untyped && entry.offset == offset,
            Again::Source(ranges) => {
                ranges.stretches.iter().any(|wish| wish.form == Form::Untyped && wish.range.start == offset)
            }
        }
    }

    /// What has been tried once all is read, which was done `up_to` that offset; `failed` if there is more that could not be.
    pub(crate) fn settled(&self, up_to: u64, failed: bool) -> Vec<Settled> {
        match self {
            Again::Kept(entry) => vec![Settled { id: entry.id, retries: entry.retries }],
            Again::Source(ranges) => {
                let is_read = |wish: &&Wish| match wish.form {
                    Form::Rest => wish.range.start <= up_to && !failed,
                    _ => wish.range.end <= up_to,
                };
                ranges.stretches.iter().filter(is_read).map(|wish| wish.settled).collect()
            }
        }
    }

    /// How many entries it is about.
    pub(crate) fn entries(&self) -> usize {
        match self {
            Again::Kept(_) => 1,
            Again::Source(ranges) => ranges.stretches.len(),
        }
    }

    /// What nothing else has that comes of `source`, and this has each time it is tried.
    pub(crate) fn identity(&self, source: &str) -> Vec<u8> {
        let mut out = b"quarantine\0".to_vec();
        out.extend_from_slice(source.as_bytes());
        let mut add = |offset: u64, digest: &[u8]| {
            out.extend_from_slice(&offset.to_le_bytes());
            out.extend_from_slice(digest);
        };
        match self {
            Again::Kept(entry) => add(entry.offset, &entry.digest),
            Again::Source(ranges) => ranges.stretches.iter().for_each(|wish| add(wish.range.start, &wish.digest)),
        }
        out
    }
}

impl Ranges {
    fn add(&mut self, entry: Entry) {
        let end = match entry.form {
            Form::Rest => u64::MAX,
            _ => entry.offset.saturating_add(entry.length.max(1)),
        };
        let (range, settled) = (entry.offset..end, Settled { id: entry.id, retries: entry.retries });
        self.stretches.push(Wish { settled, range, form: entry.form, digest: entry.digest });
    }

    fn merge(&mut self) {
        self.stretches.sort_by_key(|wish| (wish.range.start, wish.settled.id));
        for wish in &self.stretches {
            match self.merged.last_mut() {
                Some(last) if wish.range.start <= last.end => last.end = last.end.max(wish.range.end),
                _ => self.merged.push(wish.range.clone()),
            }
        }
    }

    fn wants(&self, offset: u64, length: u64) -> Wanted {
        let next = self.merged.partition_point(|range| range.end <= offset);
        match self.merged.get(next) {
            Some(range) if range.start <= offset => Wanted::Yes,
            Some(range) if range.start < offset.saturating_add(length) => Wanted::Within,
            _ => Wanted::No,
        }
    }
}

/// What is to be tried next.
#[derive(Debug)]
pub(crate) enum Found {
    /// The source is opened only where it has to be; of what is kept it is the name alone.
    Again(ingest::Source, Again),
    /// Why it cannot be.
    Cannot(String),
}

/// Hands what is to be tried of `entries` to `each`, one after another, until that says no.
///
/// # Errors
/// Where the database says so.
pub(crate) fn each(
    store: &Store,
    entries: &[i64],
    retry: &Retry,
    mut each: impl FnMut(Found) -> bool,
) -> Result<(), dedup::Error> {
    let mut sources: BTreeMap<String, Ranges> = BTreeMap::new();
    for id in entries {
        // Somebody else may have had it.
        let Some(mut entry) = store.quarantined(*id)? else { continue };
        if retry.from_source || entry.is_cut {
            entry.bytes = Vec::new();
            sources.entry(entry.source.clone()).or_default().add(entry);
        } else {
            let source = ingest::Source::File(PathBuf::from(&entry.source));
            if !each(Found::Again(source, Again::Kept(Box::new(entry)))) {
                return Ok(());
            }
        }
    }
    for (name, mut ranges) in sources {
        ranges.merge();
        let found = match (retry.opener)(&name) {
            Ok(source) => Found::Again(source, Again::Source(ranges)),
            Err(why) => {
                let ids: Vec<String> = ranges.stretches.iter().take(10).map(|w| w.settled.id.to_string()).collect();
                let more = if ranges.stretches.len() > ids.len() { ", ..." } else { "" };
                let name = crate::progress::shown(&name);
                Found::Cannot(format!("`{name}`: {why}; in the quarantine stays {}{more}", ids.join(", ")))
            }
        };
        if !each(found) {
            return Ok(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i64, offset: u64, length: u64, form: Form) -> Entry {
        Entry {
            id,
            source: "f".into(),
            offset,
            length,
            form,
            header: None,
            nearest: None,
            reason: String::new(),
            bytes: Vec::new(),
            is_cut: true,
            first_seen: String::new(),
            last_seen: String::new(),
            seen: 1,
            retries: 0,
            digest: Vec::new(),
        }
    }

    fn ranges(entries: Vec<Entry>) -> Again {
        let mut ranges = Ranges::default();
        entries.into_iter().for_each(|entry| ranges.add(entry));
        ranges.merge();
        Again::Source(ranges)
    }

    #[test]
    fn nothing_around_a_stretch_is_wanted() {
        let again = ranges(vec![
            entry(1, 100, 50, Form::Piece),
            entry(2, 10, 5, Form::Untyped),
            entry(3, 120, 40, Form::Broken),
        ]);
        let wants = |offset, length| again.wants(offset, length);
        assert_eq!((wants(0, 10), wants(5, 6), wants(10, 1)), (Wanted::No, Wanted::Within, Wanted::Yes));
        assert_eq!((wants(15, 85), wants(15, 86)), (Wanted::No, Wanted::Within));
        assert_eq!((wants(159, 1), wants(160, 1000)), (Wanted::Yes, Wanted::No));
        assert!(again.is_untyped(10) && !again.is_untyped(100));
        assert_eq!(ranges(vec![entry(1, 7, 0, Form::Rest)]).wants(1 << 40, 1), Wanted::Yes);
    }

    #[test]
    fn what_was_not_reached_is_not_settled() {
        let again = ranges(vec![entry(1, 100, 50, Form::Piece), entry(2, 200, 0, Form::Rest)]);
        let ids = |up_to, failed| again.settled(up_to, failed).iter().map(|settled| settled.id).collect::<Vec<_>>();
        assert!(ids(149, false).is_empty());
        assert_eq!(ids(150, true), [1]);
        assert_eq!(ids(200, true), [1]);
        assert_eq!(ids(200, false), [1, 2]);
    }
}

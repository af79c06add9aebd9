//! A record that was scanned and not read: its log type where that is plain, its fields as far as the index asks for them.
//!
//! What cannot be told here is left to who reads the record; nothing that is said here differs from what that would
//! find.

use std::cell::Cell;
use std::sync::Arc;

use scan::{Keys, Record, Records, Scanner, Shape};

use crate::index::{Candidates, Fields, Index, View, view};
use crate::logs::{self, LogType, SURE};

/// The most keys that a scanner takes.
const KEYS: usize = 64;

/// What one thread needs to scan.
pub(crate) struct Scan {
    index: Arc<Index>,
    scanner: Scanner,
    types: Vec<Sure>,
    /// Those that were found last.
    records: Records,
}

/// A log type that a few fields are enough to tell.
struct Sure {
    told: &'static logs::Sure,
    /// The scanner's keys for the fields that tell it.
    telling: Vec<usize>,
    /// The scanner's keys for the names of the index's table.
    asked: Vec<usize>,
}

/// What a scan says of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told {
    /// It is an event that no rule has anything to say of.
    Silent(&'static LogType),
    /// It is an event of this type, and the candidates have to be run over it.
    Asked(&'static LogType),
    /// Nothing: it has to be read.
    Nothing,
}

/// The fields of one regular record after another of a text. What was looked at once is known.
#[derive(Debug)]
pub struct Scanned<'b> {
    text: &'b [u8],
    /// The one at hand.
    record: Option<Record<'b>>,
    /// A bit for each key whose field is in `views`.
    known: Cell<u64>,
    views: [Cell<View<'b>>; KEYS],
}

/// The fields of a record by the names of an index's table.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'s, 'b> {
    pub record: &'s Scanned<'b>,
    /// The scanner's key of each name.
    pub keys: &'s [usize],
}

impl<'b> Scanned<'b> {
    /// For records of `text`.
    pub fn new(text: &'b [u8]) -> Scanned<'b> {
        Scanned { text, record: None, known: Cell::new(0), views: [const { Cell::new(View::Unknown) }; KEYS] }
    }

    /// Goes on to a record.
    pub fn go_to(&mut self, record: Record<'b>) -> &Scanned<'b> {
        self.record = Some(record);
        self.known.set(0);
        self
    }

    fn key(&self, key: usize) -> View<'b> {
        let (Some(kept), Some(record)) = (self.views.get(key), &self.record) else { return View::Unknown };
        let bit = 1 << key;
        if self.known.get() & bit == 0 {
            self.known.set(self.known.get() | bit);
            kept.set(record.value(self.text, key).map_or(View::MISSING, view));
        }
        kept.get()
    }
}

impl<'b> Fields<'b> for Asked<'_, 'b> {
    fn field(&self, name: usize) -> View<'b> {
        self.keys.get(name).map_or(View::Unknown, |key| self.record.key(*key))
    }
}

impl Scan {
    /// For the fields that `index` asks for.
    pub(crate) fn new(index: &Arc<Index>) -> Option<Scan> {
        let mut keys: Vec<&'static str> = Vec::new();
        let mut key_of = |name: &'static str| {
            keys.iter().position(|known| *known == name).unwrap_or_else(|| {
                keys.push(name);
                keys.len() - 1
            })
        };
        let types = SURE.iter().map(|told| Sure {
            told,
            telling: told.keys.iter().map(|name| key_of(name)).collect(),
            asked: index.table(Some(told.log_type.name)).names().iter().map(|name| key_of(name)).collect(),
        });
        let types = types.collect();
        let scanner = Scanner::new(Keys::new(&keys)?);
        Some(Scan { index: Arc::clone(index), scanner, types, records: Records::new() })
    }

    /// Finds the records of a text. `false`: it has to be read.
    pub(crate) fn find(&mut self, text: &[u8]) -> bool {
        self.scanner.scan(text, &mut self.records).is_ok()
    }

    /// The records that were found last.
    pub(crate) fn found(&self) -> &Records {
        &self.records
    }

    /// What is told of the one record that `text` is.
    pub(crate) fn tell_alone(&mut self, text: &[u8], candidates: &mut Candidates) -> Told {
        if self.scanner.scan(text, &mut self.records) != Ok(Shape::Objects) {
            return Told::Nothing;
        }
        match self.records.get(0) {
            Some(record) if record.start == 0 && record.end == text.len() => {
                self.tell(Scanned::new(text).go_to(record), candidates)
            }
            _ => Told::Nothing,
        }
    }

    /// What is told of a record.
    pub(crate) fn tell(&self, record: &Scanned<'_>, candidates: &mut Candidates) -> Told {
        if record.record.is_none_or(|record| !record.regular) {
            return Told::Nothing;
        }
        let is = |sure: &&Sure| (sure.told.is)(&|place| Asked { record, keys: &sure.telling }.field(place));
        let Some(sure) = self.types.iter().find(is) else { return Told::Nothing };
        let log_type = sure.told.log_type;
        self.index.table(Some(log_type.name)).select(&Asked { record, keys: &sure.asked }, candidates);
        if candidates.is_empty() { Told::Silent(log_type) } else { Told::Asked(log_type) }
    }
}

//! A record that was scanned and not read: its log type where that is plain, its fields as far as the index asks for them.
//!
//! What cannot be told here is left to who reads the record; nothing that is said here differs from what that would
//! find.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use event::guard::Kinds;
use memchr::memmem::Finder;
use scan::{Keys, Parts, Record, Records, Scanner, Shape};

use crate::index::{Candidates, Ends, Fields, Index, Inside, Member, Opened, View, view};
use crate::logs::{self, LogType, Look, SURE};
use crate::split::{Between, Splitter};

/// The most keys that a scanner takes.
const KEYS: usize = 64;

/// More is not told of one text: one of many records that have to be read is read in pieces.
const TELLINGS: usize = 1 << 20;

/// More candidates are not remembered: they are looked for again.
const CANDIDATES: usize = 1 << 22;

/// How much of a text is looked at to guess the log type of its records.
const HEAD: usize = 16 << 10;

/// What one thread needs to scan.
#[derive(Clone)]
pub(crate) struct Scan {
    index: Arc<Index>,
    types: Vec<OfType>,
    /// The place of the type that the records at hand are taken to be of: those of any other have to be read.
    current: usize,
    /// For the scanner to find records in.
    memory: Records,
}

/// How records of one log type are scanned.
#[derive(Clone)]
struct OfType {
    scanner: Scanner,
    sure: Sure,
    /// What no text of it is without: the keys that tell it, in quotes.
    signs: Vec<Finder<'static>>,
}

/// A log type that a few fields are enough to tell.
#[derive(Clone)]
struct Sure {
    told: &'static logs::Sure,
    /// The number of the type's table in the index.
    table: usize,
    /// The scanner's keys for the fields that tell it.
    telling: Vec<usize>,
    /// The scanner's keys for the fields that no record of it has.
    foreign: Vec<usize>,
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
    /// It is an event of this type, and it has to be asked again which rules have to be run over it.
    Typed(&'static LogType),
    /// Nothing: it has to be read.
    Nothing,
}

/// A text that comes in parts, as far as it was gone through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Part {
    parts: Parts,
    between: Between,
}

impl Part {
    /// For a text that begins behind a record of the file, wherever that is; `None` as long as there was none.
    pub(crate) fn behind_a_record(&self) -> Option<Part> {
        self.parts.shape().map(|_| Part { parts: self.parts, between: Between::anywhere() })
    }

    /// The file as far as a text goes that begins behind this, of which `later` is known by itself.
    pub(crate) fn then(self, later: Part) -> Part {
        Part { parts: later.parts, between: self.between.then(later.between) }
    }

    /// What reads on behind it, at `offset`. `before` is what stands before that, at least [`LOOK_BACK`] bytes or all.
    ///
    /// [`LOOK_BACK`]: crate::split::LOOK_BACK
    pub(crate) fn splitter(&self, before: &[u8], offset: u64, limit: usize) -> Splitter {
        match self.parts.shape() {
            Some(shape) => Splitter::resume(self.between, shape, before, offset, limit),
            None => Splitter::at(offset, limit),
        }
    }
}

/// What a scan says of the records of a text, in their order.
#[derive(Debug, Default)]
pub(crate) struct Tellings {
    list: Vec<Telling>,
    /// The candidates of those that have some, one record's after the other's.
    candidates: Vec<u32>,
}

/// What a scan says of a record, or of several in a row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Telling {
    /// So many events that no rule has anything to say of.
    Silent(&'static LogType, u64),
    Other {
        told: Told,
        /// Where it stands in the text.
        start: u32,
        end: u32,
        /// Where the last of its candidates ends.
        candidates: u32,
    },
}

impl Tellings {
    fn clear(&mut self) {
        self.list.clear();
        self.candidates.clear();
    }

    /// `false`: they are too many.
    fn add(&mut self, record: Record<'_>, mut told: Told, candidates: &Candidates) -> bool {
        let is_full = self.list.len() >= TELLINGS;
        match (told, self.list.last_mut()) {
            (Told::Silent(log_type), Some(Telling::Silent(last, count))) if std::ptr::eq(*last, log_type) => {
                *count += 1;
                return true;
            }
            _ if is_full => return false,
            (Told::Silent(log_type), _) => {
                self.list.push(Telling::Silent(log_type, 1));
                return true;
            }
            (Told::Asked(log_type), _) if self.candidates.len() + candidates.places().len() > CANDIDATES => {
                told = Told::Typed(log_type);
            }
            (Told::Asked(_), _) => self.candidates.extend_from_slice(candidates.places()),
            (Told::Typed(_) | Told::Nothing, _) => {}
        }
        // No text that is scanned has more bytes than that.
        let [start, end, candidates] = [record.start, record.end, self.candidates.len()].map(|at| at as u32);
        self.list.push(Telling::Other { told, start, end, candidates });
        true
    }

    /// One after the other, each with its candidates.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Telling, &[u32])> {
        let mut from = 0;
        self.list.iter().map(move |telling| {
            let to = match telling {
                Telling::Silent(..) => from,
                Telling::Other { candidates, .. } => *candidates as usize,
            };
            let candidates = self.candidates.get(from..to).unwrap_or_default();
            from = to;
            (*telling, candidates)
        })
    }
}

/// The fields of one regular record after another of a text. What was looked at once is known.
#[derive(Debug)]
pub struct Scanned<'b> {
    text: &'b [u8],
    /// A bit for each key whose field is in `views`.
    known: Cell<u64>,
    views: [Cell<View<'b>>; KEYS],
    /// The same for paths inside fields.
    known_inside: Cell<u64>,
    inside: [Cell<Option<View<'b>>>; KEYS],
    /// The members of objects that were looked into.
    opened: RefCell<Opened<'b>>,
}

/// The record at hand.
#[derive(Clone, Copy, Debug)]
pub struct At<'s, 'b, 'r> {
    fields: &'s Scanned<'b>,
    record: Record<'r>,
}

/// The fields of a record by the names of an index's table.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'s, 'b, 'r> {
    pub record: At<'s, 'b, 'r>,
    /// The scanner's key of each name.
    pub keys: &'s [usize],
}

impl<'b> Scanned<'b> {
    /// For records of `text`.
    pub fn new(text: &'b [u8]) -> Scanned<'b> {
        Scanned {
            text,
            known: Cell::new(0),
            views: [const { Cell::new(View::Unknown) }; KEYS],
            known_inside: Cell::new(0),
            inside: [const { Cell::new(None) }; KEYS],
            opened: RefCell::default(),
        }
    }

    /// Goes on to a record.
    pub fn go_to<'r>(&mut self, record: Record<'r>) -> At<'_, 'b, 'r> {
        self.known.set(0);
        self.known_inside.set(0);
        self.opened.get_mut().clear();
        At { fields: self, record }
    }
}

impl<'b> At<'_, 'b, '_> {
    #[inline]
    fn key(&self, key: usize) -> View<'b> {
        let Scanned { known, views, .. } = self.fields;
        let Some(kept) = views.get(key) else { return View::Unknown };
        if known.get() >> key & 1 == 0 {
            known.set(known.get() | 1 << key);
            kept.set(self.look(key));
        }
        kept.get()
    }

    fn look(&self, key: usize) -> View<'b> {
        let value = self.record.value(self.fields.text, key);
        value.map_or(View::MISSING, |json| view(json, self.record.is_plain()))
    }
}

impl Ends for At<'_, '_, '_> {
    fn value(&self, text: &[u8]) -> Option<usize> {
        let at = text.as_ptr().addr().checked_sub(self.fields.text.as_ptr().addr())?;
        self.record.value_end(self.fields.text, at)?.checked_sub(at)
    }

    fn is_plain(&self) -> bool {
        self.record.is_plain()
    }
}

impl<'b> Fields<'b> for Asked<'_, 'b, '_> {
    #[inline]
    fn field(&self, name: usize) -> View<'b> {
        self.keys.get(name).map_or(View::Unknown, |key| self.record.key(*key))
    }

    fn inside(&self, path: usize) -> Option<Option<View<'b>>> {
        let Scanned { known_inside, inside, .. } = self.record.fields;
        let kept = inside.get(path).filter(|_| known_inside.get() >> path & 1 != 0);
        kept.map(Cell::get)
    }

    fn member(&self, json: &'b [u8], name: &str) -> Member<'b> {
        self.record.fields.opened.borrow_mut().member(json, name, &self.record)
    }

    fn is_plain(&self) -> bool {
        self.record.is_plain()
    }

    fn keep_inside(&self, path: usize, view: Option<View<'b>>) {
        let Scanned { known_inside, inside, .. } = self.record.fields;
        if let Some(kept) = inside.get(path) {
            known_inside.set(known_inside.get() | 1 << path);
            kept.set(view);
        }
    }
}

impl<'b> Look<'b> for Asked<'_, 'b, '_> {
    fn field(&self, place: usize) -> View<'b> {
        Fields::field(self, place)
    }

    fn member(&self, place: usize, name: &str) -> View<'b> {
        let View::Object(Inside::Raw(json)) = Fields::field(self, place) else { return View::Unknown };
        match Fields::member(self, json, name) {
            Member::Found(json) => view(json, self.is_plain()),
            Member::Missing => View::MISSING,
            Member::Unclear => View::Unknown,
        }
    }
}

impl Sure {
    fn is_type_of(&self, record: At<'_, '_, '_>) -> bool {
        (self.told.is)(&Asked { record, keys: &self.telling })
            && self.foreign.iter().all(|key| matches!(record.key(*key), View::Of(Kinds::MISSING)))
    }
}

impl OfType {
    /// For the fields that `index` asks for; `None`: they are too many.
    fn new(told: &'static logs::Sure, index: &Index) -> Option<OfType> {
        let mut keys = Vec::new();
        let asked = index.table(Some(told.log_type.name)).names();
        let [telling, foreign, asked] = [told.keys, &told.foreign(), asked].map(|names| places(&mut keys, names));
        let scanner = Scanner::new(Keys::new(&keys)?);
        let sure = Sure { told, table: index.number(Some(told.log_type.name)), telling, foreign, asked };
        let signs = told.keys.iter().map(|key| Finder::new(&format!("\"{key}\"")).into_owned()).collect();
        Some(OfType { scanner, sure, signs })
    }
}

impl Scan {
    /// For the fields that `index` asks for.
    pub(crate) fn new(index: &Arc<Index>) -> Option<Scan> {
        let types: Vec<OfType> = SURE.iter().filter_map(|told| OfType::new(told, index)).collect();
        let scan = Scan { index: Arc::clone(index), types, current: 0, memory: Records::new() };
        Some(scan).filter(|scan| !scan.types.is_empty())
    }

    /// Guesses of which type the records of the text are, by how it begins: whether the type is another than it was.
    fn guess(&mut self, text: &[u8]) -> bool {
        let head = text.get(..HEAD).unwrap_or(text);
        let is = |of: &OfType| of.signs.iter().all(|sign| sign.find(head).is_some());
        let guessed = self.types.iter().position(is).unwrap_or(self.current);
        std::mem::replace(&mut self.current, guessed) != guessed
    }

    /// What is told of the records of a text, of which none may be larger than `limit`. `false`: it has to be read.
    pub(crate) fn tell_all(
        &mut self,
        text: &[u8],
        limit: usize,
        candidates: &mut Candidates,
        out: &mut Tellings,
    ) -> bool {
        self.tell_part(&mut Part::default(), text, true, limit, candidates, out).is_some()
    }

    /// The same of a part of a text, behind what is left of the one before: how many bytes of it are done with. `None`: from its
    /// beginning on it has to be read.
    pub(crate) fn tell_part(
        &mut self,
        part: &mut Part,
        text: &[u8],
        is_last: bool,
        limit: usize,
        candidates: &mut Candidates,
        out: &mut Tellings,
    ) -> Option<usize> {
        out.clear();
        self.guess(text);
        let Scan { index, types, current, memory } = self;
        let OfType { scanner, sure, .. } = types.get(*current)?;
        let mut scanned = Scanned::new(text);
        let mut fits = true;
        let Part { mut parts, mut between } = *part;
        // Where the gap before the next record begins.
        let mut end = parts.shape().map(|_| 0);
        let done = scanner.part(&mut parts, text, is_last, memory, |record| {
            let gap = end.unwrap_or_else(|| between.begin(text, record.start));
            between.pass(text.get(gap..record.start).unwrap_or_default());
            end = Some(record.end);
            let told = tell(index, sure, scanned.go_to(record), candidates);
            fits &= record.end - record.start <= limit && out.add(record, told, candidates);
        });
        let done = done.ok().filter(|_| fits)?;
        *part = Part { parts, between };
        Some(done)
    }

    /// What is told of the one record that `text` is.
    pub(crate) fn tell_alone(&mut self, text: &[u8], candidates: &mut Candidates) -> Told {
        match self.tell_one(text, candidates) {
            Told::Nothing if self.guess(text) => self.tell_one(text, candidates),
            told => told,
        }
    }

    fn tell_one(&mut self, text: &[u8], candidates: &mut Candidates) -> Told {
        let Scan { index, types, current, memory } = self;
        let Some(OfType { scanner, sure, .. }) = types.get(*current) else { return Told::Nothing };
        if scanner.scan(text, memory) != Ok(Shape::Objects) {
            return Told::Nothing;
        }
        match memory.get(0) {
            Some(record) if record.start == 0 && record.end == text.len() => {
                tell(index, sure, Scanned::new(text).go_to(record), candidates)
            }
            _ => Told::Nothing,
        }
    }
}

/// The place of each name among the keys, which take those that they do not have.
fn places(keys: &mut Vec<&'static str>, names: &[&'static str]) -> Vec<usize> {
    let place = |name: &&'static str| {
        keys.iter().position(|known| known == name).unwrap_or_else(|| {
            keys.push(name);
            keys.len() - 1
        })
    };
    names.iter().map(place).collect()
}

/// What is told of a record, if it is of that type.
fn tell(index: &Index, sure: &Sure, record: At<'_, '_, '_>, candidates: &mut Candidates) -> Told {
    if !record.record.regular || !sure.is_type_of(record) {
        return Told::Nothing;
    }
    let log_type = sure.told.log_type;
    index.at(sure.table).select(&Asked { record, keys: &sure.asked }, candidates);
    if candidates.is_empty() { Told::Silent(log_type) } else { Told::Asked(log_type) }
}

#[cfg(test)]
mod tests;

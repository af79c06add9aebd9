//! A record in, its log type out; or the type that it comes nearest to, and why it is none of it.
//!
//! Types are tried in the order of their penalties: a miss adds one, a hit takes all away, so that a file of one type asks
//! for that type first. That order is about speed alone. Where a type takes a record, those above it in
//! [`TYPES`], which is ordered by how much evidence a type asks for, are asked as well, and the highest that takes it
//! is the answer: what a record is never depends on what came before it.

pub mod envelope;
mod hint;
mod table;
mod text;

use event::py::dict::Dict;

pub use hint::Hints;
pub(crate) use table::Table;

use crate::logs::{Check, Context, Format, LogType, Nearness, Object, PLAIN, TYPES};

/// A type is near where at least so many hundredths of what it asks for are there.
const NEAR: u32 = 40;

/// Why a record is of no type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The type that it comes nearest to, if any.
    pub nearest: Option<&'static str>,
    /// What it lacks to be of that type, or has too much.
    pub reason: String,
}

/// What tells the types of one file's records apart. It is made anew for each file.
#[derive(Clone, Debug)]
pub struct Classifier {
    /// Indices into [`TYPES`] in the order in which they are tried, with their penalties.
    queue: [(u8, u32); TYPES.len()],
    /// What the file's lines have said of those that follow.
    context: Context,
    /// A line that goes on in the next ones.
    unfinished: Option<Unfinished>,
    /// The most bytes that one may come to.
    limit: usize,
}

/// Lines of one record, so far.
#[derive(Clone, Debug)]
struct Unfinished {
    text: String,
    /// Of the first of them.
    offset: u64,
}

/// What a line of text turned out to be.
#[derive(Debug)]
pub enum Line<'l> {
    /// An event, as the object that rules see.
    Event { log_type: &'static LogType, object: Object<'l>, offset: u64 },
    /// JSON that the line holds.
    Json(String),
    /// It says what the lines after it mean, or nothing at all.
    NoRecord,
    /// The beginning of a record, or more of one.
    Unfinished,
}

/// Lines that began a record, and that it did not end in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Of its first byte.
    pub offset: u64,
    pub text: String,
    pub refusal: Refusal,
}

impl Default for Classifier {
    fn default() -> Classifier {
        Classifier {
            queue: std::array::from_fn(|rank| (u8::try_from(rank).unwrap_or(u8::MAX), 0)),
            context: Context::default(),
            unfinished: None,
            limit: usize::MAX,
        }
    }
}

impl Classifier {
    /// For the file or object of that path or key, which says what to try first: were it wrong, it would cost time. A
    /// record of several lines may have at most `limit` bytes.
    pub fn of_path(path: &str, limit: usize) -> Classifier {
        let mut classifier = Classifier { limit, ..Classifier::default() };
        if let Some(rank) = hint::of_path(path) {
            classifier.hit(rank);
        }
        classifier
    }

    /// Has the type tried first that a user has named for the source: were it wrong, it would cost time.
    pub fn hint(&mut self, hints: &Hints, source: &str) {
        if let Some(rank) = hints.of(source) {
            self.hit(rank);
        }
    }

    /// The type that is tried first, where its lines may be told by their words, and what the file has said of them. `None` where a
    /// record was begun that the next line may go on with.
    pub(crate) fn plain(&self) -> Option<(usize, &Context)> {
        let (rank, _) = self.queue.first().filter(|_| self.unfinished.is_none())?;
        let first = TYPES.get(usize::from(*rank))?;
        let place = PLAIN.iter().position(|plain| std::ptr::eq(plain.log_type, *first))?;
        Some((place, &self.context))
    }

    /// The type that is tried first.
    pub fn first(&self) -> Option<&'static str> {
        self.queue.first().and_then(|(rank, _)| TYPES.get(usize::from(*rank))).map(|log_type| log_type.name)
    }

    /// The type of a record that is a JSON object; [`refusal`] says why it is of none.
    pub fn json(&mut self, record: &Dict<'_>) -> Option<&'static LogType> {
        let (rank, ()) = self.first_hit(|log_type| log_type.takes(record).then_some(()))?;
        self.hit(rank);
        TYPES.get(rank).copied()
    }

    /// The highest type that `takes`, by its rank, with what that gave.
    fn first_hit<T>(&self, mut takes: impl FnMut(&LogType) -> Option<T>) -> Option<(usize, T)> {
        let mut of = |rank: usize| Some((rank, takes(TYPES.get(rank)?)?));
        let hit = self.queue.iter().find_map(|(rank, _)| of(usize::from(*rank)))?;
        Some((0..hit.0).find_map(of).unwrap_or(hit))
    }

    /// Moves the type of that rank to the front, and those that were tried before it behind those that miss less.
    fn hit(&mut self, rank: usize) {
        let Some(at) = self.queue.iter().position(|(other, _)| usize::from(*other) == rank) else { return };
        if at == 0 {
            return;
        }
        for (index, (_, penalty)) in self.queue.iter_mut().enumerate().take(at + 1) {
            *penalty = if index == at { 0 } else { penalty.saturating_add(1) };
        }
        self.queue.sort_by_key(|(other, penalty)| (*penalty, usize::from(*other) != rank));
    }
}

/// The type that a record that none takes comes nearest to, of several that are as near the highest, and why it is not of
/// that type.
pub fn refusal(record: &Dict<'_>) -> Refusal {
    let mut nearest: Option<(&'static str, Nearness)> = None;
    for log_type in TYPES {
        let Format::Json(lay_down) = log_type.format else { continue };
        if let Some(found) = Check::nearness(record, lay_down)
            && found.percent >= NEAR
            && nearest.as_ref().is_none_or(|(_, best)| found.percent > best.percent)
        {
            nearest = Some((log_type.name, found));
        }
    }
    match nearest {
        Some((name, found)) => Refusal { nearest: Some(name), reason: found.reason.into_owned() },
        None => Refusal { nearest: None, reason: "it has the fields of no log type".to_owned() },
    }
}

/// The log type of a record by itself; `None` where it is none that is known.
pub fn log_type(record: &Dict<'_>) -> Option<&'static str> {
    TYPES.iter().find(|log_type| log_type.takes(record)).map(|log_type| log_type.name)
}

#[cfg(test)]
mod tests;

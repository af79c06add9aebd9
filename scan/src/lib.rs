//! The bytes of a whole log file in, its records out: where each stands, and where the values of the wanted top-level keys
//! stand in it. One pass of SIMD, chosen at run time, without an allocation for a record.
//!
//! Nothing is guessed. A file that is not laid out as one of three [`Shape`]s is [`Odd`], and a record that is unusual
//! is not [`regular`](Record::regular): an exact reader must take it then. What is found in a regular record is right
//! whenever the record is valid JSON (RFC 8259); literals and numbers are not looked at, nor are commas and colons but for those
//! before a bracket.
//!
//! ```
//! use scan::{Keys, Records, Scanner, Shape};
//!
//! let file = br#"{"Records":[{"eventName":"GetObject","n":{"eventName":1}},{"n":[2]}]}"#;
//! let keys = Keys::new(&["eventName", "n"]).expect("plain names");
//! let mut records = Records::new();
//! assert_eq!(Scanner::new(keys).scan(file, &mut records), Ok(Shape::Holder));
//!
//! let values = |key| records.iter().map(move |record| record.value(file, key)).collect::<Vec<_>>();
//! assert_eq!(values(0), [Some(&br#""GetObject""#[..]), None]);
//! assert_eq!(values(1), [Some(&br#"{"eventName":1}"#[..]), Some(b"[2]")]);
//! ```

mod exact;
mod keys;
mod layout;
mod level;
mod marks;
mod pass;
mod records;
mod simd;
mod structure;
mod words;

pub use keys::Keys;
pub use layout::{Odd, Shape};
pub use level::Level;
pub use records::{Record, Records, value_length};
pub use structure::Structure;
pub use words::{Form, Line, Quotes, Word, Words};

use marks::Marks;
use records::{Each, Sink};

/// Finds the records of files, and the values of certain keys in them.
#[derive(Clone, Debug)]
pub struct Scanner {
    keys: Keys,
    level: Level,
}

impl Scanner {
    /// With the best level of this machine.
    pub fn new(keys: Keys) -> Scanner {
        Scanner { keys, level: Level::best() }
    }

    /// `None` if this machine does not have the level.
    pub fn with_level(keys: Keys, level: Level) -> Option<Scanner> {
        level.is_available().then_some(Scanner { keys, level })
    }

    /// Finds all records of a file. `records` is cleared first; what it has allocated is used again.
    ///
    /// # Errors
    ///
    /// [`Odd`] if the file is not laid out as one of the [`Shape`]s, a bracket of it is wrong or stands where no value begins, a
    /// string does not end or has a control character, a record nests deeper than 64 levels or, where no `Records` holds them, has
    /// a `Records` itself, or if the file has more than 4 GiB. What `records` has then is of no meaning.
    pub fn scan(&self, bytes: &[u8], records: &mut Records) -> Result<Shape, Odd> {
        records.clear();
        let mut marks = std::mem::take(&mut records.marks);
        let mut parts = Parts::default();
        let done = self.run(&mut parts, bytes, true, &mut marks, records);
        records.marks = marks;
        done.and(parts.shape.ok_or(Odd { at: 0 }))
    }

    /// Hands each record of a part of a file to `tell` as soon as it has been found, while its bytes are still in the processor's
    /// caches, and gives how many bytes of the part are done with: the next one begins behind them. `parts` is what is known of the
    /// file by its parts before, and `is_last` says that it ends with this one. `memory` is cleared; what it has allocated is used
    /// again. However a file is cut, the same is told of it.
    ///
    /// # Errors
    ///
    /// As [`Scanner::scan`] has. Then nothing that was told of this part counts, and `parts` is as it was before.
    pub fn part(
        &self,
        parts: &mut Parts,
        bytes: &[u8],
        is_last: bool,
        memory: &mut Records,
        tell: impl FnMut(Record<'_>),
    ) -> Result<usize, Odd> {
        let mut marks = std::mem::take(&mut memory.marks);
        let done = self.run(parts, bytes, is_last, &mut marks, &mut Each(tell));
        memory.clear();
        memory.marks = marks;
        done
    }

    fn run(
        &self,
        parts: &mut Parts,
        bytes: &[u8],
        is_last: bool,
        marks: &mut Marks,
        sink: &mut dyn Sink,
    ) -> Result<usize, Odd> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(Odd { at: 0 });
        }
        let (shape, start) = match parts.shape {
            Some(shape) => (shape, 0),
            None if !is_last && layout::is_undecided(bytes) => return Ok(0),
            None => layout::open(bytes)?,
        };
        let is_empty = parts.shape.is_none();
        let done =
            self.level.run(pass::Task { bytes, start, shape, is_empty, is_last, keys: &self.keys, marks, sink })?;
        if done.is_empty && !is_last {
            // The next part begins as the file does: what stands before the first record is for who reads it, if it is odd.
            return Ok(0);
        }
        *parts = Parts { shape: Some(shape) };
        Ok(done.end)
    }
}

/// A file that comes in parts, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    /// Once there was a record.
    shape: Option<Shape>,
}

impl Parts {
    /// How the file is laid out; `None` as long as no record has ended.
    pub fn shape(&self) -> Option<Shape> {
        self.shape
    }
}

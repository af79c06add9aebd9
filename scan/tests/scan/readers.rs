//! The scanners of all levels, held against both plain readers: what the tests ask, and the fuzz target.

use crate::{model, oracle};
use scan::{Keys, Level, Odd, Parts, Record, Records, Scanner, Shape, Structure, value_length};

/// The wanted keys: of all lengths around the eight bytes that are hashed, and several that begin alike.
pub const WANTED: [&str; 12] = [
    "eventName",
    "eventSource",
    "eventID",
    "eventNames",
    "userIdentity",
    "id",
    "a",
    "requestParameters",
    "abcdefg",
    "abcdefgh",
    "kind of: [key]",
    "responseElementsOfManyAndLongAndLongerNamesUpToSixtyFourBytes...",
];

/// A record, with the values of the wanted keys.
#[derive(Debug, PartialEq, Eq)]
pub struct Found<'b> {
    pub start: usize,
    pub end: usize,
    pub regular: bool,
    pub values: Vec<Option<&'b [u8]>>,
}

/// Holds where values end, as a record at hand says it, against what goes byte by byte.
fn ends(record: &Record<'_>, bytes: &[u8]) {
    let text = &bytes[record.start..record.end];
    assert!(!record.is_plain() || text.is_ascii() && !text.contains(&b'\\'), "{:?}", text.escape_ascii().to_string());
    for value in (0..WANTED.len()).filter_map(|key| record.value(bytes, key)) {
        let start = value.as_ptr().addr() - bytes.as_ptr().addr();
        let end = value_length(&bytes[start..record.end]);
        assert_eq!(record.value_end(bytes, start), end.map(|end| start + end), "{:?}", text.escape_ascii().to_string());
    }
}

/// What is told of a file that comes in parts of so many bytes, each behind what is left of those before.
fn in_parts<'b>(scanner: &Scanner, records: &mut Records, bytes: &'b [u8], size: usize) -> Answer<'b> {
    let (mut parts, mut told) = (Parts::default(), Vec::new());
    let (mut from, mut to) = (0, 0);
    loop {
        to = (to + size).min(bytes.len());
        let (part, is_last) = (&bytes[from..to], to == bytes.len());
        let done = scanner.part(&mut parts, part, is_last, records, |record| {
            ends(&record, part);
            told.push(Found {
                start: from + record.start,
                end: from + record.end,
                regular: record.regular,
                values: (0..WANTED.len()).map(|key| record.value(part, key)).collect(),
            });
        })?;
        from += done;
        if is_last {
            assert_eq!(from, bytes.len(), "a file that ends is done with");
            return Ok((parts.shape().expect("it has one"), told));
        }
    }
}

pub type Answer<'b> = Result<(Shape, Vec<Found<'b>>), Odd>;

/// The scanners of all levels, which are used again and again as their caller would.
pub struct Scanners(Vec<(Level, Scanner, Records)>);

impl Scanners {
    pub fn new(wanted: &[&str]) -> Scanners {
        let keys = Keys::new(wanted).unwrap();
        let scanner = |level| (level, Scanner::with_level(keys.clone(), level).unwrap(), Records::new());
        Scanners(Level::available().map(scanner).collect())
    }

    /// What all levels answer.
    pub fn scan<'b>(&mut self, bytes: &'b [u8]) -> Answer<'b> {
        let found = |record: Record<'_>| Found {
            start: record.start,
            end: record.end,
            regular: record.regular,
            values: (0..WANTED.len()).map(|key| record.value(bytes, key)).collect(),
        };
        let mut answers = self.0.iter_mut().map(|(level, scanner, records)| {
            let answer =
                scanner.scan(bytes, records).map(|shape| (shape, records.iter().map(found).collect::<Vec<_>>()));
            for size in [bytes.len().max(1), 200, bytes.len() / 3 + 1] {
                let told = in_parts(scanner, records, bytes, size);
                let same = match (&told, &answer) {
                    // Where it is odd depends on the parts.
                    (Err(_), Err(_)) => true,
                    _ => told == answer,
                };
                let text = bytes.escape_ascii();
                assert!(same, "{told:?} in parts of {size}, {answer:?} as a whole: {text}");
            }
            (*level, answer)
        });
        let (best, answer) = answers.next().unwrap();
        for (level, other) in answers {
            assert_eq!(answer, other, "{best:?} and {level:?} of {:?}", bytes.escape_ascii().to_string());
        }
        answer
    }

    /// Holds what is found of a text's structure against a plain reader of it.
    pub fn structure(&mut self, text: &[u8]) {
        let expected = model::structure(text);
        for (level, ..) in &self.0 {
            let mut structure = Structure::with_level(*level);
            let expected = expected.as_ref().map(|(blocks, is_compact)| (&**blocks, *is_compact));
            assert_eq!(structure.find(text), expected, "{level:?} of {:?}", text.escape_ascii().to_string());
        }
    }

    /// Holds the answer against both readers. Whether the text is valid.
    pub fn check(&mut self, bytes: &[u8]) -> bool {
        let answer = self.scan(bytes);
        let text = || bytes.escape_ascii().to_string();
        match (model::read(bytes, &WANTED), &answer) {
            (Err(model::Refused::Odd), answer) => assert!(answer.is_err(), "{answer:?} of {:?}", text()),
            (Err(model::Refused::Unclear), _) => {}
            (Ok((shape, records)), answer) => {
                let (found_shape, found) = answer.as_ref().unwrap_or_else(|odd| panic!("{odd:?} of {:?}", text()));
                let found = found.iter().map(|found| (found.start, found.end, found.regular)).collect::<Vec<_>>();
                assert_eq!((*found_shape, found), (shape, records), "{:?}", text());
            }
        }
        let Some(valid) = oracle::read(bytes, &WANTED) else { return false };
        if let Ok((_, found)) = &answer {
            assert_eq!(found.len(), valid.len(), "{:?}", text());
            for (found, (range, values)) in found.iter().zip(valid) {
                assert_eq!(found.start..found.end, range, "{:?}", text());
                if found.regular {
                    assert_eq!(found.values, values, "{:?}", text());
                } else {
                    assert!(found.values.iter().all(Option::is_none));
                }
            }
        }
        true
    }
}

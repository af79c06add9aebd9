//! A seed and a size in, the text of a log file out, the same on every machine and in every run.
//!
//! A file of CloudTrail ([`Trail`]) is what AWS delivers: one line, `{"Records":[...]}`, of one account, one region and
//! five minutes. Its records are compact and have their fields in AWS's order ([`record`]). Who calls, and how often, is
//! what an organisation sees whose trail has the data events of S3, DynamoDB and Lambda: workloads and services most,
//! scanners, people, pipelines ([`caller`], [`traffic`]); what each calls, and of what size that is, stands in [`calls`].
//! The mean record is about 1.7 kB, and gzip makes an eleventh of it.
//!
//! [`Lines`] are those of other log types, more simply made.
//!
//! No rule that ships matches the ordinary records; each of the suspicious ones ([`suspicious`]) is matched by one at
//! least. All is written from AWS's documentation; no account, key, name or address is anybody's.

mod account;
mod call;
mod caller;
mod calls;
mod lines;
mod record;
mod stored;
mod suspicious;
mod template;
mod traffic;

use std::ops::Range;

use fastrand::Rng;

pub use lines::{Format, Lines};
pub use stored::gzip;

use account::Account;
use caller::Callers;
use traffic::Traffic;

/// The accounts of the organisation.
const ACCOUNTS: u64 = 8;

/// The text of a file.
#[derive(Clone, Debug)]
pub struct File {
    /// What AWS would call the file, `.json.gz` included.
    pub name: String,
    /// `{"Records":[...]}`, or a record a line.
    pub text: String,
    /// Where each record is in `text`, brackets included and line breaks not.
    pub records: Vec<Range<usize>>,
    /// How many of them are suspicious.
    pub suspicious: usize,
}

impl File {
    /// The text of each record.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.records.iter().filter_map(|range| self.text.get(range.clone()))
    }
}

/// The trail of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Trail {
    /// What all chance follows from.
    pub seed: u64,
    /// The share of suspicious records, from 0 to 1.
    pub suspicious: f64,
}

impl Trail {
    /// The `index`th file: `size` bytes, and less than a record more. It does not depend on the other files, but for the
    /// accounts, whose roles, buckets and so on are the same in all files.
    pub fn file(&self, index: u64, size: usize) -> File {
        let account = Account::new(self.seed, index % ACCOUNTS);
        let mut random = Rng::with_seed(self.seed ^ index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let callers = Callers::new(&account, &mut random);
        let mut traffic = Traffic::new(&callers, &mut random);
        let begin = index / ACCOUNTS * record::WINDOW;
        let name = record::file_name(&account, begin, &mut random);
        let mut file =
            File { name, text: String::with_capacity(size + (16 << 10)), records: Vec::new(), suspicious: 0 };
        file.text.push_str(r#"{"Records":["#);
        while file.text.len() < size {
            if !file.records.is_empty() {
                file.text.push(',');
            }
            let start = file.text.len();
            // They come nearly in the order of their times.
            let passed = record::WINDOW * start as u64 / size as u64;
            let moment = begin + (passed + random.u64(0..8)).min(record::WINDOW - 1);
            let suspicious = random.f64() < self.suspicious;
            let next = match suspicious {
                true => traffic.suspicious(&mut random),
                false => traffic.ordinary(&mut random),
            };
            record::write(&mut file.text, &mut random, &account, moment, next);
            file.records.push(start..file.text.len());
            file.suspicious += usize::from(suspicious);
        }
        file.text.push_str("]}");
        file
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const SIZE: usize = 4 << 20;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let trail = Trail { seed: 1, suspicious: 0.01 };
        let file = trail.file(3, 1 << 20);
        assert_eq!(file.text, trail.file(3, 1 << 20).text);
        assert_ne!(file.text, trail.file(4, 1 << 20).text);
        assert_ne!(file.text, Trail { seed: 2, ..trail }.file(3, 1 << 20).text);
    }

    #[test]
    fn a_file_is_what_it_says() {
        for index in 0..ACCOUNTS {
            let file = Trail { seed: index, suspicious: 0.02 }.file(index, SIZE);
            let all: Value = serde_json::from_str(&file.text).expect("it is JSON");
            let records = all["Records"].as_array().expect("an array");
            assert_eq!(records.len(), file.records.len());
            for (record, text) in records.iter().zip(file.texts()) {
                assert_eq!(serde_json::to_string(record).expect("in memory"), text, "it is compact");
                for field in ["userIdentity", "eventTime", "eventSource", "eventName", "eventID", "eventCategory"] {
                    assert!(!record[field].is_null(), "{field}: {text}");
                }
            }
            assert!((SIZE..SIZE + (32 << 10)).contains(&file.text.len()));
        }
    }

    #[test]
    fn lines_are_what_they_say() {
        for (format, fields) in [(Format::VpcFlow, 14), (Format::Alb, 0), (Format::Okta, 0)] {
            let lines = Lines { format, seed: 1, suspicious: 0.01 };
            let file = lines.file(1, 1 << 20);
            assert_eq!(file.text, lines.file(1, 1 << 20).text);
            assert_eq!(file.text.lines().count(), file.records.len() + usize::from(format == Format::VpcFlow));
            assert!(file.suspicious > 0);
            for text in file.texts() {
                assert!(fields == 0 || text.split(' ').count() == fields, "{text}");
                assert!(format != Format::Okta || serde_json::from_str::<Value>(text).is_ok(), "{text}");
            }
        }
    }

    #[test]
    fn records_are_as_large_as_real_ones_and_as_many_are_suspicious_as_asked_for() {
        let file = Trail { seed: 7, suspicious: 0.01 }.file(0, SIZE);
        let mean = file.text.len() / file.records.len();
        assert!((1600..1900).contains(&mean), "{mean} bytes");
        let per_mille = file.suspicious * 1000 / file.records.len();
        assert!((5..15).contains(&per_mille), "{per_mille} per mille");
        assert_eq!(Trail { seed: 7, suspicious: 0.0 }.file(0, SIZE).suspicious, 0);
    }
}

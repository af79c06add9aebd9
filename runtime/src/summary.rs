//! What a run came to, for the last line on stderr.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::batch::Batch;

/// Counted over all inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were opened, standard input included.
    pub files: u64,
    /// Files that could not be opened, or not be decompressed to their end.
    pub broken_files: u64,
    /// Records that were evaluated.
    pub records: u64,
    /// Of these, how many had bytes that are not UTF-8.
    pub replaced: u64,
    /// Pairs of a rule and a record that matched.
    pub matches: u64,
    /// Alerts raised: matches less what was counted on an alert.
    pub alerts: u64,
    /// Matches that an exception covers, by rule.
    pub suppressed: BTreeMap<&'static str, u64>,
    /// Said of groups that more came of: how many those were.
    pub follow_ups: u64,
    /// Exceptions out of rules' functions.
    pub rule_errors: u64,
    /// Stretches of the input that no record could be made of.
    pub unreadable: u64,
    /// How many records there were of each type, where that was asked for.
    pub types: BTreeMap<&'static str, u64>,
    /// Records that were written to the data lake; `None`: there is none.
    pub kept: Option<u64>,
    /// From the first file to the last.
    pub elapsed: Duration,
}

impl Summary {
    /// Adds what a batch counts. What its stateful rules come to is not in it, nor whether its file is broken.
    pub(crate) fn count(&mut self, batch: &Batch) {
        self.records += batch.records;
        self.replaced += batch.replaced;
        self.rule_errors += batch.rule_errors;
        self.unreadable += batch.unreadable;
        if let Some(kept) = &mut self.kept {
            *kept += batch.kept;
        }
    }

    /// Adds matches of `rules` that an exception covers.
    pub(crate) fn suppress(&mut self, rules: &[&'static str]) {
        self.matches += rules.len() as u64;
        for rule in rules {
            *self.suppressed.entry(rule).or_default() += 1;
        }
    }

    /// Adds what others have counted.
    pub fn add(&mut self, other: &Summary) {
        self.files += other.files;
        self.broken_files += other.broken_files;
        self.records += other.records;
        self.replaced += other.replaced;
        self.matches += other.matches;
        self.alerts += other.alerts;
        self.follow_ups += other.follow_ups;
        for (rule, count) in &other.suppressed {
            *self.suppressed.entry(rule).or_default() += count;
        }
        self.rule_errors += other.rule_errors;
        self.unreadable += other.unreadable;
        if let Some(kept) = other.kept {
            *self.kept.get_or_insert_default() += kept;
        }
    }

    /// Whether every byte of the input was read.
    pub fn complete(&self) -> bool {
        self.broken_files == 0 && self.unreadable == 0
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.records as f64 / self.elapsed.as_secs_f64().max(1e-3);
        let Summary { files, records, alerts, matches, rule_errors, unreadable, .. } = *self;
        write!(
            f,
            "{}, {}, {} ({}), {}, {}",
            count(files, "file"),
            count(records, "record"),
            count(alerts, "alert"),
            count(matches, "match"),
            count(rule_errors, "rule error"),
            count(unreadable, "unreadable record"),
        )?;
        let suppressed: u64 = self.suppressed.values().sum();
        if suppressed > 0 {
            write!(f, ", {} suppressed by exceptions", count(suppressed, "match"))?;
        }
        if self.follow_ups > 0 {
            write!(f, ", {}", count(self.follow_ups, "follow-up"))?;
        }
        if self.broken_files > 0 {
            write!(f, ", {}", count(self.broken_files, "broken file"))?;
        }
        if self.replaced > 0 {
            write!(f, ", {} with bytes that are not UTF-8", count(self.replaced, "record"))?;
        }
        if let Some(kept) = self.kept {
            write!(f, ", {} in the data lake", count(kept, "record"))?;
        }
        write!(f, ", {rate:.0} events/s")
    }
}

/// `1 file`, `2 files`.
fn count(n: u64, what: &str) -> String {
    let plural = match n {
        1 => "",
        _ if what.ends_with("ch") => "es",
        _ => "s",
    };
    format!("{n} {what}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_something_is_not_said_as_many() {
        let one = Summary {
            files: 1,
            records: 2,
            alerts: 1,
            matches: 1,
            elapsed: Duration::from_secs(1),
            ..Summary::default()
        };
        let said = "1 file, 2 records, 1 alert (1 match), 0 rule errors, 0 unreadable records, 2 events/s";
        assert_eq!(one.to_string(), said);
        let more = Summary { matches: 20, unreadable: 1, broken_files: 1, replaced: 1, kept: Some(2), ..one.clone() };
        let said = "1 file, 2 records, 1 alert (20 matches), 0 rule errors, 1 unreadable record, 1 broken file, \
                    1 record with bytes that are not UTF-8, 2 records in the data lake, 2 events/s";
        assert_eq!(more.to_string(), said);
        let more = Summary { follow_ups: 2, suppressed: BTreeMap::from([("a", 1), ("b", 2)]), ..one.clone() };
        let said = "1 file, 2 records, 1 alert (1 match), 0 rule errors, 0 unreadable records, \
                    3 matches suppressed by exceptions, 2 follow-ups, 2 events/s";
        assert_eq!(more.to_string(), said);
    }
}

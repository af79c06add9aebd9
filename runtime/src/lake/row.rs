//! A record and what iota found in it: a row of the lake.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::alert::About;
use crate::json::Text;

/// A record of a source object.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    pub log_type: &'static str,
    pub about: &'r About,
    /// As the vendor sent it, without white space between its tokens: a JSON object on one line.
    pub text: &'r str,
    /// Which of the object's readable records, from 0.
    pub record: u64,
    /// When iota read it.
    pub parsed: Timestamp,
}

/// The columns that iota adds. Their names begin with `iota_`.
#[derive(Serialize, Debug)]
pub(super) struct Columns<'r> {
    pub iota_log_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_text")]
    pub iota_event_time: Option<Timestamp>,
    #[serde(serialize_with = "text")]
    pub iota_parse_time: Timestamp,
    /// The same for a record whenever it is read.
    pub iota_row_id: String,
    pub iota_source: Text<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iota_actor: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iota_source_ip: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iota_action: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iota_outcome: Option<&'static str>,
}

impl<'r> Columns<'r> {
    /// Those of a row of `source`, whose identity is `id`.
    pub(super) fn of(row: &Row<'r>, source: &'r str, id: &str) -> Columns<'r> {
        let text = |text: &'r Option<String>| text.as_deref().map(Text);
        let about = row.about;
        Columns {
            iota_log_type: row.log_type,
            iota_event_time: about.time,
            iota_parse_time: row.parsed,
            iota_row_id: format!("{id}-{}", row.record),
            iota_source: Text(source),
            iota_actor: text(&about.actor),
            iota_source_ip: text(&about.source_ip),
            iota_action: text(&about.action),
            iota_outcome: about.outcome.map(|outcome| outcome.name()),
        }
    }
}

/// A time as RFC 3339 has it.
fn text<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

fn optional_text<S: Serializer>(time: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => text(time, serializer),
        None => serializer.serialize_none(),
    }
}

/// The partition that a row belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Partition {
    pub log_type: &'static str,
    /// Hours since 1970. A record that says no time, or one before 1970, is of hour 0: to be found again, and the same
    /// whenever it is read.
    hour: i64,
}

/// Beyond the year 2199 a time is a mistake or mischief, and partitions are projected up to there.
const LAST_HOUR: i64 = 2_016_143;

/// What the rows and files of a source are known by, whose `identity` is no other's: 64 bits of SHA-256, hexadecimal.
pub(super) fn source_id(identity: &[u8]) -> String {
    Sha256::digest(identity).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl Partition {
    pub(super) fn of(row: &Row<'_>) -> Partition {
        let hour = row.about.time.map_or(0, |time| time.as_second().div_euclid(3600));
        let hour = if (0..=LAST_HOUR).contains(&hour) { hour } else { 0 };
        Partition { log_type: row.log_type, hour }
    }

    /// Hours since 1970.
    pub(super) fn hour(self) -> i64 {
        self.hour
    }

    /// `logs/<log type>/year=.../month=.../day=.../hour=...`.
    pub(super) fn folder(&self) -> String {
        let start = Timestamp::from_second(self.hour * 3600).unwrap_or_default();
        let start = Offset::UTC.to_datetime(start);
        let (year, month, day, hour) = (start.year(), start.month(), start.day(), start.hour());
        format!("logs/{}/year={year}/month={month:02}/day={day:02}/hour={hour:02}", self.log_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(time: Option<&str>) -> String {
        let time = time.map(|time| time.parse().expect("a time"));
        let about = About { time, ..About::default() };
        let row =
            Row { log_type: "AWS.CloudTrail", about: &about, text: "{}", record: 0, parsed: Timestamp::UNIX_EPOCH };
        Partition::of(&row).folder()
    }

    #[test]
    fn a_partition_is_an_hour_of_event_time() {
        let at = |time| folder(Some(time));
        assert_eq!(at("2026-03-01T09:59:59.999Z"), "logs/AWS.CloudTrail/year=2026/month=03/day=01/hour=09");
        assert_eq!(at("2026-03-01T00:30:00+02:00"), "logs/AWS.CloudTrail/year=2026/month=02/day=28/hour=22");
        assert_eq!(at("2199-12-31T23:00:00Z"), "logs/AWS.CloudTrail/year=2199/month=12/day=31/hour=23");
    }

    #[test]
    fn what_has_no_sane_time_is_kept_in_the_first_hour() {
        let first = "logs/AWS.CloudTrail/year=1970/month=01/day=01/hour=00";
        assert_eq!(folder(None), first);
        assert_eq!(folder(Some("1969-12-31T23:59:59Z")), first);
        assert_eq!(folder(Some("2200-01-01T00:00:00Z")), first);
    }
}

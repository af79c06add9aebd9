//! What `iota classify` prints of a record: one line.

use serde::Serialize;

use crate::alert::About;
use crate::classify::Refusal;
use crate::json::{Raw, Text};
use crate::logs::Outcome;
use crate::pipeline::Show;
use crate::progress::shown;

/// A record, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct Place<'m> {
    pub file: &'m str,
    /// Of its first byte, in the decompressed file. What a string held has that of the string.
    pub offset: u64,
}

#[derive(Serialize)]
struct Known<'m> {
    file: &'m str,
    offset: u64,
    log_type: Option<&'m str>,
    event_time: Option<String>,
    actor: Option<Text<'m>>,
    source_ip: Option<Text<'m>>,
    action: Option<Text<'m>>,
    outcome: Option<&'static str>,
    status: Option<Text<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Raw<'m>>,
}

#[derive(Serialize)]
struct Unknown<'m> {
    file: &'m str,
    offset: u64,
    log_type: Option<&'m str>,
    nearest: Option<&'m str>,
    reason: Text<'m>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Raw<'m>>,
}

/// The line of a record whose type is known; `record` is compact JSON.
pub(crate) fn known(show: Show, place: Place<'_>, about: &About, record: &str) -> String {
    let Place { file, offset } = place;
    let About { log_type, time, actor, source_ip, action, outcome, status } = about;
    let time = time.map(|time| time.to_string());
    match show {
        Show::Json { records } => {
            let line = Known {
                file,
                offset,
                log_type: *log_type,
                event_time: time,
                actor: actor.as_deref().map(Text),
                source_ip: source_ip.as_deref().map(Text),
                action: action.as_deref().map(Text),
                outcome: outcome.map(Outcome::name),
                status: status.as_deref().map(Text),
                record: records.then_some(Raw(record)),
            };
            sonic_rs::to_string(&line).unwrap_or_default()
        }
        Show::Text => {
            let word = |text: Option<&str>| text.map_or("-".to_owned(), shown);
            let words = [
                word(*log_type),
                word(time.as_deref()),
                word(actor.as_deref()),
                word(source_ip.as_deref()),
                word(action.as_deref()),
                word(outcome.map(Outcome::name)),
                word(status.as_deref()),
            ];
            format!("{}:{offset}  {}", shown(file), words.join("  "))
        }
    }
}

/// The line of a record of no type, or of what is no record; then there is no JSON of it.
pub(crate) fn unknown(show: Show, place: Place<'_>, refusal: &Refusal, record: Option<&str>) -> String {
    let Place { file, offset } = place;
    match show {
        Show::Json { records } => {
            let record = record.filter(|_| records).map(Raw);
            let reason = Text(&refusal.reason);
            let line = Unknown { file, offset, log_type: None, nearest: refusal.nearest, reason, record };
            sonic_rs::to_string(&line).unwrap_or_default()
        }
        Show::Text => {
            let nearest = refusal.nearest.map_or(String::new(), |nearest| format!(", nearest {nearest}"));
            format!("{}:{offset}  of no log type{nearest}: {}", shown(file), shown(&refusal.reason))
        }
    }
}

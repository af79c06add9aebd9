//! A record in, the name of its log type out.

use event::Value;
use event::py::dict::Dict;

/// AWS CloudTrail's events.
pub const CLOUDTRAIL: &str = "AWS.CloudTrail";

/// The log type of a record; `None` where it is none that is known.
///
/// CloudTrail: the event's name, and one of the fields that every version of its record has, as its documentation's
/// "CloudTrail record contents" lists them.
pub fn log_type(record: &Dict<'_>) -> Option<&'static str> {
    let has = |key| record.get_str(key).is_some();
    let named = matches!(record.get_str("eventName"), Some(Value::Str(_)));
    (named && (has("eventSource") || has("userIdentity") || has("eventVersion"))).then_some(CLOUDTRAIL)
}

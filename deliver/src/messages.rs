//! What topics of SNS and queues of SQS have in common: messages with attributes, ten to a request, and why they are refused.

use std::ops::Range;

use aws_sdk_sqs::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

use crate::alert::Alert;
use crate::output::Refusal;
use crate::text;

/// Bytes of a request, be it one message or ten: the quota of a topic, and of queues unless they were given more.
pub const SIZE: usize = 256 << 10;

/// Bytes of it that are left for attributes and what stands around the messages.
const AROUND: usize = 8 << 10;

/// Messages of a request.
pub const MOST: usize = 10;

/// Characters of an attribute's value.
const VALUE: usize = 256;

/// Codes of errors that are about the message and not about who sends it, and where: SNS and SQS have a few each.
const ABOUT_THE_MESSAGE: [&str; 5] = [
    "InvalidParameter",
    "InvalidParameterValue",
    "ParameterValueInvalid",
    "InvalidMessageContents",
    "InvalidBatchEntryId",
];

/// The bytes that a message itself may have.
pub const ROOM: usize = SIZE - AROUND;

/// What clients at `place` are made with.
///
/// # Errors
/// Where AWS cannot be asked yet.
pub async fn config(place: &aws::Place) -> Result<aws::SdkConfig, Refusal> {
    aws::config(place).await.map_err(|e| Refusal::down(e.to_string()))
}

/// What subscribers filter by; no value is empty, for none may be.
pub fn attributes(alert: &Alert) -> Vec<(&'static str, String)> {
    let all = [
        ("severity", Some(alert.severity.name())),
        ("rule_id", Some(alert.rule_id.as_str())),
        ("event_name", alert.action.as_deref()),
        ("log_type", alert.log_type.as_deref()),
        ("account", alert.account()),
    ];
    let shown = |value: &str| text::cut(&text::line(value), VALUE);
    let known = all.into_iter().filter_map(|(name, value)| Some((name, shown(value?))));
    known.filter(|(_, value)| !value.is_empty()).collect()
}

/// Attributes as people may see them, a line each.
pub fn shown(attributes: &[(&'static str, String)]) -> String {
    attributes.iter().map(|(name, value)| format!("{name}: {value}\n")).collect()
}

/// A message that cannot be made as the service wants it.
pub fn never(e: impl std::fmt::Display) -> Refusal {
    Refusal::Never { why: e.to_string() }
}

/// Messages of these sizes in as few requests as they fit in, in their order.
pub fn requests(sizes: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut requests: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (n, size) in sizes.into_iter().enumerate() {
        let size = size + AROUND / MOST;
        match requests.last_mut() {
            Some(last) if last.len() < MOST && bytes + size <= SIZE => last.end = n + 1,
            _ => {
                requests.push(n..n + 1);
                bytes = 0;
            }
        }
        bytes += size;
    }
    requests
}

/// What the error `code` means; of what has none, nobody answered.
pub fn refusal(code: Option<&str>, why: &str) -> Refusal {
    let why = text::shortened(&text::line(why), 300);
    match code {
        Some(code) if ABOUT_THE_MESSAGE.contains(&code) => Refusal::Never { why },
        Some("InternalError" | "InternalFailure" | "InternalErrorException") => Refusal::Failed { why },
        _ => Refusal::down(why),
    }
}

/// What the failure of a request means.
pub fn refused<E, R>(error: &SdkError<E, R>) -> Refusal
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug,
{
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
    refusal(code, &DisplayErrorContext(error).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_messages_make_a_request_unless_they_are_long() {
        assert_eq!(requests([100; 25]), [0..10, 10..20, 20..25]);
        assert_eq!(requests([100 << 10; 5]), [0..2, 2..4, 4..5]);
        assert_eq!(requests([ROOM, ROOM, 1, 1]), [0..1, 1..4]);
        assert_eq!(requests([]), []);
    }

    #[test]
    fn a_message_is_given_up_for_what_is_wrong_with_it_alone() {
        assert!(matches!(refusal(Some("InvalidParameterValue"), "too long"), Refusal::Never { .. }));
        for code in
            ["AccessDenied", "KMS.AccessDeniedException", "AWS.SimpleQueueService.NonExistentQueue", "Throttling"]
        {
            assert!(matches!(refusal(Some(code), "no"), Refusal::Down { .. }), "{code}");
        }
        assert!(matches!(refusal(Some("InternalError"), "oops"), Refusal::Failed { .. }));
        assert_eq!(refusal(None, "nobody\nanswers"), Refusal::down("nobody answers"));
    }
}

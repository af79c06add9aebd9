//! What a topic wraps around a message without raw delivery:
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html>.
//!
//! Signatures are not checked: who may send to the queue is said by the queue's policy, for every kind of body.

use crate::Nothing;
use crate::error::{Error, excerpt};
use crate::json::Members;

/// What a topic says.
pub(crate) enum Said {
    /// The text that was published.
    Message(String),
    Nothing(Nothing),
}

/// Opens the wrapper; `None` where `members` is none.
pub(crate) fn open(members: &Members<'_>) -> Result<Option<Said>, Error> {
    // A record may have a `Type` of its own.
    let (Some(kind), true) = (members.string("Type"), members.get("TopicArn").is_some()) else { return Ok(None) };
    let topic = || members.string("TopicArn");
    Ok(Some(match kind.as_str() {
        "Notification" => {
            Said::Message(members.string("Message").ok_or_else(|| Error::missing("SNS's notification", "Message"))?)
        }
        "SubscriptionConfirmation" => Said::Nothing(Nothing::SubscriptionConfirmation { topic: topic() }),
        "UnsubscribeConfirmation" => Said::Nothing(Nothing::UnsubscribeConfirmation { topic: topic() }),
        other => {
            return Err(Error::Unexpected {
                found: format!("a message of SNS of type `{}`", excerpt(other)),
                expected: "`Notification`, `SubscriptionConfirmation` or `UnsubscribeConfirmation`",
            });
        }
    }))
}

//! The queue: messages out of it, and word back of what became of each.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::{BuildError, DisplayErrorContext};
use aws_sdk_sqs::types::{
    ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, Message as Received,
    MessageSystemAttributeName, QueueAttributeName,
};
use sonic_rs::JsonValueTrait;

/// What one request may have.
pub const BATCH: usize = 10;

/// A message, until it is deleted or left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub id: String,
    /// What it is deleted by.
    pub receipt: String,
    pub body: String,
    /// How often it was received, this time included.
    pub received: u32,
    /// When it was sent, in milliseconds since 1970.
    pub sent: Option<i64>,
}

/// What there is to know of a queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Measured {
    pub visible: u64,
    pub hidden: u64,
    /// How often a message is received before it goes to the dead letters; `None`: there are none.
    pub receives: Option<u32>,
}

/// A request that failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl Error {
    fn of(e: impl std::error::Error) -> Error {
        Error(DisplayErrorContext(e).to_string())
    }
}

impl From<BuildError> for Error {
    fn from(e: BuildError) -> Error {
        Error(e.to_string())
    }
}

/// A queue, and which of its messages are in hand.
#[derive(Clone, Debug)]
pub struct Queue {
    client: Client,
    url: String,
    visibility: Duration,
    wait: Duration,
    /// By receipt.
    in_hand: Arc<Mutex<HashSet<String>>>,
}

impl Queue {
    /// The queue at `url`. Its messages are hidden from others for `visibility` at a time; a request waits for one for
    /// `wait`, whole seconds up to 20.
    pub fn new(client: Client, url: String, visibility: Duration, wait: Duration) -> Queue {
        Queue { client, url, visibility, wait, in_hand: Arc::default() }
    }

    /// Its name, with which its URL ends.
    pub fn name(&self) -> &str {
        self.url.rsplit('/').next().unwrap_or_default()
    }

    /// Up to `most` messages, of at most [`BATCH`]. They are hidden from others as long as they are in hand.
    ///
    /// # Errors
    /// Where the queue cannot be asked.
    pub async fn receive(&self, most: usize) -> Result<Vec<Message>, Error> {
        let messages = self.ask(most.clamp(1, BATCH), self.wait, self.visibility).await?;
        let mut in_hand = self.in_hand();
        for message in &messages {
            in_hand.insert(message.receipt.clone());
        }
        Ok(messages)
    }

    /// Some of the messages, which stay where they are.
    ///
    /// # Errors
    /// Where the queue cannot be asked.
    pub async fn peek(&self) -> Result<Vec<Message>, Error> {
        self.ask(BATCH, Duration::ZERO, Duration::ZERO).await
    }

    async fn ask(&self, most: usize, wait: Duration, hidden: Duration) -> Result<Vec<Message>, Error> {
        let request = self.client.receive_message().queue_url(&self.url).max_number_of_messages(most as i32);
        let request = request.wait_time_seconds(wait.as_secs() as i32).visibility_timeout(hidden.as_secs() as i32);
        let request = request
            .message_system_attribute_names(MessageSystemAttributeName::ApproximateReceiveCount)
            .message_system_attribute_names(MessageSystemAttributeName::SentTimestamp);
        let messages = request.send().await.map_err(Error::of)?.messages.unwrap_or_default();
        Ok(messages.into_iter().filter_map(message).collect())
    }

    /// Deletes messages; those that could not be.
    ///
    /// # Errors
    /// Where none could be, for the request failed.
    pub async fn delete(&self, receipts: &[String]) -> Result<Vec<String>, Error> {
        let entries = receipts.iter().enumerate().map(|(n, receipt)| {
            DeleteMessageBatchRequestEntry::builder().id(n.to_string()).receipt_handle(receipt).build()
        });
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let request = self.client.delete_message_batch().queue_url(&self.url).set_entries(Some(entries));
        let failed = request.send().await.map_err(Error::of)?.failed;
        let failed = failed.iter().filter_map(|entry| receipts.get(entry.id.parse::<usize>().ok()?).cloned());
        Ok(failed.collect())
    }

    /// The message is in hand no more: it was deleted, or is to be received again.
    pub fn forget(&self, receipt: &str) {
        self.in_hand().remove(receipt);
    }

    /// Has a message received again, `after` a while.
    ///
    /// # Errors
    /// Where the queue cannot be asked; then it is received again once it is not hidden any more.
    pub async fn leave(&self, receipt: &str, after: Duration) -> Result<(), Error> {
        self.forget(receipt);
        self.hide(&[receipt.to_owned()], after).await
    }

    /// Keeps the messages in hand hidden from others, until this is dropped.
    pub async fn keep_hidden(&self) {
        loop {
            tokio::time::sleep(self.visibility / 3).await;
            let receipts: Vec<String> = self.in_hand().iter().cloned().collect();
            for receipts in receipts.chunks(BATCH) {
                if let Err(e) = self.hide(receipts, self.visibility).await {
                    tracing::warn!("messages in hand cannot be kept hidden, and may be received a second time: {e}");
                }
            }
        }
    }

    /// Gives all messages in hand back to whoever asks next.
    pub async fn leave_all(&self) {
        let receipts: Vec<String> = std::mem::take(&mut *self.in_hand()).into_iter().collect();
        for receipts in receipts.chunks(BATCH) {
            if let Err(e) = self.hide(receipts, Duration::ZERO).await {
                tracing::warn!("messages in hand cannot be given back: {e}");
            }
        }
    }

    /// What there is to know of it.
    ///
    /// # Errors
    /// Where the queue cannot be asked.
    pub async fn measure(&self) -> Result<Measured, Error> {
        let names = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
            QueueAttributeName::RedrivePolicy,
        ];
        let request = self.client.get_queue_attributes().queue_url(&self.url);
        let request = request.set_attribute_names(Some(names.to_vec()));
        let attributes = request.send().await.map_err(Error::of)?.attributes.unwrap_or_default();
        let [visible, hidden, policy] = names.map(|name| attributes.get(&name).map(String::as_str));
        let number = |text: Option<&str>| text.and_then(|n| n.parse().ok()).unwrap_or_default();
        Ok(Measured { visible: number(visible), hidden: number(hidden), receives: policy.and_then(receives) })
    }

    async fn hide(&self, receipts: &[String], how_long: Duration) -> Result<(), Error> {
        let seconds = how_long.as_secs() as i32;
        let entries = receipts.iter().enumerate().map(|(n, receipt)| {
            let entry = ChangeMessageVisibilityBatchRequestEntry::builder().id(n.to_string());
            entry.receipt_handle(receipt).visibility_timeout(seconds).build()
        });
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let request = self.client.change_message_visibility_batch().queue_url(&self.url).set_entries(Some(entries));
        // Of those that fail, another has the message, or it was deleted meanwhile.
        request.send().await.map(drop).map_err(Error::of)
    }

    fn in_hand(&self) -> MutexGuard<'_, HashSet<String>> {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How often a message is received before it goes to the dead letters, as a redrive policy says it.
fn receives(policy: &str) -> Option<u32> {
    let policy: sonic_rs::Value = sonic_rs::from_str(policy).ok()?;
    let count = policy.get("maxReceiveCount")?;
    count.as_u64().and_then(|count| u32::try_from(count).ok()).or_else(|| count.as_str()?.parse().ok())
}

fn message(received: Received) -> Option<Message> {
    let attribute = |name| received.attributes.as_ref().and_then(|all| all.get(&name));
    let times = attribute(MessageSystemAttributeName::ApproximateReceiveCount).and_then(|times| times.parse().ok());
    let sent = attribute(MessageSystemAttributeName::SentTimestamp).and_then(|sent| sent.parse().ok());
    Some(Message {
        id: received.message_id.unwrap_or_default(),
        receipt: received.receipt_handle?,
        body: received.body.unwrap_or_default(),
        received: times.unwrap_or(1),
        sent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redrive_policy_says_when() {
        assert_eq!(receives(r#"{"deadLetterTargetArn":"arn:aws:sqs:r:1:d","maxReceiveCount":"3"}"#), Some(3));
        assert_eq!(receives(r#"{"maxReceiveCount":1000}"#), Some(1000));
        assert_eq!(receives("{}").or_else(|| receives("x")), None);
    }
}

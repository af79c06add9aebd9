//! Queues of SQS: each alert is a message, as JSON, with attributes.

use std::borrow::Cow;

use async_trait::async_trait;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{MessageAttributeValue, SendMessageBatchRequestEntry};
use tokio::sync::OnceCell;

use crate::alert::Alert;
use crate::messages::{self, attributes, never, refused};
use crate::output::{Batch, Output, Refusal, Sent};
use crate::secret::Secret;

/// A queue.
#[derive(Debug)]
pub struct Queue {
    place: aws::Place,
    url: String,
    client: OnceCell<Client>,
}

impl Queue {
    /// The queue at `url`. Credentials are looked for once something is sent.
    pub fn new(place: aws::Place, url: String) -> Queue {
        Queue { place, url, client: OnceCell::new() }
    }

    async fn client(&self) -> Result<&Client, Refusal> {
        self.client.get_or_try_init(|| async { Ok(Client::new(&messages::config(&self.place).await?)) }).await
    }

    /// What one alert is in a batch, under the id `n`.
    fn entry(&self, n: usize, alert: &Alert, body: Cow<'_, str>) -> Result<SendMessageBatchRequestEntry, Refusal> {
        let mut entry = SendMessageBatchRequestEntry::builder().id(n.to_string()).message_body(body);
        for (name, value) in attributes(alert) {
            let value = MessageAttributeValue::builder().data_type("String").string_value(value).build();
            entry = entry.message_attributes(name, value.map_err(never)?);
        }
        if self.url.ends_with(".fifo") {
            entry = entry.message_group_id(&alert.alert_id).message_deduplication_id(alert.key());
        }
        entry.build().map_err(never)
    }
}

#[async_trait]
impl Output for Queue {
    fn batch(&self) -> Batch {
        Batch::up_to(messages::MOST)
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        let client = self.client().await?;
        let made: Vec<(&Alert, Cow<'_, str>)> =
            alerts.iter().map(|alert| (alert, alert.within(messages::ROOM))).collect();
        let requests = messages::requests(made.iter().map(|(_, body)| body.len()));
        let mut made = made.into_iter();
        let mut said = String::new();
        for request in requests {
            let entries = made.by_ref().take(request.len()).enumerate();
            let entries = entries.map(|(n, (alert, body))| self.entry(n, alert, body));
            let entries: Vec<SendMessageBatchRequestEntry> = entries.collect::<Result<_, _>>()?;
            let send = client.send_message_batch().queue_url(&self.url).set_entries(Some(entries));
            let answer = send.send().await.map_err(|e| refused(&e))?;
            if let Some(failed) = answer.failed().first() {
                let why = failed.message().unwrap_or_else(|| failed.code());
                return Err(messages::refusal(Some(failed.code()), why));
            }
            let last = answer.successful().last().map(|entry| entry.message_id());
            said = format!("message {}", last.unwrap_or_default());
        }
        Ok(Sent(said))
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        let shown = |alert: &Alert| {
            let attributes = messages::shown(&attributes(alert));
            format!("send to {}\n{attributes}\n{}\n", self.url, alert.within(messages::ROOM))
        };
        alerts.iter().map(shown).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

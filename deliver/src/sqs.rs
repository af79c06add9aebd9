//! Queues of SQS: each alert is a message, as JSON, with attributes.

use async_trait::async_trait;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{MessageAttributeValue, SendMessageBatchRequestEntry};
use tokio::sync::OnceCell;

use crate::alert::Alert;
use crate::messages::{self, attributes, refused};
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
        let connect = || async { Ok::<_, aws::Error>(Client::new(&aws::config(&self.place).await?)) };
        self.client.get_or_try_init(connect).await.map_err(|e| Refusal::down(e.to_string()))
    }

    /// What one alert is in a batch, under the id `n`.
    fn entry(&self, n: usize, alert: &Alert) -> Result<SendMessageBatchRequestEntry, Refusal> {
        let never = |e: aws_sdk_sqs::error::BuildError| Refusal::Never { why: e.to_string() };
        let body = alert.within(messages::room());
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
        let mut said = String::new();
        for request in messages::requests(alerts.iter().map(|alert| alert.within(messages::room()).len())) {
            let entries = alerts.iter().take(request.end).skip(request.start).enumerate();
            let entries: Vec<SendMessageBatchRequestEntry> =
                entries.map(|(n, alert)| self.entry(n, alert)).collect::<Result<_, _>>()?;
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
            let attributes: String =
                attributes(alert).iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
            format!("send to {}\n{attributes}\n{}\n", self.url, alert.within(messages::room()))
        };
        alerts.iter().map(shown).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

//! Topics of SNS: mail and short messages in words, everything else as JSON, with attributes that subscriptions filter by.

use async_trait::async_trait;
use aws_sdk_sns::Client;
use aws_sdk_sns::types::{MessageAttributeValue, PublishBatchRequestEntry};
use serde::Serialize;
use tokio::sync::OnceCell;

use crate::alert::Alert;
use crate::messages::{self, attributes, never, refused};
use crate::output::{Batch, Output, Refusal, Sent};
use crate::secret::Secret;
use crate::{mail, text};

/// Characters of a subject, which are ASCII.
const SUBJECT: usize = 100;

/// Characters of a short message.
const SHORT: usize = 140;

/// Characters of a mail.
const MAIL: usize = 8000;

/// A topic.
#[derive(Debug)]
pub struct Topic {
    place: aws::Place,
    arn: String,
    client: OnceCell<Client>,
}

/// A message: `MessageStructure` `json`, so that each protocol has its own.
struct Message {
    subject: String,
    text: String,
    attributes: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct Protocols<'a> {
    default: &'a str,
    email: &'a str,
    sms: &'a str,
}

impl Topic {
    /// The topic `arn`. Credentials are looked for once something is sent.
    pub fn new(place: aws::Place, arn: String) -> Topic {
        Topic { place, arn, client: OnceCell::new() }
    }

    async fn client(&self) -> Result<&Client, Refusal> {
        self.client.get_or_try_init(|| async { Ok(Client::new(&messages::config(&self.place).await?)) }).await
    }

    /// What one alert is in a batch, under the id `n`.
    fn entry(&self, n: usize, alert: &Alert, message: Message) -> Result<PublishBatchRequestEntry, Refusal> {
        let mut entry = PublishBatchRequestEntry::builder()
            .id(n.to_string())
            .subject(message.subject)
            .message(message.text)
            .message_structure("json");
        for (name, value) in message.attributes {
            let value = MessageAttributeValue::builder().data_type("String").string_value(value).build();
            entry = entry.message_attributes(name, value.map_err(never)?);
        }
        if self.arn.ends_with(".fifo") {
            entry = entry.message_group_id(&alert.alert_id).message_deduplication_id(alert.key());
        }
        entry.build().map_err(never)
    }
}

impl Message {
    fn of(alert: &Alert) -> Message {
        let subject = mail::subject(std::slice::from_ref(alert));
        let ascii = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '?' };
        let short = text::cut(&subject, SHORT);
        let subject: String = subject.chars().map(ascii).collect();
        // As JSON in JSON a text is at most twice as long.
        let line = alert.within((messages::ROOM - 4 * MAIL) / 2);
        let mail = text::shortened(&mail::plain(std::slice::from_ref(alert)), MAIL);
        let protocols = Protocols { default: &line, email: &mail, sms: &short };
        Message {
            subject: text::shortened(&subject, SUBJECT - 2).replace('…', "..."),
            text: serde_json::to_string(&protocols).unwrap_or_default(),
            attributes: attributes(alert),
        }
    }
}

#[async_trait]
impl Output for Topic {
    fn batch(&self) -> Batch {
        Batch::up_to(messages::MOST)
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        let client = self.client().await?;
        let made: Vec<(&Alert, Message)> = alerts.iter().map(|alert| (alert, Message::of(alert))).collect();
        let requests = messages::requests(made.iter().map(|(_, message)| message.text.len()));
        let mut made = made.into_iter();
        let mut said = String::new();
        for request in requests {
            let entries = made.by_ref().take(request.len()).enumerate();
            let entries = entries.map(|(n, (alert, message))| self.entry(n, alert, message));
            let entries: Vec<PublishBatchRequestEntry> = entries.collect::<Result<_, _>>()?;
            let publish = client.publish_batch().topic_arn(&self.arn).set_publish_batch_request_entries(Some(entries));
            let answer = publish.send().await.map_err(|e| refused(&e))?;
            if let Some(failed) = answer.failed().first() {
                let why = failed.message().unwrap_or_else(|| failed.code());
                return Err(messages::refusal(Some(failed.code()), why));
            }
            let last = answer.successful().last().and_then(|entry| entry.message_id());
            said = format!("message {}", last.unwrap_or_default());
        }
        Ok(Sent(said))
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        let shown = |alert: &Alert| {
            let Message { subject, text, attributes } = Message::of(alert);
            format!("publish to {}\nsubject: {subject}\n{}\n{text}\n", self.arn, messages::shown(&attributes))
        };
        alerts.iter().map(shown).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

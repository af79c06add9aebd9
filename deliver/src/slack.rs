//! Slack, by an incoming webhook or by a bot's token and `chat.postMessage`: messages of Block Kit, in an attachment, for that
//! has a colour. The limits are those of Slack's reference of Block Kit.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::alert::Alert;
use crate::digest::Digest;
use crate::http::{Address, HeaderText, Request, Sender};
use crate::output::{Batch, Output, Refusal, Sent};
use crate::secret::Secret;
use crate::{text, tls};

/// Characters of a header.
const HEADER: usize = 150;
/// Characters of a section; what people read in a chat is less.
const SECTION: usize = 1500;
/// Characters of a field of a section, of 2,000.
const FIELD: usize = 300;
/// Fields of a section.
const FIELDS: usize = 10;
/// Characters of the text that stands for the message in a notification.
const FALLBACK: usize = 300;
/// Alerts that one message sums up.
const DIGEST: usize = 500;

/// How Slack is reached.
#[derive(Clone, Debug)]
pub enum Access {
    /// The address is the secret, and says the channel.
    Webhook(Address),
    Bot {
        api: Address,
        token: Secret,
        channel: String,
    },
}

/// A channel of Slack's.
#[derive(Debug)]
pub struct Slack {
    access: Access,
    /// Where more wait than so many, one message sums them up.
    alone: usize,
    sender: Sender,
}

#[derive(Serialize)]
struct Message {
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unfurl_links: Option<bool>,
    attachments: [Attachment; 1],
}

#[derive(Serialize)]
struct Attachment {
    color: &'static str,
    blocks: Vec<Block>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Block {
    Header {
        text: Text,
    },
    Section {
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<Text>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<Text>,
    },
    Context {
        elements: Vec<Text>,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Text {
    PlainText {
        text: String,
        emoji: bool,
    },
    /// Verbatim: names and addresses in it do not become links or mentions.
    Mrkdwn {
        text: String,
        verbatim: bool,
    },
}

#[derive(Deserialize)]
struct Answered {
    ok: bool,
    error: Option<String>,
}

impl Slack {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(access: Access, alone: usize, timeout: Duration) -> Result<Slack, tls::Error> {
        let no_ca: Option<&Path> = None;
        Ok(Slack { access, alone, sender: Sender::new(no_ca, timeout)? })
    }

    fn request(&self, alerts: &[Alert]) -> Request {
        let mut message = match alerts {
            [alert] => of_one(alert),
            alerts => of_many(alerts),
        };
        let key = alerts.first().map(Alert::key).unwrap_or_default();
        let json = |message: &Message| serde_json::to_vec(message).unwrap_or_default();
        match &self.access {
            Access::Webhook(to) => Request::json(to, &key, json(&message)),
            Access::Bot { api, token, channel } => {
                message.channel = Some(channel.clone());
                message.unfurl_links = Some(false);
                Request::json(&api.join("chat.postMessage"), &key, json(&message))
                    .with("authorization", HeaderText::Secret("Bearer ", token.clone()))
            }
        }
    }
}

#[async_trait]
impl Output for Slack {
    fn batch(&self) -> Batch {
        Batch { most: DIGEST, alone: self.alone }
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        let answer = self.sender.send(&self.request(alerts)).await?.accepted()?;
        match &self.access {
            Access::Webhook(_) => Ok(Sent(answer.shown())),
            // It says so with a status of 200.
            Access::Bot { .. } => match serde_json::from_str(&answer.body) {
                Ok(Answered { ok: true, .. }) => Ok(Sent(answer.status.to_string())),
                Ok(Answered { error, .. }) => Err(refused(&error.unwrap_or_default())),
                Err(_) => Err(Refusal::Failed { why: answer.shown() }),
            },
        }
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        self.request(alerts).shown()
    }

    fn secrets(&self) -> Vec<Secret> {
        match &self.access {
            Access::Webhook(to) => to.secrets(),
            Access::Bot { token, .. } => vec![token.clone()],
        }
    }
}

/// What an error of `chat.postMessage` means: few are about the message, the others about who sends it and where.
fn refused(error: &str) -> Refusal {
    let why = format!("Slack says `{}`", text::shortened(&text::line(error), 100));
    match error {
        "invalid_blocks"
        | "invalid_blocks_format"
        | "invalid_attachments"
        | "msg_too_long"
        | "no_text"
        | "too_many_attachments"
        | "msg_blocks_too_long"
        | "invalid_arguments"
        | "invalid_json" => Refusal::Never { why },
        "internal_error" | "fatal_error" => Refusal::Failed { why },
        _ => Refusal::Down { after: None, why },
    }
}

fn of_one(alert: &Alert) -> Message {
    let headline = format!("[{}] {}", alert.severity, alert.headline());
    let mut blocks = vec![header(&headline)];
    let facts = alert.facts();
    let fields: Vec<Text> =
        facts.iter().take(FIELDS).map(|(name, value)| mrkdwn(format!("*{name}*\n{}", code(value, FIELD)))).collect();
    if !fields.is_empty() {
        blocks.push(Block::Section { text: None, fields });
    }
    if let Some(description) = said(&alert.description) {
        blocks.push(section(escaped(&description, SECTION)));
    }
    if let Some(context) = context(alert) {
        blocks.push(section(format!("*Context*\n```{context}```")));
    }
    if let Some(runbook) = said(&alert.runbook) {
        blocks.push(section(format!("*What to do*\n{}", escaped(&runbook, SECTION))));
    }
    if let Some(link) = alert.reference.as_deref().and_then(link) {
        blocks.push(section(format!("<{link}|What it means>")));
    }
    blocks.push(footer(&[("rule", &alert.rule_id), ("alert", &alert.alert_id)]));
    message(&headline, alert.severity.color(), blocks)
}

fn of_many(alerts: &[Alert]) -> Message {
    let digest = Digest::of(alerts);
    let headline = format!("[{}] {}", digest.worst, digest.headline());
    let mut blocks = vec![header(&headline), section(escaped(&digest.by_severity(), SECTION))];
    let lines = digest.rules.iter().map(|of| format!("• {} {}", code(of.rule_id, 60), escaped(&of.words(), 160)));
    // A line has 220 characters at the most, a section 3,000.
    let lines: Vec<String> = lines.chain(digest.more().map(|more| format!("• {more}"))).collect();
    blocks.extend(lines.chunks(10).map(|lines| section(lines.join("\n"))));
    if let Some((first, last)) = digest.span {
        blocks.push(section(format!("From {} to {}", code(first, 40), code(last, 40))));
    }
    let [first, last] = [alerts.first(), alerts.last()].map(|alert| alert.map_or("", |alert| &alert.alert_id));
    blocks.push(footer(&[("alerts from", first), ("to", last)]));
    message(&headline, digest.worst.color(), blocks)
}

fn message(headline: &str, color: &'static str, blocks: Vec<Block>) -> Message {
    let attachments = [Attachment { color, blocks }];
    Message { channel: None, text: escaped(headline, FALLBACK), unfurl_links: None, attachments }
}

fn header(headline: &str) -> Block {
    Block::Header { text: Text::PlainText { text: escaped(headline, HEADER), emoji: false } }
}

fn section(text: String) -> Block {
    Block::Section { text: Some(mrkdwn(text)), fields: Vec::new() }
}

fn footer(ids: &[(&str, &str)]) -> Block {
    let ids: Vec<String> = ids.iter().map(|(name, id)| format!("{name} {}", code(id, 100))).collect();
    Block::Context { elements: vec![mrkdwn(ids.join(" "))] }
}

fn mrkdwn(text: String) -> Text {
    Text::Mrkdwn { text, verbatim: true }
}

fn said(words: &Option<String>) -> Option<String> {
    words.as_deref().map(text::lines).filter(|words| !words.is_empty())
}

/// A line for each member of the context.
fn context(alert: &Alert) -> Option<String> {
    let context = alert.context();
    let mut lines = Vec::new();
    for (name, value) in context.texts() {
        let value = text::shortened(&text::line(&value), FIELD);
        if !matches!(value.as_str(), "" | "null") {
            lines.push(format!("{}: {value}", text::line(name)));
        }
    }
    (!lines.is_empty()).then(|| escaped(&lines.join("\n").replace('`', "'"), SECTION))
}

/// As code: nothing in it is markup.
fn code(words: &str, most: usize) -> String {
    format!("`{}`", escaped(&text::line(words).replace('`', "'"), most))
}

/// With `&`, `<` and `>` as Slack wants them, in at most so many characters.
fn escaped(words: &str, most: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in words.chars() {
        let buffer = &mut [0; 4];
        let part = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            c => &*c.encode_utf8(buffer),
        };
        let part_length = part.chars().count();
        // There is room for the character that says that there is more.
        if length + part_length >= most {
            out.push('…');
            return out;
        }
        length += part_length;
        out.push_str(part);
    }
    out
}

/// A URL that can stand in a link.
fn link(url: &str) -> Option<String> {
    let url = url.trim();
    let fits = url.starts_with("https://") || url.starts_with("http://");
    let plain = !url.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '|'));
    (fits && plain && url.len() <= SECTION).then(|| url.replace('&', "&amp;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_within_the_limit() {
        assert_eq!(escaped("<!channel> & \u{1f600}", 40), "&lt;!channel&gt; &amp; \u{1f600}");
        for most in 1..30 {
            let short = escaped("<<<<&&&&>>>>", most);
            assert!(short.chars().count() <= most, "{short}");
            assert!(short.split('&').skip(1).all(|entity| entity.contains(';')), "{short}");
        }
        assert_eq!(code("a`*b*`<c>", 40), "`a'*b*'&lt;c&gt;`");
    }

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(link("https://example.com/a?b&c").as_deref(), Some("https://example.com/a?b&amp;c"));
        for wrong in ["javascript:alert(1)", "https://example.com/|x", "https://a b", "slack://open", ""] {
            assert_eq!(link(wrong), None, "{wrong}");
        }
    }
}

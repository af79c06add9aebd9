//! Syslog: RFC 5424 messages over TCP or TLS, each behind its length (octet counting, RFC 6587 and RFC 5425).
//!
//! The protocol has no answer: a message counts as taken once the system took it for sending on a connection that the receiver
//! had not closed.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::alert::{Alert, Severity};
use crate::output::{Batch, Output, Refusal, Sent};
use crate::secret::Secret;
use crate::{text, tls};

/// Messages of one connection.
const MESSAGES: usize = 100;

/// Bytes of a parameter of structured data.
const PARAMETER: usize = 512;

/// How long the receiver may take to close its side once all is sent.
const CLOSING: Duration = Duration::from_millis(500);

/// What a receiver of syslog is told.
#[derive(Clone, Debug)]
pub struct Settings {
    pub host: String,
    pub port: u16,
    /// Of this machine.
    pub hostname: String,
    /// 0 to 23; 10 is authpriv, 13 log audit.
    pub facility: u8,
    /// Bytes of a message, with its header; the event is left out where it would be more, and then what is left is cut.
    pub most: usize,
}

/// A receiver of syslog.
pub struct Syslog {
    settings: Settings,
    /// `None`: without TLS.
    tls: Option<TlsConnector>,
    timeout: Duration,
}

impl Syslog {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(settings: Settings, tls: bool, ca: Option<&Path>, timeout: Duration) -> Result<Syslog, tls::Error> {
        let tls = if tls { Some(TlsConnector::from(Arc::new(tls::config(ca)?))) } else { None };
        Ok(Syslog { settings, tls, timeout })
    }

    fn place(&self) -> String {
        format!("{}:{}", self.settings.host, self.settings.port)
    }

    fn frames(&self, alerts: &[Alert]) -> Vec<u8> {
        let mut frames = Vec::new();
        for alert in alerts {
            let message = message(alert, &self.settings);
            frames.extend_from_slice(format!("{} ", message.len()).as_bytes());
            frames.extend_from_slice(message.as_bytes());
        }
        frames
    }

    async fn deliver(&self, frames: &[u8]) -> Result<(), String> {
        let place = self.place();
        let stream = TcpStream::connect(&place).await.map_err(|e| format!("{place} cannot be reached: {e}"))?;
        match &self.tls {
            None => write(stream, frames).await,
            Some(connector) => {
                let name = ServerName::try_from(self.settings.host.clone()).map_err(|e| e.to_string())?;
                let stream = connector.connect(name, stream).await.map_err(|e| format!("{place}: {e}"))?;
                write(stream, frames).await
            }
        }
        .map_err(|why| if why.starts_with(&place) { why } else { format!("{place}: {why}") })
    }
}

/// Writes all, says that it is all, and waits a moment for the receiver to have it.
async fn write(mut stream: impl AsyncRead + AsyncWrite + Unpin, frames: &[u8]) -> Result<(), String> {
    let ended = async {
        stream.write_all(frames).await?;
        stream.flush().await?;
        stream.shutdown().await
    };
    ended.await.map_err(|e: std::io::Error| e.to_string())?;
    // Reset: what was sent may not have been read. Ended or still open: it was.
    let mut rest = [0; 16];
    match tokio::time::timeout(CLOSING, stream.read(&mut rest)).await {
        Ok(Err(e)) if e.kind() == std::io::ErrorKind::ConnectionReset => Err(e.to_string()),
        _ => Ok(()),
    }
}

#[async_trait]
impl Output for Syslog {
    fn batch(&self) -> Batch {
        Batch::up_to(MESSAGES)
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        match tokio::time::timeout(self.timeout, self.deliver(&self.frames(alerts))).await {
            Ok(Ok(())) => Ok(Sent("sent; syslog does not answer".into())),
            Ok(Err(why)) => Err(Refusal::down(why)),
            Err(_) => Err(Refusal::down(format!("{}: not sent in time", self.place()))),
        }
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        let protocol = if self.tls.is_some() { "TLS" } else { "TCP" };
        format!("to {} by {protocol}\n\n{}\n", self.place(), String::from_utf8_lossy(&self.frames(alerts)))
    }

    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

/// RFC 5424, section 6: header, structured data, and the alert as JSON, which has no line breaks.
fn message(alert: &Alert, settings: &Settings) -> String {
    let priority = u32::from(settings.facility) * 8 + severity(alert.severity);
    let time = alert.event_time.as_deref().filter(|time| is_time(time)).unwrap_or("-");
    let host = name(&settings.hostname, 255);
    let mut message = format!("<{priority}>1 {time} {host} iota - {} [iota@32473", name(&alert.rule_id, 32));
    for (key, value) in [
        ("alert_id", Some(alert.alert_id.as_str())),
        ("severity", Some(alert.severity.name())),
        ("title", Some(alert.title.as_str())),
        ("actor", alert.actor.as_deref()),
        ("source_ip", alert.source_ip.as_deref()),
        ("account", alert.account()),
    ] {
        if let Some(value) = value {
            let _ = write!(message, " {key}=\"{}\"", quoted(&text::cut(&text::line(value), PARAMETER)));
        }
    }
    // The mark says that what follows is UTF-8 (section 6.4).
    message.push_str("] \u{feff}");
    let room = settings.most.saturating_sub(message.len());
    if alert.line.len() <= room {
        message.push_str(&alert.line.replace(['\r', '\n'], " "));
    } else {
        message.push_str(&text::cut(&text::line(&alert.headline()), room));
    }
    message
}

/// RFC 5424, section 6.3.3: what must be escaped in a parameter's value.
fn quoted(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace(']', "\\]")
}

/// Printable ASCII without spaces, in at most so many bytes, else `-`.
fn name(text: &str, most: usize) -> String {
    let name: String = text.chars().map(|c| if c.is_ascii_graphic() { c } else { '_' }).take(most).collect();
    if name.is_empty() { "-".into() } else { name }
}

/// Of RFC 3339 in UTC with at most microseconds, as RFC 5424 wants it.
fn is_time(text: &str) -> bool {
    text.len() <= 27 && text.parse::<jiff::Timestamp>().is_ok() && text.contains('T')
}

/// RFC 5424, table 2.
fn severity(severity: Severity) -> u32 {
    match severity {
        Severity::Critical => 2,
        Severity::High => 3,
        Severity::Medium => 4,
        Severity::Low => 5,
        Severity::Info => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(most: usize) -> Settings {
        Settings { host: "h".into(), port: 6514, hostname: "my host".into(), facility: 13, most }
    }

    fn alert(title: &str) -> Alert {
        let title = serde_json::Value::from(title);
        let line = format!(
            r#"{{"alert_id":"1","rule_id":"r","title":{title},"severity":"HIGH","event_time":"2026-01-31T12:00:00Z"}}"#
        );
        Alert::read(line.as_bytes()).expect("an alert")
    }

    #[test]
    fn a_message_is_one_whatever_the_title_says() {
        let message = message(&alert("a\"]\r\n<0>1 b\\\u{7f}"), &settings(8192));
        let head = "<107>1 2026-01-31T12:00:00Z my_host iota - r [iota@32473 alert_id=\"1\" severity=\"HIGH\" \
                    title=\"a\\\"\\]  <0>1 b\\\\\"] \u{feff}{\"alert_id\"";
        assert!(message.starts_with(head), "{message}");
        assert!(!message.contains(['\r', '\n']));
    }

    #[test]
    fn a_message_has_its_size() {
        let long = alert(&"ä".repeat(5000));
        for most in [1000, 2048] {
            let message = message(&long, &settings(most));
            assert!(message.len() <= most && message.ends_with('…'), "{}", message.len());
        }
    }
}

//! Mail through SMTP: STARTTLS or TLS from the first byte, and neither on this machine alone.

use std::path::Path;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls as Security, TlsParameters};
use lettre::transport::smtp::response::{Code, Severity};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::alert::Alert;
use crate::http::chain;
use crate::output::{Batch, Output, Refusal, Sent};
use crate::secret::Secret;
use crate::{mail, text, tls};

/// Alerts that one mail sums up.
const DIGEST: usize = 500;

/// How the connection is secured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tls {
    /// From the first byte: port 465.
    Tls,
    /// Begun by STARTTLS, without which nothing is sent: port 587.
    StartTls,
    /// Not at all: for a relay on this machine.
    None,
}

/// What a mail server is told.
#[derive(Clone, Debug)]
pub struct Settings {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub login: Option<(String, Secret)>,
    pub from: Mailbox,
    pub to: Vec<Mailbox>,
    /// Where more wait than so many, one mail sums them up.
    pub alone: usize,
}

/// A mail server.
pub struct Smtp {
    settings: Settings,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(settings: Settings, ca: Option<&Path>, timeout: Duration) -> Result<Smtp, tls::Error> {
        let tls = || -> Result<TlsParameters, tls::Error> {
            let failed = |e: lettre::transport::smtp::Error| tls::Error::Tls(chain(&e));
            let mut builder = TlsParameters::builder(settings.host.clone()).certificate_store(CertificateStore::None);
            for root in tls::roots(ca)? {
                builder = builder.add_root_certificate(Certificate::from_der(root.to_vec()).map_err(failed)?);
            }
            builder.build_rustls().map_err(failed)
        };
        let security = match settings.tls {
            Tls::Tls => Security::Wrapper(tls()?),
            Tls::StartTls => Security::Required(tls()?),
            Tls::None => Security::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(security)
            .timeout(Some(timeout));
        if let Some((user, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.reveal().to_owned()));
        }
        Ok(Smtp { transport: builder.build(), settings })
    }

    fn message(&self, alerts: &[Alert], now: SystemTime) -> Result<Message, Refusal> {
        let Settings { from, to, .. } = &self.settings;
        // The same for the same alerts: a mail that comes twice is known by it.
        let id = alerts.first().map(|alert| alert.key().replace('/', ".")).unwrap_or_default();
        let more = if alerts.len() > 1 { format!(".{}", alerts.len()) } else { String::new() };
        let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).collect();
        let mut message = Message::builder()
            .from(from.clone())
            .subject(mail::subject(alerts))
            .message_id(Some(format!("<{id}{more}@{}>", from.email.domain())))
            .date(now);
        for to in to {
            message = message.to(to.clone());
        }
        if let [Alert { alert_id, follow_up: Some(_), .. }] = alerts {
            // With the mail that it follows in one thread.
            message = message.in_reply_to(format!("<{}@{}>", text::line(alert_id), from.email.domain()));
        }
        message
            .multipart(MultiPart::alternative_plain_html(mail::plain(alerts), mail::html(alerts)))
            .map_err(|e| Refusal::Never { why: chain(&e) })
    }
}

#[async_trait]
impl Output for Smtp {
    fn batch(&self) -> Batch {
        Batch { most: DIGEST, alone: self.settings.alone }
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        let message = self.message(alerts, SystemTime::now())?;
        match self.transport.send(message).await {
            Ok(answer) => {
                Ok(Sent(text::line(&format!("{} {}", answer.code(), answer.first_line().unwrap_or_default()))))
            }
            Err(e) => Err(refused(&e)),
        }
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        match self.message(alerts, SystemTime::now()) {
            Ok(message) => String::from_utf8_lossy(&message.formatted()).into_owned(),
            Err(refusal) => refusal.why().to_owned(),
        }
    }

    fn secrets(&self) -> Vec<Secret> {
        self.settings.login.iter().map(|(_, password)| password.clone()).collect()
    }
}

/// RFC 5321, 4.2.3, and RFC 4954: of what is refused for good, the codes about a message are about this one; those about who
/// logs in and to whom mail may be sent are about all.
fn refused(error: &lettre::transport::smtp::Error) -> Refusal {
    let why = text::line(&chain(error));
    match error.status() {
        // 5.7.*: who may send what, as in `554 5.7.1 Relay access denied` (RFC 3463).
        Some(code) if about_the_message(code) && !why.contains(" 5.7.") => Refusal::Never { why },
        _ => Refusal::down(why),
    }
}

fn about_the_message(code: Code) -> bool {
    code.severity == Severity::PermanentNegativeCompletion && matches!(code.to_string().as_str(), "552" | "554")
}

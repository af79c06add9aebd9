//! Any service that takes JSON: the alert as it is, or a template filled with what is in it.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::alert::Alert;
use crate::http::{Address, HeaderText, Request, Sender};
use crate::output::{Output, Refusal, Sent};
use crate::secret::Secret;
use crate::template::Template;
use crate::tls;

/// What a webhook is told.
#[derive(Clone, Debug)]
pub struct Settings {
    pub to: Address,
    pub headers: Vec<(String, HeaderText)>,
    /// Signs the body: `X-Iota-Signature: sha256=` and its HMAC-SHA256 (RFC 2104), hexadecimal.
    pub key: Option<Secret>,
    pub template: Option<Template>,
}

/// A webhook.
#[derive(Debug)]
pub struct Webhook {
    settings: Settings,
    sender: Sender,
}

impl Webhook {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(settings: Settings, ca: Option<&Path>, timeout: Duration) -> Result<Webhook, tls::Error> {
        Ok(Webhook { settings, sender: Sender::new(ca, timeout)? })
    }

    fn request(&self, alert: &Alert) -> Request {
        let Settings { to, headers, key, template } = &self.settings;
        let body = template.as_ref().map_or_else(|| alert.line.clone(), |template| template.filled(alert)).into_bytes();
        let signature = key.as_ref().map(|key| signature(key, &body));
        let mut request = Request::json(to, &alert.key(), body);
        for (name, value) in headers {
            // One of the user's own takes the place of ours.
            request.headers.retain(|(ours, _)| !ours.eq_ignore_ascii_case(name));
            request = request.with(name, value.clone());
        }
        match signature {
            Some(signature) => request.with("x-iota-signature", HeaderText::Plain(format!("sha256={signature}"))),
            None => request,
        }
    }
}

#[async_trait]
impl Output for Webhook {
    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        self.sender.send_all(alerts.iter().map(|alert| self.request(alert)).collect()).await
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        alerts.iter().map(|alert| self.request(alert).shown()).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        let headers = self.settings.headers.iter().filter_map(|(_, value)| match value {
            HeaderText::Secret(_, secret) => Some(secret.clone()),
            HeaderText::Plain(_) => None,
        });
        self.settings.to.secrets().into_iter().chain(headers).chain(self.settings.key.clone()).collect()
    }
}

fn signature(key: &Secret, body: &[u8]) -> String {
    // A key of HMAC has any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.reveal().as_bytes()) else { return String::new() };
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_rfc_4231() {
        let signature = signature(&Secret::new("Jefe"), b"what do ya want for nothing?");
        assert_eq!(signature, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}

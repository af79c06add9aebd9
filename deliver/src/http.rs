//! Requests to services that speak HTTP, and what their answers mean.
//!
//! Redirects are not followed: they would carry credentials elsewhere. Proxies are those of `HTTPS_PROXY`, `HTTP_PROXY` and
//! `NO_PROXY`.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, StatusCode, Url};

use crate::output::{Refusal, Sent};
use crate::secret::{MASK, Secret};
use crate::{text, tls};

/// For a connection to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// How much of an answer is read: services say in a few words what is wrong.
const ANSWER: usize = 64 << 10;

/// How much of an answer is repeated to people.
const REPEATED: usize = 300;

/// The longest that a service is believed to want to be left alone.
const LONGEST: Duration = Duration::from_secs(3600);

/// Where requests go. It is no secret where the configuration has it in plain sight.
#[derive(Clone, Debug)]
pub struct Address {
    url: Secret,
    plain: bool,
}

impl Address {
    /// `url`, which is a secret unless it is `plain`.
    ///
    /// # Errors
    /// Where it is no URL of HTTP.
    pub fn new(url: Secret, plain: bool) -> Result<Address, String> {
        let parsed = Url::parse(url.reveal()).map_err(|e| format!("it is no URL: {e}"))?;
        if !matches!(parsed.scheme(), "https" | "http") || !parsed.has_host() {
            return Err("expected a URL that begins with `https://`".into());
        }
        Ok(Address { url, plain })
    }

    /// The address of `path` beside this one's.
    pub fn join(&self, path: &str) -> Address {
        let url = format!("{}/{}", self.url.reveal().trim_end_matches('/'), path.trim_start_matches('/'));
        Address { url: Secret::new(url), plain: self.plain }
    }

    /// As people may see it: of a secret one the server.
    pub fn shown(&self) -> String {
        if self.plain {
            return self.url.reveal().to_owned();
        }
        let host = Url::parse(self.url.reveal()).ok().and_then(|url| {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            Some(format!("{}://{}{port}", url.scheme(), url.host_str()?))
        });
        format!("{}/{MASK}", host.unwrap_or_default())
    }

    /// What of it must not be shown: all, and what stands behind the server.
    pub fn secrets(&self) -> Vec<Secret> {
        if self.plain {
            return Vec::new();
        }
        let path = Url::parse(self.url.reveal()).map(|url| url.path().to_owned()).unwrap_or_default();
        vec![self.url.clone(), Secret::new(path)]
    }
}

/// A POST.
#[derive(Clone, Debug)]
pub struct Request {
    pub to: Address,
    pub headers: Vec<(String, HeaderText)>,
    pub body: Vec<u8>,
}

/// A header's value.
#[derive(Clone, Debug)]
pub enum HeaderText {
    Plain(String),
    /// A scheme or nothing, and what is not shown.
    Secret(&'static str, Secret),
}

impl Request {
    /// Of JSON, to be taken once however often it comes with `key`.
    pub fn json(to: &Address, key: &str, body: Vec<u8>) -> Request {
        let headers = vec![
            (CONTENT_TYPE.as_str().to_owned(), HeaderText::Plain("application/json".into())),
            ("idempotency-key".to_owned(), HeaderText::Plain(key.to_owned())),
        ];
        Request { to: to.clone(), headers, body }
    }

    /// With another header.
    pub fn with(mut self, name: &str, value: HeaderText) -> Request {
        self.headers.push((name.to_ascii_lowercase(), value));
        self
    }

    /// As people may see it.
    pub fn shown(&self) -> String {
        let mut shown = format!("POST {}\n", self.to.shown());
        for (name, value) in &self.headers {
            let _ = match value {
                HeaderText::Plain(value) => writeln!(shown, "{name}: {value}"),
                HeaderText::Secret(scheme, secret) => writeln!(shown, "{name}: {scheme}{secret}"),
            };
        }
        let _ = write!(shown, "\n{}\n", String::from_utf8_lossy(&self.body));
        shown
    }

    fn header_map(&self) -> Result<HeaderMap, Refusal> {
        let mut map = HeaderMap::new();
        for (name, value) in &self.headers {
            let (value, secret) = match value {
                HeaderText::Plain(value) => (value.clone(), false),
                HeaderText::Secret(scheme, secret) => (format!("{scheme}{}", secret.reveal()), true),
            };
            let wrong =
                || Refusal::down(format!("the header `{}` cannot be sent as it is configured", text::line(name)));
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?;
            let mut value = HeaderValue::from_str(&value).map_err(|_| wrong())?;
            value.set_sensitive(secret);
            map.insert(name, value);
        }
        Ok(map)
    }
}

/// What a service answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub retry_after: Option<Duration>,
    pub body: String,
}

impl Answer {
    /// For people, on one line.
    pub fn shown(&self) -> String {
        let body = text::shortened(&text::line(&self.body), REPEATED);
        if body.is_empty() { self.status.to_string() } else { format!("{}: {body}", self.status) }
    }

    /// What it means, as RFC 9110 has the codes: whether it is about what was sent or about the service.
    ///
    /// # Errors
    /// Where what was sent was not taken.
    pub fn accepted(self) -> Result<Answer, Refusal> {
        let why = self.shown();
        match self.status.as_u16() {
            200..=299 => Ok(self),
            // What the service has too much of, or cannot do for now; who we are, and whether there is such a place.
            401 | 403 | 404 | 407 | 408 | 410 | 425 | 429 | 502..=504 => {
                Err(Refusal::Down { after: self.retry_after, why })
            }
            300..=399 => Err(Refusal::down(format!("{why} (redirects are not followed: give the final URL)"))),
            400..=499 => Err(Refusal::Never { why }),
            _ => Err(match self.retry_after {
                Some(after) => Refusal::Down { after: Some(after), why },
                None => Refusal::Failed { why },
            }),
        }
    }
}

/// What asks: it trusts the roots in `ca`, or those that are trusted by default, and waits so long for an answer.
///
/// # Errors
/// Where TLS cannot be set up.
pub fn client(ca: Option<&Path>, timeout: Duration) -> Result<Client, tls::Error> {
    Client::builder()
        .tls_backend_preconfigured(tls::config(ca)?)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("iota/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT.min(timeout))
        .timeout(timeout)
        .build()
        .map_err(|e| tls::Error::Tls(chain(&e)))
}

/// Who sends.
#[derive(Clone, Debug)]
pub struct Sender(Client);

impl Sender {
    /// As [`client`] has it.
    ///
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(ca: Option<&Path>, timeout: Duration) -> Result<Sender, tls::Error> {
        Ok(Sender(client(ca, timeout)?))
    }

    /// Sends one after the other, until one is not taken.
    ///
    /// # Errors
    /// Why it is not.
    pub async fn send_all(&self, requests: Vec<Request>) -> Result<Sent, Refusal> {
        let mut said = String::new();
        for request in requests {
            said = self.send(&request).await?.accepted()?.shown();
        }
        Ok(Sent(said))
    }

    /// Sends it.
    ///
    /// # Errors
    /// Where there is no answer.
    pub async fn send(&self, request: &Request) -> Result<Answer, Refusal> {
        let headers = request.header_map()?;
        let sent = self.0.post(request.to.url.reveal()).headers(headers).body(request.body.clone()).send().await;
        let mut response = sent.map_err(|e| lost(e, &request.to))?;
        let (status, retry_after) = (response.status(), retry_after(response.headers(), Timestamp::now()));
        let mut body = Vec::new();
        while body.len() < ANSWER
            && let Some(chunk) = response.chunk().await.map_err(|e| lost(e, &request.to))?
        {
            body.extend_from_slice(&chunk);
        }
        body.truncate(ANSWER);
        Ok(Answer { status, retry_after, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

/// No answer came: the URL is left out of what is said of it.
fn lost(error: reqwest::Error, to: &Address) -> Refusal {
    let error = error.without_url();
    let why = if error.is_timeout() { "no answer in time".to_owned() } else { chain(&error) };
    Refusal::down(format!("{}: {why}", to.shown()))
}

/// An error and what caused it: alone it mostly says that something went wrong.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            let _ = write!(text, ": {cause_text}");
        }
        source = cause.source();
    }
    text
}

/// RFC 9110, 10.2.3: seconds, or a date.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let after = match text.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok()?,
        Err(_) => {
            let then = rfc2822::parse(text).ok()?.timestamp();
            Duration::try_from(then.duration_since(now)).unwrap_or_default()
        }
    };
    Some(after.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, after: Option<u64>) -> Answer {
        let status = StatusCode::from_u16(status).expect("a status");
        Answer { status, retry_after: after.map(Duration::from_secs), body: "so it is\n".into() }
    }

    #[test]
    fn what_an_answer_means() {
        assert!(answer(200, None).accepted().is_ok() && answer(202, None).accepted().is_ok());
        for (status, after) in [(401, None), (403, None), (404, None), (429, Some(7)), (500, Some(7)), (503, None)] {
            let refusal = answer(status, after).accepted().expect_err("it is refused");
            let expected = after.map(Duration::from_secs);
            assert!(matches!(refusal, Refusal::Down { after, .. } if after == expected), "{status}: {refusal:?}");
        }
        assert!(matches!(answer(500, None).accepted(), Err(Refusal::Failed { .. })));
        assert!(matches!(answer(301, None).accepted(), Err(Refusal::Down { .. })));
        let refusal = answer(400, None).accepted().expect_err("it is refused");
        assert_eq!(refusal, Refusal::Never { why: "400 Bad Request: so it is".into() });
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-01-31T12:00:00Z".parse().expect("a time");
        let after = |text: &str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_str(text).expect("a value"))]);
            retry_after(&headers, now).map(|after| after.as_secs())
        };
        assert_eq!((after("30"), after("0.5"), after("999999999")), (Some(30), Some(0), Some(3600)));
        assert_eq!(after("Sat, 31 Jan 2026 12:01:00 GMT"), Some(60));
        assert_eq!(after("Sat, 31 Jan 2026 11:00:00 GMT"), Some(0));
        assert_eq!((after("soon"), after("-1"), after("NaN")), (None, None, None));
    }

    #[test]
    fn a_secret_address_shows_its_server_alone() {
        let address = |url: &str, plain| Address::new(Secret::new(url), plain).expect("an address");
        let hook = address("https://hooks.example.com/services/T0/B0/x", false);
        assert_eq!(hook.shown(), "https://hooks.example.com/***");
        assert!(!format!("{hook:?}").contains("services"));
        assert_eq!(hook.secrets().len(), 2);
        assert_eq!(address("http://127.0.0.1:8088/a", true).join("/b").shown(), "http://127.0.0.1:8088/a/b");
        for wrong in ["", "hooks.example.com", "ftp://example.com", "file:///etc/passwd"] {
            assert!(Address::new(Secret::new(wrong), false).is_err(), "{wrong}");
        }
    }
}

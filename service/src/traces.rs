//! Spans to a collector of OpenTelemetry, by OTLP over HTTP. What is sent, and where to, the variables of OpenTelemetry's
//! specification say: `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER` and the others.

use std::env;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry::trace::TracerProvider;
use opentelemetry::{Key, KeyValue};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

/// For one request, where no variable says otherwise: as the specification has it.
const TIMEOUT: Duration = Duration::from_secs(10);

/// At the end, for what has not been sent yet.
const LAST: Duration = Duration::from_secs(3);

/// Why spans cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Tls(#[from] deliver::tls::Error),
    #[error("traces cannot be sent as the variables `OTEL_EXPORTER_OTLP_…` say: {0}")]
    Exporter(#[from] opentelemetry_otlp::ExporterBuildError),
    #[error("the system does not let iota start: {0}")]
    System(#[from] std::io::Error),
}

/// What makes spans and sends them, in a thread of its own. Dropped, it sends what is left.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// What the environment asks for; `None`: it asks for none.
    ///
    /// # Errors
    /// Where what it asks for cannot be.
    pub fn start() -> Result<Option<Traces>, Error> {
        let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it.eq_ignore_ascii_case(value));
        if !super::log::asked_for_traces() || is("OTEL_SDK_DISABLED", "true") || is("OTEL_TRACES_EXPORTER", "none") {
            return Ok(None);
        }
        let exporter = SpanExporter::builder().with_http().with_http_client(Collector::new()?).build()?;
        let provider = SdkTracerProvider::builder().with_resource(resource()).with_batch_exporter(exporter).build();
        Ok(Some(Traces(provider)))
    }

    pub fn tracer(&self) -> SdkTracer {
        self.0.tracer("iota")
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        // What cannot be sent is not: it was said when it began to fail.
        let _ = self.0.shutdown_with_timeout(LAST);
    }
}

/// Who it is that the spans tell of.
fn resource() -> Resource {
    let name = Key::from_static_str("service.name");
    let said = Resource::builder().build();
    let resource = Resource::builder().with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
    match said.get(&name) {
        // What stands there where nobody says anything.
        Some(value) if !value.as_str().starts_with("unknown_service") => resource.build(),
        _ => resource.with_service_name("iota").build(),
    }
}

/// Where spans go. It is asked by a thread that is none of tokio's.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    tokio: tokio::runtime::Runtime,
    /// Whether the last request failed: that is said once.
    down: AtomicBool,
}

impl Collector {
    fn new() -> Result<Collector, Error> {
        Ok(Collector {
            client: deliver::http::client(None, TIMEOUT)?,
            tokio: tokio::runtime::Builder::new_current_thread().enable_all().build()?,
            down: AtomicBool::new(false),
        })
    }

    fn post(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        self.tokio.block_on(async {
            let answer = self.client.execute(request).await?;
            let mut response = Response::builder().status(answer.status());
            if let Some(headers) = response.headers_mut() {
                *headers = answer.headers().clone();
            }
            Ok(response.body(answer.bytes().await?)?)
        })
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let to = request.uri().clone();
        let answer = self.post(request);
        let why = match &answer {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(answer.status().to_string()),
            Err(e) => Some(e.to_string()),
        };
        if self.down.swap(why.is_some(), Ordering::Relaxed) != why.is_some() {
            match why {
                Some(why) => {
                    tracing::warn!("traces are not taken by `{}`: {why}", to.authority().map_or("", |at| at.host()))
                }
                None => tracing::info!("traces are taken again"),
            }
        }
        answer
    }
}

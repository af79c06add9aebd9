//! What is worth knowing, on stderr: one JSON object a line, with a level.

use std::io::{self, Write};

use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Where spans would go, as OpenTelemetry has it.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

/// Why nothing can be logged as was asked for.
#[cfg(feature = "otel")]
pub use crate::traces::Error;
#[cfg(not(feature = "otel"))]
pub type Error = std::convert::Infallible;

/// As long as it is held, spans are sent; what is left, when it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Log {
    #[cfg(feature = "otel")]
    _traces: Option<crate::traces::Traces>,
}

/// Has all that this process logs go to stderr, and its spans to the collector that the environment names. Of libraries only what
/// is wrong is said.
///
/// # Errors
/// Where spans cannot be sent as the environment asks.
pub fn init() -> Result<Log, Error> {
    let ours = |others| {
        let targets = ["service", "deliver", "iota"].map(|target| (target, LevelFilter::INFO));
        Targets::new().with_default(others).with_targets(targets)
    };
    // A line has by itself what it is about: what it is part of is for the traces.
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true);
    let lines = lines.with_current_span(false).with_span_list(false).with_writer(io::stderr);
    let registry = tracing_subscriber::registry().with(lines.with_filter(ours(LevelFilter::ERROR)));
    #[cfg(feature = "otel")]
    {
        let traces = crate::traces::Traces::start()?;
        let spans = traces.as_ref().map(|traces| {
            let layer = tracing_opentelemetry::layer().with_tracer(traces.tracer());
            layer.with_location(false).with_threads(false).with_filter(ours(LevelFilter::OFF))
        });
        // It was set up before where a test does so.
        let _ = registry.with(spans).try_init();
        Ok(Log { _traces: traces })
    }
    #[cfg(not(feature = "otel"))]
    {
        let _ = registry.try_init();
        if asked_for_traces() {
            tracing::warn!(
                "{} asks for traces, which this binary was built without: see the feature `otel`",
                ENDPOINTS[0]
            );
        }
        Ok(Log {})
    }
}

/// Whether the environment names a collector.
pub(crate) fn asked_for_traces() -> bool {
    ENDPOINTS.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Lines for people, each as a warning.
#[derive(Debug, Default)]
pub struct Warnings {
    line: Vec<u8>,
}

impl Write for Warnings {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if self.line.pop_if(|byte| *byte == b'\n').is_some() {
                let line = String::from_utf8_lossy(&self.line);
                tracing::warn!("{}", line.strip_prefix("iota: ").unwrap_or(&line));
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

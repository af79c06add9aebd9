//! `/health`, `/ready` and `/metrics`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use serde::Serialize;
use tokio::net::TcpListener;

use crate::metrics::Metrics;
use crate::status::{Part, State, Status};

/// What OpenMetrics calls its text.
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Serialize)]
struct Ready {
    ready: bool,
    parts: BTreeMap<Part, State>,
}

/// Serves them at `address` until the process ends. The address that it listens at.
///
/// # Errors
/// Where nothing can listen there.
pub async fn serve(address: SocketAddr, status: Status, metrics: Arc<Metrics>) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let parts = status.clone();
    let metrics = move || async move { ([(header::CONTENT_TYPE, METRICS)], metrics.text(parts.all().1)) };
    let ready = move || async move {
        let (parts, ok) = status.all();
        let code = if ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        // Of strings and booleans alone.
        let body = sonic_rs::to_string(&Ready { ready: ok, parts }).unwrap_or_default();
        (code, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    let router = Router::new()
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(ready))
        .route("/metrics", get(metrics));
    tokio::spawn(async move {
        if let Err(e) = axum::serve(listener, router).await {
            tracing::error!("health and metrics are served no more: {e}");
        }
    });
    Ok(address)
}

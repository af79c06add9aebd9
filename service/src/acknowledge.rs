//! Messages that are done with, deleted ten at a time.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;
use tracing::{Instrument, Span};

use crate::queue::{BATCH, Queue};
use crate::spans;

/// How long a message waits for others to be deleted with.
const GATHERED: Duration = Duration::from_millis(50);

/// How often it is tried; then the message comes again, is found to be processed, and is deleted then.
const TRIES: u32 = 3;

/// A message that is done with.
#[derive(Debug)]
pub struct Done {
    pub receipt: String,
    /// It lasts until the message is deleted.
    pub span: Span,
}

/// Deletes the messages that come, until none can come any more.
pub async fn acknowledge(queue: Queue, mut done: mpsc::Receiver<Done>) {
    let mut messages = Vec::with_capacity(BATCH);
    while let Some(first) = done.recv().await {
        messages.push(first);
        let gathered = async {
            while messages.len() < BATCH
                && let Some(message) = done.recv().await
            {
                messages.push(message);
            }
        };
        // Elapsed: they go as they are.
        let _ = timeout(GATHERED, gathered).await;
        let span = spans::deletion(queue.name(), messages.len());
        for message in &messages {
            span.follows_from(&message.span);
        }
        delete(&queue, messages.iter().map(|message| message.receipt.clone()).collect()).instrument(span).await;
        messages.clear();
    }
}

async fn delete(queue: &Queue, all: Vec<String>) {
    let mut left = all.clone();
    for _ in 0..TRIES {
        match queue.delete(&left).await {
            Ok(failed) => left = failed,
            Err(e) => tracing::warn!("{} messages that are done with cannot be deleted: {e}", left.len()),
        }
        if left.is_empty() {
            break;
        }
    }
    if !left.is_empty() {
        spans::failed(&Span::current(), &format!("{} are not deleted, and come again", left.len()));
    }
    all.iter().for_each(|receipt| queue.forget(receipt));
}

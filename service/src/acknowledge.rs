//! Messages that are done with, deleted ten at a time.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::queue::{BATCH, Queue};

/// How long a message waits for others to be deleted with.
const GATHERED: Duration = Duration::from_millis(50);

/// How often it is tried; then the message comes again, is found to be processed, and is deleted then.
const TRIES: u32 = 3;

/// Deletes the messages whose receipts come, until none can come any more.
pub async fn acknowledge(queue: Queue, mut done: mpsc::Receiver<String>) {
    let mut receipts = Vec::with_capacity(BATCH);
    while let Some(first) = done.recv().await {
        receipts.push(first);
        let gathered = async {
            while receipts.len() < BATCH
                && let Some(receipt) = done.recv().await
            {
                receipts.push(receipt);
            }
        };
        // Elapsed: they go as they are.
        let _ = timeout(GATHERED, gathered).await;
        delete(&queue, &mut receipts).await;
    }
}

async fn delete(queue: &Queue, receipts: &mut Vec<String>) {
    let mut left = std::mem::take(receipts);
    let all = left.clone();
    for _ in 0..TRIES {
        match queue.delete(&left).await {
            Ok(failed) if failed.is_empty() => break,
            Ok(failed) => left = failed,
            Err(e) => tracing::warn!("{} messages that are done with cannot be deleted: {e}", left.len()),
        }
    }
    all.iter().for_each(|receipt| queue.forget(receipt));
}

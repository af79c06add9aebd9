//! A file of JSON Lines, which is appended to.

use std::path::PathBuf;

use async_trait::async_trait;
use tokio::fs::OpenOptions;
use tokio::io::AsyncWriteExt;

use crate::alert::Alert;
use crate::output::{Batch, Output, Refusal, Sent};
use crate::secret::Secret;

/// Lines that are written at once.
const LINES: usize = 256;

/// A file. It is opened anew each time, so that it may be moved away.
#[derive(Debug)]
pub struct File {
    path: PathBuf,
}

impl File {
    /// The file at `path`, which is made if there is none.
    pub fn new(path: PathBuf) -> File {
        File { path }
    }

    async fn append(&self, lines: &[u8]) -> std::io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path).await?;
        file.write_all(lines).await?;
        file.flush().await?;
        // Who is told that they are delivered may forget them.
        file.sync_data().await
    }
}

fn lines(alerts: &[Alert]) -> String {
    alerts.iter().flat_map(|alert| [alert.line.as_str(), "\n"]).collect()
}

#[async_trait]
impl Output for File {
    fn batch(&self) -> Batch {
        Batch::up_to(LINES)
    }

    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal> {
        match self.append(lines(alerts).as_bytes()).await {
            Ok(()) => Ok(Sent(format!("appended to {}", self.path.display()))),
            Err(e) => Err(Refusal::down(format!("`{}` cannot be written: {e}", self.path.display()))),
        }
    }

    fn preview(&self, alerts: &[Alert]) -> String {
        format!("append to {}\n\n{}", self.path.display(), lines(alerts))
    }

    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

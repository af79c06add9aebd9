//! Being told to stop: once to finish what is in hand, twice to leave it.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// What a shell says of a process that was interrupted.
const INTERRUPTED: i32 = 130;

/// Whether the process was told to stop.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for SIGTERM and SIGINT. The second ends the process.
    ///
    /// # Errors
    /// Where the system does not let it listen.
    pub fn listen() -> std::io::Result<Stop> {
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let (told, stop) = watch::channel(false);
        tokio::spawn(async move {
            either(&mut terminate, &mut interrupt).await;
            // Nobody may be left who wants to know.
            let _ = told.send(true);
            either(&mut terminate, &mut interrupt).await;
            tracing::warn!("told to stop a second time: what is in hand is left");
            std::process::exit(INTERRUPTED);
        });
        Ok(Stop(stop))
    }

    /// Returns once the process is to stop.
    pub async fn told(&mut self) {
        // Closed: the listener has ended, as nothing but a panic has it do.
        let _ = self.0.wait_for(|told| *told).await;
    }
}

async fn either(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

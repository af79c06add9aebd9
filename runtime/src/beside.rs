//! Threads that do something now and then, until they are told that they have done it often enough.

use std::io;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

/// A thread beside those that it was started by, which ends with this.
#[derive(Debug)]
pub(crate) struct Beside<T> {
    /// Dropped, it tells the thread.
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<T>>,
}

/// When the thread is to end.
#[derive(Debug)]
pub(crate) struct Stop(Receiver<()>);

impl Stop {
    /// Waits so long, or until the thread is to end: whether it is.
    pub(crate) fn within(&self, wait: Duration) -> bool {
        self.0.recv_timeout(wait) != Err(RecvTimeoutError::Timeout)
    }
}

impl<T: Send + 'static> Beside<T> {
    /// # Errors
    /// Where no thread is to be had.
    pub(crate) fn start(name: &str, work: impl FnOnce(&Stop) -> T + Send + 'static) -> io::Result<Beside<T>> {
        let (stop, stopped) = bounded(0);
        let thread = Builder::new().name(name.to_owned()).spawn(move || work(&Stop(stopped)))?;
        Ok(Beside { stop: Some(stop), thread: Some(thread) })
    }
}

impl<T> Beside<T> {
    /// Has it end, waits for that, and gives what came of it; `None`: it has ended before, or by a panic.
    pub(crate) fn finish(&mut self) -> Option<T> {
        self.stop = None;
        self.thread.take()?.join().ok()
    }
}

impl<T> Drop for Beside<T> {
    fn drop(&mut self) {
        self.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_works_until_it_is_told_to_end_and_gives_what_came_of_it() {
        let (said, heard) = crossbeam_channel::unbounded();
        let mut beside = Beside::start("test", move |stop| {
            let mut rounds = 0;
            while !stop.within(Duration::ZERO) {
                rounds += 1;
                said.send(rounds).expect("somebody hears it");
            }
            rounds
        })
        .expect("a thread");
        assert_eq!((heard.recv(), heard.recv()), (Ok(1), Ok(2)));
        assert!(beside.finish().is_some_and(|rounds| rounds >= 2));
        assert_eq!(beside.finish(), None);
        drop(Beside::start("test", |stop| stop.within(Duration::from_secs(3600))).expect("a thread"));
    }
}

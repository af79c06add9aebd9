//! How much may wait to be printed.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes that files behind the one being printed may have waiting, all together.
const LIMIT: usize = 32 << 20;

/// Files are read side by side and printed one after another. A worker that is ahead of the printer waits here; the
/// one whose file is being printed never does, or nothing would go on.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    // A mutex and not an atomic: who waits must not miss that the printed file has changed.
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The file that is being printed.
    printed: usize,
    used: usize,
    closed: bool,
}

impl Budget {
    /// Takes `bytes` for `file`; false where nothing will be printed any more.
    pub(crate) fn take(&self, file: usize, bytes: usize) -> bool {
        let mut state = self.lock();
        while !state.closed && file != state.printed && state.used > 0 && state.used + bytes > LIMIT {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.used += bytes;
        !state.closed
    }

    /// Gives back what was printed.
    pub(crate) fn give(&self, bytes: usize) {
        let mut state = self.lock();
        state.used = state.used.saturating_sub(bytes);
        self.changed.notify_all();
    }

    /// Says which file is printed from here on.
    pub(crate) fn print(&self, file: usize) {
        self.lock().printed = file;
        self.changed.notify_all();
    }

    /// Lets everyone go.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

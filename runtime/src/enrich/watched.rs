//! A file, what was read of it, and whether it has changed since.

use std::fs::Metadata;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use super::error::{Error, Wrong};

/// A file that was written so recently may not be whole yet.
const SETTLED: Duration = Duration::from_secs(1);

/// What is read of a file, by a description of it.
pub(super) trait Load: Sized {
    type Spec;

    fn path(spec: &Self::Spec) -> &Path;

    /// The largest file that is read, in bytes.
    const LIMIT: u64;

    /// Of the file's bytes.
    fn load(spec: &Self::Spec, bytes: Vec<u8>) -> Result<Self, Wrong>;

    /// What it is, for people: `the table x: 3 rows`.
    fn shown(&self, spec: &Self::Spec) -> String;
}

/// A file that is looked at now and then.
#[derive(Debug)]
pub(super) struct Watched<S, T> {
    spec: S,
    // Held for as long as an `Arc` is cloned or put in its place, by readers and by who reads the file again.
    current: RwLock<Arc<T>>,
    // One thread at a time looks.
    seen: Mutex<Seen>,
}

/// What the file looked like.
#[derive(Debug)]
struct Seen {
    /// When it was read, or found to be wrong or gone.
    judged: Option<Stamp>,
    /// At the last look.
    last: Option<Stamp>,
}

/// What changes when a file is written, or another takes its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    #[cfg(unix)]
    inode: (u64, u64),
}

impl Stamp {
    fn new(metadata: &Metadata) -> Stamp {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Stamp {
            modified: metadata.modified().ok(),
            length: metadata.len(),
            #[cfg(unix)]
            inode: (metadata.dev(), metadata.ino()),
        }
    }

    /// Whether it was last written some time ago.
    fn is_settled(&self) -> bool {
        let age = self.modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        age.is_some_and(|age| age >= SETTLED)
    }
}

/// What came of looking at a file.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Changed {
    No,
    /// It was read again: what to say of it.
    Read(String),
    /// It cannot be read: why. What was read before stays.
    Wrong(String),
}

impl<S, T: Load<Spec = S>> Watched<S, T> {
    /// Reads the file.
    pub(super) fn open(spec: S) -> Result<Watched<S, T>, Error> {
        let (stamp, loaded) = read::<T>(&spec).map_err(|wrong| wrong.of(T::path(&spec)))?;
        let seen = Seen { judged: Some(stamp), last: Some(stamp) };
        Ok(Watched { spec, current: RwLock::new(Arc::new(loaded)), seen: Mutex::new(seen) })
    }

    pub(super) fn spec(&self) -> &S {
        &self.spec
    }

    /// What was read last.
    pub(super) fn current(&self) -> Arc<T> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks at the file, and reads it if it is another than the one that was read and stands still: it was last written a while
    /// ago, or has not changed from one look to the next.
    pub(super) fn refresh(&self) -> Changed {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let metadata = std::fs::metadata(T::path(&self.spec)).ok();
        // What is read from a pipe is there once.
        if metadata.as_ref().is_some_and(|metadata| !metadata.is_file()) {
            return Changed::No;
        }
        let now = metadata.map(|metadata| Stamp::new(&metadata));
        let stood_still = seen.last == now || now.is_some_and(|stamp| stamp.is_settled());
        seen.last = now;
        if now == seen.judged || !stood_still {
            return Changed::No;
        }
        seen.judged = now;
        match read::<T>(&self.spec) {
            // It was written meanwhile: the next look sees another file.
            Ok((stamp, _)) if Some(stamp) != now => Changed::No,
            Ok((_, loaded)) => {
                let said = format!("read again, {}", loaded.shown(&self.spec));
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
                Changed::Read(said)
            }
            Err(wrong) => {
                let stays = self.current().shown(&self.spec);
                Changed::Wrong(format!("{}; what was read before stays, {stays}", wrong.of(T::path(&self.spec))))
            }
        }
    }
}

/// The file's content, and what the file looked like when its last byte had been read.
fn read<T: Load>(spec: &T::Spec) -> Result<(Stamp, T), Wrong> {
    let path = T::path(spec);
    let failed = |e: std::io::Error| Wrong::new(format!("it cannot be read: {e}"), "");
    let file = std::fs::File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(Wrong::new("it is a folder", "name a file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(T::LIMIT)).unwrap_or(0));
    (&file).take(T::LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > T::LIMIT {
        return Err(Wrong::new(format!("it is larger than {} MiB", T::LIMIT >> 20), "leave rows out"));
    }
    let stamp = Stamp::new(&file.metadata().map_err(failed)?);
    Ok((stamp, T::load(spec, bytes)?))
}

//! The patterns that were compiled last, for all threads.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::{Pattern, RegexError};

/// As many as CPython keeps (`re._MAXCACHE`).
const MOST: usize = 512;

#[derive(Default)]
struct Cache {
    patterns: HashMap<u32, HashMap<Arc<str>, Arc<Pattern>>>,
    oldest_first: VecDeque<(u32, Arc<str>)>,
}

static CACHE: LazyLock<Mutex<Cache>> = LazyLock::new(Mutex::default);

/// [`Pattern::new`], remembered. A pattern that is refused is not.
///
/// # Errors
/// As [`Pattern::new`].
pub fn cached(pattern: &str, flags: u32) -> Result<Arc<Pattern>, RegexError> {
    // What the lock guards is whole at any time, so a thread that died with it does no harm.
    let lock = || CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = lock().patterns.get(&flags).and_then(|known| known.get(pattern)) {
        return Ok(Arc::clone(found));
    }
    // Compiled without the lock: it may take long.
    let compiled = Arc::new(Pattern::new(pattern, flags)?);
    let mut cache = lock();
    if cache.patterns.get(&flags).is_some_and(|known| known.contains_key(pattern)) {
        return Ok(compiled);
    }
    if cache.oldest_first.len() >= MOST
        && let Some((flags, name)) = cache.oldest_first.pop_front()
        && let Some(known) = cache.patterns.get_mut(&flags)
    {
        known.remove(&name);
        if known.is_empty() {
            cache.patterns.remove(&flags);
        }
    }
    let name: Arc<str> = Arc::from(pattern);
    cache.patterns.entry(flags).or_default().insert(Arc::clone(&name), Arc::clone(&compiled));
    cache.oldest_first.push_back((flags, name));
    Ok(compiled)
}

//! The state file of the commands that look into it.

use std::path::PathBuf;

use runtime::dedup::Store;

use crate::{cli, say};

/// The state file, which must be there: one that is made now has nothing in it. `None`: it is not, as was said, and that
/// `what` is kept in it.
///
/// # Errors
/// Where it cannot be opened.
pub fn open(state: cli::State, what: &str) -> anyhow::Result<Option<(PathBuf, Store)>> {
    let Some(path) = state.path else {
        say(&format!("{what} kept in the state file of a run: name it with `--state`"));
        return Ok(None);
    };
    if !path.exists() {
        say(&format!("there is no state file `{}`", path.display()));
        return Ok(None);
    }
    let store = Store::open(&path)?;
    Ok(Some((path, store)))
}

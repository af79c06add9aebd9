//! A lake in a local directory: written beside its place and renamed into it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::{Error, Storage};

/// Where files stand until they are whole. No reader of `logs/` comes by.
const INCOMING: &str = "incoming";

/// What is left of a crash is removed once it is this old: another process may be writing its own.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// The directory.
#[derive(Clone, Debug)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// Makes the directory where there is none, and removes what earlier runs left unfinished a day ago.
    ///
    /// # Errors
    /// Where it cannot be made or written.
    pub fn open(root: PathBuf) -> Result<Directory, Error> {
        let incoming = root.join(INCOMING);
        let failed = |source| Error::Write { path: incoming.clone(), source };
        fs::create_dir_all(&incoming).map_err(failed)?;
        for entry in fs::read_dir(&incoming).map_err(failed)?.flatten() {
            let written = entry.metadata().and_then(|meta| meta.modified());
            let age = written.ok().and_then(|written| SystemTime::now().duration_since(written).ok());
            if age.is_some_and(|age| age > ABANDONED) {
                // It takes room and does no other harm.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(Directory { root })
    }
}

impl Storage for Directory {
    fn create(&self) -> Result<NamedTempFile, Error> {
        let incoming = self.root.join(INCOMING);
        NamedTempFile::new_in(&incoming).map_err(|source| Error::Write { path: incoming, source })
    }

    fn publish(&self, file: NamedTempFile, key: &str) -> Result<(), Error> {
        let path = self.root.join(key);
        let failed = |source| Error::Write { path: path.clone(), source };
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(failed)?;
        // Readable as other files of the user are; temporary ones are not.
        file.as_file().set_permissions(readable()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&path).map_err(|e| failed(e.error))?;
        sync(folder).map_err(failed)
    }
}

#[cfg(unix)]
fn readable() -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o644)
}

/// Makes a rename last.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

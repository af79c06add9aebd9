//! The state file: whole when a service starts, or set aside; copied while it is used.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crossbeam_channel::Sender;
use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::beside::{Beside, Stop};
use crate::dedup;

/// What SQLite keeps beside a file.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// A copy of the state file, made anew now and then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    pub path: PathBuf,
    pub every: Duration,
}

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Renames the file at `path` where it is damaged, so that the next that opens it makes a new one. What was done, for people.
///
/// # Errors
/// Where it cannot be looked at, or is damaged and cannot be renamed.
pub fn set_aside_if_damaged(path: &Path) -> Result<Option<String>, dedup::Error> {
    let failed = |source| dedup::Error::Open { path: path.to_owned(), source };
    if !path.exists() {
        return Ok(None);
    }
    let Some(damage) = damage(path).map_err(failed)? else { return Ok(None) };
    let now = Offset::UTC.to_datetime(Timestamp::now()).strftime("%Y%m%dT%H%M%SZ").to_string();
    let aside = beside(path, &format!(".damaged-{now}"));
    fs::rename(path, &aside).map_err(|source| dedup::Error::SetAside { path: path.to_owned(), source })?;
    for suffix in BESIDE {
        // There need not be any; of another file, they would be damage to the new one.
        let from = beside(path, suffix);
        if from.exists() {
            let to = beside(&aside, suffix);
            fs::rename(&from, &to).map_err(|source| dedup::Error::SetAside { path: from, source })?;
        }
    }
    Ok(Some(format!(
        "the state file `{}` is damaged ({damage}): it is now `{}`, and a new one is begun; what was processed or alerted before \
         may be once more",
        path.display(),
        aside.display()
    )))
}

/// What is wrong with the file's pages, if anything is.
fn damage(path: &Path) -> Result<Option<String>, rusqlite::Error> {
    let check = || -> Result<String, rusqlite::Error> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
    };
    match check() {
        Ok(answer) if answer == "ok" => Ok(None),
        Ok(answer) => Ok(Some(answer)),
        Err(e) => match e.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Ok(Some(e.to_string())),
            _ => Err(e),
        },
    }
}

/// Begins to copy the state file, until what this gives is dropped.
///
/// # Errors
/// Where no thread is to be had.
pub(crate) fn keep_copied(state: &Path, backup: Backup, say: Sender<String>) -> Result<Beside<()>, io::Error> {
    let state = state.to_owned();
    Beside::start("backup", move |stop| copy_now_and_then(&state, &backup, &say, stop))
}

fn copy_now_and_then(state: &Path, backup: &Backup, say: &Sender<String>, stop: &Stop) {
    let mut failing = false;
    while !stop.within(backup.every) {
        let copied = copy(state, &backup.path);
        let line = match &copied {
            Ok(()) if failing => Some(format!("the state file is copied to `{}` again", backup.path.display())),
            Err(e) if !failing => Some(format!("the state file cannot be copied to `{}`: {e}", backup.path.display())),
            _ => None,
        };
        failing = copied.is_err();
        if let Some(line) = line {
            // Nobody listens any more where the process ends.
            let _ = say.send(line);
        }
    }
}

/// Puts a copy in its place, whole or not at all. Who writes meanwhile is not held up.
fn copy(state: &Path, to: &Path) -> Result<(), Error> {
    let incoming = beside(to, ".incoming");
    match fs::remove_file(&incoming) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e.into()),
        _ => {}
    }
    let connection = Connection::open_with_flags(state, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.execute("VACUUM INTO ?1", [incoming.to_string_lossy()])?;
    fs::File::open(&incoming)?.sync_all()?;
    Ok(fs::rename(&incoming, to)?)
}

/// `path` with more behind its name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, SeekFrom, Write};

    use tempfile::TempDir;

    use super::*;
    use crate::dedup::Store;

    fn place() -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("state.db");
        (folder, path)
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_whole_file_stays_and_a_damaged_one_is_set_aside() {
        let (folder, path) = place();
        assert_eq!(set_aside_if_damaged(&path).expect("there is none"), None);
        drop(Store::open(&path).expect("a store"));
        assert_eq!(set_aside_if_damaged(&path).expect("it is whole"), None);
        // A page of a table.
        let mut file = fs::OpenOptions::new().write(true).open(&path).expect("a file");
        file.seek(SeekFrom::Start(4096)).and_then(|_| file.write_all(&[0x5a; 4096])).expect("it is written");
        drop(file);
        let report = set_aside_if_damaged(&path).expect("it is renamed").expect("it is damaged");
        assert!(report.contains("state.db.damaged-"), "{report}");
        assert!(!path.exists());
        drop(Store::open(&path).expect("a new one"));
        fs::write(&path, "no database at all, but longer than a header ".repeat(20)).expect("it is written");
        assert!(set_aside_if_damaged(&path).expect("it is renamed").is_some());
        assert!(names(&folder).iter().all(|name| name.starts_with("state.db.damaged-")), "{:?}", names(&folder));
    }

    #[test]
    fn a_copy_is_a_state_file() {
        let (folder, path) = place();
        let mut store = Store::open(&path).expect("a store");
        let to = folder.path().join("copy.db");
        for marker in ["first", "second"] {
            let session = store.begin().expect("a session");
            session.processed(marker).expect("it is marked");
            session.commit().expect("it is committed");
            copy(&path, &to).expect("a copy");
            let mut copied = Store::open(&to).expect("a store");
            assert!(copied.begin().expect("a session").is_processed(marker).expect("sql"));
        }
        assert!(matches!(copy(&path, &folder.path().join("none/copy.db")), Err(Error::Sql(_))));
    }
}

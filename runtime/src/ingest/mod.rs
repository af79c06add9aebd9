//! Paths in, the files to read out, in an order that does not change from run to run.

mod file;

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

/// Something to read records from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Stdin,
    File(PathBuf),
    Object(Arc<dyn Object>),
}

/// What is no file and is read as one: an object of a bucket, a message.
pub trait Object: Send + Sync + fmt::Debug {
    /// What reports and alerts call it, as `s3://bucket/key`.
    fn name(&self) -> String;

    /// What no other object has, and this one has whenever it is read.
    fn identity(&self) -> Vec<u8>;

    /// Whether it is one of many small ones, which share what it costs to keep them.
    fn is_message(&self) -> bool {
        false
    }

    /// Bytes as they are stored; `None` where that is not known beforehand.
    fn size(&self) -> Option<u64>;

    /// Those bytes, from the first on.
    ///
    /// # Errors
    /// Where they cannot be had now. They may be had later.
    fn open(&self) -> io::Result<Box<dyn Read + Send>>;
}

impl PartialEq for dyn Object {
    fn eq(&self, other: &dyn Object) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for dyn Object {}

impl Source {
    /// What reports call it.
    pub fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) => path.to_string_lossy().into_owned(),
            Source::Object(object) => object.name(),
        }
    }

    /// Bytes on disk; `None` for what has no size beforehand.
    pub fn size(&self) -> Option<u64> {
        match self {
            Source::Stdin => None,
            Source::File(path) => path.metadata().ok().filter(|m| m.is_file()).map(|m| m.len()),
            Source::Object(object) => object.size(),
        }
    }
}

/// What a walk comes across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Source(Source),
    /// Something that cannot be read though it was asked for.
    Unreadable {
        name: String,
        reason: String,
    },
    /// Something in a folder that is no regular file, and is left alone.
    Skipped {
        name: String,
        what: &'static str,
    },
}

/// The files of `paths`: `-` is standard input, a folder is every regular file below it, by name.
///
/// Symbolic links in folders are not followed: mounted volumes have each file twice, once through a link.
pub fn walk(paths: Vec<PathBuf>) -> impl Iterator<Item = Found> {
    paths.into_iter().flat_map(|path| -> Box<dyn Iterator<Item = Found>> {
        if path.as_os_str() == "-" {
            return Box::new(std::iter::once(Found::Source(Source::Stdin)));
        }
        match path.metadata() {
            Err(e) => Box::new(std::iter::once(unreadable(&path, &e))),
            Ok(meta) if meta.is_dir() => Box::new(folder(&path)),
            Ok(_) => Box::new(std::iter::once(Found::Source(Source::File(path)))),
        }
    })
}

fn folder(path: &Path) -> impl Iterator<Item = Found> + use<> {
    let root = path.to_owned();
    WalkDir::new(path).sort_by_file_name().into_iter().filter_map(move |entry| {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                let path = e.path().unwrap_or(&root).to_owned();
                return Some(match e.io_error() {
                    Some(io) => unreadable(&path, io),
                    None => Found::Unreadable { name: path.to_string_lossy().into_owned(), reason: e.to_string() },
                });
            }
        };
        let kind = entry.file_type();
        if kind.is_dir() {
            return None;
        }
        let name = || entry.path().to_string_lossy().into_owned();
        Some(if kind.is_file() {
            Found::Source(Source::File(entry.into_path()))
        } else if kind.is_symlink() {
            Found::Skipped { name: name(), what: "a symbolic link" }
        } else {
            Found::Skipped { name: name(), what: "no regular file" }
        })
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Found {
    Found::Unreadable { name: path.to_string_lossy().into_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_by_name_and_leave_out_what_is_no_file() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(at("b/deep")).expect("a folder");
        for name in ["c.json", "b/2.json", "b/deep/1.json", "a.json", "b/.hidden"] {
            std::fs::write(at(name), "{}").expect("a file");
        }
        std::os::unix::fs::symlink(at("a.json"), at("link")).expect("a link");
        let found: Vec<Found> = walk(vec![dir.path().to_owned(), "-".into(), at("missing"), at("link")]).collect();
        let file = |name: &str| Found::Source(Source::File(at(name)));
        let shown = |name: &str| at(name).to_string_lossy().into_owned();
        assert_eq!(
            found,
            [
                file("a.json"),
                file("b/.hidden"),
                file("b/2.json"),
                file("b/deep/1.json"),
                file("c.json"),
                Found::Skipped { name: shown("link"), what: "a symbolic link" },
                Found::Source(Source::Stdin),
                Found::Unreadable { name: shown("missing"), reason: "No such file or directory (os error 2)".into() },
                // Named by itself a link is what it leads to.
                file("link"),
            ]
        );
    }
}

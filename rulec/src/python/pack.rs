//! Which files are rules.

use std::path::{Path, PathBuf};

/// Folders whose modules are imported by rules and are none themselves.
const HELPER_FOLDERS: [&str; 2] = ["helpers", "global_helpers"];

/// A rule's file.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// The root that it was found below, as it was given; for a root that is a file, the folder of its pack.
    pub root: PathBuf,
    /// The path below the root, with `/`.
    pub relative: String,
}

/// Every rule below the roots, sorted by path. Names that begin with `_` or `.` and helper folders hold none.
pub fn discover(roots: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    for root in roots {
        if root.is_dir() {
            walk(root, root, &mut found);
        } else {
            // One rule: its pack is its folder, whose parent is the root.
            let pack = root.parent().unwrap_or(Path::new(""));
            let base = pack.parent().unwrap_or(pack);
            found.push(file(root.clone(), base));
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    found
}

/// Whether a folder of this name holds helper modules.
pub fn is_helper_folder(name: &str) -> bool {
    HELPER_FOLDERS.contains(&name)
}

/// The folders below `folder` that hold helper modules.
pub fn helper_folders(folder: &Path) -> impl Iterator<Item = PathBuf> {
    HELPER_FOLDERS.iter().map(|name| folder.join(name)).filter(|path| path.is_dir())
}

fn walk(folder: &Path, root: &Path, found: &mut Vec<Found>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['_', '.']) {
            continue;
        }
        if path.is_dir() {
            if !is_helper_folder(&name) {
                walk(&path, root, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(file(path, root));
        }
    }
}

fn file(path: PathBuf, root: &Path) -> Found {
    let relative = path.strip_prefix(root).unwrap_or(&path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    let relative = parts.join("/");
    Found { path, root: root.to_owned(), relative }
}

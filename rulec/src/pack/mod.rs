//! Rule folders in; what they hold out: rules with what their yml says, helper modules, data models, and what is neither.
//!
//! A Panther pack describes each of its parts in a yml. A plain pack has none: there every `.py` file is a rule, but those
//! in helper folders.

pub mod jsonpath;
mod keys;
pub mod log_types;
mod read;
mod sidecar;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use keys::Kind;
pub use sidecar::{DataModelYml, Mapping, Metadata, Mock, RuleYml, Target, TestCase};

use crate::diag::{Code, Diagnostic, Level, SourceId, Sources};
use sidecar::{Body, Sidecar};

/// Folders whose modules are imported by rules and are none themselves.
const HELPER_FOLDERS: [&str; 2] = ["helpers", "global_helpers"];

/// Folders whose modules are of data models.
const DATA_MODEL_FOLDERS: [&str; 1] = ["data_models"];

/// How many folders above a root belong to its pack: a root may be a part of one.
const ABOVE: usize = 2;

/// Everything below some roots.
#[derive(Default, Debug)]
pub struct Packs {
    /// Sorted by path.
    pub rules: Vec<Found>,
    /// The modules that a yml gives a name, by that name: `GlobalID` and `Filename`.
    pub globals: BTreeMap<String, Vec<PathBuf>>,
    pub data_models: Vec<FoundModel>,
    pub others: Vec<Other>,
    /// Every yml that was understood: its path below its root, and its source.
    pub ymls: Vec<(String, SourceId)>,
    /// What is wrong with ymls that are none of a rule's.
    pub diagnostics: Vec<Diagnostic>,
}

/// A rule: its Python file, its yml, or both.
#[derive(Clone, Debug)]
pub struct Found {
    /// The Python file; a rule that is a list of conditions has a yml alone.
    pub path: PathBuf,
    /// The root that it was found below, as it was given; for a root that is a file, the folder of its pack.
    pub root: PathBuf,
    /// The path below the root, with `/`.
    pub relative: String,
    /// What its yml says.
    pub yml: Option<RuleYml>,
    /// What is wrong with the yml.
    pub diagnostics: Vec<Diagnostic>,
}

/// A data model.
#[derive(Clone, Debug)]
pub struct FoundModel {
    /// The Python file of its methods.
    pub path: Option<PathBuf>,
    pub root: PathBuf,
    pub relative: String,
    pub yml: DataModelYml,
}

/// Something of a pack that is no rule of iota's, such as a scheduled query.
#[derive(Clone, Debug)]
pub struct Other {
    pub kind: Kind,
    pub path: PathBuf,
}

/// Everything below the roots; a root may also be one rule's file. Names that begin with `_` or `.` are passed over.
pub fn discover(roots: &[PathBuf], sources: &mut Sources) -> Packs {
    let mut search = Search { sources, packs: Packs::default(), ymls: BTreeSet::new(), claimed: BTreeSet::new() };
    for root in roots {
        search.root(root);
    }
    let Search { mut packs, .. } = search;
    packs.rules.sort_by(|a, b| a.path.cmp(&b.path));
    packs.rules.dedup_by(|a, b| a.path == b.path);
    packs
}

/// The folders below `folder` that hold helper modules.
pub fn helper_folders(folder: &Path) -> impl Iterator<Item = PathBuf> {
    HELPER_FOLDERS.iter().map(|name| folder.join(name)).filter(|path| path.is_dir())
}

/// The folders above a root that belong to its pack, the nearest first.
pub fn above(root: &Path) -> Vec<PathBuf> {
    let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    absolute.ancestors().skip(1).take(ABOVE).map(Path::to_owned).collect()
}

/// What a folder's files are taken for, where no yml says what they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Rules,
    /// Modules that others import, or data models.
    Support,
}

struct Search<'s> {
    sources: &'s mut Sources,
    packs: Packs,
    /// The ymls that were read, and the Python files that one of them speaks of.
    ymls: BTreeSet<PathBuf>,
    claimed: BTreeSet<PathBuf>,
}

impl Search<'_> {
    fn root(&mut self, root: &Path) {
        let (base, mut python) = if root.is_dir() {
            let (mut ymls, mut python) = (Vec::new(), Vec::new());
            walk(root, Inside::Rules, &mut ymls, &mut python);
            ymls.sort();
            for path in ymls {
                self.yml(&path, root, true);
            }
            (root.to_owned(), python)
        } else {
            // One rule: its pack is its folder, whose parent is the root.
            let pack = root.parent().unwrap_or(Path::new(""));
            let base = pack.parent().unwrap_or(pack).to_owned();
            self.one(root, &base);
            (base, if root.extension().is_some_and(|e| e == "py") { vec![root.to_owned()] } else { Vec::new() })
        };
        for above in above(&base) {
            for name in HELPER_FOLDERS.iter().chain(&DATA_MODEL_FOLDERS) {
                self.support(&above.join(name), &base);
            }
        }
        if !root.is_dir() {
            for name in HELPER_FOLDERS.iter().chain(&DATA_MODEL_FOLDERS) {
                self.support(&base.join(name), &base);
            }
        }
        python.sort();
        for path in python {
            if !self.claimed.contains(&real(&path)) {
                let relative = below(&path, &base);
                self.packs.rules.push(Found { path, root: base.clone(), relative, yml: None, diagnostics: Vec::new() });
            }
        }
    }

    /// The yml of one rule's file, or that yml itself.
    fn one(&mut self, file: &Path, base: &Path) {
        let folder = file.parent().unwrap_or(Path::new(""));
        let is_yml = is_yml(file);
        let Ok(entries) = std::fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }) else {
            return;
        };
        let mut ymls: Vec<PathBuf> =
            entries.flatten().map(|e| folder.join(e.file_name())).filter(|p| self::is_yml(p)).collect();
        ymls.sort();
        for path in ymls {
            let concerns = if is_yml {
                path == file
            } else {
                std::fs::read_to_string(&path).is_ok_and(|text| {
                    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    text.contains(&name) || path.file_stem() == file.file_stem()
                })
            };
            if concerns {
                let before = self.packs.rules.len();
                self.yml(&path, base, true);
                if !is_yml {
                    // A yml may name the file in passing and be of another rule.
                    let rest = self.packs.rules.split_off(before);
                    self.packs.rules.extend(rest.into_iter().filter(|found| real(&found.path) == real(file)));
                }
            }
        }
    }

    /// The ymls of a helper folder or of data models.
    fn support(&mut self, folder: &Path, base: &Path) {
        if !folder.is_dir() {
            return;
        }
        let (mut ymls, mut python) = (Vec::new(), Vec::new());
        walk(folder, Inside::Support, &mut ymls, &mut python);
        ymls.sort();
        for path in ymls {
            self.yml(&path, base, false);
        }
    }

    fn yml(&mut self, path: &Path, root: &Path, rules: bool) {
        if !self.ymls.insert(real(path)) {
            return;
        }
        let Some(Sidecar { body, source, mut diagnostics }) = read::read(path, self.sources) else { return };
        let relative = below(path, root);
        self.packs.ymls.push((relative.clone(), source));
        let file = match &body {
            Body::Rule(rule) => rule.filename.clone(),
            Body::DataModel(model) => model.filename.clone(),
            Body::Global { filename, .. } | Body::Other { filename, .. } => filename.clone(),
            Body::Broken => None,
        };
        // What a broken yml would have said of the file beside it is not known.
        let beside = path.with_extension("py");
        let python = file.as_ref().map(|name| path.with_file_name(name));
        let python = python.or_else(|| beside.is_file().then_some(beside));
        self.claimed.extend(python.iter().map(|path| real(path)));
        match body {
            Body::Rule(rule) if rules => {
                let python = if rule.detection.is_some() { None } else { python };
                let missing = rule.detection.is_none() && python.as_ref().is_none_or(|path| !path.is_file());
                if missing {
                    diagnostics.push(no_python(source, &rule, python.as_deref()));
                }
                let path = if missing { path.to_owned() } else { python.unwrap_or_else(|| path.to_owned()) };
                let relative = below(&path, root);
                self.packs.rules.push(Found { path, root: root.to_owned(), relative, yml: Some(*rule), diagnostics });
                return;
            }
            Body::Rule(_) => return,
            Body::DataModel(yml) => {
                let path = yml.filename.as_ref().and(python).filter(|path| path.is_file());
                if let (Some(name), None) = (&yml.filename, &path) {
                    let message = format!("the file `{name}` does not exist");
                    let help = "put it beside the yml, or correct `Filename`";
                    diagnostics.push(Diagnostic::error(Code::E033, source, yml.filename_span.clone(), message, help));
                }
                let relative = path.as_ref().map_or(relative, |path| below(path, root));
                if yml.enabled {
                    self.packs.data_models.push(FoundModel { path, root: root.to_owned(), relative, yml });
                }
            }
            Body::Global { id, .. } => {
                if let Some(path) = python.filter(|path| path.is_file()) {
                    self.packs.globals.entry(id).or_default().push(path);
                }
            }
            Body::Other { kind, .. } => self.packs.others.push(Other { kind, path: path.to_owned() }),
            Body::Broken => {}
        }
        self.packs.diagnostics.append(&mut diagnostics);
    }
}

fn no_python(source: SourceId, rule: &RuleYml, python: Option<&Path>) -> Diagnostic {
    match (&rule.filename, python) {
        (Some(name), _) => Diagnostic::error(
            Code::E033,
            source,
            rule.filename_span.clone(),
            format!("the file `{name}` does not exist"),
            "put it beside the yml, or correct `Filename`",
        ),
        _ => Diagnostic::error(
            Code::E033,
            source,
            0..0,
            "the yml names no Python file",
            "add `Filename: <file>.py`, or a `Detection`",
        ),
    }
}

/// Every module below a root: its path below it with `/` before each name, `/lib/names`, and its file.
pub fn modules(root: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut open = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if name.starts_with('.') || name == "__pycache__" {
                continue;
            }
            if path.is_dir() {
                open.push((path, format!("{prefix}/{name}")));
            } else if name == "__init__.py" {
                found.push((prefix.clone(), path));
            } else if let Some(stem) = name.strip_suffix(".py") {
                found.push((format!("{prefix}/{stem}"), path));
            }
        }
    }
    found
}

/// The files of a folder and those below it.
fn walk(folder: &Path, inside: Inside, ymls: &mut Vec<PathBuf>, python: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['_', '.']) {
            continue;
        }
        if path.is_dir() {
            let support = HELPER_FOLDERS.contains(&name.as_str()) || DATA_MODEL_FOLDERS.contains(&name.as_str());
            walk(&path, if support { Inside::Support } else { inside }, ymls, python);
        } else if is_yml(&path) {
            ymls.push(path);
        } else if inside == Inside::Rules && path.extension().is_some_and(|extension| extension == "py") {
            python.push(path);
        }
    }
}

fn is_yml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml")
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The path below a root, with `/`.
fn below(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/").trim_start_matches('/').to_owned()
}

/// A warning.
fn warning(code: Code, source: SourceId, span: std::ops::Range<u32>, message: String, help: String) -> Diagnostic {
    Diagnostic { level: Level::Warning, ..Diagnostic::error(code, source, span, message, help) }
}

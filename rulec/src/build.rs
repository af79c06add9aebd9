//! What the build script of `generated` calls.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::compilation::{Compilation, compile};
use crate::diag::render;
use crate::emit::Earlier;
use crate::fallback::{Fallback, Place};

/// Compiles rule folders into a folder of Rust.
#[derive(Debug)]
pub struct Config {
    roots: Vec<PathBuf>,
    out: PathBuf,
    peek: Option<PathBuf>,
    for_tests: bool,
    fallback: Fallback,
}

/// Why there is no Rust to build.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Some rule does not compile: the rendered diagnostics.
    #[error("{0}")]
    Rules(String),
    #[error("the rule folder `{}` does not exist; `IOTA_RULES` names folders, separated like PATH", .0.display())]
    NoFolder(PathBuf),
    #[error("`{}` cannot be written: {source}", path.display())]
    Write { path: PathBuf, source: std::io::Error },
}

impl Config {
    /// Compiles `roots` into `out`.
    pub fn new(roots: Vec<PathBuf>, out: PathBuf) -> Config {
        Config { roots, out, peek: None, for_tests: false, fallback: Fallback::default() }
    }

    /// The roots of `IOTA_RULES`, a PATH-like list, or else `default`; the output in `OUT_DIR`; a copy of it, for
    /// people, in `IOTA_GENERATED_DIR`; what becomes of rules that do not compile by [`Fallback::from_env`]. Relative paths are taken from the current folder.
    pub fn from_env(default: &str) -> Config {
        let given = std::env::var_os("IOTA_RULES").filter(|v| !v.is_empty()).unwrap_or_else(|| OsString::from(default));
        let roots = std::env::split_paths(&given).filter(|path| !path.as_os_str().is_empty()).collect();
        let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_else(|| OsString::from(".")));
        let peek = std::env::var_os("IOTA_GENERATED_DIR").filter(|v| !v.is_empty()).map(PathBuf::from);
        Config { roots, out, peek, for_tests: false, fallback: Fallback::from_env() }
    }

    /// For `rulec test`: rules that are switched off are compiled too, and one that does not compile is left out without
    /// a failure, for that command reports it.
    pub fn for_tests(self) -> Config {
        Config { for_tests: true, fallback: Fallback::default(), ..self }
    }

    /// Compiles and writes; prints what cargo has to know.
    ///
    /// # Errors
    /// Where a rule does not compile, with all diagnostics; where nothing can be read or written.
    pub fn run(&self) -> Result<(), Error> {
        println!("cargo::rerun-if-env-changed=IOTA_RULES");
        println!("cargo::rerun-if-env-changed=IOTA_GENERATED_DIR");
        println!("cargo::rerun-if-env-changed=IOTA_SKIP");
        for root in &self.roots {
            // A folder is watched with all that is in it: new, renamed and deleted files change it.
            watch(root);
            if !root.exists() {
                return Err(Error::NoFolder(root.clone()));
            }
        }
        let mut compilation = compile(&self.roots);
        for source in compilation.sources.iter() {
            watch(&source.path);
        }
        let refused = self.fallback.refused(&compilation);
        if !refused.is_empty() && !self.for_tests {
            return Err(Error::Rules(render::text(&compilation.sources, &refused, false)));
        }
        for rule in &compilation.rules {
            match self.fallback.place(rule) {
                Place::Interpreted => println!("cargo::warning=rule `{}` is interpreted: {}", rule.id, rule.reason()),
                Place::Skipped => println!("cargo::warning=rule `{}` is left out, as IOTA_SKIP says", rule.id),
                Place::Native | Place::Disabled | Place::Refused => {}
            }
        }
        for mistake in self.fallback.mistakes(&compilation) {
            let source = compilation.sources.get(mistake.source);
            let (path, (line, _)) = (source.path.display(), source.position(mistake.span.start));
            println!("cargo::warning={path}:{line}: {}, which raises NameError there", mistake.message);
        }
        for name in self.fallback.unknown(&compilation.rules) {
            println!("cargo::warning=IOTA_SKIP names `{name}`, which is no rule's id or path");
        }
        if self.for_tests {
            compilation.rules.iter_mut().for_each(|rule| rule.metadata.enabled = true);
        }
        write_with(&compilation, &self.out, &self.fallback)?;
        if let Some(peek) = &self.peek {
            write_with(&compilation, peek, &self.fallback)?;
        }
        Ok(())
    }
}

/// Cargo takes relative paths from the package's folder, which need not be the current one.
fn watch(path: &Path) {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    println!("cargo::rerun-if-changed={}", absolute.display());
}

/// Writes the Rust of a compilation to a folder. A file that has not changed is left alone, so that its date stays; a
/// `.rs` file that is no longer made is removed.
///
/// # Errors
/// Where the folder or a file cannot be written.
pub fn write(compilation: &Compilation, folder: &Path) -> Result<(), Error> {
    write_with(compilation, folder, &Fallback::default())
}

fn write_with(compilation: &Compilation, folder: &Path, fallback: &Fallback) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut made = BTreeSet::new();
    let earlier = earlier(folder).map_err(failed(folder))?;
    for file in compilation.emit_after(fallback, &earlier) {
        let path = folder.join(&file.name);
        made.insert(path.clone());
        if earlier.get(&file.name) == Some(&file.text) {
            continue;
        }
        std::fs::write(&path, &file.text).map_err(failed(&path))?;
    }
    for entry in std::fs::read_dir(folder).map_err(failed(folder))?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "rs") && !made.contains(&path) {
            std::fs::remove_file(&path).map_err(failed(&path))?;
        }
    }
    Ok(())
}

/// The texts of generated files, and of rules that are interpreted, as they lie in a folder.
fn earlier(folder: &Path) -> io::Result<Earlier> {
    let mut texts = Earlier::new();
    for entry in std::fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "rs" || e == "py")
            && let (Ok(text), Ok(name)) = (std::fs::read_to_string(&path), entry.file_name().into_string())
        {
            texts.insert(name, text);
        }
    }
    Ok(texts)
}

//! What becomes of the rules that do not compile.

use std::path::Path;

use crate::compilation::{Compilation, CompiledRule};
use crate::diag::{Diagnostic, Level};

/// What the build was told of rules that do not compile. By default, each fails it.
#[derive(Clone, Default, Debug)]
pub struct Fallback {
    /// The interpreter is built in: it takes what it can run.
    pub interpret: bool,
    /// Ids or paths of rules to leave out.
    pub skip: Vec<String>,
}

/// Where a rule goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It is compiled.
    Native,
    /// It is left out, for it was named.
    Skipped,
    /// The interpreter runs it.
    Interpreted,
    /// Its yml switches it off.
    Disabled,
    /// It fails the build.
    Refused,
}

impl Fallback {
    /// As the environment says: `IOTA_SKIP` is a list with commas, and cargo tells a build script of the feature
    /// `interpreter`.
    pub fn from_env() -> Fallback {
        let skip = std::env::var("IOTA_SKIP").unwrap_or_default();
        let skip = skip.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Fallback { interpret: std::env::var_os("CARGO_FEATURE_INTERPRETER").is_some(), skip }
    }

    /// Where the rule goes.
    pub fn place(&self, rule: &CompiledRule) -> Place {
        if self.skip.iter().any(|name| rule.is_named(name)) {
            Place::Skipped
        } else if !rule.metadata.enabled {
            Place::Disabled
        } else if rule.is_native() {
            Place::Native
        } else if self.interpret && rule.falls_back() {
            Place::Interpreted
        } else {
            Place::Refused
        }
    }

    /// What fails the build: what is wrong with the rules that nothing takes.
    pub fn refused(&self, compilation: &Compilation) -> Vec<Diagnostic> {
        let sources = &compilation.sources;
        let rules = compilation.rules.iter().filter(|rule| self.place(rule) == Place::Refused);
        let of_rules = rules.flat_map(|rule| &rule.diagnostics);
        let of_packs = compilation.of_packs.iter().filter(|d| d.level == Level::Error);
        let mut refused: Vec<Diagnostic> = of_rules.chain(of_packs).cloned().collect();
        refused.sort_by(|a, b| a.key(sources).cmp(&b.key(sources)).then_with(|| a.message.cmp(&b.message)));
        refused.dedup_by(|a, b| a.key(sources) == b.key(sources) && a.message == b.message);
        crate::diag::gather(&mut refused, sources);
        refused
    }

    /// What is wrong with rules that are compiled, and nobody can have meant.
    pub fn mistakes<'c>(&self, compilation: &'c Compilation) -> impl Iterator<Item = &'c Diagnostic> {
        let rules = compilation.rules.iter().filter(|rule| self.place(rule) == Place::Native);
        rules.flat_map(|rule| &rule.diagnostics).filter(|d| d.level == Level::Mistake)
    }

    /// The names of `skip` that no rule has.
    pub fn unknown<'f>(&'f self, rules: &[CompiledRule]) -> Vec<&'f str> {
        let named = |name: &&String| !rules.iter().any(|rule| rule.is_named(name));
        self.skip.iter().filter(named).map(String::as_str).collect()
    }
}

impl CompiledRule {
    /// Whether `name` is its id, its path, or its path below the root.
    pub fn is_named(&self, name: &str) -> bool {
        self.id == name || self.path == Path::new(name) || self.relative == name
    }
}

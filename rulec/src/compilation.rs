//! One run of the compiler over some rule folders.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diag::{Diagnostic, Level, SourceId, Sources, compiles};
use crate::emit::Earlier;
use crate::fallback::Fallback;
use crate::ir::FuncId;
use crate::pack::{Kind, Metadata, Other, TestCase};
use crate::python::DataModel;
use crate::python::script::Script;

/// So many reasons why a rule does not compile are named in one line.
const REASONS: usize = 3;

/// What became of every rule of the roots.
#[derive(Debug)]
pub struct Compilation {
    /// Every file that was read.
    pub sources: Sources,
    /// Every rule that was found, ordered by id, those that do not compile included.
    pub rules: Vec<CompiledRule>,
    /// Every data model that was found and is switched on, those that do not compile included.
    pub data_models: Vec<DataModel>,
    /// What was found that is no rule, such as scheduled queries.
    pub others: Vec<Other>,
    /// Every yml that was understood: its path below its root, and its source.
    pub(crate) ymls: Vec<(String, SourceId)>,
    /// All that is wrong, ordered by place; each once, however many rules it concerns.
    pub diagnostics: Vec<Diagnostic>,
    /// Those of them that are of no rule.
    pub(crate) of_packs: Vec<Diagnostic>,
    pub(crate) program: crate::python::Program,
}

/// One rule.
#[derive(Debug)]
pub struct CompiledRule {
    /// Unique among the compiled ones: the yml's `RuleID`, else the file's stem.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// The path below the root, with `/`: `aws_cloudtrail/root_console_login.py`.
    pub relative: String,
    /// The root as it was given.
    pub root: PathBuf,
    /// Its yml.
    pub yml: Option<PathBuf>,
    /// The Python file; the yml where there is none.
    pub(crate) source: SourceId,
    /// Where its id stands, in `source`.
    pub(crate) id_span: std::ops::Range<u32>,
    /// Whether its functions are given Panther's event class, and not a dict: it is of a Panther pack if it has a yml.
    pub panther: bool,
    /// The log types whose events it sees; empty: every event.
    pub log_types: Vec<String>,
    /// What it says of itself. The description is the first paragraph of the docstring where the yml has none.
    pub metadata: Metadata,
    /// The paragraphs of the module's docstring, each in one line.
    pub docstring: Vec<String>,
    /// The tests of its yml.
    pub tests: Vec<TestCase>,
    /// The functions of the contract that the module defines, by name.
    pub functions: Vec<(&'static str, FuncId)>,
    /// The `InlineFilters` of a rule in Python, as a function of the plain event. Its function `rule` asks them already.
    pub(crate) filters: Option<FuncId>,
    /// What the interpreter can run in its stead: of a rule that does not compile, for reasons that CPython would not
    /// stumble over.
    pub script: Option<Script>,
    /// What keeps it from being compiled, and warnings, with those of the helpers it calls.
    pub diagnostics: Vec<Diagnostic>,
}

impl CompiledRule {
    /// The function of the contract of that name, if the module defines it.
    pub fn function(&self, name: &str) -> Option<FuncId> {
        self.functions.iter().find(|(known, _)| *known == name).map(|(_, id)| *id)
    }

    /// Whether it compiles to native code.
    pub fn is_native(&self) -> bool {
        compiles(&self.diagnostics)
    }

    /// Whether it does not compile, but can be run by the interpreter.
    pub fn falls_back(&self) -> bool {
        !self.is_native() && self.script.is_some()
    }

    /// Whether it is Python that is only asked where the yml's filters, which no interpreter runs, are true.
    pub fn is_filtered(&self) -> bool {
        self.filters.is_some()
    }

    /// Why it does not compile: the first reasons, in one line.
    pub fn reason(&self) -> String {
        let mut reasons: Vec<String> = Vec::new();
        for diagnostic in self.diagnostics.iter().filter(|d| d.level == Level::Error) {
            let reason = format!("{} {}", diagnostic.code.id(), diagnostic.message);
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        let more = reasons.len().saturating_sub(REASONS);
        reasons.truncate(REASONS);
        if more > 0 {
            reasons.push(format!("{more} more"));
        }
        reasons.join("; ")
    }
}

/// One file of generated Rust.
#[derive(Debug)]
pub struct Generated {
    /// Relative to the output folder.
    pub name: String,
    /// Formatted Rust.
    pub text: String,
}

/// Compiles every rule below `roots`; a root may also be one rule's file.
pub fn compile(roots: &[PathBuf]) -> Compilation {
    crate::python::compile(roots)
}

/// Reads every rule below `roots` for the interpreter: each has its [`CompiledRule::script`], but for those in which
/// CPython would find a mistake.
pub fn read(roots: &[PathBuf]) -> Compilation {
    crate::python::read(roots)
}

impl Compilation {
    /// Whether every rule compiles.
    pub fn is_native(&self) -> bool {
        compiles(&self.diagnostics)
    }

    /// Why a test cannot put a mock in the place of `name` in the rule's module, if it cannot.
    pub fn mock_problem(&self, rule: &CompiledRule, name: &str) -> Option<String> {
        if rule.function(name).is_some() {
            return Some(format!("`{name}` is called by iota itself, and is not mocked"));
        }
        self.program.modules.iter().find(|module| module.is_at(&rule.path))?.mock_problem(name)
    }

    /// How many there are of each kind of what is no rule, helper modules and data models aside.
    pub fn others_by_kind(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for other in &self.others {
            *counts.entry(other.kind).or_default() += 1;
        }
        counts
    }

    /// The Rust of every rule that compiles: `mod.rs` first, then a file for each Python module.
    pub fn emit(&self) -> Vec<Generated> {
        self.emit_with(&Fallback::default())
    }

    /// As [`emit`](Compilation::emit), with what becomes of the rules that do not compile. The source of those that the
    /// interpreter runs are files of their own.
    pub fn emit_with(&self, fallback: &Fallback) -> Vec<Generated> {
        self.emit_after(fallback, &Earlier::default())
    }

    /// As [`emit_with`](Compilation::emit_with), with what an earlier run wrote: what would be the same is not made again.
    pub(crate) fn emit_after(&self, fallback: &Fallback, earlier: &Earlier) -> Vec<Generated> {
        crate::python::nesting::with_stack(|| crate::emit::emit(self, fallback, earlier))
    }

    /// The rule whose id or path `name` is.
    pub fn rule(&self, name: &str) -> Option<&CompiledRule> {
        self.rules.iter().find(|rule| rule.is_named(name))
    }
}

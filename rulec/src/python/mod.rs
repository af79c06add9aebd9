//! The Python front end: rule folders in, a [`Program`] and diagnostics out.
//!
//! `pack` finds the rules, `parse` reads them, `resolve` says what each name of a module is and finds the modules that
//! it imports, `lower` turns one function at a time into the IR, on demand: what no rule calls is never looked at, so a
//! helper that cannot be compiled rejects only the rules that call it.

pub mod builtins;
mod contract;
mod lower;
mod models;
pub mod native;
mod near;
pub mod nesting;
pub mod parse;
mod paths;
mod reach;
mod resolve;
mod scope;
pub mod script;
mod semantic;
mod synthetic;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::compilation::{Compilation, CompiledRule};
use crate::diag::{Code, Diagnostic, Level, Sources};
use crate::ir::{ClassId, FuncId, Function, LocalId, ModuleId};
use crate::pack;

pub use models::DataModel;
pub use near::nearest;
pub use reach::Reach;
pub use resolve::Module;
pub(crate) use synthetic::Synthetic;

/// Every module that the rules reach, and every function of them that is called.
#[derive(Default, Debug)]
pub struct Program {
    pub modules: Vec<Module>,
    pub functions: Vec<Unit>,
    pub classes: Vec<Class>,
    /// The modules whose code may see objects that say themselves what they are equal to or when they are true: set
    /// once all is lowered.
    pub asking: OnceLock<BTreeSet<ModuleId>>,
}

/// A class that a module defines.
#[derive(Debug)]
pub struct Class {
    pub module: ModuleId,
    pub name: String,
    /// `__module__`.
    pub dotted: String,
    /// What runs its body.
    pub unit: FuncId,
    pub bases: Vec<Base>,
    /// What its body binds, in order.
    pub names: Vec<(String, LocalId)>,
    pub methods: Vec<Method>,
    /// Whether its body annotates a name.
    pub is_annotated: bool,
}

/// A class that another derives from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Base {
    /// One of the program.
    User(ClassId),
    /// A builtin one, by its name.
    Builtin(String),
}

/// A method of a class. Only one whose name the rule uses somewhere counts.
#[derive(Debug)]
pub struct Method {
    pub name: String,
    /// What is wrong in it, callees aside.
    pub diagnostics: Vec<Diagnostic>,
    pub uses: Uses,
}

/// What a piece of code names.
#[derive(Clone, Default, Debug)]
pub struct Uses {
    /// Functions, classes and initialisations of the program.
    pub calls: BTreeSet<FuncId>,
    /// Attributes, of whatever.
    pub attributes: BTreeSet<String>,
    /// It computes names of attributes: it may use any.
    pub any_attribute: bool,
}

/// One function and what came of lowering it.
#[derive(Debug)]
pub struct Unit {
    pub module: ModuleId,
    /// `None` where it could not be lowered.
    pub function: Option<Function>,
    /// What is wrong in it, callees aside.
    pub diagnostics: Vec<Diagnostic>,
    /// What it names, methods aside.
    pub uses: Uses,
    /// It stands for the first use of a module's name, not for a `def`.
    pub initialises: Option<Initialises>,
}

/// What an initialisation sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Initialises {
    /// One name, when it is first read.
    Slot(usize),
    /// Every name of the module, by running the module's statements in order.
    Module,
    /// A class, by running its body.
    Class(ClassId),
}

impl Program {
    /// The module.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }

    /// The function.
    pub fn unit(&self, id: FuncId) -> &Unit {
        &self.functions[id.0]
    }

    /// The class.
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0]
    }
}

/// Compiles every rule below the roots.
pub fn compile(roots: &[PathBuf]) -> Compilation {
    nesting::with_stack(|| compile_here(roots, true))
}

/// Reads every rule below the roots for the interpreter, and compiles none.
pub fn read(roots: &[PathBuf]) -> Compilation {
    nesting::with_stack(|| compile_here(roots, false))
}

fn compile_here(roots: &[PathBuf], native: bool) -> Compilation {
    let mut resolver = resolve::Resolver::new();
    let packs = pack::discover(roots, &mut resolver.sources);
    resolver.globals = packs.globals;
    let mut found: Vec<(CompiledRule, Option<ModuleId>)> =
        packs.rules.into_iter().map(|found| contract::rule(&mut resolver, found)).collect();
    let mut models: Vec<DataModel> =
        packs.data_models.into_iter().map(|found| models::model(&mut resolver, found)).collect();
    if native {
        resolver.lower_all();
    }
    // A module that stands beside the rules and is imported by one need be none itself.
    found.retain(|(rule, module)| {
        !(contract::is_no_rule(rule) && module.is_some_and(|id| resolver.imported.contains(&id)))
    });
    found.sort_by(|(a, _), (b, _)| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    for (rule, _) in &mut found {
        let from: Vec<FuncId> = rule.functions.iter().map(|(_, id)| *id).collect();
        rule.diagnostics.extend(resolver.program.reach(from).diagnostics(&resolver.program).cloned());
        sort(&mut rule.diagnostics, &resolver.sources);
    }
    let (mut rules, modules): (Vec<CompiledRule>, Vec<Option<ModuleId>>) = found.into_iter().unzip();
    models::finish(&mut models, &resolver.program, &resolver.sources);
    models::concern(&models, &mut rules, &resolver.program, &resolver.sources);
    for (rule, module) in rules.iter_mut().zip(modules) {
        let can_run = rule.diagnostics.iter().all(|d| d.level < Level::Error || d.code.falls_back());
        if let Some(module) = module
            && can_run
            && !(native && rule.is_native())
        {
            rule.script = Some(script::script(&mut resolver, module, rule.panther.then_some(&models)));
        }
    }
    let resolve::Resolver { program, sources, .. } = resolver;
    doubled_ids(&mut rules, &sources);
    let mut diagnostics = packs.diagnostics.clone();
    // A data model that no rule asks keeps nothing from being built.
    let idle = models.iter().flat_map(|model| model.diagnostics.iter());
    let told: Vec<Diagnostic> = rules.iter().flat_map(|rule| rule.diagnostics.iter().cloned()).collect();
    let same = |a: &Diagnostic, b: &Diagnostic| a.key(&sources) == b.key(&sources) && a.message == b.message;
    let idle = idle.filter(|d| !told.iter().any(|other| same(other, d)));
    diagnostics.extend(idle.cloned().map(|d| Diagnostic { level: Level::Warning, ..d }));
    for rule in &rules {
        // Nothing is built of a rule that is switched off.
        let level = if rule.metadata.enabled { Level::Error } else { Level::Warning };
        diagnostics.extend(rule.diagnostics.iter().cloned().map(|d| Diagnostic { level: d.level.min(level), ..d }));
    }
    sort(&mut diagnostics, &sources);
    for list in rules.iter_mut().map(|rule| &mut rule.diagnostics).chain([&mut diagnostics]) {
        crate::diag::gather(list, &sources);
    }
    Compilation {
        sources,
        rules,
        data_models: models,
        others: packs.others,
        ymls: packs.ymls,
        of_packs: packs.diagnostics,
        diagnostics,
        program,
    }
}

fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostics.sort_by(|a, b| a.key(sources).cmp(&b.key(sources)).then_with(|| a.message.cmp(&b.message)));
    diagnostics.dedup_by(|a, b| a.key(sources) == b.key(sources) && a.message == b.message);
}

fn doubled_ids(rules: &mut [CompiledRule], sources: &Sources) {
    let mut first: BTreeMap<String, PathBuf> = BTreeMap::new();
    for rule in rules {
        if let Some(other) = first.get(&rule.id) {
            let message = format!("the rule id `{}` is already used by `{}`", rule.id, other.display());
            let help = match rule.yml {
                Some(_) => "give one of the two another `RuleID`: alerts are told apart by it",
                None => "rename one of the two files: alerts are told apart by the rule's id",
            };
            rule.diagnostics.push(Diagnostic::error(Code::E005, rule.source, rule.id_span.clone(), message, help));
            sort(&mut rule.diagnostics, sources);
        } else {
            first.insert(rule.id.clone(), rule.path.clone());
        }
    }
}

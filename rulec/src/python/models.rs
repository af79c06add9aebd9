//! Data models: their paths parsed, their methods found. The methods are lowered later, with all functions.

use std::collections::{BTreeMap, BTreeSet};

use super::contract::takes_event_alone;
use super::resolve::{Binding, Resolver};
use super::{Program, sort};
use crate::compilation::CompiledRule;
use crate::diag::{Code, Diagnostic, SourceId, Sources, compiles};
use crate::ir::FuncId;
use crate::pack::{FoundModel, Mapping, Target, jsonpath};

/// A data model.
#[derive(Debug)]
pub struct DataModel {
    /// `DataModelID`.
    pub id: String,
    pub log_types: Vec<String>,
    /// A name and its path; each name once.
    pub paths: Vec<(String, jsonpath::Path)>,
    /// A name, and the function's own name and the function; each name once.
    pub methods: Vec<(String, String, FuncId)>,
    /// What keeps it from being compiled.
    pub diagnostics: Vec<Diagnostic>,
    source: SourceId,
    id_span: std::ops::Range<u32>,
}

impl DataModel {
    /// Whether all of it compiles.
    pub fn is_native(&self) -> bool {
        compiles(&self.diagnostics)
    }
}

/// Reads one data model.
pub fn model(resolver: &mut Resolver, found: FoundModel) -> DataModel {
    let FoundModel { path, root, relative, yml } = found;
    let mut model = DataModel {
        id: yml.id,
        log_types: yml.log_types,
        paths: Vec::new(),
        methods: Vec::new(),
        diagnostics: Vec::new(),
        source: yml.source,
        id_span: yml.id_span,
    };
    let module = path.map(|path| resolver.load(&model.id, &path, &root, &relative, &mut model.diagnostics));
    for Mapping { name, target, span } in yml.mappings {
        match target {
            Target::Path(text) => match jsonpath::parse(&text) {
                Ok(path) => put(&mut model.paths, (name, path), |(name, _)| name),
                Err(why) => {
                    let message = format!("the path `{text}` is outside the subset: {why}");
                    let help = "write names with dots, `[0]`, `[*]`, `..` or a filter between them, or use a `Method`";
                    model.diagnostics.push(Diagnostic::error(Code::E034, yml.source, span, message, help));
                }
            },
            Target::Method(method) => {
                let function = module.and_then(|module| match resolver.binding(module, &method)? {
                    Binding::Function(_) => resolver.function(module, &method),
                    Binding::Member { module: of, name } => resolver.function_of(&of, module, &name),
                    _ => None,
                });
                match function {
                    Some(id) => {
                        let (owner, def) = resolver.definition(id);
                        if !takes_event_alone(&def) {
                            let source = resolver.program.module(owner).source;
                            model.diagnostics.push(super::contract::wrong_parameters(&method, source, &def, false));
                        }
                        put(&mut model.methods, (name, def.name.to_string(), id), |(name, ..)| name);
                    }
                    // What a broken file defines is not known.
                    None if module.is_some_and(|module| !resolver.broken(module).is_empty()) => {}
                    None => {
                        let message = format!("the module of the data model defines no function `{method}`");
                        let help = "define it in the file that `Filename` names";
                        model.diagnostics.push(Diagnostic::error(Code::E008, yml.source, span, message, help));
                    }
                }
            }
        }
    }
    model
}

/// Later names replace earlier ones, at their place, as in a dict.
fn put<T>(all: &mut Vec<T>, new: T, name: impl Fn(&T) -> &String) {
    match all.iter_mut().find(|old| name(old) == name(&new)) {
        Some(old) => *old = new,
        None => all.push(new),
    }
}

/// Adds what is wrong with the methods and all that they call, and with two models of one log type.
pub fn finish(models: &mut [DataModel], program: &Program, sources: &Sources) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for model in models {
        for id in program.reachable(model.methods.iter().map(|(.., id)| *id)) {
            model.diagnostics.extend(program.unit(id).diagnostics.iter().cloned());
        }
        for log_type in &model.log_types {
            if let Some(other) = seen.get(log_type) {
                let message = format!("the log type `{log_type}` already has the data model `{other}`");
                let help = "a log type has one data model: join the two, or switch one off with `Enabled: false`";
                let span = model.id_span.clone();
                model.diagnostics.push(Diagnostic::error(Code::E031, model.source, span, message, help));
            } else {
                seen.insert(log_type.clone(), model.id.clone());
            }
        }
        sort(&mut model.diagnostics, sources);
    }
}

/// What a rule may ask of data models that do not compile keeps it from being compiled too.
pub fn concern(models: &[DataModel], rules: &mut [CompiledRule], program: &Program, sources: &Sources) {
    let broken: Vec<&DataModel> = models.iter().filter(|model| !model.is_native()).collect();
    for rule in rules.iter_mut().filter(|_| !broken.is_empty()) {
        let from: Vec<FuncId> = rule.functions.iter().map(|(_, id)| *id).collect();
        let modules: BTreeSet<_> = program.reachable(from).into_iter().map(|id| program.unit(id).module).collect();
        let asks = modules.into_iter().any(|id| sources.get(program.module(id).source).text.contains("udm"));
        if !rule.panther || !asks {
            continue;
        }
        for model in &broken {
            if rule.log_types.is_empty() || model.log_types.iter().any(|name| rule.log_types.contains(name)) {
                rule.diagnostics.extend(model.diagnostics.iter().cloned());
            }
        }
        sort(&mut rule.diagnostics, sources);
    }
}

//! What the interpreter is given of a rule that is not compiled: its source and that of every module it imports,
//! directly or not, with what each import statement refers to. The interpreter finds nothing by itself.

use std::collections::BTreeMap;

use ruff_python_ast::Stmt;
use ruff_python_ast::visitor::{Visitor, walk_stmt};

use super::DataModel;
use super::resolve::{ModuleRef, Resolver};
use crate::diag::SourceId;
use crate::ir::ModuleId;
use crate::pack::jsonpath::{Condition, Literal, Step};

/// The modules of a rule, its own first.
#[derive(Clone, Default, Debug)]
pub struct Script {
    pub modules: Vec<ScriptModule>,
    /// The data models that it may ask, as JSON for the interpreter: a list of objects with `id`, `log_types`, `paths` (a name to
    /// a path's text and steps) and `methods` (a name to a module's index and its function). `None`: its functions are given
    /// a dict, and not Panther's event.
    pub models: Option<String>,
}

/// One module of a [`Script`].
#[derive(Clone, Debug)]
pub struct ScriptModule {
    pub source: SourceId,
    /// As Python names it: `helpers.identity`.
    pub name: String,
    /// The path below its root, with `/`.
    pub path: String,
    /// What its import statements name, with their dots, and the index of that module here.
    pub imports: BTreeMap<String, usize>,
    /// The modules that are not of the pack, and that it imports where Python would not go on without them: an import
    /// that nothing uses must not reject a rule, so the interpreter raises at their first use alone.
    pub lazy: Vec<String>,
}

/// The script of the rule in `module`, which may ask `models`.
pub fn script(resolver: &mut Resolver, module: ModuleId, models: Option<&Vec<DataModel>>) -> Script {
    let mut order = vec![module];
    let models = models.map(|models| {
        let models: Vec<String> = models.iter().map(|model| self::model(resolver, model, &mut order)).collect();
        format!("[{}]", models.join(","))
    });
    let mut modules = Vec::new();
    while let Some(id) = order.get(modules.len()).copied() {
        let tree = resolver.tree(id);
        let mut imports = Imports::default();
        for stmt in &tree.body {
            imports.visit_stmt(stmt);
        }
        let info = resolver.program.module(id);
        let name = match modules.is_empty() {
            true => info.dotted.clone(),
            false => info.relative.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', "."),
        };
        let mut made = ScriptModule {
            source: info.source,
            name,
            path: info.relative.clone(),
            imports: BTreeMap::new(),
            lazy: Vec::new(),
        };
        for name in imports.names {
            let level = name.len() - name.trim_start_matches('.').len();
            let (dots, dotted) = name.split_at(level);
            // `a.b.c` needs `a` and `a.b` too.
            let ends = dotted.match_indices('.').map(|(at, _)| at).chain([dotted.len()]);
            for end in ends {
                let part = &dotted[..end];
                if let ModuleRef::Source(found) = resolver.find(id, part, level as u32) {
                    let index = order.iter().position(|known| *known == found).unwrap_or_else(|| {
                        order.push(found);
                        order.len() - 1
                    });
                    made.imports.insert(format!("{dots}{part}"), index);
                }
            }
        }
        let is_of_pack = |name: &String| made.imports.keys().any(|k| k == name || k.starts_with(&format!("{name}.")));
        made.lazy = imports.outer.into_iter().filter(|name| !is_of_pack(name)).collect();
        modules.push(made);
    }
    Script { modules, models }
}

/// A data model as JSON. The modules of its methods are put into `order`.
fn model(resolver: &Resolver, model: &DataModel, order: &mut Vec<ModuleId>) -> String {
    let paths = model
        .paths
        .iter()
        .map(|(name, path)| format!("{}:[{},{}]", quoted(name), quoted(&path.text), steps(&path.steps)));
    let methods = model.methods.iter().map(|(name, function, id)| {
        let module = resolver.program.unit(*id).module;
        let index = order.iter().position(|known| *known == module).unwrap_or_else(|| {
            order.push(module);
            order.len() - 1
        });
        format!("{}:[{index},{}]", quoted(name), quoted(function))
    });
    format!(
        "{{\"id\":{},\"log_types\":[{}],\"paths\":{{{}}},\"methods\":{{{}}}}}",
        quoted(&model.id),
        joined(model.log_types.iter().map(|name| quoted(name))),
        joined(paths),
        joined(methods),
    )
}

/// Each step by its name and what it has.
fn steps(steps: &[Step]) -> String {
    let steps = steps.iter().map(|step| match step {
        Step::Field(name) => format!("[\"field\",{}]", quoted(name)),
        Step::EveryField => "[\"every\"]".to_owned(),
        Step::Index(at) => format!("[\"index\",{at}]"),
        Step::Elements => "[\"elements\"]".to_owned(),
        Step::Descend(inner) => format!("[\"descend\",{}]", self::steps(inner)),
        Step::Filter(conditions) => format!("[\"filter\",[{}]]", joined(conditions.iter().map(condition))),
    });
    format!("[{}]", joined(steps))
}

fn condition(condition: &Condition) -> String {
    let target = steps(&condition.target);
    match &condition.test {
        None => format!("[{target}]"),
        Some((operator, literal)) => {
            let literal = match literal {
                Literal::Str(text) => quoted(text),
                Literal::Int(int) => int.to_string(),
                Literal::Float(float) => format!("{float:?}"),
                Literal::Bool(bool) => bool.to_string(),
            };
            format!("[{target},{},{literal}]", quoted(operator))
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}

/// A string of JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What the import statements of a module name.
#[derive(Default)]
struct Imports {
    /// Every dotted name that may be a module, with the dots before it.
    names: Vec<String>,
    /// The modules of statements outside functions and `try`.
    outer: Vec<String>,
    inside: usize,
}

impl Imports {
    fn module(&mut self, name: String) {
        if self.inside == 0 && !self.outer.contains(&name) {
            self.outer.push(name.clone());
        }
        self.names.push(name);
    }
}

impl<'s> Visitor<'s> for Imports {
    fn visit_stmt(&mut self, stmt: &'s Stmt) {
        match stmt {
            Stmt::Import(stmt) => {
                for alias in &stmt.names {
                    self.module(alias.name.to_string());
                }
            }
            Stmt::ImportFrom(stmt) => {
                let dots = ".".repeat(stmt.level as usize);
                let dotted = stmt.module.as_ref().map_or("", |name| name.as_str());
                self.module(format!("{dots}{dotted}"));
                let separator = if dotted.is_empty() { "" } else { "." };
                let members = stmt.names.iter().map(|alias| format!("{dots}{dotted}{separator}{}", alias.name));
                self.names.extend(members);
            }
            Stmt::FunctionDef(_) | Stmt::Try(_) => {
                self.inside += 1;
                walk_stmt(self, stmt);
                self.inside -= 1;
            }
            _ => walk_stmt(self, stmt),
        }
    }
}

//! What the interpreter is given of a rule that is not compiled: its source and that of every module it imports,
//! directly or not, with what each import statement refers to. The interpreter finds nothing by itself.

use std::collections::BTreeMap;

use ruff_python_ast::Stmt;
use ruff_python_ast::visitor::{Visitor, walk_stmt};

use super::resolve::{ModuleRef, Resolver};
use crate::diag::SourceId;
use crate::ir::ModuleId;

/// The modules of a rule, its own first.
#[derive(Clone, Default, Debug)]
pub struct Script {
    pub modules: Vec<ScriptModule>,
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

/// The script of the rule in `module`.
pub fn script(resolver: &mut Resolver, module: ModuleId) -> Script {
    let mut order = vec![module];
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
    Script { modules }
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

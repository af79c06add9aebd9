//! Statements at a module's top that set where Python looks for modules: `sys.path.insert(0, os.path.dirname(__file__))`.
//!
//! They do nothing for a compiled rule but to say where its helper modules are: they are not run, and the folders that can
//! be told from the text are searched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall, ExprContext, Number, Operator, Stmt};

use super::scope::dotted;

/// Modules whose names such a statement may use.
const MODULES: [&str; 4] = ["os", "os.path", "sys", "pathlib"];

/// What the statements of one module say of paths.
#[derive(Default, Debug)]
pub struct Paths {
    /// The statements that are not run, by index.
    pub skipped: BTreeSet<usize>,
    /// Folders that come before all others, the first one first.
    pub front: Vec<PathBuf>,
    /// Folders that come after all others.
    pub back: Vec<PathBuf>,
}

/// Reads the top of the module at `file`.
pub fn read(body: &[Stmt], file: &Path) -> Paths {
    let mut names = imported(body);
    if !names.contains("sys") {
        return Paths::default();
    }
    let mut skipped: BTreeSet<usize> = (0..body.len()).filter(|i| body.get(*i).is_some_and(touches_paths)).collect();
    if skipped.is_empty() {
        return Paths::default();
    }
    // A name that is a path and is read for paths alone is none of the rule's: all that are paths, without those that
    // something else reads.
    let mut made: Vec<(usize, &str)> = Vec::new();
    loop {
        let more = body.iter().enumerate().find_map(|(index, stmt)| {
            let (name, value) = assigned(stmt).filter(|_| !skipped.contains(&index))?;
            is_path(value, &names).then_some((index, name))
        });
        let Some((index, name)) = more else { break };
        skipped.insert(index);
        names.insert(name.to_owned());
        made.push((index, name));
    }
    while let Some(at) = made.iter().position(|(_, name)| {
        body.iter().enumerate().any(|(other, stmt)| !skipped.contains(&other) && reads(stmt, name))
    }) {
        let (index, _) = made.swap_remove(at);
        skipped.remove(&index);
    }
    let mut reader =
        Reader { file: absolute(file), names: BTreeMap::new(), paths: Paths { skipped, ..Paths::default() } };
    for (index, stmt) in body.iter().enumerate() {
        if reader.paths.skipped.contains(&index) {
            reader.statement(stmt);
        }
    }
    reader.paths
}

/// The names that imports of [`MODULES`] bind, and what else a path may be made with.
fn imported(body: &[Stmt]) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = ["str", "__file__"].map(str::to_owned).into();
    for stmt in body {
        let (module, aliases) = match stmt {
            Stmt::Import(stmt) => (None, &stmt.names),
            Stmt::ImportFrom(stmt) => (stmt.module.as_ref().map(|name| name.as_str()), &stmt.names),
            _ => continue,
        };
        for alias in aliases.iter().filter(|alias| MODULES.contains(&module.unwrap_or(alias.name.as_str()))) {
            let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
            names.insert(name.split('.').next().unwrap_or_default().to_owned());
        }
    }
    names
}

/// Whether the statement changes `sys.path` and nothing else.
fn touches_paths(stmt: &Stmt) -> bool {
    let is_sys_path = |expr: &Expr| match expr {
        Expr::Subscript(subscript) => dotted(&subscript.value).is_some_and(|name| name == "sys.path"),
        _ => dotted(expr).is_some_and(|name| name == "sys.path"),
    };
    match stmt {
        Stmt::Expr(stmt) => match stmt.value.as_ref() {
            Expr::Call(call) => dotted(&call.func).is_some_and(|name| name.starts_with("sys.path.")),
            _ => false,
        },
        Stmt::Assign(stmt) => stmt.targets.iter().all(is_sys_path),
        Stmt::AugAssign(stmt) => is_sys_path(&stmt.target),
        Stmt::If(stmt) => {
            stmt.elif_else_clauses.is_empty() && !stmt.body.is_empty() && stmt.body.iter().all(touches_paths)
        }
        Stmt::For(stmt) => stmt.orelse.is_empty() && !stmt.body.is_empty() && stmt.body.iter().all(touches_paths),
        _ => false,
    }
}

/// `name = value`.
fn assigned(stmt: &Stmt) -> Option<(&str, &Expr)> {
    match stmt {
        Stmt::Assign(stmt) => match stmt.targets.as_slice() {
            [Expr::Name(name)] => Some((name.id.as_str(), &stmt.value)),
            _ => None,
        },
        Stmt::AnnAssign(stmt) => match stmt.target.as_ref() {
            Expr::Name(name) => Some((name.id.as_str(), stmt.value.as_deref()?)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the statement reads a name, itself or in a function of it.
fn reads(stmt: &Stmt, name: &str) -> bool {
    struct Finder<'n>(&'n str, bool);
    impl<'s> Visitor<'s> for Finder<'_> {
        fn visit_expr(&mut self, expr: &'s Expr) {
            if let Expr::Name(found) = expr {
                self.1 |= found.id.as_str() == self.0 && !matches!(found.ctx, ExprContext::Store);
            }
            walk_expr(self, expr);
        }
    }
    let mut finder = Finder(name, false);
    finder.visit_stmt(stmt);
    finder.1
}

/// Whether an expression is made of nothing but paths, `__file__` or a module of paths among them.
fn is_path(value: &Expr, names: &BTreeSet<String>) -> bool {
    struct Finder<'n> {
        names: &'n BTreeSet<String>,
        foreign: bool,
        path: bool,
    }
    impl<'s> Visitor<'s> for Finder<'_> {
        fn visit_expr(&mut self, expr: &'s Expr) {
            match expr {
                Expr::Name(name) if self.names.contains(name.id.as_str()) => self.path |= name.id.as_str() != "str",
                Expr::Name(_)
                | Expr::Lambda(_)
                | Expr::Named(_)
                | Expr::ListComp(_)
                | Expr::SetComp(_)
                | Expr::DictComp(_)
                | Expr::Generator(_) => self.foreign = true,
                _ => {}
            }
            walk_expr(self, expr);
        }
    }
    let mut finder = Finder { names, foreign: false, path: false };
    finder.visit_expr(value);
    finder.path && !finder.foreign
}

/// Works out the paths that can be told from the text.
struct Reader {
    file: PathBuf,
    names: BTreeMap<String, PathBuf>,
    paths: Paths,
}

impl Reader {
    fn statement(&mut self, stmt: &Stmt) {
        if let Some((name, value)) = assigned(stmt) {
            if let Some(path) = self.path(value) {
                self.names.insert(name.to_owned(), path);
            }
            return;
        }
        match stmt {
            Stmt::Expr(stmt) => {
                if let Expr::Call(call) = stmt.value.as_ref() {
                    self.call(call);
                }
            }
            Stmt::AugAssign(stmt) => self.list(&stmt.value),
            Stmt::Assign(stmt) => self.list(&stmt.value),
            Stmt::If(stmt) => stmt.body.iter().for_each(|stmt| self.statement(stmt)),
            Stmt::For(stmt) => {
                let (Expr::Name(name), Some(items)) = (stmt.target.as_ref(), elements(&stmt.iter)) else { return };
                for item in items {
                    let Some(path) = self.path(item) else { continue };
                    self.names.insert(name.id.to_string(), path);
                    stmt.body.iter().for_each(|stmt| self.statement(stmt));
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, call: &ExprCall) {
        match (dotted(&call.func).as_deref(), &*call.arguments.args) {
            (Some("sys.path.insert"), [Expr::NumberLiteral(at), value]) => {
                if let Some(path) = self.path(value) {
                    match at.value {
                        Number::Int(ref index) if index.as_u8() == Some(0) => self.paths.front.insert(0, clean(&path)),
                        _ => self.paths.back.push(clean(&path)),
                    }
                }
            }
            (Some("sys.path.append"), [value]) => {
                let path = self.path(value);
                self.paths.back.extend(path.map(|path| clean(&path)));
            }
            (Some("sys.path.extend"), [value]) => self.list(value),
            _ => {}
        }
    }

    /// Folders in a list that is added to the path or takes its place.
    fn list(&mut self, value: &Expr) {
        if let Expr::BinOp(sum) = value {
            self.list(&sum.left);
            self.list(&sum.right);
        }
        for item in elements(value).unwrap_or_default() {
            let path = self.path(item);
            self.paths.back.extend(path.map(|path| clean(&path)));
        }
    }

    /// The path that an expression is. `os.path` and `pathlib`, as far as the text says what comes out.
    fn path(&self, value: &Expr) -> Option<PathBuf> {
        match value {
            Expr::StringLiteral(text) => Some(PathBuf::from(text.value.to_str())),
            Expr::Name(name) if name.id.as_str() == "__file__" => Some(self.file.clone()),
            Expr::Name(name) => self.names.get(name.id.as_str()).cloned(),
            Expr::Attribute(attribute) if attribute.attr.as_str() == "parent" => {
                self.path(&attribute.value)?.parent().map(Path::to_owned)
            }
            Expr::Subscript(subscript) => {
                let Expr::Attribute(attribute) = subscript.value.as_ref() else { return None };
                let Expr::NumberLiteral(index) = subscript.slice.as_ref() else { return None };
                let Number::Int(index) = &index.value else { return None };
                let path = clean(&self.path(&attribute.value).filter(|_| attribute.attr.as_str() == "parents")?);
                path.ancestors().nth(usize::from(index.as_u8()?) + 1).map(Path::to_owned)
            }
            Expr::BinOp(binary) if binary.op == Operator::Div => {
                Some(self.path(&binary.left)?.join(self.path(&binary.right)?))
            }
            Expr::BinOp(binary) if binary.op == Operator::Add => {
                let mut text = self.path(&binary.left)?.into_os_string();
                text.push(self.path(&binary.right)?);
                Some(text.into())
            }
            Expr::Call(call) => self.made(call),
            _ => None,
        }
    }

    fn made(&self, call: &ExprCall) -> Option<PathBuf> {
        let arguments: Option<Vec<PathBuf>> = call.arguments.args.iter().map(|value| self.path(value)).collect();
        let arguments = arguments?;
        // A method of a path: what it is called on comes first.
        let (name, of) = match call.func.as_ref() {
            Expr::Name(name) => (name.id.as_str(), None),
            Expr::Attribute(attribute) => (attribute.attr.as_str(), self.path(&attribute.value)),
            _ => return None,
        };
        let mut all = of.into_iter().chain(arguments);
        let first = all.next()?;
        match name {
            "dirname" => first.parent().map(Path::to_owned),
            "abspath" | "realpath" | "normpath" | "resolve" | "absolute" => Some(clean(&first)),
            "str" | "as_posix" | "expanduser" | "fspath" => Some(first),
            "join" | "joinpath" | "Path" | "PurePath" => Some(all.fold(first, |path, part| path.join(part))),
            _ => None,
        }
    }
}

/// The items of a list or a tuple that is written out.
fn elements(value: &Expr) -> Option<&[Expr]> {
    match value {
        Expr::List(list) => Some(&list.elts),
        Expr::Tuple(tuple) => Some(&tuple.elts),
        _ => None,
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The path without `.` and `..`, from the root on.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in absolute(path).components() {
        match component {
            Component::ParentDir => drop(clean.pop()),
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}

//! What each name of a module is, and where the modules that it imports are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ruff_python_ast::{Expr, ModModule, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use super::parse::parse;
use super::paths::{self, Paths};
use super::{Base, Class, Initialises, Program, Unit, Uses, lower, native};
use crate::diag::{Code, Diagnostic, SourceId, Sources};
use crate::ir::{ClassId, FuncId, ModuleId};
use crate::pack;

/// A module of the program.
#[derive(Debug)]
pub struct Module {
    pub source: SourceId,
    /// The name of its Rust module.
    pub rust_name: String,
    /// The path below its root, with `/`, as generated comments and errors show it.
    pub relative: String,
    /// Its `__name__`: what the first import of it says; of a rule its id, of a data model's module the model's.
    pub dotted: String,
    /// Its names that are neither functions nor imports, in the order of their slots.
    pub slots: Vec<Slot>,
    path: PathBuf,
    root: PathBuf,
    tree: Arc<ModModule>,
    bindings: HashMap<String, Binding>,
    /// The slots of names that its functions read and nothing binds.
    undefined: HashMap<String, usize>,
    /// Names of classes that something else is bound to as well.
    rebound: BTreeSet<String>,
    /// Why it could not be parsed.
    broken: Vec<Diagnostic>,
    /// Its names that a test puts a mock in the place of.
    pub(crate) mocked: BTreeSet<String>,
    /// Whether its names can be initialised one by one, at their first use.
    independent: bool,
    /// What its statements say of where modules are.
    paths: Paths,
}

/// A name of a module that is bound to a value.
#[derive(Debug)]
pub struct Slot {
    pub name: String,
    /// The statements that bind it, by index in the module's body.
    pub statements: Vec<usize>,
    /// What initialises it, once something reads it.
    pub initialiser: Option<FuncId>,
    /// A function declares it `global`.
    pub written: bool,
}

/// What a name of a module is.
#[derive(Clone, Debug)]
pub enum Binding {
    /// A `def`, by index in the module's body.
    Function(usize),
    /// A class, by index in the module's body.
    Class(usize),
    /// A value.
    Global(usize),
    /// `import module`.
    Module(ModuleRef),
    /// `from module import name`.
    Member { module: ModuleRef, name: String },
}

/// What an import refers to.
#[derive(Clone, Debug)]
pub enum ModuleRef {
    /// A module of the library that is compiled in.
    Native(&'static str),
    /// The first part of such a module's dotted name.
    Package(String),
    /// A module beside the rules.
    Source(ModuleId),
    /// One whose names matter to annotations only.
    Ignored(String),
    /// One that the subset has not, or that does not exist.
    Missing(String),
}

/// A file's text, its tree, and what is wrong with it.
type Read = (SourceId, ModModule, Vec<Diagnostic>);

/// The modules and functions found so far, and the functions that are still to be lowered.
#[derive(Default)]
pub struct Resolver {
    pub program: Program,
    pub sources: Sources,
    /// The modules that a yml gives a name.
    pub globals: BTreeMap<String, Vec<PathBuf>>,
    /// The modules of each root, by their paths below it.
    files: HashMap<PathBuf, Vec<(String, PathBuf)>>,
    /// The modules that another imports.
    pub imported: BTreeSet<ModuleId>,
    by_path: HashMap<PathBuf, ModuleId>,
    rust_names: BTreeSet<String>,
    functions: HashMap<(ModuleId, String), FuncId>,
    definitions: HashMap<FuncId, usize>,
    classes: HashMap<(ModuleId, String), ClassId>,
    queue: Vec<FuncId>,
}

impl Module {
    /// The paragraphs of the docstring, the lines of each joined.
    pub fn docstring(&self) -> Vec<String> {
        let Some(Stmt::Expr(first)) = self.tree.body.first() else { return Vec::new() };
        let Expr::StringLiteral(text) = first.value.as_ref() else { return Vec::new() };
        let lines: Vec<&str> = text.value.to_str().trim().lines().map(str::trim).collect();
        let paragraphs = lines.split(|line| line.is_empty()).map(|lines| lines.join(" "));
        paragraphs.filter(|paragraph| !paragraph.is_empty()).collect()
    }

    /// The functions that it defines.
    pub fn function_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.bindings.iter().filter(|(_, b)| matches!(b, Binding::Function(_))).map(|(n, _)| n.as_str()).collect();
        names.sort_unstable();
        names
    }

    /// Whether it is the file.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        self.path == path
    }

    /// Why a test cannot put a mock in the place of `name`, if it cannot.
    pub(crate) fn mock_problem(&self, name: &str) -> Option<String> {
        match self.bindings.get(name) {
            Some(Binding::Module(_)) => {
                Some(format!("`{name}` is a module, and mocks of modules are outside the subset"))
            }
            Some(Binding::Class(_)) => {
                Some(format!("`{name}` is a class, and mocks of classes are outside the subset"))
            }
            Some(_) => None,
            // `patch` creates what is a builtin.
            None if super::builtins::lookup(name).is_some() => None,
            // As `unittest.mock.patch` says it, but that the module is known by its path.
            None => Some(format!("AttributeError: the module has no attribute `{name}`")),
        }
    }

    /// The last statement at its top that binds the name.
    pub(crate) fn bound_at(&self, name: &str) -> Option<TextRange> {
        let mut binding = self.tree.body.iter().rev();
        let binds = |stmt: &&Stmt| super::scope::names(std::slice::from_ref(*stmt)).bound.contains_key(name);
        binding.find(binds).map(Ranged::range)
    }

    /// Every name that it binds.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.bindings.keys().map(String::as_str)
    }
}

impl Resolver {
    pub fn new() -> Resolver {
        Resolver::default()
    }

    /// Reads the module `name` at `path`, once; `problems` gets what is wrong with its syntax.
    pub fn load(
        &mut self,
        name: &str,
        path: &Path,
        root: &Path,
        relative: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> ModuleId {
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if let Some(id) = self.by_path.get(&canonical) {
            problems.extend(self.program.module(*id).broken.iter().cloned());
            return *id;
        }
        let (source, tree, broken) = self.read(path);
        problems.extend(broken.iter().cloned());
        let id = self.add(name, (source, tree, broken), path.to_owned(), root, relative);
        self.by_path.insert(canonical, id);
        self.bind(id);
        id
    }

    /// A module without text, for functions that are made elsewhere.
    pub fn empty(&mut self, source: SourceId, root: &Path, relative: &str) -> ModuleId {
        let (tree, _) = parse(source, "");
        let path = self.sources.get(source).path.clone();
        self.add("", (source, tree, Vec::new()), path, root, relative)
    }

    /// A module of which nothing is bound yet.
    fn add(
        &mut self,
        name: &str,
        (source, tree, broken): Read,
        path: PathBuf,
        root: &Path,
        relative: &str,
    ) -> ModuleId {
        let id = ModuleId(self.program.modules.len());
        let rust_name = self.rust_name(relative);
        self.program.modules.push(Module {
            source,
            rust_name,
            relative: relative.to_owned(),
            dotted: name.to_owned(),
            slots: Vec::new(),
            path,
            root: root.to_owned(),
            tree: Arc::new(tree),
            bindings: HashMap::new(),
            undefined: HashMap::new(),
            rebound: BTreeSet::new(),
            broken,
            mocked: BTreeSet::new(),
            independent: true,
            paths: Paths::default(),
        });
        id
    }

    fn read(&mut self, path: &Path) -> Read {
        let unreadable =
            |message: String, help: &str, source| vec![Diagnostic::error(Code::E002, source, 0..0, message, help)];
        match std::fs::read(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => {
                    // Spans are bytes of the file as it is; CPython takes a byte-order mark too.
                    let source =
                        self.sources.add(path.to_owned(), text.strip_prefix('\u{feff}').unwrap_or(&text).into());
                    let (tree, broken) = parse(source, &self.sources.get(source).text);
                    (source, tree, broken)
                }
                Err(e) => {
                    let at = e.utf8_error().valid_up_to();
                    let source = self.sources.add(path.to_owned(), String::new());
                    let message = format!("the file is not UTF-8: the first bad byte is at {at}");
                    (source, parse(source, "").0, unreadable(message, "save it as UTF-8", source))
                }
            },
            Err(e) => {
                let source = self.sources.add(path.to_owned(), String::new());
                let message = format!("the file cannot be read: {e}");
                (source, parse(source, "").0, unreadable(message, "see that it exists and is readable", source))
            }
        }
    }

    fn rust_name(&mut self, relative: &str) -> String {
        let stem = relative.strip_suffix(".py").unwrap_or(relative);
        let mut name: String =
            stem.replace('/', "__").chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        name = name.trim_start_matches('_').to_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            name.insert_str(0, "m_");
        }
        // Without a folder's name it might be a keyword, or a crate's or a type's name.
        if !name.contains("__") {
            name.push('_');
        }
        while !self.rust_names.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    /// Finds every name that the module's own statements bind.
    fn bind(&mut self, id: ModuleId) {
        let tree = Arc::clone(&self.program.module(id).tree);
        let mut written = BTreeSet::new();
        super::scope::globals_written(&tree.body, &mut written);
        let paths = paths::read(&tree.body, &self.program.module(id).path);
        self.program.modules[id.0].paths = paths;
        for (index, stmt) in tree.body.iter().enumerate() {
            self.bind_statement(id, index, stmt);
        }
        self.stand_in(id);
        let module = &mut self.program.modules[id.0];
        let independent = super::scope::is_independent(&tree.body, &module.paths.skipped)
            && !super::scope::unbinds(&tree.body, &written);
        module.independent = independent;
        for name in &written {
            if !module.bindings.contains_key(name) {
                bind_global(module, name, usize::MAX);
            }
        }
        for slot in &mut module.slots {
            slot.written = written.contains(&slot.name);
        }
    }

    /// Binds native functions in the place of those that keep things in a database of the module's own.
    fn stand_in(&mut self, id: ModuleId) {
        if !self.imports_below(id, "sqlite3") {
            return;
        }
        let tree = self.tree(id);
        let module = &mut self.program.modules[id.0];
        let stem = module.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for def in tree.body.iter().filter_map(Stmt::as_function_def_stmt) {
            let all = &def.parameters;
            let parameters: Vec<&str> = all.iter().map(|parameter| parameter.name().as_str()).collect();
            let is_simple = all.vararg.is_none() && all.kwarg.is_none() && all.kwonlyargs.is_empty();
            if let Some(native) = native::stand_in(&stem, &def.name, &parameters).filter(|_| is_simple) {
                let binding = Binding::Member { module: ModuleRef::Native(native), name: def.name.to_string() };
                module.bindings.insert(def.name.to_string(), binding);
            }
        }
    }

    fn bind_statement(&mut self, id: ModuleId, index: usize, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(def) if self.is_top(id, index, stmt) => {
                let module = &mut self.program.modules[id.0];
                if let Some(Binding::Class(_)) = module.bindings.insert(def.name.to_string(), Binding::Function(index))
                {
                    module.rebound.insert(def.name.to_string());
                }
            }
            Stmt::ClassDef(def) if self.is_top(id, index, stmt) => {
                let module = &mut self.program.modules[id.0];
                let doubled = module.bindings.insert(def.name.to_string(), Binding::Class(index)).is_some();
                if doubled {
                    module.rebound.insert(def.name.to_string());
                }
            }
            Stmt::Import(stmt) => {
                for alias in &stmt.names {
                    let (name, module) = self.import(id, alias);
                    self.program.modules[id.0].bindings.insert(name, Binding::Module(module));
                }
            }
            Stmt::ImportFrom(stmt) => {
                for (name, binding) in self.import_from(id, stmt) {
                    self.program.modules[id.0].bindings.insert(name, binding);
                }
            }
            // `try: import fast except ImportError: ...`: the import is what counts.
            Stmt::Try(stmt) => {
                for inner in &stmt.body {
                    self.bind_statement(id, index, inner);
                }
            }
            _ => {
                let mut names = BTreeSet::new();
                super::scope::bound_by(stmt, &mut names);
                let module = &mut self.program.modules[id.0];
                for name in names {
                    if let Some(Binding::Class(_)) = module.bindings.get(&name) {
                        module.rebound.insert(name);
                        continue;
                    }
                    bind_global(module, &name, index);
                }
            }
        }
    }

    /// Whether the statement is one of the module itself, not of a statement there.
    fn is_top(&self, id: ModuleId, index: usize, stmt: &Stmt) -> bool {
        self.program.module(id).tree.body.get(index).is_some_and(|top| std::ptr::eq(top, stmt))
    }

    /// What `import a.b as c` binds, for one alias; also used for imports inside functions.
    pub fn import(&mut self, from: ModuleId, alias: &ruff_python_ast::Alias) -> (String, ModuleRef) {
        let dotted = alias.name.as_str();
        let found = self.find(from, dotted, 0);
        match &alias.asname {
            Some(name) => (name.to_string(), found),
            None => match dotted.split_once('.') {
                Some((first, _)) => (first.to_owned(), ModuleRef::Package(first.to_owned())),
                None => (dotted.to_owned(), found),
            },
        }
    }

    /// What `from a import b as c` binds.
    pub fn import_from(&mut self, from: ModuleId, stmt: &ruff_python_ast::StmtImportFrom) -> Vec<(String, Binding)> {
        let dotted = stmt.module.as_ref().map_or("", |name| name.as_str());
        let mut bound = Vec::new();
        for alias in &stmt.names {
            let name = alias.asname.as_ref().unwrap_or(&alias.name).to_string();
            let member = alias.name.to_string();
            // `from helpers import base`: the member may be a module itself.
            let inner = if dotted.is_empty() { member.clone() } else { format!("{dotted}.{member}") };
            let submodule = match self.find(from, &inner, stmt.level) {
                found @ (ModuleRef::Source(_) | ModuleRef::Native(_)) => Some(found),
                _ => None,
            };
            let binding = if let Some(module) = submodule {
                Binding::Module(module)
            } else {
                let module = self.find(from, dotted, stmt.level);
                Binding::Member { module, name: member }
            };
            bound.push((name, binding));
        }
        bound
    }

    /// The module of a dotted name, seen from module `from`; `level` counts the dots before it.
    pub fn find(&mut self, from: ModuleId, dotted: &str, level: u32) -> ModuleRef {
        if level == 0 {
            if let Some(native) = native::module(dotted) {
                return ModuleRef::Native(native.module);
            }
            if native::IGNORED.contains(&dotted) {
                return ModuleRef::Ignored(dotted.to_owned());
            }
        }
        let root = self.program.module(from).root.clone();
        match self.file_of(from, dotted, level) {
            Some((path, base)) => {
                let relative = path.strip_prefix(&root).or_else(|_| path.strip_prefix(&base)).unwrap_or(&path);
                let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
                let id = self.load(dotted, &path, &root, &parts.join("/"), &mut Vec::new());
                self.imported.insert(id);
                ModuleRef::Source(id)
            }
            None => ModuleRef::Missing(format!("{}{dotted}", ".".repeat(level as usize))),
        }
    }

    /// The file of a module and the folder that its name is relative to: what a yml of the same pack gives this name, what stands
    /// in a folder that the importing module puts on the path, what stands beside it or above, what a yml of another pack gives
    /// the name, and last the only file of the pack that has it.
    fn file_of(&mut self, from: ModuleId, dotted: &str, level: u32) -> Option<(PathBuf, PathBuf)> {
        let module = self.program.module(from);
        if level > 0 {
            return find_file(&module.path, &module.root, dotted, level);
        }
        let inside = |folders: &[PathBuf]| {
            folders.iter().find_map(|folder| module_in(folder, dotted).map(|path| (path, folder.clone())))
        };
        let global = self.global(&module.path, dotted);
        let is_own = |(path, _): &(PathBuf, PathBuf)| path.starts_with(&module.root);
        let found = global
            .clone()
            .filter(is_own)
            .or_else(|| inside(&module.paths.front))
            .or_else(|| find_file(&module.path, &module.root, dotted, level))
            .or_else(|| inside(&module.paths.back))
            .or(global);
        if found.is_some() || dotted.is_empty() || native::is_library(dotted) {
            return found;
        }
        let root = module.root.clone();
        let files = self.files.entry(root.clone()).or_insert_with(|| pack::modules(&root));
        let tail = format!("/{}", dotted.replace('.', "/"));
        let mut named = files.iter().filter(|(name, _)| name.ends_with(&tail));
        match (named.next(), named.next()) {
            (Some((name, path)), None) => {
                Some((path.clone(), root.join(name.strip_suffix(&tail)?.trim_start_matches('/'))))
            }
            _ => None,
        }
    }

    /// Whether the statement at the module's top is not run.
    pub fn is_skipped(&self, module: ModuleId, index: usize) -> bool {
        self.program.module(module).paths.skipped.contains(&index)
    }

    /// Whether the module imports one whose dotted name begins so.
    pub fn imports_below(&self, module: ModuleId, prefix: &str) -> bool {
        self.program.module(module).tree.body.iter().any(|stmt| match stmt {
            Stmt::Import(stmt) => stmt.names.iter().any(|alias| alias.name.as_str().starts_with(prefix)),
            _ => false,
        })
    }

    /// The file of the helper module that a yml gives this name, and its folder: of several, the one nearest to `importer`.
    fn global(&self, importer: &Path, name: &str) -> Option<(PathBuf, PathBuf)> {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let importer = absolute(importer);
        let shared = |path: &PathBuf| absolute(path).iter().zip(importer.iter()).take_while(|(a, b)| a == b).count();
        let path = self.globals.get(name)?.iter().max_by_key(|path| shared(path))?;
        Some((path.clone(), path.parent()?.to_owned()))
    }

    /// The star import that may bind `name` in the module, with the name of the imported one. A module that is not
    /// found may bind anything; one that is there, what it defines.
    pub fn star_import(&mut self, module: ModuleId, name: &str) -> Option<(TextRange, String)> {
        let tree = self.tree(module);
        for stmt in &tree.body {
            let Stmt::ImportFrom(stmt) = stmt else { continue };
            if !stmt.names.iter().any(|alias| alias.name.as_str() == "*") {
                continue;
            }
            let dotted = stmt.module.as_ref().map_or("", |name| name.as_str());
            let binds = match self.find(module, dotted, stmt.level) {
                ModuleRef::Source(id) => self.binding(id, name).is_some() || self.binding(id, "*").is_some(),
                ModuleRef::Native(native) => native::module(native)
                    .is_some_and(|native| native.callables.contains(&name) || native.constants.contains(&name)),
                ModuleRef::Ignored(_) => false,
                ModuleRef::Package(_) | ModuleRef::Missing(..) => super::builtins::lookup(name).is_none(),
            };
            if binds {
                return Some((stmt.range(), format!("{}{dotted}", ".".repeat(stmt.level as usize))));
            }
        }
        None
    }

    /// What `name` is in the module.
    pub fn binding(&self, module: ModuleId, name: &str) -> Option<Binding> {
        self.program.module(module).bindings.get(name).cloned()
    }

    /// The function `name` that the module defines; it will be lowered.
    pub fn function(&mut self, module: ModuleId, name: &str) -> Option<FuncId> {
        let Some(Binding::Function(index)) = self.binding(module, name) else { return None };
        let key = (module, name.to_owned());
        if let Some(id) = self.functions.get(&key) {
            return Some(*id);
        }
        let id = self.push(module, None);
        self.functions.insert(key, id);
        self.definitions.insert(id, index);
        Some(id)
    }

    /// The function that `name` is in an imported module, through re-exports.
    pub fn function_of(&mut self, module: &ModuleRef, _from: ModuleId, name: &str) -> Option<FuncId> {
        let ModuleRef::Source(id) = module else { return None };
        match self.binding(*id, name)? {
            Binding::Function(_) => self.function(*id, name),
            Binding::Member { module, name } => self.function_of(&module, *id, &name),
            _ => None,
        }
    }

    /// The class `name` that the module defines; its body will be lowered.
    pub fn class(&mut self, module: ModuleId, name: &str) -> Option<ClassId> {
        let Some(Binding::Class(_)) = self.binding(module, name) else { return None };
        let key = (module, name.to_owned());
        if let Some(id) = self.classes.get(&key) {
            return Some(*id);
        }
        let id = ClassId(self.program.classes.len());
        self.classes.insert(key, id);
        let unit = self.push(module, Some(Initialises::Class(id)));
        self.program.classes.push(Class {
            module,
            name: name.to_owned(),
            dotted: self.program.module(module).dotted.clone(),
            unit,
            bases: Vec::new(),
            names: Vec::new(),
            methods: Vec::new(),
            is_annotated: false,
        });
        Some(id)
    }

    /// Whether something else is bound to the name of a class as well.
    pub fn is_rebound(&self, module: ModuleId, name: &str) -> bool {
        self.program.module(module).rebound.contains(name)
    }

    /// Where the `class` statement stands in its module's body, and itself.
    pub fn class_definition(&self, id: ClassId) -> (usize, StmtClassDef) {
        let class = self.program.class(id);
        let index = match self.binding(class.module, &class.name) {
            Some(Binding::Class(index)) => index,
            _ => usize::MAX,
        };
        match self.program.module(class.module).tree.body.get(index) {
            Some(Stmt::ClassDef(def)) => (index, def.clone()),
            _ => unreachable!("a class is made from its statement"),
        }
    }

    /// The module and the `def` of a function.
    pub fn definition(&self, id: FuncId) -> (ModuleId, StmtFunctionDef) {
        let module = self.program.unit(id).module;
        let index = self.definitions.get(&id).copied().unwrap_or_default();
        match self.program.module(module).tree.body.get(index) {
            Some(Stmt::FunctionDef(def)) => (module, def.clone()),
            _ => unreachable!("a function's unit is made from its `def`"),
        }
    }

    /// A name of the module's that nothing is assigned to.
    pub fn unassigned(&mut self, module: ModuleId, name: &str) -> Binding {
        let Module { slots, undefined, independent, .. } = &mut self.program.modules[module.0];
        let slot = undefined.entry(name.to_owned()).or_insert_with(|| {
            // One makes them all, where they are not made one by one.
            let initialiser = slots.iter().find_map(|slot| slot.initialiser).filter(|_| !*independent);
            slots.push(Slot { name: name.to_owned(), statements: Vec::new(), initialiser, written: false });
            slots.len() - 1
        });
        Binding::Global(*slot)
    }

    /// What initialises a name of the module; it will be lowered.
    pub fn initialiser(&mut self, module: ModuleId, slot: usize) -> FuncId {
        if let Some(id) = self.program.module(module).slots[slot].initialiser {
            return id;
        }
        let one_by_one = self.program.module(module).independent;
        let initialises = if one_by_one { Initialises::Slot(slot) } else { Initialises::Module };
        let id = self.push(module, Some(initialises));
        for (index, other) in self.program.modules[module.0].slots.iter_mut().enumerate() {
            if !one_by_one || index == slot {
                other.initialiser = Some(id);
            }
        }
        id
    }

    fn push(&mut self, module: ModuleId, initialises: Option<Initialises>) -> FuncId {
        let id = FuncId(self.program.functions.len());
        self.program.functions.push(Unit {
            module,
            function: None,
            diagnostics: Vec::new(),
            uses: Uses::default(),
            initialises,
        });
        self.queue.push(id);
        id
    }

    /// The tree of a module.
    pub fn tree(&self, module: ModuleId) -> Arc<ModModule> {
        Arc::clone(&self.program.module(module).tree)
    }

    /// Lets a test put mocks in the place of these names of the module.
    pub fn mock(&mut self, module: ModuleId, names: impl IntoIterator<Item = String>) {
        let module = &mut self.program.modules[module.0];
        module.mocked.extend(names);
        for slot in &mut module.slots {
            // Its value is not what the module's text says.
            slot.written |= module.mocked.contains(&slot.name);
        }
    }

    /// What is wrong with a module's syntax.
    pub fn broken(&self, module: ModuleId) -> &[Diagnostic] {
        &self.program.module(module).broken
    }

    /// Lowers every function that was asked for, and what they ask for in turn.
    pub fn lower_all(&mut self) {
        while let Some(id) = self.queue.pop() {
            lower::unit(self, id);
        }
        self.circular_classes();
    }

    /// Classes that derive from themselves, which no order of statements can make.
    fn circular_classes(&mut self) {
        for at in 0..self.program.classes.len() {
            let mut seen = BTreeSet::new();
            let mut open = vec![ClassId(at)];
            let mut circular = false;
            while let Some(id) = open.pop() {
                for base in &self.program.class(id).bases {
                    if let Base::User(base) = base {
                        circular |= base.0 == at;
                        if seen.insert(*base) {
                            open.push(*base);
                        }
                    }
                }
            }
            if circular {
                let (_, def) = self.class_definition(ClassId(at));
                let class = self.program.class(ClassId(at));
                let (unit, source) = (class.unit, self.program.module(class.module).source);
                let message = format!("`{}` derives from itself", class.name);
                let span = super::parse::span(def.name.range());
                let help = "define what it derives from before it";
                self.program.functions[unit.0].diagnostics.push(Diagnostic::error(
                    Code::E021,
                    source,
                    span,
                    message,
                    help,
                ));
                self.program.classes[at].bases.clear();
            }
        }
    }
}

fn bind_global(module: &mut Module, name: &str, statement: usize) {
    if let Some(Binding::Global(slot)) = module.bindings.get(name) {
        module.slots[*slot].statements.push(statement);
        return;
    }
    let slot = module.slots.len();
    let statements = if statement == usize::MAX { Vec::new() } else { vec![statement] };
    module.slots.push(Slot { name: name.to_owned(), statements, initialiser: None, written: false });
    module.bindings.insert(name.to_owned(), Binding::Global(slot));
}

/// The file of a dotted name: beside the importing module, in each folder up to the root and above it, and in the
/// helper folders of each. With it, the folder that the name is relative to.
fn find_file(importer: &Path, root: &Path, dotted: &str, level: u32) -> Option<(PathBuf, PathBuf)> {
    let folder = importer.parent()?;
    if level > 0 {
        let base = folder.ancestors().nth(level as usize - 1)?;
        return module_in(base, dotted).map(|path| (path, base.to_owned()));
    }
    let above = root.ancestors().take(3).map(Path::to_owned);
    let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let parents: Vec<PathBuf> = absolute.ancestors().skip(1).take(2).map(Path::to_owned).collect();
    let inside = folder.ancestors().take_while(|a| a.starts_with(root)).map(Path::to_owned);
    let bases: Vec<PathBuf> = inside.chain(above.filter(|a| !a.as_os_str().is_empty())).chain(parents).collect();
    bases.into_iter().find_map(|base| {
        let candidates = std::iter::once(base.clone()).chain(pack::helper_folders(&base));
        candidates.into_iter().find_map(|folder| module_in(&folder, dotted)).map(|path| (path, base.clone()))
    })
}

fn module_in(base: &Path, dotted: &str) -> Option<PathBuf> {
    if dotted.is_empty() {
        return Some(base.join("__init__.py")).filter(|path| path.is_file());
    }
    let path = base.join(dotted.replace('.', "/"));
    [path.with_extension("py"), path.join("__init__.py")].into_iter().find(|path| path.is_file())
}

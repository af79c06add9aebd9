//! The rule as a typed tree: Python's semantics, no Python syntax.
//!
//! A front end lowers to it (`python/`), `analyse/` reads it, `emit/` writes Rust from it. Names are resolved: a local is
//! an index, a call goes to a function of the program, to a builtin, to a native module, or to a value.

use std::ops::Range;

/// A place in a source: byte offsets.
pub type Span = Range<u32>;

/// A function of the whole program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FuncId(pub usize);

/// A module of the whole program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ModuleId(pub usize);

/// A class of the whole program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClassId(pub usize);

/// A local variable of one function, comprehension variables included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LocalId(pub usize);

/// A function: `def`, `lambda`, or a module's initialisation.
#[derive(Clone, Debug)]
pub struct Function {
    /// As Python knows it; `<lambda>` for a lambda.
    pub name: String,
    /// Where its source is.
    pub module: ModuleId,
    /// The line of its `def`, 1-based.
    pub line: u32,
    /// What it takes.
    pub params: Params,
    /// Its variables; the parameters come first, in the order of [`Params::all`].
    pub locals: Vec<Local>,
    /// What it does.
    pub body: Vec<Stmt>,
}

/// What a function takes.
#[derive(Clone, Default, Debug)]
pub struct Params {
    /// Those that can be given by position, the first [`Params::positional_only`] by nothing else.
    pub positional: Vec<Param>,
    /// How many are positional-only.
    pub positional_only: usize,
    /// `*args`.
    pub vararg: Option<LocalId>,
    /// Those after `*`.
    pub keyword_only: Vec<Param>,
    /// `**kwargs`.
    pub kwarg: Option<LocalId>,
}

/// One parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// The variable that it binds.
    pub local: LocalId,
    /// Its Python name.
    pub name: String,
    /// What it is without an argument. Evaluated where the function is defined.
    pub default: Option<Expr>,
}

impl Params {
    /// Every parameter's variable, in the order in which the Rust function takes them.
    pub fn all(&self) -> Vec<LocalId> {
        let mut all: Vec<LocalId> = self.positional.iter().map(|p| p.local).collect();
        all.extend(self.vararg);
        all.extend(self.keyword_only.iter().map(|p| p.local));
        all.extend(self.kwarg);
        all
    }
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its Python name.
    pub name: String,
    /// A nested function or a generator reads or writes it too, at a time of its own.
    pub shared: bool,
    /// Some path may read it before it is bound.
    pub maybe_unbound: bool,
    /// What it always is, as far as is known.
    pub ty: Ty,
}

/// What is known of a value before it is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ty {
    Any,
    None,
    Bool,
    Int,
    Float,
    Str,
    Bytes,
    Tuple,
    List,
    Dict,
    Set,
}

impl Ty {
    /// What is known of a value that is one or the other.
    pub fn join(self, other: Ty) -> Ty {
        if self == other { self } else { Ty::Any }
    }
}

/// A statement and the line that CPython would report for it.
#[derive(Clone, Debug)]
pub struct Stmt {
    pub line: u32,
    pub kind: StmtKind,
}

/// What a statement does.
#[derive(Clone, Debug)]
pub enum StmtKind {
    Expr(Expr),
    /// `targets[0] = targets[1] = value`.
    Assign(Vec<Target>, Expr),
    /// `target op= value`.
    AugAssign(Target, BinaryOp, Expr),
    /// `del target`.
    Delete(Target),
    If(Expr, Vec<Stmt>, Vec<Stmt>),
    While(Expr, Vec<Stmt>, Vec<Stmt>),
    For(Target, Expr, Vec<Stmt>, Vec<Stmt>),
    Return(Option<Expr>),
    Break,
    Continue,
    Pass,
    /// `raise`, `raise e`, `raise e from cause`.
    Raise(Option<Expr>, Option<Expr>),
    /// Its test, its message, and the line at which CPython says that it failed.
    Assert(Expr, Option<Expr>, u32),
    Try(Box<Try>),
    /// A nested `def`: its value, bound to a variable.
    Def(Target, Box<Closure>),
    Match(Expr, Vec<Case>),
}

/// `try` with all its parts.
#[derive(Clone, Debug)]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<Handler>,
    pub orelse: Vec<Stmt>,
    pub finally: Vec<Stmt>,
}

/// `except classes as name`.
#[derive(Clone, Debug)]
pub struct Handler {
    /// What it catches: an expression whose value is a class or a tuple of classes; nothing: everything.
    pub class: Option<Expr>,
    pub name: Option<Target>,
    pub body: Vec<Stmt>,
    pub line: u32,
}

/// `case pattern if guard: body`.
#[derive(Clone, Debug)]
pub struct Case {
    pub pattern: Pattern,
    /// The line of the pattern.
    pub line: u32,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

/// A pattern of `match`.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// `_`.
    Wildcard,
    /// Equal to the value.
    Value(Expr),
    /// `None`, `True`, `False`: by identity.
    Singleton(Expr),
    /// `pattern as name`, or a bare name.
    Bind(Option<Box<Pattern>>, Target),
    Or(Vec<Pattern>),
    /// Patterns before the star, what the star binds (if there is a star), patterns after it.
    Sequence(Vec<Pattern>, Option<Option<Target>>, Vec<Pattern>),
    /// Keys with patterns, and what `**rest` binds.
    Mapping(Vec<(Expr, Pattern)>, Option<Target>),
    /// `str()`, `int(x)`: a builtin class with at most one pattern for the value itself.
    Class(Expr, Option<Box<Pattern>>),
}

/// What is assigned to.
#[derive(Clone, Debug)]
pub enum Target {
    Local(LocalId),
    /// A name of the module: the slot.
    Global(ModuleId, usize, String),
    Item(Expr, Expr),
    Slice(Expr, Box<[Option<Expr>; 3]>),
    /// `value.name`.
    Attribute(Expr, String),
    /// `a, b = ...`; the index of the starred one, if any.
    Unpack(Vec<Target>, Option<usize>),
}

/// An expression with its place and what is known of its value.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Ty,
    /// The line that CPython reports when it raises.
    pub line: u32,
}

/// A constant.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    None,
    Bool(bool),
    Int(i64),
    /// Decimal digits of an int beyond 64 bits.
    Big(String),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    Ellipsis,
    NotImplemented,
}

/// An element of a display or an argument: a value, or `*value`.
#[derive(Clone, Debug)]
pub struct Item {
    pub star: bool,
    pub value: Expr,
}

/// The arguments of a call.
#[derive(Clone, Default, Debug)]
pub struct Args {
    pub pos: Vec<Item>,
    /// A name and its value, or `**value`.
    pub kw: Vec<(Option<String>, Expr)>,
}

impl Args {
    /// Whether it has neither `*` nor `**`.
    pub fn is_plain(&self) -> bool {
        self.pos.iter().all(|item| !item.star) && self.kw.iter().all(|(name, _)| name.is_some())
    }
}

/// What an expression computes.
#[derive(Clone, Debug)]
pub enum ExprKind {
    Const(Const),
    Local(LocalId),
    /// A name of the module, initialised at its first use.
    Global(ModuleId, usize, String),
    /// A function of the program as a value.
    Function(FuncId),
    /// A builtin function as a value.
    Builtin(String),
    /// A class as a value, by its Python name.
    Class(String),
    /// A class of the program as a value.
    User(ClassId),
    /// A function, class or constant of a native module as a value.
    Native(&'static str, String),
    /// `[...]`, `(...)`, `{...}`.
    Display(Display, Vec<Item>),
    /// `{k: v, **d}`.
    Dict(Vec<(Option<Expr>, Expr)>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    /// `a < b < c`.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Unary(UnaryOp, Box<Expr>),
    /// `then if test else otherwise`: test, then, otherwise.
    Conditional(Box<[Expr; 3]>),
    /// `target := value`.
    Walrus(Box<Target>, Box<Expr>),
    Format(Vec<Part>),
    /// A call of a function of the program, the arguments as given.
    Call(FuncId, Args),
    CallBuiltin(String, Args),
    CallClass(String, Args),
    CallNative(&'static str, String, Args),
    CallMethod(Box<Expr>, String, Args),
    CallValue(Box<Expr>, Args),
    Attribute(Box<Expr>, String),
    Subscript(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, Box<[Option<Expr>; 3]>),
    /// A list, set or dict comprehension, a generator.
    Comprehension(Box<Comprehension>),
    /// `any(... for ...)`, `all(... for ...)`: stops at the first that decides.
    Quantifier(Quantifier, Box<Comprehension>),
    Lambda(Box<Closure>),
    /// What a test puts in the place of a name of the module, else None.
    Mock(ModuleId, String),
    /// A method, by its place among those of its class.
    Method(usize, Box<Closure>),
    /// `@staticmethod`, `@classmethod` or `@property` over a function; with a property, `@property.setter` and its like.
    Decorated(&'static str, Option<Box<Expr>>, Box<Expr>),
    /// `super().name` in a method of the class, whose first argument is this.
    Super(ClassId, Box<Expr>, String),
}

/// A function made where it stands, with what it closes over.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Its locals continue the enclosing function's: one numbering, for what it closes over is named the same.
    pub params: Params,
    pub name: String,
    /// `rule.<locals>.<lambda>`, as errors of calling it name it.
    pub qualified: String,
    /// Variables of its own, parameters included.
    pub own: Vec<LocalId>,
    pub body: Vec<Stmt>,
    pub line: u32,
}

/// What a display builds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Display {
    List,
    Tuple,
    Set,
}

/// What a comprehension builds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Builds {
    List,
    Set,
    Dict,
    Generator,
}

impl Builds {
    /// What CPython calls the function that it makes of such a comprehension.
    pub fn python_name(self) -> &'static str {
        match self {
            Builds::List => "<listcomp>",
            Builds::Set => "<setcomp>",
            Builds::Dict => "<dictcomp>",
            Builds::Generator => "<genexpr>",
        }
    }
}

/// `element for target in iter if condition ...`.
#[derive(Clone, Debug)]
pub struct Comprehension {
    pub builds: Builds,
    /// What CPython calls the function that it makes of it: `rule.<locals>.<genexpr>`.
    pub qualname: String,
    /// The element, or the key of a dict's pair.
    pub element: Expr,
    /// The value of a dict's pair.
    pub value: Option<Expr>,
    pub clauses: Vec<Clause>,
    /// Where CPython says that an element is added.
    pub line: u32,
    /// Variables of its own.
    pub own: Vec<LocalId>,
}

/// `for target in iter if c1 if c2`.
#[derive(Clone, Debug)]
pub struct Clause {
    pub target: Target,
    pub target_line: u32,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
    /// Where CPython says that it walks.
    pub line: u32,
}

/// Which question is asked of a generator's elements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quantifier {
    Any,
    All,
}

/// A piece of an f-string.
#[derive(Clone, Debug)]
pub enum Part {
    Text(String),
    /// The value, `!r`/`!s`/`!a`, and the format specification's own pieces.
    Value(Expr, Option<char>, Vec<Part>),
}

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompareOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}

/// A binary operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Rem,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    MatMul,
}

/// A unary operator other than `not`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
}

impl Expr {
    /// An expression of which nothing is known but where it stands.
    pub fn any(kind: ExprKind, line: u32) -> Expr {
        Expr { kind, ty: Ty::Any, line }
    }

    /// A constant.
    pub fn constant(value: Const, line: u32) -> Expr {
        let ty = match value {
            Const::None => Ty::None,
            Const::Bool(_) => Ty::Bool,
            Const::Int(_) | Const::Big(_) => Ty::Int,
            Const::Float(_) => Ty::Float,
            Const::Str(_) => Ty::Str,
            Const::Bytes(_) => Ty::Bytes,
            Const::Ellipsis | Const::NotImplemented => Ty::Any,
        };
        Expr { kind: ExprKind::Const(value), ty, line }
    }

    /// The text of a constant `str`.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Const(Const::Str(text)) => Some(text),
            _ => None,
        }
    }
}

impl Expr {
    /// Calls `f` with every direct part that is an expression, in the order of evaluation. Comprehensions and lambdas
    /// have an inside of their own and give only what is evaluated where they stand.
    pub fn each_child<'e>(&'e self, f: &mut dyn FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::Const(_)
            | ExprKind::Local(_)
            | ExprKind::Global(..)
            | ExprKind::Function(_)
            | ExprKind::Builtin(_)
            | ExprKind::Class(_)
            | ExprKind::User(_)
            | ExprKind::Native(..)
            | ExprKind::Mock(..) => {}
            ExprKind::Super(_, value, _) => f(value),
            ExprKind::Decorated(_, property, value) => {
                property.iter().for_each(|property| f(property));
                f(value);
            }
            ExprKind::Display(_, items) => items.iter().for_each(|item| f(&item.value)),
            ExprKind::Dict(pairs) => {
                for (key, value) in pairs {
                    key.iter().for_each(&mut *f);
                    f(value);
                }
            }
            ExprKind::And(values) | ExprKind::Or(values) => values.iter().for_each(f),
            ExprKind::Not(value) | ExprKind::Unary(_, value) | ExprKind::Attribute(value, _) => f(value),
            ExprKind::Walrus(_, value) => f(value),
            ExprKind::Compare(left, rest) => {
                f(left);
                rest.iter().for_each(|(_, value)| f(value));
            }
            ExprKind::Binary(_, a, b) | ExprKind::Subscript(a, b) => {
                f(a);
                f(b);
            }
            ExprKind::Conditional(parts) => parts.iter().for_each(f),
            ExprKind::Format(parts) => each_part(parts, f),
            ExprKind::Call(_, args)
            | ExprKind::CallBuiltin(_, args)
            | ExprKind::CallClass(_, args)
            | ExprKind::CallNative(_, _, args) => args.each(f),
            ExprKind::CallMethod(callee, _, args) | ExprKind::CallValue(callee, args) => {
                f(callee);
                args.each(f);
            }
            ExprKind::Slice(value, bounds) => {
                f(value);
                bounds.iter().flatten().for_each(f);
            }
            ExprKind::Comprehension(c) | ExprKind::Quantifier(_, c) => {
                c.clauses.iter().take(1).for_each(|c| f(&c.iter))
            }
            ExprKind::Lambda(closure) | ExprKind::Method(_, closure) => {
                let params = closure.params.positional.iter().chain(&closure.params.keyword_only);
                params.filter_map(|p| p.default.as_ref()).for_each(f);
            }
        }
    }
}

impl Args {
    fn each<'e>(&'e self, f: &mut dyn FnMut(&'e Expr)) {
        self.pos.iter().for_each(|item| f(&item.value));
        self.kw.iter().for_each(|(_, value)| f(value));
    }
}

fn each_part<'e>(parts: &'e [Part], f: &mut dyn FnMut(&'e Expr)) {
    for part in parts {
        if let Part::Value(value, _, spec) = part {
            f(value);
            each_part(spec, f);
        }
    }
}

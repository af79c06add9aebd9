//! Python's exceptions as values: a type, arguments, and the line of the rule where it was raised.

use std::cell::Cell;

use crate::heap::Py;
use crate::py::class::Class;
use crate::py::dict::Dict;
use crate::value::{Type, Value};

/// What a Python operation gives: a value or an exception.
pub type R<'a, T> = Result<T, Exc<'a>>;

/// What a Python function gives.
pub type Ret<'a> = R<'a, Value<'a>>;

macro_rules! kinds {
    ($($name:ident < $base:ident),* $(,)?) => {
        /// The exception types of CPython 3.11 that compiled rules can raise, catch or name.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Kind {
            $($name,)*
            /// A class of a rule that derives from one of these.
            User(&'static Class),
        }

        impl Kind {
            /// Every builtin kind, in declaration order.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            /// The name as `type(e).__name__` gives it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$name => stringify!($name),)*
                    Kind::User(class) => class.name(),
                }
            }

            /// The builtin class that it derives from first; `BaseException` derives from itself here.
            pub fn base(self) -> Kind {
                match self {
                    $(Kind::$name => Kind::$base,)*
                    Kind::User(class) => class.kind().unwrap_or(Kind::BaseException),
                }
            }
        }
    };
}

kinds! {
    BaseException < BaseException,
    Exception < BaseException,
    ArithmeticError < Exception,
    FloatingPointError < ArithmeticError,
    OverflowError < ArithmeticError,
    ZeroDivisionError < ArithmeticError,
    AssertionError < Exception,
    AttributeError < Exception,
    BufferError < Exception,
    EOFError < Exception,
    ImportError < Exception,
    ModuleNotFoundError < ImportError,
    LookupError < Exception,
    IndexError < LookupError,
    KeyError < LookupError,
    MemoryError < Exception,
    NameError < Exception,
    UnboundLocalError < NameError,
    OSError < Exception,
    ReferenceError < Exception,
    RuntimeError < Exception,
    NotImplementedError < RuntimeError,
    RecursionError < RuntimeError,
    StopIteration < Exception,
    StopAsyncIteration < Exception,
    SystemError < Exception,
    TypeError < Exception,
    ValueError < Exception,
    UnicodeError < ValueError,
    UnicodeDecodeError < UnicodeError,
    UnicodeEncodeError < UnicodeError,
    JSONDecodeError < ValueError,
    AddressValueError < ValueError,
    NetmaskValueError < ValueError,
    BinasciiError < ValueError,
    ParserError < ValueError,
    RegexError < Exception,
    ClientError < Exception,
    DecimalException < ArithmeticError,
    Inexact < DecimalException,
    Rounded < DecimalException,
    DecimalOverflow < Inexact,
    FunctionReturnTypeError < Exception,
    PantherError < Exception,
}

impl Kind {
    /// `issubclass(self, of)`.
    pub fn is_subclass(self, of: Kind) -> bool {
        if let Kind::User(class) = self {
            return class.mro().contains(&of.class());
        }
        let mut kind = self;
        loop {
            if kind == of {
                return true;
            }
            if kind == Kind::BaseException {
                return false;
            }
            kind = kind.base();
        }
    }

    /// The class itself.
    pub fn class(self) -> Type {
        match self {
            Kind::User(class) => Type::User(class),
            kind => Type::Exception(kind),
        }
    }

    /// `type(e).__name__`: some classes are called otherwise in their own modules.
    pub fn python_name(self) -> &'static str {
        match self {
            Kind::RegexError => "error",
            Kind::BinasciiError => "Error",
            Kind::DecimalOverflow => "Overflow",
            _ => self.name(),
        }
    }
}

/// A raised exception. One pointer, so that a `Result` stays small.
#[derive(Clone, Copy)]
pub struct Exc<'a>(&'a Exception<'a>);

/// What an exception carries.
pub struct Exception<'a> {
    /// Its type.
    pub kind: Kind,
    args: Cell<&'a [Value<'a>]>,
    /// The line, 1-based, of the module's source where it was raised; 0 where nothing has raised it yet.
    line: Cell<u32>,
    /// The module that the line is of.
    module: Cell<u32>,
    /// `e.__dict__`, once something was put in it.
    fields: Cell<Option<&'a Dict<'a>>>,
    /// `e.__cause__`.
    cause: Cell<Option<Value<'a>>>,
}

impl<'a> Exception<'a> {
    /// `e.args`.
    pub fn args(&self) -> &'a [Value<'a>] {
        self.args.get()
    }

    /// `e.args = args`.
    pub fn set_args(&self, args: &'a [Value<'a>]) {
        self.args.set(args);
    }

    /// `e.__dict__`, where something was put in it.
    pub fn fields(&self) -> Option<&'a Dict<'a>> {
        self.fields.get()
    }

    /// `e.__dict__`, to put something in it.
    pub fn fields_mut(&self, py: Py<'a>) -> &'a Dict<'a> {
        if let Some(fields) = self.fields.get() {
            return fields;
        }
        let fields = py.alloc(Dict::new(py));
        self.fields.set(Some(fields));
        fields
    }

    /// `e.__cause__`.
    pub fn cause(&self) -> Value<'a> {
        self.cause.get().unwrap_or(Value::None)
    }

    /// `raise e from cause`.
    pub fn set_cause(&self, cause: Value<'a>) {
        self.cause.set(Some(cause));
    }
}

impl<'a> Exc<'a> {
    /// An exception at the line that runs now.
    #[cold]
    pub fn new(py: Py<'a>, kind: Kind, args: &[Value<'a>]) -> Exc<'a> {
        let exc = Exc::unraised(py, kind, args);
        exc.raised_here(py);
        exc
    }

    /// An exception that is made and not raised.
    pub fn unraised(py: Py<'a>, kind: Kind, args: &[Value<'a>]) -> Exc<'a> {
        Exc(py.alloc(Exception {
            kind,
            args: Cell::new(py.alloc_slice(args)),
            line: Cell::new(0),
            module: Cell::new(0),
            fields: Cell::new(None),
            cause: Cell::new(None),
        }))
    }

    /// What the value `e` in `except ... as e` refers to.
    pub fn exception(self) -> &'a Exception<'a> {
        self.0
    }

    /// The exception as it is raised: it keeps the line where it was raised first, as the innermost entry of CPython's
    /// traceback does.
    #[cold]
    pub fn from_exception(py: Py<'a>, exception: &'a Exception<'a>) -> Exc<'a> {
        let exc = Exc(exception);
        if exception.line.get() == 0 {
            exc.raised_here(py);
        }
        exc
    }

    fn raised_here(self, py: Py<'a>) {
        self.0.line.set(py.line());
        self.0.module.set(py.module_number());
    }

    /// The same exception as a caller sees it: at the line of its call, if that is in another module and has a line: what asks
    /// a rule's filters before the rule has none.
    #[cold]
    pub fn in_caller(self, py: Py<'a>) -> Exc<'a> {
        if self.0.module.get() != py.module_number() && py.line() != 0 {
            self.raised_here(py);
        }
        self
    }

    /// Its type.
    pub fn kind(self) -> Kind {
        self.0.kind
    }

    /// The line where it was raised.
    pub fn line(self) -> u32 {
        self.0.line.get()
    }

    /// `str(e)`: nothing, the one argument, or the tuple of all; a `KeyError`'s one argument by its repr.
    pub fn message(self, py: Py<'a>) -> &'a str {
        let rendered = crate::py::text::str_of(py, Value::Exception(self.0));
        rendered.unwrap_or("<exception str() failed>")
    }
}

impl std::fmt::Debug for Exc<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at line {}", self.0.kind.name(), self.0.line.get())
    }
}

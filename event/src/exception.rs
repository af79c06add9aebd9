//! Python's exceptions as values: a type, arguments, and the line of the rule where it was raised.

use crate::heap::Py;
use crate::value::Value;

/// What a Python operation gives: a value or an exception.
pub type R<'a, T> = Result<T, Exc<'a>>;

/// What a Python function gives.
pub type Ret<'a> = R<'a, Value<'a>>;

macro_rules! kinds {
    ($($name:ident < $base:ident),* $(,)?) => {
        /// The exception types of CPython 3.11 that compiled rules can raise, catch or name.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Kind { $($name),* }

        impl Kind {
            /// Every kind, in declaration order.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            /// The name as `type(e).__name__` gives it.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$name => stringify!($name)),* }
            }

            /// The class it derives from; `BaseException` derives from itself here.
            pub fn base(self) -> Kind {
                match self { $(Kind::$name => Kind::$base),* }
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
    RegexError < Exception,
    FunctionReturnTypeError < Exception,
}

impl Kind {
    /// `issubclass(self, of)`.
    pub fn is_subclass(self, of: Kind) -> bool {
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

    /// `type(e).__name__`: two classes are called otherwise in their own modules.
    pub fn python_name(self) -> &'static str {
        match self {
            Kind::RegexError => "error",
            Kind::BinasciiError => "Error",
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
    /// `e.args`.
    pub args: &'a [Value<'a>],
    /// The line of the running function's source, 1-based; 0 where it was not raised by a rule's line.
    pub line: u32,
}

impl<'a> Exc<'a> {
    /// An exception at the line that runs now.
    #[cold]
    pub fn new(py: Py<'a>, kind: Kind, args: &[Value<'a>]) -> Exc<'a> {
        Exc(py.alloc(Exception { kind, args: py.alloc_slice(args), line: py.line() }))
    }

    /// What the value `e` in `except ... as e` refers to.
    pub fn exception(self) -> &'a Exception<'a> {
        self.0
    }

    /// Raises again what a rule had caught; it keeps its own line.
    pub fn from_exception(exception: &'a Exception<'a>) -> Exc<'a> {
        Exc(exception)
    }

    /// The same exception as the caller in another module sees it: at the line of its call.
    #[cold]
    pub fn in_caller(self, py: Py<'a>) -> Exc<'a> {
        Exc::new(py, self.0.kind, self.0.args)
    }

    /// Its type.
    pub fn kind(self) -> Kind {
        self.0.kind
    }

    /// The line where it was raised.
    pub fn line(self) -> u32 {
        self.0.line
    }

    /// `str(e)`: nothing, the one argument, or the tuple of all; a `KeyError`'s one argument by its repr.
    pub fn message(self, py: Py<'a>) -> &'a str {
        let rendered = crate::py::text::str_of(py, Value::Exception(self.0));
        rendered.unwrap_or("<exception str() failed>")
    }
}

impl std::fmt::Debug for Exc<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at line {}", self.0.kind.name(), self.0.line)
    }
}

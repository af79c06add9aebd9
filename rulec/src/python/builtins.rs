//! The names that Python has without an import.

/// Builtin functions of the subset, in `event::py::builtins` and its neighbours.
pub const FUNCTIONS: &[&str] = &[
    "abs", "all", "any", "ascii", "bin", "callable", "chr", "divmod", "enumerate", "filter", "format", "getattr",
    "hasattr", "hash", "hex", "isinstance", "issubclass", "iter", "len", "map", "max", "min", "next", "oct", "ord",
    "pow", "print", "repr", "reversed", "round", "sorted", "sum", "zip",
];

/// Builtin classes of the subset.
pub const CLASSES: &[&str] =
    &["bool", "bytes", "dict", "float", "frozenset", "int", "list", "object", "range", "set", "str", "tuple", "type"];

/// Builtin exceptions of the subset.
pub const EXCEPTIONS: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BufferError",
    "EOFError",
    "Exception",
    "FloatingPointError",
    "ImportError",
    "IndexError",
    "KeyError",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "RecursionError",
    "ReferenceError",
    "RuntimeError",
    "StopAsyncIteration",
    "StopIteration",
    "SystemError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "ValueError",
    "ZeroDivisionError",
];

/// What CPython has besides.
pub const OUTSIDE: &[&str] = &[
    "ArithmeticWarning",
    "BaseExceptionGroup",
    "BlockingIOError",
    "BrokenPipeError",
    "BytesWarning",
    "ChildProcessError",
    "ConnectionError",
    "ConnectionAbortedError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "DeprecationWarning",
    "EncodingWarning",
    "EnvironmentError",
    "ExceptionGroup",
    "FileExistsError",
    "FileNotFoundError",
    "FutureWarning",
    "GeneratorExit",
    "IOError",
    "ImportWarning",
    "IndentationError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyboardInterrupt",
    "NotADirectoryError",
    "PendingDeprecationWarning",
    "PermissionError",
    "ProcessLookupError",
    "ResourceWarning",
    "RuntimeWarning",
    "SyntaxError",
    "SyntaxWarning",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "UnicodeTranslateError",
    "UnicodeWarning",
    "UserWarning",
    "Warning",
    "__build_class__",
    "__debug__",
    "__doc__",
    "__file__",
    "__import__",
    "__loader__",
    "__name__",
    "__package__",
    "__spec__",
    "aiter",
    "anext",
    "breakpoint",
    "bytearray",
    "classmethod",
    "compile",
    "complex",
    "copyright",
    "credits",
    "delattr",
    "dir",
    "eval",
    "exec",
    "exit",
    "globals",
    "help",
    "id",
    "input",
    "license",
    "locals",
    "memoryview",
    "open",
    "property",
    "quit",
    "setattr",
    "slice",
    "staticmethod",
    "super",
    "vars",
];

/// What a name that nothing in the module binds means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Builtin {
    Function,
    Class,
    Outside,
}

/// What `name` means where nothing binds it; `None`: nothing.
pub fn lookup(name: &str) -> Option<Builtin> {
    if FUNCTIONS.contains(&name) {
        Some(Builtin::Function)
    } else if CLASSES.contains(&name) || EXCEPTIONS.contains(&name) {
        Some(Builtin::Class)
    } else if OUTSIDE.contains(&name) {
        Some(Builtin::Outside)
    } else {
        None
    }
}

/// Method and attribute names of the builtin types that CPython has and the subset has not.
pub const METHODS_OUTSIDE: &[&str] = &[
    "__class__", "__dict__", "__doc__", "__module__", "__init__", "__code__", "__globals__", "__closure__",
    "__defaults__", "__kwdefaults__", "__annotations__", "__traceback__", "__cause__", "__context__", "__mro__",
    "__bases__", "__subclasses__", "__self__", "__func__", "__wrapped__", "__getattribute__", "__getitem__",
    "__setitem__", "__contains__", "__len__", "__iter__", "__next__", "__call__", "__eq__", "__ne__", "__lt__",
    "__le__", "__gt__", "__ge__", "__add__", "__hash__", "__str__", "__repr__", "__format__", "__bool__",
    "__class_getitem__", "__reduce__", "__sizeof__", "__dir__", "mro", "with_traceback", "add_note",
];

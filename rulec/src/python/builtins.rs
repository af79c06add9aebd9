//! The names that Python has without an import.

/// Builtin functions of the subset, in `event::py::builtins` and its neighbours.
pub const FUNCTIONS: &[&str] = &[
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "callable",
    "chr",
    "divmod",
    "enumerate",
    "filter",
    "format",
    "getattr",
    "hasattr",
    "hash",
    "hex",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "map",
    "max",
    "min",
    "next",
    "oct",
    "ord",
    "pow",
    "print",
    "repr",
    "reversed",
    "round",
    "sorted",
    "sum",
    "zip",
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
const METHODS_OUTSIDE: &[&str] =
    &["add_note", "colno", "doc", "lineno", "mapping", "mro", "msg", "regs", "scanner", "with_traceback"];

/// Whether the subset leaves out the method or attribute `name`: of the names between double underscores it has one.
pub fn is_method_outside(name: &str) -> bool {
    let special = name.starts_with("__") && name.ends_with("__") && name != "__name__";
    special || METHODS_OUTSIDE.contains(&name)
}

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
    "delattr",
    "dir",
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
    "setattr",
    "sorted",
    "sum",
    "vars",
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

/// Builtin names of single values, which are read as classes are.
const CONSTANTS: &[&str] = &["Ellipsis", "NotImplemented"];

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
    "slice",
    "staticmethod",
    "super",
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
    } else if CLASSES.contains(&name) || EXCEPTIONS.contains(&name) || CONSTANTS.contains(&name) {
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

/// Attributes between double underscores that the subset has.
const ATTRIBUTES: &[&str] = &["__cause__", "__class__", "__dict__", "__name__"];

/// Special methods that a class may define.
pub const SPECIAL: &[&str] = &[
    "__init__",
    "__str__",
    "__repr__",
    "__format__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__hash__",
    "__bool__",
    "__len__",
    "__iter__",
    "__next__",
    "__contains__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__call__",
    "__getattr__",
    "__setattr__",
    "__delattr__",
    "__neg__",
    "__pos__",
    "__invert__",
    "__add__",
    "__radd__",
    "__iadd__",
    "__sub__",
    "__rsub__",
    "__isub__",
    "__mul__",
    "__rmul__",
    "__imul__",
    "__truediv__",
    "__rtruediv__",
    "__itruediv__",
    "__floordiv__",
    "__rfloordiv__",
    "__ifloordiv__",
    "__mod__",
    "__rmod__",
    "__imod__",
    "__and__",
    "__rand__",
    "__iand__",
    "__or__",
    "__ror__",
    "__ior__",
    "__xor__",
    "__rxor__",
    "__ixor__",
    "__lshift__",
    "__rlshift__",
    "__ilshift__",
    "__rshift__",
    "__rrshift__",
    "__irshift__",
];

/// Builtin exceptions that a class may not derive from: what they keep beside their arguments is not modelled.
pub const FINAL: &[&str] = &[
    "AttributeError",
    "ImportError",
    "ModuleNotFoundError",
    "NameError",
    "OSError",
    "StopAsyncIteration",
    "StopIteration",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
];

/// Whether the subset leaves out the method or attribute `name`: of the names between double underscores it has few.
pub fn is_method_outside(name: &str) -> bool {
    let special = name.starts_with("__") && name.ends_with("__");
    special && !ATTRIBUTES.contains(&name) || METHODS_OUTSIDE.contains(&name)
}

//! The modules of Python's library that compile to native code.
//!
//! All of it is in `event::py::modules::MODULES`, which `tests/modules.rs` checks: the compiler depends on nothing of ours.

/// A module of the library and what a rule may use of it.
#[derive(Debug)]
pub struct Native {
    /// As it is imported.
    pub module: &'static str,
    /// Functions and classes, which can be called.
    pub callables: &'static [&'static str],
    /// Constants, and what else is only read.
    pub constants: &'static [&'static str],
}

/// Every native module.
pub const MODULES: &[Native] = &[
    Native {
        module: "re",
        callables: &["search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split", "compile", "escape"],
        constants: &[
            "I", "IGNORECASE", "M", "MULTILINE", "S", "DOTALL", "X", "VERBOSE", "A", "ASCII", "U", "UNICODE", "NOFLAG",
            "error", "Pattern", "Match",
        ],
    },
    Native {
        module: "ipaddress",
        callables: &[
            "ip_address", "ip_network", "ip_interface", "summarize_address_range", "collapse_addresses",
            "get_mixed_type_key", "v4_int_to_packed", "v6_int_to_packed", "IPv4Address", "IPv6Address", "IPv4Network",
            "IPv6Network", "IPv4Interface", "IPv6Interface",
        ],
        constants: &["AddressValueError", "NetmaskValueError", "IPV4LENGTH", "IPV6LENGTH"],
    },
    Native { module: "fnmatch", callables: &["fnmatch", "fnmatchcase", "filter", "translate"], constants: &[] },
    Native { module: "json", callables: &["dumps", "loads"], constants: &["JSONDecodeError"] },
    Native {
        module: "math",
        callables: &["acos", "asin", "atan", "atan2", "ceil", "comb", "copysign", "cos", "cosh", "degrees", "dist", "exp", "expm1", "fabs", "factorial", "floor", "fmod", "frexp", "fsum", "gcd", "hypot", "isclose", "isfinite", "isinf", "isnan", "isqrt", "lcm", "ldexp", "log", "log10", "log1p", "log2", "modf", "perm", "pow", "prod", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc"],
        constants: &["pi", "e", "tau", "inf", "nan"],
    },
];

/// The native module of this name.
pub fn module(name: &str) -> Option<&'static Native> {
    MODULES.iter().find(|native| native.module == name)
}

/// Modules that rules import for what has no meaning at run time: annotations.
pub const IGNORED: &[&str] = &["typing", "typing_extensions", "__future__", "collections.abc"];

/// Modules of Python's library, and packages that rules are seen to import, which the subset has not: for them the
/// advice is another than for a module that is not there at all.
const LIBRARY: &[&str] = &[
    "abc", "argparse", "ast", "asyncio", "base64", "binascii", "bisect", "boto3", "botocore", "calendar", "cmath",
    "collections", "configparser", "contextlib", "copy", "csv", "ctypes", "dataclasses", "datetime", "dateutil",
    "decimal", "difflib", "email", "enum", "errno", "fractions", "functools", "gc", "getpass", "glob", "gzip", "hashlib",
    "heapq", "hmac", "html", "http", "importlib", "inspect", "io", "itertools", "jsonpath_ng", "logging", "lzma",
    "multiprocessing", "netaddr", "numbers", "numpy", "operator", "os", "pandas", "pathlib", "pickle", "platform",
    "policyuniverse", "pprint", "pycountry", "pytz", "queue", "random", "requests", "secrets", "select", "shlex",
    "shutil", "signal", "socket", "sqlite3", "ssl", "stat", "statistics", "string", "struct", "subprocess", "sys",
    "tempfile", "textwrap", "threading", "time", "timeit", "traceback", "types", "unicodedata", "unittest", "urllib",
    "urllib3", "uuid", "warnings", "weakref", "xml", "yaml", "zipfile", "zlib", "zoneinfo",
];

/// Whether `dotted` is a module of Python's library or a known package.
pub fn is_library(dotted: &str) -> bool {
    LIBRARY.contains(&dotted.split('.').next().unwrap_or(dotted))
}

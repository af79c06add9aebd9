//! The codes of diagnostics: stable, each with its explanation (`rulec explain E010`).

macro_rules! codes {
    ($($id:ident $title:literal),* $(,)?) => {
        /// A diagnostic's code. A code is never given another meaning.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $(#[doc = $title] $id),* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$id),*];

            /// `E010`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$id => stringify!($id)),* }
            }

            /// What it is about, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$id => $title),* }
            }

            /// What it means, why it is so and what to write instead: Markdown, a few screens at most.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$id => include_str!(concat!("explain/", stringify!($id), ".md"))),* }
            }

            /// The code of that id, in either case.
            pub fn parse(id: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
            }
        }
    };
}

impl Code {
    /// Whether the interpreter can run what this keeps from being compiled. The others are mistakes, which CPython would
    /// stumble over as well, and what Python itself leaves open.
    pub fn falls_back(self) -> bool {
        (Code::E010..Code::E030).contains(&self) && !matches!(self, Code::E018 | Code::E021)
    }
}

codes! {
    E001 "syntax error",
    E002 "unreadable source",
    E003 "no `rule` function",
    E004 "wrong parameters",
    E005 "rule id used twice",
    E006 "unknown severity",
    E007 "module not found",
    E008 "name not found in module",
    E009 "undefined name",
    E010 "module outside the subset",
    E011 "generator function",
    E012 "`with` statement",
    E013 "decorator",
    E014 "asynchronous code",
    E015 "class definition",
    E016 "builtin outside the subset",
    E017 "method or attribute outside the subset",
    E018 "identity that Python leaves open",
    E019 "star import",
    E020 "complex number",
    E021 "invalid statement",
    E022 "statement outside the subset",
    E023 "module code outside the subset",
    E024 "function of a module outside the subset",
    E025 "string that is not valid Unicode",
    E026 "class feature outside the subset",
    E027 "special method outside the subset",
    E028 "base class outside the subset",
    E030 "invalid YAML",
    E031 "wrong value in a yml",
    E032 "unknown key in a yml",
    E033 "yml without its Python file",
    E034 "path outside the subset",
    E035 "conditions outside the subset",
}

//! A rule as source text, for the interpreter.

use crate::rule::Entry;

/// The source of a rule that is not compiled.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// The rule's own module, then every module of the pack that these import.
    pub modules: &'static [Source],
    /// Why it is not compiled, in a few words.
    pub reason: &'static str,
    /// It has a function `severity`.
    pub computes_severity: bool,
    /// It has a function `unique`.
    pub counts_unique: bool,
    /// The data models that it may ask, as JSON that `rulec` and the interpreter agree on. `None`: its functions are given a
    /// dict, and not Panther's event.
    pub models: Option<&'static str>,
    /// The `InlineFilters` of its yml, which are compiled: of an event over which they are not true, it is not asked. They are
    /// given a dict.
    pub filters: Option<Entry>,
}

/// The source of one Python module.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// As it is imported, `helpers.identity`.
    pub name: &'static str,
    /// The file, as tracebacks name it.
    pub path: &'static str,
    pub text: &'static str,
    /// What its import statements name, and which of the script's modules that is.
    pub imports: &'static [(&'static str, usize)],
    /// What its import statements name that need not be there before it is used.
    pub lazy: &'static [&'static str],
}

//! Data models: what the fields of a log type are called in all log types alike.
//!
//! A rule of a Panther pack asks `event.udm("source_ip")`; the model of the event's log type says where that stands, by a
//! path or by a function. The compiler writes them as statics; [`crate::RuleSet::data_model`] finds one.

use crate::rule::Entry;

/// The names of one data model.
#[derive(Clone, Copy, Debug)]
pub struct DataModel {
    /// The yml's `DataModelID`, as exceptions name it.
    pub id: &'static str,
    /// The log types that it is for.
    pub log_types: &'static [&'static str],
    /// The names with a path, each once.
    pub paths: &'static [(&'static str, JsonPath)],
    /// The names with a method, each once. A name may have both: the path comes first.
    pub methods: &'static [(&'static str, Method)],
}

impl DataModel {
    /// The model of a log type, among several.
    pub fn of(models: &'static [DataModel], log_type: &str) -> Option<&'static DataModel> {
        models.iter().find(|model| model.log_types.contains(&log_type))
    }

    /// The path of a name.
    pub fn path(&self, name: &str) -> Option<&'static JsonPath> {
        self.paths.iter().find(|(known, _)| *known == name).map(|(_, path)| path)
    }

    /// The method of a name.
    pub fn method(&self, name: &str) -> Option<&'static Method> {
        self.methods.iter().find(|(known, _)| *known == name).map(|(_, method)| method)
    }
}

/// A function of the model's module.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its `__name__`.
    pub name: &'static str,
    /// It takes the event.
    pub call: Entry,
}

/// A path in the syntax of `jsonpath_ng.ext`, from the event on.
#[derive(Clone, Copy, Debug)]
pub struct JsonPath {
    /// `str(jsonpath_ng.ext.parse(...))`, as exceptions name it.
    pub text: &'static str,
    /// What leads from the event to what it matches; none for `$` itself.
    pub steps: &'static [Step],
}

/// One step of a path, from every value that the steps before it matched. `jsonpath_ng/jsonpath.py` says what each
/// matches.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// `.name`, `.'name'`, `['name']`: `Fields` of one name that is not `*`.
    Field(&'static str),
    /// `.*`: `Fields('*')`.
    EveryField,
    /// `[3]`: `Index` of one.
    Index(i64),
    /// `[*]`: `Slice` without bounds, which takes a value that is no list for a list of it.
    Elements,
    /// `..` and the steps on its right side: `Descendants`.
    Descend(&'static [Step]),
    /// `[?(@.name == 'x')]`: `Filter`; every condition must hold.
    Filter(&'static [Condition]),
}

/// An expression of a filter.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// From the element on; none for `@` itself.
    pub target: &'static [Step],
    /// What it is compared with; without, it need only match.
    pub test: Option<(Operator, Literal)>,
}

/// How a filter compares, with Python's operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// What a filter compares with. Against an `int`, the value goes through `int()` first, where a `ValueError` is no match.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Literal {
    Str(&'static str),
    Int(i64),
    Float(f64),
    Bool(bool),
}

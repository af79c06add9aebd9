//! What some functions reach: the functions that they call, however deep, and of the classes that they name the methods
//! that may be called.
//!
//! Which class a method is called on is known only when the rule runs: a method may be called if anything that is reached
//! uses its name, or if Python itself calls it.

use std::collections::BTreeSet;

use super::{Initialises, Program, Uses};
use crate::diag::Diagnostic;
use crate::ir::{ClassId, FuncId};

/// What was reached.
#[derive(Default, Debug)]
pub struct Reach {
    pub units: BTreeSet<FuncId>,
    /// Methods, by their place among those of their class.
    pub methods: BTreeSet<(ClassId, usize)>,
}

impl Program {
    /// These functions and all that they reach.
    pub fn reach(&self, from: impl IntoIterator<Item = FuncId>) -> Reach {
        let mut reach = Reach::default();
        let mut open: Vec<FuncId> = from.into_iter().collect();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let mut any = false;
        let mut classes: Vec<ClassId> = Vec::new();
        loop {
            while let Some(id) = open.pop() {
                if reach.units.insert(id) {
                    let unit = self.unit(id);
                    take(&unit.uses, &mut open, &mut names, &mut any);
                    if let Some(Initialises::Class(class)) = unit.initialises {
                        classes.push(class);
                    }
                }
            }
            // A method that counts now may name what makes others count.
            let mut found = false;
            for class in &classes {
                for (at, method) in self.class(*class).methods.iter().enumerate() {
                    let used = any || is_special(&method.name) || names.contains(method.name.as_str());
                    if used && reach.methods.insert((*class, at)) {
                        take(&method.uses, &mut open, &mut names, &mut any);
                        found = true;
                    }
                }
            }
            if !found && open.is_empty() {
                return reach;
            }
        }
    }

    /// These functions and all that they call, however deep.
    pub fn reachable(&self, from: impl IntoIterator<Item = FuncId>) -> BTreeSet<FuncId> {
        self.reach(from).units
    }
}

fn take<'p>(uses: &'p Uses, open: &mut Vec<FuncId>, names: &mut BTreeSet<&'p str>, any: &mut bool) {
    open.extend(&uses.calls);
    names.extend(uses.attributes.iter().map(String::as_str));
    *any |= uses.any_attribute;
}

/// Whether Python calls a method of that name where nothing names it.
fn is_special(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}

impl Reach {
    /// What is wrong in all of it.
    pub fn diagnostics<'p>(&self, program: &'p Program) -> impl Iterator<Item = &'p Diagnostic> {
        let units = self.units.iter().flat_map(|id| &program.unit(*id).diagnostics);
        let methods = self.methods.iter().filter_map(|(class, at)| program.class(*class).methods.get(*at));
        units.chain(methods.flat_map(|method| &method.diagnostics)).collect::<Vec<_>>().into_iter()
    }

    /// Whether one of its classes says itself what its objects are equal to or when they are true.
    pub fn asks_objects(&self, program: &Program) -> bool {
        const ASKED: [&str; 5] = ["__bool__", "__len__", "__eq__", "__ne__", "__hash__"];
        self.units.iter().any(|id| match program.unit(*id).initialises {
            Some(Initialises::Class(class)) => {
                program.class(class).names.iter().any(|(name, _)| ASKED.contains(&name.as_str()))
            }
            _ => false,
        })
    }

    /// Takes over what another reached.
    pub fn extend(&mut self, other: Reach) {
        self.units.extend(other.units);
        self.methods.extend(other.methods);
    }
}

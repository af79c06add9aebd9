//! What can be known of a rule without running it.

pub mod bound;
pub mod changes;
pub mod fields;
pub mod guard;
pub mod writes;

use crate::compilation::{Compilation, CompiledRule};

/// How a rule is compiled, for people.
#[derive(Clone, Default, Debug)]
pub struct Explanation {
    /// The paths of the event that it reads: `userIdentity.type`.
    pub fields: Vec<String>,
    /// What must hold for it to be run at all, each condition as text; empty: it is run on every event.
    pub guard: Vec<String>,
}

/// What is known of the rule.
pub fn explain(compilation: &Compilation, rule: &CompiledRule) -> Explanation {
    Explanation { fields: fields::of(compilation, rule), guard: guard::describe(&guard::of(compilation, rule)) }
}

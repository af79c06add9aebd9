//! The event as a rule sees it.
//!
//! A record's bytes go in; values come out that behave, operation by operation, as CPython 3.11's do. The generated
//! rules call the functions of [`py`]; the runtime knows only the contract: [`Rule`], [`RuleSet`], [`Heap`].
//!
//! Every value of one evaluation lives in one [`Heap`] and is `Copy`: nothing is counted, nothing is dropped, and the
//! whole is forgotten between two events.

pub mod ask;
pub mod clock;
pub mod data_model;
pub mod exception;
pub mod guard;
pub mod heap;
pub mod json;
pub mod prelude;
pub mod py;
pub mod rule;
pub mod script;
pub mod state;
pub mod tables;
pub mod value;

pub use clock::Clock;
pub use data_model::DataModel;
pub use exception::{Exc, R, Ret};
pub use guard::Guard;
pub use heap::{Heap, Py};
pub use rule::{Body, EventClass, Functions, Rule, RuleSet, Severity, Skipped};
pub use script::Script;
pub use state::State;
pub use tables::Tables;
pub use value::{Type, Value};

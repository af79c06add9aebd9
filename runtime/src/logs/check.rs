//! What a JSON object must have to be of a log type, laid down once, for two uses: to decide, which stops at the first
//! thing missing, and to say how near a record comes that nothing takes.

use std::borrow::Cow;

use event::Value;
use event::py::dict::Dict;

use super::fields;

/// A record that requirements are laid upon, one after another.
#[derive(Debug)]
pub struct Check<'r, 'a> {
    record: &'r Dict<'a>,
    /// Look at all of them.
    thorough: bool,
    laid_down: u32,
    met: u32,
    /// The first that is not met.
    unmet: Option<String>,
    failed: bool,
}

/// How near a record comes to a type that does not take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearness {
    /// Of what the type asks for, how many of a hundred parts the record has.
    pub percent: u32,
    /// What is missing first, or too much.
    pub reason: Cow<'static, str>,
}

impl<'r, 'a> Check<'r, 'a> {
    fn new(record: &'r Dict<'a>, thorough: bool) -> Check<'r, 'a> {
        Check { record, thorough, laid_down: 0, met: 0, unmet: None, failed: false }
    }

    /// Whether the record meets all requirements.
    pub fn passes(record: &'r Dict<'a>, lay_down: fn(&mut Check<'_, '_>)) -> bool {
        let mut check = Check::new(record, false);
        lay_down(&mut check);
        !check.failed
    }

    /// How near it comes; `None` where it meets all.
    pub fn nearness(record: &'r Dict<'a>, lay_down: fn(&mut Check<'_, '_>)) -> Option<Nearness> {
        let mut check = Check::new(record, true);
        lay_down(&mut check);
        let reason = check.unmet?;
        Some(Nearness { percent: check.met * 100 / check.laid_down.max(1), reason: reason.into() })
    }

    /// A field of the kind `kind`.
    fn field(&mut self, key: &str, kind: &str, is: fn(Value<'a>) -> bool) -> &mut Self {
        if self.failed && !self.thorough {
            return self;
        }
        let value = self.record.get_str(key);
        self.note(value.is_some_and(is), || match value {
            None => format!("`{key}` is missing"),
            Some(value) => format!("`{key}` is {}, expected {kind}", fields::kind(value)),
        })
    }

    /// A string.
    pub fn string(&mut self, key: &str) -> &mut Self {
        self.field(key, "a string", |value| matches!(value, Value::Str(_)))
    }

    /// An object.
    pub fn object(&mut self, key: &str) -> &mut Self {
        self.field(key, "an object", |value| matches!(value, Value::Dict(_)))
    }

    /// One of `keys`, and not null.
    pub fn one_of(&mut self, keys: &[&str]) -> &mut Self {
        self.some_of(1, keys)
    }

    /// At least `count` of `keys`, and not null.
    pub fn some_of(&mut self, count: usize, keys: &[&str]) -> &mut Self {
        if self.failed && !self.thorough {
            return self;
        }
        let has = |key: &&&str| self.record.get_str(key).is_some_and(|value| !value.is_none());
        let met = keys.iter().filter(has).take(count).count() == count;
        self.note(met, || format!("fewer than {count} of `{}` are there", keys.join("`, `")))
    }

    /// None of `keys`, unless null.
    pub fn none_of(&mut self, keys: &[&str]) -> &mut Self {
        for key in keys {
            self.refuse(format_args!("`{key}` does not belong there"), |record| fields::has(record, key));
        }
        self
    }

    /// Not what `is` finds; `what` says what that is. It brings no record nearer that it is not found.
    pub fn refuse(&mut self, what: impl std::fmt::Display, is: impl FnOnce(&Dict<'a>) -> bool) -> &mut Self {
        if self.failed && !self.thorough {
            return self;
        }
        if is(self.record) {
            self.fail(|| what.to_string());
        }
        self
    }

    /// Something else; `otherwise` says what is wrong where it is not met.
    pub fn require(&mut self, otherwise: impl std::fmt::Display, is: impl FnOnce(&Dict<'a>) -> bool) -> &mut Self {
        if self.failed && !self.thorough {
            return self;
        }
        let met = is(self.record);
        self.note(met, || otherwise.to_string())
    }

    fn note(&mut self, met: bool, why: impl FnOnce() -> String) -> &mut Self {
        self.laid_down += 1;
        self.met += u32::from(met);
        if !met {
            self.fail(why);
        }
        self
    }

    fn fail(&mut self, why: impl FnOnce() -> String) {
        if self.thorough && !self.failed {
            self.unmet = Some(why());
        }
        self.failed = true;
    }
}

//! An `[[output]]` table of `iota.toml`, key by key: what is asked for is what is known, and what is left over is wrong.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;
use toml::{Spanned, Value};

use crate::alert::Severity;
use crate::secret::Origin;
use crate::text;

/// Words that are in the names of keys whose values must not stand in the file.
const SECRET: [&str; 6] = ["token", "password", "secret", "key", "credential", "webhook"];

/// The table as it stands in the file.
#[derive(Deserialize, Debug)]
#[serde(transparent)]
pub struct Table(BTreeMap<Spanned<String>, Spanned<Value>>);

/// Something wrong in the file: where, what, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    pub at: Range<usize>,
    pub what: String,
    pub help: String,
}

impl Wrong {
    pub(crate) fn new(at: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> Wrong {
        Wrong { at, what: what.into(), help: help.into() }
    }
}

/// What is left of a table.
pub(crate) struct Keys {
    at: Range<usize>,
    left: BTreeMap<Spanned<String>, Spanned<Value>>,
    /// Asked for so far.
    known: Vec<&'static str>,
}

impl Keys {
    pub(crate) fn new(table: Spanned<Table>) -> Keys {
        Keys { at: table.span(), left: table.into_inner().0, known: Vec::new() }
    }

    /// Where the table is.
    pub(crate) fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// Takes a key's value.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<(Range<usize>, Value)> {
        self.known.push(key);
        let found = self.left.keys().find(|name| name.get_ref() == key)?.clone();
        let value = self.left.remove(&found)?;
        Some((value.span(), value.into_inner()))
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Result<Option<(Range<usize>, String)>, Wrong> {
        match self.take(key) {
            None => Ok(None),
            Some((at, Value::String(text))) if !text.is_empty() => Ok(Some((at, text))),
            Some((at, _)) => Err(Wrong::new(at, format!("`{key}` is not a string, or is empty"), "")),
        }
    }

    pub(crate) fn needed(&mut self, key: &'static str, help: &str) -> Result<(Range<usize>, String), Wrong> {
        let at = self.at();
        self.text(key)?.ok_or_else(|| Wrong::new(at, format!("an output without `{key}`"), help))
    }

    /// What `T` makes of it; its error says what was expected.
    pub(crate) fn parsed<T: FromStr<Err = String>>(&mut self, key: &'static str) -> Result<Option<T>, Wrong> {
        let Some((at, text)) = self.text(key)? else { return Ok(None) };
        text.parse().map(Some).map_err(|why| Wrong::new(at, format!("`{key}`: {why}"), ""))
    }

    pub(crate) fn number(&mut self, key: &'static str, within: Range<u64>) -> Result<Option<u64>, Wrong> {
        match self.take(key) {
            None => Ok(None),
            Some((at, Value::Integer(number))) => match u64::try_from(number) {
                Ok(number) if within.contains(&number) => Ok(Some(number)),
                _ => {
                    let expected = format!("expected {} to {}", within.start, within.end.saturating_sub(1));
                    Err(Wrong::new(at, format!("`{key}` is {number}"), expected))
                }
            },
            Some((at, _)) => Err(Wrong::new(at, format!("`{key}` is not a whole number"), "")),
        }
    }

    /// A list of strings, or one.
    pub(crate) fn list(&mut self, key: &'static str) -> Result<Vec<String>, Wrong> {
        let Some((at, value)) = self.take(key) else { return Ok(Vec::new()) };
        let wrong = || {
            Wrong::new(at.clone(), format!("`{key}` is not a list of strings"), format!("write `{key} = [\"...\"]`"))
        };
        let one = |value: Value| match value {
            Value::String(text) => Ok(text),
            _ => Err(wrong()),
        };
        match value {
            Value::Array(values) => values.into_iter().map(one).collect(),
            value => Ok(vec![one(value)?]),
        }
    }

    /// `env` names a variable, or `file` a file: never the secret itself.
    pub(crate) fn origin(&mut self, env: &'static str, file: &'static str) -> Result<Option<Origin>, Wrong> {
        let (variable, path) = (self.text(env)?, self.text(file)?);
        match (variable, path) {
            (Some((at, _)), Some(_)) => Err(Wrong::new(at, format!("`{env}` and `{file}`"), "say one of them")),
            (Some((at, name)), None) if !is_variable(&name) => {
                let help = format!("`{env} = \"NAME\"` names the environment variable that the secret is in");
                Err(Wrong::new(at, format!("what `{env}` names is no environment variable"), help))
            }
            (Some((_, name)), None) => Ok(Some(Origin::Environment(name))),
            (None, Some((_, path))) => Ok(Some(Origin::File(PathBuf::from(path)))),
            (None, None) => Ok(None),
        }
    }

    pub(crate) fn path(&mut self, key: &'static str) -> Result<Option<PathBuf>, Wrong> {
        Ok(self.text(key)?.map(|(_, path)| PathBuf::from(path)))
    }

    /// Secrets themselves are refused before anything else is said.
    pub(crate) fn refuse_secrets(&self) -> Result<(), Wrong> {
        for (key, value) in &self.left {
            let name = text::line(&key.get_ref().to_ascii_lowercase());
            let refers = name.ends_with("_env") || name.ends_with("_file");
            if !refers && SECRET.iter().any(|word| name.contains(word)) && matches!(value.get_ref(), Value::String(_)) {
                let help = format!(
                    "secrets come from the environment or from files: say `{name}_env = \"NAME\"` or `{name}_file`"
                );
                return Err(Wrong::new(key.span(), format!("`{name}`: a secret does not belong in this file"), help));
            }
        }
        Ok(())
    }

    /// Nothing may be left.
    pub(crate) fn finish(self, kind: &str) -> Result<(), Wrong> {
        let Some(key) = self.left.keys().next() else { return Ok(()) };
        let name = key.get_ref();
        let lower = name.to_ascii_lowercase();
        let what = format!("an output of type `{kind}` has no `{}`", text::line(name));
        let like = |known: &&&str| strsim(known, &lower);
        let nearest = self.known.iter().max_by_key(like).filter(|known| strsim(known, &lower) > 2);
        let help = match nearest {
            Some(nearest) => format!("the nearest is `{nearest}`"),
            None => format!("there are {}", self.known.join(", ")),
        };
        Err(Wrong::new(key.span(), what, help))
    }
}

/// How many letters two words begin or end with in common.
fn strsim(one: &str, other: &str) -> usize {
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let ending = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    common.max(ending)
}

fn is_variable(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `30s`, `10m`, `2h`, `3d`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Time(pub Duration);

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Time, String> {
        let wrong = || format!("found `{}`, expected a time: `30s`, `10m`, `2h`, `3d`", text::line(text));
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let seconds = match text.get(digits.len()..).unwrap_or_default() {
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => return Err(wrong()),
        };
        let count: u64 = digits.trim().parse().map_err(|_| wrong())?;
        let time = count.checked_mul(seconds).filter(|time| (1..=366 * 86_400).contains(time)).ok_or_else(wrong)?;
        Ok(Time(Duration::from_secs(time)))
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Severity, String> {
        let found = Severity::ALL.into_iter().find(|severity| severity.name().eq_ignore_ascii_case(text));
        found.ok_or_else(|| format!("found `{}`, expected INFO, LOW, MEDIUM, HIGH or CRITICAL", text::line(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        assert_eq!("10m".parse(), Ok(Time(Duration::from_secs(600))));
        for wrong in ["", "10", "m", "0s", "-1s", "1w", "99999999999d"] {
            assert!(wrong.parse::<Time>().is_err(), "{wrong}");
        }
    }
}

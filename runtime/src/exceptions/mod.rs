//! Matches that nobody is to be told of: matches in, those that an exception covers out. Each is counted, and kept where it
//! can be looked at; an exception that has expired covers nothing, and says so once.

mod actor;
mod field;
mod table;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};

use event::Value;
use ipnet::IpNet;
use jiff::Timestamp;
use regex::Regex;

use crate::batch::Matched;
use crate::progress::shown;

pub(crate) use actor::names;
pub use table::{SCHEMA, Selection, Suppressed};

/// What an exception says: of which rules, and what must hold of a match, all of it.
#[derive(Debug)]
pub struct Exception {
    /// Where it is written, for people.
    pub place: String,
    /// Ids of rules, what their ymls call them, or alerts' titles.
    pub rules: Vec<String>,
    pub conditions: Vec<Condition>,
    pub owner: String,
    pub reason: String,
    /// From then on it covers nothing.
    pub expires: Option<Timestamp>,
}

/// What must hold: one of its tests.
#[derive(Debug)]
pub enum Condition {
    /// Of who did it. A role's ARN names its sessions as well.
    Actor(Vec<Test>),
    /// Of where it came from.
    SourceIp(Vec<Test>),
    /// Of a field of the event, by its path with dots; of a list, one of its elements.
    Field(String, Vec<Test>),
}

/// What a text may be.
#[derive(Debug)]
pub enum Test {
    Equals(String),
    /// From its beginning on, as Python's `re.match` has it.
    Matches(Regex),
    Within(IpNet),
}

impl Test {
    /// A test of a regular expression.
    ///
    /// # Errors
    /// What is wrong with `pattern`.
    pub fn matches(pattern: &str) -> Result<Test, String> {
        let one = |e: regex::Error| match e {
            regex::Error::Syntax(message) => {
                message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
            }
            e => e.to_string(),
        };
        // By itself first: an error shows no part that nobody wrote.
        Regex::new(pattern).map_err(one)?;
        Regex::new(&format!(r"\A(?:{pattern})")).map(Test::Matches).map_err(one)
    }

    /// A test of an address, a range of addresses, or of the name of a service that stands in an address's place.
    ///
    /// # Errors
    /// What is wrong with `text`.
    pub fn address(text: &str) -> Result<Test, String> {
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Test::Within(IpNet::from(address.to_canonical())));
        }
        if let Ok(range) = text.parse::<IpNet>() {
            return Ok(Test::Within(range.trunc()));
        }
        let is_name = text.chars().any(|c| c.is_ascii_alphabetic()) && !text.contains(['/', ':']);
        if is_name { Ok(Test::Equals(text.to_owned())) } else { Err("it is no address and no range".to_owned()) }
    }

    fn holds(&self, text: &str) -> bool {
        match self {
            Test::Equals(expected) => text == expected,
            Test::Matches(pattern) => pattern.is_match(text),
            Test::Within(range) => text.parse::<IpAddr>().is_ok_and(|address| range.contains(&address.to_canonical())),
        }
    }
}

/// All exceptions of a run.
#[derive(Debug, Default)]
pub struct Exceptions {
    all: Vec<Exception>,
    /// Which of them name a rule.
    by_rule: HashMap<String, Vec<usize>>,
    /// Of each, whether it was said that it has expired.
    said: Vec<AtomicBool>,
}

/// What exceptions make of a match.
#[derive(Debug)]
pub(crate) enum Verdict<'e> {
    /// Nobody is told of it.
    Suppressed(&'e Exception),
    /// An exception would have covered it, and that was not said yet: the line that says so.
    Expired(String),
    Unexcepted,
}

impl Exceptions {
    pub fn new(all: Vec<Exception>) -> Exceptions {
        let mut by_rule: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, exception) in all.iter().enumerate() {
            for rule in &exception.rules {
                by_rule.entry(rule.clone()).or_default().push(index);
            }
        }
        let said = all.iter().map(|_| AtomicBool::new(false)).collect();
        Exceptions { all, by_rule, said }
    }

    /// All of them.
    pub fn all(&self) -> &[Exception] {
        &self.all
    }

    /// What is to be said of those that have expired at `now`, which was not said yet.
    pub fn expired(&self, now: Timestamp) -> Vec<String> {
        (0..self.all.len()).filter_map(|index| self.say_expired(index, now)).collect()
    }

    /// The line that says that an exception has expired, if it has and it was not said.
    fn say_expired(&self, index: usize, now: Timestamp) -> Option<String> {
        let (exception, said) = (self.all.get(index)?, self.said.get(index)?);
        let expires = exception.expires.filter(|expires| *expires <= now)?;
        if said.swap(true, Ordering::Relaxed) {
            return None;
        }
        let Exception { place, owner, reason, rules, .. } = exception;
        let rules: Vec<String> = rules.iter().map(|rule| format!("`{}`", shown(rule))).collect();
        let line =
            format!("{place}: the exception of {} expired at {expires} and covers nothing any more", rules.join(", "));
        let more =
            if owner.is_empty() { String::new() } else { format!(" (owner {}: {})", shown(owner), shown(reason)) };
        Some(line + &more)
    }

    /// Those that name the rule of a match, or its alert.
    fn naming(&self, matched: &Matched) -> Vec<usize> {
        if self.by_rule.is_empty() {
            return Vec::new();
        }
        let names = [matched.rule.id, matched.rule.display_name, &matched.found.title];
        let mut found: Vec<usize> =
            names.iter().filter_map(|name| self.by_rule.get(*name)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether any names the rule of a match, or its alert.
    pub(crate) fn concerns(&self, matched: &Matched) -> bool {
        !self.naming(matched).is_empty()
    }

    /// What becomes of a match of `event` at `now`.
    pub(crate) fn judge(&self, matched: &Matched, event: Value<'_>, now: Timestamp) -> Verdict<'_> {
        let mut expired = Vec::new();
        for index in self.naming(matched) {
            let Some(exception) = self.all.get(index) else { continue };
            if !exception.conditions.iter().all(|condition| condition.holds(matched, event)) {
                continue;
            }
            if exception.expires.is_none_or(|expires| now < expires) {
                return Verdict::Suppressed(exception);
            }
            expired.push(index);
        }
        // Where another one covers it, nothing fires again.
        let line = expired.into_iter().find_map(|index| self.say_expired(index, now));
        line.map_or(Verdict::Unexcepted, Verdict::Expired)
    }
}

impl Condition {
    fn holds(&self, matched: &Matched, event: Value<'_>) -> bool {
        let about = &matched.event.about;
        match self {
            Condition::Actor(tests) => {
                let names = actor::names(about.actor.as_deref(), event);
                tests.iter().any(|test| names.iter().any(|name| actor::is(test, name)))
            }
            Condition::SourceIp(tests) => {
                about.source_ip.as_deref().is_some_and(|address| tests.iter().any(|test| test.holds(address)))
            }
            Condition::Field(path, tests) => {
                field::any(event, path, &mut |text| tests.iter().any(|test| test.holds(text)))
            }
        }
    }
}

#[cfg(test)]
mod tests;

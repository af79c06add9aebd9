//! Which rules run: those compiled in below the paths of `--rules`, and with the interpreter those of other folders.

use std::path::PathBuf;

use event::{Body, Rule, RuleSet};
use runtime::select;

/// The rules below `paths`, all that are compiled in where there are none, and of these the ones with one of `ids`.
///
/// # Errors
/// Why there is nothing to run, for people.
pub fn choose(set: &'static RuleSet, paths: &[PathBuf], ids: &[String]) -> Result<Vec<&'static Rule>, String> {
    let further = further(set, paths)?;
    if further.is_empty() {
        return select::select(set, paths, ids).map_err(|e| e.to_string());
    }
    let mut rules: Vec<&'static Rule> = Vec::new();
    for path in paths {
        // A folder of which some rules are not compiled in chooses those that are by their files.
        let below: Vec<PathBuf> = match further.iter().any(|found| found.root == *path) {
            true => {
                further.iter().filter(|found| found.root == *path).flat_map(|found| found.compiled.clone()).collect()
            }
            false => vec![path.clone()],
        };
        if !below.is_empty() {
            rules.extend(select::select(set, &below, &[]).map_err(|e| e.to_string())?);
        }
    }
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    for rule in further.iter().flat_map(|found| &found.rules) {
        if let Some(other) = rules.iter().find(|other| other.id == rule.id) {
            let (one, other) = (select::source(rule), select::source(other));
            return Err(format!("the rule id `{}` is used twice: by `{one}` and by `{other}`", rule.id));
        }
        rules.push(rule);
    }
    if let Some(id) = ids.iter().find(|id| !rules.iter().any(|rule| rule.id == **id)) {
        return Err(format!("no rule that was named has the id `{id}`"));
    }
    rules.retain(|rule| ids.is_empty() || ids.iter().any(|id| id == rule.id));
    rules.sort_by_key(|rule| rule.id);
    Ok(rules)
}

/// `rules`, with those that are experimental as if they said `CreateAlert: false`.
pub fn shadowed(rules: Vec<&'static Rule>) -> Vec<&'static Rule> {
    let shadow = |rule: &'static Rule| match rule.status.eq_ignore_ascii_case("experimental") {
        // Once in a process, as rules are.
        true => Box::leak(Box::new(Rule { create_alert: false, ..*rule })),
        false => rule,
    };
    rules.into_iter().map(shadow).collect()
}

/// What a path of `--rules` holds that is not compiled in.
#[derive(Debug)]
pub struct Further {
    pub root: PathBuf,
    /// The files below it that are compiled in.
    pub compiled: Vec<PathBuf>,
    /// The rules that are not.
    pub rules: Vec<&'static Rule>,
}

/// The paths below which there are rules that are not compiled in.
#[cfg(feature = "interpreter")]
fn further(set: &'static RuleSet, paths: &[PathBuf]) -> Result<Vec<Further>, String> {
    let is_compiled = |path: &std::path::Path| select::select(set, &[path.to_owned()], &[]).is_ok();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.exists()) {
        let further = crate::further::read(path, &is_compiled)?;
        if !further.rules.is_empty() {
            found.push(further);
        }
    }
    Ok(found)
}

#[cfg(not(feature = "interpreter"))]
fn further(_: &'static RuleSet, _: &[PathBuf]) -> Result<Vec<Further>, String> {
    Ok(Vec::new())
}

/// What to say at the start of rules that do not run as native code.
pub fn notices(set: &RuleSet, rules: &[&Rule]) -> Vec<String> {
    let mut notices = Vec::new();
    if !set.skipped.is_empty() {
        let names: Vec<&str> = set.skipped.iter().map(|rule| rule.id).collect();
        notices.push(format!("left out when this binary was built (`iota rules` says why): {}", names.join(", ")));
    }
    let interpreted = rules.iter().filter(|rule| matches!(rule.body, Body::Interpreted(_)));
    let names: Vec<&str> = interpreted.map(|rule| rule.id).collect();
    if !names.is_empty() {
        notices.push(format!("interpreted, not compiled: {}", names.join(", ")));
    }
    notices
}

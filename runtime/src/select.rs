//! Which of the compiled rules run: those below the paths that were asked for.

use std::path::{Component, Path, PathBuf};

use event::{Rule, RuleSet};

/// Why there is nothing to run.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("no compiled rule is below `{path}`; compiled in are {packs}")]
    NoSuchRules { path: String, packs: String },
    #[error("no compiled rule has the id `{id}`; `iota rules` lists them")]
    NoSuchId { id: String },
}

/// The rules below `paths`, all where there are none, and of these the ones with one of `ids`, all where there are none.
///
/// A path is compared with where the rule was compiled from, and need not exist. Where it names no such place, what
/// comes before the rule folder's own name is not looked at, for the binary may run elsewhere than it was built:
/// `/srv/iota/rules/okta` then names what was compiled from `rules/okta`.
///
/// # Errors
/// Where a path or an id chooses nothing.
pub fn select(set: &RuleSet, paths: &[PathBuf], ids: &[String]) -> Result<Vec<&'static Rule>, Error> {
    let mut below = vec![paths.is_empty(); set.rules.len()];
    for path in paths {
        let exact = absolute(path);
        let mut found: Vec<bool> = set.rules.iter().map(|rule| absolute(&whole(rule)).starts_with(&exact)).collect();
        if !found.contains(&true) {
            found = set.rules.iter().map(|rule| is_named(rule, path)).collect();
        }
        if !found.contains(&true) {
            return Err(Error::NoSuchRules { path: path.to_string_lossy().into_owned(), packs: packs(set) });
        }
        below.iter_mut().zip(found).for_each(|(below, found)| *below |= found);
    }
    if let Some(id) = ids.iter().find(|id| !set.rules.iter().any(|rule| rule.id == **id)) {
        return Err(Error::NoSuchId { id: id.clone() });
    }
    let by_id = |rule: &Rule| ids.is_empty() || ids.iter().any(|id| id == rule.id);
    Ok(set.rules.iter().zip(below).filter(|(rule, below)| *below && by_id(rule)).map(|(rule, _)| rule).collect())
}

/// Where the rule was compiled from, as short as it can be said here.
pub fn source(rule: &Rule) -> String {
    path(rule.root, rule.source)
}

/// The path of what stands below a rule folder, as short as it can be said here.
pub fn path(root: &str, source: &str) -> String {
    let whole = absolute(&Path::new(root).join(source));
    let here = absolute(Path::new("."));
    whole.strip_prefix(&here).unwrap_or(&whole).to_string_lossy().into_owned()
}

fn whole(rule: &Rule) -> PathBuf {
    Path::new(rule.root).join(rule.source)
}

/// The folders that the rules were compiled from.
fn packs(set: &RuleSet) -> String {
    let mut packs: Vec<String> = set
        .rules
        .iter()
        .map(|rule| {
            let path = PathBuf::from(source(rule));
            format!("`{}`", path.parent().unwrap_or(&path).display())
        })
        .collect();
    packs.sort_unstable();
    packs.dedup();
    match packs.is_empty() {
        true => "no rules".to_owned(),
        false => packs.join(", "),
    }
}

/// Whether `path` has the name of the rule's folder in it, and the rule is below what follows.
fn is_named(rule: &Rule, path: &Path) -> bool {
    let root = absolute(Path::new(rule.root));
    let Some(name) = root.file_name() else { return false };
    let parts: Vec<_> = path.components().collect();
    (0..parts.len()).any(|at| {
        let below: PathBuf = parts.iter().skip(at + 1).collect();
        parts.get(at).is_some_and(|part| part.as_os_str() == name) && Path::new(rule.source).starts_with(below)
    })
}

/// The path from the root on, without `.` and `..`; links are not followed, for it need not exist.
fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for component in whole.components() {
        match component {
            Component::ParentDir => drop(clean.pop()),
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use event::{Functions, Value};

    use super::*;

    const fn rule(id: &'static str, root: &'static str, source: &'static str) -> Rule {
        Rule { source, root, ..Rule::new(id, Functions::new(|_, _| Ok(Value::Bool(false)))) }
    }

    static RULES: RuleSet = RuleSet {
        rules: &[
            rule("a", "rules", "aws_cloudtrail/a.py"),
            rule("b", "rules", "okta/b.py"),
            rule("c", "/opt/packs", "okta/c.py"),
        ],
        ..RuleSet::EMPTY
    };

    fn ids(paths: &[&str]) -> Result<Vec<&'static str>, Error> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        Ok(select(&RULES, &paths, &[])?.iter().map(|rule| rule.id).collect())
    }

    #[test]
    fn paths_choose_what_is_below_them() {
        assert_eq!(ids(&[]), Ok(vec!["a", "b", "c"]));
        for all in ["rules", "./rules/", "rules//", "/srv/iota/rules", "../iota/rules", "x/../rules"] {
            assert_eq!(ids(&[all]), Ok(vec!["a", "b"]), "{all}");
        }
        for one in ["rules/aws_cloudtrail", "/w/rules/aws_cloudtrail/", "rules/aws_cloudtrail/a.py"] {
            assert_eq!(ids(&[one]), Ok(vec!["a"]), "{one}");
        }
        assert_eq!(ids(&["/opt/packs/okta"]), Ok(vec!["c"]));
        assert_eq!(ids(&["rules/okta", "rules/aws_cloudtrail"]), Ok(vec!["a", "b"]));
        assert_eq!(ids(&["."]), Ok(vec!["a", "b"]));
        assert_eq!(ids(&["/"]), Ok(vec!["a", "b", "c"]));
        assert_eq!(ids(&["packs/okta/c.py"]), Ok(vec!["c"]));
    }

    #[test]
    fn what_chooses_nothing_is_an_error_that_says_what_there_is() {
        for none in ["rules/aws", "rules/aws_cloudtrail/a", "okta", "other", "rules/gcp", "/w/rules/gcp"] {
            let error = ids(&[none]).expect_err(none);
            let packs = "`/opt/packs/okta`, `rules/aws_cloudtrail`, `rules/okta`";
            let message = format!("no compiled rule is below `{none}`; compiled in are {packs}");
            assert_eq!(error.to_string(), message);
        }
        assert!(ids(&["rules", "nothing"]).is_err());
        assert!(select(&RULES, &[], &["z".into()]).is_err());
        assert_eq!(select(&RULES, &[], &["b".into()]).map(|rules| rules.len()), Ok(1));
    }
}

//! What nobody is to be told of: `exceptions.json`, as TrailAlerts writes it, and `[[exception]]` of `iota.toml`.

mod json;
mod table;

use std::path::Path;

use event::RuleSet;
use runtime::exceptions::{Exception, Exceptions};

use crate::say;

pub use table::{HELP, Table, of_table};

/// Those of `file` and those of `iota.toml`. What has expired, and what may be a slip, is said.
///
/// # Errors
/// What is wrong with the file and where, for people.
pub fn all(file: Option<&Path>, of_toml: Vec<Exception>, set: &RuleSet) -> Result<Exceptions, String> {
    let mut all = match file {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|e| format!("the exceptions `{}` cannot be read: {e}", path.display()))?;
            json::parse(path, &text).map_err(|wrong| wrong.shown(path, &text))?
        }
        None => Vec::new(),
    };
    all.extend(of_toml);
    let all = Exceptions::new(all);
    for name in unknown(&all, set) {
        say(&format!(
            "`{name}` of an exception is no rule's id and no rule's name: it is looked for among the alerts' titles"
        ));
    }
    for line in all.expired(jiff::Timestamp::now()) {
        say(&line);
    }
    Ok(all)
}

/// What exceptions call rules that no rule is called.
fn unknown(all: &Exceptions, set: &RuleSet) -> Vec<String> {
    let rules = || set.rules.iter().chain(set.disabled);
    let is_known = |name: &str| {
        rules().any(|rule| rule.id == name || rule.display_name == name)
            || set.skipped.iter().any(|rule| rule.id == name)
    };
    let names = all.all().iter().flat_map(|exception| &exception.rules).filter(|name| !is_known(name));
    let mut unknown: Vec<String> = names.map(|name| runtime::progress::shown(name)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
}

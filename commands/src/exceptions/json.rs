//! `exceptions.json`: by what a rule is called, the actors and addresses that it is not about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use runtime::exceptions::{Condition, Exception, Test};
use serde::Deserialize;

use crate::config::Wrong;

const HELP: &str = "a file has an object for each rule, by its title or id, with the lists of strings `excludedActors`, \
                    `excludedSourceIPs` and `excludedActorsRegex`";

/// What is said of a rule: each list by itself covers a match.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Lists {
    #[serde(default)]
    excluded_actors: Vec<String>,
    #[serde(default, rename = "excludedSourceIPs")]
    excluded_source_ips: Vec<String>,
    #[serde(default)]
    excluded_actors_regex: Vec<String>,
}

/// The exceptions of the file `path`, which holds `text`.
pub fn parse(path: &Path, text: &str) -> Result<Vec<Exception>, Wrong> {
    let file: BTreeMap<String, Lists> = serde_json::from_str(text).map_err(|e| {
        let message = e.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        Wrong::new(offset(text, e.line(), e.column()), what, HELP)
    })?;
    let mut all = Vec::new();
    for (rule, Lists { excluded_actors, excluded_source_ips, excluded_actors_regex }) in file {
        let place = |value: &str| place(text, &rule, value);
        let actors = excluded_actors.into_iter().map(Test::Equals).collect();
        let address = |range: &String| {
            Test::address(range).map_err(|why| {
                let help = "write `192.0.2.7` or `192.0.2.0/24`";
                Wrong::new(place(range), format!("`{}`: {why}", shown(range)), help)
            })
        };
        let addresses = excluded_source_ips.iter().map(address).collect::<Result<_, _>>()?;
        let pattern = |pattern: &String| {
            Test::matches(pattern).map_err(|why| {
                Wrong::new(place(pattern), format!("the pattern `{}` is wrong: {why}", shown(pattern)), "")
            })
        };
        let patterns = excluded_actors_regex.iter().map(pattern).collect::<Result<_, _>>()?;
        let lists = [Condition::Actor(actors), Condition::SourceIp(addresses), Condition::Actor(patterns)];
        let names = ["excludedActors", "excludedSourceIPs", "excludedActorsRegex"];
        for (condition, name) in lists.into_iter().zip(names).filter(|(condition, _)| !is_empty(condition)) {
            all.push(Exception {
                place: format!("{}: `{name}` of `{}`", path.display(), shown(&rule)),
                rules: vec![rule.clone()],
                conditions: vec![condition],
                owner: String::new(),
                reason: String::new(),
                expires: None,
            });
        }
    }
    Ok(all)
}

fn is_empty(condition: &Condition) -> bool {
    match condition {
        Condition::Actor(tests) | Condition::SourceIp(tests) | Condition::Field(_, tests) => tests.is_empty(),
    }
}

/// Where `value` stands in what is said of `rule`, as far as that can be found: JSON may write a string in several ways.
fn place(text: &str, rule: &str, value: &str) -> Range<usize> {
    let find = |from: usize, what: &str| {
        let quoted = serde_json::to_string(what).unwrap_or_default();
        let start = from + text.get(from..)?.find(&quoted)?;
        Some(start..start + quoted.len())
    };
    let rule = find(0, rule).unwrap_or(0..0);
    find(rule.end, value).unwrap_or(rule)
}

/// The byte at a line and a column of bytes, both from 1.
fn offset(text: &str, line: usize, column: usize) -> Range<usize> {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at..at
}

fn shown(text: &str) -> String {
    runtime::progress::shown(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_of_a_rule_is_an_exception() {
        let text = r#"{"Root Login": {"excludedActors": ["a", "b"], "excludedSourceIPs": ["192.0.2.0/24"]},
            "r": {"excludedActorsRegex": ["^a.*"]}, "none": {}}"#;
        let all = parse(Path::new("e.json"), text).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let places: Vec<&str> = all.iter().map(|exception| &*exception.place).collect();
        let expected = [
            "e.json: `excludedActors` of `Root Login`",
            "e.json: `excludedSourceIPs` of `Root Login`",
            "e.json: `excludedActorsRegex` of `r`",
        ];
        assert_eq!(places, expected);
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let path = Path::new("e.json");
        let wrong = parse(path, text).err().map(|wrong| wrong.shown(path, text)).unwrap_or_default();
        assert!(wrong.starts_with(expected), "{wrong}");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        check("{\"r\":\n  {\"excludedActors\": [1]}}", "e.json:2:23: invalid type: integer `1`, expected a string\n");
        check("{\"r\":", "e.json:1:5: EOF while parsing a value\n");
        check("{\"r\": {\"excludedActor\": []}}", "e.json:1:22: unknown field `excludedActor`, expected one of ");
        check(
            "{\"q\": {\"excludedActors\": [\"[x\"]},\n\"r\": {\"excludedActorsRegex\": [\"[x\"]}}",
            "e.json:2:31: the pattern `[x` is wrong: unclosed character class\n    2 | \"r\"",
        );
        check("{\"r\": {\"excludedSourceIPs\": [\"10.1\"]}}", "e.json:1:30: `10.1`: it is no address and no range\n");
    }
}

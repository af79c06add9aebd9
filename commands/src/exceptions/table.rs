//! `[[exception]]` of `iota.toml`: of which rules, what must hold of a match, all of it, who says so, why, and until when.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use runtime::exceptions::{Condition, Exception, Test};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::config::Wrong;

pub const HELP: &str = "an `[[exception]]` has `rules`, of `actors`, `actors_regex`, `source_ips` and `fields` at least one, \
                        `owner`, `reason`, and perhaps `expires = 2026-12-31`";

/// The table as it is written.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Table {
    rules: Spanned<Vec<String>>,
    actors: Option<Vec<String>>,
    actors_regex: Option<Vec<Spanned<String>>>,
    source_ips: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    fields: Vec<Spanned<Field>>,
    owner: String,
    reason: String,
    expires: Option<Spanned<Datetime>>,
}

/// What a field of the event must be.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Field {
    /// A path with dots.
    name: String,
    equals: Option<Scalar>,
    r#in: Option<Vec<Scalar>>,
    matches: Option<Spanned<String>>,
    ranges: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize, Debug)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Truth(bool),
    Number(i64),
}

impl Scalar {
    fn test(self) -> Test {
        Test::Equals(match self {
            Scalar::Text(text) => text,
            Scalar::Truth(truth) => truth.to_string(),
            Scalar::Number(number) => number.to_string(),
        })
    }
}

/// The exception of a table of the file `path`, which holds `text`.
pub fn of_table(path: &Path, text: &str, table: Spanned<Table>) -> Result<Exception, Wrong> {
    let at = table.span();
    let Table { rules, actors, actors_regex, source_ips, fields, owner, reason, expires } = table.into_inner();
    if rules.get_ref().is_empty() {
        let help = "name the rules by their ids, or as their ymls call them";
        return Err(Wrong::new(rules.span(), "an exception of no rule", help));
    }
    let mut conditions = Vec::new();
    if let Some(actors) = actors {
        conditions.push(Condition::Actor(actors.into_iter().map(Test::Equals).collect()));
    }
    if let Some(patterns) = actors_regex {
        let patterns: Vec<Test> = patterns.into_iter().map(pattern).collect::<Result<_, _>>()?;
        match conditions.last_mut() {
            // The two are one list of who may have done it.
            Some(Condition::Actor(tests)) => tests.extend(patterns),
            _ => conditions.push(Condition::Actor(patterns)),
        }
    }
    if let Some(ranges) = source_ips {
        conditions.push(Condition::SourceIp(ranges.into_iter().map(range).collect::<Result<_, _>>()?));
    }
    for condition in fields.into_iter().map(field) {
        conditions.push(condition?);
    }
    if conditions.is_empty() {
        let help = "say who or what is excepted: `actors`, `actors_regex`, `source_ips` or `fields`; a rule that is not wanted \
                    at all is left out by `Enabled: false` in its yml";
        return Err(Wrong::new(at, "an exception without a condition", help));
    }
    let line = text.get(..at.start).unwrap_or_default().matches('\n').count() + 1;
    let place = format!("{}:{line}", path.display());
    let expires = expires.map(end_of).transpose()?;
    Ok(Exception { place, rules: rules.into_inner(), conditions, owner, reason, expires })
}

fn field(field: Spanned<Field>) -> Result<Condition, Wrong> {
    let at = field.span();
    let Field { name, equals, r#in, matches, ranges } = field.into_inner();
    let tests = match (equals, r#in, matches, ranges) {
        (Some(value), None, None, None) => vec![value.test()],
        (None, Some(values), None, None) => values.into_iter().map(Scalar::test).collect(),
        (None, None, Some(one), None) => vec![pattern(one)?],
        (None, None, None, Some(ranges)) => ranges.into_iter().map(range).collect::<Result<_, _>>()?,
        _ => return Err(Wrong::new(at, "a field has one test", "`equals`, `in`, `matches` or `ranges`")),
    };
    Ok(Condition::Field(name, tests))
}

fn pattern(pattern: Spanned<String>) -> Result<Test, Wrong> {
    let shown = runtime::progress::shown(pattern.get_ref());
    Test::matches(pattern.get_ref())
        .map_err(|why| Wrong::new(pattern.span(), format!("the pattern `{shown}` is wrong: {why}"), ""))
}

fn range(range: Spanned<String>) -> Result<Test, Wrong> {
    let shown = runtime::progress::shown(range.get_ref());
    let help = "write `192.0.2.7` or `192.0.2.0/24`";
    Test::address(range.get_ref()).map_err(|why| Wrong::new(range.span(), format!("`{shown}`: {why}"), help))
}

/// The end of a day, in UTC.
fn end_of(day: Spanned<Datetime>) -> Result<Timestamp, Wrong> {
    let end = match day.get_ref() {
        Datetime { date: Some(date), time: None, offset: None } => end(date),
        _ => None,
    };
    end.ok_or_else(|| {
        Wrong::new(day.span(), "an exception expires at the end of a day", "write `expires = 2026-12-31`")
    })
}

fn end(date: &toml::value::Date) -> Option<Timestamp> {
    let (year, month, day) = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
    let next = Date::new(year.ok()?, month.ok()?, day.ok()?).ok()?.tomorrow().ok()?;
    Some(next.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

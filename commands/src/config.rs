//! `iota.toml`: what is said of sources and outputs, of matches that nobody is to be told of, and of tables that things are looked up
//! in, in a file and not in flags. No secrets: those come from the environment or files of their own.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use deliver::config::{Settings, Table, Time};
use runtime::classify::Hints;
use runtime::enrich::Sources;
use runtime::exceptions::Exception;
use runtime::logs::{LogType, TYPES};
use runtime::silence::Watched;
use serde::Deserialize;
use service::Role;
use toml::Spanned;

use crate::{enrichment, exceptions};

/// Read where nothing else is named, if it is there.
pub const DEFAULT: &str = "iota.toml";

/// The tables of a file.
const TABLES: [&str; 5] = ["[[source]]", "[[exception]]", "[[output]]", "[[lookup]]", "[enrichment]"];

/// What the file says.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    source: Vec<Spanned<Source>>,
    #[serde(default)]
    exception: Vec<Spanned<exceptions::Table>>,
    #[serde(default)]
    output: Vec<Spanned<Table>>,
    #[serde(default)]
    enrichment: enrichment::Section,
    #[serde(default)]
    lookup: Vec<enrichment::Table>,
    #[serde(default)]
    assume_role: Vec<AssumeRole>,
}

/// `[[source]]`: of a bucket and what its keys begin with, or of what a path begins with. Of several the longest counts. With
/// `silence`, of all records of a log type as well.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Source {
    bucket: Option<String>,
    prefix: Option<Spanned<String>>,
    path: Option<String>,
    /// The type to try first.
    log_type: Option<Spanned<String>>,
    /// For how long nothing may be heard of it.
    silence: Option<Spanned<String>>,
}

/// `[[assume_role]]`: for objects of these buckets, and of logs of these accounts; if none are named, of the role's own.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct AssumeRole {
    role_arn: Spanned<String>,
    external_id: Option<String>,
    #[serde(default)]
    accounts: Vec<Spanned<String>>,
    #[serde(default)]
    buckets: Vec<String>,
}

/// What of it runs are given.
#[derive(Debug, Default)]
pub struct Config {
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    pub sources: Vec<Said>,
    pub exceptions: Vec<Exception>,
    pub outputs: Vec<Settings>,
    pub enrichment: Sources,
    pub roles: Vec<Role>,
}

/// What is said of some sources.
#[derive(Debug)]
pub struct Said {
    /// What their names begin with; empty: whatever they are called.
    pub names: String,
    pub log_type: Option<&'static LogType>,
    pub silence: Option<Duration>,
}

impl Said {
    /// As people call it.
    pub fn name(&self) -> &str {
        match self.log_type {
            Some(log_type) if self.names.is_empty() => log_type.name,
            _ => &self.names,
        }
    }
}

impl Config {
    /// Of the file `path`, or of the one that is read by default, where that is there.
    ///
    /// # Errors
    /// What is wrong with it and where, for people.
    pub fn read(path: Option<&Path>) -> Result<Config, String> {
        let path = match path {
            Some(path) => path,
            None if Path::new(DEFAULT).exists() => Path::new(DEFAULT),
            None => return Ok(Config::default()),
        };
        let text = std::fs::read_to_string(path)
            .map_err(|e| format!("the configuration `{}` cannot be read: {e}", path.display()))?;
        let config = parse(path, &text).map_err(|wrong| wrong.shown(path, &text))?;
        Ok(Config { file: Some(path.to_owned()), ..config })
    }

    /// The types to try first.
    pub fn hints(&self) -> Hints {
        let named = self.sources.iter().filter(|said| !said.names.is_empty());
        Hints::new(named.filter_map(|said| Some((said.names.clone(), said.log_type?))))
    }

    /// The sources that are expected to be heard of. Where they are named, any record counts, be it of another type.
    pub fn watched(&self) -> Vec<Watched> {
        let watched = |said: &Said| {
            let log_type = said.log_type.map(|log_type| log_type.name).filter(|_| said.names.is_empty());
            Some(Watched { name: said.name().into(), names: said.names.clone(), log_type, silence: said.silence? })
        };
        self.sources.iter().filter_map(watched).collect()
    }
}

/// Something wrong in a file.
#[derive(Debug)]
pub struct Wrong {
    at: Range<usize>,
    what: String,
    help: String,
}

impl Wrong {
    pub fn new(at: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> Wrong {
        Wrong { at, what: what.into(), help: help.into() }
    }

    /// With its line, which is pointed into.
    pub fn shown(&self, path: &Path, text: &str) -> String {
        let start = self.at.start.min(text.len());
        let before = text.get(..start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let number = before.matches('\n').count() + 1;
        let rest = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let length = (self.at.end.saturating_sub(start)).clamp(1, rest.len().max(1));
        let width = rest.get(..length).map_or(1, |marked| marked.chars().count().max(1));
        let column = line.chars().count();
        let mut out = format!("{}:{number}:{}: {}\n", path.display(), column + 1, self.what);
        let source = without_secret(&runtime::progress::shown(&format!("{line}{rest}").replace('\t', " ")));
        let _ = write!(out, "{number:>5} | {source}\n      | {}{}", " ".repeat(column), "^".repeat(width));
        if !self.help.is_empty() {
            let _ = write!(out, "\n  help: {}", self.help);
        }
        out
    }
}

/// A line of the file; where what it says may be a secret, although none belongs there, without that.
fn without_secret(line: &str) -> String {
    const SECRET: [&str; 8] = ["token", "password", "secret", "key", "credential", "webhook", "url", "headers"];
    let Some((key, _)) = line.split_once('=') else { return line.to_owned() };
    let name = key.trim().to_ascii_lowercase();
    let refers = name.ends_with("_env") || name.ends_with("_file");
    if refers || !SECRET.iter().any(|word| name.contains(word)) {
        return line.to_owned();
    }
    format!("{key}= \"***\"")
}

fn parse(path: &Path, text: &str) -> Result<Config, Wrong> {
    let file: File = toml::from_str(text).map_err(|e| {
        let what = e.message().lines().next().unwrap_or_default().to_owned();
        let at = e.span().unwrap_or(0..0);
        // The table that it stands in, which is the last that begins before.
        let before = text.get(..at.end).unwrap_or_default();
        let table = before.match_indices('[').rev().map(|(start, _)| text.get(start..).unwrap_or_default());
        let table = table.into_iter().find(|table| TABLES.iter().any(|known| table.starts_with(known)));
        let help = match table {
            Some(table) if table.starts_with("[[exception]]") => exceptions::HELP,
            Some(table) if table.starts_with("[[output]]") => {
                "an `[[output]]` has `name`, `type` and what its type needs"
            }
            Some(table) if table.starts_with("[[lookup]]") => enrichment::HELP,
            Some(table) if table.starts_with("[enrichment]") => enrichment::SECTION_HELP,
            Some(table) if table.starts_with("[[assume_role]]") => {
                "an `[[assume_role]]` has `role_arn`, and perhaps `accounts`, `buckets` and `external_id`"
            }
            _ => "a file has `[[source]]` tables, each with `bucket` and `prefix`, or `path`, and `log_type`",
        };
        Wrong::new(at, what, help)
    })?;
    let sources = file.source.into_iter().map(said).collect::<Result<_, _>>()?;
    let exceptions = file.exception.into_iter().map(|table| exceptions::of_table(path, text, table));
    let exceptions = exceptions.collect::<Result<_, _>>()?;
    let outputs = deliver::config::read(file.output).map_err(|wrong| Wrong::new(wrong.at, wrong.what, wrong.help))?;
    let enrichment = enrichment::sources(path, file.enrichment, file.lookup)?;
    let roles = file.assume_role.into_iter().map(role).collect::<Result<_, _>>()?;
    Ok(Config { file: None, sources, exceptions, outputs, enrichment, roles })
}

fn said(source: Spanned<Source>) -> Result<Said, Wrong> {
    let at = source.span();
    let Source { bucket, prefix, path, log_type, silence } = source.into_inner();
    let names = match (bucket, prefix, path) {
        (Some(bucket), prefix, None) => format!("s3://{bucket}/{}", prefix.map_or(String::new(), Spanned::into_inner)),
        (None, None, Some(path)) => absolute(&path),
        (None, Some(prefix), None) => {
            let help = "add `bucket = \"...\"`; of local files say `path = \"...\"`";
            return Err(Wrong::new(prefix.span(), "a prefix of the keys of no bucket", help));
        }
        (None, None, None) if log_type.is_some() && silence.is_some() => String::new(),
        (None, None, None) => {
            let help = "add `bucket = \"...\"`, or `path = \"...\"` for local files";
            return Err(Wrong::new(at, "a source that is not named", help));
        }
        (_, _, Some(_)) => {
            let help = "say `bucket` and `prefix` in one `[[source]]`, `path` in another";
            return Err(Wrong::new(at, "a source is in a bucket or a local file, not both", help));
        }
    };
    let log_type = log_type.map(known).transpose()?;
    let silence = silence.map(|text| match text.get_ref().parse::<Time>() {
        Ok(time) => Ok(time.0),
        Err(why) => Err(Wrong::new(text.span(), format!("`silence`: {why}"), "")),
    });
    Ok(Said { names, log_type, silence: silence.transpose()? })
}

fn role(table: AssumeRole) -> Result<Role, Wrong> {
    let AssumeRole { role_arn, external_id, accounts, buckets } = table;
    let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (at, arn) = (role_arn.span(), role_arn.into_inner());
    let own = match arn.split(':').collect::<Vec<_>>()[..] {
        ["arn", _, "iam", "", account, role] if is_account(account) && role.starts_with("role/") => account.to_owned(),
        _ => {
            let what = format!("`{}` is no ARN of a role", runtime::progress::shown(&arn));
            return Err(Wrong::new(at, what, "expected `arn:aws:iam::ACCOUNT:role/NAME`"));
        }
    };
    if let Some(wrong) = accounts.iter().find(|account| !is_account(account.get_ref())) {
        let what = format!("`{}` is no account", runtime::progress::shown(wrong.get_ref()));
        return Err(Wrong::new(wrong.span(), what, "expected its twelve digits, as text"));
    }
    let mut accounts: Vec<String> = accounts.into_iter().map(Spanned::into_inner).collect();
    if accounts.is_empty() && buckets.is_empty() {
        accounts.push(own);
    }
    Ok(Role { arn, external_id, accounts, buckets })
}

/// The log type of that name.
fn known(name: Spanned<String>) -> Result<&'static LogType, Wrong> {
    let (at, name) = (name.span(), name.into_inner());
    if let Some(log_type) = TYPES.iter().find(|log_type| log_type.name == name) {
        return Ok(log_type);
    }
    let like = |log_type: &&LogType| strsim::jaro_winkler(&log_type.name.to_lowercase(), &name.to_lowercase());
    let nearest = TYPES.iter().copied().max_by(|one, other| like(one).total_cmp(&like(other)));
    let help = nearest.map_or(String::new(), |nearest| format!("the nearest is `{}`", nearest.name));
    Err(Wrong::new(at, format!("`{}` is no log type", runtime::progress::shown(&name)), help))
}

/// As sources are compared: where iota is started does not matter to a file's name.
fn absolute(path: &str) -> String {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_what_their_names_begin_with() {
        let text = "[[source]]\nbucket = \"b\"\nprefix = \"okta/\"\nlog_type = \"Okta.SystemLog\"\n\n\
                    [[source]]\nbucket = \"b\"\n[[source]]\npath = \"/var/log/flow\"\nlog_type = \"AWS.VPCFlow\"\n";
        let said = parse(Path::new("iota.toml"), text).expect("it is right").sources;
        let said: Vec<(&str, Option<&str>)> =
            said.iter().map(|said| (&*said.names, said.log_type.map(|log_type| log_type.name))).collect();
        let expected =
            [("s3://b/okta/", Some("Okta.SystemLog")), ("s3://b/", None), ("/var/log/flow", Some("AWS.VPCFlow"))];
        assert_eq!(said, expected);
        assert!(parse(Path::new("iota.toml"), "").expect("it is right").sources.is_empty());
    }

    #[test]
    fn tables_lie_beside_the_file_and_annotate_what_can_stand_in_them() {
        let text = "[enrichment]\naccounts = \"a.csv\"\ngeoip = \"/g.mmdb\"\n[[lookup]]\nname = \"n\"\nfile = \"n.csv\"\n\
                    match = \"cidr\"\n[[lookup]]\nname = \"u\"\nfile = \"../u.json\"\nkey = \"id\"\n[[lookup]]\nname = \"q\"\n\
                    file = \"q\"\nannotate = []\n";
        let said = parse(Path::new("/etc/iota/iota.toml"), text).expect("it is right").enrichment;
        assert_eq!(said.accounts, Some(PathBuf::from("/etc/iota/a.csv")));
        assert_eq!(said.geoip, [PathBuf::from("/g.mmdb")]);
        let tables: Vec<(&str, &str, usize)> =
            said.tables.iter().map(|t| (&*t.name, t.file.to_str().unwrap_or_default(), t.annotates.len())).collect();
        assert_eq!(tables, [("n", "/etc/iota/n.csv", 1), ("u", "/etc/iota/../u.json", 3), ("q", "/etc/iota/q", 0)]);
        let lists = parse(Path::new("iota.toml"), "[enrichment]\ngeoip = [\"a\", \"b\"]\n").expect("it is right");
        assert_eq!(lists.enrichment.geoip, [PathBuf::from("a"), PathBuf::from("b")]);
    }

    #[test]
    fn silence_is_of_a_place_or_of_a_log_type() {
        let text = "[[source]]\nbucket = \"b\"\nlog_type = \"Okta.SystemLog\"\nsilence = \"2h\"\n\
                    [[source]]\nlog_type = \"AWS.CloudTrail\"\nsilence = \"30m\"\n[[source]]\nbucket = \"c\"\n";
        let config = parse(Path::new("iota.toml"), text).expect("it is right");
        let watched = config.watched();
        let of = |n: usize| (watched[n].name.as_str(), watched[n].log_type, watched[n].silence.as_secs());
        assert_eq!(watched.len(), 2);
        assert_eq!((of(0), of(1)), (("s3://b/", None, 7200), ("AWS.CloudTrail", Some("AWS.CloudTrail"), 1800)));
        check(
            "[[source]]\nbucket = \"b\"\nsilence = \"soon\"\n",
            "iota.toml:3:11: `silence`: found `soon`, expected a time: `30s`, `10m`, `2h`, `3d`\n    3 | silence = \"soon\"\n      \
             |           ^^^^^^",
        );
        check(
            "[[source]]\nlog_type = \"AWS.CloudTrail\"\n",
            "iota.toml:1:1: a source that is not named\n    1 | [[source]]\n      | ^^^^^^^^^^\n  help: add `bucket = \"...\"`, or \
             `path = \"...\"` for local files",
        );
    }

    #[test]
    fn roles_are_for_buckets_or_accounts() {
        let text = "[[assume_role]]\nrole_arn = \"arn:aws:iam::222233334444:role/logs/iota\"\n[[assume_role]]\n\
                    role_arn = \"arn:aws-cn:iam::333344445555:role/iota\"\nbuckets = [\"b\"]\nexternal_id = \"x\"\n";
        let roles = parse(Path::new("iota.toml"), text).expect("it is right").roles;
        let of = |n: usize| (roles[n].accounts.join(","), roles[n].buckets.join(","), roles[n].external_id.as_deref());
        assert_eq!(
            (of(0), of(1)),
            (("222233334444".into(), String::new(), None), (String::new(), "b".into(), Some("x")))
        );
        check(
            "[[assume_role]]\nrole_arn = \"arn:aws:iam::222233334444:user/iota\"\n",
            "iota.toml:2:12: `arn:aws:iam::222233334444:user/iota` is no ARN of a role\n    2 | role_arn = \
             \"arn:aws:iam::222233334444:user/iota\"\n      |            \
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  help: expected `arn:aws:iam::ACCOUNT:role/NAME`",
        );
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let path = Path::new("iota.toml");
        let wrong = parse(path, text).expect_err("it is wrong").shown(path, text);
        assert_eq!(wrong, expected);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place_and_what_to_do() {
        check(
            "[[source]]\nbucket = \"b\"\nlog_type = \"AWS.CloudTrial\"\n",
            "iota.toml:3:12: `AWS.CloudTrial` is no log type\n    3 | log_type = \"AWS.CloudTrial\"\n      \
             |            ^^^^^^^^^^^^^^^^\n  help: the nearest is `AWS.CloudTrail`",
        );
        check(
            "[[source]]\nprefix = \"a/\"\n",
            "iota.toml:2:10: a prefix of the keys of no bucket\n    2 | prefix = \"a/\"\n      \
             |          ^^^^\n  help: add `bucket = \"...\"`; of local files say `path = \"...\"`",
        );
        check(
            "\n[[source]]\nbucket = \"b\"\npath = \"p\"\n",
            "iota.toml:2:1: a source is in a bucket or a local file, not both\n    2 | [[source]]\n      \
             | ^^^^^^^^^^\n  help: say `bucket` and `prefix` in one `[[source]]`, `path` in another",
        );
        check(
            "[[source]]\nbucket = \"b\"\nlogtype = \"x\"\n",
            "iota.toml:3:1: unknown field `logtype`, expected one of `bucket`, `prefix`, `path`, `log_type`, `silence`\n    \
             3 | logtype = \"x\"\n      | ^^^^^^^\n  help: a file has `[[source]]` tables, each with `bucket` and \
             `prefix`, or `path`, and `log_type`",
        );
        check(
            "[[exception]]\nrules = [\"r\"]\nactors_regex = [\"a\", \"(b\"]\nowner = \"o\"\nreason = \"x\"\n",
            "iota.toml:3:22: the pattern `(b` is wrong: unclosed group\n    3 | actors_regex = [\"a\", \"(b\"]\n      \
             |                      ^^^^",
        );
        check(
            "[[exception]]\nrules = [\"r\"]\nsource_ips = [\"192.0.2.0/33\"]\nowner = \"o\"\nreason = \"x\"\n",
            "iota.toml:3:15: `192.0.2.0/33`: it is no address and no range\n    3 | source_ips = [\"192.0.2.0/33\"]\n      \
             |               ^^^^^^^^^^^^^^\n  help: write `192.0.2.7` or `192.0.2.0/24`",
        );
        check(
            "[[exception]]\nrules = [\"r\"]\nowner = \"o\"\nreason = \"x\"\n",
            "iota.toml:1:1: an exception without a condition\n    1 | [[exception]]\n      \
             | ^^^^^^^^^^^^^\n  help: say who or what is excepted: `actors`, `actors_regex`, `source_ips` or `fields`; a rule that is \
             not wanted at all is left out by `Enabled: false` in its yml",
        );
        check(
            "[enrichment]\ngeoip = 1\n",
            "iota.toml:2:9: data did not match any variant of untagged enum Paths\n    2 | geoip = 1\n      |         ^\n  help: \
             `[enrichment]` has `accounts = \"FILE\"` and `geoip = \"FILE\"`, or a list of them",
        );
        check(
            "[[lookup]]\nname = \"a\"\nfile = \"b\"\nmatch = \"fuzzy\"\n",
            "iota.toml:4:9: unknown variant `fuzzy`, expected one of `exact`, `ignore_case`, `cidr`\n    4 | match = \"fuzzy\"\n      \
             |         ^^^^^^^\n  help: a `[[lookup]]` has `name` and `file`, and perhaps `key`, `match` (`exact`, `ignore_case` or \
             `cidr`) and `annotate` (of `actor`, `source_ip` and `account`)",
        );
        check(
            "[[lookup]]\nname = \"a\"\nfile = \"b\"\n[[lookup]]\nname = \"a\"\nfile = \"c\"\n",
            "iota.toml:5:8: two tables of that name\n    5 | name = \"a\"\n      |        ^^^\n  help: tables are known by their \
             names: give it another",
        );
        check(
            "[[lookup]]\nname = \"geoip\"\nfile = \"b\"\n",
            "iota.toml:2:8: `geoip` is what the databases of addresses are called\n    2 | name = \"geoip\"\n      \
             |        ^^^^^^^\n  help: `[enrichment]` has `accounts = \"FILE\"` and `geoip = \"FILE\"`, or a list of them",
        );
        check(
            "[[lookup]]\nname = \"a\"\nfile = \"b\"\nmatch = \"cidr\"\nannotate = [\"actor\"]\n",
            "iota.toml:5:12: what is no address stands in no range\n    5 | annotate = [\"actor\"]\n      \
             |            ^^^^^^^^^\n  help: with `match = \"cidr\"` say `annotate = [\"source_ip\"]`, or `[]`",
        );
        check(
            "[[exception]]\nrules = [\"r\"]\nactors = [\"a\"]\nreason = \"x\"\n",
            "iota.toml:1:1: missing field `owner`\n    1 | [[exception]]\n      | ^^^^^^^^^^^^^\n  help: an `[[exception]]` has \
             `rules`, of `actors`, `actors_regex`, `source_ips` and `fields` at least one, `owner`, `reason`, and perhaps \
             `expires = 2026-12-31`",
        );
        check(
            "[[exception]]\nrules = [\"r\"]\nfields = [{ name = \"a.b\", equals = \"x\", in = [\"y\"] }]\nowner = \"o\"\n\
             reason = \"x\"\n",
            "iota.toml:3:11: a field has one test\n    3 | fields = [{ name = \"a.b\", equals = \"x\", in = [\"y\"] }]\n      \
             |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  help: `equals`, `in`, `matches` or `ranges`",
        );
    }
}

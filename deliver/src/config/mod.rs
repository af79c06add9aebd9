//! `[[output]]` in `iota.toml`: what outputs there are, what goes to them and at what pace. Secrets are named, and read when an
//! output is made.

mod kinds;
mod table;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use jiff::tz::TimeZone;
use toml::{Spanned, Value};

use crate::alert::Severity;
use crate::engine::{Lane, Pace};
use crate::output::Output;
use crate::rate::Rate;
use crate::route::{Filter, QuietHours, Route};
use crate::secret::Missing;
use crate::{text, tls};

pub use kinds::{Kind, TYPES};
use table::Keys;
pub use table::{Table, Time, Wrong};

/// Requests that one output is not asked faster than, if nothing is said.
fn default_rate(kind: &Kind) -> Rate {
    let every = match kind {
        Kind::Slack { .. } | Kind::Smtp { .. } => Duration::from_secs(1),
        Kind::PagerDuty { .. } => Duration::from_millis(500),
        Kind::Opsgenie { .. } => Duration::from_millis(200),
        Kind::Webhook { .. } | Kind::Sns { .. } => Duration::from_millis(100),
        Kind::Splunk { .. } | Kind::Sqs { .. } | Kind::Syslog { .. } => Duration::from_millis(50),
        Kind::File { .. } => Duration::from_millis(10),
    };
    Rate { every, burst: 1 }
}

/// An output as it is configured.
#[derive(Clone, Debug)]
pub struct Settings {
    pub name: String,
    pub route: Route,
    pub pace: Pace,
    pub kind: Kind,
}

/// Why an output cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    #[error(transparent)]
    Secret(#[from] Missing),
    #[error(transparent)]
    Tls(#[from] tls::Error),
    #[error("the address: {0}")]
    Address(String),
    #[error("the template in `{path}`: {why}", path = .path.display())]
    Template { path: PathBuf, why: String },
}

/// Reads the tables of a file.
///
/// # Errors
/// What is wrong with the first that is.
pub fn read(tables: Vec<Spanned<Table>>) -> Result<Vec<Settings>, Wrong> {
    let mut all: Vec<Settings> = Vec::new();
    for table in tables {
        let at = table.span();
        let settings = one(table)?;
        if all.iter().any(|other| other.name.eq_ignore_ascii_case(&settings.name)) {
            let what = format!("two outputs are called `{}`", settings.name);
            return Err(Wrong::new(at, what, "give each a name of its own: alerts wait under it"));
        }
        all.push(settings);
    }
    Ok(all)
}

fn one(table: Spanned<Table>) -> Result<Settings, Wrong> {
    let mut keys = Keys::new(table);
    keys.refuse_secrets()?;
    let (at, name) = keys.needed("name", "add `name = \"...\"`")?;
    if name.len() > 64 || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        let help = "expected up to 64 letters, digits, `-` and `_`";
        return Err(Wrong::new(at, format!("`{}` is no name", text::line(&name)), help));
    }
    let types = TYPES.join(", ");
    let (at, kind) = keys.needed("type", &format!("add `type = \"...\"`: {types}"))?;
    let kind = Kind::read(&kind, &mut keys)?.ok_or_else(|| {
        Wrong::new(at, format!("`{}` is no type of an output", text::line(&kind)), format!("there are {types}"))
    })?;
    let route = Route {
        output: name.clone(),
        filter: Filter {
            severity: keys.parsed("severity")?,
            rules: keys.list("rules")?,
            tags: keys.list("tags")?,
            log_types: keys.list("log_types")?,
            accounts: keys.list("accounts")?,
            not_rules: keys.list("not_rules")?,
        },
        quiet: quiet(&mut keys)?,
        cooldown: keys.parsed::<Time>("cooldown")?.map(|time| time.0),
    };
    let pace = pace(&mut keys, &kind)?;
    keys.finish(kind.name())?;
    Ok(Settings { name, route, pace, kind })
}

fn pace(keys: &mut Keys, kind: &Kind) -> Result<Pace, Wrong> {
    let default = Pace::default();
    let mut rate = keys.parsed("rate")?.unwrap_or_else(|| default_rate(kind));
    if let Some(burst) = keys.number("burst", 1..1001)? {
        rate.burst = u32::try_from(burst).unwrap_or(1);
    }
    let mut time = |key: &'static str, default: Duration| -> Result<Duration, Wrong> {
        Ok(keys.parsed::<Time>(key)?.map_or(default, |time| time.0))
    };
    let timeout = time("timeout", default.timeout)?;
    let longest = time("longest_pause", default.pauses.1)?;
    let keep = time("keep", default.keep)?;
    let attempts = keys.number("attempts", 1..1001)?.map_or(default.attempts, |n| u32::try_from(n).unwrap_or(1));
    let room = keys.number("waiting", 1..10_000_001)?.unwrap_or(default.room);
    Ok(Pace { rate, timeout, pauses: (default.pauses.0.min(longest), longest), attempts, keep, room, ..default })
}

fn quiet(keys: &mut Keys) -> Result<Option<QuietHours>, Wrong> {
    const HELP: &str =
        "write `quiet_hours = { from = \"22:00\", to = \"07:00\", zone = \"Europe/Berlin\", except = \"CRITICAL\" }`";
    let Some((at, value)) = keys.take("quiet_hours") else { return Ok(None) };
    let wrong = |what: String| Wrong::new(at.clone(), what, HELP);
    let Value::Table(mut table) = value else { return Err(wrong("quiet hours are a table".into())) };
    let mut text = |key: &str| match table.remove(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(wrong(format!("`{key}` of quiet hours is not a string"))),
    };
    let (from, to, zone, except) = (text("from")?, text("to")?, text("zone")?, text("except")?);
    if let Some(key) = table.keys().next() {
        return Err(wrong(format!("quiet hours have no `{}`", text::line(key))));
    }
    let time = |text: Option<String>, key: &str| {
        let text = text.ok_or_else(|| wrong(format!("quiet hours without `{key}`")))?;
        let time = format!("{text}:00").parse::<jiff::civil::Time>();
        time.map_err(|_| wrong(format!("`{}` is no time of a day", text::line(&text))))
    };
    let (from, to) = (time(from, "from")?, time(to, "to")?);
    if from == to {
        return Err(wrong("quiet hours that last no time, or for ever".into()));
    }
    let zone = match zone {
        None => TimeZone::UTC,
        Some(name) => TimeZone::get(&name).map_err(|_| wrong(format!("`{}` is no time zone", text::line(&name))))?,
    };
    let except = match except {
        None => Severity::Critical,
        Some(name) => name.parse().map_err(wrong)?,
    };
    Ok(Some(QuietHours { from, to, zone, except }))
}

impl Settings {
    /// Makes the output.
    ///
    /// # Errors
    /// Where a secret is not there, or TLS cannot be set up.
    pub fn lane(&self) -> Result<Lane, Unusable> {
        Ok(Lane { name: self.name.clone(), kind: self.kind.name(), pace: self.pace, output: self.output()? })
    }

    /// The output itself.
    ///
    /// # Errors
    /// As [`Settings::lane`] has.
    pub fn output(&self) -> Result<Box<dyn Output>, Unusable> {
        self.kind.output(self.pace.timeout)
    }

    /// What goes there and when, for people: `HIGH and worse, rules aws_*; quiet from 22:00 to 07:00`.
    pub fn shown(&self) -> String {
        let Route { filter, quiet, cooldown, .. } = &self.route;
        let mut wants = Vec::new();
        if let Some(severity) = filter.severity {
            wants.push(format!("{severity} and worse"));
        }
        for (name, list) in [
            ("rules", &filter.rules),
            ("tags", &filter.tags),
            ("log types", &filter.log_types),
            ("accounts", &filter.accounts),
            ("not the rules", &filter.not_rules),
        ] {
            if !list.is_empty() {
                wants.push(format!("{name} {}", text::line(&list.join(", "))));
            }
        }
        let mut shown = if wants.is_empty() { "all alerts".to_owned() } else { wants.join("; ") };
        if let Some(quiet) = quiet {
            let zone = quiet.zone.iana_name().unwrap_or("UTC");
            let (from, to) = (quiet.from.strftime("%H:%M"), quiet.to.strftime("%H:%M"));
            let _ = write!(shown, "; quiet from {from} to {to} {zone}, but for {}", quiet.except);
        }
        if let Some(cooldown) = cooldown {
            let _ = write!(shown, "; of one rule one in {} s", cooldown.as_secs());
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct File {
        output: Vec<Spanned<Table>>,
    }

    fn parse(text: &str) -> Result<Vec<Settings>, Wrong> {
        read(toml::from_str::<File>(text).expect("TOML").output)
    }

    #[test]
    fn an_output_says_what_it_wants_and_where_it_leads() {
        let text = r##"
            [[output]]
            name = "soc"
            type = "slack"
            token_env = "SLACK_TOKEN"
            channel = "#soc"
            severity = "high"
            rules = ["aws_*"]
            quiet_hours = { from = "22:00", to = "07:00", zone = "Europe/Berlin" }
            cooldown = "10m"
            rate = "30/m"
            attempts = 3

            [[output]]
            name = "mail"
            type = "smtp"
            host = "mail.example.com"
            user = "iota"
            password_file = "/run/secrets/mail"
            from = "iota@example.com"
            to = "soc@example.com"

            [[output]]
            name = "siem"
            type = "splunk"
            url = "https://splunk.example.com:8088"
            token_env = "HEC_TOKEN"
        "##;
        let outputs = parse(text).expect("it is right");
        let shown: Vec<String> = outputs
            .iter()
            .map(|output| format!("{} {} {}: {}", output.name, output.kind.name(), output.kind.shown(), output.shown()))
            .collect();
        assert_eq!(
            shown,
            [
                "soc slack #soc: HIGH and worse; rules aws_*; quiet from 22:00 to 07:00 Europe/Berlin, but for CRITICAL; \
                 of one rule one in 600 s",
                "mail smtp soc@example.com through mail.example.com:587: all alerts",
                "siem splunk https://splunk.example.com:8088: all alerts",
            ]
        );
        assert_eq!((outputs[0].pace.rate.every.as_secs(), outputs[0].pace.attempts), (2, 3));
    }

    /// What is wrong, the text that it points at, and what to do.
    #[track_caller]
    fn check(rest: &str, at: &str, what: &str, help: &str) {
        let text = format!("[[output]]\nname = \"a\"\n{rest}\n");
        let wrong = parse(&text).expect_err("it is wrong");
        assert_eq!((wrong.what.as_str(), text.get(wrong.at.clone()).unwrap_or_default()), (what, at));
        assert!(wrong.help.contains(help), "{}", wrong.help);
        assert!(!format!("{wrong:?}").contains("hunter2"), "{wrong:?}");
    }

    #[test]
    fn secrets_do_not_belong_in_the_file() {
        let belongs = |key: &str| format!("`{key}`: a secret does not belong in this file");
        let slack = "type = \"slack\"\n";
        check(
            &format!("{slack}url_env = \"A\"\ntoken = \"hunter2\""),
            "token",
            &belongs("token"),
            "token_env = \"NAME\"",
        );
        check(
            &format!("{slack}url = \"https://hooks.slack.com/services/hunter2\""),
            "\"https://hooks.slack.com/services/hunter2\"",
            "a URL that is a secret does not belong in this file",
            "url_env",
        );
        check(
            "type = \"webhook\"\nurl = \"https://a:hunter2@example.com\"",
            "\"https://a:hunter2@example.com\"",
            "a URL that is a secret does not belong in this file",
            "url_env",
        );
        check(
            "type = \"splunk\"\nurl = \"https://a\"\ntoken_env = \"hunter2-or-so\"",
            "\"hunter2-or-so\"",
            "what `token_env` names is no environment variable",
            "names the environment variable",
        );
        check(
            "type = \"webhook\"\nurl = \"https://a\"\nheaders = { Authorization = \"Bearer hunter2\" }",
            "{ Authorization = \"Bearer hunter2\" }",
            "the header `Authorization`: a secret does not belong in this file",
            "{ env = \"NAME\" }",
        );
        check(
            "type = \"smtp\"\nhost = \"a\"\nfrom = \"a@example.com\"\nto = \"b@example.com\"\npassword = \"hunter2\"",
            "password",
            &belongs("password"),
            "password_env = \"NAME\"",
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place_and_what_to_do() {
        check("type = \"slak\"", "\"slak\"", "`slak` is no type of an output", "slack");
        check(
            "type = \"file\"\npath = \"a\"\nseverty = \"HIGH\"",
            "severty",
            "an output of type `file` has no `severty`",
            "the nearest is `severity`",
        );
        check(
            "type = \"file\"\npath = \"a\"\nrate = \"fast\"",
            "\"fast\"",
            "`rate`: found `fast`, expected a number of requests in a second, minute or hour: `30/m`",
            "",
        );
        check("type = \"file\"\npath = \"a\"\nattempts = 0", "0", "`attempts` is 0", "1 to 1000");
        check(
            "type = \"file\"\npath = \"a\"\nquiet_hours = { from = \"22:00\", to = \"25:00\" }",
            "{ from = \"22:00\", to = \"25:00\" }",
            "`25:00` is no time of a day",
            "Europe/Berlin",
        );
        check(
            "type = \"smtp\"\nhost = \"mail.example.com\"\ntls = \"none\"",
            "\"none\"",
            "`none` is for `localhost` alone",
            "reads and changes",
        );
        let two = "[[output]]\nname = \"a\"\ntype = \"file\"\npath = \"a\"\n";
        let wrong = parse(&format!("{two}{two}")).expect_err("it is wrong");
        assert_eq!(wrong.what, "two outputs are called `a`");
        let nameless = parse("[[output]]\ntype = \"file\"\npath = \"a\"").expect_err("it is wrong");
        assert_eq!(nameless.what, "an output without `name`");
    }
}

//! The types of outputs, and what is said of each.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use toml::Value;

use super::Unusable;
use super::table::{Keys, Wrong};
use crate::http::{Address, HeaderText};
use crate::output::Output;
use crate::secret::{Origin, Secret};
use crate::slack::Access;
use crate::smtp::Tls;
use crate::template::Template;
use crate::{file, opsgenie, pagerduty, slack, smtp, sns, splunk, sqs, syslog, text, webhook};

/// The names of the types.
pub const TYPES: [&str; 10] =
    ["webhook", "slack", "smtp", "sns", "sqs", "splunk", "pagerduty", "opsgenie", "syslog", "file"];

/// Where more alerts wait than so many, one message of Slack or one mail sums them up.
const ALONE: u64 = 5;

/// What Slack's methods are below.
const SLACK: &str = "https://slack.com/api";

/// Words in the names of headers whose values are secrets.
const SECRET: [&str; 5] = ["auth", "token", "key", "secret", "cookie"];

/// An output's type, and where it leads.
#[derive(Clone, Debug)]
pub enum Kind {
    Webhook {
        url: Origin,
        headers: Vec<(String, Header)>,
        key: Option<Origin>,
        template: Option<TemplateText>,
        ca: Option<PathBuf>,
    },
    Slack {
        access: SlackAccess,
        alone: usize,
    },
    Smtp {
        host: String,
        port: u16,
        tls: Tls,
        login: Option<(String, Origin)>,
        from: Mailbox,
        to: Vec<Mailbox>,
        alone: usize,
        ca: Option<PathBuf>,
    },
    Sns {
        place: aws::Place,
        topic: String,
    },
    Sqs {
        place: aws::Place,
        queue: String,
    },
    Splunk {
        url: Origin,
        token: Origin,
        index: Option<String>,
        source: String,
        sourcetype: String,
        channel: Option<String>,
        ca: Option<PathBuf>,
    },
    PagerDuty {
        url: Origin,
        key: Origin,
        ca: Option<PathBuf>,
    },
    Opsgenie {
        url: Origin,
        key: Origin,
        ca: Option<PathBuf>,
    },
    Syslog {
        settings: syslog::Settings,
        tls: bool,
        ca: Option<PathBuf>,
    },
    File {
        path: PathBuf,
    },
}

/// How Slack is reached.
#[derive(Clone, Debug)]
pub enum SlackAccess {
    Webhook(Origin),
    Bot { url: Origin, token: Origin, channel: String },
}

/// A header's value.
#[derive(Clone, Debug)]
pub enum Header {
    Plain(String),
    Secret(Origin),
}

/// A template, or where it is.
#[derive(Clone, Debug)]
pub enum TemplateText {
    Here(Template),
    File(PathBuf),
}

impl Kind {
    /// `slack` and so on.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Webhook { .. } => "webhook",
            Kind::Slack { .. } => "slack",
            Kind::Smtp { .. } => "smtp",
            Kind::Sns { .. } => "sns",
            Kind::Sqs { .. } => "sqs",
            Kind::Splunk { .. } => "splunk",
            Kind::PagerDuty { .. } => "pagerduty",
            Kind::Opsgenie { .. } => "opsgenie",
            Kind::Syslog { .. } => "syslog",
            Kind::File { .. } => "file",
        }
    }

    /// Whether it is told of alerts that are done with.
    pub fn resolves(&self) -> bool {
        matches!(self, Kind::PagerDuty { .. } | Kind::Opsgenie { .. })
    }

    /// What `keys` say of an output of the type `name`; `None`: there is no such type.
    pub(super) fn read(name: &str, keys: &mut Keys) -> Result<Option<Kind>, Wrong> {
        Ok(Some(match name {
            "webhook" => webhook_of(keys)?,
            "slack" => Kind::Slack { access: slack_of(keys)?, alone: alone(keys)? },
            "smtp" => smtp_of(keys)?,
            "sns" => sns_of(keys)?,
            "sqs" => sqs_of(keys)?,
            "splunk" => Kind::Splunk {
                url: url(keys, None)?,
                token: secret(keys, "token_env", "token_file")?,
                index: keys.text("index")?.map(|(_, index)| index),
                source: keys.text("source")?.map_or_else(|| "iota".to_owned(), |(_, source)| source),
                sourcetype: keys.text("sourcetype")?.map_or_else(|| "iota:alert".to_owned(), |(_, kind)| kind),
                channel: channel(keys)?,
                ca: keys.path("ca_file")?,
            },
            "pagerduty" => Kind::PagerDuty {
                url: url(keys, Some(pagerduty::API))?,
                key: secret(keys, "routing_key_env", "routing_key_file")?,
                ca: keys.path("ca_file")?,
            },
            "opsgenie" => Kind::Opsgenie {
                url: url(keys, Some(opsgenie::API))?,
                key: secret(keys, "api_key_env", "api_key_file")?,
                ca: keys.path("ca_file")?,
            },
            "syslog" => syslog_of(keys)?,
            "file" => Kind::File { path: PathBuf::from(keys.needed("path", "add `path = \"...\"`")?.1) },
            _ => return Ok(None),
        }))
    }

    /// Makes the output. One delivery may take so long.
    pub(super) fn output(&self, timeout: Duration) -> Result<Box<dyn Output>, Unusable> {
        Ok(match self.clone() {
            Kind::Webhook { url, headers, key, template, ca } => {
                let headers = headers.into_iter().map(|(name, value)| Ok((name, value.read()?)));
                let settings = webhook::Settings {
                    to: address(&url)?,
                    headers: headers.collect::<Result<_, Unusable>>()?,
                    key: key.as_ref().map(Origin::read).transpose()?,
                    template: template.map(TemplateText::read).transpose()?,
                };
                Box::new(webhook::Webhook::new(settings, ca.as_deref(), timeout)?)
            }
            Kind::Slack { access, alone } => {
                let access = match access {
                    SlackAccess::Webhook(url) => Access::Webhook(address(&url)?),
                    SlackAccess::Bot { url, token, channel } => {
                        Access::Bot { api: address(&url)?, token: token.read()?, channel }
                    }
                };
                Box::new(slack::Slack::new(access, alone, timeout)?)
            }
            Kind::Smtp { host, port, tls, login, from, to, alone, ca } => {
                let login = login.map(|(user, password)| Ok::<_, Unusable>((user, password.read()?))).transpose()?;
                let settings = smtp::Settings { host, port, tls, login, from, to, alone };
                Box::new(smtp::Smtp::new(settings, ca.as_deref(), timeout)?)
            }
            Kind::Sns { place, topic } => Box::new(sns::Topic::new(place, topic)),
            Kind::Sqs { place, queue } => Box::new(sqs::Queue::new(place, queue)),
            Kind::Splunk { url, token, index, source, sourcetype, channel, ca } => {
                let (server, token) = (address(&url)?, token.read()?);
                let settings = splunk::Settings { server, token, index, source, sourcetype, channel };
                Box::new(splunk::Splunk::new(settings, ca.as_deref(), timeout)?)
            }
            Kind::PagerDuty { url, key, ca } => {
                Box::new(pagerduty::PagerDuty::new(address(&url)?, key.read()?, ca.as_deref(), timeout)?)
            }
            Kind::Opsgenie { url, key, ca } => {
                Box::new(opsgenie::Opsgenie::new(address(&url)?, key.read()?, ca.as_deref(), timeout)?)
            }
            Kind::Syslog { settings, tls, ca } => Box::new(syslog::Syslog::new(settings, tls, ca.as_deref(), timeout)?),
            Kind::File { path } => Box::new(file::File::new(path)),
        })
    }

    /// Where it leads, without secrets: what stands in the file, or what names it.
    pub fn shown(&self) -> String {
        match self {
            Kind::Webhook { url, .. } | Kind::Splunk { url, .. } => url.to_string(),
            Kind::PagerDuty { url, .. } | Kind::Opsgenie { url, .. } => url.to_string(),
            Kind::Slack { access: SlackAccess::Webhook(url), .. } => url.to_string(),
            Kind::Slack { access: SlackAccess::Bot { channel, .. }, .. } => text::line(channel),
            Kind::Smtp { host, port, to, .. } => {
                let to: Vec<String> = to.iter().map(Mailbox::to_string).collect();
                text::line(&format!("{} through {host}:{port}", to.join(", ")))
            }
            Kind::Sns { topic: to, .. } | Kind::Sqs { queue: to, .. } => text::line(to),
            Kind::Syslog { settings, .. } => format!("{}:{}", text::line(&settings.host), settings.port),
            Kind::File { path } => path.display().to_string(),
        }
    }
}

impl Header {
    fn read(self) -> Result<HeaderText, Unusable> {
        Ok(match self {
            Header::Plain(text) => HeaderText::Plain(text),
            Header::Secret(origin) => HeaderText::Secret("", origin.read()?),
        })
    }
}

impl TemplateText {
    fn read(self) -> Result<Template, Unusable> {
        match self {
            TemplateText::Here(template) => Ok(template),
            TemplateText::File(path) => {
                let text = std::fs::read_to_string(&path).map_err(|e| e.to_string());
                text.and_then(|text| Template::parse(&text)).map_err(|why| Unusable::Template { path, why })
            }
        }
    }
}

fn address(origin: &Origin) -> Result<Address, Unusable> {
    let plain = matches!(origin, Origin::Plain(_));
    Address::new(origin.read()?, plain).map_err(|why| Unusable::Address(format!("{origin}: {why}")))
}

fn secret(keys: &mut Keys, env: &'static str, file: &'static str) -> Result<Origin, Wrong> {
    let at = keys.at();
    let origin = keys.origin(env, file)?;
    origin.ok_or_else(|| {
        Wrong::new(at, format!("an output without `{env}` or `{file}`"), format!("add `{env} = \"NAME\"`"))
    })
}

/// A URL that is no secret may stand in the file.
fn url(keys: &mut Keys, default: Option<&str>) -> Result<Origin, Wrong> {
    let (at, origin) = (keys.at(), keys.origin("url_env", "url_file")?);
    match (keys.text("url")?, origin, default) {
        (Some((at, _)), Some(_), _) => Err(Wrong::new(at, "`url` beside `url_env` or `url_file`", "say one of them")),
        (Some((at, url)), None, _) => {
            let parsed = Address::new(Secret::new(url.clone()), true)
                .map_err(|why| Wrong::new(at.clone(), format!("`url`: {why}"), ""));
            parsed?;
            // What stands before an @ or behind a ? is mostly a secret, and so is the path of some services.
            if url.contains(['@', '?']) || url.contains("hooks.slack.com") || url.contains("webhook.office.com") {
                let help = "it belongs in the environment: say `url_env = \"NAME\"`, or `url_file`";
                return Err(Wrong::new(at, "a URL that is a secret does not belong in this file", help));
            }
            Ok(Origin::Plain(url))
        }
        (None, Some(origin), _) => Ok(origin),
        (None, None, Some(default)) => Ok(Origin::Plain(default.to_owned())),
        (None, None, None) => Err(Wrong::new(
            at,
            "an output without an address",
            "add `url = \"https://...\"`, or `url_env` or `url_file` where it is a secret",
        )),
    }
}

fn alone(keys: &mut Keys) -> Result<usize, Wrong> {
    let alone = keys.number("digest_above", 1..100_001)?.unwrap_or(ALONE);
    Ok(usize::try_from(alone).unwrap_or(usize::MAX))
}

fn channel(keys: &mut Keys) -> Result<Option<String>, Wrong> {
    let Some((at, channel)) = keys.text("ack_channel")? else { return Ok(None) };
    let uuid = channel.len() == 36 && channel.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    if uuid { Ok(Some(channel)) } else { Err(Wrong::new(at, "`ack_channel` is no UUID", "make one up: `uuidgen`")) }
}

fn slack_of(keys: &mut Keys) -> Result<SlackAccess, Wrong> {
    let at = keys.at();
    let token = keys.origin("token_env", "token_file")?;
    let channel = keys.text("channel")?;
    match (token, channel) {
        (Some(token), Some((_, channel))) => Ok(SlackAccess::Bot { url: url(keys, Some(SLACK))?, token, channel }),
        (Some(_), None) => Err(Wrong::new(at, "a bot without a channel", "add `channel = \"#alerts\"`, or its id")),
        (None, Some((at, _))) => {
            let help = "a webhook has a channel of its own; a bot is told by `token_env = \"NAME\"`";
            Err(Wrong::new(at, "a channel without a bot's token", help))
        }
        (None, None) => Ok(SlackAccess::Webhook(url(keys, None)?)),
    }
}

fn webhook_of(keys: &mut Keys) -> Result<Kind, Wrong> {
    let url = url(keys, None)?;
    let template = match (keys.text("template")?, keys.path("template_file")?) {
        (Some((at, text)), None) => {
            let template = Template::parse(&text).map_err(|why| Wrong::new(at, format!("the template: {why}"), ""))?;
            Some(TemplateText::Here(template))
        }
        (None, path) => path.map(TemplateText::File),
        (Some((at, _)), Some(_)) => return Err(Wrong::new(at, "`template` and `template_file`", "say one of them")),
    };
    let key = keys.origin("signing_key_env", "signing_key_file")?;
    Ok(Kind::Webhook { url, headers: headers_of(keys)?, key, template, ca: keys.path("ca_file")? })
}

fn headers_of(keys: &mut Keys) -> Result<Vec<(String, Header)>, Wrong> {
    let Some((at, value)) = keys.take("headers") else { return Ok(Vec::new()) };
    let wrong = |what: String| {
        let help = "write `headers = { X-Team = \"blue\", Authorization = { env = \"NAME\" } }`";
        Wrong::new(at.clone(), what, help)
    };
    let Value::Table(table) = value else { return Err(wrong("`headers` is no table".into())) };
    let mut headers = Vec::new();
    for (name, value) in table {
        let shown = text::line(&name);
        let lower = name.to_ascii_lowercase();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            return Err(wrong(format!("`{shown}` is no name of a header")));
        }
        let value = match value {
            Value::String(_) if SECRET.iter().any(|word| lower.contains(word)) => {
                return Err(wrong(format!("the header `{shown}`: a secret does not belong in this file")));
            }
            Value::String(text) if !text.chars().any(char::is_control) => Header::Plain(text),
            Value::Table(table) if table.len() == 1 => match (table.get("env"), table.get("file")) {
                (Some(Value::String(name)), None) => Header::Secret(Origin::Environment(name.clone())),
                (None, Some(Value::String(path))) => Header::Secret(Origin::File(PathBuf::from(path))),
                _ => return Err(wrong(format!("the header `{shown}` is neither text nor the name of a secret"))),
            },
            _ => return Err(wrong(format!("the header `{shown}` is neither text nor the name of a secret"))),
        };
        headers.push((name, value));
    }
    Ok(headers)
}

fn host_of(keys: &mut Keys) -> Result<(String, bool), Wrong> {
    let (at, host) = keys.needed("host", "add `host = \"...\"`")?;
    if !host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_')) {
        return Err(Wrong::new(at, format!("`{}` is no host", text::line(&host)), "the port is `port = ...`"));
    }
    let local = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    Ok((host, local))
}

fn port_of(keys: &mut Keys, default: u16) -> Result<u16, Wrong> {
    Ok(keys.number("port", 1..65_536)?.and_then(|port| u16::try_from(port).ok()).unwrap_or(default))
}

fn smtp_of(keys: &mut Keys) -> Result<Kind, Wrong> {
    let at = keys.at();
    let (host, local) = host_of(keys)?;
    let tls = match keys.text("tls")? {
        None => Tls::StartTls,
        Some((at, text)) => match text.as_str() {
            "starttls" => Tls::StartTls,
            "tls" => Tls::Tls,
            "none" if local => Tls::None,
            "none" => {
                let help = "without TLS anybody on the way reads and changes alerts: it is for a relay on this machine";
                return Err(Wrong::new(at, "`none` is for `localhost` alone", help));
            }
            _ => {
                return Err(Wrong::new(
                    at,
                    format!("`{}` is unknown", text::line(&text)),
                    "expected `starttls`, `tls` or `none`",
                ));
            }
        },
    };
    let port = port_of(keys, if tls == Tls::Tls { 465 } else { 587 })?;
    let user = keys.text("user")?;
    let password = keys.origin("password_env", "password_file")?;
    let login = match (user, password) {
        (Some((_, user)), Some(password)) => Some((user, password)),
        (None, None) => None,
        (Some((at, _)), None) => {
            return Err(Wrong::new(at, "a user without a password", "add `password_env = \"NAME\"`"));
        }
        (None, Some(_)) => return Err(Wrong::new(at, "a password without a user", "add `user = \"...\"`")),
    };
    let mailbox =
        |text: &str| text.parse::<Mailbox>().map_err(|_| format!("`{}` is no mail address", text::line(text)));
    let (from_at, from) = keys.needed("from", "add `from = \"iota@example.com\"`")?;
    let from = mailbox(&from).map_err(|what| Wrong::new(from_at, what, ""))?;
    let to: Result<Vec<Mailbox>, String> = keys.list("to")?.iter().map(|text| mailbox(text)).collect();
    let to = to.map_err(|what| Wrong::new(at.clone(), what, ""))?;
    if to.is_empty() {
        return Err(Wrong::new(at, "a mail to nobody", "add `to = [\"soc@example.com\"]`"));
    }
    Ok(Kind::Smtp { host, port, tls, login, from, to, alone: alone(keys)?, ca: keys.path("ca_file")? })
}

/// `arn:aws:sns:eu-central-1:111122223333:alerts`: the region is in it.
fn sns_of(keys: &mut Keys) -> Result<Kind, Wrong> {
    let (at, topic) = keys.needed("topic_arn", "add `topic_arn = \"arn:aws:sns:REGION:ACCOUNT:NAME\"`")?;
    let [arn, _, service, region, _, name] = topic.splitn(6, ':').collect::<Vec<_>>()[..] else {
        return Err(Wrong::new(at, format!("`{}` is no ARN of a topic", text::line(&topic)), ""));
    };
    if arn != "arn" || service != "sns" || region.is_empty() || name.is_empty() || name.contains(':') {
        let help = "expected `arn:aws:sns:REGION:ACCOUNT:NAME`, without a subscription's id";
        return Err(Wrong::new(at, format!("`{}` is no ARN of a topic", text::line(&topic)), help));
    }
    let region = region.to_owned();
    Ok(Kind::Sns { place: place_of(keys, Some(region))?, topic })
}

/// `https://sqs.eu-central-1.amazonaws.com/111122223333/alerts`: the region is mostly in it.
fn sqs_of(keys: &mut Keys) -> Result<Kind, Wrong> {
    let (at, queue) =
        keys.needed("queue_url", "add `queue_url = \"https://sqs.REGION.amazonaws.com/ACCOUNT/NAME\"`")?;
    if let Err(why) = Address::new(Secret::new(queue.clone()), true) {
        return Err(Wrong::new(at, format!("`queue_url`: {why}"), "expected the queue's URL, not its name or ARN"));
    }
    let region = queue.split("://sqs.").nth(1).and_then(|rest| rest.split_once(".amazonaws.com"));
    let region = region.map(|(region, _)| region.to_owned()).filter(|region| !region.contains('.'));
    Ok(Kind::Sqs { place: place_of(keys, region)?, queue })
}

fn place_of(keys: &mut Keys, region: Option<String>) -> Result<aws::Place, Wrong> {
    let own = keys.text("region")?.map(|(_, region)| region);
    let endpoint = keys.text("endpoint_url")?.map(|(_, url)| url);
    Ok(aws::Place { region: own.or(region), endpoint, roles: Vec::new() })
}

fn syslog_of(keys: &mut Keys) -> Result<Kind, Wrong> {
    let (host, _) = host_of(keys)?;
    let tls = match keys.text("tls")? {
        None => true,
        Some((at, text)) => match text.as_str() {
            "tls" => true,
            "none" => false,
            _ => return Err(Wrong::new(at, format!("`{}` is unknown", text::line(&text)), "expected `tls` or `none`")),
        },
    };
    let settings = syslog::Settings {
        host,
        port: port_of(keys, if tls { 6514 } else { 601 })?,
        hostname: keys.text("hostname")?.map_or_else(hostname, |(_, name)| name),
        facility: keys.number("facility", 0..24)?.and_then(|n| u8::try_from(n).ok()).unwrap_or(13),
        most: keys.number("max_message", 480..1_048_577)?.and_then(|n| usize::try_from(n).ok()).unwrap_or(65_536),
    };
    Ok(Kind::Syslog { settings, tls, ca: keys.path("ca_file")? })
}

/// As containers and shells have it.
fn hostname() -> String {
    std::env::var("HOSTNAME").ok().filter(|name| !name.is_empty()).unwrap_or_else(|| "-".to_owned())
}

//! An alert as it comes, a line of JSON, and what outputs say of it.
//!
//! Of the line only what is needed is read, fields that are not known are passed over, and none but the first four must be
//! there. The texts in it may be anybody's: [`crate::text`] makes them fit to be shown.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::enrichment::{Enrichment, Place};
use crate::text;

/// Bytes of a member of a line that must not be long.
const MEMBER: usize = 1024;

/// How bad it is, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, Debug)]
#[serde(rename_all = "UPPERCASE")]
pub enum Severity {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// All of them, the least first.
    pub const ALL: [Severity; 5] =
        [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

    /// As alerts have it: `CRITICAL`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "INFO",
            Severity::Low => "LOW",
            Severity::Medium => "MEDIUM",
            Severity::High => "HIGH",
            Severity::Critical => "CRITICAL",
        }
    }

    /// The colour that people know it by: `#RRGGBB`, each with enough contrast for white text on it.
    pub fn color(self) -> &'static str {
        match self {
            Severity::Info => "#4B5563",
            Severity::Low => "#1D6FB8",
            Severity::Medium => "#9A6700",
            Severity::High => "#C2410C",
            Severity::Critical => "#B00020",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

type Member = (String, Box<RawValue>);

/// The members of an object, in their order, their values as they were sent.
#[derive(Clone, Default, Debug)]
pub struct Members(Vec<Member>);

impl Members {
    /// Each with its value's text: of a string what it says, of everything else its JSON.
    pub fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().map(|(name, value)| (name.as_str(), said(value)))
    }

    /// The member's string; of equal names the last counts.
    pub fn string(&self, name: &str) -> Option<String> {
        let value = self.raw(name)?;
        serde_json::from_str::<String>(value.get()).ok().filter(|text| !text.is_empty())
    }

    fn raw(&self, name: &str) -> Option<&RawValue> {
        self.0.iter().rev().find(|(member, _)| member == name).map(|(_, value)| &**value)
    }

    fn members(&self, name: &str) -> Members {
        self.raw(name).and_then(|value| serde_json::from_str(value.get()).ok()).unwrap_or_default()
    }
}

fn said(value: &RawValue) -> String {
    serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned())
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// What came after an alert was sent, once its group is closed.
#[derive(Clone, Default, Deserialize, Debug)]
pub struct FollowUp {
    pub first_event_time: Option<String>,
    pub last_event_time: Option<String>,
    #[serde(default)]
    pub actors: Vec<String>,
    #[serde(default)]
    pub source_ips: Vec<String>,
}

/// An alert, or the follow-up of one.
#[derive(Clone, Deserialize, Debug)]
pub struct Alert {
    pub alert_id: String,
    pub rule_id: String,
    pub title: String,
    pub severity: Severity,
    pub dedup: Option<String>,
    pub log_type: Option<String>,
    /// RFC 3339.
    pub event_time: Option<String>,
    pub actor: Option<String>,
    pub source_ip: Option<String>,
    pub action: Option<String>,
    pub outcome: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    pub description: Option<String>,
    pub runbook: Option<String>,
    pub reference: Option<String>,
    /// Outputs that the rule names.
    pub destinations: Option<Vec<String>>,
    pub alert_context: Option<Box<RawValue>>,
    pub alert_count: Option<u64>,
    pub follow_up: Option<FollowUp>,
    /// Somebody said that it is done with: this says so to those who know the alert. RFC 3339.
    pub resolved_at: Option<String>,
    /// What stands in tables beside the records.
    #[serde(default)]
    pub enrichment: Enrichment,
    /// Some rules give what they look at nowhere else.
    pub event: Option<Box<RawValue>>,
    /// All of it, as it came.
    #[serde(skip)]
    pub line: String,
    #[serde(skip)]
    facts: OnceLock<Facts>,
}

/// What is found in the event and the context, whatever they are called there.
#[derive(Clone, Default, Debug)]
struct Facts {
    account: Option<String>,
    region: Option<String>,
    source: Option<String>,
    target: Option<String>,
}

/// Why a line is no alert.
#[derive(Debug, thiserror::Error)]
#[error("it is no alert: {0}")]
pub struct Unreadable(#[from] serde_json::Error);

impl Alert {
    /// Reads a line.
    ///
    /// # Errors
    /// Where it is not JSON, or has no id, rule, title or severity.
    pub fn read(line: &[u8]) -> Result<Alert, Unreadable> {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches('\n');
        let mut alert: Alert = match serde_json::from_str(line) {
            Ok(alert) => alert,
            Err(_) => serde_json::from_str(&without_halves(line))?,
        };
        line.clone_into(&mut alert.line);
        Ok(alert)
    }

    /// Looked for when it is first asked for: not every output wants to know.
    fn found(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let (context, event) = (self.context(), self.event());
            let identity = event.members("userIdentity");
            let first =
                |names: &[&str]| names.iter().find_map(|name| context.string(name).or_else(|| event.string(name)));
            Facts {
                account: first(&[
                    "account",
                    "account_id",
                    "recipientAccountId",
                    "accountId",
                    "account-id",
                    "aws_account",
                ])
                .or_else(|| identity.string("accountId")),
                region: first(&["region", "awsRegion", "aws_region"]),
                source: event.string("eventSource"),
                target: first(&["target", "target_user", "resource", "resource_arn", "bucket", "role", "user"]),
            }
        })
    }

    /// What two deliveries of one alert have in common, and no others.
    pub fn key(&self) -> String {
        match (&self.resolved_at, &self.follow_up) {
            (Some(_), _) => format!("{}/resolved", self.alert_id),
            (None, Some(_)) => format!("{}/follow-up", self.alert_id),
            (None, None) => self.alert_id.clone(),
        }
    }

    /// The line in at most so many bytes, if that can be: the event is left out first, then the context, then whatever else is
    /// long; `left_out` names them.
    pub fn within(&self, most: usize) -> Cow<'_, str> {
        if self.line.len() <= most {
            return Cow::Borrowed(&self.line);
        }
        let Members(mut members) = serde_json::from_str(&without_halves(&self.line)).unwrap_or_default();
        let first_to_last: [fn(&Member) -> bool; 3] =
            [|(name, _)| name == "event", |(name, _)| name == "alert_context", |(_, value)| value.get().len() > MEMBER];
        let (mut left_out, mut line) = (Vec::new(), String::new());
        for is_next in first_to_last {
            let (gone, kept): (Vec<Member>, Vec<Member>) = members.into_iter().partition(is_next);
            left_out.extend(gone.into_iter().map(|(name, _)| name));
            members = kept;
            line = joined(&members, &left_out);
            if line.len() <= most {
                break;
            }
        }
        Cow::Owned(line)
    }

    /// The members of its context.
    pub fn context(&self) -> Members {
        members(self.alert_context.as_deref())
    }

    /// The members of its event.
    pub fn event(&self) -> Members {
        members(self.event.as_deref())
    }

    /// The account that it is about, as far as it says so.
    pub fn account(&self) -> Option<&str> {
        self.found().account.as_deref()
    }

    /// The region that it happened in.
    pub fn region(&self) -> Option<&str> {
        self.found().region.as_deref()
    }

    /// What was acted on, as far as the rule's context says so.
    pub fn target(&self) -> Option<&str> {
        self.found().target.as_deref()
    }

    /// What kind of thing it is about, for people: `IAM`, `Okta`, `VPC`.
    pub fn kind(&self) -> String {
        let log_type = self.log_type.as_deref().unwrap_or_default();
        let (vendor, rest) = log_type.split_once('.').unwrap_or((log_type, ""));
        match (vendor, rest) {
            ("AWS", "CloudTrail" | "CloudTrailInsight") => service(self.found().source.as_deref()),
            ("AWS", "VPCFlow" | "VPCDns") => "VPC".into(),
            ("AWS", "S3ServerAccess") => "S3".into(),
            ("AWS", "AuroraMySQLAudit") => "Aurora".into(),
            ("AWS", "WAFWebACL") => "WAF".into(),
            ("AWS", "BedrockModelInvocation") => "Bedrock".into(),
            ("AWS", other) => text::line(other),
            ("Amazon", _) => "EKS".into(),
            ("GSuite", _) => "Google Workspace".into(),
            ("GCP", _) => "Google Cloud".into(),
            ("OnePassword", _) => "1Password".into(),
            ("", _) => "iota".into(),
            (vendor, _) => text::line(vendor),
        }
    }

    /// The part of a `[CRITICAL] IAM Alert: Root Account Login` behind the severity.
    pub fn headline(&self) -> String {
        let what = if self.follow_up.is_some() { "Follow-up" } else { "Alert" };
        format!("{} {what}: {}", self.kind(), text::line(&self.title))
    }

    /// Who, what, where from, when, account, region, how often: each that is known, under its name, in one line of text.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = Vec::new();
        let mut add = |name, value: Option<&str>| {
            if let Some(value) = value.map(text::line).filter(|value| !value.is_empty()) {
                facts.push((name, value));
            }
        };
        let what = match (&self.action, &self.outcome) {
            (Some(action), Some(outcome)) => Some(format!("{action} ({outcome})")),
            (action, _) => action.clone(),
        };
        let follow_up = self.follow_up.as_ref();
        let listed = |all: &[String], one: &Option<String>| match all {
            [] => one.clone(),
            all => Some(list(all)),
        };
        // Of several addresses the place of the first would mislead.
        let addresses: &[String] = match follow_up.map(|f| f.source_ips.as_slice()) {
            Some([one]) if Some(one) == self.source_ip.as_ref() => &[],
            addresses => addresses.unwrap_or_default(),
        };
        add("Who", listed(follow_up.map_or(&[], |f| &f.actors), &self.actor).as_deref());
        add("What", what.as_deref());
        add("Where from", listed(addresses, &self.where_from()).as_deref());
        add("When", self.when().as_deref());
        add("Account", self.account_words().as_deref());
        add("Region", self.region());
        add("Listed", self.enrichment.lists().as_deref());
        add("Log type", self.log_type.as_deref());
        add("Count", self.alert_count.map(|count| count.to_string()).as_deref());
        facts
    }

    /// The address, and where that is.
    fn where_from(&self) -> Option<String> {
        let address = self.source_ip.as_ref()?;
        let place = self.enrichment.source_ip.as_ref().map(Place::words).filter(|place| !place.is_empty());
        Some(place.map_or_else(|| address.clone(), |place| format!("{address} ({place})")))
    }

    /// The account, by its name too.
    fn account_words(&self) -> Option<String> {
        let id = self.account()?;
        let name = self.enrichment.account_name(id);
        Some(name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})")))
    }

    fn when(&self) -> Option<String> {
        match &self.follow_up {
            Some(FollowUp { first_event_time: Some(first), last_event_time: Some(last), .. }) if first != last => {
                Some(format!("{first} to {last}"))
            }
            _ => self.event_time.clone(),
        }
    }
}

/// An object of `members`, which says what was left out of it.
fn joined(members: &[Member], left_out: &[String]) -> String {
    let json = |name: &str| serde_json::to_string(name).unwrap_or_default();
    let members: String = members.iter().map(|(name, value)| format!("{}:{},", json(name), value.get())).collect();
    format!("{{{members}\"left_out\":{}}}", serde_json::to_string(left_out).unwrap_or_default())
}

fn members(object: Option<&RawValue>) -> Members {
    object.and_then(|object| serde_json::from_str(object.get()).ok()).unwrap_or_default()
}

/// As many as a person reads, and how many more.
fn list(all: &[String]) -> String {
    const SHOWN: usize = 10;
    let shown = all.iter().take(SHOWN).map(|one| text::line(one)).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// What people call the service of an `eventSource`.
fn service(source: Option<&str>) -> String {
    let name = source.unwrap_or_default().split('.').next().unwrap_or_default();
    match name {
        "" => "CloudTrail".into(),
        "iam" | "signin" | "sts" | "sso" | "sso-directory" | "identitystore" => "IAM".into(),
        "cloudtrail" => "CloudTrail".into(),
        "guardduty" => "GuardDuty".into(),
        "secretsmanager" => "Secrets Manager".into(),
        "organizations" => "Organizations".into(),
        "config" => "Config".into(),
        "lambda" => "Lambda".into(),
        "bedrock" => "Bedrock".into(),
        name if name.len() <= 4 => text::line(name).to_uppercase(),
        name => text::label(name),
    }
}

/// `line` with U+FFFD for each half of a surrogate pair that has no other half. Python has such strings; Unicode does not.
fn without_halves(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => 0,
            (Some(_), _) => 6,
            (None, _) => 2,
        };
        if length == 0 {
            out.push_str("\\ufffd");
        } else {
            out.push_str(escape.get(..length).unwrap_or(escape));
        }
        rest = escape.get(if length == 0 { 6 } else { length }..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The code unit that a `\uXXXX` is.
fn unit(escape: &str) -> Option<u32> {
    u32::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// Whether a text is an object of JSON.
pub(crate) fn is_object(text: &str) -> bool {
    text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#""alert_id":"1","rule_id":"r","title":"t","severity":"HIGH""#;

    fn read(rest: &str) -> Alert {
        Alert::read(format!("{{{LEAST}{rest}}}\n").as_bytes()).expect("an alert")
    }

    #[test]
    fn what_is_missing_or_unknown_is_passed_over() {
        let alert = read(r#","new":{"deep":[1,2]},"alert_context":null,"event":[]"#);
        assert_eq!((alert.key().as_str(), alert.facts().len(), alert.kind().as_str()), ("1", 0, "iota"));
        assert!(Alert::read(b"{}").is_err() && Alert::read(b"").is_err());
        assert!(alert.line.ends_with('}'));
    }

    #[test]
    fn what_is_long_is_left_out_of_a_line() {
        let alert = read(&format!(
            r#","alert_context":{{"a":"{}"}},"description":"{}","event":{{"b":[{}1]}},"source":{{"record":1}}"#,
            "c".repeat(3000),
            "\\ud800d".repeat(300),
            "1,".repeat(5000)
        ));
        assert_eq!(alert.within(1 << 20), alert.line);
        let left_out = |most| {
            let line = alert.within(most);
            assert!(line.len() <= most, "{} of {most}", line.len());
            let members: Members = serde_json::from_str(&line).expect("JSON");
            assert_eq!(members.string("title").as_deref(), Some("t"));
            members.raw("left_out").expect("it is said").get().to_owned()
        };
        assert_eq!(left_out(8000), r#"["event"]"#);
        assert_eq!(left_out(3000), r#"["event","alert_context"]"#);
        assert_eq!(left_out(500), r#"["event","alert_context","description"]"#);
    }

    #[test]
    fn follow_ups_have_a_key_of_their_own() {
        let alert = read(
            r#","log_type":"Okta.SystemLog","alert_count":100,"follow_up":{"first_event_time":"a","last_event_time":"b",
            "actors":["x","y"],"source_ips":[]},"source_ip":"192.0.2.1""#,
        );
        assert_eq!(alert.key(), "1/follow-up");
        assert_eq!(alert.headline(), "Okta Follow-up: t");
        let facts = alert.facts();
        assert_eq!(
            facts.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>(),
            ["Who=x, y", "Where from=192.0.2.1", "When=a to b", "Log type=Okta.SystemLog", "Count=100"]
        );
    }

    #[test]
    fn names_and_places_stand_beside_what_they_are_of() {
        let enrichment = r#""source_ip":"192.0.2.1","alert_context":{"account":"111122223333"},"enrichment":{"account":{"id":
            "111122223333","name":"Prod","x":{}},"source_ip":{"country":"DE","city":"Berlin","new":1},"lists":[{"name":"vpn"}]}"#;
        let said = |rest: &str| {
            let facts = read(&format!(",{enrichment}{rest}")).facts();
            facts.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>()
        };
        assert_eq!(said(""), ["Where from=192.0.2.1 (Berlin, DE)", "Account=Prod (111122223333)", "Listed=vpn"]);
        assert_eq!(
            said(r#","follow_up":{"source_ips":["192.0.2.1","192.0.2.2"]}"#)[0],
            "Where from=192.0.2.1, 192.0.2.2"
        );
        assert_eq!(said(r#","follow_up":{"source_ips":["192.0.2.1"]}"#)[0], "Where from=192.0.2.1 (Berlin, DE)");
    }

    #[test]
    fn half_a_pair_is_a_replacement_character() {
        let alert = read(r#","actor":"a\ud83d\ude00\\ud800 \ud800\n\udc00","alert_context":{"k":"\ud800x"}"#);
        assert_eq!(alert.actor.as_deref(), Some("a😀\\ud800 \u{fffd}\n\u{fffd}"));
        assert_eq!(alert.context().string("k").as_deref(), Some("\u{fffd}x"));
    }

    #[test]
    fn accounts_and_kinds_are_found() {
        let cloudtrail = r#","log_type":"AWS.CloudTrail","event":{"eventSource":"signin.amazonaws.com","awsRegion":"eu-west-1",
            "userIdentity":{"accountId":"111122223333"}}"#;
        let alert = read(cloudtrail);
        assert_eq!(
            (alert.account(), alert.region(), alert.kind().as_str()),
            (Some("111122223333"), Some("eu-west-1"), "IAM")
        );
        let kind = |source: &str| service(Some(&format!("{source}.amazonaws.com")));
        assert_eq!([kind("ec2"), kind("kms"), kind("elasticfilesystem")], ["EC2", "KMS", "Elasticfilesystem"]);
    }
}

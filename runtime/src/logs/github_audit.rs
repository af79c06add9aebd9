//! GitHub's audit log of organisations and enterprises, polled or streamed ("Audit log events").

use event::Value;
use event::py::dict::Dict;

use super::fields::{first, has, number, own, scalar, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType, Outcome};

pub(super) static TYPE: LogType =
    LogType { name: "GitHub.Audit", format: Format::Json(lay_down), is_event: true, paths: &["github"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .string("action")
        .require("`action` is not of the form `category.operation`", |record| {
            // Old ones are words alone.
            let old = || (has(record, "org") || has(record, "repo")) && has(record, "created_at");
            has(record, "_document_id") || own(record, "action").is_some_and(is_operation) || old()
        })
        .require("`actor` is no name", |record| match record.get_str("actor") {
            Some(Value::Str(_)) => true,
            None | Some(Value::None) => has(record, "_document_id") || has(record, "@timestamp"),
            _ => false,
        })
        .require("neither `created_at` nor an organisation is there, and the action is none of GitHub's", |record| {
            let known = |action: &str| {
                action
                    .split_once('.')
                    .is_some_and(|(category, operation)| CATEGORIES.contains(&category) && !operation.contains('.'))
            };
            EVIDENCE.iter().any(|key| has(record, key)) || own(record, "action").is_some_and(known)
        })
        // As audit logs of others have them; GitHub says `_document_id` and `actor_ip`.
        .refuse("it is written as GitHub does not", |record| {
            let others = ["id", "_id", "source_ip", "ip", "ip_address"].iter().any(|key| has(record, key));
            others && !["@timestamp", "_document_id", "org_id", "actor_id"].iter().any(|key| has(record, key))
        })
        .none_of(&["sender", "entity", "object_type", "eventType", "action_description"]);
}

const EVIDENCE: [&str; 8] =
    ["@timestamp", "created_at", "_document_id", "org", "repo", "repository", "business", "org_id"];

/// What operations of organisations, enterprises and repositories are of ("Audit log events for your organization").
const CATEGORIES: [&str; 18] = [
    "business",
    "business_advanced_security",
    "codespaces",
    "dependabot_alerts",
    "enterprise",
    "environment",
    "hook",
    "integration_installation",
    "org",
    "org_credential_authorization",
    "personal_access_token",
    "protected_branch",
    "pull_request",
    "repo",
    "repository_secret_scanning",
    "secret_scanning",
    "team",
    "workflows",
];

fn is_operation(action: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    action.split_once('.').is_some_and(|(category, operation)| plain(category) && plain(operation))
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found {
        time: time_at(record, &[&["@timestamp"], &["created_at"]]),
        actor: first(record, &[&["actor"], &["user"]]),
        source_ip: text(record, &["actor_ip"]),
        action: text(record, &["action"]),
        // Requests to the API have one.
        outcome: Outcome::of_http(number(record, &["status_code"])),
        status: scalar(record, &["status_code"]),
    }
}

//! The payloads of GitHub's webhooks ("Webhook events and payloads").

use event::Value;
use event::py::dict::Dict;

use super::fields::{at, first, has, object, own, text};
use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType =
    LogType { name: "GitHub.Webhook", format: Format::Json(lay_down), is_event: true, paths: &["webhook"], find };

fn lay_down(check: &mut Check<'_, '_>) {
    check
        .require("`sender` is no user of GitHub", |record| match record.get_str("sender") {
            // Gitea's payloads are made like GitHub's, but for what they say of a user.
            Some(Value::Dict(sender)) => {
                own(sender, "login").is_some() && !(has(sender, "full_name") || has(sender, "username"))
            }
            // An advisory and the first ping of a hook have no sender, nor has an alert that GitHub itself raises or opens
            // again. Of the rest some collectors leave it out.
            None | Some(Value::None) => {
                let advisory = object(record, &["security_advisory"]).is_some() && own(record, "action").is_some();
                let ping = own(record, "zen").is_some() && has(record, "hook_id");
                advisory || ping || is_of_repository(record)
            }
            _ => false,
        })
        // Gogs writes a push as GitHub does, and these besides.
        .none_of(&["compare_url"])
        .refuse("the owner of `repository` is no user of GitHub", |record| {
            at(record, &["repository", "owner", "username"]).is_some()
        })
        .one_of(&[
            "action",
            "repository",
            "organization",
            "enterprise",
            "installation",
            "hook",
            "zen",
            "ref",
            "security_advisory",
            "sponsorship",
            "marketplace_purchase",
        ])
        .none_of(&["object_kind", "protoPayload"]);
}

/// Whether something of a repository is told, which is named as GitHub does it: with its owner. Alerts are many a vendor's:
/// theirs has to be described as GitHub does it, too.
fn is_of_repository(record: &Dict<'_>) -> bool {
    let named = text(record, &["repository", "full_name"]).is_some_and(|name| name.split('/').count() == 2);
    if object(record, &["alert"]).is_some() {
        let described = ["node_id", "html_url"].iter().all(|key| text(record, &["repository", key]).is_some());
        return named && described;
    }
    let subject = SUBJECTS.iter().any(|subject| *subject != "repository" && object(record, &[subject]).is_some());
    let listed = ["commits", "pages"].iter().any(|key| matches!(record.get_str(key), Some(Value::List(_))));
    named && (listed || own(record, "ref").is_some() || (subject && own(record, "action").is_some()))
}

/// Objects that say when they last changed, the most telling first.
const SUBJECTS: [&str; 25] = [
    "alert",
    "comment",
    "review",
    "workflow_run",
    "workflow_job",
    "check_run",
    "check_suite",
    "deployment_status",
    "deployment",
    "pull_request",
    "issue",
    "discussion",
    "release",
    "milestone",
    "label",
    "rule",
    "key",
    "hook",
    "security_advisory",
    "member",
    "projects_v2_item",
    "sponsorship",
    "invitation",
    "installation",
    "repository",
];

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let times = ["updated_at", "created_at"];
    let changed =
        || SUBJECTS.iter().find_map(|subject| times.iter().find_map(|key| time_at(record, &[&[subject, key]])));
    Found {
        time: time_at(record, &[&["head_commit", "timestamp"], &["repository", "pushed_at"]])
            .filter(|_| own(record, "ref").is_some())
            .or_else(changed)
            .or_else(|| time_at(record, &[&["effective_date"], &["commits", "timestamp"]])),
        actor: first(
            record,
            &[
                &["sender", "login"],
                &["pusher", "name"],
                &["issue", "user", "login"],
                &["pull_request", "user", "login"],
                &["workflow_run", "actor", "login"],
            ],
        ),
        source_ip: None,
        action: text(record, &["action"]).or_else(|| event_of(record).map(Into::into)),
        outcome: None,
        status: None,
    }
}

/// The event that a payload without an action belongs to, by what only it has.
fn event_of(record: &Dict<'_>) -> Option<&'static str> {
    let events = [
        ("zen", "ping"),
        ("pusher", "push"),
        ("forkee", "fork"),
        ("pages", "gollum"),
        ("deployment_status", "deployment_status"),
        ("build", "page_build"),
        ("commit", "status"),
        ("ref_type", "create"),
        ("workflow", "workflow_dispatch"),
        ("deployment", "deployment"),
        ("team", "team_add"),
    ];
    let Some((key, event)) = events.into_iter().find(|(key, _)| has(record, key)) else {
        // What became public is named, and nothing else.
        let known = ["repository", "organization", "enterprise", "installation", "sender"];
        let only = record.pairs().iter().all(|(key, _)| key.as_str().is_some_and(|key| known.contains(&key)));
        return (only && has(record, "repository")).then_some("public");
    };
    Some(match (key, has(record, "master_branch"), has(record, "commits")) {
        ("ref_type" | "pusher", false, false) if has(record, "ref_type") => "delete",
        ("pusher", true, false) => "create",
        _ => event,
    })
}

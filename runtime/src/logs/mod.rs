//! The log types: one file each, and the table of all.
//!
//! A file says how a record of its type is recognised ([`LogType::format`]), where a text line's columns go, and where
//! the things are that every alert shows ([`LogType::find`]). To add one: write its file, put it into [`TYPES`] before
//! every type that would take its records too, add records to `testdata/logs/<name>/`.

use event::py::dict::Dict;

use crate::index::View;

mod check;
mod columns;
mod fields;
mod found;
mod line;
mod plain;
pub(crate) mod time;

mod amazon_eks_audit;
mod aws_alb;
mod aws_aurora_mysql_audit;
mod aws_bedrock_model_invocation;
mod aws_cloudtrail;
mod aws_cloudtrail_digest;
mod aws_cloudtrail_insight;
mod aws_guardduty;
mod aws_s3_server_access;
mod aws_vpc_dns;
mod aws_vpc_flow;
mod aws_waf_web_acl;
mod cloudflare_firewall;
mod cloudflare_http_request;
mod gcp_audit_log;
mod gcp_http_load_balancer;
mod gcp_vpc_flow;
mod github_audit;
mod github_webhook;
mod gsuite_activity_event;
mod gsuite_reports;
mod okta_system_log;
mod onepassword_audit_event;
mod onepassword_item_usage;
mod onepassword_sign_in_attempt;
mod sailpoint_event;
mod slack_access_logs;
mod slack_audit_logs;
mod vpc_flow_values;

pub use check::{Check, Nearness};
pub(crate) use columns::{Form, Layout};
pub use columns::{Member, MemberValue, Object};
pub use found::{Found, Outcome};
pub use line::{Context, Unfit};
pub(crate) use plain::{PLAIN, Plain};

pub(crate) use aws_aurora_mysql_audit::{begins as aurora_begins, may_end as aurora_may_end};
pub(crate) use aws_vpc_flow::{
    Header as VpcHeader, TYPE as VPC_FLOW, header as vpc_header, header_of as vpc_header_of,
};

/// A log type.
#[derive(Debug)]
pub struct LogType {
    /// As rules' `LogTypes` name it.
    pub name: &'static str,
    /// How a record of it is told from others.
    pub format: Format,
    /// Whether its records are events, which rules are given.
    pub is_event: bool,
    /// What stands in the path or S3 key of its files, as its vendor lays them out. It says what to try first.
    pub paths: &'static [&'static str],
    /// Where the things are that every alert shows.
    pub find: for<'a> fn(&'a Dict<'a>) -> Found<'a>,
}

/// What its records are.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    /// JSON objects. The function lays down what one must have, the most telling first.
    Json(fn(&mut Check<'_, '_>)),
    /// Lines of text. The function makes the object of one that rules see.
    Text(for<'l> fn(&'l str, &Context) -> Result<Object<'l>, Unfit>),
}

/// All log types by rank: where two would take a record, it is of the one that stands first. The more a type asks for
/// that no other has, the higher it stands.
pub static TYPES: [&LogType; 28] = [
    &aws_cloudtrail::TYPE,
    &aws_cloudtrail_insight::TYPE,
    &aws_cloudtrail_digest::TYPE,
    &aws_s3_server_access::TYPE,
    &aws_vpc_flow::TYPE,
    &aws_alb::TYPE,
    &aws_aurora_mysql_audit::TYPE,
    &aws_vpc_dns::TYPE,
    &aws_waf_web_acl::TYPE,
    &aws_guardduty::TYPE,
    &aws_bedrock_model_invocation::TYPE,
    &amazon_eks_audit::TYPE,
    &okta_system_log::TYPE,
    &gsuite_reports::TYPE,
    &gsuite_activity_event::TYPE,
    &onepassword_sign_in_attempt::TYPE,
    &onepassword_item_usage::TYPE,
    &onepassword_audit_event::TYPE,
    &gcp_audit_log::TYPE,
    &gcp_http_load_balancer::TYPE,
    &gcp_vpc_flow::TYPE,
    &cloudflare_firewall::TYPE,
    &cloudflare_http_request::TYPE,
    &slack_audit_logs::TYPE,
    &slack_access_logs::TYPE,
    &sailpoint_event::TYPE,
    &github_webhook::TYPE,
    &github_audit::TYPE,
];

/// A log type of which a few fields of a record are enough to say that it is of it, before the record is read.
pub(crate) struct Sure {
    pub log_type: &'static LogType,
    /// The fields of the top level that tell it.
    pub keys: &'static [&'static str],
    /// Whether a record with these is of the type, if it is of none above it; false as well where that does not show.
    pub is: fn(&dyn Look<'_>) -> bool,
}

/// A record that is looked at before it is read.
pub(crate) trait Look<'v> {
    /// What stands under [`Sure::keys`] at that place.
    fn field(&self, place: usize) -> View<'v>;

    /// What the object there has under `name`.
    fn member(&self, place: usize, name: &str) -> View<'v>;
}

/// The JSON types down to the last one that has a type of [`SURE`] below it, by rank, each with a field that none of its records
/// is without, but for the case of its letters: a record that lacks it is not of that type.
static NEEDED: [(&LogType, &str); 9] = [
    (&aws_cloudtrail::TYPE, "eventName"),
    (&aws_cloudtrail_insight::TYPE, "insightDetails"),
    (&aws_cloudtrail_digest::TYPE, "digestStartTime"),
    (&aws_vpc_dns::TYPE, "query_name"),
    (&aws_waf_web_acl::TYPE, "webaclId"),
    (&aws_guardduty::TYPE, "service"),
    (&aws_bedrock_model_invocation::TYPE, "modelId"),
    (&amazon_eks_audit::TYPE, "auditID"),
    (&okta_system_log::TYPE, "eventType"),
];

impl Sure {
    /// The fields of [`NEEDED`] of the types above it: a record that has none of them is of none of those.
    pub(crate) fn foreign(&self) -> Vec<&'static str> {
        let above = NEEDED.iter().take_while(|(log_type, _)| !std::ptr::eq(*log_type, self.log_type));
        above.map(|(_, field)| *field).collect()
    }
}

/// Those types, by rank.
pub(crate) static SURE: [Sure; 6] = [
    aws_cloudtrail::SURE,
    aws_vpc_dns::SURE,
    aws_waf_web_acl::SURE,
    amazon_eks_audit::SURE,
    okta_system_log::SURE,
    gsuite_reports::SURE,
];

impl LogType {
    /// Whether the JSON object `record` is of this type.
    pub fn takes(&self, record: &Dict<'_>) -> bool {
        match self.format {
            Format::Json(lay_down) => Check::passes(record, lay_down),
            Format::Text(_) => false,
        }
    }
}

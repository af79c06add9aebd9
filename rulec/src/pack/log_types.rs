//! The log types that a folder's name stands for, where no yml says them.

use std::path::Path;

/// Names of folders, without what separates their words, and the log types whose rules they hold. A folder of any other
/// name says nothing of the type.
const FOLDERS: [(&[&str], &[&str]); 31] = [
    (&["awscloudtrail", "cloudtrail", "awsiam"], &["AWS.CloudTrail"]),
    (&["awscloudtrailinsight", "awscloudtrailinsights", "cloudtrailinsight"], &["AWS.CloudTrailInsight"]),
    (&["awscloudtraildigest", "cloudtraildigest"], &["AWS.CloudTrailDigest"]),
    (&["awss3", "awss3serveraccess", "s3serveraccess", "awss3access", "s3access"], &["AWS.S3ServerAccess"]),
    (&["awsvpcflow", "awsvpcflowlogs", "vpcflow", "vpcflowlogs"], &["AWS.VPCFlow"]),
    (&["awsvpcdns", "vpcdns", "awsroute53resolver", "route53resolver"], &["AWS.VPCDns"]),
    (&["awsalb", "alb"], &["AWS.ALB"]),
    (&["awsauroramysqlaudit", "awsaurora", "auroramysqlaudit", "auroramysql", "aurora"], &["AWS.AuroraMySQLAudit"]),
    (&["awswafwebacl", "awswaf", "wafwebacl", "waf"], &["AWS.WAFWebACL"]),
    (&["awsguardduty", "guardduty"], &["AWS.GuardDuty"]),
    (
        &["awsbedrockmodelinvocation", "awsbedrock", "bedrockmodelinvocation", "bedrock"],
        &["AWS.BedrockModelInvocation"],
    ),
    (&["amazoneksaudit", "awseksaudit", "eksaudit", "amazoneks", "awseks", "eks", "kubernetes"], &["Amazon.EKS.Audit"]),
    (&["oktasystemlog", "okta"], &["Okta.SystemLog"]),
    (&["gsuitereports", "googleworkspacereports"], &["GSuite.Reports"]),
    (&["gsuiteactivityevent", "googleworkspaceactivityevent"], &["GSuite.ActivityEvent"]),
    (&["gsuite", "googleworkspace"], &["GSuite.Reports", "GSuite.ActivityEvent"]),
    (&["onepasswordsigninattempt", "1passwordsigninattempt"], &["OnePassword.SignInAttempt"]),
    (&["onepassworditemusage", "1passworditemusage"], &["OnePassword.ItemUsage"]),
    (&["onepasswordauditevent", "1passwordauditevent"], &["OnePassword.AuditEvent"]),
    (&["onepassword", "1password"], &["OnePassword.SignInAttempt", "OnePassword.ItemUsage", "OnePassword.AuditEvent"]),
    (&["gcpaudit", "gcpauditlog", "gcpk8s"], &["GCP.AuditLog"]),
    (&["gcphttplb", "gcphttploadbalancer"], &["GCP.HTTPLoadBalancer"]),
    (&["gcp"], &["GCP.AuditLog", "GCP.HTTPLoadBalancer"]),
    (&["githubaudit"], &["GitHub.Audit"]),
    (&["githubwebhook"], &["GitHub.Webhook"]),
    (&["github"], &["GitHub.Audit", "GitHub.Webhook"]),
    (&["slackauditlogs", "slackaudit", "slack"], &["Slack.AuditLogs"]),
    (&["cloudflarehttprequest", "cloudflarehttp"], &["Cloudflare.HttpRequest"]),
    (&["cloudflarefirewall"], &["Cloudflare.Firewall"]),
    (&["cloudflare"], &["Cloudflare.HttpRequest", "Cloudflare.Firewall"]),
    (&["sailpointevent", "sailpoint"], &["Sailpoint.Event"]),
];

/// The log types of a rule, by the nearest folder that names any: one that it is below, or the root that it is in.
pub fn of(relative: &str, root: &Path) -> Vec<String> {
    let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut names: Vec<String> = folder.rsplit('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    names.extend(root.file_name().map(|name| name.to_string_lossy().into_owned()));
    let known = names.iter().find_map(|name| {
        let name = key(name);
        FOLDERS.iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, types)| *types)
    });
    known.unwrap_or_default().iter().map(|name| (*name).to_owned()).collect()
}

/// A folder's name as the table has it: `aws_cloudtrail_rules`, `AWS.CloudTrail` and `aws-cloudtrail` are one.
fn key(name: &str) -> String {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    name.strip_suffix("rules").map(str::to_owned).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_that_says_something_counts() {
        let of = |relative: &str, root: &str| super::of(relative, Path::new(root)).join(" ");
        for same in ["aws_cloudtrail/x.py", "aws_cloudtrail_rules/x.py", "AWS.CloudTrail/x.py", "okta/cloudtrail/x.py"]
        {
            assert_eq!(of(same, "rules"), "AWS.CloudTrail", "{same}");
        }
        assert_eq!(of("okta/logins/x.py", "rules"), "Okta.SystemLog");
        assert_eq!(of("x.py", "packs/gsuite_reports"), "GSuite.Reports");
        assert_eq!(of("logins/x.py", "packs/gsuite_reports"), "GSuite.Reports");
        assert_eq!(of("github/x.py", "rules"), "GitHub.Audit GitHub.Webhook");
        assert_eq!(of("other/x.py", "rules"), "");
    }

    #[test]
    fn every_name_stands_for_one_entry() {
        let names = FOLDERS.iter().flat_map(|(names, _)| names.iter());
        let mut seen = std::collections::BTreeSet::new();
        for name in names {
            assert!(seen.insert(name), "{name}");
            assert_eq!(key(name), **name);
        }
    }
}

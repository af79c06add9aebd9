//! MITRE ATT&CK for Enterprise: its 14 tactics, links, and which of them the rules cover.

use std::collections::BTreeSet;
use std::fmt::Write;

use rulec::CompiledRule;

use super::{many, techniques};

/// The tactics in the order of the matrix. <https://attack.mitre.org/tactics/enterprise/>
pub const TACTICS: [(&str, &str); 14] = [
    ("TA0043", "Reconnaissance"),
    ("TA0042", "Resource Development"),
    ("TA0001", "Initial Access"),
    ("TA0002", "Execution"),
    ("TA0003", "Persistence"),
    ("TA0004", "Privilege Escalation"),
    ("TA0005", "Defense Evasion"),
    ("TA0006", "Credential Access"),
    ("TA0007", "Discovery"),
    ("TA0008", "Lateral Movement"),
    ("TA0009", "Collection"),
    ("TA0011", "Command and Control"),
    ("TA0010", "Exfiltration"),
    ("TA0040", "Impact"),
];

/// A tactic's name, or what the rule says of it where it is none.
pub fn tactic(id: &str) -> &str {
    TACTICS.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name)
}

pub fn tactic_link(id: &str) -> String {
    format!("[{}](https://attack.mitre.org/tactics/{id}/)", tactic(id))
}

/// `T1078.004` has its page at `T1078/004`.
pub fn technique_link(id: &str) -> String {
    format!("[{id}](https://attack.mitre.org/techniques/{}/)", id.replace('.', "/"))
}

/// A table of all tactics: how many rules, of which sources, for which techniques.
pub fn coverage(rules: &[&CompiledRule]) -> String {
    let mut text = "# What of ATT&CK the rules cover\n\n".to_owned();
    let all: BTreeSet<&str> = rules.iter().flat_map(|rule| techniques(rule)).map(|(_, technique)| technique).collect();
    _ = writeln!(
        text,
        "{} for {} and sub-techniques. A technique is named where some rule sees one way of doing it, not all.\n",
        many(rules.len(), "rule"),
        many(all.len(), "technique")
    );
    text += "| Tactic | Rules | Sources | Techniques |\n|---|---|---|---|\n";
    for (id, _) in TACTICS {
        let mut sources = BTreeSet::new();
        let mut covered = BTreeSet::new();
        let mut count = 0;
        for rule in rules {
            let of: Vec<&str> =
                techniques(rule).into_iter().filter(|(tactic, _)| *tactic == id).map(|(_, t)| t).collect();
            count += usize::from(!of.is_empty());
            if !of.is_empty() {
                sources.insert(rule.relative.split_once('/').map_or("", |(folder, _)| folder));
            }
            covered.extend(of);
        }
        let links: Vec<String> = covered.into_iter().map(technique_link).collect();
        let sources: Vec<&str> = sources.into_iter().collect();
        let none = if count == 0 { "none" } else { "" };
        _ = writeln!(text, "| {} | {count} | {}{none} | {} |", tactic_link(id), sources.join(", "), links.join(", "));
    }
    text
}

//! `iota rules --navigator`: the techniques that the compiled rules are about, as a layer of the ATT&CK Navigator.
//!
//! The format is version 4.5 of <https://github.com/mitre-attack/attack-navigator/tree/master/layers>.

use std::collections::BTreeMap;
use std::process::ExitCode;

use event::RuleSet;
use serde::Serialize;

use crate::rules::techniques;

/// What a layer calls each tactic.
const TACTICS: [(&str, &str); 14] = [
    ("TA0043", "reconnaissance"),
    ("TA0042", "resource-development"),
    ("TA0001", "initial-access"),
    ("TA0002", "execution"),
    ("TA0003", "persistence"),
    ("TA0004", "privilege-escalation"),
    ("TA0005", "defense-evasion"),
    ("TA0006", "credential-access"),
    ("TA0007", "discovery"),
    ("TA0008", "lateral-movement"),
    ("TA0009", "collection"),
    ("TA0011", "command-and-control"),
    ("TA0010", "exfiltration"),
    ("TA0040", "impact"),
];

#[derive(Serialize)]
struct Layer {
    name: &'static str,
    versions: Versions,
    domain: &'static str,
    description: String,
    techniques: Vec<Technique>,
    gradient: Gradient,
}

#[derive(Serialize)]
struct Versions {
    attack: &'static str,
    navigator: &'static str,
    layer: &'static str,
}

#[derive(Serialize)]
struct Technique {
    #[serde(rename = "techniqueID")]
    id: &'static str,
    tactic: &'static str,
    /// How many rules are about it.
    score: usize,
    /// The rules' ids.
    comment: String,
    #[serde(rename = "showSubtechniques")]
    show_subtechniques: bool,
}

#[derive(Serialize)]
struct Gradient {
    colors: [&'static str; 2],
    #[serde(rename = "minValue")]
    min_value: usize,
    #[serde(rename = "maxValue")]
    max_value: usize,
}

/// Prints the layer as one JSON object.
pub fn print(set: &RuleSet) -> anyhow::Result<ExitCode> {
    let text = sonic_rs::to_string_pretty(&layer(set))? + "\n";
    crate::print(&text)
}

fn layer(set: &RuleSet) -> Layer {
    let mut rules: BTreeMap<(&'static str, &'static str), Vec<&'static str>> = BTreeMap::new();
    for rule in set.rules {
        for (tactic, technique) in techniques(rule).into_iter().filter_map(|entry| entry.split_once(':')) {
            // A tactic that ATT&CK does not have has no column to be shown in.
            if let Some((_, tactic)) = TACTICS.iter().find(|(id, _)| *id == tactic) {
                rules.entry((technique, tactic)).or_default().push(rule.id);
            }
        }
    }
    let most = rules.values().map(Vec::len).max().unwrap_or(1);
    let technique = |((id, tactic), rules): ((&'static str, &'static str), Vec<&'static str>)| Technique {
        id,
        tactic,
        score: rules.len(),
        comment: rules.join(", "),
        show_subtechniques: id.contains('.'),
    };
    Layer {
        name: "iota",
        versions: Versions { attack: "17", navigator: "5.1.0", layer: "4.5" },
        domain: "enterprise-attack",
        description: format!(
            "{} rules. The score of a technique is the number of rules that see some way of it.",
            set.rules.len()
        ),
        techniques: rules.into_iter().map(technique).collect(),
        gradient: Gradient { colors: ["#cfe8ff", "#1f6fb2"], min_value: 1, max_value: most },
    }
}

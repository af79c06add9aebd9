//! Many alerts in the words of one message: how many of what severity, and of which rules.

use crate::alert::{Alert, Severity};
use crate::text;

/// Rules that are named.
const RULES: usize = 15;

/// What many alerts have in common.
#[derive(Debug)]
pub struct Digest<'a> {
    pub count: usize,
    pub worst: Severity,
    /// The worst first.
    pub severities: Vec<(Severity, usize)>,
    /// The worst first, then the most frequent: with an example of each.
    pub rules: Vec<OfRule<'a>>,
    /// Rules that are not among them, and their alerts.
    pub others: (usize, usize),
    /// When the first and the last happened, if all say so.
    pub span: Option<(&'a str, &'a str)>,
}

/// The alerts of one rule.
#[derive(Debug)]
pub struct OfRule<'a> {
    pub rule_id: &'a str,
    pub severity: Severity,
    pub count: usize,
    pub example: &'a Alert,
}

impl Digest<'_> {
    /// Of alerts that are not none.
    pub fn of(alerts: &[Alert]) -> Digest<'_> {
        let mut rules: Vec<OfRule<'_>> = Vec::new();
        for alert in alerts {
            match rules.iter_mut().find(|of| of.rule_id == alert.rule_id) {
                Some(of) => {
                    of.count += 1;
                    of.severity = of.severity.max(alert.severity);
                }
                None => {
                    rules.push(OfRule { rule_id: &alert.rule_id, severity: alert.severity, count: 1, example: alert })
                }
            }
        }
        rules.sort_by_key(|of| std::cmp::Reverse((of.severity, of.count)));
        let rest = rules.split_off(rules.len().min(RULES));
        let count = |severity| alerts.iter().filter(|alert| alert.severity == severity).count();
        let severities = Severity::ALL.iter().rev().map(|severity| (*severity, count(*severity)));
        let times: Vec<&str> = alerts.iter().filter_map(|alert| alert.event_time.as_deref()).collect();
        let span = times.iter().min().zip(times.iter().max()).filter(|_| times.len() == alerts.len());
        Digest {
            count: alerts.len(),
            worst: alerts.iter().map(|alert| alert.severity).max().unwrap_or(Severity::Info),
            severities: severities.filter(|(_, count)| *count > 0).collect(),
            others: (rest.len(), rest.iter().map(|of| of.count).sum()),
            rules,
            span: span.map(|(first, last)| (*first, *last)),
        }
    }

    /// `37 alerts of 4 rules`.
    pub fn headline(&self) -> String {
        let rules = self.rules.len() + self.others.0;
        format!("{} alerts of {rules} rule{}", self.count, if rules == 1 { "" } else { "s" })
    }

    /// `3 CRITICAL, 34 HIGH`.
    pub fn by_severity(&self) -> String {
        self.severities.iter().map(|(severity, count)| format!("{count} {severity}")).collect::<Vec<_>>().join(", ")
    }

    /// What is said of those that are not named; `None`: all are.
    pub fn more(&self) -> Option<String> {
        let (rules, alerts) = self.others;
        (rules > 0).then(|| format!("and {alerts} of {rules} rules that are not listed"))
    }
}

impl OfRule<'_> {
    /// `12 × HIGH Root signed in (and 11 like it)`, without markup.
    pub fn words(&self) -> String {
        let title = text::shortened(&text::line(&self.example.title), 120);
        match self.count {
            1 => format!("{} {title}", self.severity),
            count => format!("{count} × {} {title}, ...", self.severity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(rule: &str, severity: &str, time: &str) -> Alert {
        let line = format!(
            r#"{{"alert_id":"1","rule_id":"{rule}","title":"of {rule}","severity":"{severity}","event_time":"{time}"}}"#
        );
        Alert::read(line.as_bytes()).expect("an alert")
    }

    #[test]
    fn the_worst_come_first() {
        let mut alerts = vec![alert("a", "LOW", "2026-01-01T00:00:02Z"), alert("b", "HIGH", "2026-01-01T00:00:01Z")];
        alerts.extend((0..3).map(|_| alert("c", "HIGH", "2026-01-01T00:00:03Z")));
        alerts.extend((0..20).map(|n| alert(&format!("i{n}"), "INFO", "2026-01-01T00:00:03Z")));
        let digest = Digest::of(&alerts);
        assert_eq!((digest.headline().as_str(), digest.worst), ("25 alerts of 23 rules", Severity::High));
        assert_eq!(digest.by_severity(), "4 HIGH, 1 LOW, 20 INFO");
        assert_eq!(digest.rules[0].words(), "3 × HIGH of c, ...");
        assert_eq!((digest.rules[1].rule_id, digest.rules.len()), ("b", 15));
        assert_eq!(digest.more().as_deref(), Some("and 8 of 8 rules that are not listed"));
        assert_eq!(digest.span, Some(("2026-01-01T00:00:01Z", "2026-01-01T00:00:03Z")));
    }
}

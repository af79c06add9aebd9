//! Which outputs an alert goes to, and when.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::alert::{Alert, Severity};

/// What an output wants to have. An empty list is no condition.
#[derive(Clone, Default, Debug)]
pub struct Filter {
    /// The least.
    pub severity: Option<Severity>,
    /// Ids of rules; `*` stands for anything.
    pub rules: Vec<String>,
    pub tags: Vec<String>,
    pub log_types: Vec<String>,
    pub accounts: Vec<String>,
    /// Neither these rules.
    pub not_rules: Vec<String>,
}

/// When an output is not to be disturbed.
#[derive(Clone, Debug)]
pub struct QuietHours {
    pub from: Time,
    pub to: Time,
    pub zone: TimeZone,
    /// What is at least as bad comes through.
    pub except: Severity,
}

/// An output, as far as alerts find their way to it.
#[derive(Clone, Debug)]
pub struct Route {
    pub output: String,
    pub filter: Filter,
    pub quiet: Option<QuietHours>,
    /// How long no other alert of the same rule goes there.
    pub cooldown: Option<Duration>,
}

/// Where an alert goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    pub output: String,
    /// It is held until then.
    pub not_before: Option<Timestamp>,
    pub cooldown: Option<Duration>,
}

/// All outputs.
#[derive(Debug)]
pub struct Routes {
    routes: Vec<Route>,
    /// Destinations that no output is called, and were said to be.
    unknown: Mutex<BTreeSet<String>>,
}

impl Routes {
    /// Of outputs with different names.
    pub fn new(routes: Vec<Route>) -> Routes {
        Routes { routes, unknown: Mutex::default() }
    }

    /// Where `alert` goes at `now`. Outputs that its rule names win over what outputs want to have; `unknown` is told, once, of
    /// each name that is none.
    pub fn of(&self, alert: &Alert, now: Timestamp, unknown: impl Fn(&str)) -> Vec<Target> {
        let named = alert.destinations.as_deref().unwrap_or_default();
        for name in named.iter().filter(|name| !self.routes.iter().any(|route| is(route, name))) {
            // Rules choose names at run time: no more are remembered than people read.
            let mut said = self.unknown.lock().unwrap_or_else(PoisonError::into_inner);
            if said.len() < 100 && said.insert(name.clone()) {
                unknown(name);
            }
        }
        let by_name = |route: &&Route| named.iter().any(|name| is(route, name));
        let chosen: Vec<&Route> = self.routes.iter().filter(by_name).collect();
        let chosen = if chosen.is_empty() {
            self.routes.iter().filter(|route| route.filter.passes(alert)).collect()
        } else {
            chosen
        };
        let target = |route: &Route| Target {
            output: route.output.clone(),
            not_before: route.quiet.as_ref().and_then(|quiet| quiet.hold(alert.severity, now)),
            cooldown: route.cooldown,
        };
        chosen.into_iter().map(target).collect()
    }
}

fn is(route: &Route, name: &str) -> bool {
    route.output.eq_ignore_ascii_case(name)
}

impl Filter {
    /// Whether an output that wants this wants `alert`.
    pub fn passes(&self, alert: &Alert) -> bool {
        let one_of = |wanted: &[String], found: Option<&str>| {
            wanted.is_empty() || found.is_some_and(|found| wanted.iter().any(|wanted| like(wanted, found)))
        };
        self.severity.is_none_or(|least| alert.severity >= least)
            && one_of(&self.rules, Some(&alert.rule_id))
            && one_of(&self.log_types, alert.log_type.as_deref())
            && (self.accounts.is_empty() || one_of(&self.accounts, alert.account()))
            && (self.tags.is_empty() || alert.tags.iter().any(|tag| self.tags.iter().any(|wanted| like(wanted, tag))))
            && !self.not_rules.iter().any(|not| like(not, &alert.rule_id))
    }
}

/// Whether `pattern`, in which `*` stands for anything, is all of `text`, whatever the case of ASCII letters.
fn like(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_ascii_lowercase(), text.to_ascii_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

impl QuietHours {
    /// Until when what is so bad is held at `now`; `None`: it is not.
    fn hold(&self, severity: Severity, now: Timestamp) -> Option<Timestamp> {
        if severity >= self.except {
            return None;
        }
        let here = now.to_zoned(self.zone.clone());
        let (date, time) = (here.date(), here.time());
        let over_midnight = self.from > self.to;
        let quiet = match over_midnight {
            false => time >= self.from && time < self.to,
            true => time >= self.from || time < self.to,
        };
        let end = if over_midnight && time >= self.from { date.tomorrow().ok()? } else { date };
        let end = end.to_datetime(self.to).to_zoned(self.zone.clone()).ok()?;
        quiet.then(|| end.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    fn alert(rest: &str) -> Alert {
        let line = format!(
            r#"{{"alert_id":"1","rule_id":"aws_root","title":"t","severity":"HIGH","log_type":"AWS.CloudTrail",
            "tags":["Root"],"event":{{"recipientAccountId":"111122223333"}}{rest}}}"#
        );
        Alert::read(line.as_bytes()).expect("an alert")
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn all_conditions_must_hold() {
        let none = Filter::default();
        let passes = |filter: Filter| filter.passes(&alert(""));
        assert!(passes(none.clone()));
        for (filter, expected) in [
            (Filter { severity: Some(Severity::High), ..none.clone() }, true),
            (Filter { severity: Some(Severity::Critical), ..none.clone() }, false),
            (Filter { rules: strings(&["okta_*", "aws_*"]), ..none.clone() }, true),
            (Filter { rules: strings(&["aws"]), ..none.clone() }, false),
            (Filter { not_rules: strings(&["*_root"]), ..none.clone() }, false),
            (Filter { tags: strings(&["root"]), ..none.clone() }, true),
            (Filter { tags: strings(&["Identity"]), ..none.clone() }, false),
            (Filter { log_types: strings(&["AWS.*"]), ..none.clone() }, true),
            (Filter { log_types: strings(&["Okta.*"]), ..none.clone() }, false),
            (Filter { accounts: strings(&["111122223333"]), ..none.clone() }, true),
            (Filter { accounts: strings(&["444455556666"]), ..none.clone() }, false),
            (Filter { tags: strings(&["Root"]), log_types: strings(&["Okta.*"]), ..none }, false),
        ] {
            assert_eq!(passes(filter.clone()), expected, "{filter:?}");
        }
    }

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abcd", false),
            ("a*b*c", "a-b-b-c", true),
            ("*b*", "abc", true),
            ("ab*ba", "aba", false),
            ("A", "a", true),
            ("", "a", false),
        ] {
            assert_eq!(like(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn destinations_win_where_they_are_known() {
        let route = |name: &str, severity| Route {
            output: name.into(),
            filter: Filter { severity: Some(severity), ..Filter::default() },
            quiet: None,
            cooldown: None,
        };
        let routes = Routes::new(vec![route("all", Severity::Info), route("oncall", Severity::Critical)]);
        let said = Mutex::new(Vec::new());
        let to = |alert: &Alert| {
            let unknown = |name: &str| said.lock().expect("a lock").push(name.to_owned());
            let targets = routes.of(alert, Timestamp::UNIX_EPOCH, unknown);
            targets.into_iter().map(|target| target.output).collect::<Vec<_>>()
        };
        assert_eq!(to(&alert("")), ["all"]);
        assert_eq!(to(&alert(r#","destinations":["OnCall"]"#)), ["oncall"]);
        assert_eq!(to(&alert(r#","destinations":["pager","oncall"]"#)), ["oncall"]);
        assert_eq!(to(&alert(r#","destinations":["pager"]"#)), ["all"]);
        assert_eq!(to(&alert(r#","destinations":[]"#)), ["all"]);
        assert_eq!(*said.lock().expect("a lock"), ["pager"]);
    }

    #[test]
    fn quiet_hours_end_in_their_zone() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let night = QuietHours {
            from: time(22, 0, 0, 0),
            to: time(7, 0, 0, 0),
            zone: berlin.clone(),
            except: Severity::Critical,
        };
        let noon = QuietHours { from: time(12, 0, 0, 0), to: time(13, 0, 0, 0), ..night.clone() };
        let hold = |quiet: &QuietHours, now: &str| {
            quiet.hold(Severity::High, now.parse().expect("a time")).map(|end| end.to_string())
        };
        assert_eq!(hold(&night, "2026-01-31T20:59:59Z"), None);
        assert_eq!(hold(&night, "2026-01-31T21:00:00Z").as_deref(), Some("2026-02-01T06:00:00Z"));
        assert_eq!(hold(&night, "2026-02-01T05:59:59Z").as_deref(), Some("2026-02-01T06:00:00Z"));
        assert_eq!(hold(&night, "2026-02-01T06:00:00Z"), None);
        // Over the night in which clocks go forward.
        assert_eq!(hold(&night, "2026-03-28T23:00:00Z").as_deref(), Some("2026-03-29T05:00:00Z"));
        assert_eq!(hold(&noon, "2026-01-31T11:30:00Z").as_deref(), Some("2026-01-31T12:00:00Z"));
        assert_eq!(hold(&noon, "2026-01-31T12:00:00Z"), None);
        assert_eq!(night.hold(Severity::Critical, "2026-01-31T21:00:00Z".parse().expect("a time")), None);
    }
}

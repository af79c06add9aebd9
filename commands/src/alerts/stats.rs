//! `iota alerts stats`.

use std::io::Write;

use event::Severity;
use runtime::dedup::{By, Selection, Store, Sum};
use runtime::quarantine::shown;
use serde::Serialize;

use super::{columns, cut, json_line, width};

/// Rows of a chart.
const ROWS: usize = 20;

/// Columns of the longest bar, where there are so many, and of the longest name.
const BAR: usize = 50;
const NAME: usize = 40;

#[derive(Serialize)]
struct Stats {
    alerts: i64,
    matches: i64,
    by_severity: Vec<Sum>,
    by_rule: Vec<Sum>,
    by_day: Vec<Sum>,
}

/// Prints what the alerts that are selected come to.
pub fn print(store: &Store, selection: &Selection, json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let sums = |by| store.alert_sums(selection, by);
    let mut by_severity = sums(By::Severity)?;
    let rank = |sum: &Sum| std::cmp::Reverse(Severity::parse(&sum.name));
    by_severity.sort_by_key(rank);
    let total = |of: fn(&Sum) -> i64| by_severity.iter().map(of).sum();
    let (alerts, matches) = (total(|sum| sum.alerts), total(|sum| sum.matches));
    let stats = Stats { alerts, matches, by_severity, by_rule: sums(By::Rule)?, by_day: sums(By::Day)? };
    if json {
        return json_line(out, &stats);
    }
    let room = width().unwrap_or(usize::MAX);
    writeln!(out, "{alerts} {} of {matches} {}", one(alerts, "alert", "alerts"), one(matches, "match", "matches"))?;
    // Of days the last.
    let days = stats.by_day.get(stats.by_day.len().saturating_sub(ROWS)..).unwrap_or_default();
    let charts = [("severity", &*stats.by_severity), ("rule", &*stats.by_rule), ("day", days)];
    for (what, sums) in charts.into_iter().filter(|(_, sums)| !sums.is_empty()) {
        writeln!(out, "\nby {what}")?;
        out.write_all(chart(sums, room).as_bytes())?;
        let left = if what == "day" { stats.by_day.len() } else { sums.len() }.saturating_sub(ROWS);
        if left > 0 {
            writeln!(out, "  {left} more{}", if what == "day" { " before" } else { "" })?;
        }
    }
    Ok(())
}

fn one<'w>(n: i64, one: &'w str, many: &'w str) -> &'w str {
    if n == 1 { one } else { many }
}

/// A bar for each, within `room` columns.
fn chart(sums: &[Sum], room: usize) -> String {
    let sums: Vec<(String, i64)> =
        sums.iter().take(ROWS).map(|sum| (cut(&shown(sum.name.as_bytes(), usize::MAX), NAME), sum.alerts)).collect();
    let widest = |of: &dyn Fn(&(String, i64)) -> usize| sums.iter().map(of).max().unwrap_or(0);
    let (name, number) = (widest(&|(name, _)| columns(name)), widest(&|(_, alerts)| alerts.to_string().len()));
    let most = sums.iter().map(|(_, alerts)| *alerts).max().unwrap_or(1).max(1);
    let bar = room.saturating_sub(name + number + 6).clamp(5, BAR);
    let mut out = String::new();
    for (text, alerts) in &sums {
        let fill = " ".repeat(name.saturating_sub(columns(text)));
        out.push_str(&format!("  {text}{fill}  {alerts:>number$}  {}\n", bar_of(*alerts, most, bar)));
    }
    out
}

/// A bar of eighths of columns; what is there at all is seen.
fn bar_of(n: i64, most: i64, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (n as f64 / most as f64 * (width * 8) as f64).round() as usize;
    let eighths = if n > 0 { eighths.max(1) } else { 0 };
    "█".repeat(eighths / 8) + EIGHTHS.get(eighths % 8).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_what_they_stand_for_and_fit() {
        assert_eq!([0, 1, 50, 100].map(|n| bar_of(n, 100, 4)), ["", "▏", "██", "████"]);
        let sum = |name: &str, alerts| Sum { name: name.to_owned(), alerts, matches: alerts };
        let sums = [sum("HIGH", 100), sum("a\u{1b}[2J", 1)];
        let chart = chart(&sums, 40);
        assert!(chart.lines().all(|line| columns(line) <= 40 && !line.chars().any(char::is_control)), "{chart}");
        assert!(chart.starts_with("  HIGH        100  ████"), "{chart}");
    }
}

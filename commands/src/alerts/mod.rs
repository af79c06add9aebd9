//! `iota alerts`: what was raised, as the state file has it. What alerts say is nobody's to trust: no control character of
//! it reaches a terminal.

mod list;
mod one;
mod stats;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use runtime::dedup::{Listed, NotOne, Selection, Store};
use runtime::deliveries::Deliveries;
use runtime::quarantine::shown;
use serde::Serialize;

use crate::cli::{Alerts, AlertsCommand, ListAlerts, WhichAlerts};
use crate::config::Config;
use crate::{USAGE, outputs, say, state};

/// Characters of an id that are shown: enough to name an alert by.
const ID: usize = 8;

/// Does what was asked for.
///
/// # Errors
/// Where the state cannot be read, or the output not be written.
pub fn run(asked: Alerts) -> anyhow::Result<ExitCode> {
    let (state, asked) = match asked.command.unwrap_or(AlertsCommand::List(asked.list)) {
        AlertsCommand::List(ListAlerts { state, which, status, suppressed, json, limit }) => {
            let status = status.map(Into::into);
            (state, Asked::List { selection: Selection { status, ..selection(which) }, suppressed, json, limit })
        }
        AlertsCommand::Show { id, state, json } => (state, Asked::Show { id, json }),
        AlertsCommand::Resolve { ids, config, state } => {
            let told = match Config::read(config.as_deref()) {
                Ok(file) => outputs::resolving(&file.outputs),
                Err(why) => {
                    say(&why);
                    return Ok(ExitCode::from(USAGE));
                }
            };
            (state, Asked::Resolve { ids, told })
        }
        AlertsCommand::Retry { ids, output, all: _, state } => (state, Asked::Retry { ids, output }),
        AlertsCommand::Stats { state, which, json } => (state, Asked::Stats { selection: selection(which), json }),
    };
    let Some((path, mut store)) = state::open(state, "alerts are")? else { return Ok(ExitCode::from(USAGE)) };
    let mut out = BufWriter::new(io::stdout().lock());
    let done = asked.of(&path, &mut store, &mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    match done {
        // Who reads the output has seen enough.
        Err(e) if e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) => {
            Ok(ExitCode::SUCCESS)
        }
        done => done,
    }
}

/// What is asked of a state file.
enum Asked {
    List { selection: Selection, suppressed: bool, json: bool, limit: u64 },
    Show { id: String, json: bool },
    Resolve { ids: Vec<String>, told: Vec<String> },
    Retry { ids: Vec<String>, output: Option<String> },
    Stats { selection: Selection, json: bool },
}

impl Asked {
    fn of(self, path: &Path, store: &mut Store, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        match self {
            Asked::List { selection, suppressed: false, json, limit } => {
                list::alerts(store, &selection, limit, json, out)?
            }
            Asked::List { selection, suppressed: true, json, limit } => {
                list::suppressed(store, &selection, limit, json, out)?;
            }
            Asked::Show { id, json } => {
                let Some(alert) = named(store, &id)? else { return Ok(ExitCode::from(USAGE)) };
                one::show(store, &alert, json, out)?;
            }
            Asked::Resolve { ids, told } => {
                let Some(alerts) = all_named(store, &ids)? else { return Ok(ExitCode::from(USAGE)) };
                let outputs = told.join("`, `");
                if !told.is_empty() {
                    store.deliver();
                }
                let mut resolved = 0;
                for id in alerts {
                    resolved += u64::from(store.resolve(&id)?);
                }
                let noun = if resolved == 1 { "alert" } else { "alerts" };
                say(&match outputs.as_str() {
                    "" => format!("{resolved} {noun} resolved"),
                    outputs => format!(
                        "{resolved} {noun} resolved; `{outputs}` will be told by the service that runs on this file, or by the next \
                         run with it"
                    ),
                });
            }
            Asked::Retry { ids, output } => {
                let Some(alerts) = all_named(store, &ids)? else { return Ok(ExitCode::from(USAGE)) };
                let deliveries = Deliveries::open(path)?;
                let now = jiff::Timestamp::now().as_millisecond();
                let mut due = 0;
                for id in &alerts {
                    due += deliveries.revive(output.as_deref(), Some(id), now)?;
                }
                if alerts.is_empty() {
                    due = deliveries.revive(output.as_deref(), None, now)?;
                }
                let what = if due == 1 { "delivery is" } else { "deliveries are" };
                say(&format!(
                    "{due} {what} due again: a service that runs on this file makes them, or the next run with it"
                ));
            }
            Asked::Stats { selection, json } => stats::print(store, &selection, json, out)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn selection(which: WhichAlerts) -> Selection {
    let WhichAlerts { since, rule, severity, log_type } = which;
    let severity = severity.map(|severity| severity.to_uppercase());
    Selection { rule, severity, log_type, status: None, since: since.map(|since| since.0) }
}

/// The ids of the alerts whose ids begin so; `None`: one of them is a slip, as was said.
fn all_named(store: &Store, ids: &[String]) -> anyhow::Result<Option<Vec<String>>> {
    let mut alerts = Vec::new();
    for id in ids {
        let Some(alert) = named(store, id)? else { return Ok(None) };
        alerts.push(alert.alert_id);
    }
    Ok(Some(alerts))
}

/// The alert whose id begins so; `None`: it is not one, as was said.
fn named(store: &Store, id: &str) -> anyhow::Result<Option<Listed>> {
    Ok(match store.alert(id)? {
        Ok(alert) => Some(alert),
        Err(why) => {
            let id = shown(id.as_bytes(), 64);
            say(&match why {
                NotOne::None => format!("there is no alert `{id}`; `iota alerts list` shows what there is"),
                NotOne::Several => format!("several alerts' ids begin with `{id}`: write more of it"),
            });
            None
        }
    })
}

fn json_line(out: &mut impl Write, line: &impl Serialize) -> anyhow::Result<()> {
    let mut line = sonic_rs::to_vec(line)?;
    line.push(b'\n');
    Ok(out.write_all(&line)?)
}

/// Columns of the terminal; `None`: the output is none, and may be as wide as it likes.
fn width() -> Option<usize> {
    let (width, _) = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten()?;
    Some(usize::from(width.0).max(40))
}

/// The beginning of an alert's id.
fn id(alert: &Listed) -> String {
    shown(alert.alert_id.as_bytes(), usize::MAX).chars().take(ID).collect()
}

/// `2026-01-31 12:00` of a time as JSON has it.
fn minute(time: &str) -> String {
    shown(time.as_bytes(), usize::MAX).chars().take(16).collect::<String>().replace('T', " ")
}

/// Columns side by side, those of `right` to the right. The last is cut where the terminal ends.
fn table<R: AsRef<[String]>>(rows: &[R], right: &[usize]) -> String {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.as_ref().len()), 0);
        widths.iter_mut().zip(row.as_ref()).for_each(|(width, cell)| *width = columns(cell).max(*width));
    }
    let last = widths.len().saturating_sub(1);
    let before: usize = widths.iter().take(last).map(|width| width + 2).sum();
    let room = width().map_or(usize::MAX, |width| width.saturating_sub(before).max(10));
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.as_ref().iter().zip(&widths).enumerate() {
            let cell = if column == last { cut(cell, room) } else { cell.clone() };
            let fill = " ".repeat(width.saturating_sub(columns(&cell)));
            line += &if right.contains(&column) { fill + &cell } else { cell + &fill };
            line += "  ";
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// What of a text fits.
fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if columns(&out) >= room {
            out.pop();
            break;
        }
    }
    out + "…"
}

/// Columns of a terminal that a text takes.
fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_fits() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdef", 5), "abcd…");
        assert_eq!(columns(&cut("日本語日本語", 5)), 5);
        assert_eq!(columns(&cut("日本語日本語", 6)), 5);
    }

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let rows = [["A", "N", "T"], ["日本", "10", "x"], ["b", "9", ""]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows, &[1]), "A      N  T\n日本  10  x\nb      9\n");
    }
}

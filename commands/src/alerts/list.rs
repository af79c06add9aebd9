//! `iota alerts list`.

use std::io::Write;

use runtime::dedup::{Selection, Store};
use runtime::exceptions;
use runtime::quarantine::shown;

use super::{id, json_line, minute, table, width};

/// Columns from which on there is room for all that is told of an alert.
const WIDE: usize = 100;

/// Lists alerts.
pub fn alerts(
    store: &Store,
    selection: &Selection,
    limit: u64,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let (alerts, more) = store.alerts(selection, limit)?;
    if json {
        return alerts.iter().try_for_each(|alert| json_line(out, alert));
    }
    let mut rows = vec![["ID", "SEVERITY", "STATUS", "COUNT", "LAST EVENT", "TITLE"].map(str::to_owned).to_vec()];
    rows.extend(alerts.iter().map(|alert| {
        vec![
            id(alert),
            text(&alert.severity),
            alert.status.name().to_owned(),
            alert.alert_count.to_string(),
            minute(&alert.last_event_time),
            text(&alert.title),
        ]
    }));
    let mut right = 3;
    // A narrow terminal has room for what counts most.
    if width().is_some_and(|width| width < WIDE) {
        rows.iter_mut().for_each(|row| drop(row.remove(2)));
        right = 2;
    }
    out.write_all(table(&rows, &[right]).as_bytes())?;
    if more > 0 {
        writeln!(out, "{more} more: see --limit")?;
    }
    Ok(())
}

/// Lists what exceptions cover.
pub fn suppressed(
    store: &Store,
    selection: &Selection,
    limit: u64,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let Selection { rule, severity, log_type, since, status: _ } = selection.clone();
    let suppressed = store.suppressed(&exceptions::Selection { rule, severity, log_type, since }, limit)?;
    if json {
        return suppressed.iter().try_for_each(|one| json_line(out, one));
    }
    let mut rows = vec![["EVENT", "RULE", "EXCEPTION", "WHO, FROM WHERE"].map(str::to_owned)];
    rows.extend(suppressed.iter().map(|one| {
        let who: Vec<String> = [&one.actor, &one.source_ip].into_iter().flatten().map(|who| text(who)).collect();
        let event = one.event_time.as_deref().map_or_else(|| "-".to_owned(), minute);
        [event, text(&one.rule_id), text(&one.exception), who.join(", ")]
    }));
    out.write_all(table(&rows, &[]).as_bytes())?;
    Ok(())
}

fn text(text: &str) -> String {
    shown(text.as_bytes(), usize::MAX)
}

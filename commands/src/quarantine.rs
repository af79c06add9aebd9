//! `iota quarantine`: what could not be read.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::anyhow;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use event::RuleSet;
use runtime::dedup::Store;
use runtime::quarantine::{Entry, Opener, Retry, Selection, Source, Totals, bucket_and_key, local, shown};
use serde::Serialize;

use crate::cli::{self, AlertFormat, Quarantine, Which};
use crate::{INTERNAL, Kept, UNREADABLE, USAGE, config, lake, outputs, pod, printer, say, state};

/// Characters of a column that may be long.
const WIDTH: usize = 60;

/// Does what was asked for.
///
/// # Errors
/// Where the state cannot be read, or the output not be written.
pub fn run(rules: &'static RuleSet, asked: Quarantine) -> anyhow::Result<ExitCode> {
    let closed = match asked {
        Quarantine::List { state, source, json, totals, limit } => {
            let Some((_, store)) = open(state)? else { return Ok(ExitCode::from(USAGE)) };
            let selection = Selection { ids: Vec::new(), source };
            let mut out = BufWriter::new(io::stdout().lock());
            let list = List { store: &store, selection: &selection, limit };
            let listed = match (json, totals) {
                (true, true) => list.totals_as_json(&mut out),
                (true, false) => list.entries_as_json(&mut out),
                (false, true) => list.totals(&mut out),
                (false, false) => list.entries(&mut out).and_then(|()| list.totals(&mut out)),
            };
            listed.and_then(|()| Ok(out.flush()?))
        }
        Quarantine::Show { id, state, raw } => {
            let Some((_, store)) = open(state)? else { return Ok(ExitCode::from(USAGE)) };
            let Some(entry) = store.quarantined(id)? else { return Ok(no_entry(id)) };
            match raw {
                true => io::stdout().write_all(&entry.bytes).map_err(anyhow::Error::from),
                false => io::stdout().write_all(whole(&entry).as_bytes()).map_err(anyhow::Error::from),
            }
        }
        Quarantine::Retry { which, from_source, state, run, lake: asked, aws, bounds, deliver } => {
            let Some((path, store)) = open(state)? else { return Ok(ExitCode::from(USAGE)) };
            let selection = selected(which);
            if let Some(id) = missing(&store, &selection)? {
                return Ok(no_entry(id));
            }
            let lake = lake(&asked, &aws, Some(&path))?;
            let kept = Kept { state: Some(path), quarantine: bounds.into(), lake, ..Kept::default() };
            let Some((mut config, file)) = config(rules, &run, kept, &[])? else { return Ok(ExitCode::from(USAGE)) };
            let running = outputs::ready(&mut config, &file.outputs, say)?.map(outputs::Ready::start).transpose()?;
            let opener = opener(pod::place(&aws, file.roles));
            // Held until all is read: objects are downloaded for as long as there is an opener.
            let code =
                retry(config, Retry { selection, from_source, opener: Arc::clone(&opener) }, deliver.alert_format);
            if let Some(running) = running {
                running.finish(deliver.within.0);
            }
            return Ok(code);
        }
        Quarantine::Drop { which, state } => {
            let Some((_, mut store)) = open(state)? else { return Ok(ExitCode::from(USAGE)) };
            let selection = selected(which);
            if let Some(id) = missing(&store, &selection)? {
                return Ok(no_entry(id));
            }
            let dropped = store.quarantine_drop(&selection)?;
            say(&format!("{} dropped", entries(dropped)));
            Ok(())
        }
    };
    match closed {
        Err(e) if e.downcast_ref::<io::Error>().is_none_or(|e| e.kind() != io::ErrorKind::BrokenPipe) => Err(e),
        // Who reads the output has seen enough.
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The state file, which must be there: one that is made now has nothing in it.
fn open(state: cli::State) -> anyhow::Result<Option<(PathBuf, Store)>> {
    state::open(state, "what could not be read is")
}

fn selected(which: Which) -> Selection {
    Selection { ids: which.ids, source: which.source }
}

/// The first entry that was named and is not there.
fn missing(store: &Store, selection: &Selection) -> anyhow::Result<Option<i64>> {
    if selection.ids.is_empty() {
        return Ok(None);
    }
    let there = store.quarantined_ids(&Selection { source: None, ..selection.clone() })?;
    Ok(selection.ids.iter().copied().find(|id| there.binary_search(id).is_err()))
}

fn no_entry(id: i64) -> ExitCode {
    say(&format!("there is no entry {id} in the quarantine; `iota quarantine list` shows what there is"));
    ExitCode::from(USAGE)
}

/// What finds sources again: files, and objects of buckets. AWS is asked for the first of those, and not before.
fn opener(place: service::Place) -> Opener {
    let (files, objects) = (local(), OnceLock::new());
    Arc::new(move |source| {
        if !source.starts_with("s3://") {
            return files(source);
        }
        let open = || service::Objects::open(&place).map_err(|e| e.to_string());
        objects.get_or_init(open).as_ref().map_err(String::clone)?.get(source)
    })
}

fn retry(config: runtime::Config, retry: Retry, format: AlertFormat) -> ExitCode {
    let mut out = printer(Some(format));
    match runtime::retry(config, retry, &mut out, &mut io::stderr()) {
        Ok((summary, tried)) => {
            say(&summary.to_string());
            let left = tried.entries - tried.left;
            say(&format!("{} tried again: {left} left the quarantine, {} stay", entries(tried.entries), tried.left));
            if tried.left == 0 && summary.complete() { ExitCode::SUCCESS } else { ExitCode::from(UNREADABLE) }
        }
        Err(runtime::Error::Closed) => ExitCode::SUCCESS,
        Err(e) => {
            say(&e.to_string());
            ExitCode::from(INTERNAL)
        }
    }
}

/// What is listed of it.
struct List<'s> {
    store: &'s Store,
    selection: &'s Selection,
    limit: u64,
}

#[derive(Serialize)]
struct Listed<'e> {
    id: i64,
    source: &'e str,
    bucket: Option<&'e str>,
    key: Option<&'e str>,
    offset: u64,
    length: u64,
    kind: &'static str,
    nearest: Option<&'e str>,
    reason: &'e str,
    seen: u64,
    retries: u64,
    first_seen: &'e str,
    last_seen: &'e str,
    /// Whether there is more of it than is kept.
    cut: bool,
    /// Its bytes, where they are UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

impl<'e> Listed<'e> {
    fn new(entry: &'e Entry) -> Listed<'e> {
        let (bucket, key) = bucket_and_key(&entry.source).unzip();
        let text = std::str::from_utf8(&entry.bytes).ok();
        Listed {
            id: entry.id,
            source: &entry.source,
            bucket,
            key,
            offset: entry.offset,
            length: entry.length,
            kind: entry.form.name(),
            nearest: entry.nearest.as_deref(),
            reason: &entry.reason,
            seen: entry.seen,
            retries: entry.retries,
            first_seen: &entry.first_seen,
            last_seen: &entry.last_seen,
            cut: entry.is_cut,
            text,
            base64: text.is_none().then(|| STANDARD.encode(&entry.bytes)),
        }
    }
}

impl List<'_> {
    fn entries_as_json(&self, out: &mut impl Write) -> anyhow::Result<()> {
        self.each(|entry| json_line(out, &Listed::new(entry)))?;
        Ok(())
    }

    fn totals_as_json(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let sources = self.store.quarantine_sources(self.selection, self.limit)?;
        sources.iter().try_for_each(|source| json_line(out, source))
    }

    fn entries(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let mut rows =
            vec![["ID", "SOURCE", "OFFSET", "LENGTH", "NEAREST", "REASON", "SEEN", "FIRST BYTES"].map(str::to_owned)];
        let more = self.each(|entry| {
            rows.push([
                entry.id.to_string(),
                shown(entry.source.as_bytes(), usize::MAX),
                entry.offset.to_string(),
                entry.length.to_string(),
                entry.nearest.clone().unwrap_or_else(|| "-".to_owned()),
                shown(entry.reason.as_bytes(), WIDTH),
                entry.seen.to_string(),
                shown(&entry.bytes, WIDTH),
            ]);
            Ok(())
        })?;
        out.write_all(table(&rows, &[0, 2, 3, 6]).as_bytes())?;
        if more > 0 {
            writeln!(out, "{more} more: see --limit")?;
        }
        writeln!(out)?;
        Ok(())
    }

    fn totals(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let mut rows = vec![["REFUSED", "KEPT", "SOURCE", "REASON"].map(str::to_owned)];
        for Source { source, reason, refused, kept } in self.store.quarantine_sources(self.selection, self.limit)? {
            let (source, reason) = (shown(source.as_bytes(), usize::MAX), shown(reason.as_bytes(), 2 * WIDTH));
            rows.push([refused.to_string(), kept.to_string(), source, reason]);
        }
        out.write_all(table(&rows, &[0, 1]).as_bytes())?;
        let Totals { entries: count, bytes, dropped, dropped_bytes } = self.store.quarantine_totals()?;
        write!(out, "{} of {bytes} bytes in all", entries(count))?;
        if dropped > 0 {
            write!(out, "; {} of {dropped_bytes} bytes had to make room", entries(dropped))?;
        }
        writeln!(out)?;
        Ok(())
    }

    /// Each entry that is listed, and how many there are beside.
    fn each(&self, mut each: impl FnMut(&Entry) -> anyhow::Result<()>) -> anyhow::Result<u64> {
        self.store.quarantine(self.selection, self.limit, |entry| each(&entry))
    }
}

fn json_line(out: &mut impl Write, line: &impl Serialize) -> anyhow::Result<()> {
    let mut line = sonic_rs::to_vec(line).map_err(|e| anyhow!("an entry cannot be written as JSON: {e}"))?;
    line.push(b'\n');
    Ok(out.write_all(&line)?)
}

/// Columns side by side, those of `right` to the right.
fn table<const N: usize>(rows: &[[String; N]], right: &[usize]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: [usize; N] = std::array::from_fn(|column| width(column).unwrap_or(0));
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| match right.contains(&column) {
            true => format!("{cell:>width$}"),
            false => format!("{cell:width$}"),
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// All that there is of an entry, for people.
fn whole(entry: &Entry) -> String {
    let mut out = format!("entry {} of the quarantine\n\n", entry.id);
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(format!("{key:<12}{}\n", shown(value.as_bytes(), usize::MAX)).as_str());
        }
    };
    line("source", &entry.source);
    if let Some((bucket, key)) = bucket_and_key(&entry.source) {
        line("bucket", bucket);
        line("key", key);
    }
    line("offset", &entry.offset.to_string());
    line("length", &entry.length.to_string());
    line("kind", entry.form.name());
    line("nearest", entry.nearest.as_deref().unwrap_or_default());
    line("reason", &entry.reason);
    line("columns", entry.header.as_deref().unwrap_or_default());
    line("first seen", &entry.first_seen);
    line("last seen", &entry.last_seen);
    line("seen", &entry.seen.to_string());
    line("retries", &entry.retries.to_string());
    line("kept", if entry.is_cut { "its first bytes" } else { "whole" });
    out.push('\n');
    for part in entry.bytes.split(|byte| *byte == b'\n') {
        out.push_str(&shown(part, usize::MAX));
        out.push('\n');
    }
    out
}

fn entries(count: u64) -> String {
    format!("{count} {}", if count == 1 { "entry" } else { "entries" })
}

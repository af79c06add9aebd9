//! What came out, as a table or as one JSON object.

use std::fmt::Write;

use event::Rule;
use runtime::Summary;
use serde::Serialize;

use super::corpus::Corpus;
use super::machine;
use super::measure::Measured;
use super::stage::Stage;
use crate::cli::Bench;

#[derive(Serialize)]
pub struct Report {
    /// Of the whole run: libdeflate alone is 1.
    ratio_to_libdeflate: f64,
    /// Of the whole run: `serde_json` with every rule on every record is 1. `None`: the records are no JSON.
    ratio_to_naive: Option<f64>,
    events_per_second: f64,
    ns_per_event: f64,
    stages: Vec<Row>,
    machine: Machine,
    threads: usize,
    rounds: usize,
    rules: usize,
    /// `None`: the files were not made up.
    seed: Option<u64>,
    files: usize,
    bytes: usize,
    compressed_bytes: usize,
    events: u64,
    suspicious: Option<usize>,
    matches: u64,
    alerts: u64,
    rule_errors: u64,
    /// Of this process, all stages together.
    peak_memory_bytes: Option<u64>,
}

#[derive(Serialize)]
struct Row {
    stage: &'static str,
    #[serde(skip)]
    title: &'static str,
    bytes_per_second: f64,
    events_per_second: f64,
    ns_per_event: f64,
    ratio_to_libdeflate: f64,
    ratio_to_naive: Option<f64>,
}

#[derive(Serialize)]
struct Machine {
    cpu: String,
    instruction_set: &'static str,
}

impl Report {
    pub fn new(asked: &Bench, corpus: &Corpus, rules: &[&Rule], summary: &Summary, measured: &[Measured]) -> Report {
        let event = corpus.size() as f64 / summary.records as f64;
        let naive = measured.iter().find(|one| one.stage == Stage::Naive);
        let row = |one: &Measured| Row {
            stage: one.stage.key(),
            title: one.stage.title(),
            bytes_per_second: one.rate,
            events_per_second: one.rate / event,
            ns_per_event: event / one.rate * 1e9,
            ratio_to_libdeflate: one.of_floor,
            ratio_to_naive: naive.map(|naive| one.of_floor / naive.of_floor),
        };
        let stages: Vec<Row> = measured.iter().map(row).collect();
        let whole = stages.iter().find(|row| row.stage == Stage::EndToEnd.key());
        let of_whole = |figure: fn(&Row) -> f64| whole.map_or(0.0, figure);
        Report {
            ratio_to_libdeflate: of_whole(|row| row.ratio_to_libdeflate),
            ratio_to_naive: whole.and_then(|row| row.ratio_to_naive),
            events_per_second: of_whole(|row| row.events_per_second),
            ns_per_event: of_whole(|row| row.ns_per_event),
            stages,
            machine: Machine { cpu: machine::cpu(), instruction_set: machine::level() },
            threads: asked.threads.get(),
            rounds: asked.rounds.get(),
            rules: rules.len(),
            seed: asked.input.is_empty().then_some(asked.seed),
            files: corpus.files.len(),
            bytes: corpus.size(),
            compressed_bytes: corpus.compressed(),
            events: summary.records,
            suspicious: corpus.suspicious,
            matches: summary.matches,
            alerts: summary.alerts,
            rule_errors: summary.rule_errors,
            peak_memory_bytes: machine::peak_memory(),
        }
    }

    /// # Errors
    /// None is known.
    pub fn json(&self) -> anyhow::Result<String> {
        Ok(sonic_rs::to_string(self)? + "\n")
    }

    pub fn table(&self) -> String {
        let mut out = String::new();
        let made = self.seed.map_or("of your own".to_owned(), |seed| format!("made up from seed {seed}"));
        _ = writeln!(
            out,
            "{} {made}: {}, gzip {:.1}:1, {} records of {:.0} bytes",
            many(self.files as u64, "file"),
            megabytes(self.bytes as u64),
            self.bytes as f64 / self.compressed_bytes as f64,
            grouped(self.events as f64),
            self.bytes as f64 / self.events as f64,
        );
        _ = writeln!(
            out,
            "{}, {}; {}, {}, medians of {}\n",
            self.machine.cpu,
            self.machine.instruction_set,
            many(self.rules as u64, "rule"),
            many(self.threads as u64, "thread"),
            many(self.rounds as u64, "round"),
        );
        let titles = ["STAGE", "MB/S", "EVENTS/S", "NS/EVENT", "OF FLOOR", "OF NAIVE"].map(str::to_owned);
        let rows: Vec<[String; 6]> = std::iter::once(titles).chain(self.stages.iter().map(Row::cells)).collect();
        let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or(0);
        let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(width);
        for [title, rate, events, ns, floor, naive] in &rows {
            _ = writeln!(out, "{title:a$}  {rate:>b$}  {events:>c$}  {ns:>d$}  {floor:>e$}  {naive:>f$}");
        }
        let peak = self.peak_memory_bytes.map_or(String::new(), |peak| format!("; peak memory {}", megabytes(peak)));
        _ = writeln!(
            out,
            "\n{} of {}{}{peak}",
            many(self.alerts, "alert"),
            many(self.matches, "match"),
            self.suspicious.map_or(String::new(), |n| format!(", {} suspicious", many(n as u64, "record"))),
        );
        out
    }
}

impl Row {
    fn cells(&self) -> [String; 6] {
        [
            self.title.to_owned(),
            grouped(self.bytes_per_second / 1e6),
            grouped(self.events_per_second),
            grouped(self.ns_per_event),
            format!("{:.2}", self.ratio_to_libdeflate),
            self.ratio_to_naive.map_or("-".to_owned(), |ratio| format!("{ratio:.1}")),
        ]
    }
}

/// Of 10^6 bytes.
fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// `1 file`, `2 files`, `2 matches`.
fn many(n: u64, what: &str) -> String {
    let ending = match n {
        1 => "",
        _ if what.ends_with("ch") => "es",
        _ => "s",
    };
    format!("{} {what}{ending}", grouped(n as f64))
}

/// A whole number, its digits in threes: `1,234,567`.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        let said = [0.0, 7.4, 999.6, 12_345.0, 123_456.0, 1_234_567.0].map(grouped);
        assert_eq!(said, ["0", "7", "1,000", "12,345", "123,456", "1,234,567"]);
        assert_eq!([many(1, "match"), many(2, "match"), many(1500, "file")], ["1 match", "2 matches", "1,500 files"]);
    }
}

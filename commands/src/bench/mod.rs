//! `iota bench`: how fast it is here.
//!
//! Gzipped log files ([`corpus`]) pass through the stages ([`stage`]) again and again, in turns, and what comes out is
//! how each stage compares with bare decompression by libdeflate in the same run ([`measure`], [`report`]).

mod corpus;
mod machine;
mod measure;
mod report;
mod stage;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use event::{DataModel, Rule, RuleSet};
use runtime::{Config, Summary};

use crate::cli::Bench;
use crate::{USAGE, choose, print, say};
use corpus::Corpus;

/// Measures, and prints what came out.
///
/// # Errors
/// Where files cannot be made or read, or there is nothing in them.
pub fn run(compiled: &'static RuleSet, asked: &Bench) -> anyhow::Result<ExitCode> {
    let rules = match choose::choose(compiled, &asked.rules, &[]) {
        Ok(rules) => rules,
        Err(why) => {
            say(&why);
            return Ok(ExitCode::from(USAGE));
        }
    };
    let corpus = match asked.input.as_slice() {
        [] => Corpus::generate(asked),
        input => Corpus::take(input, asked.keep.as_deref()),
    }?;
    let run =
        Run { paths: corpus.paths(), rules: &rules, data_models: compiled.data_models, threads: asked.threads.get() };
    // Nothing is timed yet: the files come into the system's cache, and what is wrong with them is said.
    let summary = run.once(true).context("a first run")?;
    if summary.records == 0 {
        bail!("there is no record in what was read: there is nothing to measure");
    }
    let measured = measure::measure(&corpus, &run, asked.rounds.get())?;
    let report = report::Report::new(asked, &corpus, &rules, &summary, &measured);
    print(&if asked.json { report.json()? } else { report.table() })
}

/// What `iota --jsonl` does with all files.
struct Run<'r> {
    paths: Vec<PathBuf>,
    rules: &'r [&'static Rule],
    data_models: &'static [DataModel],
    threads: usize,
}

impl Run<'_> {
    /// Alerts go nowhere; so does the log unless it is `said`.
    fn once(&self, said: bool) -> Result<Summary, runtime::Error> {
        let config = Config {
            inputs: self.paths.clone(),
            rules: self.rules.to_vec(),
            threads: self.threads,
            data_models: self.data_models,
            ..Config::default()
        };
        match said {
            true => runtime::run(config, &mut io::sink(), &mut io::stderr()),
            false => runtime::run(config, &mut io::sink(), &mut io::sink()),
        }
    }
}

//! The compiler's command line: what a person or a workflow asks of it. The build script uses the library alone.

mod command;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use command::{Colour, Shape, check, coverage, docs, emit, explain, test};

/// Compiles detection rules written in Python to Rust, and says what cannot be compiled and why.
///
/// A rule is a `.py` file below a rule folder that defines `rule(event)`. A compiled rule says exactly what CPython 3.11
/// says of the same event; what cannot be compiled so is reported with its place and a code.
#[derive(Parser)]
#[command(name = "rulec", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Report everything that is wrong with the rules.
    ///
    /// Every rule is read and everything found is reported in one run. Diagnostics go to standard output; a line with
    /// the totals closes the report (on standard error, if the format is not `text`).
    ///
    /// Exit status: 0 if every rule compiles to native code, 1 if one does not, 2 for bad usage, such as a path that
    /// does not exist.
    Check {
        /// Rule folders, or single rules.
        #[arg(default_value = "rules")]
        paths: Vec<PathBuf>,
        /// A rule, by its id or path, that need not compile: the build leaves it out where IOTA_SKIP names it too. May be
        /// repeated, or a list with commas.
        #[arg(long, value_name = "RULE", value_delimiter = ',', env = "IOTA_SKIP")]
        skip: Vec<String>,
        /// How diagnostics are written: for people, as one JSON object, or as commands that annotate a pull request.
        #[arg(long, value_enum, default_value = "text")]
        format: check::Format,
        /// Whether the text is coloured: `auto` colours a terminal, unless NO_COLOR is set.
        #[arg(long, visible_alias = "color", value_enum, default_value = "auto")]
        colour: Colour,
    },
    /// Run the tests that lie beside the rules.
    ///
    /// The tests of a rule `x.py` are in `x_tests.json`: {"should_match": [event, ...], "should_not_match": [...]}, and
    /// under `Tests` in its yml. The rules are compiled as `iota` has them, by cargo in the source tree of iota, and asked about each event. A rule
    /// that does not compile fails its tests, and the others are run.
    ///
    /// Exit status: 0 if every test passes and every rule compiles, 1 if not, 2 for bad usage and where the rules cannot
    /// be built.
    Test {
        /// Rule folders, or single rules.
        #[arg(default_value = "rules")]
        paths: Vec<PathBuf>,
        /// Only the tests whose rule's id or whose name contains this, whatever the case.
        #[arg(long, value_name = "TEXT")]
        filter: Option<String>,
        /// How the results are written: for people, as one JSON object, or as JUnit's XML.
        #[arg(long, value_enum, default_value = "text")]
        format: test::Format,
        /// Whether the text is coloured: `auto` colours a terminal, unless NO_COLOR is set.
        #[arg(long, visible_alias = "color", value_enum, default_value = "auto")]
        colour: Colour,
    },
    /// Explain a diagnostic's code, or how a rule is compiled.
    ///
    /// For a code, such as E010: what it means, why it is so and what to write instead. For a rule: the fields of the
    /// event that it reads, what must hold for it to match, and the Rust that is emitted for it.
    ///
    /// Exit status: 0, or 1 if the rule does not compile (its diagnostics are shown), 2 for bad usage, such as an
    /// unknown code or rule.
    Explain {
        /// A code, or a rule by its id or its path.
        #[arg(value_name = "CODE|RULE")]
        what: String,
        /// The rule folders where the rule is looked for.
        #[arg(default_value = "rules")]
        paths: Vec<PathBuf>,
        /// Whether the text is coloured: `auto` colours a terminal, unless NO_COLOR is set.
        #[arg(long, visible_alias = "color", value_enum, default_value = "auto")]
        colour: Colour,
    },
    /// Write the Rust of the rules into a folder.
    ///
    /// The folder is created if need be. What an earlier run wrote there and this one does not is removed; a file that
    /// `rulec emit` did not write is never overwritten.
    ///
    /// Exit status: 0, or 1 if a rule does not compile (the others are written all the same), 2 for bad usage.
    Emit {
        /// The rule folder, or a single rule.
        dir: PathBuf,
        /// The folder for the Rust.
        out: PathBuf,
    },
    /// Show how many rules compile to native code, and what keeps each of the others out.
    ///
    /// Exit status: 0, however many rules compile, unless --fail-under says otherwise (1); 2 for bad usage.
    Coverage {
        /// Rule folders, or single rules.
        #[arg(required = true)]
        dirs: Vec<PathBuf>,
        /// How the result is written.
        #[arg(long, value_enum, default_value = "text")]
        format: Shape,
        /// Exit with 1 if fewer than so many percent of the rules compile.
        #[arg(long, value_name = "PCT", value_parser = coverage::percent)]
        fail_under: Option<f64>,
    },
    /// Write a page a rule, an index, and a table of the ATT&CK tactics that the rules cover, as Markdown.
    ///
    /// What an earlier run wrote there and this one does not is removed; other files are left alone.
    ///
    /// Exit status: 0; with --check 1 if a page is not as it would be written; 2 for bad usage.
    Docs {
        /// The rule folder.
        #[arg(default_value = "rules")]
        dir: PathBuf,
        /// The folder for the pages.
        #[arg(default_value = "docs/rules")]
        out: PathBuf,
        /// Write nothing, and say which pages are stale.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Check { paths, skip, format, colour } => check::run(&paths, skip, format, colour),
        Command::Test { paths, filter, format, colour } => test::run(&paths, filter.as_deref(), format, colour),
        Command::Explain { what, paths, colour } => explain::run(&what, &paths, colour),
        Command::Emit { dir, out } => emit::run(dir, &out),
        Command::Docs { dir, out, check } => docs::run(dir, &out, check),
        Command::Coverage { dirs, format, fail_under } => coverage::run(&dirs, format, fail_under),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(command::BAD_USAGE)
    })
}

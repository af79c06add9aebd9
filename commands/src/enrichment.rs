//! What rules and alerts look things up in: `[enrichment]` and `[[lookup]]` of `iota.toml`, and `--geoip`.

use std::path::{Path, PathBuf};

use runtime::enrich::{ACCOUNTS, Annotated, Enrichment, GEOIP, Match, Sources, Spec};
use serde::Deserialize;
use toml::Spanned;

use crate::config::Wrong;

pub const HELP: &str = "a `[[lookup]]` has `name` and `file`, and perhaps `key`, `match` (`exact`, `ignore_case` or `cidr`) and \
                        `annotate` (of `actor`, `source_ip` and `account`)";
pub const SECTION_HELP: &str = "`[enrichment]` has `accounts = \"FILE\"` and `geoip = \"FILE\"`, or a list of them";

/// `[enrichment]`.
#[derive(Deserialize, Default, Debug)]
#[serde(deny_unknown_fields)]
pub struct Section {
    accounts: Option<PathBuf>,
    geoip: Option<Paths>,
}

#[derive(Deserialize, Debug)]
#[serde(untagged)]
enum Paths {
    One(PathBuf),
    Many(Vec<PathBuf>),
}

/// `[[lookup]]`.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Table {
    name: Spanned<String>,
    file: PathBuf,
    key: Option<String>,
    #[serde(rename = "match")]
    matching: Option<Matching>,
    annotate: Option<Spanned<Vec<Field>>>,
}

#[derive(Deserialize, Clone, Copy, Debug)]
#[serde(rename_all = "snake_case")]
enum Matching {
    Exact,
    IgnoreCase,
    Cidr,
}

#[derive(Deserialize, Clone, Copy, Debug)]
#[serde(rename_all = "snake_case")]
enum Field {
    Actor,
    SourceIp,
    Account,
}

impl From<Field> for Annotated {
    fn from(field: Field) -> Annotated {
        match field {
            Field::Actor => Annotated::Actor,
            Field::SourceIp => Annotated::SourceIp,
            Field::Account => Annotated::Account,
        }
    }
}

/// What the file `path` says: paths in it begin where it lies.
pub fn sources(path: &Path, section: Section, tables: Vec<Table>) -> Result<Sources, Wrong> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let geoip = match section.geoip {
        None => Vec::new(),
        Some(Paths::One(path)) => vec![path],
        Some(Paths::Many(paths)) => paths,
    };
    let mut found = Sources {
        accounts: section.accounts.map(|path| folder.join(path)),
        geoip: geoip.into_iter().map(|path| folder.join(path)).collect(),
        tables: Vec::new(),
    };
    for table in tables {
        let spec = spec(folder, table, &found.tables)?;
        found.tables.push(spec);
    }
    Ok(found)
}

fn spec(folder: &Path, table: Table, others: &[Spec]) -> Result<Spec, Wrong> {
    let Table { name, file, key, matching, annotate } = table;
    let (at, name) = (name.span(), name.into_inner());
    match &*name {
        "" => {
            return Err(Wrong::new(
                at,
                "a table without a name",
                "rules look things up by it: `event.lookup(\"NAME\", key)`",
            ));
        }
        ACCOUNTS => return Err(Wrong::new(at, "`accounts` is what the table of accounts is called", SECTION_HELP)),
        GEOIP => return Err(Wrong::new(at, "`geoip` is what the databases of addresses are called", SECTION_HELP)),
        name if others.iter().any(|other| other.name == name) => {
            let help = "tables are known by their names: give it another";
            return Err(Wrong::new(at, "two tables of that name", help));
        }
        _ => {}
    }
    let matching = match matching {
        None | Some(Matching::Exact) => Match::Exact,
        Some(Matching::IgnoreCase) => Match::IgnoreCase,
        Some(Matching::Cidr) => Match::Cidr,
    };
    let annotates = match annotate {
        Some(fields) => {
            let at = fields.span();
            let fields: Vec<Annotated> = fields.into_inner().into_iter().map(Annotated::from).collect();
            if matching == Match::Cidr && fields.iter().any(|field| *field != Annotated::SourceIp) {
                let help = "with `match = \"cidr\"` say `annotate = [\"source_ip\"]`, or `[]`";
                return Err(Wrong::new(at, "what is no address stands in no range", help));
            }
            fields
        }
        None if matching == Match::Cidr => vec![Annotated::SourceIp],
        None => Annotated::ALL.to_vec(),
    };
    Ok(Spec { name, file: folder.join(file), key, matching, annotates })
}

/// Reads what the file says, and the databases that flags name.
///
/// # Errors
/// What is wrong with one of them and where, for people.
pub fn open(mut sources: Sources, geoip: &[PathBuf]) -> Result<Option<Enrichment>, String> {
    sources.geoip.splice(0..0, geoip.iter().cloned());
    Enrichment::open(sources).map_err(|e| e.to_string())
}

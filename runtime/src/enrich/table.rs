//! A table: rows of JSON by key, of the same text, of any case, or of ranges of addresses.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use foldhash::fast::RandomState;
use ipnet::IpNet;

use super::ACCOUNTS;
use super::error::{Wrong, quoted};
use super::rows::{self, Key};
use super::watched::Load;
use crate::record;

/// What the rows of one table may take, in bytes.
const ROWS: usize = 1 << 30;

/// What columns of account ids are called, once what is neither letter nor digit is left out.
const ID: &[&str] = &["id", "accountid", "account"];

/// How keys are compared.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Match {
    #[default]
    Exact,
    IgnoreCase,
    /// Keys are addresses and ranges; of those that hold an address, the smallest.
    Cidr,
}

impl Match {
    /// As `iota.toml` has it.
    pub fn name(self) -> &'static str {
        match self {
            Match::Exact => "exact",
            Match::IgnoreCase => "ignore_case",
            Match::Cidr => "cidr",
        }
    }
}

/// A field of alerts that stands in a table or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Annotated {
    Actor,
    SourceIp,
    Account,
}

impl Annotated {
    /// All there are.
    pub const ALL: [Annotated; 3] = [Annotated::Actor, Annotated::SourceIp, Annotated::Account];

    /// As alerts have it.
    pub fn name(self) -> &'static str {
        match self {
            Annotated::Actor => "actor",
            Annotated::SourceIp => "source_ip",
            Annotated::Account => "account",
        }
    }
}

/// A table by its file.
#[derive(Clone, Debug)]
pub struct Spec {
    /// What rules call it.
    pub name: String,
    pub file: PathBuf,
    /// The column or member that is the key. `None`: the first column of CSV; JSON is an object of rows by key.
    pub key: Option<String>,
    pub matching: Match,
    /// What of alerts is looked up.
    pub annotates: Vec<Annotated>,
}

impl Spec {
    /// The table of accounts: alerts show it by itself.
    pub(super) fn of_accounts(file: PathBuf) -> Spec {
        Spec { name: ACCOUNTS.to_owned(), file, key: None, matching: Match::Exact, annotates: Vec::new() }
    }

    fn key(&self) -> Key<'_> {
        match &self.key {
            Some(name) => Key::Named(name),
            None if self.name == ACCOUNTS => Key::Like(ID),
            None => Key::First,
        }
    }
}

/// The rows of a file.
#[derive(Debug)]
pub(super) struct Table {
    /// One behind the other.
    rows: String,
    keys: Keys,
    /// The member of the rows that is the key, where they hold it.
    pub key: Option<String>,
}

/// Where rows stand.
type At = (u32, u32);

#[derive(Debug)]
enum Keys {
    Exact(HashMap<Box<str>, At, RandomState>),
    /// By what they are in lower case; beside it as they are written.
    IgnoreCase(HashMap<Box<str>, (Box<str>, At), RandomState>),
    /// By the length of their prefixes, the longest last: networks by their first address.
    Cidr {
        v4: Networks,
        v6: Networks,
    },
}

type Networks = BTreeMap<u8, HashMap<IpAddr, At, RandomState>>;

impl Keys {
    fn new(matching: Match) -> Keys {
        match matching {
            Match::Exact => Keys::Exact(HashMap::default()),
            Match::IgnoreCase => Keys::IgnoreCase(HashMap::default()),
            Match::Cidr => Keys::Cidr { v4: Networks::new(), v6: Networks::new() },
        }
    }

    /// Of equal keys the last counts.
    fn insert(&mut self, key: &str, at: At) -> Result<(), Wrong> {
        match self {
            Keys::Exact(keys) => drop(keys.insert(key.into(), at)),
            Keys::IgnoreCase(keys) => drop(keys.insert(key.to_lowercase().into(), (key.into(), at))),
            Keys::Cidr { v4, v6 } => {
                let net = network(key).ok_or_else(|| {
                    let what = format!("{} is no address and no range", quoted(key));
                    Wrong::new(what, "write `192.0.2.7` or `192.0.2.0/24`")
                })?;
                let networks = if matches!(net, IpNet::V4(_)) { v4 } else { v6 };
                networks.entry(net.prefix_len()).or_default().insert(net.network(), at);
            }
        }
        Ok(())
    }

    fn find(&self, key: &str) -> Option<(Cow<'_, str>, At)> {
        match self {
            Keys::Exact(keys) => keys.get_key_value(key).map(|(key, at)| (Cow::Borrowed(&**key), *at)),
            Keys::IgnoreCase(keys) => keys.get(&*key.to_lowercase()).map(|(key, at)| (Cow::Borrowed(&**key), *at)),
            Keys::Cidr { v4, v6 } => {
                let (address, longest) = match network(key)? {
                    IpNet::V4(net) => (IpAddr::V4(net.addr()), net.prefix_len()),
                    IpNet::V6(net) => (IpAddr::V6(net.addr()), net.prefix_len()),
                };
                let networks = if address.is_ipv4() { v4 } else { v6 };
                networks.range(..=longest).rev().find_map(|(length, networks)| {
                    let net = IpNet::new(address, *length).ok()?.trunc();
                    let at = networks.get(&net.addr())?;
                    Some((Cow::Owned(net.to_string()), *at))
                })
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Keys::Exact(keys) => keys.len(),
            Keys::IgnoreCase(keys) => keys.len(),
            Keys::Cidr { v4, v6 } => v4.values().chain(v6.values()).map(HashMap::len).sum(),
        }
    }
}

/// An address, or a range of them; an IPv4 address that is written as one of IPv6 is what it is.
fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    match IpAddr::from_str(text) {
        Ok(address) => Some(IpNet::from(address.to_canonical())),
        Err(_) => IpNet::from_str(text).ok(),
    }
}

impl Table {
    /// The row of a key, and the key as the table has it.
    pub(super) fn find(&self, key: &str) -> Option<(Cow<'_, str>, &str)> {
        let (key, (from, to)) = self.keys.find(key)?;
        Some((key, self.rows.get(from as usize..to as usize)?))
    }
}

impl Load for Table {
    type Spec = Spec;
    const LIMIT: u64 = 256 << 20;

    fn path(spec: &Spec) -> &Path {
        &spec.file
    }

    fn load(spec: &Spec, bytes: Vec<u8>) -> Result<Table, Wrong> {
        let text = String::from_utf8(bytes).map_err(|e| {
            let before = e.as_bytes().get(..e.utf8_error().valid_up_to()).unwrap_or_default();
            let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
            Wrong::new("it is not UTF-8", "save it as UTF-8").at(line)
        })?;
        let text = text.trim_start_matches('\u{feff}');
        let (mut rows, mut keys) = (String::new(), Keys::new(spec.matching));
        let mut add = |key: &str, row: &str| {
            if key.is_empty() {
                return Err(Wrong::new("a row whose key is empty", "leave the row out"));
            }
            // An alert is one line.
            let row = record::compact(row);
            let from = rows.len();
            if from + row.len() > ROWS {
                return Err(Wrong::new(format!("its rows take more than {} MiB", ROWS >> 20), "leave rows out"));
            }
            rows.push_str(&row);
            let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
            keys.insert(key, (at(from), at(rows.len())))
        };
        // A file may have any name; JSON begins as CSV does not.
        let is_json = text.trim_start().starts_with(['{', '[']);
        let key = match is_json || spec.file.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("json")) {
            true => rows::json(text, spec.key(), &mut add)?,
            false => Some(rows::csv(text, spec.key(), &mut add)?),
        };
        rows.shrink_to_fit();
        Ok(Table { rows, keys, key })
    }

    fn shown(&self, spec: &Spec) -> String {
        let rows = self.keys.len();
        format!("the table {} of {}: {rows} row{}", quoted(&spec.name), quoted(&spec.file.to_string_lossy()), s(rows))
    }
}

fn s(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}

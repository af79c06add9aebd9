//! What an alert says of what stands in tables: the name of its account, where its source address is, and the lists in which its
//! actor, its address or its account stands.

use event::{Heap, Value};
use serde::{Serialize, Serializer};

use super::geo::Place;
use super::rows::{plain, text_as_json};
use super::table::Annotated;
use super::{ACCOUNTS, Enrichment, account};
use crate::alert::About;
use crate::exceptions;
use crate::json::{Raw, Text};

/// The longest row that is shown, in bytes of JSON, and how much all of one alert may be.
const ROW: usize = 4 << 10;
const ROWS: usize = 16 << 10;

/// What columns of accounts' names are called, once what is neither letter nor digit is left out.
const NAME: &[&str] = &["name", "accountname", "alias"];

/// The member `enrichment` of an alert.
#[derive(Serialize, Default)]
struct Annotation {
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Object>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_ip: Option<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lists: Vec<Listed>,
}

/// An object as JSON.
struct Object(String);

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Raw(&self.0).serialize(serializer)
    }
}

/// A table in which something of the alert stands.
#[derive(Serialize)]
struct Listed {
    name: String,
    /// What of the alert: `actor`, `source_ip`, `account`.
    field: &'static str,
    /// As the table has it: the range that an address is in, the role that a session is of.
    key: Key,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<Object>,
}

struct Key(String);

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Text(&self.0).serialize(serializer)
    }
}

impl Enrichment {
    /// What an alert about `about` says of what stands here, as JSON; `None`: nothing does. `event` and `context` are the
    /// alert's own, as JSON.
    pub fn of(&self, about: &About, event: &str, context: Option<&str>) -> Option<String> {
        let wants = |field| self.tables.iter().any(|table| table.spec().annotates.contains(&field));
        let heap = Heap::default();
        let read = |text| event::json::read(heap.enter(), text).unwrap_or(Value::None);
        let by_account = self.table(ACCOUNTS).is_some() || wants(Annotated::Account);
        let event = if by_account || wants(Annotated::Actor) { read(event) } else { Value::None };
        let account = by_account.then(|| account::of(context.map_or(Value::None, read), event)).flatten();
        let actors = about.actor.iter().cloned().chain(exceptions::names(about.actor.as_deref(), event));
        let actors: Vec<String> = actors.collect();
        let address = about.source_ip.as_deref();
        let mut room = ROWS;
        let annotation = Annotation {
            account: account.as_deref().and_then(|id| self.account(id, &mut room)),
            source_ip: address.and_then(|address| self.geoip.place(address)),
            lists: self.lists(&actors, address, account.as_deref(), &mut room),
        };
        let json = sonic_rs::to_string(&annotation).ok();
        json.filter(|json| json != "{}")
    }

    /// The account's row with its id and its name in front, under these names whatever the table calls them.
    fn account(&self, id: &str, room: &mut usize) -> Option<Object> {
        let accounts = self.table(ACCOUNTS)?.current();
        let (_, row) = accounts.find(id)?;
        let mut out = format!("{{\"id\":{}", text_as_json(id));
        let mut add = |name: &str, value: &str| {
            out.push_str(&format!(",{}:{value}", text_as_json(name)));
        };
        if row.starts_with('"') {
            add("name", row);
        } else if row.starts_with('{') {
            let members = sonic_rs::to_object_iter(row).map_while(Result::ok);
            let members: Vec<_> = members.map(|(name, value)| (name, value.as_raw_cow())).collect();
            let name = NAME.iter().find_map(|known| members.iter().position(|(name, _)| plain(name) == *known));
            if let Some((_, name)) = name.and_then(|at| members.get(at)).filter(|(_, name)| name.starts_with('"')) {
                add("name", name);
            }
            if shows(row, room) {
                for (at, (member, value)) in members.iter().enumerate() {
                    let is_key = accounts.key.as_deref() == Some(&**member);
                    if !is_key && name != Some(at) && !matches!(&**member, "id" | "name") {
                        add(member, value);
                    }
                }
            }
        }
        out.push('}');
        Some(Object(out))
    }

    fn lists(&self, actors: &[String], address: Option<&str>, account: Option<&str>, room: &mut usize) -> Vec<Listed> {
        let mut lists = Vec::new();
        for watched in self.tables.iter().filter(|table| !table.spec().annotates.is_empty()) {
            let (spec, table) = (watched.spec(), watched.current());
            for field in Annotated::ALL.into_iter().filter(|field| spec.annotates.contains(field)) {
                let found = match field {
                    Annotated::Actor => actors.iter().find_map(|actor| table.find(actor)),
                    Annotated::SourceIp => address.and_then(|address| table.find(address)),
                    Annotated::Account => account.and_then(|account| table.find(account)),
                };
                let Some((key, row)) = found else { continue };
                let row = shows(row, room).then(|| Object(row.to_owned()));
                lists.push(Listed { name: spec.name.clone(), field: field.name(), key: Key(key.into_owned()), row });
            }
        }
        lists
    }
}

/// Whether a row is shown; then there is so much less room for others.
fn shows(row: &str, room: &mut usize) -> bool {
    let shown = row.len() <= ROW && row.len() <= *room;
    if shown {
        *room -= row.len();
    }
    shown
}

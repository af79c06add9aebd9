//! Databases of addresses in MaxMind's format (its specification is public: MaxMind DB 2.0). An address in; out, where it is and
//! whose network it is in, with the fields that GeoLite2's City, Country and ASN have, or all that the databases say.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use maxminddb::Reader;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::error::{Error, Wrong, quoted};
use super::rows::text_as_json;
use super::watched::{Changed, Load, Watched};

/// The longest that a database may say of an address, in bytes of JSON. Those of GeoIP2 say some thousands.
const RECORD: usize = 64 << 10;

const HELP: &str = "name a `.mmdb` file, such as GeoLite2-City.mmdb, that was downloaded whole";

/// Those of one run.
#[derive(Debug)]
pub(super) struct Databases(Vec<Watched<PathBuf, Database>>);

/// A database, in memory.
pub(super) struct Database(Reader<Vec<u8>>);

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({})", self.0.metadata().database_type)
    }
}

/// Where an address is, and whose.
#[derive(Serialize, Clone, PartialEq, Default, Debug)]
pub struct Place {
    /// ISO 3166-1: `DE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_name: Option<String>,
    /// ISO 3166-2: `DE-BE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asn: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_org: Option<String>,
}

/// What of GeoLite2's records is shown.
#[derive(Deserialize)]
struct Record<'r> {
    #[serde(borrow)]
    country: Option<Named<'r>>,
    #[serde(borrow)]
    registered_country: Option<Named<'r>>,
    #[serde(borrow)]
    subdivisions: Option<Vec<Named<'r>>>,
    #[serde(borrow)]
    city: Option<Named<'r>>,
    location: Option<Location>,
    autonomous_system_number: Option<u32>,
    autonomous_system_organization: Option<&'r str>,
}

#[derive(Deserialize)]
struct Named<'r> {
    iso_code: Option<&'r str>,
    #[serde(borrow)]
    names: Option<BTreeMap<&'r str, &'r str>>,
}

#[derive(Deserialize)]
struct Location {
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl Named<'_> {
    fn code(&self) -> Option<String> {
        self.iso_code.map(str::to_owned)
    }

    /// The English name.
    fn name(&self) -> Option<String> {
        self.names.as_ref()?.get("en").map(|name| (*name).to_owned())
    }
}

impl Databases {
    /// Reads them.
    ///
    /// # Errors
    /// What is wrong with the first that cannot be read.
    pub(super) fn open(paths: Vec<PathBuf>) -> Result<Databases, Error> {
        paths.into_iter().map(Watched::open).collect::<Result<_, _>>().map(Databases)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn refresh(&self) -> impl Iterator<Item = Changed> + '_ {
        self.0.iter().map(Watched::refresh)
    }

    /// Where an address is; `None`: nobody knows, or it is none.
    pub(super) fn place(&self, address: &str) -> Option<Place> {
        let address = parsed(address)?;
        let mut place = Place::default();
        for database in &self.0 {
            database.current().add_to(&mut place, address);
        }
        (place != Place::default()).then_some(place)
    }

    /// All that is said of an address, as one object: of a member that several have the first.
    pub(super) fn json(&self, address: &str) -> Option<String> {
        let address = parsed(address)?;
        let mut members: Vec<(String, String)> = Vec::new();
        for database in &self.0 {
            let database = database.current();
            let found = database.0.lookup(address).and_then(|found| found.decode::<Members>());
            for (name, value) in found.ok().flatten().unwrap_or_default().0 {
                if !members.iter().any(|(known, _)| *known == name) {
                    members.push((name, value));
                }
            }
        }
        let members: Vec<String> =
            members.iter().map(|(name, value)| format!("{}:{value}", text_as_json(name))).collect();
        (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
    }
}

fn parsed(address: &str) -> Option<IpAddr> {
    address.trim().parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

impl Database {
    /// Adds what nobody said before. What is damaged says nothing.
    fn add_to(&self, place: &mut Place, address: IpAddr) {
        let Ok(found) = self.0.lookup(address) else { return };
        let Ok(Some(record)) = found.decode::<Record<'_>>() else { return };
        // Of some addresses only where they are registered is known.
        let country = record.country.as_ref().or(record.registered_country.as_ref());
        let (code, name) = (country.and_then(Named::code), country.and_then(Named::name));
        let region = record.subdivisions.as_ref().and_then(|parts| parts.first());
        let region_code = region.and_then(|region| Some(format!("{}-{}", code.as_ref()?, region.iso_code?)));
        fill(&mut place.country, code);
        fill(&mut place.country_name, name);
        fill(&mut place.region, region_code);
        fill(&mut place.region_name, region.and_then(Named::name));
        fill(&mut place.city, record.city.as_ref().and_then(Named::name));
        let degrees = |degrees: Option<f64>| degrees.filter(|degrees| degrees.is_finite());
        fill(&mut place.latitude, degrees(record.location.as_ref().and_then(|location| location.latitude)));
        fill(&mut place.longitude, degrees(record.location.as_ref().and_then(|location| location.longitude)));
        fill(&mut place.asn, record.autonomous_system_number);
        fill(&mut place.as_org, record.autonomous_system_organization.map(str::to_owned));
    }
}

fn fill<T>(known: &mut Option<T>, found: Option<T>) {
    if known.is_none() {
        *known = found;
    }
}

impl Load for Database {
    type Spec = PathBuf;
    const LIMIT: u64 = 1 << 30;

    fn path(spec: &PathBuf) -> &Path {
        spec
    }

    fn load(_: &PathBuf, bytes: Vec<u8>) -> Result<Database, Wrong> {
        Reader::from_source(bytes)
            .map(Database)
            .map_err(|e| Wrong::new(format!("it is no database in MaxMind's format: {e}"), HELP))
    }

    fn shown(&self, spec: &PathBuf) -> String {
        let kind = quoted(&self.0.metadata().database_type);
        format!("the database {} ({kind})", quoted(&spec.to_string_lossy()))
    }
}

/// The members of a record, their values as JSON.
#[derive(Default)]
struct Members(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members, D::Error> {
        struct Top;

        impl<'de> Visitor<'de> for Top {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let (mut members, mut length) = (Vec::new(), 0);
                while let Some(name) = map.next_key::<String>()? {
                    let mut out = String::new();
                    map.next_value_seed(Json { out: &mut out, room: RECORD.saturating_sub(length) })?;
                    length += name.len() + out.len();
                    members.push((name, out));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Top)
    }
}

/// Writes a value as JSON.
struct Json<'o> {
    out: &'o mut String,
    /// Bytes that `out` may have.
    room: usize,
}

impl Json<'_> {
    fn put<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.out.push_str(text);
        if self.out.len() > self.room { Err(E::custom("a record is too large")) } else { Ok(()) }
    }

    fn again(&mut self) -> Json<'_> {
        Json { out: self.out, room: self.room }
    }
}

impl<'de> DeserializeSeed<'de> for Json<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Json<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.put(if value { "true" } else { "false" })
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.put(&value.to_string())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.put(&value.to_string())
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<(), E> {
        self.put(&value.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        if value.is_finite() { self.put(&format!("{value:?}")) } else { self.put("null") }
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.put(&text_as_json(value))
    }

    /// As hexadecimal digits: JSON has no bytes.
    fn visit_bytes<E: serde::de::Error>(self, value: &[u8]) -> Result<(), E> {
        if value.len() > RECORD {
            return Err(E::custom("a record is too large"));
        }
        let digits: String = value.iter().map(|byte| format!("{byte:02x}")).collect();
        self.put(&format!("\"{digits}\""))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        self.again().put("[")?;
        let mut is_first = true;
        loop {
            let before = self.out.len();
            if !is_first {
                self.again().put(",")?;
            }
            if elements.next_element_seed(self.again())?.is_none() {
                self.out.truncate(before);
                return self.put("]");
            }
            is_first = false;
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        self.again().put("{")?;
        let mut is_first = true;
        while let Some(name) = members.next_key::<String>()? {
            let comma = if is_first { "" } else { "," };
            self.again().put(&format!("{comma}{}:", text_as_json(&name)))?;
            members.next_value_seed(self.again())?;
            is_first = false;
        }
        self.put("}")
    }
}

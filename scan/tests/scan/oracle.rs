//! serde_json: where the records and values of valid text are.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Members of an object, in their order.
struct Members<'b>(Vec<(Cow<'b, str>, &'b RawValue)>);

/// Of a key without escapes the text itself is kept.
struct Key<'b>(Cow<'b, str>);

impl<'b> Deserialize<'b> for Key<'b> {
    fn deserialize<D: Deserializer<'b>>(deserializer: D) -> Result<Key<'b>, D::Error> {
        struct Text;
        impl<'b> Visitor<'b> for Text {
            type Value = Key<'b>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'b str) -> Result<Key<'b>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Key<'b>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl<'b> Deserialize<'b> for Members<'b> {
    fn deserialize<D: Deserializer<'b>>(deserializer: D) -> Result<Members<'b>, D::Error> {
        struct Map;
        impl<'b> Visitor<'b> for Map {
            type Value = Members<'b>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'b>>(self, mut map: A) -> Result<Members<'b>, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<Key<'b>, &RawValue>()? {
                    members.push((key.0, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Map)
    }
}

/// Elements of an array.
struct Elements<'b>(Vec<&'b RawValue>);

impl<'b> Deserialize<'b> for Elements<'b> {
    fn deserialize<D: Deserializer<'b>>(deserializer: D) -> Result<Elements<'b>, D::Error> {
        struct Seq;
        impl<'b> Visitor<'b> for Seq {
            type Value = Elements<'b>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'b>>(self, mut seq: A) -> Result<Elements<'b>, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(Elements(elements))
            }
        }
        deserializer.deserialize_seq(Seq)
    }
}

type Found<'b> = (Range<usize>, Vec<Option<&'b [u8]>>);

/// Where each record is, and its values of the wanted keys. `None` if the text is not valid.
pub fn read<'b>(bytes: &'b [u8], wanted: &[&str]) -> Option<Vec<Found<'b>>> {
    let text = str::from_utf8(bytes).ok()?;
    let values = serde_json::Deserializer::from_str(text).into_iter().collect::<Result<Vec<&RawValue>, _>>().ok()?;
    let records = match *values {
        [only] => match members(only) {
            Some(members) => match *members {
                [(ref key, holder)] if key == "Records" => elements(holder)?,
                _ => values,
            },
            None => elements(only)?,
        },
        _ => values,
    };
    records.into_iter().map(|record| read_record(text, record, wanted)).collect()
}

fn members(value: &RawValue) -> Option<Vec<(Cow<'_, str>, &RawValue)>> {
    serde_json::from_str::<Members<'_>>(value.get()).ok().map(|members| members.0)
}

fn elements(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str::<Elements<'_>>(value.get()).ok().map(|elements| elements.0)
}

fn read_record<'b>(text: &'b str, record: &'b RawValue, wanted: &[&str]) -> Option<Found<'b>> {
    let start = record.get().as_ptr().addr() - text.as_ptr().addr();
    let members = members(record)?;
    let value = |name: &&str| members.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.get().as_bytes());
    Some((start..start + record.get().len(), wanted.iter().map(value).collect()))
}

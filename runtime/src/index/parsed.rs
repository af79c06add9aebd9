//! A record that was read, field by field.

use event::Value;
use event::guard::Kinds;
use event::py::dict::Dict;

use super::{Fields, Inside, Table, View};

/// Keys longer than this are none that rules ask for.
const LONGEST: usize = 128;

/// The fields of one record that rules ask for.
#[derive(Debug)]
pub struct Parsed<'a> {
    values: Vec<Option<Value<'a>>>,
}

impl<'a> Parsed<'a> {
    /// `None`: a key is one that is asked for but for its case, or may be.
    pub(super) fn new(table: &Table, dict: &Dict<'a>) -> Option<Parsed<'a>> {
        let mut values = vec![None; table.names().len()];
        let mut lowered = [0; LONGEST];
        let mut from = 0;
        while let Some((next, key, value)) = dict.next_from(from) {
            from = next;
            let key = key.as_str()?;
            // Some characters beyond ASCII are ASCII in lower case: the Kelvin sign is a `k`.
            if !key.is_ascii() {
                return None;
            }
            let Some(lower) = lowered.get_mut(..key.len()) else { continue };
            lower.copy_from_slice(key.as_bytes());
            lower.make_ascii_lowercase();
            if let Some(place) = table.place(lower) {
                let name = *table.names().get(place)?;
                *values.get_mut(place)? = Some(Some(value).filter(|_| name == key)?);
            }
        }
        Some(Parsed { values })
    }
}

impl<'a> Fields<'a> for Parsed<'a> {
    fn field(&self, name: usize) -> View<'a> {
        match self.values.get(name) {
            Some(Some(value)) => view(*value),
            Some(None) => View::Of(Kinds::MISSING),
            None => View::Unknown,
        }
    }
}

/// What a value is to the index.
pub(super) fn view<'v>(value: Value<'v>) -> View<'v> {
    View::Of(match value {
        Value::Str(text) => return View::Text(text.as_bytes()),
        Value::Dict(dict) if !dict.is_empty() => return View::Object(Inside::Read(dict)),
        Value::Dict(_) => Kinds::EMPTY_OBJECT,
        Value::None => Kinds::NULL,
        Value::Bool(value) => {
            if value {
                Kinds::TRUE
            } else {
                Kinds::FALSE
            }
        }
        Value::Int(number) => {
            if number == 0 {
                Kinds::ZERO
            } else {
                Kinds::NUMBER
            }
        }
        Value::Float(number) => {
            if number == 0.0 {
                Kinds::ZERO
            } else {
                Kinds::NUMBER
            }
        }
        Value::Big(_) => Kinds::NUMBER,
        Value::List(list) => {
            if list.is_empty() {
                Kinds::EMPTY_LIST
            } else {
                Kinds::LIST
            }
        }
        _ => return View::Unknown,
    })
}

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
            Some(None) => View::MISSING,
            None => View::Unknown,
        }
    }
}

/// A member of an object; `None`: a key differs from the name by case alone, or may.
pub(super) fn member<'v>(dict: &'v Dict<'v>, name: &str) -> Option<View<'v>> {
    if let Some(value) = dict.get_str(name) {
        return Some(view(value));
    }
    let mut from = 0;
    while let Some((next, key, _)) = dict.next_from(from) {
        from = next;
        key.as_str().filter(|key| key.is_ascii() && !key.eq_ignore_ascii_case(name))?;
    }
    Some(View::MISSING)
}

/// What a value is to the index.
fn view<'v>(value: Value<'v>) -> View<'v> {
    View::Of(match value {
        Value::Str(text) => return View::Text(text.as_bytes()),
        Value::Dict(dict) if !dict.is_empty() => return View::Object(Inside::Read(dict)),
        Value::Dict(_) => Kinds::EMPTY_OBJECT,
        Value::None => Kinds::NULL,
        Value::Bool(true) => Kinds::TRUE,
        Value::Bool(false) => Kinds::FALSE,
        Value::Int(int) => return View::Int(int),
        Value::Float(0.0) => Kinds::ZERO,
        Value::Float(_) | Value::Big(_) => Kinds::NUMBER,
        Value::List(list) if list.is_empty() => Kinds::EMPTY_LIST,
        Value::List(_) => Kinds::LIST,
        _ => return View::Unknown,
    })
}

//! A record that was a line, whose members are known and lie in no other.

use std::cell::Cell;

use super::table::FIELDS;
use super::{Fields, Table, View, view};
use crate::logs::Object;

/// The object that a line was made into. Its names are those of columns: ASCII, with nothing to escape.
#[derive(Debug)]
pub(super) struct Flat<'o> {
    /// By the name's place.
    fields: [Cell<Field<'o>>; FIELDS],
}

/// What is known of a field.
#[derive(Clone, Copy, Debug)]
enum Field<'o> {
    /// Its JSON, which was not looked at.
    Json(&'o [u8]),
    Seen(View<'o>),
}

impl<'o> Flat<'o> {
    pub(super) fn new(table: &Table, object: &'o Object) -> Flat<'o> {
        let flat = Flat { fields: [const { Cell::new(Field::Seen(View::MISSING)) }; FIELDS] };
        for (at, name) in object.names().enumerate() {
            let Some((place, is_same)) = table.place_in_any_case(name) else { continue };
            let Some(field) = flat.fields.get(place) else { continue };
            match (field.get(), object.value(at).filter(|_| is_same)) {
                (Field::Seen(View::Unknown), _) => {}
                (_, Some(json)) => field.set(Field::Json(json)),
                // To a rule it may be the same.
                (_, None) => field.set(Field::Seen(View::Unknown)),
            }
        }
        flat
    }
}

impl<'o> Fields<'o> for Flat<'o> {
    #[inline]
    fn field(&self, name: usize) -> View<'o> {
        let Some(field) = self.fields.get(name) else { return View::Unknown };
        match field.get() {
            Field::Seen(view) => view,
            Field::Json(json) => {
                let seen = view(json, false);
                field.set(Field::Seen(seen));
                seen
            }
        }
    }
}

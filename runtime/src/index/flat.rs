//! A record that was a line, whose members are known and lie in no other.

use std::cell::Cell;

use super::table::FIELDS;
use super::{Fields, Member, Table, View, raw, view};
use crate::logs::Object;

/// The object that a line was made into. Its names are those of columns: ASCII, with nothing to escape.
#[derive(Debug)]
pub(super) struct Flat<'o> {
    table: &'o Table,
    object: &'o Object,
    /// What was asked for already, by the name's place.
    known: [Cell<Option<View<'o>>>; FIELDS],
}

impl<'o> Flat<'o> {
    pub(super) fn new(table: &'o Table, object: &'o Object) -> Flat<'o> {
        Flat { table, object, known: [const { Cell::new(None) }; FIELDS] }
    }

    fn find(&self, name: usize) -> View<'o> {
        let Some(name) = self.table.names().get(name) else { return View::Unknown };
        match raw::among(self.object.members(), name) {
            Member::Found(json) => view(json, false),
            Member::Missing => View::MISSING,
            Member::Unclear => View::Unknown,
        }
    }
}

impl<'o> Fields<'o> for Flat<'o> {
    fn field(&self, name: usize) -> View<'o> {
        let Some(known) = self.known.get(name) else { return self.find(name) };
        known.get().unwrap_or_else(|| {
            let found = self.find(name);
            known.set(Some(found));
            found
        })
    }
}

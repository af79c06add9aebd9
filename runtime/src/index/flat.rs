//! A record that was a line, whose members are known and lie in no other.

use std::cell::Cell;
use std::ops::Range;

use event::guard::Kinds;

use super::table::FIELDS;
use super::{Fields, Table, View, int_in, number, view};
use crate::logs::{Form, Layout, MemberValue, Object};

/// Where the names that a table asks for stand in a layout.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// The table's number.
    table: usize,
    layout: Layout,
    /// By the name's place in the table.
    places: [Place; FIELDS],
}

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Nowhere,
    At(usize),
    /// In another case, which to a rule may be the same, or more than once.
    Unclear,
}

impl Places {
    pub(super) fn new(number: usize, table: &Table, layout: &Layout) -> Places {
        let mut places = [Place::Nowhere; FIELDS];
        for (place, name) in places.iter_mut().zip(table.names()) {
            for (at, slot) in layout.slots().iter().enumerate() {
                if slot.name.eq_ignore_ascii_case(name) {
                    let is_clear = *place == Place::Nowhere && slot.name == *name;
                    *place = if is_clear { Place::At(at) } else { Place::Unclear };
                }
            }
        }
        Places { table: number, layout: layout.clone(), places }
    }

    /// Whether they are those of the table of that number, in that layout.
    pub(super) fn are_of(&self, number: usize, layout: &Layout) -> bool {
        self.table == number && self.layout.is(layout)
    }
}

/// The object that a line was made into. Its names are those of columns: ASCII, with nothing to escape.
#[derive(Debug)]
pub(super) struct Flat<'o> {
    table: &'o Table,
    /// Of its layout.
    places: &'o Places,
    object: &'o Object<'o>,
}

impl<'o> Flat<'o> {
    pub(super) fn new(table: &'o Table, places: &'o Places, object: &'o Object<'o>) -> Flat<'o> {
        Flat { table, places, object }
    }
}

impl<'o> Fields<'o> for Flat<'o> {
    fn field(&self, name: usize) -> View<'o> {
        let mut found = match self.places.places.get(name) {
            Some(Place::At(place)) => self.object.at(*place),
            Some(Place::Nowhere) => None,
            Some(Place::Unclear) | None => return View::Unknown,
        };
        for member in self.object.more() {
            let Some(name) = self.table.names().get(name) else { return View::Unknown };
            if member.name.eq_ignore_ascii_case(name) {
                if member.name != *name {
                    return View::Unknown;
                }
                found = Some(member);
            }
        }
        found.map_or(View::MISSING, |member| member.value().into())
    }
}

/// Where a line has its columns, in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Columns<'c, 't> {
    pub text: &'t [u8],
    /// By the places of the line's layout.
    pub found: &'c [Range<u32>],
}

/// A line that has columns, and nothing else.
#[derive(Debug)]
pub(super) struct Line<'c, 't> {
    /// Of its layout.
    places: &'c Places,
    columns: Columns<'c, 't>,
    /// The number that was asked for last, by its name: the next test is mostly about the same.
    last: Cell<Option<(usize, i64)>>,
}

impl<'c, 't> Line<'c, 't> {
    pub(super) fn new(places: &'c Places, columns: Columns<'c, 't>) -> Line<'c, 't> {
        Line { places, columns, last: Cell::new(None) }
    }

    /// What stands in the column at that place of the layout.
    fn column(&self, place: usize) -> Option<View<'t>> {
        let Columns { text, found } = self.columns;
        let (slot, column) = (self.places.layout.slots().get(place)?, found.get(place)?);
        let column = column.start as usize..column.end as usize;
        let bytes = text.get(column.clone())?;
        Some(match slot.form() {
            Form::Number if let Some(int) = int_in(text, column) => View::Int(int),
            Form::Word if bytes != b"-" => View::Text(bytes),
            Form::String => View::Text(bytes),
            form => form.value(str::from_utf8(bytes).ok()?).into(),
        })
    }
}

impl<'t> Fields<'t> for Line<'_, 't> {
    fn field(&self, name: usize) -> View<'t> {
        match (self.last.get(), self.places.places.get(name)) {
            (Some((last, int)), _) if last == name => View::Int(int),
            (_, Some(Place::At(place))) => {
                let view = self.column(*place).unwrap_or(View::MISSING);
                if let View::Int(int) = view {
                    self.last.set(Some((name, int)));
                }
                view
            }
            (_, Some(Place::Nowhere)) => View::MISSING,
            (_, Some(Place::Unclear) | None) => View::Unknown,
        }
    }
}

impl<'t> From<MemberValue<'t>> for View<'t> {
    fn from(value: MemberValue<'t>) -> View<'t> {
        match value {
            MemberValue::Text(text) => View::Text(text.as_bytes()),
            MemberValue::Number(json) => number(json.as_bytes()),
            MemberValue::Json(json) => view(json.as_bytes(), false),
            MemberValue::Null => View::Of(Kinds::NULL),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use event::guard::{Guard, Is};
    use event::{Functions, Heap, Rule, Value};

    use super::*;
    use crate::index::{Index, Parsed};
    use crate::logs::{Context, Format, TYPES};

    const fn rule(guard: Guard) -> Rule {
        Rule { log_types: &["A"], guard, ..Rule::new("asks", Functions::new(|_, _| Ok(Value::Bool(false)))) }
    }

    const ANY: Is = Is::Kind(Kinds::STRING);

    /// It asks for columns of each type, for one that none has and for one in another case.
    static RULE: Rule = rule(Guard::Any(&[
        Guard::Field(&["srcaddr"], ANY),
        Guard::Field(&["dstport"], ANY),
        Guard::Field(&["log-status"], ANY),
        Guard::Field(&["request"], ANY),
        Guard::Field(&["user_agent"], ANY),
        Guard::Field(&["elb_status_code"], ANY),
        Guard::Field(&["target_processing_time"], ANY),
        Guard::Field(&["useragent"], ANY),
        Guard::Field(&["httpstatus"], ANY),
        Guard::Field(&["errorcode"], ANY),
        Guard::Field(&["object"], ANY),
        Guard::Field(&["retcode"], ANY),
        Guard::Field(&["additional-values"], ANY),
        Guard::Field(&["missing"], ANY),
        Guard::Field(&["Bytes"], ANY),
    ]));

    #[test]
    fn a_line_says_what_its_json_says() {
        let index = Index::new(&[&RULE]);
        let table = index.table(Some("A"));
        let (mut compared, mut unknown) = (0, 0);
        for log_type in TYPES {
            let Format::Text(object) = log_type.format else { continue };
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/logs").join(log_type.name);
            let lines = std::fs::read_to_string(folder.join("records.log")).expect("its fixtures");
            for object in lines.lines().filter_map(|line| object(line, &Context::default()).ok()) {
                let (heap, json) = (Heap::default(), object.json());
                let Ok(Value::Dict(dict)) = event::json::read(heap.enter(), &json) else { panic!("{json}") };
                let parsed = Parsed::new(table, dict);
                let places = Places::new(0, table, object.layout());
                let flat = Flat::new(table, &places, &object);
                for (place, name) in table.names().iter().enumerate() {
                    let ours = format!("{:?}", flat.field(place));
                    assert_eq!(ours, format!("{:?}", flat.field(place)));
                    match flat.field(place) {
                        View::Unknown => unknown += 1,
                        // Of a number it may not show at once which it is.
                        View::Of(kinds) if kinds.meets(Kinds::NUMBER) => {}
                        _ => {
                            let theirs = parsed.as_ref().map(|parsed| format!("{:?}", parsed.field(place)));
                            assert!(theirs.is_none_or(|theirs| theirs == ours), "{name} of {json}");
                        }
                    }
                    compared += 1;
                }
            }
        }
        assert!(compared > 500 && unknown > 0 && unknown * 5 < compared, "{compared} fields, {unknown} unknown");
    }
}

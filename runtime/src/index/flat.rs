//! A record that was a line, whose members are known and lie in no other.

use std::cell::Cell;

use event::guard::Kinds;

use super::table::FIELDS;
use super::{Fields, Table, View, view};
use crate::logs::{MemberValue, Object};

/// The object that a line was made into. Its names are those of columns: ASCII, with nothing to escape.
#[derive(Debug)]
pub(super) struct Flat<'o> {
    table: &'o Table,
    object: &'o Object<'o>,
    /// What was asked for, by the name's place.
    seen: [Cell<Option<View<'o>>>; FIELDS],
}

impl<'o> Flat<'o> {
    pub(super) fn new(table: &'o Table, object: &'o Object<'o>) -> Flat<'o> {
        Flat { table, object, seen: [const { Cell::new(None) }; FIELDS] }
    }

    /// Of the last member of that name. To a rule one in another case may be the same.
    fn find(&self, name: &str) -> View<'o> {
        let mut found = None;
        for member in self.object.members() {
            if member.name().eq_ignore_ascii_case(name) {
                if member.name() != name {
                    return View::Unknown;
                }
                found = Some(member);
            }
        }
        match found.map(|member| member.value()) {
            Some(MemberValue::Text(text)) => View::Text(text.as_bytes()),
            Some(MemberValue::Json(json)) => view(json.as_bytes(), false),
            Some(MemberValue::Null) => View::Of(Kinds::NULL),
            None => View::MISSING,
        }
    }
}

impl<'o> Fields<'o> for Flat<'o> {
    #[inline]
    fn field(&self, name: usize) -> View<'o> {
        let Some(seen) = self.seen.get(name) else { return View::Unknown };
        seen.get().unwrap_or_else(|| {
            let view = self.table.names().get(name).map_or(View::Unknown, |name| self.find(name));
            seen.set(Some(view));
            view
        })
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
                let flat = Flat::new(table, &object);
                for (place, name) in table.names().iter().enumerate() {
                    let ours = [flat.field(place), flat.field(place)].map(|view| format!("{view:?}"));
                    assert_eq!(ours[0], ours[1]);
                    match flat.field(place) {
                        View::Unknown => unknown += 1,
                        // Of a number it may not show at once which it is.
                        View::Of(kinds) if kinds.meets(Kinds::NUMBER) => {}
                        _ => {
                            let theirs = parsed.as_ref().map(|parsed| format!("{:?}", parsed.field(place)));
                            assert!(theirs.is_none_or(|theirs| theirs == ours[0]), "{name} of {json}");
                        }
                    }
                    compared += 1;
                }
            }
        }
        assert!(compared > 500 && unknown > 0 && unknown * 5 < compared, "{compared} fields, {unknown} unknown");
    }
}

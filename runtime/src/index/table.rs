//! The rules that see one log type, by what they ask for.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use event::Rule;
use event::guard::{Guard, Is, Kinds};
use foldhash::fast::FixedState;

use super::check::{Numbers, Test};
use super::{Candidates, Fields, View};

/// The most fields that are looked up; tests of others are taken to hold.
pub(super) const FIELDS: usize = 56;

/// One way for a rule to have something to say.
#[derive(Debug)]
struct Way {
    rule: u32,
    /// What must hold besides that by which it was found.
    test: Test,
}

/// The ways that are found by what a field is.
#[derive(Debug)]
struct Lookup {
    field: usize,
    by_text: HashMap<&'static [u8], Vec<u32>, FixedState>,
    by_int: HashMap<i64, Vec<u32>, FixedState>,
    /// Those that are found by some integer: where a number is not known, it may be that one.
    by_any_int: Vec<u32>,
    by_kind: Vec<(Kinds, Vec<u32>)>,
    /// All of them.
    ways: Vec<u32>,
}

/// What a field must be for a way to lead anywhere: one of some strings, one of some integers, or of some kinds, of which other
/// strings are none.
#[derive(Clone, Debug, Default)]
struct Key {
    texts: BTreeSet<&'static str>,
    ints: BTreeSet<i64>,
    kinds: Kinds,
}

/// What a guard asks of each of some fields, whichever is looked at.
type Keys = BTreeMap<usize, Key>;

/// The rules that see records of one log type.
#[derive(Debug, Default)]
pub struct Table {
    /// The keys of a record's top level that they ask for.
    names: Vec<&'static str>,
    /// The place of each, by the name in lower case.
    places: HashMap<Vec<u8>, usize, FixedState>,
    /// Every rule, in order.
    rules: Vec<u32>,
    ways: Vec<Way>,
    lookups: Vec<Lookup>,
    /// The ways that ask for nothing but a field of some kinds, together where they ask the same.
    kinds: Vec<(usize, Kinds, Vec<u32>)>,
    /// The ways that no table leads to.
    rest: Vec<u32>,
    numbers: Numbers,
}

impl Table {
    /// Of those of `rules` at the places `seeing`.
    pub(super) fn new(rules: &[&'static Rule], seeing: &[usize]) -> Table {
        let names = Asked::names(seeing.iter().filter_map(|at| Some(&rules.get(*at)?.guard)));
        let lower = |name: &str| name.to_ascii_lowercase().into_bytes();
        let places = names.iter().enumerate().map(|(place, name)| (lower(name), place)).collect();
        let place = |name: &str| names.iter().position(|known| *known == name);
        let rules_in_order = seeing.iter().map(|at| *at as u32).collect();
        let mut table = Table { rules: rules_in_order, names: names.clone(), places, ..Table::default() };
        let guards = || seeing.iter().filter_map(|at| Some((*at, &rules.get(*at)?.guard)));
        let ways: Vec<(u32, &'static Guard, Keys)> = guards()
            .flat_map(|(rule, guard)| {
                let alternatives = match guard {
                    Guard::Any(parts) => parts,
                    other => std::slice::from_ref(other),
                };
                alternatives.iter().map(move |guard| (rule as u32, guard))
            })
            .map(|(rule, guard)| (rule, guard, keys(guard, &place)))
            .collect();
        // A field that many values are asked of tells rules apart best.
        let mut values: HashMap<usize, Key, FixedState> = HashMap::default();
        for (field, key) in ways.iter().flat_map(|(_, _, keys)| keys) {
            let all = values.entry(*field).or_default();
            *all = std::mem::take(all).or(key.clone());
        }
        let telling = |field: usize| values.get(&field).map_or(0, Key::values);
        for (rule, guard, keys) in ways {
            let best = keys
                .into_iter()
                .max_by_key(|(field, key)| (key.values() > 0, telling(*field), std::cmp::Reverse(key.values())));
            table.add(rule, guard, best, &place);
        }
        table
    }

    fn add(
        &mut self,
        rule: u32,
        guard: &'static Guard,
        key: Option<(usize, Key)>,
        place: &impl Fn(&str) -> Option<usize>,
    ) {
        let way = self.ways.len() as u32;
        let parts = match guard {
            Guard::All(parts) => parts,
            other => std::slice::from_ref(other),
        };
        // What the lookup has established already.
        let known = |part: &&Guard| match (part, &key) {
            (Guard::Field([name], Is::OneOf(_) | Is::Ints(_)), Some((field, _))) => place(name) == Some(*field),
            _ => false,
        };
        let test = Test::all(parts.iter().filter(|part| !known(part)), place, &mut self.numbers);
        let asks_for_kind = test.kind();
        self.ways.push(Way { rule, test });
        let Some((field, key)) = key else {
            let Some((field, kinds)) = asks_for_kind else { return self.rest.push(way) };
            match self.kinds.iter_mut().find(|(known, asked, _)| (*known, *asked) == (field, kinds)) {
                Some((.., ways)) => ways.push(way),
                None => self.kinds.push((field, kinds, vec![way])),
            }
            return;
        };
        let at = self.lookups.iter().position(|lookup| lookup.field == field).unwrap_or_else(|| {
            self.lookups.push(Lookup::new(field));
            self.lookups.len() - 1
        });
        let Some(lookup) = self.lookups.get_mut(at) else { return };
        lookup.ways.push(way);
        for text in key.texts {
            lookup.by_text.entry(text.as_bytes()).or_default().push(way);
        }
        if !key.ints.is_empty() {
            lookup.by_any_int.push(way);
        }
        for int in key.ints {
            lookup.by_int.entry(int).or_default().push(way);
        }
        match lookup.by_kind.iter_mut().find(|(kinds, _)| *kinds == key.kinds) {
            Some((_, ways)) => ways.push(way),
            None if key.kinds != Kinds::default() => lookup.by_kind.push((key.kinds, vec![way])),
            None => {}
        }
    }

    /// The keys that [`Fields::field`] is asked for, by their places.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// The place of a name that is written in lower case.
    pub(super) fn place(&self, lower: &[u8]) -> Option<usize> {
        self.places.get(lower).copied()
    }

    /// Fills `out` with every rule.
    pub(super) fn every(&self, out: &mut Candidates) {
        out.rules.clear();
        out.rules.extend_from_slice(&self.rules);
    }

    /// Fills `out` with the rules that have to be run over the record.
    pub fn select<'v>(&self, record: &impl Fields<'v>, out: &mut Candidates) {
        out.rules.clear();
        for lookup in &self.lookups {
            let view = record.field(lookup.field);
            let Some(kinds) = view.kinds() else {
                self.pick(&lookup.ways, record, out);
                continue;
            };
            match view {
                View::Text(text) => {
                    if !lookup.by_text.is_empty() {
                        self.pick(lookup.by_text.get(text).map_or(&[], Vec::as_slice), record, out);
                    }
                    if !text.is_empty() {
                        continue;
                    }
                }
                View::Int(int) if !lookup.by_int.is_empty() => {
                    self.pick(lookup.by_int.get(&int).map_or(&[], Vec::as_slice), record, out);
                }
                View::Of(kinds) if kinds.meets(Kinds::ZERO.or(Kinds::NUMBER)) => {
                    self.pick(&lookup.by_any_int, record, out);
                }
                View::Of(_) | View::Int(_) | View::Object(_) | View::Unknown => {}
            }
            for (_, ways) in lookup.by_kind.iter().filter(|(asked, _)| asked.meets(kinds)) {
                self.pick(ways, record, out);
            }
        }
        for (field, asked, ways) in &self.kinds {
            if record.field(*field).kinds().is_none_or(|kinds| asked.meets(kinds)) {
                self.pick(ways, record, out);
            }
        }
        self.pick(&self.rest, record, out);
        if out.rules.len() > 1 {
            out.rules.sort_unstable();
            out.rules.dedup();
        }
    }

    fn pick<'v>(&self, ways: &[u32], record: &impl Fields<'v>, out: &mut Candidates) {
        for way in ways {
            if let Some(way) = self.ways.get(*way as usize)
                && way.test.may_hold(record, &mut out.memo)
            {
                out.rules.push(way.rule);
            }
        }
    }
}

impl Lookup {
    fn new(field: usize) -> Lookup {
        Lookup {
            field,
            by_text: HashMap::default(),
            by_int: HashMap::default(),
            by_any_int: Vec::new(),
            by_kind: Vec::new(),
            ways: Vec::new(),
        }
    }
}

/// What must be looked for in which field for the guard to hold.
fn keys(guard: &'static Guard, place: &impl Fn(&str) -> Option<usize>) -> Keys {
    match guard {
        Guard::Field([name], Is::OneOf(texts)) => {
            let key = Key { texts: texts.iter().copied().collect(), ..Key::default() };
            place(name).map(|field| (field, key)).into_iter().collect()
        }
        Guard::Field([name], Is::Ints(ints)) => {
            let key = Key { ints: ints.iter().copied().collect(), ..Key::default() };
            place(name).map(|field| (field, key)).into_iter().collect()
        }
        Guard::Field([name], Is::Kind(kinds)) if !kinds.meets(Kinds::STRING) => {
            let key = Key { kinds: *kinds, ..Key::default() };
            place(name).map(|field| (field, key)).into_iter().collect()
        }
        Guard::Field(..) => Keys::new(),
        Guard::All(parts) => {
            let mut all = Keys::new();
            for (field, key) in parts.iter().flat_map(|part| keys(part, place)) {
                // Of two that are asked of one field, either will do.
                all.entry(field).and_modify(|old| old.narrow(&key)).or_insert(key);
            }
            all
        }
        Guard::Any(parts) => {
            let joined = parts.iter().map(|part| keys(part, place)).reduce(|a, mut b| {
                a.into_iter().filter_map(|(field, key)| Some((field, key.or(b.remove(&field)?)))).collect()
            });
            joined.unwrap_or_default()
        }
    }
}

impl Key {
    fn or(mut self, other: Key) -> Key {
        self.texts.extend(other.texts);
        self.ints.extend(other.ints);
        Key { kinds: self.kinds.or(other.kinds), ..self }
    }

    /// How many values it asks for.
    fn values(&self) -> usize {
        self.texts.len() + self.ints.len()
    }

    /// Takes the one of the two that asks for less.
    fn narrow(&mut self, other: &Key) {
        let breadth = |key: &Key| (key.kinds != Kinds::default(), key.values());
        if breadth(other) < breadth(self) {
            self.clone_from(other);
        }
    }
}

/// How often each field of the top level is asked for.
#[derive(Default)]
struct Asked {
    counts: HashMap<&'static str, usize, FixedState>,
}

impl Asked {
    /// The fields that guards ask for most.
    fn names<'g>(guards: impl Iterator<Item = &'g Guard>) -> Vec<&'static str> {
        let mut asked = Asked::default();
        guards.for_each(|guard| asked.count(guard));
        let mut names: Vec<(&'static str, usize)> = asked.counts.into_iter().collect();
        names.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        // Two that differ by case alone could not be told apart for rules that ignore it.
        let mut seen = HashSet::new();
        names.retain(|(name, _)| seen.insert(name.to_ascii_lowercase()));
        names.truncate(FIELDS);
        names.into_iter().map(|(name, _)| name).collect()
    }

    fn count(&mut self, guard: &Guard) {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().for_each(|part| self.count(part)),
            Guard::Field([name, ..], _) => *self.counts.entry(name).or_default() += 1,
            Guard::Field([], _) => {}
        }
    }
}

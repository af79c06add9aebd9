//! The rules that the index leaves out of an event: those of which CPython says `False`, and nothing else.

use std::collections::BTreeSet;

use event::{Heap, Rule, RuleSet};
use runtime::evaluate::Record;
use runtime::index::{Candidates, Index};
use runtime::scanned::{Asked, Scanned};
use scan::{Keys, Records, Scanner};

/// An index over all rules of a set, whatever log types they are for.
pub struct Indexed {
    rules: Vec<&'static Rule>,
    index: Index,
    scanner: Scanner,
    keys: Vec<usize>,
    heap: Heap,
    found: Candidates,
    /// The event that was asked about last, and the rules to be run over it: as the index sees it read, and scanned.
    last: Option<(usize, [BTreeSet<&'static str>; 2])>,
}

impl Indexed {
    pub fn new(set: &'static RuleSet) -> Indexed {
        let everywhere = |rule: &Rule| &*Box::leak(Box::new(Rule { log_types: &[], ..*rule }));
        let rules: Vec<&'static Rule> = set.rules.iter().map(everywhere).collect();
        let index = Index::new(&rules);
        let names = index.table(None).names().to_vec();
        let scanner = Scanner::new(Keys::new(&names).or_else(|| Keys::new(&["x"])).expect("names of fields"));
        let keys = (0..names.len()).collect();
        Indexed { rules, index, scanner, keys, heap: Heap::default(), found: Candidates::default(), last: None }
    }

    /// How the index sees the event where it leaves the rule out.
    pub fn leaves_out(&mut self, at: usize, event: &str, rule: &Rule) -> Option<&'static str> {
        if self.last.as_ref().is_none_or(|(last, _)| *last != at) {
            self.last = Some((at, [self.read(event), self.scanned(event)]));
        }
        let (_, [read, scanned]) = self.last.as_ref()?;
        let ways = [(read, "read"), (scanned, "scanned")];
        ways.into_iter().find(|(rules, _)| !rules.contains(rule.id)).map(|(_, way)| way)
    }

    fn read(&mut self, event: &str) -> BTreeSet<&'static str> {
        self.heap.reset();
        let event::Value::Dict(record) = Record::new(&self.heap, event).event() else { return self.every() };
        self.index.select(None, record, &mut self.found);
        self.selected()
    }

    fn scanned(&mut self, event: &str) -> BTreeSet<&'static str> {
        let text = event.as_bytes();
        let mut records = Records::new();
        if self.scanner.scan(text, &mut records).is_err() {
            return self.every();
        }
        match (records.get(0), records.get(1)) {
            (Some(record), None) if record.regular => {
                let mut scanned = Scanned::new(text);
                let asked = Asked { record: scanned.go_to(record), keys: &self.keys };
                self.index.table(None).select(&asked, &mut self.found);
                self.selected()
            }
            _ => self.every(),
        }
    }

    fn every(&self) -> BTreeSet<&'static str> {
        self.rules.iter().map(|rule| rule.id).collect()
    }

    fn selected(&self) -> BTreeSet<&'static str> {
        (0..).map_while(|number| self.found.get(number)).filter_map(|at| Some(self.rules.get(at)?.id)).collect()
    }
}

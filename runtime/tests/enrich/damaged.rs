//! Files that are cut and bent: they are refused, or say something, and nothing panics.

use event::tables::{Found, Tables};
use runtime::enrich::{Enrichment, Match, Sources, Spec};

use super::{Files, mmdb, table};

/// Numbers that follow from the one before.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn bend(&mut self, content: &[u8]) -> Vec<u8> {
        let mut bent = content.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bent.len());
            match self.below(5) {
                0 => drop(bent.drain(at..(at + self.below(40)).min(bent.len()))),
                1 => bent.insert(at, b"\"{}[],\n\\\0\xff"[self.below(10)]),
                2 => bent.truncate(bent.len() - self.below(bent.len() / 8)),
                _ => {
                    if let Some(byte) = bent.get_mut(at) {
                        *byte = self.below(256) as u8;
                    }
                }
            }
        }
        bent
    }
}

/// Asks for each key, and reads what is answered.
fn ask(all: &Enrichment, table: &str, keys: &[&str]) {
    for key in keys {
        if let Found::Json(json) = all.find(table, key) {
            assert_eq!(event::json::validate(&json), Ok(()), "{table} {key}: {json}");
        }
        let about = runtime::alert::About { source_ip: Some((*key).into()), ..Default::default() };
        if let Some(json) = all.of(&about, "{}", None) {
            assert_eq!(event::json::validate(&json), Ok(()), "{table} {key}: {json}");
            assert!(!json.contains('\n'), "an alert is one line: {json}");
        }
    }
}

#[test]
fn damaged_databases_are_refused_or_say_less() {
    const KEYS: [&str; 7] =
        ["198.51.100.7", "198.51.100.200", "203.0.113.1", "192.0.2.1", "2001:db8::1", "0.0.0.0", "ffff::"];
    let files = Files::new();
    let (mut numbers, mut taken) = (Numbers(7), 0);
    for round in 0..600 {
        let whole = if round % 2 == 0 { mmdb::city() } else { mmdb::asn() };
        let geoip = vec![files.write("g.mmdb", numbers.bend(&whole))];
        if let Ok(Some(all)) = Enrichment::open(Sources { geoip, ..Sources::default() }) {
            taken += 1;
            ask(&all, "geoip", &KEYS);
        }
    }
    assert!(taken > 30, "{taken}: some are no worse than that somebody can look into them");
}

#[test]
fn damaged_tables_are_refused_or_say_something_else() {
    const CSV: &str =
        "net,name,note\n10.0.0.0/8,\"a, b\",\"line\nand line\"\n192.0.2.0/24,c,\n2001:db8::/32,\u{e9},\"\"\"\"\n";
    const OBJECT: &str = r#"{"10.0.0.0/8": {"a": [1, "\ud83d\ude00", -0.5e3]}, "192.0.2.7": "x", "::/0": null}"#;
    const ARRAY: &str = r#"[{"net": "10.0.0.0/8", "a": {"b": "\n"}}, {"net": "192.0.2.7", "a": []}]"#;
    const KEYS: [&str; 4] = ["10.1.2.3", "192.0.2.7", "2001:db8::1", "10.0.0.0/8"];
    let files = Files::new();
    let (mut numbers, mut taken) = (Numbers(11), 0);
    for round in 0..600 {
        let (whole, key) = [(CSV, None), (OBJECT, None), (ARRAY, Some("net".to_owned()))][round % 3].clone();
        let file = files.write("t", numbers.bend(whole.as_bytes()));
        let matching = [Match::Exact, Match::IgnoreCase, Match::Cidr][round / 3 % 3];
        let annotates = vec![runtime::enrich::Annotated::SourceIp];
        let tables = vec![Spec { key, matching, annotates, ..table("t", file) }];
        if let Ok(Some(all)) = Enrichment::open(Sources { tables, ..Sources::default() }) {
            taken += 1;
            ask(&all, "t", &KEYS);
        }
    }
    assert!(taken > 30, "{taken}: some are no worse than that they say something else");
}

//! Lines that are told by their words alone, without their objects.

use std::ops::Range;

use scan::{Line, Quotes};

use super::{Context, Layout, LogType, aws_alb, aws_vpc_flow};

/// A log type of lines, nearly all of which are plain: what they have in their columns stands there as it is, with one space between
/// two of them.
pub(crate) struct Plain {
    pub log_type: &'static LogType,
    /// Whether quotes hold spaces.
    pub quotes: Quotes,
    /// Bytes that no plain line has.
    pub foreign: &'static [u8],
    pub columns: Columns,
}

/// Puts into an empty vector where a plain line of a text has its columns, and says what they are called: they are the members that the
/// line's object has, and there are no others. `None`: who reads the line says what it is.
type Columns = for<'c> fn(&[u8], Line<'_>, &'c Context, &mut Vec<Range<u32>>) -> Option<&'c Layout>;

/// Those types. The lines that one of them takes are of no type that stands above it.
pub(crate) static PLAIN: [Plain; 2] = [aws_vpc_flow::PLAIN, aws_alb::PLAIN];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use scan::Words;

    use super::*;
    use crate::classify::{Classifier, Line as Told};
    use crate::logs::{Member, MemberValue};

    /// Numbers that follow from the one before.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % limit
        }

        fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
            of[self.below(of.len())]
        }
    }

    const HEADERS: [&str; 4] = [
        "",
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
        "version vpc-id srcaddr dstaddr srcport dstport protocol tcp-flags type pkt-srcaddr action log-status region mine",
        "srcaddr dstaddr action",
    ];

    const WORDS: [&str; 40] = [
        "-",
        "2",
        "1",
        "99",
        "100",
        "02",
        "0",
        "7",
        "22",
        "443",
        "65535",
        "65536",
        "99999",
        "100000",
        "255",
        "256",
        "1717243200",
        "123456789012",
        "123456789012345678",
        "1234567890123456789",
        "10.0.0.1",
        "999.1",
        "fe80::1",
        "10.xx.0.1",
        "eni-0a1b2c3d",
        "vpc-0a",
        "subnet-XX",
        "ACCEPT",
        "REJECT",
        "accept",
        "OK",
        "NODATA",
        "IPv4",
        "ingress",
        "unknown",
        "a b",
        "\"x y\"",
        "",
        "\u{e9}",
        "a:1",
    ];

    /// A line of words, or one of the fixtures with words that are others, too many or left out.
    fn line(fixtures: &[String], numbers: &mut Numbers) -> String {
        let mut words: Vec<&str> = match numbers.below(3) {
            0 => (0..numbers.below(18)).map(|_| numbers.one(&WORDS)).collect(),
            _ => fixtures[numbers.below(fixtures.len())].split(' ').collect(),
        };
        for _ in 0..numbers.below(4) {
            let at = numbers.below(words.len() + 1);
            match (numbers.below(4), words.get_mut(at)) {
                (0, Some(_)) => drop(words.remove(at)),
                (1, _) => words.insert(at, numbers.one(&WORDS)),
                (_, Some(word)) => *word = numbers.one(&WORDS),
                (_, None) => {}
            }
        }
        words.join(" ")
    }

    #[test]
    fn plain_lines_are_what_a_reader_says() {
        let mut numbers = Numbers(5);
        for plain in &PLAIN {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/logs").join(plain.log_type.name);
            let text = std::fs::read_to_string(folder.join("records.log")).expect("its fixtures");
            let fixtures: Vec<String> = text.lines().map(str::to_owned).collect();
            let mut words = Words::new(plain.quotes, plain.foreign);
            let (mut told, mut left) = (0, 0);
            for header in HEADERS.iter().cycle().take(200_000) {
                let mut classifier = Classifier::default();
                let _ = classifier.line(header, 0, &mut None);
                // One before it, so that words do not begin where the text does.
                let line = line(&fixtures, &mut numbers);
                let text = format!("x y\n{line}\n");
                words.find(text.as_bytes());
                let Some(found) = words.lines().nth(1) else { continue };
                let (mut columns, mut context) = (Vec::new(), Context::default());
                context.header = super::super::vpc_header(header);
                let layout = (plain.columns)(text.as_bytes(), found, &context, &mut columns);
                let Some(layout) = layout.filter(|_| found.is_plain) else {
                    left += 1;
                    continue;
                };
                let Ok(Told::Event { log_type, object, .. }) = classifier.line(&line, 0, &mut None) else {
                    panic!("no event: {line:?}")
                };
                assert!(std::ptr::eq(log_type, plain.log_type), "{line:?}");
                let members: Vec<(&str, MemberValue<'_>)> =
                    object.members().map(|m: Member<'_>| (m.name, m.value())).collect();
                let value = |place: &Range<u32>| &text[place.start as usize..place.end as usize];
                let ours = layout
                    .slots()
                    .iter()
                    .zip(&columns)
                    .map(|(slot, place)| (&*slot.name, slot.form().value(value(place))));
                assert_eq!(ours.collect::<Vec<_>>(), members, "{line:?}");
                told += 1;
            }
            assert!(told > 3_000 && left > 3_000, "{}: {told} and {left}", plain.log_type.name);
        }
    }
}

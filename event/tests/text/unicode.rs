//! Every code point, by every question and every mapping.

use super::case::python;
use event::Heap;
use event::py::chars;
use event::py::str_methods::case;
use event::py::text;
use std::fmt::Write;

const PROGRAM: &str = "
import unicodedata
every = [chr(c) for c in range(0x110000) if not 0x10d800 <= c < 0x10e000]
def mask(c):
    return sum(1 << i for i, b in enumerate((c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isalnum(), c.isspace(), c.isprintable(),
        c.islower(), c.isupper(), c.istitle(), c.isidentifier(), ('a' + c).isidentifier(), len(('a' + c + 'b').splitlines()) > 1)) if b)
last = None
for c in every:
    m = (mask(c), unicodedata.decimal(c, 0) == 0)
    if m != last:
        print('%x %x' % (ord(c), m[0]))
        last = m
for c in every:
    if c.isdecimal(): print('%x=%d' % (ord(c), unicodedata.decimal(c)))
    maps = (c.lower(), c.upper(), c.title(), c.casefold(), c.swapcase(), c.capitalize())
    if any(m != c for m in maps):
        print('%x' % ord(c), *map(ascii, maps))
sigma = [c for c in every if (c + '\\u03a3').lower()[-1] == '\\u03c2' or ('A' + c + '\\u03a3').lower()[-1] == '\\u03c2' or ('A\\u03a3' + c).lower()[1] == '\\u03c3']
for c in sigma:
    print('%x' % ord(c), ascii((c + '\\u03a3').lower() + ('A' + c + '\\u03a3').lower() + ('A\\u03a3' + c).lower() + (c + 'A').title()))
";

#[test]
fn every_code_point() {
    let mut out = String::new();
    let every =
        || (0..0x11_0000_u32).filter(|c| !(0x10_d800..0x10_e000).contains(c)).filter_map(chars::from_code_point);
    let mut last = None;
    for c in every() {
        let answers = [
            chars::is_alpha(c),
            chars::is_decimal(c),
            chars::is_digit(c),
            chars::is_numeric(c),
            chars::is_alnum(c),
            chars::is_space(c),
            chars::is_printable(c),
            chars::is_lower(c),
            chars::is_upper(c),
            chars::is_upper(c) || chars::is_title(c),
            chars::is_identifier_start(c),
            chars::is_identifier_continue(c),
            chars::is_line_break(c),
        ];
        let mask = answers.iter().rev().fold(0, |mask, answer| mask << 1 | u32::from(*answer));
        let here = Some((mask, chars::decimal_value(c).unwrap_or(0) == 0));
        if here != last {
            writeln!(out, "{:x} {mask:x}", chars::code_point(c)).unwrap();
            last = here;
        }
    }
    let mut heap = Heap::default();
    for c in every() {
        if let Some(value) = chars::decimal_value(c) {
            writeln!(out, "{:x}={value}", chars::code_point(c)).unwrap();
        }
        let py = heap.enter();
        let text = py.alloc_str(&c.to_string());
        let maps = [case::lower, case::upper, case::title, case::casefold, case::swapcase, case::capitalize]
            .map(|map| map(py, text));
        if maps.iter().any(|mapped| *mapped != text) {
            let maps = maps.map(|mapped| text::ascii(py, event::Value::Str(mapped)).unwrap());
            writeln!(out, "{:x} {}", chars::code_point(c), maps.join(" ")).unwrap();
        }
        heap.reset();
    }
    for c in every() {
        let py = heap.enter();
        let lower = |text: String| case::lower(py, py.alloc_str(&text));
        let (a, b, d) = (lower(format!("{c}Σ")), lower(format!("A{c}Σ")), lower(format!("AΣ{c}")));
        if a.ends_with('ς') || b.ends_with('ς') || d.chars().nth(1) == Some('σ') {
            let title = case::title(py, py.alloc_str(&format!("{c}A")));
            let all = py.str(&[a, b, d, title].concat());
            writeln!(out, "{:x} {}", chars::code_point(c), text::ascii(py, all).unwrap()).unwrap();
        }
        heap.reset();
    }
    let expected = python(PROGRAM);
    for (ours, theirs) in out.lines().zip(expected.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(out.lines().count(), expected.lines().count());
}

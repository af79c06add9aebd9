//! `format(value, spec)` with every spec of a grid, and `str.format` with formats good and bad.

use super::case::{Case, V, b, check, s};

fn values() -> Vec<V> {
    vec![
        V::None,
        V::Bool(true),
        V::Bool(false),
        V::Int(0),
        V::Int(7),
        V::Int(-42),
        V::Int(1_234_567),
        V::Int(65),
        V::Big("-123456789012345678901234567890"),
        V::Float(0.0),
        V::Float(-0.0),
        V::Float(3.25159),
        V::Float(-1234567.891),
        V::Float(1e16),
        V::Float(-0.001),
        V::Float(f64::INFINITY),
        V::Float(f64::NAN),
        s(""),
        s("text"),
        s("日本語"),
        V::List(vec![V::Int(1)]),
        V::Dict(vec![]),
        b(b"x"),
    ]
}

#[test]
fn specs_in_a_grid() {
    let mut cases = Vec::new();
    let kinds = ["", "d", "b", "o", "x", "X", "c", "n", "e", "E", "f", "F", "g", "G", "%", "s", "q", "é", "\n"];
    let shapes = [
        "", "10", "<10", ">10", "^10", "=10", "*^11", "é>8", "010", "+", "-", " ", "+010", "#", "#012", "z", "z010",
        ",", "_", "012,", "015_", "+,", ".0", ".3", "10.2", "012.4", ",.2", "_.1", "#.3", "#.0", ".20", "=+14,.1",
        "0<8", "0=9", "<<9", "x<+#9_", "<05", "5",
    ];
    for value in values() {
        for shape in shapes {
            for kind in kinds {
                cases.push(Case::Format(value.clone(), format!("{shape}{kind}")));
            }
        }
    }
    check(&cases);
}

#[test]
fn specs_that_are_none() {
    let mut cases = Vec::new();
    for value in values() {
        for spec in [
            ",_",
            "_,",
            ",,",
            "__",
            "_,d",
            ".",
            ".d",
            "10.",
            "dd",
            "5x5",
            "<",
            "<<",
            "<<<",
            "{}",
            "٣",
            "٣.٢f",
            "é",
            "é<",
            "10s5",
            "99999999999999999999",
            ".99999999999999999999f",
            "9223372036854775808d",
            ".2147483648f",
            ".2147483648",
            "zz",
            "##",
            "+-",
            "-+5",
            "0 5",
            "1_000",
            " 5d",
            "+#zx",
            ",n",
            "_n",
            ",s",
            "_s",
            ",c",
            ",x",
            "_c",
            ",é",
            "_\u{1}",
            "z+5",
            "#z5",
            "00005",
            "0005.1f",
            "é^+05,.1f",
            "z.0f",
            "z.1e",
            "z,.1f",
            "zg",
            "z%",
            "z.3",
            "\u{10d800}<5",
            "\u{10d800}",
        ] {
            cases.push(Case::Format(value.clone(), spec.to_owned()));
        }
    }
    check(&cases);
}

#[test]
fn str_format() {
    let args = [
        s("zero"),
        V::Int(1),
        V::Float(2.5),
        V::List(vec![s("l0"), V::Int(11), V::List(vec![V::Int(5)])]),
        V::Dict(vec![(s("k"), s("v")), (V::Int(3), s("three")), (s("a b"), V::None)]),
        V::None,
    ];
    let kw = vec![
        ("name", s("Bob")),
        ("width", V::Int(8)),
        ("d", V::Dict(vec![(s("x"), V::Tuple(vec![V::Int(1), V::Int(2)]))])),
    ];
    let formats = [
        "",
        "plain",
        "{}",
        "{} {} {}",
        "{0} {1} {0}",
        "{name}",
        "{name!r}",
        "{0!r:>10}",
        "{0!s}",
        "{0!a}",
        "{0:>{1}}",
        "{0:>{width}}",
        "{2:.{1}f}",
        "{3[0]}",
        "{3[1]} {3[2][0]}",
        "{4[k]}",
        "{4[3]}",
        "{4[a b]}",
        "{4[zz]}",
        "{d[x][1]}",
        "{3[9]}",
        "{3[x]}",
        "{0[1]}",
        "{0[x]}",
        "{5[0]}",
        "{1[0]}",
        "{{}}",
        "{{{0}}}",
        "{",
        "}",
        "{}}",
        "{{}",
        "a{",
        "a}",
        "{0",
        "{0!",
        "{0!r",
        "{0!x}",
        "{0!rr}",
        "{0!}",
        "{0:",
        "{0:{",
        "{0:{1}",
        "{0:{1:{2}}}",
        "{0.}",
        "{0[]}",
        "{0[}",
        "{0[0]x}",
        "{9}",
        "{missing}",
        "{}{0}",
        "{0}{}",
        "{99999999999999999999}",
        "{0[99999999999999999999]}",
        "{-1}",
        "{0:{}}",
        "{:{}}",
        "{!r}",
        "{!r:>8}",
        "{:>8}",
        "{name:*^{width}}",
        "{0.__class__}",
        "{0.nope}",
        "{1.nope.x}",
        "{a.b[c]}",
        "{ 0}",
        "{0 }",
        "{٠}",
        "{3[٠]}",
        "{5}",
        "{5!s:>6}",
        "{5:>6}",
        "{0:{width}.{1}}",
        "{0!\u{e9}}",
        "{0!\u{1}}",
        "{:}",
        "{0:d}",
        "{1:s}",
        "{1:c}",
        "日本{0}語{1}",
        "{0:}}",
        "{0:{{}}}",
        "{{{{",
        "{name[0]}",
        "{[k]}",
        "{.x}",
        "{0:!r}",
        "{a{b}",
        "{0[a{b}]}",
        "{}:{}:{}:{}:{}:{}:{}",
        "{0![}",
        "{!}",
        "{!",
        "{:{0}}",
        "{0:{}}{}",
        "{3!r:.5}",
    ];
    let mut cases = Vec::new();
    for format in formats {
        cases.push(Case::Method { receiver: s(format), name: "format", args: args.to_vec(), kw: kw.clone() });
        cases.push(Case::method(s(format), "format", &[]));
        cases.push(Case::method(s(format), "format", &[V::Int(10), V::Int(3)]));
        let map = kw.iter().map(|(key, value)| (s(key), value.clone())).collect();
        cases.push(Case::method(s(format), "format_map", &[V::Dict(map)]));
        cases.push(Case::method(s(format), "format_map", &[V::None]));
    }
    check(&cases);
}

#[test]
fn widths_that_no_memory_holds() {
    use event::exception::Kind;
    use event::py::args::Args;
    use event::py::{format, method};
    use event::{Heap, Value};

    let heap = Heap::default();
    let py = heap.enter();
    let kind = |result: event::R<'_, Value<'_>>| result.err().map(|e| e.kind());
    for spec in ["1000000000000", "0999999999999,", ".2147483647f", "#.2147483647g", ".2147483647e"] {
        assert_eq!(
            kind(format::format(py, Value::Float(1.5), spec).map(Value::Str)),
            Some(Kind::MemoryError),
            "{spec}"
        );
    }
    assert_eq!(
        kind(format::format(py, Value::Str("a"), "9000000000000000000").map(Value::Str)),
        Some(Kind::MemoryError)
    );
    for text in ["%1000000000d", "%.1000000000d", "%1000000000s", "%-1000000000c", "%.1000000000f", "%01000000000d"] {
        assert_eq!(kind(format::percent(py, text, Value::Int(7))), Some(Kind::MemoryError), "{text}");
    }
    for name in ["ljust", "rjust", "center", "zfill"] {
        for width in [1_000_000_000_000, i64::MAX] {
            let args = [Value::Int(width)];
            let padded = method::call(py, Value::Str("a"), name, Args::pos(&args));
            assert_eq!(kind(padded), Some(Kind::MemoryError), "{name}");
        }
    }
    let long = Value::Str(py.alloc_str(&"a".repeat(100_000)));
    let args = [Value::Str(""), long];
    assert_eq!(kind(method::call(py, long, "replace", Args::pos(&args))), Some(Kind::MemoryError));
    let args = [Value::Int(i64::from(i32::MAX))];
    assert_eq!(kind(method::call(py, Value::Str("\t"), "expandtabs", Args::pos(&args))), Some(Kind::MemoryError));
}

//! `format % args`.

use super::case::{Case, V, b, check, s};

#[test]
fn conversions_in_a_grid() {
    let values = [
        V::Int(0),
        V::Int(42),
        V::Int(-7),
        V::Int(300),
        V::Int(0x11_0000),
        V::Bool(true),
        V::Big("-99999999999999999999"),
        V::Float(3.7),
        V::Float(-2.5),
        V::Float(f64::NAN),
        V::Float(f64::INFINITY),
        V::Float(1e100),
        s("x"),
        s("xyz"),
        s("日本"),
        V::None,
        b(b"q"),
        V::List(vec![V::Int(1)]),
        V::Int(0xd800),
        V::Dict(vec![]),
    ];
    let flags = ["", "-", "+", " ", "#", "0", "-0", "+0", "# ", "#0", "0 ", "-+#0 "];
    let sizes = ["", "1", "8", "12.3", ".0", ".5", ".", "3.10"];
    let kinds = ["d", "i", "u", "o", "x", "X", "e", "E", "f", "F", "g", "G", "c", "r", "s", "a", "%"];
    let mut cases = Vec::new();
    for value in &values {
        for flag in flags {
            for size in sizes {
                for kind in kinds {
                    cases.push(Case::Percent(format!("<%{flag}{size}{kind}>"), V::Tuple(vec![value.clone()])));
                }
            }
        }
    }
    check(&cases);
}

#[test]
fn arguments_of_all_shapes() {
    let formats = [
        "",
        "plain",
        "%s",
        "%s %s",
        "%%",
        "%",
        "%5",
        "%5.",
        "%-",
        "%l",
        "%ld",
        "%hhd",
        "%Lf",
        "%y",
        "%é",
        "%\n",
        "%(",
        "%(k",
        "%(k)",
        "%(k)s",
        "%(k)d",
        "%(a(b)c)s",
        "%(k)s %(k)s",
        "%(k)s %s",
        "%s %(k)s",
        "%(zz)s",
        "%*d",
        "%-*d|",
        "%.*f",
        "%*.*f",
        "%*s",
        "%(k)*d",
        "%99999999999999999999d",
        "%.99999999999d",
        "%5%",
        "%(k)%",
        "%s %d %.2f",
        "%c",
        "%r",
        "100%",
        "%d%%",
        "%()s",
        "é%y",
        "%.2147483647s",
        "%ll d",
        "% y",
        "%$",
        "%.*s",
    ];
    let args = [
        V::Tuple(vec![]),
        V::Tuple(vec![s("a")]),
        V::Tuple(vec![V::Int(3), V::Int(5)]),
        V::Tuple(vec![V::Int(-6), V::Int(5)]),
        V::Tuple(vec![V::Int(7), V::Int(2), V::Float(2.345)]),
        V::Tuple(vec![s("x"), V::Int(2)]),
        V::Tuple(vec![V::Big("99999999999999999999"), V::Int(2)]),
        V::Tuple(vec![s("a"), V::Int(1), V::Float(1.5)]),
        V::Tuple(vec![V::Dict(vec![(s("k"), V::Int(1))])]),
        s("text"),
        V::Int(5),
        V::None,
        V::Float(2.5),
        V::List(vec![V::Int(1), V::Int(2)]),
        V::Dict(vec![]),
        V::Dict(vec![(s("k"), V::Int(5)), (s("a(b)c"), s("nested")), (s(""), s("empty"))]),
        V::Dict(vec![(s("k"), V::Tuple(vec![V::Int(1), V::Int(2)]))]),
        b(b"bytes"),
        V::Range(0, 3, 1),
        V::Set(false, vec![V::Int(1)]),
        V::Class,
    ];
    let mut cases = Vec::new();
    for format in formats {
        for args in &args {
            cases.push(Case::Percent(format.to_owned(), args.clone()));
        }
    }
    check(&cases);
}

//! Every method of `str`, and those of `bytes` that there are, over texts of many scripts and arguments of all types.

use super::case::{Case, V, b, check, s};

const TEXTS: &[&str] = &[
    "",
    "a",
    "abc",
    "ABC",
    "Hello World",
    "hello world",
    "they're bill's friends from the UK",
    "  padded\t\r\n ",
    "a,b,,c,",
    "aaaa",
    "abcabcabc",
    "/usr/local/bin",
    "+12",
    "-3.5",
    "123",
    "line one\nline two\r\nline three\rfour\x0bfive\x0csix\x1cseven\u{85}eight\u{2028}nine\n",
    "tab\tbed\t\tout\nnew\tline\tx",
    "ÄÖÜ straße GROSSE",
    "ΑΣ ΌΣΟΣ Σ ΑΣ.ΑΣ ΑΣ' Σ́",
    "ΑΣ",
    "ΑΣ́",
    "İstanbul ıI",
    "ǆ ǅ Ǆ ŉ ﬁ ΐ ᾳ ᾼ",
    "日本語 テキスト",
    "😀 smile 😀",
    "\u{a0}nbsp\u{2003}em\u{3000}",
    "٣٤٥",
    "²³½",
    "Ⅷ ⅷ",
    "\u{200b}zero\u{200d}width",
    "e\u{301}clair",
    "x_1",
    "1x",
    "def",
    "naïve_ﬁ",
    "\u{10d800}lone\u{10dfff}",
    "quote'd \"both\" \\ \0",
    "Ꭰꭰ Აა",
    "%s {0} {}",
    "a\u{1d7ce}b",
];

const PLAIN: &[&str] = &[
    "capitalize",
    "casefold",
    "lower",
    "swapcase",
    "title",
    "upper",
    "isalnum",
    "isalpha",
    "isascii",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isprintable",
    "isspace",
    "istitle",
    "isupper",
    "split",
    "rsplit",
    "splitlines",
    "strip",
    "lstrip",
    "rstrip",
    "expandtabs",
    "encode",
];

fn odd() -> Vec<V> {
    vec![
        V::None,
        V::Bool(true),
        V::Int(-1),
        V::Int(3),
        V::Big("99999999999999999999"),
        V::Float(1.5),
        b(b"a"),
        V::List(vec![s("a")]),
        V::Tuple(vec![]),
        V::Tuple(vec![s("a"), s("ab")]),
        V::Tuple(vec![s("q"), V::Int(1)]),
        V::Dict(vec![(V::Int(97), s("xx"))]),
        s(""),
    ]
}

#[test]
fn str_without_arguments() {
    let mut cases = Vec::new();
    for text in TEXTS {
        for name in PLAIN {
            cases.push(Case::method(s(text), name, &[]));
        }
    }
    for name in event::py::str_methods::NAMES {
        cases.push(Case::method(s("aXb"), name, &[]));
    }
    check(&cases);
}

#[test]
fn str_with_texts() {
    let parts = ["", "a", "b", "ab", "abc", ",", " ", "  ", "l", "Σ", "ß", "é", "😀", "日本", "\n", "zz", "\u{301}"];
    let names = [
        "split",
        "rsplit",
        "partition",
        "rpartition",
        "strip",
        "lstrip",
        "rstrip",
        "find",
        "rfind",
        "index",
        "rindex",
        "count",
        "startswith",
        "endswith",
        "removeprefix",
        "removesuffix",
    ];
    let mut cases = Vec::new();
    for text in TEXTS {
        for part in parts {
            for name in names {
                cases.push(Case::method(s(text), name, &[s(part)]));
            }
            cases.push(Case::method(s(text), "split", &[s(part), V::Int(1)]));
            cases.push(Case::method(s(text), "rsplit", &[s(part), V::Int(1)]));
            cases.push(Case::method(s(text), "split", &[s(part), V::Int(0)]));
            cases.push(Case::method(s(text), "replace", &[s(part), s("<>")]));
            cases.push(Case::method(s(text), "replace", &[s(part), s(""), V::Int(2)]));
            cases.push(Case::method(s(text), "replace", &[s(part), s("é"), V::Int(0)]));
            cases.push(Case::method(s(part), "join", &[V::List(vec![s(text), s("x"), s(part)])]));
            cases.push(Case::method(s(part), "join", &[s(text)]));
        }
        for most in -1..4 {
            cases.push(Case::method(s(text), "split", &[V::None, V::Int(most)]));
            cases.push(Case::method(s(text), "rsplit", &[V::None, V::Int(most)]));
            let kw = vec![("maxsplit", V::Int(most))];
            cases.push(Case::Method { receiver: s(text), name: "rsplit", args: vec![], kw });
        }
        cases.push(Case::Method {
            receiver: s(text),
            name: "splitlines",
            args: vec![],
            kw: vec![("keepends", V::Bool(true))],
        });
    }
    check(&cases);
}

#[test]
fn str_positions() {
    let bounds = [
        V::None,
        V::Int(0),
        V::Int(1),
        V::Int(3),
        V::Int(-1),
        V::Int(-2),
        V::Int(100),
        V::Int(-100),
        V::Big("-99999999999999999999"),
    ];
    let mut cases = Vec::new();
    for text in ["", "abcabc", "äbcäbc", "日本語日本語", "😀b😀b"] {
        for part in ["", "b", "ä", "語", "bc", "😀"] {
            for start in &bounds {
                for end in &bounds {
                    for name in ["find", "rfind", "count", "startswith", "endswith"] {
                        cases.push(Case::method(s(text), name, &[s(part), start.clone(), end.clone()]));
                    }
                }
            }
        }
    }
    for name in ["find", "rfind", "index", "rindex", "count", "startswith", "endswith"] {
        for wrong in odd() {
            cases.push(Case::method(s("abcab"), name, &[s("a"), wrong.clone()]));
            cases.push(Case::method(s("abcab"), name, &[V::Int(1), wrong.clone()]));
            cases.push(Case::method(s("abcab"), name, &[V::Tuple(vec![s("x"), s("c")]), wrong, V::Int(4)]));
        }
        cases.push(Case::method(s("abcab"), name, &[s("a"), V::Int(1), V::Int(2), V::Int(3)]));
    }
    check(&cases);
}

#[test]
fn str_widths() {
    let mut cases = Vec::new();
    for text in ["", "a", "ab", "abc", "-12", "+5", "日本", "😀"] {
        for width in -1..9 {
            for name in ["center", "ljust", "rjust", "zfill"] {
                cases.push(Case::method(s(text), name, &[V::Int(width)]));
            }
            for fill in ["*", "é", "😀", "", "ab"] {
                for name in ["center", "ljust", "rjust"] {
                    cases.push(Case::method(s(text), name, &[V::Int(width), s(fill)]));
                }
            }
        }
    }
    for text in ["a\tb", "\t\t", "abc\tdef\nx\ty\r\tz", "é\té"] {
        for size in -1..10 {
            cases.push(Case::method(s(text), "expandtabs", &[V::Int(size)]));
        }
        cases.push(Case::method(s(text), "expandtabs", &[V::Big("99999999999")]));
        cases.push(Case::Method {
            receiver: s(text),
            name: "expandtabs",
            args: vec![],
            kw: vec![("tabsize", V::Int(3))],
        });
    }
    check(&cases);
}

#[test]
fn str_wrong_arguments() {
    let mut cases = Vec::new();
    for name in event::py::str_methods::NAMES {
        for wrong in odd() {
            cases.push(Case::method(s("a b"), name, std::slice::from_ref(&wrong)));
            cases.push(Case::method(s("a b"), name, &[wrong.clone(), s("x")]));
            cases.push(Case::method(s("a b"), name, &[s("x"), wrong.clone()]));
            cases.push(Case::method(s("a b"), name, &[V::Int(5), wrong.clone()]));
            cases.push(Case::method(s("a b"), name, &[s("x"), s("y"), wrong.clone()]));
            let kw = |key| vec![(key, wrong.clone())];
            cases.push(Case::Method { receiver: s("a b"), name, args: vec![], kw: kw("sep") });
            cases.push(Case::Method { receiver: s("a b"), name, args: vec![s("x")], kw: kw("sep") });
            cases.push(Case::Method { receiver: s("a b"), name, args: vec![s("x")], kw: kw("bogus") });
        }
        cases.push(Case::method(s("a b"), name, &[s("a"), s("b"), s("c"), s("d")]));
        cases.push(Case::method(s("a b"), name, &[s("a"), V::Int(1), V::Int(1), s("d"), s("e")]));
    }
    check(&cases);
}

#[test]
fn str_tables_and_codecs() {
    let mut cases = Vec::new();
    let tables = [
        V::Dict(vec![
            (V::Int(97), s("xx")),
            (V::Int(98), V::None),
            (V::Int(99), V::Int(228)),
            (V::Int(100), V::Int(-1)),
        ]),
        V::Dict(vec![(V::Int(97), V::Float(1.0))]),
        V::Dict(vec![(V::Int(97), V::Int(0x110000))]),
        V::Dict(vec![(V::Int(97), V::Int(0xd800))]),
        V::List(vec![s("q"); 98]),
        s("0123456789"),
        V::None,
        V::Int(3),
    ];
    for codec in ["U8", "L1", "646", "iso8859", "Latin 1", "utf--8"] {
        for text in ["a", "é", "日"] {
            cases.push(Case::method(s(text), "encode", &[s(codec)]));
        }
    }
    for table in &tables {
        for text in ["", "abc", "xyz", "dab", "éa"] {
            cases.push(Case::method(s(text), "translate", std::slice::from_ref(table)));
        }
    }
    for args in [
        vec![V::Dict(vec![(s("a"), s("b")), (V::Int(5), V::None)])],
        vec![V::Dict(vec![(s("ab"), s("b"))])],
        vec![V::Dict(vec![(V::Float(1.0), s("b"))])],
        vec![s("abc"), s("xyz")],
        vec![s("abc"), s("xy")],
        vec![s("aé"), s("xy"), s("zé😀")],
        vec![s("a"), V::Int(1)],
        vec![V::Int(1), s("a")],
        vec![s("a"), s("b"), V::Int(1)],
        vec![s("a")],
    ] {
        cases.push(Case::method(s(""), "maketrans", &args));
    }
    let handlers = [
        "strict",
        "ignore",
        "replace",
        "backslashreplace",
        "xmlcharrefreplace",
        "surrogateescape",
        "surrogatepass",
        "bogus",
    ];
    for codec in ["utf-8", "UTF8", "utf_8", "ascii", "US-ASCII", "latin-1", "iso-8859-1", "bogus", "utf\08"] {
        for handler in handlers {
            for text in ["", "abc", "é", "aé日😀b", "\u{10d800}", "x\u{10dc80}\u{10dcff}y", "é\u{10d800}\u{10dc80}"]
            {
                cases.push(Case::method(s(text), "encode", &[s(codec), s(handler)]));
            }
            let kw = vec![("encoding", s(codec)), ("errors", s(handler))];
            for bytes in [
                b"".as_slice(),
                b"abc",
                b"\xc3\xa9",
                b"a\xffb",
                b"\xc3",
                b"\xe6\x97",
                b"\xe6\x97a",
                b"\xed\xa0\x80",
                b"\xf0\x9f\x98\x80!",
                b"\xf0\x9f\x98",
                b"\xf5\x80",
                b"\xc0\x80",
                b"\xe0\x80\x80",
                b"\xf4\x90\x80\x80",
                b"\x80\x81z",
                b"ok\xf0\x28\x8c\x28",
            ] {
                cases.push(Case::Method { receiver: b(bytes), name: "decode", args: vec![], kw: kw.clone() });
            }
        }
    }
    check(&cases);
}

#[test]
fn bytes_methods() {
    let mut cases = Vec::new();
    let texts: [&[u8]; 9] =
        [b"", b"abc", b"a b  c ", b"\t x\x0b\x0c\x1c", b"AbC", b"a,b,,c", b"\xff\x00\x80", b"aaaa", b"123"];
    let odd = [
        b(b"a"),
        b(b""),
        b(b","),
        b(b"aa"),
        V::Int(97),
        V::Int(300),
        V::None,
        s("a"),
        V::Tuple(vec![b(b"x"), b(b"a")]),
        V::Tuple(vec![s("a")]),
        V::List(vec![b(b"p"), b(b"q")]),
        V::List(vec![s("p")]),
    ];
    for text in texts {
        for name in event::py::bytes_methods::NAMES {
            cases.push(Case::method(b(text), name, &[]));
            for arg in &odd {
                cases.push(Case::method(b(text), name, std::slice::from_ref(arg)));
                cases.push(Case::method(b(text), name, &[arg.clone(), V::Int(1)]));
                cases.push(Case::method(b(text), name, &[arg.clone(), b(b"<>")]));
                cases.push(Case::method(b(text), name, &[arg.clone(), V::Int(0), V::Int(-1)]));
            }
        }
        for group in -3..4 {
            cases.push(Case::method(b(text), "hex", &[s(":"), V::Int(group)]));
        }
        cases.push(Case::method(b(text), "hex", &[s("é")]));
        cases.push(Case::method(b(text), "hex", &[s("::")]));
        for width in [
            V::Int(-1),
            V::Int(0),
            V::Int(4),
            V::Int(7),
            V::Int(8),
            V::Bool(true),
            V::Float(2.0),
            V::Big("-1267650600228229401496703205376"),
        ] {
            for name in ["center", "ljust", "rjust"] {
                cases.push(Case::method(b(text), name, std::slice::from_ref(&width)));
                for fill in [b(b"*"), b(b""), s("*"), V::None, V::Int(42)] {
                    cases.push(Case::method(b(text), name, &[width.clone(), fill]));
                }
            }
            for name in ["zfill", "expandtabs", "splitlines"] {
                cases.push(Case::method(b(text), name, std::slice::from_ref(&width)));
            }
            for name in ["split", "rsplit"] {
                cases.push(Case::method(b(text), name, &[V::None, width.clone()]));
                cases.push(Case::method(b(text), name, &[b(b","), width.clone()]));
                let kw = vec![("maxsplit", width.clone())];
                cases.push(Case::Method { receiver: b(text), name, args: vec![], kw });
            }
        }
        for table in [V::None, b(&[b'x'; 256]), b(&[b'x'; 255]), s("x")] {
            for delete in [b(b"a"), b(b""), V::None, s("a")] {
                cases.push(Case::method(b(text), "translate", &[table.clone(), delete.clone()]));
                let kw = vec![("delete", delete)];
                cases.push(Case::Method {
                    receiver: b(text),
                    name: "translate",
                    args: vec![table.clone()],
                    kw: kw.clone(),
                });
                cases.push(Case::Method { receiver: b(text), name: "translate", args: vec![], kw });
            }
            let kw = vec![("table", table)];
            cases.push(Case::Method { receiver: b(text), name: "translate", args: vec![], kw });
        }
    }
    for hex in ["", "6", "61", " 61\t62\x0b", "6 1", "6g", "6162é", "é", "61\u{a0}62"] {
        cases.push(Case::method(b(b""), "fromhex", &[s(hex)]));
    }
    for text in
        [&b"a\r\n\rb\x0bc\x0c\n"[..], b"\n", b"\ta\tbc\n\td\r\te", b"+", b"-7", b"they're Bill's A1b", b"A", b"aB"]
    {
        for name in ["splitlines", "expandtabs", "title", "istitle", "capitalize", "swapcase"] {
            cases.push(Case::method(b(text), name, &[]));
        }
        cases.push(Case::method(b(text), "splitlines", &[V::Bool(true)]));
        cases.push(Case::method(b(text), "zfill", &[V::Int(6)]));
        cases.push(Case::method(b(text), "expandtabs", &[V::Int(0)]));
        cases.push(Case::method(b(text), "expandtabs", &[V::Int(3)]));
    }
    check(&cases);
}

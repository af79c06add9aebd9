//! `repr`, `str` and `ascii` of every kind of value.

use super::case::{Case, V, b, check, python, s};
use event::exception::{Exc, Kind};
use event::py::dict::View;
use event::py::function::Func;
use event::py::{builtins, text};
use event::value::Type;
use event::{Heap, Value};

#[test]
fn values_of_all_types() {
    let mut values = vec![
        V::None,
        V::Bool(true),
        V::Bool(false),
        V::Int(0),
        V::Int(i64::MIN),
        V::Big("123456789012345678901234567890"),
        V::Float(1.0),
        s(""),
        s("it's"),
        s("say \"hi\""),
        s("both ' and \""),
        s("back\\slash"),
        s("\t\n\r\0\x1f\x7f"),
        s("é\u{80}\u{a0}\u{ad}\u{100}\u{378}\u{2028}\u{e000}\u{feff}\u{ffff}"),
        s("😀\u{10d800}\u{10dfff}\u{10ffff}\u{e0001}\u{1f6f6}"),
        b(b""),
        b(b"it's"),
        b(b"say \"hi\""),
        b(b"both ' and \""),
        b(b"\\\t\n\r\x00\x7f\x80\xff~ "),
        V::Class,
        V::List(vec![]),
        V::Tuple(vec![]),
        V::Tuple(vec![V::Int(1)]),
        V::Dict(vec![]),
        V::Set(false, vec![]),
        V::Set(true, vec![]),
        V::Set(true, vec![V::Int(1)]),
        V::Set(false, vec![V::Int(3), V::Int(1), V::Int(2)]),
        V::Set(false, vec![s("a"), s("b"), s("c"), s("é")]),
        V::Range(0, 5, 1),
        V::Range(1, 10, 3),
        V::Range(5, -5, -1),
    ];
    values.push(V::List(values.clone()));
    values.push(V::Tuple(vec![
        V::List(vec![s("é")]),
        V::Dict(vec![(V::Tuple(vec![V::Int(1), s("'")]), V::List(vec![V::None]))]),
    ]));
    values.push(V::Dict(vec![
        (s("k"), V::Float(f64::NAN)),
        (V::None, V::Set(true, vec![V::Tuple(vec![])])),
        (V::Float(-0.0), b(b"x")),
    ]));
    let mut cases = Vec::new();
    for value in values {
        cases.extend([Case::Repr(value.clone()), Case::Str(value.clone()), Case::Ascii(value)]);
    }
    for digits in [4299, 4300, 4301, 4302] {
        let big: &'static str = Box::leak(format!("-{}", "7".repeat(digits)).into_boxed_str());
        // The literal itself has the limit in CPython: it is made by a calculation there.
        if digits <= 4300 {
            cases.push(Case::Str(V::Big(big)));
        }
    }
    check(&cases);
}

#[test]
fn what_holds_itself() {
    let heap = Heap::default();
    let py = heap.enter();
    let list = py.list(&[Value::Int(1)]);
    let tuple = py.tuple(&[list, Value::Int(2)]);
    let dict = py.dict(&[(Value::Str("l"), list), (Value::Str("t"), tuple)]).unwrap();
    let Value::Dict(inner) = dict else { panic!("a dict") };
    for item in [
        list,
        tuple,
        dict,
        Value::View(View::Values(inner)),
        Value::View(View::Items(inner)),
        Value::View(View::Keys(inner)),
    ] {
        let Value::List(list) = list else { panic!("a list") };
        list.items_mut().push(item);
    }
    inner.insert(py, Value::Str("d"), dict).unwrap();
    let ours: Vec<&str> = [list, tuple, dict].iter().map(|value| text::repr(py, *value).unwrap()).collect();
    let theirs = python(
        "l = [1]\nt = (l, 2)\nd = {'l': l, 't': t}\nl += [l, t, d, d.values(), d.items(), d.keys()]\nd['d'] = d\nprint(repr(l), repr(t), repr(d), sep='\\n')\n",
    );
    assert_eq!(ours.join("\n") + "\n", theirs);
}

#[test]
fn deep_nesting_raises_and_shared_items_end() {
    let heap = Heap::with_limit(64 << 20);
    let py = heap.enter();
    let nested = |levels: usize| (0..levels).fold(Value::None, |inner, _| py.list(&[inner]));
    assert!(text::repr(py, nested(900)).is_ok());
    let e = text::repr(py, nested(100_000)).unwrap_err();
    assert_eq!(e.kind(), Kind::RecursionError);
    assert_eq!(e.message(py), "maximum recursion depth exceeded while getting the repr of an object");
    let chained = (0..100_000)
        .fold(Value::None, |inner, _| Value::Exception(Exc::new(py, Kind::ValueError, &[inner]).exception()));
    assert_eq!(text::repr(py, chained).unwrap_err().kind(), Kind::RecursionError);
    assert_eq!(text::str_of(py, chained).unwrap_err().kind(), Kind::RecursionError);
    // 2^60 items in 60 lists.
    let doubled = (0..60).fold(Value::None, |inner, _| py.list(&[inner, inner]));
    assert_eq!(text::repr(py, doubled).unwrap_err().kind(), Kind::MemoryError);
}

#[test]
fn exceptions_classes_and_functions() {
    let heap = Heap::default();
    let py = heap.enter();
    let text_ = |text| Value::Str(text);
    let cases = [
        ((Kind::KeyError, vec![text_("x")]), "KeyError('x')"),
        ((Kind::KeyError, vec![]), "KeyError()"),
        ((Kind::KeyError, vec![Value::Int(1), Value::Int(2)]), "KeyError(1, 2)"),
        ((Kind::ValueError, vec![text_("it's")]), "ValueError(\"it's\")"),
        ((Kind::ValueError, vec![Value::None]), "ValueError(None)"),
        ((Kind::OSError, vec![Value::Int(99999), text_("gone")]), "OSError(99999, 'gone')"),
        ((Kind::StopIteration, vec![py.tuple(&[Value::Int(1)])]), "StopIteration((1,))"),
        ((Kind::RegexError, vec![text_("bad")]), "re.error('bad')"),
        (
            (
                Kind::UnicodeDecodeError,
                vec![text_("utf-8"), Value::Bytes(b"a\xff"), Value::Int(1), Value::Int(2), text_("why")],
            ),
            "UnicodeDecodeError('utf-8', b'a\\xff', 1, 2, 'why')",
        ),
        (
            (
                Kind::UnicodeDecodeError,
                vec![text_("utf-8"), Value::Bytes(b"a\xff\xfe"), Value::Int(1), Value::Int(3), text_("why")],
            ),
            "UnicodeDecodeError('utf-8', b'a\\xff\\xfe', 1, 3, 'why')",
        ),
    ];
    let mut program = String::from("import re\n");
    let mut ours = String::new();
    for ((kind, args), source) in cases {
        program.push_str(&format!("e = {source}\nprint(repr(e), '|', str(e))\n"));
        let e = Exc::new(py, kind, &args);
        let value = Value::Exception(e.exception());
        ours.push_str(&format!("{} | {}\n", text::repr(py, value).unwrap(), e.message(py)));
    }
    let classes = [
        (Type::Str, "str"),
        (Type::Int, "int"),
        (Type::NoneType, "type(None)"),
        (Type::DictKeys, "type({}.keys())"),
        (Type::FrozenSet, "frozenset"),
        (Type::Exception(Kind::KeyError), "KeyError"),
        (Type::Exception(Kind::JSONDecodeError), "json.JSONDecodeError"),
        (Type::Exception(Kind::AddressValueError), "ipaddress.AddressValueError"),
        (Type::Exception(Kind::BinasciiError), "binascii.Error"),
        (Type::Exception(Kind::RegexError), "re.error"),
        (Type::Function, "type(lambda: 0)"),
        (Type::Builtin, "type(len)"),
        (Type::Ellipsis, "type(...)"),
        (Type::NotImplemented, "type(NotImplemented)"),
        (Type::Native("IPv4Address"), "ipaddress.IPv4Address"),
        (Type::Native("datetime"), "datetime.datetime"),
    ];
    program.push_str("import json, ipaddress, binascii, datetime\n");
    for (class, source) in classes {
        program.push_str(&format!("print({source})\n"));
        ours.push_str(&format!("{}\n", text::str_of(py, Value::Type(class)).unwrap()));
    }
    program.push_str("print(len, ..., NotImplemented)\n");
    let len = builtins::value(py, "len").unwrap();
    let shown = [len, Value::Ellipsis, Value::NotImplemented].map(|value| text::repr(py, value).unwrap());
    ours.push_str(&format!("{}\n", shown.join(" ")));
    // Addresses differ from run to run; what stands before them does not.
    program.push_str("def f(): pass\nshow = lambda x: print(repr(x).partition(' at ')[0])\n");
    program.push_str("show(f); show(iter([])); show((x for x in [])); show('a'.lower); show([].append)\n");
    let f = Func::python(py, event::py::function::Names::plain("f"), |_, _| Ok(Value::None));
    let step = event::py::iter::Iter::generator(py, "<genexpr>", |_| Ok(None));
    for value in [
        f,
        Value::Iter(event::py::iter::Iter::of(py, py.list(&[])).unwrap()),
        Value::Iter(step),
        Func::method(py, Value::Str("a"), "lower"),
        Func::method(py, py.list(&[]), "append"),
    ] {
        let shown = text::repr(py, value).unwrap();
        ours.push_str(shown.split(" at ").next().unwrap());
        ours.push('\n');
    }
    assert_eq!(ours, python(&program));
}

//! The constructors, builtins and methods of numbers and the functions of `math`, beside CPython's.

mod oracle;

use event::py::args::Args;
use event::py::{math, number, number_builtins, number_methods};
use event::{Heap, Py, Ret, Value};
use num_bigint::BigInt;
use oracle::Oracle;

/// An argument as Python's source; [`read`] makes the value.
fn read<'a>(py: Py<'a>, source: &str) -> Value<'a> {
    let source = source.trim();
    if let Some(bits) = source.strip_prefix("F(") {
        return Value::Float(f64::from_bits(bits.trim_end_matches(')').parse().expect("bits")));
    }
    if let Some(text) = source.strip_prefix("U(") {
        let codes = text.trim_end_matches(')').split_whitespace().map(|c| c.parse::<u32>().expect("a code point"));
        return py.str(&codes.map(|c| char::from_u32(c).expect("a character")).collect::<String>());
    }
    match source {
        "None" => Value::None,
        "True" => Value::Bool(true),
        "False" => Value::Bool(false),
        "[]" => py.list(&[]),
        "()" => Value::Tuple(&[]),
        _ if source.starts_with("b'") => {
            Value::Bytes(py.alloc_slice(source.trim_start_matches("b'").trim_end_matches('\'').as_bytes()))
        }
        _ if source.starts_with('\'') => py.str(source.trim_matches('\'')),
        _ if source.starts_with('[') => {
            let items = source.trim_matches(['[', ']']).split(',').map(|item| read(py, item)).collect::<Vec<_>>();
            py.list(&items)
        }
        _ => py.int(&source.parse::<BigInt>().expect(source)),
    }
}

fn float(x: f64) -> String {
    format!("F({})", x.to_bits())
}

/// Text as its code points, so that nothing has to be quoted.
fn text(s: &str) -> String {
    let codes = s.chars().map(|c| (c as u32).to_string()).collect::<Vec<_>>().join(" ");
    format!("U({codes})")
}

/// Positional arguments and `name=value` ones.
fn call<'a>(py: Py<'a>, arguments: &[String], function: impl FnOnce(Args<'a, '_>) -> Ret<'a>) -> Ret<'a> {
    let (mut pos, mut kw) = (Vec::new(), Vec::new());
    for argument in arguments {
        match argument.split_once('=') {
            Some((name, value)) => kw.push((py.alloc_str(name), read(py, value))),
            None => pos.push(read(py, argument)),
        }
    }
    function(Args { pos: &pos, kw: &kw })
}

/// Python's source of the arguments: code points are quoted as text there.
fn sources(arguments: &[String]) -> String {
    let source = |argument: &String| match argument.strip_prefix("U(") {
        Some(codes) => format!("U('{}')", codes.trim_end_matches(')')),
        None => argument.clone(),
    };
    arguments.iter().map(source).collect::<Vec<_>>().join(", ")
}

fn strings(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|a| (*a).to_owned()).collect()
}

fn floats() -> Vec<f64> {
    let mut values = vec![
        0.0,
        0.1,
        0.25,
        0.5,
        0.75,
        1.0,
        1.5,
        2.0,
        2.5,
        2.675,
        3.5,
        0.125,
        0.375,
        1.005,
        1e-7,
        5e-324,
        2.2e-308,
        1e15,
        1e16,
        4503599627370497.5,
        9007199254740993.0,
        1e22,
        1e23,
        1.5e300,
        1.7e308,
        f64::MAX,
        f64::INFINITY,
        12345.678,
        170.0,
        709.0,
        710.0,
        745.2,
        0.9999999999999999,
        9.3e18,
        9.223372036854775e18,
        1e-300,
        333.33,
        1.0000000000000002,
    ];
    values.extend(values.clone().iter().map(|x| -x));
    values.push(f64::NAN);
    values
}

fn ints() -> Vec<String> {
    let mut values: Vec<BigInt> =
        [0, 1, 2, 3, 5, 10, 15, 25, 35, 50, 127, 128, 129, 255, 256, 1000, 12345, 0x10ffff, 0xd800]
            .into_iter()
            .map(BigInt::from)
            .collect();
    for power in [31, 53, 62, 63, 64, 100, 1024] {
        for offset in -1..=1 {
            let value: BigInt = (BigInt::from(1) << power) + offset;
            values.push(value);
        }
    }
    values.extend(values.clone().iter().map(|x| -x));
    values.iter().map(BigInt::to_string).collect()
}

const OTHERS: [&str; 9] = ["None", "True", "False", "'a'", "''", "b'ab'", "[1, 2]", "()", "'12'"];

fn anything() -> Vec<String> {
    floats().into_iter().map(float).chain(ints()).chain(strings(&OTHERS)).collect()
}

type Function = Box<dyn for<'a, 'c> Fn(Py<'a>, Args<'a, 'c>) -> Ret<'a>>;

fn builtin(name: &'static str) -> Function {
    Box::new(move |py, args| number_builtins::call(py, name, args).expect("a builtin"))
}

fn of_math(name: &'static str) -> Function {
    Box::new(move |py, args| math::call(py, name, args).expect("a function"))
}

/// `python` and `function` with each list of arguments.
fn compare<'c>(
    oracle: &mut Oracle,
    python: &str,
    lists: impl IntoIterator<Item = Vec<String>>,
    function: impl for<'a> Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'c,
) {
    let mut heap = Heap::default();
    for arguments in lists {
        heap.reset();
        let py = heap.enter();
        let result = call(py, &arguments, |args| function(py, args));
        oracle.expect(py, format!("{python}({})", sources(&arguments)), result);
    }
}

fn ones(values: &[String]) -> Vec<Vec<String>> {
    values.iter().map(|v| vec![v.clone()]).collect()
}

fn pairs(left: &[String], right: &[String]) -> Vec<Vec<String>> {
    left.iter().flat_map(|a| right.iter().map(|b| vec![a.clone(), b.clone()])).collect()
}

/// Ways to call with too little, too much and by name.
fn wrong_calls() -> Vec<Vec<String>> {
    [&[][..], &["1", "2", "3", "4"], &["1", "2", "3"], &["1", "2"], &["x=1"]].into_iter().map(strings).collect()
}

const TEXTS: [&str; 96] = [
    "",
    " ",
    "0",
    "-0",
    "+0",
    "00",
    "007",
    "1",
    "-1",
    "+1",
    "--1",
    "+-1",
    "- 1",
    " 12 ",
    "\t12\n",
    "\u{b}12\u{c}",
    "\u{1c}12",
    "\u{a0}12\u{2003}",
    "12\u{85}",
    "1_000",
    "1__0",
    "_1",
    "1_",
    "1_0_0",
    "0_0",
    "0x10",
    "0X1F",
    "0x",
    "0x_1f",
    "0x__1",
    "0b101",
    "0B2",
    "0o17",
    "0o_17",
    "0_7",
    "08",
    "ff",
    "FF",
    "zz",
    "1.0",
    "1.",
    ".5",
    ".",
    "1e5",
    "1E5",
    "1e+5",
    "1e-5",
    "1e",
    "e5",
    "1e5.0",
    "1_0.0_1",
    "1_.0",
    "1._0",
    "1e_5",
    "1e1_0",
    "inf",
    "-inf",
    "+Infinity",
    "INF",
    "infinit",
    "nan",
    "-nan",
    "NaN",
    "nan(1)",
    "infinity1",
    "0x1p3",
    "1e400",
    "-1e400",
    "1e-400",
    "123456789012345678901234567890",
    "0.1000000000000000055511151231257827",
    "9007199254740993",
    "2.2250738585072011e-308",
    "\u{661}\u{662}",
    "\u{661}.\u{665}",
    "\u{1d7d8}\u{1d7d9}",
    "1\u{661}_2",
    "é",
    "1é",
    "\u{0}1",
    "1\u{0}",
    "1 2",
    "ten",
    "'",
    "\"'",
    "\\",
    "0b",
    "0o8",
    "1,000",
    "1e99999999999999999999",
    "0e99999999999999999999",
    "\u{feff}1",
    "²",
    "١٢٣",
    "1\n\n",
    "\u{7f}1",
];

#[test]
fn constructors_of_text() {
    let mut oracle = Oracle::default();
    let mut texts: Vec<String> = TEXTS.iter().map(|s| text(s)).collect();
    for length in [4299, 4300, 4301] {
        texts.push(text(&"1".repeat(length)));
        texts.push(text(&("1".repeat(length) + "x")));
        texts.push(text(&("-".to_owned() + &"9_".repeat(length - 1) + "9")));
    }
    texts.push(text(&"x".repeat(300)));
    texts.push(text(&"é".repeat(300)));
    compare(&mut oracle, "int", ones(&texts), number::construct_int);
    compare(&mut oracle, "float", ones(&texts), number::construct_float);
    let bases = strings(&[
        "0", "2", "8", "10", "16", "36", "base=0", "base=16", "base=3", "1", "37", "-1", "None", "True", "x=1",
    ]);
    compare(&mut oracle, "int", pairs(&texts, &bases), number::construct_int);
    let bytes = strings(&["b'12'", "b' 1_0 '", "b'x'", "b''", "b'1.5'", "b'0x1f'"]);
    compare(&mut oracle, "int", ones(&bytes), number::construct_int);
    compare(&mut oracle, "int", pairs(&bytes, &bases), number::construct_int);
    compare(&mut oracle, "float", ones(&bytes), number::construct_float);
    oracle.check();
}

#[test]
fn constructors_of_anything() {
    let mut oracle = Oracle::default();
    let lists = || ones(&anything()).into_iter().chain(wrong_calls());
    compare(&mut oracle, "int", lists(), number::construct_int);
    compare(&mut oracle, "float", lists(), number::construct_float);
    compare(&mut oracle, "bool", lists(), number::construct_bool);
    compare(
        &mut oracle,
        "int",
        pairs(&anything(), &strings(&["10", "'a'", "base=10", "base=None"])),
        number::construct_int,
    );
    compare(&mut oracle, "int", [strings(&["base=10"])], number::construct_int);
    oracle.check();
}

#[test]
fn builtins() {
    let mut oracle = Oracle::default();
    for name in number_builtins::NAMES {
        let lists = ones(&anything()).into_iter().chain(wrong_calls());
        compare(&mut oracle, name, lists, |py, args| number_builtins::call(py, name, args).expect("a builtin"));
    }
    let digits: Vec<String> = (-30..30).map(|d: i32| d.to_string()).collect();
    let far =
        strings(&["-400", "-308", "-309", "308", "320", "323", "324", "99999999999999999999", "None", "'a'", "True"]);
    let few: Vec<String> = [far, digits].concat();
    let round = builtin("round");
    compare(&mut oracle, "round", pairs(&anything(), &few), &round);
    compare(
        &mut oracle,
        "round",
        [strings(&["25", "ndigits=-1"]), strings(&["number=25"]), strings(&["ndigits=1"])],
        &round,
    );
    let halves: Vec<String> = (-40..40).map(|n| float(f64::from(n) / 8.0)).collect();
    let cents: Vec<String> = (0..200).map(|n| float(f64::from(n) * 1.015 + 0.005)).collect();
    compare(&mut oracle, "round", ones(&halves), &round);
    compare(&mut oracle, "round", pairs(&[halves, cents].concat(), &strings(&["0", "1", "2", "3", "-1"])), &round);
    oracle.check();
}

#[test]
fn pow_with_a_modulus() {
    let mut oracle = Oracle::default();
    let some = strings(&[
        "0",
        "1",
        "-1",
        "2",
        "3",
        "-7",
        "10",
        "97",
        "-97",
        "340282366920938463463374607431768211457",
        "True",
        "'a'",
        "F(0)",
    ]);
    let pow = builtin("pow");
    for modulus in &some {
        let lists = pairs(&some, &some).into_iter().map(|mut list| {
            list.push(modulus.clone());
            list
        });
        compare(&mut oracle, "pow", lists, &pow);
    }
    compare(
        &mut oracle,
        "pow",
        [strings(&["2", "3", "mod=5"]), strings(&["2", "exp=3"]), strings(&["2", "3", "base=5"])],
        &pow,
    );
    oracle.check();
}

#[test]
fn methods() {
    let mut oracle = Oracle::default();
    let mut heap = Heap::default();
    let numbers: Vec<String> =
        anything().into_iter().filter(|v| !v.contains(['\'', '[']) && v != "None" && v != "()").collect();
    let arguments: Vec<Vec<String>> = [
        &[][..],
        &["1"],
        &["9", "'little'"],
        &["9", "'big'", "signed=True"],
        &["16", "'little'", "signed=True"],
        &["1", "'big'", "signed=True"],
        &["2", "'x'"],
        &["-1"],
        &["0"],
        &["'a'"],
        &["1", "2"],
        &["200", "byteorder='little'", "signed=True"],
        &["99999999999999999999"],
        &["1", "'big'", "True"],
        &["1", "'big'", "True", "1"],
        &["1", "length=1"],
        &["1", "x=1"],
    ]
    .into_iter()
    .map(strings)
    .collect();
    for receiver in &numbers {
        let names = if receiver.starts_with("F(") { number_methods::FLOAT_NAMES } else { number_methods::INT_NAMES };
        for name in names.iter().filter(|name| !name.starts_with("from")) {
            let lists = if *name == "to_bytes" { &arguments[..] } else { &arguments[..2] };
            for list in lists {
                heap.reset();
                let py = heap.enter();
                let result =
                    call(py, list, |args| number_methods::call(py, read(py, receiver), name, args).expect("a method"));
                oracle.expect(py, format!("({receiver}).{name}({})", sources(list)), result);
            }
        }
        for name in number_methods::ATTRIBUTES {
            heap.reset();
            let py = heap.enter();
            if let Some(value) = number_methods::attribute(py, read(py, receiver), name) {
                oracle.expect(py, format!("({receiver}).{name}"), Ok(value));
            }
        }
    }
    oracle.check();
}

#[test]
fn class_methods() {
    use event::value::Type;
    let mut oracle = Oracle::default();
    let bytes = strings(&[
        "b''",
        "b'a'",
        "b'abc'",
        "b'~~~~~~~~~'",
        "[1, 2]",
        "[255, 0]",
        "[128, 0]",
        "[0, 128]",
        "[300]",
        "[-1]",
        "()",
        "'a'",
        "5",
        "None",
        "['a']",
    ]);
    let orders = strings(&["'big'", "'little'", "'x'", "byteorder='little'", "5", "signed=True"]);
    let lists = ones(&bytes)
        .into_iter()
        .chain(pairs(&bytes, &orders))
        .chain(bytes.iter().flat_map(|b| ["'big'", "'little'"].map(|order| strings(&[b, order, "signed=True"]))))
        .chain([vec![], strings(&["b'a'", "'big'", "True"])]);
    compare(&mut oracle, "int.from_bytes", lists, |py, args| {
        number_methods::class_call(py, Type::Int, "from_bytes", args).expect("a class method")
    });
    let texts = [
        "0x1.8p3",
        "1.8",
        "0x.8",
        "0x8.",
        "0x1p-1074",
        "0x1p-1075",
        "0x1.8p-1075",
        "0x1.fffffffffffff8p+0",
        "0x1.00000000000008p0",
        "0x1.000000000000081p0",
        "0x1.00000000000018p0",
        "0x1.fffffffffffffp+1023",
        "0x1.fffffffffffff8p+1023",
        "0x1p1024",
        "0x1.fffffffffffff7fffp1023",
        "0x0p99999999999",
        "inf",
        "-Infinity",
        "nan",
        "-nan",
        " 0x1p3 ",
        "0x",
        "0x.p1",
        "p1",
        "",
        "0x1p",
        "0x1p+",
        "0x1g",
        "1e5",
        "+0X1P+3",
        "-0x0p0",
        "0x1 p3",
        "0x0.00000000000000000000000000000000001p130",
        "0xfffffffffffffffffffff",
        "0x1p99999999999999999999",
        "0x1p-99999999999999999999",
        "1p5",
        "infin",
        "abc",
        "0x0.0000000000001p-1022",
        "0x3p-1075",
        "0x1_0p0",
        "é",
    ];
    let lists: Vec<_> =
        texts.iter().map(|t| vec![text(t)]).chain([strings(&["5"]), vec![], strings(&["'a'", "'b'"])]).collect();
    compare(&mut oracle, "float.fromhex", lists, |py, args| {
        number_methods::class_call(py, Type::Float, "fromhex", args).expect("a class method")
    });
    oracle.check();
}

/// A generator of floats and ints that is the same everywhere.
fn random(seed: u64, count: usize) -> Vec<u64> {
    let mut state = seed;
    let step = |_| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 32) ^ (state << 21)
    };
    (0..count).map(step).collect()
}

#[test]
fn math_of_anything() {
    let mut oracle = Oracle::default();
    let small: Vec<f64> = random(1, 300).iter().map(|r| (*r as f64 / u64::MAX as f64 - 0.5) * 30.0).collect();
    let some: Vec<String> =
        floats().into_iter().chain(small).map(float).chain(ints()).chain(strings(&OTHERS)).collect();
    let few: Vec<String> = some.iter().step_by(5).cloned().collect();
    for name in math::NAMES {
        compare(&mut oracle, &format!("math.{name}"), wrong_calls(), of_math(name));
        match *name {
            "factorial" => {
                compare(&mut oracle, "math.factorial", (-3..60).map(|n: i32| vec![n.to_string()]), of_math(name))
            }
            "comb" | "perm" => {
                let counts = strings(&[
                    "0",
                    "1",
                    "2",
                    "5",
                    "10",
                    "40",
                    "41",
                    "100",
                    "-1",
                    "'a'",
                    "True",
                    "None",
                    "99999999999999999999999",
                ]);
                let large =
                    strings(&["0", "1", "3", "10", "-1", "99999999999999999999999", "99999999999999999999998", "F(0)"]);
                compare(&mut oracle, &format!("math.{name}"), pairs(&counts, &large), of_math(name));
                compare(&mut oracle, &format!("math.{name}"), pairs(&counts[..8], &counts), of_math(name));
            }
            "log" | "gcd" | "lcm" | "atan2" | "copysign" | "fmod" | "pow" | "isclose" | "hypot" => {
                compare(&mut oracle, &format!("math.{name}"), ones(&some), of_math(name));
                compare(&mut oracle, &format!("math.{name}"), pairs(&few, &few), of_math(name));
            }
            "ldexp" => {
                let exponents = strings(&[
                    "0",
                    "1",
                    "-1",
                    "52",
                    "-52",
                    "1023",
                    "-1074",
                    "-1080",
                    "2000",
                    "-2200",
                    "F(0)",
                    "99999999999999999999",
                ]);
                compare(&mut oracle, "math.ldexp", pairs(&some, &exponents), of_math(name));
            }
            _ => compare(&mut oracle, &format!("math.{name}"), ones(&some), of_math(name)),
        }
    }
    oracle.check();
}

#[test]
fn math_sums_of_random_floats() {
    let mut oracle = Oracle::default();
    let finite = |bits: &u64| {
        let x = f64::from_bits(*bits);
        float(if x.is_finite() { x } else { 1.0 })
    };
    let near = |bits: &u64| float((*bits as f64 / 1e18 - 9.0) * 10_f64.powi((*bits % 40) as i32 - 20));
    for seed in 0..200 {
        let numbers = random(seed, 2 + (seed % 9) as usize);
        for (name, list) in [
            ("fsum", vec![format!("[{}]", numbers.iter().map(near).collect::<Vec<_>>().join(", "))]),
            ("fsum", vec![format!("[{}]", numbers.iter().map(finite).collect::<Vec<_>>().join(", "))]),
            ("prod", vec![format!("[{}]", numbers.iter().map(near).collect::<Vec<_>>().join(", "))]),
            ("hypot", numbers.iter().map(near).collect()),
            ("hypot", numbers.iter().map(finite).collect()),
        ] {
            compare(&mut oracle, &format!("math.{name}"), [list], |py, args| {
                math::call(py, name, args).expect("a function")
            });
        }
    }
    let tiny = strings(&[&float(5e-324), &float(1e-320), &float(2e-310)]);
    compare(&mut oracle, "math.hypot", pairs(&tiny, &tiny), |py, args| {
        math::call(py, "hypot", args).expect("a function")
    });
    let infinite = [
        "[F(9218868437227405312), F(18442240474082181120)]",
        "[F(9218868437227405311), F(9218868437227405311)]",
        "[F(9218868437227405312), 1]",
        "['a']",
        "[]",
        "5",
    ];
    compare(&mut oracle, "math.fsum", infinite.map(|list| strings(&[list])), |py, args| {
        math::call(py, "fsum", args).expect("a function")
    });
    compare(
        &mut oracle,
        "math.prod",
        [strings(&["[1, 2]", "start='a'"]), strings(&["[2, 'a']"]), strings(&["5"]), strings(&["[1]", "2"])],
        |py, args| math::call(py, "prod", args).expect("a function"),
    );
    oracle.check();
}

#[test]
fn text_of_ints() {
    let mut oracle = Oracle::default();
    let heap = Heap::default();
    let py = heap.enter();
    let ten: BigInt = BigInt::from(10);
    for value in
        [ten.pow(4299), ten.pow(4300) - 1, ten.pow(4300), -ten.pow(4299), -ten.pow(4300), ten.pow(5000), ten.pow(30)]
    {
        let source = format!("str({value:#x})");
        oracle.expect(py, source, number::int_str(py, py.int(&value)).map(Value::Str));
    }
    for value in ints() {
        oracle.expect(py, format!("str({value})"), number::int_str(py, read(py, &value)).map(Value::Str));
    }
    oracle.check();
}

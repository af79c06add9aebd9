//! What `python3` says of the same expressions.

use std::io::Write;
use std::process::{Command, Stdio};

use event::{Py, Ret, Value};

/// Evaluates each line of its input; prints each value, or exception, in the notation of [`show`].
const SCRIPT: &str = r#"
import math, struct, sys
def F(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]
def U(codes):
    return "".join(chr(int(code)) for code in codes.split())
def in_place(a, sign, b):
    names = {"a": a, "b": b}
    exec("x = a\nx %s b" % sign, {}, names)
    x = names["x"]
    return (x, a, x is a or type(a) not in (list, set, dict))
def show(v):
    t = type(v)
    if t is bool or v is None or v is Ellipsis: return repr(v)
    if t is int: return "%x" % v
    if t is float: return "nan" if v != v else "float:%x" % struct.unpack("<Q", struct.pack("<d", v))[0]
    if t is complex: raise NotImplementedError("complex numbers are not supported")
    if t is str: return "str:" + v.encode("utf-8", "surrogatepass").hex() if any(c < " " or c > "~" for c in v) else "'" + v + "'"
    if t is bytes: return "bytes:" + v.hex()
    if t is list: return "[" + " ".join(map(show, v)) + "]"
    if t is tuple: return "(" + " ".join(map(show, v)) + ")"
    if t is dict: return "{" + " ".join(show(k) + "=" + show(x) for k, x in v.items()) + "}"
    if t in (set, frozenset): return t.__name__ + "[" + " ".join(map(show, v)) + "]"
    return t.__name__
def answer(source):
    try:
        return show(eval(source))
    except MemoryError:
        return "MemoryError"
    except Exception as e:
        return type(e).__name__ + show(e.args)
sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
for line in sys.stdin:
    print(answer(line.rstrip("\n")))
"#;

/// A value in a notation that both sides can print without a `repr`: floats by their bits, text by its bytes.
pub fn show(value: Value<'_>) -> String {
    let all = |items: &[Value<'_>]| items.iter().map(|v| show(*v)).collect::<Vec<_>>().join(" ");
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    match value {
        Value::None => "None".to_owned(),
        Value::Ellipsis => "Ellipsis".to_owned(),
        Value::Bool(b) => if b { "True" } else { "False" }.to_owned(),
        Value::Int(_) | Value::Big(_) => {
            event::py::integer::to_bigint(value).map_or_else(String::new, |i| format!("{i:x}"))
        }
        Value::Float(x) if x.is_nan() => "nan".to_owned(),
        Value::Float(x) => format!("float:{:x}", x.to_bits()),
        Value::Str(s) if s.bytes().all(|b| (b' '..=b'~').contains(&b)) => format!("'{s}'"),
        Value::Str(s) => {
            let bytes: Vec<u8> = s.chars().flat_map(bytes_of).collect();
            format!("str:{}", hex(&bytes))
        }
        Value::Bytes(bytes) => format!("bytes:{}", hex(bytes)),
        Value::List(list) => format!("[{}]", all(list.snapshot())),
        Value::Tuple(items) => format!("({})", all(items)),
        // In the order in which they are walked, which is CPython's too.
        Value::Set(set) => {
            let mut items = Vec::new();
            let mut from = 0;
            while let Some((next, item)) = set.next_from(from) {
                items.push(item);
                from = next;
            }
            format!("{}[{}]", value.type_name(), all(&items))
        }
        Value::Dict(dict) => {
            let pairs = dict.pairs().iter().map(|(k, v)| format!("{}={}", show(*k), show(*v)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(" "))
        }
        other => other.type_name().to_owned(),
    }
}

/// UTF-8, with lone surrogates as they would be.
fn bytes_of(c: char) -> Vec<u8> {
    match event::py::hash::code_point(c) {
        surrogate @ 0xd800..=0xdfff => {
            vec![0xed, 0x80 | (surrogate >> 6 & 0x3f) as u8, 0x80 | (surrogate & 0x3f) as u8]
        }
        _ => c.to_string().into_bytes(),
    }
}

/// Expressions and what they give here, to be compared with CPython in one go.
#[derive(Default)]
pub struct Oracle {
    cases: Vec<(String, String)>,
}

impl Oracle {
    /// `source` must give what `result` is.
    pub fn expect<'a>(&mut self, _py: Py<'a>, source: impl Into<String>, result: Ret<'a>) {
        let shown = match result {
            Ok(value) => show(value),
            Err(e) if e.kind() == event::exception::Kind::MemoryError => "MemoryError".to_owned(),
            Err(e) => format!("{}{}", e.kind().python_name(), show(Value::Tuple(e.exception().args()))),
        };
        self.cases.push((source.into(), shown));
    }

    /// Asks `python3`; panics with the first differences.
    pub fn check(self) {
        let mut child = Command::new("python3")
            .args(["-c", SCRIPT])
            .env("PYTHONHASHSEED", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is needed to test against");
        let mut stdin = child.stdin.take().expect("piped");
        let input: String = self.cases.iter().map(|(source, _)| format!("{source}\n")).collect();
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().expect("python3 ends");
        writer.join().expect("the writer does not panic").expect("python3 reads all");
        let output = String::from_utf8(output.stdout).expect("the script prints UTF-8");
        let answers: Vec<&str> = output.lines().collect();
        assert_eq!(answers.len(), self.cases.len(), "python3 stopped early");
        let wrong: Vec<String> = self
            .cases
            .iter()
            .zip(&answers)
            .filter(|((_, ours), theirs)| ours != *theirs)
            .map(|((source, ours), theirs)| format!("{source}\n   cpython: {theirs}\n   event:   {ours}"))
            .collect();
        let total = self.cases.len();
        let shown = wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(wrong.is_empty(), "{} of {total} differ:\n{shown}", wrong.len());
    }
}

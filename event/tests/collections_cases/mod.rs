//! The notation in which both sides print a value.

use event::py::iter::Iter;
use event::py::{hash, integer};
use event::{Py, R, Value};

/// `value` in the notation of `expressions.py`: containers in the order in which they are walked.
///
/// # Errors
/// What walking an iterator raises.
pub fn show<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, String> {
    let all = |items: Value<'a>| -> R<'a, String> {
        let mut shown = Vec::new();
        let iter = Iter::of(py, items)?;
        while let Some(item) = iter.next(py)? {
            shown.push(show(py, item)?);
        }
        Ok(shown.join(", "))
    };
    Ok(match value {
        Value::None => "None".to_owned(),
        Value::Ellipsis => "Ellipsis".to_owned(),
        Value::Bool(b) => if b { "True" } else { "False" }.to_owned(),
        Value::Int(_) | Value::Big(_) => integer::to_bigint(value).map_or_else(String::new, |i| format!("{i:x}")),
        Value::Float(x) if x.is_nan() => "nan".to_owned(),
        Value::Float(x) => format!("float {:x}", x.to_bits()),
        Value::Str(s) => {
            let chars: Vec<String> = s
                .chars()
                .map(|c| match c {
                    ' '..='~' => c.to_string(),
                    _ => format!("<{:x}>", hash::code_point(c)),
                })
                .collect();
            format!("'{}'", chars.concat())
        }
        Value::Bytes(bytes) => format!("bytes {bytes:?}"),
        Value::List(_) => format!("[{}]", all(value)?),
        Value::Tuple(_) => format!("({})", all(value)?),
        Value::Dict(dict) => {
            let mut shown = Vec::new();
            for (key, value) in dict.pairs() {
                shown.push(format!("{}: {}", show(py, *key)?, show(py, *value)?));
            }
            format!("{{{}}}", shown.join(", "))
        }
        Value::Set(_) | Value::View(_) | Value::Iter(_) => format!("{}({})", value.type_name(), all(value)?),
        Value::Range(range) => format!("range({}, {}, {})", range.start, range.stop, range.step),
        Value::Type(class) => format!("<{}>", class.name()),
        Value::Exception(e) => format!("{}{}", value.type_name(), show(py, Value::Tuple(e.args()))?),
        other => other.type_name().to_owned(),
    })
}

//! A node as JSON text, as `json.dumps` writes it, but that what is not ASCII stays as it is.

use std::fmt::Write;

use super::{Node, Value};

impl Node {
    /// The node as JSON.
    pub fn json(&self) -> String {
        let mut out = String::new();
        write_node(self, &mut out);
        out
    }
}

fn write_node(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => _ = write!(out, "{value}"),
        Value::Int(value) => _ = write!(out, "{value}"),
        Value::Big(digits) => out.push_str(digits),
        Value::Float(value) => out.push_str(&number(*value)),
        Value::Str(text) => string(text, out),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write_node(item, out);
            }
            out.push(']');
        }
        Value::Map(pairs) => {
            out.push('{');
            for (index, (key, value)) in pairs.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                match &key.value {
                    Value::Str(text) => string(text, out),
                    _ => {
                        let mut text = String::new();
                        write_node(key, &mut text);
                        string(&text, out);
                    }
                }
                out.push_str(": ");
                write_node(value, out);
            }
            out.push('}');
        }
    }
}

/// A float keeps its dot: in Python 1.0 is no int.
fn number(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else {
        format!("{value:?}")
    }
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
}

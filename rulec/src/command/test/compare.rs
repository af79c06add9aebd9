//! Whether two JSON texts say the same to Python: `1 == 1.0`, and the order of members counts for nothing.

use sonic_rs::{JsonContainerTrait, JsonNumberTrait, JsonValueTrait, Value};

/// Whether both are JSON of equal values.
pub fn same_json(a: &str, b: &str) -> bool {
    match (sonic_rs::from_str::<Value>(a), sonic_rs::from_str::<Value>(b)) {
        (Ok(a), Ok(b)) => same(&a, &b),
        // What is no JSON for others, such as `NaN`, is for Python.
        _ => a == b,
    }
}

fn same(a: &Value, b: &Value) -> bool {
    if let (Some(a), Some(b)) = (a.as_array(), b.as_array()) {
        return a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b));
    }
    if let (Some(a), Some(b)) = (a.as_object(), b.as_object()) {
        return a.len() == b.len() && a.iter().all(|(key, a)| b.get(&key).is_some_and(|b| same(a, b)));
    }
    if let (Some(a), Some(b)) = (a.as_number(), b.as_number()) {
        return match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a == b,
            _ => a.as_f64() == b.as_f64(),
        };
    }
    a == b
}

#[cfg(test)]
mod tests {
    use super::same_json;

    #[test]
    fn values_are_compared_and_not_texts() {
        for (a, b) in [("{\"a\":1,\"b\":[2.0]}", " {\"b\": [2], \"a\": 1.0}"), ("\"\\u00e9\"", "\"é\""), ("NaN", "NaN")]
        {
            assert!(same_json(a, b), "{a} {b}");
        }
        for (a, b) in [("1", "true"), ("[1]", "[1,2]"), ("{\"a\":1}", "{\"a\":1,\"b\":1}"), ("\"1\"", "1")] {
            assert!(!same_json(a, b), "{a} {b}");
        }
    }
}

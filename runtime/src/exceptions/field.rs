//! A field of an event by its path: `requestParameters.bucketName`.

use event::Value;

/// Lists in lists that are looked into.
const DEPTH: u32 = 32;

/// Whether `holds` says so of any text at `path`. A part of a path that is a number chooses of a list, else all its elements
/// are looked at; numbers and truths are the texts that JSON has for them.
pub(super) fn any(value: Value<'_>, path: &str, holds: &mut dyn FnMut(&str) -> bool) -> bool {
    walk(value, Some(path), DEPTH, holds)
}

fn walk(value: Value<'_>, path: Option<&str>, depth: u32, holds: &mut dyn FnMut(&str) -> bool) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    if let Value::List(list) = value {
        let (first, rest) = split(path.unwrap_or_default());
        let items = list.snapshot();
        if let Ok(index) = first.parse::<usize>() {
            return items.get(index).is_some_and(|item| walk(*item, rest, depth, holds));
        }
        return items.iter().any(|item| walk(*item, path, depth, holds));
    }
    let Some(path) = path else {
        return match value {
            Value::Str(text) => holds(text),
            Value::Int(n) => holds(&n.to_string()),
            Value::Float(x) => holds(&x.to_string()),
            Value::Bool(truth) => holds(if truth { "true" } else { "false" }),
            _ => false,
        };
    };
    let Value::Dict(dict) = value else { return false };
    // A key may have dots in it.
    if let (Some(value), true) = (dict.get_str(path), path.contains('.'))
        && walk(value, None, depth, holds)
    {
        return true;
    }
    let (first, rest) = split(path);
    dict.get_str(first).is_some_and(|value| walk(value, rest, depth, holds))
}

fn split(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)))
}

#[cfg(test)]
mod tests {
    use event::Heap;

    use super::*;

    #[test]
    fn paths_lead_through_objects_and_lists() {
        let text = r#"{"a":{"b":["x",{"c":7},["y",true]]},"n":null,"k.l":{"m":1.5},"d":1,"d":2}"#;
        let heap = Heap::default();
        let event = event::json::read_validated(heap.enter(), text);
        let at = |path: &str| {
            let mut found = Vec::new();
            any(event, path, &mut |text| {
                found.push(text.to_owned());
                false
            });
            found
        };
        assert_eq!(at("a.b"), ["x", "y", "true"]);
        assert_eq!(at("a.b.c"), ["7"]);
        assert_eq!(at("a.b.1.c"), ["7"]);
        assert_eq!(at("a.b.0"), ["x"]);
        assert_eq!(at("d"), ["2"]);
        for nothing in ["a", "n", "z", "a.b.9", "a.b.c.d", "", ".", "k.l"] {
            assert!(at(nothing).is_empty(), "{nothing}");
        }
    }
}

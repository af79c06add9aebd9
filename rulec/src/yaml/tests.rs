use super::*;

fn json(text: &str) -> String {
    parse(text).map(|document| document.root.json()).unwrap_or_else(|e| format!("{} at {}", e.message, e.at))
}

#[test]
fn plain_scalars_are_what_panthers_loader_makes_of_them() {
    for (text, expected) in [
        ("~", "null"),
        ("Null", "null"),
        ("TRUE", "true"),
        ("tRUE", "\"tRUE\""),
        ("yes", "\"yes\""),
        ("off", "\"off\""),
        ("0644", "644"),
        ("08", "\"08\""),
        ("0o10", "\"0o10\""),
        ("0x1F", "31"),
        ("-0b11", "-3"),
        ("1_000", "1000"),
        ("+1", "1"),
        ("1:30", "\"1:30\""),
        ("1:30.5", "90.5"),
        ("1e3", "\"1e3\""),
        ("1.5e3", "\"1.5e3\""),
        ("1.5e+3", "1500.0"),
        ("1.", "1.0"),
        (".5", "0.5"),
        ("-.5", "\"-.5\""),
        ("123456789012345678901", "123456789012345678901"),
        ("2020-01-01", "\"2020-01-01\""),
        ("2020-01-01T00:00:00Z", "\"2020-01-01T00:00:00Z\""),
        ("!!str 5", "\"5\""),
        ("!!int \"5\"", "5"),
        ("'yes'", "\"yes\""),
        ("\"a\\tb\"", "\"a\\tb\""),
    ] {
        assert_eq!(json(text), expected, "{text}");
    }
    for wrong in ["=", "!foo x", "a: b: c", "[1", "a: 1\n---\nb: 2\n", "? [a]\n: 1\n", "&a [*a]"] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn block_scalars_keep_or_fold_their_lines() {
    assert_eq!(json("a: |\n  x\n  y\n\nb: >-\n  x\n  y\n"), r#"{"a": "x\ny\n", "b": "x y"}"#);
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let text = "base: &b {x: 1, y: 2}\nother: &o {y: 3, z: 4}\nall: {<<: [*b, *o], y: 5}\nsame: *b\n";
    let expected = r#"{"base": {"x": 1, "y": 2}, "other": {"y": 3, "z": 4}, "all": {"y": 5, "z": 4, "x": 1}, "same": {"x": 1, "y": 2}}"#;
    assert_eq!(json(text), expected);
    let bomb: String = (1..30).map(|i| format!("a{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1)).collect();
    assert!(parse(&format!("a0: &a0 [x]\n{bomb}")).is_err());
    assert!(parse(&"[".repeat(100_000)).is_err());
}

#[test]
fn the_last_of_doubled_keys_wins_and_is_told() {
    let document = parse("é: 1\nb: 2\né: 3\n").expect("a document");
    assert_eq!(document.root.json(), r#"{"é": 3, "b": 2}"#);
    let places: Vec<_> = document.doubled.iter().map(|key| key.span.clone()).collect();
    let [place] = places.as_slice() else { panic!("one place, found {places:?}") };
    assert_eq!(*place, 11..13);
}

#[test]
fn every_node_has_its_bytes() {
    let text = "é: [1, 'x y']\n";
    let root = parse(text).expect("a document").root;
    let Some((key, Node { value: Value::List(items), .. })) = root.pair("é") else { panic!("a list") };
    assert_eq!(&text[key.span.start as usize..key.span.end as usize], "é");
    let shown: Vec<&str> = items.iter().map(|n| &text[n.span.start as usize..n.span.end as usize]).collect();
    assert_eq!(shown, ["1", "'x y'"]);
}

//! What must hold of a record for a rule to have to be run: what `explain` says of small rules.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use rulec::analyse::explain;

const ALWAYS: &[&str] = &[];

/// The conditions of a rule of the plain kind with this source.
fn conditions(source: &str) -> Vec<String> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("guard-{number}"));
    std::fs::create_dir_all(&dir).expect("a folder");
    std::fs::write(dir.join("a_rule.py"), source).expect("it can be written");
    let compilation = rulec::compile(&[dir]);
    let rule = compilation.rules.first().expect("a rule");
    assert!(rule.is_native(), "{source}: {}", rule.reason());
    explain(&compilation, rule).guard
}

fn body(lines: &str) -> String {
    format!("def rule(event):\n    {}\n", lines.trim().replace('\n', "\n    "))
}

#[test]
fn tests_of_fields_are_found() {
    for (source, expected) in [
        (body("return event.get('a') == 'x'"), &[r#"a is "x""#][..]),
        (body("return 'x' == event.get('a')"), &[r#"a is "x""#]),
        (
            body("return event.get('a') in ('x', 'y') and event.get('b') == 'z'"),
            &[r#"a is one of "x", "y""#, r#"b is "z""#],
        ),
        (body("if event.get('a') != 'x':\n    return False\nreturn len(event) > 3"), &[r#"a is "x""#]),
        (body("return event.get('a') == 'x' or event.get('a') == 'y'"), &[r#"a is one of "x", "y""#]),
        (
            body("return not (event.get('a') != 'x' or event.get('b'))"),
            &[r#"a is "x""#, "b is missing or false in Python"],
        ),
        (
            body("return str(event.get('a')).startswith('x.')"),
            &[r#"a begins with "x." or a is not an empty string nor a string that is not empty"#],
        ),
        (
            body("return any(w in str(event.get('a')).lower() for w in ('p', 'q')) and len(event) > 3"),
            &[r#"a contains, in any case, one of "p", "q" or a is not an empty string nor a string that is not empty"#],
        ),
        (
            body("who = event.get('who') or {}\nreturn who.get('kind') == 'Root' and event.get('a') == 'x'"),
            &[
                "(who.kind is \"Root\" and a is \"x\") or who is true or a number but zero or a string that is not empty or a list \
             that is not empty",
            ],
        ),
        (body("return event.get('a') in (22, 3389)"), &["a is one of 22, 3389"]),
        (body("return event.get('a') in (None, 'x', 'y')"), &[r#"a is one of "x", "y" or a is missing or null"#]),
        (
            body("if event.get('a') in (None, 'x'):\n    return False\nreturn len(event) > 3"),
            &[r#"a is not "x""#, "a is there, and not null"],
        ),
        (body("return event.get('a') in (True, 'x', 3)"), &[r#"a is "x" or a is one of 1, 3 or a is true"#]),
        (body("return event.get('a') == 0"), &["a is 0 or a is false"]),
        (body("if event.get('a') not in [-1, 7]:\n    return False\nreturn len(event) > 3"), &["a is one of -1, 7"]),
        (
            body("return event.get('a') in {22: 'SSH'}"),
            &[
                "a is 22 or a is an empty list or a list that is not empty or an empty object or an object that is not empty",
            ],
        ),
        (
            body("n = event.get('a')\nreturn isinstance(n, int) and n >= 5 * 1024**3"),
            &["a is false or true or zero or a number but zero", "a is 5368709120 or more or a is false or true"],
        ),
        (
            body(
                "n = event.get('a')\nif not isinstance(n, (int, float)) or 10 <= n:\n    return False\nreturn len(event) > 3",
            ),
            &["a is false or true or zero or a number but zero", "a is less than 10 or a is false or true"],
        ),
        (body("return isinstance(event.get('a'), str)"), &["a is an empty string or a string that is not empty"]),
        (body("return False"), &["nothing: it never matches"]),
    ] {
        assert_eq!(conditions(&source), expected, "{source}");
    }
}

#[test]
fn helpers_and_names_of_the_module_are_followed() {
    let helper = "def named(event, names):\n    return event.get('a') in names\n\n\nNAMES = ('x', 'y')\n\n\n";
    assert_eq!(conditions(&format!("{helper}{}", body("return named(event, NAMES)"))), [r#"a is one of "x", "y""#]);
    assert_eq!(
        conditions(&format!("{helper}{}", body("return named(event, names=NAMES + ('z',))"))),
        [r#"a is one of "x", "y", "z""#]
    );
    // What it is looked up in may have been changed.
    let changing = "NAMES = {'x': 1}\n\n\n";
    assert_eq!(conditions(&format!("{changing}{}", body("NAMES['y'] = 2\nreturn event.get('a') in NAMES"))), ALWAYS);
}

#[test]
fn what_is_seen_before_a_test_is_not_left_out() {
    for (source, expected) in [
        // It may raise: the key may be missing, or the value be of another type.
        (
            body("return event['b'].startswith('x') or event.get('a') == 'x'"),
            &[r#"b begins with "x" or a is "x" or b is not an empty string nor a string that is not empty"#][..],
        ),
        (body("kept = event.get('b') + 'x'\nreturn event.get('a') == 'x'"), ALWAYS),
        (body("for key in event:\n    pass\nreturn event.get('a') == 'x'"), ALWAYS),
        // None, a list or a number is no bool, which is reported.
        (
            body("return event.get('b') and event.get('a') == 'x'"),
            &[
                "(b is true in Python and a is \"x\") or b is missing or null or zero or an empty string or an empty list or an \
             empty object",
            ],
        ),
        (body("if event.get('a') == 'x':\n    return True"), ALWAYS),
        (body("return len(event) and event.get('a') == 'x'"), ALWAYS),
        // It is another event.
        (body("event = dict(event)\nreturn event.get('a') == 'x'"), ALWAYS),
    ] {
        assert_eq!(conditions(&source), expected, "{source}");
    }
    // A list has no hash, and is not found in a tuple.
    assert_eq!(
        conditions(&body("return event.get('a') in {'x', 'y'}")),
        [
            r#"a is one of "x", "y" or a is an empty list or a list that is not empty or an empty object or an object that is not empty"#
        ]
    );
    let subscript = conditions(&body("return event['b'] == 'x' and event.get('a') == 'y'"));
    assert_eq!(subscript, [r#"(b is "x" and a is "y") or b is missing"#]);
}

#[test]
fn what_tables_say_is_not_known_of_a_record() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guard-lookup");
    let of = |lines: &str| {
        std::fs::create_dir_all(&dir).expect("a folder");
        std::fs::write(dir.join("looks_up.py"), body(lines)).expect("it can be written");
        let yml = "AnalysisType: rule\nFilename: looks_up.py\nRuleID: Looks.Up\nSeverity: Info\nEnabled: true\nLogTypes: [AWS.CloudTrail]\n";
        std::fs::write(dir.join("looks_up.yml"), yml).expect("it can be written");
        let compilation = rulec::compile(std::slice::from_ref(&dir));
        let rule = compilation.rules.first().expect("a rule");
        assert!(rule.is_native() && rule.panther, "{lines}: {}", rule.reason());
        explain(&compilation, rule).guard
    };
    for lines in [
        "return event.lookup('t', 'k') == 'x'",
        "return event.lookup('t', event.get('a')) is not None",
        "return event.lookup('t', event.get('a')).get('a') == 'x'",
        "return (event.lookup('a', 'a') or {}).get('a') == 'x'",
        "found = event.lookup('t', event.get('a'))\nif not found:\n    return False\nreturn found['a'] == 'x'",
        "look = event.lookup\nreturn look('t', 'k') == 'x'",
    ] {
        assert_eq!(of(lines), ALWAYS, "{lines}");
    }
    // What is tested of the record besides still counts.
    assert_eq!(of("return event.get('a') == 'x' and event.lookup('t', event.get('b')) is not None"), [r#"a is "x""#]);
}

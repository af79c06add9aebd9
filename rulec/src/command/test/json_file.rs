//! `<rule>_tests.json` in, cases out: `{"should_match": [event, ...], "should_not_match": [event, ...]}`.

use std::path::Path;

use rulec::CompiledRule;
use sonic_rs::LazyValue;

use super::cases::{Case, Expected};

/// The cases of the rule in the file, if there is one. A file that cannot be read is a case that cannot be run.
pub fn cases(rule: &CompiledRule, path: &Path) -> Vec<Case> {
    if !path.is_file() {
        return Vec::new();
    }
    let case = |name: String, line, event: String, matches, problem| Case {
        rule: rule.id.clone(),
        rule_path: rule.path.clone(),
        name,
        file: path.to_owned(),
        line,
        event,
        log_type: None,
        expected: Expected { matches, ..Expected::default() },
        mocks: Vec::new(),
        problem,
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) => {
            return vec![case("tests".into(), 1, String::new(), false, Some(format!("the file cannot be read: {e}")))];
        }
    };
    match read(&text) {
        Ok(read) => {
            read.into_iter().map(|(name, line, event, matches)| case(name, line, event, matches, None)).collect()
        }
        Err((line, problem)) => vec![case("tests".into(), line, String::new(), false, Some(problem))],
    }
}

/// A case's name, its line, its event and whether that should match.
type Read = (String, u32, String, bool);

fn read(text: &str) -> Result<Vec<Read>, (u32, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = |at: usize| 1 + text.bytes().take(at).filter(|b| *b == b'\n').count() as u32;
    let no_json = |e: sonic_rs::Error| (e.line().max(1) as u32, format!("it is no JSON: {}", first_line(&e)));
    // Read as a whole first: what follows a list that was read is then known to be JSON too.
    let whole = sonic_rs::from_str::<LazyValue<'_>>(text).map_err(no_json)?;
    if !whole.as_raw_str().starts_with('{') {
        return Err((1, "expected an object with `should_match` and `should_not_match`".into()));
    }
    let mut cases = Vec::new();
    for member in sonic_rs::to_object_iter(text) {
        let (key, value) = member.map_err(no_json)?;
        let raw = value.as_raw_str();
        let matches = match key.as_ref() {
            "should_match" => true,
            "should_not_match" => false,
            other => {
                let problem = format!("found `{other}`, expected `should_match` or `should_not_match`");
                return Err((line(offset(text, raw)), problem));
            }
        };
        if !raw.starts_with('[') {
            return Err((line(offset(text, raw)), format!("`{key}` is no list of events")));
        }
        for (index, event) in sonic_rs::to_array_iter(raw).enumerate() {
            let event = event.map_err(no_json)?;
            let raw = event.as_raw_str();
            cases.push((format!("{key}[{index}]"), line(offset(text, raw)), raw.to_owned(), matches));
        }
    }
    Ok(cases)
}

/// Where `part`, which is a part of `text`, begins.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr().wrapping_sub(text.as_ptr().addr()).min(text.len())
}

/// The message without the excerpt that follows it.
fn first_line(error: &sonic_rs::Error) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn cases_have_names_lines_and_their_events_as_they_are_written() {
        let text = "{\n  \"should_match\": [\n    {\"a\": 1.0},\n    {\n      \"a\": 2\n    }],\n  \"should_not_match\": [{}]\n}\n";
        let cases = read(text).expect("it is well-formed");
        let seen: Vec<_> = cases.iter().map(|(name, line, _, matches)| (name.as_str(), *line, *matches)).collect();
        assert_eq!(
            seen,
            [("should_match[0]", 3, true), ("should_match[1]", 4, true), ("should_not_match[0]", 7, false)]
        );
        assert_eq!(cases[0].2, "{\"a\": 1.0}");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, line, what) in [
            ("[]", 1, "expected an object"),
            ("{\n \"should_mach\": []}", 2, "found `should_mach`"),
            ("{\n\"should_match\": {}}", 2, "is no list"),
            ("{\"should_match\": [{}]\n", 1, "it is no JSON"),
            ("{\"should_match\": [\n{,}]}", 2, "it is no JSON"),
            ("{} x", 1, "it is no JSON"),
        ] {
            let (found, message) = read(text).expect_err("it is not well-formed");
            assert!(message.contains(what), "{text}: {message}");
            assert_eq!(found, line, "{text}");
        }
    }
}

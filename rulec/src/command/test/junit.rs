//! `--format=junit`: a suite for each rule, in the XML that CI systems read.
//!
//! <https://github.com/testmoapp/junitxml> describes what they agree upon.

use std::fmt::Write;

use super::cases::{Outcome, Tested};
use super::count;

/// The report.
pub fn render(tested: &[Tested]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    _ = writeln!(out, "<testsuites name=\"rulec test\"{}>", counts(tested));
    for suite in tested.chunk_by(|a, b| a.case.rule == b.case.rule) {
        let Some(first) = suite.first() else { continue };
        _ = writeln!(out, "  <testsuite name=\"{}\"{}>", escaped(&first.case.rule), counts(suite));
        for tested in suite {
            case(&mut out, tested);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn counts(tested: &[Tested]) -> String {
    let failures = count(tested, |outcome| matches!(outcome, Outcome::Failed(..)));
    let errors = count(tested, |outcome| matches!(outcome, Outcome::NotRun(_)));
    format!(" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\"", tested.len())
}

fn case(out: &mut String, tested: &Tested) {
    let case = &tested.case;
    _ = write!(
        out,
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
        escaped(&case.rule),
        escaped(&case.name),
        escaped(&case.file.to_string_lossy()),
        case.line
    );
    let (element, message, body) = match &tested.outcome {
        Outcome::Passed(_) => {
            out.push_str("/>\n");
            return;
        }
        Outcome::Failed(_, differences) => {
            let lines =
                differences.iter().map(|d| format!("{}: expected {}, found {}", d.function, d.expected, d.found));
            let lines: Vec<String> = lines.collect();
            ("failure", lines.first().cloned().unwrap_or_default(), lines.join("\n"))
        }
        Outcome::NotRun(why) => ("error", why.clone(), why.clone()),
    };
    let place = format!("{}:{}", case.file.display(), case.line);
    _ = writeln!(
        out,
        ">\n      <{element} message=\"{}\">{}\n{}</{element}>\n    </testcase>",
        escaped(&message),
        escaped(&place),
        escaped(&body)
    );
}

/// Text for an attribute or between tags. What XML 1.0 cannot hold becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => _ = write!(out, "&#{};", c as u32),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(escaped("a<b>&\"c\"\u{1b}\n"), "a&lt;b&gt;&amp;&quot;c&quot;\u{fffd}&#10;");
    }
}

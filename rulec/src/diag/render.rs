//! Diagnostics in, text out: for a person at a terminal or for a workflow of GitHub.
//!
//! A rule's text is not trusted: nothing of it reaches a terminal as a control sequence or a workflow as a command.

use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Style, Origin, Renderer, Snippet};

use super::{Diagnostic, Level, Source, Sources};

/// A source line that is longer is cut around the span.
const WIDTH: usize = 120;

/// Every diagnostic with its code, its place, the lines that it is about and what to do. ANSI colours if `colour`.
pub fn text(sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&one(sources.get(diagnostic.source), diagnostic, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(source: &Source, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.level {
        Level::Mistake | Level::Error => Style::ERROR,
        Level::Warning => Style::WARNING,
    };
    let path = harmless(&source.path.to_string_lossy());
    let mut group = Group::with_title(level.primary_title(harmless(&diagnostic.message)).id(diagnostic.code.id()));
    if source.text.is_empty() {
        group = group.element(Origin::path(path));
    } else {
        let excerpt = Excerpt::of(source, &diagnostic.span);
        let mut annotation = AnnotationKind::Primary.span(excerpt.span);
        if !diagnostic.label.is_empty() {
            annotation = annotation.label(harmless(&diagnostic.label));
        }
        group = group
            .element(Snippet::source(excerpt.text).path(path).line_start(excerpt.line as usize).annotation(annotation));
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Style::HELP.message(harmless(&diagnostic.help)));
    }
    renderer.render(&[group])
}

/// The lines of a span, safe to print.
struct Excerpt {
    text: String,
    /// The first line, 1-based.
    line: u32,
    /// The span in `text`, in bytes.
    span: Range<usize>,
}

impl Excerpt {
    fn of(source: &Source, span: &Range<u32>) -> Excerpt {
        let shown = source.shown(span);
        let (line, last) = (source.line(shown.start), source.last_line(&shown));
        let (start, end) = (shown.start as usize, shown.end as usize);
        let mut excerpt = Excerpt { text: String::new(), line, span: 0..0 };
        for number in line..=last {
            if number > line {
                excerpt.text.push('\n');
            }
            for (offset, c) in source.line_text(number).char_indices() {
                let byte = source.line_start(number) + offset;
                excerpt.mark(byte, start, end);
                excerpt.text.push(visible(c));
            }
            excerpt.mark(source.line_start(number) + source.line_text(number).len(), start, end);
        }
        excerpt
    }

    /// Moves both ends of the span to where the next character goes as long as `byte` has not passed them.
    fn mark(&mut self, byte: usize, start: usize, end: usize) {
        if byte <= start {
            self.span.start = self.text.len();
        }
        if byte <= end {
            self.span.end = self.text.len();
        }
    }
}

/// A message on one line, safe to print.
pub fn harmless(text: &str) -> String {
    text.split(['\r', '\n'])
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .map(visible)
        .collect()
}

/// What is printed for a character. `annotate-snippets` draws the C0 controls; it passes those that some terminals obey
/// all the same: C1 controls, and marks that reorder what is read.
fn visible(c: char) -> char {
    match c {
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Every diagnostic as a workflow command, which GitHub shows beside the line of a pull request.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
pub fn github(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let source = sources.get(diagnostic.source);
        let command = match diagnostic.level {
            Level::Mistake | Level::Error => "error",
            Level::Warning => "warning",
        };
        let span = source.shown(&diagnostic.span);
        let (line, column) = source.position(span.start);
        let end_line = source.last_line(&span);
        let mut body = diagnostic.message.clone();
        for more in [&diagnostic.label, &diagnostic.help] {
            if !more.is_empty() {
                body.push('\n');
                body.push_str(more);
            }
        }
        let file = property(&source.path.to_string_lossy());
        let title = property(&format!("{} {}", diagnostic.code.id(), diagnostic.code.title()));
        // GitHub refuses a column where a range has several lines.
        let column = if line == end_line { format!(",col={column}") } else { String::new() };
        let body = data(&body);
        _ = writeln!(out, "::{command} file={file},line={line},endLine={end_line}{column},title={title}::{body}");
    }
    out
}

/// The text of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn rendered(text: &str, marked: &str) -> String {
        let start = text.find(marked).expect("the text has it") as u32;
        at(text, start..start + marked.len() as u32)
    }

    fn at(text: &str, span: Range<u32>) -> String {
        let mut sources = Sources::default();
        let id = sources.add("rules/a.py".into(), text.into());
        let mut diagnostic = Diagnostic::error(Code::E009, id, span, "`x` is wrong", "write `y`");
        diagnostic.label = "this".into();
        super::text(&sources, &[diagnostic], false)
    }

    #[test]
    fn the_span_is_underlined_with_its_place_its_label_and_the_help() {
        let expected = "\
error[E009]: `x` is wrong
 --> rules/a.py:2:12
  |
2 |     return é日x
  |            ^^^^ this
  |
  = help: write `y`

";
        assert_eq!(rendered("def rule(event):\n    return é日x\n", "é日x"), expected);
    }

    #[test]
    fn tabs_keep_the_underline_below_the_span() {
        let out = rendered("if a:\n\treturn x\n", "x");
        assert!(out.contains("2 |     return x\n  |            ^ this\n"), "{out}");
    }

    #[test]
    fn a_span_of_several_lines_is_bracketed() {
        let out = rendered("a\nwith b:\n    c\nd\n", "with b:\n    c");
        assert!(out.contains("2 | / with b:\n3 | |     c\n  | |_____^ this\n"), "{out}");
        let newline = rendered("a\nwith b\nd\n", "with b\n");
        assert!(!newline.contains("3 |"), "{newline}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let out = rendered(&format!("y = [{}]; x()", "1, ".repeat(100_000)), "x");
        assert!(out.contains("rules/a.py:1:300009"), "{out}");
        assert!(out.lines().all(|line| line.chars().count() < WIDTH + 20), "{out}");
    }

    #[test]
    fn no_control_character_reaches_the_terminal() {
        let out = rendered("a = '\u{1b}[31m\u{9b}31m\u{202e}\u{feff}\u{0}' + x # \u{2028}\n", "x");
        assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
        assert!(!out.contains(['\u{202e}', '\u{feff}', '\u{2028}']), "{out:?}");
        assert!(out.contains("rules/a.py:1:22"), "{out}");
    }

    #[test]
    fn what_is_missing_at_the_end_is_shown_behind_the_last_text() {
        let out = at("f(1,\n\n", 6..6);
        assert!(out.contains("1 | f(1,\n  |     ^ this"), "{out}");
    }

    #[test]
    fn every_place_of_a_text_can_be_rendered() {
        let text = "é\r\n\n\u{1f600}\rx\t\n\n\n\ny";
        for start in 0..=text.len() as u32 + 2 {
            for end in start..=text.len() as u32 + 2 {
                assert!(at(text, start..end).contains("help: write"));
            }
        }
    }

    #[test]
    fn colour_is_given_only_when_asked_for() {
        let mut sources = Sources::default();
        let id = sources.add("a.py".into(), "x".into());
        let all = [Diagnostic::error(Code::E009, id, 0..1, "m", "h")];
        assert!(super::text(&sources, &all, true).contains('\u{1b}'));
        assert!(!super::text(&sources, &all, false).contains('\u{1b}'));
    }

    #[test]
    fn a_source_without_text_is_named() {
        assert!(at("", 0..0).contains("--> rules/a.py"));
    }

    #[test]
    fn a_workflow_command_escapes_what_would_end_it() {
        let mut sources = Sources::default();
        let id = sources.add("a,b:c%.py".into(), "one\ntwo\n".into());
        let mut two = Diagnostic::error(Code::E009, id, 0..6, "100%\r\n::error::no", "help");
        let one = Diagnostic::error(Code::E010, id, 5..7, "m", "");
        two.level = Level::Warning;
        assert_eq!(
            github(&sources, &[two, one]),
            "::warning file=a%2Cb%3Ac%25.py,line=1,endLine=2,title=E009 undefined name::100%25%0D%0A::error::no%0Ahelp\n\
             ::error file=a%2Cb%3Ac%25.py,line=2,endLine=2,col=2,title=E010 module outside the subset::m\n"
        );
    }
}

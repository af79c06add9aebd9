//! What a mail says, as plain text and as HTML that a phone shows well: one column, no images, nothing to be fetched.

use std::fmt::Write as _;

use crate::alert::Alert;
use crate::digest::Digest;
use crate::text;

/// Characters of a subject.
const SUBJECT: usize = 180;

/// Characters of a value.
const VALUE: usize = 2000;

/// Characters of the event as JSON in the text part.
const EVENT: usize = 20_000;

/// `[CRITICAL] IAM Alert: Root Account Login`.
pub fn subject(alerts: &[Alert]) -> String {
    let subject = match alerts {
        [alert] => format!("[{}] {}", alert.severity, alert.headline()),
        alerts => {
            let digest = Digest::of(alerts);
            format!("[{}] {}", digest.worst, digest.headline())
        }
    };
    text::shortened(&subject, SUBJECT)
}

/// As plain text.
pub fn plain(alerts: &[Alert]) -> String {
    match alerts {
        [alert] => plain_one(alert),
        alerts => plain_many(&Digest::of(alerts)),
    }
}

fn plain_one(alert: &Alert) -> String {
    let mut out = format!("{}\n{}\n\n", alert.severity, text::line(&alert.title));
    for (name, value) in alert.facts() {
        let _ = writeln!(out, "{name}: {}", text::shortened(&value, VALUE));
    }
    for (name, words) in [("", &alert.description), ("What to do", &alert.runbook)] {
        if let Some(words) = words {
            let heading = if name.is_empty() { String::new() } else { format!("{name}\n") };
            let _ = write!(out, "\n{heading}{}\n", text::lines(words));
        }
    }
    let context = context(alert);
    if !context.is_empty() {
        out.push_str("\nContext\n");
        for (name, value) in context {
            let _ = writeln!(out, "  {name}: {value}");
        }
    }
    if let Some(reference) = &alert.reference {
        let _ = write!(out, "\n{}\n", text::line(reference));
    }
    if let Some(event) = &alert.event {
        let _ = write!(out, "\nEvent\n{}\n", text::shortened(&text::line(event.get()), EVENT));
    }
    let _ = write!(out, "\nrule {}\nalert {}\n", text::line(&alert.rule_id), text::line(&alert.alert_id));
    out
}

fn plain_many(digest: &Digest<'_>) -> String {
    let mut out = format!("{}\n{}\n\n", digest.headline(), digest.by_severity());
    for of in &digest.rules {
        let _ = writeln!(out, "- {}\n  {}", of.words(), text::line(of.rule_id));
    }
    if let Some(more) = digest.more() {
        let _ = writeln!(out, "- {more}");
    }
    if let Some((first, last)) = digest.span {
        let _ = write!(out, "\nFrom {} to {}\n", text::line(first), text::line(last));
    }
    out
}

fn context(alert: &Alert) -> Vec<(String, String)> {
    let members = alert.context();
    let shown = members.texts().map(|(name, value)| (text::label(name), text::shortened(&text::line(&value), VALUE)));
    shown.filter(|(_, value)| !value.is_empty() && value != "null").collect()
}

/// As HTML. Styles stand in the elements: mail programs drop style sheets.
pub fn html(alerts: &[Alert]) -> String {
    let (color, banner, title, body) = match alerts {
        [alert] => (
            alert.severity.color(),
            format!("{} · {}", alert.severity, alert.kind()),
            text::line(&alert.title),
            html_one(alert),
        ),
        alerts => {
            let digest = Digest::of(alerts);
            (digest.worst.color(), digest.by_severity(), digest.headline(), html_many(&digest))
        }
    };
    let (banner, title) = (escaped(&banner), escaped(&title));
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light\"><title>{title}</title></head>\n\
         <body style=\"margin:0;padding:0;background:#f3f4f6;color:#111827;\
         font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.45\">\n\
         <div style=\"max-width:640px;margin:0 auto;background:#ffffff\">\n\
         <div style=\"background:{color};color:#ffffff;padding:16px 20px\">\
         <div style=\"font-size:13px;font-weight:600;letter-spacing:.04em\">{banner}</div>\
         <div style=\"font-size:20px;font-weight:600;line-height:1.3;overflow-wrap:anywhere\">{title}</div></div>\n\
         <div style=\"padding:16px 20px\">\n{body}</div>\n</div>\n</body></html>\n"
    )
}

fn html_one(alert: &Alert) -> String {
    let mut out = table(alert.facts().into_iter().map(|(name, value)| (name.to_owned(), value)));
    if let Some(description) = &alert.description {
        out.push_str(&paragraph(&text::lines(description)));
    }
    if let Some(runbook) = &alert.runbook {
        out.push_str(&heading("What to do"));
        out.push_str(&paragraph(&text::lines(runbook)));
    }
    let context = context(alert);
    if !context.is_empty() {
        out.push_str(&heading("Context"));
        out.push_str(&table(context.into_iter()));
    }
    if let Some(url) =
        alert.reference.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    {
        let url = escaped(&text::line(url));
        let _ = writeln!(
            out,
            "<p style=\"margin:20px 0 0\"><a href=\"{url}\" style=\"color:#1D6FB8;overflow-wrap:anywhere\">What it means</a></p>"
        );
    }
    out.push_str(&footer(&format!("rule {} · alert {}", text::line(&alert.rule_id), text::line(&alert.alert_id))));
    out
}

fn html_many(digest: &Digest<'_>) -> String {
    let mut out = String::from("<ul style=\"margin:0;padding:0 0 0 18px\">\n");
    for of in &digest.rules {
        let _ = writeln!(
            out,
            "<li style=\"margin:0 0 10px;overflow-wrap:anywhere\">{}<br><span style=\"color:#6b7280;font-size:13px\">{}</span></li>",
            escaped(&of.words()),
            escaped(&text::line(of.rule_id))
        );
    }
    out.push_str("</ul>\n");
    if let Some(more) = digest.more() {
        out.push_str(&paragraph(&more));
    }
    if let Some((first, last)) = digest.span {
        out.push_str(&footer(&format!("from {} to {}", text::line(first), text::line(last))));
    }
    out
}

/// A row for each, its name above its value: side by side, long values are unreadable on a phone.
fn table(rows: impl Iterator<Item = (String, String)>) -> String {
    let mut out = String::from(
        "<table role=\"presentation\" style=\"width:100%;border-collapse:collapse;table-layout:fixed\">\n",
    );
    for (name, value) in rows {
        let _ = writeln!(
            out,
            "<tr><td style=\"padding:6px 0;border-bottom:1px solid #e5e7eb;overflow-wrap:anywhere\">\
             <div style=\"color:#6b7280;font-size:13px\">{}</div>{}</td></tr>",
            escaped(&name),
            escaped(&text::shortened(&value, VALUE))
        );
    }
    out.push_str("</table>\n");
    out
}

fn heading(words: &str) -> String {
    format!("<h2 style=\"margin:24px 0 6px;font-size:16px\">{}</h2>\n", escaped(words))
}

fn paragraph(words: &str) -> String {
    format!("<p style=\"margin:12px 0 0;white-space:pre-line;overflow-wrap:anywhere\">{}</p>\n", escaped(words))
}

fn footer(words: &str) -> String {
    format!("<p style=\"margin:20px 0 0;color:#6b7280;font-size:12px;overflow-wrap:anywhere\">{}</p>\n", escaped(words))
}

/// For text and for attributes in double quotes.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

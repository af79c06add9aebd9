//! Amazon Aurora MySQL's audit log ("Using advanced auditing"), whose members have the document's names. RDS for MySQL writes
//! another, by MariaDB's plugin, whose time is a date: it is refused.

use std::borrow::Cow;

use event::py::dict::Dict;

use super::columns::{Layout, Object, Slot, is_number};
use super::fields::{number, scalar, text};
use super::found::time_at;
use super::{Context, Format, Found, LogType, Outcome, Unfit};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.AuroraMySQLAudit",
    format: Format::Text(object),
    is_event: true,
    paths: &["/aws/rds/cluster/", "audit.log"],
    find,
};

/// The columns before the object, which may have commas in it.
static FIELDS: [Slot; 8] = [
    Slot::number("timestamp"),
    Slot::string("serverhost"),
    Slot::string("username"),
    Slot::string("host"),
    Slot::number("connectionid"),
    Slot::number("queryid"),
    Slot::string("operation"),
    Slot::string("database"),
];

fn object<'l>(line: &'l str, _: &Context) -> Result<Object<'l>, Unfit> {
    if !begins(line) {
        let is_date = line.split_once(',').is_some_and(|(time, _)| {
            time.len() == 17 && time.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b' ')
        });
        return Err(match is_date {
            true => Unfit::no(40, "its time is a date, as RDS for MySQL and MariaDB write it"),
            false => Unfit::no(0, "the first field is no time in microseconds"),
        });
    }
    let mut rest = line;
    let mut fields = Vec::with_capacity(FIELDS.len());
    while fields.len() < FIELDS.len() {
        let Some((field, tail)) = rest.split_once(',') else {
            return Err(Unfit::no(50, format!("it has {} fields, expected 10", fields.len() + 1)));
        };
        fields.push(field);
        rest = tail;
    }
    for (Slot { name, .. }, field) in FIELDS.iter().zip(&fields) {
        match &**name {
            "connectionid" | "queryid" if !is_number(field) => {
                return Err(Unfit::no(60, format!("`{name}` is no number")));
            }
            "operation" if field.is_empty() || !field.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') => {
                return Err(Unfit::no(60, "the operation is no word in capitals"));
            }
            _ => {}
        }
    }
    let Some((object, code)) = rest.rsplit_once(',').filter(|(_, code)| code.is_empty() || is_number(code)) else {
        return Err(if rest.starts_with('\'') {
            Unfit::Unfinished
        } else {
            Unfit::no(80, "the last field is no code")
        });
    };
    let statement = match object.strip_prefix('\'') {
        Some(quoted) => match quoted.strip_suffix('\'').filter(|sql| !is_escaped(sql)) {
            Some(sql) => Cow::Owned(unescaped(sql)),
            None => return Err(Unfit::Unfinished),
        },
        None => Cow::Borrowed(object),
    };
    // Without a code it is null.
    let code = if code.is_empty() { "-" } else { code };
    let object = Object::new(Layout::Known(&FIELDS), fields);
    Ok(object.with(Slot::string("object"), statement).with(Slot::number("retcode"), code))
}

/// Whether a line begins as one of this log does: sixteen digits and a comma.
pub(crate) fn begins(line: &str) -> bool {
    line.split_at_checked(16)
        .is_some_and(|(time, rest)| time.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(','))
}

/// Whether a line that began before may end here.
pub(crate) fn may_end(line: &str) -> bool {
    let code = line.rsplit_once(',').map(|(before, code)| (before.ends_with('\''), code));
    code.is_some_and(|(quoted, code)| quoted && (code.is_empty() || is_number(code)))
}

/// Whether what follows `text` is escaped.
fn is_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}

/// SQL as it was written: `\'`, `\"`, `\\`, `\n`, `\r`, `\t` and `\0` are escapes, any other backslash stays.
fn unescaped(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut chars = sql.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some(c @ ('\'' | '"' | '\\')) => out.push(c),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('0') => out.push('\0'),
            other => {
                out.push('\\');
                out.extend(other);
            }
        }
    }
    out
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let code = number(record, &["retcode"]);
    let operation = text(record, &["operation"]);
    let failed =
        code.map(|code| code != 0).or_else(|| Some(true).filter(|_| operation.as_deref() == Some("FAILED_CONNECT")));
    Found {
        time: time_at(record, &[&["timestamp"]]),
        actor: text(record, &["username"]),
        source_ip: text(record, &["host"]),
        action: operation,
        outcome: failed.and_then(Outcome::unless),
        status: scalar(record, &["retcode"]),
    }
}

//! Lines of text.

use std::cmp::Reverse;

use super::envelope::syslog;
use super::{Classifier, Line, Refusal, Unfinished, Unread};
use crate::logs::{Format, LogType, Nearness, Object, TYPES, Unfit, aurora_begins, aurora_may_end, vpc_header};

impl Classifier {
    /// What the line at `offset` is. A record that an earlier line began and that this one does not go on with is put into
    /// `given_up`.
    ///
    /// # Errors
    /// Where it is a record that no type takes.
    pub fn line<'l>(&mut self, line: &'l str, offset: u64, given_up: &mut Option<Unread>) -> Result<Line<'l>, Refusal> {
        if let Some(mut unfinished) = self.unfinished.take() {
            // What is a record by itself goes on with nothing: a statement that never ends costs only itself.
            let begins = aurora_begins(line) || self.whole(line).is_ok();
            if !begins && unfinished.text.len() + line.len() < self.limit {
                unfinished.text.push('\n');
                unfinished.text.push_str(line);
                // Only where it may be whole is it read again: reading stays linear.
                if aurora_may_end(line)
                    && let Ok((log_type, object)) = self.whole(&unfinished.text)
                {
                    let object = object.into_owned();
                    return Ok(Line::Event { log_type, object, offset: unfinished.offset });
                }
                self.unfinished = Some(unfinished);
                return Ok(Line::Unfinished);
            }
            *given_up = Some(unfinished.unread());
        }
        // Comments, as a few collectors put them before what they deliver.
        if line.starts_with('#') {
            return Ok(Line::NoRecord);
        }
        if let Some(header) = vpc_header(line) {
            self.context.header = Some(header);
            return Ok(Line::NoRecord);
        }
        match self.whole(line) {
            Ok((log_type, object)) => Ok(Line::Event { log_type, object, offset }),
            Err(None) => {
                self.unfinished = Some(Unfinished { text: line.to_owned(), offset });
                Ok(Line::Unfinished)
            }
            Err(Some(_)) if let Some(json) = syslog(line) => Ok(Line::Json(json)),
            Err(Some(refusal)) => Err(refusal),
        }
    }

    /// The line that named the columns of those after it, if one did.
    pub fn header(&self) -> Option<String> {
        self.context.header.as_ref().map(ToString::to_string)
    }

    /// Says that nothing more comes: a record that was begun and is not whole.
    pub fn finish(&mut self) -> Option<Unread> {
        self.unfinished.take().map(|unfinished| unfinished.unread())
    }

    /// The type of a line that is whole, and its object; `None` where it may go on.
    fn whole<'l>(&mut self, line: &'l str) -> Result<(&'static LogType, Object<'l>), Option<Refusal>> {
        let mut unfinished = false;
        let mut nearest: Option<(usize, Nearness)> = None;
        let hit = self.first_hit(|log_type| {
            let Format::Text(object) = log_type.format else { return None };
            match object(line, &self.context) {
                Ok(object) => return Some(object),
                Err(Unfit::Unfinished) => unfinished = true,
                Err(Unfit::No(found)) => {
                    // Of several that are as near the highest, whichever was tried first.
                    let rank = TYPES.iter().position(|other| other.name == log_type.name).unwrap_or(TYPES.len());
                    let order = |rank: usize, found: &Nearness| (found.percent, Reverse(rank));
                    let is_nearer = |(other, best): &(usize, Nearness)| order(rank, &found) > order(*other, best);
                    if found.percent > 0 && nearest.as_ref().is_none_or(is_nearer) {
                        nearest = Some((rank, found));
                    }
                }
            }
            None
        });
        if let Some((rank, object)) = hit
            && let Some(log_type) = TYPES.get(rank)
        {
            self.hit(rank);
            return Ok((log_type, object));
        }
        if unfinished {
            return Err(None);
        }
        Err(Some(match nearest {
            Some((rank, found)) => {
                Refusal { nearest: TYPES.get(rank).map(|log_type| log_type.name), reason: found.reason.into_owned() }
            }
            None => Refusal { nearest: None, reason: "it is no JSON, and a line of no log type".to_owned() },
        }))
    }
}

impl Unfinished {
    fn unread(self) -> Unread {
        let reason = "its statement is not closed".to_owned();
        let refusal = Refusal { nearest: Some("AWS.AuroraMySQLAudit"), reason };
        Unread { offset: self.offset, text: self.text, refusal }
    }
}

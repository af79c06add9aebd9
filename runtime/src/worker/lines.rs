//! Lines of text, and what a string holds of records.

use std::borrow::Cow;

use super::{File, Known, Worker};
use crate::classify::{Line, envelope};
use crate::logs::{LogType, Object};
use crate::quarantine::{Form, Stretch};

impl File<'_> {
    /// What a string held. It has one offset, for its bytes stand nowhere as they are.
    pub(super) fn unwrapped(&mut self, name: &str, text: &str, offset: u64, depth: u32) {
        let text = text.trim_ascii();
        if !text.starts_with('{') {
            if !text.is_empty() {
                self.line(name, offset, text.as_bytes());
            }
            self.finish_line(name);
            return;
        }
        match event::json::validate(text) {
            Ok(()) => self.record(name, text, offset, Known::Nothing { depth }),
            Err(e) => {
                let stretch = Stretch { offset, length: text.len() as u64, form: Form::Piece, bytes: text.as_bytes() };
                self.unreadable(name, stretch, &format!("{} in the text that it holds", e.message));
            }
        }
    }

    /// A line of text, or a JSON value that is no object. Whether the file is one of text.
    pub(super) fn line(&mut self, name: &str, offset: u64, bytes: &[u8]) -> bool {
        // To look whether it is UTF-8 at all is much cheaper than to look where it is not.
        let text = str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
        let mut given_up = None;
        let line = self.classifier.line(&text, offset, &mut given_up);
        if let Some(unread) = given_up {
            self.unread(name, &unread);
        }
        match line {
            Ok(Line::Event { log_type, object, offset }) => {
                self.batch.replaced += u64::from(matches!(text, Cow::Owned(_)));
                self.object(name, log_type, &object, offset);
                true
            }
            Ok(Line::Json(json)) => {
                self.unwrapped(name, &json, offset, 1);
                true
            }
            Ok(Line::NoRecord | Line::Unfinished) => true,
            Err(_) if event::json::validate(&text).is_ok() => {
                match text.starts_with('[') {
                    true => self.parts(name, envelope::array(&text), offset, 0),
                    false => self.json(name, offset, bytes, Known::Nothing { depth: 0 }),
                }
                false
            }
            Err(refusal) => {
                let stretch = Stretch { offset, length: bytes.len() as u64, form: Form::Piece, bytes };
                self.refused(name, stretch, &refusal);
                false
            }
        }
    }

    /// An event that was a line: read only if some rule has to be run over it, or whoever reads every record wants it.
    pub(super) fn object(&mut self, name: &str, log_type: &'static LogType, object: &Object<'_>, offset: u64) {
        let skips = self.skips_records();
        let Worker { index, candidates, .. } = &mut *self.worker;
        let known = match index {
            Some(index) if skips => {
                index.select_of_line(log_type.name, object, candidates);
                if candidates.is_empty() {
                    return self.passed(Some(log_type), 1);
                }
                Known::Candidates(log_type)
            }
            _ => Known::Type(log_type),
        };
        self.record(name, &object.json(), offset, known);
    }

    /// Nothing more of the record comes that a line began.
    pub(super) fn finish_line(&mut self, name: &str) {
        if let Some(unread) = self.classifier.finish() {
            self.unread(name, &unread);
        }
    }
}

//! What could not be read of a file: reported, counted, and handed to the quarantine; and what was in there, read again.

use super::{Closed, File, Known, REPORTS, Worker};
use crate::batch::Item;
use crate::classified::{self, Place};
use crate::classify::{self, Refusal, Unread};
use crate::evaluate::Record;
use crate::pipeline::{Config, Mode};
use crate::progress::shown;
use crate::quarantine::{Again, Entry, Form, Gather, Stretch, Wanted};
use crate::split::{Reason, Splitter};

/// How far a file could be read.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Decoded bytes, once there are no more to come.
    end: Option<u64>,
    /// Why there were no more, if that is not all.
    failed: Option<Failed>,
    /// Where what could not be had begins, in the end.
    resume: Option<u64>,
    /// The data lake has not all of it.
    not_kept: bool,
}

#[derive(Debug)]
struct Failed {
    reason: String,
    /// Where what it cut off begins, with its first bytes.
    cut_off: Option<(u64, Vec<u8>)>,
}

impl Reach {
    /// All is decoded that can be, after so many bytes; `failed` says why that is not all.
    pub(super) fn ends(&mut self, decoded: u64, failed: Option<String>) {
        self.end = Some(decoded);
        self.failed = failed.map(|reason| Failed { reason, cut_off: None });
    }

    /// Whether no more could be had, though that is not all.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    pub(super) fn not_kept(&mut self) {
        self.not_kept = true;
    }

    /// Whether the stretch goes on where no more could be had.
    fn is_last(&self, offset: u64, length: u64) -> bool {
        self.end == Some(offset.saturating_add(length))
    }
}

impl Worker {
    /// What keeps what is refused of a file, where there is a place for it.
    pub(super) fn gather(config: &Config, name: String, again: Option<&Again>) -> Option<Gather> {
        (config.mode == Mode::Alerts && config.lasting_state().is_some()).then(|| Gather::new(name, again.is_some()))
    }
}

impl File<'_> {
    /// What the splitter could make no records of.
    pub(super) fn unsplit(&mut self, name: &str, offset: u64, length: u64, reason: Reason, head: &[u8]) {
        let ends = matches!(reason, Reason::EndsInRecord | Reason::EndsInArray | Reason::EndsInHolder);
        let mut reason = reason.to_string();
        let form = match &self.job.again {
            // Where a stretch is all that there is, its end is no reason.
            Some(Again::Kept(entry)) if ends => {
                reason.clone_from(&entry.reason);
                Form::Broken
            }
            Some(Again::Kept(_)) => Form::Broken,
            _ if ends && self.reach.is_last(offset, length) => Form::Rest,
            _ => Form::Broken,
        };
        self.unreadable(name, Stretch { offset, length, form, bytes: head }, &reason);
    }

    pub(super) fn unread(&mut self, name: &str, unread: &Unread) {
        let (offset, length, bytes) = (unread.offset, unread.text.len() as u64, unread.text.as_bytes());
        self.refused(name, Stretch { offset, length, form: Form::Piece, bytes }, &unread.refusal);
    }

    pub(super) fn unreadable(&mut self, name: &str, stretch: Stretch<'_>, why: &str) {
        let refusal = Refusal { nearest: None, reason: why.to_owned() };
        self.refused(name, stretch, &refusal);
    }

    /// What is no record, or a line of no type.
    pub(super) fn refused(&mut self, name: &str, stretch: Stretch<'_>, refusal: &Refusal) {
        let Stretch { offset, length, .. } = stretch;
        if self.wanted(offset, length) != Wanted::Yes {
            return;
        }
        self.batch.unreadable += 1;
        if let Mode::Classify(show) = self.worker.config.mode {
            let line = classified::unknown(show, Place { file: name, offset }, refusal, None);
            self.batch.bytes += line.len();
            self.batch.items.push(Item::Classified { log_type: None, line });
            return;
        }
        let why = match refusal.nearest {
            Some(nearest) => format!("it comes nearest to {nearest}, but {}", refusal.reason),
            None => refusal.reason.clone(),
        };
        self.reports += 1;
        if self.reports <= REPORTS {
            let name = shown(name);
            let why = shown(&why);
            let report = match length {
                _ if self.has_rows => format!("`{name}`: row {offset} is no record: {why}"),
                0 => format!("`{name}`: at byte {offset}: {why}"),
                _ => format!("`{name}`: {length} bytes from byte {offset} on are no record: {why}"),
            };
            self.batch.items.push(Item::Report(report));
        }
        self.quarantine(stretch, refusal);
    }

    fn quarantine(&mut self, stretch: Stretch<'_>, refusal: &Refusal) {
        if self.cuts_off(&stretch) {
            return;
        }
        if let Some(gather) = &mut self.gather {
            let classifier = &self.classifier;
            self.batch.bytes += gather.add(stretch, refusal, || classifier.header());
        }
    }

    /// Whether the stretch is the beginning of what could not be decoded, with which it is kept.
    fn cuts_off(&mut self, stretch: &Stretch<'_>) -> bool {
        let is_last = self.reach.is_last(stretch.offset, stretch.length);
        let Some(failed) = &mut self.reach.failed else { return false };
        match &failed.cut_off {
            Some((offset, _)) => *offset == stretch.offset,
            None if is_last && stretch.form == Form::Rest => {
                failed.cut_off = Some((stretch.offset, stretch.bytes.to_vec()));
                true
            }
            None => false,
        }
    }

    /// A line that ends, if it is not whole, where no more could be had.
    pub(super) fn line_may_go_on(&mut self, offset: u64, bytes: &[u8]) {
        if let Some(Failed { cut_off: cut_off @ None, .. }) = &mut self.reach.failed {
            *cut_off = Some((offset, bytes.to_vec()));
        }
    }

    /// An object of no log type, which rules that name none were given.
    pub(super) fn untyped(&mut self, text: &str, offset: u64) {
        let Some(gather) = &mut self.gather else { return };
        if gather.is_full() {
            return gather.count_more();
        }
        let heap = std::mem::take(&mut self.worker.heap);
        let refusal = super::dict(Record::new(&heap, text).event()).map(classify::refusal);
        self.worker.heap = heap;
        self.worker.heap.reset();
        if let Some(refusal) = refusal {
            let stretch = Stretch { offset, length: text.len() as u64, form: Form::Untyped, bytes: text.as_bytes() };
            self.quarantine(stretch, &refusal);
        }
    }

    /// Nothing more of the file can be had: what that leaves goes to the quarantine.
    pub(super) fn rest(&mut self) {
        let end = self.reach.end.unwrap_or_default();
        self.reach.resume = Some(end);
        let Some(Failed { reason, cut_off }) = &mut self.reach.failed else { return };
        let (offset, bytes) = cut_off.take().unwrap_or((end, Vec::new()));
        let reason = reason.clone();
        self.reach.resume = Some(offset);
        if self.wanted(offset, 0) != Wanted::Yes {
            return;
        }
        let refusal = Refusal { nearest: None, reason };
        let stretch = Stretch { offset, length: end.saturating_sub(offset), form: Form::Rest, bytes: &bytes };
        if let Some(gather) = &mut self.gather {
            self.batch.bytes += gather.add(stretch, &refusal, || None);
        }
    }

    /// Whether the record of `length` bytes at `offset` is to be read: all are, but where the quarantine is tried again.
    pub(super) fn wanted(&self, offset: u64, length: u64) -> Wanted {
        self.job.again.as_ref().map_or(Wanted::Yes, |again| again.wants(offset, length))
    }

    /// Whether rules that name no log type were run over the object at `offset` when it was read before.
    pub(super) fn was_untyped(&self, offset: u64) -> bool {
        self.job.again.as_ref().is_some_and(|again| again.is_untyped(offset))
    }

    /// Reads again what was kept of a file.
    pub(super) fn kept_again(&mut self, name: &str, entry: &Entry) -> Result<(), Closed> {
        if let Some(header) = &entry.header {
            // It says what the columns of the line are.
            let _ = self.classifier.line(header, 0, &mut None);
        }
        let Entry { offset, ref bytes, .. } = *entry;
        if entry.form == Form::Broken {
            let mut splitter = Splitter::at(offset, self.worker.config.record_limit);
            splitter.feed(bytes);
            splitter.finish();
            self.pieces(name, &mut splitter)?;
        } else if bytes.starts_with(b"{") {
            self.json(name, offset, bytes, Known::Nothing { depth: 0 });
        } else {
            self.line(name, offset, bytes);
        }
        self.finish_line(name);
        Ok(())
    }

    /// Says what was tried again, once all of it was. What the data lake did not take stays to be tried once more.
    pub(super) fn settle(&mut self, name: &str) {
        let (Some(again), Some(gather)) = (&self.job.again, &mut self.gather) else { return };
        if self.reach.not_kept {
            return;
        }
        let up_to = self.reach.resume.unwrap_or_default();
        let settled = again.settled(up_to, self.reach.failed.is_some());
        if let Some(more) = again.entries().checked_sub(settled.len()).filter(|more| *more > 0) {
            let report = format!("`{}`: it cannot be read beyond byte {up_to}: {more} stay", shown(name));
            self.batch.items.push(Item::Report(report));
        }
        gather.settle(settled);
    }
}

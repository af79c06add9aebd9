//! Lines that are told by their words: those that no rule has to be run over are counted, and no more.

use scan::Words;

use super::{BATCH, Closed, File};
use crate::index::Columns;
use crate::logs::{LogType, PLAIN};
use crate::split::Splitter;

/// Bytes that are looked through for words at once: fewer where lines have shown not to be plain, and more and more where all are,
/// as long as what is found stays in the processor's nearest cache.
pub(super) const STRETCH: usize = 1 << 10;
const LONGEST_STRETCH: usize = 16 << 10;

/// Bytes with which a line begins that is left to the splitter.
const NO_LINE: &[u8] = b"{\xef \t\r";

/// What finds the words of each of [`PLAIN`].
pub(super) fn words() -> Vec<Words> {
    PLAIN.iter().map(|plain| Words::new(plain.quotes, plain.foreign)).collect()
}

impl File<'_> {
    /// Goes through the lines that come next, as far as they are told by their words.
    pub(super) fn plain_lines(&mut self, name: &str, splitter: &mut Splitter) -> Result<(), Closed> {
        // What ended too soon has a last line that is looked at closer.
        if !self.skips_records() || self.reach.has_failed() {
            return Ok(());
        }
        while let Some((offset, lines)) = splitter.lines() {
            let Some((place, _)) = self.classifier.plain() else { return Ok(()) };
            if lines.first().is_some_and(|byte| NO_LINE.contains(byte)) {
                return Ok(());
            }
            let stretch = lines.get(..self.stretch).unwrap_or(lines);
            let mut words = std::mem::take(&mut self.worker.words);
            let length = self.plain_stretch(name, offset, stretch, place, words.get_mut(place));
            self.worker.words = words;
            let length = length?;
            self.stretch = if length > self.stretch / 2 { LONGEST_STRETCH.min(2 * self.stretch) } else { STRETCH };
            if length == 0 {
                return Ok(());
            }
            splitter.pass_lines(length);
        }
        Ok(())
    }

    /// Gives how many bytes of the text were gone through, which are whole lines. `words` finds those of the type of that place in
    /// [`PLAIN`].
    fn plain_stretch(
        &mut self,
        name: &str,
        offset: u64,
        text: &[u8],
        place: usize,
        words: Option<&mut Words>,
    ) -> Result<usize, Closed> {
        let (Some(plain), Some(words)) = (PLAIN.get(place), words) else { return Ok(0) };
        let Some(index) = self.worker.index.clone() else { return Ok(0) };
        let table = index.number(Some(plain.log_type.name));
        let limit = self.worker.config.record_limit;
        let (mut found, mut silent, mut length) = (Vec::new(), 0, words.find(text));
        for line in words.lines() {
            let bytes = text.get(line.start..line.end()).unwrap_or_default();
            let Some(first) = bytes.first() else { continue };
            if NO_LINE.contains(first) || bytes.len() > limit {
                length = line.start;
                break;
            }
            // A line before it may have begun what this one goes on with, or have said that others are to be tried first.
            let told = self.classifier.plain().filter(|(first, _)| line.is_plain && *first == place);
            found.clear();
            if let Some(layout) = told.and_then(|(_, context)| (plain.columns)(text, line, context, &mut found)) {
                let candidates = &mut self.worker.candidates;
                index.select_of_columns(table, layout, Columns { text, found: &found }, candidates);
                if candidates.is_empty() {
                    silent += 1;
                    continue;
                }
            }
            self.silent_lines(plain.log_type, std::mem::take(&mut silent));
            self.line(name, offset + line.start as u64, bytes.trim_ascii_end());
            if self.batch.bytes > BATCH {
                self.send()?;
            }
        }
        self.silent_lines(plain.log_type, silent);
        Ok(length)
    }

    fn silent_lines(&mut self, log_type: &'static LogType, count: u64) {
        if count > 0 {
            self.passed(Some(log_type), count);
        }
    }

    /// Whether records are of no interest that no rule has to be run over: who keeps or checks every record reads every record.
    pub(super) fn skips_records(&self) -> bool {
        self.worker.scan.is_some() && self.job.again.is_none()
    }
}

//! A large file's records, a range of them to a thread, while one thread says in their order what is found of them.
//!
//! Where a range ends is guessed: before text that looks like what stood between the records before. The guess is right if the
//! scan of the range, which begins behind a record, ends with one there. If not, what was found from there on does not count.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded, unbounded};
use memchr::memmem::FinderRev;

use super::parts::{Input, PART, Window};
use super::{Closed, File};
use crate::index::Candidates;
use crate::scanned::{Part, Scan, Tellings};

/// Ranges under way for each thread.
const AHEAD: usize = 8;

/// What stands between two records, with the first key of the second, has at most so many bytes.
const SEAM: usize = 128;

/// Threads that have nothing to do; less than none where more are at work than there were to be.
#[derive(Debug)]
pub(crate) struct Spare(AtomicIsize);

/// A thread is at work as long as it has one.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Spare>);

impl Spare {
    pub(crate) fn new(threads: usize) -> Arc<Spare> {
        Arc::new(Spare(AtomicIsize::new(threads.try_into().unwrap_or(isize::MAX))))
    }

    /// For one that has its work already.
    pub(crate) fn work(self: &Arc<Spare>) -> Busy {
        self.0.fetch_sub(1, Ordering::Relaxed);
        Busy(Arc::clone(self))
    }

    /// For one more, if it would have nothing to do.
    fn help(self: &Arc<Spare>) -> Option<Busy> {
        let one_less = |spare: isize| (spare > 0).then(|| spare - 1);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).ok()?;
        Some(Busy(Arc::clone(self)))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Whole records, as far as is known, and what a scan finds of them.
#[derive(Default)]
struct Range {
    bytes: Vec<u8>,
    length: usize,
    tellings: Tellings,
    /// What is known of the file behind them; `None`: they are not what they were taken for.
    told: Option<Part>,
}

impl Range {
    fn text(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Takes `rest` and what comes behind it, until there is enough. `false`: nothing more comes.
    fn fill(&mut self, rest: &[u8], input: &mut Input) -> bool {
        if self.bytes.len() < PART.max(rest.len()) {
            self.bytes.resize(PART.max(rest.len()), 0);
        }
        self.length = rest.len();
        self.bytes.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        input.fill(&mut self.bytes, &mut self.length)
    }
}

/// A range that is to be scanned, and who waits for it.
struct Task {
    range: Range,
    /// What is known of the file before it.
    before: Part,
    done: Sender<Range>,
}

impl Task {
    fn run(self, scan: &mut Scan, limit: usize, candidates: &mut Candidates) {
        let Task { mut range, mut before, done } = self;
        let Range { bytes, length, tellings, told } = &mut range;
        let text = bytes.get(..*length).unwrap_or_default();
        let end = scan.tell_part(&mut before, text, false, limit, candidates, tellings);
        *told = (end == Some(*length)).then_some(before);
        // Who does not wait for it any more knows.
        let _ = done.send(range);
    }
}

/// What stands between two records of the file, with the first key of the second.
struct Seam(FinderRev<'static>);

impl Seam {
    /// `text` begins behind a record.
    fn of(text: &[u8]) -> Option<Seam> {
        let text = text.get(..SEAM).unwrap_or(text);
        let open = text.iter().position(|byte| *byte == b'{')? + 1;
        let key = open + text.get(open..)?.iter().position(|byte| *byte == b'"')? + 1;
        let end = key + text.get(key..)?.iter().position(|byte| *byte == b'"')? + 1;
        Some(Seam(FinderRev::new(text.get(..end)?).into_owned()))
    }

    /// Where the last one is in a text that begins with one.
    fn last(&self, text: &[u8]) -> Option<usize> {
        self.0.rfind(text.get(1..)?).map(|at| at + 1)
    }
}

/// The ranges that were cut off a file, and the threads that scan them.
struct Ahead<'s> {
    scan: &'s mut Scan,
    limit: usize,
    tasks: Sender<Task>,
    todo: Receiver<Task>,
    threads: usize,
    /// In their order.
    under_way: VecDeque<Receiver<Range>>,
}

impl Ahead<'_> {
    /// Has threads help that have nothing else to do.
    fn get_help(&mut self, spare: &Arc<Spare>) {
        while let Some(busy) = spare.help() {
            let (mut scan, todo, limit) = (self.scan.clone(), self.todo.clone(), self.limit);
            let help = move || {
                let _busy = busy;
                let mut candidates = Candidates::default();
                todo.iter().for_each(|task| task.run(&mut scan, limit, &mut candidates));
            };
            // It goes without.
            let Ok(_) = thread::Builder::new().name("scan".into()).spawn(help) else { return };
            self.threads += 1;
        }
    }

    fn is_full(&self) -> bool {
        self.under_way.len() >= AHEAD * self.threads
    }

    fn add(&mut self, range: Range, before: Part) {
        let (done, range_done) = bounded(1);
        self.under_way.push_back(range_done);
        // Its other end is here.
        let _ = self.tasks.send(Task { range, before, done });
    }

    /// The first of those under way, scanned: while it is not, another is scanned here. `None` inside: a thread has lost it.
    fn next(&mut self, candidates: &mut Candidates) -> Option<Result<Range, Closed>> {
        let first = self.under_way.pop_front()?;
        loop {
            match first.try_recv() {
                Ok(range) => return Some(Ok(range)),
                Err(TryRecvError::Disconnected) => return Some(Err(Closed)),
                Err(TryRecvError::Empty) => match self.todo.try_recv() {
                    Ok(task) => task.run(self.scan, self.limit, candidates),
                    Err(_) => return Some(first.recv().map_err(|_| Closed)),
                },
            }
        }
    }

    /// The text of all that are under way.
    fn take_back(&mut self, candidates: &mut Candidates) -> Result<Vec<u8>, Closed> {
        let mut text = Vec::new();
        while let Some(range) = self.next(candidates) {
            text.extend_from_slice(range?.text());
        }
        Ok(text)
    }
}

impl File<'_> {
    /// Has other threads scan what comes, if some have nothing to do, as long as ranges end where they are taken to: whether it
    /// is worth another try later. `part` and `window` are behind a record, and stay there.
    pub(super) fn scan_ranges(
        &mut self,
        name: &str,
        scan: &mut Scan,
        input: &mut Input,
        part: &mut Part,
        window: &mut Window,
    ) -> Result<bool, Closed> {
        let (Some(seam), Some(before)) = (Seam::of(window.text()), part.behind_a_record()) else { return Ok(true) };
        let limit = self.worker.config.record_limit;
        let (tasks, todo) = unbounded();
        let mut ahead = Ahead { scan, limit, tasks, todo, threads: 0, under_way: VecDeque::new() };
        ahead.get_help(&self.worker.spare);
        if ahead.threads == 0 {
            return Ok(true);
        }
        let mut rest = window.take();
        let (mut goes_on, mut unused, mut has_passed) = (true, Vec::<Range>::new(), false);
        loop {
            while goes_on && !ahead.is_full() {
                let mut range = unused.pop().unwrap_or_default();
                let is_over = !range.fill(&rest, input);
                let end = seam.last(range.text()).filter(|_| !is_over);
                rest.clear();
                rest.extend_from_slice(range.text().get(end.unwrap_or_default()..).unwrap_or_default());
                goes_on = end.is_some();
                if let Some(end) = end {
                    range.length = end;
                    ahead.add(range, before);
                }
            }
            let Some(range) = ahead.next(&mut self.worker.candidates) else { break };
            let range = range?;
            let Some(told) = range.told else {
                let more = ahead.take_back(&mut self.worker.candidates)?;
                rest = [range.text(), &more, &rest].concat();
                break;
            };
            self.refresh();
            self.told_all(name, window.offset, range.text(), &range.tellings)?;
            self.send()?;
            window.pass_all(range.text());
            *part = part.then(told);
            has_passed = true;
            unused.push(range);
            ahead.get_help(&self.worker.spare);
        }
        window.put(&rest);
        Ok(has_passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_help_that_have_nothing_to_do() {
        let spare = Spare::new(3);
        let worker = spare.work();
        let helpers = [spare.help(), spare.help(), spare.help()];
        assert_eq!(helpers.each_ref().map(Option::is_some), [true, true, false]);
        let another = spare.work();
        drop(worker);
        assert!(spare.help().is_none(), "two help, and another works");
        drop((another, helpers));
        assert_eq!(spare.0.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn the_last_seam_is_found_by_the_first() {
        for (first, rest, last) in [
            (",{\"a\"", ":1,\"b\":[{\"a\":2},{\"a\":3}]},{\"b\":3},{\"a\"", ":4}"),
            ("\n{\"a\"", ":1,\"b\":[{\"a\":2},{\"a\":3}]}\n{\"a\"", ":4},{\"a\":4}"),
            ("{ \"a\"", ":1}{ \"a\"", " : 2}{\"a\":3}"),
        ] {
            let text = format!("{first}{rest}{last}");
            let seam = Seam::of(text.as_bytes()).expect("there is one");
            assert_eq!(seam.last(text.as_bytes()), Some(rest.len()), "{text}");
            assert_eq!(seam.last(first.as_bytes()), None);
        }
        for none in ["", "]}", " {", ",{\"a", &format!("{}{{\"a\":", " ".repeat(SEAM))] {
            assert!(Seam::of(none.as_bytes()).is_none(), "{none}");
        }
    }
}

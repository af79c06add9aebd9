//! What tests said of texts that come again and again, such as user agents.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

/// Answers that are remembered; a new one takes the place of another.
const ENTRIES: usize = 512;

/// Longer texts hardly ever come again.
const LONGEST: usize = 512;

/// The answers of one thread, for tests of one index.
#[derive(Clone, Debug)]
pub(super) struct Memo {
    entries: Vec<Entry>,
    hasher: FixedState,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    /// The test's number, counted from 1; 0 where there is no answer.
    test: u32,
    text: Vec<u8>,
    answer: bool,
}

impl Default for Memo {
    fn default() -> Memo {
        Memo { entries: vec![Entry::default(); ENTRIES], hasher: FixedState::default() }
    }
}

impl Memo {
    /// What `ask` says of the text, or has said.
    pub(super) fn answer(&mut self, test: u32, text: &[u8], ask: impl FnOnce() -> bool) -> bool {
        if text.len() > LONGEST {
            return ask();
        }
        let place = self.hasher.hash_one((test, text)) as usize % ENTRIES;
        let Some(entry) = self.entries.get_mut(place) else { return ask() };
        if entry.test != test || entry.text != text {
            entry.answer = ask();
            entry.test = test;
            // The room of the text before serves again.
            entry.text.clear();
            entry.text.extend_from_slice(text);
        }
        entry.answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_asked_about_once_for_each_test() {
        let mut memo = Memo::default();
        let mut asked = 0;
        for _ in 0..3 {
            for (test, text, answer) in [(1, &b"a"[..], true), (2, b"a", false), (1, b"b", false)] {
                let mut ask = || {
                    asked += 1;
                    answer
                };
                assert_eq!(memo.answer(test, text, &mut ask), answer);
            }
        }
        assert_eq!(asked, 3);
        assert!(memo.answer(1, &[0; LONGEST + 1], || true));
        assert!(!memo.answer(1, &[0; LONGEST + 1], || false));
    }
}

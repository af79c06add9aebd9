//! What native code answers an interpreted rule over one record, so that a function that is run again is answered as it was
//! before, and what it asked for counts once.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use event::exception::Kind;
use event::{Py, ask};

use crate::interpret::Host;

/// What questions and answers of one record may take, in bytes.
const MOST: usize = 64 << 20;

/// The answers of one pair.
pub(super) struct Answers<'a> {
    py: Py<'a>,
    /// What each function asked in turn, and what it was answered.
    given: HashMap<String, Vec<Asked>>,
    /// The function that runs.
    function: String,
    /// How much it has asked since it began.
    asked: usize,
    /// Bytes that all of it takes.
    size: usize,
}

struct Asked {
    question: String,
    arguments: String,
    answer: String,
}

impl<'a> Answers<'a> {
    /// From what `py` keeps and has.
    pub(super) fn new(py: Py<'a>) -> Answers<'a> {
        Answers { py, given: HashMap::new(), function: String::new(), asked: 0, size: 0 }
    }
}

impl Host for Answers<'_> {
    fn begin(&mut self, function: &str) {
        function.clone_into(&mut self.function);
        self.asked = 0;
    }

    fn answer(&mut self, question: &str, arguments: &str) -> String {
        let given = self.given.entry(self.function.clone()).or_default();
        if let Some(asked) = given.get(self.asked) {
            if asked.question == question && asked.arguments == arguments {
                self.asked += 1;
                return asked.answer.clone();
            }
            // It goes another way than it did: from here on nothing is as it was.
            given.truncate(self.asked);
        }
        let taken = self.size.saturating_add(question.len()).saturating_add(arguments.len());
        if taken > MOST {
            return ask::refusal(Kind::MemoryError, "");
        }
        let answer = catch_unwind(AssertUnwindSafe(|| ask::answer(self.py, question, arguments)))
            .unwrap_or_else(|_| ask::refusal(Kind::SystemError, "internal error while a rule was answered"));
        self.size = taken.saturating_add(answer.len());
        let (question, arguments) = (question.to_owned(), arguments.to_owned());
        given.push(Asked { question, arguments, answer: answer.clone() });
        self.asked += 1;
        answer
    }
}

#[cfg(test)]
mod tests {
    use event::Heap;
    use event::state::Memory;

    use super::*;

    const COUNT: &str = "panther_detection_helpers.caching.increment_counter";

    fn count(answers: &mut Answers<'_>, key: &str) -> String {
        answers.answer(COUNT, &format!("[[\"{key}\"], {{}}]"))
    }

    #[test]
    fn what_is_run_again_counts_once() {
        let (heap, state) = (Heap::default(), Memory::default());
        let mut answers = Answers::new(heap.enter_with(&state));
        answers.begin("rule");
        assert_eq!(count(&mut answers, "a"), r#"{"given": 1}"#);
        assert_eq!(count(&mut answers, "a"), r#"{"given": 2}"#);
        answers.begin("title");
        assert_eq!(count(&mut answers, "a"), r#"{"given": 3}"#);
        answers.begin("rule");
        assert_eq!(count(&mut answers, "a"), r#"{"given": 1}"#);
        assert_eq!(count(&mut answers, "a"), r#"{"given": 2}"#);
        // More than it asked before is asked for the first time.
        assert_eq!(count(&mut answers, "a"), r#"{"given": 4}"#);
        answers.begin("dedup");
        assert_eq!(count(&mut answers, "a"), r#"{"given": 5}"#);
    }

    #[test]
    fn what_is_asked_otherwise_is_answered_anew() {
        let (heap, state) = (Heap::default(), Memory::default());
        let mut answers = Answers::new(heap.enter_with(&state));
        answers.begin("rule");
        for key in ["a", "b", "c"] {
            count(&mut answers, key);
        }
        answers.begin("rule");
        assert_eq!(count(&mut answers, "a"), r#"{"given": 1}"#);
        assert_eq!(count(&mut answers, "c"), r#"{"given": 2}"#);
        assert_eq!(count(&mut answers, "c"), r#"{"given": 3}"#);
    }

    #[test]
    fn a_rule_that_asks_without_end_is_refused() {
        let (heap, state) = (Heap::default(), Memory::default());
        let mut answers = Answers::new(heap.enter_with(&state));
        answers.begin("rule");
        let long = " ".repeat(7 << 20);
        for _ in 0..9 {
            assert!(answers.answer("nothing", &long).contains("SystemError"));
        }
        assert!(answers.answer("nothing", &long).contains("MemoryError"));
    }
}

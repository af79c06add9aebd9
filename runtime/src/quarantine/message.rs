//! A message of a queue that is given up: kept before the queue moves it to where nobody looks.

use std::path::Path;

use super::{Bounds, Form, Gather, Stretch};
use crate::classify::Refusal;
use crate::dedup::{Error, Store};

/// Keeps the `body` of a message in the state file, once however often it is given up.
///
/// # Errors
/// Where the database says so.
pub fn keep_message(state: &Path, name: &str, body: &str, reason: &str, bounds: Bounds) -> Result<(), Error> {
    let mut gather = Gather::new(name.to_owned(), false);
    let stretch = Stretch { offset: 0, length: body.len() as u64, form: Form::Piece, bytes: body.as_bytes() };
    gather.add(stretch, &Refusal { nearest: None, reason: reason.to_owned() }, || None);
    let Some(refused) = gather.take() else { return Ok(()) };
    let mut store = Store::open(state)?;
    let session = store.begin()?;
    session.quarantine(&refused, bounds)?;
    session.commit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quarantine::Selection;

    #[test]
    fn a_message_is_kept_once_with_the_last_reason() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = folder.path().join("state.db");
        for reason in ["it is gone", "it is still gone"] {
            keep_message(&state, "sqs://queue/id", "{\"a\":1}", reason, Bounds::default()).expect("it is kept");
        }
        let store = Store::open(&state).expect("a store");
        let mut entries = Vec::new();
        let all = Selection::default();
        let keep = |entry| -> Result<(), Error> {
            entries.push(entry);
            Ok(())
        };
        store.quarantine(&all, 10, keep).expect("a list");
        let [entry] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!((entry.source.as_str(), entry.reason.as_str()), ("sqs://queue/id", "it is still gone"));
        assert_eq!((entry.bytes.as_slice(), entry.seen, entry.is_cut), (&b"{\"a\":1}"[..], 2, false));
    }
}

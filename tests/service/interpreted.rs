//! What rules keep that are not compiled: a message that comes again counts nothing again.

use std::collections::BTreeMap;

use crate::cloud::until;
use crate::{Place, key, notice};

/// Groups its alerts by how many sign-ins it has seen.
const COUNTS: &str = "\
import contextlib
from panther_detection_helpers.caching import increment_counter

SEEN = []


def rule(event):
    with contextlib.suppress(KeyError):
        SEEN.append(increment_counter(event['eventName']))
    return True


def dedup(event):
    return str(SEEN)
";

#[test]
fn what_comes_again_is_not_counted_again_by_interpreted_rules() {
    let place = Place::silent("interpreted", 3);
    let rules = place.folder.path().join("pack");
    std::fs::create_dir(&rules).expect("a folder");
    std::fs::write(rules.join("counts.py"), COUNTS).expect("a rule");
    let rules = rules.to_str().expect("UTF-8").to_owned();
    place.store(0..2);
    let told = |n: usize| notice("ObjectCreated:Put", &place.bucket, &key(n));
    let alerts = |counts: [usize; 3]| counts.map(|count| (format!("[{count}]"), 1)).into_iter().collect();
    // Three times at once, again after a restart, and then another file.
    let runs: [(Vec<usize>, BTreeMap<String, usize>); 3] =
        [(vec![0; 3], alerts([1, 2, 3])), (vec![0; 2], BTreeMap::new()), (vec![1, 0], alerts([4, 5, 6]))];
    for (files, expected) in runs {
        files.iter().for_each(|n| place.cloud.send(&place.queue, &told(*n)));
        let mut pod = place.pod(&["--rules", &rules]);
        until("all messages are done", || place.is_empty());
        assert!(pod.terminate().success());
        assert_eq!(pod.alerts(), expected);
    }
}

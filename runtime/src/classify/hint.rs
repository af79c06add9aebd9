//! What a path or an S3 key says of the records below it, and what a user says of them.

use std::path::Path;

use crate::logs::{LogType, TYPES};

/// What a user says of sources: the type to try first, by what their names begin with.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The longest first.
    prefixes: Vec<(String, usize)>,
}

impl Hints {
    /// Those of prefixes, each with its type: `s3://bucket/prefix`, or the beginning of an absolute path.
    pub fn new(prefixes: impl IntoIterator<Item = (String, &'static LogType)>) -> Hints {
        let rank = |of: &LogType| TYPES.iter().position(|log_type| log_type.name == of.name);
        let mut prefixes: Vec<(String, usize)> =
            prefixes.into_iter().filter_map(|(prefix, log_type)| Some((prefix, rank(log_type)?))).collect();
        prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        Hints { prefixes }
    }

    /// The type that is tried first of the source `name`, by its rank: that of the longest prefix.
    pub(super) fn of(&self, name: &str) -> Option<usize> {
        if self.prefixes.is_empty() {
            return None;
        }
        let absolute = || std::path::absolute(Path::new(name)).ok().map(|path| path.to_string_lossy().into_owned());
        let name = if name.contains("://") { name.to_owned() } else { absolute()? };
        self.prefixes.iter().find(|(prefix, _)| name.starts_with(prefix.as_str())).map(|(_, rank)| *rank)
    }
}

/// The rank of the type whose files have such paths: of several the one whose mark is the longest.
pub(super) fn of_path(path: &str) -> Option<usize> {
    let marks =
        TYPES.iter().enumerate().flat_map(|(rank, log_type)| log_type.paths.iter().map(move |mark| (rank, mark)));
    // Keys may begin with what elsewhere follows a slash.
    let is_in = |mark: &str| path.contains(mark) || mark.strip_prefix('/').is_some_and(|mark| path.starts_with(mark));
    marks.filter(|(_, mark)| is_in(mark)).max_by_key(|(_, mark)| mark.len()).map(|(rank, _)| rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_wins() {
        let of = |name: &str| TYPES.iter().copied().find(|log_type| log_type.name == name).expect("a type");
        let hints = [("s3://b/", "AWS.ALB"), ("s3://b/okta/", "Okta.SystemLog"), ("/var/log/", "AWS.VPCFlow")];
        let hints = Hints::new(hints.map(|(prefix, name)| (prefix.to_owned(), of(name))));
        let name = |source| hints.of(source).and_then(|rank| TYPES.get(rank)).map(|log_type| log_type.name);
        assert_eq!(name("s3://b/x.gz"), Some("AWS.ALB"));
        assert_eq!(name("s3://b/okta/x.gz"), Some("Okta.SystemLog"));
        assert_eq!(name("s3://bb/okta/x.gz"), None);
        assert_eq!(name("/var/log/./x"), Some("AWS.VPCFlow"));
        assert_eq!(name("var/log/x"), None);
        assert_eq!(Hints::default().of("s3://b/x.gz"), None);
    }

    #[test]
    fn keys_name_their_type() {
        let name = |path| of_path(path).and_then(|rank| TYPES.get(rank)).map(|log_type| log_type.name);
        let file = "o-abcdef1234/AWSLogs/o-abcdef1234/111122223333/CloudTrail/us-east-1/2024/06/01/x.json.gz";
        assert_eq!(name(file), Some("AWS.CloudTrail"));
        assert_eq!(name("AWSLogs/111122223333/CloudTrail-Digest/us-east-1/x.json.gz"), Some("AWS.CloudTrailDigest"));
        assert_eq!(name("logs/GuardDuty/us-east-1/x.jsonl.gz"), Some("AWS.GuardDuty"));
        assert_eq!(name("WAFLogs/x.gz"), Some("AWS.WAFWebACL"));
        assert_eq!(name("/WAFLogs/x.gz"), Some("AWS.WAFWebACL"));
        assert_eq!(name("x.json"), None);
    }
}

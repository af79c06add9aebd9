//! What a path or an S3 key says of the records below it.

use crate::logs::TYPES;

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

//! Which of some names may be meant by one that is not among them.

/// Whether two names differ so little that one may be meant for the other: one edit for each four characters.
pub fn is_near(a: &str, b: &str) -> bool {
    distance(&a.to_lowercase(), &b.to_lowercase()) <= b.len().div_ceil(4)
}

/// The nearest of the names, if one is near.
pub fn nearest<'n>(names: impl Iterator<Item = &'n str>, wanted: &str) -> Option<&'n str> {
    names.filter(|name| is_near(name, wanted)).min_by_key(|name| (distance(name, wanted), *name))
}

/// The distance of Damerau and Levenshtein: two neighbours that changed places are one mistake. No part is edited twice.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(row[j - 1] + 1).min(rows[i - 1][j] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

//! `KeyPath: a.b[*].c[0]`, and what leads to a value of the event.

/// One step to a value. What it cannot go through gives `None`, as in JMESPath.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// A key of a dict.
    Key(String),
    /// An item of a list.
    Index(u32),
    /// Every item of a list: what follows is asked of each, and what gives `None` is left out.
    Every,
}

/// Parses a path.
///
/// # Errors
/// What is outside the subset, for a person.
pub fn parse(text: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for part in text.split('.') {
        let (name, mut rest) = part.find('[').map_or((part, ""), |at| part.split_at(at));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if name.is_empty() || !name.chars().all(plain) {
            return Err(format!("`{name}` in the path `{text}` is no plain name"));
        }
        steps.push(Step::Key(name.to_owned()));
        while let Some(inside) = rest.strip_prefix('[') {
            let Some((index, behind)) = inside.split_once(']') else {
                return Err(format!("a `]` is missing in the path `{text}`"));
            };
            steps.push(match (index, index.parse()) {
                ("*", _) => Step::Every,
                (_, Ok(index)) => Step::Index(index),
                _ => return Err(format!("`[{index}]` in the path `{text}` is outside the subset")),
            });
            rest = behind;
        }
        if !rest.is_empty() {
            return Err(format!("`{rest}` in the path `{text}` is outside the subset"));
        }
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_keys_indexes_and_stars() {
        let key = |name: &str| Step::Key(name.to_owned());
        assert_eq!(parse("a"), Ok(vec![key("a")]));
        assert_eq!(parse("a.b[*][0].c"), Ok(vec![key("a"), key("b"), Step::Every, Step::Index(0), key("c")]));
        for wrong in ["", "a.", "a..b", "a[", "a[-1]", "a[1:2]", "a[]", "a[0]x", "a b", "a.'b'", "length(a)"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}

//! A member of an object, found in its JSON.

/// The most members of an object that are remembered.
const MEMBERS: usize = 64;

/// The most objects of a record whose members are remembered.
const OBJECTS: usize = 16;

/// What a look for a member has found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Member<'j> {
    /// Its JSON.
    Found(&'j [u8]),
    Missing,
    /// Some key may be the same to a rule, or the text is not laid out as an object.
    Unclear,
}

/// A key as it is written, and its value.
type Pair<'j> = (&'j [u8], &'j [u8]);

/// The members of objects of one record, for who asks for several of them.
#[derive(Debug, Default)]
pub(crate) struct Opened<'j> {
    objects: Vec<Object<'j>>,
    /// Those of all objects, one object's after the other's.
    members: Vec<Pair<'j>>,
}

#[derive(Debug)]
struct Object<'j> {
    json: &'j [u8],
    /// Its first one in `members`.
    from: usize,
    to: usize,
    /// All its keys are plain, and it is laid out as an object.
    is_clear: bool,
}

/// Where the values of a record end.
pub(crate) trait Ends {
    /// How many bytes the value has that `text`, a part of the record, begins with.
    fn value(&self, text: &[u8]) -> Option<usize>;

    /// Whether the record is known to have no backslash and nothing beyond ASCII.
    fn is_plain(&self) -> bool;
}

/// Finds them byte by byte.
pub(super) struct Bytes;

impl Ends for Bytes {
    fn value(&self, text: &[u8]) -> Option<usize> {
        scan::value_length(text)
    }

    fn is_plain(&self) -> bool {
        false
    }
}

impl<'j> Opened<'j> {
    /// For the next record.
    pub(crate) fn clear(&mut self) {
        self.objects.clear();
        self.members.clear();
    }

    /// As [`member`].
    pub(crate) fn member(&mut self, json: &'j [u8], name: &str, ends: &impl Ends) -> Member<'j> {
        let known = self.objects.iter().position(|object| std::ptr::eq(object.json, json));
        let Some(object) = known.or_else(|| self.open(json, ends)).and_then(|at| self.objects.get(at)) else {
            return member(json, name, ends);
        };
        let members = self.members.get(object.from..object.to).filter(|_| object.is_clear);
        members.map_or(Member::Unclear, |members| among(members.iter().copied(), name))
    }

    /// The place of the object, unless there are too many, or it has too many members.
    fn open(&mut self, json: &'j [u8], ends: &impl Ends) -> Option<usize> {
        if self.objects.len() >= OBJECTS {
            return None;
        }
        let from = self.members.len();
        let mut is_large = false;
        let is_clear = each(json, ends, |key, value| {
            is_large = self.members.len() - from >= MEMBERS;
            self.members.push((key, value));
            !is_large && is_plain(key, ends)
        });
        if is_large {
            self.members.truncate(from);
            return None;
        }
        self.objects.push(Object { json, from, to: self.members.len(), is_clear });
        Some(self.objects.len() - 1)
    }
}

/// The last member of that name in `json`, an object whose brackets and strings are right.
pub(super) fn member<'j>(json: &'j [u8], name: &str, ends: &impl Ends) -> Member<'j> {
    let mut found = Member::Missing;
    let is_clear = each(json, ends, |key, value| {
        let here = among(std::iter::once((key, value)), name);
        if let Member::Found(_) = here {
            found = here;
        }
        here != Member::Unclear && is_plain(key, ends)
    });
    if is_clear { found } else { Member::Unclear }
}

/// The last of `members` with that name, if no key differs from it by case alone.
pub(super) fn among<'j>(members: impl Iterator<Item = Pair<'j>>, name: &str) -> Member<'j> {
    let mut found = Member::Missing;
    for (key, value) in members {
        if !key.eq_ignore_ascii_case(name.as_bytes()) {
            continue;
        }
        if key != name.as_bytes() {
            return Member::Unclear;
        }
        found = Member::Found(value);
    }
    found
}

/// Whether a key can be no other than it is written.
fn is_plain(key: &[u8], ends: &impl Ends) -> bool {
    ends.is_plain() || key.is_ascii() && !key.contains(&b'\\')
}

/// Hands out the members of an object in their order. `false`: `tell` has said so of one, or it is laid out in another way.
fn each<'j>(json: &'j [u8], ends: &impl Ends, mut tell: impl FnMut(&'j [u8], &'j [u8]) -> bool) -> bool {
    let mut rest = json.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    if rest == b"}" {
        return true;
    }
    loop {
        let Some((key, after)) = string(rest, ends) else { return false };
        let Some(after) = after.trim_ascii_start().strip_prefix(b":") else { return false };
        let after = after.trim_ascii_start();
        let Some((value, after)) = ends.value(after).and_then(|length| after.split_at_checked(length)) else {
            return false;
        };
        if !tell(key, value) {
            return false;
        }
        match after.trim_ascii_start() {
            [b',', next @ ..] => rest = next.trim_ascii_start(),
            end => return end == b"}",
        }
    }
}

/// The inside of the string that `text` begins with, as it is written, and what follows it.
fn string<'j>(text: &'j [u8], ends: &impl Ends) -> Option<(&'j [u8], &'j [u8])> {
    let length = Some(text).filter(|text| text.starts_with(b"\"")).and_then(|text| ends.value(text))?;
    Some((text.get(1..length - 1)?, text.get(length..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_found_where_it_stands() {
        for (json, expected) in [
            (r#"{}"#, Member::Missing),
            (r#"{ }"#, Member::Missing),
            (r#"{"a":1}"#, Member::Found(b"1")),
            (r#"{"b":"a","a" : "x\"y" , "c":[]}"#, Member::Found(br#""x\"y""#)),
            (r#"{"b":{"a":1,"x":["}"]},"a":{"a":[2]}}"#, Member::Found(br#"{"a":[2]}"#)),
            (r#"{"b":{"a":1}}"#, Member::Missing),
            (r#"{"a":1,"a":null}"#, Member::Found(b"null")),
            (r#"{"a":1,"A":2}"#, Member::Unclear),
            (r#"{"\u0061":1}"#, Member::Unclear),
            (r#"{"é":1}"#, Member::Unclear),
            (r#"{"a" 1}"#, Member::Unclear),
            (r#"{"a":1 "b":2}"#, Member::Unclear),
            (r#"{"a":"#, Member::Unclear),
            (r#"["a"]"#, Member::Unclear),
            (r#"{"a":]}"#, Member::Unclear),
        ] {
            assert_eq!(member(json.as_bytes(), "a", &Bytes), expected, "{json}");
            let mut opened = Opened::default();
            assert_eq!(opened.member(json.as_bytes(), "z", &Bytes), member(json.as_bytes(), "z", &Bytes), "{json}");
            assert_eq!(opened.member(json.as_bytes(), "a", &Bytes), expected, "{json}, opened");
        }
    }

    #[test]
    fn members_are_found_of_however_many() {
        let object = |members: usize| {
            let members: Vec<String> = (0..members).map(|at| format!("\"k{at}\":{at}")).collect();
            format!("{{{}}}", members.join(","))
        };
        let objects: Vec<String> = [0, 1, MEMBERS - 1, MEMBERS, MEMBERS + 1, 3 * MEMBERS].map(object).to_vec();
        let objects: Vec<String> = objects.iter().cycle().take(3 * OBJECTS).cloned().collect();
        let mut opened = Opened::default();
        for _ in 0..2 {
            for json in &objects {
                for name in ["k0", "k1", "k63", "k64", "k65", "k"] {
                    let alone = member(json.as_bytes(), name, &Bytes);
                    assert_eq!(opened.member(json.as_bytes(), name, &Bytes), alone, "{name} of {json}");
                }
            }
        }
    }
}

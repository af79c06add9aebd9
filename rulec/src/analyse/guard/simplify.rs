//! Conditions put together, no larger than need be. Every step keeps what they say, or says less.

use std::collections::BTreeSet;

use super::{Guard, Is, Kinds};

/// A condition with more parts than this is given up: testing it would cost what it saves.
const LARGEST: usize = 48;

/// Each of them holds.
pub fn all(parts: impl IntoIterator<Item = Guard>) -> Guard {
    let mut held: Vec<Guard> = Vec::new();
    for part in parts {
        let flat = match part {
            Guard::All(parts) => parts,
            other => vec![other],
        };
        for part in flat {
            if part == Guard::NEVER {
                return part;
            }
            if !held.iter().any(|known| says(known, &part)) && !merge(&mut held, &part, meet) {
                held.push(part);
            }
            if held.contains(&Guard::NEVER) {
                return Guard::NEVER;
            }
        }
    }
    let mut kept: Vec<Guard> = Vec::new();
    for part in held {
        // What a narrower one says already.
        kept.retain(|known| !says(&part, known));
        if !kept.iter().any(|known| says(known, &part)) {
            kept.push(part);
        }
    }
    while size(&kept) > LARGEST {
        // Fewer conditions hold more often.
        let largest = kept.iter().enumerate().max_by_key(|(_, part)| size(std::slice::from_ref(part)));
        let Some((at, _)) = largest else { break };
        let part = kept.remove(at);
        kept.extend(outlined(part).filter(|outline| *outline != Guard::ALWAYS));
    }
    single(kept, Guard::All)
}

/// One of them holds.
pub fn any(parts: impl IntoIterator<Item = Guard>) -> Guard {
    match whole(parts) {
        Guard::Any(known) if size(&known) > LARGEST => outlined(Guard::Any(known)).unwrap_or(Guard::ALWAYS),
        whole => whole,
    }
}

/// One of them holds, however large that is.
fn whole(parts: impl IntoIterator<Item = Guard>) -> Guard {
    let mut known: Vec<Guard> = Vec::new();
    for part in parts {
        let flat = match part {
            Guard::Any(parts) => parts,
            other => vec![other],
        };
        for part in flat {
            if part == Guard::ALWAYS {
                return part;
            }
            if implies(&part, &Guard::Any(known.clone())) {
                continue;
            }
            known.retain(|narrower| !implies(narrower, &part));
            if !merge(&mut known, &part, join) {
                known.push(part);
            }
            if known.contains(&Guard::ALWAYS) {
                return Guard::ALWAYS;
            }
        }
    }
    // What came early may be a part of what several say together.
    for at in (0..known.len()).rev() {
        let part = known.remove(at);
        if !implies(&part, &Guard::Any(known.clone())) {
            known.insert(at, part);
        }
    }
    // `a and b or a and c` is `a and (b or c)`.
    while let Some(shared) = most_shared(&known) {
        let (with, without): (Vec<Guard>, Vec<Guard>) =
            known.into_iter().partition(|part| parts_of(part.clone()).contains(&shared));
        let less = |part| all(parts_of(part).into_iter().filter(|part| *part != shared));
        let rest = any(with.into_iter().map(less).collect::<Vec<_>>());
        known = without;
        known.push(all([shared, rest]));
    }
    single(known, Guard::Any)
}

/// Less than the condition says, in fewer words: of each alternative the tests that it makes itself, and less of the others.
/// `None` where those are too many too.
fn outlined(guard: Guard) -> Option<Guard> {
    let Guard::Any(alternatives) = guard else { return None };
    let outline = |less: fn(Guard) -> Option<Guard>| {
        let tests = |alternative| all(parts_of(alternative).into_iter().filter_map(less));
        let outline = whole(alternatives.iter().cloned().map(tests).collect::<Vec<_>>());
        Some(outline).filter(|outline| size(std::slice::from_ref(outline)) <= LARGEST)
    };
    let field = |part| Some(part).filter(|part| matches!(part, Guard::Field(..)));
    outline(|part| if matches!(part, Guard::Field(..)) { Some(part) } else { outlined(part) })
        .or_else(|| outline(field))
}

/// The condition that most of the alternatives have, if several have one.
fn most_shared(alternatives: &[Guard]) -> Option<Guard> {
    let parts: Vec<Vec<Guard>> = alternatives.iter().cloned().map(parts_of).collect();
    let count = |part: &Guard| parts.iter().filter(|parts| parts.contains(part)).count();
    let mut best: Option<(usize, &Guard)> = None;
    for part in parts.iter().flatten() {
        let count = count(part);
        // Of several that are shared alike it is the first.
        if count > best.map_or(1, |(most, _)| most) {
            best = Some((count, part));
        }
    }
    best.map(|(_, part)| part.clone())
}

fn parts_of(guard: Guard) -> Vec<Guard> {
    match guard {
        Guard::All(parts) => parts,
        other => vec![other],
    }
}

fn single(mut parts: Vec<Guard>, of: fn(Vec<Guard>) -> Guard) -> Guard {
    match parts.len() {
        1 => parts.remove(0),
        _ => of(parts),
    }
}

fn size(parts: &[Guard]) -> usize {
    let of = |part: &Guard| match part {
        Guard::All(parts) | Guard::Any(parts) => 1 + size(parts),
        Guard::Field(..) => 1,
    };
    parts.iter().map(of).sum()
}

/// Whether `a` makes `b` needless beside it. A test of a field is kept, whatever alternatives say together: it is cheap, and a
/// table can have it.
fn says(a: &Guard, b: &Guard) -> bool {
    implies(a, b) && (matches!(a, Guard::Field(..)) || !matches!(b, Guard::Field(..)))
}

/// Whether `b` surely holds where `a` does.
fn implies(a: &Guard, b: &Guard) -> bool {
    if a == b || *b == Guard::ALWAYS || *a == Guard::NEVER {
        return true;
    }
    match (a, b) {
        (Guard::Any(parts), b) => parts.iter().all(|part| implies(part, b)),
        (a, Guard::All(parts)) => parts.iter().all(|part| implies(a, part)),
        (Guard::All(parts), b) if parts.iter().any(|part| implies(part, b)) => true,
        (a, Guard::Any(parts)) => parts.iter().any(|part| implies(a, part)),
        (Guard::All(_), Guard::Field(..)) => false,
        (Guard::Field(p, a), Guard::Field(q, b)) => p == q && narrower(a, b),
    }
}

fn narrower(a: &Is, b: &Is) -> bool {
    match (a, b) {
        (Is::OneOf(a), Is::OneOf(b)) => a.is_subset(b),
        (Is::OneOf(a), Is::NoneOf(b)) => a.is_disjoint(b),
        (Is::OneOf(a), Is::Kind(kinds)) => a.iter().all(|text| kinds.has(kind_of(text))),
        (Is::NoneOf(a), Is::NoneOf(b)) => b.is_subset(a),
        (Is::Ints(a), Is::Ints(b)) => a.is_subset(b),
        (Is::AtLeast(a), Is::AtLeast(b)) => a >= b,
        (Is::Below(a), Is::Below(b)) => a <= b,
        (Is::AtLeast(_) | Is::Below(_), Is::Kind(kinds)) => kinds.has(Kinds::NUMBERS),
        (Is::Ints(ints), Is::Kind(kinds)) => ints.iter().all(|int| kinds.has(kind_of_int(*int))),
        (Is::Kind(a), Is::Kind(b)) => b.has(*a),
        (Is::Kind(kinds), Is::NoneOf(texts)) => texts.iter().all(|text| !kinds.has(kind_of(text))),
        _ => false,
    }
}

fn kind_of(text: &str) -> Kinds {
    if text.is_empty() { Kinds::EMPTY_STRING } else { Kinds::STRING }
}

fn kind_of_int(int: i64) -> Kinds {
    if int == 0 { Kinds::ZERO } else { Kinds::NUMBER }
}

/// Puts a test of a field together with one of the same field that is there.
fn merge(parts: &mut [Guard], new: &Guard, with: fn(&Is, &Is) -> Option<Known>) -> bool {
    let Guard::Field(path, is) = new else { return false };
    for part in parts {
        let Guard::Field(other, known) = part else { continue };
        if other == path
            && let Some(merged) = with(known, is)
        {
            *part = match merged {
                Known::Is(is) => Guard::Field(path.clone(), is),
                Known::Always => Guard::ALWAYS,
                Known::Never => Guard::NEVER,
            };
            return true;
        }
    }
    false
}

enum Known {
    Is(Is),
    Always,
    Never,
}

fn one_of(texts: BTreeSet<String>) -> Known {
    if texts.is_empty() { Known::Never } else { Known::Is(Is::OneOf(texts)) }
}

fn ints(ints: BTreeSet<i64>) -> Known {
    if ints.is_empty() { Known::Never } else { Known::Is(Is::Ints(ints)) }
}

fn none_of(texts: BTreeSet<String>) -> Known {
    if texts.is_empty() { Known::Always } else { Known::Is(Is::NoneOf(texts)) }
}

fn kinds(kinds: Kinds) -> Known {
    match kinds {
        Kinds::NONE => Known::Never,
        Kinds::EVERY => Known::Always,
        kinds => Known::Is(Is::Kind(kinds)),
    }
}

/// Both hold.
fn meet(a: &Is, b: &Is) -> Option<Known> {
    Some(match (a, b) {
        (Is::OneOf(a), Is::OneOf(b)) => one_of(a & b),
        (Is::OneOf(a), Is::NoneOf(b)) | (Is::NoneOf(b), Is::OneOf(a)) => one_of(a - b),
        (Is::NoneOf(a), Is::NoneOf(b)) => none_of(a | b),
        (Is::OneOf(texts), Is::Kind(kinds)) | (Is::Kind(kinds), Is::OneOf(texts)) => {
            one_of(texts.iter().filter(|text| kinds.has(kind_of(text))).cloned().collect())
        }
        (Is::Ints(a), Is::Ints(b)) => ints(a & b),
        (Is::Ints(known), Is::Kind(kinds)) | (Is::Kind(kinds), Is::Ints(known)) => {
            ints(known.iter().copied().filter(|int| kinds.has(kind_of_int(*int))).collect())
        }
        (Is::Kind(a), Is::Kind(b)) => kinds(a.and(*b)),
        _ => return None,
    })
}

/// One of them holds.
fn join(a: &Is, b: &Is) -> Option<Known> {
    Some(match (a, b) {
        (Is::OneOf(a), Is::OneOf(b)) => one_of(a | b),
        (Is::OneOf(a), Is::NoneOf(b)) | (Is::NoneOf(b), Is::OneOf(a)) => none_of(b - a),
        (Is::NoneOf(a), Is::NoneOf(b)) => none_of(a & b),
        (Is::Ints(a), Is::Ints(b)) => ints(a | b),
        (Is::Kind(a), Is::Kind(b)) => kinds(a.or(*b)),
        (Is::Contains(a), Is::Contains(b)) => Known::Is(Is::Contains(a | b)),
        (Is::StartsWith(a), Is::StartsWith(b)) => Known::Is(Is::StartsWith(a | b)),
        (Is::EndsWith(a), Is::EndsWith(b)) => Known::Is(Is::EndsWith(a | b)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(texts: &[&str]) -> BTreeSet<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn field(name: &str, is: Is) -> Guard {
        Guard::Field(vec![name.to_owned()], is)
    }

    #[test]
    fn conditions_are_put_together() {
        let ab = field("x", Is::OneOf(set(&["a", "b"])));
        let bc = field("x", Is::OneOf(set(&["b", "c"])));
        let y = field("y", Is::Kind(Kinds::NULL));
        assert_eq!(all([ab.clone(), bc.clone()]), field("x", Is::OneOf(set(&["b"]))));
        assert_eq!(any([ab.clone(), bc.clone()]), field("x", Is::OneOf(set(&["a", "b", "c"]))));
        assert_eq!(all([ab.clone(), field("x", Is::NoneOf(set(&["a", "b"])))]), Guard::NEVER);
        assert_eq!(any([ab.clone(), field("x", Is::NoneOf(set(&["a", "b"])))]), Guard::ALWAYS);
        assert_eq!(any([ab.clone(), all([ab.clone(), y.clone()])]), ab);
        assert_eq!(all([ab.clone(), any([ab.clone(), y.clone()])]), ab);
        assert_eq!(any([all([ab.clone(), y.clone()]), ab.clone()]), ab);
        assert_eq!(all([any([ab.clone(), y.clone()]), ab.clone()]), ab);
        assert_eq!(all([Guard::ALWAYS, y.clone()]), y);
        assert_eq!(any([Guard::NEVER, y.clone()]), y);
        assert_eq!(all([field("x", Is::Kind(Kinds::STRINGS)), ab.clone()]), ab);
        assert_eq!(any([field("y", Is::Kind(Kinds::NULL.not())), y]), Guard::ALWAYS);
    }

    #[test]
    fn conditions_on_numbers_are_put_together() {
        let ints = |ints: &[i64]| field("x", Is::Ints(ints.iter().copied().collect()));
        assert_eq!(all([ints(&[1, 2]), ints(&[2, 3])]), ints(&[2]));
        assert_eq!(any([ints(&[1, 2]), ints(&[2, 3])]), ints(&[1, 2, 3]));
        assert_eq!(all([ints(&[1]), ints(&[2])]), Guard::NEVER);
        assert_eq!(all([ints(&[0, 1]), field("x", Is::Kind(Kinds::ZERO))]), ints(&[0]));
        assert_eq!(all([ints(&[0, 1]), field("x", Is::Kind(Kinds::ZERO.or(Kinds::NUMBER)))]), ints(&[0, 1]));
        assert_eq!(all([ints(&[1]), field("x", Is::Kind(Kinds::STRINGS))]), Guard::NEVER);
        let [three, four] = [3, 4].map(|least| field("x", Is::AtLeast(least)));
        assert_eq!(all([three.clone(), four.clone()]), four);
        assert_eq!(any([three.clone(), four]), three);
        assert_eq!(all([three.clone(), field("x", Is::Kind(Kinds::STRINGS.not()))]), three);
    }

    #[test]
    fn what_is_too_large_holds_more_often() {
        let many = |n: usize| (0..n).map(|i| field(&format!("f{i}"), Is::Kind(Kinds::NULL)));
        assert_eq!(any(many(LARGEST + 1)), Guard::ALWAYS);
        let Guard::All(parts) = all(many(LARGEST + 5)) else { panic!("conditions on many fields") };
        assert_eq!(parts.len(), LARGEST);
    }
}

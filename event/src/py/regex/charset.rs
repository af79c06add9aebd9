//! Which characters a literal or a set matches, IGNORECASE included, as `re._compiler` and `_sre` decide it.
//!
//! In come Python's code points; out come sets of Rust characters, where a lone surrogate is a private character.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::ast::{Category, Item};
use super::flags::{ASCII, IGNORECASE};
use super::ranges::Ranges;
use super::tables;
use super::text::SURROGATE_SHIFT;

static CASES: LazyLock<HashMap<u32, (u32, u32)>> =
    LazyLock::new(|| tables::CASED.iter().map(|&(point, lower, upper)| (point, (lower, upper))).collect());

/// The characters that have another lowercase, with that, and what is none of them.
struct Cased {
    points: Vec<(u32, u32)>,
    others: Ranges,
}

impl Cased {
    fn new(points: Vec<(u32, u32)>) -> Cased {
        let others = Ranges::new(points.iter().map(|&(c, _)| (c, c)).collect()).complement_of_points();
        Cased { points, others }
    }
}

static ASCII_CASED: LazyLock<Cased> =
    LazyLock::new(|| Cased::new((u32::from(b'A')..=u32::from(b'Z')).map(|c| (c, c + 32)).collect()));

static UNICODE_CASED: LazyLock<Cased> = LazyLock::new(|| {
    Cased::new(tables::CASED.iter().filter(|c| c.0 != c.1).map(|&(point, lower, _)| (point, lower)).collect())
});

/// How case is ignored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Folding {
    Ascii,
    Unicode,
}

impl Folding {
    fn of(flags: u32) -> Option<Folding> {
        (flags & IGNORECASE != 0).then_some(if flags & ASCII != 0 { Folding::Ascii } else { Folding::Unicode })
    }

    fn lower(self, point: u32) -> u32 {
        match (self, u8::try_from(point)) {
            (Folding::Ascii, Ok(byte)) => u32::from(byte.to_ascii_lowercase()),
            (Folding::Ascii, Err(_)) => point,
            (Folding::Unicode, _) => CASES.get(&point).map_or(point, |&(lower, _)| lower),
        }
    }

    fn is_cased(self, point: u32) -> bool {
        match self {
            Folding::Ascii => u8::try_from(point).is_ok_and(|byte| byte.is_ascii_alphabetic()),
            Folding::Unicode => CASES.contains_key(&point),
        }
    }

    /// Other lowercase characters that are taken for this one.
    fn fixes(self, point: u32) -> &'static [u32] {
        if self == Folding::Ascii {
            return &[];
        }
        tables::EXTRA_CASES
            .binary_search_by_key(&point, |&(lower, _)| lower)
            .ok()
            .and_then(|at| tables::EXTRA_CASES.get(at))
            .map_or(&[], |&(_, fixes)| fixes)
    }

    /// The characters whose lowercase is in `set`.
    fn unlower(self, set: &Ranges) -> Ranges {
        let Cased { points, others } = match self {
            Folding::Ascii => &*ASCII_CASED,
            Folding::Unicode => &*UNICODE_CASED,
        };
        let mut found = Vec::with_capacity(set.as_slice().len());
        found.extend(points.iter().filter(|&&(_, lower)| set.contains(lower)).map(|&(c, _)| (c, c)));
        // What has another lowercase is judged by that alone.
        found.extend(set.intersect(others.as_slice()).as_slice());
        Ranges::new(found)
    }
}

impl Ranges {
    /// The gaps between the ranges, over all code points.
    fn complement_of_points(&self) -> Ranges {
        let mut gaps = Vec::with_capacity(self.as_slice().len() + 1);
        let mut next = 0;
        for &(low, high) in self.as_slice() {
            if low > next {
                gaps.push((next, low - 1));
            }
            next = high + 1;
        }
        gaps.push((next, 0x10_ffff));
        Ranges::new(gaps)
    }
}

/// Python's code points as Rust's characters.
fn scalars(points: &Ranges) -> Ranges {
    const SURROGATES: (u32, u32) = (0xd800, 0xdfff);
    let mut moved: Vec<_> = points
        .intersect(&[SURROGATES])
        .as_slice()
        .iter()
        .map(|&(low, high)| (low + SURROGATE_SHIFT, high + SURROGATE_SHIFT))
        .collect();
    moved.extend(points.intersect(&[(0, SURROGATES.0 - 1), (SURROGATES.1 + 1, 0x10_ffff)]).as_slice());
    Ranges::new(moved)
}

/// The characters of a category.
pub(super) fn category(category: Category, flags: u32) -> Ranges {
    let b = |c: u8| u32::from(c);
    let range = |low, high| (b(low), b(high));
    Ranges::new(match (category, flags & ASCII != 0) {
        (Category::Digit, true) => vec![range(b'0', b'9')],
        (Category::Space, true) => vec![(0x09, 0x0d), (0x20, 0x20)],
        (Category::Word, true) => vec![range(b'0', b'9'), range(b'A', b'Z'), range(b'_', b'_'), range(b'a', b'z')],
        (Category::Digit, false) => tables::DECIMAL.to_vec(),
        (Category::Space, false) => tables::SPACE.to_vec(),
        (Category::Word, false) => tables::WORD.to_vec(),
    })
}

/// What a literal matches.
pub(super) fn literal(point: u32, flags: u32) -> Ranges {
    let points = match Folding::of(flags) {
        Some(folding) if folding.is_cased(point) => {
            let lower = folding.lower(point);
            let mut all = vec![(lower, lower)];
            all.extend(folding.fixes(lower).iter().map(|&c| (c, c)));
            folding.unlower(&Ranges::new(all))
        }
        _ => Ranges::one(point),
    };
    scalars(&points)
}

/// What a set's items match, not negated (`re._compiler._optimize_charset`).
pub(super) fn set(items: &[Item], flags: u32) -> Ranges {
    const PLANE: u32 = 0x1_0000;
    let folding = Folding::of(flags);
    let mut found: Vec<(u32, u32)> = Vec::new();
    let mut cased = false;
    let fold = |found: &mut Vec<(u32, u32)>, folding: Folding, point: u32| {
        let lower = folding.lower(point);
        found.push((lower, lower));
        found.extend(folding.fixes(lower).iter().map(|&c| (c, c)));
    };
    for item in items {
        match (*item, folding) {
            (Item::Category { category: kind, negated }, _) => {
                let members = category(kind, flags);
                let members = if negated { members.complement_of_points() } else { members };
                found.extend(members.as_slice());
            }
            (Item::Literal(point), None) => found.push((point, point)),
            (Item::Range(low, high), None) => found.push((low, high)),
            // Beyond the basic plane CPython leaves the literal as it is, and compares it with lowercase.
            (Item::Literal(point), Some(_)) if point >= PLANE => {
                cased = true;
                found.push((point, point));
            }
            (Item::Literal(point), Some(folding)) => {
                fold(&mut found, folding, point);
                cased |= folding.is_cased(point);
            }
            (Item::Range(low, high), Some(folding)) => {
                // A character without case is its own lowercase.
                let basic = Ranges::new(vec![(low, high.min(PLANE - 1))]);
                if low < PLANE {
                    let with_case: Vec<u32> = match folding {
                        Folding::Ascii => (0x41..=0x5a).chain(0x61..=0x7a).filter(|&c| basic.contains(c)).collect(),
                        Folding::Unicode => tables::CASED.iter().map(|c| c.0).filter(|&c| basic.contains(c)).collect(),
                    };
                    cased |= !with_case.is_empty();
                    let uncased =
                        Ranges::new(with_case.iter().map(|&c| (c, c)).collect::<Vec<_>>()).complement_of_points();
                    found.extend(basic.intersect(uncased.as_slice()).as_slice());
                    with_case.iter().for_each(|&c| fold(&mut found, folding, c));
                }
                if high >= PLANE {
                    // RANGE_UNI_IGNORE: the character's lowercase or the uppercase of that.
                    cased = true;
                    found.push((low, high));
                    found.extend(
                        tables::CASED.iter().filter(|c| low <= c.2 && c.2 <= high).map(|&(point, _, _)| (point, point)),
                    );
                }
            }
        }
    }
    let points = Ranges::new(found);
    scalars(&match folding {
        Some(folding) if cased => folding.unlower(&points),
        _ => points,
    })
}

//! A set of characters as sorted inclusive ranges, which neither touch nor overlap.

/// The characters of a Rust string.
const SCALARS: [(u32, u32); 2] = [(0, 0xd7ff), (0xe000, 0x10_ffff)];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    pub(super) fn new(mut ranges: Vec<(u32, u32)>) -> Ranges {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        Ranges(merged)
    }

    pub(super) fn one(point: u32) -> Ranges {
        Ranges(vec![(point, point)])
    }

    /// Every character that a Rust string can hold and this has not.
    pub(super) fn complement(&self) -> Ranges {
        let mut gaps = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for &(low, high) in &self.0 {
            if low > next {
                gaps.push((next, low - 1));
            }
            next = high + 1;
        }
        if next <= 0x10_ffff {
            gaps.push((next, 0x10_ffff));
        }
        Ranges(gaps).intersect(&SCALARS)
    }

    pub(super) fn intersect(&self, other: &[(u32, u32)]) -> Ranges {
        let mut common = Vec::new();
        for &(low, high) in &self.0 {
            for &(l, h) in other {
                let (from, to) = (low.max(l), high.min(h));
                if from <= to {
                    common.push((from, to));
                }
            }
        }
        Ranges::new(common)
    }

    pub(super) fn contains(&self, point: u32) -> bool {
        super::text::in_ranges(&self.0, point)
    }

    pub(super) fn as_slice(&self) -> &[(u32, u32)] {
        &self.0
    }
}

//! `list.sort`: the sort of CPython 3.11's `Objects/listobject.c` (natural runs, binary insertion, galloping merges in
//! powersort's order).
//!
//! It asks `<` of the same pairs in the same order as CPython, so that NaNs and comparisons that raise act the same.

use std::cmp::Ordering;

use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::list::List;
use crate::py::{compare, function};
use crate::value::Value;

/// Wins in a row after which a merge begins to gallop.
const MIN_GALLOP: usize = 7;

/// `list.sort(key=key, reverse=reverse)`. While it runs the list is empty, as in CPython.
///
/// # Errors
/// What `<` or the key function raises; the list then holds its items in some order. `ValueError` where the key
/// function changed the list.
pub fn sort_list<'a>(py: Py<'a>, list: &List<'a>, key: Option<Value<'a>>, reverse: bool) -> R<'a, ()> {
    let empty = bumpalo::collections::Vec::new_in(py.bump());
    let mut items = std::mem::replace(&mut *list.items_mut(), empty);
    let result = sort(py, &mut items, key, reverse);
    // CPython notices whatever made room in the list, even if it is empty again; capacity tells the same.
    let changed = list.items().capacity() > 0;
    *list.items_mut() = items;
    if result.is_ok() && changed {
        return Err(py.raise(Kind::ValueError, "list modified during sort"));
    }
    result
}

/// Sorts `items`, which nothing else sees meanwhile.
///
/// # Errors
/// As [`sort_list`].
pub fn sort<'a>(py: Py<'a>, items: &mut [Value<'a>], key: Option<Value<'a>>, reverse: bool) -> R<'a, ()> {
    let Some(key) = key else {
        return directed(items, reverse, |items| by_key(py, items, |item| *item));
    };
    let mut keyed = Vec::with_capacity(items.len());
    for item in &*items {
        keyed.push((function::call(py, key, Args::pos(&[*item]))?, *item));
    }
    let result = directed(&mut keyed, reverse, |keyed| by_key(py, keyed, |pair| pair.0));
    for (item, (_, sorted)) in items.iter_mut().zip(keyed) {
        *item = sorted;
    }
    result
}

/// A stable sort backwards: turned before and after.
fn directed<'a, T>(items: &mut [T], reverse: bool, sort: impl FnOnce(&mut [T]) -> R<'a, ()>) -> R<'a, ()> {
    if reverse {
        items.reverse();
    }
    let result = sort(items);
    if reverse {
        items.reverse();
    }
    result
}

fn by_key<'a, T: Copy>(py: Py<'a>, items: &mut [T], key: impl Fn(&T) -> Value<'a>) -> R<'a, ()> {
    // Where the order is total, every stable sort gives the same.
    if items.iter().all(|item| matches!(key(item), Value::Str(_))) {
        items.sort_by(|a, b| match (key(a), key(b)) {
            (Value::Str(a), Value::Str(b)) => compare::text(a, b),
            _ => Ordering::Equal,
        });
        return Ok(());
    }
    if items.iter().all(|item| matches!(key(item), Value::Int(_))) {
        items.sort_by_key(|item| if let Value::Int(i) = key(item) { i } else { 0 });
        return Ok(());
    }
    list_sort(items, |a, b| compare::lt(py, key(a), key(b)))
}

/// The sort itself, over anything that `less` orders.
pub(crate) fn list_sort<'a, T: Copy>(items: &mut [T], less: impl FnMut(&T, &T) -> R<'a, bool>) -> R<'a, ()> {
    let len = items.len();
    let min_run = min_run(len);
    let mut state = Merge { items, less, pending: Vec::new(), min_gallop: MIN_GALLOP };
    let mut lo = 0;
    while lo < len && len > 1 {
        let left = len - lo;
        let (mut run, descending) = state.count_run(lo, len)?;
        if descending {
            state.items[lo..lo + run].reverse();
        }
        if run < min_run {
            let forced = left.min(min_run);
            state.binary_sort(lo, lo + forced, lo + run)?;
            run = forced;
        }
        state.found_run(run, len)?;
        state.pending.push(Run { base: lo, len: run, power: 0 });
        lo += run;
    }
    state.collapse()
}

/// `merge_compute_minrun`.
fn min_run(mut len: usize) -> usize {
    let mut odd = 0;
    while len >= 64 {
        odd |= len & 1;
        len >>= 1;
    }
    len + odd
}

#[derive(Clone, Copy)]
struct Run {
    base: usize,
    len: usize,
    power: u32,
}

struct Merge<'i, T, L> {
    items: &'i mut [T],
    less: L,
    pending: Vec<Run>,
    min_gallop: usize,
}

impl<'a, T: Copy, L: FnMut(&T, &T) -> R<'a, bool>> Merge<'_, T, L> {
    fn less_at(&mut self, a: usize, b: usize) -> R<'a, bool> {
        (self.less)(&self.items[a], &self.items[b])
    }

    /// How long the run at `lo` is, and whether it descends strictly.
    fn count_run(&mut self, lo: usize, hi: usize) -> R<'a, (usize, bool)> {
        if lo + 1 == hi {
            return Ok((1, false));
        }
        let descending = self.less_at(lo + 1, lo)?;
        let mut at = lo + 2;
        while at < hi && self.less_at(at, at - 1)? == descending {
            at += 1;
        }
        Ok((at - lo, descending))
    }

    /// `binarysort`: `lo..start` is sorted already.
    fn binary_sort(&mut self, lo: usize, hi: usize, start: usize) -> R<'a, ()> {
        for at in start.max(lo + 1)..hi {
            let (mut left, mut right) = (lo, at);
            while left < right {
                let middle = left + ((right - left) >> 1);
                if self.less_at(at, middle)? {
                    right = middle;
                } else {
                    left = middle + 1;
                }
            }
            self.items[left..=at].rotate_right(1);
        }
        Ok(())
    }

    /// `found_new_run`: merges what powersort's tree wants merged before the next run.
    fn found_run(&mut self, run: usize, len: usize) -> R<'a, ()> {
        let Some(last) = self.pending.last().copied() else { return Ok(()) };
        let power = power(last.base, last.len, run, len);
        while let [.., below, _] = self.pending[..] {
            if below.power <= power {
                break;
            }
            self.merge_at(self.pending.len() - 2)?;
        }
        if let Some(last) = self.pending.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    /// `merge_force_collapse`.
    fn collapse(&mut self) -> R<'a, ()> {
        while self.pending.len() > 1 {
            let mut at = self.pending.len() - 2;
            if at > 0 && self.pending[at - 1].len < self.pending[at + 1].len {
                at -= 1;
            }
            self.merge_at(at)?;
        }
        Ok(())
    }

    fn merge_at(&mut self, at: usize) -> R<'a, ()> {
        let (a, b) = (self.pending[at], self.pending[at + 1]);
        self.pending[at].len = a.len + b.len;
        self.pending.remove(at + 1);
        let key = self.items[b.base];
        let skipped = gallop_right(&mut self.less, &key, &self.items[a.base..a.base + a.len], 0)?;
        let (a_base, a_len) = (a.base + skipped, a.len - skipped);
        if a_len == 0 {
            return Ok(());
        }
        let key = self.items[a_base + a_len - 1];
        let b_len = gallop_left(&mut self.less, &key, &self.items[b.base..b.base + b.len], b.len - 1)?;
        if b_len == 0 {
            return Ok(());
        }
        if a_len <= b_len { self.merge_low(a_base, a_len, b_len) } else { self.merge_high(a_base, a_len, b_len) }
    }

    /// `merge_lo`: from the left, the first run moved aside.
    fn merge_low(&mut self, base: usize, a_len: usize, b_len: usize) -> R<'a, ()> {
        let aside = self.items[base..base + a_len].to_vec();
        let mut low = Low { aside: &aside, a: 0, b: base + a_len, end: base + a_len + b_len, dest: base };
        let result = low.run(self);
        let rest = &aside[low.a..];
        match result {
            // The last of the first run goes to the very end.
            Ok(Ended::OneLeft) => {
                self.items.copy_within(low.b..low.end, low.dest);
                self.items[low.end - rest.len()..low.end].copy_from_slice(rest);
                Ok(())
            }
            Ok(Ended::Done) => {
                self.items[low.dest..low.dest + rest.len()].copy_from_slice(rest);
                Ok(())
            }
            Err(e) => {
                self.items[low.dest..low.dest + rest.len()].copy_from_slice(rest);
                Err(e)
            }
        }
    }

    /// `merge_hi`: from the right, the second run moved aside.
    fn merge_high(&mut self, base: usize, a_len: usize, b_len: usize) -> R<'a, ()> {
        let aside = self.items[base + a_len..base + a_len + b_len].to_vec();
        let mut high = High { aside: &aside, base, a: a_len, b: b_len };
        let result = high.run(self);
        let rest = &aside[..high.b];
        match result {
            // The first of the second run goes to the very front.
            Ok(Ended::OneLeft) => {
                self.items.copy_within(base..base + high.a, base + high.b);
                self.items[base..base + high.b].copy_from_slice(rest);
                Ok(())
            }
            Ok(Ended::Done) => {
                let dest = base + high.a;
                self.items[dest..dest + rest.len()].copy_from_slice(rest);
                Ok(())
            }
            Err(e) => {
                let dest = base + high.a;
                self.items[dest..dest + rest.len()].copy_from_slice(rest);
                Err(e)
            }
        }
    }
}

/// How a merge's loop ends: one run is used up, or one item is left of the run aside that belongs beyond the other run.
enum Ended {
    Done,
    OneLeft,
}

/// Where a merge from the left stands: `aside[a..]` and `items[b..end]` are left, `items[dest..]` is written next.
struct Low<'s, T> {
    aside: &'s [T],
    a: usize,
    b: usize,
    end: usize,
    dest: usize,
}

impl<T: Copy> Low<'_, T> {
    fn a_left(&self) -> usize {
        self.aside.len() - self.a
    }

    fn take_a(&mut self, items: &mut [T], count: usize) {
        items[self.dest..self.dest + count].copy_from_slice(&self.aside[self.a..self.a + count]);
        self.dest += count;
        self.a += count;
    }

    fn take_b(&mut self, items: &mut [T], count: usize) {
        items.copy_within(self.b..self.b + count, self.dest);
        self.dest += count;
        self.b += count;
    }

    fn run<'a, L: FnMut(&T, &T) -> R<'a, bool>>(&mut self, merge: &mut Merge<'_, T, L>) -> R<'a, Ended> {
        self.take_b(merge.items, 1);
        if self.b == self.end {
            return Ok(Ended::Done);
        }
        if self.a_left() == 1 {
            return Ok(Ended::OneLeft);
        }
        let mut min_gallop = merge.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if (merge.less)(&merge.items[self.b], &self.aside[self.a])? {
                    self.take_b(merge.items, 1);
                    (a_wins, b_wins) = (0, b_wins + 1);
                    if self.b == self.end {
                        return Ok(Ended::Done);
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.take_a(merge.items, 1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                    if self.a_left() == 1 {
                        return Ok(Ended::OneLeft);
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                merge.min_gallop = min_gallop;
                let key = merge.items[self.b];
                a_wins = gallop_right(&mut merge.less, &key, &self.aside[self.a..], 0)?;
                if a_wins > 0 {
                    self.take_a(merge.items, a_wins);
                    // None left is possible only where `<` contradicts itself.
                    match self.a_left() {
                        1 => return Ok(Ended::OneLeft),
                        0 => return Ok(Ended::Done),
                        _ => {}
                    }
                }
                self.take_b(merge.items, 1);
                if self.b == self.end {
                    return Ok(Ended::Done);
                }
                let key = self.aside[self.a];
                b_wins = gallop_left(&mut merge.less, &key, &merge.items[self.b..self.end], 0)?;
                if b_wins > 0 {
                    self.take_b(merge.items, b_wins);
                    if self.b == self.end {
                        return Ok(Ended::Done);
                    }
                }
                self.take_a(merge.items, 1);
                if self.a_left() == 1 {
                    return Ok(Ended::OneLeft);
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            // Leaving the gallop makes it harder to begin again.
            min_gallop += 1;
            merge.min_gallop = min_gallop;
        }
    }
}

/// Where a merge from the right stands: `items[base..base + a]` and `aside[..b]` are left, and `items[base + a + b - 1]`
/// is written next.
struct High<'s, T> {
    aside: &'s [T],
    base: usize,
    a: usize,
    b: usize,
}

impl<T: Copy> High<'_, T> {
    fn take_a(&mut self, items: &mut [T], count: usize) {
        let from = self.base + self.a - count;
        items.copy_within(from..from + count, from + self.b);
        self.a -= count;
    }

    fn take_b(&mut self, items: &mut [T], count: usize) {
        let from = self.b - count;
        let dest = self.base + self.a + from;
        items[dest..dest + count].copy_from_slice(&self.aside[from..self.b]);
        self.b -= count;
    }

    fn run<'a, L: FnMut(&T, &T) -> R<'a, bool>>(&mut self, merge: &mut Merge<'_, T, L>) -> R<'a, Ended> {
        self.take_a(merge.items, 1);
        if self.a == 0 {
            return Ok(Ended::Done);
        }
        if self.b == 1 {
            return Ok(Ended::OneLeft);
        }
        let mut min_gallop = merge.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if (merge.less)(&self.aside[self.b - 1], &merge.items[self.base + self.a - 1])? {
                    self.take_a(merge.items, 1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                    if self.a == 0 {
                        return Ok(Ended::Done);
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.take_b(merge.items, 1);
                    (a_wins, b_wins) = (0, b_wins + 1);
                    if self.b == 1 {
                        return Ok(Ended::OneLeft);
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                merge.min_gallop = min_gallop;
                let key = self.aside[self.b - 1];
                let run = &merge.items[self.base..self.base + self.a];
                a_wins = self.a - gallop_right(&mut merge.less, &key, run, self.a - 1)?;
                if a_wins > 0 {
                    self.take_a(merge.items, a_wins);
                    if self.a == 0 {
                        return Ok(Ended::Done);
                    }
                }
                self.take_b(merge.items, 1);
                if self.b == 1 {
                    return Ok(Ended::OneLeft);
                }
                let key = merge.items[self.base + self.a - 1];
                b_wins = self.b - gallop_left(&mut merge.less, &key, &self.aside[..self.b], self.b - 1)?;
                if b_wins > 0 {
                    self.take_b(merge.items, b_wins);
                    match self.b {
                        1 => return Ok(Ended::OneLeft),
                        0 => return Ok(Ended::Done),
                        _ => {}
                    }
                }
                self.take_a(merge.items, 1);
                if self.a == 0 {
                    return Ok(Ended::Done);
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            merge.min_gallop = min_gallop;
        }
    }
}

/// Where `key` belongs in `run`, before its equals; the search begins at `hint`.
fn gallop_left<'a, T>(less: &mut impl FnMut(&T, &T) -> R<'a, bool>, key: &T, run: &[T], hint: usize) -> R<'a, usize> {
    let (low, high) = if less(&run[hint], key)? {
        let most = run.len() - hint;
        let (last, offset) = gallop(most, |offset| less(&run[hint + offset], key))?;
        (hint + last + 1, hint + offset)
    } else {
        let most = hint + 1;
        let (last, offset) = gallop(most, |offset| less(&run[hint - offset], key).map(|less| !less))?;
        (hint + 1 - offset, hint - last)
    };
    bisect(low, high, |middle| less(&run[middle], key))
}

/// Where `key` belongs in `run`, after its equals; the search begins at `hint`.
fn gallop_right<'a, T>(less: &mut impl FnMut(&T, &T) -> R<'a, bool>, key: &T, run: &[T], hint: usize) -> R<'a, usize> {
    let (low, high) = if less(key, &run[hint])? {
        let most = hint + 1;
        let (last, offset) = gallop(most, |offset| less(key, &run[hint - offset]))?;
        (hint + 1 - offset, hint - last)
    } else {
        let most = run.len() - hint;
        let (last, offset) = gallop(most, |offset| less(key, &run[hint + offset]).map(|less| !less))?;
        (hint + last + 1, hint + offset)
    };
    bisect(low, high, |middle| less(key, &run[middle]).map(|less| !less))
}

/// Offsets 1, 3, 7, ... as long as `go` says so: the last good one and the first bad one, which is at most `most`.
fn gallop<'a>(most: usize, mut go: impl FnMut(usize) -> R<'a, bool>) -> R<'a, (usize, usize)> {
    let (mut last, mut offset) = (0, 1);
    while offset < most && go(offset)? {
        last = offset;
        offset = (offset << 1) + 1;
    }
    Ok((last, offset.min(most)))
}

fn bisect<'a>(mut low: usize, mut high: usize, mut right: impl FnMut(usize) -> R<'a, bool>) -> R<'a, usize> {
    while low < high {
        let middle = low + ((high - low) >> 1);
        if right(middle)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// `powerloop`: the depth in the tree of merges between a run at `base` of `a` items and the next one of `b` items.
fn power(base: usize, a: usize, b: usize, len: usize) -> u32 {
    let mut low = 2 * base + a;
    let mut high = low + a + b;
    let mut power = 0;
    loop {
        power += 1;
        if low >= len {
            low -= len;
            high -= len;
        } else if high >= len {
            return power;
        }
        low <<= 1;
        high <<= 1;
    }
}

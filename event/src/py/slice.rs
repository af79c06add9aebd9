//! Slices of sequences, after `Objects/sliceobject.c`.

use std::ops::Range as Span;

use crate::exception::R;
use crate::heap::Py;
use crate::py::list::List;
use crate::py::subscript::{items_of, slice_bound};
use crate::value::Value;

/// The three parts of a slice, before a length is known.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    start: i64,
    stop: i64,
    /// Never zero.
    pub step: i64,
}

impl Slice {
    /// `PySlice_Unpack`.
    ///
    /// # Errors
    /// `TypeError` for a part that is neither an integer nor None; `ValueError` for a step of zero.
    pub fn new<'a>(py: Py<'a>, start: Value<'a>, stop: Value<'a>, step: Value<'a>) -> R<'a, Slice> {
        let part = |value: Value<'a>, default: i64| match value {
            Value::None => Ok(default),
            _ => slice_bound(value).ok_or_else(|| {
                py.type_error(format_args!("slice indices must be integers or None or have an __index__ method"))
            }),
        };
        let step = part(step, 1)?;
        if step == 0 {
            return Err(py.value_error(format_args!("slice step cannot be zero")));
        }
        let (first, last) = if step < 0 { (i64::MAX, i64::MIN) } else { (0, i64::MAX) };
        // The lowest step is never used as it is: its negative must be an integer too.
        Ok(Slice { start: part(start, first)?, stop: part(stop, last)?, step: step.max(-i64::MAX) })
    }

    /// `PySlice_AdjustIndices`: start and stop within a sequence of `len`, and how many items that takes.
    pub fn bounds(self, len: i64) -> (i64, i64, usize) {
        let adjust = |index: i64| {
            let back = i64::from(self.step < 0);
            if index < 0 { index.saturating_add(len).max(-back) } else { index.min(len - back) }
        };
        let (start, stop) = (adjust(self.start), adjust(self.stop));
        let count = if self.step < 0 {
            if stop < start { (start - stop - 1) / -self.step + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) / self.step + 1
        } else {
            0
        };
        (start, stop, usize::try_from(count).unwrap_or(0))
    }

    /// The places it names in a sequence of `len`, in its order.
    pub fn places(self, len: usize) -> impl Iterator<Item = usize> {
        let (start, _, count) = self.bounds(len as i64);
        (0..count).map(move |i| (start + i as i64 * self.step) as usize)
    }

    /// The span it names, where its step is 1.
    pub fn contiguous(self, len: usize) -> Option<Span<usize>> {
        let (start, _, count) = self.bounds(len as i64);
        let start = usize::try_from(start).ok()?;
        (self.step == 1).then_some(start..start + count)
    }

    /// What it names of `items`.
    pub fn pick<T: Copy>(self, items: &[T]) -> Vec<T> {
        match self.contiguous(items.len()) {
            Some(span) => items.get(span).unwrap_or_default().to_vec(),
            None => self.places(items.len()).filter_map(|at| items.get(at).copied()).collect(),
        }
    }
}

/// `text[slice]`, by code points.
pub fn of_str<'a>(py: Py<'a>, text: &'a str, slice: Slice) -> Value<'a> {
    if text.is_ascii() {
        if let Some(span) = slice.contiguous(text.len()) {
            return Value::Str(text.get(span).unwrap_or_default());
        }
        let picked: String = slice.pick(text.as_bytes()).into_iter().map(char::from).collect();
        return py.str(&picked);
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if let Some(span) = slice.contiguous(starts.len()) {
        let place = |i: usize| starts.get(i).copied().unwrap_or(text.len());
        return Value::Str(text.get(place(span.start)..place(span.end)).unwrap_or_default());
    }
    let picked: String = slice.pick(&text.chars().collect::<Vec<char>>()).into_iter().collect();
    py.str(&picked)
}

/// `list[slice] = value`: `list_ass_subscript`.
///
/// # Errors
/// `TypeError` for a value that cannot be walked; `ValueError` where a slice with a step gets another number of items
/// than it has.
pub(crate) fn assign<'a>(py: Py<'a>, list: &List<'a>, slice: Slice, value: Value<'a>) -> R<'a, ()> {
    if slice.step == 1 {
        let new = items_of(py, value, "can only assign an iterable")?;
        let mut items = list.items_mut();
        if let Some(span) = slice.contiguous(items.len()) {
            let tail = items.split_off(span.end);
            items.truncate(span.start);
            items.extend_from_slice(&new);
            items.extend_from_slice(&tail);
        }
        return Ok(());
    }
    let new = items_of(py, value, "must assign iterable to extended slice")?;
    let mut items = list.items_mut();
    let (_, _, count) = slice.bounds(items.len() as i64);
    if new.len() != count {
        return Err(py.value_error(format_args!(
            "attempt to assign sequence of size {} to extended slice of size {count}",
            new.len()
        )));
    }
    for (at, new) in slice.places(items.len()).zip(new) {
        if let Some(item) = items.get_mut(at) {
            *item = new;
        }
    }
    Ok(())
}

//! Iterators.

use std::cell::RefCell;

use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::collections;
use crate::py::dict::{self, View};
use crate::py::list::List;
use crate::py::set::Set;
use crate::py::special;
use crate::value::{Range, Value};

/// What gives the next value of an iterator that is computed.
pub type Step<'a> = dyn FnMut(Py<'a>) -> R<'a, Option<Value<'a>>> + 'a;

/// A Python iterator.
pub struct Iter<'a> {
    type_name: &'static str,
    /// Of a generator: what CPython calls the function that it is of. Of others nothing.
    qualname: &'static str,
    state: RefCell<State<'a>>,
}

enum State<'a> {
    Done,
    Slice(&'a [Value<'a>], usize),
    /// A list is walked by index: what is appended meanwhile is seen.
    List(&'a List<'a>, usize),
    Text(&'a str),
    Bytes(&'a [u8]),
    Range(Range<'a>, u64),
    /// A dict that changes its size while it is walked raises.
    View {
        view: View<'a>,
        from: usize,
        len: usize,
    },
    Set {
        set: &'a Set<'a>,
        from: usize,
        len: usize,
    },
    Step(&'a mut Step<'a>),
    Object(&'a mut Step<'a>),
}

impl<'a> Iter<'a> {
    /// `iter(value)`; an iterator is its own.
    ///
    /// # Errors
    /// `TypeError` for what cannot be walked.
    pub fn of(py: Py<'a>, value: Value<'a>) -> R<'a, &'a Iter<'a>> {
        let (type_name, state) = match value {
            Value::Iter(iter) => return Ok(iter),
            Value::List(list) => ("list_iterator", State::List(list, 0)),
            Value::Tuple(items) => ("tuple_iterator", State::Slice(items, 0)),
            Value::Str(s) if s.is_ascii() => ("str_ascii_iterator", State::Text(s)),
            Value::Str(s) => ("str_iterator", State::Text(s)),
            Value::Bytes(bytes) => ("bytes_iterator", State::Bytes(bytes)),
            Value::Range(range) => ("range_iterator", State::Range(*range, 0)),
            Value::Dict(dict) if matches!(dict.kind(), dict::Kind::Ordered(_)) => {
                return Ok(collections::walk(py, View::Keys(dict)));
            }
            Value::View(view) if matches!(view.dict().kind(), dict::Kind::Ordered(_)) => {
                return Ok(collections::walk(py, view));
            }
            Value::Dict(dict) => ("dict_keyiterator", State::View { view: View::Keys(dict), from: 0, len: dict.len() }),
            Value::View(view) => {
                let name = match view {
                    View::Keys(_) => "dict_keyiterator",
                    View::Values(_) => "dict_valueiterator",
                    View::Items(_) => "dict_itemiterator",
                };
                (name, State::View { view, from: 0, len: view.dict().len() })
            }
            Value::Set(set) => ("set_iterator", State::Set { set, from: 0, len: set.len() }),
            Value::Native(native) => return native.iter(py),
            Value::Instance(_) | Value::Exception(_) => {
                return match special::iter(py, value)? {
                    Some(Value::Iter(iter)) => Ok(iter),
                    Some(object) => Ok(special::walked(py, object)),
                    None => Err(py.type_error(format_args!("'{}' object is not iterable", value.type_name()))),
                };
            }
            _ => return Err(py.type_error(format_args!("'{}' object is not iterable", value.type_name()))),
        };
        Ok(py.alloc(Iter { type_name, qualname: "", state: RefCell::new(state) }))
    }

    /// All that a value gives, for a list or a tuple of it: its length is asked for first.
    ///
    /// # Errors
    /// As [`Iter::of`], [`special::length_hint`] and [`Iter::next`].
    pub fn all(py: Py<'a>, value: Value<'a>) -> R<'a, Vec<Value<'a>>> {
        let items = Iter::of(py, value)?;
        special::length_hint(py, value)?;
        items.collect(py)
    }

    /// An iterator that `step` computes; after `None` it is not asked again.
    pub fn from_step(
        py: Py<'a>,
        type_name: &'static str,
        step: impl FnMut(Py<'a>) -> R<'a, Option<Value<'a>>> + 'a,
    ) -> &'a Iter<'a> {
        Iter::stepping(py, type_name, "", step)
    }

    /// A generator of the function that CPython calls `qualname`.
    pub fn generator(
        py: Py<'a>,
        qualname: &'static str,
        step: impl FnMut(Py<'a>) -> R<'a, Option<Value<'a>>> + 'a,
    ) -> &'a Iter<'a> {
        Iter::stepping(py, "generator", qualname, step)
    }

    fn stepping(
        py: Py<'a>,
        type_name: &'static str,
        qualname: &'static str,
        step: impl FnMut(Py<'a>) -> R<'a, Option<Value<'a>>> + 'a,
    ) -> &'a Iter<'a> {
        let step: &'a mut Step<'a> = py.bump().alloc(step);
        py.alloc(Iter { type_name, qualname, state: RefCell::new(State::Step(step)) })
    }

    /// An iterator that asks an object for each value, again and again after its end.
    pub(crate) fn from_object(
        py: Py<'a>,
        type_name: &'static str,
        step: impl FnMut(Py<'a>) -> R<'a, Option<Value<'a>>> + 'a,
    ) -> &'a Iter<'a> {
        let step: &'a mut Step<'a> = py.bump().alloc(step);
        py.alloc(Iter { type_name, qualname: "", state: RefCell::new(State::Object(step)) })
    }

    /// `self.__qualname__` of a generator.
    pub(crate) fn qualname(&self) -> &'static str {
        self.qualname
    }

    /// `type(self).__name__`.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The next value, or `None` at the end.
    ///
    /// # Errors
    /// What computing it raises; `RuntimeError` where a dict or set changed its size meanwhile; `ValueError` for a
    /// generator that asks itself.
    pub fn next(&self, py: Py<'a>) -> R<'a, Option<Value<'a>>> {
        let Ok(mut state) = self.state.try_borrow_mut() else {
            return Err(py.value_error(format_args!("generator already executing")));
        };
        py.check_memory()?;
        let next = match &mut *state {
            State::Done => None,
            State::Slice(items, at) => advance(at, |i| items.get(i).copied()),
            State::List(list, at) => advance(at, |i| list.get(i)),
            State::Text(rest) => rest.chars().next().map(|c| {
                let (head, tail) = rest.split_at(c.len_utf8());
                *rest = tail;
                Value::Str(head)
            }),
            State::Bytes(rest) => rest.split_first().map(|(first, tail)| {
                *rest = tail;
                Value::Int(i64::from(*first))
            }),
            State::Range(range, at) => (*at < range.len()).then(|| {
                *at += 1;
                py.wide_int(range.at(*at - 1))
            }),
            State::View { view, from, len } => {
                if view.dict().len() != *len {
                    // CPython raises once and is then exhausted.
                    *len = usize::MAX;
                    return Err(py.raise(Kind::RuntimeError, "dictionary changed size during iteration"));
                }
                view.dict().next_from(*from).map(|(next, key, value)| {
                    *from = next;
                    view.pick(py, key, value)
                })
            }
            State::Set { set, from, len } => {
                if set.len() != *len {
                    *len = usize::MAX;
                    return Err(py.raise(Kind::RuntimeError, "Set changed size during iteration"));
                }
                set.next_from(*from).map(|(next, value)| {
                    *from = next;
                    value
                })
            }
            State::Object(step) => return step(py),
            State::Step(step) => {
                let next = step(py);
                if !matches!(next, Ok(Some(_))) {
                    *state = State::Done;
                }
                return next;
            }
        };
        if next.is_none() {
            *state = State::Done;
        }
        Ok(next)
    }

    /// All that is left of it.
    ///
    /// # Errors
    /// As [`Iter::next`].
    pub fn collect(&self, py: Py<'a>) -> R<'a, Vec<Value<'a>>> {
        let mut items = Vec::new();
        while let Some(item) = self.next(py)? {
            items.push(item);
        }
        Ok(items)
    }
}

fn advance<'a>(at: &mut usize, get: impl Fn(usize) -> Option<Value<'a>>) -> Option<Value<'a>> {
    let item = get(*at);
    *at += usize::from(item.is_some());
    item
}

impl std::fmt::Debug for Iter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}>", self.type_name)
    }
}

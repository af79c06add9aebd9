//! The arguments of a call, as builtins and function values take them.

use crate::exception::{Exc, R};
use crate::heap::Py;
use crate::value::Value;

/// Positional and keyword arguments of one call.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a, 'c> {
    /// By position.
    pub pos: &'c [Value<'a>],
    /// By name, each name once.
    pub kw: &'c [(&'a str, Value<'a>)],
}

impl<'a, 'c> Args<'a, 'c> {
    /// Positional arguments alone.
    pub fn pos(pos: &'c [Value<'a>]) -> Args<'a, 'c> {
        Args { pos, kw: &[] }
    }

    /// Whether nothing was given.
    pub fn is_empty(self) -> bool {
        self.pos.is_empty() && self.kw.is_empty()
    }

    /// The arguments in the order of `names`, of which the first `required` must be given; those from `keyword_only`
    /// on are taken by name alone.
    ///
    /// # Errors
    /// `TypeError` for too many, too few, unknown or doubled arguments. The words are those of CPython's argument
    /// clinic where builtins agree on them; the type is always right.
    pub fn bind<const N: usize>(
        self,
        py: Py<'a>,
        function: &str,
        names: [&str; N],
        required: usize,
        keyword_only: usize,
    ) -> R<'a, [Option<Value<'a>>; N]> {
        let mut bound = [None; N];
        let most = keyword_only.min(N);
        if self.pos.len() > most {
            return Err(too_many(py, function, most, required, self.pos.len()));
        }
        for (slot, value) in bound.iter_mut().zip(self.pos) {
            *slot = Some(*value);
        }
        for (name, value) in self.kw {
            let Some(slot) = names.iter().position(|n| n == name && !n.is_empty()) else {
                return Err(py.type_error(format_args!("{function}() got an unexpected keyword argument '{name}'")));
            };
            match bound.get_mut(slot) {
                Some(free @ None) => *free = Some(*value),
                _ => {
                    return Err(py.type_error(format_args!(
                        "argument for {function}() given by name ('{name}') and position ({})",
                        slot + 1
                    )));
                }
            }
        }
        for (slot, name) in bound.iter().zip(names).take(required) {
            if slot.is_none() {
                let given = self.pos.len();
                return Err(if name.is_empty() {
                    too_few(py, function, most, required, given)
                } else {
                    py.type_error(format_args!("{function}() missing required argument '{name}' (pos {})", given + 1))
                });
            }
        }
        Ok(bound)
    }

    /// The one positional argument.
    ///
    /// # Errors
    /// `TypeError` for any other number, or a keyword.
    pub fn one(self, py: Py<'a>, function: &str) -> R<'a, Value<'a>> {
        self.no_keywords(py, function)?;
        match self.pos {
            [one] => Ok(*one),
            _ => Err(py.type_error(format_args!("{function}() takes exactly one argument ({} given)", self.pos.len()))),
        }
    }

    /// # Errors
    /// `TypeError` if anything was given.
    pub fn none(self, py: Py<'a>, function: &str) -> R<'a, ()> {
        self.no_keywords(py, function)?;
        if self.pos.is_empty() {
            return Ok(());
        }
        Err(py.type_error(format_args!("{function}() takes no arguments ({} given)", self.pos.len())))
    }

    /// # Errors
    /// `TypeError` if anything was given by name.
    pub fn no_keywords(self, py: Py<'a>, function: &str) -> R<'a, ()> {
        if self.kw.is_empty() {
            return Ok(());
        }
        Err(py.type_error(format_args!("{function}() takes no keyword arguments")))
    }
}

#[cold]
fn too_many<'a>(py: Py<'a>, function: &str, most: usize, required: usize, given: usize) -> Exc<'a> {
    if most == required {
        return py.type_error(format_args!("{function} expected {most} argument{}, got {given}", plural(most)));
    }
    py.type_error(format_args!("{function} expected at most {most} argument{}, got {given}", plural(most)))
}

#[cold]
fn too_few<'a>(py: Py<'a>, function: &str, most: usize, required: usize, given: usize) -> Exc<'a> {
    if most == required {
        return py.type_error(format_args!("{function} expected {most} argument{}, got {given}", plural(most)));
    }
    py.type_error(format_args!("{function} expected at least {required} argument{}, got {given}", plural(required)))
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

//! How many arguments a method of a built-in class takes, in the words of `Objects/methodobject.c`.

use crate::exception::R;
use crate::heap::Py;
use crate::py::args::Args;
use crate::value::Value;

/// A method's class and name, as error messages print them.
#[derive(Clone, Copy, Debug)]
pub struct Method<'n> {
    /// `set` in `set.add`; empty for a function.
    pub class: &'n str,
    /// `add` in `set.add`.
    pub name: &'n str,
}

impl Method<'_> {
    /// The one positional argument.
    ///
    /// # Errors
    /// `TypeError` for any other number, or a keyword.
    pub fn one<'a>(self, py: Py<'a>, args: Args<'a, '_>) -> R<'a, Value<'a>> {
        match (args.pos, args.kw) {
            ([one], []) => Ok(*one),
            (pos, []) => Err(py.type_error(format_args!(
                "{}() takes exactly one argument ({} given)",
                self.qualified(),
                pos.len()
            ))),
            _ => Err(self.keywords(py)),
        }
    }

    /// # Errors
    /// `TypeError` if anything was given.
    pub fn none<'a>(self, py: Py<'a>, args: Args<'a, '_>) -> R<'a, ()> {
        match (args.pos, args.kw) {
            ([], []) => Ok(()),
            (pos, []) => {
                Err(py.type_error(format_args!("{}() takes no arguments ({} given)", self.qualified(), pos.len())))
            }
            _ => Err(self.keywords(py)),
        }
    }

    /// The positional arguments, at least `least` and at most `most` of them.
    ///
    /// # Errors
    /// `TypeError` for fewer, more, or a keyword.
    pub fn between<'a, 'c>(self, py: Py<'a>, args: Args<'a, 'c>, least: usize, most: usize) -> R<'a, &'c [Value<'a>]> {
        if !args.kw.is_empty() {
            return Err(self.keywords(py));
        }
        self.count(py, args, least, most)?;
        Ok(args.pos)
    }

    /// The same for a method that takes keywords too: only the positional arguments are counted.
    ///
    /// # Errors
    /// `TypeError` for fewer or more.
    pub fn count<'a>(self, py: Py<'a>, args: Args<'a, '_>, least: usize, most: usize) -> R<'a, ()> {
        let given = args.pos.len();
        let (bound, bounds) = match given {
            n if n < least => (least, if least == most { "" } else { "at least " }),
            n if n > most => (most, if least == most { "" } else { "at most " }),
            _ => return Ok(()),
        };
        let plural = if bound == 1 { "" } else { "s" };
        Err(py.type_error(format_args!("{} expected {bounds}{bound} argument{plural}, got {given}", self.name)))
    }

    /// # Errors
    /// `TypeError` for a keyword that is not one of `known`.
    pub fn keywords_among<'a>(self, py: Py<'a>, args: Args<'a, '_>, known: &[&str]) -> R<'a, ()> {
        match args.kw.iter().find(|(name, _)| !known.contains(name)) {
            None => Ok(()),
            Some((name, _)) => {
                Err(py.type_error(format_args!("'{name}' is an invalid keyword argument for {}()", self.name)))
            }
        }
    }

    #[cold]
    fn keywords<'a>(self, py: Py<'a>) -> crate::exception::Exc<'a> {
        py.type_error(format_args!("{}() takes no keyword arguments", self.qualified()))
    }

    fn qualified(self) -> String {
        if self.class.is_empty() { self.name.to_string() } else { format!("{}.{}", self.class, self.name) }
    }
}

/// A function's name where a [`Method`] is wanted.
pub fn function(name: &str) -> Method<'_> {
    Method { class: "", name }
}

//! Arguments as `PyArg_ParseTupleAndKeywords` takes them (`Python/getargs.c`): each is converted when it is come to.

use num_traits::ToPrimitive;

use super::zone::Zone;
use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::integer;
use crate::py::native::Native;
use crate::value::Value;

/// The parameters of a function whose C code names them in a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Params<'n> {
    /// As messages name it; constructors that leave it out are called `function`.
    pub function: Option<&'n str>,
    pub names: &'n [&'n str],
    /// How many must be given.
    pub required: usize,
    /// How many may be given by position.
    pub positional: usize,
}

impl Params<'_> {
    /// Hands each argument that was given to `convert` with its place, in the order of the parameters.
    ///
    /// # Errors
    /// `TypeError` for too many, too few, unknown or doubled arguments; what `convert` raises.
    pub fn parse<'a>(
        &self,
        py: Py<'a>,
        args: Args<'a, '_>,
        mut convert: impl FnMut(usize, Value<'a>) -> R<'a, ()>,
    ) -> R<'a, ()> {
        let function = self.function.map_or_else(|| "function".to_owned(), |name| format!("{name}()"));
        let given = args.pos.len();
        let total = given + args.kw.len();
        let most = self.names.len();
        if total > most {
            let keyword = if given == 0 { "keyword " } else { "" };
            let plural = plural(most);
            return Err(py.type_error(format_args!(
                "{function} takes at most {most} {keyword}argument{plural} ({total} given)"
            )));
        }
        let mut left = args.kw.len();
        for (i, name) in self.names.iter().enumerate() {
            if i == self.positional && given > i {
                return Err(py.type_error(format_args!(
                    "{function} takes at most {i} positional argument{} ({given} given)",
                    plural(i)
                )));
            }
            let named = || args.kw.iter().find(|(keyword, _)| keyword == name).map(|(_, value)| *value);
            match args.pos.get(i) {
                Some(value) => convert(i, *value)?,
                None => match named() {
                    Some(value) => {
                        left -= 1;
                        convert(i, value)?;
                    }
                    None if i < self.required => {
                        return Err(py.type_error(format_args!(
                            "{function} missing required argument '{name}' (pos {})",
                            i + 1
                        )));
                    }
                    None => {}
                },
            }
        }
        if left == 0 {
            return Ok(());
        }
        for (i, name) in self.names.iter().enumerate().take(given) {
            if args.kw.iter().any(|(keyword, _)| keyword == name) {
                return Err(py.type_error(format_args!(
                    "argument for {function} given by name ('{name}') and position ({})",
                    i + 1
                )));
            }
        }
        let unknown = args.kw.iter().find(|(keyword, _)| !self.names.contains(keyword));
        let unknown = unknown.map_or("", |(keyword, _)| *keyword);
        let function = self.function.map_or_else(|| "this function".to_owned(), |name| format!("{name}()"));
        Err(py.type_error(format_args!("'{unknown}' is an invalid keyword argument for {function}")))
    }
}

/// The positional arguments of a function that `PyArg_ParseTuple` reads.
///
/// # Errors
/// `TypeError` for another number, or a keyword.
pub(crate) fn tuple<'a, 'c>(
    py: Py<'a>,
    args: Args<'a, 'c>,
    name: &str,
    least: usize,
    most: usize,
) -> R<'a, &'c [Value<'a>]> {
    if !args.kw.is_empty() {
        return Err(py.type_error(format_args!("{name}() takes no keyword arguments")));
    }
    let given = args.pos.len();
    let (words, limit) = match (given < least, given > most) {
        (false, false) => return Ok(args.pos),
        _ if least == most => ("exactly", least),
        (true, _) => ("at least", least),
        _ => ("at most", most),
    };
    Err(py.type_error(format_args!("{name}() takes {words} {limit} argument{} ({given} given)", plural(limit))))
}

/// The format unit `i`: an `int` of 32 bits.
///
/// # Errors
/// `TypeError` for what is no `int`; `OverflowError` beyond 32 bits.
pub(crate) fn int<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i32> {
    let Some(number) = integer::to_bigint(value) else {
        return Err(py.type_error(format_args!("'{}' object cannot be interpreted as an integer", value.type_name())));
    };
    match (number.to_i64(), number.to_i32()) {
        (_, Some(small)) => Ok(small),
        (Some(long), None) => {
            let which = if long > 0 { "greater than maximum" } else { "less than minimum" };
            Err(py.raise(Kind::OverflowError, &format!("signed integer is {which}")))
        }
        (None, None) => Err(py.raise(Kind::OverflowError, "Python int too large to convert to C long")),
    }
}

/// The format unit `U`: a `str`, the `at`th argument of `function`.
///
/// # Errors
/// `TypeError` for another type.
pub(crate) fn text<'a>(py: Py<'a>, value: Value<'a>, function: &str, at: usize) -> R<'a, &'a str> {
    match value {
        Value::Str(text) => Ok(text),
        other => {
            let found = if other.is_none() { "None" } else { other.type_name() };
            Err(py.type_error(format_args!("{function}() argument {at} must be str, not {found}")))
        }
    }
}

/// A `tzinfo` argument: `None`, or an instance of a subclass.
///
/// # Errors
/// `TypeError` for another type.
pub(crate) fn zone<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Option<Zone<'a>>> {
    match value {
        Value::None => Ok(None),
        Value::Native(Native::Zone(zone)) => Ok(Some(*zone)),
        other => {
            let found = other.type_name();
            Err(py.type_error(format_args!("tzinfo argument must be None or of a tzinfo subclass, not type '{found}'")))
        }
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

//! Arguments by position and by name, with the messages of `_PyArg_UnpackKeywords` (`Python/getargs.c`).

use crate::exception::R;
use crate::heap::Py;
use crate::py::args::Args;
use crate::value::Value;

/// What a builtin function takes, as CPython's argument clinic declares it.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'n, const N: usize> {
    /// As messages print it, without brackets.
    pub function: &'n str,
    /// The parameters in order; those taken by position alone come first and are called `""`.
    pub names: [&'n str; N],
    /// How many must be given.
    pub required: usize,
    /// How many may be given by position.
    pub positional: usize,
}

impl<const N: usize> Signature<'_, N> {
    /// The arguments in the parameters' order.
    ///
    /// # Errors
    /// `TypeError` for too many, too few, unknown or doubled arguments.
    pub fn bind<'a>(&self, py: Py<'a>, args: Args<'a, '_>) -> R<'a, [Option<Value<'a>>; N]> {
        let function = self.function;
        let given = args.pos.len();
        let total = given + args.kw.len();
        if total > N {
            let keyword = if given == 0 { "keyword " } else { "" };
            return Err(py.type_error(format_args!(
                "{function}() takes at most {N} {keyword}argument{} ({total} given)",
                plural(N)
            )));
        }
        let nameless = self.names.iter().take_while(|name| name.is_empty()).count();
        let least = nameless.min(self.required);
        if given > self.positional || given < least {
            let (limit, exact) = if given < least {
                (least, least == self.positional)
            } else {
                (self.positional, self.required >= self.positional)
            };
            let words = match (exact, given < least) {
                (true, _) => "exactly",
                (_, true) => "at least",
                (_, false) => "at most",
            };
            if limit == 0 {
                return Err(py.type_error(format_args!("{function}() takes no positional arguments")));
            }
            return Err(py.type_error(format_args!(
                "{function}() takes {words} {limit} positional argument{} ({given} given)",
                plural(limit)
            )));
        }
        let mut bound = [None; N];
        for (i, (slot, name)) in bound.iter_mut().zip(self.names).enumerate() {
            let named = || args.kw.iter().find(|(n, _)| *n == name && !name.is_empty()).map(|(_, value)| *value);
            *slot = args.pos.get(i).copied().or_else(named);
            if slot.is_none() && i < self.required {
                return Err(
                    py.type_error(format_args!("{function}() missing required argument '{name}' (pos {})", i + 1))
                );
            }
        }
        for (name, _) in args.kw {
            match self.names.iter().position(|n| n == name && !n.is_empty()) {
                None => {
                    return Err(py.type_error(format_args!("'{name}' is an invalid keyword argument for {function}()")));
                }
                Some(at) if at < given => {
                    return Err(py.type_error(format_args!(
                        "argument for {function}() given by name ('{name}') and position ({})",
                        at + 1
                    )));
                }
                Some(_) => {}
            }
        }
        Ok(bound)
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

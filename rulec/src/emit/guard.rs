//! What must hold of a record, as Rust.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::analyse::guard::{Guard, Is, Kinds};

/// The expression of `event::Guard`.
pub fn tokens(guard: &Guard) -> TokenStream {
    match guard {
        Guard::All(parts) if parts.is_empty() => quote! { Guard::ALWAYS },
        Guard::Any(parts) if parts.is_empty() => quote! { Guard::NEVER },
        Guard::All(parts) => {
            let parts = parts.iter().map(tokens);
            quote! { Guard::All(&[#(#parts),*]) }
        }
        Guard::Any(parts) => {
            let parts = parts.iter().map(tokens);
            quote! { Guard::Any(&[#(#parts),*]) }
        }
        Guard::Field(path, is) => {
            let is = test(is);
            quote! { Guard::Field(&[#(#path),*], #is) }
        }
    }
}

fn test(is: &Is) -> TokenStream {
    let (name, texts) = match is {
        Is::OneOf(texts) => ("OneOf", texts),
        Is::NoneOf(texts) => ("NoneOf", texts),
        Is::StartsWith(texts) => ("StartsWith", texts),
        Is::EndsWith(texts) => ("EndsWith", texts),
        Is::Contains(texts) => ("Contains", texts),
        Is::AtLeast(least) => return quote! { Is::AtLeast(#least) },
        Is::Below(limit) => return quote! { Is::Below(#limit) },
        Is::Ints(ints) => {
            let ints = ints.iter();
            return quote! { Is::Ints(&[#(#ints),*]) };
        }
        Is::Kind(found) => return kinds(*found),
    };
    let name = Ident::new(name, Span::call_site());
    quote! { Is::#name(&[#(#texts),*]) }
}

fn kinds(kinds: Kinds) -> TokenStream {
    let mut names = kinds.names().map(|name| Ident::new(name, Span::call_site()));
    let Some(first) = names.next() else { return quote! { Is::OneOf(&[]) } };
    quote! { Is::Kind(Kinds::#first #(.or(Kinds::#names))*) }
}

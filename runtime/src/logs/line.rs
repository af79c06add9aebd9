//! What the types of text lines share: what a file's earlier lines declare, and why a line does not fit.

use std::borrow::Cow;

use super::aws_vpc_flow::Header;
use super::check::Nearness;

/// What a file says of its lines. It is about what columns mean, never about what type a line is of.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The columns that a VPC flow log's first line names.
    pub header: Option<Header>,
}

/// Why a line is none of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is not.
    No(Nearness),
    /// It may become one with the lines that follow.
    Unfinished,
}

impl Unfit {
    /// It has `percent` hundredths of what the type asks for.
    pub(super) fn no(percent: u32, reason: impl Into<Cow<'static, str>>) -> Unfit {
        Unfit::No(Nearness { percent, reason: reason.into() })
    }
}

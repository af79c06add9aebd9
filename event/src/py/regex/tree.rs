//! A pattern with its flags applied, and what of it decides how it can be run.

use super::ast::{At, Greed, MAX_REPEAT, Node};
use super::charset;
use super::error::RegexError;
use super::flags::{self, ASCII, DOTALL, IGNORECASE, MULTILINE};
use super::ranges::Ranges;

/// A position, its flags applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    /// The end, or before the newline that ends the text.
    LastLineEnd,
    Boundary {
        ascii: bool,
        negated: bool,
    },
}

#[derive(Clone, Debug)]
pub(super) enum Tree {
    Class(Ranges),
    Place(Place),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Group(u32, Box<Tree>),
    Atomic(Box<Tree>),
    Repeat { greed: Greed, min: u32, max: u32, body: Box<Tree> },
    Look { ahead: bool, negated: bool, body: Box<Tree> },
    GroupRef(u32),
    Conditional { group: u32, yes: Box<Tree>, no: Box<Tree> },
}

/// Applies the flags.
///
/// # Errors
/// `Unsupported` for what the engines run otherwise than CPython.
pub(super) fn lower(seq: &[Node], flags: u32) -> Result<Tree, RegexError> {
    let mut all = Vec::with_capacity(seq.len());
    for node in seq {
        all.push(lower_node(node, flags)?);
    }
    Ok(if all.len() == 1 { all.pop().unwrap_or(Tree::All(Vec::new())) } else { Tree::All(all) })
}

fn lower_node(node: &Node, flags: u32) -> Result<Tree, RegexError> {
    Ok(match node {
        Node::Literal(point) => Tree::Class(charset::literal(*point, flags)),
        Node::NotLiteral(point) => Tree::Class(charset::literal(*point, flags).complement()),
        Node::Any if flags & DOTALL != 0 => Tree::Class(Ranges::default().complement()),
        Node::Any => Tree::Class(Ranges::one('\n' as u32).complement()),
        Node::Set { negated, items } => {
            let set = charset::set(items, flags);
            Tree::Class(if *negated { set.complement() } else { set })
        }
        Node::At(at) => {
            let lines = flags & MULTILINE != 0;
            let ascii = flags & ASCII != 0;
            Tree::Place(match at {
                At::BeginningString => Place::TextStart,
                At::Beginning => {
                    if lines {
                        Place::LineStart
                    } else {
                        Place::TextStart
                    }
                }
                At::End => {
                    if lines {
                        Place::LineEnd
                    } else {
                        Place::LastLineEnd
                    }
                }
                At::EndString => Place::TextEnd,
                At::Boundary => Place::Boundary { ascii, negated: false },
                At::NonBoundary => Place::Boundary { ascii, negated: true },
            })
        }
        Node::Branch(items) => {
            Tree::Any(items.iter().map(|item| lower(item, flags)).collect::<Result<Vec<_>, RegexError>>()?)
        }
        Node::Group { index, add, del, body } => {
            let body = lower(body, flags::combine(flags, *add, *del))?;
            match index {
                Some(index) => Tree::Group(*index, Box::new(body)),
                None => body,
            }
        }
        Node::Atomic(body) => Tree::Atomic(Box::new(lower(body, flags)?)),
        Node::Repeat { greed, min, max, body } => repeat(*greed, *min, *max, lower(body, flags)?)?,
        Node::Look { ahead, negated, body } => {
            Tree::Look { ahead: *ahead, negated: *negated, body: Box::new(lower(body, flags)?) }
        }
        Node::GroupRef(_) if flags & IGNORECASE != 0 => {
            return Err(RegexError::Unsupported("a back-reference that ignores case".into()));
        }
        Node::GroupRef(group) => Tree::GroupRef(*group),
        Node::Conditional { group, yes, no } => Tree::Conditional {
            group: *group,
            yes: Box::new(lower(yes, flags)?),
            no: Box::new(lower(no.as_deref().unwrap_or(&[]), flags)?),
        },
    })
}

/// A repetition, brought to a form that the engines run as `_sre` does.
///
/// `_sre` ends a loop after one round that took nothing, where Rust's engines never begin such a round. The two agree
/// if the body takes nothing only as its last resort and captures nothing.
fn repeat(greed: Greed, min: u32, max: u32, body: Tree) -> Result<Tree, RegexError> {
    if max > 1 && body.is_zero_width() {
        // Once is as good as any number of times.
        return repeat(greed, min.min(1), 1, body);
    }
    if max > 1 && body.is_nullable() && min != max {
        if !body.takes_nothing_last() {
            return Err(RegexError::Unsupported("repeating what prefers to match nothing".into()));
        }
        if max == MAX_REPEAT && body.has_group() {
            return Err(RegexError::Unsupported("repeating a group that can match nothing".into()));
        }
    }
    Ok(Tree::Repeat { greed, min, max, body: Box::new(body) })
}

impl Tree {
    fn children(&self) -> Vec<&Tree> {
        match self {
            Tree::Class(_) | Tree::Place(_) | Tree::GroupRef(_) => Vec::new(),
            Tree::All(items) | Tree::Any(items) => items.iter().collect(),
            Tree::Group(_, body) | Tree::Atomic(body) | Tree::Repeat { body, .. } | Tree::Look { body, .. } => {
                vec![body]
            }
            Tree::Conditional { yes, no, .. } => vec![yes, no],
        }
    }

    /// Whether `wanted` holds of any part.
    pub(super) fn any(&self, wanted: &dyn Fn(&Tree) -> bool) -> bool {
        wanted(self) || self.children().into_iter().any(|child| child.any(wanted))
    }

    pub(super) fn has_group(&self) -> bool {
        self.any(&|tree| matches!(tree, Tree::Group(..)))
    }

    /// Whether a position is asked for of which `wanted` holds.
    pub(super) fn has_place(&self, wanted: fn(Place) -> bool) -> bool {
        self.any(&|tree| matches!(tree, Tree::Place(place) if wanted(*place)))
    }

    /// Whether it can match without taking a character.
    pub(super) fn is_nullable(&self) -> bool {
        match self {
            Tree::Class(_) => false,
            Tree::Place(_) | Tree::Look { .. } | Tree::GroupRef(_) => true,
            Tree::All(items) => items.iter().all(Tree::is_nullable),
            Tree::Any(items) => items.iter().any(Tree::is_nullable),
            Tree::Group(_, body) | Tree::Atomic(body) => body.is_nullable(),
            Tree::Repeat { min, body, .. } => *min == 0 || body.is_nullable(),
            Tree::Conditional { yes, no, .. } => yes.is_nullable() || no.is_nullable(),
        }
    }

    /// Whether it can only match without taking a character.
    fn is_zero_width(&self) -> bool {
        match self {
            Tree::Class(_) | Tree::GroupRef(_) => false,
            Tree::Place(_) | Tree::Look { .. } => true,
            Tree::All(_) | Tree::Any(_) | Tree::Conditional { .. } => {
                self.children().into_iter().all(Tree::is_zero_width)
            }
            Tree::Group(_, body) | Tree::Atomic(body) => body.is_zero_width(),
            Tree::Repeat { max, body, .. } => *max == 0 || body.is_zero_width(),
        }
    }

    /// Whether, of all its matches at a place, one that takes nothing comes last.
    pub(super) fn takes_nothing_last(&self) -> bool {
        if !self.is_nullable() {
            return true;
        }
        match self {
            Tree::Class(_) | Tree::Place(_) | Tree::Look { .. } | Tree::GroupRef(_) => true,
            Tree::All(items) => items.iter().all(Tree::takes_nothing_last),
            Tree::Any(items) => items
                .split_last()
                .is_none_or(|(last, before)| last.takes_nothing_last() && !before.iter().any(Tree::is_nullable)),
            Tree::Group(_, body) | Tree::Atomic(body) => body.takes_nothing_last(),
            Tree::Repeat { greed, max, body, .. } => *max == 0 || (*greed != Greed::Lazy && body.takes_nothing_last()),
            Tree::Conditional { yes, no, .. } => yes.takes_nothing_last() && no.takes_nothing_last(),
        }
    }
}

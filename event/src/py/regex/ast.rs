//! A parsed pattern, before its flags are applied: what `re._parser.parse` returns.

/// No upper bound of a repetition (`MAXREPEAT`).
pub(super) const MAX_REPEAT: u32 = u32::MAX;

/// One step after the other.
pub(super) type Seq = Vec<Node>;

/// A category of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Digit,
    Space,
    Word,
}

/// What stands in a character set. Characters are Python's code points, lone surrogates among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Literal(u32),
    Range(u32, u32),
    Category { category: Category, negated: bool },
}

/// A position that consumes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// `^`
    Beginning,
    /// `$`
    End,
    /// `\A`
    BeginningString,
    /// `\Z`
    EndString,
    /// `\b`
    Boundary,
    /// `\B`
    NonBoundary,
}

/// How eagerly a repetition takes more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// One element of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Literal(u32),
    NotLiteral(u32),
    Any,
    Set {
        negated: bool,
        items: Vec<Item>,
    },
    At(At),
    Branch(Vec<Seq>),
    /// A group, captured if it has an index; inside it some flags are on and some off.
    Group {
        index: Option<u32>,
        add: u32,
        del: u32,
        body: Seq,
    },
    Atomic(Seq),
    Repeat {
        greed: Greed,
        min: u32,
        max: u32,
        body: Seq,
    },
    Look {
        ahead: bool,
        negated: bool,
        body: Seq,
    },
    GroupRef(u32),
    Conditional {
        group: u32,
        yes: Seq,
        no: Option<Seq>,
    },
}

impl Node {
    /// Whether CPython takes the two for one common prefix of alternatives: it compares what holds no subpattern by
    /// value, and what holds one by identity.
    pub(super) fn same_prefix(&self, other: &Node) -> bool {
        match (self, other) {
            (Node::Literal(a), Node::Literal(b)) | (Node::NotLiteral(a), Node::NotLiteral(b)) => a == b,
            (Node::Any, Node::Any) => true,
            (Node::Set { negated: n, items: a }, Node::Set { negated: m, items: b }) => n == m && a == b,
            (Node::At(a), Node::At(b)) => a == b,
            (Node::GroupRef(a), Node::GroupRef(b)) => a == b,
            _ => false,
        }
    }
}

/// The least and the greatest number of characters a sequence takes (`SubPattern.getwidth`), saturated far above
/// what fits in memory.
pub(super) fn width(seq: &[Node], groups: &[Option<(u128, u128)>]) -> (u128, u128) {
    const FAR: u128 = 1 << 64;
    let (mut low, mut high) = (0u128, 0u128);
    for node in seq {
        let (l, h) = match node {
            Node::Literal(_) | Node::NotLiteral(_) | Node::Any | Node::Set { .. } => (1, 1),
            Node::At(_) | Node::Look { .. } => (0, 0),
            Node::Branch(items) => items
                .iter()
                .map(|item| width(item, groups))
                .fold((FAR, 0), |(low, high), (l, h)| (low.min(l), high.max(h))),
            Node::Group { body, .. } | Node::Atomic(body) => width(body, groups),
            Node::Repeat { min, max, body, .. } => {
                let (l, h) = width(body, groups);
                let high = if *max == MAX_REPEAT && h > 0 { FAR } else { h.saturating_mul(u128::from(*max)) };
                (l.saturating_mul(u128::from(*min)), high)
            }
            Node::GroupRef(index) => groups.get(*index as usize).copied().flatten().unwrap_or((0, FAR)),
            Node::Conditional { yes, no, .. } => {
                let (l, h) = width(yes, groups);
                let (l2, h2) = no.as_ref().map_or((0, 0), |no| width(no, groups));
                (l.min(l2), h.max(h2))
            }
        };
        low = low.saturating_add(l);
        high = high.saturating_add(h);
    }
    (low.min(FAR), high.min(FAR))
}

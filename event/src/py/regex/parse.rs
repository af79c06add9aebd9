//! A pattern's text in, its nodes out; every error as CPython's `re._parser` reports it.

use super::ast::{self, At, Greed, Item, MAX_REPEAT, Node, Seq};
use super::error::RegexError;
use super::escape;
use super::flags::{self, ASCII, DEBUG, LOCALE, TEMPLATE, UNICODE, VERBOSE};
use super::set;
use super::source::{Source, Token};
use super::text::{python_point, repr};

/// Deeper patterns are refused: the walks over a pattern recurse.
const MAX_DEPTH: usize = 100;
const MAX_GROUPS: u64 = 1_073_741_823;

/// What the parser knows of groups and flags so far.
pub(super) struct State {
    pub(super) flags: u32,
    pub(super) names: Vec<(String, u32)>,
    /// The width of each closed group, the whole match being group 0.
    widths: Vec<Option<(u128, u128)>>,
    look_behind: Option<u32>,
    /// The groups that conditions name, and where: they may come later.
    conditions: Vec<(u64, usize)>,
    /// The groups in the order in which they close.
    pub(super) closing: Vec<u32>,
}

impl State {
    pub(super) fn groups(&self) -> u32 {
        self.widths.len() as u32
    }

    pub(super) fn is_closed(&self, group: u32) -> bool {
        self.widths.get(group as usize).is_some_and(Option::is_some)
    }

    pub(super) fn check_look_behind(&self, group: u32, source: &Source) -> Result<(), RegexError> {
        match self.look_behind {
            Some(_) if !self.is_closed(group) => Err(source.error("cannot refer to an open group", 0)),
            Some(first) if group >= first => {
                Err(source.error("cannot refer to group defined in the same lookbehind subpattern", 0))
            }
            _ => Ok(()),
        }
    }

    fn number_of(&self, name: &str) -> Option<u32> {
        self.names.iter().find(|(known, _)| known == name).map(|&(_, group)| group)
    }
}

/// A whole pattern.
pub(super) struct Parsed {
    pub(super) body: Seq,
    pub(super) state: State,
}

/// Parses `pattern`, as `re._parser.parse` does; look-behinds of no fixed width are refused as `re._compiler` does.
pub(super) fn parse(pattern: &str, flags: u32) -> Result<Parsed, RegexError> {
    let source = Source::new(pattern)?;
    let state = State {
        flags,
        names: Vec::new(),
        widths: vec![None],
        look_behind: None,
        conditions: Vec::new(),
        closing: Vec::new(),
    };
    let mut parser = Parser { source, state };
    let body = parser.alternatives(flags & VERBOSE != 0, 0)?;
    let Parser { source, mut state } = parser;
    if state.flags & LOCALE != 0 {
        return Err(RegexError::Value("cannot use LOCALE flag with a str pattern".into()));
    }
    if state.flags & ASCII == 0 {
        state.flags |= UNICODE;
    } else if state.flags & UNICODE != 0 {
        return Err(RegexError::Value("ASCII and UNICODE flags are incompatible".into()));
    }
    if source.next().is_some() {
        return Err(source.error("unbalanced parenthesis", 0));
    }
    for &(group, position) in &state.conditions {
        if group >= u64::from(state.groups()) {
            return Err(source.error_at(&format!("invalid group reference {group}"), position));
        }
    }
    check_look_behinds(&body, &state.widths)?;
    if state.flags & (TEMPLATE | DEBUG) != 0 {
        return Err(RegexError::Unsupported("the flag TEMPLATE or DEBUG".into()));
    }
    Ok(Parsed { body, state })
}

fn check_look_behinds(seq: &[Node], widths: &[Option<(u128, u128)>]) -> Result<(), RegexError> {
    for node in seq {
        match node {
            Node::Branch(items) => items.iter().try_for_each(|item| check_look_behinds(item, widths))?,
            Node::Group { body, .. } | Node::Atomic(body) | Node::Repeat { body, .. } => {
                check_look_behinds(body, widths)?;
            }
            Node::Look { ahead, body, .. } => {
                if !ahead {
                    let (low, high) = ast::width(body, widths);
                    if low > u128::from(u32::MAX) {
                        return Err(RegexError::Syntax("looks too much behind".into()));
                    }
                    if low != high {
                        return Err(RegexError::Syntax("look-behind requires fixed-width pattern".into()));
                    }
                }
                check_look_behinds(body, widths)?;
            }
            Node::Conditional { yes, no, .. } => {
                check_look_behinds(yes, widths)?;
                no.iter().try_for_each(|no| check_look_behinds(no, widths))?;
            }
            _ => {}
        }
    }
    Ok(())
}

struct Parser {
    source: Source,
    state: State,
}

/// What `(` opens.
enum Opened {
    /// A group whose contents follow.
    Group { capture: bool, atomic: bool, name: Option<String>, add: u32, del: u32 },
    /// Something that is complete.
    Node(Node),
    /// A comment, or flags for the whole pattern.
    Nothing,
}

impl Parser {
    /// `a|b|c`
    fn alternatives(&mut self, mut verbose: bool, nested: usize) -> Result<Seq, RegexError> {
        if nested > MAX_DEPTH {
            return Err(RegexError::Unsupported("a pattern nested this deeply".into()));
        }
        let mut items = Vec::new();
        loop {
            let first = nested == 0 && items.is_empty();
            items.push(self.sequence(verbose, nested + 1, first)?);
            if !self.source.accept('|')? {
                break;
            }
            if nested == 0 {
                verbose = self.state.flags & VERBOSE != 0;
            }
        }
        Ok(join(items))
    }

    fn sequence(&mut self, mut verbose: bool, nested: usize, first: bool) -> Result<Seq, RegexError> {
        let mut seq: Seq = Vec::new();
        while let Some(this) = self.source.next() {
            if matches!(this, Token::Char('|' | ')')) {
                break;
            }
            self.source.get()?;
            let c = match this {
                Token::Escape(c) => {
                    seq.push(escape::in_pattern(&mut self.source, c, &self.state)?);
                    continue;
                }
                Token::Char(c) => c,
            };
            if verbose {
                if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') {
                    continue;
                }
                if c == '#' {
                    while !matches!(self.source.get()?, None | Some(Token::Char('\n'))) {}
                    continue;
                }
            }
            match c {
                '[' => seq.push(set::parse(&mut self.source)?),
                '*' | '+' | '?' | '{' => self.repeat(c, &mut seq)?,
                '.' => seq.push(Node::Any),
                '^' => seq.push(Node::At(At::Beginning)),
                '$' => seq.push(Node::At(At::End)),
                '(' => {
                    let start = self.source.tell() - 1;
                    match self.open(start, verbose, nested, first && seq.is_empty())? {
                        Opened::Nothing if self.state.flags & VERBOSE != 0 && first => verbose = true,
                        Opened::Nothing => {}
                        Opened::Node(node) => seq.push(node),
                        Opened::Group { capture, atomic, name, add, del } => {
                            let node = self.group(start, verbose, nested, capture, atomic, name, (add, del))?;
                            seq.push(node);
                        }
                    }
                }
                other => seq.push(Node::Literal(python_point(other))),
            }
        }
        // Groups that neither capture nor change flags are their contents.
        let mut flat = Vec::with_capacity(seq.len());
        for node in seq {
            match node {
                Node::Group { index: None, add: 0, del: 0, body } => flat.extend(body),
                other => flat.push(other),
            }
        }
        Ok(flat)
    }

    fn repeat(&mut self, operator: char, seq: &mut Seq) -> Result<(), RegexError> {
        let source = &mut self.source;
        let here = source.tell();
        let (mut min, mut max) = (0, MAX_REPEAT);
        match operator {
            '?' => max = 1,
            '*' => {}
            '+' => min = 1,
            _ => {
                if source.next_char() == Some('}') {
                    seq.push(Node::Literal('{' as u32));
                    return Ok(());
                }
                let low = source.take_while(usize::MAX, |c| c.is_ascii_digit())?;
                let comma = source.accept(',')?;
                let high = if comma { source.take_while(usize::MAX, |c| c.is_ascii_digit())? } else { low.clone() };
                if !source.accept('}')? {
                    seq.push(Node::Literal('{' as u32));
                    return source.seek(here);
                }
                min = bound(&low)?.unwrap_or(0);
                max = bound(&high)?.unwrap_or(MAX_REPEAT);
                if max < min {
                    return Err(source.error("min repeat greater than max repeat", source.tell() - here));
                }
            }
        }
        let item = match seq.pop() {
            None | Some(Node::At(_)) => return Err(source.error("nothing to repeat", source.tell() - here + 1)),
            Some(Node::Repeat { .. }) => return Err(source.error("multiple repeat", source.tell() - here + 1)),
            Some(Node::Group { index: None, add: 0, del: 0, body }) => body,
            Some(other) => vec![other],
        };
        let greed = if source.accept('?')? {
            Greed::Lazy
        } else if source.accept('+')? {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        seq.push(Node::Repeat { greed, min, max, body: item });
        Ok(())
    }

    fn open(&mut self, start: usize, verbose: bool, nested: usize, first: bool) -> Result<Opened, RegexError> {
        let plain = |capture, atomic, name| Opened::Group { capture, atomic, name, add: 0, del: 0 };
        if !self.source.accept('?')? {
            return Ok(plain(true, false, None));
        }
        let Some(token) = self.source.get()? else {
            return Err(self.source.error("unexpected end of pattern", 0));
        };
        match token {
            Token::Char('P') => self.python_extension(),
            Token::Char(':') => Ok(plain(false, false, None)),
            Token::Char('>') => Ok(plain(false, true, None)),
            Token::Char('#') => loop {
                match self.source.next() {
                    None => {
                        let length = self.source.tell() - start;
                        return Err(self.source.error("missing ), unterminated comment", length));
                    }
                    Some(_) => {
                        if self.source.get()? == Some(Token::Char(')')) {
                            return Ok(Opened::Nothing);
                        }
                    }
                }
            },
            Token::Char('=' | '!' | '<') => self.look(token, start, verbose, nested).map(Opened::Node),
            Token::Char('(') => self.conditional(start, verbose, nested).map(Opened::Node),
            Token::Char(c) if c == '-' || flags::of_letter(c).is_some() => {
                match flags::parse_inline(&mut self.source, c)? {
                    flags::Inline::Local { add, del } => {
                        Ok(Opened::Group { capture: false, atomic: false, name: None, add, del })
                    }
                    flags::Inline::Global(add) => {
                        self.state.flags |= add;
                        if !first {
                            let message = "global flags not at the start of the expression";
                            return Err(self.source.error(message, self.source.tell() - start));
                        }
                        Ok(Opened::Nothing)
                    }
                }
            }
            other => Err(self.source.error(&format!("unknown extension ?{}", other.text()), other.len() + 1)),
        }
    }

    /// What follows `(?P`.
    fn python_extension(&mut self) -> Result<Opened, RegexError> {
        if self.source.accept('<')? {
            let name = self.source.take_until('>', "group name")?;
            self.source.check_group_name(&name, 1)?;
            return Ok(Opened::Group { capture: true, atomic: false, name: Some(name), add: 0, del: 0 });
        }
        if self.source.accept('=')? {
            let name = self.source.take_until(')', "group name")?;
            self.source.check_group_name(&name, 1)?;
            let length = name.chars().count();
            let Some(group) = self.state.number_of(&name) else {
                return Err(self.source.error(&format!("unknown group name {}", repr(&name)), length + 1));
            };
            if !self.state.is_closed(group) {
                return Err(self.source.error("cannot refer to an open group", length + 1));
            }
            self.state.check_look_behind(group, &self.source)?;
            return Ok(Opened::Node(Node::GroupRef(group)));
        }
        match self.source.get()? {
            None => Err(self.source.error("unexpected end of pattern", 0)),
            Some(other) => Err(self.source.error(&format!("unknown extension ?P{}", other.text()), other.len() + 2)),
        }
    }

    fn look(&mut self, token: Token, start: usize, verbose: bool, nested: usize) -> Result<Node, RegexError> {
        let mut token = token;
        let ahead = token != Token::Char('<');
        let outer = self.state.look_behind;
        if !ahead {
            match self.source.get()? {
                None => return Err(self.source.error("unexpected end of pattern", 0)),
                Some(next @ Token::Char('=' | '!')) => token = next,
                Some(other) => {
                    let message = format!("unknown extension ?<{}", other.text());
                    return Err(self.source.error(&message, other.len() + 2));
                }
            }
            if outer.is_none() {
                self.state.look_behind = Some(self.state.groups());
            }
        }
        let body = self.alternatives(verbose, nested + 1)?;
        if !ahead && outer.is_none() {
            self.state.look_behind = None;
        }
        self.close(start)?;
        Ok(Node::Look { ahead, negated: token == Token::Char('!'), body })
    }

    /// What follows `(?(`.
    fn conditional(&mut self, start: usize, verbose: bool, nested: usize) -> Result<Node, RegexError> {
        let name = self.source.take_until(')', "group name")?;
        let length = name.chars().count();
        let group = if super::source::is_identifier(&name) {
            match self.state.number_of(&name) {
                Some(group) => u64::from(group),
                None => return Err(self.source.error(&format!("unknown group name {}", repr(&name)), length + 1)),
            }
        } else {
            let group = match Source::group_number(&name) {
                None => return Err(self.source.bad_group_name(&name, 1)),
                Some(0) => return Err(self.source.error("bad group number", length + 1)),
                Some(group) if group >= MAX_GROUPS => {
                    return Err(self.source.error(&format!("invalid group reference {group}"), length + 1));
                }
                Some(group) => group,
            };
            if !self.state.conditions.iter().any(|&(known, _)| known == group) {
                self.state.conditions.push((group, self.source.tell() - length - 1));
            }
            group
        };
        let group = u32::try_from(group).unwrap_or(u32::MAX);
        self.state.check_look_behind(group, &self.source)?;
        let yes = self.sequence(verbose, nested + 1, false)?;
        let mut no = None;
        if self.source.accept('|')? {
            no = Some(self.sequence(verbose, nested + 1, false)?);
            if self.source.next_char() == Some('|') {
                return Err(self.source.error("conditional backref with more than two branches", 0));
            }
        }
        self.close(start)?;
        Ok(Node::Conditional { group, yes, no })
    }

    #[expect(clippy::too_many_arguments, reason = "what an opening parenthesis can say")]
    fn group(
        &mut self,
        start: usize,
        verbose: bool,
        nested: usize,
        capture: bool,
        atomic: bool,
        name: Option<String>,
        (add, del): (u32, u32),
    ) -> Result<Node, RegexError> {
        let index = capture.then(|| self.state.groups());
        if let Some(index) = index {
            self.state.widths.push(None);
            if let Some(name) = name {
                if let Some(before) = self.state.number_of(&name) {
                    let message =
                        format!("redefinition of group name {} as group {index}; was group {before}", repr(&name));
                    return Err(self.source.error(&message, name.chars().count() + 1));
                }
                self.state.names.push((name, index));
            }
        }
        let verbose = (verbose || add & VERBOSE != 0) && del & VERBOSE == 0;
        let body = self.alternatives(verbose, nested + 1)?;
        self.close(start)?;
        if let Some(index) = index {
            let width = ast::width(&body, &self.state.widths);
            if let Some(slot) = self.state.widths.get_mut(index as usize) {
                *slot = Some(width);
            }
            self.state.closing.push(index);
        }
        Ok(if atomic { Node::Atomic(body) } else { Node::Group { index, add, del, body } })
    }

    fn close(&mut self, start: usize) -> Result<(), RegexError> {
        if self.source.accept(')')? {
            return Ok(());
        }
        Err(self.source.error("missing ), unterminated subpattern", self.source.tell() - start))
    }
}

/// A repetition's bound; None if it was left out.
fn bound(digits: &str) -> Result<Option<u32>, RegexError> {
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<u32>() {
        Ok(n) if n < MAX_REPEAT => Ok(Some(n)),
        _ => Err(RegexError::Overflow("the repetition number is too large".into())),
    }
}

/// Joins alternatives as CPython does: what all begin with is taken out, and single characters become one set. The
/// second shows, since a set and a character ignore case by different rules beyond the basic plane.
fn join(mut items: Vec<Seq>) -> Seq {
    if items.len() == 1 {
        return items.pop().unwrap_or_default();
    }
    let mut seq = Vec::new();
    while let Some(prefix) = items.first().and_then(|item| item.first()).cloned() {
        if !items.iter().all(|item| item.first().is_some_and(|node| node.same_prefix(&prefix))) {
            break;
        }
        for item in &mut items {
            item.remove(0);
        }
        seq.push(prefix);
    }
    let mut set: Vec<Item> = Vec::new();
    let single = items.iter().all(|item| match item.as_slice() {
        [Node::Literal(point)] => {
            set.push(Item::Literal(*point));
            true
        }
        [Node::Set { negated: false, items }] => {
            set.extend(items);
            true
        }
        _ => false,
    });
    seq.push(if single { Node::Set { negated: false, items: set } } else { Node::Branch(items) });
    seq
}

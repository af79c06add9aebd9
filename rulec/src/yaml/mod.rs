//! A YAML document in, a tree with the place of every node out.
//!
//! What scalars mean follows the loader that Panther reads its packs with: PyYAML's YAML 1.1 without its dates, octal
//! numbers and sexagesimals, and with `true` and `false` as the only booleans.

mod json;
mod scalar;

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

/// A node and the bytes of the text that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: Value,
    pub span: Range<u32>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    /// Decimal digits of an int beyond 64 bits.
    Big(String),
    Float(f64),
    Str(String),
    List(Vec<Node>),
    /// The pairs in their order, each key once.
    Map(Vec<(Node, Node)>),
}

/// Why a text is no YAML document, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub at: u32,
    pub message: String,
}

/// A document: its root, and the keys that a later one of the same name replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub root: Node,
    pub doubled: Vec<Node>,
}

/// Nodes of one document, aliases expanded.
const MOST_NODES: usize = 1_000_000;

/// How deep nodes are nested.
const DEEPEST: usize = 200;

/// Reads the only document of `text`.
///
/// # Errors
/// Where it is no YAML, or none that PyYAML's safe loader constructs, or too large.
pub fn parse(text: &str) -> Result<Document, Error> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        bytes: text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect(),
        anchors: HashMap::new(),
        nodes: 0,
        doubled: Vec::new(),
        merges: Vec::new(),
    };
    reader.document()
}

impl Node {
    /// The value of a mapping's key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.pair(key).map(|(_, value)| value)
    }

    /// A mapping's key and its value.
    pub fn pair(&self, key: &str) -> Option<&(Node, Node)> {
        let Value::Map(pairs) = &self.value else { return None };
        pairs.iter().find(|(known, _)| known.as_str() == Some(key))
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// What people call its type.
    pub fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Int(_) | Value::Big(_) => "an integer",
            Value::Float(_) => "a number",
            Value::Str(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    fn count(&self) -> usize {
        1 + match &self.value {
            Value::List(items) => items.iter().map(Node::count).sum(),
            Value::Map(pairs) => pairs.iter().map(|(key, value)| key.count() + value.count()).sum(),
            _ => 0,
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    /// The byte of each character: the parser counts characters.
    bytes: Vec<u32>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    doubled: Vec<Node>,
    /// Where plain `<<` stand, which are merge keys.
    merges: Vec<Range<u32>>,
}

type Next<'t> = (Event<'t>, Range<u32>);

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Document, Error> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
                _ if root.is_some() => return Err(error(&span, "a second document begins; there must be one")),
                event => root = Some(self.node((event, span), 0)?),
            }
        }
        let root = root.unwrap_or(Node { value: Value::Null, span: 0..0 });
        Ok(Document { root, doubled: std::mem::take(&mut self.doubled) })
    }

    fn next(&mut self) -> Result<Next<'t>, Error> {
        let byte = |index: usize| self.bytes.get(index).or(self.bytes.last()).copied().unwrap_or_default();
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let (start, end) = (byte(span.start.index()), byte(span.end.index()));
                Ok((event, start..end.max(start)))
            }
            Some(Err(e)) => Err(Error { at: byte(e.marker().index()), message: e.info().to_owned() }),
            None => Ok((Event::StreamEnd, 0..0)),
        }
    }

    fn node(&mut self, (event, span): Next<'t>, depth: usize) -> Result<Node, Error> {
        self.nodes += 1;
        if depth > DEEPEST {
            return Err(error(&span, "it is nested too deep"));
        }
        let (value, anchor, span) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = scalar(&text, style, tag.as_deref()).map_err(|message| error(&span, &message))?;
                if style == ScalarStyle::Plain && tag.is_none() && text == "<<" {
                    self.merges.push(span.clone());
                }
                (value, anchor, span)
            }
            Event::SequenceStart(anchor, tag) => {
                collection(tag.as_deref(), "seq").map_err(|message| error(&span, &message))?;
                let mut items = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => break end,
                        next => items.push(self.node(next, depth + 1)?),
                    }
                };
                (Value::List(items), anchor, span.start..end.end.max(span.end))
            }
            Event::MappingStart(anchor, tag) => {
                collection(tag.as_deref(), "map").map_err(|message| error(&span, &message))?;
                let mut pairs = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::MappingEnd, end) => break end,
                        next => {
                            let key = self.node(next, depth + 1)?;
                            let next = self.next()?;
                            pairs.push((key, self.node(next, depth + 1)?));
                        }
                    }
                };
                (Value::Map(self.mapping(pairs)?), anchor, span.start..end.end.max(span.end))
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    return Err(error(&span, "an alias that refers to what it stands in"));
                };
                self.nodes += node.count();
                if self.nodes > MOST_NODES {
                    return Err(error(&span, "its aliases expand to too much"));
                }
                (node.value.clone(), 0, span)
            }
            _ => return Err(error(&span, "a node is missing")),
        };
        let node = Node { value, span };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// The pairs of a mapping as a Python dict keeps them: what `<<` merges comes first, and of a key's values the last
    /// stands at the place of the first.
    fn mapping(&mut self, pairs: Vec<(Node, Node)>) -> Result<Vec<(Node, Node)>, Error> {
        let mut merged = Vec::new();
        let mut own = Vec::new();
        for (key, value) in pairs {
            if !self.merges.contains(&key.span) || key.as_str() != Some("<<") {
                own.push((key, value));
                continue;
            }
            match value.value {
                Value::Map(pairs) => merged.extend(pairs),
                Value::List(items) => {
                    // The first of them is the strongest: it comes last.
                    for item in items.into_iter().rev() {
                        let Value::Map(pairs) = item.value else {
                            return Err(error(&item.span, "`<<` merges mappings only"));
                        };
                        merged.extend(pairs);
                    }
                }
                _ => return Err(error(&value.span, "`<<` merges mappings only")),
            }
        }
        let mut made: Vec<(Node, Node)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let borrowed = merged.len();
        for (at, (key, value)) in merged.into_iter().chain(own).enumerate() {
            if matches!(key.value, Value::List(_) | Value::Map(_)) {
                return Err(error(&key.span, "a list or a mapping is no key"));
            }
            match places.get(&key.identity()) {
                Some(place) => {
                    if let Some(pair) = made.get_mut(*place) {
                        if at >= borrowed && *place >= borrowed {
                            self.doubled.push(key);
                        }
                        pair.1 = value;
                    }
                }
                None => {
                    places.insert(key.identity(), made.len());
                    made.push((key, value));
                }
            }
        }
        Ok(made)
    }
}

impl Node {
    /// Two scalars with the same are one key of a dict.
    fn identity(&self) -> String {
        match &self.value {
            Value::Str(text) => format!("s{text}"),
            // True == 1 == 1.0.
            Value::Bool(value) => format!("n{}", i64::from(*value)),
            Value::Int(value) => format!("n{value}"),
            Value::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("n{}", *value as i64),
            other => format!("o{other:?}"),
        }
    }
}

fn error(span: &Range<u32>, message: &str) -> Error {
    Error { at: span.start, message: message.to_owned() }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, String> {
    match tag {
        None if style == ScalarStyle::Plain => scalar::resolve(text),
        None => Ok(Value::Str(text.to_owned())),
        // `!` alone: not resolved.
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Ok(Value::Str(text.to_owned())),
        Some(tag) if tag.is_yaml_core_schema() => scalar::tagged(text, &tag.suffix),
        Some(tag) => Err(format!("the tag `{tag}` is unknown")),
    }
}

fn collection(tag: Option<&Tag>, kind: &str) -> Result<(), String> {
    match tag {
        None => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == kind => Ok(()),
        Some(tag) => Err(format!("the tag `{tag}` is not that of a {kind}")),
    }
}

#[cfg(test)]
mod tests;

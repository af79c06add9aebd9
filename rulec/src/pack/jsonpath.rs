//! A data model's path in, its steps out: what `jsonpath_ng.ext` (1.8) makes of the forms that packs use.
//!
//! What it has beyond them (slices, unions, arithmetic, regular expressions, its named operators) is refused, and so is
//! what it cannot parse itself.

/// A parsed path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// `str()` of what jsonpath_ng parses it to.
    pub text: String,
    pub steps: Vec<Step>,
}

/// As `event::data_model::Step`.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Field(String),
    EveryField,
    Index(i64),
    Elements,
    Descend(Vec<Step>),
    Filter(Vec<Condition>),
}

/// As `event::data_model::Condition`; the operator by its Rust name.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub target: Vec<Step>,
    pub test: Option<(&'static str, Literal)>,
}

/// As `event::data_model::Literal`.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Str(String),
    Int(i64),
    Float(f64),
    Bool(bool),
}

/// Parses a path.
///
/// # Errors
/// What is outside the subset or no path, for a person.
pub fn parse(text: &str) -> Result<Path, String> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0 };
    let tree = parser.path()?;
    match parser.peek() {
        None => Ok(Path { text: tree.shown()?, steps: tree.steps() }),
        Some(token) => Err(token.unexpected()),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A name, quoted or not.
    Name(String),
    Int(i64),
    Float(f64),
    Bool(bool),
    Operator(String),
    DoubleDot,
    Sign(char),
}

impl Token {
    fn unexpected(&self) -> String {
        let shown = match self {
            Token::Name(name) => name.clone(),
            Token::Int(value) => value.to_string(),
            Token::Float(value) => value.to_string(),
            Token::Bool(value) => value.to_string(),
            Token::Operator(text) => text.clone(),
            Token::DoubleDot => "..".to_owned(),
            Token::Sign(sign) => sign.to_string(),
        };
        format!("`{shown}` is not understood there")
    }
}

/// The tokens in the order in which jsonpath_ng's lexer tries them: `true` and `false` come before names, so that a name
/// that begins with one of them must be quoted.
fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (token, length) = if matches!(c, ' ' | '\t') {
            (None, 1)
        } else if let Some(value) = ["true", "false"].into_iter().find(|word| rest.starts_with(word)) {
            (Some(Token::Bool(value == "true")), value.len())
        } else if let Some(length) = name(rest) {
            let name = rest.get(..length).unwrap_or_default();
            if matches!(name, "where" | "wherenot") {
                return Err(format!("`{name}` is outside the subset; a field of that name wants quotes"));
            }
            (Some(Token::Name(name.to_owned())), length)
        } else if let Some((token, length)) = number(rest) {
            (Some(token?), length)
        } else if matches!(c, '\'' | '"') {
            let (name, length) = quoted(rest, c)?;
            (Some(Token::Name(name)), length)
        } else if rest.starts_with("..") {
            (Some(Token::DoubleDot), 2)
        } else if let Some(operator) =
            ["=~", "==", "=", "<=", ">=", "!=", "<", ">"].into_iter().find(|operator| rest.starts_with(operator))
        {
            (Some(Token::Operator(operator.to_owned())), operator.len())
        } else if matches!(c, '*' | '.' | '[' | ']' | '(' | ')' | '$' | '&' | '?' | '@') {
            (Some(Token::Sign(c)), 1)
        } else {
            return Err(format!("`{c}` is outside the subset"));
        };
        found.extend(token);
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(found)
}

/// The length of a name without quotes: `@?[a-zA-Z_][a-zA-Z0-9_@\-]*`.
fn name(text: &str) -> Option<usize> {
    let start = text.strip_prefix('@').unwrap_or(text);
    start.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then(|| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '@' | '-');
        let length = start.find(|c| !allowed(c)).unwrap_or(start.len());
        length + (text.len() - start.len())
    })
}

fn number(text: &str) -> Option<(Result<Token, String>, usize)> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let sign = usize::from(text.starts_with('-'));
    let whole = digits(text.get(sign..)?);
    if whole == 0 {
        return None;
    }
    let end = sign + whole;
    let fraction = text.get(end..)?.strip_prefix('.').map_or(0, digits);
    let length = if fraction > 0 { end + 1 + fraction } else { end };
    let shown = text.get(..length)?;
    let token = if fraction > 0 { shown.parse().ok().map(Token::Float) } else { shown.parse().ok().map(Token::Int) };
    Some((token.ok_or_else(|| format!("`{shown}` is too large")), length))
}

fn quoted(text: &str, quote: char) -> Result<(String, usize), String> {
    let mut name = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == quote => return Ok((name, at + 1)),
            '\\' => name.extend(chars.next().map(|(_, c)| c)),
            c => name.push(c),
        }
    }
    Err("a quote is not closed".to_owned())
}

/// The tree as jsonpath_ng has it.
#[derive(Clone, Debug)]
enum Tree {
    Root,
    This,
    Fields(String),
    Index(i64),
    Slice,
    Filter(Vec<Expression>),
    Child(Box<Tree>, Box<Tree>),
    Descendants(Box<Tree>, Box<Tree>),
}

#[derive(Clone, Debug)]
struct Expression {
    target: Tree,
    test: Option<(String, Literal)>,
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned()
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        match self.take(sign) {
            true => Ok(()),
            false => Err(format!("a `{sign}` is missing")),
        }
    }

    /// `.` binds tighter than `..`, and both tighter than the brackets after them.
    fn path(&mut self) -> Result<Tree, String> {
        let first = self.element(true)?;
        let mut left = self.children(first)?;
        loop {
            match self.peek() {
                Some(Token::DoubleDot) => {
                    self.at += 1;
                    let element = self.element(false)?;
                    let right = self.children(element)?;
                    left = Tree::Descendants(Box::new(left), Box::new(right));
                }
                Some(Token::Sign('[')) => {
                    let right = self.brackets()?;
                    let child = Tree::Child(Box::new(left), Box::new(right));
                    left = self.children(child)?;
                }
                _ => return Ok(left),
            }
        }
    }

    fn children(&mut self, mut left: Tree) -> Result<Tree, String> {
        while self.take('.') {
            left = Tree::Child(Box::new(left), Box::new(self.element(false)?));
        }
        Ok(left)
    }

    fn element(&mut self, first: bool) -> Result<Tree, String> {
        match self.peek() {
            Some(Token::Sign('[')) => return self.brackets(),
            Some(Token::Sign('$')) if !first => return Err("`$` stands at the beginning only".to_owned()),
            _ => {}
        }
        match self.next() {
            Some(Token::Name(name)) => Ok(Tree::Fields(name)),
            Some(Token::Int(value)) => Ok(Tree::Fields(value.to_string())),
            Some(Token::Sign('*')) => Ok(Tree::Fields("*".to_owned())),
            Some(Token::Sign('$')) => Ok(Tree::Root),
            Some(Token::Sign('@')) if first => Ok(Tree::This),
            Some(token) => Err(token.unexpected()),
            None => Err("it ends where a name must follow".to_owned()),
        }
    }

    fn brackets(&mut self) -> Result<Tree, String> {
        self.expect('[')?;
        let tree = match self.next() {
            Some(Token::Int(index)) => Tree::Index(index),
            Some(Token::Sign('*')) => Tree::Slice,
            Some(Token::Name(name)) => Tree::Fields(name),
            Some(Token::Sign('?')) => Tree::Filter(self.expressions()?),
            Some(token) => return Err(token.unexpected()),
            None => return Err("a `]` is missing".to_owned()),
        };
        self.expect(']')?;
        Ok(tree)
    }

    fn expressions(&mut self) -> Result<Vec<Expression>, String> {
        let mut all = Vec::new();
        loop {
            if self.take('(') {
                all.extend(self.expressions()?);
                self.expect(')')?;
            } else {
                all.push(self.expression()?);
            }
            match self.peek() {
                Some(Token::Sign('&')) if all.last().is_some_and(|last| last.test.is_none()) => {
                    // jsonpath_ng takes it for the intersection of two paths.
                    return Err("`&` after a path that is compared with nothing is outside the subset".to_owned());
                }
                Some(Token::Sign('&')) => self.at += 1,
                _ => return Ok(all),
            }
        }
    }

    fn expression(&mut self) -> Result<Expression, String> {
        let target = self.path()?;
        let Some(Token::Operator(operator)) = self.peek().cloned() else {
            return Ok(Expression { target, test: None });
        };
        self.at += 1;
        if operator == "=~" {
            return Err("`=~` is outside the subset".to_owned());
        }
        let value = match self.next() {
            Some(Token::Name(text)) => Literal::Str(text),
            Some(Token::Int(value)) => Literal::Int(value),
            Some(Token::Float(value)) => Literal::Float(value),
            Some(Token::Bool(value)) => Literal::Bool(value),
            Some(token) => return Err(token.unexpected()),
            None => return Err("it ends where a value must follow".to_owned()),
        };
        Ok(Expression { target, test: Some((operator, value)) })
    }
}

impl Tree {
    fn steps(&self) -> Vec<Step> {
        match self {
            Tree::Root | Tree::This => Vec::new(),
            Tree::Fields(name) if name == "*" => vec![Step::EveryField],
            Tree::Fields(name) => vec![Step::Field(name.clone())],
            Tree::Index(index) => vec![Step::Index(*index)],
            Tree::Slice => vec![Step::Elements],
            Tree::Filter(expressions) => vec![Step::Filter(expressions.iter().map(Expression::condition).collect())],
            Tree::Child(left, right) => {
                let mut steps = left.steps();
                steps.extend(right.steps());
                steps
            }
            Tree::Descendants(left, right) => {
                let mut steps = left.steps();
                steps.push(Step::Descend(right.steps()));
                steps
            }
        }
    }

    /// `str(self)`.
    fn shown(&self) -> Result<String, String> {
        Ok(match self {
            Tree::Root => "$".to_owned(),
            Tree::This => "`this`".to_owned(),
            Tree::Fields(name) => {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '@' | '-');
                let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '@'));
                if starts && name.chars().all(plain) { name.clone() } else { repr(name)? }
            }
            Tree::Index(index) => format!("[{index}]"),
            Tree::Slice => "[*]".to_owned(),
            Tree::Filter(expressions) => {
                let all: Result<Vec<String>, String> = expressions.iter().map(Expression::repr).collect();
                format!("[?[{}]]", all?.join(", "))
            }
            Tree::Child(left, right) => format!("({}.{})", left.shown()?, right.shown()?),
            Tree::Descendants(left, right) => format!("({}..{})", left.shown()?, right.shown()?),
        })
    }

    /// `repr(self)`.
    fn repr(&self) -> Result<String, String> {
        Ok(match self {
            Tree::Root => "Root()".to_owned(),
            Tree::This => "This()".to_owned(),
            Tree::Fields(name) => format!("Fields({})", repr(name)?),
            Tree::Index(index) => format!("Index(indices=({index},))"),
            Tree::Slice => "Slice(start=None,end=None,step=None)".to_owned(),
            Tree::Filter(expressions) => {
                let all: Result<Vec<String>, String> = expressions.iter().map(Expression::repr).collect();
                format!("Filter([{}])", all?.join(", "))
            }
            Tree::Child(left, right) => format!("Child({}, {})", left.repr()?, right.repr()?),
            Tree::Descendants(left, right) => format!("Descendants({}, {})", left.repr()?, right.repr()?),
        })
    }
}

impl Expression {
    fn condition(&self) -> Condition {
        let test = self.test.clone().map(|(operator, value)| {
            let operator = match operator.as_str() {
                "!=" => "Ne",
                "<" => "Lt",
                "<=" => "Le",
                ">" => "Gt",
                ">=" => "Ge",
                _ => "Eq",
            };
            (operator, value)
        });
        Condition { target: self.target.steps(), test }
    }

    fn repr(&self) -> Result<String, String> {
        let target = self.target.repr()?;
        Ok(match &self.test {
            None => format!("Expression({target})"),
            Some((operator, value)) => {
                let value = match value {
                    Literal::Str(text) => repr(text)?,
                    Literal::Int(value) => value.to_string(),
                    Literal::Float(value) => {
                        let shown = format!("{value:?}");
                        if shown.contains('e') || shown.len() > 16 {
                            return Err(format!("`{shown}` is outside the subset"));
                        }
                        shown
                    }
                    Literal::Bool(true) => "True".to_owned(),
                    Literal::Bool(false) => "False".to_owned(),
                };
                format!("Expression({target} {operator} {value})")
            }
        })
    }
}

/// `repr(text)` of what every Python prints as it is.
fn repr(text: &str) -> Result<String, String> {
    if let Some(c) = text.chars().find(|c| !(' '..='~').contains(c)) {
        return Err(format!("{:?} in a name is outside the subset", c));
    }
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        if c == '\\' || c == quote {
            out.push('\\');
        }
        out.push(c);
    }
    out.push(quote);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paths of the subset, and `str(jsonpath_ng.ext.parse(path))` of version 1.8.0.
    const PATHS: [(&str, &str); 30] = [
        ("$", "$"),
        ("a", "a"),
        ("$.a", "($.a)"),
        ("a.b.c", "((a.b).c)"),
        ("$.a.b[0].c", "(((($.a).b).[0]).c)"),
        ("a[-1]", "(a.[-1])"),
        ("a[*].b", "((a.[*]).b)"),
        ("$.a.*", "(($.a).'*')"),
        ("*", "'*'"),
        ("a.'b c'.d", "((a.'b c').d)"),
        ("$['a']['b.c']", "(($.a).'b.c')"),
        (r#"$["a"]"#, "($.a)"),
        (r#"a."it's""#, r#"(a."it's")"#),
        ("a..b", "(a..b)"),
        ("$..b.c", "($..(b.c))"),
        ("a..b.c[0].d", "(((a..(b.c)).[0]).d)"),
        ("a..b..c", "((a..b)..c)"),
        ("a..b[*].c..d", "((((a..b).[*]).c)..d)"),
        ("a.0", "(a.'0')"),
        ("a.[0]", "(a.[0])"),
        ("[0].a", "([0].a)"),
        ("a-b.@c", "(a-b.@c)"),
        (
            "$.events[*].parameters[?(@.name == 'ROLE_NAME')].value",
            "((((($.events).[*]).parameters).[?[Expression(Child(This(), Fields('name')) == 'ROLE_NAME')]]).value)",
        ),
        ("a[?@.b = 5]", "(a.[?[Expression(Child(This(), Fields('b')) = 5)]])"),
        ("a[?(b >= 1.5)]", "(a.[?[Expression(Fields('b') >= 1.5)]])"),
        ("a[?(@.b == true)].c", "((a.[?[Expression(Child(This(), Fields('b')) == True)]]).c)"),
        ("a[?@.b]", "(a.[?[Expression(Child(This(), Fields('b')))]])"),
        (
            "a[?(@.b == 1) & (@.c[0] != x)]",
            "(a.[?[Expression(Child(This(), Fields('b')) == 1), Expression(Child(Child(This(), Fields('c')), Index(indices=(0,))) != 'x')]])",
        ),
        (
            "a[?(@.b == 1 & @.c < 2)]..d",
            "((a.[?[Expression(Child(This(), Fields('b')) == 1), Expression(Child(This(), Fields('c')) < 2)]])..d)",
        ),
        (" a . b [ 0 ] ", "((a.b).[0])"),
    ];

    /// What is refused, whether jsonpath_ng knows it or not.
    const REFUSED: [&str; 22] = [
        "",
        "a.",
        ".a",
        "a b",
        "a[",
        "a[0",
        "a[1:2]",
        "a[0,1]",
        "a,b",
        "a | b",
        "a & b",
        "a where b",
        "`this`",
        "a.`len`",
        "falsely.a",
        "a.$",
        "a[?(@.b =~ 'x')]",
        "a[?(@.b & @.c)]",
        "a.0.1",
        "a + b",
        "'a",
        "\u{e9}",
    ];

    #[test]
    fn every_path_is_what_jsonpath_ng_makes_of_it() {
        for (path, theirs) in PATHS {
            assert_eq!(parse(path).map(|path| path.text).as_deref(), Ok(theirs), "{path}");
        }
    }

    #[test]
    fn what_is_outside_the_subset_is_refused() {
        for path in REFUSED {
            assert!(parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn the_steps_follow_the_tree() {
        let field = |name: &str| Step::Field(name.to_owned());
        let steps = |path: &str| parse(path).expect("a path").steps;
        assert_eq!(steps("$.a..b.c[0]"), [field("a"), Step::Descend(vec![field("b"), field("c")]), Step::Index(0)]);
        let test = Some(("Eq", Literal::Str("x".to_owned())));
        let condition = Condition { target: vec![field("name")], test };
        assert_eq!(steps("*[?(@.name == 'x')].v"), [Step::EveryField, Step::Filter(vec![condition]), field("v")]);
        assert_eq!(steps("$"), []);
    }
}

//! A parsed module in, out what is nested deeper than CPython's tokenizer and compiler allow, and what is nested deeper
//! than this compiler's own walks, which recurse, could follow.
//!
//! CPython's limits are those of `Parser/tokenizer.c` (MAXLEVEL, MAXINDENT) and `Include/cpython/code.h` (CO_MAXBLOCKS).

use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_ast::{AnyNodeRef, ExceptHandler, ModModule, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Brackets that are open at once.
const BRACKETS: usize = 200;
/// Levels of indentation, the module's own included.
const INDENTS: usize = 100;
/// Loops, `with` and `try` blocks around each other in one function.
const BLOCKS: usize = 20;
/// `sys.get_int_max_str_digits()`.
const DIGITS: usize = 4300;
/// Nodes of the syntax tree in each other. It is ours: CPython ends near 3000, depending on who imports the module;
/// rustc overflows its stack on what is emitted for 480 operands of `and`, and takes 300.
pub const DEPTH: usize = 250;

/// A stack on which trees of [`DEPTH`] can be walked with room to spare. Only what is touched of it takes memory.
const STACK: usize = 256 << 20;

/// Runs what recurses over trees on a stack of its own: the caller's may be a thread's small one.
#[expect(clippy::panic, reason = "`std::thread::spawn` panics too where the system gives no thread")]
pub fn with_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("rulec".to_owned()).stack_size(STACK);
        match thread.spawn_scoped(scope, work).map(|running| running.join()) {
            Ok(Ok(result)) => result,
            Ok(Err(payload)) => std::panic::resume_unwind(payload),
            Err(error) => std::panic::panic_any(format!("no thread can be started: {error}")),
        }
    })
}

/// What CPython's tokenizer refuses.
pub fn tokens(tokens: &Tokens, text: &str) -> Vec<(TextRange, String)> {
    let mut found = Vec::new();
    // One count for the file and one for each f-string that is open, whose expressions CPython 3.11 reads on their own.
    let mut open = vec![0usize];
    let mut indents = 1;
    let (mut too_many_brackets, mut too_many_indents) = (false, false);
    for token in tokens {
        match token.kind() {
            TokenKind::FStringStart => open.push(0),
            TokenKind::FStringEnd => _ = open.pop(),
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                let count = open.last().map_or(0, |count| count + 1);
                if count > BRACKETS && !too_many_brackets {
                    too_many_brackets = true;
                    found.push((token.range(), "too many nested parentheses".to_owned()));
                }
                if let Some(last) = open.last_mut() {
                    *last = count;
                }
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                if let Some(count) = open.last_mut() {
                    *count = count.saturating_sub(1);
                }
            }
            TokenKind::Indent => {
                indents += 1;
                if indents > INDENTS && !too_many_indents {
                    too_many_indents = true;
                    let end = token.range().end();
                    found.push((TextRange::empty(end), "too many levels of indentation".to_owned()));
                }
            }
            TokenKind::Dedent => indents -= 1,
            TokenKind::Int => {
                let digits = text.get(token.range().start().to_usize()..token.range().end().to_usize());
                let digits = digits.unwrap_or_default();
                let count = digits.bytes().filter(u8::is_ascii_digit).count();
                // Hexadecimal, octal and binary have no limit; nor has a zero, however it is written.
                if count > DIGITS && !digits.starts_with('0') {
                    let message = format!("the integer has {count} digits; CPython reads {DIGITS} at most");
                    found.push((token.range(), message));
                }
            }
            _ => {}
        }
    }
    found
}

/// The place where the tree becomes deeper than [`DEPTH`]. The walk has a list of its own and no recursion.
pub fn too_deep(module: &ModModule, text: &str) -> Option<TextRange> {
    let mut open = vec![(AnyNodeRef::from(module), 0)];
    let mut children = Vec::new();
    while let Some((node, depth)) = open.pop() {
        if depth > DEPTH {
            let start = node.range().start();
            let first = text.get(start.to_usize()..).and_then(|rest| rest.chars().next());
            return Some(TextRange::at(start, first.map_or(TextSize::new(0), TextSize::of)));
        }
        node.visit_source_order(&mut Children { found: &mut children });
        let mut place = 0;
        for child in children.drain(..) {
            // A chain becomes one `if` or one operator in another.
            let chained = match node {
                AnyNodeRef::ExprBoolOp(_) | AnyNodeRef::ExprCompare(_) => true,
                AnyNodeRef::StmtIf(_) => matches!(child, AnyNodeRef::ElifElseClause(_)),
                _ => false,
            };
            place += usize::from(chained);
            // A call's list of arguments is no level of its own, neither in Python nor in what is emitted.
            let level = usize::from(!matches!(child, AnyNodeRef::Arguments(_) | AnyNodeRef::Keyword(_)));
            open.push((child, depth + level + if chained { place - 1 } else { 0 }));
        }
    }
    None
}

/// The nodes right below one.
struct Children<'c, 'a> {
    found: &'c mut Vec<AnyNodeRef<'a>>,
}

impl<'a> SourceOrderVisitor<'a> for Children<'_, 'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        self.found.push(node);
        TraversalSignal::Skip
    }
}

/// Where a function has more than twenty blocks in each other, counted as `compiler_push_fblock` counts them.
pub fn blocks(body: &[Stmt]) -> Vec<(TextRange, String)> {
    let mut found = Vec::new();
    walk(body, 0, &mut found);
    found
}

fn walk(body: &[Stmt], around: usize, found: &mut Vec<(TextRange, String)>) {
    for stmt in body {
        let pushed = match stmt {
            Stmt::For(_) | Stmt::While(_) => 1,
            Stmt::With(with) => with.items.len(),
            Stmt::Try(stmt) => usize::from(!stmt.finalbody.is_empty()) + 2 * usize::from(!stmt.handlers.is_empty()),
            _ => 0,
        };
        if around + pushed > BLOCKS {
            let range = TextRange::empty(stmt.range().start());
            found.push((range, "too many statically nested blocks".to_owned()));
            continue;
        }
        match stmt {
            Stmt::For(stmt) => {
                walk(&stmt.body, around + pushed, found);
                walk(&stmt.orelse, around, found);
            }
            Stmt::While(stmt) => {
                walk(&stmt.body, around + pushed, found);
                walk(&stmt.orelse, around, found);
            }
            Stmt::With(stmt) => walk(&stmt.body, around + pushed, found),
            Stmt::Try(stmt) => {
                let guarded = around + usize::from(!stmt.finalbody.is_empty());
                walk(&stmt.body, guarded + usize::from(!stmt.handlers.is_empty()), found);
                for ExceptHandler::ExceptHandler(handler) in &stmt.handlers {
                    // One for all handlers, one for the clearing of the name.
                    walk(&handler.body, guarded + 2, found);
                }
                walk(&stmt.orelse, guarded, found);
                walk(&stmt.finalbody, around + 1, found);
            }
            Stmt::If(stmt) => {
                walk(&stmt.body, around, found);
                stmt.elif_else_clauses.iter().for_each(|clause| walk(&clause.body, around, found));
            }
            Stmt::Match(stmt) => stmt.cases.iter().for_each(|case| walk(&case.body, around, found)),
            Stmt::FunctionDef(def) => walk(&def.body, 0, found),
            Stmt::ClassDef(class) => walk(&class.body, 0, found),
            _ => {}
        }
    }
}

//! The modules `re` and `fnmatch` as rules call them, against CPython's: functions, patterns, matches, their errors.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod python_cases;

use event::py::args::Args;
use event::py::{method, modules, subscript};
use event::{Heap, Py, R, Ret, Value};
use python_cases::{lines, read, shown, untag};

/// Each case is a chain: a module's function and its arguments, then what is asked of the result, step by step. An
/// argument may be a chain itself, or a function that returns a constant.
const CASES: &str = r#"
import fnmatch
random.seed(5)
def follow(chain):
    (module, name, args, kw), steps = chain
    value = getattr({'re': re, 'fnmatch': fnmatch}[module], name)(*map(real, args), **{k: real(v) for k, v in kw.items()})
    for kind, *rest in steps:
        if kind == 'attr': value = getattr(value, rest[0])
        elif kind == 'call': value = getattr(value, rest[0])(*map(real, rest[1]), **{k: real(v) for k, v in rest[2].items()})
        elif kind == 'item': value = value[real(rest[0])]
        elif kind == 'next': value = next(value)
        elif kind == 'eq': value = value == real(rest[0])
    return value
class Chain:
    def __init__(self, *chain): self.chain = chain
class Constant:
    def __init__(self, value): self.value = value
def real(x):
    return follow(x.chain) if isinstance(x, Chain) else (lambda m: x.value) if isinstance(x, Constant) else x
def tagged(x):
    if isinstance(x, Chain): return {'$chain': write(x.chain)}
    if isinstance(x, Constant): return {'$constant': tag(x.value)}
    return tag(x)
def write(chain):
    (module, name, args, kw), steps = chain
    out = [[module, name, [tagged(a) for a in args], [[k, tagged(v)] for k, v in kw.items()]]]
    for kind, *rest in steps:
        if kind == 'call': out.append([kind, rest[0], [tagged(a) for a in rest[1]], [[k, tagged(v)] for k, v in rest[2].items()]])
        elif kind in ('item', 'eq'): out.append([kind, tagged(rest[0])])
        else: out.append([kind, *rest])
    return out
def case(module, name, args, kw={}, *steps):
    chain = ((module, name, args, kw), steps)
    emit(write(chain), shown(lambda: follow(chain)))
PATTERNS = [r'a', r'(a)(b)?', r'(?P<year>\d{4})-(?P<month>\d\d)', r'\w+', r'', r'^x', r'x$', r'(\w)(\d)?', r'[^,]*', r',\s*', r'(?i)admin',
    r'a|b', r'(?:ab)+', r'\.', r'(x)|(y)', r'(?P<a>.)(?P<b>é)?', r'\bfoo\b', r'arn:aws:iam::(\d+):(user|role)/(.+)', r'(?=b)', r'\d*']
BAD = ['(', '[', '*', '(?P<1>a)', 'a{2,1}', '\\', '(?P<a>x)(?P<a>y)', ')', '(?<x', '\\8', None, 1, b'a', [], 1.5]
TEXTS = ['', 'a', 'ab', 'xaby', '2024-05-06 and 1999-12', 'foo, bar,baz', 'x\n', 'Admin ADMIN', 'aaa', 'é1é2', 'user😀name é', 'xyxy',
    'arn:aws:iam::123456789012:user/bob', 'b1 c2 d', 'foo foobar foo', "it's\n\"", 'a.b.c', 'abab cab']
ODD = [None, 1, b'ab', [], 1.5]
REPL = ['', 'Z', r'<\g<0>>', r'\1', r'[\2]', r'\g<year>', r'\g<a>', r'\\', r'\n', r'\q', r'\g<9>', Constant('k'), Constant(None), Constant(5),
    None, 5, b'x']
FLAGS = [0, 0, 0, re.I, re.M, re.S, re.A, re.X, re.I | re.M, 'x', None, -1, 2**40]
def pattern(): return random.choice(PATTERNS) if random.random() < .93 else random.choice(BAD)
def text(): return random.choice(TEXTS) if random.random() < .97 else random.choice(ODD)
def flags():
    return {'flags': random.choice(FLAGS) if random.random() < .9 else 'x'} if random.random() < .3 else {}
def plain(f): return {k: int(v) if isinstance(v, re.RegexFlag) else v for k, v in f.items()}
SEARCHES = ['search', 'match', 'fullmatch']
MATCH = [('call', 'group', [], {}), ('call', 'group', [1], {}), ('call', 'group', [0, 1, 2], {}), ('call', 'group', ['a'], {}), ('call', 'group', [-1], {}),
    ('call', 'group', ['year', 'month'], {}), ('call', 'group', [None], {}), ('call', 'group', [True], {}), ('call', 'groups', [], {}), ('call', 'groups', ['d'], {}),
    ('call', 'groups', [], {'default': 0}), ('call', 'groupdict', [], {}), ('call', 'groupdict', ['d'], {}), ('call', 'start', [], {}), ('call', 'end', [], {}),
    ('call', 'span', [], {}), ('call', 'start', [1], {}), ('call', 'end', [2], {}), ('call', 'span', ['b'], {}), ('call', 'span', [99], {}),
    ('call', 'expand', [r'\g<0>!'], {}), ('call', 'expand', [r'\2\1'], {}), ('call', 'expand', [None], {}), ('call', 'expand', ['x\\n'], {}),
    ('attr', 'string'), ('attr', 're'), ('attr', 'pos'), ('attr', 'endpos'), ('attr', 'lastindex'), ('attr', 'lastgroup'), ('attr', 'regs'), ('attr', 'nope'),
    ('item', 0), ('item', 1), ('item', 'month'), ('item', 7), ('item', None), ('call', 'group', [2**70], {}), ('call', 'start', [1, 2], {}), ('call', 'nope', [], {})]
PATTERN = [('attr', 'pattern'), ('attr', 'flags'), ('attr', 'groups'), ('attr', 'groupindex'), ('attr', 'nope'), ('item', 0)]
for i in range(12000):
    k = i % 8
    f = plain(flags())
    if k == 0: case('re', random.choice(SEARCHES + ['findall', 'finditer']), [pattern(), text()], f)
    elif k == 1: case('re', random.choice(SEARCHES), [pattern(), text()], f, random.choice(MATCH))
    elif k == 2: case('re', random.choice(['sub', 'subn']), [pattern(), random.choice(REPL), text()], {**f, **random.choice([{}, {'count': random.choice([0, 1, 2, -1, True, None])}])})
    elif k == 3: case('re', 'split', [pattern(), text()], {**f, **random.choice([{}, {'maxsplit': random.choice([0, 1, 2, -1, 'x'])}])})
    elif k == 4:
        compiled = Chain(('re', 'compile', [pattern()], f), [])
        case('re', random.choice(SEARCHES + ['findall', 'compile']), [compiled, text()][:1 + (i % 3 > 0)], random.choice([{}, {}, {'flags': 2}]))
    elif k == 5:
        positions = random.choice([[], [1], [2, 4], [0, -1], [-3], [5, 2], [0, 99], ['x'], [None], [2**70], [0, 2**62]])
        step = ('call', random.choice(SEARCHES + ['findall', 'finditer']), [text(), *positions], random.choice([{}, {}, {'endpos': 3}, {'bad': 1}]))
        steps = [step] + ([random.choice(MATCH)] if step[1] in SEARCHES and random.random() < .5 else [])
        case('re', 'compile', [random.choice(PATTERNS)], plain({}), *steps)
    elif k == 6:
        step = random.choice([*PATTERN, ('call', 'sub', [random.choice(REPL), text()], {}), ('call', 'subn', [random.choice(REPL), text(), random.choice([0, 1, -1])], {}),
            ('call', 'split', [text()], {}), ('call', 'split', [text()], {'maxsplit': 1}), ('eq', Chain(('re', 'compile', [random.choice(PATTERNS[:3])], {}), [])), ('call', 'sub', [], {})])
        case('re', 'compile', [random.choice(PATTERNS[:6] if step[0] == 'eq' else PATTERNS)], plain({}), step)
    else:
        j = random.randrange(5)
        if j == 0: case('re', 'escape', [text()])
        elif j == 1: case('re', 'compile', [pattern()], f)
        elif j == 2: case('re', random.choice(SEARCHES + ['sub', 'split', 'findall', 'escape', 'compile']), [pattern(), text(), 'x', 1, 2, 3][:random.randrange(7)], random.choice([{}, {'string': 'a'}, {'nope': 1}]))
        else:
            name = random.choice(['a.txt', 'b.TXT', 'dir/x', '', 'é', 'a[b]', '.x', 'x\ny', None, 3] if random.random() < .2 else ['a.txt', 'ab', 'a-b', 'x.py', '[x]'])
            pat = random.choice(['*', '*.txt', '?', 'a*', '[ab]*', '[!a]*', '[a-', '[]]', '*.*', '', 'a.txt', '[x', '**b', '*[!x]*', None] if random.random() < .9 else [3, [], 'x'])
            which = random.choice(['fnmatch', 'fnmatchcase', 'filter', 'translate'])
            if which == 'filter': case('fnmatch', which, [['a.txt', 'ab', 'x.py', name], pat])
            elif which == 'translate': case('fnmatch', which, [pat if pat != [] else 'a'])
            else: case('fnmatch', which, [name, pat])
"#;

#[test]
fn chains_give_what_cpython_gives() {
    let mut heap = Heap::default();
    let mut wrong = Vec::new();
    let cases = lines(CASES);
    for line in &cases {
        heap.reset();
        let py = heap.enter();
        let [chain, Value::Str(expected)] = read(py, line) else { panic!("no case: {line}") };
        let got = shown(py, follow(py, *chain));
        // What is not supported is refused, and said to be.
        let refused = ["patterns of bytes", "a match that begins behind its end", "the flag TEMPLATE or DEBUG"];
        let refused = refused.iter().any(|what| got.starts_with(&format!("SystemError: {what}")));
        if got != *expected && !refused {
            wrong.push(format!("{line}\n  got {got}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        cases.len(),
        wrong[..wrong.len().min(15)].join("\n")
    );
}

fn items<'a>(value: Value<'a>) -> &'a [Value<'a>] {
    match value {
        Value::List(list) => list.snapshot(),
        other => panic!("no list: {other:?}"),
    }
}

fn real<'a>(py: Py<'a>, value: Value<'a>) -> Ret<'a> {
    if let Value::Dict(dict) = value {
        if let Some(chain) = dict.get_str("$chain") {
            return follow(py, chain);
        }
        if let Some(constant) = dict.get_str("$constant") {
            let constant = untag(py, constant);
            return Ok(event::py::function::Func::python(
                py,
                event::py::function::Names::plain("<lambda>"),
                move |_, _| Ok(constant),
            ));
        }
    }
    Ok(untag(py, value))
}

type Given<'a> = (Vec<Value<'a>>, Vec<(&'a str, Value<'a>)>);

fn arguments<'a>(py: Py<'a>, args: Value<'a>, kw: Value<'a>) -> R<'a, Given<'a>> {
    let args: R<'a, Vec<_>> = items(args).iter().map(|arg| real(py, *arg)).collect();
    let kw: R<'a, Vec<_>> = items(kw)
        .iter()
        .map(|pair| match items(*pair) {
            [Value::Str(name), value] => Ok((*name, real(py, *value)?)),
            other => panic!("no pair: {other:?}"),
        })
        .collect();
    Ok((args?, kw?))
}

fn follow<'a>(py: Py<'a>, chain: Value<'a>) -> Ret<'a> {
    let [first, steps @ ..] = items(chain) else { panic!("no chain") };
    let [Value::Str(module), Value::Str(name), args, kw] = items(*first) else { panic!("no call") };
    let (args, kw) = arguments(py, *args, *kw)?;
    let mut value = modules::call(py, module, name, Args { pos: &args, kw: &kw })?;
    for step in steps {
        value = match items(*step) {
            [Value::Str("attr"), Value::Str(name)] => method::attribute(py, value, name)?,
            [Value::Str("call"), Value::Str(name), args, kw] => {
                // Python looks the method up before it evaluates the arguments.
                method::attribute(py, value, name)?;
                let (args, kw) = arguments(py, *args, *kw)?;
                method::call(py, value, name, Args { pos: &args, kw: &kw })?
            }
            [Value::Str("item"), index] => subscript::getitem(py, value, real(py, *index)?)?,
            [Value::Str("eq"), other] => Value::Bool(event::py::compare::eq(py, value, real(py, *other)?)?),
            other => panic!("no step: {other:?}"),
        };
    }
    Ok(value)
}

#[test]
fn every_name_of_every_module_is_there() {
    let heap = Heap::default();
    let py = heap.enter();
    for module in modules::MODULES {
        let (module, functions, constants) = (&module.name, module.functions, module.constants);
        for name in functions {
            assert!(matches!(modules::value(py, module, name), Ok(Value::Func(_))), "{module}.{name}");
        }
        for name in constants {
            assert!(modules::constant(py, module, name).is_some(), "{module}.{name}");
        }
    }
    let e = modules::value(py, "re", "nope").expect_err("there is no such name");
    assert_eq!((e.kind().name(), e.message(py)), ("AttributeError", "module 're' has no attribute 'nope'"));
}

#[test]
fn patterns_are_let_go_with_the_heap() {
    let pattern = event::py::regex::cached("let go of me", 0).expect("a pattern");
    let mut heap = Heap::default();
    let before = std::sync::Arc::strong_count(&pattern);
    let py = heap.enter();
    modules::call(py, "re", "compile", Args::pos(&[Value::Str("let go of me")])).expect("a pattern");
    assert_eq!(std::sync::Arc::strong_count(&pattern), before + 1);
    heap.reset();
    assert_eq!(std::sync::Arc::strong_count(&pattern), before);
}

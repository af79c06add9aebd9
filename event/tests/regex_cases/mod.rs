//! Patterns, flags and texts to compare with CPython on.

use event::py::regex::{ASCII, DOTALL, IGNORECASE, LOCALE, MULTILINE, UNICODE, VERBOSE};

#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Regex,
    Fnmatch,
    Escape,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub kind: Kind,
    pub pattern: String,
    pub flags: u32,
    pub text: String,
    pub pos: usize,
    pub endpos: usize,
    pub count: i64,
    pub template: String,
}

fn case(pattern: &str, flags: u32, text: &str, template: &str) -> Case {
    Case {
        kind: Kind::Regex,
        pattern: pattern.into(),
        flags,
        text: text.into(),
        pos: 0,
        endpos: usize::MAX,
        count: 0,
        template: template.into(),
    }
}

/// The same draws in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % n as u64) as usize
    }

    fn pick<'s>(&mut self, from: &[&'s str]) -> &'s str {
        from[self.below(from.len())]
    }
}

/// Patterns that rules use, and where engines part ways.
const PATTERNS: &[&str] = &[
    r"foo$",
    r"foo\Z",
    r"^foo",
    r"(foo)$",
    r"^$",
    r"$",
    r"\s*$",
    r"(?m)^\w+$",
    r"a$|b$",
    r"(?:a$)?\n",
    r".*",
    r".+",
    r".",
    r"\d+",
    r"\D",
    r"\s",
    r"\S+",
    r"\w+",
    r"\W",
    r"\bfoo\b",
    r"\B",
    r"\b",
    r"\Boo",
    r"[\w.-]+",
    r"[^\W_]+",
    r"[\d\s]+",
    r"[^\d]",
    r"[]abc]+",
    r"[^]]+",
    r"[[:alpha:]]+",
    r"[a&&b]+",
    r"[a||b]+",
    r"[a~~b]",
    r"[a--]",
    r"[-a]",
    r"[a-]",
    r"[\]]",
    r"[\b]",
    r"[\x41-\x5a]+",
    r"[\w-]+",
    r"[a\-z]",
    r"x{,3}",
    r"x{2,}",
    r"x{2}",
    r"x{2,3}?",
    r"x{,}",
    r"x{",
    r"x{a}",
    r"x{}",
    r"x{1",
    r"x{1,",
    r"x{-1}",
    r"{",
    r"}",
    r"]",
    r"a{,2}b",
    r"(a)|b",
    r"(?:(a)|b)*",
    r"(?:(a)|(b))+",
    r"(a|ab)(c|bcd)(d*)",
    r"(a+)(a*)",
    r"(a*?)(a+)",
    r"a|ab",
    r"|a",
    r"a|",
    r"(|a)+",
    r"a??",
    r"a*?",
    r"(?:|a)",
    r"x*",
    r"(x?)(y?)",
    r"(a)?b",
    r"(a){0}b",
    r"(a){0,0}(b)",
    r"(?:(a){0})(b)\2",
    r"(a)\1",
    r"(.)(.)\2\1",
    r"(?P<q>['o]).*?(?P=q)",
    r"(?P<n>\w)(?P=n)",
    r"(a)?\1b",
    r"(a)|\1b",
    r"(?<=o)o",
    r"(?<!f)o",
    r"(?=foo)f",
    r"f(?!oo)",
    r"(?<=a|b)c",
    r"(?<=ab|cd)e",
    r"(?<=a+)b",
    r"(?<=(a))b\1",
    r"(?=(a))a",
    r"(?!(a))b",
    r"(?>a+)b",
    r"(?>a|ab)c",
    r"a++b",
    r"a*+a",
    r"a?+a",
    r"x{1,2}+x",
    r"(?:ab?){2}+b",
    r"(?:a|ab)++c",
    r"(?(1)a|b)",
    r"(a)?(?(1)b|c)",
    r"(?P<x>a)?(?(x)b)",
    r"(a)?(?(1)b)c",
    r"(?i)foo",
    r"(?i:f)oo",
    r"(?-i:f)oo",
    r"(?i)(?-i:f)oo",
    r"(?s).+",
    r"(?s:.)+",
    r"(?m:^)o",
    r"(?x) f o # c
 o",
    r"(?x: f o )",
    r"(?x)[ ]o",
    r"(?x)\ o",
    r"(?x)a b{2}",
    r"(?a)\w+",
    r"(?a:\w)\w",
    r"(?u)\w+",
    r"(?u:\w)+",
    r"(?ai)k+",
    r"(?i)k",
    r"(?i)s+",
    r"(?i)i",
    r"(?i)ı",
    r"(?i)İ",
    r"(?i)ß",
    r"(?i)ẞ",
    r"(?i)µ",
    r"(?i)[a-z]+",
    r"(?i)[^a-z]+",
    r"(?i)[^k]",
    r"(?i)ς+",
    r"(?i)[k]",
    r"(?i)[ks]+",
    r"(?i)[\w#]+",
    r"(?i)𐐀",
    r"(?i)[𐐀x]+",
    r"(?i)[𐐀-𐐧x]+",
    r"(?i)𐐀|x",
    r"(?i)a𐐀|ax",
    r"(?i)ǅ",
    r"(?i)[Α-Ω]+",
    r"(?i)[а-я]+",
    r"(?i)\u0130",
    r"(?i)ﬅ",
    r"(?i)[\u212a]",
    r"(?ia)[a-z]+",
    r"(?ia)é",
    r"\x41",
    r"\u0041",
    r"\U00000041",
    r"\0",
    r"\07",
    r"\101",
    r"\377",
    r"[\101]",
    r"[\0]",
    r"\a\f\v",
    r"\.",
    r"\-",
    r"\/",
    r"\@",
    r"\_",
    r"\'",
    "\\\n",
    r"(?#c)a(?#d)*",
    r"(?:)",
    r"(?:)*",
    r"()",
    r"()+",
    r"(?:a*)*",
    r"(?:a*)+b",
    r"(?:a?b?)*c",
    r"(?:a*){2,3}",
    r"(?:\b)*o",
    r"(?=o)*o",
    r"(?:^)*f",
    r"(?:$)+",
    r"(?:\b|o)+",
    r"(^)*f",
    r"(?:a|b*)*c",
    r"(?:\s*\w+\s*)*",
    r"(?:a+)+b",
    r"((a)b?)+",
    r"((a)|b)*",
    r"(ab?)*?b",
    r"(?:(ab)|(a))*?b",
    r"(a(b)?)+",
    r"(?:a(b)?|c)+",
    r"^(?:([^:/]+)://)?([^/:]*)(?::(\d+))?",
    r"^arn:aws:iam::(\d{12}):(user|role)/(.+)$",
    r"^(?:10|127|169\.254|192\.168)\.",
    r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})",
    r"(?i)(admin|root)",
    r"^[A-Z]{2,4}-\d+$",
    r"[\ud800-\udfff]",
    r"\ud83d",
    r"[^\ud800]",
    r"[\u0000-\uffff]+",
    r"[^\u0000-\uffff]+",
    r"[\U00010000-\U0010ffff]",
    r"é",
    r"[é-ü]+",
    r"\w\b",
    r"\b\w",
    r"(?a)\b\w",
    r"(?a)\w\B",
    r"(?a)\B",
    r"(?:a|b|(c))+",
    r"((a)|(b)|(c))*",
    r"(?:(a)|(b)|(c))*",
    r"(a*)(b*)",
    r"(?:x(y)?)*",
    r"^a*?$",
    r"^.*$",
    r"(?m)$",
    r"(?m)^",
    r"(?m)^$",
    r"\A\Z",
    r"\Afoo",
    r"(?s)a.b",
    r"a.b",
    r"[^a]b",
    r"o{1}{2}",
    r"(?:o{1}){2}",
    // errors
    "(",
    ")",
    "(a",
    "a)",
    "[",
    "[a",
    "[]",
    "[^]",
    "[b-a]",
    r"[a-\d]",
    r"[\d-a]",
    r"[\w-\d]",
    "*",
    "+",
    "?",
    "a**",
    "a+*",
    "a???",
    "a?+?",
    "a*++",
    "a{2}{3}",
    "a{2}*",
    "^*",
    "$+",
    r"\b?",
    "|*",
    "(*)",
    "(?",
    "(?P",
    "(?P<",
    "(?P<a",
    "(?P<a>",
    "(?P<1>a)",
    "(?P<>a)",
    "(?P=a)",
    "(?P=",
    "(?P<a>a)(?P<a>b)",
    "(?P<é>a)(?P=é)",
    "(?P<a-b>c)",
    "(?Px)",
    "(?z)",
    "(?<a)",
    "(?<",
    "(?#",
    "(?i",
    "(?i-",
    "(?i-:a)",
    "(?-",
    "(?iz)",
    "(?i1)",
    "(?-i)",
    "a(?i)b",
    "a|(?i)b",
    "((?i)a)",
    "(?L)a",
    "(?au)a",
    "(?a)(?u)a",
    "(?-a:b)",
    "(?i-i:a)",
    "(?t:a)",
    "\\",
    "a\\",
    r"\q",
    r"\x1",
    r"\u12",
    r"\U123",
    r"\U00110000",
    r"\N",
    r"\N{",
    r"\N{}",
    r"\8",
    r"\1",
    r"(\1)",
    r"(a)\2",
    r"\400",
    r"[\400]",
    r"[\8]",
    r"[\q]",
    r"[\x]",
    r"[\A]",
    "a{3,2}",
    "a{99999999999}",
    "a{4294967295}",
    "a{4294967294}{0}",
    "(?(1)",
    "(?(1)a|b|c)",
    "(?(a)b)",
    "(?(0)a)",
    "(?(-1)a)",
    "(?( 1 )a)",
    "(a)(?(١)b)",
    "(?(1_0)a)",
    "(?(2)a)(b)",
    "(?(x1!)a)",
    "(?<=a*)b",
    "(?<=(?:a|bc))d",
    r"(a)(?<=\1)",
    r"(?<=(a)\1)b",
    r"(?<=(a)(?(1)b|c))d",
    r"((?<=\1)a)",
    "a\nb(",
    "\n\n[",
    "(?i)(?s)a.",
    "(?i)a(?s)",
    " (?i)a",
    "(?x) (?i) a",
    "(?:(?i)a)",
    "x{1,2}{3}",
    "(?P<a>b)(?(a)c|d)",
    "(?>",
    "(?>a",
    "(?=",
    "(?!",
    "(?<=a",
    "(?:a",
    "[a-",
    "[a-]b",
    "[\\",
    "(?P<a>",
    "(?P>a)",
    "(?P!a)",
    "(?|a)",
    "(?'a'b)",
];

const TEXTS: &[&str] = &[
    "",
    "foo",
    "foo\n",
    "\n",
    "a\n\n",
    "foo bar",
    "xfoo",
    "xxxx",
    "ab",
    "abcd",
    "aab",
    "abab",
    "aaaab",
    "ba",
    "abc",
    "cab",
    "bb",
    "FOO",
    "Foo\nbar\n",
    "a.b-c_d",
    "k\u{212a}K",
    "sſS",
    "iİıI",
    "ßẞSS",
    "µμΜ",
    "ςσΣ",
    "𐐀𐐨x",
    "été É",
    "à\u{300}b",
    "٣३3",
    "\u{1c}\u{1d}\u{a0}\u{2028}x",
    "ᾳ ǅ ﬅﬆ",
    "\u{10d83d}a\u{10de00}",
    "x²½ⅷ①_\u{200d}",
    "AB-12",
    "arn:aws:iam::123456789012:role/admin",
    "10.0.0.1",
    "http://h:80/p",
    "a&&b||c~~d",
    "[]-^\\",
    "f o o",
    "'o' \"o\"",
    "aa bb",
    "acbc",
    "root Admin",
    "\u{7}\u{c}\u{b}\0A",
    "abe cde",
    "ac",
    "я Я",
    "\t a \r\n",
];

const TEMPLATES: &[&str] = &[
    "", "-", r"<\g<0>>", r"[\1]", r"\2\1", r"\g<1>x", r"\n\t\\", r"\g<n>", r"\q", r"\g<", r"\g<>", r"\g<x", r"\g<1a>",
    r"\g<-1>", r"\g<+1>", r"\g<99>", r"\9", r"\0", r"\07", r"\101", r"\400", r"\18", "\\", r"\.", r"\g", r"\g<zz>",
    "é\\1",
];

pub fn by_hand() -> Vec<Case> {
    let mut cases = Vec::new();
    for (at, pattern) in PATTERNS.iter().enumerate() {
        for (number, text) in TEXTS.iter().enumerate() {
            // Every pattern meets a third of the texts, and all of them somewhere.
            if (at + number) % 3 != 0 {
                continue;
            }
            let flags =
                [0, 0, 0, IGNORECASE, MULTILINE, DOTALL, VERBOSE, ASCII, IGNORECASE | ASCII, 0, IGNORECASE | MULTILINE];
            let mut case = case(
                pattern,
                flags[(at * 7 + number) % flags.len()],
                text,
                TEMPLATES[(at + number * 5) % TEMPLATES.len()],
            );
            case.count = [0, 0, 1, 2, -1][(at + number / 3) % 5];
            if (at + number) % 4 == 0 {
                case.pos = 1;
                case.endpos = text.chars().count().saturating_sub(number % 2);
            }
            cases.push(case);
        }
    }
    for flags in [LOCALE, UNICODE, ASCII | UNICODE, ASCII | IGNORECASE | DOTALL, 1 << 10] {
        cases.push(case("a'", flags, "a'A", r"\g<0>"));
        cases.push(case("(?a)b", flags, "b", ""));
    }
    let long = "(x)".repeat(120);
    cases.push(case(&long, 0, &"x".repeat(120), r"\99"));
    // What fancy-regex 0.20 rewrites wrongly if it is written plainly.
    cases.push(case(r"c+(ba*+b|b)??c+", 0, "caa cc cbc", "_"));
    cases.push(case(r"a+(?=a|b)b*a+", 0, "a aa aba abba", "_"));
    cases.push(case(r"(b)?(?>(?(1)a|a)*)a", 0, "aa baa", "_"));
    for template in TEMPLATES {
        cases.push(case("(?P<n>a)(b)?", 0, "a ab ba", template));
        cases.push(case("a", 0, "banana", template));
    }
    for text in TEXTS {
        cases.push(Case { kind: Kind::Escape, ..case("", 0, text, "") });
    }
    // Every character of the basic plane and some more against each category and case.
    for start in (0u32..0x3000)
        .chain(0xa600..0xac00)
        .chain(0xd7f0..0xd800)
        .chain(0xf900..0x1_0900)
        .chain(0x1_1800..0x1_1900)
        .chain(0x1_d400..0x1_d500)
        .chain(0x1_e900..0x1_ea00)
        .step_by(64)
    {
        let text: String = (start..start + 64).filter_map(char::from_u32).collect();
        let (first, last) = (text.chars().next().unwrap_or('a'), text.chars().last().unwrap_or('a'));
        for (pattern, flags) in [(r"\w+", 0), (r"\d", 0), (r"\s", 0), (r"\b", 0), (r"[^\W\d]+", IGNORECASE)] {
            cases.push(case(pattern, flags, &text, "_"));
        }
        if !"[]\\^-".contains([first, last]) {
            let both = format!("{text}{}{}", text.to_lowercase(), text.to_uppercase());
            cases.push(case(&format!("[{first}-{last}]+"), IGNORECASE, &both, "_"));
            cases.push(case(&format!("[^{first}{last}]+"), IGNORECASE, &both, "_"));
        }
        for c in text.chars().step_by(3) {
            let both = format!("{c}{}{}sSkKiIµμſ", c.to_lowercase(), c.to_uppercase());
            cases.push(case(&escape_one(c), IGNORECASE, &both, "_"));
        }
    }
    cases
}

fn escape_one(c: char) -> String {
    event::py::regex::escape(&c.to_string())
}

fn random_text(draw: &mut Draw) -> String {
    let length = draw.below(9);
    (0..length)
        .map(|_| draw.pick(&["a", "a", "a", "b", "b", "b", "c", "A", "\n", "_", " ", "1", "é", "\u{300}"]))
        .collect()
}

fn atom(draw: &mut Draw, depth: usize, groups: &mut usize) -> String {
    match draw.below(if depth == 0 { 14 } else { 26 }) {
        0..=5 => draw.pick(&["a", "b", "c"]).into(),
        6 => draw.pick(&[".", r"\w", r"\s", r"\W", r"\d", r"\S"]).into(),
        7 => draw.pick(&["[ab]", "[^a]", "[a-c]", r"[\w ]", r"[^\w]", "[^\\n]"]).into(),
        8 => draw.pick(&["^", "$", r"\b", r"\B", r"\A", r"\Z"]).into(),
        9 if *groups > 0 => format!(r"\{}", 1 + draw.below(*groups)),
        9..=13 => draw.pick(&["a", "b", "ab", "ba"]).into(),
        14..=17 => {
            let inner = alternatives(draw, depth - 1, groups);
            *groups += 1;
            format!("({inner})")
        }
        24 if *groups > 0 => {
            let group = 1 + draw.below(*groups);
            format!("(?({group}){}|{})", sequence(draw, depth - 1, groups), sequence(draw, depth - 1, groups))
        }
        25 => {
            let inner = alternatives(draw, depth - 1, groups);
            *groups += 1;
            format!("({inner}){}", draw.pick(&["*", "+", "{2}", "{2,3}", "+?"]))
        }
        18 | 19 => format!("(?:{})", alternatives(draw, depth - 1, groups)),
        20 => format!("(?{}{})", draw.pick(&["=", "!"]), alternatives(draw, depth - 1, &mut 0)),
        21 => format!("(?{}{})", draw.pick(&["<=", "<!"]), draw.pick(&["a", "b", "ab", "a|b", ".", r"\w", "^", ""])),
        22 => format!("(?>{})", alternatives(draw, depth - 1, &mut 0)),
        _ => format!("(?{}:{})", draw.pick(&["i", "s", "m", "-i", "a"]), alternatives(draw, depth - 1, groups)),
    }
}

fn sequence(draw: &mut Draw, depth: usize, groups: &mut usize) -> String {
    let mut out = String::new();
    for _ in 0..1 + draw.below(3) {
        out += &atom(draw, depth, groups);
        if draw.below(5) < 2 {
            out += draw.pick(&["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,2}", "{2,}?", "*", "+", "++", "*+"]);
        }
    }
    out
}

fn alternatives(draw: &mut Draw, depth: usize, groups: &mut usize) -> String {
    let mut out = sequence(draw, depth, groups);
    while draw.below(4) == 0 {
        out.push('|');
        out += &sequence(draw, depth, groups);
    }
    out
}

/// Patterns that are mostly valid.
pub fn random(count: usize) -> Vec<Case> {
    let mut draw = Draw(20);
    (0..count)
        .map(|_| {
            let pattern = alternatives(&mut draw, 2, &mut 0);
            let flags = [0, 0, 0, 0, IGNORECASE, MULTILINE, DOTALL, ASCII][draw.below(8)];
            let text = random_text(&mut draw);
            let mut case = case(&pattern, flags, &text, draw.pick(&["-", r"<\g<0>>", r"\1", ""]));
            case.count = [0, 0, 0, 1, 2][draw.below(5)];
            if draw.below(4) == 0 {
                case.pos = draw.below(4);
                case.endpos = draw.below(9);
            }
            case
        })
        .collect()
}

/// Patterns that are mostly not.
pub fn garbage(count: usize) -> Vec<Case> {
    const PIECES: &[&str] = &[
        "a", "b", "(", ")", "[", "]", "^", "$", "|", "*", "+", "?", "{", "}", "{2", "{1,2}", ",", "-", "\\", ".", "(?",
        "(?:", "(?P<n>", "(?P=n)", "(?i", "(?i)", ":", "(?<", "=", "!", "(?(", "1", "\\1", "\\x4", "1", "\\u", "#",
        " ", "\n", "(?x)", "é", "<", ">", "P", "&", "\\d", "\\Q", "(?>", "(?=", "(?<=",
    ];
    let mut draw = Draw(21);
    (0..count)
        .map(|_| {
            let length = 1 + draw.below(7);
            let pattern: String = (0..length).map(|_| draw.pick(PIECES)).collect();
            let text = random_text(&mut draw);
            let template: String =
                (0..draw.below(4)).map(|_| draw.pick(&["\\", "g", "<", "1", "n", ">", "0", "é"])).collect();
            case(&pattern, [0, 0, VERBOSE, IGNORECASE][draw.below(4)], &text, &template)
        })
        .collect()
}

pub fn fnmatch(count: usize) -> Vec<Case> {
    const PIECES: &[&str] = &[
        "a", "b", "*", "?", "[", "]", "!", "-", "^", "\\", "c", "&&", "~", "|", ".", "[a-c]", "[!a]", "é", "[c-a]",
        "[]-]", "\n",
    ];
    let mut draw = Draw(22);
    (0..count)
        .map(|_| {
            let pattern: String = (0..draw.below(8)).map(|_| draw.pick(PIECES)).collect();
            let text: String =
                (0..draw.below(6)).map(|_| draw.pick(&["a", "b", "c", ".", "-", "]", "\n", "é"])).collect();
            Case { kind: Kind::Fnmatch, ..case(&pattern, 0, &text, "") }
        })
        .collect()
}

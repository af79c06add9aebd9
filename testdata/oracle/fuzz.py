"""Writes random rules of the subset, or random events for them.

    fuzz.py rules DIR --count N [--seed S]     DIR/fz/fz_S_0000.py and so on
    fuzz.py events --count N [--seed S]        JSON Lines on standard output

A rule is made of probes: small functions over the event, most of them run inside a try. What each gives, or raises, goes
to a list that `title`, `dedup` and `description` print. What has no answer of its own in CPython is not written: a set
that holds None, an address in a repr, an amount of memory.
"""

import argparse
import json
import os
import random
import re
import warnings

STRINGS = (
    "", "a", "b", "ab", "abc", "Abc", "aXbXc", " a b ", "a,b,,c", "10", "-7", "0x1f", "1_000", "3.5", "1e3", "nan", "inf", "True", "null",
    "arn:aws:iam::123456789012:user/bob", "s3.amazonaws.com", "10.0.0.1", "10.0.0.0/8", "192.168.1.300", "::1", "2001:db8::/32", "fe80::1%eth0",
    "AssumeRole", "PutObject", "2025-03-01T09:11:05Z", "a\tb\nc\r\nd", "%s-%d", "{}:{}", "{0[a]}", "%", "{", "straße", "İstanbul", "ǅ", "ſ", "ΑΣ",
    "é", "e\u0301", "日本", "١٢", "²", "½", "😀", "\x00", "\x1c\x85\u2028", "\u00ad", "\u200b", "'", '"', "'\"", "\\", "\\d+", '{"a": [1, 2.0, null]}', "[1,]", "a" * 40,
)
KEYS = ("s", "t", "n", "m", "f", "l", "k", "d", "x", "y", "z")
PATTERNS = (
    r"a", r"^a", r"b$", r"\d+", r"(\w)(\w)?", r"(?P<k>[a-z]+)", r"(?i)ABC", r"a|b|", r"[^a]", r".", r"(?s).", r"\s", r"\b", r"(?:a|b)*", r"(a)|(b)", r"^$", r"\W+",
    r"(?m)^.", r"a*?", r"(?<=a).", r"(?!a).", r"(\w)\1", r"[\w.-]+:", r"x{2,3}", r"(", r"[", r"*a", r"(?P<k>.)(?P=k)", r"(?x) a  # c", r"\Z", r"[a-zà-ÿ]+", r"ß",
)
SPECS = (
    "", "d", "5", "<5", ">5", "^7", "05", "+", " ", "x", "#x", "#b", "o", "c", "e", ".2f", ".3g", "g", "%", ".1%", ",", "_", "_x", "=+8d", "*^9", "s", ".2", ".2s", "10.3e",
    "n", "08.2f", "+,.1f", "z", "5d", "!", "é>4", "#.3g", "G", "E", "F", "X", "-d", "<", "010", "#o", ".0f", "#.0f", "z.1f", ",d", "_b", "#_x", "s5", ".d",
)
PERCENTS = (
    "%s", "%r", "%a", "%d", "%i", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%X", "%o", "%#o", "%c", "%e", "%f", "%.2f", "%g", "%.3s", "%10s|", "%-10s|",
    "%%", "%s %s", "%(a)s", "%(a)d %(b)s", "%*d", "%.*f", "%", "%y", "%s%%", "%5.1f", "%#.3g", "%G", "%ld", "%(a", "%.0e", "%u", "%.3d", "%+.1e", "%5%", "%#g", "%08.3f", "%-08d|",
)
FORMATS = (
    "{}", "{0}", "{1}", "{} {}", "{0} {}", "{a}", "{a!r}", "{0!s:>5}", "{:>6}", "{:05}", "{0[0]}", "{0[a]}", "{0.real}", "{", "}", "{{}}", "{!r}", "{!x}", "{:{}}",
    "{0:{1}}", "{:.2f}", "{:d}", "{:s}", "{0!a}", "{:,}", "{0[-1]}", "{a[b]}", "{:x}", "{0.nope}", "{0!}", "{:}}", "{a:{b}}", "{ }", "{0[}", "{-1}", "{:c}",
)
EXCEPTIONS = (
    "ValueError", "TypeError", "KeyError", "IndexError", "LookupError", "ArithmeticError", "ZeroDivisionError", "OverflowError", "AttributeError", "Exception", "RuntimeError",
    "StopIteration", "AssertionError", "OSError", "UnicodeError", "NotImplementedError",
)

# A hole is `<type>`: i int, f float, n number, s str, b bool, y bytes, l list, d dict, e set, u tuple, a any, h hashable,
# c small int, K key, w a list of str, q a list of numbers, L any iterable. `<V>` is a name that the holes with `+` see.
EXPRESSIONS = {
    "i": """
        <i> + <i> ; <i> - <i> ; <i> * <i> ; <i> // <i> ; <i> % <i> ; <i> & <i> ; <i> | <i> ; <i> ^ <i> ; ~<i> ; -<i> ; +<i> ; <i> << <c> ; <i> >> <c> ; <i> ** <c> ; pow(<i>, <c>)
        pow(<i>, <i>, <i>) ; abs(<n>) ; len(<L>) ; int(<n>) ; int(<s>) ; int(<s>, <c>) ; int(<a>) ; round(<n>) ; ord(<s>) ; hash(<i> or 0) ; hash(<f> or 0.5) ; hash(<s> or '') ; hash((<i> or 0, <s> or '')) ; <s>.count(<s>)
        <s>.find(<s>) ; <s>.rfind(<s>, <i>) ; <s>.index(<s>, <i>, <i>) ; <l>.index(<a>) ; <l>.count(<a>) ; <u>.index(<a>) ; <u>.count(<a>) ; <i>.bit_length() ; <i>.bit_count() ; sum(<q>) ; sum(<l>)
        sum(<q>, <i>) ; min(<q>) ; max(<q>) ; max(<i>, <i>) ; divmod(<i>, <i>)[0] ; <i> if <b> else <i> ; <b> + <b> ; <n> // <n> ; <i> % <n> ; <y>[<c>] ; int.from_bytes(<y>, "big") ; <i>.real ; <i>.imag
        sum(1 for <V> in <L> if <b+>) ; sum(<i+> for <V> in <q>) ; (<W> := <i>) ; next(<V> for <V> in <q> if <b+>) ; next((<V> for <V> in <q> if <b+>), <i>) ; (lambda <V>: <i+>)(<i>)
        round(<i>, <c>) ; <f>.as_integer_ratio()[0] ; int(<f>) ; len(str(<i>)) ; max(<w>, key=len).count(<s>) ; hash(frozenset(<w>)) ; len(<e>) ; <i>.conjugate() ; <i>.numerator
        hash(ipaddress.ip_address("10.0.0.1")) ; int(ipaddress.ip_address(<s>)) ; ipaddress.ip_network(<s>, strict=False).num_addresses ; ipaddress.ip_network(<s>).prefixlen ; ipaddress.ip_address(<s>).version
    """,
    "f": """
        <f> + <n> ; <f> - <n> ; <n> * <f> ; <n> / <n> ; <f> // <n> ; <f> % <n> ; -<f> ; abs(<f>) ; float(<s>) ; float(<n>) ; round(<f>, <c>) ; round(<n>, <c>) ; <f> ** <c> ; <i> ** -<c> ; sum(<q>, 0.5)
        divmod(<f>, <n>)[1] ; min(<f>, <n>) ; <f> if <b> else <n> ; <i> / <i> ; float.fromhex(<f>.hex()) ; <f>.conjugate() ; <f>.real ; pow(<f>, <c>) ; max(<q>, default=<f>) ; float(<a>) ; sum(<f+> for <V> in <q>)
        (<W> := <f>) ; float(str(<f>)) ; <f> * 1e308 ; <n> / 3
    """,
    "n": "<i> ; <f> ; <b> ; <i> ; <f>",
    "s": """
        <s> + <s> ; <s> * <c> ; <s>[<i>] ; <s>[<i>:<i>] ; <s>[::-1] ; <s>[<i>::<i>] ; str(<a>) ; repr(<a>) ; ascii(<a>) ; <s>.lower() ; <s>.upper() ; <s>.title() ; <s>.capitalize() ; <s>.swapcase() ; <s>.casefold()
        <s>.strip() ; <s>.strip(<s>) ; <s>.lstrip(<s>) ; <s>.rstrip(<s>) ; <s>.replace(<s>, <s>) ; <s>.replace(<s>, <s>, <i>) ; <s>.center(<c>) ; <s>.ljust(<c>, <s>) ; <s>.rjust(<c>, "*") ; <s>.zfill(<c>)
        <s>.join(<w>) ; <s>.join(<L>) ; <s>.expandtabs(<c>) ; <s>.removeprefix(<s>) ; <s>.removesuffix(<s>) ; <s>.translate({97: <a>, 98: None}) ; <s>.translate(str.maketrans("ab", "xy", "c"))
        chr(<i>) ; hex(<i>) ; oct(<i>) ; bin(<i>) ; format(<a>, <SPEC>) ; format(<n>, <SPEC>) ; format(<s>, <SPEC>) ; <FSTR> ; <FSTR> ; <FSTR> ; <PCT> ; <PCT> ; <FMT> ; <FMT> ; <s>.format_map(<d>) ; type(<a>).__name__
        json.dumps(<a>) ; json.dumps(<d>, sort_keys=True) ; json.dumps(<a>, indent=<c>) ; json.dumps(<a>, separators=(",", ":")) ; json.dumps(<s>, ensure_ascii=<b>) ; json.dumps(<e>, default=str) ; json.dumps(<a>, default=lambda <V>: <a+>)
        json.dumps(<a>, default=sorted, sort_keys=True) ; re.sub(<PAT>, <REPL>, <s>) ; re.sub(<PAT>, lambda <V>: <V>.group().upper(), <s>) ; re.sub(<PAT>, <REPL>, <s>, count=<c>) ; re.escape(<s>) ; fnmatch.translate(<s>)
        <s> if <b> else <s> ; <s> or <s> ; <s> and <s> ; max(<w>) ; min(<w>, key=len) ; max(<w>, key=lambda <V>: <i+>) ; <w>[<c>] ; <s>.partition(<s>)[<c>] ; <s>.split()[<i>] ; <s>.rsplit(<s>, 1)[-1] ; <y>.decode() ; <y>.hex()
        <y>.decode("ascii", "replace") ; <y>.decode("latin-1") ; (<W> := <s>) ; str(ipaddress.ip_address(<s>)) ; str(ipaddress.ip_network(<s>, strict=False)) ; repr(ipaddress.ip_network(<s>)) ; ipaddress.ip_address(<s>).exploded
        ipaddress.ip_address(<i>).compressed ; str(<d>) ; str(<f>) ; <s>.encode("ascii", "ignore").decode() ; <f>.hex() ; ", ".join(sorted(<w>)) ; ", ".join(str(<V>) for <V> in <L>) ; ", ".join(map(str, <L>)) ; <s>.lower().upper()
        str(<y>, <s>) ; str(<y>, "utf-8") ; "".join(reversed(<s>)) ; " ".join(f"{<V>}" for <V> in <d>) ; ipaddress.ip_address(<s>).reverse_pointer ; repr(<f>) ; str(<i>)
        str(ipaddress.ip_address(<s>) + <c>) ; str(ipaddress.ip_network(<s>)[<i>]) ; str(ipaddress.ip_network(<s>, False).broadcast_address) ; str(ipaddress.ip_network(<s>, False).supernet()) ; ipaddress.ip_network(<s>, False).with_netmask
    """,
    "b": """
        <n> < <n> ; <n> == <n> ; <a> == <a> ; <a> != <a> ; <s> < <s> ; <s> in <s> ; <a> in <l> ; <s> in <d> ; <h> in <e> ; <a> in <u> ; <a> in <a> ; <a> not in <l> ; <a> is None ; <a> is not None ; not <a> ; <b> and <b> ; <b> or <b>
        bool(<a>) ; <n> < <n> <= <n> ; <i> != <i> == <i> ; isinstance(<a>, str) ; isinstance(<a>, (int, list)) ; isinstance(<a>, int | str) ; isinstance(<a>, dict) ; isinstance(<a>, <a>) ; callable(<a>) ; hasattr(<a>, "get") ; hasattr(<a>, "keys")
        <s>.startswith(<s>) ; <s>.endswith(<s>) ; <s>.startswith((<s>, <s>)) ; <s>.startswith(<a>) ; <s>.startswith(<s>, <i>) ; <s>.endswith(<s>, <i>, <i>) ; <s>.isdigit() ; <s>.isnumeric() ; <s>.isdecimal() ; <s>.isalpha() ; <s>.isalnum()
        <s>.isspace() ; <s>.isupper() ; <s>.islower() ; <s>.istitle() ; <s>.isidentifier() ; <s>.isprintable() ; <s>.isascii() ; any(<L>) ; all(<L>) ; any(<a+> for <V> in <L>) ; all(<b+> for <V> in <L>) ; any(<V>.lower() in <s> for <V> in <w>)
        any([<b+> for <V> in <L>]) ; any(map(<s>.startswith, <w>)) ; <e> <= <e> ; <e>.issubset(<L>) ; <e>.isdisjoint(<L>) ; <e> == <e> ; <l> < <l> ; <u> >= <u> ; <l> == <l> ; <d> == <d> ; <e> > <e> ; <f>.is_integer() ; <n> is True
        re.search(<PAT>, <s>) is not None ; bool(re.match(<PAT>, <s>)) ; bool(re.fullmatch(<PAT>, <s>)) ; fnmatch.fnmatch(<s>, <s>) ; fnmatch.fnmatchcase(<s>, <GLOB>) ; any(fnmatch.fnmatch(<s>, <V>) for <V> in <w>) ; type(<a>) is str ; type(<a>) == type(<a>) ; type(<a>) in (int, str)
        ipaddress.ip_address(<s>).is_private ; ipaddress.ip_address(<s>).is_global ; ipaddress.ip_address(<s>) in ipaddress.ip_network(<s>) ; ipaddress.ip_network(<s>).overlaps(ipaddress.ip_network(<s>)) ; ipaddress.ip_network(<s>, strict=False).is_private
        ipaddress.ip_network(<s>, strict=False).subnet_of(ipaddress.ip_network("10.0.0.0/8")) ; <s> in ipaddress.ip_network("10.0.0.0/8") ; ipaddress.ip_address(<s>) == <s> ; ipaddress.ip_address(<s>) < ipaddress.ip_address(<s>) ; <K> in event ; <s> in event.get(<K>, ())
        <d>.keys() == <e> ; <d>.keys() >= {<s>} ; (<s>, <a>) in <d>.items() ; <a> in <d>.values() ; <b> ^ <b> ; <b> & <b> ; <e>.issuperset(<w>) ; issubclass(bool, int) ; issubclass(type(<a>), (str, int)) ; <y> == <s> ; <y> in <y> ; <y>.startswith(<y>)
    """,
    "l": """
        [<a>, <a>] ; [<i>, <n>, <s>] ; [] ; <l> + <l> ; <l> * <c> ; <l>[<i>:<i>] ; <l>[::<i>] ; list(<L>) ; sorted(<q>) ; sorted(<L>) ; sorted(<w>, key=len, reverse=<b>) ; sorted(<L>, key=str) ; sorted(<L>, key=repr) ; sorted(<q>, key=lambda <V>: <n+>) ; sorted(<L>, key=lambda <V>: (<a+>, <a+>))
        [<a+> for <V> in <L>] ; [<a+> for <V> in <L> if <b+>] ; [(<V>, <U>) for <V> in <L> for <U> in <L>][:9] ; [<a+> for <V>, <U> in <d>.items()] ; [<V> for <V>, <U> in enumerate(<L>)] ; [<U> for <V>, <U> in zip(<L>, <L>)] ; list(map(<FN>, <L>)) ; list(filter(<FN>, <L>)) ; list(filter(None, <L>))
        list(map(lambda <V>, <U>: <a+>, <L>, <L>)) ; list(zip(<L>, <L>)) ; list(zip(<L>, <L>, strict=True)) ; list(enumerate(<L>, <c>)) ; list(reversed(<l>)) ; list(range(<c>)) ; list(range(<c>, <c>, <i>))[:9] ; <s>.split(<s>) ; <s>.split() ; <s>.rsplit(<s>, <i>) ; <s>.split(None, <c>) ; <s>.splitlines() ; <s>.splitlines(<b>)
        list(<d>) ; list(<d>.values()) ; list(<d>.items()) ; sorted(<d>) ; sorted(<e>) ; list(<e>) ; re.findall(<PAT>, <s>) ; re.split(<PAT>, <s>) ; re.split(<PAT>, <s>, maxsplit=<c>) ; [m.span() for m in re.finditer(<PAT>, <s>)] ; [*<L>, <a>] ; [*<L>, *<L>] ; json.loads(json.dumps(<l>)) ; <l> or <l>
        <l> if <b> else <l> ; [[<a+> for <U> in <L>] for <V> in <q>][:4] ; [<a> for <V> in <L> if (<W> := <a+>)] ; <l>.copy() ; list(<s>) ; fnmatch.filter(<w>, <s>) ; list(reversed(<d>)) ; list(<d>.keys() & <e>) ; sorted(<d>.items()) ; sorted(<d>.items(), key=lambda <V>: str(<V>[1])) ; <a> and <l> ; list(<y>) ; [<l>, <u>]
        [str(x) for x in ipaddress.ip_network("10.0.0.0/30").hosts()] ; list(iter(<L>)) ; [(lambda: <V>)() for <V> in <L>] ; [f() for f in [lambda: <V> for <V> in <q>]] ; [f(<a>) for f in (str, bool, repr)] ; list(range(0, 10, 3))[<i>:<i>] ; sum([[<V>] for <V> in <L>], []) ; [<a>] * <c>
    """,
    "w": "[<s>, <s>] ; [<s>, <s>, <s>] ; <s>.split(<s>) ; [str(<V>) for <V> in <L>] ; WORDS ; list(event) ; [<s+> for <V> in <w>] ; sorted(<w>) ; (<s>, <s>) ; list(<d>) ; {<s>, <s>} ; <w>[<i>:]",
    "q": "[<n>, <n>] ; [<i>, <i>, <n>] ; [<n+> for <V> in <q>] ; range(<c>) ; NUMBERS ; event.get('m', []) ; sorted(<q>) ; [len(<V>) for <V> in <w>] ; (<n>, <n>) ; <q>[<i>:]",
    "L": "<l> ; <l> ; <d> ; <s> ; <u> ; <e> ; <w> ; <q> ; range(<c>) ; <d>.items() ; <d>.values() ; map(str, <L>) ; (<a+> for <V> in <L>) ; zip(<l>, <w>) ; enumerate(<s>) ; reversed(<l>) ; iter(<l>) ; <a> ; <y> ; <d>.keys() ; filter(None, <l>)",
    "d": """
        {<s>: <a>} ; {<s>: <a>, <h>: <a>} ; {} ; {<V>: <a+> for <V> in <w>} ; {<h+>: <a+> for <V> in <L>} ; {<V>: <U> for <V>, <U> in <d>.items()} ; {<U>: <V> for <V>, <U> in enumerate(<w>)} ; dict(<d>) ; dict(<d>, a=<a>) ; dict(a=<a>, b=<a>) ; dict(zip(<w>, <L>)) ; dict(<L>) ; {**<d>, <s>: <a>} ; {**<d>, **<d>} ; <d> | <d>
        dict.fromkeys(<w>) ; dict.fromkeys(<w>, <a>) ; <d>.copy() ; json.loads(json.dumps(<d>)) ; <d> or <d> ; <d> if <b> else <d> ; event.get("d", {}) ; event.get("d") or {} ; CONFIG ; re.match(r"(?P<a>.)(?P<b>.)?", <s>).groupdict() ; json.loads(<s>) ; dict([(<s>, <a>), (<h>, <a>)]) ; dict(<d>.items()) ; <d>.get(<s>, {}) ; event
    """,
    "e": "{<h> or 0, <h> or 1} ; {<s> or '', <s> or 'z', <s> or ''} ; set(<w>) ; set(filter(None, <q>)) ; set(<s>) ; {<h+> or 0 for <V> in <w>} ; {<V> or 0 for <V> in <q> if <b+>} ; <e> | <e> ; <e> & <e> ; <e> - <e> ; <e> ^ <e> ; <e>.union(<w>) ; <e>.intersection(<w>) ; <e>.difference(<q>) ; <e>.symmetric_difference(<w>) ; frozenset(<w>) ; set() ; <d>.keys() - <e> ; NAMES ; set(map(str, <d>)) ; set(range(<c>)) ; {*<w>, <s> or ''} ; <d>.keys() & <w> ; <e>.copy() ; frozenset(filter(None, <q>)) | <e>",
    "u": "(<a>, <a>) ; (<a>,) ; () ; <u> + <u> ; <u> * <c> ; <u>[<i>:<i>] ; tuple(<L>) ; <s>.partition(<s>) ; <s>.rpartition(<s>) ; divmod(<n>, <n>) ; (*<L>, <a>) ; tuple(sorted(<q>)) ; tuple(<a+> for <V> in <L>) ; (<s>, <i>) ; <f>.as_integer_ratio() ; re.search(<PAT>, <s>).groups() ; re.search(<PAT>, <s>).span() ; re.compile(<PAT>).search(<s>, <c>).group(0, <c>) ; (<a>, <a>)[::-1]",
    "y": "b'ab' ; b'\\xff\\x00a' ; <s>.encode() ; <s>.encode('utf-16-le') ; <s>.encode('latin-1') ; bytes(<c>) ; bytes(<q>) ; <y> + <y> ; <y>[<i>:<i>] ; <y> * <c> ; <s>.encode('ascii', 'backslashreplace') ; <s>.encode('ascii', 'xmlcharrefreplace')",
    "h": "<s> ; <i> ; <n> ; <s> ; (<s> or '', <i> or 0) ; frozenset(<w>) ; <y>",
    "a": """
        <i> ; <f> ; <s> ; <b> ; <l> ; <d> ; <e> ; <u> ; <y> ; None ; <s> ; <i> ; <d> ; <l> ; event.get(<K>) ; event[<K>] ; event.get(<K>, <a>) ; <l>[<i>] ; <u>[<i>] ; <d>[<s>] ; <d>.get(<s>) ; <d>.get(<s>, <a>) ; <a>[<a>] ; event.get("d", {}).get(<s>) ; next(iter(<L>), None) ; next(iter(<L>)) ; max(<L>) ; min(<L>, default=<a>)
        <a> + <a> ; <a> - <a> ; <a> * <c> ; <a> / <a> ; <a> % <a> ; <a> | <a> ; <a> & <a> ; -<a> ; ~<a> ; <a> or <a> ; <a> and <a> ; <a> if <b> else <a> ; json.loads(<s>) ; re.search(<PAT>, <s>) ; re.match(<PAT>, <s>).group(<c>) ; re.search(<PAT>, <s>)[0] ; re.compile(<PAT>).pattern ; (lambda <V>=<a>: <a+>)() ; (lambda *<V>: <a+>)(*(<L> or ())) ; (lambda **<V>: <a+>)(**(<d> or {}))
        CALL ; CALL ; CALL ; (<W> := <a>) ; getattr(<a>, "real", None) ; getattr(<a>, "lower")() ; <a>.get(<s>) ; <a>.lower() ; <a>.split(<s>) ; <a>.items() and 1 ; [<a>, <a>][<b>] ; {True: <a>, False: <a>}[<b>] ; (<s>, <a>)[<c>] ; max(<L>, key=str) ; sum(<L>) ; re.search(<PAT>, <s>).lastgroup ; re.search(<PAT>, <s>).start(<c>) ; re.compile(<FOLDED>, re.IGNORECASE).findall(<s>)
        len(<a>) ; abs(<a>) ; int(<a>) ; str(<a>) ; bool(<a>) ; float(<a>) ; list(<a>) ; tuple(<a>) ; sorted(<a>) ; <a> < <a> ; round(<a>) ; divmod(<a>, <n>) ; range(<c>)[<i>] ; range(<c>) == range(<c>) ; ipaddress.ip_address(<a>) ; str(ipaddress.ip_network(<a>)) ; ipaddress.ip_interface(<s>) ; hash(<h> or 0) ; <a>.nope ; <s>.nope() ; <a>(<a>) ; <d>.nope ; <l>[<s>] ; <s>[<s>] ; type(<a>)
    """,
}

SHOWN = '''
def show(value):
    text = repr(value)
    return text if len(text) <= 330 else f"{text[:230]}~{len(text)}~{text[-85:]}"
'''


def holes(template):
    return re.split(r"(<[A-Za-z]+\+?>)", template)


TABLE = {kind: [holes(t.strip()) for line in text.strip().splitlines() for t in line.split(" ; ") if t.strip()] for kind, text in EXPRESSIONS.items()}
TYPES = "ifsbldeua"


class Writer:
    """Writes one probe."""

    def __init__(self, random, functions, name):
        self.random = random
        self.functions = functions
        self.name = name
        self.fresh = 0
        self.known = []
        self.in_comprehension = 0
        self.loops = 0
        self.nested = []
        self.budget = 90
        self.local = ()

    def new(self, prefix="v"):
        self.fresh += 1
        return f"{prefix}{self.fresh}"

    def pick(self, *choices):
        return self.random.choice(choices)

    # Expressions

    def literal(self, kind):
        r = self.random
        if kind in "iqc":
            return self.number() if kind != "q" else f"[{self.number()}, {self.number()}, {self.real()}]"
        if kind == "f":
            return self.real()
        if kind == "n":
            return self.pick(self.number(), self.real(), "True")
        if kind in "sh":
            return ascii(r.choice(STRINGS)) if r.random() < 0.5 else repr(r.choice(STRINGS))
        if kind == "b":
            return self.pick("True", "False", "event.get('b')")
        if kind == "w":
            return self.pick("WORDS", f"[{self.literal('s')}, {self.literal('s')}]")
        if kind in "lL":
            return self.pick("[]", f"[{self.literal('i')}, {self.literal('s')}]", "event.get('l', [])", "event['l']", f"[{self.literal('n')}, None]")
        if kind == "d":
            return self.pick("{}", f"{{'a': {self.literal('n')}, 'b': {self.literal('s')}}}", "event.get('d', {})", "event['d']", "CONFIG")
        if kind == "e":
            return self.pick("NAMES", f"{{{self.literal('s')} or '', {self.literal('n')} or 0}}", "set()", f"{{{self.literal('n')} or 0, {self.literal('n')} or 1}}")
        if kind == "u":
            return self.pick("()", f"({self.literal('s')}, {self.literal('n')})", f"({self.literal('i')},)", "PAIR")
        if kind == "y":
            return self.pick("b''", "b'ab'", "b'\\xe9a'", "b'10'")
        return self.pick("None", self.literal("i"), self.literal("s"), self.literal("f"), f"event.get({self.key()})", f"event[{self.key()}]", self.literal("l"), self.literal("d"))

    def number(self):
        return self.pick("0", "1", "2", "-1", "3", "7", "-5", "10", "255", "2**62", "-2**63", "2**64 - 1", "10**20", "event.get('n', 0)", "event['n']", "LIMIT", "event.get('n')")

    def real(self):
        return self.pick("0.0", "-0.0", "0.5", "1.5", "2.5", "-2.675", "1e16", "1e-5", "1e22", "123456789.125", "float('inf')", "float('nan')", "event.get('f', 0.1)", "event['f']", "0.1", "5e-324", "1e300")

    def key(self):
        return repr(self.random.choice(KEYS))

    def expression(self, kind, depth):
        r = self.random
        self.budget -= 1
        if kind == "c":
            return str(r.choice((0, 0, 1, 1, 2, 3, 4, 10, 16, -1)))
        if kind == "K":
            return self.key()
        if kind == "SPEC":
            return repr(r.choice(SPECS))
        if kind == "FOLDED":
            # Of those that iota runs exactly: no reference back that ignores case.
            return "r" + repr(r.choice([p for p in PATTERNS if "\\1" not in p and "(?P=" not in p])).replace("\\\\", "\\")
        if kind == "PAT":
            return "r" + repr(r.choice(PATTERNS)).replace("\\\\", "\\")
        if kind == "REPL":
            return repr(r.choice(("", "x", r"<\g<0>>", r"\1", r"[\g<k>]", r"\\", r"\n", "é", r"\q", r"\2-\1", r"\g<1>")))
        if kind == "GLOB":
            return repr(r.choice(("*", "?", "a*", "*.com", "[ab]*", "[!a]*", "arn:*:user/*", "[", "*[0-9]", "", "[]a]", "**", "[z-a]")))
        if kind == "FN":
            return self.function(depth)
        if kind == "FSTR":
            return self.fstring(depth)
        if kind == "PCT":
            return self.percent(depth)
        if kind == "FMT":
            values = [self.expression("a", depth - 1) for _ in range(r.randrange(3))]
            if r.random() < 0.4:
                values.append("a=" + self.expression("a", depth - 1))
            return f"{r.choice(FORMATS)!r}.format({', '.join(values)})"
        if r.random() < 0.03 and kind != "e" and kind != "h":
            kind = r.choice(TYPES)
        known = [name for name, is_kind in self.known if is_kind in (kind, "a") or kind == "a" and is_kind != "e" or r.random() < 0.02]
        if kind not in "eh" and known and r.random() < 0.4:
            return r.choice(known)
        if depth <= 0 or self.budget <= 0 or r.random() < 0.15:
            return self.literal(kind)
        return self.fill(r.choice(TABLE[kind]), depth)

    def fill(self, parts, depth):
        if parts == ["CALL"]:
            return self.call(depth)
        before = len(self.known)
        names = {}
        hidden = "<V>" in parts and "+>" in "".join(parts)
        for mark in ("<V>", "<U>"):
            if mark in parts:
                names[mark] = self.new()
        out = []
        for part in parts:
            if part in names:
                out.append(names[part])
            elif part == "<W>":
                name = self.new("w")
                names[part] = name
                out.append(name)
            elif part.startswith("<") and part.endswith("+>"):
                self.known += [(names[m], "a") for m in ("<V>", "<U>") if m in names]
                self.in_comprehension += hidden
                out.append(self.operand(part[1:-2], depth))
                self.in_comprehension -= hidden
                del self.known[before:]
            elif re.fullmatch(r"<[A-Za-z]+>", part):
                out.append(self.operand(part[1:-1], depth))
            else:
                out.append(part)
        if "<W>" in names and not self.in_comprehension:
            self.known.append((names["<W>"], "a"))
        return "".join(out)

    def operand(self, kind, depth):
        text = self.expression(kind, depth - 1)
        plain = re.fullmatch(r"[A-Za-z_]\w*(\[[^\[\]]*\])?|'[^'\\]*'|\[[^\[\]]*\]|\d+\.\d+", text)
        return text if plain else f"({text})"

    def function(self, depth):
        name = self.new()
        if self.random.random() < 0.5:
            return self.pick("str", "len", "repr", "int", "bool", "list", "str.lower", "sorted", "abs", "float", "type", "sum", "tuple", "str.strip", "dict.get", "hash") if self.random.random() < 0.9 else "max"
        self.known.append((name, "a"))
        body = self.expression("a", depth - 1)
        self.known.remove((name, "a"))
        return f"(lambda {name}: {body})"

    def fstring(self, depth):
        r = self.random
        parts = []
        for _ in range(r.randrange(1, 4)):
            before = list(self.known)
            text = self.expression(r.choice("ansfia"), min(depth - 1, 1))
            if "'" in text and '"' in text or "\\" in text or "\n" in text or "#" in text or text.startswith("{") or "{" in text and ("lambda" in text) or "f'" in text or 'f"' in text:
                self.known = before
                text = self.pick("event", "LIMIT", "event.get('n')", "event.get('s')", "event['f']", "PAIR", "NAMES")
            if ":=" in text or "lambda" in text or "!=" in text or '"' in text or ":" in text:
                text = f"({text})"
            spec = r.choice(SPECS) if r.random() < 0.4 else ""
            text += self.pick("", "", "", "!r", "!s", "!a", "=") + (":" + spec if spec else "")
            parts.append(r.choice(("", "a ", "{{", "é", ":")) + "{" + text + "}")
        body = "".join(parts)
        return f'f"{body}"' if '"' not in body else f"f'{body}'"

    def percent(self, depth):
        r = self.random
        values = [self.expression(r.choice("anisf"), depth - 1) for _ in range(r.randrange(1, 3))]
        right = r.choice((f"({', '.join(values)},)", f"({values[0]})", f"{{'a': {values[0]}, 'b': {values[-1]}}}", f"({self.expression('u', depth - 1)})"))
        return f"{r.choice(PERCENTS)!r} % {right}"

    def call(self, depth):
        r = self.random
        if not self.functions and not self.nested:
            return self.literal("a")
        name = r.choice(self.nested if self.nested and r.random() < 0.5 or not self.functions else self.functions)
        arguments = [self.expression("a", depth - 1) for _ in range(r.randrange(4))]
        if r.random() < 0.2:
            arguments.append(f"*({self.operand('L', depth)} or ())")
        if r.random() < 0.4:
            arguments.append(f"{r.choice('pqk')}={self.expression('a', depth - 1)}")
        if r.random() < 0.15:
            arguments.append(f"**({self.operand('d', depth)} or {{}})")
        return f"{name}({', '.join(arguments)})"

    # Statements

    def block(self, indent, depth, count=None):
        before = list(self.known)
        lines = []
        for _ in range(count or self.random.randrange(1, 4)):
            lines += self.statement(indent, depth)
        if self.random.random() < 0.8:
            self.known = before
        return lines or [indent + "pass"]

    def e(self, kind="a", depth=None):
        return self.expression(kind, self.random.randrange(1, 4) if depth is None else depth)

    def variable(self, kind):
        found = [n for n, k in self.known if k == kind and n != "event"]
        return self.random.choice(found) if found else None

    def statement(self, indent, depth):
        r = self.random
        what = r.choices(
            ("assign", "augment", "unpack", "change", "if", "for", "while", "try", "return", "raise", "match", "nested", "append", "delete", "assert", "control", "global", "item", "recurse", "slot"),
            (22, 9, 5, 9, 7, 7, 3, 7, 1.5, 1.5, 4, 4, 12, 2, 1, 4, 3, 5, 1, 3),
        )[0]
        if depth <= 0 and what in ("if", "for", "while", "try", "match", "nested"):
            what = "append"
        simple = what in ("augment", "unpack", "change", "append", "delete", "item", "slot")
        if simple and r.random() < 0.75:
            return [f"{indent}try:", *getattr(self, "do_" + what)(indent + "    ", depth), f"{indent}except Exception as e:", f"{indent}    out.append({self.pick('repr(e)', 'e.args', 'str(e)')})"]
        return getattr(self, "do_" + what)(indent, depth)

    def do_assign(self, indent, depth):
        kind = self.random.choice("ifsbldeuaaalds")
        text = self.e(kind)
        name = self.variable(kind) if self.random.random() < 0.3 else None
        name = name or self.new()
        self.known.append((name, kind))
        target = name
        if self.random.random() < 0.6:
            fallback = self.literal(kind if kind not in "bye" else "i")
            fallback = fallback if "event[" not in fallback else "None"
            return [f"{indent}try:", f"{indent}    {name} = {text}", f"{indent}except Exception as e:", f"{indent}    {name} = {fallback}", f"{indent}    out.append(repr(e))"]
        if self.random.random() < 0.1:
            other = self.new()
            self.known.append((other, kind))
            target = f"{name} = {other}"
        return [f"{indent}{target}{self.pick('', '', ': int') if '=' not in target else ''} = {text}"]

    def do_augment(self, indent, depth):
        kind = self.random.choice("iifsslldeua")
        name = self.variable(kind)
        if not name:
            return self.do_assign(indent, depth)
        operator, other = self.random.choice(
            {"i": [("+", "n"), ("-", "i"), ("//", "i"), ("%", "i"), ("&", "i"), ("|", "i"), ("^", "i"), ("<<", "c"), (">>", "c"), ("/", "n")], "f": [("+", "n"), ("*", "f"), ("/", "n"), ("-", "n"), ("%", "n")], "s": [("+", "s"), ("*", "c"), ("%", "a"), ("+", "a")],
             "l": [("+", "L"), ("*", "c"), ("+", "l")], "d": [("|", "d"), ("|", "L")], "e": [("|", "e"), ("&", "e"), ("-", "e"), ("^", "e")], "u": [("+", "u"), ("*", "c")], "a": [("+", "a"), ("-", "a"), ("|", "a")]}[kind]
        )
        return [f"{indent}{name} {operator}= {self.e(other)}"]

    def do_unpack(self, indent, depth):
        names = [self.new() for _ in range(self.random.randrange(1, 4))]
        right = self.random.choice((self.e("L"), f"{self.literal('a')}, {self.literal('s')}", self.e("u"), ", ".join([self.literal("a")] * len(names))))
        left = list(names)
        if self.random.random() < 0.35:
            i = self.random.randrange(len(left))
            left[i] = "*" + left[i]
        if self.random.random() < 0.2 and len(left) > 1:
            left = [left[0], "(" + ", ".join(left[1:]) + ",)"]
        self.known += [(n, "a") for n in names]
        return [f"{indent}{', '.join(left)}{',' if len(left) == 1 else ''} = {right}"]

    def do_change(self, indent, depth):
        """A method that changes its receiver."""
        kind = self.random.choice("lllddee")
        name = self.variable(kind)
        if not name:
            return self.do_assign(indent, depth)
        calls = {
            "l": "append(<a>) ; extend(<L>) ; insert(<i>, <a>) ; pop() ; pop(<i>) ; remove(<a>) ; reverse() ; sort() ; sort(key=str, reverse=<b>) ; clear() ; sort(key=lambda q: <a>)",
            "d": "update(<d>) ; update(a=<a>) ; setdefault(<h>, <a>) ; setdefault(<s>, []).append(<a>) ; pop(<s>) ; pop(<s>, <a>) ; popitem() ; clear() ; update(<L>) ; setdefault(<a>, <a>)",
            "e": "add(<h>) ; discard(<h>) ; remove(<h>) ; update(<w>) ; intersection_update(<w>) ; difference_update(<q>) ; symmetric_difference_update(<w>) ; clear() ; pop()",
        }
        text = self.fill(holes(self.random.choice(calls[kind].split(" ; "))), 2)
        if self.random.random() < 0.4:
            return [f"{indent}out.append({name}.{text})"]
        return [f"{indent}{name}.{text}"]

    def do_if(self, indent, depth):
        lines = [f"{indent}if {self.e('b')}:", *self.block(indent + "    ", depth - 1)]
        if self.random.random() < 0.3:
            lines += [f"{indent}elif {self.e('a')}:", *self.block(indent + "    ", depth - 1)]
        if self.random.random() < 0.5:
            lines += [f"{indent}else:", *self.block(indent + "    ", depth - 1)]
        return lines

    def do_for(self, indent, depth):
        name, other = self.new(), self.new()
        source, target = self.random.choice((("L", name), ("q", name), ("w", name), ("items", f"{name}, {other}"), ("enumerate", f"{name}, {other}"), ("range", name), ("L", name), ("star", f"{name}, *{other}")))
        text = {"items": f"{self.operand('d', 2)}.items()", "enumerate": f"enumerate({self.e('L', 2)})", "range": f"range({self.e('c')})", "star": f"[{self.e('u', 1)}, {self.e('s', 1)}]"}.get(source) or self.e(source, 2)
        self.known.append((name, "a"))
        if other in target:
            self.known.append((other, "a"))
        self.loops += 1
        body = self.block(indent + "    ", depth - 1)
        self.loops -= 1
        lines = [f"{indent}for {target} in {text}:", f"{indent}    fuel -= 1", f"{indent}    if fuel < 0:", f"{indent}        break", *body]
        if self.random.random() < 0.25:
            lines += [f"{indent}else:", *self.block(indent + "    ", depth - 1)]
        return lines

    def do_while(self, indent, depth):
        name = self.new("n")
        self.loops += 1
        body = self.block(indent + "    ", depth - 1)
        self.loops -= 1
        lines = [f"{indent}{name} = 0", f"{indent}while {name} < {self.random.randrange(4)}:", f"{indent}    {name} += 1", *body]
        if self.random.random() < 0.3:
            lines += [f"{indent}else:", *self.block(indent + "    ", depth - 1)]
        return lines

    def do_try(self, indent, depth):
        r = self.random
        lines = [f"{indent}try:", *self.block(indent + "    ", depth - 1)]
        handlers = r.randrange(1, 3) if r.random() < 0.85 else 0
        for i in range(handlers):
            name = self.new("x")
            kind = r.choice((r.choice(EXCEPTIONS), "Exception", f"({r.choice(EXCEPTIONS)}, {r.choice(EXCEPTIONS)})", "LookupError"))
            if i == 1:
                kind = "Exception"
            lines += [f"{indent}except {kind} as {name}:", f"{indent}    out.append({self.pick(f'repr({name})', f'str({name})', f'{name}.args', f'type({name}).__name__', f'isinstance({name}, ValueError)')})", *self.block(indent + "    ", depth - 1, 1)]
            if r.random() < 0.1:
                lines.append(f"{indent}    raise")
            elif r.random() < 0.06:
                lines.append(f"{indent}    raise {r.choice(EXCEPTIONS)}({self.e('a', 1)}) from {name}")
        if handlers and r.random() < 0.3:
            lines += [f"{indent}else:", *self.block(indent + "    ", depth - 1)]
        if not handlers or r.random() < 0.3:
            lines += [f"{indent}finally:", *self.block(indent + "    ", depth - 1)]
        return lines

    def do_return(self, indent, depth):
        return [f"{indent}return out, {self.e('a')}"]

    def do_raise(self, indent, depth):
        kind = self.pick(*EXCEPTIONS)
        arguments = self.pick("", f"({self.e('a', 1)})", f"({self.literal('s')}, {self.e('a', 1)})")
        return [f"{indent}raise {kind}{arguments}"]

    def do_assert(self, indent, depth):
        return [f"{indent}assert {self.e('a', 2)}{self.pick('', ', ' + self.operand('a', 1))}"]

    def do_control(self, indent, depth):
        if not self.loops:
            return self.do_append(indent, depth)
        return [f"{indent}if {self.e('b', 2)}:", f"{indent}    {self.pick('break', 'continue')}"]

    def do_append(self, indent, depth):
        return [f"{indent}out.append({self.e(self.random.choice('aaaasfidlbue'))})"]

    def do_delete(self, indent, depth):
        name = self.variable("d")
        if name and self.random.random() < 0.5:
            return [f"{indent}del {name}[{self.e('s', 1)}]"]
        name = self.variable("l")
        if name:
            return [f"{indent}del {name}[{self.pick(self.e('i', 1), self.e('i', 1) + ':', '::2')}]"]
        return self.do_append(indent, depth)

    def do_item(self, indent, depth):
        name, kind = (self.variable("d"), "h") if self.random.random() < 0.6 else (self.variable("l"), "i")
        if not name:
            return self.do_append(indent, depth)
        return [f"{indent}{name}[{self.e(kind, 1)}] {self.pick('', '', '+', '|')}= {self.e('a', 2)}"]

    def do_slot(self, indent, depth):
        name = self.variable("l")
        if not name:
            return self.do_append(indent, depth)
        return [f"{indent}{name}[{self.e('i', 1)}:{self.e('i', 1)}{self.pick('', '', ':2', ':-1')}] = {self.e('L', 2)}"]

    def do_global(self, indent, depth):
        value, key = self.e("a", 1), self.e("s", 1)
        return [indent + self.pick("COUNTS[0] += 1", f"SEEN.append({value})", f"STORE[{key}] = {value}", "out.append(list(COUNTS))", "out.append(dict(STORE))", "out.append(bump())", "out.append(TOTAL)")]

    def do_recurse(self, indent, depth):
        return [f"{indent}if depth > 0:", f"{indent}    out.append({self.name}(event, depth - 1))"]

    def do_nested(self, indent, depth):
        r = self.random
        name = self.new("g")
        before, loops, nested = list(self.known), self.loops, list(self.nested)
        a, b, c = self.new(), self.new(), self.new()
        head = r.choice((f"{a}", f"{a}, {b}=None", f"{a}, *{b}", f"{a}=0, **{b}", f"p, {a}=1, *, k={self.e('a', 1)}", f"{a}, {b}, /", f"{a}, *{b}, k=0, **{c}", ""))
        self.known += [(n, "a") for n in (a, b, c) if n in head]
        lines = [f"{indent}def {name}({head}):", f"{indent}    fuel = 10"]
        shared = self.variable(r.choice("islda"))
        if shared and shared not in (a, b, c) and shared in self.local and r.random() < 0.4:
            lines.insert(1, f"{indent}    nonlocal {shared}")
        self.loops = 0
        lines += self.block(indent + "    ", depth - 1, 2)
        lines.append(f"{indent}    return {self.e('a', 2)}")
        self.known, self.loops, self.nested = before, loops, nested
        self.nested.append(name)
        return lines

    def do_match(self, indent, depth):
        r = self.random
        lines = [f"{indent}match {self.e('a', 2)}:"]
        for _ in range(r.randrange(1, 4)):
            before = list(self.known)
            guard = f" if {self.e('b', 1)}" if r.random() < 0.3 else ""
            lines.append(f"{indent}    case {self.pattern(2)}{guard}:")
            lines += self.block(indent + "        ", depth - 1, 1)
            self.known = before
        if r.random() < 0.6:
            lines += [f"{indent}    case _:", f"{indent}        out.append('other')"]
        return lines

    def pattern(self, depth):
        r = self.random
        name = self.new("m")
        if depth <= 0:
            what = r.choice(("name", "literal", "wild", "class"))
        else:
            what = r.choice(("literal", "sequence", "mapping", "class", "or", "as", "sequence", "mapping"))
        if what == "name":
            self.known.append((name, "a"))
            return name
        if what == "literal":
            return r.choice(("0", "1", "-1", "'a'", "None", "True", "1.5", "''", "'abc'", "10"))
        if what == "wild":
            return "_"
        if what == "class":
            inner = r.choice(("", "", name))
            if inner:
                self.known.append((name, "a"))
            return f"{r.choice(('int', 'str', 'list', 'dict', 'float', 'bool', 'tuple'))}({inner})"
        if what == "or":
            return r.choice(("1 | 2 | 'a'", "int() | str()", "None | [] | {}", "(0 | 1.0)"))
        if what == "as":
            self.known.append((name, "a"))
            return f"({r.choice(('int() | float()', 'str()', '[_, *_]', '_'))}) as {name}" if r.random() < 0.8 else f"str() as {name}"
        if what == "sequence":
            parts = [self.pattern(depth - 1) for _ in range(r.randrange(3))]
            parts = [f"({p})" if " as " in p else p for p in parts]
            if r.random() < 0.4:
                self.known.append((name, "a"))
                parts.insert(r.randrange(len(parts) + 1), "*" + name)
            return f"[{', '.join(parts)}]"
        parts = [f"{k!r}: {self.pattern(depth - 1)}" for k in r.sample(("a", "b", "s", "n", 1), r.randrange(3))]
        if r.random() < 0.3:
            self.known.append((name, "a"))
            parts.append("**" + name)
        return f"{{{', '.join(parts)}}}"

    def probe(self):
        self.known = [("event", "d")]
        self.local = ()
        lines = [f"def {self.name}(event, depth=1):", "    out = []", "    fuel = 20"]
        for kind in self.random.sample("isldfaeu", 3):
            name = self.new()
            text = self.e(kind, 2)
            lines += ["    try:", f"        {name} = {text}", "    except Exception as e:", f"        {name} = e.args"]
            self.known.append((name, kind))
        self.local = tuple(n for n, _ in self.known[1:])
        lines += self.block("    ", 3, self.random.randrange(2, 6))
        lines.append(f"    return out, {', '.join(self.local)}")
        return "\n".join(lines) + "\n"


HEADS = ("p", "p, q=None", "p=0, *q", "p, *, k=1", "p=1, q=2, **k", "*p, k=None", "p, q, /, k=3", "p=[], q={}")


def helper(random, name, functions):
    writer = Writer(random, functions, name)
    head = random.choice(HEADS)
    writer.known = [(n, "a") for n in "pqk" if re.search(rf"\b{n}\b", head)]
    body = [re.sub(r"\bevent\b", "CONFIG", line) for line in ["    out = []", "    fuel = 5", *writer.block("    ", 1, 2), f"    return {writer.e('a', 2)}"]]
    body = [line.replace("depth > 0", "False").replace(f"{name}(CONFIG, depth - 1)", "0") for line in body]
    return "\n".join([f"def {name}({head}):", *body]) + "\n"


def valid(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "probe", "exec")
        except (SyntaxError, ValueError, MemoryError):
            return False
    return True


def constants(random):
    w = Writer(random, [], "none")
    w.known = []
    return "\n".join(
        (
            f"WORDS = {random.sample(STRINGS, 4)!r}",
            f"NUMBERS = {random.choice(('[3, 1, 2]', '(1, 2.5, -1)', '[10**18, 2**70, -1]', '[0, 0.0, True]'))}",
            f"NAMES = {random.choice(('frozenset', 'set'))}({random.sample(STRINGS, 3)!r})",
            f"PAIR = ({random.choice(STRINGS)!r}, {random.choice(('1', '-1.5', 'None', '[1]'))})",
            f"CONFIG = {{'a': {random.choice(('1', 'None', '[1, 2]'))}, {random.choice(STRINGS)!r}: WORDS, 'n': {{'b': NUMBERS}}}}",
            f"LIMIT = {random.choice(('5', '2**62', '-3', 'len(WORDS)'))}",
            "COUNTS = [0]\nSEEN = []\nSTORE = {}\nTOTAL = 0\nOUT = []\n",
            "def bump(by=1):\n    global TOTAL\n    TOTAL += by\n    return TOTAL\n",
        )
    )


def rule(random):
    parts = ["import fnmatch\nimport ipaddress\nimport json\nimport re\n", constants(random), SHOWN]
    functions = []
    for i in range(2):
        for _ in range(20):
            text = helper(random, f"h{i}", list(functions))
            if valid(text):
                parts.append(text)
                functions.append(f"h{i}")
                break
    probes = []
    while len(probes) < 6:
        text = Writer(random, functions, f"probe{len(probes)}").probe()
        if valid(text):
            parts.append(text)
            probes.append(f"probe{len(probes)}")
    body = ["def rule(event):"]
    bare = random.random() < 0.25
    for i, name in enumerate(probes):
        if bare and i == 3:
            body.append(f"    OUT.append(show({name}(event)))")
            continue
        caught = random.choice(('f"{type(e).__name__}: {e}"[:150]', "repr(e)[:150]", "show(e.args)"))
        body += ["    try:", f"        OUT.append(show({name}(event)))", "    except Exception as e:", f"        OUT.append({caught})"]
    body.append("    return True\n")
    parts.append("\n".join(body))
    parts.append('def title(event):\n    return "|".join(OUT[:3])\n\n\ndef dedup(event):\n    return "|".join(OUT[3:])\n\n\ndef description(event):\n    return show([event, SEEN, STORE, TOTAL])\n')
    return "\n\n".join(parts)


def json_value(random, depth=2, none=True):
    what = random.randrange(10 if depth else 6)
    if what < 3:
        return random.choice(STRINGS)
    if what < 5:
        return random.choice((0, 1, 2, -1, 7, 10, 255, 2**62, 2**63, 2**64, -(2**70), 10**25, 0.0, 0.5, -1.5, 1e16, 1e-7, 2.675, 1e400 if depth == 9 else 3.0))
    if what == 5:
        return random.choice((True, False, None if none else True))
    if what < 8:
        return [json_value(random, depth - 1, none) for _ in range(random.randrange(4))]
    return {random.choice((*KEYS, "a", "b", *STRINGS[:6])): json_value(random, depth - 1) for _ in range(random.randrange(4))}


def event(random):
    r = random
    full = {
        "s": r.choice(STRINGS), "t": r.choice(STRINGS), "n": r.choice((0, 1, 2, 3, -1, 10, 2**63, 10**20)), "f": r.choice((0.0, 0.5, 1.5, -2.5, 1e16, 1e-7, 100.0)), "b": r.choice((True, False)),
        "m": [r.choice((0, 1, 2.5, -3, True, 2**65)) for _ in range(r.randrange(4))], "l": [json_value(r, 1, False) for _ in range(r.randrange(5))], "k": [r.choice(STRINGS) for _ in range(r.randrange(4))],
        "d": {r.choice((*"abcsn", *STRINGS[:8])): json_value(r, 1) for _ in range(r.randrange(5))}, "x": json_value(r), "y": json_value(r), "z": json_value(r, 3),
    }
    for key in list(full):
        chance = r.random()
        if chance < 0.08:
            del full[key]
        elif chance < 0.12:
            full[key] = json_value(r)
        elif chance < 0.15:
            full[key] = None
    if r.random() < 0.3:
        items = list(full.items())
        r.shuffle(items)
        full = dict(items)
    return full


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("rules", "events"))
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.what == "events":
        source = random.Random(arguments.seed)
        for _ in range(arguments.count):
            print(json.dumps(event(source)))
        return
    folder = os.path.join(arguments.folder, "fz")
    os.makedirs(folder, exist_ok=True)
    for i in range(arguments.count):
        name = f"fz_{arguments.seed}_{i:04}"
        text = rule(random.Random(f"{arguments.seed} {i}"))
        with open(os.path.join(folder, name + ".py"), "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()

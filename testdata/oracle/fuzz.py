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
import resource
import signal
import sys
import warnings

import explode
import mutate

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

# The same of the library, of classes and of bytes: chosen less often. `D` is a datetime, `T` a timedelta, `O` an object of a class of the rule.
LIBRARY = {
    "i": """
        math.floor(<n>) ; math.ceil(<n>) ; math.trunc(<n>) ; math.gcd(<i>, <i>) ; math.isqrt(<i>) ; math.factorial(<c>) ; math.comb(<c>, <c>) ; <D>.year ; <D>.weekday() ; <D>.toordinal() ; <D>.microsecond ; <T>.days ; <T>.seconds ; <T> // <T> ; calendar.timegm(<D>.utctimetuple())
        functools.reduce(lambda <V>, <U>: <i+>, <q>, <i>) ; functools.reduce(operator.add, <q>) ; operator.mul(<i>, <i>) ; collections.Counter(<L>)[<h>] ; sum(collections.Counter(<w>).values()) ; len(collections.OrderedDict(<d>)) ; <y>.find(<y>) ; <y>.count(<y>) ; int(<y>) ; len(<O>) ; <O>.size ; <O>.count()
        int.from_bytes(<y>, "little", signed=<b>) ; operator.index(<a>) ; ord(<y>[:1]) ; len(<O>) + <O>.size ; hash(<O>) ; binascii.crc32(<y>) ; int(<s>, base=<c>) ; len(list(itertools.combinations(<w>, <c>)))
    """,
    "f": """
        math.sqrt(<n>) ; math.log(<n>) ; math.log(<n>, <c>) ; math.log2(<n>) ; math.log10(<n>) ; math.pow(<n>, <c>) ; math.fabs(<n>) ; math.fmod(<n>, <n>) ; math.exp(<c>) ; math.hypot(<n>, <n>) ; math.fsum(<q>) ; math.copysign(<n>, <f>) ; math.modf(<n>)[0] ; math.pi * <n> ; math.frexp(<f>)[0]
        <T>.total_seconds() ; <D>.timestamp() ; <T> / <T> ; <T> / datetime.timedelta(hours=1) ; float(<y>) ; math.prod(<q>) ; difflib.SequenceMatcher(None, <s>, <s>).ratio()
    """,
    "s": """
        str(<D>) ; repr(<D>) ; <D>.isoformat() ; <D>.isoformat(" ", "minutes") ; <D>.strftime(<DFMT>) ; str(<T>) ; repr(<T>) ; str(<D>.date()) ; <D>.ctime() ; f"{<D>:%Y-%m}" ; str(<D>.time()) ; repr(<D>.timetz()) ; <D>.tzname() ; repr(<D>.tzinfo) ; str(<D>.utcoffset())
        base64.b64encode(<y>).decode() ; base64.b64decode(<s>).decode("utf-8", "replace") ; base64.urlsafe_b64encode(<y>).decode() ; binascii.hexlify(<y>).decode() ; base64.b32encode(<y>).decode() ; base64.b16encode(<y>).decode()
        urllib.parse.quote(<s>) ; urllib.parse.quote(<s>, safe=<s>) ; urllib.parse.quote_plus(<s>) ; urllib.parse.unquote(<s>) ; urllib.parse.unquote_plus(<s>) ; urllib.parse.urlparse(<URL>).netloc ; urllib.parse.urlparse(<URL>).hostname ; urllib.parse.urlsplit(<URL>).path ; urllib.parse.urlparse(<URL>).geturl() ; urllib.parse.urljoin(<URL>, <s>) ; urllib.parse.urlencode(<d>) ; repr(urllib.parse.urlparse(<URL>))
        string.capwords(<s>) ; string.ascii_letters[<i>] ; functools.reduce(lambda <V>, <U>: <s+>, <w>) ; operator.concat(<s>, <s>) ; repr(collections.Counter(<w>)) ; repr(collections.OrderedDict(<d>)) ; repr(collections.deque(<L>, <c>)) ; repr(<O>) ; str(<O>) ; f"{<O>}" ; f"{<O>:>9}" ; format(<O>, <SPEC>) ; <O>.name
        <y>.hex(":") ; str(<y>) ; repr(bytes(<q>)) ; "".join(itertools.chain(<w>, <w>)) ; "".join(itertools.islice(<s>, <c>)) ; shlex.quote(<s>) ; str(uuid.uuid5(uuid.NAMESPACE_DNS, <s>)) ; deep_get(<d>, <s>, <s>, default=<s>) ; str(deep_get(event, <K>, <s>)) ; repr(<O>.__dict__) ; type(<O>).__name__
        <s>.encode().decode("utf-8", "ignore") ; f"{<n>:{<c>}.{<c>}f}" ; f"{<s>!r:>{<c>}}" ; f"{<n>:{<SPEC>}}" ; f"{<s>:{<s>}}" ; "%s" % <O> ; "{0.name}".format(<O>) ; "{:>5}|{!r}".format(<O>, <O>) ; "{0[0]}{0.name}".format(<O>) ; re.compile(<PAT>).sub(<REPL>, <s>) ; re.sub(r"(\\w)(\\d)?", lambda <V>: <V>.group(1) + str(<V>.group(2)), <s>)
    """,
    "b": """
        <D> < <D> ; <D> == <D> ; <D> > <a> ; <T> < <T> ; <T> == <a> ; bool(<T>) ; math.isnan(<n>) ; math.isinf(<n>) ; math.isclose(<n>, <n>) ; math.isfinite(<n>) ; operator.contains(<l>, <a>) ; operator.not_(<a>) ; isinstance(<O>, Base) ; isinstance(<O>, (Point, str)) ; isinstance(<a>, Base) ; <O> == <O> ; <O> == <a> ; <O> < <O> ; <a> in <O> ; bool(<O>) ; hasattr(<O>, <s>)
        issubclass(type(<O>), Base) ; callable(<O>) ; <y>.isdigit() ; <y>.endswith(<y>) ; <y> < <y> ; collections.Counter(<w>) == collections.Counter(<w>) ; isinstance(<a>, Mapping) ; isinstance(<L>, Iterable) ; <i> in <y> ; any(itertools.starmap(operator.eq, zip(<w>, <w>))) ; isinstance(<D>, datetime.date)
    """,
    "l": """
        list(itertools.chain(<L>, <L>)) ; list(itertools.chain.from_iterable(<L>)) ; list(itertools.islice(<L>, <c>)) ; list(itertools.islice(<L>, <c>, None, <c>)) ; list(itertools.accumulate(<q>)) ; list(itertools.zip_longest(<L>, <L>, fillvalue=<a>)) ; [(k, list(g)) for k, g in itertools.groupby(<w>, key=len)] ; list(itertools.product(<w>, <q>))[:5] ; list(itertools.takewhile(lambda <V>: <b+>, <L>))
        list(itertools.dropwhile(lambda <V>: <b+>, <L>)) ; list(itertools.combinations(<L>, 2))[:6] ; list(itertools.permutations(<w>, 2))[:5] ; list(itertools.repeat(<a>, <c>)) ; list(itertools.filterfalse(None, <L>)) ; list(itertools.compress(<L>, <L>)) ; list(itertools.pairwise(<L>)) ; list(itertools.starmap(pow, <L>))
        collections.Counter(<w>).most_common(<c>) ; collections.Counter(<L>).most_common() ; list(collections.deque(<L>, 2)) ; list((collections.Counter(<w>) - collections.Counter(<w>)).items()) ; sorted(<d>.items(), key=operator.itemgetter(1)) ; list(map(operator.itemgetter(<i>), <L>)) ; list(map(functools.partial(max, <n>), <q>)) ; urllib.parse.parse_qsl(<s>) ; shlex.split(<s>) ; list(<O>) ; [<V> for <V> in <O>] ; sorted(<w>, key=functools.cmp_to_key(lambda <V>, <U>: <i+>))
        copy.deepcopy(<l>) ; copy.copy(<l>) ; list(map(operator.attrgetter("name"), [<O>, <O>])) ; list(<D>.timetuple()) ; <y>.split(<y>) ; list(<O>.items) ; sorted([<O>, <O>], key=lambda <V>: <V>.size) ; sorted([<D>, <D>]) ; difflib.get_close_matches(<s>, <w>) ; list(filter(operator.truth, <L>)) ; [*map(Point, <L>)] ; list(zip(*[<l>, <w>])) ; list(zip(*<L>))
    """,
    "d": """
        urllib.parse.parse_qs(<s>) ; dict(collections.Counter(<w>)) ; collections.OrderedDict(<d>) ; collections.Counter(<L>) ; collections.defaultdict(list, <d>) ; collections.defaultdict(int) ; copy.deepcopy(<d>) ; dict(sorted(<d>.items(), key=lambda <V>: str(<V>))) ; <O>.__dict__ ; {<V>: <U> for <V>, <U> in zip(<w>, itertools.count())} ; deep_get(event, <K>, default={}) ; dict(<O>.__dict__)
    """,
    "u": "math.modf(<n>) ; math.frexp(<n>) ; <D>.isocalendar() ; urllib.parse.urlsplit(<URL>) ; tuple(itertools.islice(itertools.cycle(<w>), <c>)) ; (<O>, <a>) ; (<D>, <T>)",
    "y": "base64.b64decode(<s>) ; base64.b64decode(<s>, validate=True) ; base64.b64encode(<y>) ; base64.urlsafe_b64decode(<s>) ; binascii.unhexlify(<s>) ; bytes.fromhex(<s>) ; <y>.replace(<y>, <y>) ; <y>.upper() ; <y>.strip() ; <y>.join([<y>, <y>]) ; <y>[::-1] ; <i>.to_bytes(<c>, 'big') ; urllib.parse.unquote_to_bytes(<s>) ; base64.b32decode(<s>) ; base64.b16decode(<s>, True) ; <s>.encode(<s>) ; bytes(<a>)",
    "a": "<D> ; <T> ; <O> ; <O>[<a>] ; <O> + <a> ; <a> + <O> ; -<O> ; <O>(<a>) ; <O>.items ; <O>.missing ; getattr(<O>, <s>, <a>) ; Point.kind ; Child.kind ; <D> + <a> ; <a> - <D> ; <T> * <a> ; deep_get(<d>, <s>, <s>) ; deep_get(event, <K>, <s>) ; functools.partial(<FN>, <a>)() ; operator.itemgetter(<s>, <s>)(<d>) ; operator.attrgetter('size', 'name')(<O>) ; copy.deepcopy(<a>) ; collections.deque(<L>).popleft() ; math.nan ; functools.reduce(lambda <V>, <U>: <a+>, <L>) ; datetime.timezone(<T>) ; <D>.date() ; <D>.time() ; (lambda *<V>, **<U>: (<V>, <U>))(*<L>, **<d>) ; Child(<a>, <a>).swapped() ; Point.of(<a>)",
    "D": """
        datetime.datetime(2025, <c>, <c>, 9, 11) ; datetime.datetime(2024, 2, 29, <c>, tzinfo=datetime.timezone.utc) ; datetime.datetime.fromisoformat(<ISO>) ; datetime.datetime.fromtimestamp(<n>, datetime.timezone.utc) ; datetime.datetime.utcfromtimestamp(<n>) ; datetime.datetime.strptime(<ISO>, <DFMT>) ; <D> + <T> ; <D> - <T> ; <D>.replace(hour=<c>) ; <D>.replace(tzinfo=None)
        <D>.astimezone(datetime.timezone(datetime.timedelta(hours=<c>))) ; datetime.datetime.combine(<D>.date(), datetime.time(<c>, 30)) ; datetime.datetime.now(datetime.timezone.utc) ; datetime.datetime.fromisoformat(<s>) ; <D>.replace(year=<i>) ; max(<D>, <D>) ; dateutil.parser.parse(<ISO>)
    """,
    "T": "datetime.timedelta(days=<c>) ; datetime.timedelta(hours=<n>, minutes=<c>) ; <D> - <D> ; <T> + <T> ; <T> - <T> ; <T> * <n> ; <T> / <n> ; -<T> ; abs(<T>) ; <T> // <c> ; <T> % <T> ; datetime.timedelta(<n>) ; datetime.timedelta(microseconds=<f>) ; datetime.timedelta(weeks=<c>, milliseconds=<n>)",
    "O": "Point(<a>, <a>) ; Point(<a>) ; Point(name=<s>) ; Child(<a>, <a>) ; Child(<a>) ; Base() ; Point(<s>, <i>) ; Child(<s>, <l>) ; Point(<L>, <c>)",
}
# What Panther's event and what it wraps have besides: of rules with a yml.
PANTHER = "event.deep_get(<K>, <s>) ; event.deep_get('d', <s>, default=<a>) ; event.deep_walk(<K>, <s>) ; event.deep_walk('z', <s>, default=<a>, return_val='first') ; event.deep_walk(<K>, <s>, return_val='last') ; event.udm(<s>) ; event.udm('source_ip') ; event.to_dict() ; event.get(<K>, {}).get(<s>) ; event[<K>][<a>] ; event.get(<K>) + <a> ; <a> + event.get(<K>) ; json.dumps(event.get(<K>)) ; dict(event.get(<K>)) ; isinstance(event.get(<K>), (list, dict)) ; isinstance(event.get(<K>), Mapping) ; list(event.get(<K>)) ; hash(event.get(<K>)) ; {event.get(<K>): 1} ; event.get('S') ; event['N'] ; sorted(event.get(<K>)) ; event.get(<K>) == <a> ; copy.deepcopy(event.get(<K>)) ; event.get(<K>)[<i>:<i>] ; event.items() ; event.event_time_epoch() ; len(event) ; <a> in event.get(<K>) ; str(event.get(<K>)) ; event.get(<K>).copy() ; reversed(event.get(<K>)) ; event | {} ; {**event} ; event.log_type ; deep_get(event, <K>, <s>) ; bool(event.get(<K>)) ; {**event.get(<K>)} ; event == event.to_dict()"

ISO = ("2025-03-01T09:11:05Z", "2025-03-01", "2024-02-29 23:59:59.5", "2025-03-01T09:11:05.123456+02:00", "20250301T091105", "2025-W09-6", "2025-02-30", "09:11", "2025-03-01T24:00:00", "2025-03-01T09:11:05-0530", "01/03/2025 09:11", "Mar 1, 2025", "")
DATE_FORMATS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f%z", "%d/%m/%Y %H:%M", "%b %d, %Y", "%j %a %A %B", "%I %p %y", "%%", "%", "%H:%M", "%s %Z|%z", "%G-W%V-%u", "é%Y", "%c", "%x %X", "%U %W %w")
URLS = ("https://user:pw@Example.com:8443/a/b;c?q=1&q=2&r=#frag", "http://[::1]:80/", "//host/x", "mailto:a@b.c", "http://h:99999/", "a?b#c", "", "s3://bucket/key", "HTTP://EXAMPLE.COM", "http://[bad", "http://a/b/../c/./d", "x:y:z", "?a=b;c=d&e")

# What the rule's own classes are: some of their methods are left out at random.
CLASSES = """
class Base:
    kind = "base"
    size = 0

    def __init__(self):
        self.name = self.kind
        self.items = []

    def count(self):
        return len(self.items)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"


class Point(Base):
    kind = "point"

    def __init__(self, name=None, size=1):
        super().__init__()
        self.name = name
        self.size = size
        self.items = [name, size]

    def of(value=3):
        return Point(value, value)

    @property
    def double(self):
        return self.size * 2
METHODS

class Child(Point):
    kind = Point.kind + "/child"

    def __init__(self, *names, **more):
        super().__init__(*names, **more)
        self.items = [*self.items, names]

    def count(self):
        return super().count() + 1

    def swapped(self):
        return type(self)(self.size, self.name)


class Failure(ValueError):
    def __init__(self, what, *more):
        super().__init__(what, *more)
        self.what = what
"""
METHODS = (
    "def __str__(self):\n        return self.name", "def __eq__(self, other):\n        return isinstance(other, Point) and self.items == other.items", "def __hash__(self):\n        return hash(self.name)", "def __lt__(self, other):\n        return self.size < other.size",
    "def __len__(self):\n        return self.size", "def __getitem__(self, key):\n        return self.items[key]", "def __iter__(self):\n        return iter(self.items)", "def __contains__(self, value):\n        return value == self.name", "def __bool__(self):\n        return self.size",
    "def __add__(self, other):\n        return Point(self.name, other) if other else NotImplemented", "def __radd__(self, other):\n        return (other, self.name)", "def __call__(self, value):\n        return value or self.name", "def __neg__(self):\n        return -self.size",
    "def __getattr__(self, name):\n        if name.startswith('_'):\n            raise AttributeError(name)\n        return len(name)", "def __format__(self, spec):\n        return spec + str(self.size)",
)

SHOWN = '''
def deep_get(value, *keys, default=None):
    found = functools.reduce(lambda d, key: d.get(key, default) if isinstance(d, Mapping) else default, keys, value)
    return default if found is None else found


def show(value):
    text = repr(value)
    return text if len(text) <= 330 else f"{text[:230]}~{len(text)}~{text[-85:]}"
'''


def holes(template):
    return re.split(r"(<[A-Za-z]+\+?>)", template)


def table(expressions):
    return {kind: [holes(t.strip()) for line in text.strip().splitlines() for t in line.split(" ; ") if t.strip()] for kind, text in expressions.items()}


TABLE, LIBRARY_TABLE, PANTHER_TABLE = table(EXPRESSIONS), table(LIBRARY), table({"a": PANTHER})["a"]
TYPES = "ifsbldeua"
# How often an expression is one of the library's.
LIBRARY_SHARE = 0.25


class Writer:
    """Writes one probe."""

    def __init__(self, random, functions, name, panther=False):
        self.random = random
        self.panther = panther
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
        if kind == "D":
            return self.pick("datetime.datetime(2025, 3, 1, 9, 11, 5)", "datetime.datetime(2025, 12, 31, 23, 59, 59, 999999, datetime.timezone.utc)", "datetime.datetime.fromisoformat('2024-02-29T00:00:00+05:30')")
        if kind == "T":
            return self.pick("datetime.timedelta(1)", "datetime.timedelta(seconds=-1)", "datetime.timedelta(0, 5, 7)")
        if kind == "O":
            return self.pick(f"Point({self.literal('s')}, {self.literal('i')})", f"Child({self.literal('s')})", "Base()", "Point()")
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
        if kind in ("ISO", "DFMT", "URL"):
            return repr(r.choice({"ISO": ISO, "DFMT": DATE_FORMATS, "URL": URLS}[kind]))
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
        if kind == "a" and self.panther and r.random() < 0.2:
            return self.fill(r.choice(PANTHER_TABLE), depth)
        library = kind not in TABLE or kind in LIBRARY_TABLE and r.random() < LIBRARY_SHARE
        return self.fill(r.choice((LIBRARY_TABLE if library else TABLE)[kind]), depth)

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
        kind = self.random.choice("ifsbldeuaaaldsDTO")
        text = self.e(kind)
        name = self.variable(kind) if self.random.random() < 0.3 else None
        name = name or self.new()
        self.known.append((name, kind))
        target = name
        if self.random.random() < 0.6:
            fallback = self.literal(kind if kind not in "byeDTO" else "i")
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
            kind = r.choice((r.choice(EXCEPTIONS), "Exception", "Failure", f"({r.choice(EXCEPTIONS)}, {r.choice(EXCEPTIONS)})", "LookupError"))
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
        kind = self.pick(*EXCEPTIONS, "Failure")
        arguments = self.pick("", f"({self.e('a', 1)})", f"({self.literal('s')}, {self.e('a', 1)})")
        return [f"{indent}raise {kind}{arguments}"]

    def do_assert(self, indent, depth):
        return [f"{indent}assert {self.e('a', 2)}{self.pick('', ', ' + self.operand('a', 1))}"]

    def do_control(self, indent, depth):
        if not self.loops:
            return self.do_append(indent, depth)
        return [f"{indent}if {self.e('b', 2)}:", f"{indent}    {self.pick('break', 'continue')}"]

    def do_append(self, indent, depth):
        return [f"{indent}out.append({self.e(self.random.choice('aaaasfidlbueyDTO'))})"]

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
            return f"{r.choice(('int', 'str', 'list', 'dict', 'float', 'bool', 'tuple', 'bytes', 'set'))}({inner})"
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


MODULES = (
    "base64", "binascii", "calendar", "collections", "copy", "datetime", "dateutil.parser", "difflib", "fnmatch", "functools", "ipaddress", "itertools", "json", "math", "operator", "re", "shlex", "string",
    "urllib.parse", "uuid",
)


def classes(random):
    methods = random.sample(METHODS, random.randrange(8))
    return CLASSES.replace("METHODS\n", "".join(f"\n    {method}\n" for method in methods))


def rule(random, panther):
    parts = ["".join(f"import {module}\n" for module in MODULES) + "from collections.abc import Iterable, Mapping\n", constants(random), classes(random), SHOWN]
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
        text = Writer(random, functions, f"probe{len(probes)}", panther).probe()
        if valid(text):
            parts.append(text)
            probes.append(f"probe{len(probes)}")
    body = ["def rule(event):"]
    bare = random.random() < 0.4
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


# Names that mean something in Rust, or look like those of the text that rules become.
ODD_NAMES = (
    "args kwargs py value items item slot space at line outer inner call number frame_ _frame args_ defaults_ space_ argument_0_ iter_1_ item_1_ outcome_2_ error_1_ built_1_ it_ "
    "init_STORE global_STORE init_module ensure_module init_module_ default_h0_0 CLASS_Point_ class_Point_ body_Point_ rule_0 model_0_0 __own u_ "
    "abstract become box const crate do dyn enum extern fn gen impl let loop macro mod move mut override priv pub ref self static struct trait typeof union unsafe use virtual where yield_ "
    "Self Ok Err Some Value Dict Func Names Signature Iter Kind Ret Py Exc Flow Box Vec String drop std core alloc event_ u8 straße_ λ"
).split()


def renamed(text):
    """The rule with odd names for its variables and functions, half of the time."""
    source = random.Random(text)
    if source.random() < 0.5:
        return text
    made = sorted(set(re.findall(r"\b[vnhgw]\d+\b", text)))
    odd = [name for name in ODD_NAMES if not re.search(rf"\b{name}\b", text)]
    names = dict(zip(source.sample(made, len(made)), source.sample(odd, len(odd))))
    return re.sub(r"\b[vnhgw]\d+\b", lambda found: names.get(found[0], found[0]), text)


# How much a rule may print, over a few events: what is heavier is no better a test, and takes the time of many others.
HEAVY = 180_000


def light(text):
    """Whether the rule ends soon, and prints little: it is run in a child, which an alarm ends."""
    child = os.fork()
    if not child:
        signal.alarm(3)
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        os._exit(0 if printed(text) <= HEAVY else 1)
    return os.waitpid(child, 0)[1] == 0


def printed(text):
    """How much the rule prints. It may fail, or want Panther's event: what it printed until then counts."""
    module = {"__name__": "probe"}
    amount = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile(text, "probe", "exec")
        for seed in range(24):
            exec(code, module)
            show = module["show"]

            def measured(value):
                nonlocal amount
                amount += len(repr(value))
                return show(value)

            module["show"] = measured
            try:
                module["rule"](event(random.Random(seed)))
            except Exception:
                continue
    return amount


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
        for number in range(arguments.count):
            text = json.dumps(event(source))
            # Doubled keys, escapes, halves of surrogates, numbers that are no float: what `json.dumps` does not write.
            if number % 4 == 3:
                mutated = mutate.parse(text)
                for _ in range(source.randrange(1, 4)):
                    mutate.mutate(mutated, source)
                text = mutated.text()
            sys.stdout.buffer.write(text.encode() + b"\n")
        return
    folder = os.path.join(arguments.folder, "fz")
    os.makedirs(folder, exist_ok=True)
    for i in range(arguments.count):
        name = f"fz_{arguments.seed}_{i:04}"
        panther = i % 5 == 4
        source = random.Random(f"{arguments.seed} {i}")
        text = rule(source, panther)
        while not light(text):
            text = rule(source, panther)
        text = renamed(text)
        # Each on one line would raise there, wherever in it.
        if i % 2:
            text = explode.exploded(text)
        with open(os.path.join(folder, name + ".py"), "w", encoding="utf-8") as file:
            file.write(text)
        if panther:
            with open(os.path.join(folder, name + ".yml"), "w", encoding="utf-8") as file:
                file.write(f"AnalysisType: rule\nRuleID: {name}\nFilename: {name}.py\nEnabled: true\nLogTypes:\n  - AWS.CloudTrail\nSeverity: Low\n")


if __name__ == "__main__":
    main()

"""Writes `event/src/py/chars_tables.rs`: what `str` of the running CPython knows of each code point.

Run with CPython 3.11 (Unicode 14): `python3 event/tables/chars.py > event/src/py/chars_tables.rs`.
"""

import sys
import unicodedata

assert unicodedata.unidata_version == "14.0.0", unicodedata.unidata_version

EVERY = [chr(c) for c in range(sys.maxunicode + 1)]
FINAL_SIGMA = "\u03c2"


def wrap(items, width=116):
    line = "   "
    for item in items:
        if len(line) + len(item) + 2 > width:
            print(line)
            line = "   "
        line += f" {item},"
    if line.strip():
        print(line)


def ranges(name, doc, has):
    bounds, inside = [], False
    for c in EVERY:
        if has(c) != inside:
            bounds.append(ord(c))
            inside = not inside
    if inside:
        bounds.append(sys.maxunicode + 1)
    print(f"\n/// {doc}\n#[rustfmt::skip]\npub(super) static {name}: [u32; {len(bounds)}] = [")
    wrap(f"0x{b:x}" for b in bounds)
    print("];")


def runs(pairs):
    """(first, last, step, delta) of single-character mappings."""
    out = []
    for c, d in pairs:
        delta = d - c
        if out and out[-1][3] == delta:
            first, last, step, _ = out[-1]
            if first == last and c - last in (1, 2) or first != last and c - last == step:
                out[-1] = (first, c, c - last, delta)
                continue
        out.append((c, c, 1, delta))
    return out


def mapping(name, doc, map_, base):
    """Where `map_` differs from `base`."""
    one, many = [], []
    for c in EVERY:
        to = map_(c)
        if to == base(c):
            continue
        if len(to) == 1:
            one.append((ord(c), ord(to)))
        else:
            many.append((ord(c), to))
    rows = runs(one)
    print(f"\n/// {doc}: first, last, step, what to add.\n#[rustfmt::skip]")
    print(f"pub(super) static {name}: [(u32, u32, u32, i32); {len(rows)}] = [")
    wrap(f"(0x{f:x}, 0x{l:x}, {s}, {d})" for f, l, s, d in rows)
    print("];")
    print(f"\n/// {doc}: what becomes several characters.\n#[rustfmt::skip]")
    print(f"pub(super) static {name}_MANY: [(u32, &str); {len(many)}] = [")
    wrap('(0x%x, "%s")' % (c, "".join(f"\\u{{{ord(t):x}}}" for t in to)) for c, to in many)
    print("];")


def ignorable(c):
    return ("A" + c + "\u03a3").lower()[-1] == FINAL_SIGMA and (c + "\u03a3").lower()[-1] != FINAL_SIGMA


print("//! What CPython 3.11's `str` knows of each code point (Unicode 14). Written by `event/tables/chars.py`.")
print("//!")
print("//! A set is its boundaries in order: a character is in it if an odd number of them is at or below it.")
ranges("ALPHA", "`str.isalpha`.", str.isalpha)
ranges("DECIMAL", "`str.isdecimal`; each run begins with a zero.", str.isdecimal)
ranges("DIGIT", "`str.isdigit`.", str.isdigit)
ranges("NUMERIC", "`str.isnumeric`.", str.isnumeric)
ranges("PRINTABLE", "`str.isprintable`.", str.isprintable)
ranges("LOWER", "`str.islower`.", str.islower)
ranges("UPPER", "`str.isupper`.", str.isupper)
ranges("TITLE", "Titlecase letters.", lambda c: c.istitle() and not c.isupper())
ranges("CASED", "What makes `str.title` go on in lower case.", lambda c: (c + "A").title()[-1] == "a")
ranges("CASE_IGNORABLE", "What the rule of the final sigma looks past.", ignorable)
ranges("IDENTIFIER_START", "What an identifier can begin with.", str.isidentifier)
ranges("IDENTIFIER_CONTINUE", "What an identifier can go on with.", lambda c: ("a" + c).isidentifier())
mapping("TO_LOWER", "`str.lower`", str.lower, lambda c: c)
mapping("TO_UPPER", "`str.upper`", str.upper, lambda c: c)
mapping("TO_TITLE", "Where `str.title` differs from `str.upper`", str.title, str.upper)
mapping("TO_FOLDED", "Where `str.casefold` differs from `str.lower`", str.casefold, str.lower)

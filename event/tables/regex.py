"""Writes event/src/py/regex/tables.rs: what CPython 3.11's `re` knows of each code point (Unicode 14).

Run it with CPython 3.11 from the repository's root: python3 event/tables/regex.py
"""

import sys
import unicodedata
from re import _casefix
import _sre

assert sys.version_info[:2] == (3, 11) and unicodedata.unidata_version == "14.0.0"

POINTS = range(0x110000)


def ranges(predicate):
    found = []
    for point in POINTS:
        if predicate(chr(point)):
            if found and found[-1][1] == point - 1:
                found[-1][1] = point
            else:
                found.append([point, point])
    return found


def lines(items):
    line = "   "
    for item in items:
        if len(line) + len(item) + 2 > 120:
            yield line
            line = "   "
        line += f" {item},"
    yield line


def table(out, name, doc, kind, items):
    items = list(items)
    out.append(f"/// {doc}")
    out.append("#[rustfmt::skip]")
    out.append(f"pub(super) static {name}: [{kind}; {len(items)}] = [")
    out.extend(lines(items))
    out.append("];")
    out.append("")


def range_table(out, name, doc, predicate):
    table(out, name, doc, "(u32, u32)", (f"({a:#x}, {b:#x})" for a, b in ranges(predicate)))


def upper(point):
    return ord(chr(point).upper()[0])


out = [
    "//! What CPython 3.11's `re` knows of each code point (Unicode 14). Written by `event/tables/regex.py`.",
    "",
]
range_table(out, "DECIMAL", "`str.isdecimal`: `\\d`. Inclusive ranges.", str.isdecimal)
range_table(out, "SPACE", "`str.isspace`: `\\s`.", str.isspace)
range_table(out, "WORD", "`str.isalnum`, or `_`: `\\w`.", lambda c: c.isalnum() or c == "_")

cased = []
for point in POINTS:
    lower = _sre.unicode_tolower(point)
    assert lower == ord(chr(point).lower()[0])
    assert _sre.unicode_iscased(point) == (lower != point or upper(point) != point)
    if _sre.unicode_iscased(point):
        cased.append((point, lower, upper(point)))
table(
    out,
    "CASED",
    "Each cased character, its simple lowercase and its simple uppercase (`_sre.unicode_iscased`).",
    "(u32, u32, u32)",
    (f"({c:#x}, {lo:#x}, {up:#x})" for c, lo, up in cased),
)
table(
    out,
    "EXTRA_CASES",
    "Lowercase characters with the same uppercase as another lowercase one (`re._casefix`).",
    "(u32, &[u32])",
    (f"({k:#x}, &[{', '.join(f'{v:#x}' for v in vs)}])" for k, vs in sorted(_casefix._EXTRA_CASES.items())),
)
with open("event/src/py/regex/tables.rs", "w", encoding="utf-8") as file:
    file.write("\n".join(out).rstrip("\n") + "\n")

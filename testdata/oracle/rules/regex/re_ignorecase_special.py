"""Kelvin sign, long s, dotless i."""

import re


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [bool(re.search("k", "\u212a", re.I)), bool(re.search("s", "\u017f", re.I)), bool(re.search("i", "\u0131", re.I)), bool(re.search("i", "\u0130", re.I)), bool(re.search("ß", "ẞ", re.I)), bool(re.search("σ", s + "ς", re.I))]
    LAST = v
    return bool(v[5] and s)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

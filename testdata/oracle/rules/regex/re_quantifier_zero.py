"""{0}, {,n}, {n,} and a brace that is none."""

import re


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [re.findall("a{,2}", "aaa"), re.findall("o{1}", s), bool(re.search("a{x}", "a{x}")), bool(re.search("[aeiou]{2,}", s))]
    LAST = v
    return bool(v[3])


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""$ matches before a final newline."""

import re


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := ([bool(re.search(r"d$", t)) for t in ("end", "end\n", "end\n\n")] + [bool(re.search("[a-z]$", s)), bool(re.search(r"[a-z]\Z", s))])) is None:
        return False
    return bool(v[3])


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = [bool(re.search(r"d$", t)) for t in ("end", "end\n", "end\n\n")] + [bool(re.search("[a-z]$", s)), bool(re.search(r"[a-z]\Z", s))]
    return "%s / %r" % (type(found).__name__, found)

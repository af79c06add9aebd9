"""Ensure_ascii False, surrogates, controls."""

import json


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = json.dumps(s + "\x7f\u2028\x00\"\\/é😀") + json.dumps(s, ensure_ascii=False)
    LAST = v
    return len(v) > 70


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

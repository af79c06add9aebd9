"""The constants of string, and capwords."""

import string
from string import ascii_letters, capwords, punctuation


def rule(event):
    return all(c in string.printable for c in str(event.get("eventName")))


def title(event):
    return capwords(event.get("text") or "o'neill and   sons") + capwords("a-b c-d", "-")


def alert_context(event):
    return {
        "all": [ascii_letters, punctuation, string.digits, string.hexdigits, string.octdigits, string.whitespace,
                string.ascii_lowercase, string.ascii_uppercase, string.printable],
        "clean": "".join(c for c in str(event.get("text")) if c not in punctuation),
    }

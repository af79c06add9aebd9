"""Names of codecs that are no text for C."""

import json

NAMES = (json.loads('"\\udc00x"'), "a\0b", "", "no-such", "utf-8", "latin-1", 7)


def tried(function):
    try:
        return repr(function())
    except Exception as e:
        return f"{type(e).__name__} {e}"


def rule(event):
    return True


def title(event):
    name = event.get("eventName")
    names = [*NAMES, name]
    calls = [
        lambda n: str(b"", n),
        lambda n: str(b"a", n),
        lambda n: str(encoding=n),
        lambda n: str(b"", "utf-8", n),
        lambda n: str(b"", 1, n),
        lambda n: bytes("", n),
        lambda n: bytes("a", n),
        lambda n: b"".decode(n),
        lambda n: b"a".decode(n),
        lambda n: "".encode(n),
        lambda n: "a".encode(n),
        lambda n: "".encode("utf-8", n),
    ]
    return " | ".join(tried(lambda: call(n)) for call in calls for n in names)[:900]


def alert_context(event):
    names = [*NAMES, event.get("userAgent")]
    return {str(at): [tried(lambda: bytes("a", "ascii", n)), tried(lambda: "a".encode("ascii", errors=n))] for at, n in enumerate(names)}

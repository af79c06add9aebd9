"""Percent-encoding and query strings."""

from urllib.parse import (
    parse_qs,
    parse_qsl,
    quote,
    quote_from_bytes,
    quote_plus,
    unquote,
    unquote_plus,
    unquote_to_bytes,
    urlencode,
)

TEXTS = [
    "", "abc", "a b/c?d=e&f+g", "é€😀", "%41%zz%4", "%", "%%41", "%C3%A9", "%c3", "%FF%e2%82%ac", "é%C3é%A9", "+%2B+", "a%00b",
    b"", b"a b%20\xff", b"%ff", None, 5, [], ["%"], {}, {"%": 1}, "\n~-_.",
]
QUERIES = [
    "", "a=1", "a=1&b=2&a=3", "a", "a=", "=b", "a=b=c", "&&a=1&", "a=%20+%2B", "a=1;b=2", "%C3%A9=%FF", b"a=1&b=%C3%A9", b"a=1&b=2",
    None, 5, [], "a=1&&b", "x[]=1&x[]=2",
]


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def quoted(event):
    out = []
    for text in TEXTS + [event.get("text"), event.get("path"), event.get("a")]:
        out.append(attempt(quote, text))
        out.append(attempt(quote, text, ""))
        out.append(attempt(quote, text, safe="é ?"))
        out.append(attempt(quote, text, b"\xe9 ?"))
        out.append(attempt(quote, text, None))
        out.append(attempt(quote, text, encoding="latin-1", errors="replace"))
        out.append(attempt(quote, text, "/", None, "ignore"))
        out.append(attempt(quote_plus, text))
        out.append(attempt(quote_plus, text, b"+"))
        out.append(attempt(quote_from_bytes, text))
        out.append(attempt(unquote, text))
        out.append(attempt(unquote, text, "latin-1"))
        out.append(attempt(unquote, text, errors="strict"))
        out.append(attempt(unquote, text, None, None))
        out.append(attempt(unquote, text, 5))
        out.append(attempt(unquote_plus, text))
        out.append(attempt(unquote_to_bytes, text))
    return out


def queries(event):
    out = []
    for query in QUERIES + [event.get("text"), event.get("a")]:
        out.append(attempt(parse_qs, query))
        out.append(attempt(parse_qsl, query))
        out.append(attempt(parse_qs, query, keep_blank_values=True))
        out.append(attempt(parse_qsl, query, True, True))
        out.append(attempt(parse_qsl, query, separator=";"))
        out.append(attempt(parse_qsl, query, max_num_fields=1))
        out.append(attempt(parse_qsl, query, encoding="latin-1"))
    out.append(attempt(parse_qsl, "a=1", separator=""))
    out.append(attempt(parse_qsl, "a=1", separator=None))
    out.append(attempt(parse_qsl, "a=1", separator=5))
    out.append(attempt(parse_qsl, "a=1", separator=b"&"))
    out.append(attempt(parse_qs))
    return out


def encoded(event):
    out = []
    for query in [
        {}, {"a": 1, "b c": "d e"}, {"a": [1, 2], "b": "x", "c": b"\xff", "d": None, "e": ()}, [("a", 1), ("b", "é")], [], "", "ab",
        (("a", "b"),), [1], 5, None, [["a", "b"]], [("a",)], [("a", 1, 2)], {"a": {"x": 1}}, {b"k": b"v"}, {"é": "ü"}, {1: 2.5},
        event.get("tags"), event.get("count"), {"t": event.get("text"), "g": event.get("tags")},
    ]:
        out.append(attempt(urlencode, query))
        out.append(attempt(urlencode, query, True))
        out.append(attempt(urlencode, query, doseq=True, safe="/"))
        out.append(attempt(urlencode, query, quote_via=quote))
        out.append(attempt(urlencode, query, quote_via=lambda *args: str(args)))
        out.append(attempt(urlencode, query, encoding="latin-1"))
    out.append(attempt(urlencode, {"a": 1}, quote_via=None))
    return out


def rule(event):
    return quote(str(event.get("text"))) != event.get("text")


def title(event):
    return quote(str(event.get("path")), safe="")


def alert_context(event):
    return {"quoted": quoted(event), "queries": queries(event), "encoded": encoded(event)}

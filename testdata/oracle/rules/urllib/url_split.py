"""Cutting and joining URLs, of text and of bytes, and the results as tuples."""

import json
import urllib.parse
from urllib.parse import urldefrag, urljoin, urlparse, urlsplit, urlunparse, urlunsplit

URLS = [
    "", "a", "/a/b;c/d;e?f=g#h", "http://h", "HTTP://User:Pa%20ss@Host.EXAMPLE:80/p;x?q#f", "http://[::1]:8080/x",
    "http://[::1", "http://::1]", "http://[1.2.3.4]/", "http://[v1.a]/", "http://[v.a]/", "http://[zz]/", "//n/p?q",
    "mailto:a@b.c", "a.b+c-d:rest", "1a:b", "é:b", "  \t\x00http://x\ny/\r", "http://h:port", "http://h:99999", "http://h:",
    "http://h:0", "http://@h", "http://u@h", "http://u:@h", "http://a@b@c:1", "http://h?x?y#a#b", "http://h;p", "http://h/;p",
    "ftp://h/a;b", "unknown://h/a;b?c#d", "http://[fe80::1%25Eth0]:1/", "http://É.com/", "http://a\uff0fb/", "http://a\u2100b",
    "javascript:alert(1)", "file:///etc/passwd", "///x", "////x", "http:///x", "http:x", "//[::1]x:5/", "http://h:+5",
    "http://h:\u0663", "data:;base64,AA", "?q", "#f", ";p", "x:", "http://h/%2e%2e/a", b"", b"http://h:80/p;x?q#f",
    b"http://\xff", None, 5, [], ["a"], {}, True, 0,
]
JOINS = ["", "x", "/x", "../x", "./x/../y", "../../../x", ".", "..", "//o/x", "?q", "#f", ";p", "http://z/y", "mailto:q", "a//b", "g;x=1/../y"]


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def named(url):
    out = []
    try:
        result = urlparse(url)
    except Exception:
        return out
    for name in ("scheme", "netloc", "path", "params", "query", "fragment", "username", "password", "hostname", "port", "other"):
        out.append(attempt(lambda: getattr(result, name)))
    out.append(attempt(result.geturl))
    return out


def parsed(event):
    out = []
    for url in URLS + [event.get("text"), event.get("path"), event.get("a")]:
        out.append(attempt(urlparse, url))
        out.append(attempt(urlsplit, url, "ftp", False))
        out.append(attempt(urlparse, url, allow_fragments=0))
        out.append(attempt(urldefrag, url))
        out.append(attempt(lambda: urlunsplit(urlsplit(url))))
        out.append(attempt(lambda: urldefrag(url).geturl()))
        out.append(named(url))
    return out


def joined():
    out = []
    for base in ["http://h/a/b/c;d?q#f", "http://h", "h/x", "mailto:a@b", "file:///a/b", "//n/a/", "unknown://h/a", "", b"http://h/a"]:
        for url in JOINS + [b"x"]:
            out.append(attempt(urljoin, base, url))
    return out


def others(event):
    u = urlparse(event.get("text") or "http://h/p?q=1")
    t = tuple(u)
    s, n, *rest = u
    return [
        attempt(lambda: [isinstance(u, tuple), type(u).__name__, len(u), u[0], u[-1], u[1:3], u == t, t == u, u != t, hash(u) == hash(t)]),
        attempt(lambda: [u < t, u <= t, u > ("a",), "http" in u, bool(u), (s, n, rest), list(u), {u: 1}[t], {t: 1}.get(u)]),
        attempt(lambda: [u + (1,), (1,) + u, u * 2, u.index(u.path), u.count(""), json.dumps(u), json.dumps({"u": u})]),
        attempt(lambda: "%s|%s|%s|%s|%s|%s" % u),
        attempt(lambda: f"{u} {u!r:.20}"),
        attempt(lambda: str(type(u))),
        attempt(lambda: u._replace(scheme="ftp", netloc="x").geturl()),
        attempt(lambda: u._replace(nothing=1, more=2)),
        attempt(lambda: u._replace(1)),
        attempt(lambda: u._asdict()),
        attempt(lambda: u._asdict(1)),
        attempt(lambda: u._fields),
        attempt(lambda: u.encode().decode() == u),
        attempt(lambda: u.encode("utf-8").netloc),
        attempt(lambda: u.geturl(1)),
        attempt(lambda: u + [1]),
        attempt(lambda: u["a"]),
        attempt(lambda: u[9]),
        attempt(lambda: u < 5),
        attempt(lambda: u.nothing),
        attempt(lambda: {**u}),
        attempt(lambda: "abc".startswith(u)),
        attempt(lambda: sorted([u, t, ("a",)])[0]),
        attempt(lambda: [x for x in reversed(u)]),
        attempt(lambda: set(u) | {1} == set(t) | {1}),
        attempt(urlparse),
        attempt(urlparse, "a", "b", True, 4),
        attempt(urlparse, "a", b"b"),
        attempt(urlparse, b"a", "b"),
        attempt(urlparse, "a", None),
        attempt(urlparse, "a", []),
        attempt(urlparse, "a", " HT\ttp "),
        attempt(urlsplit, "a", "", []),
        attempt(urlunparse, ()),
        attempt(urlunparse, ("http", "h", "p", "x", "q", "f")),
        attempt(urlunparse, ["http", "h", "p", "x", "q"]),
        attempt(urlunparse, ["http", "h", "p", "x", "q", "f", "g"]),
        attempt(urlunparse, ("", "", None, "", "", "")),
        attempt(urlunparse, ("http", "", None, "", "", "")),
        attempt(urlunparse, ("http", "h", None, "", "", "")),
        attempt(urlunparse, ("http", None, "p", None, None, None)),
        attempt(urlunparse, (b"http", b"h", b"p", b"", b"q", b"")),
        attempt(urlunparse, ("http", b"h", "p", "", "q", "")),
        attempt(urlunparse, 5),
        attempt(urlunsplit, ("http", "h", "//p", "q", "f")),
        attempt(urlunsplit, ("x", "", "//p", "q", "f")),
        attempt(urllib.parse.urlsplit, "x://y"),
    ]


def rule(event):
    return urlparse(event.get("text")).hostname is None


def title(event):
    return f"{urllib.parse.urlparse(event.get('text'))}"


def alert_context(event):
    return {"parsed": parsed(event), "joined": joined(), "others": others(event)}

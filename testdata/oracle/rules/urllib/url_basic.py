"""URLs and percent-encoding."""

from urllib.parse import parse_qs, quote, unquote, urlparse


def rule(event):
    return urlparse(event.get("text") or "").scheme in ("https", "id") or len(quote(event.get("path") or "")) > 12


def title(event):
    u = urlparse(event.get("text") or "http://h/p?q=1")
    return f"{u.netloc} {u.path} {parse_qs(u.query)} {unquote(event.get('path') or '')}"

"""Digests of what is in an event, and what is refused."""

import hashlib
from hashlib import md5, sha1, sha256

MADE = hashlib.sha256(b"made with the module")


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def texts(event):
    return [str(event.get(key)) for key in ("eventName", "text", "sourceIPAddress")]


def every(event):
    out = []
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "SHA256", "MD5"):
        hashed = hashlib.new(name, b"a")
        for text in texts(event):
            out.append(attempt(lambda: hashed.update(text.encode())))
        copy = hashed.copy()
        copy.update(b"x" * 200)
        out += [hashed.hexdigest(), hashed.digest(), copy.hexdigest(), hashed.name, hashed.digest_size, hashed.block_size]
    for function in (md5, sha1, hashlib.sha224, sha256, hashlib.sha384, hashlib.sha512):
        out += [function().hexdigest(), function(b"").hexdigest(), function(string=b"abc").hexdigest(), function(b"abc", usedforsecurity=False).digest().hex()]
        out += [attempt(function, given) for given in ("a", 5, None, 1.5, [b"a"], {})]
        out += [attempt(function, b"a", b"b"), attempt(function, data=b"a"), attempt(function, b"a", other=1), repr(function)]
    hashed = md5(b"a")
    out += [
        attempt(hashed.update), attempt(hashed.update, b"a", b"b"), attempt(hashed.update, "a"), attempt(hashed.update, data=b"a"), attempt(hashed.digest, 1), attempt(hashed.hexdigest, x=1),
        attempt(lambda: hashed.nothing), attempt(len, hashed), attempt(lambda: hashed < hashed), hashed == hashed, hashed == md5(b"a"), bool(hashed), type(hashed).__name__, str(type(hashed)),
        attempt(hashlib.new), attempt(hashlib.new, "md5", "a"), attempt(hashlib.new, "sha1", data=b"a") != "", MADE.hexdigest(), {hashed: 1}[hashed], hashlib.__name__,
    ]
    return out


def rule(event):
    return sha256(str(event.get("eventName")).encode("utf-8", "replace")).hexdigest() < "8"


def title(event):
    return "-".join(md5(text.encode("utf-8", "backslashreplace")).hexdigest()[:8] for text in texts(event))


def alert_context(event):
    return {"every": repr(every(event))}

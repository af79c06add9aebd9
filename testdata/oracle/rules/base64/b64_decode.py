"""Decoding and its errors: what is discarded, what padding lacks, what is no text of ASCII."""

import base64
import binascii
from base64 import b64decode, urlsafe_b64decode
from binascii import Error as AsciiError

TEXTS = [
    "", "=", "==", "===", "A", "AA", "AAA", "AAAA", "AA=", "AA==", "AAA=", "AAAA=", "AAAA==", "A=", "A==", "AA==AA==",
    "AA=A", "AAA=AAAA", "AA A=", "A-_/", "+/+/", "-_-_", "a!b@c#d$", "SGVsbG8gd29ybGQ", "SGVsbG8gd29ybGQ=", "é", "AAAAA",
    "AAAAAAAAA", "====AAAA", "AA\n==", "A\x00AA", b"SGk=", b"\xff\xfeSGk=", None, 5, ["SGk="], "AA===", "AAAA====",
]


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except AsciiError as e:
        return f"ascii {type(e).__name__} {e} {isinstance(e, ValueError)}"
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def every(event):
    texts = TEXTS + [event.get("text"), event.get("eventName"), event.get("a")]
    out = []
    for text in texts:
        out.append(attempt(b64decode, text))
        out.append(attempt(base64.b64decode, text, validate=True))
        out.append(attempt(base64.b64decode, text, "-_"))
        out.append(attempt(base64.b64decode, text, b"-_", True))
        out.append(attempt(base64.b64decode, text, altchars=5))
        out.append(attempt(base64.b64decode, text, "abc"))
        out.append(attempt(urlsafe_b64decode, text))
        out.append(attempt(base64.standard_b64decode, text))
        out.append(attempt(base64.b32decode, text))
        out.append(attempt(base64.b16decode, text, casefold=True))
        out.append(attempt(base64.decodebytes, text))
        out.append(attempt(binascii.a2b_base64, text, strict_mode=True))
        out.append(attempt(binascii.unhexlify, text))
        out.append(attempt(base64.binascii.a2b_base64, text))
    return out


def rule(event):
    return len(every(event)) > 0


def title(event):
    return f"{every(event)[-14:]}"


def alert_context(event):
    return {"all": repr(every(event)), "error": repr(binascii.Error), "name": base64.__name__}

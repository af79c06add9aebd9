"""UTF-16 and UTF-32, with every handler, there and back."""

import base64

ENCODINGS = (
    "utf-16", "utf-16-le", "utf-16-be", "UTF_16LE", "u16", "utf-32", "utf-32-le", "utf-32-be", "utf16", "utf16le", "utf 32",
    "unicodelittleunmarked", "utf-8", "latin-1",
)
HANDLERS = ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass", "surrogateescape", "nope")
BYTES = (
    b"", b"\x00", b"\xd8\x00", b"\x00\xd8", b"\x00\xd8\x01", b"\x00\xd8a\x00", b"\x00\xdc", b"\xfe\xff\xd8", b"\xff\xfea\x00", b"\xfe\xff\x00a",
    b"a\x00\x00\x00\x00\xd8\x00\x00", b"\xff\xff\xff\xff\x00", b"\xff\xfe\x00\x00a\x00\x00\x00", b"\x00\x00\xfe\xff\x00\x00\x00a\x80", b"=\xd8\x00\xde", b"\xd8=\xde\x00",
    b"\x00\xdc\x80\x00\xd8\x90\xdc", b"abcd", b"abcde\xff\xff",
)


def tried(function):
    try:
        return function()
    except Exception as e:
        return (type(e).__name__, str(e))


def rule(event):
    return True


def title(event):
    text = event.get("eventName")
    texts = (text if isinstance(text, str) else "PutObject", "é日😀", "", "a" + chr(0xDC80) + "b")
    out = []
    for encoding in ENCODINGS:
        for handler in HANDLERS:
            out.append([tried(lambda: t.encode(encoding, handler)) for t in texts])
    return repr(out)


def dedup(event):
    out = []
    for encoding in ENCODINGS:
        for handler in HANDLERS:
            out.append([ascii(tried(lambda: b.decode(encoding, handler))) for b in BYTES])
    return repr(out)


def description(event):
    command = base64.b64decode("dwBoAG8AYQBtAGkA").decode("utf-16-le")
    return command + repr(tried(lambda: str(b"\xff\xfea\x00", "utf-16"))) + repr(tried(lambda: str(b"a", "utf-16", "strict")))

"""Every method of bytes, over what an event's text is in UTF-8, with right and wrong arguments."""

import binascii

SAMPLES = (b"", b"abc", b" a\tb  c\x0b\x1c", b"they're Bill's", b"-12\t3\n4\r\n5\r6", b"a,b,,c", b"\xff\x00\x80Z", b"aaaa")
OTHER = (None, 1, "a", b"", b"a", b"aa", b",", 97, 300, 2.5, True, (b"a",), [b"b"])
PLAIN = ("capitalize", "title", "swapcase", "istitle", "lower", "upper", "isupper", "islower", "isdigit", "isalpha", "isspace", "isascii")
TABLE = bytes.maketrans(b"abc\xff", b"xyz-")


def tried(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except Exception as e:
        return (type(e).__name__, str(e))


def samples(event):
    text = event.get("eventName")
    return (*SAMPLES, text.encode("utf-8", "replace")[:40]) if isinstance(text, str) else SAMPLES


def rule(event):
    return True


def title(event):
    return repr([tried(getattr(b, name)) for b in samples(event) for name in PLAIN])[:900]


def dedup(event):
    out = []
    for b in samples(event):
        for other in OTHER:
            for name in ("partition", "rpartition", "split", "rsplit", "splitlines", "expandtabs", "zfill", "center", "ljust", "rjust"):
                out.append(tried(getattr(b, name), other))
            out.append([tried(b.rsplit, other, 1), tried(b.rsplit, b",", other), tried(b.center, 9, other)])
            out.append([tried(b.translate, other), tried(b.translate, TABLE, other), tried(bytes.maketrans, b"a", other)])
    return short(out)


def description(event):
    out = [bytes.fromhex("00 ff\t7A"), tried(bytes.fromhex, "0 1"), tried(bytes.fromhex, "é"), tried(bytes.fromhex, b"00"), b"".fromhex("61")]
    for b in samples(event):
        out += [b.translate(TABLE), b.translate(None, delete=b"a"), b.translate(TABLE, b"b"), b.rsplit(maxsplit=1), b.rsplit(b"a", -1)]
        out += [b.splitlines(keepends=True), b.expandtabs(tabsize=3), b.zfill(12), b.center(12, b"*"), b.ljust(9) + b.rjust(9, b"\0")]
        out += [tried(b.translate), tried(b.translate, table=None), tried(b.translate, None, delete=None), tried(b.title, 1)]
        out += [tried(b.center), tried(b.center, width=3), tried(b.splitlines, 1, 2), tried(b.expandtabs, 2**31), tried(b.zfill, 2**70)]
        out.append(tried(b.nothing) if hasattr(b, "nothing") else tried(getattr, b, "nothing"))
    return short(out)


def short(values):
    """What tells all of it in a thousand characters: its checksum, and its end."""
    text = repr(values)
    return f"{binascii.crc32(text.encode())} {len(text)} {text[-700:]}"

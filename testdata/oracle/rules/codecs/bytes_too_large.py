"""Bytes of more than an object can have, and of more than there is room for."""

MOST = 2**63 - 1


def rule(event):
    return True


def title(event):
    out = []
    for less in (0, 1, 32, 33, 34):
        length = MOST - less
        for make in (
            lambda: b"ab".ljust(length),
            lambda: b"ab".rjust(length, b"x"),
            lambda: b"ab".center(length),
            lambda: b"-1".zfill(length),
            lambda: bytes(length),
            lambda: (1).to_bytes(length, "big"),
        ):
            try:
                out.append(repr(make())[:9])
            except OverflowError as e:
                out.append(str(e))
            except MemoryError as e:
                out.append("no room")
    return " | ".join(out)


def dedup(event):
    try:
        return repr(bytes(event.get("count", 3)))
    except (OverflowError, MemoryError, TypeError, ValueError) as e:
        return type(e).__name__

"""Slice assignment and deletion grow and shrink the list."""


def rule(event):
    v = list(event.get("values") or [1, 2, 3])
    v[1:2] = ["a", "b", "c"]
    v[:0] = "zz"
    del v[-1]
    v[::2] = v[::2][::-1]
    event["v"] = v
    return len(v) > 5


def title(event):
    return f"{event['v']}"

"""A break leaves the inner loop alone."""


def pairs(event):
    out = []
    for a in event.get("values") or [3, 1]:
        for b in event.get("tags") or ["p", "q", "r"]:
            if b == "q" or len(out) > 8:
                break
            out.append((a, b))
        else:
            out.append(a)
    return out


def rule(event):
    return len(pairs(event)) > 2


def title(event):
    return str(pairs(event))

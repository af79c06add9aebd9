"""For with break and else: else runs only where nothing broke."""

FOUND = []


def rule(event):
    for tag in event.get("tags") or []:
        if tag == "b" or tag == "json":
            FOUND.append(tag)
            break
    else:
        FOUND.append("nothing")
        return len(event) > 12
    return True


def title(event):
    return f"found {FOUND}"

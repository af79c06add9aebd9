"""A try within an except handler, and the name of `as` is gone after it."""


def rule(event):
    out = []
    try:
        out.append(event["values"][0])
    except Exception as e:
        out.append(str(e))
        try:
            out.append(event["tags"][0])
        except Exception as e2:
            out.append(repr(e2))
    event["out"] = out
    return len(out) > 1


def title(event):
    return f"{event['out']}"

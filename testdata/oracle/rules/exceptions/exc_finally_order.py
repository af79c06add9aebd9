"""Finally runs on return, break and continue."""


def rule(event):
    log = []
    for tag in event.get("tags") or ["b", "a"]:
        try:
            if tag == "a":
                continue
            if tag == "c":
                break
            log.append(tag)
        finally:
            log.append("f")
    event["log"] = log
    return len(log) > 3


def title(event):
    return f"{event['log']}"

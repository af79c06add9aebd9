"""The older pair, where rule returns None or alert no bool."""


def rule(event):
    if event.get("name") == "alpha":
        return None
    return {"count": event.get("count", True)}


def alert(found):
    return found["count"] and found["count"] > 0 if found["count"] != 7 else found["count"]


def severity(found):
    return "low" if found["count"] == 1 else "HIGH"

"""The name stays unbound where the walrus did not run."""


def rule(event):
    if event.get("flag") and (x := event.get("name")):
        pass
    return x != "alpha"

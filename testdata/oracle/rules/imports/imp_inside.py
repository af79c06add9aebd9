"""An import inside a function."""


def rule(event):
    import json
    from re import search as find
    return find("o", json.dumps(event.get("text"))) is not None


def title(event):
    from oracle_names import pick as p
    return p(event, "text")

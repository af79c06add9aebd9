"""Literal patterns: True matches 1, None only None."""


def kind(x):
    match x:
        case None:
            return "none"
        case True:
            return "true"
        case 3 | 7:
            return "three or seven"
        case -7:
            return "minus seven"
        case "alpha":
            return "alpha"
        case 0.5:
            return "half"
        case _:
            return "other"


def rule(event):
    return kind(event.get("count", 5)) != "other"


def title(event):
    return " ".join(kind(event.get(k)) for k in ("count", "name", "flag", "ratio"))

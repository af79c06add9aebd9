"""match in all its forms."""


def m(v):
    match v:
        case None | True:
            return "single"
        case 0 | 1.5 | "s":
            return f"literal {v!r}"
        case -3:
            return "neg"
        case [] | ():
            return "empty"
        case [x]:
            return f"one {x!r}"
        case [1, *rest] if len(rest) > 1:
            return f"one-rest {rest}"
        case [first, *_, last]:
            return f"ends {first!r} {last!r}"
        case {"type": "a", **more}:
            return f"a {more}"
        case {"type": str(t), "n": int() as n}:
            return f"typed {t} {n}"
        case {"k": {"deep": [_, second]}}:
            return f"deep {second!r}"
        case {}:
            return "dict"
        case str(s) if s:
            return f"str {s[:9]}"
        case int(i) | float(i):
            return f"num {i}"
        case bool():
            return "bool"
        case _:
            return "other"


def rule(event):
    base = [None, True, False, 0, 1.5, "s", -3, [], (), [7], [1, 2, 3], [1, 2], (5, 6), {"type": "a", "z": 1},
            {"type": "b", "n": 3}, {"k": {"deep": (1, 2)}}, {"k": 1}, "", "text", 5, 2.5, range(3), b"x", {1, 2}]
    event["m"] = [m(v) for v in base] + [m(v) for v in event.values()]
    return True


def title(event):
    return repr(event["m"])[:950]

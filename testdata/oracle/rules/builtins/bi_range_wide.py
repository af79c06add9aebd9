"""Ranges with a bound that is very large, and no element or one."""

WIDE = 10**200


def seen(made):
    out = []
    for ask in (
        lambda: repr(made()),
        lambda: list(made()),
        lambda: len(made()),
        lambda: bool(made()),
        lambda: [n + 1 for n in made()],
        lambda: list(reversed(made())),
        lambda: (made().start, made().stop, made().step),
        lambda: (made() == range(3, 4), made() == range(0), hash(made()) == hash(range(0))),
        lambda: (3 in made(), WIDE in made(), made().count(3)),
        lambda: made().index(3),
        lambda: made()[0],
        lambda: made()[-1],
        lambda: f"{made()}",
        lambda: max(made(), default=None),
    ):
        try:
            out.append(str(ask()))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    return out


def rule(event):
    return True


def title(event):
    return " | ".join(seen(lambda: range(3, 9, WIDE)) + seen(lambda: range(3, -9, -WIDE)))


def dedup(event):
    return " | ".join(seen(lambda: range(WIDE, 3)) + seen(lambda: range(-WIDE)))


def alert_context(event):
    out = {}
    for name, make in (
        ("zero", lambda: range(WIDE, WIDE, 0)),
        ("empty", lambda: range(WIDE, WIDE)),
        ("down", lambda: range(-WIDE, WIDE, -1)),
        ("true", lambda: range(True, WIDE, WIDE * 2)),
        ("text", lambda: range(WIDE, "a")),
        ("long", lambda: len(range(WIDE))),
        ("of_event", lambda: range(event.get("n") or 0, 2, -WIDE)),
    ):
        try:
            out[name] = seen(make)
        except Exception as e:
            out[name] = f"{type(e).__name__}: {e}"
    return out

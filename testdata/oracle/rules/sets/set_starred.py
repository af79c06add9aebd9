"""A starred set is taken over with its order; deletion is refused in words that depend on the index."""


def attempt(fn):
    try:
        return fn()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def drop(value, index):
    del value[index]


def drop_slice(value):
    del value[0:1]


def rule(event):
    return bool(event) or event == {}


def title(event):
    keys = set(event)
    small = {"{", "0x1f"}
    return repr([
        {*small, ""},
        {"", *small},
        {*keys, "x"},
        {"x", "y", "z", *keys},
        {*[1, 8, 16], 0, *(24, 32), 40},
        attempt(lambda: {*event.get("readOnly"), 1}),
        attempt(lambda: {1, [], *[2]}),
        attempt(lambda: {*[[]], event["nothing"]}),
        attempt(lambda: {*event.get("resources")}),
        attempt(lambda: drop_slice((1, 2))),
        attempt(lambda: drop_slice(event.get("eventName"))),
        attempt(lambda: drop((1, 2), 0)),
        attempt(lambda: drop((1, 2), "a")),
        attempt(lambda: drop(event.get("eventName"), True)),
    ])[:900]

from probe import attempt


def lists(event):
    found = [value for value in event.values() if type(value).__name__ == "ImmutableList"]
    for value in event.values():
        if hasattr(value, "values") and hasattr(value, "deep_get"):
            found.extend(lists(value))
    return found


def rule(event):
    return isinstance(event.get("resources"), (list, tuple)) is False


def title(event):
    resources = event.get("resources", [])
    return f"{resources} {str(resources)} {resources!r} {len(resources) if hasattr(resources, 'index') else None}"


def probes(items, event):
    first = items[0] if items else None
    return {
        "index": [attempt(lambda: items[i]) for i in (0, -1, 1, 99, True, 1.0, None, "a", 2**70, event)],
        "slice": [
            attempt(lambda: items[:1]),
            attempt(lambda: items[1:]),
            attempt(lambda: items[::-1]),
            attempt(lambda: items["a":]),
            attempt(lambda: items[::0]),
        ],
        "in": [attempt(lambda: x in items) for x in (first, None, 1, "a", "", [], {}, (), items, event)],
        "find": [attempt(items.index, x) for x in (first, None, "a", 1, [])],
        "from": [
            attempt(items.index, first, -1),
            attempt(items.index, first, 1),
            attempt(items.index, first, 0, -1),
            attempt(items.index, first, None),
            attempt(items.index, first, "x"),
            attempt(items.index, first, 0, 1.5),
            attempt(items.index),
            attempt(lambda: items.index(value=first, stop=9)),
        ],
        "count": [attempt(items.count, x) for x in (first, 1, None, [], event)] + [attempt(items.count)],
        "walk": [
            attempt(lambda: [type(x).__name__ for x in items]),
            attempt(list, items),
            attempt(tuple, items),
            attempt(lambda: {item for item in items if item is not None}),
            attempt(sorted, items),
            attempt(lambda: list(reversed(items))),
            attempt(lambda: [*items, 1]),
            attempt(lambda: dict(items)),
            attempt(max, items),
            attempt(sum, items),
            attempt(any, items),
            attempt(enumerate, items)[:9],
            attempt(lambda: list(zip(items, range(3)))),
            attempt(lambda: list(map(str, items))),
            attempt(", ".join, items),
        ],
        "equal": [
            items == items,
            items == list(items),
            items == tuple(items),
            list(items) == items,
            tuple(items) == items,
            items != list(items),
            items == [],
            items == "x",
            items == event,
            event == items,
            {1} == items,
            items == items.copy(),
            items.as_list() == items.copy(),
        ],
        "order": [attempt(lambda: items < items), attempt(lambda: items <= []), attempt(lambda: [] > items)],
        "math": [
            attempt(lambda: items + [1]),
            attempt(lambda: [1] + items),
            attempt(lambda: (1,) + items),
            attempt(lambda: "a" + items),
            attempt(lambda: items * 2),
            attempt(lambda: 2 * items),
            attempt(lambda: "a" * items),
            attempt(lambda: items - items),
            attempt(lambda: items & {1}),
            attempt(lambda: {1} | items),
            attempt(lambda: -items),
        ],
        "text": [
            f"{items}",
            "{} {!r:>5.3}".format(items, items),
            "%s" % items,
            "%s %s" % (items, 1),
            attempt(lambda: "%s %s" % items),
            attempt(lambda: "%d" % items),
            attempt(lambda: "plain" % items),
            attempt(lambda: "%(a)s" % items),
            attempt(lambda: f"{items:>5}"),
            attempt(format, items, ""),
            attempt("x".startswith, items),
            attempt(int, items),
            attempt(float, items),
            attempt(bool, items),
        ],
        "hash": [attempt(hash, items), attempt(lambda: {items}), attempt(lambda: {items: 1}), attempt({}.get, items)],
        "missing": [
            attempt(lambda: items.append(1)),
            attempt(lambda: items.sort()),
            attempt(lambda: items.get("a")),
            attempt(lambda: items.deep_get("a")),
            attempt(items.copy, 1),
            attempt(items.as_list, 1),
            attempt(items.count, 1, 2),
            attempt(items.index, 1, 2, 3, 4),
        ],
    }


def alert_context(event):
    return {f"{i}": probes(items, event) for i, items in enumerate(lists(event)[:4])}

import re
from collections.abc import (
    ByteString,
    Callable,
    Collection,
    Container,
    Hashable,
    Iterable,
    Iterator,
    Generator,
    ItemsView,
    KeysView,
    Mapping,
    MappingView,
    MutableMapping,
    MutableSequence,
    MutableSet,
    Reversible,
    Sequence,
    Set,
    Sized,
    ValuesView,
)

CLASSES = (
    ByteString,
    Callable,
    Collection,
    Container,
    Hashable,
    Iterable,
    Iterator,
    Generator,
    ItemsView,
    KeysView,
    Mapping,
    MappingView,
    MutableMapping,
    MutableSequence,
    MutableSet,
    Reversible,
    Sequence,
    Set,
    Sized,
    ValuesView,
)


def values(event):
    return [
        event,
        *event.values(),
        None,
        b"x",
        1.5,
        2**70,
        (1,),
        {1},
        frozenset([1]),
        range(3),
        event.keys(),
        event.values(),
        event.items(),
        iter([]),
        (x for x in []),
        zip(),
        map(str, []),
        len,
        values,
        "".join,
        lambda: 1,
        str,
        Mapping,
        ValueError("x"),
        ...,
        re.compile("x"),
        re.match("x", "x"),
    ]


def rule(event):
    return isinstance(event, Mapping) and not isinstance(event, Sequence)


def title(event):
    return f"{Mapping} {[c.__name__ for c in CLASSES[:3]]} {type(event) == Mapping} {isinstance(event, (str, Mapping))} {type(Mapping)} {isinstance(Mapping, type)}"


def alert_context(event):
    return {
        "values": [[isinstance(v, c) for c in CLASSES] for v in values(event)],
        "classes": [[issubclass(a, b) for b in CLASSES] for a in CLASSES],
        "builtin": [[issubclass(a, b) for b in CLASSES] for a in (str, dict, list, set, int, type, object, bytes, range)],
    }

import collections.abc
import typing
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Text, Tuple


def kind(value: Optional[Mapping[str, int]]) -> List[str]:
    found = []
    if isinstance(value, Mapping):
        found.append("mapping")
    if isinstance(value, (Dict, List)):
        found.append("builtin")
    if isinstance(value, typing.Sequence):
        found.append("sequence")
    if isinstance(value, (Text, Tuple)):
        found.append("text or tuple")
    if isinstance(value, typing.AbstractSet) or isinstance(value, typing.Set):
        found.append("set")
    if isinstance(value, Iterable | None):
        found.append("iterable")
    if isinstance(value, collections.abc.Hashable | collections.abc.Sized):
        found.append("either")
    if isinstance(value, str | None):
        found.append("text or none")
    if issubclass(type(value), Sequence):
        found.append("a sequence's class")
    return found


def rule(event):
    return kind(event) == ["mapping", "builtin", "iterable", "either"]


def title(event):
    return f"{[kind(v) for v in event.values()]} {kind({1})} {kind((1,))} {kind(None)} {kind(kind)}"


def dedup(event):
    for value in event.values():
        match value:
            case collections.abc.Mapping():
                return "mapping"
            case collections.abc.Sequence() | collections.abc.Hashable():
                continue
    return "none"


def alert_context(event):
    return {"abstract": collections.abc.Sized()}

"""Panther's event, for rules with a yml: what `event::py::panther` is to compiled ones, and no more than that.

What is looked up is wrapped, so that a rule changes nothing of the event; keys are found in another case too.
"""

import sys
from collections.abc import Mapping, Sequence
from copy import deepcopy


class PantherError(Exception):
    """What udm_path raises where there is no data model."""


class ImmutableContainerMixin:
    """What the two wrappers have in common: `_container` is a shallow copy of what is wrapped."""

    def __init__(self, container):
        self._container = self._shallow(container)

    def __len__(self):
        return len(self._container)

    def __repr__(self):
        return f"{type(self).__name__}({self._container!r})"

    def copy(self):
        return self._plain(deepcopy(self._container))


class ImmutableCaseInsensitiveDict(ImmutableContainerMixin, Mapping):
    _plain = dict

    def __init__(self, container):
        super().__init__(container)
        # Keys by what they are in lower case, as far as they were looked at.
        self._seen = {}
        self._unseen = None

    def _shallow(self, container):
        return shallow(container)

    def _own(self, key):
        """The key by which the dict has it: as it is, or the first that is the same in lower case."""
        if key in self._container or not self._container:
            return key
        lowered = key.lower()
        if lowered in self._seen:
            return self._seen[lowered]
        if self._unseen is None:
            self._unseen = iter(self._container)
        for own in self._unseen:
            if self._seen.setdefault(own.lower(), own) is own and own.lower() == lowered:
                return own
        raise KeyError(key)

    def __getitem__(self, key):
        return wrapped(self._container[self._own(key)])

    def __iter__(self):
        return (key for key in self._container)

    def to_dict(self):
        return self.copy()

    def raw_view(self):
        return self._container

    def deep_get(self, *keys, default=None):
        found = self
        for key in keys:
            found = found.get(key, default) if isinstance(found, Mapping) else default
        return default if found is None else found


class ImmutableList(ImmutableContainerMixin, Sequence):
    _plain = list

    def _shallow(self, container):
        return tuple(container)

    def __getitem__(self, index):
        return wrapped(self._container[index])

    def __iter__(self):
        return (wrapped(item) for item in self._container)

    def __eq__(self, other):
        if isinstance(other, ImmutableList):
            other = other._container
        return isinstance(other, (tuple, list)) and self._container == tuple(other)

    def as_list(self):
        return self.copy()


def json_encoder(value):
    if isinstance(value, ImmutableContainerMixin):
        return value._container
    raise TypeError(f"object of type {type(value)} is not JSON serializable")


class PantherEvent(ImmutableCaseInsensitiveDict):
    def __init__(self, event, data_model=None):
        super().__init__(event)
        self.data_model = data_model

    json_encoder = staticmethod(json_encoder)

    def udm(self, *keys, default=None):
        model = self.data_model
        if len(keys) == 1 and model is not None:
            (name,) = keys
            match = model.match(name, self._container)
            if match is not None:
                return wrapped(match.value)
            if name in model.methods:
                return wrapped(model.method(name)(wrapped(self._container)))
            if name in model.paths:
                return default
        if not keys:
            return default
        return self.deep_get("p_udm", *keys) or self.deep_get(*keys) or default

    def udm_path(self, key):
        model = self.data_model
        if model is None:
            raise PantherError("a data model hasn't been specified for log type", self._container.get("p_log_type"))
        match = model.match(key, self._container)
        if match is not None:
            return match.path()
        return model.methods[key][1] if key in model.methods else None

    def deep_walk(self, *keys, default=None, return_val="all"):
        return walk(self._container, keys, default, return_val)

    def lookup(self, lookup_name, lookup_key):
        if isinstance(lookup_name, str):
            is_key = isinstance(lookup_key, (str, int)) and not isinstance(lookup_key, bool)
            found = asked("lookup", lookup_name, lookup_key if is_key else None)
            if found:
                return found[0]
        return self.deep_get("_mocked_lookup_data_", lookup_name, lookup_key)

    def event_time_epoch(self, force_utc=True):
        time = self.get("p_event_time") or ""
        if force_utc:
            time += " UTC"
        return asked("event_time_epoch", time)


def shallow(value):
    return value.copy() if hasattr(type(value), "copy") else value


def wrapped(value):
    kind = type(value)
    if kind is dict:
        return ImmutableCaseInsensitiveDict(value)
    return ImmutableList(value) if kind is list else value


def is_list(value):
    return isinstance(value, Sequence) and not isinstance(value, str)


def is_empty(value):
    return is_list(value) and all(is_empty(item) for item in value)


def walk(held, keys, default, which):
    """Values by a path that goes through lists as well; what is found is not wrapped."""
    if not keys:
        return default if held is None or is_empty(held) else held
    if isinstance(held, Mapping):
        return walk(shallow(held.get(keys[0], default)), keys[1:], default, which)
    found = {}
    for item in held if is_list(held) else ():
        value = walk(shallow(item), keys, default, which)
        if is_list(value):
            found.update(dict.fromkeys(value))
        elif value is not None:
            found[value] = None
    found = list(found)
    if not found:
        return default
    every = found if len(found) > 1 else found[0]
    return {"first": found[0], "last": found[-1], "all": every}.get(which, "all")


class Match:
    """A value in an event, and how it was come by."""

    def __init__(self, value, place=None, within=None):
        self.value = value
        self.place = place
        self.within = within

    def path(self):
        before = self.within.path() if self.within is not None else "$"
        if self.place is None:
            return before
        if isinstance(self.place, int):
            last = f"[{self.place}]"
        else:
            plain = self.place.replace("@", "_").replace("-", "_")
            last = self.place if plain.isascii() and plain.isidentifier() and self.place[0] != "-" else repr(self.place)
        return last if before == "$" else f"({before}.{last})"


class DataModel:
    """The names that log types share, as `rulec` has read them. `module` gives the rule's modules by their index."""

    def __init__(self, read, module):
        self.data_model_id = read["id"]
        self.log_types = read["log_types"]
        self.paths = read["paths"]
        self.methods = read["methods"]
        self._module = module

    def __deepcopy__(self, memo):
        # Nothing of it changes, and modules cannot be copied.
        return self

    def method(self, name):
        index, function = self.methods[name]
        return getattr(self._module(index), function)

    def match(self, name, event):
        """What the path of that name matches, which must be one thing."""
        if name not in self.paths:
            return None
        text, steps = self.paths[name]
        found = follow(steps, [Match(event)])
        if len(found) > 1:
            raise Exception(f"JSONPath [{text}] in DataModel [{self.data_model_id}], matched multiple fields.")
        return found[0] if found else None


def follow(steps, matches):
    for kind, *given in steps:
        matches = [found for match in matches for found in STEPS[kind](match, *given)]
    return matches


def field(match, name):
    if isinstance(match.value, dict) and name in match.value:
        yield Match(match.value[name], name, match)


def every(match):
    if isinstance(match.value, dict):
        for name, value in match.value.items():
            yield Match(value, name, match)


def index(match, at):
    if match.value and len(match.value) > at:
        yield Match(match.value[at], at, match)


def elements(match):
    if match.value is not None:
        items = match.value if isinstance(match.value, list) else [match.value]
        for at, value in enumerate(items):
            yield Match(value, at, match)


def descend(match, steps):
    yield from follow(steps, [match])
    for part in every(match) if isinstance(match.value, dict) else listed(match):
        yield from descend(part, steps)


def listed(match):
    return elements(match) if isinstance(match.value, list) else ()


def chosen(match, conditions):
    items = list(match.value.values()) if isinstance(match.value, dict) else match.value
    for at, item in enumerate(items if isinstance(items, list) else ()):
        if all([holds(item, *condition) for condition in conditions]):
            yield Match(item, at, match)


def holds(item, target, operator=None, literal=None):
    found = follow(target, [Match(item)])
    if operator is None:
        return bool(found)
    result = False
    for match in found:
        value = match.value
        if type(literal) is int:
            try:
                value = int(value)
            except ValueError:
                continue
        result |= OPERATORS[operator](value, literal)
    return result


STEPS = {
    "field": field,
    "every": every,
    "index": index,
    "elements": elements,
    "descend": descend,
    "filter": chosen,
}

OPERATORS = {
    "Eq": lambda a, b: a == b,
    "Ne": lambda a, b: a != b,
    "Lt": lambda a, b: a < b,
    "Le": lambda a, b: a <= b,
    "Gt": lambda a, b: a > b,
    "Ge": lambda a, b: a >= b,
}


def install():
    """Has rules import it as they do from the package."""
    modules = {
        "panther_core": [PantherEvent],
        "panther_core.enriched_event": [PantherEvent, ImmutableCaseInsensitiveDict, PantherError],
        "panther_core.immutable": [
            ImmutableContainerMixin,
            ImmutableCaseInsensitiveDict,
            ImmutableList,
            json_encoder,
        ],
        "panther_core.exceptions": [PantherError],
    }
    for name, members in modules.items():
        module = sys.modules[name] = type(sys)(name)
        for member in members:
            setattr(module, member.__name__, member)
            # Where it is defined comes last.
            member.__module__ = name
        outer, _, inner = name.rpartition(".")
        if outer:
            setattr(sys.modules[outer], inner, module)


install()

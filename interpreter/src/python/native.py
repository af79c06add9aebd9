"""What rules are answered by native code: `event::ask` has the other side, and says how values are written.

The worker gives it `ask`, which takes a question and its arguments, and gives the answer, all as text.
"""

import builtins
import sys
from json import dumps, loads

HELPERS = "panther_detection_helpers"
FUNCTIONS = (
    "get_counter",
    "increment_counter",
    "reset_counter",
    "set_key_expiration",
    "put_dictionary",
    "get_dictionary",
    "get_string_set",
    "put_string_set",
    "add_to_string_set",
    "remove_from_string_set",
    "reset_string_set",
    "evaluate_threshold",
    "check_account_age",
    "ttl_expired",
)

# Those make a set of their second argument, whatever it is.
TAKES_ANY = ("put_string_set", "add_to_string_set", "remove_from_string_set")

# What JSON's readers take for a number by its digits.
WIDE = 1 << 4096

classes = {name: found for name, found in vars(builtins).items() if isinstance(found, type)}


class ClientError(Exception):
    """What the table refuses."""


ClientError.__module__ = "botocore.exceptions"


def asked(question, *arguments, **named):
    """The answer of native code; raises what that raises."""
    values = [[encoded(value) for value in arguments], {name: encoded(value) for name, value in named.items()}]
    answer = loads(ask(question, dumps(values)))
    if "given" in answer:
        return decoded(answer["given"])
    name, arguments = answer["raised"]
    raise exception(name)(*decoded(arguments))


def encoded(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        # The library here makes no JSON of lone surrogates, nor reads them.
        return value if value.isascii() or all(map(is_character, value)) else {"str": list(map(ord, value))}
    if isinstance(value, int):
        return value if -WIDE < value < WIDE else {"int": f"{value:x}"}
    if isinstance(value, float):
        return {"float": float.__repr__(value)}
    if isinstance(value, list):
        items = [encoded(item) for item in value]
        return {"iter": items} if isinstance(value, Items) else items
    if isinstance(value, dict):
        return {"dict": [[encoded(key), encoded(item)] for key, item in value.items()]}
    for kind in (tuple, set, frozenset):
        if isinstance(value, kind):
            return {kind.__name__: [encoded(item) for item in value]}
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    return {"object": None}


def is_character(point):
    return not "\ud800" <= point <= "\udfff"


def decoded(value):
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    if kind == "dict":
        return {decoded(key): decoded(item) for key, item in held}
    if kind == "class":
        return exception(held)
    if kind == "str":
        return "".join(map(chr, held))
    return {"tuple": tuple, "set": set}[kind](decoded(item) for item in held)


def exception(name):
    """The class that Python has by this name."""
    if name == "ClientError":
        return ClientError
    found = classes.get(name)
    return getattr(__import__("decimal"), name) if found is None else found


def function(name):
    question = f"{HELPERS}.caching.{name}"

    def call(*arguments, **named):
        if name in TAKES_ANY:
            if len(arguments) > 1:
                arguments = (arguments[0], gone_through(arguments[1]), *arguments[2:])
            elif "val" in named:
                named["val"] = gone_through(named["val"])
        return asked(question, *arguments, **named)

    call.__name__ = call.__qualname__ = name
    call.__module__ = HELPERS + ".caching"
    return call


class Items(list):
    """What something gave that native code cannot go through."""


def gone_through(value):
    known = value is None or isinstance(value, (str, bytes, int, float, list, tuple, dict, set, frozenset))
    # What is empty and says so is taken for no items, an iterator for some.
    return value if known else Items(value) if value else []


def install():
    """Has rules import it as they do from the packages."""
    modules = {HELPERS + ".caching": [function(name) for name in FUNCTIONS], "botocore.exceptions": [ClientError]}
    for name, members in modules.items():
        outer, _, inner = name.rpartition(".")
        package, module = (sys.modules.setdefault(made, type(sys)(made)) for made in (outer, name))
        for member in members:
            setattr(module, member.__name__, member)
        setattr(package, inner, module)


install()

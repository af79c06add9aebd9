"""Runs rules for a worker process. It is handed source texts, names and events, and opens nothing.

A rule's modules are compiled once and run anew for every event, as the differential test's oracle runs them: what one
event leaves in a module's names, the next does not see.
"""

import builtins
import sys

# Of `os` the library gets what opens nothing, and before anything imports it.
ModuleType = type(sys)
sys.modules["os"] = ModuleType("os")
exec(compile(OS, "os.py", "exec"), sys.modules["os"].__dict__)

# Without its host the interpreter has no class of files, which `io` wants to name.
_io = __import__("_io")


class FileIO(_io._RawIOBase):
    """A file, which nobody gets."""

    def __init__(self, *arguments, **named):
        raise PermissionError("files are not open to rules")


if not hasattr(_io, "FileIO"):
    _io.FileIO = FileIO

from collections.abc import Mapping  # noqa: E402
from json import dumps, loads  # noqa: E402


def part(name, text, **given):
    """A module of the harness itself, which is not imported by name."""
    made = ModuleType(name)
    made.__dict__.update(given)
    exec(compile(text, name + ".py", "exec"), made.__dict__)
    return made


clock = part("clock", CLOCK)
native = part("native", NATIVE, ask=ask)
panther = part("panther", PANTHER, asked=native.asked)

TEXT_LIMIT = 1000
CUT = "... (truncated)"

# Called without the event where they take no parameter.
MAY_TAKE_NOTHING = ("severity", "description", "runbook", "reference", "destinations")

# What the library itself needs some names of, and rules do not get.
HIDDEN = ("os", "posix")

library_import = builtins.__import__
shared = builtins.__dict__
own = dict(shared)
rules = {}
current = None


class Module:
    """A source text. `imports` says which module of the rule a name stands for in an import statement of this one."""

    def __init__(self, name, path, text, imports, lazy):
        self.name = name
        self.path = path
        self.text = text
        self.imports = imports
        self.lazy = lazy
        self.code = None

    def compiled(self):
        if self.code is None:
            self.code = compile(self.text, self.path, "exec", dont_inherit=True)
        return self.code


class Absent(ModuleType):
    """A module that there is not, imported by a rule that may never use it."""

    def __init__(self, name, message):
        super().__init__(name)
        self.__dict__["iota_message"] = message

    def __getattr__(self, name):
        raise ImportError(self.__dict__["iota_message"])


class Rule:
    """A rule's modules, the rule's own first, and those that were run for the event at hand.

    With data models, which may be none, its functions are given Panther's event."""

    def __init__(self, modules, models):
        self.modules = [Module(**module) for module in modules]
        self.models = None if models is None else [panther.DataModel(model, self.module) for model in models]
        self.run = {}
        self.folders = {}
        self.event = None
        self.names = None

    def begin(self, text, log_type):
        self.forget()
        restore()
        self.event = loads(text)
        if self.models is not None and isinstance(self.event, dict):
            model = next((model for model in self.models if log_type in model.log_types), None)
            self.event = panther.PantherEvent(self.event, model)
        self.names = self.module(0).__dict__

    def forget(self):
        for module in self.run.values():
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]
            # A function and its module hold each other.
            module.__dict__.clear()
        self.run.clear()
        self.folders.clear()
        self.names = self.event = None

    def module(self, index):
        """The module at `index`, run unless it was for this event."""
        known = self.run.get(index)
        if known is not None:
            return known
        source = self.modules[index]
        made = ModuleType(source.name)
        made.__file__ = source.path
        made.__dict__["__iota__"] = index
        self.run[index] = made
        # `dataclasses` looks the module of a class up.
        sys.modules.setdefault(source.name, made)
        try:
            exec(source.compiled(), made.__dict__)
        except BaseException:
            self.run.pop(index, None)
            raise
        return made

    def folder(self, name):
        """The package `name`, where it is only a folder."""
        return self.folders.setdefault(name, ModuleType(name))

    def find(self, source, name):
        """What `name` is to the module `source`: one of the rule's modules, a folder that holds some, or None."""
        index = source.imports.get(name)
        if index is not None:
            return self.module(index)
        if name.strip(".") == "" or any(known.startswith(name + ".") for known in source.imports):
            return self.folder(name)
        return None

    def imported(self, source, name, members):
        """What an import statement gives, or None where it is the library's."""
        found = self.find(source, name)
        if found is None:
            return None
        separator = "" if name.endswith(".") else "."
        if members:
            for member in members:
                if member == "*" or member in found.__dict__:
                    continue
                inner = source.imports.get(name + separator + member)
                if inner is not None:
                    setattr(found, member, self.module(inner))
            return found
        # `import a.b` binds `a`, which then has `b`.
        first, *rest = name.split(".")
        outer = top = self.find(source, first) or self.folder(first)
        for part in rest:
            first = f"{first}.{part}"
            inner = self.find(source, first)
            setattr(outer, part, inner)
            outer = inner
        return top


def rule_import(name, globals=None, locals=None, fromlist=(), level=0):
    """`__import__`, which knows the modules that came with the rule."""
    index = globals.get("__iota__") if type(globals) is dict else None
    if current is None or type(index) is not int:
        if globals is None and name.partition(".")[0] in HIDDEN:
            raise ImportError(f"the module `{name}` is not open to rules")
        return library_import(name, globals, locals, fromlist, level)
    source = current.modules[index]
    found = current.imported(source, "." * level + name, fromlist)
    if found is not None:
        return found
    try:
        if name.partition(".")[0] in HIDDEN:
            raise ImportError(f"the module `{name}` is not open to rules")
        return library_import(name, globals, locals, fromlist, level)
    except ImportError as error:
        if "." * level + name in source.lazy:
            return Absent(name, str(error))
        raise


builtins.__import__ = rule_import
own["__import__"] = rule_import


def restore():
    """Puts back what a rule has changed that all see."""
    if shared != own:
        shared.update(own)
        for name in [name for name in shared if name not in own]:
            del shared[name]


def load(number, modules, models):
    """Takes a rule. It is run once, so that the library's modules are there when the first event comes."""
    global current
    restore()
    current = rules[number] = Rule(loads(modules), models and loads(models))
    try:
        current.module(0)
    except BaseException:
        pass  # It is raised again for every event.
    finally:
        current.forget()
        restore()


def call(number, text, log_type, now, name, expects):
    """What the function `name` gives: with `text` an event begins."""
    global current
    current = rules[number]
    clock.stand(now)
    try:
        if text is not None:
            current.begin(text, log_type)
        if name == "rule":
            given = current.names["rule"](current.event)
            if "alert" in current.names:
                current.event = given
                given = current.names["alert"](given)
        elif name in current.names:
            given = answer(current.names[name], name)
        else:
            return ("absent",)
        return shaped(given, expects)
    except BaseException as error:
        return raised(error)


def answer(function, name):
    code = getattr(function, "__code__", None)
    if name in MAY_TAKE_NOTHING and code is not None and code.co_argcount == 0 and not code.co_flags & 0x04:
        return function()
    return function(current.event)


def shaped(given, expects):
    """As the contract wants it, or the name of the type that it has."""
    if expects == "bool" and isinstance(given, bool):
        return ("bool", given)
    if expects == "text" and isinstance(given, str):
        return ("text", cut(given))
    encoder = None if current.models is None else panther.json_encoder
    if expects == "dict" and isinstance(given, dict if encoder is None else Mapping):
        return ("json", dumps(given, default=encoder))
    if expects == "json":
        return ("json", dumps(cut(given) if isinstance(given, str) else given, default=encoder))
    return ("other", type(given).__name__)


def cut(text):
    return str(text) if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - len(CUT)] + CUT


def raised(error):
    line = 0
    step = error.__traceback__
    path = current.modules[0].path
    while step is not None:
        if step.tb_frame.f_code.co_filename == path:
            line = step.tb_lineno
        step = step.tb_next
    try:
        message = str(error)
    except Exception:
        message = "<exception str() failed>"
    return ("raised", type(error).__name__, message[:TEXT_LIMIT * 10], line)

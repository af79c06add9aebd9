"""What CPython 3.11 says of every rule over every event, in the words of `iota evaluate --all`.

    oracle.py --rules DIR [--rules DIR ...] [--events FILE] [--rule ID] [--matches] [--keep-state] [--list]
              [--asked FILE] [--clock MICROSECONDS] [--salt NUMBER]

Rules are the `*.py` files below each DIR, but for those in folders named `helpers` or `global_helpers` and those whose
name starts with `_`. Events are JSON Lines; `-` is standard input. Each rule's module, and each helper module that it
imports, is run anew for every event, and the event is parsed anew for every rule: nothing leaks between two pairs, but
what the caching helpers kept where `--keep-state` is given.

A line of output is one pair:
    {"event": 0, "rule_id": "x", "result": true | false | null, "error": null | {"type", "message", "line"}}
and where the rule matched also `title`, `dedup`, `severity`, `alert_context`, `description`, `runbook`, `reference`,
`destinations`, and `function_errors`, an object from a function's name to its error.

A rule with a yml beside it is one of a Panther pack: it is given the event of the package `panther_core`, which must be
installed, with the data model of the event's log type: of those whose yml (`AnalysisType: datamodel`) lies below DIR.
The log type is what the event says as `p_log_type`, else AWS.CloudTrail where it looks like one.

What each function's answer becomes:
    rule           must be a bool. With an `alert` in the module, `alert(rule(event))` must be, and all other functions
                   take what `rule` gave.
    title          a str, else an error and the rule's id; without the function the yml's DisplayName, else the id.
    description    a str, else an error and None; without the function, and if it is `DEFAULT`, None. So do `runbook` and
                   `reference`.
    severity       a str, else an error and the default; `DEFAULT`: the default; what is no severity when upper-cased: an
                   error and the default.
    destinations   a list of str and bool, else an error and None; empty: `["SKIP"]`. One that is twice there, or a bool: None.
    dedup          a str, else an error and `defaultDedupString:ID`, which also stands for an empty one; without the function
                   the title that the function `title` gave, without that the id (of a Panther pack, `defaultDedupString:ID`).
    alert_context  a dict (of a Panther pack, a mapping) that is JSON, else an error and {"_error": its repr}; without the function None.
    unique         a str, else an error and None; without the function None.
They are called in the order title, description, reference, severity, runbook, destinations, dedup, alert_context, unique.
Texts above 1000 characters are cut to 1000.
"""

import argparse
import collections.abc
import ctypes
import importlib.machinery
import json
import os
import re
import resource
import signal
import sys
import tempfile
import types

import clock

TEXT_LIMIT = 1000
CONTEXT_LIMIT = 200 * 1024
CUT = "... (truncated)"
# Where compiled rules raise MemoryError long before, CPython is to raise it before the machine has none left.
MEMORY_LIMIT = 2 << 30
SEVERITIES = ("INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL")
HELPER_FOLDERS = ("helpers", "global_helpers")
DATA_MODEL_FOLDERS = ("data_models",)

# Seconds of the processor that one pair may take: integers of millions of digits can be multiplied for hours.
TIME_LIMIT = 10

# How many frames `pad` puts below a rule's function, for it and all it calls to have 990 frames, as compiled rules have.
PADDING = 6
ANSWER_PADDING = PADDING - 3


class FunctionReturnTypeError(Exception):
    """A function of a rule gave something of another type than the contract says."""


class TooLong(BaseException):
    """CPython takes so long over the pair that its answer is not waited for."""


def too_long(_signal, _frame):
    raise TooLong


class Source:
    """One Python file: its path and its code, compiled once."""

    cache = {}

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.code = compile(file.read(), path, "exec", dont_inherit=True)

    @classmethod
    def of(cls, path):
        if path not in cls.cache:
            cls.cache[path] = cls(path)
        return cls.cache[path]


class HelperFinder:
    """Finds helper modules for the rule that runs: its folder, its pack, their helper folders, what is above."""

    def __init__(self):
        self.folders = ()
        self.loaded = []
        self.places = {}

    def find_spec(self, name, path=None, target=None):
        parent = name.rpartition(".")[0]
        if parent and parent not in self.loaded:
            return None
        key = (name, tuple(path) if parent else self.folders)
        if key not in self.places:
            self.places[key] = self.look(*key)
        if self.places[key] is None:
            return None
        file, package = self.places[key]
        self.loaded.append(name)
        loader = HelperLoader(file) if file else None
        spec = importlib.machinery.ModuleSpec(name, loader, origin=file, is_package=package is not None)
        if package is not None:
            spec.submodule_search_locations = [package]
        return spec

    @staticmethod
    def look(name, folders):
        """The file to run and the folder of a package, either of them None; or None."""
        last = name.rpartition(".")[2]
        for folder in folders:
            package = os.path.join(folder, last)
            if os.path.isfile(os.path.join(package, "__init__.py")):
                return os.path.join(package, "__init__.py"), package
            if os.path.isfile(package + ".py"):
                return package + ".py", None
        if last in HELPER_FOLDERS or "." in name:
            for folder in folders:
                if os.path.isdir(os.path.join(folder, last)):
                    return None, os.path.join(folder, last)
        return None

    def forget(self):
        while self.loaded:
            sys.modules.pop(self.loaded.pop(), None)


class HelperLoader:
    """Runs a helper's code, compiled once, in a new module."""

    def __init__(self, file):
        self.file = file

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__file__ = self.file
        exec(Source.of(self.file).code, module.__dict__)


FINDER = HelperFinder()


class DataModels:
    """The data models below a root, by log type."""

    cache = {}
    # What iota says of the event that is evaluated now: how it knows log types is not what is compared.
    log_type = None

    def __init__(self, root):
        self.models = {}
        for folder, folders, files in os.walk(root):
            folders[:] = [f for f in folders if not f.startswith(".")]
            for name in sorted(files):
                if name.endswith((".yml", ".yaml")):
                    self.read(root, folder, os.path.join(folder, name))

    def read(self, root, folder, path):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if scalar(text, "AnalysisType") != "datamodel":
            return
        import yaml

        spec = yaml.safe_load(text)
        if spec.get("Enabled", True):
            for log_type in spec["LogTypes"]:
                self.models[log_type] = Model(root, folder, spec)

    @classmethod
    def of(cls, root, event):
        if root not in cls.cache:
            cls.cache[root] = cls(root)
        return cls.cache[root].models.get(log_type(event))


class Model:
    """A data model. Its module is run anew for each event, as a rule's is."""

    def __init__(self, root, folder, spec):
        self.paths = [{"name": m["Name"], "path": m["Path"]} for m in spec["Mappings"] if m.get("Path")]
        self.model = None
        self.id = spec["DataModelID"]
        self.methods = {m["Name"]: m["Method"] for m in spec["Mappings"] if not m.get("Path")}
        self.file = os.path.join(folder, spec["Filename"]) if spec.get("Filename") else None

    def load(self):
        if self.model is None:
            from panther_core.data_model import DataModel

            # To read its paths takes a tenth of a second each.
            self.model = DataModel({"id": self.id, "mappings": self.paths, "versionId": ""})
        if self.methods:
            module = types.ModuleType(self.id)
            module.__file__ = self.file
            exec(Source.of(self.file).code, module.__dict__)
            self.model.methods = {name: module.__dict__[method] for name, method in self.methods.items()}
        return self.model


def log_type(event):
    return event["p_log_type"] if isinstance(event.get("p_log_type"), str) else DataModels.log_type


class Rule:
    """One rule module."""

    keeps_state = False

    def __init__(self, root, path):
        self.root = root
        self.panther = False
        self.path = path
        self.id = os.path.splitext(os.path.basename(path))[0]
        self.severity = "INFO"
        self.name = None
        self.folders = search_path(root, os.path.dirname(path))
        self.table = None
        self.store = None
        metadata = os.path.splitext(path)[0] + ".yml"
        if os.path.isfile(metadata):
            with open(metadata, encoding="utf-8") as file:
                text = file.read()
            self.id = scalar(text, "RuleID") or self.id
            self.severity = (scalar(text, "Severity") or self.severity).upper()
            self.panther = True
            self.name = scalar(text, "DisplayName")
        self.name = self.name or self.id

    def load(self):
        """The module, run anew; its helpers too."""
        FINDER.forget()
        FINDER.folders = self.folders
        module = types.ModuleType(self.id)
        module.__file__ = self.path
        exec(Source.of(self.path).code, module.__dict__)
        self.give_state()
        return module

    def give_state(self):
        """The table that the caching helpers use, a new one for each event unless state is kept."""
        helpers = sys.modules.get("panther_detection_helpers.caching")
        if helpers is not None:
            if self.table is None or not Rule.keeps_state:
                self.table = __import__("table").Table()
            helpers.kv_table = lambda: self.table
        if any(name.rpartition(".")[2] == "correlation_store" for name in FINDER.loaded):
            self.give_store()

    def give_store(self):
        """The SQLite file that a pack's `correlation_store` uses, likewise."""
        if self.store is None:
            self.store = tempfile.TemporaryDirectory()
        elif not Rule.keeps_state:
            for file in os.scandir(self.store.name):
                os.remove(file.path)
        os.environ["IOTA_CORRELATION_STATE"] = os.path.join(self.store.name, "correlation.sqlite")

    def evaluate(self, raw):
        """The output line for the event whose JSON text is `raw`, without its index."""
        line = {"rule_id": self.id, "result": None, "error": None}
        signal.setitimer(signal.ITIMER_VIRTUAL, TIME_LIMIT)
        try:
            functions = self.load().__dict__
            event = self.given(json.loads(raw))
            matched = pad(PADDING, functions["rule"], event)
            if "alert" in functions:
                event = matched
                matched = pad(PADDING, functions["alert"], event)
            if not isinstance(matched, bool):
                raise self.wrong("rule", matched, "bool")
        except BaseException as error:
            line["error"] = self.error(error)
            return line
        line["result"] = matched
        if matched:
            line.update(Answers(self, functions, event).all())
        return line

    def given(self, event):
        """What the functions take."""
        if not self.panther:
            return event
        import panther_core

        model = DataModels.of(self.root, event)
        return panther_core.PantherEvent(event, model and model.load())

    def wrong(self, function, value, expected):
        returned = type(value).__name__
        return FunctionReturnTypeError(
            f"detection [{self.id}] function [{function}] returned [{returned}], expected [{expected}]"
        )

    def error(self, error):
        if isinstance(error, KeyboardInterrupt):
            raise error
        line = None
        frame = error.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == self.path:
                line = frame.tb_lineno
            frame = frame.tb_next
        return {"type": type(error).__name__, "message": message(error), "line": line}


class Answers:
    """What a rule's other functions say of an event that matched."""

    def __init__(self, rule, functions, event):
        self.rule = rule
        self.functions = functions
        self.event = event
        self.errors = {}

    def all(self):
        identity = self.rule.id
        title = self.text("title", identity)
        answers = {
            "title": self.rule.name if title is None else title,
            "description": self.own("description"),
            "reference": self.own("reference"),
            "severity": self.severity(),
            "runbook": self.own("runbook"),
            "destinations": self.destinations(),
        }
        # Panther's engine has a string of its own for what has neither function.
        alone = "" if self.rule.panther else identity
        dedup = self.text("dedup", "") if "dedup" in self.functions else alone if title is None else title
        answers["dedup"] = dedup or f"defaultDedupString:{identity}"
        answers["alert_context"] = self.context()
        answers["unique"] = self.text("unique", None)
        answers["function_errors"] = self.errors
        return answers

    def call(self, name):
        function = self.functions[name]
        code = getattr(function, "__code__", None)
        if name == "severity" and code and code.co_argcount == 0 and not code.co_flags & 0x04:
            return pad(ANSWER_PADDING - 1, call_without, function)
        return pad(ANSWER_PADDING, function, self.event)

    def text(self, name, default):
        """A str that the function gave; `default` if it raised, None if there is none."""
        if name not in self.functions:
            return None
        try:
            value = self.call(name)
            if not isinstance(value, str):
                raise self.rule.wrong(name, value, "str")
        except BaseException as error:
            self.errors[name] = self.rule.error(error)
            return default
        return cut(value)

    def severity(self):
        if "severity" not in self.functions:
            return self.rule.severity
        try:
            value = self.call("severity")
            if not isinstance(value, str):
                raise self.rule.wrong("severity", value, "str")
            upper = value.upper()
            if upper in SEVERITIES:
                return upper
            if upper != "DEFAULT":
                message = f"Expected severity to be any of the following: [{list(SEVERITIES)}], got [{upper}] instead."
                self.errors["severity"] = {"type": "AssertionError", "message": message, "line": None}
        except BaseException as error:
            self.errors["severity"] = self.rule.error(error)
        return self.rule.severity

    def context(self):
        if "alert_context" not in self.functions:
            return None
        try:
            value = self.call("alert_context")
            wanted = collections.abc.Mapping if self.rule.panther else dict
            if not isinstance(value, wanted):
                raise self.rule.wrong("alert_context", value, "Mapping")
            text = self.dump(value)
            if len(text) > CONTEXT_LIMIT:
                size = f"[{len(text)}] characters, bigger than maximum of [{CONTEXT_LIMIT}] characters"
                return {"_error": f"alert_context size is {size}"}
            # Through text, for a later function may change what the context holds.
            return Printed(text)
        except BaseException as error:
            self.errors["alert_context"] = self.rule.error(error)
            return {"_error": repr(error)}

    def own(self, name):
        text = self.text(name, None)
        return None if text == "DEFAULT" else text

    def destinations(self):
        if "destinations" not in self.functions:
            return None
        try:
            value = self.call("destinations")
            if value is None:
                return None
            if not isinstance(value, list) or not all(isinstance(item, (str, bool)) for item in value):
                returned = type(value).__name__
                raise FunctionReturnTypeError(
                    f"detection [{self.rule.id}] function [destinations] returned [{returned}], expected a list"
                )
        except BaseException as error:
            self.errors["destinations"] = self.rule.error(error)
            return None
        if len(set(value)) < len(value) or not all(isinstance(item, str) for item in value):
            return None
        return value[:10] or ["SKIP"]

    def dump(self, value):
        if not self.rule.panther:
            return json.dumps(value, allow_nan=False)
        from panther_core.immutable import json_encoder

        return json.dumps(value, default=json_encoder, allow_nan=False)


class Printed:
    """JSON that is printed already. Python keeps duplicate keys such as `1` and `"1"`, which parsing again would lose."""

    def __init__(self, text):
        self.text = text


def pad(frames, function, *arguments):
    """Calls `function` below `frames` frames of this one."""
    if frames:
        return pad(frames - 1, function, *arguments)
    return function(*arguments)


def call_without(function):
    return function()


def message(error):
    try:
        return str(error)
    except Exception:
        return "<exception str() failed>"


def cut(text):
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - len(CUT)] + CUT


def scalar(text, key):
    found = re.search(rf"^{key}:[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|[^#\n]*)", text, re.MULTILINE)
    return found.group(1).strip().strip("\"'") if found else None


def search_path(root, folder):
    places = [folder]
    while os.path.normpath(places[-1]) != os.path.normpath(root):
        places.append(os.path.dirname(places[-1]))
    above = os.path.abspath(root)
    while os.path.dirname(above) != above:
        above = os.path.dirname(above)
        places.append(above)
    return tuple(p for place in places for p in (place, *(os.path.join(place, h) for h in HELPER_FOLDERS)) if os.path.isdir(p))


def find_rules(root):
    for folder, folders, files in os.walk(root):
        support = HELPER_FOLDERS + DATA_MODEL_FOLDERS
        folders[:] = sorted(f for f in folders if f not in support and f != "__pycache__" and not f.startswith("."))
        for name in sorted(files):
            if name.endswith(".py") and not name.startswith("_"):
                yield Rule(root, os.path.join(folder, name))


def printed(line):
    """`line` as JSON text, with any `Printed` part as it stands."""
    context = line.get("alert_context")
    if not isinstance(context, Printed):
        return json.dumps(line)
    before = {k: line[k] for k in list(line)[: list(line).index("alert_context")]}
    after = {k: line[k] for k in list(line)[list(line).index("alert_context") + 1 :]}
    return f'{json.dumps(before)[:-1]}, "alert_context": {context.text}, {json.dumps(after)[1:]}'


def salt_hashes(salt):
    """Has `None`, each NaN and each object without a hash of its own hash to something else. CPython 3.11 takes their addresses,
    of which some bits are others in each process and some in each build of Python alone: what a salt changes is nothing that
    Python says."""
    hash_function = ctypes.PYFUNCTYPE(ctypes.c_ssize_t, ctypes.py_object)

    def word(of, number):
        return ctypes.c_void_p.from_address(id(of) + number * ctypes.sizeof(ctypes.c_void_p))

    of_float = hash_function(word(float, 15).value)

    def salted(value):
        if isinstance(value, float) and value == value:
            return of_float(value)
        # The lowest bits alone say where it stands among few: 32 salts give all that they can be.
        return (id(value) // 16 * (2 * salt + 1) * 0x9E3779B97F4A7C15 & ~31 | salt % 32) % (1 << 61)

    # What C calls has to stay.
    salt_hashes.function = hash_function(salted)
    # `tp_hash` of the types, and what `object.__hash__` wraps, which new classes take over.
    for slot in (word(type(None), 15), word(float, 15), word(object.__hash__, 6)):
        slot.value = ctypes.cast(salt_hashes.function, ctypes.c_void_p).value


def main():
    if os.environ.get("PYTHONHASHSEED") != "0":
        # The order in which a set of str is seen depends on it.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", action="append", required=True, metavar="DIR")
    parser.add_argument("--events", default="-", metavar="FILE")
    parser.add_argument("--log-types", metavar="FILE", help="the log type of each event, a line each; empty: none")
    parser.add_argument("--rule", metavar="ID", help="this rule alone")
    parser.add_argument("--asked", metavar="FILE", help="the rule that is asked about each event, its id a line: that one alone")
    parser.add_argument("--matches", action="store_true", help="only the pairs that matched or raised")
    parser.add_argument("--clock", type=int, metavar="MICROSECONDS", help="since 1970 in UTC: the time stands still there")
    parser.add_argument("--salt", type=int, metavar="NUMBER", help="hash None, NaN and plain objects by this: what then differs has no one answer")
    parser.add_argument("--list", action="store_true", help="print rule ids and files, and run nothing")
    parser.add_argument("--keep-state", action="store_true", help="let each rule remember what it kept at the events before")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    signal.signal(signal.SIGVTALRM, too_long)
    Rule.keeps_state = arguments.keep_state
    if arguments.salt is not None:
        salt_hashes(arguments.salt)

    rules = [rule for root in arguments.rules for rule in find_rules(root)]
    rules.sort(key=lambda rule: rule.id)
    for one, other in zip(rules, rules[1:]):
        if one.id == other.id:
            sys.exit(f"two rules are called `{one.id}`: {one.path}, {other.path}")
    if arguments.rule:
        rules = [rule for rule in rules if rule.id == arguments.rule] or sys.exit(f"no rule is called `{arguments.rule}`")
    sys.dont_write_bytecode = True
    if arguments.clock is not None:
        clock.freeze(arguments.clock)
    sys.meta_path.insert(0, FINDER)
    out, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")
    if arguments.list:
        for rule in rules:
            rule.load()
            out.write(f"{rule.id}\t{rule.path}\n")
        return
    events = sys.stdin.buffer if arguments.events == "-" else open(arguments.events, "rb")
    # A rule that reads it, as `shlex.split(None)` does, is not to read the events.
    sys.stdin = open(os.devnull, encoding="utf-8")
    log_types = open(arguments.log_types, encoding="utf-8").read().splitlines() if arguments.log_types else []
    asked = open(arguments.asked, encoding="utf-8").read().splitlines() if arguments.asked else None
    by_id = {rule.id: rule for rule in rules}
    index = 0
    for raw in events:
        if not raw.strip():
            continue
        DataModels.log_type = index < len(log_types) and log_types[index] or None
        for rule in rules if asked is None else [by_id[asked[index]]]:
            line = {"event": index, **rule.evaluate(raw)}
            if not arguments.matches or line["result"] is not False:
                out.write(printed(line) + "\n")
        index += 1
    out.flush()


if __name__ == "__main__":
    main()

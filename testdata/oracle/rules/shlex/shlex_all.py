"""Splitting command lines as a shell does, and quoting for one."""

import shlex

LINES = [
    "", " ", "a", "ls -la /tmp", "a  b\tc\nd\r\ne", "'a b' c", '"a b" c', "a'b'c", 'a"b"c', "''", '""', "'' a", 'a ""', "'", '"', "a'", "\\", "a\\", "a\\ b",
    "\\'", '"\\""', '"\\n"', "'\\n'", '"a\\\\b"', '"\\', "# c", "a # b\nc", "a#b", "'a#b' #c", "a;b|c&d>e", "é ß \u3000x", "$(x) `y`", "a=\"b c\" d", "''''", "a''b",
    "echo 'it'\"'\"'s'", "a \\\n b", "--x='y z'", "\x0bq\x0c", "'a\nb'", "a'b c'd e", '"a"b\'c\'', "#", "x #", "\\#", "a\\\nb",
]


class Counting:
    def __getattr__(self, name):
        return len(name)


class Refusing:
    def read(self, count):
        raise LookupError(count)


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def every(event):
    out = []
    for line in LINES + [event.get("text") or "t", event.get("a") or 5, event.get("tags") or ["x"], b"a b", 2.5]:
        out.append(attempt(shlex.split, line))
        out.append(attempt(shlex.split, line, comments=True))
        out.append(attempt(shlex.split, line, posix=False))
        out.append(attempt(shlex.split, line, True, False))
        out.append(attempt(shlex.quote, line))
        out.append(attempt(lambda: shlex.join(shlex.split(line))))
        out.append(attempt(shlex.join, line))
    out += [attempt(shlex.split, one) for one in (Counting(), Counting, Refusing(), Refusing, [].append)]
    out.append(attempt(Refusing().read, 2))
    out += [attempt(shlex.quote), attempt(shlex.quote, None), attempt(shlex.quote, b""), attempt(shlex.split, "a", 1, 2, 3), attempt(shlex.join, [1]), attempt(shlex.join, None)]
    return out


def rule(event):
    return len(shlex.split(str(event.get("eventName")), posix=False)) > 1


def alert_context(event):
    return {"all": every(event)}

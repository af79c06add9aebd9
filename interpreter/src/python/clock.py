"""The time that rules see: the machine's, or one that stands still. All of the library asks the module `time`."""

import time

# Microseconds since 1970 in UTC, where it stands still.
now = None


def stand(micros):
    """From here on it is that time; None: the machine's."""
    global now
    now = micros


def instead(name, of):
    """The function gives `of(now)` where the clock stands still."""
    real = getattr(time, name, None)
    if real is None:
        return

    def call(*arguments):
        # The real one refuses wrong arguments.
        given = real(*arguments)
        return given if now is None else of(now)

    put(name, call)


def defaulting(name, at, moment):
    """The argument number `at` is the moment: now, where it is not given."""
    real = getattr(time, name)

    def call(*arguments):
        # None stands for now where the moment is a number.
        if now is not None and (len(arguments) == at or at == 0 and moment is seconds and arguments == (None,)):
            arguments = (*arguments[:at], moment())
        return real(*arguments)

    put(name, call)


def put(name, call):
    call.__name__ = call.__qualname__ = name
    call.__module__ = "time"
    setattr(time, name, call)


def seconds():
    return now // 1_000_000


def fields(localtime=time.localtime):
    return localtime(seconds())


for name in ("time", "monotonic", "perf_counter", "clock_gettime"):
    instead(name, lambda now: now / 1_000_000)
    instead(name + "_ns", lambda now: now * 1000)
for name in ("ctime", "gmtime", "localtime"):
    defaulting(name, 0, seconds)
defaulting("asctime", 0, fields)
defaulting("strftime", 1, fields)

# The zone is UTC, and it has no other half of the year.
time.altzone = time.timezone = time.daylight = 0
time.tzname = ("UTC", "UTC")

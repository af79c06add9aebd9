"""A clock that stands still, for CPython's own `time` and `datetime`: their classes stay what they are."""

import ctypes
import datetime
import gc
import os
import time


def freeze(micros):
    """From here on it is `micros` microseconds after 1970 began in UTC, and UTC is the machine's zone."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    now = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=micros)
    seconds = micros // 1_000_000

    def instead(name, value):
        real = getattr(time, name)

        def call(*args, **kwargs):
            # The real one refuses wrong arguments.
            real(*args, **kwargs)
            return value

        setattr(time, name, call)

    def defaulting(name, at, moment):
        """The function's argument number `at` is the moment, and is now where it is not given."""
        real = getattr(time, name)

        def call(*args, **kwargs):
            # None stands for now where the moment is a number.
            if len(args) == at or moment is seconds and args == (None,):
                args = (*args[:at], moment)
            return real(*args, **kwargs)

        setattr(time, name, call)

    now_tuple = time.localtime(seconds)
    defaulting("asctime", 0, now_tuple)
    defaulting("strftime", 1, now_tuple)
    for name in ("ctime", "gmtime", "localtime"):
        defaulting(name, 0, seconds)
    for name in ("time", "monotonic", "perf_counter"):
        instead(name, micros / 1_000_000)
        instead(name + "_ns", micros * 1000)

    def moment(cls, real, args, kwargs):
        found = real(*args, **kwargs)
        if found.tzinfo is None:
            return now
        return now.replace(tzinfo=datetime.timezone.utc).astimezone(found.tzinfo)

    # The dict behind the class's own view of it, which cannot be written to.
    fields = gc.get_referents(datetime.datetime.__dict__)[0]
    for name in ("now", "utcnow"):
        real = getattr(datetime.datetime, name)
        fields[name] = classmethod(lambda cls, *args, _real=real, **kwargs: moment(cls, _real, args, kwargs))
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(datetime.datetime))

import functools


@functools.lru_cache(maxsize=None)
def lowered(text):
    return text.lower()


def logged(function):
    return function


@logged
def rule(event):
    return lowered(event.get("eventName") or "") == "consolelogin"

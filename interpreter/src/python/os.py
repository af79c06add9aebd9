"""What the library itself needs of `os`: names and pure functions. Nothing here reaches the system."""

import abc
import sys

name = "posix"
sep = "/"
altsep = None
extsep = "."
pathsep = ":"
curdir = "."
pardir = ".."
linesep = "\n"
devnull = "/dev/null"


class PathLike(abc.ABC):
    """Anything with `__fspath__`."""

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in vars(base) for base in subclass.__mro__)
        return NotImplemented


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        given = type(path).__fspath__(path)
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None
    if isinstance(given, (str, bytes)):
        return given
    raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, not {type(given).__name__}")


def fsencode(path):
    path = fspath(path)
    return path.encode("utf-8", "surrogateescape") if isinstance(path, str) else path


def fsdecode(path):
    path = fspath(path)
    return path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path


def getpid():
    return 1


def urandom(size):
    from _random import Random

    return Random().getrandbits(size * 8).to_bytes(size, "big") if size else b""


import posixpath as path  # It imports this module in turn, for its names above.

sys.modules["os.path"] = path

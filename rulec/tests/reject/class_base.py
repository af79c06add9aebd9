import json
import re


class Fields(dict):
    pass


class Broken(OSError):
    pass


class Computed(type("X", (), {})):
    pass


class Library(re.Pattern):
    pass


class Later(After):
    pass


class After:
    pass


def rule(event):
    return Fields() or Broken() or Computed() or Library() or Later()

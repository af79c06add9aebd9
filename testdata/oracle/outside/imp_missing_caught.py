"""A module that does not exist, with a fallback."""

try:
    import no_such_module_anywhere
except ImportError:
    no_such_module_anywhere = None


def rule(event):
    return no_such_module_anywhere is None and event.get("count", 5) != 5

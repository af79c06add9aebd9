"""A MemoryError has no arguments."""


def rule(event):
    try:
        return len("x" * (1 << 60)) > len(event)
    except MemoryError as error:
        return [error.args, repr(error), str(error)] == [(), "MemoryError()", ""]

def attempt(function, *args):
    """What a call gives, or how it fails, as text."""
    try:
        value = function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return f"{type(value).__name__} {value!r}"


def cases(key):
    return [key, key.upper(), key.lower(), key.title(), key.swapcase(), key + "x", ""]

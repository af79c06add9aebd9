"""Numbers of as many digits as a table holds, and of more."""

from panther_detection_helpers.caching import get_counter, increment_counter, put_string_set, set_key_expiration


def rule(event):
    big = event.get("count", 7) * 10**18
    said = []
    for step in (big, 10**37, 8 * 10**37, 10**38, 10**38 + 1, -(10**40), 10**126, 10**127, 10**38 - 1, 2**100, -(10**38) + 1):
        try:
            increment_counter("k", step)
            said.append(increment_counter("k", step))
        except Exception as error:
            said.append(f"{type(error)} {error} {isinstance(error, ArithmeticError)}")
    for function in (set_key_expiration, increment_counter):
        try:
            said.append(function("k", 10**45))
        except ArithmeticError as error:
            said.append(repr(error))
    try:
        put_string_set("k", [10**40])
    except ArithmeticError as error:
        said.append(repr(error))
    event["said"] = said
    return True


def title(event):
    return str(get_counter("k"))


def alert_context(event):
    return {"said": event["said"]}

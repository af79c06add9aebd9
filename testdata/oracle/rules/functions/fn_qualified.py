"""What functions are called that comprehensions and classes hold."""

MADE = [lambda a: a for _ in range(1)]


def tried(function, *args):
    try:
        return function(*args)
    except TypeError as e:
        return str(e)


def rule(event):
    return True


def title(event):
    listed = [lambda a: a for _ in range(1)]
    in_set = {lambda a: a for _ in range(1)}
    in_dict = {1: (lambda a: a) for _ in range(1)}
    lazy = (lambda a: a for _ in range(1))
    deep = [[lambda a: a for _ in range(1)] for _ in range(1)]
    within = [(lambda: lambda a: a)() for _ in range(1)]
    outside = [f for f in (lambda a: a, lambda a, b: a)]
    filtered = [tried(lambda a: a) for x in [1] if tried(lambda a, b: a)]
    functions = [*MADE, *listed, *in_set, *in_dict.values(), *lazy, *deep[0], *within, *outside]
    return " | ".join([*(tried(function) for function in functions), *filtered])

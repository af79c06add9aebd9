"""Variables that are not bound when a comprehension asks for them: in a scope of its own they are free, but for the first iterable."""


def told(probe, event):
    try:
        return probe(event)
    except NameError as e:
        return (type(e).__name__, str(e))


def element(event):
    if event.get("eventName") == "CreateUser":
        name = "bound"
    return [name for _ in event]


def first(event):
    if event.get("eventName") == "CreateUser":
        name = ["bound"]
    return [n for n in name]


def second(event):
    if event.get("eventName") == "CreateUser":
        name = ["bound"]
    return {(key, n) for key in list(event)[:1] for n in name}


def condition(event):
    if event.get("eventName") == "CreateUser":
        name = "eventName"
    return {key: 1 for key in event if key == name}


def quantified(event):
    if event.get("eventName") == "CreateUser":
        name = "eventName"
    return any(key == name for key in event)


def generated(event):
    if event.get("eventName") == "CreateUser":
        name = "eventName"
    return list(key == name for key in list(event)[:2])


def walrus(event):
    return [(key, seen) for key in list(event)[:3] if key == "eventName" or (seen := key)]


def own(event):
    return [other for key in list(event)[:2] if (lambda: key)() for other in [key, *[other for other in key[:1]]]]


def deleted(event):
    name = 1
    del name
    return [[name for _ in "a"] for _ in "b"]


def caught(event):
    if event.get("eventName") == "CreateUser":
        name = "bound"
    inner = lambda: [name for _ in "a"]
    return inner()


PROBES = (element, first, second, condition, quantified, generated, walrus, own, deleted, caught)


def rule(event):
    return True


def title(event):
    return repr([told(probe, event) for probe in PROBES])

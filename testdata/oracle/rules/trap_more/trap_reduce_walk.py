"""A walk over everything that looks like an address."""


def walk(value, found):
    if isinstance(value, str):
        if value.count(".") == 3 and value.replace(".", "").isdigit():
            found.append(value)
    elif isinstance(value, dict):
        for key in value:
            walk(value[key], found)
    elif isinstance(value, list):
        for item in value:
            walk(item, found)
    return found


def rule(event):
    return len(walk(event, [])) > 0


def title(event):
    return ", ".join(sorted(walk(event, [])))

import json

STRICT = True

if STRICT:
    import re

for _ in range(2):
    from fnmatch import fnmatch


def rule(event):
    name = event.get("eventName") or ""
    return re.match("Delete", name) or fnmatch(name, "Put*") or json.dumps(name)

import collections
import json


def parsed(text):
    try:
        return json.loads(text)
    except json.decoder.JSONDecodeError as e:
        return f"{type(e).__name__}: {e}"


def rule(event):
    return isinstance(event, collections.abc.Mapping) and json.decoder.JSONDecodeError == json.JSONDecodeError


def title(event):
    return str([parsed(text) for text in (str(event.get("eventName")), '{"a": 1}', "{", "", event.get("eventVersion", "1"))])

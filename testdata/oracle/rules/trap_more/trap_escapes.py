"""Keys and strings with escapes, surrogates and controls, as repr and JSON print them."""

import json


def rule(event):
    return any(not k.isascii() for k in event) or not json.dumps(event, ensure_ascii=False).isascii()


def title(event):
    return f"{[k for k in event if not k.isalnum()]} {[v for v in event.values() if isinstance(v, str) and not v.isascii()]!r}"


def alert_context(event):
    return {k: v for k, v in event.items() if isinstance(v, str)}

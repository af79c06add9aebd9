"""Base64 of a field, and of what is none."""

import base64


def rule(event):
    return len(base64.b64encode((event.get("text") or event.get("eventName") or "").encode())) > 16


def title(event):
    return base64.b64decode(event.get("name") or "aGVsbG8=").decode()

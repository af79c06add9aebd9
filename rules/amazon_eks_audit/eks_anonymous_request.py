"""The API server let somebody without identity do something. Its health and version may be asked by all and are
not reported.
"""

from kubernetes import allowed, context, is_last, user

OPEN = ("/healthz", "/livez", "/readyz", "/version", "/openid/v1/jwks", "/.well-known/openid-configuration")


def path(event):
    return str(event.get("requestURI") or "").split("?")[0]


def rule(event):
    if user(event) != "system:anonymous" or not allowed(event) or not is_last(event):
        return False
    return bool(path(event)) and not path(event).startswith(OPEN)


def title(event):
    return f"cluster let somebody without identity {event.get('verb')} {path(event)}"


def dedup(event):
    return f"{event.get('verb')} {path(event)}"


def severity(event):
    return "HIGH" if event.get("verb") in ("get", "list", "watch") else "CRITICAL"


def alert_context(event):
    return context(event)

"""Numbers of JSON, printed as Python prints them."""


def rule(event):
    return any(isinstance(v, float) for v in event.values()) or any(isinstance(v, int) and not isinstance(v, bool) for v in event.values())


def title(event):
    return "; ".join(f"{k}={v!r}" for k, v in event.items() if isinstance(v, (int, float)))

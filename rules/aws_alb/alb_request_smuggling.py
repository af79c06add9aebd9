"""The load balancer classified a request as `Severe`: one that front and back would read differently (request
smuggling).
"""


def rule(event):
    return event.get("classification") == "Severe"


def title(event):
    return f"{event.get('client_ip')} sends smuggled requests to {event.get('domain_name') or event.get('elb')}"


def dedup(event):
    return f"{event.get('client_ip')} {event.get('elb')}"


def severity(event):
    # In the mode `monitor` it is passed on.
    return "HIGH" if event.get("target_status_code") is not None else "LOW"


def alert_context(event):
    keys = ("elb", "domain_name", "client_ip", "user_agent", "request", "target_status_code", "sent_bytes", "trace_id")
    return {key: event.get(key) for key in keys}

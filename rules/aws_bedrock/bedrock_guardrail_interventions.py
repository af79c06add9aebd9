"""A guardrail intervened five times for one identity within an hour: somebody tries to talk a model out of its
rules.
"""

import re

STOPPED = re.compile(r"guardrail_intervened|guardrailAction'?\"?: ?'?\"?(INTERVENED|GUARDRAIL_INTERVENED)")


def identity(event):
    arn = str((event.get("identity") or {}).get("arn") or "?")
    return arn.split(":")[-1].split("/", 1)[-1]


def rule(event):
    return STOPPED.search(str((event.get("output") or {}).get("outputBodyJson"))) is not None


def title(event):
    return f"guardrail stops {identity(event)} at {event.get('modelId')} again and again"


def dedup(event):
    return f"{event.get('accountId')} {identity(event)}"


def alert_context(event):
    keys = ("accountId", "region", "modelId", "operation", "requestId")
    found = {key: event.get(key) for key in keys}
    found["identity"] = (event.get("identity") or {}).get("arn")
    found["tokens_in"] = (event.get("input") or {}).get("inputTokenCount")
    found["tokens_out"] = (event.get("output") or {}).get("outputTokenCount")
    return found

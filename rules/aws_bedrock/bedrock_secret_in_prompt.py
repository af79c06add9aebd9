"""A prompt holds what looks like a secret: an AWS key, a private key, a token of GitHub or Slack."""

import re

SECRETS = re.compile(
    r"\b(AKIA|ASIA)[A-Z2-7]{16}\b|-----BEGIN (RSA |EC |OPENSSH )?PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bxox[baprs]-[A-Za-z0-9-]{20,}"
)


def identity(event):
    arn = str((event.get("identity") or {}).get("arn") or "?")
    return arn.split(":")[-1].split("/", 1)[-1]


def rule(event):
    return SECRETS.search(str(event.get("input"))) is not None


def title(event):
    return f"secret in a prompt of {identity(event)} to {event.get('modelId')}"


def dedup(event):
    return f"{event.get('accountId')} {identity(event)}"


def alert_context(event):
    keys = ("accountId", "region", "modelId", "operation", "requestId")
    found = {key: event.get(key) for key in keys}
    found["identity"] = (event.get("identity") or {}).get("arn")
    found["tokens_in"] = (event.get("input") or {}).get("inputTokenCount")
    found["tokens_out"] = (event.get("output") or {}).get("outputTokenCount")
    return found

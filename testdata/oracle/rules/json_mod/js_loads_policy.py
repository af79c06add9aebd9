"""A policy document inside a field."""

import json


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return [st.get("Action") for st in json.loads(params.get("policyDocument") or params.get("payload") or '{"Statement": []}')["Statement"]]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

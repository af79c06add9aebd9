import json


def rule(event):
    json.loads = 1
    rule.count = 2
    event.__class__ = 3
    return True

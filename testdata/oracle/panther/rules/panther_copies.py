"""Copies of what Panther's event wraps: wrappers themselves, around the same or around copies."""

import copy

from probe import attempt


def rule(event):
    return event.get("eventName") is not None


def title(event):
    return repr(copy.deepcopy(event.get("userIdentity")))


def dedup(event):
    identity, resources = event.get("userIdentity"), event.get("resources")
    return repr([(type(made).__name__, made) for made in (copy.copy(identity), copy.copy(resources), copy.deepcopy(resources))])


def alert_context(event):
    deep, shallow = copy.deepcopy(event), copy.copy(event)
    identity = event.get("userIdentity")
    twice = copy.deepcopy([identity, identity, event.get("resources")])
    return {
        "same": [deep == event, shallow == event, twice[0] == identity, twice == [identity, identity, event.get("resources")]],
        "types": [type(deep).__name__, type(shallow).__name__, type(twice[0]).__name__, type(twice[2]).__name__],
        "ignoring case": [deep.get("EVENTNAME"), shallow.get("eventname"), attempt(lambda: twice[0].get("TYPE"))],
        "deep": [deep.deep_get("userIdentity", "type"), shallow.deep_walk("userIdentity", "sessionContext"), deep.udm("source_ip")],
        "data model": [deep.data_model is None, shallow.data_model is None],
        "cannot change": [attempt(lambda: deep.pop("eventName")), attempt(lambda: setitem(deep))],
        "own": [changed(event.to_dict()), changed(copy.deepcopy(dict(event)))],
        "all": deep,
        "parts": [value for value in copy.deepcopy(dict(event)).values()][:3],
    }


def setitem(event):
    event["eventName"] = 1


def changed(plain):
    plain["eventName"] = "changed"
    return plain["eventName"]

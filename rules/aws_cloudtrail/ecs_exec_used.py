"""A command was run in a container through ECS Exec by somebody who did not come through single sign-on.
Pipelines are not reported.
"""

from actors import by_sso, routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "ExecuteCommand": "entered",
}


def rule(event):
    if not is_call(event, "ecs.amazonaws.com", WHAT) or routine(event):
        return False
    return not by_sso(event)


def thing(event):
    call = parameters(event)
    return call.get("task") or call.get("cluster") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"container of task {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

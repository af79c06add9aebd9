"""Flow logs of a network were deleted. Pipelines are not reported: they delete a network's logs with the
network.
"""

from actors import routine
from cloudtrail import actor, context, is_call, parameters, place, principal
from policies import many


def rule(event):
    return is_call(event, "ec2.amazonaws.com", ("DeleteFlowLogs",)) and not routine(event)


def flow_logs(event):
    """Their ids; the call has one or many of `{"tag", "content"}`."""
    call = parameters(event).get("DeleteFlowLogsRequest")
    found = many(call.get("FlowLogId")) if call is not None and hasattr(call, "get") else []
    return [str(one.get("content")) if hasattr(one, "get") else str(one) for one in found]


def title(event):
    return f"VPC flow logs {', '.join(flow_logs(event)) or '?'} deleted by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, flow_logs=flow_logs(event))

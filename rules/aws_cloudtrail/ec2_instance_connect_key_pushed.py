"""A public key was pushed to an instance with EC2 Instance Connect, which lets its owner in for a minute, by
somebody who did not come through single sign-on. Pipelines are not reported.
"""

from actors import by_person, by_sso, routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def rule(event):
    if not is_call(event, "ec2-instance-connect.amazonaws.com", ("SendSSHPublicKey", "OpenTunnel")):
        return False
    return not by_sso(event) and not routine(event)


def instance(event):
    return parameters(event).get("instanceId") or parameters(event).get("instanceConnectEndpointId") or "?"


def title(event):
    return f"{actor(event)} pushed an SSH key to instances in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    return "MEDIUM" if by_person(event) else "HIGH"


def alert_context(event):
    call = parameters(event)
    return context(event, instance=instance(event), user=call.get("instanceOSUser"), key=call.get("sSHPublicKey"))

"""What rules over Google Cloud's audit logs share."""


def payload(event):
    return event.get("protoPayload") or {}


def actor(event):
    who = payload(event).get("authenticationInfo") or {}
    return who.get("principalEmail") or who.get("principalSubject") or "somebody"


def method(event):
    return payload(event).get("methodName") or ""


def worked(event):
    """Whether Google carried it out: a status with a code other than 0 is an error."""
    return not (payload(event).get("status") or {}).get("code")


def project(event):
    labels = (event.get("resource") or {}).get("labels") or {}
    return labels.get("project_id") or str(event.get("logName")).split("/logs/")[0]


def resource(event):
    return str(payload(event).get("resourceName") or "?")


def added(event):
    """The bindings that a change of policy added: `{"role", "member"}`."""
    delta = (payload(event).get("serviceData") or {}).get("policyDelta") or {}
    found = [one for one in delta.get("bindingDeltas") or [] if one.get("action") == "ADD"]
    return [{"role": str(one.get("role")), "member": str(one.get("member"))} for one in found]


def is_google(event):
    """Whether it is one of Google's own service agents."""
    who = actor(event)
    return who.startswith("service-") and who.endswith(".iam.gserviceaccount.com") and "@gcp-sa-" in who


def context(event, **more):
    request = payload(event).get("requestMetadata") or {}
    found = {
        "actor": actor(event),
        "method": method(event),
        "resource": resource(event),
        "project": project(event),
        "source_ip": request.get("callerIp"),
        "user_agent": request.get("callerSuppliedUserAgent"),
        "event_id": event.get("insertId"),
    }
    found.update(more)
    return found

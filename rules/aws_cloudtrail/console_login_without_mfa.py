"""An IAM user signed in to the console with a password alone. A password that leaked or was guessed is then
enough to be in the account.

Root has a rule of its own. Who comes through single sign-on did, or did not, use a second factor at the identity
provider, which CloudTrail does not know: those sign-ins are not reported here.
"""

from cloudtrail import account, actor, context, identity, principal, signed_in


def rule(event):
    if identity(event).get("type") != "IAMUser" or not signed_in(event):
        return False
    return (event.get("additionalEventData") or {}).get("MFAUsed") == "No"


def title(event):
    where = event.get("sourceIPAddress")
    return f"{actor(event)} signed in to the console of {account(event)} without MFA from {where}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity():
    return "MEDIUM"


def alert_context(event):
    extra = event.get("additionalEventData") or {}
    return context(event, login_to=extra.get("LoginTo"), mobile=extra.get("MobileVersion") == "Yes")

"""The requirement of two-factor authentication or single sign-on, the list of addresses, or the restriction of
applications was switched off.
"""

from github import actor, context, organisation

WHAT = {
    "org.disable_two_factor_requirement": "two-factor authentication",
    "business.disable_two_factor_requirement": "two-factor authentication",
    "org.disable_saml": "single sign-on",
    "business.disable_saml": "single sign-on",
    "ip_allow_list.disable": "the list of addresses",
    "org.disable_oauth_app_restrictions": "restrictions on applications",
}


def rule(event):
    return event.get("action") in WHAT


def title(event):
    what = WHAT.get(event.get("action"))
    return f"{actor(event)} switched off {what} for {organisation(event)}"


def dedup(event):
    return f"{organisation(event)} {event.get('action')}"


def alert_context(event):
    return context(event)

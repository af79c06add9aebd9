"""The string "false" is true."""


def rule(event):
    session = (event.get("userIdentity") or {}).get("sessionContext") or {}
    mfa = (session.get("attributes") or {}).get("mfaAuthenticated", event.get("flag"))
    if not mfa:
        return False
    return mfa != "false" and mfa != "true"


def title(event):
    return f"{event.get('flag')!r}"
